"""Books of one's own for each test: what it writes is rolled back."""

import datetime

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belvedere.register.accounts import queries
from belvedere.register.accounts.models import Account, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.clinical.actions import apply
from belvedere.register.clinical.actions import move as move_request
from belvedere.register.organisations import profiles
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Relation
from belvedere.register.organisations.restructuring import relate
from belvedere.register.people.actions import add_person

from .funding_books import application_of, call_of, centre, funded, member  # noqa: F401


@pytest.fixture(scope="session")
def migrated():
    """The register's database, made as ``serve`` makes it."""
    call_command("migrate", verbosity=0)


@pytest.fixture
def books(migrated):
    """An empty register, of which nothing is remembered."""
    caches["books"].clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def drawn(books):
    """Inserm; two thematic institutes; two units of the first, one with a team.

        Inserm ── Cancer ── U1 ── Team A
                       └── U2
               └── Neurosciences
    """
    made = {}
    for name, kind, opened, parent in (
        ("Inserm", "institute", "1964", None),
        ("Cancer", "thematic_institute", "2008", "Inserm"),
        ("Neurosciences", "thematic_institute", "2008", "Inserm"),
        ("U1", "unit", "2009-01-01", "Cancer"), ("U2", "unit", "2010-01-01", "Cancer"),
        ("Team A", "team", "2009-01-01", "U1"),
    ):
        made[name] = create(by=None, kind=kind, name=name, opened=opened)
        if parent:
            relate(by=None, organisation=made[name], kind="part_of", other=made[parent],
                   start=opened)
    return made


@pytest.fixture
def signed_in(books):
    """Make a client of somebody who has a role, everywhere or in one organisation."""
    def make(role, where=None):
        account = Account.objects.create(email=f"{role}-{Account.objects.count()}@example.org",
                                         name=str(role).capitalize())
        Grant.objects.create(account=account, role=role, organisation=where)
        client = Client()
        client.force_login(account)
        return client

    return make


@pytest.fixture
def client(books):
    """A visitor."""
    return Client()


@pytest.fixture
def asked():
    """Count the queries of a page that is asked for the first time."""
    def count(client, address):
        caches["books"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    return count


@pytest.fixture
def request_of(drawn):
    """Put a request to the clinical desk, and move it through states on given dates."""
    def make(*moves, kind="promotion", opened="2014-01-10", **study):
        one = apply(by=None, kind=kind, opened=opened, **{
            "title": "A trial of sleep", "unit": drawn["U1"], "category": "biomedical",
            "product": "medicine", "phase": "PHASE2", "investigator": "Dr Personal",
            "amount": 1000, **study})
        for move, on in moves:
            one = move_request(by=None, dossier=one, move=move, on=on, why="Minutes 3")
        return one

    return make


EVALUATED = (("admit", "2014-01-20"), ("evaluate", "2014-02-01"))


@pytest.fixture
def sponsored(request_of):
    """A project that a favourable request opened on 1 March 2014."""
    return request_of(*EVALUATED, ("favour", "2014-03-01")).project


@pytest.fixture
def world(drawn):
    """U1 with a page, facts and a director; a contributor's account; own session; links."""
    profiles.save(by=None, organisation=drawn["U1"], base=0, publish=True,
                  values={"vision_en": "To cure"})
    account = Account.objects.create(email="member@example.org", name="Member", joined=None)
    grant = Grant.objects.create(account=account, role=Role.CONTRIBUTOR, organisation=drawn["U1"])

    def handle(client):
        held = Account.objects.filter(sessions=client.session.session_key).first()
        return queries.handle(held.sessions.get()) if held else "0" * 32

    unit = drawn["U1"]
    relation = Relation.objects.get(organisation=unit, kind="part_of")
    position = add_person(by=None, organisation=unit, role="director", values={
        "name": "Ada", "basis": "public_task", "keep_until": datetime.date.today()})
    return {**drawn, "account": account, "grant": grant, "handle": handle, "secret": "",
            "relation": relation, "position": position, "a relation": relation,
            "a name": unit.names.get(), "a place": unit.places.create(city="Paris"),
            "a code": unit.codes.create(scheme="label", value="U 1"),
            "a subject": unit.subjects.create(scheme="theme", value="Cancer"),
            "a staff": unit.staff.create(year=2020, profession="Engineer", headcount=1)}
