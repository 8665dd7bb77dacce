"""Applications to a call: received within its dates, decided, opening a project."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action
from belvedere.register.desk.models import Dossier
from belvedere.register.funding.calls import after_last_day, locked
from belvedere.register.funding.models import (
    PROPOSED,
    CallForProjects,
    FundedProject,
    FundingApplication,
)
from belvedere.register.funding.panel import judged_by_one_of, may_not_decide
from belvedere.register.organisations.dates import before, checked
from belvedere.register.organisations.models import Organisation
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_FUNDING


@transaction.atomic
def apply(
    *, by: Account | None, call: CallForProjects | None, opened: str, number: str = "",
    submission: UUID | None = None, why: str = "", **project,
) -> FundingApplication:
    """Receive an application within the dates of its call."""
    if call is None:
        raise Refused("Say to which call.", "Dites à quel appel.", "call")
    call = locked(call)
    if not done_before(submission):
        _receives(call, checked(opened, "opened"))
    if not project.get("title"):
        raise Refused("Give the title of the project.", "Donnez le titre du projet.", "title")
    if project.get("unit") is None:
        raise Refused("Give the unit.", "Donnez l’unité.", "unit")
    project["theme"] = project.get("theme") or call.theme
    return desk.open_dossier(
        FundingApplication, by=by, needs=_KEEP, opened=opened, number=number, why=why,
        submission=submission, call=call, **project)


def _receives(call: CallForProjects, on: str) -> None:
    if call.state not in ("open", "closed"):
        now = CallForProjects.WORKFLOW.states[call.state]
        raise Refused(f"{call} is in the state “{now.en}”: it receives no applications.",
                      f"{call} est dans l’état « {now.fr} » : il ne reçoit pas de demandes.",
                      "call")
    within(call, on)


def within(call: CallForProjects, on: str) -> None:
    """Refuse an application that was received outside the dates of its call."""
    if on and before(on, call.opens):
        raise Refused(f"{call} opened on {call.opens} only.",
                      f"{call} n’a ouvert que le {call.opens}.", "opened")
    if on and after_last_day(on, call.closes):
        raise Refused(f"{call} closed on {call.closes}: {on} is too late.",
                      f"{call} a clos le {call.closes} : le {on}, il est trop tard.", "opened")


@transaction.atomic
def move(
    *, by: Account | None, dossier: FundingApplication, move: str, on: str,
    granted: Decimal | None = None, **more,
) -> FundingApplication:
    """Move an application. The decision to fund opens the project, with what is granted."""
    if done_before(more.get("submission")):
        return dossier
    call = locked(dossier.call)
    if move in ("fund", "reserve", "reject"):
        may_not_decide(by, dossier)
    if move in ("fund", "reserve") and call.state not in ("closed", "decided"):
        raise Refused(f"{call} is not closed, or is archived: nothing is granted now.",
                      f"{call} n’est pas clos, ou est archivé : rien n’est accordé à présent.",
                      "on")
    if move == "fund" and not granted:
        raise Refused("Give the amount granted.", "Donnez le montant accordé.", "granted")
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if move == "fund":
        project = desk.open_dossier(
            FundedProject, by=by, needs=_KEEP, opened=moved.since, why=moved.number,
            call=moved.call, granted=granted,
            **{name: getattr(moved, name) for name in PROPOSED})
        for one in moved.units.order_by("pk"):
            project.units.create(unit=one.unit)
        moved.project = project
        desk.save(moved)
    return moved


@transaction.atomic
def change(*, by, dossier: FundingApplication, values, **more) -> FundingApplication:
    """Correct or complete an application; its units are each named once."""
    first_unit(dossier, values.get("unit"))
    if values.get("unit") is not None:
        judged_by_one_of(dossier, values["unit"])
    return desk.change(by=by, dossier=dossier, needs=_KEEP, values=values, **more)


def first_unit(dossier: Dossier, unit: Organisation | None) -> None:
    """Refuse as the first unit one that is beside it. Raises Refused."""
    if unit is not None and dossier.units.filter(unit=unit).exists():
        raise Refused(f"{unit} is among its other units: take it out there first.",
                      f"{unit} est parmi ses autres unités : retirez-l’en d’abord.", "unit")


@action("add_unit", Words("{} has one more unit.", "{} a une unité de plus."), _KEEP)
def add_unit(dossier: Dossier, *, by, why: str, unit: Organisation) -> dict:
    """Name one more unit that applies, or makes a project."""
    if unit == dossier.unit or dossier.units.filter(unit=unit).exists():
        raise Refused(f"{unit} is one of its units already.",
                      f"{unit} est déjà l’une de ses unités.", "unit")
    if isinstance(dossier, FundingApplication):
        judged_by_one_of(dossier, unit)
    dossier.units.create(unit=unit)
    return {"unit": unit.pk}


@action("take_unit_out", Words("{} has one unit less.", "{} a une unité de moins."), _KEEP)
def take_unit_out(dossier: Dossier, *, by, why: str, unit: Organisation) -> dict:
    """Take out a unit that was named beside the first by mistake, or that left."""
    one = dossier.units.filter(unit=unit).first()
    if one is None:
        raise Refused(f"{unit} is none of its other units.",
                      f"{unit} n’est pas de ses autres unités.", "unit")
    one.delete()
    return {"unit": unit.pk}
