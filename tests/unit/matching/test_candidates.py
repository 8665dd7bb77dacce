"""What a text may name: likeness beside exact names, own names beside shortened ones."""

import pytest

from belvedere.matching.features import FEATURES
from belvedere.matching.matcher import Matcher
from belvedere.matching.reference import Reference


def matcher(*organisations):
    """Return the matcher of (name, city) of organisations of one country."""
    return Matcher(Reference.of_rows(
        [{"record_id": f"ror:{name}", "scheme": "ror", "name": name, "kind": "education",
          "country": country, "city": city, "status": "active"}
         for name, city, country in organisations], [], []))


def found(matcher, text):
    return {matcher.reference.organisations[one.organisation].name: one
            for one in matcher.candidates([text])[0]}


@pytest.fixture(scope="module")
def japan():
    return matcher(("Tokyo Metropolitan University", "Tokyo", "JP"),
                   ("Tokyo Medical University Minami Hachioji", "Tokyo", "JP"),
                   ("Sanjay Gandhi Postgraduate Institute of Medical Sciences", "Lucknow", "IN"),
                   ("Institute of Medical Sciences", "Varanasi", "IN"))


def held(candidate):
    return dict(zip(FEATURES, candidate.features))["held_by"]


def test_an_exact_name_is_not_part_of_one_that_is_alike(japan):
    told = found(japan, "Tokyo Metropolitan University Minami Hachioji")
    assert set(told) == {"Tokyo Metropolitan University",
                         "Tokyo Medical University Minami Hachioji"}
    assert held(told["Tokyo Metropolitan University"]) == 0


def test_a_small_part_of_one_that_is_alike_is(japan):
    told = found(japan, "Sanjay Gandy Postgraduate Institute of Medical Sciences, Lucknow")
    assert held(told["Institute of Medical Sciences"]) > 0


def test_an_own_name_is_considered_beside_many_shortened_ones():
    names = [f"Indiana University {part}" for part in (
        "Hospital", "Health", "Press", "Library", "Foundation", "Museum", "Observatory",
        "Conservatory", "Polytechnic")]
    told = found(matcher(("Indiana University", "Bloomington", "US"),
                         *((name, "Indianapolis", "US") for name in names)),
                 "Indiana University, Indianapolis, USA")
    assert "Indiana University" in told
    assert len(told) == 9  # of the ten, eight and itself


def told(candidate):
    return dict(zip(FEATURES, candidate.features))


def test_of_two_of_one_name_the_language_tells_which_is_another_s():
    two = matcher(("Universidad de Valparaíso", "Valparaíso", "CL"),
                  ("Valparaiso University", "Valparaiso", "US"))
    own = found(two, "Universidad de Valparaíso")
    assert told(own["Universidad de Valparaíso"])["speaks"] == 4
    assert told(own["Valparaiso University"])["speaks"] == 0
    assert told(own["Valparaiso University"])["better"] == 1
    beside = found(two, "Facultad de Medicina, University of Valparaiso")
    assert [told(beside[name])["speaks"] for name in sorted(beside)] == [3, 1]
    english = found(two, "University of Valparaiso")
    assert {told(one)["speaks"] for one in english.values()} == {2}


def test_new_delhi_is_delhi():
    institutes = matcher(("Indian Institute of Technology Delhi", "New Delhi", "IN"),
                         ("Indian Institute of Technology Madras", "Chennai", "IN"))
    here = found(institutes, "Indian Institute of Technology, New Delhi, India")
    assert told(here["Indian Institute of Technology Delhi"])["city"] == 3
