"""The step of crossings: what the desks' books and the open records say together."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from belvedere.building.settling import account, code, inherited, opened
from belvedere.evidence.carried import Contents
from belvedere.evidence.store import Edition, Snapshot
from belvedere.evidence.whole import write_tables
from belvedere.evidence.writer import Writer
from belvedere.matching.crossed import MADE, OF_BOOKS, OF_SOURCES
from belvedere.tables.ledger import Ledger

CROSSING = "crossings"


def crossed(writer: Writer, made: Sequence[Snapshot], books: Sequence[Snapshot]) -> Snapshot:
    """Settle the tables that join the register's books to the records of sources.

    They are made anew only when what they are made from has other content: nothing has
    where no project is funded.
    """
    inputs = [s for s in (*books, *made) if set(s.tables) & {*OF_BOOKS, *OF_SOURCES}]
    contents, files = Contents(), Edition("", "", {}, tuple(inputs)).tables
    content = [[contents.of(files.get(name, ()), columns) for name, columns in OF_BOOKS.items()],
               sorted((path.name, s.origin["files"][path.name]["sha256"])
                      for s in inputs for name in OF_SOURCES for path in s.files.get(name, ()))]
    funded = contents.rows(files.get("funding_projects", ()))

    def fill(work: Path) -> Mapping:
        database = opened(inputs, writer.work / "spill")
        ledger = Ledger()
        counts = write_tables(work, {
            name: database.cursor().execute(query).to_arrow_table()
            for name, query in MADE.items()}, ledger)
        return {"title": "Books and open records together", "publisher": "Belvedere",
                "licence": "", "home": "", "inputs": [s.name for s in inputs],
                **inherited(inputs, [*OF_BOOKS, *OF_SOURCES]), **account(ledger, counts)}

    return writer.snapshot(CROSSING, [
        code("matching", "tables", "evidence"), content if funded else None], fill)[0]
