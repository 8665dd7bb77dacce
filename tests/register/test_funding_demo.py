"""The invented funding book is as one that people kept: the same rules hold in it."""

import datetime
from itertools import pairwise

from django.db.models import F, Q, Sum

from belvedere.register.funding.demo import fill
from belvedere.register.funding.models import (
    AccreditedCentre,
    CallForProjects,
    FundedProject,
    FundingApplication,
)
from belvedere.register.funding.workflows import APPLICATION, CALL, CENTRE, PROJECT


def test_ten_years_of_calls_hold_to_the_rules_of_the_desk(drawn):
    last = datetime.date(2024, 11, 26)
    fill(drawn["Inserm"], [drawn["U1"], drawn["U2"]], first=2014, last=last, yearly=2)
    assert {int(c.opened[:4]) for c in CallForProjects.objects.all()} == set(range(2014, 2025))
    for model, workflow in ((CallForProjects, CALL), (FundingApplication, APPLICATION),
                            (FundedProject, PROJECT), (AccreditedCentre, CENTRE)):
        moves = set(workflow.allowed())
        for one in model.objects.prefetch_related("periods"):
            way = sorted(one.periods.all(), key=lambda period: period.pk)
            assert (way[0].state, way[0].start) == (workflow.first, one.opened)
            assert all(f"{a.state}>{b.state}" in moves and a.end == b.start
                       for a, b in pairwise(way))
            assert (way[-1].state, way[-1].start, way[-1].end) == (one.state, one.since, "")
            assert one.since <= str(last)
    received = FundingApplication.objects.filter(
        Q(opened__lt=F("call__opens")) | Q(opened__gt=F("call__closes")))
    assert FundingApplication.objects.count() > 100 and not received.exists()
    waiting = FundingApplication.objects.filter(state__in=("received", "in_review"),
                                                call__state__in=("decided", "archived"))
    assert not waiting.exists()
    funded = FundingApplication.objects.filter(decision="funded")
    assert funded.count() == FundedProject.objects.count() > 20
    assert not funded.exclude(project__opened=F("since")).exists()
    assert any(not call.fundingapplications.exists() for call in CallForProjects.objects.all())
    for project in FundedProject.objects.annotate(planned=Sum("instalments__amount")):
        assert 0 < project.planned <= project.granted
        owed = sorted(project.reports.filter(received="").values_list("due", flat=True))
        assert project.next_report == (owed[0] if owed else "")
        assert not (owed and project.state == "closed")
    assert {one.kind for one in AccreditedCentre.objects.all()} == {"siric", "cic", "clip2"}
    for one in AccreditedCentre.objects.all():
        times = list(one.accreditations.order_by("start").values_list("start", "end"))
        assert one.until == times[-1][1] and all(a[1] == b[0] for a, b in pairwise(times))
        assert (one.until <= str(last)) == (one.state == "lapsed")
