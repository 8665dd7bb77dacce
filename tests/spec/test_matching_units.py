"""Which units a text names, on small drawn directories, the answers worked by hand."""

import pytest
from drawn_units import CNRS, INRA, INSERM, IRD, VALMONT, drawn
from hypothesis import example, given
from hypothesis import strategies as st
from plain_units import PlainUnits

from belvedere.matching.found import Found
from belvedere.matching.units import UnitMatcher

RIVER = {"number": "200000001A", "name": "Institut Rivière", "acronym": "RIVIR",
         "city": "PARIS CEDEX 14", "postcode": "75014", "start": "2002",
         "by": [(INSERM, "U 1016"), (CNRS, "UMR 8104")]}
BEFORE = {"number": "199800002B", "name": "Biologie des estuaires", "city": "NANTES",
          "postcode": "44000", "start": "1998", "end": "2011", "by": [(CNRS, "UMR 6204")]}
AFTER = {"number": "201200003C", "name": "Écologie marine", "city": "NANTES",
         "postcode": "44000", "start": "2012", "by": [(CNRS, "UMR 6204")]}
AGRI = {"number": "200000004D", "name": "Biologie des sols cultivés", "acronym": "BSC",
        "city": "LYON", "postcode": "69007", "by": [(INRA, "UMR 386")]}
TROPIC = {"number": "200000005E", "name": "Santé des tropiques", "city": "MONTPELLIER",
          "postcode": "34000", "by": [(IRD, "UMR 386")]}
MATHS = {"number": "200000006F", "name": "Laboratoire de mathématiques de Valmont",
         "acronym": "LMV", "city": "VALMONT", "postcode": "59300",
         "by": [(VALMONT, "EA 4426"), (VALMONT, "UR 4426")]}
LMV_TOO = {"number": "200000007G", "name": "Lumière et matière vivante", "acronym": "LMV",
           "city": "BREST", "postcode": "29200", "by": [(CNRS, "UMR 5555")]}
GROUP = {"number": "200000008H", "name": "Fédération des sciences du fleuve", "acronym": "FLEUVE",
         "city": "PARIS", "postcode": "75014", "level": "federation", "by": [(CNRS, "FR 3636")]}
ALL = (RIVER, BEFORE, AFTER, AGRI, TROPIC, MATHS, LMV_TOO, GROUP)
MATCHER = drawn(*ALL, successions=[("201200003C", "199800002B")])



def numbers(text, year=None, matcher=MATCHER):
    return [one.record_id.partition(":")[2] for one in matcher.find(text, year)]


@pytest.mark.parametrize("text", [
    "INSERM U1016, Institut Rivière, CNRS UMR8104, Paris, France",
    "Inserm U1016, Paris, France",
    "UMR 8104, F-75014 Paris",
    "Inst Riviere, CNRS, F-75014 Paris, France",
    "CNRS, RIVIR, F-75014 Paris, France",
    "unité 1016 de l'Inserm, Paris",
    "Department of Cell Biology, UMR 8104",
])
def test_a_unit_is_found_by_number_name_or_acronym(text):
    assert numbers(text, 2015) == ["200000001A"]


@pytest.mark.parametrize("text", [
    "", "Department of Physics", "Paris, France", "RIVIR", "CNRS, Paris, France", "U9999, Paris",
    "Institute of River Research, Oxford, UK", "Inserm, Paris, France", "LMV, Lille, France",
    "Unit 1016, 12 Main Street, Toronto",
    "RIVIR GmbH, Berlin, Germany",
])
def test_weak_evidence_names_nothing(text):
    assert numbers(text, 2015) == []


@pytest.mark.parametrize(("year", "unit"), [
    (2005, "199800002B"), (2011, "199800002B"), (2013, "201200003C"), (2020, "201200003C"),
])
def test_predecessor_and_successor_are_told_apart_by_the_year(year, unit):
    assert numbers("CNRS UMR 6204, Nantes, France", year) == [unit]


