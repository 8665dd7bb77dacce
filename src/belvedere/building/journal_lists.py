"""Lists of prominent journals: the shipped one and those that a landscape declares.

    [[journal_list]]
    file = "excellence.csv"     # beside landscape.toml
    rule = "How the journals were chosen."
    rule_fr = "…"
    default = true              # figures count by it where no other list is asked for

The file has one list, with the columns of ``tables.journal_lists.COLUMNS``: a row for
each journal of each version, with the years for which it is on the list. Without any,
a version that is a year is of that year alone, another of all years.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from belvedere.building.settling import Say, account, code, opened
from belvedere.errors import InputError, nearest
from belvedere.evidence.store import Snapshot
from belvedere.evidence.writer import Writer
from belvedere.evidence.writing import file_digest, write_rows
from belvedere.matching import listed_journals
from belvedere.matching.listed_journals import Key
from belvedere.sources.reading import csv_rows, open_bytes
from belvedere.tables import TABLES
from belvedere.tables.journal_lists import (
    COLUMNS,
    RULE,
    SHIPPED,
    YEARS,
    journal_lists,
    typed,
)
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.publications import DOMAINS
from belvedere.tables.words import Words

TABLE = "journal_lists"
_KEYS = {"file", "rule", "rule_fr", "default"}
_ISSN = re.compile(r"\d{4}-\d{3}[\dX]")
_YEAR = re.compile(r"[12]\d{3}")


class JournalList(Struct, frozen=True):
    """A list as its file declares it: its rows, each with its place, and its rule."""

    name: str
    rule: Words
    is_default: bool
    rows: tuple[tuple[Place, dict], ...]
    inputs: tuple[dict, ...] = ()


def declared(folder: Path, written: Sequence[Mapping]) -> tuple[JournalList, ...]:
    """Return the lists that figures can count by: the declared ones and the shipped one.

    Raises InputError, with file, row and what to do, where a declaration or a file is wrong.
    """
    if not isinstance(written, Sequence) or not all(isinstance(one, Mapping) for one in written):
        raise InputError("landscape.toml: lists of journals are declared under [[journal_list]], "
                         "in two pairs of brackets, with file and rule.")
    found = [_declared(folder, number, one) for number, one in enumerate(written, start=1)]
    chosen = [one.name for one in found if one.is_default]
    if len(chosen) > 1:
        raise InputError(
            f"landscape.toml: {' and '.join(chosen)} are both default = true: figures count by "
            "one list where none is asked for; say it of that one alone."
        )
    rows = tuple((Place("journal_lists.csv", number), row)
                 for number, row in enumerate(journal_lists(), start=2))
    found.append(JournalList(SHIPPED, RULE, not chosen, rows))
    names = [one.name for one in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise InputError(
            f"landscape.toml: two lists of journals are called {', '.join(sorted(twice))} "
            f"({SHIPPED} is the one that comes with Belvedere): give one of them another name "
            "in the column list of its file."
        )
    return tuple(found)


def _declared(folder: Path, number: int, written: Mapping) -> JournalList:
    where = f"landscape.toml, [[journal_list]] {number}"
    if strangers := set(written) - _KEYS:
        name = min(strangers)
        raise InputError(f"{where}: {name} is not known; the keys are "
                         f"{', '.join(sorted(_KEYS))}.{nearest(name, _KEYS)}")
    for key in ("file", "rule"):
        if not isinstance(written.get(key), str) or not written[key].strip():
            raise InputError(f"{where}: {key} is missing: give "
                             + ("the CSV file of the list, beside landscape.toml."
                                if key == "file" else "the rule by which journals are on it."))
    if not isinstance(written.get("default", False), bool):
        raise InputError(f"{where}: default is {written['default']!r}: write true or false.")
    path = folder / written["file"]
    if not path.is_file():
        raise InputError(f"{where}: there is no file {written['file']} beside landscape.toml.")
    rows = tuple(_read(path, written["file"]))
    return JournalList(
        rows[0][1]["list"], Words(written["rule"], written.get("rule_fr", written["rule"])),
        written.get("default", False), rows,
        ({"file": written["file"], "sha256": file_digest(path), "bytes": path.stat().st_size},))


def _read(path: Path, name: str) -> list[tuple[Place, dict]]:
    """Return the rows of a file. Raises InputError at the first that is not what it should be."""
    ledger = Ledger()
    with open_bytes(path, name) as handle:
        # a spreadsheet in French writes semicolons
        delimiter = ";" if b";" in path.read_bytes().partition(b"\n")[0] else ","
        rows = list(csv_rows(handle, name, ledger, delimiter=delimiter, needs=COLUMNS))
    if ledger.aside:
        broken = ledger.aside[0]
        raise InputError(f"{name}, row {broken.row}: {broken.reason}. Mend the row.")
    if not rows:
        raise InputError(f"{name}: the list has no row: give one for each journal.")
    if strangers := set(rows[0][1]) - set(COLUMNS):
        raise InputError(f"{name}, row 1: {', '.join(sorted(strangers))} not known; the columns "
                         f"are {', '.join(COLUMNS)}.")
    first = rows[0][1]["list"]
    for place, row in rows:
        row["issn_l"] = row["issn_l"].upper()
        if reason := next(_wrong(row, first), None):
            raise InputError(f"{name}, row {place.row}: {reason}")
        if _YEAR.fullmatch(row["version"]) and not any(map(row.get, YEARS)):
            row["valid_from"] = row["valid_to"] = row["version"]
    _refuse_two_versions_of_a_year(name, rows)
    return rows


def _wrong(row: Mapping[str, str], first: str) -> Iterator[str]:
    """Yield what is wrong with a row, and what to do."""
    for column in COLUMNS:
        if not row[column] and column not in YEARS:
            yield f"{column} is empty: every row needs it."
    if row["list"] != first:
        yield (f"its list is {row['list']!r}, that of the first row {first!r}: a file has one "
               "list; put the other into a file of its own.")
    if "/" in row["list"]:
        yield f"a list cannot be called {row['list']!r}: leave out the stroke."
    if row["domain"] not in DOMAINS:
        yield (f"{row['domain']!r} is no domain: write {' or '.join(DOMAINS)}."
               f"{nearest(row['domain'], DOMAINS)}")
    if not _is_issn(row["issn_l"]):
        yield (f"{row['issn_l']!r} is no ISSN: eight digits with a hyphen, the last of which "
               "(maybe X) checks the others, as 0140-6736. Copy it from the journal.")
    for column in YEARS:
        if row[column] and not _YEAR.fullmatch(row[column]):
            yield f"{column} is {row[column]!r}: write a year, as 2014, or nothing."
    if all(map(row.get, YEARS)) and row["valid_to"] < row["valid_from"]:
        yield (f"it holds until {row['valid_to']}, before it begins in {row['valid_from']}: "
               "exchange the two years.")


def _is_issn(written: str) -> bool:
    """Return whether a text is an ISSN: its last sign makes the weighted sum a multiple of 11."""
    if not _ISSN.fullmatch(written):
        return False
    values = [10 if sign == "X" else int(sign) for sign in written.replace("-", "")]
    return sum(weight * value for weight, value in zip(range(8, 0, -1), values)) % 11 == 0


def _refuse_two_versions_of_a_year(name: str, rows: Sequence[tuple[Place, Mapping]]) -> None:
    """Raise InputError where two versions of a list have journals of one domain for one year."""
    ends: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for place, row in rows:
        ends.setdefault((row["domain"], row["version"]), []).append(
            (int(row["valid_from"] or 0), int(row["valid_to"] or 9999), place.row))
    versions = [(domain, min(a for a, _, _ in years), max(b for _, b, _ in years), version, years)
                for (domain, version), years in ends.items()]
    for one, other in zip(sorted(versions), sorted(versions)[1:]):
        if one[0] == other[0] and other[1] <= one[2]:
            year = max(other[1], 0)
            row = next(row for first, last, row in other[4] if first <= year)
            both = f"{one[3]} and {other[3]}"
            raise InputError(
                f"{name}, row {row}: versions {both} both have {one[0]} journals for "
                f"{year or 'all years'}: give valid_from and valid_to so that one version holds "
                "in each year."
            )


def settle_lists(
    writer: Writer, lists: Sequence[JournalList], made: Sequence[Snapshot], tell: Say
) -> Snapshot:
    """Settle ``journal_lists``, and tell of rows that contradict others or mean no journal.

    ``made`` are the snapshots of sources: their journals are those that ISSNs are of.
    """
    told = [s for s in made if {"journals", "work_records"} & set(s.files)]
    placed = [(place, typed(row) | {"is_default": one.is_default})
              for one in lists for place, row in one.rows]

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        kept = list(_standing(placed, told, writer.work / "spill", ledger))
        counts = write_rows(work, [TABLE], [(TABLE, row, place) for place, row in kept], ledger)
        return {
            "title": "Lists of prominent journals", "publisher": _all(placed, "source"),
            "licence": _all(placed, "licence"), "home": "", "as_of": {},
            "inputs": [told for one in lists for told in one.inputs], "made_from": [TABLE],
            **account(ledger, counts),
        }

    made_from = [code("tables", "evidence", "matching", "building"),
                 [[*place, row] for place, row in placed], [s.name for s in told]]
    snapshot, known = writer.snapshot(TABLE, made_from, fill)
    origin = snapshot.origin
    aside = origin["records_set_aside"] + origin["tables"][TABLE]["set_aside"]
    tell(f"{TABLE:<16} {origin['records_in']:>9,} rows, {aside:,} set aside, "
         f"{len(origin['notes']):,} doubtful" + (", as before" if known else ""))
    return snapshot


def _all(placed: Iterable[tuple[Place, Mapping]], column: str) -> str:
    """Return what rows have in a column, each text once."""
    return ", ".join(dict.fromkeys(row[column] for _, row in placed))


def _standing(
    placed: Sequence[tuple[Place, dict]], told: Sequence[Snapshot], spill: Path, ledger: Ledger
) -> Iterator[tuple[Place, dict]]:
    """Yield the rows that stand; tell of others, and of doubtful ones, where journals are known."""
    contradicting, doubtful = {}, {}
    if told:
        connection = opened(told, spill).cursor()
        columns = TABLES[TABLE].physical()
        connection.execute(f"CREATE TEMP TABLE {TABLE} ("
                           + ", ".join(f'"{name}" {kind}' for name, kind in columns) + ")")
        connection.executemany(
            f"INSERT INTO {TABLE} VALUES ({', '.join('?' * len(columns))})",
            [[row.get(name) for name, _ in columns] for _, row in placed])
        listed_journals.prepare(connection)
        contradicting = listed_journals.contradicting(connection)
        doubtful = listed_journals.doubtful(connection)
    for place, row in placed:
        ledger.record(place.file)
        key = tuple(row[name] for name in Key._fields)
        if key in contradicting:
            ledger.set_aside(place, contradicting[key], row["title"])
            continue
        if key in doubtful:
            ledger.note(f"{place.file}, row {place.row}: {row['title']}: {doubtful[key]}")
        yield place, row
