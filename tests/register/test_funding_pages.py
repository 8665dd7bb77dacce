"""Pages of the funding desk: in both languages, for who may, nothing typed is lost."""

import datetime
import html
import re
from decimal import Decimal

import pytest

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Role
from belvedere.register.desk import queries
from belvedere.register.desk.books import BOOKS
from belvedere.register.funding import actions, calls, conduct, panel
from belvedere.register.funding.models import (
    AccreditedCentre,
    CallForProjects,
    FundedProject,
    FundingApplication,
)
from belvedere.register.organisations.queries import today

from .funding_books import CLOSED

HERE = "/en/register/funding"
SCRIPT = "<script>alert(1)</script>"
REVIEWED = ("review", "2014-04-10")


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def days_ago(days: int) -> str:
    return str(datetime.date.fromisoformat(today()) - datetime.timedelta(days))


@pytest.fixture
def typed(drawn, call_of):
    """What an officer types of an application to an open call."""
    call = call_of(CLOSED[0])

    def make(**more):
        return {"call": call.number, "opened": "2014-02-01", "title": "Light in tumours",
                "unit": f"U1 #{drawn['U1'].pk}", "discipline": "physics", **more}

    return make


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_in_each_language(
    funded, centre, call_of, application_of, member, signed_in, client, language, drawn,
):
    officer, here = signed_in(Role.FUNDING), f"/{language}/register/funding/"
    call = call_of(*CLOSED)
    rosa, one = member(call, unit=drawn["U2"]), application_of(REVIEWED, call=call)
    panel.assign(by=None, dossier=one, member=rosa.email, on="2014-04-11")
    conduct.plan_instalment(by=None, dossier=funded, due="2014-07-01", amount=Decimal(7))
    conduct.plan_report(by=None, dossier=funded, kind="final", due="2016")
    for who, addresses in (
        (client, ("", "calls/", f"calls/{funded.call_id}/", "projects/?state=awarded&q=light",
                  f"projects/{funded.pk}/", "centres/?kind=siric", f"centres/{centre.pk}/")),
        (officer, ("", "calls/new/", f"calls/{call.pk}/", "applications/?discipline=physics",
                   "applications/new/", f"applications/{one.pk}/", f"projects/{funded.pk}/",
                   "centres/new/", f"centres/{centre.pk}/",
                   *(f"calls/{call.pk}/{deed}/" for deed in (
                       "decide-call", "appoint", "discharge", "change", "comment", "attach")),
                   *(f"applications/{one.pk}/{deed}/" for deed in (
                       "fund", "reject", "assign", "add-unit", "take-unit-out", "change")),
                   *(f"projects/{funded.pk}/{deed}/" for deed in (
                       "begin-work", "close-project", "plan-instalment", "pay-instalment",
                       "plan-report", "receive-report", "change")),
                   *(f"centres/{centre.pk}/{deed}/" for deed in (
                       "let-lapse", "accredit", "renew-accreditation", "change")))),
    ):
        for address in addresses:
            answer = who.get(here + address)
            assert answer.status_code == 200, address
            assert "Words(" not in text(answer) and "None" not in text(answer), address
    assert officer.get(f"{here}applications/{one.pk}/lose/").status_code == 404


def test_an_officer_receives_one_however_often_it_is_sent(typed, signed_in):
    officer = signed_in(Role.FUNDING)
    page = text(officer.get(f"{HERE}/applications/new/"))
    sent = typed(submission=re.search(r'name="submission" value="([^"]+)"', page)[1])
    first, second = (officer.post(f"{HERE}/applications/new/", sent) for _ in range(2))
    assert first.status_code == 302 and first.url == second.url
    assert FundingApplication.objects.get().number == "FA2014-001"


@pytest.mark.parametrize("wrong, told", [
    ({"call": "CA1"}, "There is no call CA1"), ({"call": ""}, "required"),
    ({"asked": "12 USD"}, "no amount in euros"), ({"asked": "£12"}, "no amount in euros"),
    ({"asked": "-5"}, "no amount in euros"), ({"asked": "1.5.2"}, "no amount"),
    ({"opened": "2014-13"}, "no date"), ({"opened": "2013-12-31"}, "opened on 2014-01-15 only"),
    ({"unit": "nowhere"}, "none of this name"), ({"discipline": "astrology"}, "astrology"),
    ({"discipline": ""}, "required"), ({"email": "x"}, "e-mail"),
])
def test_what_cannot_be_is_told_beside_its_field_and_stays(typed, signed_in, wrong, told):
    answer = signed_in(Role.FUNDING).post(f"{HERE}/applications/new/", typed(**wrong))
    assert answer.status_code == 400 and told in text(answer)
    assert "field wrong" in text(answer) and "Light in tumours" in text(answer)
    assert not FundingApplication.objects.exists()


