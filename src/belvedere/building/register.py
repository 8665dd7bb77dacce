"""The steps of the register: its tables become a snapshot, and hang from each other."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from belvedere.building.crossing import CROSSING
from belvedere.building.facts import OF_REGISTER
from belvedere.building.hanging import NAME, Hanging
from belvedere.building.settling import CODES, Say, account, code, inherited
from belvedere.evidence.carried import Earlier
from belvedere.evidence.store import Snapshot
from belvedere.evidence.whole import content_digest, whole, write_tables
from belvedere.evidence.writer import Writer, digest
from belvedere.evidence.writing import write_rows
from belvedere.indicators.facts import fact_name
from belvedere.matching import register
from belvedere.tables import TABLES
from belvedere.tables.ledger import Ledger, Place

REGISTER = "register"
DERIVED = (NAME, CROSSING, *(fact_name(table.name) for table in TABLES.values()
                             if table.filled_by in OF_REGISTER))
"""How the snapshots are called that are made from the register's, and what it meets."""


def settled(writer: Writer, tables: Mapping[str, pa.Table], tell: Say) -> list[Snapshot]:
    """Settle what the register publishes: its tables, and which identifiers it joins.

    A table in which nothing changed since the current edition is carried on from there.
    """
    began = time.monotonic()
    made_by = code("tables", "evidence")
    given = {name: digest(made_by, content_digest(table)) for name, table in tables.items()}

    def fill(work: Path) -> Mapping:
        ledger, earlier = Ledger(), Earlier(writer.store, REGISTER)
        counts = write_tables(
            work, tables, ledger, lambda name: earlier.carried(name, given[name], work))
        return {"title": "The register", "publisher": "Belvedere", "licence": "", "home": "",
                "inputs": [], "as_of": {}, "made_from": [REGISTER], **account(ledger, counts),
                "made_of": whole(given, counts)}

    books, known = writer.snapshot(REGISTER, [given], fill)

    codes = tables["register_codes"]
    statements = list(register.equivalences(
        zip(*(codes.column(name).to_pylist() for name in ("code", "organisation_id")))))

    def fill_codes(work: Path) -> Mapping:
        ledger = Ledger()
        ledger.record(REGISTER, len(statements))
        counts = write_rows(work, ("organisation_equivalences",), (
            ("organisation_equivalences", row, Place(REGISTER, number))
            for number, row in enumerate(statements, start=1)), ledger)
        return {"title": "Identifiers that the register joins", "publisher": "Belvedere",
                "licence": "", "home": "", "inputs": [], "as_of": {}, "made_from": [REGISTER],
                **account(ledger, counts)}

    joined, _ = writer.snapshot(CODES, [code("tables", "evidence"), statements], fill_codes)
    tell(f"{REGISTER:<16} {books.origin['records_in']:>9,} records"
         + (", as before" if known else f", {time.monotonic() - began:.1f} s"))
    return [books, joined]


def hung(
    writer: Writer, made: Sequence[Snapshot], identified: Snapshot, tell: Say
) -> list[Snapshot]:
    """Settle what hangs from whom in the register, and which organisations its own are.

    Returns the register's snapshots with this one, the last.
    """
    began = time.monotonic()
    books = [s for s in made if any(TABLES[name].filled_by == REGISTER for name in s.tables
                                    if name in TABLES)]

    def fill(work: Path) -> Mapping:
        hanging = Hanging(writer, books, identified, work)
        counts = {name: hanging.settled(name) for name in register.MADE}
        ledger = Ledger()
        ledger.record(REGISTER, counts["organisation_identities"]["offered"])
        return {"title": "Hierarchy of the register", "publisher": "Belvedere", "licence": "",
                "home": "", "inputs": [s.name for s in (*books, identified)],
                **inherited(books, list(TABLES)), **account(ledger, counts),
                "made_of": hanging.made_of}

    snapshot, known = writer.snapshot(NAME, [
        code("matching", "tables", "building"), [s.name for s in (*books, identified)]], fill)
    if books:
        tell(f"{'hierarchy':<16} {snapshot.origin['tables']['organisation_identities']['kept']:>9,}"
             " identifiers" + (", as before" if known else f", {time.monotonic() - began:.1f} s"))
    return [*books, snapshot]
