"""One record of PubMed, cut into its parts by itself.

A record comes as bytes that are known to be well-formed, in double quotes and
without comments, so that elements can be cut out by their tags. That costs a
tenth of building a tree. Elements that occur at several places are sought only
in their own part: a reference has identifiers, an investigator affiliations.
"""

import re
from typing import NamedTuple

from belvedere.sources._pubmed_parts import Parts, element, inside
from belvedere.tables.publications import PUBMED

_PMID = re.compile(rb"<PMID\b[^>]*>\s*0*([1-9]\d{0,11})\s*<")
_NO_PMID = re.compile(rb"<PMID\b[^>]*>\s*([^<]*)")
_ID_DOI = re.compile(rb"IdType=[\"']doi[\"'][^>]*>([^<]*)")
_ID_PMC = re.compile(rb"IdType=[\"']pmc[\"'][^>]*>([^<]*)")
_OTHER_PMC = re.compile(rb"<OtherID\b[^>]*>\s*(PMC\d+)\s*<")
_MESH = re.compile(rb"<DescriptorName\b[^>]*\bUI=[\"'](D\d+)[\"']")
_AUTHORS = re.compile(
    rb"<(/Author>|Author\b[^>V]*ValidYN=[\"']N|Affiliation\b[^<]*+(?:<(?!/Affiliation>)[^<]*+)*+)")

AUTHOR_END = b"/Author>"


class RecordError(ValueError):
    """A well-formed record is no article of PubMed; the text says why."""


class Record(NamedTuple):
    """One record in parts.

    ``authors`` has the tags of the author list in their order: AUTHOR_END, or the
    beginning of an affiliation with its text, or that of an author who is not valid.
    """

    number: int
    pmid: str
    parts: Parts
    authors: list[bytes]


def cut(record: bytes) -> Record:
    """Cut one record into its parts. Raises RecordError."""
    pmid = pmid_of(record)
    start = record.find(b"<Article ")
    if start < 0:
        start = record.find(b"<Article>")
    revised, _ = inside(record, b"<DateRevised>", b"</DateRevised>", 0, start)

    # Journal, title, locations, abstract, authors, language …: the order of the DTD.
    journal, at = inside(record, b"<Journal>", b"</Journal>", start, len(record))
    title, at = element(record, b"ArticleTitle", at)
    authors_at = record.find(b"<AuthorList", at)
    after = record.find(b"</AuthorList>", authors_at) if authors_at >= 0 else -1
    stop = record.find(b"</Article>", max(at, after))
    if stop < 0 or after < 0:
        authors_at, after = -1, at
        stop = record.find(b"</Article>", at)
    outside = record.find(b"</MedlineCitation>", stop)
    if start < 0 or stop < 0 or outside < 0:
        raise RecordError(f"PMID {pmid} has no Article")
    given, rest = _own_ids(record, outside), record[stop:outside]
    linking, _ = inside(rest, b"<ISSNLinking>", b"</ISSNLinking>")
    headings, _ = inside(rest, b"<MeshHeadingList>", b"</MeshHeadingList>")
    parts = Parts(record, [(at, authors_at if authors_at >= 0 else stop)], *([one] for one in (
        revised, journal, title, record[after:stop], linking, _first(_ID_DOI, given),
        _first(_ID_PMC, given) if given else _first(_OTHER_PMC, rest),
        b" ".join(dict.fromkeys(_MESH.findall(headings))))))
    return Record(PUBMED + int(pmid), pmid, parts,
                  _AUTHORS.findall(record, authors_at, after) if authors_at >= 0 else [])


def _first(sought: re.Pattern, given: bytes) -> bytes:
    found = sought.search(given)
    return found[1] if found else b""


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
    given, at = inside(record, b"<ArticleIdList>", b"</ArticleIdList>", outside)
    if record.find(b"<ReferenceList", outside, at) >= 0:
        # The references came first: what is left when they are taken out.
        first, last = record.find(b"<ReferenceList", outside), record.rfind(b"</ReferenceList>")
        given, _ = inside(record, b"<ArticleIdList>", b"</ArticleIdList>", last)
        if not given:
            given, _ = inside(record, b"<ArticleIdList>", b"</ArticleIdList>", outside, first)
    return given
