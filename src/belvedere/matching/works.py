"""Works: the records of one work joined, and whose each work is, a part at a time.

A part is the records of one file with their authorships and citations: nothing
needed to describe a work lies outside it, so memory does not grow with the
world. Only records that share an identifier with another one are brought
together first; they make a last part of their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from belvedere.matching import attributions, listed_journals
from belvedere.matching.components import Components
from belvedere.matching.links import nothing
from belvedere.tables import TABLES
from belvedere.tables.publications import WINDOW
from belvedere.tables.sql_text import parquet
from belvedere.tables.themes import Theme

DATED_YEARS = 10
"""OpenAlex dates the citations of so many last years."""

_IDENTIFIERS = ("openalex_id", "doi", "pmid", "pmcid", "hal_id")
_DESCRIBED = tuple(
    name for name, _ in TABLES["work_records"].physical()
    if name.startswith("publication_date_") or name in {
        **TABLES["works"].names, **TABLES["work_descriptions"].names}
)


class Part(NamedTuple):
    """The files of one part: its records, their authorships, their citations."""

    records: Path
    authorships: Path | None
    citations: Path | None


def identities(connection: duckdb.DuckDBPyConnection) -> Iterator[dict]:
    """Yield work_identities: records that are one work by a shared identifier.

    ``work_records`` must be open. The work is the record with the lowest number:
    OpenAlex's before PubMed's before HAL's. Records that their source merged into
    another are that one; those it withdrew are no work.
    """
    keys = " UNION ALL ".join(
        f"SELECT '{name}:' || {name} AS key, record_id FROM work_records WHERE {name} IS NOT NULL"
        for name in _IDENTIFIERS
    )
    # a hash is compared first: the texts of a hundred million works are not grouped
    shared = connection.execute(
        f"WITH keyed AS (SELECT hash(key) AS code, key, record_id FROM ({keys})), "
        "codes AS (SELECT code FROM keyed GROUP BY 1 HAVING count(*) > 1) "
        "SELECT key, list(DISTINCT record_id ORDER BY record_id) FROM keyed "
        "WHERE code IN (FROM codes) GROUP BY key HAVING count(DISTINCT record_id) > 1 ORDER BY key"
    ).fetchall()
    because: dict[int, list[str]] = {}
    pairs = []
    for key, records in shared:
        for record in records:
            because.setdefault(record, []).append(key)
        pairs += [(records[0], other) for other in records[1:]]
    gone = dict(connection.execute(
        "SELECT r.record_id, into_.record_id FROM work_records r LEFT JOIN work_records into_ "
        "ON into_.openalex_id = r.replaced_by WHERE r.replaced_by IS NOT NULL").fetchall())
    pairs += [(record, other) for record, other in gone.items() if other is not None]
    together = Components()
    for first, second in pairs:
        together.add(first)
        together.add(second)
        together.join(first, second)
    for members in sorted(map(sorted, together.all())):
        standing = sorted(set(members) - set(gone))
        for record in sorted(members):
            reasons = because.get(record, ["merged by its source"])
            yield {"record_id": record, "work_id": standing[0] if standing else None,
                   "because": "; ".join(reasons) if standing else "withdrawn by its source"}
    joined = {record for pair in pairs for record in pair}
    for record in sorted(set(gone) - joined):
        yield {"record_id": record, "work_id": None, "because": "withdrawn by its source"}


def prepare(connection: duckdb.DuckDBPyConnection, themes: Mapping[str, Theme]) -> None:
    """Make the small tables that every part is read with: seats, ancestors, themes, lists.

    ``organisation_identities``, ``organisation_records``, ``institution_lineage``,
    ``journals``, ``journal_lists``, ``work_identities``, ``affiliation_links`` and
    ``unit_supervisors`` must be open.
    """
    # organisations are numbered here: grouping by numbers is several times faster than by texts
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE seat AS
        SELECT *, CAST(dense_rank() OVER (ORDER BY organisation_id) AS INTEGER) AS code FROM (
          SELECT record_id AS institution_id, coalesce(i.organisation_id, record_id)
            AS organisation_id, r.country, contains(lower(r.kind), 'company') AS is_company
          FROM organisation_records r FULL JOIN organisation_identities i USING (record_id)
          FULL JOIN (SELECT DISTINCT organisation_id AS record_id FROM affiliation_links)
            USING (record_id))
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE organisation_named AS
        SELECT code, any_value(organisation_id) AS organisation_id,
          first(country ORDER BY institution_id) FILTER (country IS NOT NULL) AS country
        FROM seat GROUP BY code
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE ancestor AS
        SELECT DISTINCT own.code, up.code AS above
        FROM institution_lineage l JOIN seat up ON up.institution_id = l.ancestor_id
        JOIN seat own ON own.institution_id = l.institution_id WHERE up.code <> own.code
    """)
    listed_journals.prepare(connection)
    attributions.prepare(connection)
    connection.execute("CREATE OR REPLACE TEMP TABLE theme_of (theme VARCHAR, code VARCHAR)")
    connection.executemany("INSERT INTO theme_of VALUES (?, ?)", [
        (name, code) for name, theme in themes.items() for code in (*theme.subfields, *theme.mesh)])


