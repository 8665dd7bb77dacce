"""Cities by their other names."""

import pytest

from belvedere.matching.places import Places

SEATS = [("Frankfurt am Main", "DE"), ("Bengaluru", "IN"), ("Kaohsiung City", "TW"),
         ("Mexico City", "MX"), ("Park City", "US"), ("Suwon-si", "KR"), ("Paris", "FR"),
         ("Kota Malang", "ID")]


@pytest.fixture(scope="module")
def places():
    return Places(SEATS)


@pytest.mark.parametrize(("city", "country", "others"), [
    ("Frankfurt am Main", "DE", ["frankfurt"]), ("Bengaluru", "IN", ["bangalore"]),
    ("Bangalore", "IN", ["bengaluru"]),  # whichever of them a release has
    ("Kaohsiung City", "TW", ["kaohsiung"]), ("Suwon-si", "KR", ["suwon"]),
    ("Kota Malang", "ID", ["malang"]), ("Paris", "FR", []),
    ("Park City", "US", []),  # Research Park is no city
])
def test_a_city_has_other_names(places, city, country, others):
    names = [" ".join(words) for words in places.towns(city, country)]
    assert names[1:] == others
    assert all(tuple(other.split()) in places.names for other in others)


def test_mexico_is_a_country(places):
    assert ("mexico",) not in places.towns("Mexico City", "MX")


def test_no_city_has_no_name(places):
    assert places.towns("", "FR") == []
