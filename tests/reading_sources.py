"""Reading files through a source, as a harvest does, without a store."""

import gzip
import io
import zipfile
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from belvedere.evidence.writing import write_rows
from belvedere.sources.base import Files, Source
from belvedere.tables.ledger import Ledger


class Harvest(NamedTuple):
    """What a source made of files: kept rows of each table, the ledger, the counts."""

    rows: dict[str, list[dict]]
    ledger: Ledger
    counts: dict[str, dict[str, int]]


def harvested(source: Source, folder: Path) -> Harvest:
    """Find, read, check and write a source's files under a folder."""
    ledger, out = Ledger(), folder / "out"
    out.mkdir(exist_ok=True)
    files = Files(folder, tuple(source.find(folder)))
    counts = write_rows(out, source.tables, source.read(files, ledger), ledger)
    rows = {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in source.tables}
    for name, count in counts.items():  # nothing is lost
        assert count["offered"] == count["kept"] + count["set_aside"] + count["repeated"]
        assert count["kept"] == len(rows[name])
    return Harvest(rows, ledger, counts)


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
