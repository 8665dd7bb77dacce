"""What an ill-meaning reader tries: forged forms, planted sessions, guessed numbers, script."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from django.test import Client, override_settings

from belvedere.register.accounts import links
from belvedere.register.accounts.models import Account, AuditEntry, Grant, Session
from belvedere.register.accounts.permissions import Role
from belvedere.register.organisations.models import Organisation

from .permission_table import TABLE, address
from .test_pages import text

PHRASE = "correct horse battery staple"
SCRIPT = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>{{ 7|add:7 }}"


@pytest.fixture
def anne(books):
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        made = Account(email="anne@example.org", name="Anne")
        made.set_password(PHRASE)
        made.save()
        yield made


def sign_in(client, **more):
    return client.post("/en/account/sign-in/", {"email": "anne@example.org", "password": PHRASE,
                                                **more})


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.post is not None])
def test_no_form_is_taken_from_another_site(world, name):
    account = Account.objects.create(email="chief@example.org", name="Chief")
    Grant.objects.create(account=account, role=Role.ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    if name in ("join", "reset"):
        world["secret"] = links.make(world["account"], name)
    sent_to = address(name, world, client)
    entries = AuditEntry.objects.count()
    answer = client.post(sent_to, {"q": "x"})
    assert answer.status_code == 403 and "load the page again" in text(answer)
    assert AuditEntry.objects.count() == entries and client.session.get("_auth_user_id")


def test_a_session_that_was_planted_is_worth_nothing(anne):
    victim, thief = Client(), Client()
    planted = victim.session  # an empty one, with a key that somebody else knows
    planted["planted"] = "1"
    planted.save()
    victim.cookies["sessionid"] = thief.cookies["sessionid"] = planted.session_key
    assert sign_in(victim).status_code == 302
    assert victim.session.session_key != planted.session_key
    assert thief.get("/en/account/").status_code == 302
    before = victim.session.session_key
    victim.post("/en/account/sign-out/")
    thief.cookies["sessionid"] = before
    assert thief.get("/en/account/").status_code == 302
    assert not Session.objects.filter(pk=before).exists()


def test_guessed_numbers_open_nothing(world, anne, signed_in):
    stranger = signed_in(Role.CONTRIBUTOR, world["Neurosciences"])
    hers = Client()
    sign_in(hers)
    handle = world["handle"](hers)
    assert stranger.post(f"/en/account/sessions/{handle}/end/").status_code == 404
    assert hers.get("/en/account/").status_code == 200
    for pk in (anne.pk, world["account"].pk, 999_999):
        for path in ("", "grant/", "link/", "deactivate/", "grants/1/withdraw/"):
            assert stranger.get(f"/en/register/accounts/{pk}/{path}").status_code == 403
    chief = signed_in(Role.ADMINISTRATOR)
    assert chief.get("/en/register/accounts/999999/").status_code == 404
    # a role of one account is not taken back through another's address
    other = Grant.objects.create(account=anne, role=Role.CURATOR)
    chief.post(f"/en/register/accounts/{world['account'].pk}/grants/{other.pk}/withdraw/")
    assert Grant.objects.filter(pk=other.pk).exists()
    # a draft is nobody's who may not see it, by its number either
    assert stranger.get(f"/en/register/{world['U1'].pk}/versions/1/").status_code == 403
    # a relation is ended through its own organisation only
    assert chief.get(f"/en/register/{world['U2'].pk}/relations/{world['relation'].pk}/end/"
                     ).status_code == 404


EXTRA = {"is_active": "0", "is_superuser": "1", "joined": "", "email": "evil@example.org",
         "password": PHRASE, "pk": "1", "id": "1", "by": "1", "account": "1", "grants": "1",
         "role": "administrator", "organisation": "", "holders": "", "expected": "", "actor": "1"}


def test_fields_that_a_form_has_not_do_nothing(world, anne, signed_in):
    client = Client()
    sign_in(client)
    assert client.post("/en/account/name/", {**EXTRA, "name": "Anne B"}).status_code == 302
    anne.refresh_from_db()
    assert (anne.name, anne.email, anne.is_active, anne.grants.count()) == (
        "Anne B", "anne@example.org", True, 0)
    member = world["account"]
    secret = links.make(member, "join")
    joined = Client().post(f"/en/account/join/{secret}/", {
        **EXTRA, "name": "Member", "password": PHRASE, "again": PHRASE})
    assert joined.status_code == 302
    member.refresh_from_db()
    assert member.email == "member@example.org" and member.is_active
    assert [(g.role, g.organisation_id) for g in member.grants.all()] == [
        ("contributor", world["U1"].pk)]
    curator = signed_in(Role.CURATOR)
    unit = world["U1"]
    assert curator.post(f"/en/register/{unit.pk}/rename/", {
        **EXTRA, "name": "New", "on": "2014", "kind": "team", "closed": "2015",
        "version": Organisation.objects.get(pk=unit.pk).version}).status_code == 302
    changed = Organisation.objects.get(pk=unit.pk)
    assert (changed.kind, changed.closed) == ("unit", "")
    assert AuditEntry.objects.order_by("pk").last().actor_name == "Curator"


@pytest.mark.parametrize("asked", [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
    "https:evil.example", "\thttps://evil.example", "http://testserver@evil.example/"])
def test_nobody_is_led_to_another_site(anne, asked):
    assert sign_in(Client(), next=asked).url == "/en/register/"
    assert sign_in(Client(), next="/fr/register/tree/?at=2014").url == "/fr/register/tree/?at=2014"
    shown = Client().get("/en/account/sign-in/", {"next": asked}).content.decode()
    assert f'href="{asked}' not in shown


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x",
                                  "application/x-www-form-urlencoded", "application/json"])
def test_what_is_too_large_is_refused_before_it_is_read(books, kind):
    class Unread:
        def read(self, *_):
            raise AssertionError("it was read")

        readline = read

    answer = Client().post("/fr/account/sign-in/", b"x", content_type=kind, **{
        "CONTENT_LENGTH": "50000000", "wsgi.input": Unread()})
    assert answer.status_code == 413 and "trop volumineux" in text(answer)
    assert answer["Content-Security-Policy"]
    # what says that it is small is read as far as it says
    answer = Client().post("/en/account/sign-in/", b"email=" + b"x" * 3_000_000,
                           content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413 and "2.5 MB" in text(answer)


def test_every_answer_says_what_a_browser_may_do(world, anne, signed_in):
    chief = signed_in(Role.ADMINISTRATOR)
    pages = [chief.get(path) for path in (
        "/en/register/", "/en/account/", "/en/account/sign-in/", "/en/register/accounts/",
        "/en/register/audit/", "/en/register/audit.csv", "/en/register/999999/", "/en/nowhere/",
        "/en/account/join/x/", "/en/register/new", "/en/register/tree/?at=x")]
    pages += [Client().get("/en/register/new/"), Client().get("/en/account/sign-out/"),
              Client(enforce_csrf_checks=True).post("/en/account/sign-in/")]
    for answer in pages:
        told = f"{answer.request['PATH_INFO']} {answer.status_code}"
        policy = answer["Content-Security-Policy"]
        for part in ("default-src 'self'", "script-src 'self'", "object-src 'none'",
                     "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"):
            assert part in policy, told
        assert "unsafe" not in policy and answer["X-Frame-Options"] == "DENY", told
        assert answer["X-Content-Type-Options"] == "nosniff", told
        assert answer["Referrer-Policy"] == "same-origin", told
    for path in ("/en/register/", "/en/account/", "/en/register/audit/", "/en/register/audit.csv"):
        assert "no-store" in chief.get(path)["Cache-Control"]


def test_cookies_are_for_this_site_and_no_script(anne):
    client = Client()
    client.get("/en/account/sign-in/")
    sign_in(client)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"]
    assert 0 < int(client.cookies["sessionid"]["max-age"]) <= 12 * 3600
    # a reader who signs in nowhere has none
    reader = Client()
    reader.get("/en/register/")
    assert not reader.cookies


def test_where_the_site_is_reached_by_https_cookies_go_no_other_way(tmp_path):
    told = subprocess.run([sys.executable, "-c", (
        "from belvedere.config import settings as s; print(s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.SECURE_PROXY_SSL_HEADER, "
        "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS)")],
        env={"BELVEDERE_HOME": str(tmp_path), "BELVEDERE_HTTPS": "1", "BELVEDERE_PROXIES": "1",
             "BELVEDERE_MAIL": "smtp+tls://me:p%40ss@mail.example.org:587",
             "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True, text=True, check=True).stdout.split()
    assert told == ["True", "True", "True", "('HTTP_X_FORWARDED_PROTO',", "'https')",
                    "mail.example.org", "587", "p@ss", "True"]


class Fields(HTMLParser):
    """The fields of a page's form as a reader finds them, with what they hold."""

    def __init__(self, page: str):
        super().__init__()
        self.inside, self.held, self.texts, self._choice = False, {}, [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = "form" in (given.get("class") or "").split()
        name = given.get("name")
        if not self.inside or (not name and tag != "option"):
            return
        kind = given.get("type", "text")
        if tag == "textarea" or (tag == "input" and kind not in ("hidden", "checkbox")):
            self.texts.append(name)
            self.held[name] = given.get("value", "")
        elif tag == "input" and kind == "hidden":
            self.held[name] = given.get("value", "")
        elif tag == "select":
            self._choice = name
        elif tag == "option" and self._choice and (
                self._choice not in self.held or "selected" in given):
            self.held[self._choice] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


PROPER = {  # what a field takes that does not take any text
    "on": "2024-01-01", "opened": "2009-01-01", "closed": "", "start": "2020", "end": "",
    "employees_at": "2020", "budget_year": "2020", "employees": "3", "budget": "9",
    "latitude": "1", "longitude": "2", "country": "FR", "website": "https://example.org/?<b>",
    "email": "new@example.org", "other": "U2", "to": "Neurosciences",
    "away_from": "", "part_of": "Cancer", "organisation": "U2", "names": f"{SCRIPT}\n{SCRIPT}2",
    "password": PHRASE, "again": PHRASE, "old": PHRASE,
    # as long as they may be
    "label": "<script>alert(1)</script>", "value": "<script>alert(1)</script>",
    "postcode": "<script>alert(1)", "acronym": SCRIPT[:99]}
CHOSEN = {"code": {"scheme": "label"}, "relate": {"relation": "member_of"},
          "split": {"goes_on": "on"}}
LAST = ("deactivate", "reactivate", "withdraw", "split", "merge", "close", "own_password")


def hostile_nowhere(answer, told) -> None:
    shown = answer.content.decode()
    assert "<script>alert" not in shown and "<img src=x" not in shown, told
    assert "14" not in re.findall(r"onerror=alert\(2\)&gt;(\d+)", shown), told


def test_html_and_script_in_every_field_of_every_form_are_shown_as_text(world, anne):
    """Each form is filled with script as far as it takes any, and refused with script too."""
    anne.grants.create(role=Role.ADMINISTRATOR)
    client = Client()
    sign_in(client)
    forms = sorted((name for name, row in TABLE.items()
                    if row.post and row.get and name not in ("join", "reset", "sign_in")),
                   key=lambda name: LAST.index(name) if name in LAST else -1)
    done = 0
    for name in forms:
        where = address(name, world, client)
        found = Fields(client.get(where).content.decode())
        if not found.texts:
            continue
        wrong = client.post(where, {**found.held, **dict.fromkeys(found.texts, SCRIPT)})
        hostile_nowhere(wrong, name)
        found = Fields(client.get(where).content.decode())
        right = client.post(where, {**found.held, **{
            field: PROPER.get(field, SCRIPT) for field in found.texts}, **CHOSEN.get(name, {})})
        hostile_nowhere(right, name)
        done += right.status_code in (200, 302)
    assert done >= 16, "most forms are filled in so that something is done"
    client = Client()
    client.post("/en/account/sign-in/", {"email": "anne@example.org", "password": PHRASE})
    AuditEntry.objects.bulk_create([AuditEntry(
        actor_name=SCRIPT, action=SCRIPT[:40], subject=SCRIPT[:40], subject_name=SCRIPT,
        before={SCRIPT: SCRIPT}, after={SCRIPT: [SCRIPT]}, why=SCRIPT)])
    shown = 0
    for name, row in TABLE.items():
        if row.get and not name.endswith("_csv") and name not in ("join", "reset"):
            answer = client.get(address(name, world, client))
            is_page = answer["Content-Type"].startswith("text/html")  # not a file, not JSON
            if answer.streaming:
                b"".join(answer.streaming_content)  # a file that is sent is closed at its end
            elif answer.status_code == 200 and is_page:
                hostile_nowhere(answer, name)
                shown += "&lt;script&gt;alert" in answer.content.decode()
    assert shown >= 8, "pages do show what was filled in"
    for pk in Organisation.objects.values_list("pk", flat=True):
        hostile_nowhere(client.get(f"/en/register/{pk}/"), pk)
