"""A desk's books come in whole: made by hand, they go out as files and come back the same."""

import datetime
import io
import re
from decimal import Decimal

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from openpyxl import Workbook

from belvedere.register.accounts.models import Account, AuditEntry, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.clinical import actions as clinical
from belvedere.register.clinical import conduct as conduct_of
from belvedere.register.clinical.books import APPLICATIONS as APPLICATIONS_OF_CLINICAL
from belvedere.register.clinical.books import PROJECTS as PROJECTS_OF_CLINICAL
from belvedere.register.desk.books import BOOKS
from belvedere.register.desk.exchanging import declared
from belvedere.register.desk.models import Counter
from belvedere.register.exchange import actions as exchange
from belvedere.register.exchange.writing import as_csv, as_xlsx, cells
from belvedere.register.funding import actions as funding
from belvedere.register.funding import calls, centres, conduct
from belvedere.register.funding.books import APPLICATIONS, CALLS, CENTRES, PROJECTS
from belvedere.register.organisations.actions import create
from belvedere.register.partnerships import associations, plans
from belvedere.register.partnerships.books import BOOKS as PARTNERSHIPS
from belvedere.register.transfer import actions as transfer
from belvedere.register.transfer import annuities, contracts, portfolio
from belvedere.register.transfer.books import CONTRACTS, DISCLOSURES, FAMILIES, STARTUPS
from belvedere.register.transfer.models import PatentFamily

from .partnerships_books import abroad, agreement, in_force, matter, plan

BY = {"by": None, "why": "Minutes 3"}


@pytest.fixture
def officer(books):
    account = Account.objects.create(email="o@example.org", name="Officer")
    for role in (Role.CLINICAL, Role.TRANSFER, Role.PARTNERSHIPS, Role.FUNDING):
        Grant.objects.create(account=account, role=role)
    return account


@pytest.fixture
def bring(officer):
    """Bring a file into a book: gives how many rows had each verdict, and what is wrong."""
    def do(book, content, applies=True):
        content = content.encode() if isinstance(content, str) else content
        of = declared(book)
        run = exchange.look_over(by=officer, of=of, file=io.BytesIO(content), name="list.csv")
        if applies:
            exchange.apply(by=officer, of=of, run=run, why="Old files")
        told = {key: n for key, n in exchange.counted(run).items() if n}
        return told, {row.number: [(field, en) for field, en, _ in row.problems]
                      for row in run.rows.filter(verdict="wrong").order_by("number")}

    return do


def move(does, dossier, *moves, **more):
    for name, on in moves:
        dossier = does(**BY, dossier=dossier, move=name, on=on, **more)
    return dossier


def left(books) -> dict:
    """All that books say of their dossiers, and the audit of them, without keys and reasons."""
    found = {}
    for book in books:
        for one in book.model.objects.select_related(None).order_by("number"):
            row = {name: str(getattr(one, name) or "") for name in model_to_dict(one)
                   if name != "id"}
            periods = list(one.periods.order_by("pk").values_list("state", "start", "end"))
            parts = {part.name: sorted(
                str({name: str(getattr(hung, name) or "") for name in model_to_dict(hung)
                     if name not in ("id", part.of, "because")})
                for hung in part.model.objects.filter(**{part.within or part.of: one}))
                for part in book.brings.parts}
            audit = sorted(
                (entry.action, str(entry.before), re.sub(
                    r"'(\d+)\.00'", r"'\1'", str(sorted(_named(book, entry.after).items()))))
                for entry in AuditEntry.objects.filter(
                    subject=book.name, subject_id=one.pk))
            found[one.number] = (row, periods, parts, audit)
    return found


def _named(book, told: dict) -> dict:
    """Values of an entry with dossiers by their numbers: PostgreSQL gives no key twice."""
    fields = {field.name: field.related_model for field in book.model._meta.get_fields()
              if field.many_to_one and hasattr(field.related_model, "number")}
    return {name: fields[name].objects.get(pk=value).number
            if name in fields and isinstance(value, int) else value
            for name, value in told.items()}


