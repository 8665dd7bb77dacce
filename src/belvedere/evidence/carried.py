"""Tables carried from an earlier snapshot into a new one, where they are made of the same.

A snapshot may keep, for each of its tables, a digest of all that it was made of. The next
one that would make a table of the same takes the file itself, by a hard link: it is what
would be written again. What columns hold is told by their bytes as stored in Parquet, so
that a table is made anew for the columns that it reads, and for no others.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from belvedere.errors import BelvedereError
from belvedere.evidence.store import Snapshot, Store
from belvedere.evidence.writing import file_digest
from belvedere.tables import TABLES
from belvedere.tables.sql_text import parquet


class Contents:
    """Tells what columns hold; each is read once."""

    def __init__(self) -> None:
        self._known: dict[Path, dict[str, str]] = {}

    def of(self, paths: Iterable[Path], columns: Sequence[str]) -> list:
        """Return digests of these columns of a table's files, the same for the same rows."""
        return [[self._file(path).get(name) for name in columns] for path in paths]

    def rows(self, paths: Iterable[Path]) -> int:
        """Return how many rows a table's files have."""
        return sum(pq.read_metadata(path).num_rows for path in paths)

    def _file(self, path: Path) -> dict[str, str]:
        if path not in self._known:
            self._known[path] = _columns(path)
        return self._known[path]


def _columns(path: Path) -> dict[str, str]:
    """Return a digest of each column of a Parquet file: its type and its rows in their order."""
    found: dict[str, hashlib._Hash] = {}
    with path.open("rb") as handle, pq.ParquetFile(handle) as file:
        types = {field.name: str(field.type) for field in file.schema_arrow}
        for group in range(file.metadata.num_row_groups):
            rows = file.metadata.row_group(group)
            for number in range(rows.num_columns):
                part = rows.column(number)
                name = part.path_in_schema.partition(".")[0]
                begins = part.data_page_offset
                if part.dictionary_page_offset:
                    begins = min(begins, part.dictionary_page_offset)
                handle.seek(begins)
                found.setdefault(name, hashlib.sha256()).update(
                    b"%d " % rows.num_rows + handle.read(part.total_compressed_size))
    return {name: f"{kind} {found[name].hexdigest() if name in found else ''}"
            for name, kind in types.items()}


class Earlier:
    """The snapshot of one source in the current edition, whose tables the next may carry on."""

    def __init__(self, store: Store, source: str) -> None:
        self._snapshot, self._made_of = _current(store, source), {}
        if self._snapshot is not None:
            self._made_of = self._snapshot.origin.get("made_of", {})

    def carried(self, table: str, made_of: str, folder: Path) -> Mapping | None:
        """Put the file of a table that was made of the same into a folder; return its counts.

        Nothing is carried of which the file is not what it was: None, as where the table was
        made of something else.
        """
        if self._snapshot is None or self._made_of.get(table) != made_of:
            return None
        origin, name = self._snapshot.origin, f"{table}.parquet"
        file = self._snapshot.folder / name
        if not file.exists() or file_digest(file) != origin["files"][name]["sha256"]:
            return None
        try:
            os.link(file, folder / name)
        except OSError:  # a disk without links, or with too many of one file
            shutil.copyfile(file, folder / name)
        return origin["tables"][table]


def _current(store: Store, source: str) -> Snapshot | None:
    """Return the snapshot of a source in the current edition, where both are whole."""
    try:
        return next((snapshot for snapshot in store.edition().snapshots
                     if snapshot.name.rpartition("-")[0] == source and snapshot.origin), None)
    except (BelvedereError, ValueError):  # none yet, or one that is damaged
        return None


@contextmanager
def only(
    cursor: duckdb.DuckDBPyConnection, reads: Mapping[str, Sequence[str]],
    files: Mapping[str, Sequence[Path]],
) -> Iterator[None]:
    """Open these columns of these tables and no others; a table that has no file is empty."""
    for table, columns in reads.items():
        kinds = dict(TABLES[table].physical()) if table not in files else {}
        told = ", ".join(f'NULL::{kinds[name]} AS "{name}"' if kinds else f'"{name}"'
                         for name in columns)
        cursor.execute(f'CREATE TEMP VIEW "{table}" AS SELECT {told} '
                       + (f"FROM {parquet(files[table])}" if table in files else "WHERE FALSE"))
    yield
    for table in reads:
        cursor.execute(f'DROP VIEW "{table}"')
