"""Contracts: who with, on which families, signed, prolonged, ended."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action
from belvedere.register.organisations.dates import before, checked
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.actions import KEEP, begun
from belvedere.register.transfer.models import PatentFamily, TransferContract
from belvedere.register.transfer.queries import institutes
from belvedere.tables.words import Words


@transaction.atomic
def open_contract(
    *, by: Account | None, kind: str, opened: str, partner: Organisation | None = None,
    size: str = "", families: Sequence[PatentFamily] = (), submission: UUID | None = None,
    **values,
) -> TransferContract:
    """Open a contract that is negotiated with a partner; others may join."""
    if done_of := done_before(submission):
        return TransferContract.objects.get(pk=done_of.subject_id)
    if kind not in words.CONTRACTS:
        raise Refused(f"There is no kind {kind}.", f"Il n’y a pas de type {kind}.", "kind")
    made = begun(TransferContract, by=by, opened=opened, kind=kind, submission=submission,
                 **values)
    if partner is not None:
        _join(made, partner, size)
    for family in families:
        made.about.create(family=family)
    return made


def may_join(partner: Organisation, size: str, ours: Organisation | None) -> None:
    """Refuse as a partner the institute itself, or one of no known size. Raises Refused."""
    if size not in words.SIZES:
        raise Refused("Say of what size the partner is.", "Dites de quelle taille est le "
                      "partenaire.", "size")
    if partner == ours:
        raise Refused(f"{partner} is the institute itself: name the other party.",
                      f"{partner} est l’institut lui-même : nommez l’autre partie.", "partner")


def _join(contract: TransferContract, partner: Organisation, size: str) -> None:
    may_join(partner, size, institutes().first())
    if contract.partners.filter(organisation=partner).exists():
        raise Refused(f"{partner} is a partner already.", f"{partner} est déjà partenaire.",
                      "partner")
    contract.partners.create(organisation=partner, size=size)


@transaction.atomic
def move(
    *, by: Account | None, dossier: TransferContract, move: str, on: str, begins: str = "",
    until: str = "", **more,
) -> TransferContract:
    """Move a contract. It is signed with a partner at least, in force from then or another day."""
    if done_before(more.get("submission")):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if move == "sign":
        signed(moved, moved.partners.exists(), begins, until)
        desk.save(moved)
    return moved


def signed(contract: TransferContract, has_partner: bool, begins: str, until: str) -> None:
    """Note from when until when a contract that is signed is in force. Raises Refused."""
    if not has_partner:
        raise Refused(f"{contract.number or 'It'} has no partner: name one first.",
                      f"{contract.number or 'Il'} n’a pas de partenaire : nommez-en un d’abord.",
                      "on")
    contract.begins = checked(begins, "begins") or contract.signed
    contract.until = _until(contract, until)


def _until(contract: TransferContract, written: str) -> str:
    until = checked(written, "until")
    if until and before(until, contract.begins):
        raise Refused(f"It cannot be in force until {until}: it begins on {contract.begins}.",
                      f"Il ne peut être en vigueur jusqu’au {until} : il commence le "
                      f"{contract.begins}.", "until")
    return until


def _signed(contract: TransferContract) -> None:
    if contract.state != "signed":
        raise Refused(f"{contract} is not in force.", f"{contract} n’est pas en vigueur.", "until")


@action("prolong", Words("{} is prolonged.", "{} est prolongé."), KEEP)
def prolong(contract: TransferContract, *, by, why: str, until: str) -> dict:
    """Let a contract that is signed go on until another day: it stays one contract."""
    _signed(contract)
    new = _until(contract, until)
    if not new or (contract.until and not before(contract.until, new)):
        raise Refused(f"Give a day after {contract.until or contract.begins}.",
                      f"Donnez un jour après le {contract.until or contract.begins}.", "until")
    contract.until = new
    return {"until": new}


@action("join_contract", Words("{} has another partner.", "{} a un autre partenaire."), KEEP)
def add_partner(contract: TransferContract, *, by, why: str, partner: Organisation, size: str):
    """Let another partner join."""
    _join(contract, partner, size)
    return {"partner": str(partner), "size": size}


@action("leave_contract", Words("{} has a partner less.", "{} a un partenaire de moins."), KEEP)
def remove_partner(contract: TransferContract, *, by, why: str, partner: Organisation) -> dict:
    """Take back that an organisation is a partner; a signed contract keeps one."""
    held = contract.partners.filter(organisation=partner)
    if not held.exists():
        raise Refused(f"{partner} is no partner of {contract}.",
                      f"{partner} n’est pas partenaire de {contract}.", "partner")
    if contract.signed and contract.partners.count() == 1:
        raise Refused(f"{contract} is signed: name the right partner before.",
                      f"{contract} est signé : nommez d’abord le bon partenaire.", "partner")
    held.delete()
    return {"partner": str(partner)}


@action("concern", Words("{} concerns other families.", "{} porte sur d’autres familles."), KEEP)
def set_families(contract: TransferContract, *, by, why: str, families: Sequence[PatentFamily]):
    """Say which families a contract is about, all at once; none is possible."""
    contract.about.all().delete()
    for family in families:
        contract.about.create(family=family)
    return {"families": [family.number for family in families]}
