"""The engine: several threads read with one, as those of a server do."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from drawn_organisations import drawn_reference

from belvedere.matching import words_read
from belvedere.matching.matcher import Matcher


@pytest.fixture
def switching():
    """Let threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_texts_read_by_several_threads_are_read_as_by_one(switching, monkeypatch):
    monkeypatch.setattr(words_read, "_MEMORY", 40)  # so words are forgotten all the time
    names = [name for one in drawn_reference().organisations for name, _ in one.names]
    texts = [f"Unit {number}, {names[number % len(names)]}, {names[number * 7 % len(names)]}"
             for number in range(400)]
    parts = [texts[at::8] for at in range(8)]
    alone = [[answer.found for answer in Matcher(drawn_reference()).match_all(part)]
             for part in parts]
    together = Matcher(drawn_reference())

    def one_by_one(part):
        return [together.match(text).found for text in part]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(one_by_one, parts)) == alone
