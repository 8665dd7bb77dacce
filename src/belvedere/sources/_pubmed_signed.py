"""The authors of many records of PubMed and where their affiliations are written."""

from typing import NamedTuple

import numpy as np

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
    opened, opened_in = inside(tags.of(b"Author V", 9, b'alidYN="'))
    usual = tags.further(opened, 12) == code(b'dYN="Y">')
    for one in np.flatnonzero(~usual).tolist():
        at = tags.at[opened[one]]
        tag = content[at:content.find(b">", at)]
        usual[one] = tag.startswith(_EQUAL) and not tag.endswith(b"/")
    named, named_in = inside(tags.of(b"Affiliat"))
    whole = tags.further(named, 5) == code(b"liation>")
    only_around = tags.further(named, 9) == code(b"ionInfo>")
    author = np.searchsorted(closed, named)
    authored = np.append(closed_in, -1)[author] == named_in

    regular &= np.bincount(closed_in, minlength=size) == np.bincount(
        opened_in[usual], minlength=size)
    regular[named_in[~(whole | only_around) | (whole & ~authored)]] = False

    # What was found in a record that is not regular after all is left out.
    kept = regular[closed_in]
    given = whole & regular[named_in]
    named, author = named[given], (np.cumsum(kept) - 1)[author[given]]
    starts, ends = tags.at[named] + 1, tags.at[named + 1]
    for one in np.flatnonzero(tags.codes[named + 1] != _AFFILIATION_END).tolist():
        ends[one] = content.find(b"</Affiliation>", starts[one])  # there is markup within
    return Signed(np.bincount(closed_in[kept], minlength=size), author, starts, ends)
