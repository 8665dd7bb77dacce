"""OpenAlex files: the snapshot's parts (JSON lines or Parquet), pages of the API, a table.

A piece of a file is read by DuckDB with typed columns. When a record of it is broken,
does not fit the types or has no id of its kind, the piece is read again line by line:
what cannot be read is set aside with its line, the rest goes on.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path

import duckdb

from belvedere.errors import InputError
from belvedere.sources._openalex_entities import FLAT
from belvedere.sources._openalex_fetch import QUERY
from belvedere.sources._openalex_lines import fits, load_json, load_lines, no_id, unlike
from belvedere.sources._openalex_snapshot import MANIFESTS
from belvedere.sources.base import Files
from belvedere.sources.bulk import ahead
from belvedere.sources.pieces import pieces
from belvedere.sources.reading import json_document, json_lines, open_bytes
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.sql_text import parquet

ENTITIES = ("topics", "institutions", "sources", "works")
_DAMAGED = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException)
_SUFFIXES = (".gz", ".jsonl", ".json", ".parquet")
ROWS = 50_000
"""Of a Parquet file, read at once: the snapshot's have up to 400,000 works."""


def entity(path: Path) -> str | None:
    """Return which entity a file holds, by its name or the folder of its snapshot."""
    if path.name in MANIFESTS or not path.name.endswith(_SUFFIXES):
        return None
    if path.name.endswith((".csv.gz", ".origin.json", "query.json", "_flat_52k.parquet")):
        return None
    for name in ENTITIES:
        if path.name.startswith((name, f"all_{name}")):
            return name
        # parts were called 0000_part_00.gz until 2023
        inside = ("part_" in path.name or path.name.startswith("page-")) and name in (
            path.parent.name, path.parent.parent.name)
        if inside:
            return name
    return None


def find(folder: Path) -> list[Path]:
    """Return OpenAlex's files under a folder: those in a folder ``openalex``, else its own.

    Where the snapshot is there in both its forms, which say the same, its JSON lines.
    """
    roots = [path for path in sorted(folder.rglob("openalex")) if path.is_dir()]
    found = {path for root in roots or [folder] for path in root.rglob("*")
             if path.is_file() and (entity(path) or _vouches(path))}
    lines = {folder for path in found for folder in path.parents if folder.name in ENTITIES
             and folder.parent.name == "jsonl"}
    twice = {folder.parent.with_name("parquet") / folder.name for folder in lines}
    return sorted(path for path in found if twice.isdisjoint(path.parents))


def _vouches(path: Path) -> bool:
    """Return whether a file tells what the files beside it are, or what became of works."""
    return merges(path) or deletes(path) or (
        path.name in (*MANIFESTS, QUERY) and path.parent.name in ENTITIES)


def merges(path: Path) -> bool:
    """Return whether a file tells which works were merged into which."""
    return path.parent.parent.name == "merged_ids" and path.parent.name == "works" and (
        path.name.endswith((".csv", ".csv.gz")))


def deletes(path: Path) -> bool:
    """Return whether a file tells which works were deleted: beside the works since 2026."""
    return path.parent.name == "works" and path.name in ("deleted_ids.csv", "deleted_ids.csv.gz")


def load(
    sessions: Iterator[duckdb.DuckDBPyConnection], files: Files, path: Path,
    columns: Mapping[str, str], ledger: Ledger, scratch: Path, number: str = "NULL",
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Make ``raw`` from a file, with these columns and ``record_id``, which is ``number``.

    Lines are given piece by piece, so that ``raw`` fits into memory: each in the next of
    the ``sessions``, which is given, until its turn comes again. What does not fit is set
    aside, and so is the rest of a compressed file that is cut where a line ends. Raises
    InputError when the file is damaged or cut elsewhere.
    """
    name, kind = files.name(path), entity(path)
    if path.suffix == ".parquet":
        for begin in count(0, ROWS):
            session = next(sessions)
            more = _load_parquet(session, path, name, kind, columns, number, ledger, begin)
            yield session
            if not more:
                return
    elif path.name.endswith((".json", ".json.gz")):
        session = next(sessions)
        load_lines(session, _page(path, name, ledger), kind, columns, ledger, scratch, number)
        yield session
    else:
        with closing(ahead(pieces(path, name, scratch))) as unpacked:
            for piece in unpacked:
                session = next(sessions)
                if _load_whole(session, piece.file, kind, columns, number):
                    ledger.record(name, session.execute("SELECT count(*) FROM raw").fetchone()[0])
                else:
                    with piece.file.open("rb") as handle:
                        load_lines(session, json_lines(handle, name, ledger, piece.before), kind,
                                   columns, ledger, scratch, number)
                if piece.cut:
                    ledger.record(name)
                    ledger.set_aside(
                        Place(name, piece.after + 1), "the compressed file is cut short after "
                        f"{piece.after:,} lines: what followed is not here. Download it again")
                yield session


def _load_whole(
    connection, path: Path, kind: str, columns: Mapping[str, str], number: str
) -> bool:
    """Make ``raw`` of a file of one record a line; return whether each of them fits."""
    try:
        load_json(connection, path, columns, number)
    except _DAMAGED:
        return False
    return not connection.execute(
        f"SELECT coalesce(bool_or({unlike(kind, columns)}), FALSE) FROM raw").fetchone()[0]


def _load_parquet(
    connection, path: Path, name: str, kind: str, columns: Mapping[str, str], number: str,
    ledger: Ledger, begin: int,
) -> bool:
    """Make ``raw`` of the rows from ``begin`` on; return whether there are more after them."""
    source = parquet([path], "file_row_number = true")
    try:
        given = {row[0]: row[1]
                 for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()}
        flat = next((query for column, query in FLAT.items() if column in given), None)
        shown = flat or "SELECT " + ", ".join(
            f'{_typed(column, type_, given.get(column))} AS "{column}"'
            for column, type_ in columns.items())
        records = (f"({shown}, file_row_number + 1 AS row_ FROM {source} "
                   f"WHERE file_row_number >= {begin} AND file_row_number < {begin + ROWS})")
        rows, = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {number} AS record_id, * "
            f"EXCLUDE (row_) FROM {records} WHERE {fits(kind)}")
        others = connection.execute(
            f"SELECT row_, id FROM {records} WHERE NOT {fits(kind)} ORDER BY 1").fetchall()
    except (*_DAMAGED, duckdb.BinderException) as error:
        raise InputError(
            f"{name}: this is no Parquet file of OpenAlex {kind}, or it is damaged "
            f"({str(error).splitlines()[0].replace(str(path), name)}). Download it again."
        ) from None
    ledger.record(name, connection.execute("SELECT count(*) FROM raw").fetchone()[0] + len(others))
    for row, id_ in others:
        ledger.set_aside(Place(name, row), no_id(id_, kind), id_ or "")
    return begin + ROWS < rows


def _typed(column: str, wanted: str, given: str | None) -> str:
    """Return the SQL of a column of Parquet in the type wanted; null where it is not there."""
    if given is None:
        return f"CAST(NULL AS {wanted})"
    if given.startswith("MAP("):  # as the snapshot's ``ids`` are
        named = ", ".join(f"{name} := \"{column}\"['{name}']"
                          for name in re.findall(r"(\w+) VARCHAR", wanted))
        return f"struct_pack({named})"
    return f'CAST("{column}" AS {wanted})'


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
