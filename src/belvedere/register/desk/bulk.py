"""Many dossiers written at once, held by the database to their workflow's moves."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from belvedere.register.desk.actions import searchable
from belvedere.register.desk.models import Counter, Dossier, Period

AT_ONCE = 500

Way = Sequence[tuple[str, str]]
"""The states that a dossier went through, each with its date."""


def begin(model: type[Dossier], dossiers: Iterable[Dossier]) -> None:
    """Write dossiers of an empty book, numbered in order, in their workflow's first state."""
    given: dict[int, int] = {}
    made = list(dossiers)
    for one in made:
        year = int(one.opened[:4])
        given[year] = given.get(year, 0) + 1
        one.number = f"{model.PREFIX}{year}-{given[year]:03d}"
        one.state, one.since = model.WORKFLOW.first, one.opened
        searchable(one)
    model.objects.bulk_create(made, batch_size=AT_ONCE)
    Counter.objects.bulk_create(
        Counter(series=model._meta.model_name, year=year, last=last)
        for year, last in given.items())


def walk(
    model: type[Dossier], period: type[Period], ways: Iterable[tuple[Dossier, Way]],
) -> None:
    """Move dossiers through their states, one step of all at a time, and write the periods."""
    ways = list(ways)
    for step in zip_longest(*(way[1:] for _, way in ways)):
        targets: dict[str, list[int]] = {}
        for (one, _), reached in zip(ways, step):
            if reached:
                one.state, one.since = reached
                targets.setdefault(one.state, []).append(one.pk)
        for state, pks in targets.items():
            for start in range(0, len(pks), AT_ONCE):
                model.objects.filter(pk__in=pks[start:start + AT_ONCE]).update(state=state)
    model.objects.bulk_update([one for one, _ in ways], ["since"], batch_size=AT_ONCE)
    period.objects.bulk_create((
        period(dossier=one, state=state, start=start, end=after[1] if after else "")
        for one, way in ways
        for (state, start), after in zip_longest(way, way[1:])), batch_size=AT_ONCE)
