"""What hangs on dossiers, as files have it: on a dossier's own row and on those that go on with it.

A row goes on with the one above when it has its number, or nothing but parts, as where
cells are merged downwards. The rows of a dossier come in together or not at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from operator import attrgetter
from typing import Any

from django.db import models

from belvedere.register.exchange.lists import Column, Draft
from belvedere.register.organisations.drafts import chunks
from belvedere.register.organisations.models import Organisation
from belvedere.tables.words import Words

EMPTY = ("", None)


@dataclass(frozen=True)
class Item:
    """One part that a row of a file says; a column of it is found by its name in the model."""

    part: "Part"
    draft: Draft
    place: int = 0

    def __getitem__(self, name: str) -> Any:
        about = f"{self.part.name}_{name}"
        if name in self.part.links:
            found = self.draft.refs.get(about)
            return found[self.place] if isinstance(found, list) else found
        value = self.draft.values.get(about)
        column = self.part.model._meta.get_field(name)
        return value if value is None or column.is_relation else column.to_python(value)

    def refused(self, refused) -> None:
        """Say why an action would refuse it, at the column that it is about."""
        about = f"{self.part.name}_{refused.field}"
        self.draft.refused(about if about in self.draft.values else "", refused)


def plainly(items: Sequence[Item]) -> Iterator[tuple[dict, Sequence]]:
    """Yield what rows of a part's model say, where no action of the audit is of one of them."""
    for item in items:
        yield item.part.told(item), ()


@dataclass(frozen=True)
class Part:
    """One kind of what hangs on a dossier: its columns in a file are named ``name_column``.

    ``key`` are the columns that tell one from another, ``links`` those that name an
    organisation, or a dossier by its number. ``rows`` yields what is written for a new
    dossier, each with the entries of the audit that its action makes; ``adds`` is told
    ``by``, the dossier, all the items of a file and why, and brings those that are new by
    the desk's actions: before the dossier's moves, or ``after`` them. One cell may name
    ``several`` dossiers. ``within`` is the way to the dossier, where it hangs on a part of it.
    """

    name: str
    columns: tuple[Column, ...]
    model: type[models.Model] | None = None
    of: str = ""
    key: tuple[str, ...] = ()
    links: Mapping[str, type[models.Model]] = field(default_factory=dict)
    rows: Callable[[Sequence[Item]], Iterable[tuple[dict, Sequence]]] = plainly
    adds: Callable | None = None
    after: bool = False
    several: bool = False
    within: str = ""

    @property
    def names(self) -> list[str]:
        """The columns of its model, by name."""
        return [column.field.removeprefix(f"{self.name}_") for column in self.columns]

    @property
    def fields(self) -> list[str]:
        return [column.field for column in self.columns]

    def told(self, item: Item) -> dict:
        """Return what an item says of the model's columns."""
        return {name: item[name] for name in self.names if item[name] not in EMPTY}

    def held(self, dossiers: Iterable[int]) -> dict[int, list[models.Model]]:
        """Return those that dossiers have, by dossier."""
        found: dict[int, list[models.Model]] = {}
        way = self.within or self.of
        for some in chunks(dossiers):
            for row in self.model.objects.filter(**{f"{way}__in": some}).select_related(
                    way, *self.links).order_by("pk"):
                found.setdefault(attrgetter(way.replace("__", "."))(row).pk, []).append(row)
        return found

    def said(self, row: models.Model) -> dict[str, Any]:
        """Return what a row says, as a file has it."""
        return {f"{self.name}_{name}": _plain(getattr(row, name)) for name in self.names}


def _plain(value):
    """Return a value as a file has it: organisations by their key, dossiers by their number."""
    return getattr(value, "number", value.pk) if isinstance(value, models.Model) else value


def said(value) -> str:
    """Return a value as it is compared and shown."""
    if isinstance(value, Organisation):
        return f"#{value.pk} {value.name}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value in EMPTY else str(value)


