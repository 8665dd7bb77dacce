"""What is done in bulk leaves what single actions leave: the same rows, the same audit."""

import io

import pytest
from django.db import transaction

from belvedere.register.accounts.models import Account, AuditEntry, AuditPlace, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.exchange import actions as exchange
from belvedere.register.organisations import facts
from belvedere.register.organisations.actions import (
    add_code,
    correct,
    create,
    refresh,
    settle,
)
from belvedere.register.organisations.lists import DESK
from belvedere.register.organisations.models import (
    Code,
    Name,
    Organisation,
    Place,
    Relation,
    StaffCount,
    Subject,
)
from belvedere.register.organisations.restructuring import close, relate

BOOKS = (Organisation, Name, Code, Place, Relation, Subject, StaffCount)
WHY = "Decision 12"


def add(fact, **values):
    return lambda by, on, why: facts.add(
        by=by, organisation=on["U1"], fact=fact, values=values, why=why)


def put_right(fact, **values):
    """Correct what U1 has of a kind: the one that ``held`` made."""
    def act(by, on, why):
        row = getattr(on["U1"], HELD[fact]).order_by("pk").last()
        facts.correct(by=by, organisation=on["U1"], fact=fact, row=row.pk, values=values, why=why)
    return act


HELD = {"name": "names", "code": "codes", "place": "places", "relation": "relations",
        "subject": "subjects", "staff": "staff"}
SINGLE = {
    "a name": ("names", "organisation,text,kind,language,start,end\n"
               "U1,Unit  One,alias,en,2009,2012-05\n",
               add("name", text="Unit  One", kind="alias", language="en", start="2009",
                   end="2012-05")),
    "a name of now": ("names", "organisation,text,kind,language,start\nU1,Unit One,official,en,2009"
                      "\n", add("name", text="Unit One", kind="official", language="en",
                                start="2009")),
    "an identifier": ("codes", "organisation,scheme,value\nU1,ror,https://ror.org/02VJKV261\n",
                      lambda by, on, why: add_code(
                          by=by, organisation=on["U1"], scheme="ror", why=why,
                          value="https://ror.org/02VJKV261")),
    "a label": ("codes", "organisation,scheme,value,start,end\nU1,label,U 1138,2009,2014\n",
                add("code", scheme="label", value="U 1138", start="2009", end="2014")),
    "a place": ("places", "organisation,city,country,address,postcode,latitude,longitude,start\n"
                "U1,Lyon,fr,1 rue Ici,69000,45.75,4.85,2009\n",
                lambda by, on, why: settle(
                    by=by, organisation=on["U1"], city="Lyon", country="fr", address="1 rue Ici",
                    postcode="69000", latitude=45.75, longitude=4.85, on="2009", why=why)),
    "a relation": ("relations", "organisation,kind,other,start,end,label,because\n"
                   "U1,supervised_by,Inserm,2010,2020-02,U 1138,{why}\n",
                   lambda by, on, why: relate(
                       by=by, organisation=on["U1"], kind="supervised_by", other=on["Inserm"],
                       start="2010", end="2020-02", label="U 1138", because=why)),
    "a theme": ("subjects", "organisation,scheme,value,start\nU1,theme,Cancer,2010\n",
                add("subject", scheme="theme", value="Cancer", start="2010")),
    "a staff count": ("staff", "organisation,year,profession,employer,headcount\n"
                      "U1,2014,Nurse,CNRS,12\n",
                      add("staff", year=2014, profession="Nurse", employer="CNRS", headcount=12)),
    "a name put right": ("names", "number,organisation,text,kind,start\n"
                         "{name},U1,Unité un,official,2009-01\n",
                         put_right("name", text="Unité un", kind="official", start="2009-01")),
    "a label put right": ("codes", "number,organisation,scheme,value,end\n"
                          "{code},U1,label,U 2,2015\n",
                          put_right("code", scheme="label", value="U 2", end="2015")),
    "a place put right": ("places", "number,organisation,city,country\n{place},U1,Lille,BE\n",
                          put_right("place", city="Lille", country="BE")),
    "a relation put right": ("relations", "number,organisation,kind,other,start,because\n"
                             "{relation},U1,part_of,Cancer,2009-02,Decree\n",
                             put_right("relation", start="2009-02", because="Decree")),
    "a theme put right": ("subjects", "number,organisation,scheme,value,end\n"
                          "{subject},U1,domain,Biology,2015\n",
                          put_right("subject", scheme="domain", value="Biology", end="2015")),
    "a staff count put right": ("staff", "number,organisation,year,profession,headcount\n"
                                "{staff},U1,2013,Nurse,7\n",
                                put_right("staff", year=2013, profession="Nurse", headcount=7)),
    "an organisation put right": ("organisations", "number,kind,opened,website\n"
                                  "{U1},service,2009-02,https://example.org/\n",
                                  lambda by, on, why: correct(
                                      by=by, organisation=on["U1"], why=why, values={
                                          "kind": "service", "opened": "2009-02",
                                          "website": "https://example.org/"})),
    "one that closes": ("organisations", "number,closed\n{U1},2020\n",
                        lambda by, on, why: close(by=by, organisation=on["U1"], on="2020",
                                                  because=why)),
    "a new one": ("organisations", "kind,name,name_en,acronym,opened,city,country,website,codes\n"
                  "unit,Unité  une,Unit one,UUN,2009,Paris,fr,https://example.org/,"
                  "rnsr:200710776m ror:https://ror.org/02vjkv261\n",
                  lambda by, on, why: create(
                      by=by, kind="unit", name="Unité  une", name_en="Unit one", acronym="UUN",
                      opened="2009", city="Paris", country="fr", website="https://example.org/",
                      codes=[("rnsr", "200710776m"), ("ror", "https://ror.org/02vjkv261")],
                      why=why)),
}


