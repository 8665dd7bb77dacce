"""Which of the scored candidates are the answer: the surest of each name, or none where tied.

What a text names clearly is answered whatever its score: labels that name one organisation
where several are written, or are older than an organisation's record, teach the scorer to doubt
an institute beside its university, and what is new. Words that any text may have name nobody.
"""

from collections.abc import Sequence

import numpy as np

from belvedere.matching.candidates import APART, BAG
from belvedere.matching.features import FEATURES, Candidate
from belvedere.matching.names_index import ALIAS, LABEL
from belvedere.matching.where import AGAINST, BY_CITY, NOTHING

TIED = 0.02
"""Two organisations of one name whose scores are nearer than this are told apart by nobody."""
_SEEN = {name: FEATURES.index(name) for name in (
    "whole_segment", "way", "rivals", "held_by", "label_words", "weight", "common", "country",
    "city", "joined", "begins_well", "ends_well", "all_place", "near_country", "owners")}
_OWN_CITY, _MOSTLY_COMMON, _ALL_COMMON, _ANOTHER = 3, 3, 4, 1


def clearly(features):
    """Tell whether a whole segment of a text is a long name of one organisation, in its place.

    Where a text tells no place, a longer name that is nobody else's at all. ``features`` are of
    one candidate, or columns of many.
    """
    seen = {name: features[at] for name, at in _SEEN.items()}
    as_written = (seen["way"] == LABEL) | (seen["way"] == ALIAS) | (
        (seen["way"] == APART) & (seen["begins_well"] > 0))
    alone = (seen["rivals"] == 0) & (seen["held_by"] == 0)
    at_home = seen["city"] == _OWN_CITY
    telling = (seen["label_words"] > 1) & (seen["weight"] + at_home >= 12) & (seen["common"] < 3)
    in_place = (seen["country"] >= BY_CITY) | at_home
    anywhere = (seen["country"] == NOTHING) & (seen["owners"] == 1) & as_written & (
        (seen["label_words"] > 2) & (seen["weight"] >= 20) & (seen["common"] < _ALL_COMMON))
    own_name = as_written | (seen["way"] == BAG)
    return (seen["whole_segment"] > 0) & alone & (own_name & telling & in_place | anywhere)


def beside_and(features):
    """Tell whether an and stands beside a name that has a place in it or few common words.

    Howard Hughes Medical Institute and Texas Children's Hospital, not Institute of Basic
    Science and Department of Physics; ``features`` as above.
    """
    telling = (features[_SEEN["common"]] < _MOSTLY_COMMON) | (features[_SEEN["all_place"]] > 0)
    return (features[_SEEN["joined"]] > 0) & telling


def vaguely(features: Sequence[int]) -> bool:
    """Tell whether a name has words that any may have, and no place tells whose it is.

    Department of Physics may be anybody's, though one of that name is known somewhere; and the
    Solid State Physics Laboratory of another country is none of this one's.
    """
    seen = {name: features[at] for name, at in _SEEN.items()}
    if seen["country"] == AGAINST and seen["near_country"] == _ANOTHER:
        return seen["common"] >= _MOSTLY_COMMON and not seen["all_place"]
    return (seen["common"] == _ALL_COMMON and not seen["begins_well"] and not seen["ends_well"]
            and seen["country"] == NOTHING)


def possible(rows: np.ndarray, scores: np.ndarray, threshold: float) -> np.ndarray:
    """Return which of many candidates may be chosen, or be as sure as one that is."""
    return np.flatnonzero((scores >= threshold - TIED) | clearly(rows.T))


def chosen(
    candidates: Sequence[Candidate], scores: Sequence[float], threshold: float
) -> list[tuple[Candidate, float]]:
    """Return those of the possible candidates that the text names, with their scores.

    Of several organisations that one name may mean, the surest; where the next is as
    sure, none: to abstain is better than to guess.
    """
    by_span: dict[tuple[int, int], list[tuple[float, Candidate]]] = {}
    for candidate, score in zip(candidates, scores):
        span = (candidate.mention.first, candidate.mention.last)
        by_span.setdefault(span, []).append((score, candidate))
    answer = []
    for rivals in by_span.values():
        rivals.sort(key=lambda one: (-one[0], one[1].organisation))
        score, best = rivals[0]
        if (score < threshold and not clearly(best.features)) or vaguely(best.features):
            continue
        if len(rivals) > 1 and score - rivals[1][0] < TIED:
            continue
        answer.append((best, score))
    answer.sort(key=lambda one: one[0].organisation)
    return answer
