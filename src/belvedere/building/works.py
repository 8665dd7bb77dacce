"""The steps of works: match them, score them, add them up."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from belvedere.building import publications
from belvedere.building.settling import Say, account, code, engine_on, inherited, opened, told
from belvedere.evidence.store import Snapshot
from belvedere.evidence.writer import Writer
from belvedere.matching.works import prepare
from belvedere.tables.ledger import Ledger
from belvedere.tables.themes import themes


def match_publications(
    writer: Writer, made: Sequence[Snapshot], on: str, tell: Say
) -> list[Snapshot]:
    """Settle works, whose they are, and what their citations are worth in the world."""
    if not any("work_records" in s.files for s in made):
        return []
    began = time.monotonic()

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        database = opened(made, writer.work / "spill")
        counts = publications.match_works(work, database, made)
        return {
            "title": "Works", "publisher": "Belvedere", "licence": "MIT", "home": "",
            "inputs": [s.name for s in made],
            **inherited(made, ("work_records", "authorships", "citations")),
            **account(ledger, counts),
        }

    works, known = writer.snapshot(
        "works", [code("matching", "tables", "evidence", "building"), told(made)], fill)

    covers = {s.origin.get("covers") for s in made} - {None}
    based = publications.baseline(made)

    def score(work: Path) -> Mapping:
        run = engine_on(on, [works], writer)
        if based:
            cells = f"SELECT * FROM {run.read(based.files['baseline_cells'])}"
        else:
            cells = publications.cells_of(run, works)
            if covers and "world" not in covers:
                cells = f"SELECT * FROM ({cells}) none WHERE FALSE"
        publications.make_scores(work, run, cells)
        return {"title": "Citation scores", "publisher": "Belvedere", "licence": "MIT", "home": "",
                "inputs": [works.name], **inherited([works], ["works"])}

    scores, _ = writer.snapshot(
        "citation_scores",
        [code("indicators", "tables", "building"), works.name, sorted(covers),
         based.name if based else None], score)
    tell(f"{'works':<16} {works.origin['tables']['works']['kept']:>9,} works"
         + (", as before" if known else f", {time.monotonic() - began:.1f} s"))
    return [works, scores]


def sum_publications(
    writer: Writer, made: Sequence[Snapshot], works: Sequence[Snapshot],
    facts: Sequence[Snapshot], institute: str, on: str, tell: Say,
) -> list[Snapshot]:
    """Settle the sums of publications, from which portraits and figure pages answer."""
    if not works:
        return []
    began = time.monotonic()
    based = publications.baseline(made)
    inputs = [s for s in facts if s.origin["source"].startswith("fact_work")] + [works[1]]
    inputs += [based] if based else []

    def fill(work: Path) -> Mapping:
        run = engine_on("duckdb" if based else on, made, writer)
        if based:
            prepare(run.connection, themes())
        publications.make_sums(work, run, facts, works[1], based, institute)
        return {"title": "Sums of publications", "publisher": "Belvedere", "licence": "MIT",
                "home": "", "inputs": [s.name for s in inputs], **inherited(works, ["works"])}

    snapshot, known = writer.snapshot(
        "publication_sums",
        [code("indicators", "tables", "building"), institute, [s.name for s in inputs]], fill)
    tell(f"{'sums':<16} " + ("as before" if known else f"{time.monotonic() - began:.1f} s"))
    return [snapshot]
