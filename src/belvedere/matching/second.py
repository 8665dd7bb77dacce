"""A second look: what a text may name, beside the other organisations that it may name.

A hospital and its university, an institute and what it is part of: whether one is meant
hangs on how sure the other is. Only texts that may name several are looked at again.
"""

from collections.abc import Iterator, Sequence

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
    """Return the scores of each text's candidates, given their rows and first scores."""
    told = [list(one) for one in scores]
    if scorer.second is None:
        return told
    at, again = [], []
    for text, (many, known, sure) in enumerate(zip(found, rows, scores)):
        for number, beside in besides(many, sure, facts):
            at.append((text, number))
            again.append((*known[number], *beside))
    for (text, number), score in zip(at, scorer.second.scores(again) if again else ()):
        told[text][number] = score
    return told


def besides(
    candidates: Sequence[Candidate], scores: Sequence[float], facts: Facts,
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each candidate to look at again, by number, with what stands beside it (BESIDE)."""
    looked = [number for number, score in enumerate(scores) if score >= LOOKED]
    if len(looked) < 2:
        return
    for number in looked:
        yield number, _beside(number, looked, candidates, scores, facts)


def _beside(number: int, looked, candidates, scores, facts: Facts) -> tuple[int, ...]:
    own, (first, last, *_) = candidates[number].organisation, candidates[number].mention
    ancestors = facts.ancestors[own]
    same = within = holds = above = below = after = before = most = total = 0.0
    sure = city = 0
    kind = _NOBODY
    for at in looked:
        if at == number:
            continue
        other, (start, end, *_) = candidates[at].organisation, candidates[at].mention
        score = scores[at]
        if start == first and end == last:
            same = max(same, score)
        elif start <= first and last <= end:
            within = max(within, score)
        elif first <= start and end <= last:
            holds = max(holds, score)
        else:
            sure += score >= _SURE
            total += score
            if score > most:
                most, kind = score, facts.kind[other]
                city = int(facts.city[other] == facts.city[own])
            if start > last:
                after = max(after, score)
            else:
                before = max(before, score)
        if other in ancestors:
            above = max(above, score)
        elif own in facts.ancestors[other]:
            below = max(below, score)
    return (
        *(int(score * _LEVELS + 0.5) for score in (
            scores[number], same, within, holds, above, below, after, before)),
        min(sure, 6), int(min(total, 6) * 4), kind, city,
    )