def hand_families(drawn):
    """Of the portfolio: abandoned and restored, in force, in preparation; owned with another."""
    other = drawn["Rhein AG"]

    def family(number, filed, *moves, owners=(("Inserm", 100),), **more):
        one = portfolio.open_family(**BY, title=f"Invention {number}", unit=drawn["U1"],
                                    opened="2009", field="device", **more)
        one = portfolio.apply(**BY, dossier=one, number=number, kind="priority", filed=filed)
        one = portfolio.set_owners(**BY, dossier=one, owners=[
            (drawn[name], Decimal(share)) for name, share in owners])
        return move(portfolio.move, one, *moves)

    one = family("EP10000001", "2010-03-01", ("enter", "2010-04"), ("abandon", "2012-05-01"),
                 ("reinstate", "2013-02-01"), ("abandon", "2015-01-01"),
                 owners=(("Inserm", "33.34"), (other.name, "66.66")))
    one = portfolio.apply(**BY, dossier=one, number="US10000002", kind="extension",
                          filed="2011-03-01")
    portfolio.set_status(**BY, dossier=one, number="US10000002", status="granted", on="2013-06-01")
    for number, due in (("EP10000001", "2013-03-31"), ("EP10000001", "2014-03-31"),
                        ("US10000002", "2014-09-01")):
        one = annuities.annuity_due(**BY, dossier=one, number=number, due=due)
    annuities.pay_annuity(**BY, dossier=one, number="EP10000001", on="2013-03-01",
                          amount=Decimal("100.5"))
    portfolio.name_inventor(**BY, dossier=one, name="Ada Hidden", unit=drawn["U1"])
    portfolio.name_inventor(**BY, dossier=one, name="Bo Hidden")
    two = family("FR11000003", "2011", ("enter", "2011-06-01"))
    portfolio.open_family(**BY, title="Not filed", unit=drawn["U2"], opened="2014-01-05")
    retained = transfer.disclose(**BY, opened="2009-01-01", title="Told", unit=drawn["U1"],
                                 inventors="Ada Hidden")
    transfer.support(**BY, dossier=retained, start="2009-03-01", end="2010-03-01",
                     funder="A fund", amount=Decimal("50000.5"))
    transfer.support(**BY, dossier=retained, start="2010-03-01")
    move(transfer.move, retained, ("evaluate", "2009-02-01"), ("retain", "2009-04-01"), family=two)
    contract = contracts.open_contract(
        **BY, kind="licence", opened="2013-01-10", title="Philtres", unit=drawn["U1"],
        partner=other, size="large", families=[one, two], amount=Decimal(1000), terms="Secret")
    contracts.add_partner(**BY, dossier=contract, partner=drawn["Seine SA"], size="sme")
    move(contracts.move, contract, ("sign", "2014-01-01"), begins="2014-02-01", until="2020-01-01")
    contracts.open_contract(**BY, kind="rd", opened="2014-01-10", title="Talks", unit=drawn["U1"])
    startup = transfer.open_startup(**BY, opened="2012-01-01", title="Dryade", unit=drawn["U1"],
                                    company=other, website="https://example.org", capital=None)
    move(transfer.desk.move, startup, ("found", "2012-06-01"))


def hand_partnerships(drawn):
    """A line of two agreements, an association that came and went, a meeting, a plan."""
    unit, japan = drawn["U1"], drawn["Tokyo"]
    old = agreement(unit, *in_force("2010-02-01"), partners=[japan, drawn["Rhein AG"]],
                    until="2014-01-01")
    agreement(unit, *in_force("2014-01-01"), partners=[japan], opened="2013-11-01",
              until="2018-01-01", renews=old, first=old.number)
    agreement(unit, ("negotiate", "2015"))
    one = matter("association", drawn["Inserm"], ("welcome", "2010-02-01"), ("seat", "2011-01-01"),
                 ("unseat", "2012-01-01"), ("seat", "2013-01-01"), ("leave", "2015-01-01"))
    met = matter("meeting", drawn["Inserm"], planned="2013-03-01")
    met = associations.move(**BY, dossier=met, move="meet", on="2013-03-02", to_do="Write",
                            due="2013-06-01")
    associations.attend(**BY, dossier=met, association=one)
    made = plan(drawn["Inserm"], ("Open", "2013-06-30"), ("Open another", "2014"),
                moves=[("launch", "2011-01-01")], title="Rare", opened="2010-01-01")
    plans.reach(**BY, dossier=made, rank=1, on="2013-07-01")
    matter("infrastructure", unit, ("coordinate", "2011-01-01"), ("handover", "2012-01-01"),
           ("leave", "2013-01-01"))
    matter("distinction", unit, ("award", "2011-01-01"))
    matter("expertise", unit, ("accept", "2011-01-01"), ("give", "2011-02-01"))


