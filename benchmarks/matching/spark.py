"""Texts matched on Spark as in one process: the same answers, and what each costs.

Spark takes the distinct texts first, sends them to workers that open the matcher once, and
writes Parquet. CPU is that of Java and of its Python workers together, read from /proc: they are
grandchildren of this process, whose own account does not see them. So this runs on Linux only.
"""

import gc
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.building.engines import engine
from belvedere.building.landscape import Landscape
from belvedere.building.steps import build
from belvedere.evidence.database import Database
from belvedere.matching.arrow import FOUND, SPARK_SCHEMA, match_many
from belvedere.matching.matcher import Matcher
from belvedere.matching.opening import Workers, matcher_of
from benchmarks.matching.speed import HUNDRED_MILLION, memory, varied

CORES = 2
PARTS = 8
AT_ONCE = 10_000
"""As many texts as Spark gives a worker at once."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Process(NamedTuple):
    """A process that this one began, or that one of these began; CPU counts its dead children."""

    number: int
    command: str
    cpu: float
    memory: float


def begun(parent: int) -> Iterator[Process]:
    """Yield what a process began and still runs, with CPU seconds and MB at the peak."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents.setdefault(int(rest[1]), []).append((path, sum(map(int, rest[11:15])) / _TICKS))
    waiting = [parent]
    while waiting:
        for path, cpu in parents.get(waiting.pop(), ()):
            number = int(path.parent.name)
            waiting.append(number)
            status = path.with_name("status").read_text()
            peak = next((int(line.split()[1]) for line in status.splitlines()
                         if line.startswith("VmHWM")), 0)
            command = path.with_name("cmdline").read_bytes().decode().replace("\0", " ")
            yield Process(number, command, cpu, peak / 1024)


def on_spark(data: Path, texts: Sequence[str], count: int) -> None:
    """Print what a quarter, a half and all of ``count`` texts cost; both answers must be one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edition = build(folder / "home", Landscape(
            "texts", "Texts", "ror:02vjkv261", data, sources={"ror": {}, "rnsr": {}}), data)
        began, used = time.perf_counter(), time.process_time()
        matcher = matcher_of(Database(edition.tables), folder / "matching")
        _told("one process opens, and makes the index", 0, time.perf_counter() - began,
              time.process_time() - used)
        session = engine(f"local[{CORES}]", None, folder).session
        workers = Workers(edition.tables, folder / "matching")

        def run(title: str, some: Sequence[str], target: Path) -> float:
            given = target.with_suffix(".given")
            pq.write_table(pa.table({"text": some}), given)
            began, before = time.perf_counter(), sum(one.cpu for one in begun(os.getpid()))
            (session.read.parquet(str(given)).repartition(PARTS, "text")
             .dropDuplicates(["text"]).mapInArrow(workers, SPARK_SCHEMA)
             .write.parquet(str(target)))
            cpu = sum(one.cpu for one in begun(os.getpid())) - before
            _told(title, pq.read_table(target, columns=["text"]).num_rows,
                  time.perf_counter() - began, cpu)
            return cpu

        run("Spark: workers open, and a few texts", texts[:CORES * PARTS], folder / "first")
        _processes()
        sizes = sorted({count // 4, count // 2, count})
        costs = [run(f"Spark, {size:,} texts given", list(varied(texts, size)),
                     folder / f"answers{size}") for size in sizes]
        _processes()
        distinct = list(dict.fromkeys(varied(texts, count)))
        for size, found in _in_one(matcher, distinct, {
                size: len(set(varied(texts, size))) for size in sizes}):
            _same(folder / f"answers{size}", distinct[:len(found)], found)
        hours = HUNDRED_MILLION * costs[-1] / len(distinct) / 3600
        print(f"extrapolated, not measured: a hundred million distinct texts on Spark take "
              f"{hours:,.1f} hours of one core, {hours / 64:,.1f} of 64")


def _processes() -> None:
    """Print each process of Spark: memory at its peak and CPU, both since it began."""
    for one in begun(os.getpid()):
        if one.memory:
            print(f"  {one.memory:>7,.0f} MB, {one.cpu:>7.1f} s of CPU: "
                  f"{'Java' if 'java' in one.command.split(' ')[0] else 'Python'} {one.number}")


def _in_one(
    matcher: Matcher, distinct: Sequence[str], sizes: Mapping[int, int],
) -> Iterator[tuple[int, pa.ChunkedArray]]:
    """Yield what one process finds, at each size; each text is matched once for all sizes."""
    gc.collect()
    gc.freeze()  # what was loaded stays
    wall = cpu = 0.0
    found: list[pa.Array] = []
    at = 0
    for size, end in sizes.items():
        began, used = time.perf_counter(), time.process_time()
        while at < end:
            found.append(match_many(matcher, pa.array(distinct[at:min(at + AT_ONCE, end)])))
            at += len(found[-1])
        wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - used
        _told(f"one process, {size:,} texts given", end, wall, cpu, f", {memory():,.0f} MB")
        yield size, pa.chunked_array(found)


def _same(written: Path, distinct: Sequence[str], found: pa.ChunkedArray) -> None:
    """Hold what Spark wrote to what one process found: each text once, bit for bit."""
    by_spark = pq.read_table(written).sort_by("text")
    by_one = pa.table({"text": distinct, "found": found}).sort_by("text")
    assert by_spark["text"].equals(by_one["text"]), "other texts"
    theirs = by_spark["found"].cast(pa.list_(FOUND))
    assert theirs.equals(by_one["found"]), "other answers"
    print(f"  the same answers, bit for bit: {sum(map(len, theirs.to_pylist())):,} found in "
          f"{len(distinct):,} texts")


def _told(title: str, count: int, wall: float, cpu: float, more: str = "") -> None:
    pace = f", {count / cpu:,.0f} a second of CPU, {count / wall:,.0f} of wall" if count else ""
    print(f"{title:<40} {count:>9,} distinct: {wall:>7.1f} s, {cpu:>7.1f} of CPU{pace}{more}",
          flush=True)
