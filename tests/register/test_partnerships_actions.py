"""Agreements, infrastructures, distinctions, associations, plans, expertise: what may be done."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from belvedere.register.accounts.models import Account, AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.desk import queries
from belvedere.register.organisations.queries import today
from belvedere.register.partnerships import actions, agreements, associations, plans
from belvedere.register.partnerships.books import AGREEMENTS, BOOKS, EXPERTISES, MEETINGS, PLANS
from belvedere.register.partnerships.models import (
    CooperationAgreement,
    Infrastructure,
    Milestone,
    PatientAssociation,
    PublicExpertise,
)

from .partnerships_books import abroad, agreement, in_force, matter, plan, through


@pytest.fixture
def unit(drawn):
    """The unit that makes agreements."""
    return drawn["U1"]


@pytest.fixture
def lab(unit):
    """A laboratory with a university of Japan, in force from 2010."""
    return agreement(unit, *in_force("2010-02-01"), partners=(abroad("Kyoto", "JP"),),
                     until="2014-01-31")


def days_from_now(days: int) -> str:
    return str(datetime.date.fromisoformat(today()) + datetime.timedelta(days))


def test_an_agreement_keeps_the_date_of_each_step(unit):
    one = agreement(unit, ("negotiate", "2010-02"), ("sign", "2010-03-01"),
                    ("activate", "2010-04-01"), ("finish", "2012-05-01"),
                    partners=(abroad("Kyoto", "JP"),))
    assert (one.number, one.state) == ("A2010-001", "ended")
    assert (one.signed, one.start, one.end) == ("2010-03-01", "2010-04-01", "2012-05-01")


def test_none_is_signed_without_a_partner_or_without_a_country(unit, drawn):
    one = agreement(unit, ("negotiate", "2010-02-01"))
    with pytest.raises(Refused, match="add a partner first"):
        through(one, ("sign", "2010-03-01"))
    nowhere = abroad("Somewhere", "")
    one = agreements.add_partner(by=None, dossier=one, partner=nowhere)
    with pytest.raises(Refused, match="in which country"):
        through(one, ("sign", "2010-03-01"))
    assert CooperationAgreement.objects.get().state == "negotiated"
    one = agreements.change(by=None, dossier=one, values={"country": "JP"})
    assert through(one, ("sign", "2010-03-01")).state == "signed"
    domestic = agreement(unit, ("negotiate", "2010-02-01"), kind="domestic", partners=(nowhere,))
    assert through(domestic, ("sign", "2010-03-01")).state == "signed"


def test_a_partner_is_another_and_is_one_once(lab, unit):
    kyoto = lab.partners.get().partner
    for partner, told in ((unit, "itself"), (kyoto, "already")):
        with pytest.raises(Refused, match=told) as refused:
            agreements.add_partner(by=None, dossier=lab, partner=partner)
        assert refused.value.field == "partner" and refused.value.words.fr
    with pytest.raises(IntegrityError), transaction.atomic():
        lab.partners.create(partner=kyoto)


def test_a_partner_written_by_mistake_is_taken_back_but_not_the_last_of_a_signed_one(lab):
    kyoto, other = lab.partners.get().partner, abroad("Oslo", "NO")
    with pytest.raises(Refused, match="right partner first"):
        agreements.remove_partner(by=None, dossier=lab, partner=kyoto)
    with pytest.raises(Refused, match="no partner"):
        agreements.remove_partner(by=None, dossier=lab, partner=other)
    lab = agreements.add_partner(by=None, dossier=lab, partner=other)
    lab = agreements.remove_partner(by=None, dossier=lab, partner=kyoto)
    assert [one.partner for one in lab.partners.all()] == [other]


def test_a_renewal_ends_the_one_before_on_the_day_on_which_it_takes_effect(lab):
    old = agreements.prepare_renewal(by=None, dossier=lab, on="2013-09-01", until="2018-01-31")
    new = CooperationAgreement.objects.get(renews=old)
    assert (new.state, new.first, new.kind) == ("drafted", lab.number, lab.kind)
    assert [one.partner.name for one in new.partners.all()] == ["Kyoto"]
    with pytest.raises(Refused, match="being renewed already"):
        agreements.prepare_renewal(by=None, dossier=old, on="2013-10-01")
    with pytest.raises(Refused, match="takes effect"):
        through(old, ("renew", "2014-01-01"))
    through(new, *in_force("2014-02-01"))
    old.refresh_from_db()
    assert (old.state, old.end) == ("renewed", "2014-02-01")
    third = agreements.prepare_renewal(by=None, dossier=CooperationAgreement.objects.get(
        pk=new.pk), on="2017-01-01")
    assert CooperationAgreement.objects.get(renews=third).first == lab.number


def test_one_that_ended_is_renewed_after_its_end_only(lab):
    lab = through(lab, ("finish", "2013-06-01"))
    agreements.prepare_renewal(by=None, dossier=lab, on="2013-01-01")
    new = CooperationAgreement.objects.get(renews=lab)
    new = through(new, ("negotiate", "2013-02-01"), ("sign", "2013-03-01"))
    with pytest.raises(Refused, match="ended on 2013-06-01 only"):
        through(new, ("activate", "2013-05-31"))
    assert through(new, ("activate", "2013-06-01")).state == "active"


def test_a_renewal_that_is_abandoned_leaves_room_for_another(lab):
    for _ in range(2):
        agreements.prepare_renewal(by=None, dossier=lab, on="2013-09-01")
        lab.refresh_from_db()
        made = CooperationAgreement.objects.filter(renews=lab).latest("pk")
        through(made, ("abandon", "2013-10-01"))
    first, second = CooperationAgreement.objects.filter(renews=lab)
    assert first.state == second.state == "abandoned"
    with pytest.raises(IntegrityError), transaction.atomic():
        for _ in range(2):
            CooperationAgreement.objects.create(
                number=f"X{_}", opened="2014", unit=lab.unit, kind=lab.kind, renews=lab,
                state="drafted")


def test_what_is_not_in_force_is_not_renewed(unit):
    with pytest.raises(Refused, match="not in force"):
        agreements.prepare_renewal(by=None, dossier=agreement(unit), on="2014-01-01")


def test_its_end_by_its_text_comes_after_its_beginning(unit, lab):
    with pytest.raises(Refused) as refused:
        agreements.change(by=None, dossier=lab, values={"until": "2010-01-31"})
    assert refused.value.field == "until"
    signed = agreement(unit, *in_force("2010-02-01")[:2], partners=(abroad("Oslo", "NO"),),
                       until="2010-01-31")
    with pytest.raises(Refused, match="By its text"):
        through(signed, ("activate", "2010-02-01"))


@pytest.mark.parametrize("wrong, field", [
    ({"title": " "}, "title"), ({"unit": None}, "unit"), ({"opened": ""}, "opened"),
    ({"opened": "2014-13"}, "opened"), ({"opened": "2999"}, "opened"), ({"kind": "x"}, "kind"),
    ({"until": "2014-02-30"}, "until"), ({"country": "ZZ"}, "country"),
])
def test_an_agreement_that_cannot_be_is_refused_at_its_field(unit, wrong, field):
    with pytest.raises(Refused) as refused:
        agreement(**{"unit": unit, **wrong})
    assert refused.value.field == field and refused.value.words.fr
    assert not CooperationAgreement.objects.exists()


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_a_number_is_of_one_dossier(unit, book):
    needed = {name: next(iter(book.model._meta.get_field(name).vocabulary))
              for name in ("kind", "level") if hasattr(book.model, name)}
    more = {"by": None, "opened": "2014", "title": "T", "unit": unit, **needed}
    actions.began(book.model, number="X2014-007", **more)
    with pytest.raises(Refused) as refused:
        actions.began(book.model, number="X2014-007", **more)
    assert refused.value.field == "number"


def test_dates_go_forward_and_have_come(lab):
    for on in ("2010-01-31", "2999", "", "2012-13"):
        with pytest.raises(Refused) as refused:
            through(lab, ("finish", on))
        assert refused.value.field == "on", on
    with pytest.raises(Refused, match="is not possible"):
        through(lab, ("sign", "2012-01-01"))


def test_an_infrastructure_is_joined_then_coordinated_then_handed_over(unit):
    one = matter("infrastructure", unit, ("adhere", "2010-06-01"), ("coordinate", "2012-01-01"),
                 ("handover", "2014-01-01"), ("leave", "2015-01-01"), ("adhere", "2016-01-01"))
    assert [(p.state, p.start, p.end) for p in one.periods.order_by("pk")] == [
        ("considered", "2010-01-10", "2010-06-01"), ("present", "2010-06-01", "2012-01-01"),
        ("coordinating", "2012-01-01", "2014-01-01"), ("present", "2014-01-01", "2015-01-01"),
        ("left", "2015-01-01", "2016-01-01"), ("present", "2016-01-01", "")]
    with pytest.raises(Refused, match="is not possible"):
        through(one, ("dismiss", "2017-01-01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Infrastructure.objects.update(level="local")


def test_a_distinction_keeps_the_day_of_its_award(unit):
    one = matter("distinction", unit, ("award", "2011-06-01"), ("complete", "2016-06-01"))
    assert (one.awarded, one.state) == ("2011-06-01", "completed")
    assert matter("distinction", unit, ("withhold", "2011-06-01")).awarded == ""
    with pytest.raises(Refused) as refused:
        actions.desk.move(by=None, dossier=matter("distinction", unit), move="forgo",
                          on="2011-01-01")
    assert refused.value.field == "why"


def test_only_an_association_that_sat_there_on_the_day_was_at_a_meeting(unit):
    sits = matter("association", unit, ("welcome", "2010-02-01"), ("seat", "2011-01-01"))
    gone = matter("association", unit, ("welcome", "2010-02-01"), ("seat", "2011-01-01"),
                  ("unseat", "2012-01-01"), title="Gone")
    meeting = matter("meeting", unit)
    with pytest.raises(Refused, match="was not held"):
        associations.attend(by=None, dossier=meeting, association=sits)
    meeting = through(meeting, ("meet", "2012-01-01"))
    meeting = associations.attend(by=None, dossier=meeting, association=sits)
    for one, told in ((gone, "did not sit"), (sits, "already")):
        with pytest.raises(Refused, match=told):
            associations.attend(by=None, dossier=meeting, association=one)
    assert [row.association for row in meeting.attendances.all()] == [sits]
    assert PatientAssociation.objects.get(pk=gone.pk).state == "in_network"


def test_a_meeting_says_what_follows_and_by_when(unit):
    meeting = matter("meeting", unit, planned="2012-01-01")
    for more, told in (({"to_do": "Write"}, "by when"), ({"due": "2012-03"}, "by when"),
                       ({"to_do": "Write", "due": "2011-12-31"}, "before the meeting")):
        with pytest.raises(Refused, match=told) as refused:
            through(meeting, ("meet", "2012-01-01"), **more)
        assert refused.value.field == "due"
    meeting = through(meeting, ("meet", "2012-01-01"), to_do="Write", due="2012-03-01")
    assert (meeting.held, meeting.due) == ("2012-01-01", "2012-03-01")


def test_a_plan_is_launched_with_a_milestone_and_achieved_when_all_are_reached(unit):
    one = matter("plan", unit)
    with pytest.raises(Refused, match="a milestone first"):
        through(one, ("launch", "2010-02-01"))
    one = plan(unit, ("Open a centre", "2012-06-30"), ("Write a guide", "2011-06-30"),
               moves=(("launch", "2010-02-01"),))
    assert one.next_due == "2011-06-30"
    with pytest.raises(Refused, match="Not every milestone"):
        through(one, ("achieve", "2014-01-01"))
    one = plans.reach(by=None, dossier=one, rank=2, on="2011-07-01")
    assert one.next_due == "2012-06-30"
    with pytest.raises(Refused, match="has no milestone 2"):
        plans.reach(by=None, dossier=one, rank=2, on="2011-07-01")
    one = plans.reach(by=None, dossier=one, rank=1, on="2013-01-01")
    with pytest.raises(Refused, match="reached on 2013-01-01 only"):
        through(one, ("achieve", "2012-12-31"))
    one = through(one, ("achieve", "2013-01-01"))
    assert (one.start, one.end, one.next_due) == ("2010-02-01", "2013-01-01", "")
    with pytest.raises(Refused, match="is over"):
        plans.add_milestone(by=None, dossier=one, title="More", due="2015")


def test_a_plan_stopped_before_it_began_has_no_end(unit):
    one = matter("plan", unit, ("stop", "2010-03-01"))
    assert (one.start, one.end) == ("", "")


@pytest.mark.parametrize("wrong, field", [
    ({"title": " "}, "title"), ({"due": ""}, "due"), ({"due": "2009-12-31"}, "due"),
    ({"due": "2011-02-30"}, "due")])
def test_a_milestone_that_cannot_be_is_refused(unit, wrong, field):
    with pytest.raises(Refused) as refused:
        plans.add_milestone(by=None, dossier=matter("plan", unit),
                            **{"title": "Open", "due": "2011", **wrong})
    assert refused.value.field == field and not Milestone.objects.exists()


def test_a_milestone_is_reached_after_the_launch_and_postponed_with_a_reason(unit):
    one = plan(unit, ("Open", "2011-01-01"), moves=(("launch", "2010-02-01"),))
    with pytest.raises(Refused) as refused:
        plans.reach(by=None, dossier=one, rank=1, on="2010-01-31")
    assert refused.value.field == "on"
    for wrong, field in (({"why": " "}, "why"), ({"due": "2009"}, "due")):
        with pytest.raises(Refused) as refused:
            plans.postpone(by=None, dossier=one, **{"rank": 1, "due": "2012", "why": "w", **wrong})
        assert refused.value.field == field
    one = plans.postpone(by=None, dossier=one, rank=1, due="2012-01-01", why="Decision 4")
    assert one.next_due == "2012-01-01"
    assert AuditEntry.objects.latest("pk").after == {
        "rank": 1, "was": "2011-01-01", "due": "2012-01-01"}


def test_what_is_late_or_due_soon_is_told_to_who_keeps_it(unit):
    keeper = Account.objects.create(email="p@example.org", name="P")
    keeper.grants.create(role=Role.PARTNERSHIPS)
    partners = (abroad("Kyoto", "JP"),)
    soon = agreement(unit, *in_force("2010-02-01"), partners=partners, until=days_from_now(170))
    over = agreement(unit, *in_force("2010-02-01"), partners=partners, until=days_from_now(-1))
    agreement(unit, *in_force("2010-02-01"), partners=partners, until=days_from_now(300))
    agreements.prepare_renewal(by=None, on="2014", dossier=agreement(
        unit, *in_force("2010-02-01"), partners=partners, until=days_from_now(170)))
    late = plan(unit, ("Open", days_from_now(-1)), ("Later", days_from_now(90)),
                moves=(("launch", "2010-02-01"),))
    plan(unit, ("Later", days_from_now(90)))
    to_hold = matter("meeting", unit, planned=days_from_now(3))
    asked = matter("expertise", unit, due=days_from_now(-2))
    now = datetime.date.fromisoformat(today())
    found = sorted((one.dossier.number, one.deadline.title.en, one.late)
                   for _, one in queries.AllDue(
                       (AGREEMENTS, PLANS, MEETINGS, EXPERTISES), keeper, now)[:50])
    assert found == sorted([
        (soon.number, "Decide whether to renew it", True),
        (over.number, "Decide whether to renew it", True),
        (over.number, "Record its end or renew it", True),
        (late.number, "Reach the next milestone", True),
        (to_hold.number, "Hold the meeting", False), (asked.number, "Give the expertise", True)])


@pytest.mark.parametrize("role", [r for r in Role if r not in (
    Role.PARTNERSHIPS, Role.ADMINISTRATOR)])
def test_another_role_does_none_of_it(unit, lab, role):
    other = Account.objects.create(email="o@example.org", name="O")
    other.grants.create(role=role)
    running = plan(unit, ("Open", "2011"), moves=(("launch", "2010-02-01"),))
    for act in (
        lambda: agreements.draft(by=other, kind="cooperation", title="T", unit=unit, opened="2014"),
        lambda: agreements.move(by=other, dossier=lab, move="finish", on="2014", why="w"),
        lambda: agreements.prepare_renewal(by=other, dossier=lab, on="2014"),
        lambda: agreements.add_partner(by=other, dossier=lab, partner=unit),
        lambda: agreements.change(by=other, dossier=lab, values={"title": "U"}),
        lambda: plans.reach(by=other, dossier=running, rank=1, on="2011"),
        lambda: plans.move(by=other, dossier=running, move="stop", on="2011", why="w"),
        lambda: actions.began(PublicExpertise, by=other, kind="opinion", title="T", unit=unit,
                              opened="2014"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_officer_of_one_place_works_there_only(drawn, lab):
    here = Account.objects.create(email="h@example.org", name="H")
    here.grants.create(role=Role.PARTNERSHIPS, organisation=drawn["Cancer"])
    agreements.move(by=here, dossier=lab, move="finish", on="2014-01-01", why="w")
    there = agreement(drawn["Neurosciences"])
    with pytest.raises(NotAllowed):
        agreements.move(by=here, dossier=there, move="negotiate", on="2014-01-01")


def test_two_officers_at_once_and_one_form_sent_twice(lab):
    with pytest.raises(Stale):
        agreements.move(by=None, dossier=lab, move="finish", on="2014", why="w",
                        expected=lab.version - 1)
    sent = {"by": None, "kind": "cooperation", "title": "T", "unit": lab.unit, "opened": "2014",
            "partner": abroad("Oslo", "NO"), "submission": "6f1e8a9c-2b7a-4a0e-9e55-0123456789ab"}
    first = agreements.draft(**sent)
    before = AuditEntry.objects.count()
    assert agreements.draft(**sent) == first and AuditEntry.objects.count() == before
