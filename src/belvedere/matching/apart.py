"""Names written in two segments of an address that stand apart, or in another order.

University of California, Department of Chemistry, Davis; the First Affiliated Hospital, School
of Medicine, Zhejiang University.
"""

from collections.abc import Iterator

import numpy as np

from belvedere.matching.lists import spread
from belvedere.matching.names_index import TURNED, VARIANT, NamesIndex
from belvedere.matching.words_read import Laid

SEGMENTS = 16
"""So many segments of an address are tried, two by two."""
_OWN = np.isin(np.arange(16), (*range(VARIANT + 1), TURNED))
"""Which ways make a name that is no part of one."""


def apart(
    laid: Laid, reached: np.ndarray, index: NamesIndex
) -> Iterator[tuple[int, int, int]]:
    """Yield (first word, last word, key) of each name that one segment begins and another ends.

    The words are those of the segment that speaks of an organisation; numbers and states at the
    edges of a segment are left out. ``reached`` is how far texts follow names.
    """
    begin, end = _edges(laid)
    first, last, node = reached
    segment = laid.segment[first]
    heads = (first == begin[segment]) & (last == end[segment])
    segment, node = segment[heads], node[heads]
    until = laid.until[laid.first]
    low = np.searchsorted(until, until[segment])
    high = np.minimum(np.searchsorted(until, until[segment], "right"), low + SEGMENTS)
    of, other = spread(low, high)
    follows = begin[other] == end[segment[of]] + 1
    tried = (other != segment[of]) & ~follows & (begin[other] <= end[other])
    tried &= (segment - low < SEGMENTS)[of]
    of, other = of[tried], other[tried]
    row, node = index.tree.follow(node[of], laid.word, begin[other], end[other])
    key = index.tree.key[node]
    named = (key >= 0) & _OWN[index.best[key]]
    row, key = row[named], key[named]
    head, tail = segment[of[row]], other[row]
    spoken = np.append(0, np.cumsum(laid.is_organisation))
    says = spoken[end + 1] > spoken[begin]
    said = np.where(says[tail] & ~says[head], tail, head)
    yield from zip(begin[said].tolist(), end[said].tolist(), key.tolist())


def _edges(laid: Laid) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last word of each segment that is no number and no state."""
    if not laid.size:
        return laid.first, laid.last
    at, none = np.arange(laid.size), laid.is_digits | (laid.place >= 0)
    return (np.minimum.reduceat(np.where(none, laid.size, at), laid.first),
            np.maximum.reduceat(np.where(none, -1, at), laid.first))
