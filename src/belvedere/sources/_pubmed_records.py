"""One record of PubMed: what is kept of it.

A record comes as bytes that are known to be well-formed, in double quotes and
without comments, so that elements can be cut out by their tags. That costs a
tenth of building a tree. Elements that occur at several places are sought only
in their own part: a reference has identifiers, an investigator affiliations.

No name and no identifier of an author is read.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from belvedere.sources import _pubmed_words as words
from belvedere.sources import _work_ids as ids
from belvedere.sources._pubmed_text import text
from belvedere.tables.ledger import Ledger
from belvedere.tables.publications import PUBMED

MOST_KNOWN = 200_000
"""Readings of short parts that are remembered: dates, kinds, journals come again and again."""
MOST_LONG = 20_000
"""Readings of longer parts that are remembered: issues of journals, what follows authors."""
MOST_BYTES = 2**62
"""To the end, in seeking."""

_PMID = re.compile(rb"<PMID\b[^>]*>\s*0*([1-9]\d{0,11})\s*<")
_NO_PMID = re.compile(rb"<PMID\b[^>]*>\s*([^<]*)")
_MESH = re.compile(rb"UI=[\"'](D\d+)[\"']")
_TYPE = re.compile(rb"<PublicationType\b[^>]*>([^<]*)")
_ID_DOI = re.compile(rb"IdType=[\"']doi[\"'][^>]*>([^<]*)")
_ID_PMC = re.compile(rb"IdType=[\"']pmc[\"'][^>]*>([^<]*)")
_LOCATION = re.compile(rb"<ELocationID\b([^>]*)>([^<]*)")
_OTHER_PMC = re.compile(rb"<OtherID\b[^>]*>\s*(PMC\d+)\s*<")
_ISSN_OF = re.compile(rb"<ISSN\b[^>]*>([^<]*)")
_NOT_VALID = re.compile(rb"ValidYN=[\"']N")
_EID_DOI = re.compile(rb"EIdType=[\"']doi")
_AUTHORS = re.compile(
    rb"<(/Author>|Author\b[^>V]*ValidYN=[\"']N|Affiliation\b[^<]*+(?:<(?!/Affiliation>)[^<]*+)*+)")
_GRANT = re.compile(rb"<Grant>(.*?)</Grant>", re.DOTALL)


AUTHOR_END = b"/Author>"


class RecordError(ValueError):
    """A well-formed record is no article of PubMed; the text says why."""


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


class Record(NamedTuple):
    """What is kept of one record.

    ``authors`` has the tags of the author list in their order: AUTHOR_END, or the
    beginning of an affiliation with its text, or that of an author who is not valid.
    """

    number: int
    pmid: str
    work: tuple
    authors: list[bytes]
    grants: list[Grant]


WORK = (
    "doi", "pmcid", "title", "type", "publication_date", "year", "language", "journal_id",
    "journal", "is_retracted", "mesh", "updated",
)
"""Columns of work_records in the order of ``Record.work``; in ``mesh`` spaces stand between."""


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
    """Reads records; keeps the readings of parts that many records share."""

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

    def __call__(self, record: bytes) -> Record:
        """Read one record. Raises RecordError, and UnicodeDecodeError when not UTF-8."""
        pmid = pmid_of(record)
        start = record.find(b"<Article ")
        if start < 0:
            start = record.find(b"<Article>")
        revised, _ = _inside(record, b"<DateRevised>", b"</DateRevised>", 0, start)

        # Journal, title, locations, abstract, authors, language …: the order of the DTD.
        journal, at = _inside(record, b"<Journal>", b"</Journal>", start, len(record))
        title, at = _element(record, b"ArticleTitle", at)
        authors_at = record.find(b"<AuthorList", at)
        after = record.find(b"</AuthorList>", authors_at) if authors_at >= 0 else -1
        stop = record.find(b"</Article>", max(at, after))
        if stop < 0 or after < 0:
            authors_at, after = -1, at
            stop = record.find(b"</Article>", at)
        outside = record.find(b"</MedlineCitation>", stop)
        if start < 0 or stop < 0 or outside < 0:
            raise RecordError(f"PMID {pmid} has no Article")
        work, grants = self.parts(Parts(
            revised, journal, title, record[after:stop], record[stop:outside],
            _own_ids(record, outside), record, (at, authors_at if authors_at >= 0 else stop)))
        return Record(
            PUBMED + int(pmid), pmid, work,
            _AUTHORS.findall(record, authors_at, after) if authors_at >= 0 else [], grants)

    def parts(self, given: Parts) -> tuple[tuple, list[Grant]]:
        """Read the parts of one record: its work and its grants."""
        doi, pmc = self._article_ids(given.ids, given.rest)
        if doi is None:
            start, stop = given.beside
            doi = self._location(given.source[start:stop])
        journal, issn, published = self._issues[given.journal]
        kind, retracted, language, online, grants = self._tails[given.tail]
        if online:
            published = words.earliest((published, *online))
        linking, _ = _inside(given.rest, b"<ISSNLinking>", b"</ISSNLinking>")
        return (
            doi, pmc, text(given.title) or None, kind, published,
            int(published[:4]) if published else None,
            language, self._issns[linking or issn], journal,
            retracted, _mesh(given.rest), self._days[given.revised],
        ), grants

    def _issue(self, raw: bytes) -> tuple[str | None, bytes, str | None]:
        """Read a Journal: its title, its first ISSN as written, and when the issue appeared."""
        found = _ISSN_OF.search(raw)
        return (self._journals[_inside(raw, b"<Title>", b"</Title>")[0]] or None,
                found[1] if found else b"",
                self._dates[_inside(raw, b"<PubDate>", b"</PubDate>")[0]])

    def _tail(self, raw: bytes) -> tuple:
        """Read what follows the authors: kind, retraction, language, days online, grants."""
        types, _ = _inside(raw, b"<PublicationTypeList>", b"</PublicationTypeList>")
        days = []
        online, end = _element(raw, b"ArticleDate", 0)
        while online:
            days.append(self._days[online])
            online, end = _element(raw, b"ArticleDate", end)
        return (*self._kinds[types], self._languages[_inside(
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


def pmid_of(record: bytes) -> str:
    """Return the record's own PMID, its first. Raises RecordError when it has none."""
    found = _PMID.search(record)
    first = record.find(b"<PMID")
    if found and found.start() == first:
        return found[1].decode()
    other = _NO_PMID.search(record)
    written = other[1].decode("utf-8", "replace").strip() if other else ""
    raise RecordError(f"has no PMID ({written[:40]!r})" if written else "has no PMID")


