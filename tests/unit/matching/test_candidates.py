"""What a text may name: likeness beside exact names, own names beside shortened ones."""

import pytest

from belvedere.matching.apart import SEGMENTS
from belvedere.matching.candidates import APART, BAG
from belvedere.matching.features import FEATURES
from belvedere.matching.matcher import Matcher
from belvedere.matching.names_index import PART
from belvedere.matching.reference import Reference
from belvedere.matching.where import BY_COUNTRY


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
    assert told(here["Indian Institute of Technology Delhi"])["city_inside"]


@pytest.fixture(scope="module")
def many():
    return matcher(
        ("Indian Institute of Science Bangalore", "Bengaluru", "IN"),
        ("King Khalid University", "Abha", "SA"), ("King Saud University", "Riyadh", "SA"),
        ("Universidad de Salamanca", "Salamanca", "ES"),
        ("Florida International University", "Miami", "US"), ("University of Miami", "Miami", "US"),
        ("Hochschule Mittweida", "Mittweida", "DE"),
        ("Mittweida University of Applied Sciences and Arts", "Mittweida", "DE"),
        ("N. I. Lobachevsky State University of Nizhny Novgorod", "Nizhny Novgorod", "RU"),
        ("Solid State Physics Laboratory", "Delhi", "IN"),
        ("University of Newcastle Australia", "Newcastle", "AU"),
        ("Goethe University Frankfurt am Main", "Frankfurt am Main", "DE"))


@pytest.mark.parametrize(("text", "whom"), [
    ("Indian Institute of Science, Bengaluru, India", "Indian Institute of Science Bangalore"),
    ("Indian Institute of Science, Bangalore, India", "Indian Institute of Science Bangalore"),
    ("King Khaled University, Abha", "King Khalid University"),
    ("Lobachevsky State University of Nizhni Novgorod",
     "N. I. Lobachevsky State University of Nizhny Novgorod"),
    ("University of Newcastle, Callaghan", "University of Newcastle Australia"),
    ("Goethe University, Frankfurt", "Goethe University Frankfurt am Main"),
    ("Universitaria de Salamanca", "Universidad de Salamanca"),  # begins the segment
])
def test_a_name_is_found_as_others_spell_it(many, text, whom):
    assert whom in found(many, text)


@pytest.mark.parametrize(("text", "whom"), [
    ("Hospital Universitario de Salamanca, Madrid", "Universidad de Salamanca"),
    ("Florida International University Miami", "University of Miami"),
    ("Miami, University of Salamanca", "University of Miami"),
    ("Barry University, Miami", "University of Miami"),
    ("Law, Goethe\nUniversity, Miami, USA", "University of Miami"),  # a name from line to line
])
def test_a_name_does_not_begin_with_the_end_of_another(many, text, whom):
    assert whom not in found(many, text)


def test_a_university_named_after_another_is_named(many):
    assert "University of Miami" in found(many, "Florida International University of Miami")
    assert "University of Miami" in found(many, "Florida International, University of Miami")
    assert "University of Miami" in found(many, "Florida, Miami, University, USA")
    assert "University of Miami" in found(many, "Physics, University, Miami")
    assert "University of Miami" in found(many, "Department of Physics of the University, Miami")
    assert "University of Miami" in found(many, "Florida, USA, 12, Miami\nUniversity Hospital")


def test_a_name_that_ends_with_the_next_segment_leaves_nothing_of_it(many):
    here = found(many, "Indian Institute of Science, Bengaluru, India")
    assert told(here["Indian Institute of Science Bangalore"])["whole_segment"] == 1
    there = found(many, "Indian Institute of Science, Bengaluru 560012, India")
    assert told(there["Indian Institute of Science Bangalore"])["whole_segment"] == 0


@pytest.mark.parametrize(("text", "place"), [
    ("Solid State Physics Laboratory, Zurich", 0), ("University of Miami, Madrid", 1)])
def test_a_name_tells_whether_a_place_is_in_it(many, text, place):
    one, = found(many, text).values()
    assert told(one)["all_place"] == place


@pytest.mark.parametrize(("text", "near"), [
    ("University of Miami, Florida, USA", 2), ("University of Miami, Madrid, Spain", 1),
    ("University of Miami; Madrid, Spain", 0), ("University of Miami; Madrid; Spain", 1),
    ("University of Miami, USA; Madrid, Spain", 2), ("Florida, USA, University of Miami", 2),
    ("Spain; University of Miami", 1), ("Miami, Spain; University of Miami", 0),
    ("Spain, University of Miami, USA", 2), ("Spain, University of Miami, USA, Spain", 2),
    ("Spain, USA, University of Miami", 0)])