@pytest.fixture
def held(drawn):
    """U1 with one fact of each kind, the last of them."""
    one = drawn["U1"]
    rows = {"name": one.names.get(), "code": one.codes.create(scheme="label", value="U 1"),
            "place": one.places.create(city="Paris", country="FR"),
            "relation": one.relations.get(),
            "subject": one.subjects.create(scheme="theme", value="Ageing"),
            "staff": one.staff.create(year=2013, profession="Nurse", headcount=1)}
    refresh(one)
    return {**drawn, "rows": {fact: row.pk for fact, row in rows.items()}}


def left(done) -> tuple:
    """What an action left, numbers of new rows apart; what it did is undone."""
    before = AuditEntry.objects.count()
    with transaction.atomic():
        done()
        entries = list(AuditEntry.objects.order_by("pk").values()[before:])
        newest = max(Organisation.objects.values_list("pk", flat=True))
        books = [[_plain(row, newest) for row in model.objects.order_by("pk").values()]
                 for model in BOOKS]
        places = [sorted(where % newest for where in AuditPlace.objects.filter(
            entry=entry["id"]).values_list("organisation", flat=True)) for entry in entries]
        transaction.set_rollback(True)
    return (books, [_plain(entry, newest) for entry in entries], places)


def _plain(row: dict, newest: int) -> dict:
    """A row without its own number, and the newest organisation as 0: none is given twice."""
    return {name: 0 if name.endswith("_id") and value == newest else value
            for name, value in row.items() if name not in {"id", "at", "submission"}}


@pytest.mark.parametrize("what", SINGLE)
def test_a_row_in_bulk_leaves_what_the_single_action_leaves(held, what):
    name, content, act = SINGLE[what]
    by = Account.objects.create(email="c@example.org", name="Curator")
    Grant.objects.create(account=by, role=Role.CURATOR)
    of, why = DESK.lists[name], f"list.csv, 2: {WHY}"
    if "place" in what and "right" not in what:  # it has none yet
        held["U1"].places.all().delete()
    file = content.format(why=f"\"{why}\"", U1=held["U1"].pk, **held["rows"])

    def in_bulk():
        run = exchange.look_over(by=by, of=of, file=io.BytesIO(file.encode()), name="list.csv")
        assert exchange.counted(run)["wrong"] == 0, list(run.rows.values())
        exchange.apply(by=by, of=of, run=run, why=WHY)

    single = left(lambda: act(by, held, why))
    assert len(single[1]) == 1
    bulk = left(in_bulk)
    for one, other in zip(bulk, single):
        assert one == other


def test_many_rows_about_one_are_as_many_actions(held):
    """The version grows with each, so that whoever read it before is told."""
    by = Account.objects.create(email="c@example.org", name="Curator")
    Grant.objects.create(account=by, role=Role.CURATOR)
    for name, content in (("subjects", "organisation,scheme,value\nU1,theme,A\nU1,theme,B\n"
                                       "U2,theme,A\n"),
                          ("names", "organisation,text,kind\nU1,A,alias\nU1,B,alias\n"
                                    "U2,A,alias\n")):
        before = dict(Organisation.objects.values_list("name", "version"))
        run = exchange.look_over(by=by, of=DESK.lists[name], file=io.BytesIO(content.encode()),
                                 name="list.csv")
        exchange.apply(by=by, of=DESK.lists[name], run=run, why=WHY)
        after = dict(Organisation.objects.values_list("name", "version"))
        assert (after["U1"] - before["U1"], after["U2"] - before["U2"]) == (2, 1)
