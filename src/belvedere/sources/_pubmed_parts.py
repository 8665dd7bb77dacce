"""What is kept of the parts of a PubMed record, however it was cut into them.

No name and no identifier of an author is read.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from belvedere.sources import _pubmed_words as words
from belvedere.sources import _work_ids as ids
from belvedere.sources import fields
from belvedere.sources._pubmed_text import text
from belvedere.tables.ledger import Ledger

MOST_KNOWN = 200_000
"""Readings of short parts that are remembered: dates, kinds, journals come again and again."""
MOST_LONG = 20_000
"""Readings of longer parts that are remembered: issues of journals, what follows authors."""
MOST_BYTES = 2**62
"""To the end, in seeking."""

_TYPE = re.compile(rb"<PublicationType\b[^>]*>([^<]*)")
_LOCATION = re.compile(rb"<ELocationID\b([^>]*)>([^<]*)")
_ISSN_OF = re.compile(rb"<ISSN\b[^>]*>([^<]*)")
_NOT_VALID = re.compile(rb"ValidYN=[\"']N")
_EID_DOI = re.compile(rb"EIdType=[\"']doi")
_GRANT = re.compile(rb"<Grant>(.*?)</Grant>", re.DOTALL)

WORK = (
    "doi", "pmcid", "title", "type", "publication_date", "year", "language", "journal_id",
    "journal", "is_retracted", "mesh", "updated",
)
"""Columns of work_records in the order of ``Reader``; in ``mesh`` spaces stand between."""

Grant = tuple[str | None, str | None, str | None]
"""Agency, number and country."""
Reading = tuple[tuple[Sequence, ...], Sequence[list[Grant]]]
"""The columns of the works of some records, and the grants of each."""


class Parts(NamedTuple):
    """The parts of some records that are read, of each part a list.

    Locations stand in ``source`` between the two places ``beside``; they are seldom asked for.
    """

    source: bytes
    beside: Sequence[tuple[int, int]]
    revised: Sequence[bytes]
    journal: Sequence[bytes]
    title: Sequence[bytes]
    tail: Sequence[bytes]
    linking: Sequence[bytes]
    doi: Sequence[bytes]
    pmc: Sequence[bytes]
    mesh: Sequence[bytes]

    def of(self, first: int, last: int) -> "Parts":
        """Return the parts of some of the records only."""
        return Parts(self.source, *(part[first:last] for part in self[1:]))


class Known(dict):
    """Readings by what was read; read once, as many records share them."""

    def __init__(self, reading: Callable[[bytes | str], object], most: int = MOST_KNOWN) -> None:
        super().__init__()
        self._reading = reading
        self._most = most

    def __missing__(self, raw: bytes | str):
        if len(self) >= self._most:
            self.clear()
        found = self[raw] = self._reading(raw)
        return found


class Reader:
    """Reads the parts of records; keeps the readings of parts that many records share."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._dates = Known(_pub_date)
        self._days = Known(_day)
        self._possible = Known(fields.can_have_appeared)
        self._kinds = Known(_kind)
        self._languages = Known(self._language)
        self._journals = Known(text)
        self._issues = Known(self._issue, MOST_LONG)
        self._tails = Known(self._tail, MOST_LONG)
        self._issns = Known(lambda raw: ids.journal_id(text(raw), ledger))

    def __call__(self, given: Parts) -> Reading:
        """Return the columns of the works of some records, and the grants of each.

        Raises UnicodeDecodeError when not UTF-8.
        """
        ledger = self._ledger
        dois = [(one and ids.doi(text(one), ledger)) or self._location(given.source[slice(*beside)])
                for one, beside in zip(given.doi, given.beside)]
        journals, issns, issued = zip(*[self._issues[one] for one in given.journal])
        kinds, retracted, languages, online, grants = zip(*[
            self._tails[one] for one in given.tail])
        possible = self._possible
        published = [one if not days and (one is None or possible[one])
                     else self._published((one, *days)) for one, days in zip(issued, online)]
        return (
            dois, [ids.pmcid(text(one), ledger) if one else None for one in given.pmc],
            [text(one) or None for one in given.title], kinds, published,
            [int(one[:4]) if one else None for one in published], languages,
            [self._issns[linking or issn] for linking, issn in zip(given.linking, issns)],
            journals, retracted, [one.decode() or None for one in given.mesh],
            [self._days[one] for one in given.revised],
        ), grants

    def _published(self, dates: tuple[str | None, ...]) -> str | None:
        """Return the earliest of dates; one that no work can have is told and left out."""
        for one in dates:
            if one and not self._possible[one]:
                self._ledger.unknown("work_records.publication_date", one)
        return words.earliest(one for one in dates if one and self._possible[one])

    def _issue(self, raw: bytes) -> tuple[str | None, bytes, str | None]:
        """Read a Journal: its title, its first ISSN as written, and when the issue appeared."""
        found = _ISSN_OF.search(raw)
        return (self._journals[inside(raw, b"<Title>", b"</Title>")[0]] or None,
                found[1] if found else b"",
                self._dates[inside(raw, b"<PubDate>", b"</PubDate>")[0]])

    def _tail(self, raw: bytes) -> tuple:
        """Read what follows the authors: kind, retraction, language, days online, grants."""
        types, _ = inside(raw, b"<PublicationTypeList>", b"</PublicationTypeList>")
        days = []
        online, end = element(raw, b"ArticleDate", 0)
        while online:
            days.append(self._days[online])
            online, end = element(raw, b"ArticleDate", end)
        return (*self._kinds[types], self._languages[inside(
            raw, b"<Language>", b"</Language>")[0]], days,
            _grants(raw) if b"<Grant>" in raw else [])

    def _location(self, part: bytes) -> str | None:
        """Return the DOI that stands beside the title, unless it is marked as not valid."""
        for attributes, value in _LOCATION.findall(part):
            if not _EID_DOI.search(attributes) or _NOT_VALID.search(attributes):
                continue
            if doi := ids.doi(text(value), self._ledger):
                return doi
        return None

    def _language(self, raw: bytes) -> str | None:
        code = text(raw).lower()
        if not code or code in words.NO_LANGUAGE:
            return None
        if code not in words.LANGUAGES:
            self._ledger.unknown("work_records.language", code)
        return words.LANGUAGES.get(code)


