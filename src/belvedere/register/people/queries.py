"""Named reads of people, and who may see them."""

import re

from django.db.models import QuerySet

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.prepared import prepared
from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.queries import folded, may, today
from belvedere.register.people.models import Person, Position
from belvedere.register.people.vocabularies import PUBLIC_ROLES, ROLES

_TITLE = re.compile(r"^((dr|pr|prof|m|mme|mr|mrs|ms)\.? )+")


def listed(text: str = "") -> QuerySet:
    """Return the people whose name, ORCID or address holds every word, by name."""
    found = Person.objects.order_by("searched", "pk")
    for word in folded(text).split():
        found = found.filter(searched__contains=word)
    return found


def known_as(name: str, email: str = "") -> Person | None:
    """Return the one person of an e-mail address, or else of a name as people write it.

    Titles do not matter; a name that several have tells nobody.
    """
    if email and (one := _only(Person.objects.filter(email__iexact=email))):
        return one
    bare = _TITLE.sub("", folded(name))
    if not bare:
        return None
    return _only([one for one in Person.objects.filter(searched__startswith=bare)[:20]
                  if folded(one.name) == bare])


def _only(people) -> Person | None:
    those = list(people[:2])
    return those[0] if len(those) == 1 else None


@prepared
def _held(pk: int, day: str) -> QuerySet:
    return Position.objects.at(day).filter(organisation=pk).select_related("person")


@prepared
def _public(pk: int, day: str) -> QuerySet:
    return Position.objects.at(day).filter(
        organisation=pk, role__in=PUBLIC_ROLES, person__name_is_public=True,
    ).select_related("person")


def held_at(organisation: Organisation, day: str, *, everyone: bool) -> list[Position]:
    """Return who has a role in an organisation on a day; for visitors, those who consented."""
    found = (_held if everyone else _public)(organisation.pk, day)
    order = list(ROLES)
    return sorted(found, key=lambda p: (order.index(p.role), p.person.searched, p.pk))


def may_about(account, permission: Permission, person: Person) -> bool:
    """Whether an account may do something about a person: everywhere, or where they are."""
    if may(account, permission):
        return True
    places = Organisation.objects.filter(positions__person=person).distinct()
    return any(may(account, permission, place) for place in places[:50])


def past_retention() -> QuerySet:
    """Return the people whose time in the register is over."""
    return Person.objects.filter(keep_until__lt=today()).order_by("pk")


def everything_about(person: Person) -> dict:
    """Return all that is held about a person, for that person."""
    return {
        "name": person.name, "orcid": person.orcid, "email": person.email,
        "lawful_basis": person.basis, "name_is_public": person.name_is_public,
        "consented_on": person.consented_on, "kept_until": str(person.keep_until),
        "positions": [
            {"role": p.role, "organisation": p.organisation.name, "from": p.start, "to": p.end}
            for p in person.positions.select_related("organisation").order_by("start", "pk")],
        "audit": [
            {"at": e.at.isoformat(), "action": e.action, "after": e.after, "why": e.why}
            for e in AuditEntry.objects.filter(subject="person", subject_id=person.pk)
            .order_by("pk")],
    }
