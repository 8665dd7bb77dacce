"""Patent families by applicant: whole, per applicant, per country; what is left out."""

from fractions import Fraction

import pytest
from drawn import asker

FAMILIES = """
family_id | priority   | offices
F1        | 2014-03-01 | EP; US
F2        | 2014-05-07 | FR
F3        | 2015       | EP; WO
F4        | 2015-02-02 | US
F5        | 2016-01-31 | US
F6        | 2016-11-30 | DE; EP
"""
APPLICANTS = """
family_id | position | organisation_id | country
F1        | 1        | ror:fr1         | FR
F1        | 2        | ror:fr2         | FR
F1        | 3        | ror:ch          | CH
F2        | 1        | ror:fr1         | FR
F3        | 1        | ror:de          | DE
F3        | 2        | ror:fr2         | FR
F4        | 1        | ror:us1         | US
F5        | 1        | ror:us1         | US
F5        | 2        | ror:us2         | US
F6        | 1        | ror:de          | DE
"""


def counted(asking, of, counting="full", name="patent_families", **rest):
    figure = asking.ask(asking.question(name, of, counting=counting, **rest))
    return Fraction(figure.value).limit_denominator(100)


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("patents"), patent_families=FAMILIES,
                 patent_applicants=APPLICANTS)


def test_a_country_counts_a_family_once_whole_and_by_distinct_countries_in_part(asking):
    whole = {of: counted(asking, of) for of in ("FR", "CH", "DE", "US")}
    assert whole == {"FR": 3, "CH": 1, "DE": 2, "US": 2}
    shared = {of: counted(asking, of, "fractional") for of in whole}
    assert shared == {"FR": 2, "CH": Fraction(1, 2), "DE": Fraction(3, 2), "US": 2}


def test_per_applicant_the_organisations_of_a_country_have_their_parts(asking):
    parts = {of: counted(asking, f"ror:{of}", "fractional")
             for of in ("fr1", "fr2", "ch", "de", "us1", "us2")}
    assert parts["fr1"] + parts["fr2"] == Fraction(13, 6)
    assert (parts["ch"], parts["de"]) == (Fraction(1, 3), Fraction(3, 2))
    assert parts["us1"] + parts["us2"] == 2
    assert sum(parts.values()) == counted(asking, "world") == 6


def test_a_family_is_placed_by_its_earliest_priority(asking):
    years = {part.group: part.value
             for part in asking.by(asking.question("patent_families", "ror:fr2"), "year")}
    assert years == {2014: 1, 2015: 1}


def test_an_international_family_is_one_that_two_offices_published(asking):
    international = {of: counted(asking, of, name="international_patent_families")
                     for of in ("ror:fr1", "ror:de", "ror:us1", "world")}
    assert international == {"ror:fr1": 1, "ror:de": 2, "ror:us1": 0, "world": 3}


def test_those_who_apply_with_it_are_its_partners(asking):
    question = asking.question("patent_families", "ror:fr2")
    assert {part.group: part.value for part in asking.by(question, "partner")} == {
        "ror:fr1": 1, "ror:ch": 1, "ror:de": 1}
    # one's own country is one of the partners', where another of it applies too
    assert {part.group: part.value for part in asking.by(question, "partner_country")} == {
        "CH": 1, "DE": 1, "FR": 1}


def test_utility_models_and_designs_are_left_out(tmp_path):
    asking = asker(tmp_path, patent_families="""
        family_id | kind          | priority
        F1        | patent        | 2014
        F2        | utility_model | 2014
        F3        | design        | 2014
        """, patent_applicants="""
        family_id | organisation_id
        F1        | ror:a
        F2        | ror:a
        F3        | ror:a
        """)
    assert counted(asking, "ror:a") == counted(asking, "world") == 1


def test_inventors_who_apply_alone_and_a_family_of_nobody_are_their_countrys_and_the_worlds(
    tmp_path,
):
    asking = asker(tmp_path, patent_families="""
        family_id | priority
        F1        | 2014
        F2        | 2014
        F3        | 2014
        """, patent_applicants="""
        family_id | position | organisation_id | is_person | country
        F1        | 1        | ror:a           | no        | FR
        F2        | 1        |                 | yes       | US
        F2        | 2        |                 | yes       | FR
        F3        | 1        |                 |           |
        """)
    assert counted(asking, "world") == 3
    assert (counted(asking, "FR"), counted(asking, "US")) == (2, 1)
    assert counted(asking, "FR", "fractional") == Fraction(3, 2)
    assert counted(asking, "ror:a") == counted(asking, "ror:a", "fractional") == 1
    assert asking.by(asking.question("patent_families", "ror:a"), "partner") == []


def test_two_names_of_one_organisation_are_one_applicant(tmp_path):
    asking = asker(tmp_path, patent_families="""
        family_id | priority
        F1        | 2014
        """, patent_applicants="""
        family_id | position | organisation_id
        F1        | 1        | applicant:inst a [FR]
        F1        | 2        | applicant:a institute
        F1        | 3        | applicant:else
        """, organisation_equivalences="""
        record_id             | same_as | basis
        applicant:inst a [FR] | ror:a   | text
        applicant:a institute | ror:a   | text
        """)
    assert counted(asking, "ror:a") == 1
    assert counted(asking, "ror:a", "fractional") == Fraction(1, 2)
    figure = asking.ask(asking.question("patent_families", "ror:a"))
    assert (figure.by_basis, figure.unattributed) == ({"text": 1}, 1)
    said = [words.en for words in figure.caveats]
    assert said[0] == "1 of 1 records rest on the match of a name: 1 by its name as written."
    assert said[1].startswith("1 records of the same kind name an organisation that is known by")


def test_a_family_whose_priority_is_unknown_is_left_open_and_not_zero(tmp_path):
    asking = asker(tmp_path, patent_families="""
        family_id | priority
        F1        | 2014
        F2        |
        """, patent_applicants="""
        family_id | organisation_id
        F1        | ror:a
        F2        | ror:a
        """)
    figure = asking.ask(asking.question("patent_families", "ror:a", when="2014"))
    assert (figure.value, figure.undecided) == (1, 1)
    assert asking.ask(asking.question("patent_families", "ror:a", when="2015")).value is None
