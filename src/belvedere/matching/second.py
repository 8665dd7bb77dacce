"""A second look: what a text may name, beside the other organisations that it may name.

A hospital and its university, an institute and what it is part of: whether one is meant
hangs on how sure the other is. Only texts that may name several of one country are looked at
again: a foreign organisation takes nothing from another.
"""

from collections.abc import Iterator, Sequence

from belvedere.matching.chooser import clearly
from belvedere.matching.facts import Facts
from belvedere.matching.features import Candidate
from belvedere.matching.scorer import Scorer

LOOKED = 0.05
"""Least score of a candidate that is looked at again."""
_LEVELS = 20
_SURE = 0.4
_NOBODY = 10


def second_look(
    scorer: Scorer, found: Sequence[Sequence[Candidate]], rows: Sequence[Sequence[tuple]],
    scores: Sequence[Sequence[float]], facts: Facts,
) -> list[list[float]]:
    """Return the scores of each text's candidates, given their rows and first scores.

    What is written clearly is not doubted for the others' sake.
    """
    told = [list(one) for one in scores]
    if scorer.second is None:
        return told
    at, again = [], []
    for text, (many, known, sure) in enumerate(zip(found, rows, scores)):
        for number, beside in besides(many, sure, facts):
            at.append((text, number))
            again.append((*known[number], *beside))
    for (text, number), score in zip(at, scorer.second.scores(again) if again else ()):
        first = told[text][number]
        told[text][number] = max(first, score) if clearly(found[text][number]) else score
    return told


def besides(
    candidates: Sequence[Candidate], scores: Sequence[float], facts: Facts,
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each candidate to look at again, by number, with what stands beside it (BESIDE)."""
    looked = [(candidates[number], score, number) for number, score in enumerate(scores)
              if score >= LOOKED]
    for one, score, number in looked if len(looked) > 1 else ():
        if (beside := _beside(one, score, looked, facts)) is not None:
            yield number, beside


def _beside(one: Candidate, score: float, looked, facts: Facts) -> tuple[int, ...] | None:
    own, (first, last, *_) = one.organisation, one.mention
    ancestors, country = facts.ancestors[own], facts.country[own]
    same = within = holds = above = below = after = before = most = total = 0.0
    sure = city = seen = 0
    kind = _NOBODY
    for candidate, other_score, _ in looked:
        if candidate is one:
            continue
        other, (start, end, *_) = candidate.organisation, candidate.mention
        if start == first and end == last:
            same = max(same, other_score)
        elif start <= first and last <= end:
            within = max(within, other_score)
        elif first <= start and end <= last:
            holds = max(holds, other_score)
        elif facts.country[other] != country:
            continue  # a foreign organisation says nothing of this one
        else:
            sure += other_score >= _SURE
            total += other_score
            if other_score > most:
                most, kind = other_score, facts.kind[other]
                city = int(facts.city[other] == facts.city[own])
            if start > last:
                after = max(after, other_score)
            else:
                before = max(before, other_score)
        seen = 1
        if other in ancestors:
            above = max(above, other_score)
        elif own in facts.ancestors[other]:
            below = max(below, other_score)
    return (
        *(int(value * _LEVELS + 0.5) for value in (
            score, same, within, holds, above, below, after, before)),
        min(sure, 6), int(min(total, 6) * 4), kind, city,
    ) if seen else None
