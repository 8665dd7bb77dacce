"""What a source is. A new source is a new module here with one ``SOURCE``."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from belvedere.errors import QuestionError, nearest
from belvedere.tables.ledger import Ledger, Place

if TYPE_CHECKING:
    from belvedere.sources.fetching import Fetcher

Row = tuple[str, dict, Place]
"""A row of a declared table: (table name, values by column, where it stands)."""


@dataclass(frozen=True)
class Files:
    """Input files under one folder. Names are told relative to it."""

    root: Path
    paths: tuple[Path, ...]

    def name(self, path: Path) -> str:
        """Return the name of a file for readers: relative to the folder, no machine path."""
        return path.relative_to(self.root).as_posix()


@dataclass(frozen=True)
class Source:
    """One open source: who publishes it, how to find, fetch and read its own format.

    ``find`` says which files under a folder are this source's, in the order to read
    them (the first of two rows with one key stands). ``fetch`` gets
    them from the net, told the landscape's settings for this source. ``read``
    yields rows of ``tables`` and keeps the ledger: one ``record`` for each
    record of the files. ``as_of`` tells the date that the files speak of.

    ``covers`` tells whose works the files hold: the world's, an institution's, or
    a sample of no one's; the least of what several sources say of theirs holds,
    unless one has the world's.

    ``tells`` gives what else a reader of the snapshot must know of it.

    A source of millions of records has ``write`` instead of ``read``: it writes
    the tables' Parquet files into a folder itself and returns their counts.
    """

    name: str
    title: str
    publisher: str
    licence: str
    home: str
    tables: tuple[str, ...]
    find: Callable[[Path], Sequence[Path]]
    fetch: Callable[["Fetcher", Mapping], Sequence[Path]]
    read: Callable[[Files, Ledger], Iterator[Row]] | None = None
    write: Callable[[Files, Ledger, Path], dict[str, dict[str, int]]] | None = None
    as_of: Callable[[Files], str | None] = lambda files: None
    covers: Callable[[Files], str | None] = lambda files: None
    tells: Callable[[Files], Mapping] = lambda files: {}


def sources() -> dict[str, Source]:
    """Return every source of this package by name: each module that has a SOURCE."""
    package = importlib.import_module("belvedere.sources")
    found = {}
    for module in pkgutil.iter_modules(package.__path__, "belvedere.sources."):
        source = getattr(importlib.import_module(module.name), "SOURCE", None)
        if source is not None:
            found[source.name] = source
    return found


def source(name: str) -> Source:
    """Return one source. Raises QuestionError with the nearest names."""
    known = sources()
    if name not in known:
        raise QuestionError(
            f"There is no source {name!r}: the sources are {', '.join(sorted(known))}."
            f"{nearest(name, known)}"
        )
    return known[name]
