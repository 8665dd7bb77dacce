"""Records of PubMed gathered into batches of columns; the newest version of each stands."""

import functools
import operator
import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from belvedere.sources import _pubmed_many, _pubmed_records
from belvedere.sources._pubmed_affiliations import Affiliations
from belvedere.sources._pubmed_columns import TABLES, Batch, Columns
from belvedere.sources._pubmed_files import Lines, Run, Runs, Slice, later_start, newest_first
from belvedere.sources._pubmed_parts import Reader
from belvedere.sources._pubmed_records import RecordError, pmid_of
from belvedere.sources._pubmed_wellformed import Broken, WellFormed
from belvedere.sources.base import Files
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.publications import PUBMED

RECORDS = 20_000
"""Records in a batch, at most."""
_NEWER = "records of which a later file has a newer version"

# What may stand between records: the ends and heads of documents that were put together.
_BETWEEN = re.compile(
    rb"(?:\s|</?(?:PubmedArticleSet|MedlineCitationSet)\b[^<>]*>|<\?xml[^<>]*\?>|<!--.*?-->"
    rb"|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>)+", re.DOTALL)
_DELETED = re.compile(rb"<DeleteCitation>(.*?)</DeleteCitation>", re.DOTALL)
_PMID = re.compile(rb"<PMID\b[^>]*>\s*(\d+)\s*</PMID>")
_BOOK = re.compile(rb"<PubmedBookArticle\b.*?</PubmedBookArticle>", re.DOTALL)
_STARTED = re.compile(rb"<(?:PubmedArticle|MedlineCitation)[\s>]")
_CLOSED = re.compile(rb"</(?:PubmedArticleSet|MedlineCitationSet)\s*>\s*(?:<!--.*?-->\s*)*\Z",
                     re.DOTALL)


def batches(files: Files, ledger: Ledger) -> Iterator[Batch]:
    """Yield all records of the files, those of the newest file first.

    A record of which a newer file has a version is left out and noted. A file is
    held until its end, where its last word on each record is known.
    """
    seen: set[int] = set()
    reader, check, affiliations = Reader(ledger), WellFormed(), Affiliations()
    waiting: list[Batch] = []
    size = 0
    for path in newest_first(files.paths):
        one = _File(path, files.name(path), ledger, seen, reader, check, affiliations)
        for batch in one.batches():
            waiting.append(batch)
            size += batch.tables["work_records"].num_rows
            if size >= RECORDS:  # small files go together
                yield _joined(waiting)
                waiting, size = [], 0
        seen |= one.numbers
    if waiting:
        yield _joined(waiting)


def _joined(parts: list[Batch]) -> Batch:
    if len(parts) == 1:
        return parts[0]
    return Batch({
        name: pa.concat_tables(part.tables[name] for part in parts).combine_chunks()
        for name in TABLES
    }, functools.reduce(operator.or_, (part.places for part in parts)))