def hand_funding(drawn):
    """A call that is decided, its applications, the projects it funds, a centre renewed."""
    call = calls.prepare(**BY, opened="2014-01-01", title="Physics", unit=drawn["Cancer"],
                         theme="cancer", budget=Decimal(777000), opens="2014-01-15",
                         closes="2014-03-31")
    call = move(calls.move, call, ("open-call", "2014-01-15"))
    made = [funding.apply(**BY, call=call, opened=on, title=f"Project {on}", unit=drawn["U1"],
                          discipline="physics", asked=Decimal("98765.43"))
            for on in ("2014-02-01", "2014-02-02", "2014-03-31")]
    made[2] = funding.add_unit(**BY, dossier=made[2], unit=drawn["U2"])
    call = move(calls.move, call, ("close-call", "2014-03-31"))
    for one in made:
        move(funding.move, one, ("review", "2014-04-10"))
    move(funding.move, made[0], ("fund", "2014-06-01"), granted=Decimal(50000))
    move(funding.move, made[1], ("reserve", "2014-06-01"), ("reject", "2014-07-01"))
    move(funding.move, made[2], ("pull-out", "2014-05-01"))
    move(calls.move, call, ("decide-call", "2014-07-02"), ("archive-call", "2015-01-01"))
    made[0].refresh_from_db()
    project = funding.add_unit(**BY, dossier=made[0].project, unit=drawn["U2"])
    for due, amount in (("2014-09-01", "20000"), ("2015-09-01", "30000")):
        project = conduct.plan_instalment(**BY, dossier=project, due=due, amount=Decimal(amount))
    conduct.pay_instalment(**BY, dossier=project, on="2014-09-03")
    conduct.plan_report(**BY, dossier=project, kind="final", due="2016-01-01")
    conduct.receive_report(**BY, dossier=project, on="2016-01-05")
    project = move(conduct.move, project, ("begin-work", "2014-08-01"), ("end-work", "2015-12-01"))
    conduct.move(**BY, dossier=project, move="close-project", on="2016-02-01", results="It works",
                 publications="10.1000/xyz PMID:123")
    one = centres.propose(**BY, opened="2011-06-01", kind="siric", title="Dreams",
                          unit=drawn["U2"])
    one = centres.move(**BY, dossier=one, move="accredit", on="2012-01-01", until="2016-01-01")
    one = centres.renew(**BY, dossier=one, on="", until="2017-01-01")
    one = centres.move(**BY, dossier=one, move="let-lapse", on="2017-01-01")
    centres.move(**BY, dossier=one, move="accredit", on="2019-01-01", until="2023-01-01")
    centres.propose(**BY, opened="2014", kind="cic", title="Waiting", unit=drawn["U1"])


def written(book, language) -> str | bytes:
    """A book as its file: CSV in English, XLSX in French."""
    rows = cells(declared(book), {}, language)
    if language == "en":
        return "".join(as_csv(rows))
    with as_xlsx(rows) as file:
        return file.read()