def test_without_a_year_a_shared_number_alone_names_neither():
    two = drawn({**BEFORE, "end": None}, AFTER, successions=[("201200003C", "199800002B")])
    assert numbers("CNRS UMR 6204, Nantes, France", None, two) == []


def test_without_a_year_the_name_tells():
    text = "Biologie des Estuaires, CNRS UMR 6204, Nantes, France"
    assert numbers(text) == ["199800002B"]


def test_numbers_of_a_unit_and_of_its_part_are_both_said_where_both_are_written():
    part = {"number": "200000010K", "name": "Équipe des berges", "city": "PARIS",
            "level": "team", "by": [(INSERM, "U 1999")]}
    both = drawn(RIVER, part, successions=[("200000010K", "200000001A")])
    assert numbers("Inserm U1016 and U1999, Paris, France", 2015, both) == [
        "200000001A", "200000010K"]


def test_an_entry_closed_in_favour_of_its_twin_is_not_the_unit():
    twin = {**RIVER, "number": "200000009J", "end": "2014"}
    assert numbers("Inserm U1016, Paris", 2013, drawn(RIVER, twin)) == ["200000001A"]


@pytest.mark.parametrize(("text", "unit"), [
    ("INRA UMR 386, France", "200000004D"),
    ("IRD, UMR 386, France", "200000005E"),
    ("UMR 386, 69007 Lyon, France", "200000004D"),
    ("UMR 386, Montpellier, France", "200000005E"),
])
def test_a_number_that_two_give_is_whose_supervisor_or_town_is_named(text, unit):
    assert numbers(text, 2015) == [unit]


def test_a_number_that_two_give_names_neither_without_more():
    assert numbers("UMR 386, France", 2015) == []


def test_an_acronym_that_two_have_is_told_apart_by_the_town():
    assert numbers("LMV, CNRS, F-29200 Brest, France", 2015) == ["200000007G"]
    assert numbers("LMV, CNRS, France", 2015) == []


def test_kinds_that_became_one_another_are_one():
    for kind in ("EA", "UR", "EA ", "UR-"):
        assert numbers(f"{kind}4426, Valmont, France", 2015) == ["200000006F"]


def test_a_mistyped_number_of_a_unit_elsewhere_is_not_believed():
    assert numbers("Institut Rivière, UMR 5555, F-75014 Paris, France", 2015) == ["200000001A"]


def test_a_federation_named_in_passing_is_not_said_beside_the_unit():
    assert numbers("FLEUVE, Inserm U1016, F-75014 Paris, France", 2015) == ["200000001A"]
    assert numbers("FR 3636, Inserm U1016, F-75014 Paris, France", 2015) == [
        "200000008H", "200000001A"]


def test_several_units_are_said_each_with_its_place_and_reasons():
    text = "Inserm U1016, Paris, France; INRA UMR 386, Lyon, France"
    river, agri = MATCHER.find(text, 2015)
    assert (river.record_id, agri.record_id) == ("rnsr:200000001A", "rnsr:200000004D")
    assert text[river.start:river.end] == "U1016" and text[agri.start:agri.end] == "UMR 386"
    assert isinstance(river, Found) and river.how == "named" and 0.5 < river.score < 1
    assert [reason.en for reason in river.evidence] == [
        "number U1016", "town Paris", "supervisor INSERM"]
    assert river.evidence[2].fr == "tutelle INSERM"


TEXT = (
    "Université de Valmont, Laboratoire de Mathématiques de Valmont, EA 4426, 59300 Valmont, France"
)


@pytest.mark.parametrize("changed", [
    TEXT.upper(), TEXT.lower(), TEXT.replace("é", "e"), TEXT.replace(",", ";"),
    TEXT.replace(", ", "\n"), TEXT.replace(", ", " / "), ", ".join(reversed(TEXT.split(", "))),
    TEXT + ". Electronic address: j.dupont@valmont.fr", "1 " + TEXT, TEXT.replace("é", "Ã©"),
    TEXT.replace("é", "&eacute;"), TEXT.replace(" ", "\u00a0"), TEXT.replace(" ", "  "),
])
def test_what_says_the_same_gets_the_same_answer(changed):
    assert numbers(TEXT, 2015) == ["200000006F"] == numbers(changed, 2015)


