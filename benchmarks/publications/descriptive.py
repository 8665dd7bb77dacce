"""Five figures that every tool gives: per year, country and institution, most cited, abroad.

Papers are articles and reviews in journals, about three works in four. Ours has an
edition, with its sums made when it was built; the floor counts works, and a
second one reads the same sums. Peers read the same papers from a Scopus export.
"""

import json
import shutil
from pathlib import Path

from benchmarks import measure
from benchmarks.publications import peers, scopus
from benchmarks.publications.edition import edition
from benchmarks.publications.processes import beside, command, in_turn

TARGET, TARGET_OF_PEERS = 1.5, 10
SIZES = (10_000, 50_000)
MOST_OF_PEERS = 200_000
"""Beyond it the peers take minutes, and ten gigabytes."""


def run(folder: Path, given) -> None:
    """Print ours, its floors and the peers for each size; all answers must agree."""
    found = peers.installed(given.peers, "descriptive")
    for works in given.works or SIZES:
        home = folder / f"edition-{works}"
        held = edition(home, works)
        tables, answers = folder / "tables.json", folder / "answers"
        tables.write_text(json.dumps({
            name: [str(path) for path in paths] for name, paths in held.tables.items()}))
        answers.mkdir(exist_ok=True)
        costs = in_turn({
            "ours": command("ours_descriptive", home, answers / "ours"),
            "floor": command("floor_descriptive", "works", tables, answers / "floor"),
            "sums": command("floor_descriptive", "sums", tables, answers / "sums"),
        }, given.runs)
        ours, floor, sums = (json.loads((answers / name).read_text()) for name in costs)
        for name, figure in ours.items():
            assert figure == floor[name] == sums[name], (name, figure, floor[name], sums[name])
        papers = sum(count for _, count in ours["years"])
        told = f"five figures of {papers:,} papers"
        measure.line(f"{told}, ours", costs["ours"], costs["floor"], f"target {TARGET}; "
                     f"{costs['ours'].wall / costs['sums'].wall:.1f} x the sums' floor")
        measure.line(f"{told}, floor", costs["floor"], None, "DuckDB on the works' Parquet")
        measure.line(f"{told}, sums", costs["sums"], None, "DuckDB on the stored sums")
        if works <= MOST_OF_PEERS and found:
            export = folder / f"scopus-{works}.csv"
            size = scopus.export(held, export)
            print(f"    the same papers as a Scopus export: {size / 1e6:,.0f} MB")
            for peer, python in found.items():
                _peer(peer, python, export, answers, ours, papers, costs["ours"])
            export.unlink()
        shutil.rmtree(answers)
    print("    bibliometrix is not measured: it is written in R, which cannot be had here")


def _peer(peer, python, export, answers, ours, papers, mine) -> None:
    """Print what a peer needs for the same papers, and which of its figures agree."""
    target = answers / peer
    cost = in_turn({peer: command(f"peer_{peer}", export, target, python=python)}, 1)[peer]
    theirs = json.loads(target.read_text())
    ours = {"years": ours["years"], "cited": [count for _, count in ours["cited"]],
            "countries": [count for _, count in ours["countries"]],
            "institutions": [count for _, count in ours["institutions"]],
            "international": ours["international"][0]}
    theirs["years"] = [list(one) for one in theirs["years"]]
    same = [name for name in ours if theirs.get(name) == ours[name]]
    measure.line(f"five figures of {papers:,} papers, {peer}", cost, None,
                 f"{beside(cost, mine)}, target {TARGET_OF_PEERS}; "
                 f"{len(same)} of {len(ours)} figures as ours: {', '.join(same) or 'none'}")