def hand_clinical(drawn):
    """Projects through holds, counts of participants and an amendment, to results or not."""
    def request(kind="promotion", *moves, **more):
        one = clinical.apply(**BY, kind=kind, opened="2012-01-10", title=f"Study {len(moves)}",
                             unit=drawn["U1"], **more)
        return move(clinical.move, one, *moves)

    favoured = (("admit", "2012-01-20"), ("evaluate", "2012-02-01"), ("favour", "2012-03-01"))
    project = request("promotion", *favoured, nct="NCT00000009", orpha="ORPHA:558").project
    project = move(conduct_of.move, project, ("authorise", "2012-04-01"))
    project = conduct_of.hold(**BY, dossier=project, kind="suspension", on="2012-05-01")
    project = conduct_of.resume(**BY, dossier=project, kind="suspension", on="2012-06-01")
    project = move(conduct_of.move, project, ("recruit", "2012-06-01"))
    project = conduct_of.enrol(**BY, dossier=project, participants=12, on="2012-12-31")
    project = conduct_of.enrol(**BY, dossier=project, participants=0, on="2013-12-31")
    clinical.apply(**BY, kind="amendment", opened="2013-01-01", project=project)
    project = move(conduct_of.move, project, ("follow", "2014-01-01"), ("close", "2014-06-01"))
    move(conduct_of.move, project, ("report", "2015-01-01"), posted="2014-12-01",
         publications="10.1000/xyz")
    request("qualification", ("admit", "2012-01-20"))
    request("promotion", ("withdraw", "2012-01-20"))
    held = request("promotion", *favoured, ("withdraw", "2012-05-01")).project
    conduct_of.hold(**BY, dossier=held, kind="safety", on="2012-06-01")


DESKS = {
    "clinical": (hand_clinical, (PROJECTS_OF_CLINICAL, APPLICATIONS_OF_CLINICAL)),
    "transfer": (hand_families, (FAMILIES, DISCLOSURES, CONTRACTS, STARTUPS)),
    "partnerships": (hand_partnerships, PARTNERSHIPS),
    "funding": (hand_funding, (CALLS, PROJECTS, APPLICATIONS, CENTRES)),
}


@pytest.fixture
def around(drawn):
    """Whom the institute deals with."""
    for name, country in (("Rhein AG", "DE"), ("Seine SA", "FR")):
        drawn[name] = create(by=None, kind="company", name=name, country=country)
    drawn["Tokyo"] = abroad("Tokyo", "JP")
    return drawn


@pytest.mark.parametrize(("desk", "language"), [
    (desk, language) for desk in DESKS for language in ("en", "fr")])
def test_a_book_made_by_hand_comes_in_from_its_file_the_same(around, bring, desk, language):
    """To the row: dossiers, times in each state, what hangs on them, entries of the audit."""
    by_hand, books = DESKS[desk]
    with transaction.atomic():
        by_hand(around)
        files = [(book, written(book, language)) for book in books]
        expected = left(books)
        for book, content in files:  # given back where it was, it changes nothing
            told, wrong = bring(book, content, applies=False)
            assert (set(told), wrong) == ({"unchanged"}, {}), book.slug
        transaction.set_rollback(True)
    assert not any(book.model.objects.exists() for book in books)
    assert not Counter.objects.filter(series__in=[book.name for book in books]).exists()
    for book, content in files:
        told, wrong = bring(book, content)
        if book.slug == "partnerships_agreements":  # one that renews another comes after it
            assert {field for told in wrong.values() for field, _ in told} == {"renews"}
            told, wrong = bring(book, content)
        assert not wrong and told.get("created"), book.slug
    found = left(books)
    assert found.keys() == expected.keys() and len(found) > 5
    for number in found:
        for got, meant in zip(found[number], expected[number], strict=True):
            assert got == meant, number
    assert {book.name for book in books} <= set(BOOKS)


def sheet(rows, merged=()) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


