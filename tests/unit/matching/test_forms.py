"""Other forms of names, as folded words."""

import pytest

from belvedere.matching.forms import joined, shortened, turned, variants


def told(keys):
    return {" ".join(key) for key in keys}


def words(text):
    return tuple(text.split())


@pytest.mark.parametrize(("name", "form"), [
    ("center hospital university rouen", "chu rouen"),
    ("chu rouen", "center hospital university rouen"),
    ("indian institute technology madras", "iit madras"),
    ("united states coast guard", "us coast guard"),
    ("united states food drug administration", "food drug administration"),
    ("kunming medical college", "kunming medical university"),
    ("university hospital southampton nhs foundation trust", "university hospital southampton"),
    ("technical university munich", "technology university munich"),
    ("northwestern polytechnic university", "northwestern poly technology university"),
    ("czech academy science", "academy science czech republic"),
    ("max planck institute structure matter", "max planck structure matter"),
    ("university federal para", "federal university para"),
    ("national institute virology", "institute national virology"),
    ("chinese academy science", "academy sinica"),
])
def test_what_is_usually_abbreviated_is_found_both_ways(name, form):
    assert form in told(variants(words(name)))


def test_a_name_without_any_such_words_has_no_variant():
    assert not told(variants(words("institute cochin")))
    assert "army" not in told(variants(words("united states army")))  # anybody's
    assert "chinese academy science" not in told(variants(words("academy sinica")))  # Taipei's


def test_a_university_hospital_is_found_in_any_order():
    assert told(turned(words("university hospital padova"))) == {
        "padova university hospital", "hospital university padova"}
    assert not told(turned(words("university hospital")))
    assert not told(turned(words("university padova")))


def short(name, city="", acronyms=(), parents=()):
    return told(shortened(words(name), words(city), [words(one) for one in acronyms],
                          [words(one) for one in parents]))


def test_a_name_is_found_without_its_parents():
    name = "university texas md anderson cancer center"
    assert short(name, parents=["university texas"]) == {"md anderson cancer center"}
    assert not short(name, parents=["rice university"])
    assert not short("university texas hospital", parents=["university texas"])


def test_a_name_is_found_without_what_only_says_its_country():
    assert short("national taiwan ocean university") == {"taiwan ocean university"}
    assert short("national research university higher school economics") == {
        "higher school economics", "research university higher school economics"}
    assert not short("national hospital")


def test_a_university_is_found_by_its_city_and_an_acronym_with_it():
    assert short("goethe university frankfurt main", "frankfurt main", ["gu"]) == {
        "frankfurt main university", "university frankfurt main", "frankfurt university",
        "university frankfurt", "gu frankfurt main"}
    assert not short("university exeter", "truro")


def test_an_academy_is_found_by_its_seat():
    assert short("russian academy science", "moscow") == {"academy science moscow"}


def test_a_hospital_is_found_without_its_university():
    assert "norfolk norwich hospital" in short("norfolk norwich university hospital")


@pytest.mark.parametrize(("name", "form"), [
    ("sanjay gandhi post graduate institute", "sanjay gandhi postgraduate institute"),
    ("peng cheng laboratory", "pengcheng laboratory"),
    ("fu jen university", "fujen university"), ("k j somaiya college", "kj somaiya college"),
])
def test_two_words_are_found_as_one(name, form):
    assert form in told(joined(words(name), {"postgraduate"}))


def test_long_words_that_no_name_joins_stay_two():
    assert not told(joined(words("sanjay gandhi institute"), set()))
