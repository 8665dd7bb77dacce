"""Lists go out: the rows of the page, harmless to spreadsheets, and they come back unchanged."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from belvedere.register.accounts.models import Account, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.exchange import actions
from belvedere.register.exchange.lists import as_meant, harmless
from belvedere.register.organisations.actions import add_code, create, rename, settle
from belvedere.register.organisations.lists import DESK
from belvedere.register.organisations.restructuring import merge, relate

HOSTILE = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "''@x", "'quoted'", "a;b,\"c\"", "<b>")


@pytest.fixture
def filled(drawn):
    """The drawn institute with something in every list, hostile texts among it."""
    for number, text in enumerate(HOSTILE):
        create(by=None, kind="partner", name=f"{text} {number}", acronym=text.strip(),
               opened=f"20{number:02d}", name_en=f"{text} in English", country="FR", city=text)
    one = drawn["U1"]
    rename(by=None, organisation=one, name="Institut Un", on="2012")
    for scheme, value in (("rnsr", "200710776M"), ("label", "U 1138"), ("label", "-UMR")):
        add_code(by=None, organisation=one, scheme=scheme, value=value)
    settle(by=None, organisation=one, city="Lyon", country="FR", latitude=-45.5, longitude=4.25)
    settle(by=None, organisation=one, city="Paris", country="FR", address="=cmd", on="2014-05")
    merge(by=None, sources=[drawn["U2"]], into=one, on="2015", because="@Decision")
    relate(by=None, organisation=one, kind="supervised_by", other=drawn["Inserm"], label="-1")
    one.subjects.create(scheme="theme", value="=Cancer")
    one.staff.create(year=2014, profession="+Nurse", employer="@CNRS", headcount=3)
    return drawn


def exported(client, address) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.getvalue()


def rows(content: bytes) -> list[list[str]]:
    if content.startswith(b"PK"):
        sheet = load_workbook(io.BytesIO(content)).active
        return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", DESK.lists)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_list_comes_back_unchanged(filled, client, name, form, language):
    content = exported(client, f"/{language}/register/lists/{name}.{form}?closed=1")
    by = Account.objects.create(email="c@example.org", name="C")
    Grant.objects.create(account=by, role=Role.CURATOR)
    run = actions.look_over(by=by, of=DESK.lists[name], file=io.BytesIO(content), name="x")
    told = [(row.number, row.problems, row.changes) for row in run.rows.all()]
    assert told == [] and run.unchanged == len(rows(content)) - 1 > 0
    assert not [text for kind, text in run.remarks if kind == "unknown"]


@pytest.mark.parametrize("name", DESK.lists)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula(filled, client, name, form):
    content = exported(client, f"/en/register/lists/{name}.{form}?closed=1")
    texts = [cell for row in rows(content) for cell in row if not cell.lstrip("-").replace(
        ".", "").isdigit()]
    assert texts and not [cell for cell in texts if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("text", [*HOSTILE, "", "'", "plain", "'=", "'''+"])
def test_what_is_made_harmless_is_read_as_meant(text):
    assert as_meant(harmless(text)) == text and harmless(text)[:1] not in tuple("=+-@\t\r")


def test_an_export_has_what_the_page_shows(filled, client):
    def names(query):
        table = rows(exported(client, f"/en/register/lists/organisations.csv{query}"))
        return sorted(row[2] for row in table[1:])

    assert names("?kind=unit") == ["Institut Un"]  # U2 is closed
    assert names("?kind=unit&status=all") == ["Institut Un", "U2"]
    assert names("?kind=unit&at=2014") == ["Institut Un", "U2"]
    assert names("?q=u1138") == ["Institut Un"]
    codes = rows(exported(client, "/en/register/lists/codes.csv?q=u1138"))
    assert {row[4] for row in codes[1:]} == {"200710776M", "U 1138", "'-UMR"}
    assert client.get("/en/register/lists/organisations.csv?at=soon").status_code == 400
    assert client.get("/en/register/lists/nothing.csv").status_code == 404


def test_headings_and_words_are_in_the_language_of_the_page(filled, client):
    english, french = (rows(exported(client, f"/{language}/register/lists/organisations.csv"))
                       for language in ("en", "fr"))
    assert english[0][:3] == ["Number", "Kind", "Name"]
    assert french[0][:3] == ["Numéro", "Type", "Nom"]
    kinds = [{row[1] for row in table[1:]} for table in (english, french)]
    assert "Research unit" in kinds[0] and "Unité de recherche" in kinds[1]


def test_no_list_has_a_personal_column():
    fields = {column.field for of in DESK.lists.values() for column in of.columns}
    assert not fields & {"email", "person", "orcid", "account", "author", "director", "phone"}


def test_an_export_streams_with_few_queries(filled, client):
    """As many queries for many rows as for few."""
    def asked(name):
        with CaptureQueriesContext(connection) as queries:
            exported(client, f"/en/register/lists/{name}.csv")
        return len(queries)

    few = {name: asked(name) for name in DESK.lists}
    for number in range(200):
        create(by=None, kind="unit", name=f"More {number}", opened="2011", acronym="M")
    assert {name: asked(name) for name in DESK.lists} == few
    assert max(few.values()) <= 4


def test_everybody_exports(filled, client):
    shown = client.get("/fr/register/lists/?q=u1").content.decode()
    assert "/fr/register/lists/staff.xlsx?q=u1" in shown
    assert "closed=1" in client.get("/fr/register/lists/").content.decode()
