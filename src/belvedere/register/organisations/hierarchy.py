"""What is part of what, followed upwards through time."""

from collections.abc import Callable, Collection, Iterable

from django.db import connection

from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations.dates import before, overlap
from belvedere.register.organisations.models import Relation
from belvedere.register.organisations.queries import DEEPEST

Above = Callable[[Collection[int]], Iterable[tuple[int, int, str, str]]]
"""Gives what organisations are part of: (organisation, other, from, to)."""

_RESTRUCTURES = 7_105_112
"""The number of the lock under which the structure is changed."""


def one_at_a_time() -> None:
    """Wait until nobody else changes the structure; asked before any row is locked.

    Two moves at once could each be right and together close a circle. SQLite has one
    writer at a time by itself.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_RESTRUCTURES])


def no_circle(organisation, other, start: str, end: str, apart_from: int | None = None) -> None:
    """Raise Refused when an organisation would be a part of itself, by what the books say."""
    held = Relation.objects.filter(kind="part_of").exclude(pk=apart_from)
    refuse_circle(organisation, other, start, end, lambda pks: held.filter(
        organisation__in=pks).values_list("organisation", "other", "start", "end"))


def refuse_circle(organisation, other, start: str, end: str, above: Above) -> None:
    """Raise Refused when an organisation would be a part of itself at some time."""
    reached, new = {other.pk: [(start, end)]}, {other.pk: [(start, end)]}
    for _ in range(DEEPEST):
        found: dict[int, list[tuple[str, str]]] = {}
        for part, whole, begins, ends in above(new):
            for period in new[part]:
                if overlap(begins, ends, *period):
                    shared = (_later(begins, period[0]), _sooner(ends, period[1]))
                    if whole == organisation.pk:
                        raise Refused(
                            f"{other} is itself a part of {organisation}"
                            + (f" from {shared[0]}" if shared[0] else "")
                            + ": it would be a part of itself.",
                            f"{other} fait lui-même partie de {organisation}"
                            + (f" depuis {shared[0]}" if shared[0] else "")
                            + " : il ferait partie de lui-même.", "other")
                    if shared not in reached.get(whole, ()):
                        found.setdefault(whole, []).append(shared)
        for pk, periods in found.items():
            reached.setdefault(pk, []).extend(periods)
        if not found:
            return
        new = found
    raise Refused(f"The hierarchy is deeper than {DEEPEST} levels.",
                  f"La hiérarchie a plus de {DEEPEST} niveaux.", "other")


def _later(one: str, other: str) -> str:
    return one if not other or (one and before(other, one)) else other


def _sooner(one: str, other: str) -> str:
    return one if not other or (one and before(one, other)) else other
