"""OpenAlex files: the snapshot's parts (JSON lines or Parquet), pages of the API, a table.

A file is read by DuckDB with typed columns. When a line of it is broken or does
not fit the types, the file is read again line by line: what cannot be read is
set aside with its line, the rest goes on.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import msgspec

from belvedere.sources._openalex_entities import FLAT
from belvedere.sources._openalex_fetch import QUERY
from belvedere.sources._openalex_snapshot import MANIFESTS
from belvedere.sources.base import Files
from belvedere.sources.reading import json_document, json_lines, open_bytes
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.sql_text import quoted

LONGEST = 64 * 1024 * 1024

ENTITIES = ("topics", "institutions", "sources", "works")
_SUFFIXES = (".gz", ".jsonl", ".json", ".parquet")


def entity(path: Path) -> str | None:
    """Return which entity a file holds, by its name or the folder of its snapshot."""
    if path.name in MANIFESTS or not path.name.endswith(_SUFFIXES):
        return None
    if path.name.endswith((".part", ".origin.json", "query.json", "_flat_52k.parquet")):
        return None
    for name in ENTITIES:
        if path.name.startswith((name, f"all_{name}")):
            return name
        inside = path.name.startswith(("part_", "page-")) and name in (
            path.parent.name, path.parent.parent.name)
        if inside:
            return name
    return None


def find(folder: Path) -> list[Path]:
    """Return OpenAlex's files under a folder: those in a folder ``openalex``, else its own."""
    roots = [path for path in sorted(folder.rglob("openalex")) if path.is_dir()]
    return sorted(path for root in roots or [folder] for path in root.rglob("*")
                  if path.is_file() and (entity(path) or _vouches(path)))


def _vouches(path: Path) -> bool:
    """Return whether a file tells what the files beside it are, or what became of works."""
    return merges(path) or (path.name in (*MANIFESTS, QUERY) and path.parent.name in ENTITIES)


def merges(path: Path) -> bool:
    """Return whether a file tells which works were merged into which."""
    return path.parent.parent.name == "merged_ids" and path.parent.name == "works" and (
        path.name.endswith((".csv", ".csv.gz")))


def load(
    connection: duckdb.DuckDBPyConnection, files: Files, path: Path, columns: Mapping[str, str],
    ledger: Ledger, scratch: Path, number: str = "NULL",
) -> None:
    """Make ``raw`` from a file, with these columns and ``record_id``, which is ``number``.

    What does not fit is set aside.
    """
    name = files.name(path)
    if path.suffix == ".parquet":
        _load_parquet(connection, path, columns, number)
    elif path.name.endswith((".json", ".json.gz")):
        _load_lines(connection, _page(path, name, ledger), columns, ledger, scratch, number)
        return
    else:
        try:
            _load_json(connection, path, columns, number)
            # a line that is no object is read as one without an id
            broken = connection.execute("SELECT bool_or(id IS NULL) FROM raw").fetchone()[0]
        except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException):
            broken = True
        if broken:
            with open_bytes(path, name) as handle:
                _load_lines(connection, json_lines(handle, name, ledger), columns, ledger,
                            scratch, number)
            return
    ledger.record(name, connection.execute("SELECT count(*) FROM raw").fetchone()[0])


def _reader(path: Path, columns: Mapping[str, str]) -> str:
    declared = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    return (f"read_json({quoted(path)}, format = 'newline_delimited', columns = {{{declared}}}, "
            # the folder updated_date=… is no column: each record has a date of its own
            f"hive_partitioning = false, maximum_object_size = {LONGEST})")


def _load_json(connection, path: Path, columns: Mapping[str, str], number: str) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {number} AS record_id, * "
                       f"FROM {_reader(path, columns)}")


def _load_parquet(
    connection, path: Path, columns: Mapping[str, str], number: str
) -> None:
    source = f"read_parquet({quoted(path)}, hive_partitioning = false)"
    given = {row[0] for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()}
    flat = next((query for column, query in FLAT.items() if column in given), None)
    if flat:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS {flat} FROM {source}")
        return
    shown = ", ".join(
        (f'CAST("{name}" AS {kind})' if name in given else f"CAST(NULL AS {kind})")
        + f' AS "{name}"' for name, kind in columns.items()
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {number} AS record_id, * "
                       f"FROM (SELECT {shown} FROM {source})")


def _page(path: Path, name: str, ledger: Ledger) -> Iterator[tuple[Place, dict]]:
    """Yield the records of one answer of the API: an object with ``results``."""
    with open_bytes(path, name) as handle:
        page = json_document(handle, name, ledger)
    results = page.get("results") if isinstance(page, dict) else None
    if not isinstance(results, list):
        ledger.record(name)
        ledger.set_aside(Place(name, 1), "is no answer of the API: it has no results",
                         json.dumps(page))
        return
    for row, record in enumerate(results, start=1):
        ledger.record(name)
        yield Place(name, row), record


def _load_lines(
    connection, records, columns, ledger: Ledger, scratch: Path, number: str
) -> None:
    """Make ``raw`` of the records that fit the columns, setting the others aside."""
    fits = msgspec.json.Decoder(_struct(columns), strict=False)
    clean = scratch / "clean.jsonl.gz"
    with gzip.open(clean, "wb", compresslevel=1) as handle:
        for place, record in records:
            line = msgspec.json.encode(record)
            try:
                known = fits.decode(line)
            except msgspec.ValidationError as error:
                ledger.set_aside(place, f"does not fit: {error}", line.decode())
                continue
            if not known.id:
                ledger.set_aside(place, "has no id", line.decode())
                continue
            handle.write(line + b"\n")
    _load_json(connection, clean, columns, number)
    clean.unlink()


def _struct(columns: Mapping[str, str]) -> type[msgspec.Struct]:
    """Return the msgspec type of DuckDB columns: the same fields, the same types."""
    parser = duckdb.connect()
    fields = []
    for name, kind in columns.items():
        declared = parser.execute(f"SELECT CAST(NULL AS {kind}) AS x").description[0][1]
        fields.append((name, _annotation(declared) | None, None))
    return msgspec.defstruct("Record", fields)


def _annotation(kind):
    if kind.id == "list":
        return list[_annotation(dict(kind.children)["child"]) | None]
    if kind.id == "struct":
        return msgspec.defstruct(
            "Part", [(name, _annotation(child) | None, None) for name, child in kind.children]
        )
    return {"varchar": str, "bigint": int, "double": float, "boolean": bool}[kind.id]
