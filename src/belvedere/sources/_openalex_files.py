"""OpenAlex files: the snapshot's parts (JSON lines or Parquet), pages of the API, a table.

A file is read by DuckDB with typed columns. When a line of it is broken or does
not fit the types, the file is read again line by line: what cannot be read is
set aside with its line, the rest goes on.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import duckdb
import msgspec

from belvedere.errors import InputError
from belvedere.sources._openalex_entities import FLAT
from belvedere.sources._openalex_fetch import QUERY
from belvedere.sources._openalex_snapshot import MANIFEST, manifest_of
from belvedere.sources.base import Files
from belvedere.sources.bulk import parquet, quoted
from belvedere.sources.reading import json_document, json_lines, open_bytes
from belvedere.tables.ledger import Ledger, Place

LONGEST = 64 * 1024 * 1024

ENTITIES = ("topics", "institutions", "sources", "works")
MERGED = "merged_ids"
_SUFFIXES = (".gz", ".jsonl", ".json", ".parquet")

ID = {
    entity: re.compile(
        rf"(?:https?://(?:[a-z]+\.)?openalex\.org/(?:{entity}/)?)?{letter}[0-9]{{1,15}}"
    ) for entity, letter in zip(ENTITIES, "TISW")
}
"""How each entity's ids are written. A work of more digits would be another source's record."""

_CALLED = {"topics": "topic", "institutions": "institution", "sources": "source", "works": "work"}


def entity(path: Path) -> str | None:
    """Return which entity a file holds, by its name or the folder of its snapshot.

    A list of merged works is of none of them: ``merged_ids``.
    """
    if path.parent.parts[-2:] == (MERGED, "works"):
        return MERGED if path.name.endswith((".csv.gz", ".csv")) else None
    if not path.name.endswith(_SUFFIXES) or path.name.endswith(".csv.gz"):
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
    return sorted({path for root in roots or [folder] for path in root.rglob("*")
                   if path.is_file() and (entity(path) or _vouches(path))})


def _vouches(path: Path) -> bool:
    """Return whether a file tells what the files beside it are."""
    return (path.name in (MANIFEST, f"{MANIFEST}.json", QUERY)
            and path.parent.name in ENTITIES)


def holder(path: Path) -> Path:
    """Return the folder that holds an entity whole: that of a file, or of a part's day."""
    inside = path.parent.name.startswith("updated_date=")
    return path.parent.parent if inside else path.parent


def load(
    connection: duckdb.DuckDBPyConnection, files: Files, path: Path, columns: Mapping[str, str],
    ledger: Ledger, scratch: Path,
) -> None:
    """Make ``raw`` from a file, with these columns; what does not fit is set aside.

    Raises InputError when the file is damaged or cut.
    """
    name, kind = files.name(path), entity(path)
    if path.suffix == ".parquet":
        _load_parquet(connection, path, name, kind, columns, ledger)
    elif path.name.endswith((".json", ".json.gz")):
        _load_lines(connection, _page(path, name, ledger), kind, columns, ledger, scratch)
    elif _load_fitting(connection, path, name, kind, columns):
        ledger.record(name, connection.execute("SELECT count(*) FROM raw").fetchone()[0])
    else:
        with open_bytes(path, name) as handle:
            records = json_lines(handle, name, ledger)
            _load_lines(connection, records, kind, columns, ledger, scratch)


def _load_fitting(connection, path: Path, name: str, kind: str, columns) -> bool:
    """Make ``raw`` of a file of one record a line; return whether each of them fits."""
    if path.suffix == ".gz" and not manifest_of(holder(path)):
        # DuckDB takes a file cut at the end of a line for a whole one, and no manifest
        # told how long it is.
        with open_bytes(path, name) as handle:
            while handle.read(1 << 20):
                pass
    try:
        _load_json(connection, path, columns)
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException):
        return False
    # DuckDB reads null as a record without an id, and an object as a text.
    tests = [f"NOT coalesce({_fits(kind)}, FALSE)"]
    tests += [f"(left(\"{column}\", 1) IN ('{{', '[') AND json_valid(\"{column}\"))"
              for column, type_ in columns.items() if type_ == "VARCHAR"]
    return not connection.execute(f"SELECT bool_or({' OR '.join(tests)}) FROM raw").fetchone()[0]


