"""Names that segments of texts are like where they write none: by rare words, then by letters."""

from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz

from belvedere.matching.lists import found, groups, rank, spread
from belvedere.matching.names_index import NamesIndex
from belvedere.matching.words_read import Laid

LIKE = 70
"""Least likeness, of 100, of a name that is not written exactly."""
_RARE = 3
_BY_WORDS = 20
_BY_LETTERS = 5
_SHARE = 0.55


def alike(
    laid: Laid, segments: np.ndarray, index: NamesIndex
) -> Iterator[tuple[int, int, int, int]]:
    """Yield (first word, last word, key, how alike of 100) of the names most like segments."""
    of, key, share = _sharing(laid, segments, index)
    for at, number, part in zip(segments[of].tolist(), key.tolist(), share.tolist()):
        first, name = int(laid.first[at]), index.keys[number]
        here, own = laid.words(first, laid.last[at]), set(index.spelled.values_of(number))
        start, end = _densest([
            place for place, word in enumerate(laid.word[first:laid.last[at] + 1].tolist())
            if word in own or not own.isdisjoint(index.like.values_of(word))], len(name))
        if start and laid.is_adjective[first + start]:
            continue
        ratio = fuzz.token_sort_ratio(" ".join(here[start:end + 1]), " ".join(name))
        likeness = round(50 * part + ratio / 2)
        if likeness >= LIKE:
            yield first + start, first + end, number, min(likeness, 99)


def _sharing(
    laid: Laid, segments: np.ndarray, index: NamesIndex
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (place of the segment, key, share) of names that share most of their weight."""
    size, weight = len(index.words) + 1, index.weight
    of, at = spread(laid.first[segments], laid.last[segments] + 1)
    present = np.unique(of * size + laid.word[at])
    of, word = _rare(present, size, index)
    row, at = index.like.spread(word)
    of, word = np.append(of, of[row]), np.append(word, index.like.values[at])
    present = np.union1d(present, of * size + word)
    worth = weight[word]
    row, at = index.postings.spread(word)
    held, at = np.unique(of[row] * len(index.keys) + index.postings.values[at],
                         return_inverse=True)
    of, key = np.divmod(held, len(index.keys))
    some = _most(of, np.bincount(at, worth[row], len(held)))
    of, key = of[some], key[some]
    row, at = index.spelled.spread(key)
    word = index.spelled.values[at]
    said = found(present, of[row] * size + word) >= 0
    common = np.bincount(row[said], weight[word[said]], len(key))
    total = index.totals[key]
    some = np.flatnonzero(common >= _SHARE * total)
    of, key, common, share = of[some], key[some], common[some], common[some] / total[some]
    order = np.lexsort((key, -share * common, of))
    order = order[rank(of[order]) < _BY_LETTERS]
    return of[order], key[order], share[order]


def _rare(present, size, index: NamesIndex) -> tuple[np.ndarray, np.ndarray]:
    """Return (segment, word) of the rarest words of each segment, the rarest first."""
    of, word = np.divmod(present, size)
    rarity = index.rarity[word]
    rare = rarity > 0
    of, word = of[rare], word[rare]
    order = np.lexsort((rarity[rare], of))
    order = order[rank(of[order]) < _RARE]
    return of[order], word[order]


def _most(of: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Return the rows that are worth most of each segment, of equals the first."""
    stays = np.ones(len(of), bool)
    for start, stop in zip(*(edge.tolist() for edge in groups(of))):
        if stop - start > _BY_WORDS:
            own = worth[start:stop]
            least = np.partition(own, -_BY_WORDS)[-_BY_WORDS]
            stays[start:stop] = own >= least
            equal = np.flatnonzero(own == least)
            more = int(np.count_nonzero(stays[start:stop])) - _BY_WORDS
            if more:
                stays[start + equal[-more:]] = False
    return np.flatnonzero(stays)


def _densest(places: list[int], size: int) -> tuple[int, int]:
    """Return the span of about a name's size that holds most of its words."""
    best = (places[0], places[0])
    most = 0
    for number, start in enumerate(places):
        inside = [at for at in places[number:] if at < start + size + 2]
        if len(inside) > most:
            most, best = len(inside), (start, inside[-1])
    return best
