"""The steps of a build: harvest each source, match, make the facts, publish the edition.

Each step settles a snapshot named by what it was made from, so a build that was
cut off goes on where it was, and a build of the same files changes nothing.
"""

import datetime
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from belvedere import __version__
from belvedere.building import merges, publications
from belvedere.building.engines import DuckDB, Engine, engine
from belvedere.building.landscape import Landscape, merge_rows
from belvedere.errors import InputError
from belvedere.evidence.database import Database
from belvedere.evidence.store import Edition, Snapshot, Store
from belvedere.evidence.writer import Writer, writing
from belvedere.evidence.writing import file_digest, store_errors, write_rows, write_set_aside
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.facts import ROWS_PER_GROUP, fact_name, fact_sql, needs, told_by
from belvedere.matching import organisations, projects, trials
from belvedere.matching.works import MADE as WORK_TABLES
from belvedere.matching.works import prepare
from belvedere.sources.base import Files, Source, source
from belvedere.sources.fetching import Fetcher
from belvedere.tables import TABLES
from belvedere.tables.journal_lists import journal_lists
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.themes import themes

MEMORY = "512MB"

Say = Callable[[str], None]


def say(line: str) -> None:
    """Tell the person who waits what was done."""
    print(line, file=sys.stderr, flush=True)


