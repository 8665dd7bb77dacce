"""What the funding desk's own actions ask and do besides, for dossiers that a file brings.

A file may tell of calls that were decided long ago: an application is held to the dates of
its call, and not to what the call does today.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.bulk import Made, open_many
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.exchanging import as_in_its_form, optional
from belvedere.register.desk.parts import Item, Part, column
from belvedere.register.exchange.dates import day
from belvedere.register.exchange.lists import Draft, one_of, plain, worded
from belvedere.register.funding import actions, calls, conduct
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.models import (
    PROPOSED,
    ApplicationUnit,
    CallForProjects,
    CallPeriod,
    DueReport,
    FundedProject,
    FundingApplication,
    Instalment,
    ProjectUnit,
)
from belvedere.register.organisations.dates import before, checked
from belvedere.register.organisations.drafts import chunks
from belvedere.register.organisations.models import Organisation
from belvedere.tables.words import Words

_DECIDED = ("decided", "archived")


def open_call(call: CallForProjects, draft: Draft) -> None:
    """A call closes after it opens."""
    calls.described({name: getattr(call, name) for name in ("title", "unit", "opens", "closes")})


def move_call(call: CallForProjects, draft: Draft, move: str, on: str) -> None:
    """A call does not open after the day on which it was to close."""
    if move == "open-call":
        calls.may_open(call.closes, on)


def _units(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in items:
        yield {"unit": item["unit"]}, [("add_unit", {"unit": item["unit"].pk})]


def _add_units(*, by: Account | None, dossier, items: Sequence[Item], why: str) -> None:
    for item in items:
        if not dossier.units.filter(unit=item["unit"]).exists():
            actions.add_unit(by=by, dossier=dossier, unit=item["unit"], why=why)


_OTHER_UNITS = partial(
    Part, "units", (
        column("units", "unit", Words("Other unit", "Autre unité"), plain(500),
               also=("Other units", "Autres unités", "Partner unit", "Unité partenaire")),),
    of="dossier", key=("unit",), links={"unit": Organisation}, rows=_units, adds=_add_units)
UNITS, PROJECT_UNITS = _OTHER_UNITS(model=ApplicationUnit), _OTHER_UNITS(model=ProjectUnit)


def _each_once(dossier, draft: Draft) -> None:
    for item in draft.refs["parts"]["units"]:
        if item["unit"] == dossier.unit:
            item.refused(Refused(f"{item['unit']} is its first unit already.",
                                 f"{item['unit']} est déjà sa première unité.", "unit"))


def look_at_applications(drafts: Sequence[Draft]) -> None:
    """An application is received within its call's dates, and decided after they end."""
    of = {draft.refs["call"].pk for draft in drafts if draft.refs.get("call")}
    closed = {pk: start for some in chunks(of) for pk, start in CallPeriod.objects.filter(
        dossier__in=some, state="closed").order_by("-pk").values_list("dossier", "start")}
    named: dict[int, int] = {}
    for draft in drafts:
        call = draft.refs.get("call")
        if call is None:
            continue
        way = dict(draft.refs["way"])
        last = draft.refs["way"][-1][0]
        try:
            if call.state == "prepared" or not call.opens:
                raise Refused(f"{call} has not opened.", f"{call} n’est pas ouvert.", "call")
            actions.within(call, draft.values["opened"])
            for state in ("funded", "reserve"):
                on, since = way.get(state), closed.get(call.pk) or call.closes
                if on is not None and (call.state == "open" or (
                        on and since and before(on, since))):
                    raise Refused(f"{call} is closed since {since or '…'} only: nothing is granted "
                                  "before.", f"{call} n’est clos que depuis le {since or '…'} : "
                                  "rien n’est accordé avant.", f"at_{state}")
            if call.state in _DECIDED and last in ("received", "in_review", *(
                    ("reserve",) if call.state == "archived" else ())):
                raise Refused(f"Everything is decided of {call}: say how this was.",
                              f"Tout est décidé pour {call} : dites ce qu’il en fut.", "state")
        except Refused as refused:
            draft.refused(refused.field, refused)
        _named_once(draft, named)


def _named_once(draft: Draft, named: dict[int, int]) -> None:
    """The project that an application names is its own: of its call, opened by it alone."""
    project = draft.refs.get("project")
    if project is None:
        return
    if draft.refs["way"][-1][0] != "funded" or project.call_id != draft.refs["call"].pk:
        draft.wrong("project", "Only a funded application of the same call has a project.",
                    "Seule une demande financée du même appel a un projet.")
    elif project.pk in named or FundingApplication.objects.filter(project=project).exists():
        draft.wrong("project", f"{project} has its application already.",
                    f"{project} a déjà sa demande.")
    named[project.pk] = draft.number


def open_application(application: FundingApplication, draft: Draft) -> dict:
    """An application has its call's theme unless it says another; returns its project."""
    application.theme = application.theme or application.call.theme
    _each_once(application, draft)
    project, application.project = application.project, None
    return {"project": project}


def move_application(application: FundingApplication, draft: Draft, move: str, on: str) -> None:
    """What is granted is said with the decision to fund."""
    if move == "fund" and not (draft.values.get("granted") or application.project_id):
        raise Refused("Give the amount granted.", "Donnez le montant accordé.",
                      "granted" if "granted" in draft.values else "on")


