"""Every write about an organisation itself: create, rename, correct, describe.

Each is allowed or refused by who asks, done whole or not at all, and leaves one
entry in the audit. What changes from a date on ends the old row and begins a new
one: the past stands. Setting right what was wrong all along is ``correct``.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms.models import model_to_dict

from belvedere.register.accounts.audit import done_before, record
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.organisations import fact_checks
from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.dates import before, checked
from belvedere.register.organisations.fact_checks import named
from belvedere.register.organisations.models import Code, Name, Organisation, Place
from belvedere.register.organisations.queries import folded, may, name_at, today


def allow(by: Account | None, permission: Permission, organisation=None) -> None:
    """Raise NotAllowed unless the account may; nobody is the system, by command."""
    if by is not None and not may(by, permission, organisation):
        raise NotAllowed


def take(pk: int, expected: int | None) -> Organisation:
    """Return an organisation to be changed, locked, its version grown.

    Raises Stale when it changed since version ``expected`` was read.
    """
    organisation = Organisation.objects.select_for_update().get(pk=pk)
    if expected is not None and organisation.version != expected:
        raise Stale(
            f"{organisation.name} was changed by somebody else while you wrote. What you wrote "
            "is below; look at the page as it is now and send it again.",
            f"{organisation.name} a été modifié par quelqu’un d’autre pendant votre saisie. Votre "
            "saisie est ci-dessous ; relisez la page telle qu’elle est et renvoyez-la.")
    organisation.version += 1
    organisation.save(update_fields=["version"])
    return organisation


def state(row: Model, *without: str) -> dict:
    """Return a row's fields as the audit keeps them."""
    return {name: value if isinstance(value, int | float | None) else str(value)
            for name, value in model_to_dict(row).items()
            if name not in {"id", "organisation", "searched", "sorted_name", "version", *without}}


def refresh(organisation: Organisation) -> None:
    """Bring up to date what lists show and search: names and place of today, all codes."""
    look(organisation, list(organisation.names.all()), list(organisation.codes.all()),
         list(organisation.places.all()))
    organisation.save()


def look(organisation: Organisation, names: Sequence[Name], codes: Sequence[Code],
         places: Sequence[Place]) -> None:
    """Set what lists show and search from an organisation's names, codes and places."""
    day = organisation.closed or today()
    if any(n.kind == "official" for n in names):
        organisation.name = name_at(organisation, names, day, "fr")
    organisation.acronym = next(
        (n.text for n in sorted(names, key=lambda n: n.start, reverse=True)
         if n.kind == "acronym" and not n.end), "")
    place = max(places, key=lambda p: (not p.end, p.start), default=None)
    if place:
        organisation.city, organisation.country = place.city, place.country
    said = [organisation.name, *(n.text for n in names), *(c.value for c in codes),
            *(c.value.replace(" ", "") for c in codes if " " in c.value), organisation.city]
    organisation.searched = " ".join(dict.fromkeys(map(folded, said)))
    organisation.sorted_name = folded(organisation.name)[:500]


@transaction.atomic
def create(
    *, by: Account | None, kind: str, name: str, name_en: str = "", acronym: str = "",
    opened: str = "", closed: str = "", city: str = "", country: str = "", website: str = "",
    codes: Sequence[tuple[str, str]] = (), why: str = "", submission: UUID | None = None,
) -> Organisation:
    """Create an organisation. Raises Refused with the field that is wrong."""
    allow(by, Permission.CREATE)
    if done := done_before(submission):
        return Organisation.objects.get(pk=done.subject_id)
    if kind not in words.KINDS:
        raise Refused(f"There is no kind {kind}.", f"Il n’y a pas de type {kind}.", "kind")
    opened, closed = checked(opened, "opened"), checked(closed, "closed")
    if opened and closed and before(closed, opened):
        raise Refused("It cannot close before it opens: look at the two dates.",
                      "La fermeture précède l’ouverture : revoyez les deux dates.", "closed")
    made = Organisation.objects.create(
        kind=kind, name=named(name), opened=opened, closed=closed, website=website.strip())
    for text, language, name_kind in ((name, "fr" if name_en else "", "official"),
                                      (name_en, "en", "official"), (acronym, "", "acronym")):
        if text.strip():
            Name.objects.create(organisation=made, text=named(text), language=language,
                                kind=name_kind, start=opened)
    if city or country:
        Place.objects.create(organisation=made, city=city.strip(),
                             country=country.strip().upper(), start=opened)
    for scheme, value in codes:
        _add_code(made, scheme, value)
    refresh(made)
    record(by=by, action="create", on=made, after=state(made), why=why, submission=submission)
    return made


