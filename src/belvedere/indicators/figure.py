"""A figure: the answer to a question, with all that is needed to check it.

``Figure`` is the only way in which a number reaches a page, a file or the
command line.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from belvedere.indicators.definition import (
    Growth,
    Mean,
    Portion,
    Share,
    Specialisation,
    Words,
)
from belvedere.indicators.question import Period, Question


class Figure(Struct, frozen=True):
    """A value, the sums under it, and what could not be told.

    ``value`` is None when nothing can be told: a zero denominator, or a zero that
    stands only because the values of what could count are unknown. ``sums`` add
    up over any breakdown into parts. ``undecided`` keys are those that a missing
    value leaves open; ``low`` and ``high`` bound a stock whose dates are partial.
    ``by_basis`` are the rows by how it is known whose they are, where texts were read for
    that; ``unattributed`` are rows of the same kind with a part that is nobody's known.
    """

    question: Question
    edition: str
    value: int | float | None
    sums: dict[str, int | float]
    undecided: int = 0
    rows: int = 0
    when: Period | None = None
    low: int | None = None
    high: int | None = None
    by_basis: Mapping[str, int] = {}
    unattributed: int = 0
    caveats: tuple[Words, ...] = ()

    def to_json(self) -> dict:
        """Return the figure as one JSON object: the contract of ``ask --format json``."""
        question, indicator = self.question, self.question.indicator
        return {
            "indicator": indicator.name,
            "title": indicator.title.en,
            "definition": indicator.definition.en,
            "of": question.of.id,
            "of_name": question.of.name,
            "when": self.when.written if self.when else None,
            "where": dict(question.where),
            "counting": question.counting,
            "value": self.value,
            "unit": indicator.unit.en,
            "sums": self.sums,
            "rows": self.rows,
            "undecided": self.undecided,
            "low": self.low,
            "high": self.high,
            "by_basis": dict(self.by_basis),
            "unattributed": self.unattributed,
            "caveats": [caveat.en for caveat in self.caveats],
            "edition": self.edition,
        }


class Part(NamedTuple):
    """One part of a breakdown: a value of the dimension (None: unknown) and its figure."""

    group: str | int | None
    value: int | float | None
    sums: dict[str, int | float]
    rows: int


def value(measure, sums: dict) -> int | float | None:
    """Return the value of a measure from its sums; a zero denominator gives None."""
    if isinstance(measure, Share):
        return sums["numerator"] / sums["denominator"] if sums["denominator"] else None
    if isinstance(measure, Growth):
        if not sums["first"] or not sums["last"]:
            return None
        return (sums["last"] / sums["first"]) ** (1 / sums["years"]) - 1
    if isinstance(measure, Mean):
        return sums["total"] / sums["weight"] if sums["weight"] else None
    if isinstance(measure, Portion):
        return sums["count"] / sums["whole"] if sums["whole"] else None
    if isinstance(measure, Specialisation):
        if not (sums["of_all"] and sums["world"] and sums["world_all"]):
            return None
        return (sums["count"] / sums["of_all"]) / (sums["world"] / sums["world_all"])
    return next(iter(sums.values()))


def told(amount: int | float | Decimal | None, unit: str, language: str) -> str:
    """Return a value as a reader expects it: 1,279 · 25.6 % · €12.3 million · –."""
    if amount is None:
        return "–"
    if unit.startswith("%"):
        text = f"{100 * amount:.1f}"
    elif unit == "€" and abs(amount) >= 1e6:
        text = f"{float(amount) / 1e6:,.1f} M€"
    else:
        text = f"{amount:,.2f}" if amount % 1 else f"{amount:,.0f}"
        text += " €" if unit == "€" else ""
    if unit.startswith("%"):
        text += "\u00a0%" if language == "fr" else "%"
    if language == "fr":
        text = text.replace(",", "\u202f").replace(".", ",")
    return text
