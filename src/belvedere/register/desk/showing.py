"""How columns of dossiers are shown: their words, and values as the page's language has them."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.desk.books import Book
from belvedere.register.desk.columns import Mark, told_columns
from belvedere.register.desk.models import Dossier
from belvedere.tables.words import Words


@dataclass(frozen=True)
class Cell:
    """One value to be shown: ``kind`` says how."""

    name: str
    title: Words
    kind: str
    value: Any


def cells(
    book: Book, dossier: Dossier, names: tuple[str, ...], marks: frozenset[Mark],
) -> list[Cell]:
    """Return what somebody who sees these marks sees of some columns."""
    columns = told_columns(book.model)
    return [_cell(columns[name], dossier) for name in book.visible(names, marks)]


def _cell(column: models.Field, dossier: Dossier) -> Cell:
    kind, value = kind_of(column, type(dossier)), getattr(dossier, column.name)
    if kind == "words":
        value = vocabulary_of(column, type(dossier)).get(value)
    elif kind == "codes":
        value = value.split()
    return Cell(column.name, column.words, kind, value)


def kind_of(column: models.Field, model: type[Dossier]) -> str:
    """Return how the values of a column are shown."""
    if vocabulary_of(column, model):
        return "words"
    if isinstance(column, models.ForeignKey):
        return "organisation"
    if getattr(column, "is_day", False):
        return "day"
    if getattr(column, "is_person", False):
        return "person"
    if isinstance(column, models.DecimalField):
        return "money"
    if isinstance(column, models.IntegerField):
        return "count"
    if isinstance(column, models.TextField):
        return "prose"
    return "codes" if hasattr(column, "form") else "text"


def vocabulary_of(column: models.Field, model: type[Dossier]):
    """Return the words of a column's values, where it has a vocabulary."""
    if column.name == "state":
        return model.WORKFLOW.states
    return getattr(column, "vocabulary", None)


@dataclass(frozen=True)
class Told:
    """One entry of a dossier's history, in words; an action or column without any has its name."""

    entry: AuditEntry
    title: Words
    after: list[tuple[Words, Any]]


def history(book: Book, entries: list[AuditEntry]) -> list[Told]:
    """Return a dossier's history as its page tells it."""
    columns, opened = told_columns(book.model), Words("Open", "Ouvrir")
    titles = {"open": opened, **{name: deed.title for name, deed in book.deeds.items()}}
    return [Told(
        one, titles.get(one.action.replace("_", "-"), Words(one.action, one.action)),
        [(columns[name].words, _said(vocabulary_of(columns[name], book.model), value))
         for name, value in one.after.items() if name in columns]) for one in entries]


def _said(vocabulary, value) -> Words:
    told = (vocabulary or {}).get(value)
    return told or Words(str(value), str(value))
