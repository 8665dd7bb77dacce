"""The step of matching: whose each record is."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from belvedere.building.settling import Say, account, code, inherited, opened
from belvedere.evidence.database import Database
from belvedere.evidence.store import Snapshot
from belvedere.evidence.writer import Writer, digest
from belvedere.evidence.writing import write_rows
from belvedere.matching import organisations, projects, trials
from belvedere.matching.works import MADE as WORK_TABLES
from belvedere.tables import TABLES
from belvedere.tables.ledger import Ledger, Place


def match(writer: Writer, made: Sequence[Snapshot], tell: Say) -> Snapshot:
    """Settle whose each record is: identities, organisations, trials, project parties."""
    tables = [name for name, table in TABLES.items() if table.filled_by == "matching"
              and name not in (*WORK_TABLES, "work_identities")]

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        database = opened(made, writer.work / "spill")
        rows = list(_matched(database, ledger))
        counts = write_rows(work, tables, rows, ledger)
        return {
            "title": "Matching", "publisher": "Belvedere", "licence": "MIT", "home": "",
            "inputs": [s.name for s in made], **inherited(made, list(TABLES)),
            **account(ledger, counts), "who_is_who": digest(*(
                (row["record_id"], row["organisation_id"]) for table, row, _ in rows
                if table == "organisation_identities")),
        }

    began = time.monotonic()
    snapshot, known = writer.snapshot(
        "matching",
        [code("matching", "tables", "evidence", "building"), [s.name for s in made]], fill
    )
    counts = snapshot.origin["tables"]
    tell(
        f"{'matching':<16} {counts['organisation_identities']['kept']:>9,} identifiers, "
        f"{counts['organisations']['kept']:,} organisations, {counts['trials']['kept']:,} trials"
        + (", as before" if known else f", {time.monotonic() - began:.1f} s")
    )
    return snapshot


def _matched(database: Database, ledger: Ledger):
    """Yield the rows of the matching tables."""
    def place(table: str, rows):
        for number, row in enumerate(rows, start=1):
            yield table, row, Place("matching", number)

    mentions = [
        f'SELECT "{column.name}" AS record_id FROM "{table.name}"'
        for table in TABLES.values() if table.filled_by == "sources"
        for column in table.columns if column.type == "organisation"
    ] + ["SELECT record_id FROM organisation_records"]
    ids = [row[0] for row in database.rows(
        f"SELECT DISTINCT record_id FROM ({' UNION ALL '.join(mentions)}) "
        "WHERE record_id IS NOT NULL ORDER BY 1"
    )]
    statements = database.records("SELECT * FROM organisation_equivalences")
    identities = sorted(
        organisations.identities(ids, statements, ledger), key=lambda row: row["record_id"]
    )
    yield from place("organisation_identities", identities)
    yield from place("organisations", organisations.organisations(
        identities,
        database.records("SELECT * FROM organisation_records ORDER BY record_id"),
        database.records("SELECT * FROM organisation_names WHERE kind = 'label' "
                         "ORDER BY record_id, name"),
    ))
    database.cursor().register("matched", pa.table({
        name: [row[name] for row in identities] for name in ("record_id", "organisation_id")
    }, schema=pa.schema([("record_id", pa.string()), ("organisation_id", pa.string())])))
    database.cursor().execute(
        "CREATE OR REPLACE TABLE organisation_identities AS SELECT * FROM matched"
    )
    yield from place("project_parties", database.records(projects.PARTIES))
    records = database.records("SELECT * FROM trial_records ORDER BY record_id")
    found = list(trials.identities(records, ledger))
    yield from place("trial_identities", found)
    yield from place("trials", trials.trials(found, records))
    yield from place("trial_sponsors", trials.sponsors(found, database.records(
        "SELECT * FROM trial_sponsor_records ORDER BY record_id, organisation_id")))
