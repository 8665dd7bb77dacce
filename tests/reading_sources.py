"""Reading files through a source, as a harvest does, without a store."""

import gzip
import io
import zipfile
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from belvedere.evidence.check import Checker
from belvedere.evidence.writing import write_rows
from belvedere.sources.base import Files, Source
from belvedere.tables import TABLES, Table
from belvedere.tables.arrow import schema
from belvedere.tables.ledger import Ledger


class Harvest(NamedTuple):
    """What a source made of files: kept rows of each table, the ledger, the counts."""

    rows: dict[str, list[dict]]
    ledger: Ledger
    counts: dict[str, dict[str, int]]


def harvested(source: Source, folder: Path, out: Path | None = None) -> Harvest:
    """Find, read, check and write a source's files under a folder."""
    ledger, out = Ledger(), out or folder / "out"
    files = Files(folder, tuple(source.find(folder)))
    out.mkdir(exist_ok=True)
    if source.write:
        counts = source.write(files, ledger, out)
    else:
        counts = write_rows(out, source.tables, source.read(files, ledger), ledger)
    rows = {name: written(out, name) for name in counts}
    for name, count in counts.items():  # nothing is lost
        assert count["offered"] == count["kept"] + count["set_aside"] + count["repeated"]
        assert count["kept"] == len(rows[name]) and min(count.values()) >= 0
    if source.write:  # else each row was checked in writing it
        for name in rows:
            check(TABLES[name], rows[name])
    return Harvest(rows, ledger, counts)


def written(out: Path, name: str) -> list[dict]:
    """Return the rows of a table that was written whole or in parts."""
    paths = [path for pattern in (f"{name}.parquet", f"{name}.[0-9]*.parquet")
             for path in sorted(out.glob(pattern))]
    for path in paths:
        assert pq.read_schema(path).equals(schema(TABLES[name])), path.name
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


def check(table: Table, rows: list[dict]) -> None:
    """Hold rows against their table as write_rows does: types, vocabularies, dates, keys."""
    checked = Checker(table)
    for row in rows:
        told = {name: value for name, value in row.items()
                if name in table.names and value is not None}
        assert checked(told) == tuple(row.values()), table.name
    keys = [tuple(row[name] for name in table.key) for row in rows]
    assert len(set(keys)) == len(keys), f"{table.name} repeats a key"


def zipped(path: Path, **members: str | bytes) -> Path:
    """Write a zip; ``project_csv`` names the member project.csv."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    return path


def gzipped(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as handle:
        handle.write(content)
    path.write_bytes(buffer.getvalue())
    return path
