"""Which of the scored candidates are the answer: the surest of each name, or none where tied."""

from collections.abc import Sequence

from belvedere.matching.candidates import BAG
from belvedere.matching.features import FEATURES, Candidate
from belvedere.matching.names_index import ALIAS, LABEL
from belvedere.matching.where import BY_CITY

TIED = 0.02
"""Two organisations of one name whose scores are nearer than this are told apart by nobody."""
CLEARLY = 0.2
"""Least score of what a text names clearly. Labels that name one organisation where several are
written teach the scorer to doubt the others: an institute beside its university."""
_SEEN = {name: FEATURES.index(name) for name in (
    "whole_segment", "way", "rivals", "held_by", "words", "weight", "common", "country", "city")}
_OWN_CITY = 3


def clearly(features):
    """Tell whether a whole segment of a text is a long name of one organisation, in its place.

    ``features`` are of one candidate, or columns of many.
    """
    seen = {name: features[at] for name, at in _SEEN.items()}
    own_name = (seen["way"] == LABEL) | (seen["way"] == ALIAS) | (seen["way"] == BAG)
    alone = (seen["rivals"] == 0) & (seen["held_by"] == 0)
    telling = (seen["words"] > 1) & (seen["weight"] >= 12) & (seen["common"] < 3)
    in_place = (seen["country"] >= BY_CITY) | (seen["city"] == _OWN_CITY)
    return (seen["whole_segment"] > 0) & own_name & alone & telling & in_place


def chosen(
    candidates: Sequence[Candidate], scores: Sequence[float], threshold: float
) -> list[tuple[Candidate, float]]:
    """Return the candidates that the text names, with their scores, by organisation.

    Of several organisations that one name may mean, the surest; where the next is as
    sure, none: to abstain is better than to guess.
    """
    by_span: dict[tuple[int, int], list[tuple[float, Candidate]]] = {}
    for candidate, score in zip(candidates, scores):
        if score >= CLEARLY:
            span = (candidate.mention.first, candidate.mention.last)
            by_span.setdefault(span, []).append((score, candidate))
    answer = []
    for rivals in by_span.values():
        rivals.sort(key=lambda one: (-one[0], one[1].organisation))
        score, best = rivals[0]
        if score < threshold and not clearly(best.features):
            continue
        if len(rivals) > 1 and score - rivals[1][0] < TIED:
            continue
        answer.append((best, score))
    answer.sort(key=lambda one: one[0].organisation)
    return answer
