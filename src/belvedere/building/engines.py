"""Where the steps of publications run: DuckDB here, or Spark on a cluster.

Both read the same Parquet files and run the same queries, which are written in
DuckDB's SQL; for Spark they are translated.
"""

import importlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import duckdb

from belvedere.errors import InputError
from belvedere.tables.sql_text import parquet, quoted

AT_ONCE = 2
"""Parts made at once: a query of one part keeps one processor busy, seldom a second."""


class Engine(Protocol):
    """Reads Parquet files, and writes what a query gives to others.

    ``in_parts``: it is best given one part after another; else everything at once.
    """

    in_parts: bool

    def read(self, paths: Sequence[Path]) -> str:
        """Return the SQL that reads Parquet files as one table."""

    def copy(self, query: str, target: Path, rows: int) -> None:
        """Write a query's rows as TABLE.parquet, or in parts TABLE.NNNN.parquet beside it.

        ``rows`` is the size of the groups of rows.
        """

    def together(self) -> AbstractContextManager:
        """Return within what a query of many parts at once is best run, nothing beside it."""

    def each(self, do: Callable, items: Iterable) -> Iterator:
        """Yield, in order, what ``do`` returns of an engine and each item."""


def engine(name: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Engine:
    """Return the engine of this name: duckdb, or the address of a Spark master.

    Raises InputError when Spark is not installed or cannot be reached.
    """
    if name == "duckdb":
        return DuckDB(connection)
    try:
        spark = importlib.import_module("belvedere.building.spark")
    except ImportError as error:
        raise InputError(
            f"The engine {name} needs Spark ({error}). Install it: pip install 'belvedere[spark]'."
        ) from None
    return spark.spark(name, str(scratch))


class DuckDB:
    """The engine at hand: out of core, within its memory limit."""

    in_parts = True

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        # What a query does not order may be written in any order, by all threads at once; and
        # joins are made as they are written, the smaller table on the right: so rows that come
        # in an order go through a join in it.
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET disabled_optimizers = 'build_side_probe_side'")

    def read(self, paths: Sequence[Path]) -> str:
        return parquet(paths)

    def copy(self, query: str, target: Path, rows: int) -> None:
        self.connection.execute(
            f"COPY ({query}) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd, "
            f"COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {rows})"
        )

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let a query have all processors: what is added up of many parts keeps them busy."""
        before, = self.connection.execute("SELECT current_setting('threads')").fetchone()
        self.connection.execute(f"SET threads = {AT_ONCE}")
        try:
            yield
        finally:
            self.connection.execute(f"SET threads = {before}")

    def each(
        self, do: Callable, items: Iterable, begin: Callable = lambda session: None,
    ) -> Iterator:
        """Yield, in order, what ``do`` returns of a session and each item, two at a time.

        A session has temporary tables of its own, which ``begin`` makes.
        """
        here = threading.local()
        database, = self.connection.execute("SELECT current_database()").fetchone()

        def one(item):
            if not hasattr(here, "session"):
                cursor = self.connection.cursor()
                cursor.execute(f'USE "{database}"; SET enable_progress_bar = false')
                here.session = DuckDB(cursor)
                begin(here.session)
            return do(here.session, item)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(one, items)
