"""What a table is: its grain, its key, its columns and what each of them means.

A table is declared once. Sources fill it, the evidence checks rows against it,
indicators are validated against it and the documentation is written from it.
"""

from functools import cached_property

from msgspec import Struct

TYPES = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    # A date of the world, possibly known to the year or the month only:
    # "2014", "2014-05" or "2014-05-31". It is stored as written, beside the
    # first and the last day that it may be (NAME_first, NAME_last).
    "date": "VARCHAR",
    # An organisation as its source names it: a record_id of organisation_records.
    "organisation": "VARCHAR",
}


class Column(Struct, frozen=True):
    """One column: its type, what it means, its unit, and whether it is personal."""

    name: str
    type: str
    meaning: str
    unit: str | None = None
    required: bool = False
    vocabulary: tuple[str, ...] | None = None
    personal: bool = False

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(
                f"Column {self.name}: type {self.type!r} is none of {', '.join(TYPES)}."
            )
        if self.vocabulary is not None and self.type not in ("text", "texts"):
            raise ValueError(f"Column {self.name}: only text has a vocabulary.")


class Link(Struct, frozen=True):
    """From a row to the one row of another table that it speaks of.

    ``on`` pairs this table's columns with the other's. A link that goes through
    an ``organisation`` column reaches ``organisations`` after the merges.
    ``carries`` are the other table's columns that go along into the fact (None:
    all); the others are fetched when they are asked for. A pair of a link that
    carries none may begin with a column of a link before it: ``work.subfield``.
    """

    name: str
    table: str
    on: tuple[tuple[str, str], ...]
    carries: tuple[str, ...] | None = None


class Rest(Struct, frozen=True):
    """The rows of a table that are not stored again, for other tables have them as they are.

    ``query`` gives them, and names each of ``tables`` in braces.
    """

    tables: tuple[str, ...]
    query: str


class Table(Struct, frozen=True, dict=True):
    """One table: a name, a grain in one sentence, a key, columns and links.

    A table that matching fills says which tables its rows are made from. ``rest``:
    what else is in it, beside what is stored.
    """

    name: str
    family: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    links: tuple[Link, ...] = ()
    filled_by: str = "sources"
    made_from: tuple[str, ...] = ()
    rest: Rest | None = None

    def __post_init__(self) -> None:
        if len(self.names) != len(self.columns):
            raise ValueError(f"Table {self.name}: a column is declared twice.")
        missing = [name for name in self.key if name not in self.names]
        if missing:
            raise ValueError(f"Table {self.name}: key columns {missing} are not declared.")
        for link in self.links:
            for local, _ in link.on:
                first = local.partition(".")[0]
                if first not in {*self.names, *(other.name for other in self.links)}:
                    raise ValueError(
                        f"Table {self.name}: link {link.name} uses {local}, not declared."
                    )

    @cached_property
    def names(self) -> dict[str, Column]:
        """Return the columns by name."""
        return {column.name: column for column in self.columns}

    def physical(self) -> tuple[tuple[str, str], ...]:
        """Return (name, DuckDB type) of each stored column, dates with their bounds."""
        stored: list[tuple[str, str]] = []
        for column in self.columns:
            stored.append((column.name, TYPES[column.type]))
            if column.type == "date":
                stored.append((f"{column.name}_first", "DATE"))
                stored.append((f"{column.name}_last", "DATE"))
        return tuple(stored)


def text(name: str, meaning: str, **rest) -> Column:
    return Column(name, "text", meaning, **rest)


def texts(name: str, meaning: str, **rest) -> Column:
    return Column(name, "texts", meaning, **rest)


def integer(name: str, meaning: str, **rest) -> Column:
    return Column(name, "integer", meaning, **rest)


def number(name: str, meaning: str, **rest) -> Column:
    return Column(name, "number", meaning, **rest)


def euro(name: str, meaning: str, **rest) -> Column:
    return Column(name, "number", meaning, unit="EUR", **rest)


def boolean(name: str, meaning: str, **rest) -> Column:
    return Column(name, "boolean", meaning, **rest)


def date(name: str, meaning: str, **rest) -> Column:
    return Column(name, "date", meaning, **rest)


def organisation(name: str, meaning: str, **rest) -> Column:
    return Column(name, "organisation", meaning, **rest)
