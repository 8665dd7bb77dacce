"""OpenAlex: works, institutions, journals and topics of the world's publications.

From the snapshot (a folder of parts for each entity, with a manifest), from
pages of the API for one institution's works, or from single files of either
form. Millions of works are read by DuckDB, a part at a time, in bounded memory.
"""

import datetime
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import duckdb
from tqdm import tqdm

from belvedere.sources import _openalex_entities as entities
from belvedere.sources import _openalex_works as works
from belvedere.sources._openalex_columns import COLUMNS
from belvedere.sources._openalex_fetch import fetch_api, read_query
from belvedere.sources._openalex_files import ENTITIES, MERGED, entity, find, holder, load
from belvedere.sources._openalex_merged import RECORDS, load_merged
from belvedere.sources._openalex_snapshot import check_manifest, fetch_snapshot, manifest_of
from belvedere.sources.base import Files, Source
from belvedere.sources.bulk import engine, parquet, part_file, quoted, write_part
from belvedere.sources.fetching import Fetcher
from belvedere.tables.ledger import Ledger

_TABLES = {
    "work_records": None, "authorships": works.AUTHORSHIPS, "work_topics": works.WORK_TOPICS,
    "citations": works.CITATIONS, "work_references": works.WORK_REFERENCES,
}
"""What each part of works becomes; work_records' query hangs on the year."""

_GATHERED = {
    "institutions": (works.INSTITUTIONS, entities.INSTITUTIONS, entities.INSTITUTION_COLUMNS),
    "sources": (works.JOURNALS, entities.JOURNALS, entities.JOURNAL_COLUMNS),
    "topics": (None, entities.TOPICS, entities.TOPIC_COLUMNS),
}
"""Entities gathered over all parts: as works mention them, as their own files give them."""


def write(files: Files, ledger: Ledger, folder: Path) -> dict[str, dict[str, int]]:
    """Write the tables of all files into a folder; return the rows of each.

    Of works given twice the one changed last stands, and the other is counted. A
    work that was merged into another and has no record any more gets one that says so.
    Raises InputError when a file is damaged or a part is not what its manifest says.
    """
    spill = folder / "spill"
    spill.mkdir()
    connection = engine(spill)
    # also the folder of a manifest alone, whose parts are all missing
    for place in sorted({holder(path) for path in files.paths}):
        if place.name in ENTITIES and manifest_of(place):
            for problem in check_manifest(place.parent, place.name):
                ledger.note(problem)
    lists = [path for path in files.paths if entity(path) == MERGED]
    merges = load_merged(connection, files, lists, ledger, spill)
    gathered: Counter[str] = Counter()
    offered, part = 0, 0
    for path in files.paths:
        kind = entity(path)
        if kind in _GATHERED:
            load(connection, files, path, _GATHERED[kind][2], ledger, spill)
            if kind == "topics":
                _tell_topics(connection, ledger)
            _gather(connection, kind, _GATHERED[kind][1], gathered)
    parts = [path for path in files.paths if entity(path) == "works"]
    size = sum(path.stat().st_size for path in parts)
    with tqdm(desc="openalex", total=size, unit="B", unit_scale=True, leave=False,
              disable=None) as bar:
        for path in parts:
            load(connection, files, path, COLUMNS, ledger, spill)
            offered += _write_works(connection, folder, part, ledger)
            for kind in ("institutions", "sources"):
                _gather(connection, kind, _GATHERED[kind][0], gathered)
            part += 1
            bar.update(path.stat().st_size)
    _drop_older(connection, folder, part, ledger)
    offered += _write_merged(connection, folder, part, merges, ledger)
    counts = {name: _counted(connection, folder, name) for name in _TABLES}
    counts["work_records"] |= {"offered": offered,
                               "repeated": offered - counts["work_records"]["kept"]}
    counts["affiliations"] = _write_affiliations(connection, folder, part)
    counts |= _write_gathered(connection, folder, gathered)
    for left in folder.glob("affiliation_texts.*"):
        left.unlink()
    connection.close()
    shutil.rmtree(spill, ignore_errors=True)  # with what the engine left there
    return counts


