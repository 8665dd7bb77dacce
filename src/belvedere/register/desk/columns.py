"""Columns of dossiers: what readers call them, and which are not for everybody.

A column with a mark is seen by who keeps the book only, and is never published.
"""

from enum import StrEnum

from django.db import models

from belvedere.register.organisations.columns import one_of, partial
from belvedere.register.organisations.models import Organisation
from belvedere.tables.words import Words


class Mark(StrEnum):
    """Why a column is not for everybody."""

    MONEY = "money"
    PERSONAL = "personal"
    CONFIDENTIAL = "confidential"


ALL = frozenset(Mark)


def called(field: models.Field, words: Words, mark: Mark | None = None, **more) -> models.Field:
    """Return a model's field with its words and its mark; ``more`` is for its form."""
    field.words, field.mark = words, mark
    for name, value in more.items():
        setattr(field, name, value)
    return field


def line(words: Words, mark: Mark | None = None, length: int = 500, **more):
    """One line of text."""
    return called(models.CharField(max_length=length, blank=True, **more), words, mark)


def person(words: Words):
    """Somebody by name: the people of the register are linked to, where one is known."""
    return called(models.CharField(max_length=200, blank=True), words, Mark.PERSONAL,
                  is_person=True)


def prose(words: Words, mark: Mark | None = None):
    """Some paragraphs."""
    return called(models.TextField(blank=True), words, mark)


def choice(words: Words, vocabulary, mark: Mark | None = None, **more):
    """A key of a vocabulary; optional where it may be blank."""
    length = max(map(len, vocabulary)) + 10
    return called(one_of(length, vocabulary, **more), words, mark, vocabulary=vocabulary)


def day(words: Words, mark: Mark | None = None):
    """A partial date."""
    return called(partial(), words, mark, is_day=True)


def count(words: Words, mark: Mark | None = None):
    """How many."""
    return called(models.PositiveIntegerField(null=True, blank=True), words, mark)


def money(words: Words, *, public: bool = False):
    """An amount in euros; ``public`` where a decision that is itself public says it."""
    return called(models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True),
                  words, None if public else Mark.MONEY)


def codes(words: Words, form: str, hint: Words, mark: Mark | None = None, *, several: bool = True,
          **more):
    """Identifiers of one form, separated by a space; ``form`` is a regular expression."""
    return called(models.CharField(max_length=1000, blank=True, **more), words, mark,
                  form=form, hint=hint, several=several)


def place(words: Words, **more):
    """An organisation of the register."""
    return called(models.ForeignKey(Organisation, models.PROTECT, related_name="+", **more), words)


def mark_of(model: type[models.Model], name: str) -> Mark | None:
    """Return a column's mark: its own, or that of a model that keeps it confidential."""
    if name in getattr(model, "CONFIDENTIAL", ()):
        return Mark.CONFIDENTIAL
    return getattr(model._meta.get_field(name), "mark", None)


def told_columns(model: type[models.Model]) -> dict[str, models.Field]:
    """Return the columns of a model that have words, by name."""
    return {field.name: field for field in model._meta.fields if hasattr(field, "words")}
