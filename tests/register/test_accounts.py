"""Accounts: invited by a link that works once, given roles, closed; one's own name and password."""

import datetime
import re

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from belvedere.register.accounts import actions, links, mail, own_actions
from belvedere.register.accounts.models import Account, AuditEntry, Grant, Link, Session
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused
from belvedere.register.organisations.queries import holders, today

from .test_pages import text

PHRASE = "correct horse battery staple"


@pytest.fixture(autouse=True)
def quick():
    """Passwords are hashed fast: how slowly is Django's to choose, and test."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def holding(pk):
    return holders(pk, today())


def person(name, role=None, where=None, **more) -> Account:
    account = Account.objects.create(email=f"{name.lower()}@example.org", name=name, **more)
    if role:
        Grant.objects.create(account=account, role=role, organisation=where)
    return account


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def link_in(answer) -> str:
    return re.search(r'id="link" value="([^"]+)"', text(answer))[1]


def submission_of(answer) -> str:
    return re.search(r'name="submission" value="([^"]+)"', text(answer))[1]


def test_from_invitation_to_signed_in(drawn):
    chief = client_of(person("Chief", Role.ADMINISTRATOR))
    answer = chief.post("/fr/register/accounts/invite/", {
        "email": "Anne@Example.org", "role": "contributor",
        "organisation": f"U1 #{drawn['U1'].pk}", "why": "New secretary"})
    link = link_in(answer)
    assert "no-store" in answer["Cache-Control"] and "/fr/account/join/" in link
    secret = link.rstrip("/").rpartition("/")[2]
    assert not Link.objects.filter(digest__contains=secret).exists()
    anne = Account.objects.get(email="anne@example.org")
    assert anne.joined is None and not anne.has_usable_password()
    newcomer = Client()
    assert "anne@example.org" in text(newcomer.get(link))
    weak = newcomer.post(link, {"name": "Anne", "password": "anne@example.org", "again": "x"})
    assert weak.status_code == 400
    weak = newcomer.post(link, {"name": "Anne", "password": "123456789", "again": "123456789"})
    assert weak.status_code == 400 and "entièrement numérique" in text(weak)
    assert 'value="Anne"' in text(weak) and "123456789" not in text(weak)
    assert newcomer.post(link, {"name": "Anne", "password": PHRASE, "again": PHRASE}).url == (
        "/fr/account/")
    assert "Contributeur" in text(newcomer.get("/fr/account/"))
    # once
    assert Client().get(link).status_code == 400
    again = Client().post("/en/account/sign-in/", {"email": "ANNE@example.org",
                                                   "password": PHRASE})
    assert again.status_code == 302
    assert [e.action for e in AuditEntry.objects.filter(subject="account").order_by("pk")] == [
        "invite", "join"]


def test_an_invitation_sent_twice_gives_the_same_link_once(drawn):
    chief = client_of(person("Chief", Role.ADMINISTRATOR))
    page = chief.get("/en/register/accounts/invite/")
    sent = {"email": "anne@example.org", "role": "curator", "submission": submission_of(page)}
    first, second = (chief.post("/en/register/accounts/invite/", sent) for _ in range(2))
    assert link_in(first) == link_in(second)
    assert Link.objects.count() == 1 == AuditEntry.objects.filter(action="invite").count()
    assert Client().get(link_in(second)).status_code == 200
    # a new one takes the place of the first
    anne = Account.objects.get(email="anne@example.org")
    third = link_in(chief.post(f"/en/register/accounts/{anne.pk}/link/"))
    assert Client().get(link_in(second)).status_code == 400
    assert Client().get(third).status_code == 200


def test_a_link_expires_and_is_of_one_purpose(books):
    anne = person("Anne", joined=None)
    secret = links.make(anne, "join")
    assert Client().get(f"/en/account/reset/{secret}/").status_code == 400
    Link.objects.update(expires=timezone.now() - datetime.timedelta(seconds=1))
    answer = Client().get(f"/en/account/join/{secret}/")
    assert answer.status_code == 400 and "Ask an administrator" in text(answer)


def test_the_first_administrator_by_command(books, capsys):
    call_command("administrator", "first@example.org", "--french")
    link = capsys.readouterr().out.strip()
    assert link.startswith("http://127.0.0.1:8000/fr/account/join/")
    client = Client()
    path = link.partition(":8000")[2]
    assert client.post(path, {"name": "First", "password": PHRASE,
                              "again": PHRASE}).status_code == 302
    assert client.get("/en/register/accounts/").status_code == 200
    with pytest.raises(Refused, match="already"):
        call_command("administrator", "first@example.org")


def test_who_has_an_account_gets_the_role_only(drawn):
    chief, anne = person("Chief", Role.ADMINISTRATOR), person("Anne")
    answer = client_of(chief).post("/en/register/accounts/invite/", {
        "email": anne.email, "role": "curator"}, follow=True)
    assert "had an account already" in text(answer) and not Link.objects.exists()
    assert anne.grants.get().role == "curator"
    anne.is_active = False
    anne.save()
    answer = client_of(chief).post("/en/register/accounts/invite/", {
        "email": anne.email, "role": "contributor"})
    assert answer.status_code == 400 and "reactivate it first" in text(answer)


def test_roles_are_given_and_taken_back_with_reasons(drawn):
    chief, anne = person("Chief", Role.ADMINISTRATOR), person("Anne")
    client = client_of(chief)
    address = f"/en/register/accounts/{anne.pk}"
    given = {"role": "contributor", "organisation": "U1", "why": "Secretary"}
    assert client.post(f"{address}/grant/", given).status_code == 302
    again = client.post(f"{address}/grant/", given)
    assert again.status_code == 400 and "already" in text(again)
    held = anne.grants.get()
    assert "U1" in text(client.get(f"{address}/"))
    for _ in range(2):  # a double click
        assert client.post(f"{address}/grants/{held.pk}/withdraw/",
                           {"why": "Left"}).status_code == 302
    assert not anne.grants.exists()
    told = AuditEntry.objects.filter(subject="account").order_by("pk").values_list(
        "action", "before", "after", "why")
    assert list(told) == [
        ("grant", {}, {"role": "contributor", "organisation": "U1"}, "Secretary"),
        ("withdraw", {"role": "contributor", "organisation": "U1"}, {}, "Left")]


def test_the_last_administrator_stays(drawn):
    chief = person("Chief", Role.ADMINISTRATOR)
    person("Invited", Role.ADMINISTRATOR, joined=None)
    person("Closed", Role.ADMINISTRATOR, is_active=False)
    person("Local", Role.ADMINISTRATOR, drawn["U1"])
    client, held = client_of(chief), chief.grants.get()
    for path in (f"grants/{held.pk}/withdraw", "deactivate"):
        answer = client.post(f"/en/register/accounts/{chief.pk}/{path}/")
        assert answer.status_code == 400 and "last administrator" in text(answer)
    person("Second", Role.ADMINISTRATOR)
    assert client.post(
        f"/en/register/accounts/{chief.pk}/grants/{held.pk}/withdraw/").status_code == 302
    assert client.get("/en/register/accounts/").status_code == 403


def test_a_closed_account_is_out_at_once_and_back_as_it_was(drawn):
    chief, anne = person("Chief", Role.ADMINISTRATOR), person("Anne", Role.CURATOR)
    anne.set_password(PHRASE)
    anne.save()
    hers, his = client_of(anne), client_of(chief)
    reset = links.make(anne, "reset")
    assert his.post(f"/en/register/accounts/{anne.pk}/deactivate/").status_code == 302
    assert hers.get("/en/register/new/").url.startswith("/en/account/sign-in/")
    assert not anne.sessions.exists()
    assert Client().get(f"/en/account/reset/{reset}/").status_code == 400
    sign_in = {"email": anne.email, "password": PHRASE}
    assert Client().post("/en/account/sign-in/", sign_in).status_code == 400
    assert his.post(f"/en/register/accounts/{anne.pk}/reactivate/").status_code == 302
    assert Client().post("/en/account/sign-in/", sign_in).status_code == 302


def test_the_list_is_searched_limited_and_paged(drawn):
    chief = person("Chief", Role.ADMINISTRATOR)
    person("Éloïse", Role.CURATOR)
    person("Invited", joined=None)
    person("Closed", is_active=False)
    Account.objects.bulk_create(
        Account(email=f"many{n}@example.org", name=f"Many {n}", searched=f"many {n}")
        for n in range(60))
    client = client_of(chief)

    def names(query):
        shown = text(client.get(f"/en/register/accounts/{query}"))
        return re.findall(r'accounts/\d+/">([^<]+)</a>', shown)

    assert names("?q=eloise") == ["Éloïse"] == names("?role=curator")
    assert names("?state=invited") == ["Invited"] and names("?state=closed") == ["Closed"]
    assert len(names("")) == 50 and len(names("?page=2")) == 14
    assert names("?q=nobody&page=x") == []


def test_accounts_are_asked_of_the_database_the_same_number_of_times(drawn, asked):
    chief = client_of(person("Chief", Role.ADMINISTRATOR))
    person("Member", Role.CONTRIBUTOR, drawn["U1"])
    few = asked(chief, "/en/register/accounts/")
    for n in range(20):
        person(f"P{n}", Role.CURATOR, drawn["U1"])
    assert asked(chief, "/en/register/accounts/") == few == 8


def test_who_administers_one_unit_stays_in_it(drawn):
    """No role elsewhere, and no way to an account that has more rights."""
    local = person("Local", Role.ADMINISTRATOR, drawn["Cancer"])
    chief = person("Chief", Role.ADMINISTRATOR)
    both = person("Both", Role.CONTRIBUTOR, drawn["U1"])
    Grant.objects.create(account=both, role=Role.ADMINISTRATOR)
    inside = person("Inside", Role.CONTRIBUTOR, drawn["U1"])
    client = client_of(local)
    listed = text(client.get("/en/register/accounts/"))
    assert "Inside" in listed and "Both" in listed and "Chief" not in listed
    for path in (f"{chief.pk}/", f"{chief.pk}/link/", f"{both.pk}/link/",
                 f"{both.pk}/deactivate/", f"{both.pk}/grants/{both.grants.last().pk}/withdraw/"):
        assert client.get(f"/en/register/accounts/{path}").status_code == 403, path
    answer = client.post("/en/register/accounts/invite/", {"email": "x@example.org",
                                                           "role": "administrator"})
    assert answer.status_code == 400 and "Name an organisation" in text(answer)
    answer = client.post("/en/register/accounts/invite/", {
        "email": "x@example.org", "role": "contributor", "organisation": "Neurosciences"})
    assert answer.status_code == 403
    with pytest.raises(NotAllowed):
        actions.grant(by=local, account=local, role=Role.ADMINISTRATOR, holders=holding)
    with pytest.raises(NotAllowed):
        actions.give_link(by=local, account=both, holders=holding)
    assert client.post(f"/en/register/accounts/{inside.pk}/link/").status_code == 200
    assert client.post("/en/register/accounts/invite/", {
        "email": "x@example.org", "role": "contributor", "organisation": "U2"}).status_code == 200


def test_one_changes_ones_name_and_password(books):
    anne = person("Anne")
    anne.set_password(PHRASE)
    anne.save()
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/en/account/sign-in/", {"email": anne.email, "password": PHRASE})
    assert here.post("/en/account/name/", {"name": "Anne  Éditrice"}).status_code == 302
    assert "Anne Éditrice" in text(here.get("/en/account/"))
    new = "another long enough phrase"
    wrong = here.post("/fr/account/password/", {"old": "no", "password": new, "again": new})
    assert wrong.status_code == 400 and "n’est pas votre mot de passe" in text(wrong)
    differ = here.post("/fr/account/password/", {"old": PHRASE, "password": new, "again": "x"})
    assert differ.status_code == 400 and "Les deux diffèrent" in text(differ)
    key = here.session.session_key
    assert here.post("/en/account/password/",
                     {"old": PHRASE, "password": new, "again": new}).status_code == 302
    assert here.get("/en/account/").status_code == 200 and here.session.session_key != key
    assert there.get("/en/account/").status_code == 302
    told = AuditEntry.objects.get(action="change_password")
    assert new not in f"{told.before}{told.after}" and AuditEntry.objects.get(
        action="change_name").before == {"name": "Anne"}


def test_one_sees_and_ends_ones_sessions(books):
    anne = person("Anne")
    anne.set_password(PHRASE)
    anne.save()
    browsers = [Client(headers={"user-agent": agent}) for agent in (
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "")]
    for one in browsers:
        one.post("/en/account/sign-in/", {"email": anne.email, "password": PHRASE})
    here, phone, third = browsers
    shown = text(here.get("/en/account/"))
    assert "Firefox (Linux)" in shown and "Safari (iPhone)" in shown and "this one" in shown
    assert not any(one.session.session_key in shown for one in browsers)
    ends = re.findall(r'action="(/en/account/sessions/[0-9a-f]{32}/end/)"', shown)
    assert len(ends) == 2
    for address in ends:
        assert here.post(address).status_code == 302
    assert here.get("/en/account/").status_code == 200
    assert phone.get("/en/account/").status_code == third.get("/en/account/").status_code == 302
    phone.post("/en/account/sign-in/", {"email": anne.email, "password": PHRASE})
    assert phone.post("/en/account/sessions/end/").status_code == 302
    assert here.get("/en/account/").status_code == 302
    assert phone.get("/en/account/").status_code == 200


def test_a_session_ends_when_idle_and_after_its_time(books):
    anne = person("Anne")
    anne.set_password(PHRASE)
    anne.save()
    client = Client()
    sign_in = {"email": anne.email, "password": PHRASE}
    client.post("/en/account/sign-in/", sign_in)
    row = Session.objects.get(account=anne)
    assert row.expire_date - row.began <= datetime.timedelta(hours=12)
    later = timezone.now() - datetime.timedelta(minutes=10)
    Session.objects.update(seen=later)
    assert client.get("/en/account/").status_code == 200
    assert Session.objects.get(account=anne).seen > later
    Session.objects.update(seen=timezone.now() - datetime.timedelta(hours=3))
    assert client.get("/en/account/").status_code == 302
    client = Client()
    client.post("/en/account/sign-in/", sign_in)
    # what is done in it does not make it last
    assert client.post("/en/account/name/", {"name": "A"}).status_code == 302
    row = Session.objects.get(pk=client.session.session_key)
    assert row.expire_date - row.began <= datetime.timedelta(hours=12)
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/en/account/").status_code == 302


def test_a_password_is_set_anew_by_an_administrators_link(books):
    chief, anne = person("Chief", Role.ADMINISTRATOR), person("Anne")
    hers = client_of(anne)
    link = link_in(client_of(chief).post(f"/en/register/accounts/{anne.pk}/link/"))
    client = Client()
    assert client.post(link, {"password": PHRASE, "again": PHRASE}).url == "/en/account/"
    assert hers.get("/en/account/").status_code == 302
    assert Client().get(link).status_code == 400
    assert Client().post("/en/account/sign-in/",
                         {"email": anne.email, "password": PHRASE}).status_code == 302


def test_without_a_mail_server_one_is_sent_to_an_administrator(books):
    person("Anne")
    answer = Client().post("/fr/account/forgotten/", {"email": "anne@example.org"})
    assert "Demandez à un administrateur" in text(answer) and not Link.objects.exists()


@pytest.fixture
def post():
    """A mail server that keeps what it is given."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
                           EMAIL_HOST="localhost", ADDRESS="https://b.example.org"):
        outbox.outbox = []
        yield outbox.outbox


