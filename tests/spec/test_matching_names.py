"""Sponsors and participants that a source knows by name: who they are, worked by hand."""

import pytest
from drawn import drawn, edition
from drawn_organisations import drawn_reference, drawn_rows

from belvedere.indicators.asking import Asker
from belvedere.matching.decided import Decisions, memory_key
from belvedere.matching.matcher import Matcher
from belvedere.matching.named import statements
from belvedere.matching.reference import Reference

MATCHER = Matcher(drawn_reference())


def same_as(name, country=None, city=None, decisions=None, scheme="sponsor"):
    """Return whom a name is joined to, and on which basis; None where it is nobody's."""
    row = {"record_id": f"{scheme}:x", "name": name, "city": city, "country": country}
    found = list(statements(MATCHER, Decisions.always(decisions or {}), [row]))
    return (found[0]["same_as"], found[0]["basis"]) if found else None


@pytest.mark.parametrize(("name", "who"), [
    ("University of Oxford", "oxford"), ("OXFORD UNIVERSITY", "oxford"),
    ("Institut Cochin", "cochin"), ("Centre Hospitalier Universitaire de Rennes (CHU)", "rennes"),
    ("Peking University Ltd.", "pku"), ("Cairo University Cairo", "cairo"),
])
def test_a_name_that_is_an_organisations_is_it(name, who):
    assert same_as(name) == (f"ror:{who}", "text")


@pytest.mark.parametrize("name", [
    "Oxford Instruments", "Institut Cochin and University of Oxford",
    "Society of Friends of the Library of the University of Oxford", "CHU",
])
def test_a_name_that_is_more_or_less_than_an_organisations_is_left_alone(name):
    assert same_as(name) is None


def test_a_name_of_one_word_is_written_to_the_letter():
    # a word that several names have is read where a letter of it is wrong
    records, names, relations = drawn_rows()
    told = {"scheme": "ror", "country": "FR", "city": "Nantes", "kind": "company",
            "status": "active"}
    kinds = ("Clinic", "School", "Foundation", "Library")
    records += [{**told, "record_id": "ror:acme", "name": "Amarantal (France)"},
                *({**told, "record_id": f"ror:{kind}", "name": f"{kind} of Nantes"}
                  for kind in kinds)]
    names += [{"record_id": f"ror:{kind}", "name": f"Amarantal {kind}", "kind": "alias"}
              for kind in kinds]
    matcher = Matcher(Reference.of_rows(records, names, relations))
    assert [one.record_id for one in matcher.match("AMARANTL").found] == ["ror:acme"]
    for name, who in (("AMARANTAL", ["ror:acme"]), ("AMARANTL", []), ("AMARANTL SAS", [])):
        row = {"record_id": "applicant:x", "name": name, "city": None, "country": "FR"}
        assert [one["same_as"] for one in statements(matcher, Decisions({}), [row])] == who


def test_what_the_patent_office_shortens_is_read_at_length_in_applicants_alone():
    written = "CT HOSPITALIER UNIVERSITAIRE RENNES"
    assert same_as(written, "FR", scheme="applicant") == ("ror:rennes", "text")
    assert same_as(written, "FR") is None  # elsewhere CT may be Connecticut


def test_a_namesake_in_another_country_is_somebody_else():
    assert same_as("Université de Montréal", country="CA") == ("ror:montreal", "text")
    assert same_as("Université de Montréal", country="CH") is None


def test_of_two_identifiers_of_one_scheme_the_surer_name_is_the_organisations():
    rows = [{"record_id": f"{scheme}:{number}", "name": name, "city": None, "country": "CA"}
            for scheme in ("uai", "pic")
            for number, name in enumerate(("Université de Montréal", "Montréal Université"))]
    found = {one["record_id"] for one in statements(MATCHER, Decisions({}), rows)}
    assert found == {"uai:0", "pic:0", "pic:1"}


def test_what_a_person_decided_of_a_name_stands():
    key = memory_key("Oxford Instruments")
    assert same_as("OXFORD instruments", decisions={key: ["ror:oxford"]}) == (
        "ror:oxford", "curated")
    assert same_as("University of Oxford", decisions={
        memory_key("University of Oxford"): []}) is None


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    records, names, relations = drawn_rows()
    rows = drawn(
        trial_records="""
        record_id | nct_id      | study_type
        ctgov:1   | NCT00000001 | INTERVENTIONAL
        ctgov:2   | NCT00000002 | INTERVENTIONAL
        ctgov:3   | NCT00000003 | INTERVENTIONAL
        """,
        trial_sponsor_records="""
        record_id | organisation_id            | role | name
        ctgov:1   | sponsor:oxford university  | lead | Oxford University
        ctgov:2   | ror:oxford                 | lead | University of Oxford
        ctgov:3   | sponsor:oxford instruments | lead | Oxford Instruments
        """,
        projects="""
        project_id | programme
        P1         | FP7
        """,
        participations="""
        project_id | organisation_id | role        | name
        P1         | pic:1           | participant | INSTITUT COCHIN
        P1         | cordis:2        | participant | Cairo University
        """)
    rows["organisation_records"] = [*records, *(
        {"record_id": record_id, "scheme": record_id.partition(":")[0], "name": name,
         "country": country}
        for record_id, name, country in (("pic:1", "INSTITUT COCHIN", "FR"),
                                         ("cordis:2", "Cairo University", "SE"),
                                         ("uai:1", "Université de Montréal", "CA")))]
    rows["organisation_names"] = names
    rows["organisation_relations"] = [
        {**one, "stated_by": "organisation"} for one in relations]
    return Asker(edition(tmp_path_factory.mktemp("names"), rows))


def test_sponsors_by_name_count_for_whom_they_are_and_it_is_said(asking):
    figure = asking.ask(asking.question("trials_sponsored", "ror:oxford"))
    assert figure.value == 2
    assert figure.by_basis == {"itself": 1, "text": 1}
    assert figure.unattributed == 1
    said = [words.en for words in figure.caveats]
    assert "1 of 2 records rest on the match of a name: 1 by its name as written." in said


def test_participants_without_crosswalk_are_matched_in_their_country(asking):
    figure = asking.ask(asking.question("eu_projects", "ror:cochin"))
    assert (figure.value, figure.by_basis) == (1, {"text": 1})
    assert asking.whom("cordis:2").id == "cordis:2"  # Cairo is not in Sweden


def test_who_supervises_a_french_unit_is_the_organisation_of_its_name(asking):
    assert asking.whom("uai:1").id == "ror:montreal"
