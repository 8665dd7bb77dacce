"""The step of links: whom the texts of affiliations name, each distinct text read once.

What was read before by the same matcher is taken over: a build reads only new texts,
and those that a person decided about.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from tqdm import tqdm

from belvedere.building.engines import DuckDB
from belvedere.building.publications import stored
from belvedere.building.settling import Say, account, code, inherited, opened, told
from belvedere.evidence.store import Snapshot
from belvedere.evidence.writer import Writer, digest
from belvedere.evidence.writing import write_rows
from belvedere.matching import links, named
from belvedere.matching.arrow import FOUND, match_many
from belvedere.matching.decided import Decisions, key_number, memory_key
from belvedere.matching.matcher import Matcher
from belvedere.matching.opening import matcher_of
from belvedere.tables import TABLES
from belvedere.tables.arrow import ARROW
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.model import TYPES

CURATED = "curated_matches"
"""The table in which the register publishes what people decided about texts."""
NAME = "affiliation_links"
NAMES = "name_matches"
"""The snapshot of whose the names are by which sources know sponsors, participants, applicants."""
_KNOW_BY_NAME = {"trial_sponsor_records", "participations", "patent_applicants", "units"}
_NAMED = {"organisation_records", "organisation_names", "organisation_relations", "units",
          "trial_sponsor_records", "organisation_equivalences"}
AT_ONCE = 20_000
ROWS_PER_GROUP = 50_000
_READ = pa.schema([
    ("affiliation_id", pa.int64()), ("year", pa.int64()), ("text_key", pa.int64()),
    ("is_whole", pa.bool_()), ("is_curated", pa.bool_()), ("found", pa.list_(FOUND))])


def decided(made: Sequence[Snapshot]) -> list[list[str]]:
    """Return what people's decisions are, by the digests of their files."""
    return sorted([path.name, s.origin["files"][path.name]["sha256"]]
                  for s in made for path in s.files.get(CURATED, ()))


def link(
    writer: Writer, made: Sequence[Snapshot], books: Sequence[Snapshot], tell: Say
) -> list[Snapshot]:
    """Settle whom the affiliations' texts name; ``books`` hold people's decisions, if any.

    Returns nothing where no source has works.
    """
    if not any("work_records" in s.files for s in made):
        return []
    began = time.monotonic()
    decisions = decisions_of(writer, books)
    read: dict = {}

    def fill(work: Path) -> Mapping:
        database = opened(made, writer.work / "spill")
        # an observatory without the register of organisations has rules and units all the same
        matcher = matcher_of(database, writer.store.home / "matching", curated=decisions,
                             needed=False)
        supervisors = pa.Table.from_pylist(
            list(matcher.finders[0].supervisors()), _schema("unit_supervisors"))
        by = digest(code("matching", "tables"), matcher.version, matcher.references,
                    supervisors.to_pylist())
        connection = database.cursor()
        connection.register("supervisors_made", supervisors)
        counts = _read_all(connection, matcher, decisions, _read_before(writer, by), work)
        read.update(counts)
        ledger = Ledger()
        ledger.record(NAME, counts["affiliation_readings"])
        kept = {name: {"offered": n, "kept": n, "repeated": 0, "set_aside": 0}
                for name, n in counts.items() if name != "new"}
        return {"title": "Affiliations read", "publisher": "Belvedere", "licence": "MIT",
                "home": "", "inputs": [s.name for s in made], "matched_by": by,
                "matcher": matcher.version, "references": list(matcher.references),
                **inherited(made, TABLES[NAME].made_from), **account(ledger, kept)}

    snapshot, known = writer.snapshot(NAME, [
        code("matching", "tables", "evidence", "building"), told(made), decided(books)], fill)
    rows = snapshot.origin["tables"]
    tell(f"{'affiliations':<16} {rows['affiliation_readings']['kept']:>9,} texts read, "
         f"{rows[NAME]['kept']:,} links"
         + (", as before" if known else
            f", {read['new']:,} new, {time.monotonic() - began:.1f} s"))
    return [snapshot]


def match_names(
    writer: Writer, made: Sequence[Snapshot], books: Sequence[Snapshot], tell: Say
) -> list[Snapshot]:
    """Settle whose the names of sponsors, participants, applicants and supervisors are.

    Returns nothing where no source has any.
    """
    inputs = [s for s in made if set(s.files) & _NAMED]
    if not any(_KNOW_BY_NAME & set(s.files) for s in made):
        return []
    began = time.monotonic()

    def fill(work: Path) -> Mapping:
        database = opened(made, writer.work / "spill")
        rows = database.records(named.UNMATCHED)
        ledger = Ledger()
        ledger.record(NAMES, len(rows))
        decisions = decisions_of(writer, books)
        found = []
        if rows:
            matcher = matcher_of(database, writer.store.home / "matching", needed=False)
            found = list(named.statements(matcher, decisions, rows))
        counts = write_rows(work, ["organisation_equivalences"], (
            ("organisation_equivalences", row, Place(NAMES, number))
            for number, row in enumerate(found, start=1)), ledger)
        return {"title": "Names matched", "publisher": "Belvedere", "licence": "MIT", "home": "",
                "inputs": [s.name for s in inputs], **inherited(inputs, _NAMED),
                **account(ledger, counts)}

    snapshot, known = writer.snapshot(NAMES, [
        code("matching", "tables", "evidence", "building"), [s.name for s in inputs],
        decided(books)], fill)
    tell(f"{'names':<16} {snapshot.origin['records_in']:>9,} read, "
         f"{snapshot.origin['tables']['organisation_equivalences']['kept']:,} matched"
         + (", as before" if known else f", {time.monotonic() - began:.1f} s"))
    return [snapshot]