def read(connection: duckdb.DuckDBPyConnection, part: Part, spare: bool) -> None:
    """Open one part's records, authorships and citations; ``spare`` those to be joined."""
    for name, path in part._asdict().items():
        table = {"records": "work_records"}.get(name, name)
        source = parquet([path]) if path else f"(SELECT {nothing(table)} WHERE FALSE)"
        test = "TRUE"
        if spare:
            test = "record_id NOT IN (SELECT record_id FROM work_identities)"
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW part_{name} AS SELECT * FROM {source} WHERE {test}")
    connection.execute("CREATE OR REPLACE TEMP VIEW part_years AS "
                       'SELECT record_id, "year" FROM part_records')


def gather(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> bool:
    """Bring together the records to be joined, from all parts; return whether there are any.

    Each work's values are those of its first record that knows them; its authors
    and its citations those of its first record that has any. Records that their
    source merged into another, or withdrew, tell nothing more.
    """
    count = connection.execute(
        "SELECT count(*) FROM work_identities WHERE work_id IS NOT NULL").fetchone()[0]
    if not count:
        return False
    for name in Part._fields:
        table = {"records": "work_records"}.get(name, name)
        paths = [path for path in (getattr(p, name) for p in parts) if path]
        source = parquet(paths) if paths else f"(SELECT {nothing(table)} WHERE FALSE)"
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE all_{name} AS SELECT s.*, i.work_id FROM {source} s "
            "JOIN work_identities i USING (record_id) WHERE i.work_id IS NOT NULL "
            "AND record_id NOT IN (SELECT record_id FROM work_records "
            "WHERE replaced_by IS NOT NULL)")
    firsts = ", ".join(
        f'first("{name}" ORDER BY record_id) FILTER ("{name}" IS NOT NULL) AS "{name}"'
        for name in _DESCRIBED if name not in ("is_retracted", "mesh")
    )
    # one source that knows of the retraction is enough
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW part_records AS SELECT work_id AS record_id, "
        f"{firsts}, bool_or(is_retracted) AS is_retracted, "
        "list_distinct(flatten(list(mesh) FILTER (mesh IS NOT NULL))) AS mesh, "
        # the date up to which the citations are told
        "first(updated ORDER BY record_id) FILTER (cited_by_count IS NOT NULL) AS updated, "
        "NULL AS replaced_by FROM all_records GROUP BY work_id")
    for name in ("authorships", "citations"):
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW part_{name} AS "
            f"SELECT * EXCLUDE (work_id) REPLACE (work_id AS record_id) FROM all_{name} "
            "QUALIFY record_id = min(record_id) OVER (PARTITION BY work_id)")
    # an author's units are those of the year of the record that tells of him
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW part_years AS "
        'SELECT work_id AS record_id, "year" FROM work_records JOIN ('
        "SELECT work_id, min(record_id) AS record_id FROM all_authorships GROUP BY work_id"
        ") USING (record_id)")
    return True


COUNTRIES = """
    SELECT record_id, country FROM part_authorships WHERE country IS NOT NULL GROUP BY ALL
"""

