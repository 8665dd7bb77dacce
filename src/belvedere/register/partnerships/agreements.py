"""Agreements: drafted with their partners, signed, renewed without a gap."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action
from belvedere.register.organisations.dates import before
from belvedere.register.organisations.models import Organisation
from belvedere.register.partnerships import vocabularies as words
from belvedere.register.partnerships.actions import began, checked_matter
from belvedere.register.partnerships.models import CooperationAgreement
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_PARTNERSHIPS
CARRIED = ("kind", "title", "country", "unit", "notes")
"""What the agreement that renews another begins with."""


def renewal_of(agreement: CooperationAgreement) -> CooperationAgreement | None:
    """Return the agreement that renews one; one that was abandoned does not."""
    return agreement.renewals.exclude(state="abandoned").first()


@transaction.atomic
def draft(
    *, by: Account | None, partner: Organisation | None = None, submission: UUID | None = None,
    **values,
) -> CooperationAgreement:
    """Draft an agreement, with its first partner where there is one already."""
    again = done_before(submission)
    made = began(CooperationAgreement, by=by, submission=submission, **values)
    return add_partner(by=by, dossier=made, partner=partner) if partner and not again else made


@transaction.atomic
def change(*, by: Account | None, dossier: CooperationAgreement, values, **more):
    """Correct or complete an agreement; its end by its text comes after its beginning."""
    checked_matter(CooperationAgreement, values)
    start, until = dossier.start, values.get("until", dossier.until)
    if start and until and before(until, start):
        raise Refused(f"{until} is before {start}, when it took effect.",
                      f"Le {until} précède le {start}, date d’entrée en vigueur.", "until")
    return desk.change(by=by, dossier=dossier, needs=_KEEP, values=values, **more)


def may_be_partner(agreement: CooperationAgreement, partner: Organisation) -> None:
    """Refuse as a partner who makes the agreement. Raises Refused."""
    if partner.pk == agreement.unit_id:
        raise Refused("It makes the agreement itself: choose its partner.",
                      "C’est elle qui conclut l’accord : choisissez son partenaire.", "partner")


@action("add_partner", Words("{} has a new partner.", "{} a un nouveau partenaire."), _KEEP)
def add_partner(agreement: CooperationAgreement, *, by, why: str, partner: Organisation) -> dict:
    """Add a partner: an organisation of the register, other than who makes the agreement."""
    may_be_partner(agreement, partner)
    _, made = agreement.partners.get_or_create(partner=partner)
    if not made:
        raise Refused(f"{partner} is a partner already.", f"{partner} est déjà partenaire.",
                      "partner")
    return {"partner": str(partner)}


@action("remove_partner", Words("{} lost a partner.", "{} a perdu un partenaire."), _KEEP)
def remove_partner(
    agreement: CooperationAgreement, *, by, why: str, partner: Organisation,
) -> dict:
    """Take a partner back that was written by mistake; one that is concluded keeps one."""
    held = agreement.partners.filter(partner=partner)
    if not held:
        raise Refused(f"{partner} is no partner of it.", f"{partner} n’en est pas partenaire.",
                      "partner")
    if agreement.signed and agreement.partners.count() == 1:
        raise Refused("It is signed: add the right partner first.",
                      "Il est signé : ajoutez d’abord le bon partenaire.", "partner")
    held.delete()
    return {"partner": str(partner)}


@transaction.atomic
def move(*, by: Account | None, dossier: CooperationAgreement, move: str, on: str, **more):
    """Move an agreement. One that takes effect ends the one that it renews, on that day."""
    if done_before(more.get("submission")):
        return dossier
    if move == "renew":
        raise Refused("It is renewed when the agreement that renews it takes effect.",
                      "Il est renouvelé quand l’accord qui le renouvelle entre en vigueur.", "on")
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if move == "sign":
        may_be_signed(moved, [one.partner for one in moved.partners.select_related("partner")])
    if move == "activate":
        may_be_active(moved)
    if move == "activate" and (old := moved.renews):
        if old.end and before(moved.start, old.end):
            raise Refused(f"{old}, which it renews, ended on {old.end} only.",
                          f"{old}, qu’il renouvelle, n’a pris fin que le {old.end}.", "on")
        if old.state == "active":
            desk.move(by=by, dossier=old, move="renew", on=moved.start, why=moved.number)
    return moved


def may_be_signed(agreement: CooperationAgreement, partners: Sequence[Organisation]) -> None:
    """Refuse the signature of an agreement with nobody, or abroad nobody says where."""
    if not partners:
        raise Refused("Say with whom: add a partner first.",
                      "Dites avec qui : ajoutez d’abord un partenaire.", "on")
    if agreement.kind in words.ABROAD and not (
            agreement.country or any(one.country for one in partners)):
        raise Refused("Say in which country: of the agreement, or of a partner.",
                      "Dites dans quel pays : celui de l’accord, ou d’un partenaire.", "on")


def may_be_active(agreement: CooperationAgreement) -> None:
    """Refuse that an agreement takes effect after its end by its text."""
    if agreement.until and before(agreement.until, agreement.start):
        raise Refused(f"By its text it ends on {agreement.until}: look at the dates.",
                      f"D’après son texte il finit le {agreement.until} : revoyez les dates.", "on")


@action("prepare_renewal", Words("The renewal of {} is drafted.",
                                 "Le renouvellement de {} est en projet."), _KEEP)
def prepare_renewal(agreement, *, by, why: str, on: str, until: str = "") -> dict:
    """Draft the agreement that renews one: the same partners, in one line with it."""
    if agreement.state not in ("active", "ended") or renewal_of(agreement):
        raise Refused(f"{agreement} is not in force, or is being renewed already.",
                      f"{agreement} n’est pas en vigueur, ou son renouvellement est en cours.",
                      "on")
    made = began(CooperationAgreement, by=by, opened=on, until=until, why=agreement.number,
                 renews=agreement, first=agreement.first or agreement.number,
                 **{name: getattr(agreement, name) for name in CARRIED})
    for one in agreement.partners.all():
        made.partners.create(partner=one.partner)
    return {"renewal": made.number, "on": on}
