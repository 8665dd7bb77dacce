"""Accredited centres: accredited for a time, renewed, or no more."""

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.models import AccreditedCentre
from belvedere.register.organisations.dates import before, checked
from belvedere.tables.words import Words

_KEEP, _DECIDE = Permission.KEEP_FUNDING, Permission.DECIDE_FUNDING


@transaction.atomic
def propose(*, by: Account | None, opened: str, **centre) -> AccreditedCentre:
    """Open the dossier of a centre that would be accredited."""
    if centre.get("kind") not in words.CENTRES:
        raise Refused("Say which kind.", "Dites de quel type.", "kind")
    if not centre.get("title"):
        raise Refused("Give the name of the centre.", "Donnez le nom du centre.", "title")
    if centre.get("unit") is None:
        raise Refused("Give the unit or site.", "Donnez l’unité ou le site.", "unit")
    return desk.open_dossier(AccreditedCentre, by=by, needs=_KEEP, opened=opened, **centre)


def until_of(written: str, start: str) -> str:
    """Return the day on which an accreditation ends, after it begins. Raises Refused."""
    until = checked(written, "until")
    if not until:
        raise Refused("Say until when.", "Dites jusqu’à quand.", "until")
    if not before(start, until):
        raise Refused(f"{until} is not after {start}, when it begins.",
                      f"Le {until} n’est pas après le {start}, date de début.", "until")
    return until


@transaction.atomic
def move(
    *, by: Account | None, dossier: AccreditedCentre, move: str, on: str, until: str = "", **more,
) -> AccreditedCentre:
    """Move a centre: an accreditation begins, or the one that holds ends before its time."""
    if done_before(more.get("submission")):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if move == "accredit":
        until = until_of(until, moved.since)
        last = moved.accreditations.order_by("-start", "-pk").first()
        if last and before(moved.since, last.end):
            raise Refused(f"It was accredited until {last.end}.",
                          f"Il était labellisé jusqu’au {last.end}.", "on")
        moved.accreditations.create(start=moved.since, end=until, because=more.get("why", ""))
    else:
        until = _cut(moved)
    moved.until = until
    desk.save(moved)
    return moved


def _cut(centre: AccreditedCentre) -> str:
    """End accreditations on the day on which a centre lapsed; one to come never is."""
    for one in centre.accreditations.order_by("start", "pk"):
        if before(centre.since, one.start):
            one.delete()
        elif before(centre.since, one.end):
            one.end = centre.since
            one.save(update_fields=["end"])
    return centre.accreditations.order_by("start", "pk").values_list("end", flat=True).last()


@action("renew_accreditation", Words("{} is accredited for longer.",
                                     "{} est labellisé pour plus longtemps."), _DECIDE)
def renew(centre: AccreditedCentre, *, by, why, on: str, until: str) -> dict:
    """Renew an accreditation from its end on, or from a later day."""
    if centre.state != "accredited":
        raise Refused(f"{centre} is not accredited.", f"{centre} n’est pas labellisé.", "on")
    start = checked(on, "on") or centre.until
    may_renew(centre.until, start)
    until = until_of(until, start)
    centre.accreditations.create(start=start, end=until, because=why)
    centre.until = until
    return {"start": start, "end": until}


def may_renew(until: str, start: str) -> None:
    """Refuse a renewal that begins before an accreditation ends."""
    if before(start, until):
        raise Refused(f"It is accredited until {until}: a renewal begins then, or later.",
                      f"Il est labellisé jusqu’au {until} : un renouvellement commence alors, ou "
                      "plus tard.", "on")
