"""One invented world: what all of its works share. Its works are made block by block."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from belvedere.landscapes.worlds.chance import scattered, shared, stream
from belvedere.landscapes.worlds.institutions import Institutions, institutions
from belvedere.landscapes.worlds.journals import Journals, journals
from belvedere.landscapes.worlds.topics import Topics, topics

BLOCK = 10_000
"""Works that are made up at once, each block from streams of its own."""

NOW = 2026
"""The year in which the world's citations were counted, on the day of its snapshot."""


@dataclass(frozen=True)
class World:
    """How many works, of which years, and the institutions, journals and topics they have."""

    seed: int
    works: int
    first_year: int
    years: int
    institutions: Institutions
    journals: Journals
    topics: Topics
    growth: np.ndarray = field(repr=False)

    def year(self, numbers: np.ndarray) -> np.ndarray:
        """Return the year of publication of works, from their numbers alone.

        So a reference to a later work can be avoided without making that work.
        """
        return self.first_year + self.growth[scattered(numbers, self.seed % 2**32)]

    def stream(self, subject: str, number: int) -> np.random.Generator:
        return stream(self.seed, subject, number)

    def blocks(self, first: int, last: int) -> Iterable[tuple[int, int, int]]:
        """Yield (block, first work, one after its last) of the blocks from first to last work."""
        for start in range(first, last, BLOCK):
            yield start // BLOCK, start, min(start + BLOCK, last)


def world(seed: int, works: int, first_year: int, years: int, named: Iterable[Mapping]) -> World:
    """Make up the world: a quarter of a second for a small one, a second for the largest."""
    growth = shared([0.8 + 0.4 * number / max(1, years - 1) for number in range(years)])
    return World(seed, works, first_year, years, institutions(seed, works, named),
                 journals(seed, works), topics(seed), growth)


