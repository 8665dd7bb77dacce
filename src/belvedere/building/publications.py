"""The steps of publications: join records into works, score them, make their facts.

Everything large goes a part at a time, file by file, so memory stays bounded
however many works there are.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from belvedere.building.engines import DuckDB, Engine
from belvedere.errors import InputError
from belvedere.evidence.database import Database
from belvedere.evidence.store import Snapshot
from belvedere.indicators.facts import ROWS_PER_GROUP, fact_name, fact_sql
from belvedere.indicators.scores import cells_sql, scores_sql
from belvedere.indicators.sums import WHO, sums_sql
from belvedere.matching import works
from belvedere.tables import TABLES
from belvedere.tables.sql_text import quoted
from belvedere.tables.themes import themes

COUNTED = ("work_world", "work_countries", "work_organisations")
"""The tables of works whose rows are counted, each with its fact."""


def stored(table: str) -> str:
    """Return the select list of a declared table's stored columns, typed."""
    return ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"'
                     for name, kind in TABLES[table].physical())


def parts_of(made: Sequence[Snapshot]) -> list[works.Part]:
    """Return the parts in which sources wrote works, with what hangs on each."""
    parts = []
    for snapshot in made:
        beside = {
            name: {_number(path): path for path in snapshot.files.get(name, ())}
            for name in ("authorships", "citations")
        }
        parts += [
            works.Part(path, *(beside[name].get(_number(path)) for name in beside))
            for path in snapshot.files.get("work_records", ())
        ]
    return parts


def _number(path: Path) -> str:
    return path.name.partition(".")[2]


def match_works(
    work: Path, database: Database, made: Sequence[Snapshot],
) -> dict[str, dict[str, int]]:
    """Write works and whose they are into a folder; return the rows of each table.

    ``database`` has the tables of the snapshots open, organisations matched.
    """
    connection = database.cursor()
    identities = list(works.identities(connection))
    connection.execute("CREATE TABLE work_identities_made (record_id BIGINT, work_id BIGINT, "
                       "because VARCHAR)")
    if identities:
        connection.executemany(
            "INSERT INTO work_identities_made VALUES ($record_id, $work_id, $because)", identities)

    def begin(session: DuckDB) -> None:
        session.connection.execute(
            "CREATE OR REPLACE TEMP VIEW work_identities AS FROM work_identities_made")
        works.prepare(session.connection, themes())

    def part_made(session: DuckDB, numbered: tuple[int, works.Part]) -> Counter[str]:
        number, part = numbered
        works.read(session.connection, part, spare=bool(identities))
        return _write_part(session, work, number, works.MADE)

    engine = DuckDB(connection)
    begin(engine)
    parts = parts_of(made)
    counts = Counter(dict.fromkeys(works.MADE, 0))
    records = sum(s.origin["tables"]["work_records"]["kept"] for s in made
                  if "work_records" in s.files)
    with tqdm(desc="works", total=records, unit=" works", unit_scale=True, leave=False,
              disable=None) as bar:
        for found in engine.each(part_made, enumerate(parts), begin):
            counts.update(found)
            bar.update(found["works"])
    if works.gather(connection, parts) or not parts:
        if not parts:
            works.read(connection, works.Part(None, None, None), spare=False)
        counts.update(_write_part(engine, work, len(parts), works.MADE | (
            {"work_descriptions": works.WORK_DESCRIPTIONS} if parts else {})))
    engine.copy(
        f"SELECT {stored('work_identities')} FROM work_identities ORDER BY record_id",
        work / "work_identities.parquet", ROWS_PER_GROUP)
    counts["work_identities"] = len(identities)
    return {name: {"offered": n, "kept": n, "repeated": 0, "set_aside": 0}
            for name, n in counts.items()}


def _write_part(
    engine: DuckDB, work: Path, number: int, made: Mapping[str, str]
) -> Counter[str]:
    """Write the tables of the part that was read; return the rows of each."""
    works.make(engine.connection)
    counts = Counter()
    for table, query in made.items():
        target = work / f"{table}.{number:04d}.parquet"
        engine.copy(f"SELECT {stored(table)} FROM ({query})", target, 100_000)
        counts[table], = engine.connection.execute(
            f"SELECT count(*) FROM {engine.read([target])}").fetchone()
    return counts


def make_scores(work: Path, engine: Engine, cells: str) -> None:
    """Write the cells of the reference set, and what citations score in it.

    ``cells`` is SQL that gives citation_cells: from the world's works, or a baseline.
    """
    engine.copy(f"SELECT {stored('citation_cells')} FROM ({cells}) c ORDER BY ALL",
                work / "citation_cells.parquet", 100_000)
    scores = scores_sql(engine.read(sorted(work.glob("citation_cells.*"))))
    engine.copy(f"SELECT {stored('citation_scores')} FROM ({scores}) s ORDER BY ALL",
                work / "citation_scores.parquet", 100_000)


def _batches(engine: Engine, paths: Sequence[Path]) -> list[list[Path]]:
    """Return the files of parts as an engine is best given them: each alone, or all at once."""
    return [[path] for path in paths] if engine.in_parts else [list(paths)]


def cells_of(engine: Engine, snapshot: Snapshot) -> str:
    """Return the SQL of the cells of all works of a snapshot."""
    return cells_sql(engine.read(snapshot.files["works"]))


MOST_DAYS = 92
"""Between the works and the baseline: citations go on, so both must be of one time."""


