"""A second look: what a text may name, beside the other organisations that it may name.

A hospital and its university, an institute and what it is part of: whether one is meant
hangs on how sure the other is. Only texts that may name several of one country are looked at
again: a foreign organisation takes nothing from another.
"""

from typing import NamedTuple

import numpy as np

from belvedere.matching.chooser import beside_and, clearly
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
    """Return the scores of candidates, given their rows and first scores.

    What is written clearly is not doubted for the others' sake, nor what an and joins to others.
    """
    if scorer.second is None:
        return scores
    at, beside = besides(named, scores, facts)
    told, again = scores.copy(), scorer.second.scores(np.column_stack((rows[at], beside)))
    sure = clearly(rows[at].T) | beside_and(rows[at].T)
    told[at] = np.where(sure, np.maximum(scores[at], again), again)
    return told


def besides(named: Named, scores: np.ndarray, facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Return which candidates to look at again, and what stands beside each (BESIDE)."""
    looked = np.flatnonzero(scores >= LOOKED)
    start, stop = groups(named.text[looked])
    own, other = spread(np.repeat(start, stop - start), np.repeat(stop, stop - start))
    apart = own != other
    own, other = looked[own[apart]], looked[other[apart]]
    seen = _told_by(named, own, other, facts)
    looked, own = np.unique(own[seen], return_inverse=True)
    return looked, _columns(named, scores, looked, own, other[seen], facts)


def _told_by(named: Named, own: np.ndarray, other: np.ndarray, facts: Facts) -> np.ndarray:
    """Tell which others say something of a candidate: those of its words, or of its country."""
    begins, ends = named.first[other] - named.first[own], named.last[other] - named.last[own]
    country = facts.country[named.organisation]
    return (begins * ends <= 0) | (country[own] == country[other])


def _columns(
    named: Named, scores: np.ndarray, looked: np.ndarray, own: np.ndarray, beside: np.ndarray,
    facts: Facts,
) -> np.ndarray:
    """Return a row of BESIDE for each candidate that is looked at.

    ``own`` is the place among these of the one that each candidate ``beside`` speaks of.
    """
    _, organisation, first, last = (column[looked] for column in named)
    other = named.organisation[beside]
    score = scores[beside]
    begins, ends = named.first[beside] - first[own], named.last[beside] - last[own]
    same = (begins == 0) & (ends == 0)
    within = (begins <= 0) & (ends >= 0) & ~same
    holds = (begins >= 0) & (ends <= 0) & ~same
    aside = ~(same | within | holds)
    above = _stands_above(other, organisation[own], facts)
    below = _stands_above(organisation[own], other, facts) & ~above

    def most(which: np.ndarray) -> np.ndarray:
        best = np.zeros(len(looked))
        np.maximum.at(best, own[which], score[which])
        return best

    levels = [(column * _LEVELS + 0.5).astype(np.int64) for column in (
        scores[looked], *map(most, (same, within, holds, above, below, aside)))]
    size = len(looked)
    sure = np.bincount(own[aside & (score >= _SURE)], minlength=size)
    total = np.bincount(own[aside], score[aside], size)
    own, other, score = own[aside], other[aside], score[aside]
    order = np.lexsort((-score, own))
    surest = order[groups(own[order])[0]]
    own, other = own[surest], other[surest]
    kind, city = np.full(size, _NOBODY), np.zeros(size, np.int64)
    kind[own] = facts.kind[other]
    city[own] = facts.city[other] == facts.city[organisation[own]]
    return np.column_stack((
        *levels, np.minimum(sure, 6), (np.minimum(total, 6) * 4).astype(np.int64), kind, city))


def _stands_above(one: np.ndarray, other: np.ndarray, facts: Facts) -> np.ndarray:
    return found(facts.kin, other * np.int64(len(facts.country)) + one) >= 0
