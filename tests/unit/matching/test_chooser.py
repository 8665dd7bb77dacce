"""Choosing among scored candidates, and the scorer that scores them."""

import numpy as np
import pytest

from belvedere.errors import InputError
from belvedere.matching.candidates import APART
from belvedere.matching.chooser import chosen, possible
from belvedere.matching.features import FEATURES, Candidate, Mention
from belvedere.matching.scorer import DEPTH, Scorer

CLEAR = {"whole_segment": 1, "label_words": 3, "weight": 20, "country": 6, "city": 3}


def candidate(organisation, first=0, last=1, **features):
    known = tuple(features.get(name, 0) for name in FEATURES)
    return Candidate(organisation, Mention(first, last, 0, 0, 100), known)


def test_the_surest_of_one_name_is_chosen():
    first, second = candidate(1), candidate(2)
    assert chosen([first, second], [0.5, 0.9], 0.4) == [(second, 0.9)]


def test_a_tie_is_nobody():
    assert chosen([candidate(1), candidate(2)], [0.9, 0.9], 0.4) == []
    assert chosen([candidate(1), candidate(2)], [0.41, 0.39], 0.4) == []


def test_names_in_different_places_are_all_chosen_in_order():
    first, second = candidate(5, 0, 1), candidate(3, 4, 6)
    assert chosen([first, second], [0.8, 0.7], 0.4) == [(second, 0.7), (first, 0.8)]
    assert chosen([first, second], [0.8, 0.3], 0.4) == [(first, 0.8)]


def test_what_is_clearly_written_is_chosen_whatever_its_score():
    clear = candidate(1, **CLEAR)
    assert chosen([clear], [0.01], 0.4) == [(clear, 0.01)]


def test_in_its_own_city_a_name_is_clear_a_little_sooner():
    """Institut Cochin in Paris; not a Pathologisches Institut in another town than its own."""
    cochin = CLEAR | {"label_words": 2, "weight": 11}
    assert chosen([clear := candidate(1, **cochin)], [0.01], 0.4) == [(clear, 0.01)]
    assert chosen([candidate(1, **(cochin | {"city": 1}))], [0.01], 0.4) == []


def test_a_name_in_two_places_is_clear_where_it_speaks_of_an_organisation():
    """Xiangya Hospital and Central South University; not Department of Biotechnology, India."""
    apart = CLEAR | {"way": APART, "begins_well": 1}
    assert chosen([clear := candidate(1, **apart)], [0.01], 0.4) == [(clear, 0.01)]
    assert chosen([candidate(1, **(apart | {"begins_well": 0}))], [0.01], 0.4) == []


NOWHERE = CLEAR | {"country": 3, "city": 2, "owners": 1}
"""A long name that is nobody else's, in a text of no place."""


def test_a_long_name_of_one_alone_is_clear_in_no_place():
    clear = candidate(1, **NOWHERE)
    assert chosen([clear], [0.01], 0.4) == [(clear, 0.01)]


@pytest.mark.parametrize("doubt", [
    {"country": 2}, {"owners": 2}, {"label_words": 2}, {"weight": 19}, {"way": 8}, {"common": 4},
])
def test_a_name_in_no_place_needs_to_be_long_and_alone(doubt):
    assert chosen([candidate(1, **(NOWHERE | doubt))], [0.01], 0.4) == []


@pytest.mark.parametrize(("known", "score"), [
    ({}, None), ({"ends_well": 1}, 0.9), ({"begins_well": 2}, 0.9),
    ({"begins_well": 1}, 0.9),  # National Institutes of Health
    ({"country": 6}, 0.9),
    ({"common": 3}, 0.9),
])
def test_common_words_of_no_kind_in_no_place_are_nobody(known, score):
    one = candidate(1, **({"common": 4, "country": 3, "city": 2} | known))
    assert chosen([one], [0.9], 0.4) == ([(one, score)] if score else [])


@pytest.mark.parametrize(("known", "score"), [
    ({}, None), ({"all_place": 1}, 0.9), ({"common": 2}, 0.9), ({"country": 2}, 0.9),
    ({"near_country": 0}, 0.9),  # that country is said of another address
])
def test_common_words_of_another_country_are_nobody(known, score):
    """The Solid State Physics Laboratory of Zurich is not the one of Delhi."""
    one = candidate(1, **({"common": 3, "country": 0, "near_country": 1, "ends_well": 1} | known))
    assert chosen([one], [0.9], 0.4) == ([(one, score)] if score else [])


def test_possible_is_what_is_sure_or_nearly_as_sure_or_clearly_written():
    rows = np.array([candidate(1).features, candidate(2).features, candidate(3).features,
                     candidate(4, **CLEAR).features])
    assert possible(rows, np.array([0.4, 0.39, 0.3, 0.01]), 0.4).tolist() == [0, 1, 3]


@pytest.mark.parametrize("doubt", [
    {"whole_segment": 0}, {"rivals": 1}, {"held_by": 2}, {"label_words": 1}, {"weight": 5},
    {"common": 4}, {"country": 3, "city": 2},
])
def test_what_is_not_needs_the_whole(doubt):
    doubtful = candidate(1, **(CLEAR | doubt))
    assert chosen([doubtful], [0.39], 0.4) == []
    assert chosen([doubtful], [0.4], 0.4) == [(doubtful, 0.4)]


def model(**changed):
    nodes = 2 ** DEPTH
    leaves = [[0] * (nodes // 2) + [100_000] * (nodes // 2)]
    return {
        "version": "test", "features": [*FEATURES, "prior"], "threshold": 0.5, "start": 0,
        "asked": [[0] * (nodes - 1)], "more_than": [[3] * (nodes - 1)], "leaves": leaves,
        "prior": {},
    } | changed


def test_a_tree_asks_whether_a_feature_is_more_than_a_number():
    rows = np.zeros((2, len(FEATURES) + 1), np.int32)
    rows[:, 0] = 3, 4
    assert Scorer(model()).scores(rows).tolist() == [0.5, 0.7311]  # 1 / (1 + e⁻¹)


def test_a_model_of_other_features_is_refused_with_what_to_do():
    with pytest.raises(InputError, match=r"benchmarks\.matching train"):
        Scorer(model(features=["something"]))


def test_the_shipped_model_is_small_and_of_this_version():
    scorer = Scorer.shipped()
    assert 0 < scorer.threshold < 1
    assert scorer.version
