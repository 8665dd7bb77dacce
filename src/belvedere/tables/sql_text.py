"""Values and Parquet files as they are written in DuckDB's SQL."""

from collections.abc import Iterable


def quoted(text: object) -> str:
    """Return a text, or a path, as a literal."""
    return "'" + str(text).replace("'", "''") + "'"


def parquet(paths: Iterable[object], *options: str) -> str:
    """Return the table that Parquet files, or those of patterns, hold together.

    A folder named ``key=value`` on their way is a name, and no column.
    """
    told = ", ".join(("hive_partitioning = false", *options))
    return f"read_parquet([{', '.join(map(quoted, paths))}], {told})"
