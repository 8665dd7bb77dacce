"""How candidates of one text stand to one another: rivals of one name, and family."""

import numpy as np

from belvedere.matching.facts import Facts
from belvedere.matching.lists import found, spread
from belvedere.matching.meant import Meant
from belvedere.matching.stretches import Stretches


def rivals(
    meant: Meant, stretches: Stretches, facts: Facts, speaks: np.ndarray
) -> dict[str, np.ndarray]:
    """Return how each candidate stands to the others that its words may name.

    ``speaks`` is how the language agrees, which counts after places.
    """
    size = len(meant.text)
    order = np.argsort(stretches.of, kind="stable")
    start = np.append(0, np.cumsum(stretches.same))
    place = (meant.country * 4 + meant.city) * 5 + speaks
    whole = place * 16 - meant.way
    own, at = spread(start[stretches.of], start[stretches.of + 1])
    other = order[at]
    apart = own != other
    own, other = own[apart], other[apart]
    fame = facts.fame[meant.organisation].astype(np.int64)
    most = np.zeros(size, np.int64)
    near = place[other] >= place[own]
    works = facts.works[meant.organisation]
    ahead = np.zeros(size, works.dtype)
    np.maximum.at(ahead, own[near], works[other[near]])
    np.maximum.at(most, own[near], fame[other[near]])
    leads = 1 + (fame >= most) + (fame >= 2 * most)
    return {
        "rivals": np.bincount(own[whole[other] >= whole[own]], minlength=size),
        "better": np.bincount(own[place[other] > place[own]], minlength=size),
        "outdone": np.where((stretches.same[stretches.of] > 1) & (works > 0),
                            np.clip(4 + ahead - works, 0, 8), 0),
        "leads": np.where(stretches.same[stretches.of] > 1, leads, 0),
    }


def family(meant: Meant, stretches: Stretches, facts: Facts) -> dict[str, np.ndarray]:
    """Return which candidates of the text stand above each candidate, and below."""
    size, of = len(meant.text), stretches.of
    number = meant.text * len(facts.country) + meant.organisation
    below, at = facts.ancestors.spread(meant.organisation)
    above = found(number, meant.text[below] * len(facts.country) + facts.ancestors.values[at])
    here = above >= 0
    below, above, close = below[here], above[here], 1 + facts.direct[at[here]]
    free = stretches.free[of]

    holder, held = stretches.holder[of], stretches.held[of]
    held_by = np.where(held, 2, 0)
    held_by[below[held[below] & (of[above] == holder[below])]] = 3
    held_by[above[held[above] & (of[below] == holder[above])]] = 1
    parent, child = np.zeros(size, np.int64), np.zeros(size, np.int64)
    by_itself = free[above]
    np.maximum.at(parent, below[by_itself], close[by_itself])
    by_itself = free[below]
    np.maximum.at(child, above[by_itself], close[by_itself])
    return {
        "root": np.bincount(above[of[above] == of[below]], minlength=size),
        "held_by": held_by, "parent_here": parent, "child_here": child,
    }
