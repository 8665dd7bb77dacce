"""The account of a harvest: nothing is lost, what does not fit is set aside.

For every source, records in = records kept + records set aside, and for every
table, rows offered = rows kept + rows set aside + identical repeats.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_CONTENT = 300


class Place(NamedTuple):
    """Where a record stands: the file, relative to its folder, and its row (from 1)."""

    file: str
    row: int


class SetAside(NamedTuple):
    """One record or row that did not fit, and why."""

    file: str
    row: int
    table: str
    reason: str
    content: str


@dataclass
class Ledger:
    """What one harvest read, set aside, repaired and did not know.

    A source calls ``record`` once for each record of its files, then either
    yields rows or calls ``set_aside``. Codes that no vocabulary has are kept
    empty in the row and told to ``unknown``.
    """

    records: Counter[str] = field(default_factory=Counter)
    aside: list[SetAside] = field(default_factory=list)
    unknowns: Counter[tuple[str, str]] = field(default_factory=Counter)
    repairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def record(self, file: str, count: int = 1) -> None:
        """One more record was read from the file."""
        self.records[file] += count

    def set_aside(self, place: Place, reason: str, content: str = "", table: str = "") -> None:
        """The record (or, with ``table``, one row made from it) does not fit."""
        self.aside.append(SetAside(*place, table, reason, content[:LONGEST_CONTENT]))

    def unknown(self, column: str, code: str) -> None:
        """A code of ``table.column`` is in no vocabulary; the row keeps it empty."""
        self.unknowns[column, code] += 1

    def repaired(self, file: str, what: str) -> None:
        """Something was mended in reading, such as the encoding of a row."""
        self.repairs[file, what] += 1

    def note(self, what: str, count: int = 1) -> None:
        """Something a reader should know, counted: "one-sided relations"."""
        self.notes[what] += count

    @property
    def records_in(self) -> int:
        return sum(self.records.values())

    @property
    def records_set_aside(self) -> int:
        return sum(1 for entry in self.aside if not entry.table)
