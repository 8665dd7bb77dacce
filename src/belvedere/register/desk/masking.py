"""Counts of people, as they may be shown: few enough to tell who, they are not."""

FEWEST = 5
"""A count of people below this, and above none, is not shown nor published."""


def masked(count: int | None) -> int | None:
    """Return a count of people, or nothing where it could tell who they are."""
    return None if count is not None and 0 < count < FEWEST else count
