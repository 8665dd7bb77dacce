"""Dates as offices write them, several ways in one column, each told as a partial date.

2014-03-05, 05/03/2014, 5 mars 2014, March 5, 2014, 03/2014, mars 2014, 2014, a date of
Excel, its number of days. The day is before the month, as in France.
"""

import datetime
import re
import unicodedata

from belvedere.register.accounts.refusals import Refused
from belvedere.tables.dates import bounds

_MONTHS = {name: number for number, names in enumerate((
    ("january", "jan", "janvier", "janv"), ("february", "feb", "fevrier", "fevr", "fev"),
    ("march", "mar", "mars"), ("april", "apr", "avril", "avr"), ("may", "mai"),
    ("june", "jun", "juin"), ("july", "jul", "juillet", "juil"),
    ("august", "aug", "aout"), ("september", "sep", "sept", "septembre"),
    ("october", "oct", "octobre"), ("november", "nov", "novembre"),
    ("december", "dec", "decembre")), 1) for name in names}
_WAYS = tuple(map(re.compile, (
    r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?)?(?:[ t]00:00(?::00)?)?",
    r"(?:(?P<d>\d{1,2})[-/. ])?(?P<m>\d{1,2})[-/. ](?P<y>\d{4})(?: 00:00(?::00)?)?",
    r"(?:(?P<d>\d{1,2})(?:er|st|nd|rd|th)?[- ])?(?P<m>[a-z]{3,9})\.?[- ](?P<y>\d{4})",
    r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})")))
_FIRST = datetime.date(1899, 12, 30)
"""The day from which Excel counts: 41703 is 2014-03-05."""


def day(written: str) -> str:
    """Return a date as it is kept, empty where nothing is written. Raises Refused."""
    text = unicodedata.normalize("NFKD", written.casefold())
    text = " ".join("".join(c for c in text if not unicodedata.combining(c)).split())
    if re.fullmatch(r"[2-6]\d{4}", text):
        return str(_FIRST + datetime.timedelta(int(text)))
    for way in _WAYS:
        if told := way.fullmatch(text):
            month = told["m"] and (_MONTHS.get(told["m"]) or (
                told["m"].isdigit() and int(told["m"])))
            found = told["y"] + "".join(f"-{int(part):02d}" for part in (month, told["d"])
                                        if part is not None)
            try:
                bounds(found)
            except ValueError:
                break
            return found
    if not text:
        return ""
    raise Refused(
        f"{written} is no date: write 2014-03-05, 05/03/2014 (the day first), 5 March 2014, "
        "03/2014 or 2014.",
        f"{written} n’est pas une date : écrivez 2014-03-05, 05/03/2014 (le jour d’abord), "
        "5 mars 2014, 03/2014 ou 2014.")
