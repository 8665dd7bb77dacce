"""Spark as an engine: a cluster, or this machine's cores as ``local[2]``.

Needs the extra ``belvedere[spark]`` and Java. No function of Python runs inside
a query, so workers need nothing of ours.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path

import sqlglot
from pyspark.sql import SparkSession

from belvedere import __version__
from belvedere.errors import InputError


class Spark:
    """Runs queries on Spark. ``master`` is spark://HOST:PORT, or local[N]."""

    in_parts = False

    def __init__(self, master: str, scratch: Path) -> None:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        known = SparkSession.getActiveSession()
        if known and known.sparkContext.master != master:
            known.stop()  # a process has one session, which would answer for any master
        try:
            self.session = (
                SparkSession.builder.master(master).appName(f"Belvedere {__version__}")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 4 if master.startswith("local") else 200)
                .config("spark.local.dir", str(scratch))
                .config("spark.sql.warehouse.dir", str(scratch / "warehouse"))
                .getOrCreate()
            )
        except Exception as error:
            raise InputError(
                f"Spark at {master} cannot be reached ({str(error).splitlines()[0]}). Is Java 17 "
                "installed, and is the address right?"
            ) from error
        self.session.sparkContext.setLogLevel("ERROR")
        self._views: dict[tuple[str, ...], str] = {}

    def read(self, paths: Sequence[Path]) -> str:
        """Return the name of a view of Parquet files."""
        key = tuple(map(str, paths))
        if key not in self._views:
            self._views[key] = f"files_{len(self._views)}"
            self.session.read.parquet(*key).createOrReplaceTempView(self._views[key])
        return self._views[key]

    def copy(self, query: str, target: Path, rows: int) -> None:
        """Write a query's rows in parts TARGET.NNNN.parquet, as many as Spark makes."""
        written = target.with_suffix(".spark")
        self.session.sql(translated(query)).write.option("compression", "zstd").parquet(
            str(written))
        stem, _, number = target.name.removesuffix(".parquet").partition(".")
        for n, part in enumerate(sorted(written.glob("part-*.parquet"))):
            part.rename(target.with_name(f"{stem}.{number}{n:05d}.parquet"))
        shutil.rmtree(written)

    def together(self) -> AbstractContextManager:
        """Return what changes nothing: a query has all processors here."""
        return nullcontext()

    def each(self, do: Callable, items: Iterable) -> Iterator:
        """Yield, in order, what ``do`` returns of this engine and each item."""
        return (do(self, item) for item in items)


@cache
def spark(master: str, scratch: str) -> Spark:
    """Return the session of a master: one for a process."""
    return Spark(master, Path(scratch))


def translated(query: str) -> str:
    """Return a query of DuckDB's in Spark's SQL."""
    return sqlglot.transpile(query, read="duckdb", write="spark")[0]
