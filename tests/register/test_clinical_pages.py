"""Pages of the clinical desk: in both languages, for who may, nothing typed is lost."""

import datetime
import html
import re

import pytest

from belvedere.register.accounts.models import Account, AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.clinical import reviewing
from belvedere.register.clinical.demo import fill
from belvedere.register.clinical.models import ClinicalApplication, ClinicalProject
from belvedere.register.desk import queries, views
from belvedere.register.desk.books import BOOKS
from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.queries import today
from belvedere.register.people.actions import add_person

HERE = "/en/register/clinical"
SCRIPT = "<script>alert(1)</script>"


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def typed(drawn, **more):
    return {"kind": "promotion", "opened": "2014-01-10", "title": "A trial of sleep",
            "unit": f"U1 #{drawn['U1'].pk}", "category": "riph1", "product": "medicine",
            "phase": "PHASE2", **more}


def days_ago(days: int) -> str:
    return str(datetime.date.fromisoformat(today()) - datetime.timedelta(days))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_in_each_language(sponsored, signed_in, client, language):
    officer = signed_in(Role.CLINICAL)
    request = ClinicalApplication.objects.get()
    here = f"/{language}/register/clinical/"
    sponsored.holds.create(kind="safety", start="2014-04", because="Two events")
    for who, addresses in (
        (client, ("", "projects/", "projects/?state=preparation&q=sleep",
                  f"projects/{sponsored.pk}/")),
        (officer, ("", "requests/", "requests/?page=9&kind=promotion", "requests/new/",
                   f"requests/{request.pk}/", f"projects/{sponsored.pk}/",
                   *(f"requests/{request.pk}/{deed}/" for deed in (
                       "withdraw", "ask-reviewer", "ask", "change", "comment", "attach")),
                   *(f"projects/{sponsored.pk}/{deed}/" for deed in (
                       "authorise", "report", "enrol", "hold", "resume", "change")))),
    ):
        for address in addresses:
            answer = who.get(here + address)
            assert answer.status_code == 200, address
            assert "Words(" not in text(answer) and "None" not in text(answer), address
    assert officer.get(f"/{language}/register/inbox/").status_code == 200
    assert officer.get(f"{here}requests/{request.pk}/lose/").status_code == 404


def test_an_officer_opens_one_however_often_it_is_sent(drawn, signed_in):
    officer = signed_in(Role.CLINICAL)
    page = text(officer.get(f"{HERE}/requests/new/"))
    sent = typed(drawn, submission=re.search(r'name="submission" value="([^"]+)"', page)[1])
    first, second = (officer.post(f"{HERE}/requests/new/", sent) for _ in range(2))
    assert first.status_code == 302 and first.url == second.url
    assert ClinicalApplication.objects.get().number == "2014-001"


@pytest.mark.parametrize("wrong, told", [
    ({"nct": "NCT123"}, "NCT123: NCT and eight digits"),
    ({"nct": "NCT00000001 NCT00000002"}, "NCT and eight digits"),
    ({"eudract": "2011-4321-12"}, "2011-004321-12"), ({"orpha": "558"}, "ORPHA:558"),
    ({"mesh": "D009369, cancer"}, "cancer: Descriptors of MeSH"),
    ({"id_rcb": "2014-B00123-44"}, "2014-A00123-44"), ({"ctis": "2023-401234-12"}, "2023-501234"),
    ({"amount": "12 USD"}, "no amount in euros"), ({"amount": "-5"}, "no amount in euros"),
    ({"amount": "1.5.2"}, "no amount"), ({"planned": "-1"}, "0"),
    ({"opened": "2014-13"}, "no date"),
    ({"unit": "nowhere"}, "none of this name"), ({"kind": "amendment"}, "Say which project"),
    ({"kind": "amendment", "project": "P1"}, "There is no project P1"), ({"phase": "9"}, "9"),
    ({"email": "x"}, "e-mail"), ({"title": ""}, "title"),
])
def test_what_cannot_be_is_told_beside_its_field_and_stays(drawn, signed_in, wrong, told):
    answer = signed_in(Role.CLINICAL).post(f"{HERE}/requests/new/", typed(drawn, **wrong))
    assert answer.status_code == 400 and told in text(answer)
    assert "field wrong" in text(answer) and ("A trial of sleep" in text(answer)) == (
        "title" not in wrong)
    assert not ClinicalApplication.objects.exists()


def test_amounts_and_codes_are_read_as_people_write_them(drawn, signed_in):
    officer = signed_in(Role.CLINICAL)
    for amount, kept in (("12 345,67 €", "12345.67"), ("12\u202f345", "12345.00"),
                         ("12345.67", "12345.67"), ("1.234.567,8", "1234567.80"), ("", "None")):
        answer = officer.post(f"{HERE}/requests/new/", typed(
            drawn, amount=amount, mesh="D009369, D001943\nD009369"))
        assert answer.status_code == 302, text(answer)
        one = ClinicalApplication.objects.latest("pk")
        assert (str(one.amount), one.mesh) == (kept, "D009369 D001943")


