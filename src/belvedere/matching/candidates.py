"""Which names texts write: exact names first, likeness for what they leave open.

Columns of whole numbers, a row for each mention; words are counted through all texts.
"""

from typing import NamedTuple

import numpy as np

from belvedere.matching.alike import alike
from belvedere.matching.apart import apart
from belvedere.matching.lists import rank, spread
from belvedere.matching.names_index import VARIANT, NamesIndex
from belvedere.matching.words_read import Laid

# Ways beyond those of names_index.
BAG, SQUASHED, ALIKE, APART = 8, 9, 10, 11
MOSTLY = 0.5
_WORDS_READ = 400
"""Likeness is sought in this many words of a text, no more."""
_LONGEST_SEGMENT = 12
_OPEN_SEGMENTS = 6


class Mentions(NamedTuple):
    """Names found in texts: words first to last, the key, how, and how alike (of 100)."""

    first: np.ndarray
    last: np.ndarray
    key: np.ndarray
    way: np.ndarray
    alike: np.ndarray

    def with_more(self, rows: list[tuple[int, int, int, int, int]]) -> "Mentions":
        if not rows:
            return self
        return Mentions(*map(np.concatenate, zip(self, np.array(rows, np.int64).T)))


class Read(NamedTuple):
    """Names and places of texts; ``whole`` are the spans of names that no longer one holds.

    ``exact`` are those of names that are not only alike.
    """

    mentions: Mentions
    whole: np.ndarray
    exact: np.ndarray
    places: np.ndarray


def read(laid: Laid, index: NamesIndex) -> Read:
    """Return the names that texts write, and the places."""
    reached = index.tree.reached(laid)
    names, places = index.tree.hits(reached)
    names = _not_after(names, laid, index)
    laid.keep_together(*names[:2])
    names = _within(names, laid)
    ending = laid.ending()
    last_words = np.zeros(laid.size + 1, bool)
    last_words[laid.start[ending + 1] - 1] = True
    names = names[:, ~last_words[names[0]]]
    mentions = Mentions(*names, index.best[names[2]].astype(np.int64),
                        np.full(names.shape[1], 100))
    mentions = mentions.with_more(_segments(laid, index, mentions, last_words))
    mentions = mentions.with_more([
        (*one, APART, 100) for one in apart(laid, reached[:, ~last_words[reached[0]]], index)])
    exact = whole = _whole(mentions.first, mentions.last)
    if len(still := _left_open(laid, exact, index)):
        more = mentions.with_more([
            (first, last, key, ALIKE, likeness)
            for first, last, key, likeness in alike(laid, still, index)])
        count = len(mentions.first)
        longer = np.append(np.ones(count, bool), _longer(
            laid, index, more.first[count:], more.last[count:], exact))
        mentions, whole = more, _whole(more.first[longer], more.last[longer])
    return Read(mentions, whole, exact, places)


def _not_after(names: np.ndarray, laid: Laid, index: NamesIndex) -> np.ndarray:
    """Return names without those that begin with an adjective, or with the end of another.

    University Salamanca is not named by Hospital Universitario de Salamanca, nor University
    Miami by Florida International University Miami.
    """
    first, last, key = names
    inside = laid.first[laid.segment] < np.arange(laid.size)
    ends = np.zeros(laid.size, bool)
    own = (index.best[key] <= VARIANT) & (laid.first[laid.segment[last]] <= first)
    ends[last[own & (last > first)]] = True
    small = np.append(laid.small[1:], 0) > laid.small
    follows = inside & (laid.is_adjective | laid.is_organisation & ends & ~small)
    return names[:, ~follows[first] | (first == last)]


