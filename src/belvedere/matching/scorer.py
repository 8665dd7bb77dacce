"""How sure a candidate is: trees learned from labelled texts, shipped as whole numbers.

A tree asks six questions in a row, each whether one feature is more than a number. What the
leaves say is added as whole numbers, so that a score is the same on every machine. The model
is made by ``python -m benchmarks.matching train``, never here.
"""

import json
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files

import numpy as np

from belvedere.errors import InputError
from belvedere.matching.features import FEATURES

MODEL = "organisations_model.json"
ROW = (*FEATURES, "prior")
BESIDE = tuple("""
    score same_name within holding above below after before sure total kind_beside city_beside
""".split())
"""What a second look knows more: the scores of the text's other candidates, by where they stand."""
DEPTH = 6
UNIT = 100_000
"""Leaves are in this part of one in the logarithm of the odds."""
_KEPT = 200_000
_AT_ONCE = 4096


class Scorer:
    """Scores rows of features, remembering those it has seen."""

    def __init__(self, model: Mapping, features: Sequence[str] = ROW) -> None:
        if tuple(model["features"]) != tuple(features):
            raise InputError(
                "The model of organisations was learned from other features than this version "
                "reads. Make it again: python -m benchmarks.matching train"
            )
        self.version: str = model["version"]
        self.threshold: float = model["threshold"]
        self.prior: dict[str, int] = model["prior"]
        again = model.get("second")
        self.second = Scorer(again, (*ROW, *BESIDE)) if again else None
        self._asked = np.array(model["asked"], dtype=np.int32)
        self._more_than = np.array(model["more_than"], dtype=np.int32)
        self._leaves = np.array(model["leaves"], dtype=np.int64)
        self._start = model["start"]
        self._seen: dict[tuple[int, ...], float] = {}

    @classmethod
    def shipped(cls) -> "Scorer":
        """Return the scorer that comes with Belvedere."""
        text = files(__package__).joinpath(MODEL).read_text(encoding="utf-8")
        return cls(json.loads(text))

    def scores(self, rows: Sequence[tuple[int, ...]]) -> list[float]:
        """Return how sure each row is, between 0 and 1."""
        seen = self._seen
        new = list(dict.fromkeys([row for row in rows if row not in seen]))
        if new and len(seen) + len(new) > _KEPT:
            seen = self._seen = {}
            new = list(dict.fromkeys(rows))
        for at in range(0, len(new), _AT_ONCE):
            part = new[at:at + _AT_ONCE]
            for row, total in zip(part, self._sums(np.array(part, dtype=np.int32)).tolist()):
                seen[row] = round(1 / (1 + math.exp(-total / UNIT)), 4)
        return [seen[row] for row in rows]

    def _sums(self, rows: np.ndarray) -> np.ndarray:
        """Return the sum of what all trees say of each row."""
        trees, nodes = self._asked.shape
        asked, more_than = self._asked.ravel(), self._more_than.ravel()
        base = np.arange(trees, dtype=np.int64) * nodes
        node = np.zeros((len(rows), trees), dtype=np.int64)
        line = np.arange(len(rows))[:, None]
        for _ in range(DEPTH):
            place = node + base
            node = 2 * node + 1 + (rows[line, asked[place]] > more_than[place])
        leaf = node - nodes + np.arange(trees, dtype=np.int64) * (nodes + 1)
        return self._leaves.ravel()[leaf].sum(axis=1) + self._start
