"""What the steps of a build share: its account, the code it was made by, the tables it opens."""

import datetime
import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from belvedere import __version__
from belvedere.building.engines import Engine, engine
from belvedere.evidence.database import Database
from belvedere.evidence.store import Edition, Snapshot
from belvedere.evidence.writer import Writer
from belvedere.tables import TABLES
from belvedere.tables.ledger import Ledger

MEMORY = "512MB"
CODES = "register_codes"
"""The snapshot of which identifiers are one because the register gives both."""

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
            if path.suffix in (".py", ".csv", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def account(ledger: Ledger, counts: Mapping) -> dict:
    """Return what an origin tells of what was read: counts, unknown words, repairs, notes."""
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


def opened(snapshots: Sequence[Snapshot], spill: Path) -> Database:
    """Open the tables of snapshots; a declared table that nobody filled is empty."""
    edition = Edition("", "", {}, tuple(snapshots))
    # one thread: measured as fast as two for a sorted fact, in half the memory
    database = Database(edition.tables, threads=1, memory=MEMORY, spill=spill)
    database.need(*edition.tables, *TABLES)
    return database


def engine_on(on: str, snapshots: Sequence[Snapshot], writer: Writer) -> Engine:
    """Return the engine to run on, with the snapshots' tables open where it is DuckDB."""
    spill = writer.work / "spill"
    return engine(on, opened(snapshots if on == "duckdb" else [], spill).cursor(), spill)


def inherited(snapshots: Sequence[Snapshot], tables: Iterable[str]) -> dict:
    """Return the sources, and their dates, of the snapshots that fill these tables."""
    origins = [s.origin for s in snapshots if set(s.tables).intersection(tables)]
    return {
        "made_from": sorted({name for origin in origins for name in origin["made_from"]}),
        "as_of": {name: text for origin in origins for name, text in origin["as_of"].items()},
    }


def told(snapshots: Sequence[Snapshot]) -> list[str]:
    """Return what works are made from: who is who counts, not by which statements.

    The works of a whole world are not matched again for a merge that says again what
    was known.
    """
    return [s.origin.get("who_is_who", s.name) for s in snapshots
            if s.origin["source"] != CODES]
