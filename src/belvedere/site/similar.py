"""Texts that say nearly the same, to be decided together."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from belvedere.site.doubts import Doubt

LIKE = 88
"""How like the words of two texts must be, from 0 to 100."""
SHARED = 0.6
"""Which part of all their telling words two texts must share."""
SHOWN = 30
NOISE = frozenset(
    "of the and de la le les du des et en for at in dept department departement cedex bp "
    "email electronic address".split())
_NUMBER = re.compile(r"\d{1,4}")


def telling(key: str) -> frozenset[str]:
    """Return the words of a text's key that tell texts apart: no noise, no postcode."""
    return frozenset(word for word in key.split()
                     if word not in NOISE and not (word.isdigit() and len(word) > 4))


def numbers(key: str) -> frozenset[str]:
    """Return the numbers that units may have: texts that differ in them are not alike."""
    return frozenset(word for word in key.split() if _NUMBER.fullmatch(word))


def similar(one: Doubt, others: Sequence[Doubt]) -> list[tuple[Doubt, bool]]:
    """Return texts like one, the likest first, and whether their telling words are the same."""
    words, own = telling(one.key), numbers(one.key)
    some = [other for other in others if other.number != one.number and numbers(other.key) == own]
    likely = process.extract(
        " ".join(sorted(words)), [" ".join(sorted(telling(other.key))) for other in some],
        scorer=fuzz.token_set_ratio, score_cutoff=LIKE, limit=None)
    found = []
    for _, score, at in likely:
        theirs = telling(some[at].key)
        if words == theirs or len(words & theirs) >= SHARED * len(words | theirs):
            found.append((words != theirs, -score, -some[at].value, some[at]))
    return [(other, not differs) for differs, _, _, other in sorted(
        found, key=lambda each: each[:3])[:SHOWN]]