def inside(source: bytes, opening: bytes, closing: bytes, start: int = 0, stop: int = MOST_BYTES):
    """Return (what stands between two tags, where it ends), or (nothing, ``start``)."""
    begin = source.find(opening, start, stop)
    if begin < 0:
        return b"", start
    begin += len(opening)
    end = source.find(closing, begin, stop)
    return (source[begin:end], end) if end >= 0 else (b"", start)


def element(source: bytes, name: bytes, start: int):
    """Return the inside of the first element of a name, whatever its attributes."""
    begin = source.find(b"<" + name, start)
    if begin < 0:
        return b"", start
    begin = source.find(b">", begin) + 1
    if source[begin - 2] == ord("/"):
        return b"", begin
    end = source.find(b"</" + name + b">", begin)
    return (source[begin:end], end) if end >= 0 else (b"", start)


def _part(raw: bytes, name: bytes) -> str:
    return text(inside(raw, b"<" + name + b">", b"</" + name + b">")[0])


def _day(raw: bytes) -> str | None:
    """Read a Year, Month and Day."""
    return words.date(_part(raw, b"Year"), _part(raw, b"Month"), _part(raw, b"Day"))


def _pub_date(raw: bytes) -> str | None:
    """Read a PubDate: a day, a season (of which the year is kept) or a MedlineDate."""
    return _day(raw) or words.medline_date(_part(raw, b"MedlineDate"))


def _kind(raw: bytes) -> tuple[str, bool]:
    return words.kind(text(one) for one in _TYPE.findall(raw))


def _grants(tail: bytes) -> list[Grant]:
    """Return agency, number and country of each grant, each agency and number once."""
    found = {}
    for raw in _GRANT.findall(tail):
        agency, number = _part(raw, b"Agency") or None, _part(raw, b"GrantID") or None
        if agency or number:
            found.setdefault((agency, number), _part(raw, b"Country") or None)
    return [(*key, country) for key, country in found.items()]
