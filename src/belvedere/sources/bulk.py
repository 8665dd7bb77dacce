"""Writing tables in bulk: for sources of millions of records, which DuckDB reads itself.

A part of a table is one Parquet file, ``TABLE.0000.parquet``, with the declared
columns in their stored order; parts of one number hold the same records.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from belvedere.tables import TABLES
from belvedere.tables.sql_text import quoted

MEMORY = "1GB"
ROWS_PER_GROUP = 100_000


def engine(spill: Path) -> duckdb.DuckDBPyConnection:
    """Return an engine with bounded memory that spills into a folder."""
    # one thread a query: two take half as much again of processors, and are seldom faster
    return duckdb.connect(config={
        "threads": 1, "memory_limit": MEMORY, "temp_directory": str(spill),
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    })


def ahead(items: Iterable) -> Iterator:
    """Yield the same items, the next of them made in a thread while one is used.

    Who stops before the end closes it, which waits for the thread.
    """
    rest, end = iter(items), object()
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, rest, end)
        while (item := coming.result()) is not end:
            coming = pool.submit(next, rest, end)
            yield item


def part_file(folder: Path, table: str, part: int) -> Path:
    """Return the file of one part of a table."""
    return folder / f"{table}.{part:04d}.parquet"


def write_part(
    connection: duckdb.DuckDBPyConnection, query: str, table: str, target: Path, *,
    ordered: bool = True,
) -> int:
    """Write a query's rows as a part of a declared table; return how many there are.

    Columns that the query does not give are empty, and so are texts of no letters and
    lists of no texts. Rows are in the order of the key, for the same records must give
    the same bytes; a query that keeps the order of what it reads is ``ordered=False``.
    """
    given = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    columns = ", ".join(
        _stored(f'"{name}"' if name in given else "NULL", kind) + f' AS "{name}"'
        for name, kind in TABLES[table].physical()
    )
    key = ", ".join(f'"{name}"' for name in TABLES[table].key)
    order = f"ORDER BY {key}" if ordered else ""
    return connection.execute(
        f"COPY (SELECT {columns} FROM ({query}) {order}) TO {quoted(target)} (FORMAT "
        f"parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROWS_PER_GROUP})"
    ).fetchone()[0]


def _stored(value: str, kind: str) -> str:
    empty = {"VARCHAR": "''", "VARCHAR[]": "[]"}.get(kind)
    return f"nullif(CAST({value} AS {kind}), {empty})" if empty else f"CAST({value} AS {kind})"
