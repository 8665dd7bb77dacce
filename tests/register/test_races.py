"""Several people at the same moment, each with a connection of their own."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from belvedere.register.accounts.models import Account, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations.actions import add_code, create, rename
from belvedere.register.organisations.models import Code, Organisation, Relation
from belvedere.register.organisations.restructuring import merge, move, relate


@pytest.fixture
def units(migrated):
    """Three units in the books themselves; all goes after the test but the audit, which stands."""
    made = [create(by=None, kind="unit", name=f"Race {n}", opened="2010") for n in range(3)]
    yield made
    Organisation.objects.all().delete()
    Account.objects.all().delete()


def at_once(*acts) -> list:
    """Do all at the same moment; return what each gave or why it was refused."""
    begin, told = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        begin.wait()
        try:
            told[number] = act()
        except (Refused, IntegrityError) as error:
            told[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def refused(told) -> list:
    return [one for one in told if isinstance(one, Refused)]


def test_two_mergers_of_the_same_units(units):
    one, other, _ = units
    told = at_once(*(lambda name=name: merge(by=None, sources=[one, other], name=name, on="2015")
                     for name in ("Left", "Right")))
    assert len(refused(told)) == 1 and "closed since" in str(refused(told)[0])
    assert Organisation.objects.filter(name__in=("Left", "Right")).count() == 1
    assert Relation.objects.filter(kind="successor_of").count() == 2


def test_two_that_take_each_other_over(units):
    one, other, _ = units
    told = at_once(lambda: merge(by=None, sources=[one], into=other, on="2015"),
                   lambda: merge(by=None, sources=[other], into=one, on="2015"))
    assert len(refused(told)) == 1
    assert Organisation.objects.filter(closed="").count() == 2


def test_two_that_would_close_a_circle(units):
    one, other, third = units
    told = at_once(
        lambda: relate(by=None, organisation=one, kind="part_of", other=other, start="2012"),
        lambda: relate(by=None, organisation=other, kind="part_of", other=third, start="2012"),
        lambda: relate(by=None, organisation=third, kind="part_of", other=one, start="2012"))
    assert len(refused(told)) == 1 and "itself" in str(refused(told)[0])
    assert Relation.objects.filter(kind="part_of").count() == 2


def test_two_moves_wait_for_each_other(units):
    one, other, third = units
    for unit in (one, other):
        relate(by=None, organisation=unit, kind="part_of", other=third, start="2010")
    top = create(by=None, kind="institute", name="Top", opened="2000")
    told = at_once(*(lambda unit=unit: move(by=None, organisation=unit, to=top, on="2015")
                     for unit in (one, other)))
    assert not refused(told)
    assert Relation.objects.filter(kind="part_of", other=top).count() == 2


def test_the_same_code_twice(units):
    told = at_once(*(lambda unit=unit: add_code(by=None, organisation=unit, scheme="ror",
                                                value="02vjkv261") for unit in units))
    assert len(refused(told)) == 2 and "identifier of" in str(refused(told)[0])
    assert Code.objects.filter(scheme="ror").count() == 1


def test_two_who_read_the_same_version(units):
    told = at_once(*(lambda name=name: rename(by=None, organisation=units[0], name=name, on="2015",
                                              expected=1) for name in ("Left", "Right")))
    assert len(refused(told)) == 1 and "somebody else" in str(refused(told)[0])


def test_a_form_sent_twice_at_once(units):
    account = Account.objects.create(email=f"{uuid.uuid4()}@example.org", name="Curator")
    Grant.objects.create(account=account, role=Role.CURATOR)
    key = str(uuid.uuid4())

    def sent():
        client = Client()
        client.force_login(account)
        return client.post("/en/register/new/", {"kind": "unit", "name": "Once", "opened": "2020",
                                                 "part_of": f"Race 0 #{units[0].pk}",
                                                 "submission": key})

    told = at_once(sent, sent, sent)
    assert [answer.status_code for answer in told] == [302] * 3
    assert len({answer.url for answer in told}) == 1
    assert Organisation.objects.filter(name="Once").count() == 1
