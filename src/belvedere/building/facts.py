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


def counted_tables() -> list[str]:
    """Return the tables whose rows some indicator counts."""
    tables = {name for d in catalogue().values()
              for name in (d.table, d.country_table, d.world_table) if name}
    return sorted(tables)


def make_facts(
    writer: Writer, records: Sequence[Snapshot], on: str, tell: Say,
    books: Sequence[Snapshot] = (),
) -> list[Snapshot]:
    """Settle the fact of each table that some indicator counts.

    Those of the register are made from ``books`` alone, so that a change there makes
    no other fact anew.
    """
    began, facts = time.monotonic(), []
    opened_once: dict[bool, Database] = {}
    for name in counted_tables():
        table = TABLES[name]
        registered = table.family == "register"
        made = books if registered else records
        inputs = [s for s in made if set(s.tables) & set(needs(table))]

        whose = sorted({d.whose for d in catalogue().values() if d.table == name} | {
            d.whose_country for d in catalogue().values() if d.country_table == name})

        def fill(work: Path, table=table, whose=whose, made=made, mine=registered) -> Mapping:
            if mine not in opened_once:
                opened_once[mine] = opened(made, writer.work / "spill")
            database = opened_once[mine]
            works = next((s for s in made if table.name in publications.COUNTED
                          and table.name in s.files), None)
            if works:
                run = engine(on, database.cursor(), writer.work / "spill")
                scores = next(s for s in made if "citation_scores" in s.files)
                identities = next(s.files["organisation_identities"] for s in made
                                  if "organisation_identities" in s.files)
                publications.make_fact(
                    work, run, table.name, works, scores, identities, whose)
            else:
                DuckDB(database.cursor()).copy(
                    fact_sql(table, whose), work / f"{fact_name(table.name)}.parquet",
                    ROWS_PER_GROUP)
            return {
                "title": f"Facts of {table.name}", "publisher": "Belvedere", "licence": "MIT",
                "home": "", "inputs": [s.name for s in made],
                **inherited(made, told_by(table)),
            }

        with store_errors(writer.store.home):
            snapshot, _ = writer.snapshot(
                fact_name(name), [code("indicators", "tables"), (
                    told(inputs) if name in publications.COUNTED else [s.name for s in inputs])],
                fill
            )
        facts.append(snapshot)
    tell(f"{'facts':<16} {len(facts):>9,} tables, {time.monotonic() - began:.1f} s")
    return facts