def baseline(made: Sequence[Snapshot]) -> Snapshot | None:
    """Return the baseline that stands for the world: none where the world's works are here.

    Raises InputError when its works and these are of times too far apart.
    """
    covers = {s.origin.get("covers") for s in made} - {None}
    found = next((s for s in made if "baseline_cells" in s.files), None)
    if found is None or "world" in covers:
        return None
    theirs = found.origin["as_of"].get("baseline")
    for snapshot in made:
        ours = snapshot.origin["as_of"].get("openalex")
        if ours and theirs and abs(
            datetime.date.fromisoformat(ours) - datetime.date.fromisoformat(theirs)
        ).days > MOST_DAYS:
            raise InputError(
                f"The baseline is of {theirs} and the works are of {ours}: more than {MOST_DAYS} "
                "days lie between them, so their citations do not compare. Use a baseline of the "
                "works' time, or harvest the works again."
            )
    return found


def make_sums(
    work: Path, engine: Engine, facts: Sequence[Snapshot], scores: Snapshot,
    based: Snapshot | None, institute: str,
) -> None:
    """Write publication_sums, those of the world, countries and organisations each in a part.

    With a baseline only the institute's own are added up from its works, and those
    of its parts; the others are the baseline's. ``ancestor`` and
    ``organisation_named`` must be open for that (``matching.works.prepare``).
    """
    own = f"who IN ({', '.join(map(quoted, _with_parts(engine, institute)))})" if based else ""
    scored = engine.read(scores.files["citation_scores"])
    queries = []
    for table in COUNTED:
        fact = engine.read(next(s for s in facts if fact_name(table) in s.files).files[
            fact_name(table)])
        if based:
            kind = quoted(WHO[table][0])
            mine = own if table == "work_organisations" else "FALSE"
            queries.append(
                f"SELECT * FROM ({sums_sql(table, fact, scored, list(themes()))}) "
                f"WHERE {mine} UNION ALL BY NAME SELECT * FROM "
                f"{engine.read(based.files['baseline_sums'])} WHERE kind = {kind} "
                f"AND NOT coalesce({mine}, FALSE)")
        else:
            queries += adding_up(engine, table, fact, scored)
    write_sums(work, engine, queries)


def _with_parts(engine: DuckDB, institute: str) -> list[str]:
    """Return an institute and the organisations that are a part of it."""
    parts = engine.connection.execute(
        "SELECT DISTINCT part.organisation_id FROM ancestor a "
        "JOIN organisation_named part USING (code) JOIN organisation_named whole "
        "ON whole.code = a.above WHERE whole.organisation_id = ? ORDER BY 1",
        [institute]).fetchall()
    return [institute, *(part for part, in parts)]


MOST_SUMS = 250_000
"""Rows of sums made at once, one range after another, each by two threads. Fewer are more
ranges, each of which reads, of every part, groups of rows that others read too."""


def adding_up(engine: Engine, table: str, fact: str, scored: str) -> list[str]:
    """Return the queries of the sums of the fact of a counted table, each of some holders."""
    return [sums_sql(table, f"(SELECT * FROM {fact} WHERE {test})", scored, list(themes()))
            for test in (_ranges(engine, table, fact, scored) if engine.in_parts else ("TRUE",))]


def _ranges(engine: DuckDB, table: str, fact: str, scored: str) -> list[str]:
    """Return tests that part a fact by whose its rows are, in the order in which they stand."""
    kind, who = WHO[table]
    if kind == "world":
        return ["TRUE"]
    cell = '"year", "type"' if kind == "organisation" else 'subfield, "year", "type"'
    cells, = engine.connection.execute(
        f"SELECT count(*) FROM (SELECT DISTINCT {cell} FROM {scored})").fetchone()
    ranges: list[list[str]] = []
    sums = MOST_SUMS
    for holder, count in engine.connection.execute(
        f"SELECT {who}, count(*) FROM {fact} WHERE {who} IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall():
        if sums >= MOST_SUMS:
            ranges.append([holder, holder])
            sums = 0
        ranges[-1][1] = holder
        sums += min(count, cells or count)
    return [f"{who} IS NULL", *(f"{who} BETWEEN {quoted(first)} AND {quoted(last)}"
                                for first, last in ranges)]


def write_sums(work: Path, engine: Engine, queries: Sequence[str]) -> None:
    """Write publication_sums, what each query gives in a part of its own."""
    with engine.together():
        for number, query in enumerate(queries):
            engine.copy(f"SELECT {stored('publication_sums')} FROM ({query}) s "
                        'ORDER BY who, theme, "year", subfield, "type"',
                        work / f"publication_sums.{number:04d}.parquet", ROWS_PER_GROUP)


def make_fact(
    work: Path, engine: Engine, table: str, matched: Snapshot, whose: Sequence[str]
) -> None:
    """Write the fact of a counted table of works, its rows in the order of whose they are.

    A part is put in order first and then joined, which costs less.
    """
    order = "ORDER BY " + ", ".join(dict.fromkeys([*whose, *TABLES[table].key]))
    before, after = (order, "") if engine.in_parts else ("", order)

    def one(session: Engine, batch: tuple[list[Path], list[Path]]) -> None:
        paths, described = batch
        query = fact_sql(TABLES[table], whose, {
            table: f"(SELECT * FROM {session.read(paths)} o {before})",
            "works": session.read(described),
        }, matched=True)
        session.copy(f"{query}\n{after}", work / f"{fact_name(table)}.{_number(paths[0])}",
                     ROWS_PER_GROUP)

    list(engine.each(one, zip(
        _batches(engine, matched.files[table]), _batches(engine, matched.files["works"]))))
