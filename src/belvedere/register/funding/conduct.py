"""How a funded project goes on: instalments, reports, its end, its results."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action, past
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.actions import first_unit
from belvedere.register.funding.models import FundedProject
from belvedere.register.funding.workflows import GOES_ON
from belvedere.register.organisations.dates import before, checked
from belvedere.tables.dates import bounds
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_FUNDING


@transaction.atomic
def move(
    *, by: Account | None, dossier: FundedProject, move: str, on: str, results: str = "",
    publications: str = "", **more,
) -> FundedProject:
    """Move a project; it closes with its results, once its reports are there."""
    if done_before(more.get("submission")):
        return dossier
    if move == "close-project":
        may_close(dossier.reports.filter(received="").order_by("due").values_list(
            "due", flat=True).first(), results, publications)
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if move == "close-project":
        moved.results, moved.publications = results.strip(), publications
        desk.save(moved)
    return moved


def may_close(owed: str | None, results: str, publications: str) -> None:
    """Refuse to close a project that owes a report, due on a day, or has no results."""
    if owed:
        raise Refused(f"A report due on {owed} is not there yet.",
                      f"Un rapport dû le {owed} manque encore.", "on")
    if not (results.strip() or publications):
        raise Refused("Tell the results, or name the publications.",
                      "Dites les résultats, ou nommez les publications.", "results")


@transaction.atomic
def change(*, by, dossier: FundedProject, values, **more) -> FundedProject:
    """Correct or complete a project; no less is granted than is to be paid."""
    first_unit(dossier, values.get("unit"))
    if ends := checked(values.get("ends", ""), "ends"):
        not_before_it(dossier, ends, "ends")
    if "granted" in values:
        planned = _planned(dossier)
        if not values["granted"] or values["granted"] < planned:
            raise Refused(f"Instalments of {planned} are planned: it cannot be less.",
                          f"Des versements de {planned} sont prévus : ce ne peut être moins.",
                          "granted")
    return desk.change(by=by, dossier=dossier, needs=_KEEP, values=values, **more)


def _planned(project: FundedProject) -> Decimal:
    return project.instalments.aggregate(sum=Sum("amount"))["sum"] or Decimal()


def not_before_it(project: FundedProject, on: str, field: str) -> None:
    """Refuse a day before a project was funded."""
    if before(on, project.opened):
        raise Refused(f"{project} is funded since {project.opened} only.",
                      f"{project} n’est financé que depuis le {project.opened}.", field)


def _due(project: FundedProject, written: str) -> str:
    due = checked(written, "due")
    if not due:
        raise Refused("Say when it is due.", "Dites quand c’est dû.", "due")
    not_before_it(project, due, "due")
    if project.state not in GOES_ON:
        raise Refused(f"{project} does not go on: nothing more is due.",
                      f"{project} n’est plus en cours : plus rien n’est dû.", "due")
    return due


def _note_next(project: FundedProject) -> None:
    """Note on a project what is due next, which its deadlines and lists go by."""
    project.next_report = first_due(
        project.reports.filter(received="").values_list("due", flat=True))
    project.next_instalment = first_due(
        project.instalments.filter(paid="").values_list("due", flat=True))


def first_due(days: Iterable[str]) -> str:
    """Return the first of some days on which something is due."""
    return min(days, key=bounds, default="")


@action("plan_instalment", Words("An instalment of {} is planned.",
                                 "Un versement de {} est prévu."), _KEEP)
def plan_instalment(project: FundedProject, *, by, why, due: str, amount: Decimal | None) -> dict:
    """Plan the payment of a part of what is granted."""
    due = _due(project, due)
    if not amount:
        raise Refused("Give the amount.", "Donnez le montant.", "amount")
    may_plan(project, _planned(project) + amount)
    project.instalments.create(due=due, amount=amount)
    _note_next(project)
    return {"due": due}


def may_plan(project: FundedProject, together: Decimal) -> None:
    """Refuse instalments that are more than what is granted."""
    if together > (project.granted or 0):
        raise Refused("Together the instalments are more than what is granted.",
                      "Ensemble, les versements dépassent ce qui est accordé.", "amount")


@action("pay_instalment", Words("An instalment of {} is paid.", "Un versement de {} est fait."),
        _KEEP)
def pay_instalment(project: FundedProject, *, by, why, on: str) -> dict:
    """Record the payment of the instalment that was due first."""
    unpaid = sorted(project.instalments.filter(paid=""), key=lambda one: bounds(one.due))
    if not unpaid:
        raise Refused("Every instalment is paid.", "Tout versement est fait.", "on")
    unpaid[0].paid = past(on, after=project.opened)
    unpaid[0].save(update_fields=["paid"])
    _note_next(project)
    return {"on": on}


@action("plan_report", Words("A report of {} is due.", "Un rapport de {} est attendu."), _KEEP)
def plan_report(project: FundedProject, *, by, why, kind: str, due: str) -> dict:
    """Say when a report is due."""
    if kind not in words.REPORTS:
        raise Refused("Say which report.", "Dites quel rapport.", "kind")
    project.reports.create(kind=kind, due=(due := _due(project, due)))
    _note_next(project)
    return {"kind": kind, "due": due}


@action("receive_report", Words("A report of {} is there.", "Un rapport de {} est arrivé."), _KEEP)
def receive_report(project: FundedProject, *, by, why, on: str) -> dict:
    """Record the receipt of the report that was due first."""
    owed = sorted(project.reports.filter(received=""), key=lambda one: bounds(one.due))
    if not owed:
        raise Refused("Every report is there.", "Tout rapport est arrivé.", "on")
    owed[0].received = past(on, after=project.opened)
    owed[0].save(update_fields=["received"])
    _note_next(project)
    return {"kind": owed[0].kind, "on": on}