def test_amounts_are_read_as_people_write_them(typed, signed_in, application_of):
    officer = signed_in(Role.FUNDING)
    for written, kept in (("12 345,67 €", "12345.67"), ("12\u202f345", "12345.00"),
                          ("12345.67 EUR", "12345.67"), ("1.234.567,8", "1234567.80"),
                          ("", "None")):
        answer = officer.post(f"{HERE}/applications/new/", typed(asked=written))
        assert answer.status_code == 302, text(answer)
        assert str(FundingApplication.objects.latest("pk").asked) == kept
    one = application_of(REVIEWED)
    address = f"{HERE}/applications/{one.pk}/fund/"
    for wrong in ("", "0", "12 USD"):
        answer = officer.post(address, {"version": one.version, "on": "2014-06-01",
                                        "granted": wrong})
        assert answer.status_code == 400 and "field wrong" in text(answer), wrong
    assert officer.post(address, {"version": one.version, "on": "2014-06-01",
                                  "granted": "50 000,5 €"}).status_code == 302
    assert str(FundedProject.objects.get().granted) == "50000.50"


def test_a_number_that_is_another_s_is_refused_at_its_field(typed, signed_in, call_of):
    officer = signed_in(Role.FUNDING)
    sent = typed(number="AAP-14")
    assert officer.post(f"{HERE}/applications/new/", sent).status_code == 302
    answer = officer.post(f"{HERE}/applications/new/", sent)
    assert answer.status_code == 400 and "another dossier’s number" in text(answer)
    assert FundingApplication.objects.count() == 1


def test_calls_and_centres_are_opened_on_their_pages(drawn, signed_in):
    officer, unit = signed_in(Role.FUNDING), f"U2 #{drawn['U2'].pk}"
    call = {"opened": "2014-01-01", "title": "A call", "unit": unit, "opens": "2014-03-01",
            "closes": "2014-02-01", "budget": "1 000 000 €", "theme": "cancer"}
    answer = officer.post(f"{HERE}/calls/new/", call)
    assert answer.status_code == 400 and "before it opens" in text(answer)
    assert officer.post(f"{HERE}/calls/new/", call | {"closes": "2014-04"}).status_code == 302
    assert str(CallForProjects.objects.get().budget) == "1000000.00"
    assert "1.0 M€" in text(officer.get(f"{HERE}/calls/{CallForProjects.objects.get().pk}/"))
    centre = {"opened": "2014", "kind": "clip2", "title": "CLIP", "unit": unit}
    assert officer.post(f"{HERE}/centres/new/", centre).status_code == 302
    one = AccreditedCentre.objects.get()
    assert officer.post(f"{HERE}/centres/{one.pk}/accredit/", {
        "version": one.version, "on": "2014-06-01", "until": "2019-06-01"}).status_code == 302
    assert AccreditedCentre.objects.get().until == "2019-06-01"


def test_two_officers_decide_at_once_and_the_second_is_told(application_of, signed_in):
    one = application_of(REVIEWED)
    officer, other = signed_in(Role.FUNDING), signed_in(Role.FUNDING)
    sent = {"version": one.version, "on": "2014-06-01", "why": "Minutes 4", "granted": "9"}
    address = f"{HERE}/applications/{one.pk}/"
    assert officer.post(f"{address}reject/", sent).status_code == 302
    answer = other.post(f"{address}fund/", sent)
    assert answer.status_code == 409 and "somebody else" in text(answer)
    assert "Minutes 4" in text(answer) and not FundedProject.objects.exists()


def test_a_move_that_is_not_allowed_says_what_is(application_of, signed_in):
    one = application_of()
    answer = signed_in(Role.FUNDING).post(
        f"/fr/register/funding/applications/{one.pk}/reserve/",
        {"version": one.version, "on": "2014-06-01"})
    assert answer.status_code == 400 and "Soumettre au comité" in text(answer)


