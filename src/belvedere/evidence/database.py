"""Opens the tables of an edition on DuckDB, read-only, each when first needed."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from belvedere.errors import QuestionError, StoreError, nearest
from belvedere.tables import TABLES
from belvedere.tables.sql_text import parquet

MOST_LOADED = 20_000_000
"""Bytes of Parquet: a larger table is read from its files at each question."""

_DAMAGE = (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException)


def _damaged(error: duckdb.Error) -> StoreError:
    told = " ".join(str(error).split())
    return StoreError(
        f"A file of the store is damaged or gone ({told}). Remove the snapshot that it names "
        "from the store and build again."
    )


Columns = Sequence[tuple[str, str]]


class Database:
    """The tables of one edition.

    ``load`` keeps tables in memory, for a server, unless they are larger than
    MOST_LOADED. ``spill`` is a folder for what
    does not fit into the memory limit.
    """

    def __init__(
        self, tables: Mapping[str, Sequence[Path]], *, threads: int = 2, memory: str = "1GB",
        load: bool = False, spill: Path | None = None,
    ) -> None:
        self.tables = tables
        config = {"threads": threads, "memory_limit": memory,
                  "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        if spill is not None:
            config["temp_directory"] = str(spill)
        self._connection = duckdb.connect(config=config)
        self._load = load
        # Small row groups let a question skip all but the rows of one organisation.
        self._connection.execute("ATTACH ':memory:' AS evidence (ROW_GROUP_SIZE 8192)")
        self._connection.execute("USE evidence")
        self._open: set[str] = set()
        self._lock = threading.Lock()
        self._cursors = threading.local()
        self._by_thread: dict[int, duckdb.DuckDBPyConnection] = {}

    def need(self, *names: str, columns: Columns = ()) -> None:
        """Open these tables; a declared one that no source of the edition fills is empty.

        ``columns`` are those, with their types, that a table that is not declared must
        have. Columns declared after an edition was made are empty in it. Raises
        QuestionError when there is no such table.
        """
        if self._open.issuperset(names):
            return
        with self._lock:
            for name in names:
                if name in self._open:
                    continue
                if name not in self.tables and name not in TABLES:
                    raise QuestionError(
                        f"This edition has no table {name!r}.{nearest(name, self.tables)}"
                    )
                try:
                    self._connection.execute(
                        f'CREATE {self._how(name)} "{name}" AS '
                        f"SELECT * FROM {self.source(name, columns)}"
                    )
                except _DAMAGE as error:
                    raise _damaged(error) from error
                self._open.add(name)

    def make(self, name: str, query: str) -> None:
        """Open a table that the edition does not have as what a query of its others gives."""
        with self._lock:
            if name not in self._open:
                self._connection.execute(f'CREATE TABLE "{name}" AS {query}')
                self._open.add(name)

    def _how(self, name: str) -> str:
        """Return whether a table is loaded or left in its files."""
        rest = TABLES[name].rest if name in TABLES else None
        files = [path for table in (name, *(rest.tables if rest else ()))
                 for path in self.tables.get(table, ())]
        small = not files or (self._load and sum(p.stat().st_size for p in files) <= MOST_LOADED)
        return "TABLE" if small else "VIEW"

    def source(self, name: str, columns: Columns = ()) -> str:
        """Return the SQL that reads a table's files, and those that have the rest of it."""
        if name in self.tables:
            stored = self._completed(
                parquet(self.tables[name]), TABLES[name].physical() if name in TABLES else columns)
        else:
            stored = "(SELECT {} WHERE FALSE)".format(", ".join(
                f'NULL::{kind} AS "{column}"' for column, kind in TABLES[name].physical()))
        rest = TABLES[name].rest if name in TABLES else None
        if rest is None:
            return stored
        others = {table: self.source(table) for table in rest.tables}
        return f"(SELECT * FROM {stored} UNION ALL BY NAME {rest.query.format(**others)})"

    def _completed(self, stored: str, columns: Columns) -> str:
        """Return the SQL of a table's files with the columns that they lack, empty."""
        has = {row[0] for row in self.cursor().execute(
            f"DESCRIBE SELECT * FROM {stored}").fetchall()} if columns else ()
        lacking = "".join(f', NULL::{kind} AS "{column}"' for column, kind in columns
                          if column not in has)
        return f"(SELECT *{lacking} FROM {stored})" if lacking else stored

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return this thread's cursor."""
        if not hasattr(self._cursors, "cursor"):
            self._cursors.cursor = self._connection.cursor()
            self._cursors.cursor.execute("USE evidence")
            self._cursors.cursor.execute(
                "SET enable_progress_bar = true; SET enable_progress_bar_print = false")
            self._by_thread[threading.get_ident()] = self._cursors.cursor
        return self._cursors.cursor

    def progress(self, thread: int | None) -> int | None:
        """Return how many per cent of its query at hand a thread has done, where it is told."""
        cursor = self._by_thread.get(thread)
        percent = cursor.query_progress() if cursor else -1
        return int(percent) if 0 <= percent <= 100 else None

    def _run(self, sql: str, parameters: Sequence | Mapping) -> duckdb.DuckDBPyConnection:
        try:
            return self.cursor().execute(sql, parameters or None)
        except _DAMAGE as error:
            raise _damaged(error) from error

    def rows(self, sql: str, parameters: Sequence | Mapping = ()) -> list[tuple]:
        """Return all rows of a query."""
        return self._run(sql, parameters).fetchall()

    def records(self, sql: str, parameters: Sequence | Mapping = ()) -> list[dict]:
        """Return all rows of a query as dictionaries."""
        cursor = self._run(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]