@cache
def code(*rooms: str) -> str:
    """Return a digest of rooms' code: a snapshot made by other code is made anew."""
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted(Path(str(files("belvedere") / room)).rglob("*")):
            if path.suffix in (".py", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def build(
    home: Path, landscape: Landscape, folder: Path | None, *, only: Sequence[str] = (),
    tell: Say = say, on: str = "duckdb",
) -> Edition:
    """Build an edition of a landscape and make it the current one.

    Sources are read from ``folder`` where it is given, else fetched from the net.
    ``on`` is the engine of the large steps: duckdb, or the address of a Spark master.
    Raises StoreError when another build is writing, the disk is full or the
    folder cannot be written; InputError when a file is not what it should be. In
    all these cases the last edition stands.
    """
    store = Store(home)
    began = time.monotonic()
    with writing(store) as writer:
        made = [_landscape(writer, landscape)]
        for name in landscape.sources:
            if only and name not in only:
                continue
            inputs = gather(source(name), landscape, home, folder)
            if not inputs.paths:
                tell(f"{name:<16} no files of it {'in ' + str(folder) if folder else 'anywhere'}: "
                     "left out")
                continue
            made.append(harvest(writer, source(name), inputs, tell))
        if len(made) == 1:
            raise InputError(
                f"No source has any file in {folder}. docs/reference/sources.md says what each "
                "one reads."
            )
        made += matched(writer, made, landscape.institute, tell, on)
        edition = writer.publish(landscape.summary, made)
    tell(f"edition {edition.name} in {time.monotonic() - began:.1f} s")
    return edition


def gather(wanted: Source, landscape: Landscape, home: Path, folder: Path | None) -> Files:
    """Return a source's files: those under ``folder``, or fetched from the net."""
    if folder is not None:
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder: give the one that holds the files.")
        return Files(folder, tuple(wanted.find(folder)))
    place = home / "downloads" / wanted.name
    with store_errors(home):
        place.mkdir(parents=True, exist_ok=True)
        settings = {"folder": str(landscape.folder), **landscape.sources.get(wanted.name, {})}
        return Files(place, tuple(wanted.fetch(Fetcher(place), settings)))


def harvest(writer: Writer, wanted: Source, inputs: Files, tell: Say = say) -> Snapshot:
    """Read a source's files into a snapshot, unless it was read before."""
    began = time.monotonic()
    checksums = [
        {"file": inputs.name(path), "sha256": file_digest(path), "bytes": path.stat().st_size}
        for path in inputs.paths
    ]

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        if wanted.write:
            counts = wanted.write(inputs, ledger, work)
            write_set_aside(work, ledger)
        else:
            counts = write_rows(work, wanted.tables, wanted.read(inputs, ledger), ledger)
        as_of = wanted.as_of(inputs)
        return {
            "title": wanted.title, "publisher": wanted.publisher, "licence": wanted.licence,
            "home": wanted.home, "inputs": [_with_sidecar(inputs, c) for c in checksums],
            "as_of": {wanted.name: as_of} if as_of else {}, "made_from": [wanted.name],
            "covers": wanted.covers(inputs), **_account(ledger, counts),
        }

    made_from = [code("sources", "tables", "evidence"), checksums]
    snapshot, known = writer.snapshot(wanted.name, made_from, fill)
    origin = snapshot.origin
    tell(
        f"{wanted.name:<16} {origin['records_in']:>9,} records, "
        f"{origin['records_set_aside'] + sum(t['set_aside'] for t in origin['tables'].values()):,}"
        f" set aside" + (", as before" if known else f", {time.monotonic() - began:.1f} s")
    )
    return snapshot


def _with_sidecar(inputs: Files, checksum: dict) -> dict:
    """Add where and when a fetched file came from, which its sidecar tells."""
    path = inputs.root / checksum["file"]
    sidecar = path.with_name(path.name + ".origin.json")
    if not sidecar.exists():
        return checksum
    told = json.loads(sidecar.read_text(encoding="utf-8"))
    return {**checksum, "url": told.get("url"), "fetched": told.get("date")}


def _account(ledger: Ledger, counts: Mapping) -> dict:
    return {
        "harvested": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "belvedere": __version__,
        "records_in": ledger.records_in,
        "records_set_aside": ledger.records_set_aside,
        "tables": counts,
        "unknown": [
            {"column": column, "code": text, "count": count}
            for (column, text), count in sorted(ledger.unknowns.items())
        ],
        "repaired": [
            {"file": file, "what": what, "count": count}
            for (file, what), count in sorted(ledger.repairs.items())
        ],
        "notes": dict(sorted(ledger.notes.items())),
    }


def _landscape(writer: Writer, landscape: Landscape) -> Snapshot:
    """Settle the merges that the landscape declares and those that people decided."""
    curated = merges.decisions(writer.store.home)

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        rows = [
            *merge_rows(landscape.merges, "declared", "landscape.toml", ledger),
            *merge_rows(curated, "curated", "curation/merges.toml", ledger),
        ]
        rows += [("journal_lists", row, Place("journal_lists.csv", number))
                 for number, row in enumerate(journal_lists(), start=1)]
        counts = write_rows(work, ("organisation_equivalences", "journal_lists"), rows, ledger)
        return {
            "title": f"Landscape {landscape.name}", "publisher": landscape.name, "licence": "MIT",
            "home": "", "inputs": [], "as_of": {}, "made_from": ["landscape"],
            **_account(ledger, counts),
        }

    made_from = [code("tables", "evidence"), landscape.merges, curated]
    return writer.snapshot("landscape", made_from, fill)[0]


def _open(snapshots: Sequence[Snapshot], spill: Path) -> Database:
    """Open the tables of snapshots; a declared table that nobody filled is empty."""
    edition = Edition("", "", {}, tuple(snapshots))
    # one thread: measured as fast as two for a sorted fact, in half the memory
    database = Database(edition.tables, threads=1, memory=MEMORY, spill=spill)
    for name, table in TABLES.items():
        if name not in edition.tables:
            columns = ", ".join(f'"{column}" {kind}' for column, kind in table.physical())
            database.cursor().execute(f'CREATE TABLE "{name}" ({columns})')
    database.need(*edition.tables)
    return database


def _engine(on: str, snapshots: Sequence[Snapshot], writer: Writer) -> Engine:
    """Return the engine to run on, with the snapshots' tables open where it is DuckDB."""
    spill = writer.work / "spill"
    return engine(on, _open(snapshots if on == "duckdb" else [], spill).cursor(), spill)


def _inherited(snapshots: Sequence[Snapshot], tables: Iterable[str]) -> dict:
    """Return the sources, and their dates, of the snapshots that fill these tables."""
    origins = [s.origin for s in snapshots if set(s.tables).intersection(tables)]
    return {
        "made_from": sorted({name for origin in origins for name in origin["made_from"]}),
        "as_of": {name: text for origin in origins for name, text in origin["as_of"].items()},
    }


def matched(
    writer: Writer, made: Sequence[Snapshot], institute: str, tell: Say, on: str = "duckdb"
) -> list[Snapshot]:
    """Settle all that is made from what sources gave: matching, scores and facts."""
    made = [*made, match(writer, made, tell)]
    works = match_publications(writer, made, on, tell)
    facts = make_facts(writer, [*made, *works], on, tell)
    return [made[-1], *works, *facts,
            *sum_publications(writer, made, works, facts, institute, on, tell)]


def match(writer: Writer, made: Sequence[Snapshot], tell: Say) -> Snapshot:
    """Settle whose each record is: identities, organisations, trials, project parties."""
    tables = [name for name, table in TABLES.items() if table.filled_by == "matching"
              and name not in (*WORK_TABLES, "work_identities")]

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        database = _open(made, writer.work / "spill")
        counts = write_rows(work, tables, _matched(database, ledger), ledger)
        return {
            "title": "Matching", "publisher": "Belvedere", "licence": "MIT", "home": "",
            "inputs": [s.name for s in made], **_inherited(made, list(TABLES)),
            **_account(ledger, counts),
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
        f"SELECT DISTINCT record_id FROM ({' UNION ALL '.join(mentions)}) ORDER BY 1"
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


def match_publications(
    writer: Writer, made: Sequence[Snapshot], on: str, tell: Say
) -> list[Snapshot]:
    """Settle works, whose they are, and what their citations are worth in the world."""
    if not any("work_records" in s.files for s in made):
        return []
    began = time.monotonic()

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        database = _open(made, writer.work / "spill")
        counts = publications.match_works(work, database, made)
        return {
            "title": "Works", "publisher": "Belvedere", "licence": "MIT", "home": "",
            "inputs": [s.name for s in made],
            **_inherited(made, ("work_records", "authorships", "citations")),
            **_account(ledger, counts),
        }

    works, known = writer.snapshot(
        "works", [code("matching", "tables", "evidence", "building"), [s.name for s in made]], fill)

    covers = {s.origin.get("covers") for s in made} - {None}
    based = publications.baseline(made)

    def score(work: Path) -> Mapping:
        run = _engine(on, [works], writer)
        if based:
            cells = f"SELECT * FROM {run.read(based.files['baseline_cells'])}"
        else:
            cells = publications.cells_of(run, works)
            if covers and "world" not in covers:
                cells = f"SELECT * FROM ({cells}) none WHERE FALSE"
        publications.make_scores(work, run, cells, works)
        return {"title": "Citation scores", "publisher": "Belvedere", "licence": "MIT", "home": "",
                "inputs": [works.name], **_inherited([works], ["works"])}

    scores, _ = writer.snapshot(
        "citation_scores",
        [code("indicators", "tables", "building"), works.name, sorted(covers),
         based.name if based else None], score)
    tell(f"{'works':<16} {works.origin['tables']['works']['kept']:>9,} works"
         + (", as before" if known else f", {time.monotonic() - began:.1f} s"))
    return [works, scores]


def sum_publications(
    writer: Writer, made: Sequence[Snapshot], works: Sequence[Snapshot],
    facts: Sequence[Snapshot], institute: str, on: str, tell: Say,
) -> list[Snapshot]:
    """Settle the sums of publications, from which portraits and figure pages answer."""
    if not works:
        return []
    began = time.monotonic()
    based = publications.baseline(made)
    inputs = [s for s in facts if s.origin["source"].startswith("fact_work")] + [works[1]]
    inputs += [based] if based else []

    def fill(work: Path) -> Mapping:
        run = _engine("duckdb" if based else on, made, writer)
        if based:
            prepare(run.connection, themes())
        publications.make_sums(work, run, facts, based, institute)
        return {"title": "Sums of publications", "publisher": "Belvedere", "licence": "MIT",
                "home": "", "inputs": [s.name for s in inputs], **_inherited(works, ["works"])}

    snapshot, known = writer.snapshot(
        "publication_sums",
        [code("indicators", "tables", "building"), institute, [s.name for s in inputs]], fill)
    tell(f"{'sums':<16} " + ("as before" if known else f"{time.monotonic() - began:.1f} s"))
    return [snapshot]


def counted_tables() -> list[str]:
    """Return the tables whose rows some indicator counts."""
    tables = {name for d in catalogue().values()
              for name in (d.table, d.country_table, d.world_table) if name}
    return sorted(tables)


def make_facts(
    writer: Writer, made: Sequence[Snapshot], on: str, tell: Say
) -> list[Snapshot]:
    """Settle the fact of each table that some indicator counts."""
    began, facts = time.monotonic(), []
    database: list[Database] = []
    for name in counted_tables():
        table = TABLES[name]
        inputs = [s for s in made if set(s.tables) & set(needs(table))]

        whose = sorted({d.whose for d in catalogue().values() if d.table == name} | {
            d.whose_country for d in catalogue().values() if d.country_table == name})

        def fill(work: Path, table=table, whose=whose) -> Mapping:
            if not database:
                database.append(_open(made, writer.work / "spill"))
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
                DuckDB(database[0].cursor()).copy(
                    fact_sql(table, whose), work / f"{fact_name(table.name)}.parquet",
                    ROWS_PER_GROUP)
            return {
                "title": f"Facts of {table.name}", "publisher": "Belvedere", "licence": "MIT",
                "home": "", "inputs": [s.name for s in made],
                **_inherited(made, told_by(table)),
            }

        with store_errors(writer.store.home):
            snapshot, _ = writer.snapshot(
                fact_name(name), [code("indicators", "tables"), [s.name for s in inputs]], fill
            )
        facts.append(snapshot)
    tell(f"{'facts':<16} {len(facts):>9,} tables, {time.monotonic() - began:.1f} s")
    return facts
