"""Inventions disclosed, supported, retained; start-ups opened."""

from uuid import UUID

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action, past
from belvedere.register.desk.models import Dossier
from belvedere.register.organisations.dates import before, checked
from belvedere.register.transfer.models import (
    INVENTION,
    InventionDisclosure,
    PatentFamily,
    StartUp,
)
from belvedere.tables.words import Words

KEEP = Permission.KEEP_TRANSFER


def begun(model: type[Dossier], *, title: str = "", unit=None, **more) -> Dossier:
    """Open a dossier of the desk: each has a title and a unit. Raises Refused."""
    if not title.strip():
        raise Refused("Give the title.", "Donnez le titre.", "title")
    if unit is None:
        raise Refused("Give the unit.", "Donnez l’unité.", "unit")
    return desk.open_dossier(model, needs=KEEP, title=title.strip(), unit=unit, **more)


def disclose(*, by: Account | None, opened: str, **values) -> InventionDisclosure:
    """Receive the disclosure of an invention."""
    return begun(InventionDisclosure, by=by, opened=opened, **values)


def open_startup(*, by: Account | None, opened: str, **values) -> StartUp:
    """Open the dossier of a company to be founded."""
    return begun(StartUp, by=by, opened=opened, **values)


@transaction.atomic
def move(
    *, by: Account | None, dossier: InventionDisclosure, move: str, on: str,
    family: PatentFamily | None = None, submission: UUID | None = None, **more,
) -> InventionDisclosure:
    """Move a disclosure. One that is retained joins a family, or opens one in preparation."""
    if done_before(submission):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, submission=submission, **more)
    if moved.state == "retained":
        moved.family = family or desk.open_dossier(
            PatentFamily, by=by, needs=KEEP, opened=moved.since, why=moved.number,
            **{name: getattr(moved, name) for name in INVENTION})
        desk.save(moved)
    return moved


@action("support", Words("{} has proof-of-concept support.",
                         "{} a un soutien de preuve de concept."), KEEP)
def support(
    disclosure: InventionDisclosure, *, by, why: str, start: str, end: str = "",
    funder: str = "", amount=None,
) -> dict:
    """Note a proof-of-concept support, from a day on; its end may be to come."""
    start, end = past(start, "start", disclosure.opened), checked(end, "end")
    if end and before(end, start):
        raise Refused(f"It cannot end on {end}, before it begins.",
                      f"Il ne peut finir le {end}, avant de commencer.", "end")
    if disclosure.supports.filter(start=start).exists():
        raise Refused(f"There is a support from {start} on already.",
                      f"Il y a déjà un soutien à compter du {start}.", "start")
    disclosure.supports.create(start=start, end=end, funder=funder.strip(), amount=amount)
    return {"start": start, "end": end}
