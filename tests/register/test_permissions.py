"""Every address of the register for everybody: allowed, refused, or sent to sign in."""

import pytest
from django.db import transaction
from django.test import Client

from belvedere.register.accounts import links
from belvedere.register.accounts.models import Account, Grant
from belvedere.register.accounts.permissions import MAY, Permission, Role

from .permission_table import ADDRESSES, EVERYBODY, PEOPLE, SIGNED_IN, TABLE, address


def test_every_address_is_in_the_table():
    """An address that nobody thought about is the one that is open."""
    missing = "\n".join(f'    "{name}": both(CURATORS),  # or Row(get=…, post=…)'
                        for name in ADDRESSES if name not in TABLE)
    assert not missing, (
        "Say who may use these addresses: add to TABLE in tests/register/permission_table.py, "
        f"each with who may:\n{missing}")
    assert not set(TABLE) - set(ADDRESSES), "these addresses are gone: take them out of TABLE"


def test_every_role_has_its_person_and_every_permission_its_role():
    assert {given[0] for given in PEOPLE.values() if given and given[0]} == set(Role) == set(MAY)
    assert set().union(*MAY.values()) == set(Permission)


def client_of(who, world) -> Client:
    client = Client()
    if PEOPLE[who] is None:
        return client
    role, where = PEOPLE[who]
    account = Account.objects.create(email=f"{who}@example.org", name=who)
    if role:
        Grant.objects.create(account=account, role=role, organisation=where and world[where])
    client.force_login(account)
    if who == "closed":
        Account.objects.filter(pk=account.pk).update(is_active=False)
    return client


def outcome(answer) -> str:
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file that is sent is closed at its end
    if answer.status_code == 302 and "/account/sign-in/?next=" in answer.url:
        return "sign in"
    return {403: "refused", 405: "no such method", 404: "not found"}.get(
        answer.status_code, "allowed" if answer.status_code < 500 else "broken")


def expected(who: str, may) -> str:
    if may is None:
        return "no such method"
    return "allowed" if who in may else "refused" if who in SIGNED_IN else "sign in"


@pytest.mark.parametrize("name", TABLE)
def test_everybody_at_an_address(world, name):
    row, told, wanted = TABLE[name], {}, {}
    for who in PEOPLE:
        client = client_of(who, world)
        if name in ("join", "reset"):
            world["secret"] = links.make(world["account"], name)
        where = address(name, world, client)
        for method, may in (("get", row.get), ("post", row.post)):
            with transaction.atomic():
                told[who, method] = outcome(getattr(client, method)(where))
                transaction.set_rollback(True)
            wanted[who, method] = expected(who, may)
            if may is None and who not in EVERYBODY & SIGNED_IN:
                # whether the method or who asks is looked at first is all one
                wanted[who, method] = told[who, method]
                assert told[who, method] in ("no such method", "sign in")
    assert told == wanted, {key: (told[key], wanted[key]) for key in told
                            if told[key] != wanted[key]}
