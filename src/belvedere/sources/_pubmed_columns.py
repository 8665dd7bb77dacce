"""Rows of PubMed's four tables being gathered, from single records and from many at once."""

from array import array
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from belvedere.sources._columns import arrow_table
from belvedere.sources._pubmed_many import Many
from belvedere.sources._pubmed_records import AUTHOR_END, WORK, Grant, Known, Record
from belvedere.sources._pubmed_text import affiliation, affiliation_ids
from belvedere.tables.ledger import Place
from belvedere.tables.publications import PUBMED

TABLES = ("work_records", "authorships", "affiliations", "work_grants")

_WORKS = ("record_id", "pmid", "replaced_by", *WORK)
_SIGNED = (("record_id", "q"), ("position", "q"), ("place", "q"), ("affiliation_id", "q"),
           ("weight", "d"))
_GRANTS = ("record_id", "agency", "grant_number", "country")
_NONE = -1


class Batch(NamedTuple):
    """Tables of up to 20,000 records, and the place of each record by its number."""

    tables: dict[str, pa.Table]
    places: dict[int, Place]


class Taken:
    """Of records that were cut at once those that stand, until they are added."""

    def __init__(self, content: bytes, many: Many) -> None:
        self.content = content
        self.many = many
        self.clear()

    def __len__(self) -> int:
        return len(self.which)

    def clear(self) -> None:
        self.which: list[int] = []
        self.rows: list[tuple[int, Place, tuple[tuple, list[Grant]]]] = []

    def add(self, which: int, number: int, place: Place, work: tuple[tuple, list[Grant]]) -> None:
        self.which.append(which)
        self.rows.append((number, place, work))


class Columns:
    """Rows being gathered. An affiliation is told by which text it is until they are tables."""

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self._works: list[tuple] = []
        self._signed = {name: array(kind) for name, kind in _SIGNED}
        self._grants: list[tuple] = []
        self._texts: dict[str, int] = {}
        self._known = Known(self._text)

    def __len__(self) -> int:
        return len(self._works)

    def _text(self, tag: bytes) -> int:
        """Return which text an affiliation is, told with its opening tag; _NONE without any."""
        written = affiliation(tag[tag.find(b">") + 1:])
        return self._texts.setdefault(written, len(self._texts)) if written else _NONE

    def add(self, one: Record, place: Place) -> None:
        """Add a record. Raises UnicodeDecodeError when an affiliation is not UTF-8."""
        # Affiliations first: a record that cannot be read leaves nothing behind.
        signed = self._authors(one.authors)
        self._work(one.number, one.pmid, one.work, one.grants, place)
        rows = [
            (one.number, position, place_, which, 1 / len(signed) / len(given))
            for position, given in enumerate(signed, start=1)
            for place_, which in enumerate(given, start=1)
        ]
        for column, values in zip(self._signed.values(), zip(*rows)):
            column.extend(values)

    def extend(self, taken: Taken) -> None:
        """Add the records that were taken of many, and forget that they were."""
        if not len(taken):
            return
        content, signed = taken.content, taken.many.signed.of(np.array(taken.which))
        for which, (number, place, (work, grants)) in zip(taken.which, taken.rows):
            self._work(number, taken.many.pmids[which], work, grants, place)
        spans = zip(signed.starts.tolist(), signed.ends.tolist())
        known = [self._known[content[start:end]] for start, end in spans]
        columns = _rows(
            np.array([number for number, _, _ in taken.rows]), signed.authors, signed.author,
            np.array(known, np.int64))
        for column, values in zip(self._signed.values(), columns):
            column.frombytes(values.tobytes())
        taken.clear()

    def _work(
        self, number: int, pmid: str, work: tuple, grants: list[Grant], place: Place
    ) -> None:
        self.places[number] = place
        self._works.append((number, pmid, None, *work))
        for grant in grants:
            self._grants.append((number, *grant))

    def _authors(self, tags: list[bytes]) -> list[list[int]]:
        """Return the affiliations of each author, each once; an author without any has _NONE.

        A group is an author too. One marked as not valid is the wrong spelling of
        another, and left out.
        """
        signed: list[list[int]] = []
        given: list[bytes] = []
        for tag in tags:
            if tag != AUTHOR_END:
                given.append(tag)
                continue
            if not any(one.startswith(b"Author") for one in given):
                found = dict.fromkeys(self._known[one] for one in given)
                found.pop(_NONE, None)
                signed.append(list(found) or [_NONE])
            given = []
        return signed

    def delete(self, pmid: str, place: Place) -> None:
        """Add the record that says that one was withdrawn."""
        number = PUBMED + int(pmid)
        self.places[number] = place
        self._works.append((number, pmid, "deleted", *(None for _ in WORK)))

    def batch(self) -> Batch:
        """Return the rows as tables."""
        size = len(self)
        works = dict(zip(_WORKS, zip(*self._works)))
        works["source"] = ["pubmed"] * size
        # What was withdrawn appeared nowhere.
        works["source_type"] = [None if gone else "journal" for gone in works["replaced_by"]]
        texts = affiliation_ids(list(self._texts))
        signed = {name: np.frombuffer(values, values.typecode)
                  for name, values in self._signed.items()}
        which = signed["affiliation_id"]
        signed["affiliation_id"] = pa.array(
            np.append(texts, 0)[which], pa.int64(), mask=which == _NONE)
        # Two texts of one number would be one affiliation.
        once = dict(zip(texts.tolist(), self._texts))
        return Batch({
            "work_records": arrow_table("work_records", works, size),
            "authorships": arrow_table("authorships", signed, len(which)),
            "affiliations": arrow_table("affiliations", {
                "affiliation_id": list(once), "affiliation": list(once.values()),
            }, len(once)),
            "work_grants": arrow_table(
                "work_grants", dict(zip(_GRANTS, zip(*self._grants))), len(self._grants)),
        }, self.places)


def _rows(
    numbers: np.ndarray, authors: np.ndarray, author: np.ndarray, texts: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Return the columns of authorships: of records, of how many authors each has, and of
    whose affiliations are which texts.

    Each affiliation of an author is once there; an author without any has one row.
    """
    given = texts != _NONE
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
    which = np.full(int(rows.sum()), _NONE)
    which[begin[author] + within] = texts
    position = np.arange(total) - np.repeat(np.cumsum(authors) - authors, authors) + 1
    weight = 1 / np.repeat(authors, authors) / rows
    return (
        np.repeat(np.repeat(numbers, authors), rows), np.repeat(position, rows),
        np.arange(len(which)) - np.repeat(begin, rows) + 1, which, np.repeat(weight, rows),
    )
