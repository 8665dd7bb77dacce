"""Named reads of the clinical desk: what hangs on a request, the way of a project."""

from django.db.models import Sum

from belvedere.register.clinical.models import (
    REGISTRATIONS,
    ClinicalApplication,
    ClinicalProject,
)
from belvedere.register.desk.columns import ALL, Mark
from belvedere.register.desk.masking import masked
from belvedere.register.organisations.queries import known_as


def reviewers(request) -> list:
    """Return who reviews a request: they are told of it; a project has none."""
    return [review.reviewer for review in request.reviews.select_related("reviewer")]


def of_request(request: ClinicalApplication, marks: frozenset[Mark], account) -> dict:
    """Return what a request's page shows: its reviews (one's own, for a reviewer), questions."""
    reviews = request.reviews.select_related("reviewer").order_by("pk")
    if marks != ALL:
        reviews = reviews.filter(reviewer=account.pk)
    return {"reviews": reviews, "questions": request.questions.order_by("pk"),
            "project": request.project}


def of_project(project: ClinicalProject, marks: frozenset[Mark], account) -> dict:
    """Return the way of a project, from the laboratory to the bed and back.

    Visitors see how many participants there are where they are not too few, and of
    the requests that it comes from and that amended it only those decided.
    """
    requests = project.applications.order_by("opened", "pk")
    within = marks == ALL
    enrolled = project.enrolments.aggregate(n=Sum("participants"))["n"]
    return {
        "requests": requests if within else requests.exclude(decided=""),
        "enrolments": project.enrolments.order_by("on") if within else [],
        "enrolled": enrolled if within else masked(enrolled), "was_masked": enrolled and (
            not within and masked(enrolled) is None),
        "holds": project.holds.order_by("start"), "within": within,
        "registrations": [getattr(project, name) for name in REGISTRATIONS
                          if getattr(project, name)],
        "unit_known_as": known_as(project.unit.codes.all(), project.unit_id),
        "publications": project.publications.split(),
    }
