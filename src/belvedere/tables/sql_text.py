"""Values and Parquet files as they are written in DuckDB's SQL."""

from collections.abc import Iterable


def quoted(text: object) -> str:
    """Return a text, or a path, as a literal."""
    return "'" + str(text).replace("'", "''") + "'"


def parquet(paths: Iterable[object]) -> str:
    """Return the table that Parquet files hold together."""
    return f"read_parquet([{', '.join(map(quoted, paths))}])"
