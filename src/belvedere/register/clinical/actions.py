"""Requests to the clinical desk: received, decided, opening a project."""

from uuid import UUID

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.clinical import vocabularies as words
from belvedere.register.clinical.models import (
    REGISTRATIONS,
    STUDY,
    ClinicalApplication,
    ClinicalProject,
)
from belvedere.register.desk import actions as desk
from belvedere.register.organisations.dates import before, checked

_KEEP = Permission.KEEP_CLINICAL


@transaction.atomic
def apply(
    *, by: Account | None, kind: str, opened: str, project: ClinicalProject | None = None,
    number: str = "", submission: UUID | None = None, why: str = "", **study,
) -> ClinicalApplication:
    """Receive a request. One for amendment is of a project that is sponsored on that day."""
    if kind not in words.KINDS:
        raise Refused(f"There is no kind {kind}.", f"Il n’y a pas de type {kind}.", "kind")
    if kind == "amendment":
        if project is None:
            raise Refused("Say which project is to be amended.",
                          "Dites quel projet est à amender.", "project")
        sponsored(project, checked(opened, "opened"))
        study = {name: getattr(project, name) for name in STUDY} | {
            name: value for name, value in study.items() if value not in ("", None)}
    elif project is not None:
        raise Refused("Only a request for amendment is of an existing project.",
                      "Seule une demande d’amendement porte sur un projet existant.", "project")
    if not study.get("title"):
        raise Refused("Give the title of the study.", "Donnez le titre de l’étude.", "title")
    if study.get("unit") is None:
        raise Refused("Give the unit.", "Donnez l’unité.", "unit")
    return desk.open_dossier(
        ClinicalApplication, by=by, needs=_KEEP, opened=opened, number=number, why=why,
        submission=submission, kind=kind, project=project, **study)


def sponsored(project: ClinicalProject, on: str) -> None:
    """Raise Refused unless a project is sponsored on a day."""
    if on and before(on, project.opened):
        raise Refused(f"{project} is sponsored since {project.opened} only.",
                      f"{project} n’est promu que depuis le {project.opened}.", "opened")
    if on and project.ended and not before(on, project.ended):
        raise Refused(f"{project} ended on {project.ended}: it cannot be amended after that.",
                      f"{project} est terminé depuis le {project.ended} : il ne peut plus être "
                      "amendé.", "opened")


@transaction.atomic
def move(*, by: Account | None, dossier: ClinicalApplication, move: str, on: str, **more):
    """Move a request. A favourable opinion to promote opens the project, if none is yet."""
    if done_before(more.get("submission")):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if moved.kind == "promotion" and moved.state == "favourable":
        _no_other_has(moved)
        moved.project = desk.open_dossier(
            ClinicalProject, by=by, needs=_KEEP, opened=moved.since, why=moved.number,
            **{name: getattr(moved, name) for name in STUDY})
        desk.save(moved)
    return moved


def _no_other_has(application: ClinicalApplication) -> None:
    for name in REGISTRATIONS:
        value = getattr(application, name)
        other = value and ClinicalProject.objects.filter(**{name: value}).first()
        if other:
            raise Refused(f"{value} is the number of {other} already: correct one of them.",
                          f"{value} est déjà le numéro de {other} : corrigez l’un des deux.")


@transaction.atomic
def change_project(*, by, dossier, values, **more) -> ClinicalProject:
    """Correct or complete a project; no two have one registration."""
    for name in REGISTRATIONS:
        value = values.get(name)
        other = value and ClinicalProject.objects.filter(**{name: value}).exclude(
            pk=dossier.pk).first()
        if other:
            raise Refused(f"{value} is the number of {other} already.",
                          f"{value} est déjà le numéro de {other}.", name)
    return desk.change(by=by, dossier=dossier, needs=_KEEP, values=values, **more)
