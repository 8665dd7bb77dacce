"""Rows of files held to the books: which organisation they mean, what they would change.

Everything is read in bulk: the number of queries does not grow with the rows, but
for one more at every few thousand.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from belvedere.register.accounts.permissions import Permission
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.dates import before, overlap
from belvedere.register.organisations.models import Code, Organisation
from belvedere.register.organisations.queries import folded
from belvedere.register.organisations.vocabularies import SCHEMES

AT_ONCE = 5_000
"""Values of one query, within what databases take."""


def chunks(values: Iterable, size: int = AT_ONCE) -> Iterator[list]:
    """Yield values a few thousand at a time."""
    values = list(values)
    for start in range(0, len(values), size):
        yield values[start:start + size]


def told(organisation: Organisation) -> str:
    """Return an organisation as a dry run names it."""
    return f"#{organisation.pk} {organisation.name}"


def resolve(drafts: Sequence[Draft], *fields: str) -> None:
    """Find the organisations that rows name: by number, by a name or identifier only one has."""
    asked = {draft.values.get(name, "") for draft in drafts for name in fields}
    numbers = {text: int(text.lstrip("#")) for text in asked
               if text.lstrip("#").isascii() and text.lstrip("#").isdigit() and len(text) < 19}
    codes = {text: tuple(text.split(":", 1)) for text in asked - numbers.keys()
             if text.partition(":")[0] in SCHEMES}
    names = {text: folded(text)[:500] for text in asked - numbers.keys() - codes.keys() if text}
    found: dict[str, list[Organisation]] = {}
    by_pk = {}
    for some in chunks(set(numbers.values())):
        by_pk |= Organisation.objects.in_bulk(some)
    for text, pk in numbers.items():
        found[text] = [by_pk[pk]] if pk in by_pk else []
    by_code: dict[tuple, dict] = {}
    for some in chunks({value for _, value in codes.values()}):
        for code in Code.objects.filter(value__in=some).select_related("organisation"):
            by_code.setdefault((code.scheme, code.value), {})[code.organisation_id] = (
                code.organisation)
    for text, code in codes.items():
        found[text] = list(by_code.get(code, {}).values())
    by_name: dict[str, list] = {}
    for some in chunks(set(names.values())):
        for one in Organisation.objects.filter(sorted_name__in=some):
            by_name.setdefault(one.sorted_name, []).append(one)
    for text, name in names.items():
        found[text] = by_name.get(name, [])
    _by_bare_code({text for text in names if not found[text]}, found)
    for draft in drafts:
        for name in fields:
            text = draft.values.get(name, "")
            those = found.get(text, [])
            if len(those) == 1:
                draft.refs[name] = those[0]
            elif those:
                draft.wrong(name, f"Several are called {text}: give the number of one.",
                            f"Plusieurs s’appellent {text} : donnez le numéro de l’un d’eux.")
            else:
                draft.wrong(
                    name, f"There is no organisation {text}: give its number, an identifier such "
                    "as rnsr:200710776M, or its exact name.",
                    f"Il n’y a pas d’organisme {text} : donnez son numéro, un identifiant comme "
                    "rnsr:200710776M, ou son nom exact.")


def _by_bare_code(texts: set[str], found: dict[str, list[Organisation]]) -> None:
    """Find organisations by an identifier alone: 200710776M, or a label, U1138 or U 1138."""
    meant: dict[str, set[str]] = {}
    for text in texts:
        close = "".join(text.split()).upper()
        for value in (text, close, re.sub(r"(?<=[A-Z])(?=\d)", " ", close)):
            meant.setdefault(value, set()).add(text)
    those: dict[str, dict[int, Organisation]] = {}
    for some in chunks(meant):
        for code in Code.objects.filter(value__in=some).select_related("organisation"):
            for text in meant[code.value]:
                those.setdefault(text, {})[code.organisation_id] = code.organisation
    found |= {text: list(some.values()) for text, some in those.items()}


@dataclass(frozen=True)
class Detail:
    """One kind of rows about organisations: what a row is known by, what may be said of it.

    ``key`` are the fields that tell a row without a number from others; ``apart``
    groups rows of which only one holds at a time; ``prepare`` puts a row as it is kept,
    ``check`` says what else is wrong.
    """

    model: type[Model]
    fields: tuple[str, ...]
    key: Callable[[dict], tuple]
    creates: str
    changes: str
    needs: Permission
    refs: tuple[str, ...] = ("organisation",)
    apart: Callable[[dict], tuple | None] = lambda values: None
    check: Callable[[Sequence[Draft], "Detail"], None] = lambda drafts, detail: None
    prepare: Callable[[Draft], None] = lambda draft: None
    also: Callable[[Sequence[Draft]], Q | None] = lambda drafts: None
    """Other rows to hold against, whoever they are of."""

    def said(self, row: Model) -> dict[str, Any]:
        """Return what a row says, references as numbers."""
        return {**{name: getattr(row, f"{name}_id") for name in self.refs},
                **{name: getattr(row, name) for name in self.fields}}

    def resulting(self, draft: Draft) -> dict[str, Any]:
        """Return what the row would say after the draft."""
        if draft.held:
            base = self.said(draft.held)
        else:
            base = {name: self.model._meta.get_field(name).get_default() for name in self.fields}
        return {**base, **{name: draft.refs[name].pk for name in self.refs},
                **{name: value for name, value in draft.values.items() if name in self.fields}}


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; spaces in texts do not matter."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other


def judge(detail: Detail, drafts: Sequence[Draft]) -> None:
    """Give each draft its verdict."""
    resolve(drafts, *detail.refs)
    for draft in _right(drafts):
        detail.prepare(draft)
    held = _held(detail, drafts)
    keys = {detail.key(detail.said(row)): row for row in held.values()}
    seen: dict[Any, int] = {}
    for draft in _right(drafts):
        pk = draft.values.get("number")
        row = held.get(pk) if pk else keys.get(detail.key(detail.resulting(draft)))
        if pk and row is None:
            draft.wrong("number", f"This list has no row {pk}: leave it empty to add one.",
                        f"Cette liste n’a pas de ligne {pk} : laissez vide pour en ajouter une.")
        elif row is not None and any(getattr(row, f"{name}_id") != draft.refs[name].pk
                                     for name in detail.refs):
            if pk:
                draft.wrong("number", f"Row {pk} is about {row.organisation}: to say it of "
                            "another, leave the number empty.",
                            f"La ligne {pk} concerne {row.organisation} : pour le dire d’un autre, "
                            "laissez le numéro vide.")
            else:
                draft.wrong("value", f"{row} is of {row.organisation} already.",
                            f"{row} est déjà de {row.organisation}.")
        else:
            draft.held = row
            _compare(detail, draft, keys, seen)
    _apart(detail, drafts, held.values())
    detail.check(_right(drafts), detail)


def _right(drafts: Sequence[Draft]) -> list[Draft]:
    return [draft for draft in drafts if not draft.problems]


def _held(detail: Detail, drafts: Sequence[Draft]) -> dict[int, Model]:
    organisations = {d.refs["organisation"].pk for d in _right(drafts)}
    wanted = [Q(organisation__in=some) for some in chunks(organisations)]
    wanted += [Q(pk__in=some) for some in chunks({d.values["number"] for d in drafts
                                                  if d.values.get("number")})]
    wanted += [asked for some in chunks(_right(drafts)) if (asked := detail.also(some))]
    found = {}
    for asked in wanted:
        for row in detail.model.objects.filter(asked).select_related(*detail.refs):
            found[row.pk] = row
    return found


def _compare(detail: Detail, draft: Draft, keys: dict, seen: dict) -> None:
    new = detail.resulting(draft)
    key = detail.key(new)
    if first := seen.get(key) or (draft.held and seen.get(draft.held.pk)):
        draft.wrong("", f"It repeats row {first}: keep one of the two.",
                    f"Elle répète la ligne {first} : gardez l’une des deux.")
        return
    other = keys.get(key)
    if other is not None and other is not draft.held:
        draft.wrong("", f"That is what row {other.pk} of the list says already.",
                    f"C’est déjà ce que dit la ligne {other.pk} de la liste.")
        return
    seen[key] = draft.number
    if draft.held:
        seen[draft.held.pk] = draft.number
    if "start" in new and new["start"] and new["end"] and before(new["end"], new["start"]):
        draft.wrong("end", "It ends before it begins: look at the two dates.",
                    "La fin précède le début : revoyez les deux dates.")
        return
    old = detail.said(draft.held) if draft.held else {}
    for name in detail.refs:
        one = told(draft.refs[name])
        draft.changes[name] = (one if draft.held else "", one)
    for name in detail.fields:
        empty = "" if isinstance(new[name], str) else None
        if not same(old.get(name, empty), new[name]):
            draft.changes[name] = (old.get(name, empty), new[name])
    draft.verdict = "created" if not draft.held else (
        "changed" if len(draft.changes) > len(detail.refs) else "unchanged")


def _apart(detail: Detail, drafts: Sequence[Draft], held: Iterable[Model]) -> None:
    """Refuse what would hold at the same time as another row of its group."""
    groups: dict[tuple, dict] = {}
    for row in held:
        said = detail.said(row)
        if group := detail.apart(said):
            groups.setdefault(group, {})[row.pk] = (said["start"], said["end"])
    moving = [draft for draft in _right(drafts) if draft.verdict != "unchanged"]
    for draft in moving:
        if draft.held and (old := detail.apart(detail.said(draft.held))):
            groups[old].pop(draft.held.pk, None)
    for draft in moving:
        new = detail.resulting(draft)
        if not (group := detail.apart(new)):
            continue
        period = (new["start"], new["end"])
        clash = next((other for other in groups.setdefault(group, {}).values()
                      if overlap(*other, *period)), None)
        if clash:
            draft.wrong("start", f"It is so already from {clash[0] or '…'} to {clash[1] or '…'}: "
                        "the two periods overlap. End the one before first.",
                        f"C’est déjà le cas de {clash[0] or '…'} à {clash[1] or '…'} : les deux "
                        "périodes se chevauchent. Terminez d’abord la précédente.")
        else:
            groups[group][f"row {draft.number}"] = period
