"""The step of facts: each counted table with its links followed."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from belvedere.building import publications
from belvedere.building.engines import DuckDB, engine
from belvedere.building.settling import MEMORY, Say, code, inherited, opened, told
from belvedere.evidence.carried import Contents, only
from belvedere.evidence.database import Database
from belvedere.evidence.store import Edition, Snapshot
from belvedere.evidence.writer import Writer
from belvedere.evidence.writing import store_errors
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.facts import (
    ROWS_PER_GROUP,
    fact_name,
    fact_sql,
    needs,
    reads,
    told_by,
)
from belvedere.tables import TABLES, Table

OF_REGISTER = ("register", "hierarchy", "crossing")
_PLACES = """
(SELECT record_id, organisation_id,
        row_number() OVER (ORDER BY organisation_id, record_id)::INTEGER AS place
 FROM organisation_identities SEMI JOIN register_organisations USING (record_id))
"""
"""The register's own organisations with their place in the order: all that its hierarchy names."""


def counted_tables(*, of_register: bool) -> list[Table]:
    """Return the tables whose rows some indicator counts: the register's, or all others."""
    tables = {name for d in catalogue().values()
              for name in (d.table, d.country_table, d.world_table) if name}
    return [TABLES[name] for name in sorted(tables)
            if (TABLES[name].filled_by in OF_REGISTER) == of_register]


def whose(table: Table) -> list[str]:
    """Return the columns by which some indicator asks whose the rows of a table are."""
    return sorted({d.whose for d in catalogue().values() if d.table == table.name} | {
        d.whose_country for d in catalogue().values() if d.country_table == table.name})


def make_facts(writer: Writer, made: Sequence[Snapshot], on: str, tell: Say) -> list[Snapshot]:
    """Settle the fact of each table that some indicator counts, but for the register's."""
    began, facts = time.monotonic(), []
    database: list[Database] = []
    for table in counted_tables(of_register=False):
        inputs = [s for s in made if set(s.tables) & set(needs(table))]

        def fill(work: Path, table=table) -> None:
            if not database:
                database.append(opened(made, writer.work / "spill"))
            works = next((s for s in made if table.name in publications.COUNTED
                          and table.name in s.files), None)
            if works:
                run = engine(on, database[0].cursor(), writer.work / "spill")
                publications.make_fact(work, run, table.name, works, whose(table))
            else:
                _copy(database[0], fact_sql(table, whose(table)), table, work)

        facts.append(_settled(writer, table, made, told(inputs) if table.name in
                              publications.COUNTED else [s.name for s in inputs], fill))
    tell(f"{'facts':<16} {len(facts):>9,} tables, {time.monotonic() - began:.1f} s")
    return facts


def make_register_facts(writer: Writer, made: Sequence[Snapshot], tell: Say) -> list[Snapshot]:
    """Settle the facts of the register's tables, each of the columns alone that it reads.

    A change of the register makes those anew of which such a column has other content
    than before; the fact of a table without rows has none, whatever else is told.
    """
    began, facts = time.monotonic(), []
    database: list[Database] = []
    files, contents = Edition("", "", {}, tuple(made)).tables, Contents()
    for table in counted_tables(of_register=True):
        held = table.filled_by == "hierarchy"
        columns = reads(table)
        if held:
            columns |= {"register_organisations": tuple(dict.fromkeys(
                ("record_id", *columns.get("register_organisations", ()))))}

        def fill(work: Path, table=table, held=held, columns=columns) -> None:
            if not database:
                database.append(Database(
                    {}, threads=1, memory=MEMORY, spill=writer.work / "spill"))
            with only(database[0].cursor(), columns, files):
                _copy(database[0], fact_sql(
                    table, whose(table), {"organisation_identities": _PLACES} if held else {},
                    numbered=held), table, work)

        facts.append(_settled(writer, table, made, [code("building"), {
            name: contents.of(files.get(name, ()), some) for name, some in columns.items()
        } if contents.rows(files.get(table.name, ())) else None], fill))
    tell(f"register's facts {len(facts):>9,} tables, {time.monotonic() - began:.1f} s")
    return facts


def _copy(database: Database, query: str, table: Table, work: Path) -> None:
    DuckDB(database.cursor()).copy(
        query, work / f"{fact_name(table.name)}.parquet", ROWS_PER_GROUP)


def _settled(
    writer: Writer, table: Table, made: Sequence[Snapshot], made_of: object,
    fill: Callable[[Path], None],
) -> Snapshot:
    def whole(work: Path) -> Mapping:
        fill(work)
        return {"title": f"Facts of {table.name}", "publisher": "Belvedere", "licence": "MIT",
                "home": "", "inputs": [s.name for s in made],
                **inherited(made, told_by(table))}

    with store_errors(writer.store.home):
        return writer.snapshot(
            fact_name(table.name), [code("indicators", "tables"), made_of], whole)[0]
