"""Many records of PubMed cut at once, those that are written as they nearly all are.

A record is regular when it has each element that is sought once and in the order
of the DTD, so that the places of tags alone say where its parts are. What is not
so, or has anything unusual (a comment, CDATA, an entity that is not XML's, a byte
that is not UTF-8), is left to the cutting of single records, which finds the same
in a regular one.
"""

from itertools import repeat
from typing import NamedTuple

import numpy as np

from belvedere.sources._pubmed_parts import Parts
from belvedere.sources._pubmed_records import own_pmid
from belvedere.sources._pubmed_signed import Signed, signed
from belvedere.sources._pubmed_tags import Tags, code, first_of
from belvedere.sources._pubmed_wellformed import WellFormed, is_utf_8, unknown_entities

_OPENING, _CLOSING = b"<PubmedArticle>", b"</PubmedArticle>"
_PUBMED, _MEDLINE, _REVISED = code(b"PubmedAr"), code(b"MedlineC"), code(b"/DateRev")
_PMID, _FOUR = code(b"PMID"), np.uint64(0xFFFF_FFFF)


class Many(NamedTuple):
    """Records cut at once: where each ends, the regular ones' PMIDs and parts, and authors.

    Of a record that is not regular PMID and parts are None, and its authors are not told.
    """

    ends: list[int]
    pmids: list[str | None]
    parts: list[Parts | None]
    signed: Signed


def cut(content: bytes, check: WellFormed) -> Many:
    """Cut content that ends with the end of a record."""
    tags = Tags(content)
    closing = tags.of(b"/PubmedA", 8, b"Article>")
    places, regular = _places(tags, closing)
    ends = (tags.at[closing] + len(_CLOSING)).tolist()
    # Where a record is not regular, its beginning is not asked for.
    first = np.where(regular, tags.at[places["first"]], 0).tolist()
    asides = np.append(tags.beginning(b"!"), tags.beginning(b"?"))
    _leave_oddities(content, first, ends, regular, tags.at[asides], check)
    authors = signed(tags, closing, places["authors"], places["authors_end"], regular, content)

    pmids: list[str | None] = [None] * len(ends)
    parts: list[Parts | None] = [None] * len(ends)
    which = np.flatnonzero(regular)
    at = {name: tags.at[found[which]] for name, found in places.items()}
    slices = (
        [content[start:stop] for start, stop in zip(begin.tolist(), end.tolist())]
        for begin, end in (
            (tags.at[places["first"][which] + 2], tags.at[places["first"][which] + 3] + 1),
            (at["revised"] + len(b"<DateRevised>"), at["revised_end"]),
            (at["journal"] + len(b"<Journal>"), at["journal_end"]),
            (at["title"] + len(b"<ArticleTitle>"), at["title_end"]),
            (at["after"], at["end"]),
            (at["end"], at["outside"]),
            (at["ids"] + len(b"<ArticleIdList>"), at["ids_end"]),
        )
    )
    beside = zip(at["title_end"].tolist(), at["before"].tolist())
    heads = next(slices)
    given = map(Parts._make, zip(*slices, repeat(content), beside))
    for number, head, one in zip(which.tolist(), heads, given):
        pmids[number], parts[number] = own_pmid(head), one
    return Many(ends, pmids, parts, authors)


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
    return {
        "first": head, "revised": np.where(revisions == 1, revised, 0), "revised_end": revised_end,
        "journal": journal, "journal_end": journal_end, "title": title, "title_end": title_end,
        "before": before, "after": after, "end": end, "outside": outside, "ids": ids,
        "ids_end": ids_end, "authors": np.where(lists == 1, authors, last),
        "authors_end": np.where(lists == 1, authors_end, 0),
    }, regular


def _leave_oddities(
    content: bytes, first: list[int], ends: list[int], regular: np.ndarray, asides: np.ndarray,
    check: WellFormed,
) -> None:
    """Take from the regular records those that are anything but plain and well-formed.

    ``asides`` are where comments, CDATA and the like begin.
    """
    odd = np.append(asides, np.array(unknown_entities(content), np.int64))
    regular[np.searchsorted(ends, odd, side="right")] = False
    decoded = is_utf_8(content)
    start = 0
    for number, (plain, begin, end) in enumerate(zip(regular.tolist(), first, ends)):
        if plain:
            record = content[begin:end]
            regular[number] = check.is_well_formed(record) and (
                start == begin or content[start:begin].isspace()) and (
                decoded or is_utf_8(record))
        start = end
