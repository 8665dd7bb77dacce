"""Queries whose SQL is made once answer as they would made anew."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from belvedere.register.accounts.prepared import prepared
from belvedere.register.organisations.models import Name, Organisation, Relation


@pytest.fixture
def three(books):
    """A delegation, one of its units until 2014, and another one from 2010."""
    whole, first, second = (Organisation.objects.create(kind=kind, name=name, sorted_name=name)
                            for kind, name in (("delegation", "Paris"), ("unit", "U 1"),
                                               ("unit", "U 2")))
    Relation.objects.create(organisation=first, other=whole, kind="part_of", start="2001",
                            end="2014")
    Relation.objects.create(organisation=second, other=whole, kind="part_of", start="2010")
    return whole, first, second


@prepared
def parts(pk: int, day: str) -> QuerySet:
    """Return the relations to an organisation's parts on a day."""
    return (Relation.objects.at(day).filter(other=pk, kind="part_of")
            .select_related("organisation").order_by("organisation__sorted_name"))


def test_each_call_has_its_own_values(three):
    whole = three[0].pk
    asked = [parts(whole, day) for day in ("2005-01-01", "2012-01-01", "2020-01-01")]
    assert [[r.organisation.name for r in some] for some in asked] == [
        ["U 1"], ["U 1", "U 2"], ["U 2"]]
    assert not parts(three[1].pk, "2012-01-01")


def test_related_records_come_with_them_in_one_query(three):
    parts(1, "2000")
    with CaptureQueriesContext(connection) as asked:
        assert [r.organisation.kind for r in parts(three[0].pk, "2012-01-01")] == ["unit", "unit"]
    assert len(asked) == 1


def test_values_and_as_many_numbers_as_are_given(three):
    @prepared
    def called(*pks: int) -> QuerySet:
        return Organisation.objects.filter(pk__in=pks).order_by("pk").values_list("name", flat=True)

    assert list(called(three[2].pk)) == ["U 2"]
    assert list(called(three[0].pk, three[1].pk)) == ["Paris", "U 1"]
    assert list(called(three[1].pk, three[1].pk)) == ["U 1"]


def test_a_text_is_taken_as_it_is(three):
    @prepared
    def of(name: str) -> QuerySet:
        return Organisation.objects.filter(name=name)

    assert [one.name for one in of("U 1")] == ["U 1"]
    assert not of("' OR 1=1 --")


def test_a_value_that_is_changed_on_its_way_is_refused(books):
    @prepared
    def holding(text: str) -> QuerySet:
        return Name.objects.filter(text__contains=text)

    with pytest.raises(TypeError, match="holding"):
        holding("cancer")
