"""What a matcher finds in a text: whose it is, where it says so, why, and how surely."""

from typing import NamedTuple

from belvedere.tables.affiliations import HOW
from belvedere.tables.words import Words


class Found(NamedTuple):
    """One organisation or unit found in a text.

    ``record_id`` is a record_id of organisation_records: ror:02vjkv261, rnsr:200217519N.
    ``start`` and ``end`` are places in the text as given (half-open), None where nothing in
    the text itself names it. ``score`` lies between 0 and 1; what a rule decides has 1.
    ``evidence`` tells a reader why, each reason a few words.
    """

    record_id: str
    start: int | None
    end: int | None
    score: float
    how: str
    evidence: tuple[Words, ...]

    @property
    def scheme(self) -> str:
        return self.record_id.partition(":")[0]


class Answer(NamedTuple):
    """All that was found in one text, in order of place, and by what.

    ``matcher`` names the rules and the model, ``references`` the releases or digests of the
    reference tables: the same three give the same answer, bit for bit.
    """

    found: tuple[Found, ...]
    matcher: str
    references: tuple[str, ...]


def in_order(found) -> tuple[Found, ...]:
    """Return what was found by place in the text, then by how and by identifier."""
    found = tuple(found)
    if len(found) < 2:
        return found
    return tuple(sorted(found, key=lambda one: (
        one.start is None, one.start or 0, one.end or 0, HOW.index(one.how), one.record_id,
    )))
