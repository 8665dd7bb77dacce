"""Named reads of the funding desk: what hangs on a call, an application, a project, a centre."""

from django.db.models import Count

from belvedere.register.desk.columns import ALL, Mark
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.models import (
    AccreditedCentre,
    CallForProjects,
    FundedProject,
    FundingApplication,
)
from belvedere.register.organisations.queries import known_as


def panel(call: CallForProjects) -> list:
    """Return who is of a call's panel: they are told of it."""
    return [one.account for one in call.members.filter(ended="").select_related("account")]


def reviewers(application: FundingApplication) -> list:
    """Return who reviews an application: they are told of it."""
    return [one.member.account for one in application.reviews.filter(
        member__ended="").select_related("member__account")]


def of_call(call: CallForProjects, marks: frozenset[Mark], account) -> dict:
    """Return what a call's page shows: what it funds; its panel and applications, within."""
    within = marks == ALL
    counts = call.fundingapplications.order_by().values_list("state").annotate(n=Count("pk"))
    states = FundingApplication.WORKFLOW.states
    told = dict(counts) if within else {}
    return {"within": within, "projects": call.fundedprojects.order_by("opened", "pk")[:100],
            "members": call.members.select_related("account", "unit").order_by("pk")
            if within else [],
            "states": [(states[state], state, told[state]) for state in states if state in told]}


def of_application(application: FundingApplication, marks: frozenset[Mark], account) -> dict:
    """Return what an application's page shows: units, reviews (one's own, for a member)."""
    reviews = application.reviews.select_related("member__account").order_by("pk")
    if marks != ALL:
        reviews = reviews.filter(member__account=account.pk)
    return {"reviews": reviews, "opinions": words.OPINIONS, "project": application.project,
            "call": application.call,
            "units": application.units.select_related("unit").order_by("pk")}


def of_project(project: FundedProject, marks: frozenset[Mark], account) -> dict:
    """Return what a project's page shows; instalments, reports and the application, within."""
    within = marks == ALL
    return {
        "within": within, "call": project.call,
        "application": FundingApplication.objects.filter(project=project).first()
        if within else None,
        "units": project.units.select_related("unit").order_by("pk"),
        "instalments": project.instalments.order_by("due", "pk") if within else [],
        "reports": project.reports.order_by("due", "pk") if within else [],
        "unit_known_as": known_as(project.unit.codes.all(), project.unit_id),
        "publications": project.publications.split(), "no_trials": [],
    }


def of_centre(centre: AccreditedCentre, marks: frozenset[Mark], account) -> dict:
    """Return the times for which a centre was accredited, the first first."""
    return {"within": marks == ALL,
            "accreditations": centre.accreditations.order_by("start", "pk")}
