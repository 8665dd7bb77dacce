"""Every value that a reader may meet in a breakdown has a label in both languages."""

import pytest

from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import column_of
from belvedere.portraits.labels import COLUMNS, LABELS, label
from belvedere.portraits.organisation import _VERBS
from belvedere.tables import TABLES
from belvedere.tables.organisations import RELATIONS, SUCCESSIONS

DEFINITIONS = list(catalogue().values())


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
def test_each_vocabulary_value_of_a_dimension_has_a_label(definition):
    for dimension in definition.dimensions:
        column = column_of(TABLES[definition.table], dimension.column)
        missing = [value for value in column.vocabulary or () if value not in LABELS]
        assert not missing, f"{dimension.name}: no label for {missing}"


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
def test_each_column_that_a_figure_lists_or_is_decided_by_has_a_title(definition):
    paths = [definition.key, *definition.columns, *(c.column for c in definition.where)]
    names = {path.rpartition(".")[2] for path in paths}
    assert not names - set(COLUMNS)


def test_each_relation_and_each_way_of_succession_can_be_told():
    assert set(RELATIONS) <= set(LABELS)
    assert set(SUCCESSIONS) == set(_VERBS)


def test_no_label_lacks_a_language():
    for words in (*LABELS.values(), *COLUMNS.values()):
        assert words.en.strip() and words.fr.strip()


def test_a_value_without_a_label_is_shown_as_it_is_and_an_unknown_one_as_such():
    assert label("FP7-HEALTH-2013", "fr") == "FP7-HEALTH-2013"
    assert label(None, "fr") == "non connu"
    assert label("DE", "fr", "country") == "Allemagne"
    assert label("DE", "en", "country") == "Germany"