def test_links_are_mailed_where_that_is_set(drawn, post):
    chief, anne = person("Chief", Role.ADMINISTRATOR), person("Anne")
    answer = client_of(chief).post("/fr/register/accounts/invite/",
                                   {"email": "new@example.org", "role": "curator"})
    assert "Il a été envoyé" in text(answer) and post[0].to == ["new@example.org"]
    assert link_in(answer) in post[0].body and "https://b.example.org/fr/account/join/" in post[
        0].body
    # the answer to a stranger is the same whether the address is known or not, and the link
    # begins with the site's address, whatever the request says that it is
    told = [text(Client().post("/en/account/forgotten/", {"email": email},
                               headers={"host": "evil.example"}))
            for email in ("ANNE@example.org", "nobody@example.org")]
    mail.POSTMAN.submit(lambda: None).result()
    known, unknown = (re.sub(r'value="[^"]*"', "", one) for one in told)
    assert known == unknown
    assert len(post) == 2 and post[1].to == [anne.email] and "evil" not in post[1].body
    link = re.search(r"https://b.example.org(/en/account/reset/\S+)", post[1].body)[1]
    assert Client().post(link, {"password": PHRASE, "again": PHRASE}).status_code == 302


def test_a_mail_server_that_is_down_is_told_and_the_link_shown(drawn):
    chief = person("Chief", Role.ADMINISTRATOR)
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1, ADDRESS="https://b.example.org"):
        answer = client_of(chief).post("/en/register/accounts/invite/", {
            "email": "new@example.org", "role": "curator"})
    assert "hand the link over yourself" in text(answer) and link_in(answer)


@pytest.mark.parametrize("act", [
    lambda: actions.invite(by=None, email="no address", role=Role.CURATOR),
    lambda: actions.invite(by=None, email="a@example.org", role="king"),
    lambda: own_actions.join(secret="x", name="A", password=PHRASE),
    lambda: own_actions.change_name(by=person("Anne"), name=" \n "),
    lambda: own_actions.change_password(by=person("Anne"), old="no", password=PHRASE),
    lambda: actions.deactivate(by=None, account=person("Anne", is_active=False)),
    lambda: actions.reactivate(by=None, account=person("Anne")),
    lambda: actions.give_link(by=None, account=person("Anne", is_active=False)),
])
def test_what_cannot_be_is_refused_in_both_languages(books, act):
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.words.en and refused.value.words.fr
    assert not AuditEntry.objects.exists()
