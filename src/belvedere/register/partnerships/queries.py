"""Named reads of the partnerships desk: what the page of each dossier shows besides."""

import datetime

from belvedere.register.desk.columns import Mark
from belvedere.register.partnerships import models
from belvedere.register.partnerships.agreements import renewal_of
from belvedere.tables.dates import bounds


def of_agreement(one: models.CooperationAgreement, marks: frozenset[Mark], account) -> dict:
    """Return the partners of an agreement, what it renews and what renews it."""
    return {"partners": [row.partner for row in one.partners.select_related("partner")
                         .order_by("partner__sorted_name")],
            "renews": one.renews, "renewal": renewal_of(one)}


def of_association(one: models.PatientAssociation, marks: frozenset[Mark], account) -> dict:
    """Return the meetings in which an association sat."""
    return {"meetings": models.FocusMeeting.objects.filter(
        attendances__association=one).order_by("-held", "-pk")}


def of_meeting(one: models.FocusMeeting, marks: frozenset[Mark], account) -> dict:
    """Return who sat in a meeting."""
    return {"associations": models.PatientAssociation.objects.filter(
        attendances__meeting=one).order_by("title", "pk")}


def of_plan(one: models.CoordinatedPlan, marks: frozenset[Mark], account) -> dict:
    """Return the milestones of a plan, with whether each is late today."""
    today = datetime.date.today()
    goes_on = one.state in ("prepared", "running")
    return {"milestones": [
        (row, goes_on and not row.reached and bounds(row.due)[1] < today)
        for row in one.milestones.order_by("rank")]}


def nothing(one: models.Matter, marks: frozenset[Mark], account) -> dict:
    """A page without anything besides."""
    return {}
