"""Counts of people, as they may be shown: few enough to tell who, they are not."""

from collections.abc import Mapping

FEWEST = 5
"""A count of people below this, and above none, is not shown nor published."""


def masked(count: int | None) -> int | None:
    """Return a count of people, or nothing where it could tell who they are."""
    return None if count is not None and 0 < count < FEWEST else count


def pooled(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return counts of people by what is told of them, under "" those too few for it.

    The sum stays: what is too few is told as one, with the least of the others where it
    would be too few itself; it is told as nothing where all are too few.
    """
    kept = sorted(((n, key) for key, n in counts.items() if key and n >= FEWEST), reverse=True)
    rest = sum(counts.values()) - sum(n for n, _ in kept)
    while 0 < rest < FEWEST and kept:
        rest += kept.pop()[0]
    return {key: n for n, key in kept} | ({"": masked(rest)} if rest else {})
