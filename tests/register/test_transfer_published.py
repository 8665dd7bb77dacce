"""The transfer desk's books, kept by its actions, published, and asked: figures worked by hand."""

from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from drawn import drawn as drawn_tables
from drawn import edition

from belvedere.building.landscape import landscape
from belvedere.building.steps import publish
from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.indicators.question import period
from belvedere.portraits.audit import audit
from belvedere.portraits.portrait import portrait
from belvedere.register.desk.actions import move as move_startup
from belvedere.register.desk.publishing import tables as desk_tables
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.publish import tables
from belvedere.register.transfer import actions, contracts, portfolio
from belvedere.register.transfer.publish import _portfolio

WHO = {"by": None}
FAMILIES = {  # number: priority filed, the institute's share, its way after that
    "A": ("2001-03-01", 100, ()),
    "B": ("2010-06-01", 50, (("abandon", "2014-12-31"),)),
    "C": ("2012-01-01", 100, (("expire", "2015-01-01"),)),
    "D": ("2013-05-01", 100, (("assign", "2015-01-02"),)),
    "E": ("2015-01-01", 25, ()),
    "F": ("2015-01-02", 100, ()),
    "G": ("2014-07-01", 100, ()),
    "H": ("2010-01-01", 50, (("abandon", "2014-03-01"), ("reinstate", "2014-09-01"))),
    "I": ("2014-05-05", 100, (("abandon", "2014-05-05"),)),  # it left as it came
}
CONTRACTS = (  # kind, signed, until, families, partners
    ("rd", "2014-01-01", "", "A", ("Rhein", "Seine")), ("rd", "2014-06-15", "", "AH", ("Seine",)),
    ("rd", "2015-01-01", "", "", ("Rhein",)),
    ("licence", "2010-05-01", "", "D", ("Rhein",)),
    ("licence", "2014-02-01", "", "E", ("Rhein",)),
    ("licence", "2014-12-31", "2014-12-31", "", ("Rhein",)),  # in force on no day
    ("licence", "2014-03-01", "2014-09-01", "A", ("Nowhere",)),
    ("option", "2014-04-01", "", "", ("Seine",)),
)


@pytest.fixture
def kept(drawn):
    """The books, filled by the desk's own actions."""
    firms = {name: create(by=None, kind="company", name=name, country=country)
             for name, country in (("Rhein", "DE"), ("Seine", "FR"), ("Nowhere", ""))}
    here, made = {"unit": drawn["U1"]}, {}
    one = actions.disclose(**WHO, **here, opened="2013-02-01", title="Hidden", inventors="Hidden")
    actions.support(**WHO, dossier=one, start="2014-02-01", funder="Hidden", amount=98765)
    for name, (filed, share, way) in FAMILIES.items():
        family = portfolio.open_family(**WHO, **here, opened=filed, title="Hidden")
        number = f"EP{1000 + len(made)}"
        for kind, written, on in (("priority", number, filed),
                                  ("priority", f"US{number[2:]}", filed),
                                  ("extension", f"WO{number[2:]}", "2015-06-01")):
            if kind == "priority" or name in "AB":
                family = portfolio.apply(**WHO, dossier=family, number=written, kind=kind,
                                         filed=on)
        owners = [(drawn["Inserm"], Decimal(share))]
        owners += [(firms["Seine"], Decimal(100 - share))] if share < 100 else []
        family = portfolio.set_owners(**WHO, dossier=family, owners=owners)
        portfolio.name_inventor(**WHO, dossier=family, name="Ada Hidden")
        family = portfolio.move(**WHO, dossier=family, move="enter", on=filed)
        for move, on in way:
            family = portfolio.move(**WHO, dossier=family, move=move, on=on, why="Board")
        made[name] = family
    for move, on in (("evaluate", "2013-03-01"), ("retain", "2013-06-01")):
        one = actions.move(**WHO, dossier=one, move=move, on=on, **(
            {"family": made["D"]} if move == "retain" else {}))
    for kind, signed, until, about, partners in CONTRACTS:
        contract = contracts.open_contract(
            **WHO, **here, kind=kind, opened=signed, title="Hidden", terms="Hidden",
            amount=Decimal(98765), families=[made[name] for name in about])
        for partner in partners:
            contracts.add_partner(**WHO, dossier=contract, partner=firms[partner], size="large")
        contract.refresh_from_db()
        contracts.move(**WHO, dossier=contract, move="sign", on=signed, until=until)
    contracts.open_contract(**WHO, **here, kind="rd", opened="2014-06-01", title="Hidden",
                            partner=firms["Rhein"], size="large")  # negotiated only
    startup = actions.open_startup(**WHO, **here, opened="2014-01-01", title="Sirène",
                                   founders="Hidden", capital=Decimal(98765))
    move_startup(**WHO, dossier=startup, move="found", on="2014-05-01")
    return drawn


@pytest.fixture
def home(kept, tmp_path):
    """A store in which the books are published beside another source."""
    edition(tmp_path, drawn_tables(organisation_records="""
    record_id     | name   | country
    ror:02vjkv261 | INSERM | FR
    """), landscape={"slug": "drawn", "name": "Drawn", "institute": "ror:02vjkv261", "peers": [],
                     "slugs": {"drawn": "ror:02vjkv261"}, "answers": []})
    publish(tmp_path, lambda: {**tables(), **desk_tables()}, tell=lambda line: None)
    return tmp_path


