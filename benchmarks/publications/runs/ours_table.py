"""The full indicator table by Belvedere's own steps: TABLES TO STEP (fact or table)."""

import sys
from pathlib import Path
from types import SimpleNamespace

from belvedere.building import publications
from belvedere.building.engines import DuckDB
from belvedere.building.settling import MEMORY
from belvedere.evidence.database import Database
from belvedere.matching import works
from belvedere.tables import TABLES
from belvedere.tables.themes import themes

raw, target, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
target.mkdir(parents=True, exist_ok=True)
# as a build opens the tables of its snapshots
database = Database({"organisation_records": [raw / "organisation_records.parquet"]},
                    threads=1, memory=MEMORY, spill=target / "spill")
database.need(*TABLES)
connection = database.cursor()
run = DuckDB(connection)


def files(name: str) -> list[Path]:
    return sorted(target.glob(f"{name}.*parquet"))


def fact() -> None:
    """Works, whose they are by country, scores and the countries' fact, part by part."""
    def begin(session: DuckDB) -> None:
        session.connection.execute(
            "CREATE TEMP VIEW work_identities AS "
            "SELECT NULL::BIGINT AS record_id, NULL::BIGINT AS work_id WHERE FALSE")
        works.prepare(session.connection, themes())

    def part(session: DuckDB, records: Path) -> None:
        beside = [records.with_name(records.name.replace("work_records", name))
                  for name in ("authorships", "citations")]
        works.read(session.connection, works.Part(records, *beside), spare=False)
        works.make(session.connection, ("works", "work_countries"))
        for table in ("works", "work_countries"):
            session.copy(f"SELECT {publications.stored(table)} FROM ({works.MADE[table]})",
                         target / records.name.replace("work_records", table), 100_000)

    list(run.each(part, sorted(raw.glob("work_records.*")), begin))
    matched = SimpleNamespace(files={n: files(n) for n in ("works", "work_countries")})
    publications.make_scores(target, run, publications.cells_of(run, matched))
    publications.make_fact(target, run, "work_countries", matched, ["country"])


def table() -> None:
    """The sums of all countries, themes, subfields, years and types."""
    publications.write_sums(target, run, publications.adding_up(
        run, "work_countries", run.read(files("fact_work_countries")),
        run.read(files("citation_scores"))))


{"fact": fact, "table": table}[step]()