def _write_works(
    connection: duckdb.DuckDBPyConnection, folder: Path, part: int, ledger: Ledger
) -> int:
    """Write the tables of the works in ``raw``; return how many works there were."""
    latest = datetime.date.today().year + 2  # journals date their issues ahead
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {works.number('id')} AS record_id, * FROM raw"
    )
    total, different = connection.execute(
        "SELECT count(*), count(DISTINCT record_id) FROM raw").fetchone()
    if different < total:
        ledger.note("works given twice: the one changed last stands", total - different)
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM raw "
            "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY updated_date DESC NULLS "
            "LAST, cited_by_count DESC NULLS LAST, hash(raw)) = 1"
        )
    _tell(connection, latest, ledger)
    write_part(connection, works.work_records(latest), "work_records",
               part_file(folder, "work_records", part))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE signed AS {works.AUTHORSHIPS}")
    write_part(connection, "SELECT * FROM signed", "authorships",
               part_file(folder, "authorships", part))
    write_part(
        connection, "SELECT DISTINCT affiliation_id, text AS affiliation FROM signed "
        "WHERE affiliation_id IS NOT NULL", "affiliations",
        part_file(folder, "affiliation_texts", part),
    )
    for table in ("work_topics", "citations", "work_references"):
        write_part(connection, _TABLES[table], table, part_file(folder, table, part))
    return total


_ODDITIES = {
    "without year": f"{works.YEAR} IS NULL",
    "with an impossible year, taken as unknown":
        f"{works.YEAR} NOT BETWEEN {works.EARLIEST} AND $latest",
    "with a date that is no day of their year, known to the year only":
        f"publication_date <> '' AND {works.YEAR} BETWEEN {works.EARLIEST} AND $latest "
        f"AND year(try_cast(publication_date AS DATE)) IS DISTINCT FROM {works.YEAR}",
    "without title": "coalesce(nullif(title, ''), nullif(display_name, '')) IS NULL",
    "without authorships": "coalesce(len(authorships), 0) = 0",
    "without topics": "coalesce(primary_topic.id, '') = ''",
    "with a negative count of citations, taken as unknown": "cited_by_count < 0",
    "with a negative count of citations in a year, left out":
        "len(list_filter(counts_by_year, c -> c.cited_by_count < 0)) > 0",
}


def _tell(connection, latest: int, ledger: Ledger) -> None:
    """Note how many works lack what questions ask by; they are kept."""
    shown = ", ".join(f"count(*) FILTER (WHERE {test})" for test in _ODDITIES.values())
    found = connection.execute(
        f"SELECT {shown} FROM raw".replace("$latest", str(latest))).fetchone()
    for what, count in zip(_ODDITIES, found):
        if count:
            ledger.note(f"works {what}", count)


def _tell_topics(connection, ledger: Ledger) -> None:
    if bare := connection.execute(entities.BARE_TOPICS).fetchone()[0]:
        ledger.note("topics without subfield, left out", bare)


def _drop_older(connection, folder: Path, parts: int, ledger: Ledger) -> None:
    """Take works out of all parts but the one that has them newest."""
    if parts < 2:
        return
    read = parquet(folder / "work_records.*.parquet", "filename = true")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE older AS "
        f"SELECT record_id, filename, updated FROM {read} WHERE record_id IN ("
        f"SELECT record_id FROM {read} GROUP BY 1 HAVING count(*) > 1) "
        "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY updated DESC NULLS LAST, "
        "filename DESC) > 1"
    )
    for filename, count in connection.execute(
        "SELECT filename, count(*) FROM older GROUP BY 1 ORDER BY 1").fetchall():
        number = filename.rsplit(".", 2)[1]
        ledger.note("works given twice: the one changed last stands", count)
        for table in _TABLES:
            path = folder / f"{table}.{number}.parquet"
            whole = path.rename(path.with_suffix(".whole"))
            write_part(
                connection, f"SELECT * FROM {parquet(whole)} WHERE record_id NOT IN "
                f"(SELECT record_id FROM older WHERE filename = {quoted(filename)})", table, path,
            )
            whole.unlink()


def _write_merged(
    connection, folder: Path, parts: int, merges: int, ledger: Ledger
) -> int:
    """Write merged works that have no record here; return how many merges offer a record."""
    if not merges:
        return 0
    here = (parquet(folder / "work_records.*.parquet") if parts
            else "(SELECT 0 AS record_id WHERE FALSE)")
    known = connection.execute(
        f"SELECT count(*) FROM merged SEMI JOIN {here} ON record_id = merged_id").fetchone()[0]
    if known:
        ledger.note("works merged into others that still have a record of their own", known)
    target = part_file(folder, "work_records", parts)
    query = f"{RECORDS} ANTI JOIN {here} AS here ON here.record_id = merged_id"
    if not write_part(connection, query, "work_records", target):
        target.unlink()
    return merges - known


