"""Many dossiers written at once, held by the database to their workflow's moves."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from django.db.models import Model

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.accounts.models import Account
from belvedere.register.desk.actions import kept, searchable
from belvedere.register.desk.models import Dossier, Period
from belvedere.register.desk.numbering import number_all
from belvedere.register.desk.workflow import Move

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


@dataclass
class Made:
    """A new dossier, unwritten, with its way, why, and what hangs on it.

    ``step`` does what its book's own action does at a move besides, and returns more parts.
    ``parts`` are rows that are to name the dossier: that column, the row, and the entries of
    the audit (action, after). ``noted`` is what they make true of the dossier's own columns.
    """

    one: Dossier
    way: Way
    why: str = ""
    step: Callable[[Dossier, Move, str], Sequence] = lambda one, move, on: ()
    parts: Sequence[tuple[str, Model, Sequence[tuple[str, dict]]]] = ()
    noted: Mapping[str, object] = field(default_factory=dict)

    def acts(self) -> list[tuple]:
        """Take the dossier to the end of its way. Raises Refused where its book would.

        Returns what was done: the action, the dossier, what it was and became, why.
        """
        one, why = self.one, self.why
        done = [("open", one, {}, kept(one), why), *self._hung(self.parts)]
        for name, value in self.noted.items():
            setattr(one, name, value)
        for (old, _), (state, on) in pairwise(self.way):
            if on:
                move = next(m for m in one.WORKFLOW.possible(old) if m.target == state)
                one.state, one.since, one.version = state, on, one.version + 1
                one.moved(on)
                done.append((move.name, one, {"state": old}, {"state": state, "since": on}, why))
                more = self.step(one, move, on) or ()
                done += self._hung(more)
                self.parts = [*self.parts, *more]
        return done

    def _hung(self, parts: Sequence) -> Iterator[tuple]:
        for _, _, told in parts:
            for action, after in told:
                self.one.version += 1
                yield action, self.one, {}, after, self.why


def written(model: type[Dossier], made: Sequence[Made]) -> list[tuple]:
    """Write new dossiers in their first state, with all else as it is at the end of their way.

    Returns what was done to each, as ``Made.acts``.
    """
    number_all(model, [one.one for one in made])
    acts = [act for one in made for act in one.acts()]
    begin(model, [one.one for one in made])
    rows: dict[type[Model], list[Model]] = {}
    for one in made:
        for of, row, _ in one.parts:
            if of:
                setattr(row, of, one.one)
            rows.setdefault(type(row), []).append(row)
    for kind, some in rows.items():
        kind.objects.bulk_create(some, batch_size=AT_ONCE)
    return acts


def open_many(*, by: Account | None, model: type[Dossier], made: Sequence[Made]) -> None:
    """Open dossiers, as ``open_dossier`` and ``move`` do each one, and what hangs on them."""
    acts = written(model, made)
    walk(model, model._meta.get_field("periods").related_model,
         [(one.one, one.way) for one in made])
    record_all([entry(by=by, action=action, on=one, before=old, after=new, why=why)
                for action, one, old, new, why in acts])
