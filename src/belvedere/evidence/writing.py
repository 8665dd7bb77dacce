"""Writing a snapshot: rows go to Parquet beside the store, then into it in one move.

A snapshot is a folder with one Parquet file per table, the rows set aside and
the origin. It is written in ``work/``, made durable, and renamed into place: a
reader sees all of it or nothing.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.errors import StoreError
from belvedere.evidence.check import Checker, RowError
from belvedere.evidence.store import SET_ASIDE_FILE
from belvedere.tables import TABLES, Table
from belvedere.tables.arrow import schema
from belvedere.tables.ledger import Ledger, Place

ROWS_PER_GROUP = 50_000

_SET_ASIDE = pa.schema(
    [("file", pa.string()), ("row", pa.int64()), ("table", pa.string()),
     ("reason", pa.string()), ("content", pa.string())]
)


@contextmanager
def store_errors(folder: Path) -> Iterator[None]:
    """Turn a full disk or a read-only folder into an error that says what to do."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        text = str(error)
        number = getattr(error, "errno", None)
        if number == errno.ENOSPC or "No space left" in text or "max_temp_directory" in text:
            raise StoreError(
                f"The disk that holds {folder} is full. Nothing was published; the last "
                "edition stands. Free some space and run the same command again."
            ) from error
        if number in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise StoreError(
                f"{folder} cannot be written ({error.strerror}). Give this user the right to "
                "write there, or set BELVEDERE_HOME to another folder."
            ) from error
        raise


def sync(path: Path) -> None:
    """Make a file or a folder durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


class _TableFile:
    """One table being written: checks rows, refuses repeats, flushes row groups."""

    def __init__(self, table: Table, folder: Path, ledger: Ledger) -> None:
        personal = [column.name for column in table.columns if column.personal]
        if personal:
            raise StoreError(
                f"Table {table.name} has personal columns {personal}: they never leave the "
                "register. Publish the table without them."
            )
        self.table = table
        self.ledger = ledger
        self.offered = self.kept = self.repeated = 0
        self._check = Checker(table)
        self._key = tuple(
            index for index, (name, _) in enumerate(table.physical()) if name in table.key
        )
        self._seen: dict[tuple, int] = {}
        self._schema = schema(table)
        self._rows: list[tuple] = []
        self._writer = pq.ParquetWriter(
            folder / f"{table.name}.parquet", self._schema, compression="zstd"
        )

    def add(self, row: dict, place: Place) -> None:
        self.offered += 1
        try:
            values = self._check(row)
        except RowError as error:
            self.ledger.set_aside(place, str(error), _content(row), self.table.name)
            return
        key = tuple(values[index] for index in self._key)
        content = hash(tuple(map(str, values)))
        if key in self._seen:
            if self._seen[key] == content:
                self.repeated += 1
            else:
                self.ledger.set_aside(
                    place,
                    f"repeats the key {dict(zip(self.table.key, key))} with other content; "
                    "the first row stands",
                    _content(row), self.table.name,
                )
            return
        self._seen[key] = content
        self._rows.append(values)
        self.kept += 1
        if len(self._rows) >= ROWS_PER_GROUP:
            self.flush()

    def flush(self) -> None:
        if not self._rows:
            return
        columns = [
            pa.array(values, type=column.type)
            for values, column in zip(zip(*self._rows), self._schema)
        ]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        self.flush()
        self._writer.close()


def _content(row: dict) -> str:
    return json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False)


def write_rows(
    folder: Path, tables: Iterable[str], rows: Iterable[tuple[str, dict, Place]], ledger: Ledger
) -> dict[str, dict[str, int]]:
    """Write checked rows of several tables into a folder, with the rows set aside.

    Returns, for each table, rows offered, kept, set aside and repeated. Raises
    StoreError when the disk is full or the folder cannot be written.
    """
    with store_errors(folder):
        files = {name: _TableFile(TABLES[name], folder, ledger) for name in tables}
        try:
            for name, row, place in rows:
                files[name].add(row, place)
        finally:
            for file in files.values():
                file.close()
        write_set_aside(folder, ledger)
    return {
        name: {
            "offered": file.offered, "kept": file.kept, "repeated": file.repeated,
            "set_aside": file.offered - file.kept - file.repeated,
        }
        for name, file in files.items()
    }


def write_set_aside(folder: Path, ledger: Ledger) -> None:
    """Write what a harvest set aside beside its tables."""
    columns = list(zip(*ledger.aside)) or [[] for _ in _SET_ASIDE]
    pq.write_table(
        pa.table([pa.array(c, t) for c, t in zip(columns, _SET_ASIDE.types)], _SET_ASIDE),
        folder / SET_ASIDE_FILE,
    )


def settle(work: Path, place: Path, origin: Mapping) -> None:
    """Add the origin to a written folder, make it durable and move it into the store."""
    with store_errors(place.parent):
        origin = dict(origin, files={
            file.name: {"sha256": file_digest(file), "bytes": file.stat().st_size}
            for file in sorted(work.glob("*.parquet"))
        })
        (work / "origin.json").write_text(
            json.dumps(origin, ensure_ascii=False, indent=1, default=str), encoding="utf-8"
        )
        for file in work.iterdir():
            sync(file)
        sync(work)
        if place.exists():  # a damaged or half-removed one: the name says the same content
            shutil.rmtree(place)
        os.replace(work, place)
        sync(place.parent)
