"""Matching on the labelled texts of the shared folder: floors, so that quality cannot fall unseen.

The shipped model has learned from these texts: the floors guard it, they do not praise it. What
it is worth on texts that it has not seen, ``python -m benchmarks.matching quality`` tells.
"""

import random
from pathlib import Path

import pytest

from belvedere.matching.matcher import Matcher
from benchmarks.matching.marking import mark
from benchmarks.matching.rewritten import CHANGES
from benchmarks.matching.sets import labelled, reference

SHARED = Path(__file__).parents[3] / "shared" / "data"
SAMPLE = 250
FLOORS = {  # precision and F1, of covered labels
    "marple_crossref_2024": (92, 92), "marple_springer_2023": (93, 93), "s2aff": (89, 87),
    "ror_logs_2023": (80, 84), "ror_api_names": (95, 94),
}

CHANGED = {"segments turned": 2.5, "wrapped lines": 3, "a word cut": 1.5}
"""Most texts, of a hundred that are written otherwise, that are answered otherwise."""
ANY = 0.5
"""The same of what is not named above."""


@pytest.fixture(scope="module")
def matcher():
    if not (SHARED / "affiliations").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    return Matcher(reference(SHARED))


@pytest.mark.parametrize("name", FLOORS)
def test_the_marks_stand(matcher, name):
    known = set(matcher.reference.number)
    covered = [one for one in labelled(SHARED, name) if one.labels <= known]
    texts = random.Random(2).sample(covered, SAMPLE)
    answers = matcher.match_all([one.text for one in texts])
    found = mark((one.labels, frozenset(f.record_id for f in answer.found))
                 for one, answer in zip(texts, answers))
    precision, f1 = FLOORS[name]
    assert found.precision >= precision, found.told()
    assert found.f1 >= f1, found.told()


@pytest.mark.parametrize("change", CHANGES)
def test_what_says_the_same_is_answered_the_same(matcher, change):
    texts = random.Random(3).sample(
        [one.text for name in FLOORS for one in labelled(SHARED, name)], 1000)
    pairs = [(text, other) for text in texts if (other := CHANGES[change](text)) != text]
    was, now = (
        [{one.record_id for one in answer.found} for answer in matcher.match_all(some)]
        for some in zip(*pairs))
    moved = sum(one != other for one, other in zip(was, now))
    assert moved <= CHANGED.get(change, ANY) / 100 * len(pairs)


@pytest.mark.parametrize(("text", "whom"), [
    ("Institut Cochin, Université Paris Descartes, Paris, France",
     {"Institut Cochin", "Université Paris Descartes"}),
    ("CHU Rennes, Rennes, France", {"Centre Hospitalier Universitaire de Rennes"}),
    ("Department of Physics", set()),
    ("Sultan Qaboos University Hospital, Muscat, Oman", {"Sultan Qaboos University Hospital"}),
    ("University of Georgia, Athens, GA 30602, USA", {"University of Georgia"}),
    ("University of California, San Francisco, CA, USA",
     {"University of California, San Francisco"}),
])
def test_what_people_ask_first(matcher, text, whom):
    organisations = matcher.reference
    found = {organisations.organisations[organisations.number[one.record_id]].name
             for one in matcher.match(text).found}
    assert found == whom
