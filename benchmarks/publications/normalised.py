"""MNCS and PP(top 10 %, 1 %) of every paper, from works and the edges of who cites whom.

Cells are subfield, year and type; citations fall in the year of publication and
the three after it. Ours writes its cells and scores as well as the papers. The
peer's cells are subfield, year and journal or proceedings, its window three years
and all years; it writes more layers, and checks them.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.landscapes.worlds import citing, numbers
from belvedere.landscapes.worlds.works import works
from belvedere.landscapes.worlds.world import world
from benchmarks import measure
from benchmarks.publications import peers
from benchmarks.publications.edition import FIRST_YEAR, SEED, YEARS, edition
from benchmarks.publications.processes import beside, command, in_turn

SIZES = (100_000,)
_SUMS = ("SELECT count(*), sum(citations), round(sum(ncs), 4), round(sum(top10), 4), "
         "round(sum(top1), 4) FROM read_parquet('{}/papers.parquet')")


def run(folder: Path, given) -> None:
    """Print ours, the floor and the peer for each size; ours and the floor must agree."""
    found = peers.installed(given.peers, "normalised")
    mine, floor = folder / "ours", folder / "floor"
    for count in given.works or SIZES:
        held = edition(folder / f"edition-{count}", count)
        edges = folder / f"edges-{count}.parquet"
        cited = _edges(edges, count)
        paths = json.dumps([str(path) for path in held.tables["works"]]).replace('"', "'")
        costs = in_turn({
            "ours": command("ours_normalised", paths, edges, mine),
            "floor": command("floor_normalised", paths, edges, floor),
        }, given.runs, (mine, floor))
        ours, theirs = (duckdb.sql(_SUMS.format(place)).fetchone() for place in (mine, floor))
        assert ours == theirs, (ours, theirs)
        papers, _, ncs, top10, top1 = ours
        told = f"{count / 1e6:g}M works, {cited / 1e6:.1f}M edges"
        measure.line(
            f"scores, {told}, ours", costs["ours"], costs["floor"],
            f"{papers:,} papers: MNCS {ncs / papers:.4f}, top 10 % {top10 / papers:.2%}, "
            f"top 1 % {top1 / papers:.2%}")
        measure.line(f"scores, {told}, floor", costs["floor"], None, "one query by hand")
        if "oam" in found:
            _peer(folder / "oam", found["oam"], paths, edges, told, costs["ours"], given.runs)
        for place in (mine, floor):
            shutil.rmtree(place)


def _edges(target: Path, count: int) -> int:
    """Write who cites whom in a world, twelve references a work; return how many there are."""
    if not target.exists():
        made = world(SEED, count, FIRST_YEAR, YEARS, ())
        columns = [np.concatenate(column) for column in zip(*_cited(made))]
        pq.write_table(pa.table(dict(zip(("record_id", "cited_id"), columns))), target,
                       compression="zstd", row_group_size=1 << 20, use_dictionary=False)
    return pq.read_metadata(target).num_rows


def _cited(made) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for block, first, last in made.blocks(0, made.works):
        some = works(made, block, first, last)
        row, cited = citing.references(made, block, some)
        yield some.number[row] + numbers.WORKS, cited + numbers.WORKS


def _peer(folder: Path, python, paths, edges, told, mine, runs) -> None:
    """Give openalex-metrics its store, of the same papers and edges, and print its cost."""
    shutil.rmtree(folder, ignore_errors=True)
    scope = ("is_english", "has_authorship", "has_subfield", "has_referenced_works",
             "is_core_or_proceedings", "is_not_retracted", "is_not_paratext")
    citable = "coalesce(is_citable AND subfield IS NOT NULL, FALSE)"
    for table, query in {
        "works_status": f'SELECT work_id, "year" AS publication_year, '
                        f"{', '.join(f'{citable} AS {name}' for name in scope)}, "
                        f"{citable} AS in_scope, FALSE AS is_xpac FROM read_parquet({paths})",
        "works_scope": 'SELECT work_id, "year"::INTEGER AS publication_year, subfield::INTEGER '
                       "AS subfield, FALSE AS is_proceedings, TRUE AS is_core, 1 AS "
                       'n_institutions, "type" AS work_type, FALSE AS is_xpac '
                       f"FROM read_parquet({paths}) WHERE {citable}",
        # its edges carry the citing year, so that a window needs no join
        "edges": 'SELECT record_id AS citing_id, cited_id, "year"::INTEGER AS citing_year FROM '
                 f"read_parquet('{edges}') JOIN read_parquet({paths}) ON work_id = record_id",
    }.items():
        (folder / "store" / table).mkdir(parents=True)
        duckdb.sql(f"COPY ({query}) TO '{folder}/store/{table}/part.parquet' (COMPRESSION zstd)")
    cost = in_turn({"oam": command("peer_oam", folder, python=python)}, runs)["oam"]
    world_, top10, top1 = duckdb.sql(
        "SELECT avg(ncs), avg(is_top10::INT), avg(is_top1::INT) FROM "
        f"read_parquet('{folder}/metrics/work_metrics/**/*.parquet')").fetchone()
    measure.line(f"scores, {told}, openalex-metrics", cost, None,
                 f"{beside(cost, mine)}; MNCS {world_:.4f}, top 10 % {top10:.2%}, top 1 % "
                 f"{top1:.2%}")
    shutil.rmtree(folder)
