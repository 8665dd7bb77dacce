"""The step of crossings: what the desks' books and the open records say together."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from belvedere.building.settling import account, code, inherited, opened
from belvedere.evidence.store import Snapshot
from belvedere.evidence.whole import write_tables
from belvedere.evidence.writer import Writer
from belvedere.matching.crossed import MADE, NEEDS
from belvedere.tables.ledger import Ledger

CROSSING = "crossings"


def crossed(writer: Writer, made: Sequence[Snapshot], books: Sequence[Snapshot]) -> Snapshot:
    """Settle the tables that join the register's books to the records of sources.

    They are made anew only when a table that they are made from has other content.
    """
    inputs = [s for s in (*books, *made) if set(s.tables) & set(NEEDS)]

    def fill(work: Path) -> Mapping:
        database = opened(inputs, writer.work / "spill")
        ledger = Ledger()
        counts = write_tables(work, {
            name: database.cursor().execute(query).to_arrow_table()
            for name, query in MADE.items()}, ledger)
        return {"title": "Books and open records together", "publisher": "Belvedere",
                "licence": "", "home": "", "inputs": [s.name for s in inputs],
                **inherited(inputs, NEEDS), **account(ledger, counts)}

    content = sorted((path.name, s.origin["files"][path.name]["sha256"])
                     for s in inputs for name in NEEDS for path in s.files.get(name, ()))
    return writer.snapshot(CROSSING, [code("matching", "tables", "evidence"), content], fill)[0]