def test_the_published_books_give_the_answers_worked_by_hand(kept, home):
    asker = Asker(Store(home).edition())
    of = f"register:{kept['Inserm'].pk}"

    def question(name, when, **more):
        return asker.question(f"transfer_{name}", of, when=when, **more)

    def value(name, when, **more):
        return asker.ask(question(name, when, **more)).value

    assert [value("families", day) for day in (
        "2014-01-01", "2014-03-01", "2014-09-01", "2014-12-31", "2015-01-01", "2015-01-02")] == [
        5, 4, 6, 5, 5, 5]  # as drawn in tests/spec/test_transfer_desk.py
    assert value("families", "2015-01-01", counting="fractional") == 3.75
    assert value("families", "2015-01-01", where={"joint": "true"}) == 2
    assert value("priority_filings", "2014") == 2 and value("filings", "2014") == 4  # G, I
    assert value("filings", "2015") == 6 and value("priority_filings", "2015") == 2
    assert value("priority_filings", "2015", counting="fractional") == 1.25
    assert value("rd_contracts", "2014") == 2 and value("contracts_signed", "2014") == 6
    parts = asker.by(question("rd_contracts", "2014"), "partner_country")
    assert {part.group: part.value for part in parts} == {"DE": 1, "FR": 2}
    parts = asker.by(question("licences_signed", "2014"), "partner_country")
    assert {part.group: part.value for part in parts} == {"DE": 2, None: 1}
    assert [value("licences", day) for day in (
        "2014-02-01", "2014-03-01", "2014-09-01", "2014-12-31")] == [2, 3, 2, 2]
    assert value("licences_signed", "2014") == 3
    assert value("rd_contracts_per_family", "2014-02-01") == pytest.approx(1 / 5)
    assert value("rd_contracts_per_family", "2015-01-01") == pytest.approx(3 / 5)  # A 2, H 1
    assert value("families_licensed_share", "2014-03-01") == pytest.approx(2 / 4)  # A and D
    assert value("families_licensed_share", "2014-09-01") == pytest.approx(1 / 6)  # D
    assert value("disclosures", "2013") == 1 and value("proofs_of_concept", "2014") == 1
    assert value("days_to_filing", "2013") == 89  # 1 February to 1 May
    assert value("days_to_licence", "2010..2014") is None  # it was licensed before
    assert value("startups", "2014") == 1 and value("startups_founded", "2014") == 1


def test_nothing_that_is_marked_leaves_the_register(home):
    for path in (home / "store").rglob("*.parquet"):
        told = str(pq.read_table(path).to_pylist())
        assert "Hidden" not in told and "98765" not in told, path


def test_the_audit_states_each_figure_of_the_desk(kept, home):
    """Inserm's own claims, asked of these small books: what is stated stands beside each."""
    made = Store(home).edition()
    made.landscape["institute"] = f"register:{kept['Inserm'].pk}"
    made.landscape["answers"] = landscape("inserm").answers
    stated = {"patent families in the portfolio": ("2015-01-01", "at", 1279, 5),
              "patent applications submitted": ("2014", "period", 140, 2),
              "R&D contracts signed": ("2014", "period", 239, 2),
              "licence contracts": ("2014", "at", 100, 2), "of which newly signed": (
                  "2014", "period", 52, 3)}
    claims = [{"claim_id": f"A:{n}", "said": said, kind: when, "value": value,
               "precision": "exact"}
              for n, (said, (when, kind, value, _)) in enumerate(stated.items())]
    verdicts = audit(Asker(made), claims)
    assert [(v.outcome, v.computed) for v in verdicts] == [
        ("differs", computed) for *_, computed in stated.values()]
    for claim, (*_, computed) in zip(claims, stated.values()):
        claim["value"] = computed
    assert {v.outcome for v in audit(Asker(made), claims)} == {"agrees"}


def test_a_time_is_cut_where_contracts_change_and_nowhere_else():
    rows = list(_portfolio(
        1, [["rd", "2013", "", ""], ["licence", "2014-02-01", "2014-02-01", "2014-02-01"],
            ["licence", "2013-06-01", "2013-06-01", "2016-01-01"]],
        7, "F", 2, "device", Decimal("33.34"), 2, "2013-01-01", "2015-01-01"))
    assert [row[6:] for row in rows] == [
        ("2013-01-01", "2013-06-01", 1, False), ("2013-06-01", "2014-02-01", 1, True),
        ("2014-02-01", "2015-01-01", 1, True)]
    assert rows[0][:6] == ("F", 1, 2, 0.3334, True, "device")
    assert not list(_portfolio(1, [], 7, "F", 2, "", Decimal(100), 1, "2014", "2014-01-01"))


def test_the_portrait_tells_the_books_in_figures_that_open(kept, home):
    asker = Asker(Store(home).edition())

    at = period("2014-12-31")  # the last whole year is 2014

    def told(name):
        firm = Organisation.objects.get(name=name)
        return [{key: answer.figure.value for key, answer in sentence.answers.items()}
                for section in portrait(asker, asker.whom(f"register:{firm.pk}"), at=at)
                if section.section.name == "transfer" for sentence in section.sentences]

    portfolio, filed, contracts, startups = told("Inserm")
    assert portfolio == {"families": 5, "joint": 1, "licensed": pytest.approx(1 / 5)}
    assert filed == {"disclosed": 0, "filed": 2, "all": 4, "days": None}
    assert contracts == {"rd": 2, "each": pytest.approx(3 / 5), "licences": 2, "signed": 3}
    assert startups == {"startups": 1, "founded": 1}
    assert told("Seine") == [{"contracts": 3, "licences": 0}]
    assert told("U1") == []
