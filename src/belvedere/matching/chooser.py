"""Which of the scored candidates are the answer: the surest of each name, or none where tied."""

from collections.abc import Sequence

from belvedere.matching.features import Candidate

TIED = 0.02
"""Two organisations of one name whose scores are nearer than this are told apart by nobody."""


def chosen(
    candidates: Sequence[Candidate], scores: Sequence[float], threshold: float
) -> list[tuple[Candidate, float]]:
    """Return the candidates that the text names, with their scores, by organisation.

    Of several organisations that one name may mean, the surest; where the next is as
    sure, none: to abstain is better than to guess.
    """
    by_span: dict[tuple[int, int], list[tuple[float, Candidate]]] = {}
    for candidate, score in zip(candidates, scores):
        if score >= threshold - TIED:
            span = (candidate.mention.first, candidate.mention.last)
            by_span.setdefault(span, []).append((score, candidate))
    answer = []
    for rivals in by_span.values():
        rivals.sort(key=lambda one: (-one[0], one[1].organisation))
        score, best = rivals[0]
        if score < threshold or (len(rivals) > 1 and score - rivals[1][0] < TIED):
            continue
        answer.append((best, score))
    answer.sort(key=lambda one: one[0].organisation)
    return answer
