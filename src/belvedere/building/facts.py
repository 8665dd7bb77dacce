"""The step of facts: each counted table with its links followed."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from belvedere.building import publications
from belvedere.building.engines import DuckDB, engine
from belvedere.building.settling import Say, code, inherited, opened, told
from belvedere.evidence.database import Database
from belvedere.evidence.store import Snapshot
from belvedere.evidence.writer import Writer
from belvedere.evidence.writing import store_errors
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.facts import ROWS_PER_GROUP, fact_name, fact_sql, needs, told_by
from belvedere.tables import TABLES

OF_REGISTER = ("register", "hierarchy", "crossing")
_PLACES = """
CREATE TEMP TABLE places AS
SELECT record_id, organisation_id,
       row_number() OVER (ORDER BY organisation_id, record_id)::INTEGER AS place
FROM organisation_identities SEMI JOIN register_organisations USING (record_id)
"""
"""The register's own organisations with their place in the order: all that its hierarchy names."""


def counted_tables() -> list[str]:
    """Return the tables whose rows some indicator counts."""
    tables = {name for d in catalogue().values()
              for name in (d.table, d.country_table, d.world_table) if name}
    return sorted(tables)


def make_facts(
    writer: Writer, made: Sequence[Snapshot], on: str, tell: Say, *, of_register: bool = False
) -> list[Snapshot]:
    """Settle the fact of each table that some indicator counts: the register's, or all others.

    A change of the register makes no other fact anew, and of its own only those of which
    a table has other content than before.
    """
    began, facts = time.monotonic(), []
    database: list[Database] = []
    for name in counted_tables():
        table = TABLES[name]
        if (table.filled_by in OF_REGISTER) != of_register:
            continue
        inputs = [s for s in made if set(s.tables) & set(needs(table))]

        whose = sorted({d.whose for d in catalogue().values() if d.table == name} | {
            d.whose_country for d in catalogue().values() if d.country_table == name})

        def fill(work: Path, table=table, whose=whose) -> Mapping:
            if not database:
                database.append(opened(made, writer.work / "spill"))
                if of_register:
                    database[0].cursor().execute(_PLACES)
            works = next((s for s in made if table.name in publications.COUNTED
                          and table.name in s.files), None)
            if works:
                run = engine(on, database[0].cursor(), writer.work / "spill")
                scores = next(s for s in made if "citation_scores" in s.files)
                identities = next(s.files["organisation_identities"] for s in made
                                  if "organisation_identities" in s.files)
                publications.make_fact(
                    work, run, table.name, works, scores, identities, whose)
            else:
                held = table.filled_by == "hierarchy"
                DuckDB(database[0].cursor()).copy(
                    fact_sql(table, whose, {"organisation_identities": "places"} if held else {},
                             numbered=held),
                    work / f"{fact_name(table.name)}.parquet", ROWS_PER_GROUP)
            return {
                "title": f"Facts of {table.name}", "publisher": "Belvedere", "licence": "MIT",
                "home": "", "inputs": [s.name for s in made],
                **inherited(made, told_by(table)),
            }

        with store_errors(writer.store.home):
            snapshot, _ = writer.snapshot(
                fact_name(name), [code("indicators", "tables"), (
                    told(inputs) if name in publications.COUNTED
                    else _content(inputs, needs(table)) if of_register
                    else [s.name for s in inputs])],
                fill
            )
        facts.append(snapshot)
    what = "facts" if not of_register else "register's facts"
    tell(f"{what:<16} {len(facts):>9,} tables, {time.monotonic() - began:.1f} s")
    return facts


def _content(snapshots: Sequence[Snapshot], tables: Sequence[str]) -> list:
    """Return what these tables hold, by the digests of their files."""
    return sorted((path.name, s.origin["files"][path.name]["sha256"])
                  for s in snapshots for name in tables for path in s.files.get(name, ()))
