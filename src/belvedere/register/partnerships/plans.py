"""Plans that the institute coordinates: their milestones, and that none is forgotten."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, Min

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action, past
from belvedere.register.organisations.dates import before, checked
from belvedere.register.partnerships.models import CoordinatedPlan, Milestone
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_PARTNERSHIPS


def next_due(plan: CoordinatedPlan) -> str:
    """Return the day of the first milestone that is not reached."""
    return plan.milestones.filter(reached="").aggregate(due=Min("due"))["due"] or ""


@transaction.atomic
def move(*, by: Account | None, dossier: CoordinatedPlan, move: str, on: str, **more):
    """Move a plan: none is launched without a milestone, nor achieved before all are reached."""
    if done_before(more.get("submission")):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    may_move(moved, move, on, list(moved.milestones.values_list("title", "reached")))
    return moved


def may_move(
    plan: CoordinatedPlan, move: str, on: str, milestones: Sequence[tuple[str, str]],
) -> None:
    """Refuse a move of a plan that its milestones (title, reached) do not allow."""
    if move == "launch" and not milestones:
        raise Refused("Give it a milestone first.", "Donnez-lui d’abord un jalon.", "on")
    if move == "achieve":
        if not all(reached for _, reached in milestones):
            raise Refused("Not every milestone is reached.",
                          "Les jalons ne sont pas tous atteints.", "on")
        for title, reached in milestones:
            if reached > on:
                raise Refused(f"“{title}” was reached on {reached} only.",
                              f"« {title} » n’a été atteint que le {reached}.", "on")


@action("add_milestone", Words("{} has a new milestone.", "{} a un nouveau jalon."), _KEEP)
def add_milestone(
    plan: CoordinatedPlan, *, by, why: str, title: str, due: str, action: str = "",
) -> dict:
    """Add a milestone of one of the plan's actions; it may be due in years."""
    _open(plan)
    day = may_add(plan, title, due)
    rank = (plan.milestones.aggregate(last=Max("rank"))["last"] or 0) + 1
    plan.milestones.create(rank=rank, action=action.strip(), title=title.strip(), due=day)
    plan.next_due = next_due(plan)
    return {"rank": rank, "due": day}


def may_add(plan: CoordinatedPlan, title: str, due: str) -> str:
    """Return the day by which a milestone is due. Raises Refused."""
    if not title.strip():
        raise Refused("Say what is to be reached.", "Dites ce qui est à atteindre.", "title")
    day = checked(due, "due")
    if not day or before(day, plan.opened):
        raise Refused(f"Give the day by which it is due, from {plan.opened} on.",
                      f"Donnez son échéance, à compter du {plan.opened}.", "due")
    return day


@action("reach", Words("A milestone of {} is reached.", "Un jalon de {} est atteint."), _KEEP)
def reach(plan: CoordinatedPlan, *, by, why: str, rank: int, on: str) -> dict:
    """Record that a milestone is reached."""
    one = _milestone(plan, rank)
    one.reached = past(on, after=plan.start or plan.opened)
    one.save(update_fields=["reached"])
    plan.next_due = next_due(plan)
    return {"rank": rank, "on": one.reached}


@action("postpone", Words("A milestone of {} is postponed.", "Un jalon de {} est reporté."), _KEEP)
def postpone(plan: CoordinatedPlan, *, by, why: str, rank: int, due: str) -> dict:
    """Give a milestone another day, and say why; the audit keeps the day that it had."""
    if not why:
        raise Refused("Say why: it is kept with the plan.",
                      "Dites pourquoi : le motif est gardé avec le plan.", "why")
    one, day = _milestone(plan, rank), checked(due, "due")
    if not day or before(day, plan.opened):
        raise Refused(f"Give the day by which it is due, from {plan.opened} on.",
                      f"Donnez son échéance, à compter du {plan.opened}.", "due")
    old, one.due = one.due, day
    one.save(update_fields=["due"])
    plan.next_due = next_due(plan)
    return {"rank": rank, "was": old, "due": day}


def _open(plan: CoordinatedPlan) -> None:
    if plan.state not in ("prepared", "running"):
        raise Refused(f"{plan} is over.", f"{plan} est achevé.", "rank")


def _milestone(plan: CoordinatedPlan, rank: int) -> Milestone:
    _open(plan)
    one = plan.milestones.filter(rank=rank, reached="").first()
    if one is None:
        raise Refused(f"{plan} has no milestone {rank} that is still to be reached.",
                      f"{plan} n’a pas de jalon {rank} encore à atteindre.", "rank")
    return one
