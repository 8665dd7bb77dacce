"""OpenAlex: works, institutions, journals and topics of the world's publications.

From the snapshot (a folder of parts for each entity, with a manifest), from
pages of the API for one institution's works, or from single files of either
form. Millions of works are read by DuckDB, a part at a time, in bounded memory; while
tables are written of one, the next is read.
"""

import datetime
import shutil
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from itertools import cycle, repeat
from pathlib import Path

import duckdb
from tqdm import tqdm

from belvedere.sources import _openalex_entities as entities
from belvedere.sources import _openalex_works as works
from belvedere.sources._openalex_columns import COLUMNS
from belvedere.sources._openalex_fetch import fetch_api, read_query
from belvedere.sources._openalex_files import deletes, entity, find, load, merges
from belvedere.sources._openalex_newest import newest_in_all, newest_in_part, write_merged
from belvedere.sources._openalex_snapshot import MANIFESTS, check_manifest, fetch_snapshot
from belvedere.sources.base import Files, Source
from belvedere.sources.bulk import ahead, engine, part_file, write_part
from belvedere.sources.fetching import Fetcher
from belvedere.sources.fields import AHEAD, EARLIEST
from belvedere.tables.ledger import Ledger
from belvedere.tables.sql_text import parquet

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
    for place in sorted({path.parent for path in files.paths if path.name in MANIFESTS}):
        for problem in check_manifest(place.parent, place.name):
            ledger.note(problem)
    gathered: Counter[str] = Counter()
    for kind, (_, query, columns) in _GATHERED.items():
        empty = ", ".join(f'CAST(NULL AS {type_}) AS "{name}"' for name, type_ in columns.items())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {empty} WHERE FALSE")
        connection.execute(f"CREATE TABLE {kind} AS {query}")  # every session sees it
    offered, part, last = 0, 0, None
    latest = int((as_of(files) or str(datetime.date.today()))[:4]) + AHEAD
    for path in files.paths:
        kind = entity(path)
        if kind in _GATHERED:
            for _ in load(repeat(connection), files, path, _GATHERED[kind][2], ledger, spill):
                if kind == "topics":
                    _tell_topics(connection, ledger)
                _gather(connection, kind, _GATHERED[kind][1], gathered)
    parts = [path for path in files.paths if entity(path) == "works"]
    sessions = cycle([connection.cursor(), connection.cursor()])
    loaded = closing(ahead((path, session) for path in parts for session in load(
        sessions, files, path, COLUMNS, ledger, spill, works.number("id"))))
    size = sum(path.stat().st_size for path in parts)
    with loaded as pieces, tqdm(desc="openalex", total=size, unit="B", unit_scale=True,
                                leave=False, disable=None) as bar:
        for path, session in pieces:
            offered += _write_works(session, folder, part, latest, ledger)
            for kind in ("institutions", "sources"):
                _gather(session, kind, _GATHERED[kind][0], gathered)
            part += 1
            if path != last:
                bar.update(path.stat().st_size)
                last = path
    newest_in_all(connection, folder, part, ledger)
    merged = [path for path in files.paths if merges(path) or deletes(path)]
    if merged and part:
        offered += write_merged(connection, merged, folder, part, ledger)
    counts = {name: _counted(connection, folder, name) for name in works.TABLES}
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
    connection: duckdb.DuckDBPyConnection, folder: Path, part: int, latest: int, ledger: Ledger
) -> int:
    """Write the tables of the works in ``raw``; return how many works there were.

    ``latest`` is the last year that a work can be of.
    """
    total = newest_in_part(connection, ledger) - _leave_out(connection, ledger)
    _tell(connection, latest, ledger)
    write_part(connection, works.work_records(latest), "work_records",
               part_file(folder, "work_records", part), ordered=False)
    for made, query in (("author", works.AUTHORS), ("signed", works.AUTHORSHIPS)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {made} AS {query}")
    write_part(connection, "SELECT * FROM signed", "authorships",
               part_file(folder, "authorships", part), ordered=False)
    write_part(
        connection, "SELECT DISTINCT affiliation_id, text AS affiliation FROM signed "
        "WHERE affiliation_id IS NOT NULL", "affiliations",
        part_file(folder, "affiliation_texts", part),
    )
    connection.execute("DROP TABLE author; DROP TABLE signed")
    for table in ("work_topics", "citations", "work_references"):
        write_part(connection, works.TABLES[table], table, part_file(folder, table, part),
                   ordered=False)
    return total


def _leave_out(connection, ledger: Ledger) -> int:
    """Take out the works that the API leaves out too; return how many there were.

    So a baseline that is made from the snapshot is one for works that come by the API.
    """
    count, = connection.execute("SELECT count(*) FROM raw WHERE is_xpac").fetchone()
    if count:
        connection.execute("DELETE FROM raw WHERE is_xpac")
        ledger.note("works of OpenAlex's expansion pack (is_xpac), left out as its API does", count)
    return count


_ODDITIES = {
    "without year": "publication_year IS NULL",
    "with an impossible year, taken as unknown":
        f"publication_year NOT BETWEEN {EARLIEST} AND $latest",
    "with a date that is no day of their year, known to the year only":
        f"publication_date <> '' AND publication_year BETWEEN {EARLIEST} AND $latest "
        "AND year(try_cast(publication_date AS DATE)) IS DISTINCT FROM publication_year",
    "without title": "coalesce(nullif(title, ''), nullif(display_name, '')) IS NULL",
    "without authorships": "coalesce(len(authorships), 0) = 0",
    "without topics": "coalesce(primary_topic.id, '') = ''",
    "with a negative count of citations, taken as unknown": "cited_by_count < 0",
    "with more citations than there are works, taken as unknown":
        f"cited_by_count > {works.MOST_CITED}",
    "with more citations in a year than there are works, left out":
        f"len(list_filter(counts_by_year, c -> c.cited_by_count > {works.MOST_CITED})) > 0",
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


def _write_affiliations(connection, folder: Path, parts: int) -> dict[str, int]:
    if not parts:
        write_part(connection, "SELECT 0 AS affiliation_id WHERE FALSE", "affiliations",
                   folder / "affiliations.parquet")
        return _account(0)
    kept = write_part(
        connection, "SELECT affiliation_id, any_value(affiliation) AS affiliation FROM "
        f"{parquet([folder / 'affiliation_texts.*.parquet'])} GROUP BY 1",
        "affiliations", folder / "affiliations.parquet",
    )
    return _account(kept)


def _gather(connection, kind: str, query: str | None, gathered: Counter) -> None:
    """Add what ``raw`` tells of an entity: what was told first stands, gaps are filled."""
    if query is None:
        return
    key = {"institutions": "id", "sources": "journal_id", "topics": "topic_id"}[kind]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT DISTINCT ON ({key}) * FROM ({query}) "
        f"WHERE {key} IS NOT NULL ORDER BY ALL")
    told = [row[0] for row in connection.execute("DESCRIBE found").fetchall() if row[0] != key]
    filled = ", ".join(f'"{name}" = coalesce({kind}."{name}", found."{name}")' for name in told)
    gaps = " OR ".join(f'({kind}."{name}" IS NULL AND found."{name}" IS NOT NULL)'
                       for name in told)
    connection.execute(
        f"UPDATE {kind} SET {filled} FROM found WHERE {kind}.{key} = found.{key} AND ({gaps})")
    gathered[kind] += connection.execute(
        f"INSERT INTO {kind} BY NAME FROM found ANTI JOIN {kind} USING ({key})").fetchone()[0]


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
        f"SELECT count(*) FROM {parquet([folder / f'{table}.*.parquet'])}"
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
    with all its pages for an institution.
    """
    works_ = [path for path in files.paths if entity(path) == "works"]
    folders = {_folder(path) for path in works_}
    if len(folders) == 1:
        folder = folders.pop()
        if _vouched(folder):
            return "world"
        query = read_query(folder)
        if query and query["finished"] and len(works_) == query["pages"]:
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
        *works.TABLES, "affiliations", "organisation_records", "organisation_equivalences",
        "institution_lineage", "journals", "topics",
    ),
    find=find,
    fetch=fetch,
    write=write,
    as_of=as_of,
    covers=covers,
)
