"""A second look: what a text may name, beside the other organisations that it may name.

A hospital and its university, an institute and what it is part of: whether one is meant
hangs on how sure the other is. Only texts that may name several are looked at again.
"""

from typing import NamedTuple

import numpy as np

from belvedere.matching.facts import Facts
from belvedere.matching.lists import found, groups, spread
from belvedere.matching.scorer import Scorer

LOOKED = 0.05
"""Least score of a candidate that is looked at again."""
_LEVELS = 20
_SURE = 0.4
_NOBODY = 10


class Named(NamedTuple):
    """Candidates in order of text, each with the words by which it is named."""

    text: np.ndarray
    organisation: np.ndarray
    first: np.ndarray
    last: np.ndarray


def second_look(
    scorer: Scorer, named: Named, rows: np.ndarray, scores: np.ndarray, facts: Facts
) -> np.ndarray:
    """Return the scores of candidates, given their rows and first scores."""
    if scorer.second is None:
        return scores
    at, beside = besides(named, scores, facts)
    told = scores.copy()
    told[at] = scorer.second.scores(np.column_stack((rows[at], beside)))
    return told


def besides(named: Named, scores: np.ndarray, facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Return which candidates to look at again, and what stands beside each (BESIDE)."""
    looked = np.flatnonzero(scores >= LOOKED)
    start, stop = groups(named.text[looked])
    looked = looked[np.repeat(stop - start > 1, stop - start)]
    text, organisation, first, last = (column[looked] for column in named)
    start, stop = groups(text)
    own, other = spread(np.repeat(start, stop - start), np.repeat(stop, stop - start))
    apart = own != other
    own, other = own[apart], other[apart]
    score = scores[looked][other]

    begins, ends = first[other] - first[own], last[other] - last[own]
    same = (begins == 0) & (ends == 0)
    within = (begins <= 0) & (ends >= 0) & ~same
    holds = (begins >= 0) & (ends <= 0) & ~same
    aside = ~(same | within | holds)
    after = aside & (first[other] > last[own])
    above = _stands_above(organisation[other], organisation[own], facts)
    below = _stands_above(organisation[own], organisation[other], facts) & ~above

    def most(which: np.ndarray) -> np.ndarray:
        best = np.zeros(len(looked))
        np.maximum.at(best, own[which], score[which])
        return best

    levels = [(column * _LEVELS + 0.5).astype(np.int64) for column in (
        scores[looked], *map(most, (same, within, holds, above, below, after, aside & ~after)))]
    size = len(looked)
    sure = np.bincount(own[aside & (score >= _SURE)], minlength=size)
    total = np.bincount(own[aside], score[aside], size)
    own, other, score = own[aside], other[aside], score[aside]
    order = np.lexsort((-score, own))
    surest = order[groups(own[order])[0]]
    own, other = own[surest], organisation[other[surest]]
    kind, city = np.full(size, _NOBODY), np.zeros(size, np.int64)
    kind[own] = facts.kind[other]
    city[own] = facts.city[other] == facts.city[organisation[own]]
    return looked, np.column_stack((
        *levels, np.minimum(sure, 6), (np.minimum(total, 6) * 4).astype(np.int64), kind, city))


def _stands_above(one: np.ndarray, other: np.ndarray, facts: Facts) -> np.ndarray:
    return found(facts.kin, other * np.int64(len(facts.country)) + one) >= 0
