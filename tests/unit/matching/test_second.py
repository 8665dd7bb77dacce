"""The second look: what it sees of each candidate, and that it changes only what it sees."""

from types import SimpleNamespace

import numpy as np
import pytest

from belvedere.matching.features import FEATURES
from belvedere.matching.scorer import BESIDE, DEPTH, ROW, Scorer
from belvedere.matching.second import Named, besides, second_look

# 1 is part of 2; 3 and 4 share a city; 5 is foreign
FACTS = SimpleNamespace(
    kin=np.array([1 * 6 + 2]), kind=np.arange(6), city=np.array([0, 1, 2, 3, 3, 3]),
    country=np.array([0, 0, 0, 0, 0, 1]),
)


def named(*candidates, text=0):
    """Return columns of (organisation, first word, last word)."""
    return Named(*np.array([(text, *one) for one in candidates]).T)


def model(**changed):
    nodes = 2 ** DEPTH
    return {
        "version": "test", "features": ROW, "threshold": 0.5, "start": 0,
        "asked": [[0] * (nodes - 1)], "more_than": [[3] * (nodes - 1)],
        "leaves": [[0] * (nodes // 2) + [100_000] * (nodes // 2)], "prior": {},
    } | changed


def seen(candidates, scores):
    at, rows = besides(named(*candidates), np.array(scores), FACTS)
    return {number: dict(zip(BESIDE, row)) for number, row in zip(at.tolist(), rows.tolist())}


def test_a_candidate_is_seen_beside_its_parent():
    child, parent = (1, 0, 2), (2, 4, 5)
    told = seen([child, parent], [0.5, 0.9])
    assert told[0] == dict.fromkeys(BESIDE, 0) | {
        "score": 10, "above": 18, "aside": 18, "sure": 1, "total": 3, "kind_beside": 2}
    assert told[1] == dict.fromkeys(BESIDE, 0) | {
        "score": 18, "below": 10, "aside": 10, "sure": 1, "total": 2, "kind_beside": 1}


def test_which_of_two_is_written_first_tells_nothing():
    assert seen([(1, 0, 2), (2, 4, 5)], [0.5, 0.9]) == seen([(1, 4, 5), (2, 0, 2)], [0.5, 0.9])


def test_names_that_hold_others_and_namesakes_are_told_apart():
    outer, inner, twin = (3, 0, 3), (4, 1, 2), (0, 1, 2)
    told = seen([outer, inner, twin], [0.8, 0.6, 0.1])
    assert (told[0]["holding"], told[0]["within"], told[0]["same_name"]) == (12, 0, 0)
    assert (told[1]["holding"], told[1]["within"], told[1]["same_name"]) == (0, 16, 2)
    assert told[1]["sure"] == told[1]["total"] == 0  # nothing stands elsewhere


def test_the_city_of_the_surest_beside_counts():
    assert seen([(3, 0, 1), (4, 3, 4)], [0.5, 0.6])[0]["city_beside"] == 1
    assert seen([(3, 0, 1), (2, 3, 4)], [0.5, 0.6])[0]["city_beside"] == 0


def test_a_text_of_one_likely_organisation_is_not_looked_at_again():
    assert not seen([(1, 0, 1), (2, 0, 1)], [0.9, 0.04])


def test_a_foreign_organisation_says_nothing_of_another():
    assert not seen([(1, 0, 1), (5, 3, 4)], [0.9, 0.9])
    assert seen([(1, 0, 1), (2, 3, 4)], [0.6, 0.9]) == {
        number: row for number, row in seen(
            [(1, 0, 1), (2, 3, 4), (5, 6, 7)], [0.6, 0.9, 0.9]).items()}


@pytest.mark.parametrize(("known", "score"), [
    ({"whole_segment": 1, "label_words": 3, "weight": 20, "country": 6, "city": 3}, 0.9),
    ({"joined": 1, "common": 2}, 0.9),  # the University and Howard Hughes Medical Institute
    ({"joined": 2, "common": 3, "all_place": 1}, 0.9),  # Texas Children's Hospital and others
    ({"joined": 2, "common": 3}, 0.5),  # Institute of Basic Science and School of Law
    ({"common": 2}, 0.5),
])
def test_what_is_written_clearly_or_joined_to_others_is_not_doubted(known, score):
    rows = np.zeros((2, len(ROW)), np.int32)
    rows[0, [FEATURES.index(name) for name in known]] = list(known.values())
    scorer = Scorer(model(second=model(features=[*ROW, *BESIDE], asked=[[len(FEATURES)] * 63])))
    several = named((1, 0, 1), (2, 3, 4))
    assert second_look(scorer, several, rows, np.array([0.9, 0.8]), FACTS).tolist() == [score, 0.5]


def test_only_what_is_looked_at_changes():
    again = model(features=[*ROW, *BESIDE], asked=[[len(ROW)] * 63], more_than=[[10] * 63])
    several = named((1, 0, 1), (2, 3, 4), (3, 6, 7))
    alone = named((1, 0, 1), text=1)
    both = Named(*map(np.concatenate, zip(several, alone)))
    found = second_look(Scorer(model(second=again)), both, np.zeros((4, len(ROW)), np.int32),
                        np.array([0.9, 0.4, 0.01, 0.9]), FACTS)
    assert found.tolist() == [0.7311, 0.5, 0.01, 0.9]


def test_a_model_without_a_second_look_keeps_the_first_scores():
    scores = np.array([0.9, 0.4])
    found = second_look(Scorer(model()), named((1, 0, 1), (2, 0, 1)), np.zeros((2, len(ROW))),
                        scores, FACTS)
    assert found.tolist() == [0.9, 0.4]
