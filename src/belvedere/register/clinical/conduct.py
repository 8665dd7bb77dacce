"""How a project goes on: holds, enrolment, its end, its results."""

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.clinical import vocabularies as words
from belvedere.register.clinical.models import ClinicalProject
from belvedere.register.clinical.workflows import ACTIVE
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action, past
from belvedere.register.organisations.dates import before
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_CLINICAL


@transaction.atomic
def move(
    *, by: Account | None, dossier: ClinicalProject, move: str, on: str, posted: str = "",
    published: str = "", publications: str = "", **more,
) -> ClinicalProject:
    """Move a project: none begins to recruit while it is held, a close ends its holds."""
    if done_before(more.get("submission")):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    held = list(moved.holds.filter(end=""))
    if move == "recruit" and held:
        raise Refused(f"{moved} is held: let it go on first.",
                      f"{moved} est à l’arrêt : qu’il reprenne d’abord.", "on")
    if move == "close":
        for one in held:
            one.end = moved.since if before(one.start, moved.since) else one.start
            one.save(update_fields=["end"])
    if move == "report":
        moved.posted = posted and past(posted, "posted", moved.opened)
        moved.published = published and past(published, "published", moved.opened)
        if not (moved.posted or moved.published):
            raise Refused("Give the date on which results were posted or published.",
                          "Donnez la date de dépôt ou de publication des résultats.", "posted")
        moved.publications = publications
        desk.save(moved)
    return moved


@action("hold", Words("{} stands still.", "{} est à l’arrêt."), _KEEP)
def hold(project: ClinicalProject, *, by, why: str, kind: str, on: str) -> dict:
    """Let a project stand still from a day on; it stays active."""
    if kind not in words.HOLDS:
        raise Refused("Say which kind.", "Dites de quel type.", "kind")
    if not why:
        raise Refused("Say why: it is kept with the project.",
                      "Dites pourquoi : le motif est gardé avec le projet.", "why")
    if project.state not in ACTIVE or project.holds.filter(kind=kind, end="").exists():
        raise Refused(f"{project} does not go on, or is held already.",
                      f"{project} n’est pas en cours, ou déjà arrêté.", "kind")
    project.holds.create(kind=kind, start=past(on, after=project.opened), because=why)
    return {"kind": kind, "on": on}


@action("resume", Words("{} goes on again.", "{} reprend."), _KEEP)
def resume(project: ClinicalProject, *, by, why: str, kind: str, on: str) -> dict:
    """Let a project go on again from a day on."""
    held = project.holds.filter(kind=kind, end="").first()
    if held is None:
        raise Refused(f"{project} is not held in this way.", f"{project} n’est pas arrêté ainsi.",
                      "kind")
    held.end = past(on, after=held.start)
    held.save(update_fields=["end"])
    return {"kind": kind, "on": on}


@action("enrol", Words("{} has new participants.", "{} a de nouveaux participants."), _KEEP)
def enrol(project: ClinicalProject, *, by, why: str, participants: int, on: str) -> dict:
    """Count the participants who joined up to a day, since the count before."""
    day = past(on)
    began = project.periods.filter(state="recruiting").values_list("start", flat=True).first()
    if began is None or before(day, began):
        raise Refused(f"{project} did not recruit before {day}.",
                      f"{project} ne recrutait pas avant le {day}.", "on")
    if project.enrolments.filter(on=day).exists():
        raise Refused(f"There is a count up to {day} already.",
                      f"Il y a déjà un décompte jusqu’au {day}.", "on")
    project.enrolments.create(on=day, participants=participants)
    return {"on": day}