def test_a_member_reviews_what_they_are_asked_and_sees_no_money(
    call_of, application_of, member, signed_in,
):
    call, rosa = call_of(*CLOSED), signed_in(Role.CONTRIBUTOR)
    reviewer = Account.objects.get(name="Contributor")
    panel.appoint(by=None, dossier=call, member=reviewer.email, on="2014-02-01")
    one, other = (application_of(REVIEWED, call=call, title=title)
                  for title in ("Light in tumours", "Hidden study"))
    paul = member(call, "paul")
    for who in (reviewer, paul):
        one = panel.assign(by=None, dossier=one, member=who.email, on="2014-04-11")
    panel.declare(by=paul, dossier=one, conflict="none")
    one = panel.judge(by=paul, dossier=one, opinion="fund", report="Pauls words", on="2014-05-01")
    shown = text(rosa.get(f"{HERE}/applications/"))
    assert one.number in shown and other.number not in shown
    shown = text(rosa.get(f"{HERE}/applications/{one.pk}/"))
    assert "Light in tumours" in shown and "Dr Personal" in shown and "Declare interests" in shown
    for hidden in ("98,765", "Pauls words", "Decide to fund", "Paul"):
        assert hidden not in shown, hidden
    assert rosa.get(f"{HERE}/applications/{other.pk}/").status_code == 403

    def post(deed, **sent):
        one.refresh_from_db()
        return rosa.post(f"{HERE}/applications/{one.pk}/{deed}/", {
            "version": one.version, **sent}).status_code

    assert post("judge", opinion="fund", report="x", on="2014-05-01") == 400
    assert post("declare-interests", conflict="none") == 302
    assert post("judge", opinion="reject", report="Rosas words", on="2014-05-01") == 302
    for deed in ("fund", "reject", "change", "comment", "attach", "assign", "add-unit"):
        assert post(deed, on="2014-06-01", why="x") == 403, deed
    shown = text(signed_in(Role.FUNDING).get(f"{HERE}/applications/{one.pk}/"))
    assert "Rosas words" in shown and "Pauls words" in shown and "98,765" in shown


def test_visitors_see_what_is_granted_and_no_other_money_nor_who(funded, centre, client, signed_in):
    project = conduct.plan_instalment(by=None, dossier=funded, due="2014-07-01",
                                      amount=Decimal(31416))
    conduct.plan_report(by=None, dossier=project, kind="final", due="2016")
    hidden = ("98,765", "777,000", "31,416", "Dr Personal", "Pr Personal", "FA2014")
    officer = signed_in(Role.FUNDING)
    for address in ("", "calls/", f"calls/{funded.call_id}/", "projects/", "centres/",
                    f"projects/{funded.pk}/", f"centres/{centre.pk}/"):
        for who in (client, signed_in(Role.TRANSFER)):
            shown = text(who.get(f"{HERE}/{address}"))
            assert [one for one in hidden if one in shown] == [], address
    assert "50,000" in text(client.get(f"{HERE}/projects/{funded.pk}/"))
    assert "50,000" in text(client.get(f"{HERE}/calls/{funded.call_id}/"))
    shown = text(officer.get(f"{HERE}/projects/{funded.pk}/"))
    assert "31,416" in shown and "Dr Personal" in shown
    for form in ("csv", "xlsx"):
        assert client.get(f"{HERE}/applications.{form}").status_code == 302
    exported = b"".join(client.get(f"{HERE}/projects.csv").streaming_content).decode()
    assert "50000" in exported and "Personal" not in exported and "31416" not in exported


def test_what_is_late_and_what_is_due_soon(application_of, funded, centre, signed_in, client):
    conduct.plan_report(by=None, dossier=funded, kind="progress", due=days_ago(3))
    conduct.plan_report(by=None, dossier=funded, kind="final", due=days_ago(-900))
    conduct.plan_instalment(by=None, dossier=funded, due=days_ago(-5), amount=Decimal(1))
    FundedProject.objects.update(state="awarded", since=days_ago(1))
    FundingApplication.objects.update(since=days_ago(1))
    officer = Account.objects.create(email="o@example.org", name="O")
    officer.grants.create(role=Role.FUNDING)
    books = [book for book in BOOKS.values() if book.desk.slug == "funding"]
    found = [(one.dossier.number, one.deadline.title.en, one.late) for _, one in queries.AllDue(
        books, officer, datetime.date.fromisoformat(today()))[:100]]
    assert sorted(found) == [
        ("CA2014-001", "Decide on every application", True),
        ("CE2011-001", "Renew the accreditation", True),
        ("FP2014-001", "Obtain the report", True), ("FP2014-001", "Pay the instalment", False)]
    shown = text(signed_in(Role.FUNDING).get(f"{HERE}/"))
    assert shown.count('differs">late') == 3 and "Obtain the report" in shown
    assert "Obtain the report" not in text(client.get(f"{HERE}/"))