ADDED = f"""
    SELECT record_id, count(country) AS countries, count(code) AS organisations,
      bool_or(is_company) AS with_industry, sum(citations) AS dated,
      sum(CASE WHEN inside THEN citations END) AS inside
    FROM (
      SELECT record_id, country FROM part_countries
      UNION ALL BY NAME SELECT record_id, code, is_company FROM part_own
      UNION ALL BY NAME
      SELECT record_id, c.citations,
        c."year" BETWEEN r."year" AND r."year" + {WINDOW} AS inside
      FROM part_citations c JOIN part_records r USING (record_id))
    GROUP BY record_id
"""
"""What is added up over a work, in one pass: who signs it and who cites it."""

KEPT = "SELECT record_id FROM part_records WHERE replaced_by IS NULL"

WORKS = f"""
    WITH listed AS (
      SELECT r.record_id,
        list(DISTINCT p.domain ORDER BY p.domain) FILTER (p.is_default) AS prominent,
        list_sort(list_distinct(flatten(list([p.list, p.list || '/' || p.domain]))))
          AS journal_lists
      FROM part_records r JOIN listed_journal p USING (journal_id)
      WHERE r."year" BETWEEN p.valid_from AND p.valid_to GROUP BY 1),
    themed AS (
      SELECT record_id, list(DISTINCT theme ORDER BY theme) AS themes FROM (
        SELECT record_id, subfield AS code FROM part_records UNION ALL
        SELECT record_id, unnest(mesh) FROM part_records) JOIN theme_of USING (code)
      GROUP BY record_id)
    SELECT r.record_id AS work_id, r.* EXCLUDE (record_id),
      r."type" IN ('article', 'review') AND r.source_type = 'journal'
        AND NOT coalesce(r.is_retracted, FALSE) AND NOT coalesce(r.is_paratext, FALSE)
        AS is_citable,
      CASE WHEN r.cited_by_count = 0 THEN 0
           WHEN r.cited_by_count IS NOT NULL AND r."year" IS NOT NULL AND (
             coalesce(a.dated, 0) >= r.cited_by_count
             OR r."year" > try_cast(r.updated[:4] AS INTEGER) - {DATED_YEARS})
           THEN coalesce(a.inside, 0) END AS citations,
      nullif(a.countries, 0) AS countries, nullif(a.organisations, 0) AS organisations,
      CASE WHEN a.countries > 1 THEN 'international'
           WHEN a.organisations > 1 AND a.countries = 1 THEN 'national'
           WHEN a.organisations = 1 THEN 'none' END AS collaboration,
      CASE WHEN a.organisations > 0 THEN a.with_industry END AS with_industry,
      CASE WHEN r.journal_id IS NOT NULL AND r."year" IS NOT NULL
           THEN coalesce(listed.prominent, []) END AS prominent,
      CASE WHEN r.journal_id IS NOT NULL AND r."year" IS NOT NULL
           THEN coalesce(listed.journal_lists, []) END AS journal_lists,
      CASE WHEN r.subfield IS NOT NULL OR r.mesh IS NOT NULL
           THEN coalesce(themed.themes, []) END AS themes
    FROM part_records r LEFT JOIN part_added a USING (record_id)
    LEFT JOIN listed USING (record_id) LEFT JOIN themed USING (record_id)
    WHERE r.replaced_by IS NULL
"""

WORK_DESCRIPTIONS = "SELECT record_id AS work_id, * FROM part_records WHERE replaced_by IS NULL"
"""Of records that were brought together: what others say is read where they say it."""

WORK_WORLD = "SELECT record_id AS work_id, 1 AS weight FROM part_kept"

WORK_COUNTRIES = """
    SELECT record_id AS work_id, country, 1.0 / greatest(coalesce(a.countries, 0), 1) AS weight
    FROM part_kept LEFT JOIN part_countries USING (record_id)
    LEFT JOIN part_added a USING (record_id)
"""

MADE = {"works": WORKS, "work_world": WORK_WORLD, "work_countries": WORK_COUNTRIES,
        "work_organisations": attributions.WORK_ORGANISATIONS}

_STEPS = {**attributions.STEPS, "part_countries": COUNTRIES, "part_added": ADDED,
          "part_kept": KEPT}


def make(connection: duckdb.DuckDBPyConnection, tables: Iterable[str] = tuple(MADE)) -> None:
    """Make, of the part that was read, what the queries of these tables read."""
    wanted = " ".join(MADE[table] for table in tables)
    for name, query in reversed(_STEPS.items()):
        if name in wanted:
            wanted += query
    for name, query in _STEPS.items():
        if name in wanted:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")
