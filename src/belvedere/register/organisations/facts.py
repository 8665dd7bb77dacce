"""What is true of one organisation: added, put right, taken back when it never was so.

A fact is one row: a name, an identifier, a place, a relation, a theme, a staff count.
What changes from a date on is added from that date. Putting right and taking back are
for mistakes; both ask for the reason, and the audit keeps what stood before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from belvedere.register.accounts.audit import record
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations import fact_checks as checks
from belvedere.register.organisations.actions import allow, refresh, state, take
from belvedere.register.organisations.hierarchy import one_at_a_time
from belvedere.register.organisations.models import (
    Code,
    Name,
    Organisation,
    Place,
    Relation,
    StaffCount,
    Subject,
)


@dataclass(frozen=True)
class Fact:
    """One kind of fact. ``check`` makes values as they are kept, or raises Refused."""

    model: type[Model]
    adds: str
    corrects: str
    takes_back: str
    fields: tuple[str, ...]
    check: Callable
    needs: Permission = Permission.DESCRIBE


FACTS = {
    "name": Fact(Name, "add_name", "correct_name", "take_back_name",
                 ("text", "language", "kind", "start", "end"), checks.name),
    "code": Fact(Code, "add_code", "correct_code", "take_back_code",
                 ("scheme", "value", "start", "end"), checks.code),
    "place": Fact(Place, "settle", "correct_place", "take_back_place",
                  ("address", "postcode", "city", "country", "latitude", "longitude", "start",
                   "end"), checks.place),
    "relation": Fact(Relation, "relate", "correct_relation", "take_back_relation",
                     ("start", "end", "label", "because"), checks.relation,
                     Permission.RESTRUCTURE),
    "subject": Fact(Subject, "add_subject", "correct_subject", "take_back_subject",
                    ("scheme", "value", "start", "end"), checks.subject),
    "staff": Fact(StaffCount, "count_staff", "correct_staff", "take_back_staff",
                  ("year", "profession", "employer", "headcount"), checks.staff),
}
"""Places and relations are added by ``settle`` and ``relate``, which do more than add a row."""


@transaction.atomic
def add(
    *, by: Account | None, organisation: Organisation, fact: str, values: Mapping, why: str = "",
    expected: int | None = None, submission: UUID | None = None,
) -> Organisation:
    """Add a name, identifier, theme or staff count. A new acronym ends the one before."""
    kind = FACTS[fact]
    allow(by, kind.needs, organisation)
    taken = take(organisation.pk, expected)
    row = kind.model(organisation=taken, **{n: values.get(n, "") for n in kind.fields})
    before = checks.ends_before(row) if fact == "name" else None
    old = state(before) if before else {}
    if before:
        before.end = row.start
        before.save(update_fields=["end"])
    kind.check(row)
    row.save()
    refresh(taken)
    record(by=by, action=kind.adds, on=taken, before=old, after=state(row), why=why,
           submission=submission)
    return taken


@transaction.atomic
def correct(
    *, by: Account | None, organisation: Organisation, fact: str, row: int, values: Mapping,
    why: str, expected: int | None = None, submission: UUID | None = None,
) -> Organisation:
    """Put right a fact that was written wrongly. Asks for the reason."""
    kind = FACTS[fact]
    taken, held = _held(by, organisation, fact, row, why, expected)
    old = state(held)
    for name in kind.fields:
        if name in values:
            setattr(held, name, values[name])
    kind.check(held)
    held.save()
    refresh(taken)
    new = state(held)
    record(by=by, action=kind.corrects, on=taken, why=why, submission=submission,
           before={**which(held), **{n: v for n, v in old.items() if new[n] != v}},
           after={n: v for n, v in new.items() if old[n] != v},
           touching=[getattr(held, "other", None)])
    return taken


@transaction.atomic
def take_back(
    *, by: Account | None, organisation: Organisation, fact: str, row: int, why: str,
    expected: int | None = None, submission: UUID | None = None,
) -> Organisation:
    """Take back a fact that was never so. The audit keeps it, with the reason."""
    taken, held = _held(by, organisation, fact, row, why, expected)
    if fact == "name" and held.kind == "official" and not taken.names.filter(
            kind="official").exclude(pk=held.pk).exists():
        raise Refused("It would be left without a name: correct this one instead.",
                      "Il resterait sans nom : corrigez plutôt celui-ci.")
    old, other = {**state(held), **which(held)}, getattr(held, "other", None)
    held.delete()
    refresh(taken)
    record(by=by, action=FACTS[fact].takes_back, on=taken, before=old, why=why,
           submission=submission, touching=[other])
    return taken


def _held(by, organisation, fact, row, why, expected) -> tuple[Organisation, Model]:
    kind = FACTS[fact]
    allow(by, kind.needs, organisation)
    if not why.strip():
        raise Refused("Say why: it is kept in the audit.",
                      "Dites pourquoi : le motif est gardé dans l’audit.", "why")
    if fact == "relation":
        one_at_a_time()
    taken = take(organisation.pk, expected)
    held = kind.model.objects.filter(pk=row, organisation=taken).first()
    if held is None:
        raise Refused("It is not there any more: somebody took it back.",
                      "Il n’y est plus : quelqu’un l’a retiré.")
    return taken, held


def which(held: Model) -> dict:
    """Return what tells a fact that is not told by the fields that are put right."""
    return {"kind": held.kind, "other": str(held.other)} if isinstance(held, Relation) else {}
