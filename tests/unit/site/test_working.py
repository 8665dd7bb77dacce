"""A page that takes long is made in the background, and whoever asks is told how far it is."""

import threading
import time

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from belvedere.errors import QuestionError
from belvedere.site import working


class Idle:
    """A database that has no query at hand."""

    def progress(self, thread):
        return 40


@pytest.fixture
def patience(site, monkeypatch):
    """Set how long a page is waited for."""
    return lambda seconds: monkeypatch.setattr(settings, "PATIENCE", seconds)


def until(found, seconds=20):
    """Ask again until there is an answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = found()
        if answer is not None:
            return answer
        time.sleep(0.05)
    raise AssertionError("no answer came")


def test_a_page_that_is_soon_made_is_answered_at_once(patience):
    patience(60)
    response = working.made("soon", lambda: HttpResponse("here"), Idle())
    assert response.content == b"here"


def test_whoever_asks_meanwhile_is_told_how_far_it_is(patience):
    patience(0.05)
    gate, calls = threading.Event(), []

    def make():
        calls.append(1)
        gate.wait(20)
        return HttpResponse("here")

    assert working.made("long", make, Idle()).seconds == 0
    told = until(lambda: (p := working.made("long", make, Idle())).percent and p)
    assert told == (0, 40)
    working._JOBS.clear()  # as another process sees it: the job is not its own
    assert working.made("long", make, Idle()).percent == 40
    gate.set()
    until(lambda: cache.get("job-long") is None or None)  # said no more once it is done
    assert calls == [1]  # one job, however many ask


def test_an_error_is_told_to_who_asks_next(patience):
    patience(0.05)
    def make():
        time.sleep(0.3)
        raise QuestionError("There is no such thing.")

    assert isinstance(working.made("wrong", make, Idle()), working.Progress)
    until(lambda: "job-wrong" not in working._JOBS or None)
    until(lambda: cache.get("job-wrong") is None or None)

    def again():
        raise QuestionError("There is no such thing.")

    with pytest.raises(QuestionError):
        until(lambda: working.made("wrong", again, Idle()) and None)


@pytest.mark.parametrize("language, words", [("en", "Being counted"), ("fr", "Calcul en cours")])
def test_the_page_shows_itself_when_it_is_ready(site, patience, language, words):
    patience(0)
    address = f"/{language}/figures/eu_projects/demo/?when=2011"
    first = site.get(address)
    assert first.status_code == 202 and words in first.content.decode()
    assert first["Refresh"] == "1" and first["Cache-Control"] == "no-store"
    page = until(lambda: ((r := site.get(address)).status_code == 200 and r) or None)
    assert words not in page.content.decode() and "2011" in page.content.decode()