class _File:
    """One file being read: its records, of each the last version, and its breaks."""

    def __init__(
        self, path: Path, name: str, ledger: Ledger, seen: set[int], reader: Reader,
        check: WellFormed, affiliations: Affiliations,
    ) -> None:
        self._name = name
        self._ledger = ledger
        self._newer = seen
        self._reader = reader
        self._check = check
        self._runs = Runs(path, name)
        self._lines = Lines(path, name)
        self._row = 0
        self._gather = functools.partial(Columns, name, affiliations)
        self._columns = self._gather()
        self._done: list[tuple[Batch, set[int]]] = []
        self.numbers: set[int] = set()

    def batches(self) -> list[Batch]:
        """Return the records that stand, in batches."""
        for run in self._runs:
            if self._runs.of_articles:
                self._run(run)
            else:
                for one in self._runs.slices(run):
                    self._slice(one)
        tail = self._runs.tail
        self._end(tail.lead, tail.offset)
        self._flush()
        return [_without(batch, gone) for batch, gone in self._done]

    def _run(self, run: Run) -> None:
        """Take records that were cut at once; those that are not regular one by one."""
        many = _pubmed_many.cut(run.content, self._check)
        stand: list[bool] = []
        start = standing = 0
        for which, (number, end) in enumerate(zip(many.numbers, many.ends)):
            if number is None or number in self.numbers:
                self._take(many, which, stand)
                stand, standing = [], 0
                self._slice(self._runs.slice(run, start, end))
            else:
                self.numbers.add(number)
                stand.append(number not in self._newer)
                standing += stand[-1]
                if len(self._columns) + standing >= RECORDS:
                    self._take(many, which + 1, stand)
                    stand, standing = [], 0
                    self._flush()
            start = end
        self._take(many, len(many.ends), stand)

    def _take(self, many: _pubmed_many.Many, last: int, stand: list[bool]) -> None:
        """Take the records before the ``last``; it is told which of them stand."""
        if stand:
            first = last - len(stand)
            reading = self._reader(many.parts.of(first, last))
            self._columns.extend(many, reading, first, self._row + 1, stand)
            self._row += len(stand)
            self._ledger.record(self._name, len(stand))
            if gone := stand.count(False):
                self._ledger.note(_NEWER, gone)

    def _slice(self, one: Slice) -> None:
        if one.lead and not one.lead.isspace():
            self._between(one.lead, one.offset)
        self._record(one.record, one.offset + len(one.lead))

    def _record(self, raw: bytes, offset: int) -> None:
        place = self._next()
        try:
            record = self._check(raw)
            found = _pubmed_records.cut(record)
            reading = self._reader(found.parts)
            if self._stands(found.number):
                self._columns.add(found, reading, place.row)
        except Broken as error:
            self._broken(raw, offset, place, error)
        except RecordError as error:
            self._aside(place, str(error), offset)
        except UnicodeDecodeError as error:
            self._aside(place, f"is not UTF-8 ({error.reason})", offset)
        else:
            if len(self._columns) >= RECORDS:
                self._flush()

    def _broken(self, raw: bytes, offset: int, place: Place, error: Broken) -> None:
        line = self._lines.of(offset) + error.line - 1
        again = later_start(raw)
        try:
            whose = f"PMID {pmid_of(raw[:again] if again > 0 else raw)}"
        except RecordError:
            whose = "a record without PMID"
        self._ledger.set_aside(
            place, f"line {line:,}: not well-formed, {error}, in {whose}; read on from the next "
            "record")
        if again > 0:  # the broken record never ended: a whole one may follow in it
            self._record(raw[again:], offset + again)

    def _between(self, lead: bytes, offset: int) -> None:
        """Take what stands between records: withdrawals, books, or something stray."""
        for one in _BOOK.finditer(lead):
            self._aside(self._next(), "is a book or a chapter (PubmedBookArticle), which is not "
                        "read", offset + one.start())
        lead = _BOOK.sub(b"", lead)
        for one in _DELETED.finditer(lead):
            for pmid in _PMID.findall(one[1]):
                self._delete(pmid.decode().lstrip("0"), self._next())
        lead = _DELETED.sub(b"", lead)
        if lead and not _BETWEEN.fullmatch(lead):
            self._aside(self._next(), "stands outside of any record", offset)

    def _delete(self, pmid: str, place: Place) -> None:
        if self._stands(PUBMED + int(pmid or 0)):
            self._columns.delete(pmid, place.row)

    def _end(self, tail: bytes, offset: int) -> None:
        broken = self._runs.broken
        started = _STARTED.search(tail)
        begun = started.start() if started else -1
        if broken:
            self._aside(self._next(), f"{broken}; what came before is kept",
                        offset + max(begun, 0))
        elif begun >= 0:
            self._aside(self._next(), "the file breaks off within this record; what came before "
                        "is kept", offset + begun)
        elif self._runs.opened and not _CLOSED.search(tail):
            self._aside(self._next(), "the file breaks off before its last line; what came before "
                        "is kept", offset)
        elif tail and not tail.isspace():
            self._between(tail, offset)

    def _stands(self, number: int) -> bool:
        """Say whether no newer file has the record; an earlier one of this file goes."""
        if number in self._newer:
            self._ledger.note(_NEWER)
            return False
        if number in self.numbers:
            self._ledger.note("records that one file gives twice; the later stands")
            if number in self._columns.rows:
                self._flush()
            for batch, gone in self._done:
                if number in batch.places:
                    gone.add(number)
        self.numbers.add(number)
        return True

    def _flush(self) -> None:
        if len(self._columns):
            self._done.append((self._columns.batch(), set()))
            self._columns = self._gather()

    def _next(self) -> Place:
        self._row += 1
        self._ledger.record(self._name)
        return Place(self._name, self._row)

    def _aside(self, place: Place, reason: str, offset: int) -> None:
        # Without the text: it has authors' names.
        self._ledger.set_aside(place, f"line {self._lines.of(offset):,}: {reason}")


def _without(batch: Batch, gone: set[int]) -> Batch:
    """Return a batch without the rows of records that were given anew."""
    if not gone:
        return batch
    left_out = pa.array(sorted(gone), pa.int64())
    return batch._replace(tables={
        name: table if name == "affiliations" else table.filter(
            pc.invert(pc.is_in(table["record_id"], value_set=left_out)))
        for name, table in batch.tables.items()
    })