def test_what_follows_a_semicolon_tells_of_others(many, text, near):
    assert told(found(many, text)["University of Miami"])["near_country"] == near


def test_an_and_beside_a_name_is_told(many):
    here = found(many, "Florida International University and University of Miami, and Miami")
    assert told(here["Florida International University"])["joined"] == 2
    assert told(here["University of Miami"])["joined"] == 1  # the other stands past a comma
    assert told(found(many, "University of Miami, USA")["University of Miami"])["joined"] == 0


@pytest.mark.parametrize(("name", "begins"), [
    ("Department of Physics", 0), ("National Institutes of Health", 1),
    ("Institute of Physics", 2)])
def test_a_name_tells_whether_it_speaks_of_an_organisation(name, begins):
    here = found(matcher((name, "Bethesda", "US")), name)
    assert told(here[name])["begins_well"] == begins


def test_the_country_of_a_company_is_a_place_still():
    """Ube (Japan) is a company, and Ube, Japan a town."""
    two = matcher(("Ube (Japan)", "Tokyo", "JP"), ("Yamaguchi University Hospital", "Ube", "JP"))
    here = found(two, "Yamaguchi University Hospital, Ube, Japan")
    assert told(here["Yamaguchi University Hospital"])["country"] == BY_COUNTRY
    assert told(here["Ube (Japan)"])["all_place"] == 2


def test_the_most_telling_name_of_an_organisation_counts():
    """Its own two words tell more than three that many have, without their city."""
    rows = [{"record_id": f"ror:{n}", "scheme": "ror", "name": f"Hochschule {city}",
             "kind": "education", "country": "DE", "city": city, "status": "active"}
            for n, city in enumerate(("Mittweida", "Wismar", "Aalen"))]
    names = [{"record_id": f"ror:{n}", "kind": "alias",
              "name": f"{city} University of Applied Sciences"}
             for n, city in enumerate(("Mittweida", "Wismar", "Aalen"))]
    several = Matcher(Reference.of_rows(rows, names, []))
    here = found(several, "Hochschule Mittweida, University of Applied Sciences, Germany")
    assert here["Hochschule Mittweida"].mention[:2] == (0, 1)


def test_words_in_another_order_are_no_more_an_organisation_s_own_than_in_its():
    """A part of a hospital's name is a university's own: so is either in another order."""
    both = matcher(("Universidade de Juiz de Fora", "Juiz de Fora", "BR"),
                   ("Hospital Regional - Universidade de Juiz de Fora", "Juiz de Fora", "BR"))
    here = found(both, "Fora de Juiz Universidade")
    assert told(here["Universidade de Juiz de Fora"])["way"] == BAG
    assert told(here["Hospital Regional - Universidade de Juiz de Fora"])["way"] == PART


@pytest.fixture(scope="module")
def california():
    return matcher(("University of California, Davis", "Davis", "US"),
                   ("University of California System", "Oakland", "US"),
                   ("First Affiliated Hospital Zhejiang University", "Hangzhou", "CN"),
                   ("Ardabil University of Medical Sciences", "Ardabil", "IR"))


@pytest.mark.parametrize(("text", "words"), [
    ("University of California, School of Law, Davis", (0, 1)),
    ("Davis, University of California", (1, 2)),
    ("University of California, School of Law, Davis CA 95616", (0, 1)),
    ("University of California 12, Davis", (0, 1)),
    ("University of California, School of Law, Davis 95616, USA", (0, 1)),
    ("95616 University of California, School of Law, Davis", (1, 2)),
    ("University of California, School of Law; Davis, USA", None),
    ("University of California, School of Law, Fort Davis", None),
])
def test_a_name_may_stand_in_two_segments(california, text, words):
    one = found(california, text).get("University of California, Davis")
    assert (one.mention[:2] if one and told(one)["way"] == APART else None) == words


def test_what_stands_in_two_segments_is_said_where_it_speaks_of_an_organisation(california):
    far = found(california, "First Affiliated Hospital, School of Medicine, Zhejiang University")
    assert far["First Affiliated Hospital Zhejiang University"].mention[:2] == (0, 2)
    turned = found(california, "University of Medical Sciences, Ardabil")
    assert turned["Ardabil University of Medical Sciences"].mention[:2] == (0, 2)


def test_so_many_segments_are_read_two_by_two(california):
    between = ", ".join(["Law"] * (SEGMENTS - 2))
    near = found(california, f"University of California, {between}, Davis")
    assert told(near["University of California, Davis"])["way"] == APART
    far = found(california, f"University of California, {between}, Law, Davis")
    assert told(far["University of California, Davis"])["way"] != APART
