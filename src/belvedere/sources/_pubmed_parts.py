"""What is kept of the parts of a PubMed record, however it was cut into them.

No name and no identifier of an author is read.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from belvedere.sources import _pubmed_words as words
from belvedere.sources import _work_ids as ids
from belvedere.sources._pubmed_text import text
from belvedere.tables.ledger import Ledger

MOST_KNOWN = 200_000
"""Readings of short parts that are remembered: dates, kinds, journals come again and again."""
MOST_LONG = 20_000
"""Readings of longer parts that are remembered: issues of journals, what follows authors."""
MOST_BYTES = 2**62
"""To the end, in seeking."""

_MESH = re.compile(rb"UI=[\"'](D\d+)[\"']")
_TYPE = re.compile(rb"<PublicationType\b[^>]*>([^<]*)")
_ID_DOI = re.compile(rb"IdType=[\"']doi[\"'][^>]*>([^<]*)")
_ID_PMC = re.compile(rb"IdType=[\"']pmc[\"'][^>]*>([^<]*)")
_LOCATION = re.compile(rb"<ELocationID\b([^>]*)>([^<]*)")
_OTHER_PMC = re.compile(rb"<OtherID\b[^>]*>\s*(PMC\d+)\s*<")
_ISSN_OF = re.compile(rb"<ISSN\b[^>]*>([^<]*)")
_NOT_VALID = re.compile(rb"ValidYN=[\"']N")
_EID_DOI = re.compile(rb"EIdType=[\"']doi")
_GRANT = re.compile(rb"<Grant>(.*?)</Grant>", re.DOTALL)

WORK = (
    "doi", "pmcid", "title", "type", "publication_date", "year", "language", "journal_id",
    "journal", "is_retracted", "mesh", "updated",
)
"""Columns of work_records in the order of ``Record.work``; in ``mesh`` spaces stand between."""

Grant = tuple[str | None, str | None, str | None]
"""Agency, number and country."""


class Parts(NamedTuple):
    """The parts of one record that are read; ``beside`` says where the locations are.

    They stand in ``source`` between its two places, and are seldom asked for.
    """

    revised: bytes
    journal: bytes
    title: bytes
    tail: bytes
    rest: bytes
    ids: bytes
    source: bytes
    beside: tuple[int, int]


class Known(dict):
    """Readings by what was read; read once, as many records share them."""

    def __init__(self, reading: Callable[[bytes], object], most: int = MOST_KNOWN) -> None:
        super().__init__()
        self._reading = reading
        self._most = most

    def __missing__(self, raw: bytes):
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
        self._kinds = Known(_kind)
        self._languages = Known(self._language)
        self._journals = Known(text)
        self._issues = Known(self._issue, MOST_LONG)
        self._tails = Known(self._tail, MOST_LONG)
        self._issns = Known(lambda raw: ids.journal_id(text(raw), ledger))

    def __call__(self, given: Parts) -> tuple[tuple, list[Grant]]:
        """Return a record's work and its grants. Raises UnicodeDecodeError when not UTF-8."""
        doi, pmc = self._article_ids(given.ids, given.rest)
        if doi is None:
            start, stop = given.beside
            doi = self._location(given.source[start:stop])
        journal, issn, published = self._issues[given.journal]
        kind, retracted, language, online, grants = self._tails[given.tail]
        if online:
            published = words.earliest((published, *online))
        linking, _ = inside(given.rest, b"<ISSNLinking>", b"</ISSNLinking>")
        return (
            doi, pmc, text(given.title) or None, kind, published,
            int(published[:4]) if published else None,
            language, self._issns[linking or issn], journal,
            retracted, _mesh(given.rest), self._days[given.revised],
        ), grants

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

    def _article_ids(self, given: bytes, rest: bytes) -> tuple[str | None, str | None]:
        """Return the DOI and the PMC id of the article itself."""
        doi = pmc = None
        if found := _ID_DOI.search(given):
            doi = ids.doi(text(found[1]), self._ledger)
        if found := _ID_PMC.search(given):
            pmc = ids.pmcid(text(found[1]), self._ledger)
        if not given and b"<OtherID" in rest and (found := _OTHER_PMC.search(rest)):
            pmc = found[1].decode()
        return doi, pmc

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


def _mesh(rest: bytes) -> str | None:
    # Qualifiers have identifiers that begin with Q.
    headings, _ = inside(rest, b"<MeshHeadingList>", b"</MeshHeadingList>")
    if not headings:
        return None
    return b" ".join(dict.fromkeys(_MESH.findall(headings))).decode() or None


def _grants(tail: bytes) -> list[Grant]:
    """Return agency, number and country of each grant, each agency and number once."""
    found = {}
    for raw in _GRANT.findall(tail):
        agency, number = _part(raw, b"Agency") or None, _part(raw, b"GrantID") or None
        if agency or number:
            found.setdefault((agency, number), _part(raw, b"Country") or None)
    return [(*key, country) for key, country in found.items()]
