"""Partial dates in forms and actions."""

from belvedere.register.accounts.refusals import Refused
from belvedere.tables.dates import bounds


def checked(written: str, field: str) -> str:
    """Return a partial date as it is kept. Raises Refused when it is none."""
    written = (written or "").strip()
    if written:
        try:
            bounds(written)
        except ValueError:
            raise Refused(
                f"{written} is no date: write a year (2014), a month (2014-05) or a day "
                "(2014-05-31).",
                f"{written} n’est pas une date : écrivez une année (2014), un mois (2014-05) ou "
                "un jour (2014-05-31).", field) from None
    return written


def before(one: str, other: str) -> bool:
    """Whether a partial date is before another, by their first days."""
    return bounds(one)[0] < bounds(other)[0]


def surely_before(one: str, other: str) -> bool:
    """Whether all of a partial date is before another: 2014-03 is not before 2014-03-05."""
    return bounds(one)[1] < bounds(other)[0]


def overlap(starts: str, ends: str, start: str, end: str) -> bool:
    """Whether two half-open periods share a day."""
    return (not end or not starts or before(starts, end)) and (
        not ends or not start or before(start, ends))
