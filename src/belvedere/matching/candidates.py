"""Which names texts write: exact names first, likeness for what they leave open.

Columns of whole numbers, a row for each mention; words are counted through all texts.
"""

from typing import NamedTuple

import numpy as np

from belvedere.matching.alike import alike
from belvedere.matching.lists import rank, spread
from belvedere.matching.names_index import NamesIndex
from belvedere.matching.words_read import Laid

# Ways beyond those of names_index.
BAG, SQUASHED, ALIKE = 8, 9, 10
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
    """Names and places of texts; ``whole`` are the spans of names that no longer one holds."""

    mentions: Mentions
    whole: np.ndarray
    places: np.ndarray


def read(laid: Laid, index: NamesIndex) -> Read:
    """Return the names that texts write, and the places."""
    names, places = index.tree.hits(laid)
    names = _within(names, laid)
    ending = laid.ending()
    last_words = np.zeros(len(laid.words) + 1, bool)
    last_words[laid.start[ending + 1] - 1] = True
    names = names[:, ~last_words[names[0]]]
    mentions = Mentions(*names, index.best[names[2]].astype(np.int64),
                        np.full(names.shape[1], 100))
    mentions = mentions.with_more(_segments(laid, index, mentions, last_words))
    whole = _whole(mentions)
    if len(still := _left_open(laid, whole, index)):
        mentions = mentions.with_more([
            (first, last, key, ALIKE, likeness)
            for first, last, key, likeness in alike(laid, still, index)])
        whole = _whole(mentions)
    return Read(mentions, whole, places)


def _within(names: np.ndarray, laid: Laid) -> np.ndarray:
    """Return names without those that begin with the end of one and go on in the next segment.

    University Cape Town is not named by Stellenbosch University, Cape Town.
    """
    first, last, _ = names
    crossing = laid.segment[first] != laid.segment[last]
    which = np.flatnonzero(crossing)
    if not len(which):
        return names
    begins = np.full(len(laid.words), len(laid.words))
    inner = ~crossing & (last > first)
    np.minimum.at(begins, last[inner], first[inner])
    of, at = spread(first[which], last[which])
    wrong = np.zeros(len(first), bool)
    wrong[which[of[begins[at] < first[which[of]]]]] = True
    return names[:, ~wrong]


def _segments(laid: Laid, index: NamesIndex, mentions: Mentions, last_words: np.ndarray):
    """Return names whose words stand in another order, or with other spaces, in a segment."""
    segment = laid.segment[mentions.first]
    all_of_it = (laid.first[segment] == mentions.first) & (laid.last[segment] == mentions.last)
    still = laid.last - laid.first < _LONGEST_SEGMENT
    still[segment[all_of_it]] = False
    still[last_words[laid.first]] = False
    found, words, bags, squashed = [], laid.words, index.bags, index.squashed
    for first, last in zip(laid.first[still].tolist(), laid.last[still].tolist()):
        here = words[first:last + 1]
        keys = bags.get(" ".join(sorted(here))) if last > first else None
        if keys is not None:
            found += [(first, last, key, BAG, 100) for key in keys]
        elif (key := squashed.get("".join(here))) is not None:
            found.append((first, last, key, SQUASHED, 100))
    return found


def _whole(mentions: Mentions) -> np.ndarray:
    """Return (first, last) of the spans that lie in no longer one, in order."""
    order = np.lexsort((-mentions.last, mentions.first))
    first, last = mentions.first[order], mentions.last[order]
    reach = np.maximum.accumulate(np.append(-1, last))[:-1]
    return np.stack((first, last))[:, last > reach]


def _left_open(laid: Laid, whole: np.ndarray, index: NamesIndex) -> np.ndarray:
    """Return segments that speak of an organisation of which most is in no name."""
    weight = index.weight[laid.word]
    first, last = whole[:, (whole[1] > whole[0]) | (weight[whole[0]] > 8)]
    size = len(laid.words)
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
