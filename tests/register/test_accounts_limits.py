"""How often things may be tried, in all worker processes together."""

import datetime
import threading

import pytest
from django.db import connection, connections
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from belvedere.register.accounts import limits
from belvedere.register.accounts.models import Account, Limit
from belvedere.register.accounts.permissions import Role

from .test_pages import text

PHRASE = "correct horse battery staple"


@pytest.fixture
def anne(books):
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        made = Account(email="anne@example.org", name="Anne")
        made.set_password(PHRASE)
        made.save()
        yield made


def attempt(email="anne@example.org", password="wrong", **more):
    return Client(**more).post("/fr/account/sign-in/", {"email": email, "password": password})


def test_an_account_is_not_guessed_at(anne):
    most = limits.RATES["sign_in"].by_account
    answers = [attempt(REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(most)]
    assert answers == [400] * most
    # from anywhere, in other capitals, with the right password too
    told = attempt("ANNE@example.org", PHRASE, REMOTE_ADDR="198.51.100.7")
    assert told.status_code == 429 and "Attendez 15 minutes" in text(told)
    assert attempt("bob@example.org").status_code == 400  # others are not concerned
    Limit.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    assert attempt(password=PHRASE).status_code == 302


def test_an_unknown_account_is_limited_as_a_known_one(anne):
    """Else it would show which addresses have an account."""
    statuses = [[attempt(email).status_code for _ in range(12)]
                for email in ("anne@example.org", "nobody@example.org")]
    assert statuses[0] == statuses[1] and 429 in statuses[0]


def test_a_caller_is_limited_over_all_accounts(anne):
    most = limits.RATES["sign_in"].by_caller
    for n in range(most):
        assert attempt(f"a{n}@example.org").status_code == 400
    assert attempt(password=PHRASE).status_code == 429
    assert attempt(password=PHRASE, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_who_signs_in_has_the_tries_back(anne):
    for _ in range(3):
        for _ in range(limits.RATES["sign_in"].by_account - 1):
            attempt()
        assert attempt(password=PHRASE).status_code == 302


def test_links_invitations_and_resets_are_limited(books):
    for _ in range(limits.RATES["link"].by_caller):
        assert Client().get("/en/account/join/guess/").status_code == 400
    answer = Client().get("/en/account/reset/guess/")
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 900
    assert "Wait 15 minutes" in text(answer)
    reset = {"email": "anne@example.org"}
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1, ADDRESS="https://b.example.org"):
        statuses = [Client().post("/en/account/forgotten/", reset).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_an_administrator_who_invites_without_end_is_stopped(signed_in):
    client = signed_in(Role.ADMINISTRATOR)
    Limit.objects.all().delete()
    sent = {"email": "x@example.org", "role": "curator"}
    assert client.post("/en/register/accounts/invite/", sent).status_code == 200
    Limit.objects.update(count=1000)
    answer = client.post("/en/register/accounts/invite/", sent)
    assert answer.status_code == 429 and 'value="x@example.org"' in text(answer)


@pytest.mark.parametrize("proxies, told, address", [
    (0, "198.51.100.1", "203.0.113.9"), (1, "198.51.100.1", "198.51.100.1"),
    (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"), (2, "198.51.100.1, 10.0.0.1", "198.51.100.1"),
    (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"), (1, "rubbish", "rubbish"),
])
def test_who_calls_is_told_by_trusted_proxies_only(proxies, told, address):
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=told)
    with override_settings(PROXIES=proxies):
        assert limits.caller(request) == address


def test_no_address_is_kept_in_clear(anne):
    attempt(REMOTE_ADDR="203.0.113.9")
    kept = str(list(Limit.objects.values_list()))
    assert "203.0.113.9" not in kept and "anne" not in kept


def test_many_at_once_do_not_slip_through(migrated):
    """In connections of their own, as worker processes have them."""
    request, counted = RequestFactory().get("/", REMOTE_ADDR="203.0.113.77"), []

    def once():
        try:
            limits.spend("sign_in", request, "crowd@example.org")
            counted.append(1)
        except limits.TooOften:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=once) for _ in range(24)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(counted) == limits.RATES["sign_in"].by_account
    finally:
        Limit.objects.all().delete()
        connection.close()