def test_two_officers_decide_at_once_and_the_second_is_told(request_of, signed_in):
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"))
    officer, other = signed_in(Role.CLINICAL), signed_in(Role.CLINICAL)
    sent = {"version": one.version, "on": "2014-03-01", "why": "Minutes 4"}
    assert officer.post(f"{HERE}/requests/{one.pk}/refuse/", sent).status_code == 302
    answer = other.post(f"{HERE}/requests/{one.pk}/favour/", sent)
    assert answer.status_code == 409 and "somebody else" in text(answer)
    assert "Minutes 4" in text(answer)
    one.refresh_from_db()
    assert one.decision == "unfavourable" and f'value="{one.version}"' in text(answer)


def test_a_move_that_is_not_allowed_says_what_is(request_of, signed_in):
    one = request_of()
    answer = signed_in(Role.CLINICAL).post(f"/fr/register/clinical/requests/{one.pk}/favour/", {
        "version": one.version, "on": "2014-03-01"})
    assert answer.status_code == 400 and "Déclarer recevable" in text(answer)


def test_a_reviewer_works_on_what_they_review(request_of, signed_in):
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"))
    officer, rosa = signed_in(Role.CLINICAL), signed_in(Role.CONTRIBUTOR)
    reviewer = Account.objects.get(name="Contributor")

    def post(who, deed, **sent):
        one.refresh_from_db()
        return who.post(f"{HERE}/requests/{one.pk}/{deed}/", {"version": one.version, **sent})

    assert post(officer, "ask-reviewer", reviewer=reviewer.email,
                on="2014-02-02").status_code == 302
    assert "(1)" in text(rosa.get("/en/register/"))
    message = reviewer.notifications.get()
    assert rosa.get(f"/en/register/inbox/{message.pk}/").url.endswith(f"requests/{one.pk}/")
    assert officer.get(f"/en/register/inbox/{message.pk}/").status_code == 404
    assert reviewer.notifications.unread().count() == 0
    assert post(rosa, "declare", conflict="declared").status_code == 400
    assert post(rosa, "declare", conflict="none").status_code == 302
    assert post(rosa, "opinion", opinion="unfavourable", report="Too small", on="2014-02-20",
                ).status_code == 302
    for deed in ("refuse", "change", "comment", "attach", "answer", "ask-reviewer"):
        assert post(rosa, deed, on="2014-03-01", why="x").status_code == 403, deed
    assert post(rosa, "ask", text="Why so few?", on="2014-02-20").status_code == 302
    assert "Too small" in text(officer.get(f"{HERE}/requests/{one.pk}/"))


def test_one_reviewer_does_not_see_what_another_wrote(request_of, signed_in):
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"))
    rosa, paul = signed_in(Role.CONTRIBUTOR), signed_in(Role.CONTRIBUTOR)
    accounts = list(Account.objects.order_by("pk"))
    for account in accounts:
        one = reviewing.ask_reviewer(by=None, dossier=one, reviewer=account.email, on="2014-02-02")
    reviewing.declare(by=accounts[0], dossier=one, conflict="none")
    reviewing.give_opinion(by=accounts[0], dossier=one, opinion="favourable", report="Secret",
                           on="2014-02-20")
    address = f"{HERE}/requests/{one.pk}/"
    assert "Secret" in text(rosa.get(address)) and "Secret" not in text(paul.get(address))


def test_what_is_late_and_what_is_due_soon(request_of, signed_in, client):
    late, soon = request_of(opened=days_ago(20)), request_of(opened=days_ago(1))
    old = request_of(("admit", days_ago(101)), opened=days_ago(110))
    project = request_of(("admit", "2014"), ("evaluate", "2014"), ("favour", "2014"),
                         opened="2014").project
    ClinicalProject.objects.filter(pk=project.pk).update(state="closed", ended=days_ago(370))
    officer = Account.objects.create(email="o@example.org", name="O")
    officer.grants.create(role=Role.CLINICAL)
    now = datetime.date.fromisoformat(today())
    found = [(one.dossier.number, one.late)
             for _, one in queries.AllDue(list(BOOKS.values()), officer, now)[:50]]
    assert sorted(found) == sorted([(old.number, True), (late.number, True),
                                    (soon.number, False), (project.number, True)])
    shown = text(signed_in(Role.CLINICAL).get(f"{HERE}/"))
    assert shown.count('differs">late') == 3 and "Post the results" in shown
    assert "Post the results" not in text(client.get(f"{HERE}/"))
    assert "Post the results" in text(
        signed_in(Role.CLINICAL).get(f"{HERE}/projects/{project.pk}/"))