def own_pmid(head: bytes) -> str | None:
    """Return the PMID of the tag with which something begins."""
    found = _PMID.match(head)
    return found[1].decode() if found else None


def _own_ids(record: bytes, outside: int) -> bytes:
    """Return the identifiers of the article itself, never those of a reference."""
    given, at = _inside(record, b"<ArticleIdList>", b"</ArticleIdList>", outside)
    if record.find(b"<ReferenceList", outside, at) >= 0:
        # The references came first: what is left when they are taken out.
        first, last = record.find(b"<ReferenceList", outside), record.rfind(b"</ReferenceList>")
        given, _ = _inside(record, b"<ArticleIdList>", b"</ArticleIdList>", last)
        if not given:
            given, _ = _inside(record, b"<ArticleIdList>", b"</ArticleIdList>", outside, first)
    return given


def _inside(source: bytes, opening: bytes, closing: bytes, start: int = 0, stop: int = MOST_BYTES):
    """Return (what stands between two tags, where it ends), or (nothing, ``start``)."""
    begin = source.find(opening, start, stop)
    if begin < 0:
        return b"", start
    begin += len(opening)
    end = source.find(closing, begin, stop)
    return (source[begin:end], end) if end >= 0 else (b"", start)


def _element(source: bytes, name: bytes, start: int):
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
    return text(_inside(raw, b"<" + name + b">", b"</" + name + b">")[0])


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
    headings, _ = _inside(rest, b"<MeshHeadingList>", b"</MeshHeadingList>")
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