def gather(parts: Sequence[Part], drafts: Sequence[Draft]) -> None:
    """Put the rows of a file together that are of one dossier, under the first of them."""
    fields = {name for part in parts for name in part.fields}
    by_number: dict[str, Draft] = {}
    last = None
    for draft in drafts:
        number = draft.values.get("number")
        own = {name: value for name, value in draft.values.items()
               if name not in fields and name != "number" and value not in EMPTY}
        above = None
        if any(draft.values.get(name) not in EMPTY for name in fields):
            above = by_number.get(number) if number else last
            if not number and above is not None and own and own != above.refs["own"]:
                above = None
        if above is None:
            draft.refs |= {"own": own, "rows": [draft]}
            if number:
                by_number.setdefault(number, draft)
            last = draft
            continue
        last = above
        draft.refs["main"] = above
        above.refs["rows"].append(draft)
        kept = {name for name, _ in draft.problems}
        for name, value in own.items():
            if above.refs["own"].get(name) != value and name not in kept:
                draft.wrong(name, f"Row {above.number}, of the same dossier, says otherwise.",
                            f"La ligne {above.number}, du même dossier, dit autre chose.")
                kept.add(name)
        draft.values = {name: value for name, value in draft.values.items()
                        if name in fields or name in kept} | {
                            "number": above.values.get("number", "")}
    together(drafts)


def together(drafts: Iterable[Draft]) -> None:
    """Let no row of a dossier come in without the others."""
    for main in drafts:
        rows = main.refs.get("rows", ())
        wrong = next((row for row in rows if row.problems), None)
        for row in rows if wrong else ():
            if not row.problems:
                row.wrong("", f"It is of one dossier with row {wrong.number}, which is wrong.",
                          f"Elle est d’un même dossier que la ligne {wrong.number}, qui est "
                          "fausse.")
        if any(row.verdict == "changed" for row in rows):
            for row in rows:
                row.verdict = "changed" if row.verdict == "unchanged" else row.verdict


def items(part: Part, main: Draft) -> list[Item]:
    """Return what the rows of a dossier say of a part; one that is said twice is told."""
    found: dict[tuple, Item] = {}
    for row in main.refs["rows"]:
        if all(row.values.get(name) in EMPTY for name in part.fields):
            continue
        many = len(row.refs.get(part.fields[0], ())) if part.several else 1
        for item in (Item(part, row, place) for place in range(many)):
            key = tuple(said(item[name]) for name in part.key)
            if key in found:
                first = found[key].draft.number
                row.wrong(part.fields[0], f"It repeats row {first}: keep one of the two.",
                          f"Elle répète la ligne {first} : gardez l’une des deux.")
            found.setdefault(key, item)
    return list(found.values())


def compare(part: Part, told: Sequence[Item], held: Sequence[models.Model]) -> bool:
    """Note on rows what they say beyond what a dossier has; return whether there is anything."""
    there = {tuple(said(getattr(row, name)) for name in part.key): row for row in held}
    news = False
    for item in told:
        row = there.get(tuple(said(item[name]) for name in part.key))
        for name, value in part.told(item).items():
            old = "" if row is None else said(getattr(row, name))
            if old != said(value):
                item.draft.changes[f"{part.name}_{name}"] = (old, said(value))
                news = True
    return news


def exported(
    parts: Sequence[Part], held: Mapping[str, Mapping[int, list]], dossier: int,
) -> Iterator[dict]:
    """Yield what hangs on a dossier as rows of a file: the first goes on its own row."""
    each = [[part.said(row) for row in held[part.name].get(dossier, ())] for part in parts]
    for some in zip_longest(*each, fillvalue={}):
        yield {name: value for told in some for name, value in told.items()}


def column(part: str, name: str, words: Words, read, **more) -> Column:
    """Return a column of a part."""
    return Column(f"{part}_{name}", words, read, **more)
