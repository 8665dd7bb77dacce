"""What the clinical desk's own actions ask and do besides, for dossiers that a file brings."""

from collections.abc import Sequence

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.clinical.actions import sponsored
from belvedere.register.clinical.models import (
    REGISTRATIONS,
    STUDY,
    ClinicalApplication,
    ClinicalProject,
)
from belvedere.register.desk.actions import past
from belvedere.register.desk.bulk import Made, Way, open_many
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.drafts import chunks


def look_at_requests(drafts: Sequence[Draft]) -> None:
    """An amendment is of a project of its day; a request that opened a project may name it."""
    for draft in drafts:
        project, kind = draft.refs.get("project"), draft.values.get("kind")
        if kind == "amendment" and project is None:
            draft.wrong("project", "Say which project is to be amended.",
                        "Dites quel projet est à amender.")
        elif kind == "amendment":
            _complete(draft, project)
            try:
                sponsored(project, draft.values["opened"])
            except Refused as refused:
                draft.refused("opened", refused)
        elif project and not _favoured(draft):
            draft.wrong("project", "Only a request for amendment, or a favourable one that opened "
                        "it, is of an existing project.",
                        "Seule une demande d’amendement, ou une demande favorable qui l’a ouvert, "
                        "porte sur un projet existant.")
    _registered_once([d for d in drafts if _favoured(d) and not d.refs.get("project")])


def _favoured(draft: Draft) -> str:
    """Return since when a request to promote is favourable."""
    return dict(draft.refs["way"]).get("favourable", "") * (
        draft.values.get("kind") == "promotion")


def _complete(draft: Draft, project: ClinicalProject) -> None:
    draft.refs.setdefault("unit", project.unit)
    for name in STUDY:
        if draft.values.get(name) in ("", None):
            value = getattr(project, name)
            draft.values[name] = (
                str(project.unit.pk) if name == "unit"
                else value if isinstance(value, int | None) else str(value))


def _registered_once(drafts: Sequence[Draft]) -> None:
    """No two projects have one registration: of the book, or of the file."""
    for name in REGISTRATIONS:
        asked = {value for draft in drafts if (value := draft.values.get(name))}
        of = {getattr(one, name): str(one) for some in chunks(asked)
              for one in ClinicalProject.objects.filter(**{f"{name}__in": some})}
        for draft in drafts:
            value = draft.values.get(name)
            if value in of:
                draft.wrong(name, f"{value} is the number of {of[value]} already.",
                            f"{value} est déjà le numéro de {of[value]}.")
            elif value:
                of[value] = f"#{draft.number}"


def open_projects(
    *, by: Account | None, made: Sequence[tuple[ClinicalApplication, Way, Draft]],
) -> None:
    """Open the project of each favourable request to promote that names none, as its move does."""
    opening = [(one, dict(way)["favourable"]) for one, way, _ in made
               if one.kind == "promotion" and not one.project_id and dict(way).get("favourable")]
    projects = []
    for one, on in opening:
        one.project = ClinicalProject(
            opened=on, state=ClinicalProject.WORKFLOW.first, since=on,
            **{name: getattr(one, name) for name in STUDY})
        projects.append(Made(one.project, [(one.project.state, on)], one.number))
    open_many(by=by, model=ClinicalProject, made=projects)
    for one, _ in opening:
        one.project_id = one.project.pk
    ClinicalApplication.objects.bulk_update([one for one, _ in opening], ["project"],
                                            batch_size=500)


def look_at_projects(drafts: Sequence[Draft]) -> None:
    """No two have one registration; results are reported with the date they came out."""
    _registered_once(drafts)
    for draft in drafts:
        if draft.refs["way"][-1][0] == "reported" and not (
                draft.values.get("posted") or draft.values.get("published")):
            draft.wrong("posted", "Give the date on which results were posted or published.",
                        "Donnez la date de dépôt ou de publication des résultats.")
        for name in ("posted", "published"):
            if draft.values.get(name):
                try:
                    past(draft.values[name], name, draft.values["opened"])
                except Refused as refused:
                    draft.refused(name, refused)
