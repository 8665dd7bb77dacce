"""Calls, applications, panels, funded projects and centres: what may be done, and what not."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from belvedere.register.accounts.models import Account, AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.administration.sentences import SENTENCES
from belvedere.register.administration.telling import tell
from belvedere.register.desk import actions as desk
from belvedere.register.desk.models import Notification
from belvedere.register.funding import actions, calls, centres, conduct, panel
from belvedere.register.funding.books import APPLICATIONS, CALLS, CENTRES, PROJECTS
from belvedere.register.funding.models import (
    AccreditedCentre,
    CallForProjects,
    FundedProject,
    FundingApplication,
    Instalment,
    PanelReview,
)
from belvedere.register.funding.workflows import APPLICATION, CALL, CENTRE, PROJECT

from .funding_books import CLOSED

REVIEWED = ("review", "2014-04-10")


def through(does, dossier, *moves, **more):
    for move, on in moves:
        dossier = does.move(by=None, dossier=dossier, move=move, on=on, **more)
    return dossier


def said(refused) -> str:
    """Both languages tell it; the field is where it is wrong."""
    assert refused.value.words.fr != refused.value.words.en
    return refused.value.field


def test_a_call_from_its_preparation_to_the_archive(call_of, application_of):
    call = call_of(*CLOSED)
    assert (call.number, call.opens, call.closes, call.state) == (
        "CA2014-001", "2014-01-15", "2014-03-31", "closed")
    one = application_of(REVIEWED, call=call)
    with pytest.raises(Refused, match=f"Decide first: {one}"):
        calls.move(by=None, dossier=call, move="decide-call", on="2014-07-01")
    actions.move(by=None, dossier=one, move="reserve", on="2014-06-01")
    call = calls.move(by=None, dossier=call, move="decide-call", on="2014-07-01")
    assert call.settled == "2014-07-01"
    with pytest.raises(Refused, match="Decide first"):
        calls.move(by=None, dossier=call, move="archive-call", on="2014-08-01")
    actions.move(by=None, dossier=one, move="reject", on="2014-07-15", why="No money left")
    assert through(calls, call, ("archive-call", "2014-08-01")).state == "archived"


@pytest.mark.parametrize("wrong, field", [
    ({"title": ""}, "title"), ({"unit": None}, "unit"), ({"opened": ""}, "opened"),
    ({"opens": "2014-13"}, "opens"), ({"opens": "2014-03-01", "closes": "2014-02-28"}, "closes"),
])
def test_a_call_that_cannot_be_is_refused_at_its_field(call_of, wrong, field):
    with pytest.raises(Refused) as refused:
        call_of(**wrong)
    assert said(refused) == field and not CallForProjects.objects.exists()


def test_a_call_opens_before_it_closes(call_of):
    call = call_of(closes="2014-01-31")
    with pytest.raises(Refused, match="was to close on 2014-01-31"):
        calls.move(by=None, dossier=call, move="open-call", on="2014-02-01")
    with pytest.raises(Refused):
        calls.move(by=None, dossier=call, move="open-call", on="2014-02-30")
    call = through(calls, call, ("open-call", "2014-01-31"), ("close-call", "2014-01-31"))
    assert (call.opens, call.closes) == ("2014-01-31", "2014-01-31")


@pytest.mark.parametrize("on, told", [
    ("2014-01-14", "opened on 2014-01-15 only"), ("2014", "opened on"),
    ("2014-04-01", "closed on 2014-03-31"), ("2014-13", "no date"), ("", "Give the date")])
def test_an_application_is_received_within_the_dates_of_its_call(application_of, on, told):
    with pytest.raises(Refused, match=told) as refused:
        application_of(opened=on)
    assert said(refused) == "opened" and not FundingApplication.objects.exists()


@pytest.mark.parametrize("on", ["2014-01-15", "2014-03-31", "2014-03"])
def test_the_first_and_the_last_day_of_a_call_are_in_it(application_of, on):
    assert application_of(opened=on).opened == on


def test_one_that_is_not_open_yet_or_is_decided_receives_none(call_of, application_of):
    for call in (call_of(), call_of(*CLOSED, ("decide-call", "2014-07-01"))):
        with pytest.raises(Refused, match="receives no applications") as refused:
            application_of(call=call)
        assert said(refused) == "call"


@pytest.mark.parametrize("wrong, field", [({"title": ""}, "title"), ({"unit": None}, "unit")])
def test_an_application_that_cannot_be_is_refused(application_of, wrong, field):
    with pytest.raises(Refused) as refused:
        application_of(**wrong)
    assert said(refused) == field
    with pytest.raises(Refused, match="to which call"):
        actions.apply(by=None, call=None, opened="2014", title="T")


def test_dates_of_a_call_stay_around_what_was_received(call_of, application_of):
    call = call_of(*CLOSED)
    application_of(call=call)
    for values, field in (({"opens": "2014-02-02"}, "opens"), ({"opens": ""}, "opens"),
                          ({"closes": "2014-01-31"}, "closes")):
        with pytest.raises(Refused) as refused:
            calls.change(by=None, dossier=call, values=values)
        assert said(refused) == field
    assert calls.change(by=None, dossier=call, values={"closes": "2014-02-01"}).closes
    other = call_of(CLOSED[0])
    application_of(call=other)
    with pytest.raises(Refused, match="was received on 2014-02-01"):
        calls.move(by=None, dossier=other, move="close-call", on="2014-01-31")


def test_numbers_are_given_once(call_of, application_of):
    call = call_of(*CLOSED)
    assert [application_of(call=call).number for _ in range(2)] == ["FA2014-001", "FA2014-002"]
    assert application_of(call=call, number="FA2014-007").number == "FA2014-007"
    with pytest.raises(Refused, match="another dossier’s number") as refused:
        application_of(call=call, number="FA2014-002")
    assert said(refused) == "number"
    assert application_of(call=call).number == "FA2014-008"


def test_a_decision_to_fund_opens_a_project(funded):
    assert (funded.number, funded.opened, funded.state, funded.granted) == (
        "FP2014-001", "2014-06-01", "awarded", Decimal(50000))
    assert (funded.title, funded.discipline, funded.theme) == (
        "Light in tumours", "physics", "cancer")
    assert FundingApplication.objects.get().project == funded


def test_no_other_decision_opens_one(application_of):
    application_of(REVIEWED, ("reserve", "2014-06-01"))
    application_of(REVIEWED, ("reject", "2014-06-01"))
    application_of(REVIEWED, ("pull-out", "2014-06-01"))
    assert not FundedProject.objects.exists()
    one = application_of(REVIEWED, ("reserve", "2014-06-01"), ("fund", "2014-09-01"))
    assert (one.decided, one.decision, one.project.opened) == (
        "2014-06-01", "funded", "2014-09-01")


def test_an_application_withdrawn_after_its_opinion_is_not_decided(call_of, application_of, member):
    call = call_of(*CLOSED)
    rosa = member(call)
    one = panel.assign(by=None, dossier=application_of(REVIEWED, call=call), member=rosa.email,
                       on="2014-04-11")
    panel.declare(by=rosa, dossier=one, conflict="none")
    panel.judge(by=rosa, dossier=one, opinion="fund", report="Bright.", on="2014-05-01")
    one = actions.move(by=None, dossier=one, move="pull-out", on="2014-05-02", why="Moved abroad")
    assert (one.state, one.decided, one.decision) == ("taken_back", "", "")
    with pytest.raises(Refused, match="nothing more"):
        actions.move(by=None, dossier=one, move="fund", on="2014-06-01", granted=Decimal(1))


def test_nothing_is_granted_before_the_call_closes_or_without_an_amount(call_of, application_of):
    one = application_of(("review", "2014-02-02"), call=call_of(CLOSED[0]))
    for move in ("fund", "reserve"):
        with pytest.raises(Refused, match="is not closed"):
            actions.move(by=None, dossier=one, move=move, on="2014-03-01", granted=Decimal(1))
    other = application_of(REVIEWED)
    for amount in (None, Decimal(0)):
        with pytest.raises(Refused) as refused:
            actions.move(by=None, dossier=other, move="fund", on="2014-06-01", granted=amount)
        assert said(refused) == "granted"
    assert not FundedProject.objects.exists()


def test_moves_that_are_not_in_the_workflow_and_dates_out_of_order(application_of):
    one = application_of()
    with pytest.raises(Refused, match="Possible: Put before the panel, Refuse"):
        actions.move(by=None, dossier=one, move="fund", on="2014-06-01", granted=Decimal(1))
    for on in ("2014-01-31", "2999", ""):
        with pytest.raises(Refused) as refused:
            actions.move(by=None, dossier=one, move="review", on=on)
        assert said(refused) == "on"
    with pytest.raises(Refused) as refused:
        actions.move(by=None, dossier=one, move="reject", on="2014-04-01", why=" ")
    assert said(refused) == "why"


def test_two_officers_decide_at_once_and_one_project_is_opened(application_of):
    one = application_of(REVIEWED)
    fund = {"by": None, "dossier": one, "move": "fund", "on": "2014-06-01",
            "granted": Decimal(1), "expected": one.version}
    actions.move(**fund)
    with pytest.raises(Stale):
        actions.move(**fund)
    assert FundedProject.objects.count() == 1


def test_units_are_named_once(application_of, drawn):
    one = actions.add_unit(by=None, dossier=application_of(REVIEWED), unit=drawn["U2"])
    for unit in (drawn["U1"], drawn["U2"]):
        with pytest.raises(Refused, match="already"):
            actions.add_unit(by=None, dossier=one, unit=unit)
    with pytest.raises(Refused, match="among its other units"):
        actions.change(by=None, dossier=one, values={"unit": drawn["U2"]})
    with pytest.raises(Refused, match="none of its other"):
        actions.take_unit_out(by=None, dossier=one, unit=drawn["U1"])
    project = actions.move(by=None, dossier=one, move="fund", on="2014-06-01",
                           granted=Decimal(1)).project
    assert [str(other.unit) for other in project.units.all()] == ["U2"]
    with pytest.raises(Refused, match="among its other units"):
        conduct.change(by=None, dossier=project, values={"unit": drawn["U2"]})
    actions.take_unit_out(by=None, dossier=project, unit=drawn["U2"])
    assert not project.units.exists() and one.units.count() == 1


@pytest.mark.parametrize("home", ["U1", "Team A"])
def test_a_member_of_a_unit_that_applies_is_not_asked(
    call_of, application_of, member, drawn, home,
):
    call = call_of(*CLOSED)
    rosa = member(call, unit=drawn[home])
    ask = {"by": None, "member": rosa.email, "on": "2014-04-11"}
    with pytest.raises(Refused, match="unit that applies") as refused:
        panel.assign(dossier=application_of(REVIEWED, call=call), **ask)
    assert said(refused) == "member"
    other = application_of(REVIEWED, call=call, unit=drawn["U2"])
    assert panel.assign(dossier=other, **ask).reviews.count() == 1


def test_a_role_in_a_unit_tells_where_a_member_is_at_home(call_of, application_of, member, drawn):
    call = call_of(*CLOSED)
    rosa, one = member(call), application_of(REVIEWED, call=call)
    rosa.grants.create(role=Role.CONTRIBUTOR, organisation=drawn["Cancer"])  # holds many units
    rosa.grants.create(role=Role.CURATOR)
    panel.assign(by=None, dossier=one, member=rosa.email, on="2014-04-11")
    panel.declare(by=rosa, dossier=one, conflict="none")
    rosa.grants.create(role=Role.CONTRIBUTOR, organisation=drawn["Team A"])
    with pytest.raises(Refused, match="of a unit that applies"):
        panel.judge(by=rosa, dossier=one, opinion="fund", report="Ours", on="2014-05-01")
    assert PanelReview.objects.get().opinion == ""


def test_a_unit_whose_own_gave_an_opinion_does_not_join(call_of, application_of, member, drawn):
    call = call_of(*CLOSED)
    rosa = member(call, unit=drawn["U2"])
    one = panel.assign(by=None, dossier=application_of(REVIEWED, call=call), member=rosa.email,
                       on="2014-04-11")
    panel.declare(by=rosa, dossier=one, conflict="none")
    panel.judge(by=rosa, dossier=one, opinion="fund", report="Bright", on="2014-05-01")
    with pytest.raises(Refused, match="gave an opinion"):
        actions.add_unit(by=None, dossier=one, unit=drawn["U2"])
    with pytest.raises(Refused, match="gave an opinion"):
        actions.change(by=None, dossier=one, values={"unit": drawn["U2"]})


def test_who_declared_a_conflict_gives_no_opinion_and_does_not_decide(
    call_of, application_of, member,
):
    call = call_of(*CLOSED)
    rosa = member(call)
    rosa.grants.create(role=Role.FUNDING)
    one = panel.assign(by=None, dossier=application_of(REVIEWED, call=call), member=rosa.email,
                       on="2014-04-11")
    opinion = {"by": rosa, "dossier": one, "opinion": "fund", "report": "x", "on": "2014-05-01"}
    with pytest.raises(Refused, match="Declare first"):
        panel.judge(**opinion)
    with pytest.raises(Refused) as refused:
        panel.declare(by=rosa, dossier=one, conflict="declared")
    assert said(refused) == "conflict_told"
    panel.declare(by=rosa, dossier=one, conflict="declared", conflict_told="My cousin’s unit")
    with pytest.raises(Refused, match="Declare first"):
        panel.judge(**opinion)
    with pytest.raises(Refused, match="somebody else decides"):
        actions.move(by=rosa, dossier=one, move="fund", on="2014-06-01", granted=Decimal(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelReview.objects.update(opinion="fund")
    assert AuditEntry.objects.filter(action="declare_interests", after={"member": rosa.pk}).exists()
    assert "cousin" not in str(AuditEntry.objects.values("before", "after", "why"))


def test_opinions_are_given_once_and_before_the_decision(call_of, application_of, member):
    call = call_of(*CLOSED)
    rosa, one = member(call), application_of(REVIEWED, call=call)
    panel.assign(by=None, dossier=one, member=rosa.email, on="2014-04-11")
    with pytest.raises(Refused, match="already"):
        panel.assign(by=None, dossier=one, member=rosa.email, on="2014-04-11")
    panel.declare(by=rosa, dossier=one, conflict="none")
    opinion = {"by": rosa, "dossier": one, "opinion": "fund", "report": "x", "on": "2014-05-01"}
    with pytest.raises(Refused):
        panel.judge(**opinion | {"on": "2014-04-10"})
    with pytest.raises(Refused, match="Choose an opinion"):
        panel.judge(**opinion | {"opinion": "maybe"})
    panel.judge(**opinion)
    with pytest.raises(Refused, match="once"):
        panel.judge(**opinion)
    with pytest.raises(Refused, match="is given"):
        panel.declare(by=rosa, dossier=one, conflict="declared", conflict_told="Late")


def test_who_is_of_the_panel(call_of, application_of, member):
    call = call_of(*CLOSED)
    rosa, one = member(call), application_of(call=call)
    with pytest.raises(Refused, match="Nobody has an account"):
        panel.appoint(by=None, dossier=call, member="x@example.org", on="2014-02-01")
    with pytest.raises(Refused, match="already"):
        panel.appoint(by=None, dossier=call, member="Rosa@example.org", on="2014-02-01")
    ask = {"by": None, "dossier": one, "on": "2014-04-11"}
    with pytest.raises(Refused, match="before the panel"):
        panel.assign(member=rosa.email, **ask)
    one = ask["dossier"] = actions.move(by=None, dossier=one, move="review", on="2014-04-10")
    with pytest.raises(Refused, match="not of the panel"):
        panel.assign(member="x@example.org", **ask)
    panel.assign(member=rosa.email, **ask)
    assert Notification.objects.get(to=rosa, subject="fundingapplication").en == (
        f"A review of {one} is asked for.")
    panel.discharge(by=None, dossier=call, member=rosa.email, on="2014-04-12")
    with pytest.raises(NotAllowed):
        panel.declare(by=rosa, dossier=one, conflict="none")
    with pytest.raises(Refused, match="not of the panel"):
        panel.discharge(by=None, dossier=call, member=rosa.email, on="2014-04-13")
    stranger = Account.objects.create(email="s@example.org", name="S")
    for who in (stranger, None):
        with pytest.raises(NotAllowed):
            panel.judge(by=who, dossier=one, opinion="fund", report="x", on="2014-05-01")
    done = call_of(*CLOSED, ("decide-call", "2014-07-01"))
    with pytest.raises(Refused, match="nothing to review"):
        panel.appoint(by=None, dossier=done, member=rosa.email, on="2014-08-01")


def test_instalments_are_no_more_than_what_is_granted(funded):
    plan = {"by": None, "dossier": funded}
    conduct.plan_instalment(due="2015-01-01", amount=Decimal(30000), **plan)
    project = conduct.plan_instalment(due="2014-09-01", amount=Decimal(20000), **plan)
    assert project.next_instalment == "2014-09-01"
    for wrong, field in (({"amount": Decimal("0.01")}, "amount"), ({"amount": None}, "amount"),
                         ({"due": ""}, "due"), ({"due": "2014-05-31"}, "due")):
        with pytest.raises(Refused) as refused:
            conduct.plan_instalment(**plan | {"due": "2016", "amount": Decimal(1)} | wrong)
        assert said(refused) == field
    with pytest.raises(Refused) as refused:
        conduct.change(by=None, dossier=funded, values={"granted": Decimal(49999)})
    assert said(refused) == "granted"
    project = conduct.pay_instalment(on="2014-09-02", **plan)
    assert project.next_instalment == "2015-01-01"
    assert Instalment.objects.get(paid="2014-09-02").amount == 20000
    project = conduct.pay_instalment(on="2015-01-02", **plan)
    assert project.next_instalment == ""
    with pytest.raises(Refused, match="Every instalment"):
        conduct.pay_instalment(on="2015-01-03", **plan)


def test_a_project_closes_with_its_reports_and_its_results(funded):
    with pytest.raises(Refused) as refused:
        conduct.change(by=None, dossier=funded, values={"ends": "2014-05-31"})
    assert said(refused) == "ends"
    project = through(conduct, funded, ("begin-work", "2014-07-01"))
    project = conduct.plan_report(by=None, dossier=project, kind="final", due="2016-06-30")
    project = conduct.plan_report(by=None, dossier=project, kind="progress", due="2015")
    assert project.next_report == "2015"
    with pytest.raises(Refused, match="which report"):
        conduct.plan_report(by=None, dossier=project, kind="poem", due="2015")
    project = through(conduct, project, ("end-work", "2016-06-01"))
    close = {"by": None, "move": "close-project", "on": "2016-09-01"}
    with pytest.raises(Refused, match="due on 2015"):
        conduct.move(dossier=project, results="Light", **close)
    for left in ("2016-06-30", ""):
        project = conduct.receive_report(by=None, dossier=project, on="2016-07-01")
        assert project.next_report == left
    with pytest.raises(Refused, match="Every report"):
        conduct.receive_report(by=None, dossier=project, on="2016-07-01")
    with pytest.raises(Refused) as refused:
        conduct.move(dossier=project, **close)
    assert said(refused) == "results"
    project = conduct.move(dossier=project, results="Light shone.",
                           publications="10.1000/x PMID:12", **close)
    assert (project.state, project.ended, project.results) == (
        "closed", "2016-06-01", "Light shone.")
    for late in (lambda: conduct.plan_report(by=None, dossier=project, kind="final", due="2017"),
                 lambda: conduct.plan_instalment(by=None, dossier=project, due="2017",
                                                 amount=Decimal(1))):
        with pytest.raises(Refused, match="nothing more is due"):
            late()


def test_one_that_is_abandoned_has_ended(funded):
    with pytest.raises(Refused):
        conduct.move(by=None, dossier=funded, move="abandon", on="2014-08-01")
    one = conduct.move(by=None, dossier=funded, move="abandon", on="2014-08-01", why="Left")
    assert (one.state, one.ended) == ("abandoned", "2014-08-01")


def test_a_centre_is_accredited_renewed_and_lapses(centre):
    with pytest.raises(Refused, match="renewal begins then") as refused:
        centres.renew(by=None, dossier=centre, on="2015-12-31", until="2020-01-01")
    assert said(refused) == "on"
    one = centres.renew(by=None, dossier=centre, on="", until="2020-01-01")
    with pytest.raises(Refused) as refused:
        centres.renew(by=None, dossier=one, on="", until="2020-01-01")
    assert said(refused) == "until"
    one = centres.renew(by=None, dossier=one, on="2020-01-01", until="2024-01-01")
    one = centres.move(by=None, dossier=one, move="let-lapse", on="2018-06-30", why="Site closed")
    assert list(one.accreditations.order_by("start").values_list("start", "end")) == [
        ("2012-01-01", "2016-01-01"), ("2016-01-01", "2018-06-30")]
    assert (one.state, one.until) == ("lapsed", "2018-06-30")
    with pytest.raises(Refused, match="not accredited"):
        centres.renew(by=None, dossier=one, on="", until="2030")
    one = centres.move(by=None, dossier=one, move="accredit", on="2019-01-01", until="2030-01-01")
    assert (one.state, one.until, one.accreditations.count()) == ("accredited", "2030-01-01", 3)


def test_one_that_lapses_on_the_day_of_its_accreditation_has_an_empty_time(centre):
    one = centres.move(by=None, dossier=centre, move="let-lapse", on="2012-01-01", why="Misread")
    assert list(one.accreditations.values_list("start", "end")) == [("2012-01-01", "2012-01-01")]


@pytest.mark.parametrize("wrong, field", [
    ({"until": ""}, "until"), ({"until": "2012-01-01"}, "until"), ({"until": "2012-13"}, "until"),
    ({"on": "2999", "until": "3000"}, "on")])
def test_an_accreditation_that_cannot_be_is_refused(drawn, wrong, field):
    one = centres.propose(by=None, opened="2011", kind="cic", title="CIC", unit=drawn["U1"])
    with pytest.raises(Refused) as refused:
        centres.move(by=None, dossier=one, move="accredit",
                     **{"on": "2012-01-01", "until": "2016", **wrong})
    assert said(refused) == field and not one.accreditations.exists()


@pytest.mark.parametrize("wrong, field", [
    ({"kind": "spa"}, "kind"), ({"title": ""}, "title"), ({"unit": None}, "unit")])
def test_a_centre_that_cannot_be_is_refused(drawn, wrong, field):
    with pytest.raises(Refused) as refused:
        centres.propose(by=None, opened="2011", **{
            "kind": "cic", "title": "CIC", "unit": drawn["U1"], **wrong})
    assert said(refused) == field and not AccreditedCentre.objects.exists()


@pytest.mark.parametrize("workflow", [CALL, APPLICATION, PROJECT, CENTRE])
def test_each_move_is_made_by_who_may_and_refused_to_the_others(drawn, workflow):
    for role in Role:
        account = Account.objects.create(email=f"{role}@example.org", name=str(role))
        account.grants.create(role=role)
        for move in workflow.moves:
            if role in (Role.FUNDING, Role.ADMINISTRATOR):
                desk.allow(account, move.needs, drawn["U1"])
            else:
                with pytest.raises(NotAllowed):
                    desk.allow(account, move.needs, drawn["U1"])


def test_what_was_done_is_told_in_sentences(application_of, drawn):
    one = actions.add_unit(by=None, dossier=application_of(), unit=drawn["U2"])
    actions.move(by=None, dossier=one, move="review", on="2014-04-10")
    said = [tell(entry, language).sentence for entry in AuditEntry.objects.order_by("-pk")[:2]
            for language in ("en", "fr")]
    assert "recorded of FA2014-001: Before the panel, from 10 April 2014" in said[0]
    assert "pour FA2014-001 : Devant le comité, à compter du 10 avril 2014" in said[1]
    assert "added a unit to FA2014-001" in said[2]
    told = {*SENTENCES, *(name.replace("_", "-") for name in SENTENCES)}
    for book in (CALLS, APPLICATIONS, PROJECTS, CENTRES):
        moves = {step.name for step in book.model.WORKFLOW.moves}
        # a member who is assigned is asked: that is how the audit calls it
        assert set(book.deeds) - moves - {"assign"} <= told


def test_the_audit_keeps_what_is_granted_and_no_other_amount(funded):
    written = str(list(AuditEntry.objects.values("before", "after", "why")))
    assert "50000" in written
    assert "98765" not in written and "777000" not in written and "Dr Personal" not in written
