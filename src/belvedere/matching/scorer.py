"""How sure a candidate is: trees learned from labelled texts, shipped as whole numbers.

A tree asks six questions in a row, each whether one feature is more than a number. What the
leaves say is added as whole numbers, so that a score is the same on every machine. The model
is made by ``python -m benchmarks.matching train``, never here.

No tree is walked: a tree has sixty-four leaves, one bit each, and what a feature says takes
away, in every tree, the leaves that are then out of reach. The first that all features leave
is where the row ends (QuickScorer, Lucchese and others, 2015).
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

import numpy as np

from belvedere.errors import InputError
from belvedere.matching.features import FEATURES
from belvedere.matching.lists import Lists

MODEL = "organisations_model.json"
ROW = (*FEATURES, "prior")
BESIDE = tuple("""
    score same_name within holding above below aside sure total kind_beside city_beside
""".split())
"""What a second look knows more: the scores of the text's other candidates, by where they stand."""
DEPTH = 6
UNIT = 100_000
"""Leaves are in this part of one in the logarithm of the odds."""
_AT_ONCE = 256
NEVER = 1 << 20
"""What is asked where nothing is: no feature is ever more than this."""
_ALL = np.uint64(2 ** 64 - 1)
_LARGEST = 512
"""Rows of a table that is made for several features together."""


class Scorer:
    """Scores rows of features."""

    def __init__(self, model: Mapping, features: Sequence[str] = ROW) -> None:
        if tuple(model["features"]) != tuple(features):
            raise InputError(
                "The model of organisations was learned from other features than this version "
                "reads. Make it again: python -m benchmarks.matching train"
            )
        self.features: tuple[str, ...] = tuple(model["features"])
        self.version: str = model["version"]
        self.threshold: float = model["threshold"]
        self.prior: dict[str, int] = model["prior"]
        again = model.get("second")
        self.second = Scorer(again, (*ROW, *BESIDE)) if again else None
        leaves = np.array(model["leaves"], dtype=np.int64)
        self._leaves, self._first = leaves.ravel(), np.arange(len(leaves)) * 2 ** DEPTH
        self._start = model["start"]
        joined = list(_joined(_tables(
            np.array(model["asked"], np.int64), np.array(model["more_than"], np.int64))))
        self._tables = [table for _, table in joined]
        asked = [one for those, _ in joined for one in those]
        self._asked = np.array([feature for feature, _ in asked])
        place = Lists.of([places for _, places in asked])
        self._place, self._at = place.values, place.start[:-1]
        self._most = np.diff(place.start) - 1
        self._starts = np.cumsum([0, *(len(those) for those, _ in joined)])[:-1]

    @classmethod
    def shipped(cls, counted: bool = False) -> "Scorer":
        """Return the scorer that comes with Belvedere.

        ``counted`` is for references whose organisations have their works counted.
        """
        text = files(__package__).joinpath(MODEL).read_text(encoding="utf-8")
        return cls(json.loads(text)["counted" if counted else "uncounted"])

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Return how sure each row is, between 0 and 1."""
        totals, at = np.unique(self.sums(rows), return_inverse=True)
        return np.array([round(1 / (1 + math.exp(-total / UNIT)), 4)
                         for total in totals.tolist()])[at]

    def sums(self, rows: np.ndarray) -> np.ndarray:
        """Return the sum of what all trees say of each row."""
        values = np.minimum(rows[:, self._asked], self._most)
        places = np.add.reduceat(self._place.take(values + self._at), self._starts, axis=1)
        found = np.empty(len(rows), np.int64)
        for at in range(0, len(rows), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            left = np.full((len(found[part]), len(self._first)), _ALL, np.uint64)
            for place, table in zip(places[part].T, self._tables):
                left &= table.take(place, axis=0)
            # the bits below the lowest that is left are as many as the leaves before it
            leaf = np.bitwise_count(~left & (left - np.uint64(1)))
            found[part] = self._leaves.take(leaf + self._first).sum(axis=1)
        return found + self._start


Asked = tuple[tuple[int, np.ndarray], ...]
"""Features, each with what its values add to the place in a table; the last for all above."""


def _tables(asked: np.ndarray, more_than: np.ndarray) -> Iterator[tuple[Asked, np.ndarray]]:
    """Yield each feature and, for each answer, the leaves that it leaves of each tree."""
    nodes = np.arange(asked.shape[1])
    depth = np.frexp(nodes + 1)[1] - 1
    below = DEPTH - depth  # a node has 2 ** below leaves, of which a yes takes away the first half
    first = (nodes + 1 - (1 << depth)) << below
    taken = [((1 << (1 << size - 1)) - 1) << at for size, at in zip(below.tolist(), first.tolist())]
    kept = np.array([2 ** 64 - 1 - leaves for leaves in taken], np.uint64)
    for feature in np.unique(asked).tolist():
        tree, node = np.nonzero((asked == feature) & (more_than < NEVER))
        numbers, at = np.unique(more_than[tree, node], return_inverse=True)
        table = np.full((len(numbers) + 1, len(asked)), _ALL, np.uint64)
        np.bitwise_and.at(table, (at + 1, tree), kept[node])
        place = np.searchsorted(numbers, np.arange(max(numbers, default=0) + 2))
        yield ((feature, place),), np.bitwise_and.accumulate(table, axis=0)


def _joined(tables: Iterable[tuple[Asked, np.ndarray]]) -> Iterator[tuple[Asked, np.ndarray]]:
    """Yield one table for several features, as long as it stays small."""
    held = None
    for asked, table in sorted(tables, key=lambda one: len(one[1])):
        if held and len(held[1]) * len(table) <= _LARGEST:
            both = held[1][:, None] & table[None]
            before = tuple((feature, place * len(table)) for feature, place in held[0])
            held = (*before, *asked), both.reshape(-1, table.shape[1])
            continue
        if held:
            yield held
        held = asked, table
    if held:
        yield held
