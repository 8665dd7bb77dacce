"""Signing in by OpenID Connect, with a real provider on this machine, honest and not."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client, override_settings

from belvedere.register.accounts.models import Account, AuditEntry, Grant, Identity
from belvedere.register.accounts.permissions import Role

from .openid_provider import CLIENT, NOT_SIGNED, SECRET, OpenID
from .test_pages import text

BACK = "http://testserver/en/account/openid/back/"


@pytest.fixture
def provider(books):
    """A provider, with whom the site is registered."""
    with OpenID(BACK) as running, override_settings(
            OPENID_ISSUER=running.url, OPENID_CLIENT=CLIENT, OPENID_SECRET=SECRET,
            OPENID_NAME="Inserm"):
        yield running


def person(name, **more) -> Account:
    return Account.objects.create(email=f"{name}@example.org", name=name.capitalize(),
                                  password="!", **more)


def to_provider(client, asked="/en/account/openid/") -> str:
    """Go to the provider; return the address that it sends one back to."""
    way = client.get(asked)
    assert way.status_code == 302, text(way)
    answer = requests.get(way.url, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].removeprefix("http://testserver")


def sign_in(client=None, asked="/en/account/openid/"):
    client = client or Client()
    return client, client.get(to_provider(client, asked))


def refused(client, answer) -> str:
    """Return why one is not signed in."""
    assert answer.status_code == 302 and answer.url.endswith("/account/sign-in/")
    assert "_auth_user_id" not in client.session
    return text(client.get(answer.url))


def test_without_a_provider_there_is_no_button_and_no_way(books):
    assert "openid" not in text(Client().get("/en/account/sign-in/"))
    for path in ("", "back/?code=x&state=y"):
        answer = Client().get(f"/en/account/openid/{path}")
        assert answer.status_code == 302 and answer.url == "/en/account/sign-in/"


def test_who_is_invited_joins_by_the_provider(provider):
    anne = person("anne", joined=None)
    Grant.objects.create(account=anne, role=Role.CURATOR)
    provider.knows("anne", email="Anne@Example.org")
    shown = text(Client().get("/fr/account/sign-in/?next=/fr/register/tree/"))
    assert "Se connecter avec Inserm" in shown
    client, answer = sign_in(asked="/fr/account/openid/?next=/fr/register/tree/")
    assert answer.url == "/fr/register/tree/"
    assert client.get("/fr/register/new/").status_code == 200
    anne.refresh_from_db()
    assert anne.joined and anne.last_login and not anne.has_usable_password()
    assert AuditEntry.objects.get(action="join").after == {"issuer": provider.url}
    # from then on by subject, whatever the address has become
    provider.people["anne"].update(email="married@example.org", email_verified=False)
    assert sign_in()[1].url == "/en/register/"
    assert Identity.objects.count() == 1
    # and may give herself a password
    assert "id=\"old\"" not in text(client.get("/en/account/password/"))


def test_the_request_has_a_challenge_a_state_and_a_nonce(provider):
    asked = parse_qs(urlsplit(Client().get("/en/account/openid/").url).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == [BACK]
    assert all(len(asked[name][0]) >= 20 for name in ("code_challenge", "state", "nonce"))


def test_who_is_unknown_gets_no_account(provider):
    provider.knows("stranger")
    told = refused(*sign_in(asked="/fr/account/openid/"))
    assert "stranger@example.org" in told and "d’inviter cette adresse" in told
    assert not Account.objects.exists() and not Identity.objects.exists()


def test_an_address_that_is_not_verified_finds_no_account(provider):
    person("anne")
    provider.knows("anne", email_verified=False)
    assert "has not verified" in refused(*sign_in())
    del provider.people["anne"]["email_verified"]
    assert "has not verified" in refused(*sign_in())
    assert not Identity.objects.exists()


def test_a_closed_account_stays_closed(provider):
    anne = person("anne")
    provider.knows("anne")
    assert sign_in()[1].url == "/en/register/"
    Account.objects.filter(pk=anne.pk).update(is_active=False)
    assert "is closed" in refused(*sign_in())
    person("bob", is_active=False)
    provider.knows("bob")
    assert "is closed" in refused(*sign_in())


def test_an_address_that_passed_to_somebody_else_takes_no_account_over(provider):
    person("anne")
    provider.knows("anne")
    sign_in()
    provider.knows("second", email="anne@example.org")
    assert "belongs to somebody else" in refused(*sign_in())


def test_a_state_of_somebody_else_or_used_before_is_refused(provider):
    person("anne")
    provider.knows("anne")
    client = Client()
    back = to_provider(client)
    # in a browser that did not begin (an attacker's link), and with another state
    stranger = Client()
    assert "could not be trusted" in refused(stranger, stranger.get(back))
    other = Client()
    to_provider(other)
    assert "could not be trusted" in refused(other, other.get(back))
    wrong = back.replace("state=", "state=x")
    assert "could not be trusted" in refused(client, client.get(wrong))
    assert client.get(back).url == "/en/register/"
    # replayed: in the same browser, and in another that has begun
    again = Client()
    assert "could not be trusted" in refused(again, again.get(back))
    client.post("/en/account/sign-out/")
    assert "could not be trusted" in refused(client, client.get(back))


def test_a_code_that_was_used_before_is_refused_by_the_provider(provider):
    person("anne")
    provider.knows("anne")
    client, other = Client(), Client()
    used = parse_qs(urlsplit(to_provider(client)).query)["code"][0]
    state = parse_qs(urlsplit(to_provider(other)).query)["state"][0]
    # somebody's stolen code in one's own sign-in: the challenge is not of this browser
    answer = other.get(f"/en/account/openid/back/?code={used}&state={state}")
    assert "could not be trusted" in refused(other, answer)


def test_what_the_provider_refuses_is_told(provider):
    provider.knows("anne")
    client = Client()
    to_provider(client)
    answer = client.get("/en/account/openid/back/?error=access_denied&error_description=<b>no")
    told = refused(client, answer)
    assert "could not be trusted" in told and "<b>no" not in told


def change(**claims):
    def forge(provider, told):
        told.update(claims)
    return forge


@pytest.mark.parametrize("forge", [
    change(nonce="of another sign-in"),
    lambda provider, told: told.pop("nonce") and None,
    change(exp=1_500_000_000),
    lambda provider, told: told.pop("exp") and None,
    lambda provider, told: told.update(iat=int(time.time()) + 3600),
    change(aud="another site"), change(aud=["another site", CLIENT], azp="another site"),
    change(iss="https://evil.example"),
    lambda provider, told: told.pop("sub") and None,
    change(at_hash="x"),
    lambda provider, told: provider.foreign,
    lambda provider, told: provider.key.as_pem(private=False),
    lambda provider, told: SECRET.encode(),
    lambda provider, told: NOT_SIGNED,
], ids=["wrong nonce", "no nonce", "expired", "no expiry", "not yet", "other audience",
        "other party", "other issuer", "nobody", "other access token", "foreign key",
        "public key as secret", "shared secret", "not signed"])
def test_a_forged_token_is_refused(provider, forge):
    person("anne")
    provider.knows("anne")
    provider.forge = lambda told: None
    assert sign_in()[1].url == "/en/register/"  # the forge itself breaks nothing
    provider.forge = lambda told: forge(provider, told)
    assert "could not be trusted" in refused(*sign_in())


def test_a_provider_that_is_down_is_told(provider):
    anne = person("anne")
    provider.knows("anne")
    client = Client()
    back = to_provider(client)
    with override_settings(OPENID_ISSUER="http://127.0.0.1:1"):
        for address in (back, "/fr/account/openid/"):
            assert "répond pas" in (told := refused(client, client.get(address))) or (
                "does not answer" in told)
    with override_settings(OPENID_ISSUER=f"{provider.url}/elsewhere"):  # no provider there
        assert "does not answer" in refused(client, client.get("/en/account/openid/"))
    with override_settings(OPENID_ISSUER=f"{provider.url}/"):  # says it is another
        assert "does not answer" in refused(client, client.get("/en/account/openid/"))
    assert Account.objects.get(pk=anne.pk).last_login is None


def test_a_session_that_was_set_before_is_worth_nothing(provider):
    person("anne")
    provider.knows("anne")
    client = Client()
    back = to_provider(client)
    planted = client.session.session_key
    client.get(back)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/en/account/").status_code == 302


def test_nobody_is_led_to_another_site(provider):
    person("anne")
    provider.knows("anne")
    for asked in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert sign_in(asked=f"/en/account/openid/?next={asked}")[1].url == "/en/register/"
