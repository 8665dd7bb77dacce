"""Requests and projects: received, reviewed, decided, conducted, reported."""

import pytest
from django.db import IntegrityError, transaction

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import NotAllowed, Refused
from belvedere.register.clinical import actions, conduct, reviewing
from belvedere.register.clinical.models import (
    ClinicalApplication,
    ClinicalProject,
    Enrolment,
    Hold,
    Review,
)
from belvedere.register.desk.models import Notification

from .conftest import EVALUATED


@pytest.fixture
def rosa(books):
    """Rosa has an account and reviews."""
    return Account.objects.create(email="rosa@example.org", name="Rosa")


def through(project, *moves):
    for move, on in moves:
        project = conduct.move(by=None, dossier=project, move=move, on=on)
    return project


def test_a_favourable_request_to_promote_opens_a_project(sponsored):
    assert (sponsored.number, sponsored.opened, sponsored.state) == (
        "P2014-001", "2014-03-01", "preparation")
    assert (sponsored.title, sponsored.phase, sponsored.amount) == (
        "A trial of sleep", "PHASE2", 1000)


def test_no_other_request_opens_one(request_of, sponsored):
    request_of(*EVALUATED, ("favour", "2014-03-01"), kind="qualification")
    request_of(*EVALUATED, ("condition", "2014-03-01"))
    request_of(*EVALUATED, ("refuse", "2014-03-01"))
    request_of(("admit", "2014-03-03"), ("evaluate", "2014-03-04"), ("favour", "2014-04-01"),
               kind="amendment", project=sponsored, opened="2014-03-02")
    assert ClinicalProject.objects.count() == 1


def test_conditions_that_are_met_open_one_and_the_first_decision_stands(request_of):
    one = request_of(*EVALUATED, ("condition", "2014-03-01"), ("fulfil", "2015-02-01"))
    assert (one.state, one.decision, one.decided) == (
        "favourable", "with_conditions", "2014-03-01")
    assert one.project.opened == "2015-02-01"


def test_a_request_withdrawn_after_its_opinion_was_evaluated(request_of):
    one = request_of(*EVALUATED, ("favour", "2014-03-01"), ("withdraw", "2014-12-01"))
    assert (one.state, one.decision, one.decided) == ("withdrawn", "favourable", "2014-03-01")
    other = request_of(*EVALUATED, ("withdraw", "2014-12-01"))
    assert (other.decision, other.decided) == ("", "")


def test_a_project_is_amended_while_it_is_sponsored(request_of, sponsored):
    amend = {"kind": "amendment", "project": sponsored}
    one = request_of(opened="2014-03-01", title="", **amend)
    assert one.title == "A trial of sleep"
    with pytest.raises(Refused, match="since 2014-03-01 only"):
        request_of(opened="2014-02-28", **amend)
    through(sponsored, ("close", "2015-06-01"))
    sponsored.refresh_from_db()
    assert request_of(opened="2015-05-31", **amend).project == sponsored
    with pytest.raises(Refused, match="ended on 2015-06-01"):
        request_of(opened="2015-06-01", **amend)


@pytest.mark.parametrize("wrong, field", [
    ({"kind": "amendment"}, "project"), ({"kind": "favour"}, "kind"), ({"title": ""}, "title"),
    ({"unit": None}, "unit"), ({"opened": ""}, "opened"), ({"opened": "2014-13"}, "opened"),
])
def test_a_request_that_cannot_be_is_refused_at_its_field(request_of, wrong, field):
    with pytest.raises(Refused) as refused:
        request_of(**wrong)
    assert refused.value.field == field and refused.value.words.fr


def test_a_project_is_given_for_an_amendment_only(request_of, sponsored):
    with pytest.raises(Refused, match="Only a request for amendment"):
        request_of(project=sponsored)


def test_two_projects_never_have_one_registration(request_of, sponsored):
    actions.change_project(by=None, dossier=sponsored, values={"nct": "NCT01234567"})
    with pytest.raises(Refused, match="P2014-001"):
        request_of(*EVALUATED, ("favour", "2014-03-01"), nct="NCT01234567")
    assert ClinicalApplication.objects.get(nct="NCT01234567").state == "in_evaluation"
    other = request_of(*EVALUATED, ("favour", "2014-03-02")).project
    with pytest.raises(Refused) as refused:
        actions.change_project(by=None, dossier=other, values={"nct": "NCT01234567"})
    assert refused.value.field == "nct"
    with pytest.raises(IntegrityError), transaction.atomic():
        ClinicalProject.objects.filter(pk=other.pk).update(nct="NCT01234567")


def test_a_reviewer_declares_before_an_opinion(request_of, rosa):
    one = reviewing.ask_reviewer(by=None, dossier=request_of(*EVALUATED), on="2014-02-02",
                                 reviewer="Rosa@example.org")
    opinion = {"by": rosa, "dossier": one, "opinion": "favourable", "report": "Well made.",
               "on": "2014-02-20"}
    with pytest.raises(Refused, match="Declare first"):
        reviewing.give_opinion(**opinion)
    reviewing.declare(by=rosa, dossier=one, conflict="declared", conflict_told="My cousin’s unit")
    with pytest.raises(Refused, match="Declare first"):
        reviewing.give_opinion(**opinion)
    reviewing.declare(by=rosa, dossier=one, conflict="none")
    reviewing.give_opinion(**opinion)
    with pytest.raises(Refused, match="once"):
        reviewing.give_opinion(**opinion)
    with pytest.raises(Refused, match="given"):
        reviewing.declare(by=rosa, dossier=one, conflict="none")
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(conflict="declared")


