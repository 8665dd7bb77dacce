"""The model of matching: what is shipped is what was learned, and learning repeats itself."""

import json

import numpy as np
import pytest
from drawn_organisations import drawn_reference

from belvedere.matching.features import FEATURES
from belvedere.matching.matcher import Matcher
from belvedere.matching.scorer import Scorer
from benchmarks.matching import training
from benchmarks.matching.marking import mark
from benchmarks.matching.sets import FOLDS, Labelled, fold


def test_trees_in_whole_numbers_score_as_those_that_were_learned():
    random = np.random.default_rng(1)
    rows = random.integers(0, 30, size=(3000, len(FEATURES) + 1))
    right = (rows[:, 0] + rows[:, 5] % 7 > 15).astype(int)
    draws = training._grown(rows, right, np.ones(len(rows)), 20)
    assert len(draws) == 3
    scorer = Scorer(training._model(draws, {}))
    scores = scorer.scores(rows)
    odds = np.mean([one.predict(rows.astype(float), raw_score=True) for one in draws], axis=0)
    assert scores == pytest.approx(1 / (1 + np.exp(-odds)), abs=0.001)
    assert len(set(scores.tolist())) > 20


def test_learning_again_gives_the_same_model():
    matcher = Matcher(drawn_reference())
    texts = [
        Labelled("drawn", f"Room {n}, {one.name}, {city}", frozenset((one.record_id,)))
        for n in range(12) for one in matcher.reference.organisations
        for city in (one.city, "Paris")
    ]
    given = training.examples(matcher, texts)
    some = given.folds != 0
    model = training.learned(given, some)
    assert json.dumps(model) == json.dumps(training.learned(given, some))
    held_out = [one for one, seen in zip(given.texts, some) if not seen]
    answers = Matcher(drawn_reference(), scorer=Scorer(model)).match_all(
        [one.text for one in held_out])
    assert mark((one.labels, {found.record_id for found in answer.found})
                for one, answer in zip(held_out, answers)).f1 > 50


def test_a_text_without_place_is_learned_from_with_an_address_abroad_too():
    matcher = Matcher(drawn_reference())
    own = matcher.reference.organisations[0]
    texts = [Labelled("drawn", f"Room 1, {own.name}", frozenset((own.record_id,))),
             Labelled("drawn", f"{own.name}, {own.city}, Japan", frozenset((own.record_id,)))]
    given = training.examples(matcher, texts)
    assert given.texts[:2] == texts
    placeless, = given.texts[2:]
    address, record = next(one for one in training.ABROAD if placeless.text.endswith(one[0]))
    assert placeless == ("drawn", f"Room 1, {own.name}; {address}", {own.record_id, record})
    assert given.beside.tolist() == [0, 1, 0]
    assert given.folds[2] == given.folds[0]


def test_one_of_three_texts_is_learned_from_in_another_order_too():
    matcher = Matcher(drawn_reference())
    own = matcher.reference.organisations[0]
    texts = [Labelled("drawn", f"Room {n}, {own.name}, {own.city}, Japan",
                      frozenset((own.record_id,))) for n in range(30)]
    given = training.examples(matcher, texts)
    turned = np.flatnonzero(given.how == training.IN_OTHER_ORDER)
    assert 4 <= len(turned) <= 16
    for number in turned:
        written, again = texts[given.beside[number]], given.texts[number]
        assert sorted(again.text.split(", ")) == sorted(written.text.split(", "))
        assert again.labels == written.labels
        assert given.folds[number] == given.folds[given.beside[number]]


def test_texts_of_the_same_words_are_never_parted():
    assert fold("Oxford University, UK") == fold("uk; 12 UNIV. OXFORD")
    assert {fold(f"University of {n * 'a'}") for n in range(1, 60)} == set(range(FOLDS))


@pytest.mark.parametrize(("labelled", "others", "level"), [
    (1, 0, 0), (0, 2, 7), (2, 0, 11), (0, 8, 19), (100, 0, 24),
])
def test_how_often_a_label_has_an_organisation_is_a_small_number(labelled, others, level):
    assert training.level(labelled, others) == level


def test_marks_are_worked_by_hand():
    a, b = frozenset("a"), frozenset("b")
    found = mark([(a, a), (a, b), (a | b, a), (frozenset(), frozenset()), (frozenset(), a)])
    assert (found.right, found.beyond, found.missed, found.exact) == (2, 2, 2, 2)
    assert (found.precision, found.recall, found.f1, found.whole) == (50, 50, 50, 40)
