"""A landscape says which institute is observed; a wrong one says what is wrong with it."""

import pytest

from belvedere.building.landscape import landscape, shipped
from belvedere.errors import InputError, QuestionError
from belvedere.indicators.catalogue import catalogue
from belvedere.sources.base import sources


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_landscape_names_known_sources_and_indicators(name):
    one = landscape(name)
    assert set(one.sources) <= set(sources())
    for answer in one.answers:
        assert "ask" in answer or "missing" in answer, answer["said"]
        assert answer.get("ask", "units") in catalogue()
    for merge in one.merges:
        assert merge["because"] and merge["stated_in"]


def test_a_folder_of_ones_own_is_a_landscape(tmp_path):
    (tmp_path / "landscape.toml").write_text(
        'slug = "x"\nname = "X"\ninstitute = "ror:x"\n[sources.ror]\n')
    assert landscape(str(tmp_path)).summary["slugs"] == {"x": "ror:x"}


@pytest.mark.parametrize(("text", "message"), [
    ('slug = "x"', "institute, name missing"),
    ('slug = "x"\nname = "X"\ninstitute = "ror:x"\ncolour = 1', "colour not known"),
    ('slug = ', "landscape.toml"),
])
def test_a_wrong_landscape_says_what_is_wrong(tmp_path, text, message):
    (tmp_path / "landscape.toml").write_text(text)
    with pytest.raises(InputError, match=message):
        landscape(str(tmp_path))


def test_a_misspelt_landscape_is_told_the_nearest():
    with pytest.raises(QuestionError, match="Did you mean inserm"):
        landscape("insrem")
