"""Ranks: competition, dense and mid ranks, ties named, a least size, a declared group."""

import pytest
from drawn import asker
from hypothesis import given
from hypothesis import strategies as st

from belvedere.errors import QuestionError
from belvedere.indicators.definition import Words
from belvedere.indicators.ranking import Group, group, rank, standing

ALL = Group("all", Words("all", "tous"))

# The hand example of the handbook.
VALUES = {"US": (50, 50), "CN": (40, 40), "DE": (30, 30), "FR": (30, 30), "IT": (20, 20)}


@pytest.mark.parametrize(("who", "competition", "dense", "middle", "tied"), [
    ("US", 1, 1, 1, ()), ("CN", 2, 2, 2, ()), ("DE", 3, 3, 3.5, ("FR",)),
    ("FR", 3, 3, 3.5, ("DE",)), ("IT", 5, 4, 5, ()),
])
def test_equal_values_share_a_place_and_the_next_one_is_left_empty(
    who, competition, dense, middle, tied
):
    found = rank(standing(VALUES, None, ALL, 1), who)
    assert (found.place, found.dense, found.middle, found.tied) == (
        competition, dense, middle, tied)


def test_mid_ranks_add_up_to_those_of_any_order():
    table = standing(VALUES, None, ALL, 1)
    assert sum(rank(table, who).middle for who in VALUES) == 5 * 6 / 2


def test_who_is_too_small_or_has_no_value_has_no_place():
    values = {"A": (0.9, 3), "B": (0.5, 40), "C": (None, 60)}
    table = standing(values, None, ALL, 10)
    assert [rank(table, who).place for who in "ABC"] == [None, 1, None]


def test_only_members_of_the_group_are_ranked():
    assert rank(standing(VALUES, {"DE", "FR"}, ALL, 1), "FR").place == 1
    assert rank(standing(VALUES, {"DE", "FR"}, ALL, 1), "IT").place is None


@given(values=st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.integers(0, 5), min_size=1),
       added=st.integers(0, 5), change=st.sampled_from((lambda v: v / 3, lambda v: v**2 + 7)))
def test_a_growing_change_keeps_places_and_one_more_moves_them_by_one(values, added, change):
    def places(amounts):
        table = standing({who: (amount, 1) for who, amount in amounts.items()}, None, ALL, 1)
        return {who: rank(table, who) for who in amounts}

    before = places(values)
    assert {who: r.place for who, r in places(
        {who: change(value) for who, value in values.items()}).items()} == {
        who: r.place for who, r in before.items()}
    after = places(values | {"new": added})
    assert all(0 <= after[who].place - r.place <= 1 for who, r in before.items())
    assert sum(r.middle for r in before.values()) == len(before) * (len(before) + 1) / 2
    assert all(r.dense <= r.place <= r.middle for r in before.values())


@pytest.mark.parametrize(("written", "countries"), [
    ("all", None), ("fr", frozenset({"FR"})), ("DE", frozenset({"DE"}))])
def test_a_group_is_read_from_its_name(written, countries):
    assert group(written).countries == countries


def test_an_unknown_group_is_told_those_there_are():
    with pytest.raises(QuestionError, match=r"all, eu, europe, peers.*Did you mean europe"):
        group("europa")


def test_organisations_and_countries_are_ranked_by_the_same_question(tmp_path):
    asking = asker(
        tmp_path,
        organisation_records="""
        record_id | name | country | kind
        ror:a     | A    | FR      | research
        ror:b     | B    | DE      | research
        ror:c     | C    | US      | company
        """,
        projects="""
        project_id
        P1
        P2
        """,
        participations="""
        project_id | organisation_id | role        | country
        P1         | ror:a           | participant | FR
        P1         | ror:b           | participant | DE
        P2         | ror:b           | participant | DE
        P2         | ror:c           | participant | US
        """,
    )

    def place(of, among):
        return asking.rank(asking.question("eu_projects", of), group(among, ["ror:b"])).place

    assert [place(who, "all") for who in ("ror:a", "ror:b", "ror:c")] == [2, 1, 2]
    assert place("ror:a", "eu") == 2
    assert place("ror:c", "eu") is None
    assert place("ror:c", "kind:company") == 1
    assert place("ror:a", "peers") == 2  # peers and itself
    assert place("DE", "all") == 1
    assert place("US", "all") == 2
