"""OpenAlex records, one a line: those that fit the columns go on, the others are set aside."""

import gzip
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import duckdb
import msgspec

from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.sql_text import quoted

LONGEST = 64 * 1024 * 1024
USUAL = 8 * 1024 * 1024
"""Bytes of a line: a piece with a longer one is read line by line, for DuckDB keeps room for
several of the longest in memory."""

_CALLED = {"topics": "topic", "institutions": "institution", "sources": "source", "works": "work"}
_ID = {
    kind: re.compile(rf"(?:https://openalex\.org/)?{called[0].upper()}[0-9]{{1,15}}")
    for kind, called in _CALLED.items()
}
"""How the ids of each kind are written. A work of more digits would be another source's record."""


def fits(kind: str) -> str:
    """Return the test in SQL whether ``id`` is one of this kind."""
    return f"coalesce(regexp_full_match(id, {quoted(_ID[kind].pattern)}), FALSE)"


def unlike(kind: str, columns: Mapping[str, str]) -> str:
    """Return the test in SQL whether DuckDB read a record that is none of this kind.

    It reads null as a record without an id, and an object as a text.
    """
    texts = [f'(left("{column}", 1) IN (\'{{\', \'[\') AND json_valid("{column}"))'
             for column, type_ in columns.items() if type_ == "VARCHAR"]
    return " OR ".join([f"NOT {fits(kind)}", *texts])


def no_id(id_: object, kind: str) -> str:
    """Return why a record with this id is set aside."""
    return f"the id is no OpenAlex {_CALLED[kind]}" if id_ else "has no id"


def load_json(
    connection: duckdb.DuckDBPyConnection, path: Path, columns: Mapping[str, str], number: str,
    longest: int = USUAL,
) -> None:
    """Make ``raw`` of a file with one record a line. Raises DuckDB's errors when one is broken."""
    declared = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {number} AS record_id, * FROM read_json("
        f"{quoted(path)}, format = 'newline_delimited', columns = {{{declared}}}, "
        # the folder updated_date=… is no column: each record has a date of its own
        f"hive_partitioning = false, maximum_object_size = {longest})")


def load_lines(
    connection: duckdb.DuckDBPyConnection, records: Iterable[tuple[Place, object]], kind: str,
    columns: Mapping[str, str], ledger: Ledger, scratch: Path, number: str,
) -> None:
    """Make ``raw`` of the records that fit the columns, setting the others aside."""
    decoder = msgspec.json.Decoder(_struct(columns), strict=False)
    clean = scratch / "clean.jsonl.gz"
    with gzip.open(clean, "wb", compresslevel=1) as handle:
        for place, record in records:
            line = _line(place, record, ledger)
            try:
                known = decoder.decode(line)
            except msgspec.DecodeError as error:
                ledger.set_aside(place, f"does not fit: {error}", line.decode())
                continue
            if not _ID[kind].fullmatch(str(known.id or "")):
                ledger.set_aside(place, no_id(known.id, kind), line.decode())
                continue
            handle.write(line + b"\n")
    load_json(connection, clean, columns, number, LONGEST)
    clean.unlink()


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
