"""Patent families: applications, owners, inventors, and when a family is in the portfolio."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action, past
from belvedere.register.organisations.dates import before
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.actions import KEEP, begun
from belvedere.register.transfer.models import PatentApplication, PatentFamily
from belvedere.register.transfer.queries import is_institute
from belvedere.tables.words import Words

ALL = Decimal(100)
"""What the shares of a family's owners add up to, in per cent."""


def open_family(*, by: Account | None, opened: str, **values) -> PatentFamily:
    """Open a family that no disclosure of the desk leads to."""
    return begun(PatentFamily, by=by, opened=opened, **values)


@transaction.atomic
def move(*, by: Account | None, dossier: PatentFamily, move: str, on: str, **more) -> PatentFamily:
    """Move a family: it enters the portfolio once it is filed and its owners are known."""
    if done_before(more.get("submission")):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if move == "enter":
        first = moved.applications.filter(kind="priority").order_by("filed").first()
        if first is None or before(moved.since, first.filed):
            raise Refused(
                f"{moved} has no priority application filed by {moved.since}: note it first.",
                f"{moved} n’a pas de demande prioritaire déposée au {moved.since} : "
                "notez-la d’abord.", "on")
        if sum(moved.owners.values_list("share", flat=True)) != ALL:
            raise Refused(f"Say who owns {moved}: the shares must add up to 100 %.",
                          f"Dites à qui appartient {moved} : les parts doivent totaliser 100 %.",
                          "on")
    return moved


def _number(written: str) -> str:
    """Return an application's number as it is kept. Raises Refused when it is none."""
    number = "".join(written.split()).upper()
    if not re.fullmatch(words.APPLICATION, number) or number[:2] not in words.OFFICES:
        raise Refused(
            f"{written} is no application number: write the office’s two letters, then its "
            f"number, such as EP14305123. Offices: {', '.join(words.OFFICES)}.",
            f"{written} n’est pas un numéro de demande : écrivez les deux lettres de l’office, "
            f"puis son numéro, tel que EP14305123. Offices : {', '.join(words.OFFICES)}.",
            "number")
    return number


def filed_at(family: PatentFamily, written: str) -> PatentApplication:
    """Return an application of a family by its number. Raises Refused."""
    number = _number(written)
    found = family.applications.filter(number=number).first()
    if found is None:
        held = ", ".join(family.applications.order_by("pk").values_list("number", flat=True))
        raise Refused(f"{number} is no application of {family}. It has: {held or 'none'}.",
                      f"{number} n’est pas une demande de {family}. Elle a : {held or 'aucune'}.",
                      "number")
    return found


@action("apply", Words("{} has a new application.", "{} a une nouvelle demande."), KEEP)
def apply(family: PatentFamily, *, by, why: str, number: str, kind: str, filed: str) -> dict:
    """Note an application that was filed. An extension follows the family's priority."""
    number, filed = _number(number), past(filed, "filed")
    if kind not in words.FILINGS:
        raise Refused("Say whether it is the priority.", "Dites si c’est la priorité.", "kind")
    other = PatentApplication.objects.filter(number=number).select_related("family").first()
    if other:
        raise Refused(f"{number} is in {other.family} already.",
                      f"{number} est déjà dans {other.family}.", "number")
    first = family.applications.filter(kind="priority").order_by("filed").first()
    if kind == "extension" and (first is None or before(filed, first.filed)):
        raise Refused(f"{family} has no priority filed before {filed}: note the priority first.",
                      f"{family} n’a pas de priorité déposée avant le {filed} : notez d’abord la "
                      "priorité.", "filed")
    family.applications.create(number=number, office=number[:2], kind=kind, filed=filed,
                               status="pending", status_since=filed)
    return {"application": number, "on": filed}


@action("status", Words("An application of {} has another status.",
                        "Une demande de {} change de statut."), KEEP)
def set_status(family: PatentFamily, *, by, why: str, number: str, status: str, on: str) -> dict:
    """Note the status of an application from a day on; what is over stays so."""
    one = filed_at(family, number)
    if status not in words.STATUSES:
        raise Refused("Choose a status.", "Choisissez un statut.", "status")
    if one.status in words.OVER or one.status == status:
        now = words.STATUSES[one.status]
        raise Refused(f"{one} is {now.en.lower()} since {one.status_since}.",
                      f"{one} : {now.fr.lower()} depuis le {one.status_since}.", "status")
    one.status, one.status_since = status, past(on, after=one.status_since)
    one.save(update_fields=["status", "status_since"])
    return {"application": one.number, "status": status, "on": one.status_since}


@action("own", Words("{} has other owners.", "{} change de propriétaires."), KEEP)
def set_owners(
    family: PatentFamily, *, by, why: str, owners: Sequence[tuple[Organisation, Decimal]],
) -> dict:
    """Say who owns a family: all owners at once, with shares that add up to 100 per cent."""
    if len({organisation.pk for organisation, _ in owners}) != len(owners):
        raise Refused("An owner is named twice: add its shares up.",
                      "Un propriétaire est nommé deux fois : additionnez ses parts.", "owner_1")
    if any(share <= 0 for _, share in owners):
        raise Refused("Each owner has a share above 0 %.",
                      "Chaque propriétaire a une part supérieure à 0 %.", "owner_1")
    whole = sum((share for _, share in owners), Decimal())
    if whole != ALL:
        raise Refused(f"The shares add up to {whole} %, not to 100 %.",
                      f"Les parts totalisent {whole} %, et non 100 %.", "share_1")
    if not any(is_institute(organisation) for organisation, _ in owners):
        raise Refused("The institute is not among the owners: then it is not of its portfolio.",
                      "L’institut n’est pas parmi les propriétaires : elle n’est donc pas de son "
                      "portefeuille.", "owner_1")
    family.owners.all().delete()
    for organisation, share in owners:
        family.owners.create(organisation=organisation, share=share)
    return {"owners": {str(organisation): f"{share} %" for organisation, share in owners}}


@action("name_inventor", Words("{} has another inventor.", "{} a un autre inventeur."), KEEP)
def name_inventor(family: PatentFamily, *, by, why: str, name: str, unit=None) -> dict:
    """Name an inventor; the audit keeps the unit only."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Give the name.", "Donnez le nom.", "name")
    if family.inventors.filter(name=name).exists():
        raise Refused(f"{name} is named already.", f"{name} est déjà nommé.", "name")
    family.inventors.create(name=name, unit=unit)
    return {"unit": str(unit or "")}


@action("unname_inventor", Words("{} has an inventor less.", "{} a un inventeur de moins."), KEEP)
def unname_inventor(family: PatentFamily, *, by, why: str, name: str) -> dict:
    """Take back that somebody is an inventor: nothing of them is kept."""
    gone, _ = family.inventors.filter(name=" ".join(name.split())).delete()
    if not gone:
        raise Refused(f"{name} is no inventor of {family}.",
                      f"{name} n’est pas inventeur de {family}.", "name")
    return {}
