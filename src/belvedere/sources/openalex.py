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
from belvedere.sources._openalex_files import entity, find, load, merges
from belvedere.sources._openalex_snapshot import MANIFESTS, check_manifest, fetch_snapshot
from belvedere.sources.base import Files, Source
from belvedere.sources.bulk import engine, part_file, write_part
from belvedere.sources.fetching import Fetcher
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.sql_text import quoted

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

    Of works given twice the one changed last stands, and the other is counted.
    Raises InputError when a part is not what its manifest says.
    """
    spill = folder / "spill"
    spill.mkdir()
    connection = engine(spill)
    for place in sorted({_folder(path) for path in files.paths if entity(path)}):
        if _vouched(place):
            for problem in check_manifest(place.parent, place.name):
                ledger.note(problem)
    gathered: Counter[str] = Counter()
    for kind, (_, query, columns) in _GATHERED.items():
        empty = ", ".join(f'CAST(NULL AS {type_}) AS "{name}"' for name, type_ in columns.items())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {empty} WHERE FALSE")
        connection.execute(f"CREATE TEMP TABLE {kind} AS {query}")
    offered, part = 0, 0
    for path in files.paths:
        kind = entity(path)
        if kind in _GATHERED:
            load(connection, files, path, _GATHERED[kind][2], ledger, spill)
            _gather(connection, kind, _GATHERED[kind][1], gathered)
    parts = [path for path in files.paths if entity(path) == "works"]
    size = sum(path.stat().st_size for path in parts)
    with tqdm(desc="openalex", total=size, unit="B", unit_scale=True, leave=False,
              disable=None) as bar:
        for path in parts:
            load(connection, files, path, COLUMNS, ledger, spill, works.number("id"))
            offered += _write_works(connection, files.name(path), folder, part, ledger)
            for kind in ("institutions", "sources"):
                _gather(connection, kind, _GATHERED[kind][0], gathered)
            part += 1
            bar.update(path.stat().st_size)
    _drop_older(connection, folder, part, ledger)
    merged = [path for path in files.paths if merges(path)]
    if merged and part:
        _write_merged(connection, merged, folder, part, ledger)
    counts = {name: _counted(connection, folder, name) for name in _TABLES}
    counts["work_records"] |= {"offered": offered,
                               "repeated": offered - counts["work_records"]["kept"]}
    counts["affiliations"] = _write_affiliations(connection, folder, part)
    counts |= _write_gathered(connection, folder, gathered)
    for left in folder.glob("affiliation_texts.*"):
        left.unlink()
    connection.close()  # DuckDB keeps what it spilled until then
    shutil.rmtree(spill)
    return counts


def _write_works(
    connection: duckdb.DuckDBPyConnection, name: str, folder: Path, part: int, ledger: Ledger
) -> int:
    """Write the tables of the works in ``raw``; return how many works there were."""
    latest = datetime.date.today().year + 2  # journals date their issues ahead
    _tell(connection, name, latest, ledger)
    unread = connection.execute("SELECT id FROM raw WHERE record_id IS NULL").fetchall()
    for (id_,) in unread:
        ledger.set_aside(Place(name, 0), "the id is no OpenAlex work", id_)
    total, different = connection.execute(
        "SELECT count(record_id), count(DISTINCT record_id) FROM raw").fetchone()
    if unread or different < total:
        ledger.note("works given twice: the one changed last stands", total - different)
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM raw WHERE record_id IS NOT NULL "
            "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY updated_date DESC NULLS "
            "LAST, cited_by_count DESC NULLS LAST, hash(raw)) = 1"
        )
    write_part(connection, works.work_records(latest), "work_records",
               part_file(folder, "work_records", part), ordered=False)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE signed AS {works.AUTHORSHIPS}")
    write_part(connection, "SELECT * FROM signed", "authorships",
               part_file(folder, "authorships", part), ordered=False)
    write_part(
        connection, "SELECT DISTINCT affiliation_id, text AS affiliation FROM signed "
        "WHERE affiliation_id IS NOT NULL", "affiliations",
        part_file(folder, "affiliation_texts", part),
    )
    for table in ("work_topics", "citations", "work_references"):
        write_part(connection, _TABLES[table], table, part_file(folder, table, part),
                   ordered=False)
    return total


_ODDITIES = {
    "without year": "publication_year IS NULL",
    "with an impossible year, taken as unknown":
        f"publication_year NOT BETWEEN {works.EARLIEST} AND $latest",
    "without title": "coalesce(nullif(title, ''), display_name) IS NULL",
    "without authorships": "coalesce(len(authorships), 0) = 0",
    "without topics": "primary_topic.id IS NULL",
    "with a negative count of citations, taken as unknown": "cited_by_count < 0",
}


def _tell(connection, name: str, latest: int, ledger: Ledger) -> None:
    """Note how many works lack what questions ask by; they are kept."""
    shown = ", ".join(f"count(*) FILTER (WHERE {test})" for test in _ODDITIES.values())
    found = connection.execute(
        f"SELECT {shown} FROM raw".replace("$latest", str(latest))).fetchone()
    for what, count in zip(_ODDITIES, found):
        if count:
            ledger.note(f"works {what}", count)


def _drop_older(connection, folder: Path, parts: int, ledger: Ledger) -> None:
    """Take works out of all parts but the one that has them newest."""
    if parts < 2:
        return
    read = f"read_parquet({quoted(folder / 'work_records.*.parquet')}, filename = true)"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE older AS "
        f"SELECT record_id, filename, updated FROM {read} WHERE record_id IN ("
        f"SELECT record_id FROM {read} GROUP BY 1 HAVING count(*) > 1) "
        "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY updated DESC NULLS LAST, "
        "filename DESC) > 1"
    )
    _take_out(connection, folder, "works given twice: the one changed last stands", ledger)


_DELETED = "W4285719527"
"""Into this work OpenAlex merges those that it deletes."""


def _write_merged(connection, paths, folder: Path, part: int, ledger: Ledger) -> None:
    """Write what became of works that were merged or deleted, of those that matter here."""
    read = f"read_parquet({quoted(folder / 'work_records.*.parquet')}, filename = true)"
    listed = ", ".join(map(quoted, paths))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE merged AS SELECT {works.number('id')} AS record_id, "
        f"any_value(CASE WHEN coalesce(into_, '') IN ('', '{_DELETED}') THEN 'deleted' "
        "ELSE into_ END) AS replaced_by "
        f"FROM (SELECT id, {works.short('merge_into_id')} AS into_ FROM "
        f"read_csv([{listed}], header = true, all_varchar = true)) "
        "GROUP BY 1 HAVING record_id IS NOT NULL")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE older AS SELECT record_id, filename FROM {read} "
        "WHERE record_id IN (SELECT record_id FROM merged)")
    connection.execute(
        "DELETE FROM merged WHERE record_id NOT IN (SELECT record_id FROM older) "
        f"AND replaced_by NOT IN (SELECT openalex_id FROM {read})")
    _take_out(connection, folder, "works merged into others or deleted", ledger)
    write_part(
        connection, "SELECT record_id, 'openalex' AS source, 'W' || record_id AS openalex_id, "
        "replaced_by FROM merged", "work_records", part_file(folder, "work_records", part))


def _take_out(connection, folder: Path, why: str, ledger: Ledger) -> None:
    """Take the works of ``older`` out of the parts that they name, with all that hangs on them."""
    for filename, count in connection.execute(
        "SELECT filename, count(*) FROM older GROUP BY 1 ORDER BY 1").fetchall():
        number = filename.rsplit(".", 2)[1]
        ledger.note(why, count)
        for table in _TABLES:
            path = folder / f"{table}.{number}.parquet"
            whole = path.rename(path.with_suffix(".whole"))
            write_part(
                connection, f"SELECT * FROM read_parquet({quoted(whole)}) WHERE record_id NOT IN "
                f"(SELECT record_id FROM older WHERE filename = {quoted(filename)})", table, path,
                ordered=False,
            )
            whole.unlink()


def _write_affiliations(connection, folder: Path, parts: int) -> dict[str, int]:
    if not parts:
        write_part(connection, "SELECT 0 AS affiliation_id WHERE FALSE", "affiliations",
                   folder / "affiliations.parquet")
        return _account(0)
    kept = write_part(
        connection, "SELECT affiliation_id, any_value(affiliation) AS affiliation FROM "
        f"read_parquet({quoted(folder / 'affiliation_texts.*.parquet')}) GROUP BY 1",
        "affiliations", folder / "affiliations.parquet",
    )
    return _account(kept)


def _gather(connection, kind: str, query: str | None, gathered: Counter) -> None:
    """Add what ``raw`` tells of an entity; what was told first stands."""
    if query is None:
        return
    key = {"institutions": "id", "sources": "journal_id", "topics": "topic_id"}[kind]
    gathered[kind] += connection.execute(
        f"INSERT INTO {kind} BY NAME SELECT DISTINCT ON ({key}) * FROM ({query}) found "
        f"WHERE {key} IS NOT NULL AND {key} NOT IN (SELECT {key} FROM {kind}) ORDER BY ALL"
    ).fetchone()[0]


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
        f"SELECT count(*) FROM read_parquet({quoted(folder / f'{table}.*.parquet')})"
    ).fetchone()[0])


def _account(kept: int) -> dict[str, int]:
    return {"offered": kept, "kept": kept, "repeated": 0, "set_aside": 0}


def as_of(files: Files) -> str | None:
    """Return the last day on which a part of the snapshot, or a query, was made."""
    days = [path.parent.name.removeprefix("updated_date=") for path in files.paths
            if path.parent.name.startswith("updated_date=")]
    for folder in {_folder(path) for path in files.paths if entity(path)}:
        if query := read_query(folder):
            days.append(query["started"][:10])
    return max(days, default=None)


def covers(files: Files) -> str:
    """Return what the works are: the world's, all of some institutions', or a sample.

    Only a snapshot with its manifest vouches for the world, only a finished query
    for an institution.
    """
    works_ = [path for path in files.paths if entity(path) == "works"]
    folders = {_folder(path) for path in works_}
    if len(folders) == 1:
        folder = folders.pop()
        if _vouched(folder):
            return "world"
        if (query := read_query(folder)) and query["finished"]:
            return "institution"
    return "sample"


def _vouched(folder: Path) -> bool:
    """Return whether a manifest stands beside the parts of an entity."""
    return any((folder / name).exists() for name in MANIFESTS)


def _folder(path: Path) -> Path:
    inside = path.parent.name.startswith("updated_date=")
    return path.parent.parent if inside else path.parent


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