def test_the_late_are_shown_a_page_at_a_time_the_oldest_first(
    request_of, signed_in, asked, monkeypatch,
):
    """A month counts from its last day: it is not late before."""
    day = datetime.date(2014, 8, 15)
    fill(list(Organisation.objects.filter(kind="unit")), first=2012, last=day, yearly=80)
    request_of(opened="2014-07"), request_of(opened="2014"), request_of(opened="2013")
    officer = Account.objects.create(email="o@example.org", name="O")
    officer.grants.create(role=Role.CLINICAL)
    found = queries.AllDue(list(BOOKS.values()), officer, day)
    whole = found[:len(found)]
    assert len(whole) == len(found) > 3
    dossiers = [book.model.objects.get(pk=one.dossier.pk) for book, one in whole]
    firsts = [queries._first_due(one.deadline, getattr(dossier, one.deadline.date))
              for dossier, (_, one) in zip(dossiers, whole)]
    assert firsts == sorted(firsts)
    pages = [one for start in range(0, len(found), 7) for one in found[start:start + 7]]
    assert [(one.dossier, one.due) for _, one in pages] == [
        (one.dossier, one.due) for _, one in whole]
    monkeypatch.setattr(queries.AllDue, "FIRST", 7)  # then what is read is 28, all there is
    kept = {}
    again = queries.AllDue(list(BOOKS.values()), officer, day, lambda key, make: (
        kept[key] if key in kept else kept.setdefault(key, make())))
    assert len(again) == len(whole)
    assert [one for start in range(0, len(whole), 7) for one in again[start:start + 7]] == whole
    assert sorted(len(one) for one in kept.values() if isinstance(one, list)) == [7, len(whole)]
    by_hand = sorted(
        (one.number, deadline.title.en) for book in BOOKS.values() for deadline in book.deadlines
        for one in book.model.objects.filter(deadline.waiting)
        if getattr(one, deadline.date)
        and queries.due_on(deadline, one) <= day + datetime.timedelta(queries.SOON))
    assert sorted((one.dossier.number, one.deadline.title.en) for _, one in whole) == by_hand
    opened = [dossier.opened for dossier in dossiers]
    assert "2014-07" in opened and "2013" in opened and "2014" not in opened
    monkeypatch.setattr(views, "PAGE", 3)
    client = signed_in(Role.CLINICAL)
    shown = text(client.get(f"{HERE}/"))
    assert "Page 1 / " in shown and shown.count('differs">late') == 3
    assert "Page 2 / " in text(client.get(f"{HERE}/?page=2"))
    assert asked(client, f"{HERE}/") == asked(client, f"{HERE}/?page=2")


def test_a_list_remembers_apart_what_readers_with_other_marks_find(
    request_of, signed_in, client, monkeypatch,
):
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                     ("favour", "2014-03-01"), investigator="Dr Hidden",
                     title="<script>alert(1)</script> of fog").project
    officer, found = signed_in(Role.CLINICAL), f"/{one.pk}/"
    for least in (2_000, 1):  # remembered whole, or asked a page at a time
        monkeypatch.setattr(views, "AT_ONCE", least)
        for _ in range(2):
            assert found in text(officer.get(f"{HERE}/projects/?q=hidden"))
            assert found not in text(client.get(f"{HERE}/projects/?q=hidden"))
            shown = client.get(f"{HERE}/projects/?q=fog").content.decode()
            assert found in shown and "<script>alert" not in shown
            assert "&lt;script&gt;alert(1)&lt;/script&gt; of fog" in shown


def test_a_reviewer_lists_what_they_were_asked_for_since(request_of, signed_in, drawn):
    one, other = (request_of(("admit", "2014-01-20"), title=title) for title in ("Fog", "Echo"))
    rosa = signed_in(Role.CONTRIBUTOR, drawn["Neurosciences"])
    who = Account.objects.get(name="Contributor")
    for request, shown, hidden in ((one, "Fog", "Echo"), (other, "Echo", None)):
        reviewing.ask_reviewer(by=None, dossier=request, reviewer=who.email, on="2014-02-01")
        told = text(rosa.get(f"{HERE}/requests/"))
        assert shown in told and not (hidden and hidden in told)