def _fits(kind: str) -> str:
    return f"regexp_full_match(id, {quoted(ID[kind].pattern)})"


def _reader(path: Path, columns: Mapping[str, str]) -> str:
    declared = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    # a day in the name of a folder is no column: each record has its own
    return (f"read_json({quoted(path)}, format = 'newline_delimited', columns = {{{declared}}}, "
            f"maximum_object_size = {LONGEST}, hive_partitioning = false)")


def _load_json(connection, path: Path, columns: Mapping[str, str]) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS FROM {_reader(path, columns)}")


def _load_parquet(
    connection, path: Path, name: str, kind: str, columns: Mapping[str, str], ledger: Ledger
) -> None:
    source = parquet(path, "file_row_number = true")
    try:
        given = {row[0] for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()}
        flat = next((query for column, query in FLAT.items() if column in given), None)
        shown = flat or "SELECT " + ", ".join(
            (f'CAST("{column}" AS {type_})' if column in given else f"CAST(NULL AS {type_})")
            + f' AS "{column}"' for column, type_ in columns.items()
        )
        records = f"({shown}, file_row_number + 1 AS row_ FROM {source})"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT * EXCLUDE (row_) "
                           f"FROM {records} WHERE {_fits(kind)}")
        others = connection.execute(
            f"SELECT row_, id FROM {records} WHERE NOT coalesce({_fits(kind)}, FALSE) ORDER BY 1"
        ).fetchall()
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException,
            duckdb.BinderException) as error:
        raise InputError(
            f"{name}: this is no Parquet file of OpenAlex {kind}, or it is damaged "
            f"({str(error).splitlines()[0].replace(str(path), name)}). Download it again."
        ) from None
    ledger.record(name, connection.execute("SELECT count(*) FROM raw").fetchone()[0] + len(others))
    for row, id_ in others:
        ledger.set_aside(Place(name, row), _no_id(id_, kind), id_ or "")


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


def _load_lines(connection, records, kind: str, columns, ledger: Ledger, scratch: Path) -> None:
    """Make ``raw`` of the records that fit the columns, setting the others aside."""
    fits = msgspec.json.Decoder(_struct(columns), strict=False)
    clean = scratch / "clean.jsonl.gz"
    with gzip.open(clean, "wb", compresslevel=1) as handle:
        for place, record in records:
            line = _line(place, record, ledger)
            try:
                known = fits.decode(line)
            except msgspec.DecodeError as error:
                ledger.set_aside(place, f"does not fit: {error}", line.decode())
                continue
            if not ID[kind].fullmatch(str(known.id or "")):
                ledger.set_aside(place, _no_id(known.id, kind), line.decode())
                continue
            handle.write(line + b"\n")
    _load_json(connection, clean, columns)
    clean.unlink()


def _no_id(id_: object, kind: str) -> str:
    return f"the id is no OpenAlex {_CALLED[kind]}" if id_ else "has no id"


def _line(place: Place, record: object, ledger: Ledger) -> bytes:
    """Return a record as one line of JSON that DuckDB reads."""
    text = json.dumps(record, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        ledger.repaired(place.file, "half of a pair of surrogates, read as U+FFFD")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _struct(columns: Mapping[str, str]) -> type[msgspec.Struct]:
    """Return the msgspec type of DuckDB columns: the same fields, the same types."""
    parser = duckdb.connect()
    fields = []
    for name, kind in columns.items():
        declared = parser.execute(f"SELECT CAST(NULL AS {kind}) AS x").description[0][1]
        fields.append((name, _annotation(declared) | None, None))
    return msgspec.defstruct("Record", fields)


_WIDEST = 2**63
_ANNOTATIONS = {
    "varchar": str | int | float | bool,  # DuckDB reads them all as texts
    "bigint": Annotated[int, msgspec.Meta(ge=-_WIDEST, le=_WIDEST - 1)],
    "double": float,
    "boolean": bool,
}


def _annotation(kind):
    if kind.id == "list":
        return list[_annotation(dict(kind.children)["child"]) | None]
    if kind.id == "struct":
        return msgspec.defstruct(
            "Part", [(name, _annotation(child) | None, None) for name, child in kind.children]
        )
    return _ANNOTATIONS[kind.id]
