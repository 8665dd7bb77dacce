"""Two releases of ROR or RNSR, each an edition or files, as the evidence that texts are held to."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from belvedere.errors import InputError
from belvedere.evidence.database import Database
from belvedere.evidence.store import Edition, Store, home
from belvedere.evidence.writing import write_rows
from belvedere.matching.differences import Release
from belvedere.matching.opening import matcher_of
from belvedere.matching.told import SOURCES, curated, releases
from belvedere.sources.base import Files, Source, source
from belvedere.tables.ledger import Ledger


@contextmanager
def opened(given: str) -> Iterator[Release]:
    """Open a release: an edition's name, or a file or folder of ROR's or RNSR's own files.

    What the files do not tell is taken from the current edition. Raises InputError when no
    file is one of theirs.
    """
    place = Path(given)
    if not place.exists():
        edition = Store(home()).edition(given)
        yield _release(Database(edition.tables), releases(edition))
        return
    edition = Store(home()).edition()
    with TemporaryDirectory() as folder:
        tables, named = dict(edition.tables), {}
        for one in map(source, SOURCES):
            if files := _files(one, place):
                named[one.name] = one.as_of(files) or place.name
                tables |= _read(one, files, edition, Path(folder) / one.name)
        if not named:
            raise InputError(
                f"{given}: no file of ROR or RNSR. Give a dump (…ror-data….zip or .json), a table "
                "of the directory (….csv), their folder, or the name of an edition "
                "('belvedere editions').")
        told = dict(one.split(" ", 1) for one in releases(edition) if " " in one) | named
        yield _release(Database(tables), tuple(
            f"{name} {day}" for name, day in sorted(told.items())))


def _release(database: Database, references: tuple[str, ...]) -> Release:
    matcher = matcher_of(database, home() / "matching", curated=curated(database),
                         references=references)
    return Release.of(matcher, database)


def _files(one: Source, place: Path) -> Files | None:
    folder = place if place.is_dir() else place.parent
    if place.is_dir():
        found = tuple(one.find(place))
    else:
        is_table = any(part in place.name for part in (".csv", "rnsr"))
        found = (place,) if is_table == (one.name == "rnsr") else ()
    return Files(folder, found) if found else None


def _tell(ledger: Ledger) -> None:
    """Tell how many records could not be read. Raises InputError where none could."""
    aside = [one for one in ledger.aside if not one.table]
    if aside:
        said = (f"{aside[0].file}, row {aside[0].row}: {aside[0].reason}; {len(aside):,} of "
                f"{ledger.records_in:,} records cannot be read")
        if len(aside) == ledger.records_in:
            raise InputError(f"{said}. Is it another release, or another file?")
        print(f"belvedere: {said}, and are taken to be missing.", file=sys.stderr)


def _read(one: Source, files: Files, edition: Edition, folder: Path) -> dict:
    """Return a source's tables with its rows from files, and all others' as in the edition."""
    folder.mkdir()
    ledger = Ledger()
    write_rows(folder, one.tables, one.read(files, ledger), ledger)
    if not ledger.records_in:
        raise InputError(f"{', '.join(files.name(path) for path in files.paths)}: no record in it.")
    _tell(ledger)
    others = [s for s in edition.snapshots if s.origin["source"] != one.name]
    return {table: (*(path for s in others for path in s.files.get(table, ())),
                    folder / f"{table}.parquet") for table in one.tables}
