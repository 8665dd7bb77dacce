"""The steps of the register: its tables become a snapshot, and hang from each other."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from belvedere.building.crossing import CROSSING
from belvedere.building.engines import DuckDB
from belvedere.building.facts import OF_REGISTER
from belvedere.building.settling import CODES, Say, account, code, inherited, opened
from belvedere.evidence.database import Database
from belvedere.evidence.store import Snapshot
from belvedere.evidence.whole import content_digest, write_tables
from belvedere.evidence.writer import Writer
from belvedere.evidence.writing import write_rows
from belvedere.indicators.facts import fact_name
from belvedere.matching import register
from belvedere.tables import TABLES
from belvedere.tables.arrow import ARROW
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.model import TYPES

REGISTER = "register"
DERIVED = ("hierarchy", CROSSING, *(fact_name(table.name) for table in TABLES.values()
                          if table.filled_by in OF_REGISTER))
"""How the snapshots are called that are made from the register's alone."""
ROWS_PER_GROUP = 8192


def settled(writer: Writer, tables: Mapping[str, pa.Table], tell: Say) -> list[Snapshot]:
    """Settle what the register publishes: its tables, and which identifiers it joins."""
    began = time.monotonic()

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        counts = write_tables(work, tables, ledger)
        return {"title": "The register", "publisher": "Belvedere", "licence": "", "home": "",
                "inputs": [], "as_of": {}, "made_from": [REGISTER], **account(ledger, counts)}

    books, known = writer.snapshot(
        REGISTER, [code("tables", "evidence"), content_digest(tables)], fill)

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
        ledger = Ledger()
        database = opened([*books, identified], writer.work / "spill")
        counts = write_tables(work, _who_is_who(database), ledger)
        run = DuckDB(database.cursor())
        for name, query in register.NUMBERED.items():
            run.connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        for name in register.MADE:
            file = work / f"{name}.parquet"
            run.copy(register.stored(name), file, ROWS_PER_GROUP)
            run.connection.execute(
                f'DROP TABLE "{name}"; CREATE VIEW "{name}" AS SELECT * FROM {run.read([file])}')
        return {"title": "Hierarchy of the register", "publisher": "Belvedere", "licence": "",
                "home": "", "inputs": [s.name for s in (*books, identified)],
                **inherited(books, list(TABLES)), **account(ledger, counts)}

    snapshot, known = writer.snapshot(
        "hierarchy", [code("matching", "tables"), [s.name for s in (*books, identified)]], fill)
    if books:
        tell(f"{'hierarchy':<16} {snapshot.origin['tables']['organisation_identities']['kept']:>9,}"
             " identifiers" + (", as before" if known else f", {time.monotonic() - began:.1f} s"))
    return [*books, snapshot]


_DESCRIBED = """
SELECT i.organisation_id, first(o.name ORDER BY i.record_id) AS name,
       first(o.name_en ORDER BY i.record_id) AS name_en,
       first(o.name_fr ORDER BY i.record_id) AS name_fr,
       first(o.acronym ORDER BY i.record_id) AS acronym, first(o.kind ORDER BY i.record_id) AS kind,
       first(o.country ORDER BY i.record_id) AS country, first(o.city ORDER BY i.record_id) AS city,
       first(o.website ORDER BY i.record_id) AS website,
       first(CASE WHEN o."end" IS NULL THEN 'active' ELSE 'inactive' END ORDER BY i.record_id)
         AS status,
       first(o.start ORDER BY i.record_id) AS start, first(o."end" ORDER BY i.record_id) AS "end",
       any_value(members.record_ids) AS record_ids, any_value(members.records) AS records
FROM register_identities i JOIN register_organisations o USING (record_id)
JOIN (SELECT organisation_id, list(record_id ORDER BY record_id) AS record_ids, count(*) AS records
      FROM register_identities GROUP BY 1) members USING (organisation_id)
ANTI JOIN organisations USING (organisation_id)
GROUP BY i.organisation_id ORDER BY 1
"""


def _who_is_who(database: Database) -> dict[str, pa.Table]:
    """Return the identities of the register's organisations, and those that only it knows."""
    codes = database.rows("SELECT code, organisation_id FROM register_codes")
    known = dict(database.rows(
        "SELECT record_id, organisation_id FROM organisation_identities "
        "WHERE record_id IN (SELECT code FROM register_codes)"))
    ids = [row[0] for row in database.rows("SELECT record_id FROM register_organisations")]
    found = _table("organisation_identities", register.identities(ids, codes, known))
    database.cursor().register("register_identities", found)
    alone = database.cursor().execute(_DESCRIBED).to_arrow_table()
    return {"organisation_identities": found, "organisations": alone}


def _table(name: str, rows) -> pa.Table:
    return pa.Table.from_pylist(list(rows), pa.schema([
        (column.name, ARROW[TYPES[column.type]]) for column in TABLES[name].columns]))
