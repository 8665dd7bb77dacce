"""What is part of what, followed upwards through time."""

from collections.abc import Callable, Collection, Iterable

from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations.dates import before, overlap
from belvedere.register.organisations.queries import DEEPEST

Above = Callable[[Collection[int]], Iterable[tuple[int, int, str, str]]]
"""Gives what organisations are part of: (organisation, other, from, to)."""


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
