"""Texts read many at once name what each names read alone, word by word, as it is told plainly."""

from functools import cache
from itertools import chain

import numpy as np
from drawn_organisations import drawn_reference
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_features import candidates
from plain_reading import Plain, Text, read
from plain_second import besides as besides_told

from belvedere.matching.kept import made
from belvedere.matching.matcher import Matcher
from belvedere.matching.scorer import DEPTH, Scorer
from belvedere.matching.second import besides

WORKS = {one.record_id[4:]: 4 ** number
         for number, one in enumerate(drawn_reference().organisations) if number % 3}
"""Counts of works, from 4 to more than OpenAlex has, of two organisations in three."""


@cache
def matcher(counted=False):
    return Matcher(drawn_reference(WORKS if counted else None))


@cache
def plain(counted=False):
    reference = drawn_reference(WORKS if counted else None)
    return Plain(reference, *made(reference))


def _pieces():
    organisations = drawn_reference().organisations
    names = [name for one in organisations for name, _ in one.names]
    words = sorted({word for name in names for word in name.split()})
    halves = sorted({
        " ".join(half) for name in names if len(whole := name.split()) > 2
        for at in range(1, len(whole)) for half in (whole[:at], whole[at:])})
    places = [one.city for one in organisations] + [
        "France", "Georgia", "USA", "UK", "GA", "GA 30602", "FR", "China", "Hong Kong", "New York"]
    others = ["Department of Physics", "Univrsity", "Montreal Universty Hospital", "12", "é@b.fr",
              "Faculty of Medicine", "OfOxford", "System",
              "Universidad", "Universitario de", "King Khaled University",
              "Facultad de Medicina", "Université", "Institut", "Universität"]
    return st.one_of(map(st.sampled_from, (names, words, halves, places, others)))


_BETWEEN = st.sampled_from([" ", ", ", "; ", " of ", " - ", "\n", ",\n", "  ", ""])
TEXTS = st.lists(st.tuples(_pieces(), _BETWEEN), max_size=9).map(
    lambda parts: "".join(chain.from_iterable(parts)))


@settings(max_examples=150)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.booleans())
def test_texts_read_together_are_read_as_each_is_alone(texts, counted):
    index = plain(counted)
    told = [candidates(read(Text(text, index.pieces), index), index) for text in texts]
    assert matcher(counted).candidates(texts) == told


@settings(max_examples=100)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_what_stands_beside_a_candidate_is_that_of_its_text(texts, data):
    batch, = matcher().engine.read(texts)
    size = len(batch.features)
    scores = np.array(data.draw(st.lists(
        st.sampled_from([0.01, 0.05, 0.1, 0.4, 0.75, 0.9999]), min_size=size, max_size=size)))
    candidates, at, told = matcher().candidates(texts), 0, []
    for many in candidates:
        told += [(at + number, beside) for number, beside in besides_told(
            many, scores[at:at + len(many)].tolist(), plain())]
        at += len(many)
    rows, columns = besides(batch.named(), scores, matcher().facts)
    assert list(zip(rows.tolist(), map(tuple, columns.tolist()))) == told


@settings(max_examples=50)
@given(st.data())
def test_trees_that_are_not_walked_say_what_walking_them_says(data):
    drawn = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    features, trees = len(Scorer.shipped().features), data.draw(st.integers(1, 9))
    asked = drawn.integers(0, features, (trees, 2 ** DEPTH - 1))
    more_than = drawn.integers(0, data.draw(st.integers(1, 40)), asked.shape)
    leaves = drawn.integers(-90_000, 90_000, (trees, 2 ** DEPTH))
    rows = drawn.integers(0, 40, (5, features))
    scorer = Scorer({
        "version": "drawn", "features": Scorer.shipped().features, "threshold": 0.5, "prior": {},
        "start": 7, "asked": asked.tolist(), "more_than": more_than.tolist(),
        "leaves": leaves.tolist()})
    told = []
    for row in rows:
        total = 7
        for tree in range(trees):
            node = 0
            for _ in range(DEPTH):
                node = 2 * node + 1 + (row[asked[tree, node]] > more_than[tree, node])
            total += leaves[tree, node - len(asked[tree])]
        told.append(total)
    assert scorer.sums(rows).tolist() == told
