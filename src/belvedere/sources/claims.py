"""What documents state about an institute: TOML files that people write.

A file may say what its documents are, in comments at its head:
``# text A: "On the French landscape" (figures of 2014)``.
"""

import datetime
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources.base import Files, Row, Source
from belvedere.sources.fetching import Fetcher
from belvedere.sources.reading import lines, open_bytes
from belvedere.tables.dates import bounds
from belvedere.tables.ledger import Ledger, Place

KEYS = frozenset(
    "text said value approximate lower_bound at period programme of theme indicator".split()
)
_DOCUMENT = re.compile(r"#\s*text (\S+): (.+)")
_AT = re.compile(r"at line (\d+)")


def find(folder: Path) -> Sequence[Path]:
    """Return the TOML files of every folder called ``claims``."""
    return sorted(path for path in folder.rglob("claims/*.toml") if path.is_file())


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Take the files that the landscape names: claims are the institute's, not of the net."""
    folder, taken = Path(settings.get("folder", "")), []
    for name in settings.get("files", ()):
        given, place = folder / name, fetcher.folder / "claims" / Path(name).name
        if not given.is_file():
            raise InputError(
                f"claims: {name} is not there. [sources.claims] files = […] in landscape.toml "
                "names files beside it."
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(given, place)
        taken.append(place)
    return taken


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield the claims of all files."""
    for path in files.paths:
        name = files.name(path)
        with open_bytes(path, name) as handle:
            text = [line for _, line in lines(handle, name, ledger)]
        documents = dict(match.groups() for line in text if (match := _DOCUMENT.match(line)))
        starts = [n for n, line in enumerate(text, start=1) if line.strip() == "[[claim]]"]
        found = _parsed("".join(text), name).get("claim", [])
        if not isinstance(found, list):
            raise InputError(f"{name}: begin each claim with [[claim]], in two pairs of brackets.")
        for number, claim in enumerate(found, start=1):
            ledger.record(name)
            place = Place(name, starts[number - 1] if len(starts) == len(found) else number)
            try:
                row = _row(claim, documents)
            except ValueError as error:
                ledger.set_aside(place, str(error), str(claim))
                continue
            yield "claims", {"claim_id": f"{path.stem}:{number}", **row}, place


def _parsed(text: str, name: str) -> dict:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        # A string that is never closed is noticed at the end only.
        line = at[1] if at else str(text.count("\n") + 1)
        raise InputError(
            f"{name}, line {line}: not TOML ({error}). Mend that line, or the one before it."
        ) from None


def _row(claim: object, documents: Mapping[str, str]) -> dict:
    """Return the row of a claim. Raises ValueError when it cannot be one."""
    if not isinstance(claim, dict):
        raise ValueError("is not a table of keys and values")
    if unknown := sorted(set(claim) - KEYS):
        raise ValueError(
            f"has {', '.join(unknown)}, which no claim has: the keys are {', '.join(sorted(KEYS))}"
        )
    for key in ("said", "value"):
        if key not in claim:
            raise ValueError(f"does not say its {key!r}")
    text = str(claim.get("text", ""))
    return {
        "document": documents.get(text) or (f"text {text}" if text else "unnamed document"),
        "said": claim["said"],
        **_value(claim["value"]),
        "precision": _precision(claim),
        "about": claim.get("of"),
        "at": _date(claim.get("at")),
        "period": _period(claim.get("period")),
        **{key: claim.get(key) for key in ("programme", "theme", "indicator")},
    }


def _value(value: object) -> dict:
    if isinstance(value, list):
        return {"values": [str(entry) for entry in value]}
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"its value {value!r} is neither a number nor a list")
    return {"value": float(value)}


def _precision(claim: Mapping) -> str:
    approximate, more = claim.get("approximate", False), claim.get("lower_bound", False)
    if not isinstance(approximate, bool) or not isinstance(more, bool):
        raise ValueError("approximate and lower_bound are true or false")
    if approximate and more:
        raise ValueError("is both approximate and lower_bound: say which")
    return "approximate" if approximate else "more_than" if more else "exact"


def _date(value: object) -> str | None:
    """Return a year or a day as text: 2014, 2015-01-01."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return str(value)
    raise ValueError(f"{value!r} is neither a year nor a day")


def _period(value: object) -> str | None:
    written = _date(value)
    for end in written.split("..", 1) if written else ():
        try:
            bounds(end)
        except ValueError:
            raise ValueError(f"its period {value!r} is neither 2014 nor 2014..2023") from None
    return written


SOURCE = Source(
    name="claims",
    title="Stated figures",
    publisher="the documents named in each claim",
    licence="see each document",
    home="",
    tables=("claims",),
    find=find,
    fetch=fetch,
    read=read,
)