def test_who_was_not_asked_says_nothing(request_of, rosa):
    one = request_of(*EVALUATED)
    for act in (lambda: reviewing.declare(by=rosa, dossier=one, conflict="none"),
                lambda: reviewing.give_opinion(by=rosa, dossier=one, opinion="favourable",
                                               report="", on="2014-03-01"),
                lambda: reviewing.ask(by=rosa, dossier=one, text="Why?", on="2014-03-01")):
        with pytest.raises(NotAllowed):
            act()


def test_whom_to_ask(request_of, rosa):
    one = request_of(*EVALUATED)
    ask = {"by": None, "on": "2014-02-02"}
    with pytest.raises(Refused, match="Nobody has an account"):
        reviewing.ask_reviewer(dossier=one, reviewer="x@example.org", **ask)
    reviewing.ask_reviewer(dossier=one, reviewer=rosa.email, **ask)
    with pytest.raises(Refused, match="already"):
        reviewing.ask_reviewer(dossier=one, reviewer=rosa.email, **ask)
    with pytest.raises(Refused, match="while a request"):
        reviewing.ask_reviewer(dossier=request_of(), reviewer=rosa.email, **ask)


def test_questions_have_their_answers_and_the_reviewer_is_told(request_of, rosa):
    one = request_of(*EVALUATED)
    reviewing.ask_reviewer(by=None, dossier=one, reviewer=rosa.email, on="2014-02-02")
    reviewing.ask(by=rosa, dossier=one, text="How many?", on="2014-02-03")
    with pytest.raises(Refused):
        reviewing.answer(by=None, dossier=one, answer="Twelve", on="2014-02-02")
    reviewing.answer(by=None, dossier=one, answer="Twelve", on="2014-02-04")
    with pytest.raises(Refused, match="answered"):
        reviewing.answer(by=None, dossier=one, answer="Thirteen", on="2014-02-05")
    told = list(Notification.objects.filter(to=rosa).order_by("pk").values_list("en", flat=True))
    assert told == ["A review of 2014-001 is asked for.", "A question on 2014-001 is answered."]


def test_a_project_from_its_sponsorship_to_its_results(sponsored):
    project = through(sponsored, ("authorise", "2014-05-01"), ("recruit", "2014-06"),
                      ("follow", "2015-06-01"), ("close", "2016-01-01"))
    assert project.ended == "2016-01-01"
    with pytest.raises(Refused) as refused:
        conduct.move(by=None, dossier=project, move="report", on="2016-12-01")
    assert refused.value.field == "posted"
    with pytest.raises(Refused):
        conduct.move(by=None, dossier=project, move="report", on="2016-12-01", posted="2999")
    project = conduct.move(by=None, dossier=project, move="report", on="2016-12-01",
                           posted="2016-11-30", publications="10.1000/x PMID:12")
    assert (project.state, project.posted) == ("reported", "2016-11-30")


def test_a_suspension_and_a_safety_hold_are_of_their_own(sponsored):
    project = conduct.hold(by=None, dossier=sponsored, kind="suspension", on="2014-04", why="Stock")
    conduct.hold(by=None, dossier=project, kind="safety", on="2014-05-01", why="Two events")
    with pytest.raises(Refused, match="already"):
        conduct.hold(by=None, dossier=project, kind="safety", on="2014-05-02", why="Again")
    assert conduct.resume(by=None, dossier=project, kind="suspension", on="2014-06").state == \
        "preparation"
    with pytest.raises(Refused):
        conduct.resume(by=None, dossier=project, kind="suspension", on="2014-07")
    project = conduct.move(by=None, dossier=project, move="authorise", on="2014-07-01")
    with pytest.raises(Refused, match="held"):
        conduct.move(by=None, dossier=project, move="recruit", on="2014-08-01")
    assert ClinicalProject.objects.get().state == "authorised"
    conduct.move(by=None, dossier=project, move="close", on="2014-09-01")
    assert sorted(Hold.objects.values_list("kind", "start", "end")) == [
        ("safety", "2014-05-01", "2014-09-01"), ("suspension", "2014-04", "2014-06")]


def test_participants_are_counted_once_and_from_recruitment_on(sponsored):
    project = through(sponsored, ("authorise", "2014-05-01"), ("recruit", "2014-06-01"))
    enrol = {"by": None, "dossier": project}
    conduct.enrol(participants=3, on="2014-06-30", **enrol)
    with pytest.raises(Refused, match="already"):
        conduct.enrol(participants=3, on="2014-06-30", **enrol)
    with pytest.raises(Refused, match="did not recruit"):
        conduct.enrol(participants=3, on="2014-05-31", **enrol)
    assert Enrolment.objects.get().participants == 3
