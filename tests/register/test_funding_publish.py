"""The funding desk published: books made by its actions, asked and audited as an edition."""

from decimal import Decimal

import pytest
from drawn import drawn as drawn_tables
from drawn import edition

from belvedere.building.landscape import landscape
from belvedere.building.steps import publish as published
from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.portraits.audit import audit
from belvedere.portraits.portrait import portrait
from belvedere.register.desk.publishing import tables as desk_tables
from belvedere.register.funding import actions, centres, panel
from belvedere.register.organisations.actions import add_code
from belvedere.register.organisations.publish import tables

from .funding_books import CLOSED

# text B's "50 calls" and "more than 600 projects", in cancer, as 3 and more than 2
CLAIMS = """
claim_id | document | said                                              | value | precision
B:1      | text B   | calls for projects in ten years (cancer plans)    | 3     | approximate
B:2      | text B   | projects funded in ten years, more than           | 2     | more_than
"""


@pytest.fixture
def filled(drawn, call_of, application_of, member, centre):
    """Small books, of which every answer is worked by hand beside them."""
    add_code(by=None, organisation=drawn["Inserm"], scheme="ror", value="02vjkv261")
    first = call_of(*CLOSED)
    call_of(("open-call", "2014-05-01"), ("close-call", "2014-06-30"), theme="")  # nobody applies
    call_of(("open-call", "2015-01-01"))
    call_of(("open-call", "2021-12-31"))
    call_of(("open-call", "2022-01-01"))  # opens after the ten years of text B
    call_of()  # in preparation: no call yet
    review = ("review", "2014-04-10")
    two = actions.add_unit(by=None, dossier=application_of(review, call=first,
                                                           discipline="biology"),
                           unit=drawn["U2"])
    actions.move(by=None, dossier=two, move="fund", on="2014-06-01", granted=Decimal("300000.50"))
    application_of(review, ("fund", "2014-06-01"), call=first)
    application_of(review, ("reserve", "2014-06-01"), ("fund", "2015-01-01"), call=first,
                   discipline="chemistry", unit=drawn["U2"])
    application_of(review, ("reject", "2014-06-01"), call=first, discipline="biology")
    rosa, left = member(first), application_of(review, call=first)
    left = panel.assign(by=None, dossier=left, member=rosa.email, on="2014-04-11")
    panel.declare(by=rosa, dossier=left, conflict="none")
    left = panel.judge(by=rosa, dossier=left, opinion="fund", report="Hidden", on="2014-05-01")
    actions.move(by=None, dossier=left, move="pull-out", on="2014-05-02", why="Hidden")
    centres.renew(by=None, dossier=centre, on="", until="2020-01-01")
    day = centres.propose(by=None, opened="2014", kind="clip2", title="CLIP", unit=drawn["U1"])
    day = centres.move(by=None, dossier=day, move="accredit", on="2016-01-01", until="2020")
    centres.move(by=None, dossier=day, move="let-lapse", on="2016-01-01", why="Hidden")
    centres.propose(by=None, opened="2014", kind="cic", title="CIC", unit=drawn["U1"])
    return drawn


@pytest.fixture
def asking(filled, tmp_path):
    """An edition with these books and what text B states, in Inserm's landscape."""
    edition(tmp_path, drawn_tables(organisation_records="""
    record_id     | name   | country
    ror:02vjkv261 | INSERM | FR
    """, claims=CLAIMS), landscape=landscape("inserm").summary)
    published(tmp_path, lambda: {**tables(), **desk_tables()}, tell=lambda line: None)
    return Asker(Store(tmp_path).edition())


def value(asking, name, when="2014", of="inserm", counting="", **where):
    return asking.ask(asking.question(name, of, when=when, where=where, counting=counting)).value


def test_the_books_answer_as_worked_by_hand(asking, filled):
    assert value(asking, "funding_calls") == 2
    assert value(asking, "funding_calls", "2014..2022") == 5
    assert value(asking, "funding_calls", "2014..2022", theme="cancer") == 4
    assert value(asking, "funding_applications") == 5
    assert value(asking, "funding_applications", state="taken_back") == 1
    assert value(asking, "funding_applications", call="CA2014-002") == 0
    assert value(asking, "funding_decided") == 4
    assert value(asking, "funding_success_rate") == pytest.approx(3 / 4)
    assert value(asking, "funding_success_rate", call="CA2014-002") is None
    assert value(asking, "funding_projects") == 2
    assert value(asking, "funding_projects", "2015") == 1
    assert value(asking, "funding_granted") == pytest.approx(350000.50)
    assert value(asking, "funding_other_disciplines", "2014..2015") == 2
    assert value(asking, "funding_other_disciplines_share", "2014..2015") == pytest.approx(2 / 3)
    shares = [value(asking, "funding_projects_of_unit", of=f"register:{filled[unit].pk}",
                    counting="fractional") for unit in ("U1", "U2")]
    assert shares == [1.5, 0.5]
    assert value(asking, "funding_granted_of_unit", of=f"register:{filled['U2'].pk}") == (
        pytest.approx(150000.25))
    for when, count in (("2011-12-31", 0), ("2012-01-01", 1), ("2016-01-01", 1),
                        ("2020-01-01", 0)):  # renewed without a gap; another lapsed on its day
        assert value(asking, "funding_centres", when) == count
        assert value(asking, "funding_centres", when, kind="siric") == count


def test_audit_states_what_text_b_does(asking):
    # in the ten years: three calls in cancer (2014, 2015, 2021), and three projects
    found = [(one.outcome, one.computed) for one in audit(asking)]
    assert found == [("agrees", 3), ("agrees", 3)]


def test_the_portrait_tells_the_books_in_prose_and_only_where_they_are(asking, filled, tmp_path):
    told = {one.section.name: one for one in portrait(asking, asking.whom("inserm"))}
    first = told["funding"].sentences[0]
    assert {name: one.figure.value for name, one in first.answers.items()} == {
        "calls": 5, "applications": 5, "projects": 3, "rate": pytest.approx(3 / 4),
        "granted": pytest.approx(400000.50)}
    assert [chart.figure.question.indicator.name for chart in told["funding"].charts]
    unit = asking.whom(f"register:{filled['U1'].pk}")
    said = [sentence.answers["projects"].figure.value for one in portrait(asking, unit)
            if one.section.name == "funding" for sentence in one.sentences]
    assert said == [2]
    edition(tmp_path / "without", drawn_tables(organisation_records="""
    record_id     | name   | country
    ror:02vjkv261 | INSERM | FR
    """), landscape=landscape("inserm").summary)
    without = Asker(Store(tmp_path / "without").edition())
    assert "funding" not in {one.section.name
                             for one in portrait(without, without.whom("inserm"))}


def test_nobody_s_name_no_opinion_and_no_other_money_is_published(filled):
    told = {name: rows for name, rows in desk_tables().items() if name.startswith("funding_")}
    assert {name: len(rows) for name, rows in told.items()} == {
        "funding_calls": 5, "funding_applications": 6, "funding_projects": 4, "funding_centres": 3}
    written = str([rows.to_pylist() for rows in told.values()])
    for hidden in ("Personal", "Hidden", "98765", "777000", "Rosa"):
        assert hidden not in written
    assert told["funding_projects"].to_pylist()[0]["granted"] == 300000.5
    titles = {row["number"]: row["title"] for row in told["funding_projects"].to_pylist()}
    assert set(titles.values()) == {"Light in tumours"}
