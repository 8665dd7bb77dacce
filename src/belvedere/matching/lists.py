"""Lists of lists of whole numbers, laid end to end, and what is asked of many at once."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np


class Lists(NamedTuple):
    """Lists by their number: ``values[start[n]:start[n + 1]]`` is the list of n."""

    start: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Lists":
        start = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(one) for one in lists], out=start[1:])
        return cls(start, np.fromiter(chain.from_iterable(lists), np.int32, start[-1]))

    def values_of(self, number: int) -> list[int]:
        return self.values[self.start[number]:self.start[number + 1]].tolist()

    def size(self, numbers: np.ndarray) -> np.ndarray:
        return self.start[numbers + 1] - self.start[numbers]

    def spread(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return a row for each value of each list asked for: whose it is, and its place."""
        return spread(self.start[numbers], self.start[numbers + 1])


def spread(start: np.ndarray, stop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a row for each place from start to before stop: of which pair, and the place."""
    size = np.maximum(stop - start, 0)
    of = np.repeat(np.arange(len(size)), size)
    return of, np.arange(len(of)) + np.repeat(start - np.cumsum(size) + size, size)


def found(known: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the place of each wanted number among known ones in order, -1 where it is not."""
    if not len(known):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)


def groups(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the rows of each value of a column in order start and stop."""
    edges = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else (
        np.empty(0, np.int64))
    return edges, np.append(edges[1:], len(ordered))[:len(edges)]


def rank(ordered: np.ndarray) -> np.ndarray:
    """Return the place of each row among those of its value, in a column in order."""
    start, stop = groups(ordered)
    return np.arange(len(ordered)) - np.repeat(start, stop - start)
