"""PubMed's words: months, kinds of document, languages; and what they are here."""

import re
from collections.abc import Iterable

from belvedere.tables.dates import bounds

TYPES = (
    ("Retraction of Publication", "retraction"),
    ("Published Erratum", "erratum"),
    ("Preprint", "preprint"),
    ("Editorial", "editorial"),
    ("Letter", "letter"),
    ("Review", "review"),
    ("Systematic Review", "review"),
    ("Scoping Review", "review"),
)
"""The first that a record has says its kind; without any it is an article."""
RETRACTED = "Retracted Publication"

LANGUAGES = dict(pair.split(":") for pair in (
    "afr:af alb:sq amh:am ara:ar arm:hy aze:az baq:eu bel:be ben:bn bos:bs bul:bg cat:ca chi:zh "
    "cze:cs dan:da dut:nl eng:en epo:eo est:et fin:fi fre:fr geo:ka ger:de gla:gd gle:ga glg:gl "
    "gre:el heb:he hin:hi hrv:hr hun:hu ice:is ind:id ita:it jpn:ja kaz:kk kin:rw kor:ko lao:lo "
    "lat:la lav:lv lit:lt mac:mk mal:ml mao:mi may:ms mon:mn nor:no per:fa pol:pl por:pt pus:ps "
    "rum:ro rus:ru san:sa slo:sk slv:sl spa:es srp:sr swa:sw swe:sv tam:ta tha:th tur:tr ukr:uk "
    "urd:ur uzb:uz vie:vi wel:cy"
).split())
"""ISO 639-2 as libraries write it, and ISO 639-1."""
NO_LANGUAGE = frozenset({"und", "mul"})

_MONTHS = {
    name: number for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_YEAR = re.compile(r"(?<!\d)(1[6-9]|20|21)\d\d(?!\d)")
_MEDLINE = re.compile(r"(\d{4}) ([A-Za-z]{3})[a-z]*(?: (\d{1,2}))?")


def kind(types: Iterable[str]) -> tuple[str, bool]:
    """Return a record's kind in OpenAlex's words, and whether it was retracted."""
    given = frozenset(types)
    name = next((name for written, name in TYPES if written in given), "article")
    return name, RETRACTED in given


def date(year: str, month: str = "", day: str = "") -> str | None:
    """Return a partial date; what is impossible is left out from its end.

    A month is a number or an English name. Without a possible year: nothing.
    """
    number = _month(month)
    found = None
    for text in (
        year, f"{year}-{number:02d}" if number else "",
        f"{year}-{number:02d}-{int(day):02d}" if number and day.isdecimal() else "",
    ):
        try:
            bounds(text)
        except ValueError:
            break
        found = text
    return found


def medline_date(written: str) -> str | None:
    """Return the beginning of a period: "1998 Dec-1999 Jan" is 1998-12, "2000 Spring" 2000.

    "2008 Jul-Aug" is 2008-07: the first month in which it may have appeared.
    """
    begins = _MEDLINE.match(written)
    if begins and _month(begins[2]):
        # "2012 May 12-18" is a week: its first day.
        return date(begins[1], begins[2], begins[3] or "")
    year = _YEAR.search(written)
    return year[0] if year else None


def earliest(dates: Iterable[str | None]) -> str | None:
    """Return the earliest of partial dates; of one that holds another, the exacter one."""
    return min(filter(None, dates), key=lambda one: one.ljust(10, "9"), default=None)


def _month(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    return _MONTHS.get(written[:3].lower())
