"""Rules and the scorer together: named, implied by a unit, each said once."""

import pytest
from drawn_organisations import drawn_reference
from drawn_units import CNRS, INSERM, VALMONT, drawn

from belvedere.matching.controlled import ControlledNames
from belvedere.matching.matcher import Matcher
from belvedere.matching.rules import Rules

UNITS = drawn(
    {"number": "200217519N", "name": "Institut Cochin", "city": "PARIS CEDEX 14",
     "postcode": "75014", "start": "2002",
     "by": [(INSERM, "U 1016"), (CNRS, "UMR 8104"), (VALMONT, None)]})
NAMES = ControlledNames.read("drawn.toml", """
[[organisation]]
record = "ror:inserm"
name = "Inserm"
letters = ["INSERM"]
""")
RULES = Rules(NAMES, UNITS, {INSERM: "ror:inserm", CNRS: "ror:cnrs", VALMONT: "ror:descartes"},
              {"ror:descartes": (1970, 2019)})


@pytest.fixture(scope="module")
def matcher():
    return Matcher(drawn_reference(), [RULES])


def told(matcher, text, year):
    return {one.record_id: one.how for one in matcher.match(text, year).found}


def test_named_and_implied_are_kept_apart(matcher):
    assert told(matcher, "INSERM U1016, 75014 Paris, France", 2015) == {
        "ror:inserm": "named", "rnsr:200217519N": "named", "ror:cnrs": "implied",
        "ror:descartes": "implied"}


def test_what_the_text_names_is_not_implied_too(matcher):
    text = "U1016, Institut Cochin, Université Paris Descartes, 75014 Paris, France"
    found = told(matcher, text, 2015)
    assert found["ror:descartes"] == "named" and found["ror:inserm"] == "implied"
    assert len(matcher.match(text, 2015).found) == len(found)


def test_a_unit_is_an_organisation_too_by_the_same_words(matcher):
    found = told(matcher, "Institut Cochin, 75014 Paris, France", 2015)
    assert found["rnsr:200217519N"] == found["ror:cochin"] == "named"


def test_an_organisation_that_was_no_more_is_not_implied(matcher):
    assert "ror:descartes" not in told(matcher, "UMR 8104, 75014 Paris, France", 2021)


def test_a_text_of_no_unit_implies_nobody(matcher):
    assert set(told(matcher, "Inserm, Paris, France", 2015).values()) == {"named"}


def test_what_an_answer_rests_on_is_named_by_what_it_holds():
    again = drawn({"number": "200217519N", "name": "Institut Cochin", "city": "PARIS CEDEX 14",
                   "postcode": "75014", "start": "2002",
                   "by": [(INSERM, "U 1016"), (CNRS, "UMR 8104"), (VALMONT, None)]})
    renamed = drawn({"number": "200217519N", "name": "Institut Cochin et Port-Royal"})
    assert Rules(NAMES, again).references == RULES.references
    assert Rules(NAMES, renamed).references[0] != RULES.references[0]
    assert Rules(ControlledNames.declared(), again).references[1] != RULES.references[1]


def test_no_score_names_whom_a_rule_alone_decides(matcher):
    text = "Institut National de la Santé et de la Recherche Médicale, Paris, France"
    assert "ror:inserm" in told(Matcher(drawn_reference()), text, 2015)
    assert told(matcher, text, 2015) == {}


def test_a_directory_of_nothing_leaves_the_controlled_names():
    found = Rules(NAMES, drawn()).find("INSERM U1016, Paris, France", 2015)
    assert [one.record_id for one in found] == ["ror:inserm"]
