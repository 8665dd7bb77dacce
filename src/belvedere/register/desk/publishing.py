"""What a desk publishes: whole columns of declared tables, without what has a mark.

A desk declares each table by the columns that it reads and how it tells them. It
reads nothing but what it names here, so that a test can walk it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import QuerySet

from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.publish import one_moment
from belvedere.tables import TABLES, Column
from belvedere.tables.arrow import ARROW
from belvedere.tables.model import TYPES

AT_ONCE = 2_000


@dataclass(frozen=True)
class Hanging:
    """What hangs on rows: read once, found by the first of its columns and of theirs."""

    rows: Callable[[], QuerySet]
    reads: tuple[str, ...]

    def by_row(self) -> dict:
        found: dict = {}
        for of, *values in self.rows().values_list(*self.reads).iterator(AT_ONCE):
            found.setdefault(of, []).append(values)
        return found


@dataclass(frozen=True)
class Published:
    """One declared table: which rows, which of their columns, and what is told of each row.

    ``reads`` are columns of the rows' model, reached through links with ``__``;
    ``tells`` gives a row of the declared table from their values and the institute;
    ``together`` first makes others of all the rows, where one alone would tell too much.
    Where something hangs on the rows it is told that too, and gives rows, however many.
    """

    table: str
    rows: Callable[[], QuerySet]
    reads: tuple[str, ...]
    tells: Callable[..., Iterable]
    hanging: Hanging | None = None
    together: Callable[[Iterable[tuple]], Iterable[tuple]] = iter

    def told(self, institute: int) -> Iterable[Iterable]:
        """Return the rows of the declared table."""
        read = self.together(self.rows().values_list(*self.reads).iterator(AT_ONCE))
        if self.hanging is None:
            return (self.tells(institute, *row) for row in read)
        hung = self.hanging.by_row()
        return (told for row in read
                for told in self.tells(institute, hung.get(row[0], []), *row))


def whole(published: Published) -> pa.Table:
    """Return a declared table as the evidence takes it; nobody's where there is no institute."""
    institute = Organisation.objects.filter(kind="institute").order_by("pk").values_list(
        "pk", flat=True).first()
    columns = TABLES[published.table].columns
    told, parts = iter(published.told(institute) if institute else ()), []
    # some at a time: rows held all at once are gone through again and again by the collector
    while (some := list(islice(told, AT_ONCE))) or not parts:
        parts.append(pa.table({
            column.name: _written(column, values)
            for column, values in zip(columns, list(zip(*some)) or [()] * len(columns),
                                      strict=True)}))
    return pa.concat_tables(parts)


def _written(column: Column, values: Sequence) -> pa.Array:
    """Return a column as the evidence has it: organisations by their numbers, no text empty."""
    if column.type == "organisation":
        numbers = pc.cast(pa.array(values, pa.int64()), pa.string())
        return pc.binary_join_element_wise("register", numbers, ":")
    told = pa.array(values, ARROW[TYPES[column.type]])
    if column.type in ("text", "date"):
        return pc.if_else(pc.equal(told, ""), None, told)
    return told


PUBLISHED: list[Published] = []


def offer(*published: Published) -> None:
    """Add a desk's tables to what the register publishes."""
    PUBLISHED.extend(published)


def tables() -> Mapping[str, pa.Table]:
    """Return what desks publish, by table; one table may be told of several models."""
    told: dict[str, list[pa.Table]] = {}
    with one_moment():
        for one in PUBLISHED:
            told.setdefault(one.table, []).append(whole(one))
    return {name: pa.concat_tables(parts) for name, parts in told.items()}
