"""Writing tables in bulk: for sources of millions of records, which DuckDB reads itself.

A part of a table is one Parquet file, ``TABLE.0000.parquet``, with the declared
columns in their stored order; parts of one number hold the same records.
"""

from pathlib import Path

import duckdb

from belvedere.tables import TABLES

MEMORY = "1GB"
ROWS_PER_GROUP = 100_000


def engine(spill: Path) -> duckdb.DuckDBPyConnection:
    """Return an engine with bounded memory that spills into a folder."""
    return duckdb.connect(config={
        "threads": 2, "memory_limit": MEMORY, "temp_directory": str(spill),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    })


def quoted(text: str) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def parquet(path: Path, options: str = "") -> str:
    """Return the table of Parquet files in SQL.

    Only what the files hold: DuckDB would take ``updated_date=2026-01-01`` in a path
    for a column, in place of the column that the file has.
    """
    return f"read_parquet({quoted(path)}, hive_partitioning = false{options and f', {options}'})"


def part_file(folder: Path, table: str, part: int) -> Path:
    """Return the file of one part of a table."""
    return folder / f"{table}.{part:04d}.parquet"


def write_part(
    connection: duckdb.DuckDBPyConnection, query: str, table: str, target: Path
) -> int:
    """Write a query's rows as a part of a declared table; return how many there are.

    Columns that the query does not give are empty, as are texts and lists of nothing.
    """
    given = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    columns = ", ".join(
        f'{_value(name, kind) if name in given else f"CAST(NULL AS {kind})"} AS "{name}"'
        for name, kind in TABLES[table].physical()
    )
    return connection.execute(
        f"COPY (SELECT {columns} FROM ({query})) TO {quoted(target)} (FORMAT parquet, "
        f"COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROWS_PER_GROUP})"
    ).fetchone()[0]


def _value(name: str, kind: str) -> str:
    cast = f'CAST("{name}" AS {kind})'
    if kind == "VARCHAR":
        return f"nullif({cast}, '')"
    if kind == "VARCHAR[]":
        return f'CASE WHEN len("{name}") > 0 THEN {cast} END'
    return cast