@pytest.mark.parametrize("foreign", [
    "Department of Physics, University of Oxford, Oxford OX1 3PU, UK",
    "Max-Planck-Institut für Kernphysik, 69117 Heidelberg, Germany",
    "School of Medicine, Stanford, CA 94305, USA",
])
def test_a_foreign_organisation_changes_nothing(foreign):
    for text in (TEXT, "Inserm U1016, Paris, France", "CNRS, RIVIR, F-75014 Paris, France"):
        assert set(numbers(text, 2015)) <= set(numbers(f"{text}; {foreign}", 2015))
        assert set(numbers(text, 2015)) <= set(numbers(f"{foreign}; {text}", 2015))


@pytest.mark.parametrize("text", [
    " ", "\n\n", "jean.dupont@inserm.fr", "https://www.inserm.fr/u1016", "&amp;&lt;&#0;",
    "\ufffd" * 40,
    "معهد باستور، باريس", "中国科学院 UMR", "U", "UMR", "١٢٣٤", "(" * 500, "U1016" * 2_000,
])
def test_bad_input_names_nothing_and_breaks_nothing(text):
    assert numbers(text, 2015) in ([], ["200000001A"])


def test_a_hundred_thousand_characters_are_read_at_their_beginning():
    assert numbers("Inserm U1016, Paris, France; " + "x, " * 33_000, 2015) == ["200000001A"]


def test_the_order_of_the_directory_changes_nothing():
    turned = drawn(*reversed(ALL), successions=[("201200003C", "199800002B")])
    for text in (TEXT, "Inserm U1016, INRA UMR 386, Lyon, France", "UMR 6204, Nantes"):
        assert MATCHER.find(text, 2015) == turned.find(text, 2015)


def test_a_supervisor_in_the_name_of_a_unit_is_not_the_unit():
    named = {**MATHS, "name": "Recherche mathématique appliquée - Université de Valmont", "by": []}
    assert numbers("Université de Valmont, 59300 Valmont, France", 2015, drawn(named, RIVER, {
        **LMV_TOO, "by": [(VALMONT, None)]})) == []


PAU = {"number": "200000009I", "name": "Géosciences pyrénéennes quantitatives", "city": "PAU",
       "acronym": "Geo Adour", "postcode": "64000", "by": [(CNRS, "UMR 7777")]}
FAST, PLAIN = (drawn(*ALL, PAU, successions=[("201200003C", "199800002B")], matcher=each)
               for each in (UnitMatcher, PlainUnits))
SAID = [*(each[key] for each in (*ALL, PAU) for key in ("name", "acronym", "city", "postcode")
          if key in each),
        "UMR 386", "U1016", "CNRS UMR 8104", "EA 4426", "UMR 6204", "FR 3636", "INSERM", "INRA",
        "CNRS", "France", "CEDEX", "Germany", "UK", "FR", "F-75014", "Inst Riviere", "LMV", "lmv",
        "Lab Math Valmont", "Geo", "Sols cultivés biologie", "Université de Valmont",
        "Department 4", "Centre national de la recherche scientifique"]


@given(st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from([", ", " ", " - ", "; "])),
                max_size=7), st.sampled_from([str, str.upper, str.lower]),
       st.none() | st.integers(1996, 2014))
@example([("Geo", ", "), (PAU["name"], ", "), ("Pau", "")], str, None)
@example([("Geo", ", "), (PAU["name"], ", "), ("F-64000", "")], str, None)
@example([("Geo", ", "), (PAU["name"], ", "), (SAID[-1], "")], str, None)
@example([("Geo Adour", ", "), (PAU["name"], "")], str, None)
def test_nothing_is_left_out_for_speed(drawn, case, year):
    text = case("".join(word + gap for word, gap in drawn))
    assert FAST.find(text, year) == PLAIN.find(text, year)
