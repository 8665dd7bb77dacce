"""An edition that holds an invented world's works, built from tables without any JSON."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.building.steps import matched
from belvedere.evidence.store import Edition, Store
from belvedere.evidence.writer import writing
from belvedere.landscapes.worlds import citing, entities, numbers
from belvedere.landscapes.worlds.generate import PER_PART, generate
from belvedere.landscapes.worlds.works import works
from belvedere.landscapes.worlds.world import World, world
from belvedere.tables import TABLES

SEED, FIRST_YEAR, YEARS = 1, 2015, 10


def edition(home: Path, count: int) -> Edition:
    """Return the edition of a world of so many works, built where it is not there yet."""
    store = Store(home)
    if store.current():
        return store.edition()
    with writing(store) as writer:
        made, _ = writer.snapshot("openalex", [count], lambda work: _fill(work, count))
        institute = f"openalex:I{numbers.INSTITUTIONS}"
        snapshots = [made, *matched(writer, [made], institute, tell=lambda line: None)]
        landscape = {"slug": "world", "name": "World", "institute": institute,
                     "slugs": {"world-institute": institute}, "peers": [], "answers": [],
                     "portrait": {}}
        return writer.publish(landscape, snapshots)


def _fill(work: Path, count: int) -> dict:
    """Write the tables that the OpenAlex source would have written, but for titles' texts."""
    generate(work, count, seed=SEED, form="tables", first_year=FIRST_YEAR, years=YEARS)
    made = world(SEED, count, FIRST_YEAR, YEARS, ())
    for part, first in enumerate(range(0, count, PER_PART)):
        write(work / f"citations.{part:04d}.parquet", "citations",
               _citations(made, first, min(first + PER_PART, count)))
    described = list(entities.institutions(made.institutions))
    write(work / "organisation_records.parquet", "organisation_records", {
        "record_id": [_id(one["id"]) for one in described],
        "scheme": ["openalex"] * len(described),
        "name": [one["display_name"] for one in described],
        "kind": [one["type"] for one in described],
        "country": [one["country_code"] for one in described],
        "status": ["active"] * len(described),
    })
    lineage = [(_id(one["id"]), _id(up)) for one in described for up in one["lineage"]
               if up != one["id"]]
    write(work / "institution_lineage.parquet", "institution_lineage", {
        "institution_id": [one for one, _ in lineage], "ancestor_id": [up for _, up in lineage]})
    return {"title": "Invented world", "publisher": "Belvedere", "licence": "MIT", "home": "",
            "inputs": [], "as_of": {"openalex": entities.UPDATED}, "made_from": ["openalex"],
            "covers": "world", "tables": {"work_records": {"kept": count}}}


def _id(address: str) -> str:
    return "openalex:" + address.rpartition("/")[2]


def _citations(made: World, first: int, last: int) -> dict[str, np.ndarray]:
    columns = [np.concatenate(column) for column in zip(*_cited(made, first, last))]
    return dict(zip(("record_id", "year", "citations"), columns))


def _cited(made: World, first: int, last: int) -> Iterator[tuple]:
    for block, start, end in made.blocks(first, last):
        some = works(made, block, start, end)
        times = citing.by_year(made, block, some)
        row, after = np.nonzero(times)
        yield some.number[row] + numbers.WORKS, some.year[row] + after, times[row, after]


def write(path: Path, table: str, columns: dict) -> None:
    """Write a declared table of which some columns are told."""
    kinds = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DOUBLE": pa.float64(),
             "BOOLEAN": pa.bool_(), "DATE": pa.date32()}
    size = len(next(iter(columns.values())))
    pq.write_table(pa.table({
        name: pa.array(columns[name], kinds[kind]) if name in columns
        else pa.nulls(size, kinds[kind]) for name, kind in TABLES[table].physical()
    }), path, compression="zstd")