PORTFOLIO = [
    ["Portefeuille de brevets au 1er janvier 2015"], [None],
    ["N°", "Titre", "Unité", "Reçu", "Au portefeuille", "Abandonnée le", "Restaurée le", "Statut",
     "Demande", None, None, None, "Copropriété", None],
    [None, None, None, None, None, None, None, None, "Demande", "Type de demande", "Déposée le",
     "Statut de la demande", "Propriétaire", "Part"],
    ["F1998-017", "Philtre", "U1", 1998, "05/03/1999", "1er juin 2012", "41306", "Au portefeuille",
     "ep 98 400 123", "Priorité", "3 mars 1999", None, "Inserm", "66,67 %"],
    [None, None, None, None, None, None, None, None, "US09123456", "extension",
     datetime.datetime(2000, 3, 1), "En instance", "Rhein AG", 33.33],
    [None, None, None, None, None, None, None, None, "JP2000123456", "Extension", "03/2000", "",
     None, None],
    ["F2014-002", "Loupe", "U2", "2014-01-05", None, None, None, "En préparation", "FR1400001",
     "Priorité", "2014-02-03", None, None, None],
    ["F2014-003", "Luth", "U2", "2014-01-05", "2014-02-03", None, None, None, "FR1400001",
     "Priorité", "2014-02-03", None, "Inserm", "100"],
    ["F2014-004", "Miroir", "U2", "2014-01-05", "2014-02-03", None, None, None, "FR1400009",
     "Priorité", "2014-02-04", None, "Inserm", "100"],
    ["F2014-005", "Boussole", "U2", "2014-01-05", "2014-02-03", None, None, None, "FR1400010",
     "Priorité", "2014-02-03", None, "Rhein AG", "100"],
    ["F2014-006", "Sablier", "U2", "2014-01-05", None, None, None, None, "FR1400011",
     "Priorité", "2014-02-03", None, "Inserm", "60"],
    [None, None, None, None, None, None, None, None, "FR14#", "Extension", "2014-02-03", None,
     "Rhein AG", "40"],
    ["F2014-006", "Autre titre", None, None, None, None, None, None, "FR1400012", "Extension",
     "2014-03-03", None, None, None],
    ["Total", None, None, None, None, None, None, None, None, None, None, None, None,
     "=SUM(N5:N14)"],
]
MERGED = ("A1:N1", *(f"{c}3:{c}4" for c in "ABCDEFGH"), "I3:L3", "M3:N3",
          *(f"{c}5:{c}7" for c in "ABCDEFGH"))


def test_an_offices_portfolio_comes_in_as_it_stands(around, bring):
    """Merged cells, a family abandoned and restored, shared owners, dates of every kind."""
    content = sheet(PORTFOLIO, MERGED)
    told, wrong = bring(FAMILIES, content)
    assert wrong == {
        9: [("filings_number", "FR1400001 is in #8 already.")],
        10: [("at_in_portfolio", wrong[10][0][1])],
        11: [("owners_share", wrong[11][0][1])],
        12: [("", "It is of one dossier with row 13, which is wrong.")],
        13: [("filings_number", wrong[13][0][1])],
        14: [("title", "Row 12, of the same dossier, says otherwise.")],
    }
    assert "has no priority application filed by 2014-02-03" in wrong[10][0][1]
    assert "The institute is not among the owners" in wrong[11][0][1]
    assert "no application number" in wrong[13][0][1]
    assert told == {"created": 4, "wrong": 6}
    one = PatentFamily.objects.get(number="F1998-017")
    assert list(one.periods.order_by("pk").values_list("state", "start", "end")) == [
        ("preparation", "1998", "1999-03-05"), ("in_portfolio", "1999-03-05", "2012-06-01"),
        ("abandoned", "2012-06-01", "2013-02-01"), ("in_portfolio", "2013-02-01", "")]
    assert (one.state, one.since, one.entered) == ("in_portfolio", "2013-02-01", "1999-03-05")
    assert list(one.applications.order_by("pk").values_list(
        "number", "office", "kind", "filed", "status", "status_since")) == [
        ("EP98400123", "EP", "priority", "1999-03-03", "pending", "1999-03-03"),
        ("US09123456", "US", "extension", "2000-03-01", "pending", "2000-03-01"),
        ("JP2000123456", "JP", "extension", "2000-03", "pending", "2000-03")]
    assert {str(row.organisation): row.percent for row in one.owners.all()} == {
        "Inserm": 66.67, "Rhein AG": 33.33}
    assert PatentFamily.objects.get(number="F2014-002").state == "preparation"
    again, _ = bring(FAMILIES, content)  # what is there already is unchanged
    assert again == {"unchanged": 4, "wrong": 6}
    # and it may stand as it is by its state of today alone
    told, wrong = bring(FAMILIES, "N°;Titre;Unité;Reçu;Au portefeuille;Abandonnée;État;Depuis;"
                        "Demande;Type de demande;Déposée;Propriétaire;Part\n"
                        "F7;Luth;U1;2001;2002;2005;Au portefeuille;2006;EP0140;"
                        "priority;2002;Inserm;100\n".replace("EP0140", "EP01400001"))
    assert (told, wrong) == ({"created": 1}, {})
    assert [state for state, in PatentFamily.objects.get(number="F7").periods.order_by(
        "pk").values_list("state")] == ["preparation", "in_portfolio", "abandoned",
                                        "in_portfolio"]


