"""Who cites what in one block: citations year by year, and references to earlier works."""

from functools import cache

import numpy as np

from belvedere.landscapes.worlds.chance import PLACES, draw, even, shared
from belvedere.landscapes.worlds.works import Works
from belvedere.landscapes.worlds.world import NOW, World

_AGEINGS = 8
_CANDIDATES = tuple(range(2, 43))
"""How many earlier works one may look at; later ones among them are not cited."""


def by_year(world: World, block: int, made: Works) -> np.ndarray:
    """Return the citations of each work (row) in each year from its own (column).

    They add up to its citations; most fall two to four years after it.
    """
    chance = world.stream("citations", block)
    longest = NOW - world.first_year + 1
    ageing = even(draw(chance, len(made)), _AGEINGS)
    span = (NOW - made.year).clip(0, longest - 1)
    shares = _ageings(longest)[ageing, span]
    # Rounding cumulated shares up from one random point keeps the sum as it is.
    point = draw(chance, len(made))[:, None] / PLACES
    reached = np.floor(made.citations[:, None] * shares + point).astype(np.int64)
    return np.diff(reached, axis=1, prepend=0)


@cache
def _ageings(longest: int) -> np.ndarray:
    """Return the cumulated shares by profile, years that have passed, and year."""
    made = np.zeros((_AGEINGS, longest, longest))
    for profile in range(_AGEINGS):
        peak = 1.5 + 0.5 * profile
        weights = [0.3] + [round((year / peak) * 2.718281828 ** (1 - year / peak), 9)
                           for year in range(1, longest)]
        for span in range(longest):
            sums = np.cumsum(weights[:span + 1])
            made[profile, span, :span + 1] = np.round(sums / sums[-1], 9)
            made[profile, span, span:] = 1
    return made


def references(world: World, block: int, made: Works) -> tuple[np.ndarray, np.ndarray]:
    """Return (work of the block, number of the work that it cites), each pair once, in order.

    A work cites works of its year or earlier ones, twelve on average; low numbers
    are cited more. The first years have few works to cite.
    """
    chance = world.stream("references", block)
    tries = _tries()[draw(chance, len(made))]
    work = np.repeat(np.arange(len(made)), tries)
    wide = chance.integers(0, 1 << 31, len(work), dtype=np.int64)
    cited = ((wide >> 8) * (wide >> 8) >> 23) * world.works >> 23
    cited = np.where(wide % 2, cited, wide * world.works >> 31)
    fits = (world.year(cited) <= made.year[work]) & (cited != made.number[work])
    pairs = np.unique(work[fits] * world.works + cited[fits])
    return pairs // world.works, pairs % world.works


@cache
def _tries() -> np.ndarray:
    return np.array(_CANDIDATES)[shared([1] * len(_CANDIDATES))]
