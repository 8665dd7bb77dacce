"""Books come in from files as offices have them: looked over, then exactly that is done."""

import datetime
import io
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from belvedere.register.accounts.models import Account, AuditEntry, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.clinical import actions as clinical
from belvedere.register.clinical import conduct
from belvedere.register.clinical.books import APPLICATIONS, PROJECTS
from belvedere.register.clinical.models import ClinicalApplication, ClinicalProject
from belvedere.register.desk.books import BOOKS
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.exchanging import declared
from belvedere.register.desk.models import Notification
from belvedere.register.exchange import actions
from belvedere.register.exchange.files import folded_names
from belvedere.register.exchange.writing import as_csv, cells
from belvedere.register.organisations.actions import add_code, create
from belvedere.register.transfer import vocabularies as transfer
from belvedere.register.transfer.books import CONTRACTS
from belvedere.register.transfer.models import TransferContract


@pytest.fixture
def officer(books):
    account = Account.objects.create(email="o@example.org", name="Officer")
    Grant.objects.create(account=account, role=Role.CLINICAL)
    return account


@pytest.fixture
def looked(officer):
    """Look a file over: gives the dry run."""
    def look(content, book=APPLICATIONS, name="list.csv", by=officer):
        content = content.encode() if isinstance(content, str) else content
        return actions.look_over(by=by, of=declared(book), file=io.BytesIO(content), name=name)

    return look


@pytest.fixture
def applied(officer, looked):
    """Look a file over and apply it: gives how many rows had each verdict."""
    def do(content, book=APPLICATIONS, **more):
        run = looked(content, book, **more)
        actions.apply(by=officer, of=declared(book), run=run, why="Old files")
        return {key: count for key, count in actions.counted(run).items() if count}

    return do


def wrong(run) -> dict[int, list]:
    """What is wrong, by row: (column, reason)."""
    return {row.number: [(field, en) for field, en, _ in row.problems]
            for row in run.rows.filter(verdict="wrong").order_by("number")}


