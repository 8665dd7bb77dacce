"""Reading a snapshot into tables, beside the same tables by hand-written DuckDB."""

import gzip
import shutil
import subprocess
from pathlib import Path

import duckdb

from benchmarks import measure
from benchmarks.publications.processes import command, in_turn
from benchmarks.publications.worlds import world

TARGET = 1.3
SIZES = (10_000, 50_000)
BOUNDED = (50_000, 200_000)
_WEIGHED = "SELECT count(*), round(sum(weight), 6), count(institution_id), count(country)"
_TABLES = {
    "work_records": "SELECT count(*), sum(cited_by_count), count(doi), count(pmcid), "
                    "count(journal_id), count(subfield), sum(len(mesh))",
    "authorships": _WEIGHED,
    "affiliations": "SELECT count(*), sum(len(affiliation))",
    "work_topics": "SELECT count(*), round(sum(score), 3), count(*) FILTER (is_primary)",
    "citations": "SELECT count(*), sum(citations)",
    "work_references": "SELECT count(*), sum(cited_id)",
    **dict.fromkeys(("organisation_records", "organisation_equivalences", "institution_lineage",
                     "journals", "topics"), "SELECT count(*)"),
}


def run(folder: Path, given) -> None:
    """Print ours and its floor for each size, then memory over two sizes of one part."""
    mine, floor = folder / "ours", folder / "floor"
    for works in given.works or SIZES:
        files = world(folder, works, "jsonl")
        costs = in_turn(
            {"ours": command("ours_ingest", files, mine),
             "floor": command("floor_ingest", files, floor)},
            given.runs, (mine, floor))
        _same(mine, floor)
        size = _megabytes(files)
        for name, note in (("ours", f"target {TARGET}"), ("floor", "plain DuckDB, unchecked")):
            cost = costs[name]
            measure.line(
                f"ingest {works:,} works, {name}", cost, None if name == "floor" else
                costs["floor"], f"{works / cost.wall:,.0f} works/s {size / cost.wall:,.0f} MB/s "
                f"of JSON; {note}")
        if given.queries:
            shutil.rmtree(mine)
            print(subprocess.run(command("ours_ingest", files, mine, "queries"), check=True,
                                 capture_output=True, text=True).stdout)
    peaks = []
    for works in () if given.works else BOUNDED:
        files = world(folder, works, "jsonl", per_part=works)
        try:
            found = in_turn({"ours": command("ours_ingest", files, mine)}, 1, (mine,))
        except AssertionError as error:  # told, so that the rest is measured
            print(f"ingest {works:,} works in one part FAILS: {str(error).splitlines()[-1]}")
            continue
        peaks.append(found["ours"])
        measure.line(f"ingest {works:,} works in one part", peaks[-1])
    if len(peaks) == len(BOUNDED):
        print(f"{'ingest, memory bounded':<44} {peaks[1].memory / peaks[0].memory:5.2f} x the peak "
              f"for {BOUNDED[1] // BOUNDED[0]} x the part")
    for place in (mine, floor):
        shutil.rmtree(place, ignore_errors=True)


def _same(mine: Path, floor: Path) -> None:
    """Hold the floor's tables to ours: a floor that does less is none."""
    connection = duckdb.connect()
    for table, query in _TABLES.items():
        ours, theirs = (
            connection.execute(f"{query} FROM read_parquet('{place}/{table}.*parquet')").fetchone()
            for place in (mine, floor))
        assert ours == theirs, (table, ours, theirs)


def _megabytes(files: Path) -> float:
    """Return how much JSON a world is, unpacked."""
    size = 0
    for path in (files / "works").rglob("*.gz"):
        with gzip.open(path) as handle:
            while block := handle.read(1 << 24):
                size += len(block)
    return size / 1e6
