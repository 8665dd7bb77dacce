"""Whole tables checked and written at once: what the register publishes in seconds.

The same checks as those of rows, in one pass of SQL over columns: what does not fit is
set aside with its row and the reason, the rest is written in the order of its key.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.errors import StoreError
from belvedere.evidence.writing import ROWS_PER_GROUP, store_errors, write_set_aside
from belvedere.tables import TABLES, Column, Table
from belvedere.tables.arrow import schema
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.sql_text import quoted

_DATE = r"'\d{4}(-\d{2}(-\d{2})?)?'"


def content_digest(table: pa.Table) -> str:
    """Return a digest of all that a table holds."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()


def whole(made_of: Mapping[str, str], counts: Mapping[str, Mapping]) -> dict[str, str]:
    """Return what tables were made of, less those of which rows are set aside.

    These are written again each time, for their rows are told with their reasons.
    """
    return {name: made_of[name] for name in made_of if not counts[name]["set_aside"]}


def write_tables(
    folder: Path, tables: Mapping[str, pa.Table], ledger: Ledger,
    carried: Callable[[str], Mapping | None] = lambda name: None,
) -> dict[str, Mapping]:
    """Write whole tables, which have the declared columns, and what of them is set aside.

    ``carried`` puts a table there that was written before, where it can, and gives its counts.
    Returns, for each table, rows offered, kept, set aside and repeated.
    """
    counts = {}
    with store_errors(folder), duckdb.connect(config={"threads": 2}) as connection:
        for name, given in tables.items():
            ledger.record(name, len(given))
            counts[name] = carried(name) or _write(
                connection, folder, TABLES[name], given, ledger)
        write_set_aside(folder, ledger)
    return counts


def _write(connection, folder: Path, table: Table, given: pa.Table, ledger: Ledger) -> dict:
    personal = [column.name for column in table.columns if column.personal]
    if personal:
        raise StoreError(f"Table {table.name} has personal columns {personal}: they never leave "
                         "the register. Publish the table without them.")
    connection.register("given", given.append_column(
        "row_", pa.array(range(1, len(given) + 1), pa.int64())))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE checked AS SELECT *, {_reason(table)} AS reason_ "
        f"FROM (SELECT {', '.join(_plain(column) for column in table.columns)}, row_ FROM given)")
    connection.unregister("given")
    aside = connection.execute(
        "SELECT row_, reason_, to_json(checked)::VARCHAR FROM checked "
        "WHERE reason_ IS NOT NULL ORDER BY row_").fetchall()
    for row, reason, content in aside:
        ledger.set_aside(Place(table.name, row), reason, content, table.name)
    columns = ", ".join(part for column in table.columns for part in _stored(column))
    keys = ", ".join(f'"{name}"' for name in table.key)
    kept = connection.execute(
        f"SELECT {columns} FROM checked WHERE reason_ IS NULL ORDER BY {keys}").to_arrow_table()
    pq.write_table(kept.cast(schema(table)), folder / f"{table.name}.parquet",
                   compression="zstd", row_group_size=ROWS_PER_GROUP)
    return {"offered": len(given), "kept": len(kept), "set_aside": len(aside), "repeated": 0}


def _plain(column: Column) -> str:
    """Return a column with nothing in the place of an empty text or list."""
    name = f'"{column.name}"'
    if column.type == "texts":
        return f"CASE WHEN len({name}) > 0 THEN {name} END AS {name}"
    if column.type in ("text", "date", "organisation"):
        return f"nullif({name}, '') AS {name}"
    return name


def _first(name: str) -> str:
    return (f"try_cast(\"{name}\" || CASE length(\"{name}\") WHEN 4 THEN '-01-01' "
            f"WHEN 7 THEN '-01' ELSE '' END AS DATE)")


def _stored(column: Column) -> list[str]:
    """Return the stored columns of a column: a date has its bounds."""
    name = f'"{column.name}"'
    if column.type != "date":
        return [name]
    first = _first(column.name)
    last = (f"CASE length({name}) WHEN 4 THEN make_date(year({first}), 12, 31) "
            f"WHEN 7 THEN last_day({first}) ELSE {first} END")
    return [name, f'{first} AS "{column.name}_first"', f'{last} AS "{column.name}_last"']


def _reason(table: Table) -> str:
    """Return the SQL of why a row does not fit; NULL when it does."""
    tests = []
    for column in table.columns:
        name = f'"{column.name}"'
        if column.required:
            tests.append((f"{name} IS NULL", f"`{column.name}` is required and is empty"))
        if column.vocabulary and column.type == "text":
            values = ", ".join(map(quoted, column.vocabulary))
            tests.append((f"{name} NOT IN ({values})",
                          f"`{column.name}` is not in its vocabulary"))
        if column.type == "date":
            tests.append((
                f"NOT regexp_full_match({name}, {_DATE}) OR {name} < '0001' "
                f"OR ({name} IS NOT NULL AND {_first(column.name)} IS NULL)",
                f"`{column.name}` is not a date: write 2014, 2014-05 or 2014-05-31"))
    keys = ", ".join(f'"{name}"' for name in table.key)
    tests.append((f"row_number() OVER (PARTITION BY {keys} ORDER BY row_) > 1",
                  "repeats the key of a row before; the first row stands"))
    return "CASE " + " ".join(
        f"WHEN {test} THEN {quoted(why)}" for test, why in tests) + " END"