def sheet(rows, merged=()) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells_ in merged:
        book.active.merge_cells(cells_)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEAD = [
    ["Bureau de la recherche clinique"], [None], ["Demandes au 31/12/2014", "", "confidentiel"],
    ["N°", "TYPE", "Titre", "Unité", "Étape", None, None, None, "Montant du financement, en euros",
     "Etat", "Projet", "Remarques"],
    [None, None, None, None, "Reçue", "Recevable", "En évaluation", "Favorable", None, None],
]
MERGED = ("A1:L1", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:H4", "I4:I5", "J4:J5", "K4:K5")
QUALIFY, PROMOTE = "Demande de qualification", "Demande de promotion"
RIGHT = [
    ["2014-007", PROMOTE, "Sommeil", "200710776M", "2014-03-05", "10/03/2014", "1er avril 2014",
     datetime.datetime(2014, 5, 2), "12 345,50 €", "Favorable", None, "vu"],
    ["2014-012", QUALIFY, "Fièvre", "U1", "5 mars 2014", "03/2014", None, None, "1 000",
     "recevable"],
    ["A-17", "qualification", "Vertige", "U 1138", 2013, None, None, None, 2500.5, "Reçue"],
    [None] * 10,
    [None, "For qualification", "Écho", "u1138", "41703", "March 8, 2014", None, "02.06.2014",
     "3,000.25 EUR", ""],
]
LAST = [[None], ["Total", None, None, None, None, None, None, None, "=SUM(I6:I10)"],
        ["Sous-total 2014", "", "", "", "", "", "", "", "18 846,25 €"]]


@pytest.fixture
def coded(drawn):
    """U1 has an RNSR number, U2 a label."""
    add_code(by=None, organisation=drawn["U1"], scheme="rnsr", value="200710776M")
    add_code(by=None, organisation=drawn["U2"], scheme="label", value="U 1138")
    return drawn


def test_a_file_as_offices_have_it(coded, looked, applied):
    content = sheet([*HEAD, *RIGHT, *LAST], MERGED)
    before = AuditEntry.objects.count()
    run = looked(content)
    assert wrong(run) == {}
    assert run.remarks == [["unknown", "Remarques"], ["total", "12"], ["total", "13"]]
    assert not ClinicalApplication.objects.exists() and AuditEntry.objects.count() == before
    assert applied(content) == {"created": 4}
    one, two, three, four = ClinicalApplication.objects.order_by("pk")
    assert (one.number, one.kind, one.unit, one.opened, one.amount, one.state, one.since) == (
        "2014-007", "promotion", coded["U1"], "2014-03-05", 12345.5, "favourable", "2014-05-02")
    assert (one.admitted, one.decided, one.decision) == ("2014-03-10", "2014-05-02", "favourable")
    assert list(one.periods.order_by("pk").values_list("state", "start", "end")) == [
        ("received", "2014-03-05", "2014-03-10"), ("admissible", "2014-03-10", "2014-04-01"),
        ("in_evaluation", "2014-04-01", "2014-05-02"), ("favourable", "2014-05-02", "")]
    assert (one.project.opened, one.project.title) == ("2014-05-02", "Sommeil")
    assert (two.number, two.opened, two.admitted, two.amount) == (
        "2014-012", "2014-03-05", "2014-03", 1000)
    assert (three.number, three.opened, three.unit, three.state) == (
        "A-17", "2013", coded["U2"], "received")
    # a step that nobody dated is made, and leaves no period
    assert (four.number, four.opened, four.decided) == ("2014-013", "2014-03-05", "2014-06-02")
    assert list(four.periods.order_by("pk").values_list("state", "start")) == [
        ("received", "2014-03-05"), ("admissible", "2014-03-08"), ("favourable", "2014-06-02")]
    assert not Notification.objects.exists()
    assert "sommeil" in one.searched_within and one.version == 4
    # given again, it is all there
    assert actions.counted(looked(content)) == {
        "created": 0, "changed": 0, "unchanged": 4, "wrong": 0}


HEADINGS = "number;kind;title;unit;opened;admissible;in evaluation;favourable;state;since;amount\n"


@pytest.mark.parametrize("row, field, reason", [
    ("1;Demande;T;U1;2014;;;;;;", "kind", "none of"),
    ("1;promotion;;U1;2014;;;;;;", "title", "Fill this in"),
    ("1;promotion;T;;2014;;;;;;", "unit", "Fill this in"),
    ("1;promotion;T;U9;2014;;;;;;", "unit", "no organisation U9"),
    ("1;promotion;T;Twins;2014;;;;;;", "unit", "Several are called Twins"),
    ("1;promotion;T;U1;;;;;;;", "opened", "Give the date"),
    ("1;promotion;T;U1;2999;;;;;;", "opened", "not come yet"),
    ("1;promotion;T;U1;03/25/2014;;;;;;", "opened", "no date"),
    ("1;promotion;T;U1;05/03/14;;;;;;", "opened", "no date"),
    ("1;promotion;T;U1;2014-03-05;2014-03-01;;;;;", "at_admissible", "does not follow"),
    ("1;promotion;T;U1;2014-03-05;2014-06-01;;2014-05-01;;;", "at_favourable", "does not follow"),
    ("1;promotion;T;U1;2014;;;;Favorable;;", "since", "Say since when"),
    ("1;promotion;T;U1;2014;;;;Done;;", "state", "none of"),
    ("1;promotion;T;U1;2014-01;2014-02-01;;;Withdrawn;2014-01-15;", "state",
     "by its dates"),
    ("1;promotion;T;U1;2014-01;;2014-02-01;;Admissible;2014-01-15;", "state", "by its dates"),
    ("1;promotion;T;U1;2014;;;;;;$ 12", "amount", "without another currency"),
    ("1;promotion;T;U1;2014;;;;;;12,345", "amount", "no amount"),
    ("1;amendment;T;U1;2014;;;;;;", "project", "which project"),
    ("123456789012345678901;promotion;T;U1;2014;;;;;;", "number", "20 at most"),
    ("2013-001;promotion;T;U1;2014-02;;;;;;", "opened", "2013-01-10 in the book"),
    ("2013-001;qualification;T;U1;;;;;;;", "kind", "promotion in the book"),
    ("2013-001;promotion;T;U1;;2013-02-02;;;;;", "at_admissible", "since 2013-01-20 stands"),
    ("2013-001;promotion;T;U1;;;;2013-03-01;;;", "at_favourable", "does not follow"),
    ("2013-001;promotion;T;U1;;;;;Favorable;2013-03-01;", "since", "does not follow"),
    ("2013-001;promotion;T;U1;;;2013-01-15;;;;", "at_in_evaluation", "is before"),
    ("2013-001;promotion;;U1;;;;;;;", "title", "Fill this in"),
])
def test_what_cannot_be_is_told_with_its_row_and_column(
    drawn, looked, request_of, row, field, reason,
):
    for _ in range(2):
        create(by=None, kind="unit", name="Twins")
    request_of(("admit", "2013-01-20"), opened="2013-01-10")
    before = AuditEntry.objects.count()
    run = looked(f"{HEADINGS}{row}\n2014-900;qualification;Right;U1;2014;;;;;;\n")
    (told, why), = wrong(run)[2]
    assert (told, run.rows.get(verdict="created").number) == (field, 3) and reason in why, why
    assert all(fr and fr != en for _, en, fr in run.rows.get(verdict="wrong").problems)
    assert AuditEntry.objects.count() == before


def test_a_number_that_is_there_twice(drawn, looked, request_of):
    held = request_of(opened="2013-01-10")
    run = looked("N°;Kind;Title;Unit;Received\n2014-001;promotion;A;U1;2014\n"
                 f"2014-001;promotion;B;U1;2014\n;promotion;C;U1;2014\n;promotion;C;U1;2014\n"
                 f"{held.number};promotion;Another;U1;\n;;{held.title};U1;2013-01-10\n")
    assert {n: told for n, told in wrong(run).items()} == {
        3: [("number", "It repeats row 2: keep one of the two.")],
        5: [("", "It repeats row 4: keep one of the two.")],
        7: [("", "It repeats row 6: keep one of the two.")]}


def test_a_formula_and_a_macro(drawn, looked):
    row = ["1", "promotion", "=CONCAT(A1)", "U1", "2014"]
    run = looked(sheet([["Number", "Kind", "Title", "Unit", "Received"], row]))
    assert [field for field, _ in wrong(run)[2]] == ["title"]
    assert "formula" in wrong(run)[2][0][1]
    with pytest.raises(Refused, match="headings"):
        looked(sheet([["A list"], ["Colour", "Size"], [1, 2]]))


def test_amendments_and_their_projects(drawn, looked, applied, sponsored):
    conduct.move(by=None, dossier=sponsored, move="close", on="2015-06-01")
    head = "Number;Kind;Received;Project\n"
    run = looked(f"{head}1;amendment;2014-02;{sponsored}\n2;amendment;2015-07;{sponsored}\n"
                 f"3;amendment;2014-06;P1999-001\n4;qualification;2014-06;{sponsored}\n")
    assert {n: [field for field, _ in told] for n, told in wrong(run).items()} == {
        2: ["opened"], 3: ["opened"], 4: ["project"], 5: ["project", "title", "unit"]}
    assert applied(f"{head}1;amendment;2014-06-02;{sponsored}\n") == {"created": 1}
    one = ClinicalApplication.objects.get(number="1")
    assert (one.project, one.title, one.unit) == (sponsored, sponsored.title, sponsored.unit)


def test_projects_and_then_the_requests_that_opened_them(drawn, looked, applied):
    head = "Number;Title;Unit;Received;Authorised;Recruiting;Closed;Reported;Posted;nct\n"
    named = head.replace("Posted", "Results posted")
    assert applied(f"{named}P9;T;U1;2012-01-05;2012-06-01;2012-07-01;2014-01-01;2014-06-01;"
                   "2014-05-20;NCT01234567\n", PROJECTS) == {"created": 1}
    one = ClinicalProject.objects.get()
    assert (one.state, one.ended, one.posted, one.number) == (
        "reported", "2014-01-01", "2014-05-20", "P9")
    run = looked(f"{named}1;T;U1;2012;;;;2014-06-01;;\n2;T;U1;2012;;;;;;NCT01234567\n"
                 "3;T;U1;2012;;;;;;NCT00000003\n4;T;U1;2012;;;;;;NCT00000003\n"
                 "5;T;U1;2012;;;;;;NCT5\n", PROJECTS)
    assert {n: [field for field, _ in told] for n, told in wrong(run).items()} == {
        2: ["posted"], 3: ["nct"], 5: ["nct"], 6: ["nct"]}
    assert applied("Number;Kind;Title;Unit;Received;Favourable;Project\n"
                   "7;promotion;T;U1;2011-11-01;2012-01-05;P9\n") == {"created": 1}
    assert ClinicalApplication.objects.get().project == one
    assert ClinicalProject.objects.count() == 1


def test_a_dossier_of_the_book_is_changed_and_moved_by_its_actions(drawn, applied, request_of):
    one = request_of(("admit", "2014-01-20"), opened="2014-01-10")
    assert applied(
        "Number;Title;Amount of funding, in euros;In evaluation;State;Since\n"
        f"{one.number};Another;2 000;2014-02-01;Favorable;2014-03-01\n") == {"changed": 1}
    one.refresh_from_db()
    assert (one.title, one.amount, one.state, one.decided) == (
        "Another", 2000, "favourable", "2014-03-01")
    assert one.project.title == "Another"
    acts = AuditEntry.objects.filter(subject="clinicalapplication", subject_id=one.pk)
    assert list(acts.order_by("pk").values_list("action", flat=True)) == [
        "open", "admit", "change", "evaluate", "favour"]
    assert acts.latest("pk").why == "list.csv, 2: Old files"


def test_dossiers_in_bulk_are_what_actions_make_one_by_one(drawn, applied):
    """The same rows, the same periods, the same entries in the audit, to the letter."""
    ways = [("promotion", [("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                           ("favour", "2014-03-01")]),
            ("promotion", [("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                           ("condition", "2014-03-01"), ("fulfil", "2014-04-01")]),
            ("promotion", [("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                           ("favour", "2014-03-01"), ("withdraw", "2014-05-01")]),
            ("qualification", [("admit", "2014"), ("evaluate", "2014-02-01"),
                               ("refuse", "2014-03-01")]),
            ("qualification", [])]
    flow, told = ClinicalApplication.WORKFLOW, []
    for number, (kind, moves) in enumerate(ways, 1):
        states = {f"{flow.states[flow.move(move).target].en} (date)": on for move, on in moves}
        told.append({"Number": f"2014-{number:03d}", "Kind": kind, "Title": f"Study {number}",
                     "Unit": "U1", "Received": "2014" if number == 4 else "2014-01-10",
                     "ORPHA": "", "Amount of funding, in euros": "12,5", "Phase": "PHASE2",
                     "Investigator’s e-mail": "a@example.org", **states})
    names = list(dict.fromkeys(name for row in told for name in row))
    content = "\n".join(";".join(row) for row in (
        names, *([row.get(name, "") for name in names] for row in told)))

    def left():
        found = []
        for model in (ClinicalApplication, ClinicalProject):
            for one in model.objects.order_by("number"):
                row = {**model_to_dict(one), "id": 0, "project": str(getattr(one, "project", ""))}
                periods = list(one.periods.order_by("pk").values_list("state", "start", "end"))
                entries = AuditEntry.objects.filter(subject=model._meta.model_name,
                                                    subject_id=one.pk).order_by("pk")
                found.append((row, periods, [
                    (e.action, e.before, e.after, e.why.rpartition(": ")[2], e.subject_name)
                    for e in entries]))
        return found

    with transaction.atomic():
        assert applied(content) == {"created": 5}
        in_bulk = left()
        transaction.set_rollback(True)
    for row, (_, moves) in zip(told, ways, strict=True):
        one = clinical.apply(
            by=None, kind=row["Kind"], opened=row["Received"], number=row["Number"],
            title=row["Title"], unit=drawn["U1"], amount=Decimal("12.5"), phase="PHASE2",
            email="a@example.org", why="Old files")
        for move, on in moves:
            one = clinical.move(by=None, dossier=one, move=move, on=on, why="Old files")
    assert len(in_bulk) == 8 and in_bulk == left()


def test_a_book_that_changed_meanwhile_is_said_and_twice_acts_once(drawn, officer, looked):
    of = declared(APPLICATIONS)
    content = "Number;Kind;Title;Unit;Received\n2014-001;promotion;T;U1;2014\n"
    run = looked(content)
    clinical.apply(by=None, kind="promotion", opened="2014", title="Other", unit=drawn["U1"],
                   number="2014-001")
    with pytest.raises(Stale, match="changed since"):
        actions.apply(by=officer, of=of, run=run, why="x")
    run = looked(content.replace("2014-001", "2014-002"))
    for _ in range(2):
        actions.apply(by=officer, of=of, run=run, why="x")
    assert ClinicalApplication.objects.count() == 2
    assert clinical.apply(by=None, kind="promotion", opened="2014", title="Next",
                          unit=drawn["U1"]).number == "2014-003"


def test_only_who_keeps_the_book_and_decides_brings_it_in(drawn, officer, looked):
    curator = Account.objects.create(email="c@example.org", name="Curator")
    Grant.objects.create(account=curator, role=Role.CURATOR)
    content = "Number;Kind;Title;Unit;Received\n1;promotion;T;U1;2014\n"
    with pytest.raises(NotAllowed):
        looked(content, by=curator)
    Grant.objects.filter(account=officer).update(organisation=drawn["U1"])
    with pytest.raises(NotAllowed):
        looked(content)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_goes_out_comes_back_unchanged(drawn, looked, request_of, sponsored, language):
    request_of(("admit", "2014-01-20"), ("withdraw", "2014-03-01"), title="=1+1",
               summary_fr="Deux\nlignes ; et un « mot »", sites="-A\n@B")
    for book, count in ((APPLICATIONS, 2), (PROJECTS, 1)):
        content = "".join(as_csv(cells(declared(book), {}, language)))
        assert "'=1+1" in content or book is PROJECTS
        run = looked(content, book)
        assert wrong(run) == {}
        assert actions.counted(run)["unchanged"] == count


def test_rows_are_written_many_at_a_time(drawn, looked, applied):
    def count(rows):
        content = "Number;Kind;Title;Unit;Received;Admissible\n" + "".join(
            f"{rows}/{n};qualification;T {n};U1;2014-01-10;2014-02-01\n" for n in range(rows))
        with CaptureQueriesContext(connection) as queries:
            applied(content)
        return len(queries)

    assert count(400) - count(40) < 360 / 4  # some hundred rows go in one statement


@pytest.mark.parametrize("book", [b for b in BOOKS.values() if b.brings], ids=lambda b: b.slug)
def test_each_book_has_headings_of_one_meaning(books, book):
    of, columns = declared(book), told_columns(book.model)
    names = [name for column in of.columns for name in folded_names(column)]
    assert sorted(names) == sorted(set(names))
    assert set(book.brings.columns) <= set(columns) and set(book.brings.needed) <= set(
        book.brings.columns)
    assert {c.field for c in of.columns} >= {"number", "opened", "state", "since"}
    assert list(cells(of, {}, "en"))[1:] == []


def test_a_contract_comes_in_with_its_partner_and_days_of_force(drawn, officer, looked, applied):
    Grant.objects.create(account=officer, role=Role.TRANSFER)
    create(by=None, kind="company", name="Acme", opened="2000")
    head = ("Numéro;Type;Objet;Unité;Reçu;Partenaire;Taille du partenaire;Signé (date);"
            "En vigueur jusqu’au;Terminé (date);Montant, en euros\n")
    kind, size = (next(iter(words.values())).fr for words in (transfer.CONTRACTS, transfer.SIZES))
    good = (f"C2013-007;{kind};Un sujet;U1;2013;Acme;{size};5 mars 2014;2018-01-01;01/02/2016;"
            "1 000 €")
    content = (f"{head}{good}\n"
               f"C2013-008;{kind};Un sujet;U1;2013;;;5 mars 2014;;;\n"
               f"C2013-009;{kind};Un sujet;U1;2013;Nobody;{size};;;;\n"
               f"C2013-010;{kind};Un sujet;U1;2013;Acme;;;;;\n"
               f"C2013-011;{kind};Un sujet;U1;2013;Acme;{size};2014-03-05;2014-01-01;;\n"
               f"C2013-012;{kind};Un sujet;U1;2013;Acme;{size};;;01/02/2016;\n")
    run = looked(content, CONTRACTS)
    assert {n: [field for field, _ in told] for n, told in wrong(run).items()} == {
        3: ["partners_organisation"], 4: ["partners_organisation"], 5: ["partners_size"],
        6: ["until"], 7: ["at_signed"]}
    assert not TransferContract.objects.exists()
    assert applied(f"{head}{good}\n", CONTRACTS) == {"created": 1}
    one = TransferContract.objects.get()
    assert (one.state, one.signed, one.begins, one.until, one.ended, one.amount) == (
        "ended", "2014-03-05", "2014-03-05", "2018-01-01", "2016-02-01", 1000)
    assert one.partners.get().organisation.name == "Acme"
    assert list(AuditEntry.objects.filter(subject="transfercontract", subject_id=one.pk).order_by(
        "pk").values_list("action", "why")) == [
        (action, "list.csv, 2: Old files") for action in ("open", "sign", "end")]
    back = "".join(as_csv(cells(declared(CONTRACTS), {}, "en")))
    assert actions.counted(looked(back, CONTRACTS))["unchanged"] == 1
