"""The full indicator table by Belvedere's own steps: TABLES TO STEP (fact, table or cube)."""

import sys
from pathlib import Path
from types import SimpleNamespace

from belvedere.building import publications
from belvedere.building.engines import DuckDB
from belvedere.landscapes.worlds import entities
from belvedere.landscapes.worlds.institutions import institutions
from belvedere.matching import works
from belvedere.sources.bulk import engine
from belvedere.tables import TABLES
from belvedere.tables.themes import themes

raw, target, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
spill = target / "spill"
spill.mkdir(parents=True, exist_ok=True)
connection = engine(spill)
run = DuckDB(connection)


def files(name: str) -> list[Path]:
    return sorted(target.glob(f"{name}.*parquet"))


def fact() -> None:
    """Works, whose they are by country, scores and the countries' fact, part by part."""
    for name in ("organisation_records", "organisation_identities", "institution_lineage",
                 "journal_lists", "affiliation_links", "unit_supervisors"):
        columns = ", ".join(f'"{column}" {kind}' for column, kind in TABLES[name].physical())
        connection.execute(f"CREATE TABLE {name} ({columns})")
    count = connection.execute(f"SELECT count(*) FROM '{raw}/work_records.*.parquet'").fetchone()[0]
    known = [f"openalex:{one['id'].rpartition('/')[2]}"
             for one in entities.institutions(institutions(1, count, ()))]
    connection.execute("INSERT INTO organisation_records BY NAME "
                       "SELECT unnest($1) AS record_id, 'openalex' AS scheme", [known])
    connection.execute("CREATE TEMP VIEW work_identities AS "
                       "SELECT NULL::BIGINT AS record_id, NULL::BIGINT AS work_id WHERE FALSE")
    works.prepare(connection, themes())
    for number, path in enumerate(sorted(raw.glob("work_records.*"))):
        beside = [path.with_name(path.name.replace("work_records", name))
                  for name in ("authorships", "citations")]
        works.read(connection, works.Part(path, *beside), spare=False)
        works.make(connection, ("works", "work_countries"))
        for table in ("works", "work_countries"):
            run.copy(f"SELECT {publications.stored(table)} FROM ({works.MADE[table]})",
                     target / f"{table}.{number:04d}.parquet", 100_000)
    matched = SimpleNamespace(files={n: files(n) for n in ("works", "work_countries")})
    publications.make_scores(target, run, publications.cells_of(run, matched))
    publications.make_fact(target, run, "work_countries", matched, ["country"])


def table() -> None:
    """The sums of all countries, themes, subfields, years and types."""
    publications.add_up(target, run, "work_countries", run.read(files("fact_work_countries")),
                        run.read(files("citation_scores")))


def cube() -> None:
    """Ten measures of every country in every subfield, from the stored sums."""
    means = ", ".join(
        f"sum({amount}{credit}) / nullif(sum({over}{credit}), 0) AS {amount}{credit}_mean"
        for credit in ("", "_credit") for amount, over in (
            ("top1", "scored"), ("top10", "scored"), ("ncs", "scored"),
            ("international", "placed")))
    connection.execute(
        "CREATE TABLE answer AS SELECT who, subfield, sum(works) AS p, sum(works_credit) AS pf, "
        f"{means} FROM {run.read(files('publication_sums'))} "
        "WHERE theme IS NULL AND who IS NOT NULL AND subfield IS NOT NULL GROUP BY 1, 2")
    print(connection.execute("SELECT count(*), sum(p), sum(pf), sum(top10_credit_mean * pf) "
                             "FROM answer WHERE p > 0").fetchone())


{"fact": fact, "table": table, "cube": cube}[step]()