def open_projects(*, by: Account | None, made: Sequence) -> None:
    """Open the project of each application that is funded and names none, as its move does."""
    opening = [(one, dict(way)["funded"], draft) for one, way, draft in made
               if dict(way).get("funded") and not one.project_id]
    projects = []
    for one, on, draft in opening:
        one.project = FundedProject(
            opened=on, state=FundedProject.WORKFLOW.first, since=on, call=one.call,
            granted=Decimal(draft.values["granted"]),
            **{name: getattr(one, name) for name in PROPOSED})
        projects.append(Made(
            one.project, [(one.project.state, on)], one.number, parts=[
                ("dossier", ProjectUnit(unit=item["unit"]), ())
                for item in draft.refs["parts"]["units"]]))
    open_many(by=by, model=FundedProject, made=projects)
    for one, _, _ in opening:
        one.project_id = one.project.pk
    FundingApplication.objects.bulk_update([one for one, _, _ in opening], ["project"],
                                           batch_size=500)


def _instalments(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in sorted(items, key=lambda item: item["due"] or ""):
        acts = [("plan_instalment", {"due": item["due"]})]
        if item["paid"]:
            acts.append(("pay_instalment", {"on": item["paid"]}))
        yield {name: item[name] or "" for name in ("due", "amount", "paid")}, acts


def _add_instalments(*, by: Account | None, dossier: FundedProject, items, why: str) -> None:
    for item in sorted(items, key=lambda item: item["due"] or ""):
        one = dossier.instalments.filter(due=item["due"], amount=item["amount"]).first()
        if one is None:
            conduct.plan_instalment(by=by, dossier=dossier, due=item["due"] or "",
                                    amount=item["amount"], why=why)
        if item["paid"] and not (one and one.paid):
            conduct.pay_instalment(by=by, dossier=dossier, on=item["paid"], why=why)


INSTALMENTS = Part("instalments", (
    column("instalments", "due", Words("Instalment due", "Échéance du versement"), day),
    column("instalments", "amount", Words("Instalment, in euros", "Versement, en euros"),
           as_in_its_form(told_columns(Instalment)["amount"]),
           also=("Instalment", "Versement", "Montant du versement")),
    column("instalments", "paid", Words("Instalment paid", "Versement fait"), day,
           also=("Paid on", "Versé le"))),
    Instalment, "project", ("due", "amount"), rows=_instalments, adds=_add_instalments)


def _reports(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in sorted(items, key=lambda item: item["due"] or ""):
        acts = [("plan_report", {"kind": item["kind"], "due": item["due"]})]
        if item["received"]:
            acts.append(("receive_report", {"kind": item["kind"], "on": item["received"]}))
        yield {name: item[name] or "" for name in ("kind", "due", "received")}, acts


def _add_reports(*, by: Account | None, dossier: FundedProject, items, why: str) -> None:
    for item in sorted(items, key=lambda item: item["due"] or ""):
        one = dossier.reports.filter(kind=item["kind"], due=item["due"]).first()
        if one is None:
            conduct.plan_report(by=by, dossier=dossier, kind=item["kind"] or "",
                                due=item["due"] or "", why=why)
        if item["received"] and not (one and one.received):
            conduct.receive_report(by=by, dossier=dossier, on=item["received"], why=why)


REPORTS = Part("reports", (
    column("reports", "kind", Words("Report", "Rapport"), optional(one_of(words.REPORTS)),
           write=worded(words.REPORTS)),
    column("reports", "due", Words("Report due", "Échéance du rapport"), day),
    column("reports", "received", Words("Report received", "Rapport reçu"), day)),
    DueReport, "project", ("kind", "due"), rows=_reports, adds=_add_reports)


def open_project(project: FundedProject, draft: Draft) -> dict:
    """Hold a project to its call, its instalments and reports to what their actions ask.

    Returns what is due next.
    """
    parts = draft.refs["parts"]
    if not project.call.opens or before(project.opened, project.call.opens):
        raise Refused(f"{project.call} opened on {project.call.opens or '…'} only.",
                      f"{project.call} n’a ouvert que le {project.call.opens or '…'}.", "opened")
    if ends := checked(project.ends, "ends"):
        conduct.not_before_it(project, ends, "ends")
    _each_once(project, draft)
    together = Decimal()
    for item in (*parts["instalments"], *parts["reports"]):
        money = item.part is INSTALMENTS
        try:
            if not item["due"]:
                raise Refused("Say when it is due.", "Dites quand c’est dû.", "due")
            conduct.not_before_it(project, item["due"], "due")
            done = "paid" if money else "received"
            if item[done]:
                past(item[done], done, after=project.opened)
            if money and not item["amount"]:
                raise Refused("Give the amount.", "Donnez le montant.", "amount")
            if money:
                together += item["amount"]
                conduct.may_plan(project, together)
            elif not item["kind"]:
                raise Refused("Say which report.", "Dites quel rapport.", "kind")
        except Refused as refused:
            item.refused(refused)
    return {
        "next_instalment": conduct.first_due(
            item["due"] for item in parts["instalments"] if item["due"] and not item["paid"]),
        "next_report": conduct.first_due(
            item["due"] for item in parts["reports"] if item["due"] and not item["received"])}


def move_project(project: FundedProject, draft: Draft, move: str, on: str) -> None:
    """A project closes with its results, once its reports are there."""
    if move == "close-project":
        project.results = project.results.strip()
        owed = sorted(item["due"] for item in draft.refs["parts"]["reports"]
                      if item["due"] and not item["received"])
        conduct.may_close(owed[0] if owed else None, project.results, project.publications)
