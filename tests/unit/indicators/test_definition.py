"""A definition that cannot be is refused when it is written, with a message for its author."""

import pytest

from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import (
    Count,
    DefinitionError,
    Dimension,
    Flow,
    Growth,
    Indicator,
    LastYears,
    Stock,
    Sum,
    Words,
    among,
    at_least,
    true,
)

GOOD = {
    "name": "test", "theme": "europe", "title": Words("T", "T"), "definition": Words("D", "D"),
    "unit": Words("u", "u"), "table": "participations", "key": "project_id",
    "whose": "organisation_id",
}


def test_a_plain_definition_stands():
    assert Indicator(**GOOD).measure == Count()


@pytest.mark.parametrize(("change", "message"), [
    ({"table": "grants"}, "no table 'grants'"),
    ({"key": "grant"}, "no column 'grant'; it has participation_id"),
    ({"whose": "name"}, "'name' is no organisation column"),
    ({"where": (among("role", "boss"),)}, "'role' is never boss; it is one of coordinator"),
    ({"where": (among("project.colour", "x"),)}, "projects has no column 'colour'"),
    ({"where": (among("grant.programme", "x"),)}, "no link 'grant'; it has project"),
    ({"where": (at_least("role", 2),)}, "is a text, not a number"),
    ({"where": (true("role"),)}, "is a text, not true or false"),
    ({"where": (among("ec_contribution", "1"),)}, "is a number, not a text"),
    ({"measure": Sum("role")}, "is no amount"),
    ({"when": Flow("role")}, "'role' is no date"),
    ({"when": Stock("project.start", "project.title")}, "'project.title' is no date"),
    ({"measure": Growth()}, "growth needs a flow"),
    ({"default_when": LastYears(10, 2)}, "default period needs a flow"),
    ({"dimensions": (Dimension("money", "ec_contribution", Words("M", "M")),)},
     "a number cannot break a figure down"),
    ({"dimensions": (Dimension("role", "role", Words("R", "R")),) * 2}, "named twice"),
    ({"columns": ("colour",)}, "no column 'colour'"),
])
def test_an_impossible_definition_is_refused(change, message):
    with pytest.raises(DefinitionError) as error:
        Indicator(**GOOD | change)
    assert message in str(error.value)
    assert str(error.value).startswith("Indicator test: ")


def test_every_shipped_definition_loads_in_both_languages():
    for definition in catalogue().values():
        for words in (definition.title, definition.definition, definition.unit):
            assert words.en and words.fr
        assert definition.method and definition.reviewed


@pytest.mark.parametrize("name", [
    "eu_projects", "eu_projects_coordinated", "erc_grants", "structures_supervised", "units",
    "trials_sponsored", "trials_with_results_share", "trials_with_results_12_months_share"])
def test_names_that_others_rely_on_stay(name):
    assert name in catalogue()
