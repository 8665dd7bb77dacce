"""Topics of a world: OpenAlex's own subfields, each with a few invented topics.

``subfields.csv`` has the 252 subfields of OpenAlex's classification, which are
those of the All Science Journal Classification, with their fields and domains.
"""

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from belvedere.landscapes.worlds.chance import draw, lognormal, shared, stream

EACH = 8
"""Topics of one subfield; the first are the larger ones."""

BIOMEDICAL = frozenset("13 24 27 28 29 30 35 36".split())
LIFE = frozenset("13 24 28 30".split())
MEDICINE = frozenset("27 29 35 36".split())
_LARGEST = {"2730": 1, "1306": 5}  # cancer has a fair share in every world


@dataclass(frozen=True)
class Topics:
    """Subfields in order of their numbers; topic ``t`` is of subfield ``t // EACH``."""

    rows: tuple[dict[str, str], ...]
    table: np.ndarray  # subfields by their share of the works
    renown: np.ndarray  # by how much the works of a subfield are cited
    field: np.ndarray  # number of each subfield's field among the fields
    fields: tuple[str, ...]
    biomedical: np.ndarray

    def openalex(self, topic: int) -> str:
        """Return the id: T27301; real ones are below 20,000."""
        return f"T{self.rows[topic // EACH]['subfield']}{topic % EACH + 1}"

    def name(self, topic: int) -> str:
        return f"{self.rows[topic // EACH]['name']}, part {topic % EACH + 1}"


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Return the subfields: number, name, field and domain."""
    text = (files("belvedere.tables") / "subfields.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def topics(seed: int) -> Topics:
    """Return the topics, their shares and how much they are cited in one world."""
    known = rows()
    chance = stream(seed, "topics")
    order = [int(number) for number in chance.permutation(len(known))]
    for subfield, rank in _LARGEST.items():
        here = order.index(next(i for i, row in enumerate(known) if row["subfield"] == subfield))
        order[here], order[rank] = order[rank], order[here]
    weights = [0.0] * len(known)
    for rank, number in enumerate(order):
        weights[number] = (rank + 1) ** -0.6
    fields = tuple(sorted({row["field"] for row in known}))
    return Topics(
        known, shared(weights), lognormal(1.3, 0.5)[draw(chance, len(known))],
        np.array([fields.index(row["field"]) for row in known], np.int32), fields,
        np.array([row["field"] in BIOMEDICAL for row in known]),
    )


def share(subfield: str, made: Topics) -> float:
    """Return the share of the works that one subfield has in a world."""
    number = next(i for i, row in enumerate(made.rows) if row["subfield"] == subfield)
    return math.fsum(made.table == number) / len(made.table)
