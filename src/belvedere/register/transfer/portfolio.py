"""Patent families: applications, owners, inventors, and when a family is in the portfolio."""

import re
from collections.abc import Iterable, Sequence
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
from belvedere.register.transfer.queries import institutes
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
        may_enter(moved, _first(moved), moved.owners.values_list("share", flat=True))
    return moved


def may_enter(family: PatentFamily, first: str, shares: Iterable[Decimal]) -> None:
    """Refuse the portfolio to a family without a priority by then, or whose owners are unknown.

    ``first`` is the day of its first priority. Raises Refused.
    """
    named = family.number or "It"
    if not first or before(family.since, first):
        raise Refused(
            f"{named} has no priority application filed by {family.since}: note it first.",
            f"{family.number or 'Elle'} n’a pas de demande prioritaire déposée au "
            f"{family.since} : notez-la d’abord.", "on")
    if sum(shares) != ALL:
        raise Refused(f"Say who owns {family.number or 'it'}: the shares must add up to 100 %.",
                      f"Dites à qui appartient {family.number or 'la famille'} : les parts doivent "
                      "totaliser 100 %.", "on")


def _first(family: PatentFamily) -> str:
    """Return the day of a family's first priority."""
    return family.applications.filter(kind="priority").order_by("filed").values_list(
        "filed", flat=True).first() or ""


def number_of(written: str) -> str:
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
    number = number_of(written)
    found = family.applications.filter(number=number).first()
    if found is None:
        held = ", ".join(family.applications.order_by("pk").values_list("number", flat=True))
        raise Refused(f"{number} is no application of {family}. It has: {held or 'none'}.",
                      f"{number} n’est pas une demande de {family}. Elle a : {held or 'aucune'}.",
                      "number")
    return found


def may_apply(number: str, kind: str, filed: str, first: str) -> tuple[str, str]:
    """Return an application's number and day of filing as they are kept. Raises Refused.

    ``first`` is the day of the family's first priority, which an extension follows.
    """
    number, filed = number_of(number), past(filed, "filed")
    if kind not in words.FILINGS:
        raise Refused("Say whether it is the priority.", "Dites si c’est la priorité.", "kind")
    if kind == "extension" and (not first or before(filed, first)):
        raise Refused(f"It has no priority filed before {filed}: note the priority first.",
                      f"Elle n’a pas de priorité déposée avant le {filed} : notez d’abord la "
                      "priorité.", "filed")
    return number, filed


@action("apply", Words("{} has a new application.", "{} a une nouvelle demande."), KEEP)
def apply(family: PatentFamily, *, by, why: str, number: str, kind: str, filed: str) -> dict:
    """Note an application that was filed. An extension follows the family's priority."""
    number, filed = may_apply(number, kind, filed, _first(family))
    other = PatentApplication.objects.filter(number=number).select_related("family").first()
    if other:
        raise Refused(f"{number} is in {other.family} already.",
                      f"{number} est déjà dans {other.family}.", "number")
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
    may_own(owners)
    family.owners.all().delete()
    for organisation, share in owners:
        family.owners.create(organisation=organisation, share=share)
    return told_owners(owners)


def may_own(owners: Sequence[tuple[Organisation, Decimal]], ours: Organisation | None = None):
    """Refuse owners who are not all there is, or of whom the institute is none. Raises Refused.

    ``ours`` is the institute, where it is known.
    """
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
    if not any(organisation == (ours or institutes().first()) for organisation, _ in owners):
        raise Refused("The institute is not among the owners: then it is not of its portfolio.",
                      "L’institut n’est pas parmi les propriétaires : elle n’est donc pas de son "
                      "portefeuille.", "owner_1")


def told_owners(owners: Sequence[tuple[Organisation, Decimal]]) -> dict:
    """Return owners as the audit keeps them."""
    return {"owners": {str(organisation): f"{share.normalize():f} %"
                       for organisation, share in owners}}


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
