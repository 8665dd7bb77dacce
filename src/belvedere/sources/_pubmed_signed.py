"""The authors of many records of PubMed and where their affiliations are written."""

from typing import NamedTuple

import numpy as np

from belvedere.sources._pubmed_affiliations import NONE
from belvedere.sources._pubmed_tags import Tags, code

_AFFILIATION_END = code(b"/Affilia")
_EQUAL = b'<Author ValidYN="Y" EqualContrib="'


class Signed(NamedTuple):
    """How many authors records have, and of whom and where the affiliations are.

    An author is told by its number, from 0 over all records; an affiliation by its
    first and last byte, from the name in its tag on.
    """

    authors: np.ndarray
    author: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def of(self, records: np.ndarray) -> "Signed":
        """Return the same of some records only, told by their numbers in order."""
        if len(records) == len(self.authors):
            return self
        kept = np.zeros(len(self.authors), bool)
        kept[records] = True
        authors = np.repeat(kept, self.authors)
        given = authors[self.author]
        return Signed(self.authors[records], (np.cumsum(authors) - 1)[self.author[given]],
                      self.starts[given], self.ends[given])


def signed(
    tags: Tags, closing: np.ndarray, begin: np.ndarray, end: np.ndarray, regular: np.ndarray,
    content: bytes,
) -> Signed:
    """Return the authors of the regular records, whose lists begin and end at some tags.

    A record whose authors are not written as usual, such as one that is marked as not
    valid, is taken from the regular ones.
    """
    size = len(closing)

    def inside(found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        record = np.minimum(np.searchsorted(closing, found), size - 1)
        within = regular[record] & (begin[record] < found) & (found < end[record])
        return found[within], record[within]

    closed, closed_in = inside(tags.of(b"/Author>"))
    # Whatever begins like an author, for one that is not valid may stand anywhere.
    opened, opened_in = inside(tags.beginning(b"Author"))
    usual = (tags.further(opened, 5) == code(b"or Valid")) & (
        tags.further(opened, 12) == code(b'dYN="Y">'))
    for one in np.flatnonzero(~usual).tolist():
        at = tags.at[opened[one]]
        tag = content[at:content.find(b">", at)]
        usual[one] = tag.startswith(_EQUAL) and not tag.endswith(b"/")
    named, named_in = inside(tags.of(b"Affiliat"))
    whole = tags.further(named, 5) == code(b"liation>")
    only_around = tags.further(named, 9) == code(b"ionInfo>")
    author = np.searchsorted(closed, named)
    authored = np.append(closed_in, -1)[author] == named_in

    regular[opened_in[~usual]] = False
    regular[named_in[~(whole | only_around) | (whole & ~authored)]] = False

    # What was found in a record that is not regular after all is left out.
    kept = regular[closed_in]
    given = whole & regular[named_in]
    named, author = named[given], (np.cumsum(kept) - 1)[author[given]]
    starts, ends = tags.at[named] + 1, tags.at[named + 1]
    for one in np.flatnonzero(tags.codes[named + 1] != _AFFILIATION_END).tolist():
        ends[one] = content.find(b"</Affiliation>", starts[one])  # there is markup within
    return Signed(np.bincount(closed_in[kept], minlength=size), author, starts, ends)


def signed_rows(
    numbers: np.ndarray, authors: np.ndarray, author: np.ndarray, texts: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Return the columns of authorships: of records, of how many authors each has, and of
    whose affiliations are which texts.

    Each affiliation of an author is once there; an author without any has one row.
    """
    given = texts != NONE
    author, texts = author[given], texts[given]
    if len(author) > 1 and (author[1:] == author[:-1]).any():
        order = np.lexsort((texts, author))  # of two alike the first stays first
        again = (np.diff(author[order]) == 0) & (np.diff(texts[order]) == 0)
        author, texts = (np.delete(one, order[1:][again]) for one in (author, texts))
    total = int(authors.sum())
    having = np.bincount(author, minlength=total)
    rows = np.maximum(having, 1)
    begin = np.cumsum(rows) - rows
    within = np.arange(len(author)) - (np.cumsum(having) - having)[author]
    which = np.full(int(rows.sum()), NONE)
    which[begin[author] + within] = texts
    position = np.arange(total) - np.repeat(np.cumsum(authors) - authors, authors) + 1
    weight = 1 / np.repeat(authors, authors) / rows
    return (
        np.repeat(np.repeat(numbers, authors), rows), np.repeat(position, rows),
        np.arange(len(which)) - np.repeat(begin, rows) + 1, which, np.repeat(weight, rows),
    )