def decisions_of(writer: Writer, books: Sequence[Snapshot]) -> Decisions:
    """Return people's decisions about texts from the register's tables: none where it has none."""
    files = [s for s in books if CURATED in s.files]
    if not files:
        return Decisions({})
    return Decisions.of_rows(
        opened(files, writer.work / "spill").records(f"SELECT * FROM {CURATED}"))


def _read_before(writer: Writer, by: str) -> Snapshot | None:
    """Return what the same matcher read last."""
    found = [Snapshot(path.parent.name, path.parent)
             for path in writer.snapshots.glob(f"{NAME}-*/origin.json")]
    same = [s for s in found if s.origin.get("matched_by") == by]
    return max(same, key=lambda s: (s.origin["harvested"], s.name), default=None)


def _read_all(
    connection: duckdb.DuckDBPyConnection, matcher: Matcher, decisions: Decisions,
    before: Snapshot | None, work: Path,
) -> dict[str, int]:
    """Write the three tables of links; return the rows of each, and how many texts are new."""
    run = DuckDB(connection)
    for name in ("affiliation_readings", NAME):
        files = before.files[name] if before else ()
        source = run.read(files) if files else f"(SELECT {links.nothing(name)} WHERE FALSE)"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW before_{name} AS SELECT * FROM {source}")
    connection.register("decided_keys", pa.table({
        "text_key": pa.array([key_number(key) for key in sorted(decisions.keys())], pa.int64())}))
    for name in ("pair", "standing", "wanted", "wanted_text", "found_link"):
        connection.execute(f"CREATE TEMP TABLE {name} AS {links.MADE[name]}")
    connection.execute("CREATE TEMP TABLE reading AS FROM standing")
    new = connection.execute("SELECT count(*) FROM wanted_text").fetchone()[0]
    with tqdm(desc="affiliations", total=new, unit=" texts", unit_scale=True, leave=False,
              disable=None) as bar:
        for first in range(0, new, AT_ONCE):
            texts = connection.execute(links.SOME_TEXTS, [first, first + AT_ONCE]).fetchall()
            connection.register("read_now", found_in(matcher, decisions, texts))
            connection.execute(f"INSERT INTO reading {links.READ}")
            connection.execute(f"INSERT INTO found_link {links.FOUND}")
            bar.update(len(texts))
    counts = {"new": new}
    for name, source, order in (
        ("affiliation_readings", "reading", 'affiliation_id, "year"'),
        (NAME, "found_link", 'affiliation_id, "year", organisation_id, how'),
        ("unit_supervisors", "supervisors_made", "ALL"),
    ):
        run.copy(f"SELECT {stored(name)} FROM {source} ORDER BY {order}",
                 work / f"{name}.parquet", ROWS_PER_GROUP)
        counts[name] = connection.execute(f"SELECT count(*) FROM {source}").fetchone()[0]
    return counts


def found_in(
    matcher: Matcher, decisions: Decisions, texts: Sequence[tuple[int, str, bool, list[int]]]
) -> pa.Table:
    """Return what is found in texts: (number, text, whether by score as well, years of works).

    A text of which the year changes nothing has one row, without year.
    """
    rows = [(number, text, whole, year) for number, text, whole, years in texts
            for year in (years if matcher.dated(text) else [None])]
    found: list = [None] * len(rows)
    for by_rule in (False, True):
        at = [n for n, row in enumerate(rows) if row[2] is not by_rule]
        answers = match_many(
            matcher, pa.array([rows[n][1] for n in at], pa.string()),
            pa.array([rows[n][3] or None for n in at], pa.int64()), by_rule=by_rule)
        for n, answer in zip(at, answers):
            found[n] = answer
    keys = {text: memory_key(text) for _, text, _, _ in rows}
    return pa.Table.from_arrays([
        pa.array([number for number, *_ in rows], pa.int64()),
        pa.array([year for *_, year in rows], pa.int64()),
        pa.array([key_number(keys[text]) for _, text, _, _ in rows], pa.int64()),
        pa.array([whole for _, _, whole, _ in rows], pa.bool_()),
        pa.array([decisions.of(text, year or None) is not None for _, text, _, year in rows],
                 pa.bool_()),
        pa.array([one.as_py() for one in found], pa.list_(FOUND)),
    ], schema=_READ)


def _schema(name: str) -> pa.Schema:
    return pa.schema([(column.name, ARROW[TYPES[column.type]]) for column in TABLES[name].columns])
