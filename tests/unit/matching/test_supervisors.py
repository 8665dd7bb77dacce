"""Supervisors that a unit implies are kept apart from the organisations that a text names."""

from drawn_units import CNRS, INRA, INSERM, IRD, VALMONT, drawn

from belvedere.matching.supervisors import implied

MATCHER = drawn(
    {"number": "200000001A", "name": "Institut Rivière", "city": "PARIS", "start": "2002",
     "by": [(INSERM, "U 1016"), (CNRS, "UMR 8104"), (VALMONT, None)]},
    {"number": "200000002B", "name": "Chimie du vivant", "city": "LYON", "start": "1999",
     "end": "2012", "as": "related_to", "by": [(INRA, "UMR 386"), (IRD, None)]},
    {"number": "200000003C", "name": "Plateforme", "city": "LYON", "as": "participated_by",
     "by": [(CNRS, "UAR 2030")]},
)

DIRECTORY = {unit.record_id: unit for unit in MATCHER.units}
SAME = {INSERM: "ror:inserm", CNRS: "ror:cnrs", VALMONT: "ror:valmont"}


def told(text, year, lives=None, named=()):
    found = implied(MATCHER.find(text, year), DIRECTORY, year, SAME, lives or {}, named)
    assert all(one.how == "implied" and one.start is None for one in found)
    return [one.record_id for one in found]


def test_a_unit_implies_its_supervisors_by_the_record_that_names_them():
    assert told("U1016, Paris, France", 2015) == ["ror:cnrs", "ror:inserm", "ror:valmont"]


def test_what_the_text_names_itself_is_not_implied():
    assert told("Inserm U1016, Paris, France", 2015, named=["ror:inserm"]) == [
        "ror:cnrs", "ror:valmont"]


def test_an_organisation_that_was_not_there_yet_is_not_implied():
    lives = {"ror:valmont": (2018, None), "ror:cnrs": (1939, None)}
    assert told("U1016, Paris, France", 2015, lives) == ["ror:cnrs", "ror:inserm"]
    assert told("U1016, Paris, France", 2019, lives) == ["ror:cnrs", "ror:inserm", "ror:valmont"]
    assert "ror:valmont" in told("U1016, Paris, France", None, lives)


def test_of_a_closed_unit_those_that_numbered_it_are_implied():
    assert told("INRA UMR 386, Lyon, France", 2010) == [INRA]


def test_who_only_takes_part_is_not_implied():
    assert told("UAR 2030, Lyon, France", 2015) == []


def test_evidence_names_the_unit_and_its_number_there():
    (found, *_) = implied(MATCHER.find("U1016, Paris, France", 2015), DIRECTORY, 2015, SAME, {})
    assert "200000001A" in found.evidence[0].en and "UMR 8104" in found.evidence[0].fr
