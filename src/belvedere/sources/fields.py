"""Small readings that sources share: numbers, dates, countries as they are written."""

import datetime
import re

from belvedere.tables.countries import CODES, CORDIS_CODES
from belvedere.tables.dates import bounds
from belvedere.tables.ledger import Ledger

EARLIEST = 1500
"""Printed works begin later; a year before it is a mistake."""
AHEAD = 2
"""Years by which journals date their issues ahead."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def amount(written: str, column: str, ledger: Ledger) -> float | None:
    """Read a number with a decimal point or comma: "230000,00", "1 234.5".

    Empty gives None; what is no number gives None and is told to the ledger.
    """
    if not written:
        return None
    plain = written.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if "," in plain and "." in plain:
        # the last of the two is the decimal mark, the other groups thousands
        grouping = "," if plain.rindex(",") < plain.rindex(".") else "."
        plain = plain.replace(grouping, "")
    plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        ledger.unknown(column, written)
        return None
    return float(plain)


def day(written: str, column: str, ledger: Ledger) -> str | None:
    """Read a date that may be partial, ISO or dd/mm/yyyy, with or without a time.

    Empty gives None; 0000-00-00 and other dates outside the calendar give None
    and are told to the ledger.
    """
    if not written:
        return None
    plain = written.strip().split("T")[0].split(" ")[0]
    if match := re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", plain):
        plain = "-".join(reversed(match.groups()))
    plain = plain.removesuffix("-00").removesuffix("-00")
    try:
        bounds(plain)
    except ValueError:
        ledger.unknown(column, written)
        return None
    return plain


def can_have_appeared(date: str) -> bool:
    """Return whether a work can be of a partial date: printed, and dated two years ahead at
    most, as journals do."""
    return EARLIEST <= int(date[:4]) <= datetime.date.today().year + AHEAD


def country(written: str, column: str, ledger: Ledger) -> str | None:
    """Read a country code; UK and EL, as CORDIS writes them, become GB and GR."""
    code = written.strip().upper()
    if not code:
        return None
    code = CORDIS_CODES.get(code, code)
    if code not in CODES:
        ledger.unknown(column, written)
        return None
    return code