def _write_affiliations(connection, folder: Path, parts: int) -> dict[str, int]:
    if not parts:
        write_part(connection, "SELECT 0 AS affiliation_id WHERE FALSE", "affiliations",
                   folder / "affiliations.parquet")
        return _account(0)
    kept = write_part(
        connection, "SELECT affiliation_id, any_value(affiliation) AS affiliation FROM "
        f"{parquet(folder / 'affiliation_texts.*.parquet')} GROUP BY 1",
        "affiliations", folder / "affiliations.parquet",
    )
    return _account(kept)


def _gather(connection, kind: str, query: str | None, gathered: Counter) -> None:
    """Add what ``raw`` tells of an entity: what was told first stands, gaps are filled."""
    if query is None:
        return
    gathered[kind] += 1
    key = {"institutions": "id", "sources": "journal_id", "topics": "topic_id"}[kind]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE found AS SELECT DISTINCT ON ({key}) * FROM "
                       f"({query}) WHERE {key} IS NOT NULL ORDER BY ALL")
    if gathered[kind] == 1:
        connection.execute(f"CREATE TEMP TABLE {kind} AS FROM found")
        return
    columns = [row[0] for row in connection.execute(f"DESCRIBE {kind}").fetchall()]
    filled = ", ".join(f'"{name}" = coalesce({kind}."{name}", found."{name}")'
                       for name in columns if name != key)
    gaps = " OR ".join(f'({kind}."{name}" IS NULL AND found."{name}" IS NOT NULL)'
                       for name in columns)
    connection.execute(
        f"UPDATE {kind} SET {filled} FROM found WHERE {kind}.{key} = found.{key} AND ({gaps})")
    connection.execute(f"INSERT INTO {kind} BY NAME FROM found ANTI JOIN {kind} USING ({key})")


def _write_gathered(connection, folder: Path, gathered: Counter) -> dict[str, dict[str, int]]:
    queries = {
        "institutions": {
            "organisation_records": entities.ORGANISATION_RECORDS,
            "organisation_equivalences": entities.ORGANISATION_EQUIVALENCES,
            "institution_lineage": entities.INSTITUTION_LINEAGE,
        },
        "sources": {"journals": "SELECT * FROM sources"},
        "topics": {"topics": "SELECT * FROM topics"},
    }
    counts = {}
    for kind, tables in queries.items():
        for table, query in tables.items():
            if gathered[kind]:
                target = folder / f"{table}.parquet"
                counts[table] = _account(write_part(connection, query, table, target))
    return counts


def _counted(connection, folder: Path, table: str) -> dict[str, int]:
    paths = list(folder.glob(f"{table}.*.parquet"))
    if not paths:
        write_part(connection, "SELECT 1 AS record_id WHERE FALSE", table,
                   part_file(folder, table, 0))
    return _account(connection.execute(
        f"SELECT count(*) FROM {parquet(folder / f'{table}.*.parquet')}"
    ).fetchone()[0])


def _account(kept: int) -> dict[str, int]:
    return {"offered": kept, "kept": kept, "repeated": 0, "set_aside": 0}


def as_of(files: Files) -> str | None:
    """Return the last day on which a part of the snapshot, or a query, was made."""
    days = [path.parent.name.removeprefix("updated_date=") for path in files.paths
            if path.parent.name.startswith("updated_date=")]
    for folder in {holder(path) for path in files.paths if entity(path)}:
        if query := read_query(folder):
            days.append(query["started"][:10])
    return max(days, default=None)


def covers(files: Files) -> str:
    """Return what the works are: the world's, all of some institutions', or a sample.

    Only a snapshot with its manifest vouches for the world, only a finished query
    with all its pages for an institution.
    """
    works_ = [path for path in files.paths if entity(path) == "works"]
    folders = {holder(path) for path in works_}
    if len(folders) == 1:
        folder = folders.pop()
        if manifest_of(folder):
            return "world"
        query = read_query(folder)
        if query and query["finished"] and len(works_) == query["pages"]:
            return "institution"
    return "sample"


def fetch(fetcher: Fetcher, settings: Mapping) -> list[Path]:
    """Get the whole snapshot where ``snapshot = true``, else institutions' works by the API."""
    if settings.get("snapshot"):
        return fetch_snapshot(fetcher, settings)
    return fetch_api(fetcher, settings)


SOURCE = Source(
    name="openalex",
    title="OpenAlex",
    publisher="OurResearch",
    licence="CC0 1.0",
    home="https://openalex.org",
    tables=(
        *_TABLES, "affiliations", "organisation_records", "organisation_equivalences",
        "institution_lineage", "journals", "topics",
    ),
    find=find,
    fetch=fetch,
    write=write,
    as_of=as_of,
    covers=covers,
)
