"""Pages of the partnerships desk: in both languages, for who may, nothing typed is lost."""

import html
import re

import pytest

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.partnerships import agreements, associations
from belvedere.register.partnerships.books import BOOKS
from belvedere.register.partnerships.models import CooperationAgreement, Milestone

from .partnerships_books import MODELS, abroad, agreement, in_force, matter, plan, through

HERE = "/en/register/partnerships"
SCRIPT = "<script>alert(1)</script>"
UNDER = {book.model: book.address for book in BOOKS}


def text(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def unit(drawn):
    """The unit that makes agreements."""
    return drawn["U1"]


@pytest.fixture
def full(unit):
    """One dossier of each book, with what hangs on it."""
    lab = agreement(unit, *in_force("2010-02-01"), partners=(abroad("Kyoto", "JP"),),
                    until="2014-01-31", country="JP")
    agreements.prepare_renewal(by=None, dossier=lab, on="2013-09-01")
    made = {book: matter(book, unit) for book in MODELS if book not in (
        "association", "meeting", "plan")}
    sits = matter("association", unit, ("welcome", "2010-02-01"), ("seat", "2011-01-01"))
    held = matter("meeting", unit, ("meet", "2012-01-01"), to_do="Write", due="2012-03-01")
    associations.attend(by=None, dossier=held, association=sits)
    running = plan(unit, ("Open", "2011-01-01"), moves=(("launch", "2010-02-01"),))
    return [CooperationAgreement.objects.get(pk=lab.pk),
            CooperationAgreement.objects.get(renews=lab), *made.values(), sits, held, running]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_in_each_language(full, signed_in, client, language):
    officer, here = signed_in(Role.PARTNERSHIPS), f"/{language}/register/partnerships/"
    addresses = ["", *(f"{book.address}/" for book in BOOKS),
                 *(f"{book.address}/new/" for book in BOOKS),
                 "agreements/?kind=unit_abroad&q=sleep"]
    for one in full:
        book = next(book for book in BOOKS if book.model is type(one))
        addresses += [f"{book.address}/{one.pk}/",
                      *(f"{book.address}/{one.pk}/{deed}/" for deed in book.deeds)]
    for address in addresses:
        answer = officer.get(here + address)
        assert answer.status_code == 200, address
        assert "Words(" not in text(answer) and "None" not in text(answer), address
    assert officer.get(f"{here}agreements/{full[0].pk}/renew/").status_code == 404
    visitor = text(client.get(here))
    assert "Sleep" not in visitor and "Kyoto" not in visitor


def test_visitors_and_other_desks_see_no_dossier(full, signed_in, client):
    for who in (signed_in(Role.CLINICAL), signed_in(Role.EDITOR)):
        for one in full:
            assert who.get(f"{HERE}/{UNDER[type(one)]}/{one.pk}/").status_code == 403
            assert who.get(f"{HERE}/{UNDER[type(one)]}/").status_code == 403
    assert all("sign-in" in client.get(f"{HERE}/{book.address}/").url for book in BOOKS)


def test_an_officer_drafts_one_however_often_it_is_sent(unit, signed_in):
    officer, oslo = signed_in(Role.PARTNERSHIPS), abroad("Oslo", "NO")
    page = text(officer.get(f"{HERE}/agreements/new/"))
    sent = {"kind": "cooperation", "opened": "2014-01-10", "title": "Sleep", "country": "NO",
            "unit": f"U1 #{unit.pk}", "partner": f"Oslo #{oslo.pk}",
            "submission": re.search(r'name="submission" value="([^"]+)"', page)[1]}
    first, second = (officer.post(f"{HERE}/agreements/new/", sent) for _ in range(2))
    assert first.status_code == 302 and first.url == second.url
    one = CooperationAgreement.objects.get()
    assert (one.number, [row.partner for row in one.partners.all()]) == ("A2014-001", [oslo])


@pytest.mark.parametrize("wrong, told", [
    ({"kind": "treaty"}, "treaty"), ({"country": "France"}, "France"), ({"title": ""}, "title"),
    ({"opened": "2014-13"}, "no date"), ({"until": "soon"}, "no date"),
    ({"unit": "nowhere"}, "none of this name"), ({"partner": "nowhere"}, "none of this name"),
])
def test_what_cannot_be_is_told_beside_its_field_and_stays(unit, signed_in, wrong, told):
    answer = signed_in(Role.PARTNERSHIPS).post(f"{HERE}/agreements/new/", {
        "kind": "cooperation", "opened": "2014-01-10", "title": "Of dreams", "notes": "Kept",
        "unit": f"U1 #{unit.pk}", **wrong})
    assert answer.status_code == 400 and told in text(answer)
    assert "field wrong" in text(answer) and "Kept" in text(answer)
    assert not CooperationAgreement.objects.exists()


def test_a_number_that_another_has_is_told_beside_its_field(unit, signed_in):
    agreement(unit, number="A2014-009")
    answer = signed_in(Role.PARTNERSHIPS).post("/fr/register/partnerships/agreements/new/", {
        "kind": "cooperation", "opened": "2014", "title": "T", "unit": f"U1 #{unit.pk}",
        "number": "A2014-009"})
    assert answer.status_code == 400 and "déjà le numéro" in text(answer)


def test_who_it_is_and_what_is_written_is_not_in_what_lists_search(unit, signed_in):
    one = matter("distinction", unit, notes="Secret note", email="h@example.org")
    assert "hidden" not in one.searched and "dr hidden" in one.searched_within
    officer = signed_in(Role.PARTNERSHIPS)
    assert one.number in text(officer.get(f"{HERE}/distinctions/?q=hidden"))
    entry = AuditEntry.objects.get(subject="distinction", action="open")
    assert entry.after["person"] == entry.after["email"] == entry.after["notes"] == "•••"


def test_two_officers_at_once_and_the_second_is_told(unit, signed_in):
    lab = agreement(unit, *in_force("2010-02-01"), partners=(abroad("Kyoto", "JP"),))
    officer, other = signed_in(Role.PARTNERSHIPS), signed_in(Role.PARTNERSHIPS)
    sent = {"version": lab.version, "on": "2014-03-01", "why": "Minutes 4"}
    address = f"{HERE}/agreements/{lab.pk}/finish/"
    assert officer.post(address, sent).status_code == 302
    answer = other.post(address, sent)
    assert answer.status_code == 409 and "somebody else" in text(answer)
    assert "Minutes 4" in text(answer)


def test_a_milestone_is_picked_by_its_number_and_shown_late(unit, signed_in):
    one = plan(unit, ("Open", "2011-01-01"), ("Write", "2012-01-01"),
               moves=(("launch", "2010-02-01"),))
    officer, here = signed_in(Role.PARTNERSHIPS), f"{HERE}/plans/{one.pk}/"
    assert text(officer.get(here)).count('differs">late') == 2
    assert "Reach the next milestone" in text(officer.get(f"{HERE}/"))
    for rank, status in (("3", 400), ("x", 400), ("1", 302)):
        assert officer.post(f"{here}reach/", {
            "version": one.version, "rank": rank, "on": "2011-02-01"}).status_code == status
    assert text(officer.get(here)).count('differs">late') == 1
    assert Milestone.objects.get(rank=1).reached == "2011-02-01"


def test_an_association_is_found_by_its_number_or_its_name(unit, signed_in):
    sits = matter("association", unit, ("welcome", "2010-02-01"), ("seat", "2011-01-01"))
    twice = [matter("association", unit, title="Twice") for _ in range(2)]
    held, officer = matter("meeting", unit, ("meet", "2012-01-01")), signed_in(Role.PARTNERSHIPS)
    for written in ("Nobody", "Twice", twice[0].number, ""):
        answer = officer.post(f"{HERE}/meetings/{held.pk}/attend/", {
            "version": held.version, "association": written})
        assert answer.status_code == 400, written
    assert officer.post(f"{HERE}/meetings/{held.pk}/attend/", {
        "version": held.version, "association": "sleep"}).status_code == 302
    assert [one.association for one in held.attendances.all()] == [sits]
    assert "Sleep" in text(officer.get(f"{HERE}/meetings/{held.pk}/"))


def test_html_in_every_text_is_shown_as_text(unit, signed_in):
    officer = signed_in(Role.PARTNERSHIPS)
    partner = abroad(SCRIPT, "JP")
    found = [agreement(unit, partners=(partner,), title=SCRIPT, notes=SCRIPT),
             matter("distinction", unit, title=SCRIPT, person=SCRIPT, project=SCRIPT),
             matter("association", unit, title=SCRIPT, contact=SCRIPT, disease=SCRIPT),
             plan(unit, (SCRIPT, "2011"), title=SCRIPT)]
    meeting = matter("meeting", unit, title=SCRIPT)
    found.append(through(meeting, ("meet", "2012-01-01"), to_do=SCRIPT, due="2013"))
    for one in found:
        for address in ("", f"{one.pk}/", f"{one.pk}/change/"):
            shown = officer.get(f"{HERE}/{UNDER[type(one)]}/{address}").content.decode()
            assert "<script>alert" not in shown, address
    assert "<script>alert" not in officer.get(f"{HERE}/").content.decode()


def test_pages_ask_the_database_the_same_number_of_times(unit, signed_in, asked):
    officer, partners = signed_in(Role.PARTNERSHIPS), [abroad(f"P{n}", "JP") for n in range(6)]
    one = agreement(unit, partners=partners[:1])
    running = plan(unit, ("Open", "2011"), moves=(("launch", "2010-02-01"),))
    addresses = ("", "agreements/", f"agreements/{one.pk}/", "plans/", f"plans/{running.pk}/")
    few = {a: asked(officer, f"{HERE}/{a}") for a in addresses}
    for partner in partners[1:]:
        agreement(unit, partners=partners)
        agreements.add_partner(by=None, dossier=one, partner=partner)
        plan(unit, ("Open", "2011"), moves=(("launch", "2010-02-01"),))
        running.milestones.create(rank=10 + partner.pk, title="More", due="2012")
    assert {a: asked(officer, f"{HERE}/{a}") for a in addresses} == few
    assert max(few.values()) < 60, few


def test_each_book_goes_out_as_a_file_with_its_columns(full, signed_in):
    officer = signed_in(Role.PARTNERSHIPS)
    for book in BOOKS:
        answer = officer.get(f"{HERE}/{book.address}.csv")
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + book.model.objects.count(), book.slug