def test_what_hangs_on_a_dossier_of_the_book_is_added_by_its_actions(around, bring):
    hand_families(around)
    before = AuditEntry.objects.count()
    head = "Number;Application;Kind of application;Filed;Status of the application;Status since;"
    head += "Owner;Share;Inventor\n"
    content = (f"{head}F2009-002;FR11000003;;;Granted;2014-01-01;Inserm;50;\n"
               "F2009-002;WO12000004;Extension;2012-03-01;;;Seine SA;50;Cy Hidden\n"
               "F2009-001;EP10000001;;2010-03-02;;;;;\n"
               "F2014-001;EP14000009;Extension;2014-03-02;;;;;\n")
    told, wrong = bring(FAMILIES, content)
    assert told == {"changed": 2, "wrong": 2}
    assert {row: [field for field, _ in some] for row, some in wrong.items()} == {
        4: ["filings_filed"], 5: [""]}
    one = PatentFamily.objects.get(number="F2009-002")
    assert list(one.applications.order_by("pk").values_list("number", "status")) == [
        ("FR11000003", "granted"), ("WO12000004", "pending")]
    assert sorted(one.owners.values_list("organisation__name", "share")) == [
        ("Inserm", 50), ("Seine SA", 50)]
    assert sorted(AuditEntry.objects.order_by("pk").values_list("action", flat=True)[before:]) == [
        "apply", "name_inventor", "own", "status"]
    assert bring(FAMILIES, "".join(content.splitlines(keepends=True)[:3])) == (
        {"unchanged": 2}, {})


CALLED = "Number;Title;Unit;Prepared since;Opens;Closes;State;Since;Programme\n"
APPLIED = ("Number;Call;Title;Unit;Received;Main discipline;Before the panel;Funded;Refused;"
           "Amount granted, in euros;Other unit\n")


