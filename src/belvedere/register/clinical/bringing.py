"""What the clinical desk's own actions ask and do besides, for dossiers that a file brings."""

from collections.abc import Iterator, Sequence

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.clinical import conduct
from belvedere.register.clinical import vocabularies as words
from belvedere.register.clinical.actions import sponsored
from belvedere.register.clinical.models import (
    REGISTRATIONS,
    STUDY,
    ClinicalApplication,
    ClinicalProject,
    Enrolment,
    Hold,
)
from belvedere.register.desk.actions import past
from belvedere.register.desk.bulk import Made, Way, open_many
from belvedere.register.desk.exchanging import optional
from belvedere.register.desk.parts import Item, Part, column
from belvedere.register.exchange.dates import day
from belvedere.register.exchange.lists import Draft, number, one_of, worded
from belvedere.register.organisations.dates import before, surely_before
from belvedere.register.organisations.drafts import chunks
from belvedere.tables.words import Words


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


def open_request(request: ClinicalApplication, draft: Draft) -> dict:
    """A request to promote has its project once it is favourable; returns it."""
    if request.kind != "promotion":
        return {}
    project, request.project = request.project, None
    return {"project": project}


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


def _enrolments(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in items:
        told = {"on": item["on"], "participants": item["participants"]}
        yield told, [("enrol", {"on": item["on"]})]


def _enrol(*, by: Account | None, dossier: ClinicalProject, items, why: str) -> None:
    for item in items:
        if not dossier.enrolments.filter(on=item["on"]).exists():
            conduct.enrol(by=by, dossier=dossier, on=item["on"] or "",
                          participants=item["participants"] or 0, why=why)
        elif not dossier.enrolments.filter(
                on=item["on"], participants=item["participants"]).exists():
            raise Refused(f"There is another count up to {item['on']} already.",
                          f"Il y a déjà un autre décompte jusqu’au {item['on']}.",
                          "enrolments_participants")


def _holds(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in items:
        told = {name: item[name] or "" for name in ("kind", "start", "end", "because")}
        acts = [("hold", {"kind": told["kind"], "on": told["start"]})]
        if told["end"]:
            acts.append(("resume", {"kind": told["kind"], "on": told["end"]}))
        yield told, acts


def _hold(*, by: Account | None, dossier: ClinicalProject, items, why: str) -> None:
    for item in items:
        kind, start = item["kind"] or "", item["start"] or ""
        held = dossier.holds.filter(kind=kind, start=start).first()
        if held is None:
            conduct.hold(by=by, dossier=dossier, kind=kind, on=start, why=item["because"] or why)
        if item["end"] and not (held and held.end):
            conduct.resume(by=by, dossier=dossier, kind=kind, on=item["end"], why=why)


ENROLMENTS = Part("enrolments", (
    column("enrolments", "on", Words("Participants counted on", "Participants comptés le"), day),
    column("enrolments", "participants", Words("New participants", "Nouveaux participants"),
           number(0, 1_000_000))),
    Enrolment, "project", ("on",), rows=_enrolments, adds=_enrol, after=True)
HOLDS = Part("holds", (
    column("holds", "kind", Words("Hold", "Arrêt"), optional(one_of(words.HOLDS)),
           write=worded(words.HOLDS)),
    column("holds", "start", Words("Held from", "À l’arrêt depuis"), day),
    column("holds", "end", Words("Held until", "À l’arrêt jusqu’au"), day),
    column("holds", "because", Words("Why held", "Motif de l’arrêt"), str.strip)),
    Hold, "project", ("kind", "start"), rows=_holds, adds=_hold)


def open_project(project: ClinicalProject, draft: Draft) -> None:
    """Hold a project's counts of participants and its holds to what their actions ask."""
    way = dict(draft.refs["way"])
    began, ended = way.get("recruiting", ""), way.get("closed", "")
    for item in draft.refs["parts"]["enrolments"]:
        try:
            on = past(item["on"] or "", "on")
            if not began or before(on, began):
                raise Refused(f"It did not recruit before {on}.",
                              f"Il ne recrutait pas avant le {on}.", "on")
            if item["participants"] is None:
                raise Refused("Give how many.", "Donnez leur nombre.", "participants")
        except Refused as refused:
            item.refused(refused)
    for item in draft.refs["parts"]["holds"]:
        try:
            if not item["kind"]:
                raise Refused("Say which kind.", "Dites de quel type.", "kind")
            if not item["because"]:
                raise Refused("Say why: it is kept with the project.",
                              "Dites pourquoi : le motif est gardé avec le projet.", "because")
            start = past(item["start"] or "", "start", after=project.opened)
            if item["end"]:
                past(item["end"], "end", after=start)
            elif ended:
                raise Refused("It is closed: say until when it was held.",
                              "Il est clos : dites jusqu’à quand il fut à l’arrêt.", "end")
        except Refused as refused:
            item.refused(refused)


def move_project(project: ClinicalProject, draft: Draft, move: str, on: str) -> None:
    """None begins to recruit while it is held."""
    if move == "recruit" and any(
            not surely_before(on, item["start"]) and not (item["end"] and before(item["end"], on))
            and item["end"] != on for item in draft.refs["parts"]["holds"] if item["start"]):
        raise Refused("It is held: let it go on first.", "Il est à l’arrêt : qu’il reprenne "
                      "d’abord.", "on")


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
