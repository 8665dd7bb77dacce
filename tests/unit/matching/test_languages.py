"""The language of a word tells two universities of one name apart; English tells nothing."""

import pytest

from belvedere.matching.languages import spoken, written


@pytest.mark.parametrize(("word", "country", "agrees"), [
    ("universidad", "CL", True),
    ("universidad", "US", False),  # a tenth of its people speak Spanish
    ("universidade", "BR", True),
    ("universidade", "ES", True),  # Galician
    ("universidade", "FR", False),
    ("unibertsitatea", "ES", True),  # Basque
    ("universite", "CA", True),  # one of its two languages
    ("universitat", "ES", True),  # Catalan, of a fifth of its people
    ("universitat", "AT", True),  # and German
    ("universitat", "FR", False),
])
def test_a_word_is_of_a_country_where_its_language_is_spoken(word, country, agrees):
    assert bool(written(word) & spoken(country)) is agrees


def test_english_and_names_are_of_no_language():
    assert written("university") == written("hospital") == written("valparaiso") == 0
