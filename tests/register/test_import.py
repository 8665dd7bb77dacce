"""Lists come in: looked over first, then exactly that is done, once, each row in the audit."""

import dataclasses
import datetime
import html
import io
import re
import zipfile
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from belvedere.register.accounts.models import Account, AuditEntry, AuditPlace, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.exchange import actions
from belvedere.register.exchange.models import DryRun
from belvedere.register.organisations.actions import add_code, create, rename, settle
from belvedere.register.organisations.bulk import write_details
from belvedere.register.organisations.details import CODES
from belvedere.register.organisations.lists import DESK
from belvedere.register.organisations.models import Code, Organisation, Relation, StaffCount
from belvedere.register.organisations.restructuring import relate

LISTS = DESK.lists


@pytest.fixture
def curator(books):
    account = Account.objects.create(email="c@example.org", name="Curator")
    Grant.objects.create(account=account, role=Role.CURATOR)
    return account


@pytest.fixture
def looked(curator):
    """Look a file over: gives the dry run."""
    def look(name, content, file="list.csv", by=curator):
        content = content.encode() if isinstance(content, str) else content
        return actions.look_over(by=by, of=LISTS[name], file=io.BytesIO(content), name=file)

    return look


@pytest.fixture
def applied(curator, looked):
    """Look a file over and apply it: gives how many rows had each verdict."""
    def do(name, content, **more):
        run = looked(name, content, **more)
        counts = actions.counted(run)
        actions.apply(by=curator, of=LISTS[name], run=run, why="Decision 12")
        return {key: count for key, count in counts.items() if count}

    return do


def wrong(run) -> dict:
    """What is wrong, by row: (field, reason)."""
    return {row.number: [(field, en) for field, en, _ in row.problems]
            for row in run.rows.filter(verdict="wrong").order_by("number")}


