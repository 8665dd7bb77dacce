"""Dates of the world, which may be known to the year or the month only.

A partial date is the text "2014", "2014-05" or "2014-05-31". Periods are
half-open: a unit that ends on a day is not counted on that day, so that a
successor which starts the same day is counted once with it, never twice.
"""

import datetime
import re

_MONTHS = {
    "en": "January February March April May June July August September October November "
          "December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre "
          "décembre".split(),
}

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def bounds(written: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day that a partial date may be.

    Raises ValueError when the text is not a partial date of the calendar.
    """
    match = PATTERN.fullmatch(written)
    if match is None:
        raise ValueError(f"{written!r} is not a date: write 2014, 2014-05 or 2014-05-31")
    year, month, day = match.groups()
    try:
        if month is None:
            return datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
        if day is None:
            first = datetime.date(int(year), int(month), 1)
            following = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
            return first, following - datetime.timedelta(days=1)
        exact = datetime.date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(f"{written!r} is not a date of the calendar") from error
    return exact, exact


def said_date(written: str, language: str) -> str:
    """Return a date, which may be partial, as a reader says it: 28 February 2022, May 2014."""
    year, month, day = [*written.split("-"), "", ""][:3]
    if not month:
        return year
    name = _MONTHS[language][int(month) - 1]
    if not day:
        return f"{name} {year}"
    number = str(int(day))
    return f"{'1er' if number == '1' and language == 'fr' else number} {name} {year}"