@transaction.atomic
def rename(
    *, by: Account | None, organisation: Organisation, name: str, language: str = "",
    on: str = "", why: str = "", expected: int | None = None,
    submission: UUID | None = None,
) -> Organisation:
    """Give another official name from a date on; the old one stands before it."""
    allow(by, Permission.DESCRIBE, organisation)
    taken = take(organisation.pk, expected)
    name, on = named(name), checked(on, "on") or today()
    held = taken.names.filter(kind="official", language=language, end="").order_by("-start").first()
    if held and held.text == name:
        raise Refused("That is its name already.", "C’est déjà son nom.", "name")
    if held and held.start and not before(held.start, on):
        raise Refused(
            f"Its name {held.text} holds from {held.start}: the new one must begin later.",
            f"Son nom {held.text} vaut depuis {held.start} : le nouveau doit commencer après.",
            "on")
    old = held.text if held else taken.name
    if held:
        held.end = on
        held.save()
    Name.objects.create(organisation=taken, text=name, language=language, kind="official", start=on)
    refresh(taken)
    record(by=by, action="rename", on=taken, before={"name": old},
           after={"name": name, "language": language, "on": on}, why=why,
           submission=submission)
    return taken


@transaction.atomic
def correct(
    *, by: Account | None, organisation: Organisation, values: Mapping[str, str], why: str,
    expected: int | None = None,
    submission: UUID | None = None,
) -> Organisation:
    """Set right what was wrong all along: kind, dates, site. Asks for the reason."""
    allow(by, Permission.DESCRIBE, organisation)
    if not why.strip():
        raise Refused("Say why: it is kept with the correction.",
                      "Dites pourquoi : le motif est gardé avec la correction.", "why")
    taken = take(organisation.pk, expected)
    old = state(taken)
    if strangers := set(values) - {"kind", "opened", "closed", "website"}:
        raise Refused(f"{', '.join(sorted(strangers))} cannot be corrected here.",
                      f"{', '.join(sorted(strangers))} ne se corrige pas ici.")
    if values.get("kind", taken.kind) not in words.KINDS:
        raise Refused("There is no such kind.", "Ce type n’existe pas.", "kind")
    for field in ("opened", "closed"):
        setattr(taken, field, checked(values.get(field, getattr(taken, field)), field))
    if taken.opened and taken.closed and before(taken.closed, taken.opened):
        raise Refused("It cannot close before it opens: look at the two dates.",
                      "La fermeture précède l’ouverture : revoyez les deux dates.", "closed")
    taken.kind = values.get("kind", taken.kind)
    taken.website = values.get("website", taken.website).strip()
    refresh(taken)
    new = state(taken)
    record(by=by, action="correct", on=taken, why=why,
           before={k: v for k, v in old.items() if new[k] != v},
           after={k: v for k, v in new.items() if old[k] != v}, submission=submission)
    return taken


@transaction.atomic
def add_code(
    *, by: Account | None, organisation: Organisation, scheme: str, value: str,
    why: str = "", expected: int | None = None,
    submission: UUID | None = None,
) -> Code:
    """Give an identifier. Raises Refused when another organisation has it."""
    allow(by, Permission.DESCRIBE, organisation)
    taken = take(organisation.pk, expected)
    code = _add_code(taken, scheme, value)
    refresh(taken)
    record(by=by, action="add_code", on=taken, after=state(code), why=why, submission=submission)
    return code


@transaction.atomic
def settle(
    *, by: Account | None, organisation: Organisation, city: str, country: str, address: str = "",
    postcode: str = "", latitude: float | None = None, longitude: float | None = None,
    on: str = "", why: str = "", expected: int | None = None,
    submission: UUID | None = None,
) -> Place:
    """Say where it is from a date on; where it was before stands."""
    allow(by, Permission.DESCRIBE, organisation)
    taken = take(organisation.pk, expected)
    on = checked(on, "on")
    held = taken.places.filter(end="").first()
    if held and on and held.start and not before(held.start, on):
        raise Refused(f"It is in {held.city} from {held.start}: a move must come later.",
                      f"Il est à {held.city} depuis {held.start} : un déménagement vient après.",
                      "on")
    old = state(held) if held else {}
    if held and on:
        held.end = on
        held.save()
    elif held:  # put right: it was never anywhere else
        held.delete()
    place = Place(
        organisation=taken, address=address, postcode=postcode, city=city, country=country,
        latitude=latitude, longitude=longitude, start=on or (held.start if held else ""))
    fact_checks.place(place)
    place.save()
    refresh(taken)
    record(by=by, action="settle", on=taken, before=old, after=state(place), why=why,
           submission=submission)
    return place


def _add_code(organisation: Organisation, scheme: str, value: str) -> Code:
    code = Code(organisation=organisation, scheme=scheme, value=value)
    fact_checks.code(code)
    try:
        with transaction.atomic():
            code.save()
    except IntegrityError:  # somebody gave it to another meanwhile
        fact_checks.code(code)
        raise
    return code