def _within(names: np.ndarray, laid: Laid) -> np.ndarray:
    """Return names without those that have the end of one and go on in the next segment.

    University Cape Town is not named by Stellenbosch University, Cape Town, nor by any other
    University, Cape Town; nor Patras University by Patras, University Hospital of Patras.
    """
    first, last, _ = names
    crossing = laid.segment[first] != laid.segment[last]
    which = np.flatnonzero(crossing)
    if not len(which):
        return names
    begins = np.full(laid.size, laid.size)
    inner = ~crossing & (last > first)
    np.minimum.at(begins, last[inner], first[inner])
    of, at = spread(first[which], last[which])
    segment = laid.segment[last]
    wrong = crossing & laid.is_organisation[last] & (
        (laid.first[segment] == last) & (laid.last[segment] > last) & ~laid.of_page[last])
    goes_on = laid.first[laid.segment[first]] < first
    wrong |= crossing & laid.is_organisation[first] & goes_on & (
        laid.small[first] == laid.small[first - 1])
    wrong[which[of[begins[at] < first[which[of]]]]] = True
    return names[:, ~wrong]


def _segments(laid: Laid, index: NamesIndex, mentions: Mentions, last_words: np.ndarray):
    """Return names whose words stand in another order, or with other spaces, in a segment."""
    segment = laid.segment[mentions.first]
    all_of_it = (laid.first[segment] == mentions.first) & (laid.last[segment] == mentions.last)
    still = laid.last - laid.first < _LONGEST_SEGMENT
    still[segment[all_of_it]] = False
    still[last_words[laid.first]] = False
    found, bags, squashed = [], index.bags, index.squashed
    for first, last in zip(laid.first[still].tolist(), laid.last[still].tolist()):
        here = laid.words(first, last)
        keys = bags.get(" ".join(sorted(here))) if last > first else None
        if keys is not None:
            found += [(first, last, key, BAG, 100) for key in keys]
        elif (key := squashed.get("".join(here))) is not None:
            found.append((first, last, key, SQUASHED, 100))
    return found


def _whole(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return (first, last) of the spans that lie in no longer one, in order."""
    order = np.lexsort((-last, first))
    spans = np.stack((first, last))[:, order]
    reach = np.maximum.accumulate(np.append(-1, spans[1]))[:-1]
    return spans[:, spans[1] > reach]


def held(whole: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return which of the spans that no longer one holds has each span in it, -1 where none."""
    at = np.searchsorted(whole[1], last)
    begins = np.append(whole[0], np.iinfo(np.int64).max)[at]
    return np.where(begins <= first, at, -1)


def _longer(
    laid: Laid, index: NamesIndex, first: np.ndarray, last: np.ndarray, exact: np.ndarray
) -> np.ndarray:
    """Tell in which spans of likeness exact names have no more than half of the weight.

    Of Tokyo Metropolitan University Hachioji, the exact name is not part of one that is alike.
    """
    weight = index.weight[laid.word]
    of, at = spread(first, last + 1)
    total = np.bincount(of, weight[at], len(first))
    begins, ends = exact[:, exact[1] > exact[0]]
    of, name = spread(np.searchsorted(ends, first), np.searchsorted(begins, last, "right"))
    row, at = spread(np.maximum(begins[name], first[of]), np.minimum(ends[name], last[of]) + 1)
    return np.bincount(of[row], weight[at], len(first)) <= MOSTLY * total


def _left_open(laid: Laid, whole: np.ndarray, index: NamesIndex) -> np.ndarray:
    """Return segments that speak of an organisation of which most is in no name."""
    weight = index.weight[laid.word]
    first, last = whole[:, (whole[1] > whole[0]) | (weight[whole[0]] > 8)]
    size = laid.size
    edges = np.bincount(first, minlength=size + 1) - np.bincount(last + 1, minlength=size + 1)
    left_out = np.cumsum(edges)[:size] == 0
    count = len(laid.first)
    total = np.bincount(laid.segment, weight, count)
    left = np.bincount(laid.segment[left_out], weight[left_out], count)
    spoken = np.bincount(laid.segment, laid.is_organisation, count) > 0
    text = laid.text[laid.first]
    found = np.flatnonzero(
        spoken & (laid.last > laid.first) & (laid.last - laid.start[text] < _WORDS_READ)
        & (total > 0))
    found = found[left[found] / total[found] > 0.4]
    text = text[found]
    return found[rank(text) < _OPEN_SEGMENTS]
