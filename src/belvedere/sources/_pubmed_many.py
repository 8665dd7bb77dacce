"""Many records of PubMed cut at once, those that are written as they nearly all are.

A record is regular when it has each element that is sought once and in the order
of the DTD, so that the places of tags alone say where its parts are. What is not
so, or has anything unusual (a comment, CDATA, an entity that is not XML's, a byte
that is not UTF-8), is left to the cutting of single records, which finds the same
in a regular one.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from belvedere.sources._pubmed_parts import Parts
from belvedere.sources._pubmed_records import own_pmid
from belvedere.sources._pubmed_signed import Signed, signed
from belvedere.sources._pubmed_tags import Tags, code, first_of
from belvedere.sources._pubmed_wellformed import WellFormed, is_utf_8, unknown_entities
from belvedere.tables.publications import PUBMED

_OPENING, _CLOSING = b"<PubmedArticle>", b"</PubmedArticle>"
_PUBMED, _MEDLINE, _REVISED = code(b"PubmedAr"), code(b"MedlineC"), code(b"/DateRev")
_PMID, _DOI, _PMC = code(b"PMID"), code(b'e="doi">'), code(b'e="pmc">')
_LINKING = code(b"/ISSNLin")
_HIGH, _ZEROS, _SIXES = (np.uint64(one * 0x0101_0101_0101) for one in (0xF0, 0x30, 6))
_THREE, _FOUR, _SEVEN = (np.uint64((1 << 8 * size) - 1) for size in (3, 4, 7))


class Many(NamedTuple):
    """Records cut at once: where each ends, the regular ones' numbers and parts, and authors.

    Of a record that is not regular number and PMID are None, and nothing else is told.
    """

    ends: list[int]
    numbers: list[int | None]
    pmids: list[str | None]
    parts: Parts
    signed: Signed


def cut(content: bytes, check: WellFormed) -> Many:
    """Cut content that ends with the end of a record."""
    tags = Tags(content)
    closing = tags.of(b"/PubmedA", 8, b"Article>")
    places, regular = _places(tags, closing)
    ends = tags.at[closing] + len(_CLOSING)
    mesh = _mesh(tags, content, closing, places, regular)
    asides = np.append(tags.beginning(b"!"), tags.beginning(b"?"))
    _leave_oddities(content, np.where(regular, tags.at[places["first"]], 0).tolist(),
                    ends.tolist(), regular, tags.at[asides], check)
    authors = signed(tags, closing, places["authors"], places["authors_end"], regular, content)

    def between(begin: np.ndarray, skip: int, end: np.ndarray, to: int = 0) -> list[bytes]:
        """Return what stands between two tags of each record, nothing of irregular ones."""
        starts, stops = (
            np.where(regular, tags.at[np.minimum(tag, len(tags.at) - 1)] + more, 0).tolist()
            for tag, more in ((begin, skip), (end, to)))
        return [content[start:stop] for start, stop in zip(starts, stops)]

    def leaf(name: str, skip: int) -> list[bytes]:
        return between(places[name], skip, places[name] + 1)

    pmids = [own_pmid(head) for head in between(places["first"] + 2, 0, places["first"] + 3, 1)]
    beside = zip(*(tags.at[places[name]].tolist() for name in ("title_end", "before")))
    return Many(
        ends.tolist(), [PUBMED + int(pmid) if pmid else None for pmid in pmids], pmids,
        Parts(content, list(beside),
              between(places["revised"], len(b"<DateRevised>"), places["revised_end"]),
              between(places["journal"], len(b"<Journal>"), places["journal_end"]),
              between(places["title"], len(b"<ArticleTitle>"), places["title_end"]),
              between(places["after"], 0, places["end"]),
              leaf("linking", len(b"<ISSNLinking>")),
              leaf("doi", len(b'<ArticleId IdType="doi">')),
              leaf("pmc", len(b'<ArticleId IdType="pmc">')), mesh),
        authors)


def _places(tags: Tags, closing: np.ndarray) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return which tags begin and end the parts of each record, and which are regular.

    A tag that a record does not have is the last of all.
    """
    size, last = len(closing), len(tags.at) - 1

    def once(name: bytes, offset: int = 0, further: bytes = b"") -> tuple[np.ndarray, np.ndarray]:
        found = tags.of(name, offset, further)
        record = np.searchsorted(closing, found)
        record, found = record[record < size], found[record < size]
        where = np.full(size, last)
        where[record] = found
        return where, np.bincount(record, minlength=size)

    first = np.concatenate([[0], closing[:-1] + 1])
    long = closing - first > 3
    head = np.where(long, first, 0)
    regular = long & (tags.codes[head] == _PUBMED) & (
        tags.further(head, len(_OPENING) - 8) == code(b"Article>"))
    regular &= tags.codes[np.minimum(head + 1, last)] == _MEDLINE
    regular &= tags.codes[np.minimum(head + 2, last)] & _FOUR == _PMID

    plain, plain_count = once(b"Article>")
    attributed, attributed_count = once(b"Article ")
    article = np.where(plain_count > 0, plain, attributed)
    journal, journals = once(b"Journal>")
    journal_end, journal_ends = once(b"/Journal", 2, b"Journal>")
    title, titles = once(b"ArticleT", 6, b"leTitle>")
    title_end, title_ends = once(b"/Article", 7, b"leTitle>")
    end, article_ends = once(b"/Article", 2, b"Article>")
    outside, outsides = once(b"/Medline", 10, b"itation>")
    for count in (plain_count + attributed_count, journals, journal_ends, titles,
                  once(b"ArticleT")[1], title_ends, article_ends, outsides):
        regular &= count == 1

    revised, revisions = once(b"DateRevi", 5, b"Revised>")
    regular &= once(b"DateRevi")[1] == revisions
    # Nothing else stands between its end and the article.
    regular &= (revisions == 0) | (
        (revisions == 1) & (head < revised) & (revised < article)
        & (tags.codes[article - 1] == _REVISED))
    revised_end = np.where(revisions == 1, article - 1, 0)

    authors, lists = once(b"AuthorLi")
    authors_end, list_ends = once(b"/AuthorL", 5, b"horList>")
    regular &= (lists <= 1) & (lists == list_ends) & (once(b"/AuthorL")[1] == lists)
    before, after = np.where(lists == 1, authors, end), np.where(lists == 1, authors_end, title_end)
    for earlier, later in ((head, article), (article, journal), (journal, journal_end),
                           (journal_end, title), (title, title_end), (end, outside)):
        regular &= earlier < later
    regular &= (title_end < before) & (before <= end) & (title_end <= after) & (after < end)
    regular &= (lists == 0) | (before < after)

    # The article's own identifiers: the first list after the citation, before any reference.
    ids = first_of(tags.of(b"ArticleI", 7, b"eIdList>"), outside, last)
    ids_end = first_of(tags.of(b"/Article", 8, b"eIdList>"), ids, last)
    regular &= (ids < ids_end) & (ids_end < closing)
    regular &= ids_end < first_of(tags.of(b"Referenc"), outside, last + 1)
    regular &= tags.at[ids_end] - tags.at[ids] > len(b"<ArticleIdList>")
    given = tags.of(b"ArticleI")
    kind = tags.further(given, 16)
    written = (tags.further(given, 10) == code(b" IdType=")) & (kind & _THREE == code(b'e="'))
    for one in (_DOI, _PMC):
        written &= (kind & _SEVEN != one & int(_SEVEN)) | (kind == one)
    counted = np.searchsorted(given, [ids, ids_end], side="right")
    regular &= 2 * (counted[1] - counted[0]) == ids_end - ids - 1
    odd = np.append(0, np.cumsum(~written))
    regular &= odd[counted[1]] == odd[counted[0]]

    def within(found: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        first = first_of(found, begin, last)
        return np.where(first < end, first, last)

    linking = within(tags.of(b"ISSNLink", 5, b"Linking>"), end, outside)
    regular &= (linking == last) | (tags.codes[np.minimum(linking + 1, last)] == _LINKING)
    mesh = within(tags.of(b"MeshHead", 9, b"ingList>"), end, outside)
    return {
        "doi": within(given[kind == _DOI], ids, ids_end), "linking": linking, "mesh": mesh,
        "pmc": within(given[kind == _PMC], ids, ids_end),
        "mesh_end": first_of(tags.of(b"/MeshHea", 10, b"ingList>"), mesh, last),
        "first": head, "revised": np.where(revisions == 1, revised, 0), "revised_end": revised_end,
        "journal": journal, "journal_end": journal_end, "title": title, "title_end": title_end,
        "before": before, "after": after, "end": end, "outside": outside, "ids": ids,
        "ids_end": ids_end, "authors": np.where(lists == 1, authors, last),
        "authors_end": np.where(lists == 1, authors_end, 0),
    }, regular


def _mesh(
    tags: Tags, content: bytes, closing: np.ndarray, places: dict[str, np.ndarray],
    regular: np.ndarray,
) -> list[bytes]:
    """Return the identifiers of each record's headings; one written otherwise is not regular."""
    found = tags.of(b"Descript")
    record = np.minimum(np.searchsorted(closing, found), len(closing) - 1)
    within = (places["mesh"][record] < found) & (found < places["mesh_end"][record])
    found, record = found[within], record[within]
    at = tags.at[found]
    short = tags.bytes[at + 27] == ord('"')
    long = (tags.bytes[at + 30] == ord('"')) & _digits(tags.further(found, 24))
    usual = (tags.further(found, 13) == code(b'me UI="D')) & _digits(tags.further(found, 21))
    regular[record[~(usual & (short | long))]] = False
    spans = zip((at + 20).tolist(), (at + np.where(short, 27, 30)).tolist())
    names = [content[start:stop] for start, stop in spans]
    bounds = np.searchsorted(record, np.arange(len(closing) + 1)).tolist()
    return [b" ".join(dict.fromkeys(names[begin:end])) for begin, end in pairwise(bounds)]


def _digits(eights: np.ndarray) -> np.ndarray:
    """Say of which eight bytes the first six are digits."""
    return ((eights & _HIGH) == _ZEROS) & ((eights + _SIXES & _HIGH) == _ZEROS)


def _leave_oddities(
    content: bytes, first: list[int], ends: list[int], regular: np.ndarray, asides: np.ndarray,
    check: WellFormed,
) -> None:
    """Take from the regular records those that are anything but plain and well-formed.

    ``asides`` are where comments, CDATA and the like begin.
    """
    odd = np.append(asides, np.array(unknown_entities(content), np.int64))
    regular[np.searchsorted(ends, odd, side="right")] = False
    # All of them at once are a sequence of elements only when each is one.
    whole = bool(regular.all()) and is_utf_8(content) and check.is_well_formed(content)
    start = 0
    for number, (plain, begin, end) in enumerate(zip(regular.tolist(), first, ends)):
        if plain:
            regular[number] = (start == begin or content[start:begin].isspace()) and (
                whole or _is_sound(content[begin:end], check))
        start = end


def _is_sound(record: bytes, check: WellFormed) -> bool:
    return check.is_well_formed(record) and is_utf_8(record)