def test_html_in_every_text_is_shown_as_text(
    call_of, application_of, member, signed_in, centre, drawn,
):
    officer = signed_in(Role.FUNDING)
    call = call_of(*CLOSED, title=SCRIPT, programme=SCRIPT, criteria=SCRIPT, partners=SCRIPT)
    rosa = member(call, unit=drawn["U2"])
    one = application_of(REVIEWED, call=call, title=SCRIPT, summary_en=SCRIPT,
                         investigator=SCRIPT, partners=SCRIPT)
    panel.assign(by=None, dossier=one, member=rosa.email, on="2014-04-11")
    one.reviews.update(conflict="none", opinion="fund", report=SCRIPT)
    actions.move(by=None, dossier=one, move="fund", on="2014-06-01", granted=Decimal(1))
    project = FundedProject.objects.get()
    FundedProject.objects.update(results=SCRIPT)
    AccreditedCentre.objects.update(title=SCRIPT, partners=SCRIPT, director=SCRIPT)
    centre.accreditations.update(because=SCRIPT)
    for address in ("", "calls/", f"calls/{call.pk}/", "applications/", f"applications/{one.pk}/",
                    "projects/", f"projects/{project.pk}/", f"projects/{project.pk}/change/",
                    "centres/", f"centres/{centre.pk}/"):
        assert "<script>alert" not in officer.get(f"{HERE}/{address}").content.decode(), address


def test_pages_ask_the_database_the_same_number_of_times(
    call_of, application_of, centre, signed_in, client, asked, drawn,
):
    officer, call = signed_in(Role.FUNDING), call_of(*CLOSED)

    def some():
        one = actions.add_unit(by=None, dossier=application_of(REVIEWED, call=call),
                               unit=drawn["U2"])
        return actions.move(by=None, dossier=one, move="fund", on="2014-06-01",
                            granted=Decimal(5))

    one = some()
    addresses = {"": officer, "calls/": client, f"calls/{call.pk}/": officer,
                 "applications/": officer, f"applications/{one.pk}/": officer,
                 "projects/": client, f"projects/{one.project_id}/": client,
                 f"centres/{centre.pk}/": client}
    few = {a: asked(who, f"{HERE}/{a}") for a, who in addresses.items()}
    for _ in range(5):
        some()
    assert {a: asked(who, f"{HERE}/{a}") for a, who in addresses.items()} == few
    assert max(few.values()) < 60, few


def test_publications_of_a_funded_project_are_told_from_the_open_records(
    funded, client, site, demo_asker,
):
    demo_asker.database.need("work_descriptions")
    work = demo_asker.database.records(
        "SELECT doi, title FROM work_descriptions WHERE doi IS NOT NULL "
        "ORDER BY work_id LIMIT 1")[0]
    FundedProject.objects.update(publications=f"{work['doi']} PMID:999999999")
    for language in ("en", "fr"):
        shown = text(client.get(f"/{language}/register/funding/projects/{funded.pk}/"))
        for told in (work["title"], "PMID:999999999", "U1", "CA2014-001"):
            assert told in shown, told


def test_a_call_s_page_leads_to_its_applications(call_of, application_of, signed_in, client):
    call = calls.move(by=None, dossier=call_of(CLOSED[0]), move="close-call", on="2014-03-31")
    one, other = application_of(call=call), application_of()
    officer = signed_in(Role.FUNDING)
    address = f"{HERE}/applications/?q={call.number}&state=received"
    assert address.replace("&", "&amp;") in officer.get(
        f"{HERE}/calls/{call.pk}/").content.decode()
    shown = text(officer.get(address))
    assert one.number in shown and other.number not in shown
    assert f"applications/?q={call.number}" not in text(client.get(f"{HERE}/calls/{call.pk}/"))
