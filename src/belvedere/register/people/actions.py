"""Every write about people. The audit keeps what was done, to which number, and no name."""

import datetime
import re
from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from belvedere.register.accounts.audit import record
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.organisations.actions import allow
from belvedere.register.organisations.dates import checked
from belvedere.register.organisations.fact_checks import apart, known, period
from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.queries import folded
from belvedere.register.people import vocabularies as words
from belvedere.register.people.models import Person, Position
from belvedere.register.people.queries import may_about, past_retention

FIELDS = ("name", "orcid", "email", "basis", "name_is_public", "consented_on", "keep_until")
LONGEST = 10
"""Years that a person is kept ahead at most; the date can be put off again."""


def orcid(written: str) -> str:
    """Return an ORCID as it is kept. Raises Refused when its check digit is wrong."""
    plain = re.sub(r"^https?://orcid\.org/|[\s-]", "", (written or "").strip()).upper()
    if not plain:
        return ""
    if not re.fullmatch(r"[0-9]{15}[0-9X]", plain) or plain[15] != _check_digit(plain[:15]):
        raise Refused(f"{written[:40]} is no ORCID: copy its 16 characters again, "
                      "such as 0000-0002-1825-0097.",
                      f"{written[:40]} n’est pas un ORCID : recopiez ses 16 caractères, "
                      "comme 0000-0002-1825-0097.", "orcid")
    return "-".join(plain[i:i + 4] for i in range(0, 16, 4))


def _check_digit(digits: str) -> str:
    """ISO 7064, modulo 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


@transaction.atomic
def add_person(
    *, by: Account | None, organisation: Organisation, role: str, person: Person | None = None,
    values: Mapping | None = None, start: str = "", end: str = "",
    submission: UUID | None = None,
) -> Position:
    """Give a person a role in an organisation; somebody new, of ``values``, or one held."""
    allow(by, Permission.MANAGE_PEOPLE, organisation)
    is_new = person is None
    if is_new:
        person = Person()
        _fill(person, values or {})
        person.save()
    known(role, words.ROLES, "role")
    position = Position(person=person, organisation=organisation, role=role, start=start, end=end)
    _check(position)
    position.save()
    record(by=by, action="add_person" if is_new else "give_role", on=person,
           submission=submission, after={
               "role": role, "organisation": organisation.name, "start": position.start,
               "end": position.end}, touching=[organisation])
    return position


@transaction.atomic
def correct_person(
    *, by: Account | None, person: Person, values: Mapping, why: str = "",
    expected: int | None = None, submission: UUID | None = None,
) -> Person:
    """Put right what is held about a person, or put off how long."""
    taken = _take(by, person.pk, expected)
    old = {name: getattr(taken, name) for name in FIELDS}
    _fill(taken, {**old, **values})
    taken.save()
    record(by=by, action="correct_person", on=taken, why=why, submission=submission, after={
        "fields": sorted(name for name in FIELDS if old[name] != getattr(taken, name))})
    return taken


@transaction.atomic
def end_role(
    *, by: Account | None, position: Position, on: str, submission: UUID | None = None,
) -> Person:
    """End a person's role on a date."""
    allow(by, Permission.MANAGE_PEOPLE, position.organisation)
    taken = _take(None, position.person_id, None)
    position.refresh_from_db()
    if position.end:
        raise Refused(f"It ended on {position.end} already.",
                      f"Déjà terminé le {position.end}.", "on")
    if not checked(on, "on"):
        raise Refused("Say from which date on.", "Dites à partir de quelle date.", "on")
    position.end = on
    _check(position)
    position.save()
    record(by=by, action="end_role", on=taken, submission=submission, after=_told(position),
           touching=[position.organisation])
    return taken


@transaction.atomic
def take_back_role(
    *, by: Account | None, position: Position, why: str, submission: UUID | None = None,
) -> Person:
    """Take back a role that the person never had; the audit keeps it."""
    allow(by, Permission.MANAGE_PEOPLE, position.organisation)
    if not why.strip():
        raise Refused("Say why: it is kept in the audit.",
                      "Dites pourquoi : le motif est gardé dans l’audit.", "why")
    taken = _take(None, position.person_id, None)
    told = _told(position)
    position.delete()
    record(by=by, action="take_back_role", on=taken, before=told, why=why, submission=submission,
           touching=[position.organisation])
    return taken


