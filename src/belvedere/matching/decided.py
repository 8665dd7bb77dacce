"""What people decided about texts: whom each names, for works of all years or of some."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from belvedere.matching.texts import canonical

LONGEST = 20_000
"""Letters of a text that are read; an affiliation has a few hundred."""


class Decision(NamedTuple):
    """Whom a text names, as a person decided it: nobody where a match was refused."""

    records: tuple[str, ...]
    first: int | None
    last: int | None

    def at(self, year: int | None) -> bool:
        """Return whether it speaks of a year; where none is known, only if it does of all."""
        if year is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= year) and (
            self.last is None or year <= self.last)


def memory_key(text: str) -> str:
    """Return what a curated decision on a text is kept under: its folded words."""
    return " ".join(canonical(text[:LONGEST]))


def key_number(key: str) -> int:
    """Return a number for a text's key, the same on any machine."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True)


class Decisions:
    """Decisions by the key of the text, the newest first."""

    def __init__(self, decisions: Mapping[str, Sequence[Decision]]) -> None:
        self._decisions = decisions

    @classmethod
    def always(cls, curated: Mapping[str, Sequence[str]]) -> "Decisions":
        """Return decisions that hold for all years."""
        return cls({key: [Decision(tuple(records), None, None)]
                    for key, records in curated.items()})

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping]) -> "Decisions":
        """Return the decisions of rows of curated_matches."""
        found: dict[str, list[Decision]] = {}
        newest = sorted(rows, key=lambda row: (row["decided"] or "", row["register_id"]),
                        reverse=True)
        for row in newest:
            records = () if row["decision"] == "refuse" else tuple(row["organisation_ids"] or ())
            found.setdefault(row["text_key"], []).append(
                Decision(records, row["year_from"], row["year_to"]))
        return cls(found)

    def __len__(self) -> int:
        return len(self._decisions)

    def keys(self) -> frozenset[str]:
        return frozenset(self._decisions)

    def of(self, text: str, year: int | None) -> tuple[str, ...] | None:
        """Return the records that were decided of a text in a year; None where nobody did."""
        return next((one.records for one in self._of(text) if one.at(year)), None)

    def dated(self, text: str) -> bool:
        """Return whether what was decided of a text is for some years only."""
        return any(not one.at(None) for one in self._of(text))

    def _of(self, text: str) -> Sequence[Decision]:
        return self._decisions.get(memory_key(text), ()) if self._decisions else ()