def test_an_investigator_whom_the_register_knows_is_linked_to(request_of, signed_in, drawn):
    one = request_of(investigator="Dr Ada Lovelace")
    other = request_of(investigator="Lovelace", email="ADA@example.org")
    nobody = request_of(investigator="Pr Charles Babbage")
    officer, address = signed_in(Role.CLINICAL), f"{HERE}/requests/{{}}/"
    assert "<dd>Dr Ada Lovelace</dd>" in text(officer.get(address.format(one.pk)))
    position = add_person(by=None, organisation=drawn["U1"], role="director", values={
        "name": "Ada Lovelace", "email": "ada@example.org", "basis": "public_task",
        "keep_until": datetime.date.today()})
    link = f'<a href="/en/register/people/{position.person_id}/">'
    assert f"{link}Dr Ada Lovelace</a>" in text(officer.get(address.format(one.pk)))
    assert f"{link}Lovelace</a>" in text(officer.get(address.format(other.pk)))
    assert "<dd>Pr Charles Babbage</dd>" in text(officer.get(address.format(nobody.pk)))
    # a name that two people have tells nobody, and goes as it was typed
    add_person(by=None, organisation=drawn["U2"], role="director", values={
        "name": "Ada Lovelace", "basis": "public_task", "keep_until": datetime.date.today()})
    shown = text(officer.get(address.format(one.pk)))
    assert "<dd>Dr Ada Lovelace</dd>" in shown
    # one of the reviewers sees who leads the study, not the people of the register
    rosa = signed_in(Role.CONTRIBUTOR, drawn["Neurosciences"])
    other.reviews.create(reviewer=Account.objects.get(name="Contributor"), asked="2014-02")
    assert "<dd>Lovelace</dd>" in text(rosa.get(address.format(other.pk)))


def test_html_in_every_text_is_shown_as_text(request_of, signed_in):
    officer = signed_in(Role.CLINICAL)
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"), title=SCRIPT,
                     summary_en=SCRIPT, investigator=SCRIPT, sites=SCRIPT, funding=SCRIPT)
    one.questions.create(text=SCRIPT, answer=SCRIPT, asked="2014", answered="2014")
    one.reviews.create(reviewer=Account.objects.get(), asked="2014", conflict="declared",
                       conflict_told=SCRIPT)
    for deed, sent in (("comment", {"text": SCRIPT}), ("favour", {"on": "2014-03", "why": SCRIPT})):
        one.refresh_from_db()
        assert officer.post(f"{HERE}/requests/{one.pk}/{deed}/", {
            "version": one.version, **sent}).status_code == 302
    project = ClinicalProject.objects.get()
    project.holds.create(kind="safety", start="2014-04", because=SCRIPT)
    for address in ("", "requests/", f"requests/{one.pk}/", "projects/",
                    f"projects/{project.pk}/", f"projects/{project.pk}/change/"):
        assert "<script>alert" not in officer.get(f"{HERE}/{address}").content.decode(), address


def test_pages_ask_the_database_the_same_number_of_times(request_of, signed_in, client, asked):
    officer, made = signed_in(Role.CLINICAL), []

    def some():
        made.append(request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                               ("favour", "2014-03-01")))

    some()
    addresses = {"": officer, "requests/": officer, "projects/": client,
                 f"requests/{made[0].pk}/": officer, f"projects/{made[0].project.pk}/": client}
    few = {a: asked(who, f"{HERE}/{a}") for a, who in addresses.items()}
    for _ in range(5):
        some()
    assert {a: asked(who, f"{HERE}/{a}") for a, who in addresses.items()} == few
    assert max(few.values()) < 45, few


def test_the_way_from_the_laboratory_to_the_bed_and_back(request_of, client, site, demo_asker):
    """The trial's public record, and what reports it, are on the project's page."""
    demo_asker.database.need("trials", "works")
    trial = demo_asker.database.records(
        "SELECT nct_id, title FROM trials WHERE nct_id IS NOT NULL ORDER BY trial_id LIMIT 1")[0]
    work = demo_asker.database.records(
        "SELECT doi, title FROM works WHERE doi IS NOT NULL ORDER BY work_id LIMIT 1")[0]
    project = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                         ("favour", "2014-03-01"), nct=trial["nct_id"]).project
    ClinicalProject.objects.filter(pk=project.pk).update(
        publications=f"{work['doi']} PMID:999999999")
    for language in ("en", "fr"):
        shown = text(client.get(f"/{language}/register/clinical/projects/{project.pk}/"))
        for told in (trial["title"], work["title"], "PMID:999999999", "U1", "2014-001"):
            assert told in shown, told


def test_each_submission_is_one_entry(request_of, signed_in):
    one, officer = request_of(), signed_in(Role.CLINICAL)
    before = AuditEntry.objects.count()
    sent = {"version": one.version, "on": "2014-01-20",
            "submission": "6f1e8a9c-2b7a-4a0e-9e55-0123456789ab"}
    for _ in range(2):
        assert officer.post(f"{HERE}/requests/{one.pk}/admit/", sent).status_code == 302
    assert AuditEntry.objects.count() == before + 1
