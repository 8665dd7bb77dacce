"""Many dossiers written at once, held by the database to their workflow's moves."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.accounts.models import Account
from belvedere.register.desk.actions import kept, searchable
from belvedere.register.desk.models import Dossier, Period
from belvedere.register.desk.numbering import number_all

AT_ONCE = 500

Way = Sequence[tuple[str, str]]
"""The states that a dossier went through, each with its date; without one nobody knows when."""


def begin(model: type[Dossier], dossiers: Iterable[Dossier]) -> None:
    """Write dossiers, those without a number numbered in order, in their first state."""
    made = list(dossiers)
    number_all(model, made)
    for one in made:
        one.state, one.since = model.WORKFLOW.first, one.since or one.opened
        searchable(one)
    model.objects.bulk_create(made, batch_size=AT_ONCE)


def walk(
    model: type[Dossier], period: type[Period], ways: Iterable[tuple[Dossier, Way]],
) -> None:
    """Move dossiers through their states, one step of all at a time, and write the periods."""
    ways = list(ways)
    since = {one.pk: one.since for one, _ in ways}
    for step in zip_longest(*(way[1:] for _, way in ways)):
        targets: dict[str, list[int]] = {}
        for (one, _), reached in zip(ways, step):
            if reached:
                one.state, one.since = reached[0], reached[1] or one.since
                targets.setdefault(one.state, []).append(one.pk)
        for state, pks in targets.items():
            for start in range(0, len(pks), AT_ONCE):
                model.objects.filter(pk__in=pks[start:start + AT_ONCE]).update(state=state)
    model.objects.bulk_update([one for one, _ in ways if one.since != since[one.pk]], ["since"],
                              batch_size=AT_ONCE)
    period.objects.bulk_create((
        period(dossier=one, state=state, start=start, end=after[1] if after else "")
        for one, way in ways for told in [[step for step in way if step[1]]]
        for (state, start), after in zip_longest(told, told[1:])), batch_size=AT_ONCE)


Made = Sequence[tuple[Dossier, Way, str]]
"""New dossiers, unwritten, each with its way and why."""


def written(model: type[Dossier], made: Made) -> list[tuple]:
    """Write new dossiers in their first state, with all else as it is at the end of their way.

    Returns what was done to each: the action, the dossier, what it was and became, why.
    """
    number_all(model, [one for one, _, _ in made])
    acts = []
    for one, way, why in made:
        acts.append(("open", one, {}, kept(one), why))
        for (old, _), (state, on) in pairwise(way):
            if on:
                step = next(m for m in model.WORKFLOW.possible(old) if m.target == state)
                one.state, one.since, one.version = state, on, one.version + 1
                one.moved(on)
                acts.append((step.name, one, {"state": old}, {"state": state, "since": on}, why))
    begin(model, [one for one, _, _ in made])
    return acts


def open_many(*, by: Account | None, model: type[Dossier], made: Made) -> None:
    """Open dossiers, as ``open_dossier`` and ``move`` do each one.

    What desks' own actions do besides is not done.
    """
    acts = written(model, made)
    walk(model, model._meta.get_field("periods").related_model,
         [(one, way) for one, way, _ in made])
    record_all([entry(by=by, action=action, on=one, before=old, after=new, why=why)
                for action, one, old, new, why in acts])
