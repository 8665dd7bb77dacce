"""Rows of PubMed's four tables being gathered, from single records and from many at once."""

from array import array
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from belvedere.sources._columns import arrow_table
from belvedere.sources._pubmed_affiliations import NONE, Affiliations
from belvedere.sources._pubmed_many import Many
from belvedere.sources._pubmed_parts import WORK, Reading
from belvedere.sources._pubmed_records import AUTHOR_END, Record
from belvedere.sources._pubmed_signed import signed_rows
from belvedere.tables.ledger import Place
from belvedere.tables.publications import PUBMED

TABLES = ("work_records", "authorships", "affiliations", "work_grants")

_WORKS = ("record_id", "pmid", "replaced_by", *WORK)
_SIGNED = (("record_id", "q"), ("position", "q"), ("place", "q"), ("affiliation_id", "q"),
           ("weight", "d"))
_GRANTS = ("record_id", "agency", "grant_number", "country")


class Places:
    """The place of each record by its number; it is made when it is asked for."""

    def __init__(self, rows: dict[str, dict[int, int]]) -> None:
        self._rows = rows

    def __contains__(self, number: int) -> bool:
        return any(number in rows for rows in self._rows.values())

    def __or__(self, other: "Places") -> "Places":
        rows = {name: dict(given) for name, given in self._rows.items()}
        for name, given in other._rows.items():
            rows.setdefault(name, {}).update(given)
        return Places(rows)

    def get(self, number: int, otherwise: Place) -> Place:
        found = (Place(name, rows[number]) for name, rows in self._rows.items() if number in rows)
        return next(found, otherwise)


class Batch(NamedTuple):
    """Tables of up to 20,000 records, and the place of each record by its number."""

    tables: dict[str, pa.Table]
    places: Places


class Columns:
    """Rows of records of one file being gathered."""

    def __init__(self, name: str, affiliations: Affiliations) -> None:
        self.rows: dict[int, int] = {}
        self._name = name
        self._affiliations = affiliations
        self._works: list[list] = [[] for _ in _WORKS]
        self._signed = {name: array(kind) for name, kind in _SIGNED}
        self._grants: list[tuple] = []

    def __len__(self) -> int:
        return len(self._works[0])

    def add(self, one: Record, reading: Reading, row: int) -> None:
        """Add a record. Raises UnicodeDecodeError when an affiliation is not UTF-8."""
        # Affiliations first: a record that cannot be read leaves nothing behind.
        signed = self._authors(one.authors)
        self._work([one.number], [row], [one.pmid], reading, [True])
        rows = [
            (one.number, position, place, which, 1 / len(signed) / len(given))
            for position, given in enumerate(signed, start=1)
            for place, which in enumerate(given, start=1)
        ]
        for column, values in zip(self._signed.values(), zip(*rows)):
            column.extend(values)

    def extend(
        self, many: Many, reading: Reading, first: int, row: int, stand: list[bool]
    ) -> None:
        """Add records that were cut at once, from the first on, those of them that stand."""
        last = first + len(stand)
        numbers = many.numbers[first:last]
        self._work(numbers, range(row, row + len(stand)), many.pmids[first:last], reading, stand)
        content, signed = many.parts.source, many.signed.of(first + np.flatnonzero(stand))
        spans = zip(signed.starts.tolist(), signed.ends.tolist())
        given = self._affiliations.numbers([content[start:end] for start, end in spans])
        columns = signed_rows(np.array(list(compress(numbers, stand))), signed.authors,
                              signed.author, np.array(given, np.int64))
        for column, values in zip(self._signed.values(), columns):
            column.frombytes(values.tobytes())

    def _work(
        self, numbers: Sequence[int], rows: Sequence[int], pmids: Sequence[str],
        reading: Reading, stand: Sequence[bool],
    ) -> None:
        works, grants = reading
        given = (numbers, pmids, [None] * len(numbers), *works, rows, grants)
        if not all(stand):
            given = [list(compress(column, stand)) for column in given]
        *works, rows, grants = given
        self.rows.update(zip(works[0], rows))
        for column, values in zip(self._works, works):
            column.extend(values)
        self._grants.extend((number, *grant) for number, found in zip(works[0], grants)
                            for grant in found)

    def _authors(self, tags: list[bytes]) -> list[list[int]]:
        """Return the affiliations of each author, each once; an author without any has NONE.

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
                found = dict.fromkeys(self._affiliations.numbers(given))
                found.pop(NONE, None)
                signed.append(list(found) or [NONE])
            given = []
        return signed

    def delete(self, pmid: str, row: int) -> None:
        """Add the record that says that one was withdrawn."""
        number = PUBMED + int(pmid)
        self.rows[number] = row
        for column, value in zip(self._works, (number, pmid, "deleted", *(None for _ in WORK))):
            column.append(value)

    def batch(self) -> Batch:
        """Return the rows as tables."""
        size = len(self)
        works = dict(zip(_WORKS, self._works))
        works["source"] = ["pubmed"] * size
        # What was withdrawn appeared nowhere.
        works["source_type"] = [None if gone else "journal" for gone in works["replaced_by"]]
        works["mesh"] = pc.split_pattern(pa.array(works["mesh"], pa.string()), " ")
        signed = {name: np.frombuffer(values, values.typecode)
                  for name, values in self._signed.items()}
        given = signed["affiliation_id"]
        signed["affiliation_id"] = pa.array(given, pa.int64(), mask=given == NONE)
        numbers, texts = self._affiliations.texts(given)
        return Batch({
            "work_records": arrow_table("work_records", works, size),
            "authorships": arrow_table("authorships", signed, len(given)),
            "affiliations": arrow_table("affiliations", {
                "affiliation_id": numbers, "affiliation": texts}, len(texts)),
            "work_grants": arrow_table(
                "work_grants", dict(zip(_GRANTS, zip(*self._grants))), len(self._grants)),
        }, Places({self._name: self.rows}))