@transaction.atomic
def merge_people(
    *, by: Account | None, person: Person, other: Person, submission: UUID | None = None,
) -> Person:
    """Make one of two records of one person: the roles of both, of the first what both have."""
    if person.pk == other.pk:
        raise Refused("That is the same record.", "C’est la même fiche.", "other")
    first, second = (_take(by, pk, None) for pk in sorted((person.pk, other.pk)))
    kept, gone = (first, second) if first.pk == person.pk else (second, first)
    if kept.orcid and gone.orcid and kept.orcid != gone.orcid:
        raise Refused("They have two different ORCIDs: they are two people, or one is wrong.",
                      "Ils ont deux ORCID différents : ce sont deux personnes, ou l’un est faux.",
                      "other")
    own = {(p.organisation_id, p.role, p.start) for p in kept.positions.all()}
    for position in gone.positions.all():
        if (position.organisation_id, position.role, position.start) not in own:
            position.person = kept
            position.save(update_fields=["person"])
    values = {name: getattr(kept, name) or getattr(gone, name) for name in ("orcid", "email")}
    number = gone.pk
    gone.delete()
    kept.name_is_public = kept.name_is_public and gone.name_is_public
    kept.keep_until = min(kept.keep_until, gone.keep_until)
    _fill(kept, {name: getattr(kept, name) for name in FIELDS} | values)
    kept.save()
    record(by=by, action="merge_people", on=kept, submission=submission,
           after={"merged": f"Person {number}"})
    return kept


@transaction.atomic
def erase(
    *, by: Account | None, person: Person, why: str, submission: UUID | None = None,
) -> None:
    """Erase a person and all roles. That it was done is kept, and nothing of whom."""
    if not why.strip():
        raise Refused("Say why: it is kept in the audit.",
                      "Dites pourquoi : le motif est gardé dans l’audit.", "why")
    taken = _take(by, person.pk, None)
    count = taken.positions.count()
    record(by=by, action="erase_person", on=taken, why=why, submission=submission,
           after={"roles": count})
    taken.delete()


def erase_past(by: Account | None = None) -> int:
    """Erase everybody whose time is over, one after the other; return how many."""
    gone = list(past_retention())
    for person in gone:
        erase(by=by, person=person, why=f"Kept until {person.keep_until}")
    return len(gone)


def _take(by: Account | None, pk: int, expected: int | None) -> Person:
    person = Person.objects.select_for_update().filter(pk=pk).first()
    if person is None:
        raise Refused("This record is not there any more.", "Cette fiche n’existe plus.")
    if by is not None and not may_about(by, Permission.MANAGE_PEOPLE, person):
        raise NotAllowed
    if expected is not None and person.version != expected:
        raise Stale("Somebody else changed this record while you wrote. Look at it as it is now "
                    "and send it again.",
                    "Quelqu’un d’autre a modifié cette fiche pendant votre saisie. Relisez-la "
                    "et renvoyez.")
    person.version += 1
    person.save(update_fields=["version"])
    return person


def _fill(person: Person, values: Mapping) -> None:
    person.name = " ".join((values.get("name") or "").split())
    if not 0 < len(person.name) <= 200:
        raise Refused("Give a name of 200 characters at most.",
                      "Donnez un nom de 200 caractères au plus.", "name")
    person.orcid = orcid(values.get("orcid") or "")
    person.email = (values.get("email") or "").strip().lower()
    try:
        if person.email:
            validate_email(person.email)
    except ValidationError:
        raise Refused("That is no e-mail address.", "Ce n’est pas une adresse électronique.",
                      "email") from None
    person.basis = values.get("basis") or ""
    known(person.basis, words.BASES, "basis")
    person.name_is_public = bool(values.get("name_is_public"))
    person.consented_on = checked(values.get("consented_on") or "", "consented_on")
    if (person.name_is_public or person.basis == "consent") and not person.consented_on:
        raise Refused("Say when the person consented.", "Dites quand la personne a consenti.",
                      "consented_on")
    person.keep_until, now = values.get("keep_until"), datetime.date.today()
    if not isinstance(person.keep_until, datetime.date) or (
            person.keep_until > now.replace(year=now.year + LONGEST, day=min(now.day, 28))):
        raise Refused(f"Say until when it is kept: a day within {LONGEST} years.",
                      f"Dites jusqu’à quand c’est gardé : un jour d’ici {LONGEST} ans.",
                      "keep_until")
    person.searched = folded(f"{person.name} {person.orcid} {person.email}")[:500]
    if person.orcid and Person.objects.filter(orcid=person.orcid).exclude(pk=person.pk).exists():
        raise Refused("Another record has this ORCID: choose that person, or merge the two.",
                      "Une autre fiche a cet ORCID : choisissez cette personne, ou fusionnez les "
                      "deux.", "orcid")


def _check(position: Position) -> None:
    period(position)
    apart(position, Position.objects.filter(
        person=position.person, organisation=position.organisation, role=position.role),
        lambda held: words.ROLES[held.role])


def _told(position: Position) -> dict:
    return {"role": position.role, "organisation": position.organisation.name,
            "start": position.start, "end": position.end}
