"""Fixtures of the funding desk: a call, an application to it, a project, a centre."""

from decimal import Decimal

import pytest

from belvedere.register.accounts.models import Account
from belvedere.register.funding import actions, calls, centres, panel

CLOSED = (("open-call", "2014-01-15"), ("close-call", "2014-03-31"))


@pytest.fixture
def call_of(drawn):
    """Prepare a call, and move it through states on given dates."""
    def make(*moves, opened="2014-01-01", **told):
        one = calls.prepare(by=None, opened=opened, **{
            "title": "Physics against cancer", "unit": drawn["Cancer"], "theme": "cancer",
            "programme": "Plan cancer", "budget": Decimal(777000), **told})
        for move, on in moves:
            one = calls.move(by=None, dossier=one, move=move, on=on)
        return one

    return make


@pytest.fixture
def application_of(drawn, call_of):
    """Receive an application to an open call or another, and move it through states."""
    def make(*moves, call=None, opened="2014-02-01", **told):
        one = actions.apply(
            by=None, opened=opened, call=call or call_of(CLOSED[0], CLOSED[1]), **{
                "title": "Light in tumours", "unit": drawn["U1"], "discipline": "physics",
                "investigator": "Dr Personal", "asked": Decimal(98765), **told})
        for move, on in moves:
            one = actions.move(by=None, dossier=one, move=move, on=on, why="Minutes 3",
                               granted=Decimal(50000))
        return one

    return make


@pytest.fixture
def funded(application_of):
    """A project that was granted 50,000 euros on 1 June 2014."""
    return application_of(("review", "2014-04-10"), ("fund", "2014-06-01")).project


@pytest.fixture
def centre(drawn):
    """A centre that is accredited from 2012 to 2016."""
    one = centres.propose(by=None, opened="2011-06-01", kind="siric", title="SIRIC of dreams",
                          unit=drawn["U2"], director="Pr Personal")
    return centres.move(by=None, dossier=one, move="accredit", on="2012-01-01", until="2016-01-01")


@pytest.fixture
def member(books):
    """Make somebody a member of a call's panel."""
    def make(call, name="rosa", unit=None, on="2014-02-01"):
        account, _ = Account.objects.get_or_create(email=f"{name}@example.org",
                                                   defaults={"name": name.capitalize()})
        panel.appoint(by=None, dossier=call, member=account.email, unit=unit, on=on)
        return account

    return make
