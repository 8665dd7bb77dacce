"""What the partnerships desk's own actions ask and do besides, for dossiers that a file brings."""

from collections.abc import Iterator, Sequence

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.parts import Item, Part, column
from belvedere.register.exchange.dates import day
from belvedere.register.exchange.lists import Draft, plain
from belvedere.register.organisations.dates import before
from belvedere.register.organisations.drafts import chunks
from belvedere.register.organisations.models import Organisation
from belvedere.register.partnerships import agreements, associations, plans
from belvedere.register.partnerships.models import (
    AgreementPartner,
    Attendance,
    CooperationAgreement,
    CoordinatedPlan,
    FocusMeeting,
    Milestone,
    PatientAssociation,
    PatientAssociationPeriod,
)
from belvedere.tables.words import Words


def _partners(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in items:
        yield {"partner": item["partner"]}, [("add_partner", {"partner": str(item["partner"])})]


def _add_partners(*, by: Account | None, dossier: CooperationAgreement, items, why: str) -> None:
    for item in items:
        if not dossier.partners.filter(partner=item["partner"]).exists():
            agreements.add_partner(by=by, dossier=dossier, partner=item["partner"], why=why)


PARTNERS = Part("partners", (
    column("partners", "partner", Words("Partner", "Partenaire"), plain(500),
           also=("First partner", "Premier partenaire", "Partners", "Partenaires")),),
    AgreementPartner, "agreement", ("partner",), {"partner": Organisation}, rows=_partners,
    adds=_add_partners)


def open_agreement(agreement: CooperationAgreement, draft: Draft) -> None:
    """Hold a new agreement's partners to what adding one asks; it renews one that took effect."""
    for item in draft.refs["parts"]["partners"]:
        try:
            agreements.may_be_partner(agreement, item["partner"])
        except Refused as refused:
            item.refused(refused)
    old = agreement.renews
    if old is None:
        return
    if old.state not in ("active", "ended", "renewed") or agreements.renewal_of(old):
        raise Refused(f"{old} is not in force, or is being renewed already.",
                      f"{old} n’est pas en vigueur, ou son renouvellement est en cours.", "renews")
    agreement.first = old.first or old.number


def move_agreement(agreement: CooperationAgreement, draft: Draft, move: str, on: str) -> None:
    """An agreement is signed with a partner, and does not take effect after its end."""
    if move == "sign":
        agreements.may_be_signed(agreement, [
            item["partner"] for item in draft.refs["parts"]["partners"]])
    if move == "activate":
        agreements.may_be_active(agreement)
        if agreement.renews and agreement.renews.state == "active":
            raise Refused(f"Record first that {agreement.renews}, which it renews, has ended.",
                          f"Enregistrez d’abord la fin de {agreement.renews}, qu’il renouvelle.",
                          "on")
        if (old := agreement.renews) and old.end and before(agreement.start, old.end):
            raise Refused(f"{old}, which it renews, ended on {old.end} only.",
                          f"{old}, qu’il renouvelle, n’a pris fin que le {old.end}.", "on")


def _attendances(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in items:
        one = item["association"]
        yield {"association": one}, [("attend", {"association": one.number})]


def _add_attendances(*, by: Account | None, dossier: FocusMeeting, items, why: str) -> None:
    for item in items:
        if not dossier.attendances.filter(association=item["association"]).exists():
            associations.attend(by=by, dossier=dossier, association=item["association"], why=why)


ATTENDANCES = Part("attendances", (
    column("attendances", "association", Words("Association present, by number",
                                               "Association présente, par son numéro"), plain(300),
           also=("Association", "Association present", "Association présente")),),
    Attendance, "meeting", ("association",), {"association": PatientAssociation},
    rows=_attendances, adds=_add_attendances, after=True)


def look_at_meetings(drafts: Sequence[Draft]) -> None:
    """Who was there sat in the focus group on the day."""
    asked = {item["association"].pk for draft in drafts
             for item in draft.refs["parts"]["attendances"] if item["association"]}
    seats: dict[int, list[tuple[str, str]]] = {}
    for some in chunks(asked):
        for pk, *seat in PatientAssociationPeriod.objects.filter(
                dossier__in=some, state="in_focus_group").values_list("dossier", "start", "end"):
            seats.setdefault(pk, []).append(tuple(seat))
    for draft in drafts:
        held = dict(draft.refs["way"]).get("held", "")
        for item in draft.refs["parts"]["attendances"]:
            one = item["association"]
            try:
                if not held:
                    raise Refused("It was not held: say when.",
                                  "Elle ne s’est pas tenue : dites quand.", "association")
                associations.sat(one, held, seats.get(one.pk, ()))
            except Refused as refused:
                item.refused(refused)


def open_meeting(meeting: FocusMeeting, draft: Draft) -> None:
    """What is to follow is told of a meeting that was held."""
    if meeting.to_do or meeting.due:
        raise Refused("What follows is told of a meeting that was held: say when.",
                      "Les suites sont celles d’une réunion tenue : dites quand.", "due")


def move_meeting(meeting: FocusMeeting, draft: Draft, move: str, on: str) -> None:
    """A meeting that was held says what is to follow, and by when."""
    if move == "meet":
        associations.met(meeting, meeting.to_do, meeting.due)


def _milestones(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for rank, item in enumerate(items, 1):
        told = {name: item[name] or "" for name in ("action", "title", "due", "reached")}
        acts = [("add_milestone", {"rank": rank, "due": told["due"]})]
        if told["reached"]:
            acts.append(("reach", {"rank": rank, "on": told["reached"]}))
        yield {"rank": rank, **told}, acts


def _add_milestones(*, by: Account | None, dossier: CoordinatedPlan, items, why: str) -> None:
    for item in items:
        key = {name: item[name] or "" for name in ("action", "title", "due")}
        if not dossier.milestones.filter(**key).exists():
            plans.add_milestone(by=by, dossier=dossier, why=why, **key)
        one = dossier.milestones.get(**key)
        if item["reached"] and one.reached != item["reached"]:
            plans.reach(by=by, dossier=dossier, rank=one.rank, on=item["reached"], why=why)


MILESTONES = Part("milestones", (
    column("milestones", "action", Words("Action of the plan", "Action du plan"), plain(300),
           also=("Action",)),
    column("milestones", "title", Words("Milestone", "Jalon"), plain(300)),
    column("milestones", "due", Words("Due", "Échéance"), day,
           also=("Milestone due", "Échéance du jalon", "Due on")),
    column("milestones", "reached", Words("Reached", "Atteint"), day,
           also=("Reached on", "Atteint le"))),
    Milestone, "plan", ("action", "title", "due"), rows=_milestones, adds=_add_milestones)


def open_plan(plan: CoordinatedPlan, draft: Draft) -> dict:
    """Hold a new plan's milestones to what their actions ask; return the next that is due."""
    start = dict(draft.refs["way"]).get("running") or plan.opened
    told = draft.refs["parts"]["milestones"]
    for item in told:
        try:
            plans.may_add(plan, item["title"] or "", item["due"] or "")
            if item["reached"]:
                past(item["reached"], "reached", after=start)
        except Refused as refused:
            item.refused(refused)
    return {"next_due": min((item["due"] for item in told if item["due"] and not item["reached"]),
                            default="")}


def move_plan(plan: CoordinatedPlan, draft: Draft, move: str, on: str) -> None:
    """A plan is launched with a milestone, and achieved once all are reached."""
    plans.may_move(plan, move, on, [
        (item["title"] or "", item["reached"] or "") for item in draft.refs["parts"]["milestones"]])
