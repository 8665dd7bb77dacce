"""What the two formats of ClinicalTrials.gov share: a study, its codes and its dates."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from belvedere.sources import fields
from belvedere.tables.ledger import Ledger
from belvedere.tables.trials import PHASES, STATUSES, STUDY_TYPES

MOST_PARTICIPANTS = 10**9
"""No trial has so many: a greater number is a slip of the keyboard."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
_ENGLISH_DATE = re.compile(r"(?:([A-Z][a-z]+) )(?:(\d{1,2}), )?(\d{4})")
_OLDER = {"UNKNOWN_STATUS": "UNKNOWN", "NOT_APPLICABLE": "NA", "N_A": "NA"}


class Sponsor(NamedTuple):
    """An organisation that a study names, with its kind where the registry tells it."""

    role: str
    name: str
    kind: str | None = None


class Study(NamedTuple):
    """One study: its row of trial_records, but for the record's name, and its sponsors."""

    nct: str
    row: dict
    sponsors: Sequence[Sponsor]


class StudyError(ValueError):
    """A record is no study; the text says why."""


def status(written: str | None, ledger: Ledger) -> str | None:
    return _code(written, STATUSES, "trial_records.status", ledger)


def study_type(written: str | None, ledger: Ledger) -> str | None:
    # The older export adds what it is: "Observational [Patient Registry]".
    plain = re.split(r"[\[:]", written)[0] if written else written
    return _code(plain, STUDY_TYPES, "trial_records.study_type", ledger)


def phases(written: Iterable[str], ledger: Ledger) -> list[str]:
    found = (_code(one, PHASES, "trial_records.phases", ledger) for one in written)
    return [phase for phase in dict.fromkeys(found) if phase]


def _code(
    written: str | None, vocabulary: Sequence[str], column: str, ledger: Ledger
) -> str | None:
    if not written:
        return None
    code = re.sub(r"[^A-Z0-9]+", "_", written.upper()).strip("_").replace("PHASE_", "PHASE")
    code = _OLDER.get(code, code)
    if code not in vocabulary:
        ledger.unknown(column, written)
        return None
    return code


def enrolment(written: object, ledger: Ledger) -> int | None:
    """Read a number of participants."""
    if written is None or written == "":
        return None
    text = str(written).removesuffix(".0")
    if isinstance(written, bool) or not text.isdecimal() or int(text) > MOST_PARTICIPANTS:
        ledger.unknown("trial_records.enrolment", text[:40])
        return None
    return int(text)


def english_date(written: str, column: str, ledger: Ledger) -> str | None:
    """Read "September 9, 1997" or "May 2004"; dates as ISO writes them are read too."""
    if match := _ENGLISH_DATE.fullmatch(written):
        month, day, year = match.groups()
        if month in _MONTHS:
            number = f"{year}-{_MONTHS.index(month) + 1:02d}"
            written = f"{number}-{int(day):02d}" if day else number
    return fields.day(written, column, ledger)


def page(nct: str) -> str:
    """Return the address of a study's page in the registry."""
    return f"https://clinicaltrials.gov/study/{nct}"