def test_old_calls_come_in_decided_with_their_applications_and_projects(around, bring):
    told, wrong = bring(CALLS, f"{CALLED}CA9;Physics;Cancer;2010-01;2010-02-01;31/03/2010;Archived;"
                        "2011-01-01;Plan cancer\nCA8;Late;Cancer;2010-01;2010-02-01;2010-01-15;"
                        "Decided;2011-01-01;\n")
    assert (told, list(wrong)) == ({"created": 1, "wrong": 1}, [3])
    call = CALLS.model.objects.get(number="CA9")
    assert list(call.periods.order_by("pk").values_list("state", "start")) == [
        ("prepared", "2010-01"), ("open", "2010-02-01"), ("closed", "2010-03-31"),
        ("archived", "2011-01-01")]
    bring(CALLS, "Number;Title;Unit;Prepared since;Opens;Closes;Decided on\n"
          "CA6;Light;Cancer;2010-01;2010-02-01;2010-03-31;2010-12-01\n")
    assert list(CALLS.model.objects.get(number="CA6").periods.order_by("pk").values_list(
        "state", "start")) == [("prepared", "2010-01"), ("open", "2010-02-01"),
                               ("closed", "2010-03-31"), ("decided", "2010-12-01")]
    told, wrong = bring(APPLICATIONS, APPLIED + (
        "FA1;CA9;Light;U1;2010-03-01;Physics;2010-04-01;2010-06-01;;50 000,00 €;U2\n"
        "FA1;;;;;;;;;;Team A\n"
        "FA2;CA9;Late;U1;2010-04-01;Physics;;;2010-06-01;;\n"
        "FA3;CA9;Early;U1;2010-03-01;Physics;2010-03-02;2010-03-03;;5;\n"
        "FA4;CA9;Waits;U1;2010-03-01;Physics;2010-04-02;;;;\n"
        "FA5;CA9;Free;U1;2010-03-01;Physics;2010-04-02;2010-06-01;;;\n"
        "FA6;CA7;None;U1;2010-03-01;Physics;;;2010-06-01;;\n"
        "FA7;CA9;Twice;U1;2010-03-01;Physics;;;2010-06-01;;U1\n"))
    assert told == {"created": 2, "wrong": 6}
    assert {row: [field for field, _ in some] for row, some in wrong.items()} == {
        4: ["opened"], 5: ["at_funded"], 6: ["state"], 7: ["granted"], 8: ["call"],
        9: ["units_unit"]}
    project = PROJECTS.model.objects.get()
    assert (project.opened, project.granted, project.call, project.units.count()) == (
        "2010-06-01", 50000, call, 2)
    assert project.application.number == "FA1"
    head = ("Number;Call;Title;Unit;Granted on;Amount granted, in euros;Running;"
            "Ended, results awaited;Closed;Publications;Versement;Échéance du versement;Versé le;"
            "Report;Report due;Report received\n")
    row = "CA9;Light;U1;2010-06-01;100;2010-07-01;2012-07-01;2012-09-01"
    told, wrong = bring(PROJECTS, head + (
        f"FP1;{row};10.1000/x;40;2010-09-01;2010-09-02;Final report;2012-08-01;2012-08-01\n"
        "FP1;;;;;;;;;;60;2011-09-01;;;;\n"
        f"FP2;{row};;40;2010-09-01;;;;\n"
        f"FP3;{row};10.1000/x;;;;Final report;2012-08-01;\n"
        f"FP4;{row};10.1000/x;60;2010-09-01;;;;\nFP4;;;;;;;;;;60;2011-09-01;;;;\n"
        f"FP5;{row};10.1000/x;60;2009-09-01;;;;\n"))
    assert {row: [field for field, _ in some] for row, some in wrong.items()} == {
        4: ["at_closed"], 5: ["at_closed"], 6: [""], 7: ["instalments_amount"],
        8: ["instalments_due"]}
    one = PROJECTS.model.objects.get(number="FP1")
    assert (one.state, one.ended, one.next_instalment, one.next_report) == (
        "closed", "2012-07-01", "2011-09-01", "")


def test_meetings_plans_and_agreements_are_held_to_their_actions(around, bring):
    meeting, plan_of = (next(b for b in PARTNERSHIPS if b.slug == f"partnerships_{name}")
                        for name in ("meetings", "plans"))
    one = matter("association", around["Inserm"], ("welcome", "2010-02-01"), ("seat", "2011"))
    _, wrong = bring(meeting, "Number;Title;Unit;Received;Planned on;Held (date);What is to follow;"
                     "To be followed up by;Association\n"
                     f"M1;Sleep;U1;2012;2013;2013-03-01;Write;2013-06-01;{one}\n"
                     f"M2;Sleep;U1;2009;2010;2010-03-01;;;{one}\n"
                     f"M3;Sleep;U1;2012;2013;2013-03-01;Write;;\n"
                     f"M4;Sleep;U1;2012;2013;;;;{one}\n")
    assert {row: [field for field, _ in some] for row, some in wrong.items()} == {
        3: ["attendances_association"], 4: ["due"], 5: ["attendances_association"]}
    assert meeting.model.objects.get().attendances.get().association == one
    _, wrong = bring(plan_of, "Number;Title;Unit;Received;Running;Achieved;Milestone;Due;Reached\n"
                     "L1;Rare;U1;2010;2011-01-01;2015-01-01;Open;2012;2013-01-01\n"
                     "L2;Rare;U1;2010;2011-01-01;;;;\n"
                     "L3;Rare;U1;2010;2011-01-01;2015-01-01;Open;2012;\n"
                     "L4;Rare;U1;2010;2011-01-01;;Open;2009;\n"
                     "L5;Rare;U1;2010;2011-01-01;;Open;2012;2010-06-01\n")
    assert {row: [field for field, _ in some] for row, some in wrong.items()} == {
        3: ["at_running"], 4: ["at_achieved"], 5: ["milestones_due"], 6: ["milestones_reached"]}
    assert list(plan_of.model.objects.get().milestones.values_list("title", "reached")) == [
        ("Open", "2013-01-01")]