def xlsx(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_dry_run_changes_nothing_and_tells_everything(drawn, looked):
    u1, u2 = drawn["U1"], drawn["U2"]
    entries = AuditEntry.objects.count()
    run = looked("organisations", "Number;Kind;Name;Opened;Closed\n"
                 f"{u1.pk};Unité de recherche;U1;2009-02;\n"
                 f"{u2.pk};unit;U2;2010-01-01;\n"
                 ";unit;New one;2020;\n"
                 ";unit;;2020;\n"
                 f"{u2.pk};unit;U2 bis;2010-01-01;2009\n"
                 "77777;unit;U7;;\n")
    assert actions.counted(run) == {"created": 1, "changed": 1, "unchanged": 1, "wrong": 3}
    changed = run.rows.get(verdict="changed")
    assert (changed.number, changed.changes) == (2, {"opened": ["2009-01-01", "2009-02"]})
    assert {n: [f for f, _ in told] for n, told in wrong(run).items()} == {
        5: ["name"], 6: [""], 7: ["number"]}
    assert AuditEntry.objects.count() == entries and Organisation.objects.count() == 6


def test_what_was_shown_is_done_once_each_row_in_the_audit(drawn, curator, looked):
    run = looked("organisations", f"number,opened\n{drawn['U1'].pk},2009-02\n")
    for _ in range(2):
        actions.apply(by=curator, of=LISTS["organisations"], run=run, why="Decision 12")
    entry = AuditEntry.objects.get(action="correct")
    assert (entry.actor_name, entry.before, entry.after, entry.why) == (
        "Curator", {"opened": "2009-01-01"}, {"opened": "2009-02"}, "list.csv, 2: Decision 12")
    assert Organisation.objects.get(pk=drawn["U1"].pk).version == drawn["U1"].version + 2


def test_a_dry_run_is_refused_when_the_books_changed(drawn, curator, looked):
    run = looked("organisations", f"number,opened\n{drawn['U1'].pk},2009-02\n")
    create(by=None, kind="unit", name="Elsewhere")  # of no concern
    Organisation.objects.filter(pk=drawn["U1"].pk).update(opened="2009-03")
    with pytest.raises(Stale):
        actions.apply(by=curator, of=LISTS["organisations"], run=run, why="x")
    run = looked("codes", f"organisation,scheme,value\n{drawn['U1'].pk},rnsr,200710776M\n")
    add_code(by=None, organisation=drawn["U2"], scheme="rnsr", value="200710776M")
    with pytest.raises(Stale):
        actions.apply(by=curator, of=LISTS["codes"], run=run, why="x")
    assert not Code.objects.filter(organisation=drawn["U1"]).exists()


def test_each_list_comes_in(drawn, applied):
    one, two = drawn["U1"].pk, drawn["U2"].pk
    assert applied("names", f"Organisme (numéro ou identifiant);Nom;Type de nom;Langue (fr, en)\n"
                   f"{one};Unit One;Nom officiel;en\n#{two};Deux;alias;\n") == {"created": 2}
    assert applied("codes", "organisation;scheme;value\nu1;rnsr;200710776m\nU1;label;U 1138\n"
                   "U2;label;U 1138\n") == {"created": 3}
    assert applied("places", "organisation;city;country;latitude;longitude;start\n"
                   "rnsr:200710776M;Lyon;fr;45,75;4.85;2009\n") == {"created": 1}
    assert applied("relations", "organisation,kind,other,start,because\n"
                   "U1,Sous la tutelle de,Inserm,01/02/2010,Arrêté 3\n") == {"created": 1}
    assert applied("subjects", "organisation,scheme,value,start,end\nU1,theme,Cancer,2009,\n"
                   "U1,theme,Ageing,2009,2012\nU1,theme,ageing,2014,\n") == {"created": 3}
    assert applied("staff", "organisation,year,profession,employer,headcount\n"
                   "U1,2014,Researcher,CNRS,12\n") == {"created": 1}
    assert applied("staff", "organisation,year,profession,employer,headcount\n"
                   "U1,2014,Researcher,CNRS,13\n") == {"changed": 1}
    assert StaffCount.objects.get().headcount == 13
    unit = Organisation.objects.get(pk=one)
    assert (unit.city, unit.country) == ("Lyon", "FR")
    assert "unit one" in unit.searched and "200710776m" in unit.searched
    relation = Relation.objects.get(kind="supervised_by")
    assert (relation.other, relation.start, relation.because) == (
        drawn["Inserm"], "2010-02-01", "Arrêté 3")
    assert AuditEntry.objects.filter(actor_name="Curator").count() == 12
    told = AuditEntry.objects.filter(action="relate").order_by("pk").last()
    assert set(AuditPlace.objects.filter(entry=told.pk).values_list("organisation", flat=True)) == {
        one, drawn["Inserm"].pk}


@pytest.mark.parametrize("name, row, field", [
    ("relations", "{Inserm},part_of,{Team A},,,", "other"),
    ("relations", "{U1},part_of,{U1},,,", "other"),
    ("relations", "{U1},part_of,{Cancer},2012,,", "start"),
    ("relations", "{U1},member_of,{U2},2012,2011,", "end"),
    ("relations", "{U1},successor_of,{U2},2012,,", "succession"),
    ("relations", "{U1},friend_of,{U2},,,", "kind"),
    ("relations", "nobody,member_of,{U2},,,", "organisation"),
    ("codes", "{U2},rnsr,200710776M,,,", "value"),
    ("codes", "{U2},ror,200710776M,,,", "value"),
    ("codes", "{U2},label,,,,", "value"),
    ("names", "{U1},Other,official,,2010,", "start"),
    ("names", "{U1},<b>,nickname,,,", "kind"),
    ("places", "{U1},Paris,XX,,,", "country"),
    ("places", "{U1},Paris,FR,91,,", "latitude"),
    ("places", "{U1},Paris,FR,9,,", "longitude"),
    ("relations", "{U1},participated_by,{Neurosciences},2012,,", "start"),
    ("subjects", "{U1},theme,,,,", "value"),
    ("subjects", "{U1},theme,Ageing,2011,,", "start"),
    ("subjects", "{U1},theme,Cancer,2011,2010,", "end"),
    ("staff", "{U1},2014,Nurse,,-1,", "headcount"),
    ("staff", "{U1},twelve,Nurse,,1,", "year"),
    ("staff", "{U1},2999,Nurse,,1,", "year"),
])
def test_what_cannot_be_is_told_with_its_column(drawn, looked, name, row, field):
    headings = {
        "relations": "organisation,kind,other,start,end,succession",
        "codes": "organisation,scheme,value,start,end,",
        "names": "organisation,text,kind,language,start,end",
        "places": "organisation,city,country,latitude,longitude,",
        "subjects": "organisation,scheme,value,start,end,",
        "staff": "organisation,year,profession,employer,headcount,"}[name]
    add_code(by=None, organisation=drawn["U1"], scheme="rnsr", value="200710776M")
    relate(by=None, organisation=drawn["U1"], kind="supervised_by", other=drawn["Neurosciences"])
    drawn["U1"].subjects.create(scheme="theme", value="ageing", start="2010", end="2012")
    numbers = {name: one.pk for name, one in drawn.items()}
    told = wrong(looked(name, f"{headings}\n{row.format(**numbers)}\n"))
    assert [f for f, _ in told[2]] == [field]


def test_rows_of_one_file_are_held_to_each_other(drawn, looked):
    run = looked("relations", "organisation,kind,other,start,end\n"
                 "U2,part_of,Team A,2010,\n"           # all right
                 "Team A,part_of,U2,2011,\n"           # a circle with row 2
                 "U2,member_of,Inserm,2010,2012\nU2,member_of,Inserm,2011,\n"
                 "U2,part_of,Team A,2010,\n")
    assert {n: [f for f, _ in told] for n, told in wrong(run).items()} == {
        3: ["other"], 5: ["start"], 6: [""]}
    run = looked("codes", "organisation,scheme,value\nU1,rnsr,200710776M\nU2,rnsr,200710776M\n")
    assert list(wrong(run)) == [3]


def test_a_closing_in_a_file_ends_what_hangs(drawn, applied, looked):
    pk = drawn["U1"].pk
    assert applied("organisations", f"number,closed\n{pk},2015-01-01\n") == {"changed": 1}
    assert set(Relation.objects.filter(end="2015-01-01").values_list("organisation__name",
                                                                     flat=True)) == {"U1", "Team A"}
    run = looked("organisations", f"number,closed\n{drawn['Cancer'].pk},2009-06\n")
    assert [f for f, _ in wrong(run)[2]] == ["closed"]


def test_names_and_places_change_in_their_own_lists(drawn, looked):
    settle(by=None, organisation=drawn["U1"], city="Lyon", country="FR")
    run = looked("organisations", f"number,name,city\n{drawn['U1'].pk},U one,Paris\n"
                 f"{drawn['U1'].pk},U1,Lyon\n")
    told = wrong(run)
    assert [f for f, _ in told[2]] == ["name", "city"]
    assert all("import the list of" in reason for _, reason in told[2])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_people_have_it(books, looked, encoding, delimiter):
    rows = [["nom", "TYPE", "ouverture"], ["Unité d’œnologie, à Sète; là", "équipe", "2014-05"]]
    content = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    run = looked("organisations", content.encode(encoding))
    row = run.rows.get()
    assert (row.verdict, row.values["name"], row.values["kind"]) == (
        "created", "Unité d’œnologie, à Sète; là", "team")


def test_headings_in_any_order_and_the_unknown_are_told(drawn, looked):
    run = looked("names", "Colour,Type de nom,Name,Name of the organisation,"
                 "Organisation (number or identifier)\nred,alias,A,whatever,U1\n")
    assert run.remarks == [["unknown", "Colour"], ["for_reading", "organisation_name"]]
    assert run.rows.get().verdict == "created"


@pytest.mark.parametrize("content, message", [
    (b"", "empty"), (b"name,kind\n", "no row"), (b"a,b\n1,2\n", "must have the headings"),
    (b"name,Nom\nx,y\n", "Two columns"), (b"name\n\0\0\n", "no text"),
    (b"PK\x03\x04 not a zip", "damaged"), (b"\xd0\xcf\x11\xe0 old", "old or protected"),
])
def test_a_file_that_is_no_list_is_refused_whole(books, looked, content, message):
    with pytest.raises(Refused, match=message):
        looked("organisations", content)


def test_xlsx_as_people_have_it(books, looked):
    run = looked("organisations", xlsx(
        ["Name", "Kind", "Opened", "Site", None], ["One", "Team", 2014, None, None], [],
        ["Two", "unit", datetime.datetime(2014, 5, 31), None, None],
        ["Three", "unit", 2014.0, "=1+1", None], ["=A2", "unit", 2014, None, None],
        ["Six", "unit", None, None, "beyond"]))
    assert [(row.number, row.verdict, row.values.get("opened")) for row in
            run.rows.order_by("number")] == [
        (2, "created", "2014"), (4, "created", "2014-05-31"), (5, "wrong", "2014"),
        (6, "wrong", "2014"), (7, "created", "")]
    assert all("formula" in reason for row in (5, 6) for _, reason in wrong(run)[row])


def altered(content: bytes, **parts: bytes) -> bytes:
    """An archive with parts added, or put in the place of others."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(
            file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize("parts, message", [
    ({"xl/vbaProject.bin": b"x"}, "macros"),
    ({"xl/bomb.bin": b"0" * 210_000_000}, "Unpacked"),
    ({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'}, "damaged"),
    ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}, "damaged"),
    ({"xl/workbook.xml": b"<workbook/>"}, "damaged"),
])
def test_what_hides_in_an_archive_is_refused(books, looked, parts, message):
    content = altered(xlsx(["Name", "Kind"], ["One", "Team"]), **parts)
    assert len(content) < 1_000_000
    with pytest.raises(Refused, match=message):
        looked("organisations", content, file="list.xlsx")


@pytest.mark.parametrize("given", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd",
                                   "a" * 5000 + ".csv", "<script>.csv"])
def test_path_tricks_in_file_names_do_nothing(drawn, curator, signed_in, given):
    run = actions.look_over(by=curator, of=LISTS["organisations"], name=given,
                            file=io.BytesIO(b"name,kind\nx,unit\n"))
    assert "/" not in run.file and "\\" not in run.file and len(run.file) <= 200
    client = signed_in(Role.CURATOR)
    answer = client.post("/en/register/lists/organisations/import/", {
        "file": SimpleUploadedFile(given, b"name,kind\nx,unit\n")})
    shown = client.get(answer.url).content.decode()
    assert answer.status_code == 302 and "<script>." not in shown


def test_ten_thousand_rows_with_37_wrong(drawn, curator, looked):
    """Exactly those are told; the number of queries does not follow the rows."""
    bad = {2 + 270 * n for n in range(37)}

    def rows(count):
        lines = ["kind,name,opened,closed,codes,city,country"]
        for n in range(2, count + 2):
            closed = "1999" if n in bad else ""
            lines.append(f"unit,Unit {n},2010,{closed},rnsr:{n:09d}A,Paris,FR")
        return "\n".join(lines)

    with CaptureQueriesContext(connection) as few:
        looked("organisations", rows(100))
    with CaptureQueriesContext(connection) as many:
        run = looked("organisations", rows(10_000))

    def reads(queries):
        return [q["sql"] for q in queries if q["sql"].startswith("SELECT")]

    assert len(reads(many)) <= len(reads(few)) + 6
    assert set(wrong(run)) == bad and all([f for f, _ in told] == ["closed"]
                                          for told in wrong(run).values())
    assert actions.counted(run) == {"created": 9_963, "changed": 0, "unchanged": 0, "wrong": 37}
    with CaptureQueriesContext(connection) as writing:
        actions.apply(by=curator, of=LISTS["organisations"], run=run, why="All")
    assert len(writing) < 2_000
    assert Organisation.objects.count() == 6 + 9_963
    assert AuditEntry.objects.filter(action="create", why__startswith="list.csv").count() == 9_963


@pytest.mark.parametrize("role, may", [
    (None, False), (Role.CONTRIBUTOR, False), (Role.TRANSFER, False), (Role.CURATOR, True),
    (Role.EDITOR, True), (Role.ADMINISTRATOR, True)])
def test_only_who_may_imports(drawn, client, signed_in, role, may):
    reader = signed_in(role) if role else client
    address = "/en/register/lists/organisations/import/"
    assert (reader.get(address).status_code == 200) is may
    answer = reader.post(address, {"file": SimpleUploadedFile("x.csv", b"name,kind\nx,unit\n")})
    assert (answer.status_code == 302 and "dry-runs" in answer.url) is may
    assert DryRun.objects.exists() is may
    assert ("Import" in re.sub("<title>.*?</title>|<h1>.*?</h1>|<p.*?</p>", "", html.unescape(
        reader.get("/en/register/lists/").content.decode()))) is may


def test_a_curator_of_one_place_cannot_import_everywhere(drawn, signed_in, looked):
    inside = signed_in(Role.CURATOR, drawn["Cancer"])
    assert inside.get("/en/register/lists/organisations/import/").status_code == 403
    with pytest.raises(NotAllowed):
        looked("organisations", "name,kind\nx,unit\n", by=Account.objects.exclude(
            email="c@example.org").get())


def test_a_dry_run_is_its_uploaders_alone_and_goes_after_a_day(drawn, signed_in, looked):
    curator, other = signed_in(Role.CURATOR), signed_in(Role.EDITOR)
    answer = curator.post("/en/register/lists/organisations/import/", {
        "file": SimpleUploadedFile("x.csv", b"name,kind\nx,unit\ny,nothing\n")})
    assert len(answer.url.split("/")[-2]) >= 32
    assert curator.get(answer.url).status_code == 200
    assert "nothing is none of" in html.unescape(
        curator.get(f"{answer.url}rows.csv").getvalue().decode())
    for address in (answer.url, f"{answer.url}rows.csv"):
        assert other.get(address).status_code == 404
    assert other.post(answer.url, {"why": "x"}).status_code == 404
    DryRun.objects.update(at="2020-01-01T00:00Z")
    assert curator.get(answer.url).status_code == 404
    looked("organisations", "name,kind\nx,unit\n")
    assert DryRun.objects.count() == 1
    for _ in range(15):
        last = looked("organisations", "name,kind\nx,unit\n")
    assert DryRun.objects.count() == 10 and DryRun.objects.filter(pk=last.pk).exists()


def test_two_who_write_the_same_at_once_are_told(drawn, curator, looked):
    run = looked("codes", f"organisation,scheme,value\n{drawn['U1'].pk},rnsr,200710776M\n")

    def meanwhile(*, by, drafts, detail):
        Code.objects.create(organisation=drawn["U2"], scheme="rnsr", value="200710776M")
        write_details(by=by, drafts=drafts, detail=detail)

    other = dataclasses.replace(LISTS["codes"], apply=partial(meanwhile, detail=CODES))
    with pytest.raises(Stale):
        actions.apply(by=curator, of=other, run=run, why="x")
    assert not Code.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_the_file_to_the_books_by_the_pages(drawn, signed_in, language):
    curator = signed_in(Role.CURATOR)
    address = f"/{language}/register/lists/organisations/import/"
    assert curator.post(address).status_code == 400
    script = "<script>alert(1)</script>"
    answer = curator.post(address, {"file": SimpleUploadedFile("x.csv", (
        f"name,kind,opened,{script}\nNew one,unit,2014,\n{script},unit,{script},\n"
        f"{script} 2,unit,,\n").encode())})
    for verdict in ("", "wrong", "created", "changed", "?"):
        shown = curator.get(f"{answer.url}?verdict={verdict}").content.decode()
        assert "<script>alert" not in shown
    assert curator.post(answer.url).status_code == 409  # why is asked for
    for _ in range(2):
        assert curator.post(answer.url, {"why": "Decision 12"}).status_code == 302
    assert Organisation.objects.filter(name="New one").count() == 1
    assert Organisation.objects.count() == 8
    shown = html.unescape(curator.get(answer.url).content.decode())
    assert ("Imported" if language == "en" else "Importé") in shown and 'name="why"' not in shown


def test_the_same_file_again_changes_nothing(drawn, applied):
    content = "name,kind,opened\nNew one,unit,2014\n"
    assert applied("organisations", content) == {"created": 1}
    assert applied("organisations", content) == {"unchanged": 1}
    rename(by=None, organisation=Organisation.objects.get(name="New one"), name="Newer")
    assert applied("organisations", content) == {"created": 1}


def test_a_50_mb_upload_is_refused(drawn, signed_in):
    curator = signed_in(Role.CURATOR)
    answer = curator.post("/fr/register/lists/organisations/import/", {
        "file": SimpleUploadedFile("x.csv", b"name,kind\n" + b"x,unit\n" * 7_200_000)})
    assert answer.status_code == 413 and "30 Mo au plus" in html.unescape(answer.content.decode())
