"""The register published: declared tables, nothing personal, an edition that redoes little."""

import datetime
import json
import shutil

import pyarrow.parquet as pq
import pytest
from django.test import Client
from drawn import drawn as drawn_tables
from drawn import edition

from belvedere.building.settling import CODES
from belvedere.building.steps import publish as published
from belvedere.config import publishing
from belvedere.errors import StoreBusy, StoreError
from belvedere.evidence.store import Store
from belvedere.evidence.writer import writing
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.facts import fact_name
from belvedere.register.accounts.models import Account, AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.clinical.demo import fill
from belvedere.register.clinical.models import ClinicalProject
from belvedere.register.curation.publish import tables as curation_tables
from belvedere.register.desk.publishing import tables as desk_tables
from belvedere.register.organisations.actions import add_code, rename
from belvedere.register.organisations.models import (
    Organisation,
    ProfileVersion,
    Publication,
    StaffCount,
    Subject,
)
from belvedere.register.organisations.profiles import save
from belvedere.register.organisations.publish import (
    TABLES_PUBLISHED,
    mark,
    tables,
)
from belvedere.register.organisations.restructuring import close, merge, relate
from belvedere.tables import TABLES


@pytest.fixture
def home(tmp_path):
    """A store with an edition of what other sources say, and no register."""
    edition(tmp_path, drawn_tables(organisation_records="""
    record_id     | name   | country
    ror:02vjkv261 | INSERM | FR
    """, organisation_relations="""
    organisation_id | relation      | other_id
    rnsr:199812345A | supervised_by | ror:02vjkv261
    """, units="""
    record_id       | level | start
    rnsr:199812345A | unit  | 1998
    """))
    return tmp_path


def quietly(home, **more):
    return published(home, tables, tell=lambda line: None, **more)


def asked(home, name, of, **more):
    asker = Asker(Store(home).edition())
    return asker.ask(asker.question(name, of, **more))


def test_an_edition_that_a_page_names_is_kept(drawn):
    one, other = "2026-01-31-120000-1a2b3c4d", "2026-02-01-120000-1a2b3c4d"
    save(by=None, organisation=drawn["U1"], base=0, values={
        "vision_en": f"We were [six](/en/figure/units/demo/?edition={one})."})
    assert publishing.named([one, other]) == {one: "the page of U1 names it"}


def test_no_published_column_is_personal_and_each_table_is_declared(drawn):
    given = tables()
    assert set(given) == set(TABLES_PUBLISHED)
    for name, table in given.items():
        assert table.column_names == [column.name for column in TABLES[name].columns]
        assert not [column.name for column in TABLES[name].columns if column.personal]


def test_who_wrote_stays_in_the_register(drawn, home):
    author = Account.objects.create(email="secret@example.org", name="Alice Secret")
    one = drawn["U1"]
    ProfileVersion.objects.create(organisation=one, number=1, author=author, is_published=True,
                                  vision_en="We see far.")
    quietly(home)
    for path in (home / "store").rglob("*"):
        if path.is_file():
            told = path.read_bytes()
            if path.suffix == ".parquet":
                told = json.dumps(pq.read_table(path).to_pylist(), default=str).encode()
            assert b"Alice" not in told and b"secret@" not in told, path
    found = Asker(Store(home).edition())
    found.database.need("register_profiles")
    assert found.database.rows("SELECT version, vision_en FROM register_profiles") == [
        (1, "We see far.")]


def test_drafts_are_not_published(drawn):
    save(by=None, organisation=drawn["U1"], values={"vision_en": "seen"}, base=0, publish=True)
    save(by=None, organisation=drawn["U1"], values={"vision_en": "draft"}, base=1)
    (row,) = tables()["register_profiles"].to_pylist()
    assert (row["version"], row["vision_en"]) == (1, "seen")


def test_units_and_teams_are_counted_and_open_to_their_rows(drawn, home):
    quietly(home)
    inserm = f"register:{drawn['Inserm'].pk}"
    figure = asked(home, "register_units", inserm, when="2012")
    assert (figure.value, figure.rows) == (2, 2)
    assert asked(home, "register_teams", inserm, when="2012").value == 1
    assert asked(home, "register_units", inserm, when="2009-06-01").value == 1
    asker = Asker(Store(home).edition())
    columns, rows, _ = asker.rows(asker.question("register_units", inserm, when="2012"))
    assert sorted(dict(zip(columns, row))["name"] for row in rows) == ["U1", "U2"]


def test_a_code_makes_the_registers_and_the_sources_one(drawn, home):
    add_code(by=None, organisation=drawn["Inserm"], scheme="ror", value="02vjkv261")
    quietly(home)
    assert asked(home, "register_units", "ror:02vjkv261", when="2012").value == 2
    assert asked(home, "units", "ror:02vjkv261").value == 1  # the directory's, untouched
    asker = Asker(Store(home).edition())
    assert asker.whom(f"register:{drawn['Inserm'].pk}").name == "INSERM"


def test_all_in_memory_and_one_by_one_know_the_same_of_the_registers_own(drawn, home):
    quietly(home)
    edition = Store(home).edition()
    asked, loaded = Asker(edition), Asker(edition, load=True)
    ids = [f"register:{one.pk}" for one in drawn.values()] + ["register:0", "register:x"]
    assert [loaded.known(one) for one in ids] == [asked.known(one) for one in ids]
    assert loaded.known(ids[0]).name == "Inserm" and loaded.known("register:0") is None


def test_a_merger_rewrites_no_old_figure(drawn, home):
    inserm = f"register:{drawn['Inserm'].pk}"
    quietly(home)
    before = {year: asked(home, "register_units", inserm, when=str(year)).value
              for year in range(2007, 2014)}
    merge(by=None, sources=[drawn["U1"], drawn["U2"]], name="U3", on="2014-01-01")
    quietly(home)
    for year, value in before.items():
        assert asked(home, "register_units", inserm, when=str(year)).value == value
    assert asked(home, "register_units", inserm, when="2014").value == 1
    assert asked(home, "register_mergers", inserm, when="2014").value == 1
    assert asked(home, "register_closures", inserm, when="2014", where={"kind": "unit"}).value == 2


def test_staff_and_themes_are_told(drawn, home):
    Subject.objects.create(organisation=drawn["Team A"], scheme="theme", value="Cancer",
                           start="2015", end="2021")
    StaffCount.objects.create(organisation=drawn["U1"], year=2020, profession="engineer",
                              employer="", headcount=12)
    quietly(home)
    inserm = f"register:{drawn['Inserm'].pk}"
    assert asked(home, "register_staff_of_parts", inserm, when="2020").value == 12
    teams = [asked(home, "register_teams", inserm, when=day, where={"theme": "cancer"}).value or 0
             for day in ("2014", "2015", "2020", "2021-01-01")]
    assert teams == [0, 1, 1, 0]


def made_anew(first, second) -> set[str]:
    return {s.origin["source"] for s in second.snapshots
            if s.name not in {one.name for one in first.snapshots}}


def desks_filled(drawn) -> None:
    fill([drawn["U1"], drawn["U2"]], first=2015, last=datetime.date(2019, 12, 31), yearly=8)


def whole(home):
    return published(home, lambda: {**tables(), **desk_tables(), **curation_tables()},
                     tell=lambda line: None)


def test_a_change_makes_nothing_anew_but_what_reads_it(drawn, home):
    desks_filled(drawn)
    first = whole(home)
    rename(by=None, organisation=drawn["U2"], name="Unit two", on="2015-01-01")
    # what has rows of units carries their names; the books of other desks are empty
    clinical = {fact_name(d.table) for d in catalogue().values() if d.theme == "clinical_desk"}
    second = whole(home)
    assert made_anew(first, second) == clinical | {"register", "hierarchy"}
    assert set(carried(first, second)) >= {
        "clinical_applications", "register_relations", "register_hierarchy", "register_events"}
    relate(by=None, organisation=drawn["U1"], kind="member_of", other=drawn["Neurosciences"])
    third = whole(home)
    assert made_anew(second, third) == {"register", "hierarchy"}  # nothing hangs from it
    assert "register_relations" not in carried(second, third)


def carried(first, second) -> list[str]:
    """Return the tables of which two editions have the very same file."""
    files = {path.stat().st_ino for paths in first.tables.values() for path in paths}
    return [name for name, paths in second.tables.items()
            if all(path.stat().st_ino in files for path in paths)]


def test_what_is_published_by_and_by_is_what_is_published_at_once(drawn, home, tmp_path_factory):
    """Table by table and row by row, after changes of each kind; and most files were carried."""
    fresh = tmp_path_factory.mktemp("fresh")
    shutil.copytree(home / "store", fresh / "store")
    desks_filled(drawn)
    whole(home)
    changes = (
        lambda: rename(by=None, organisation=drawn["U2"], name="Unit two", on="2015-01-01"),
        lambda: merge(by=None, sources=[drawn["U1"], drawn["U2"]], name="U3", on="2019-01-01"),
        lambda: add_code(by=None, organisation=drawn["Inserm"], scheme="ror", value="02vjkv261"),
        lambda: add_code(by=None, organisation=drawn["Cancer"], scheme="uai", value="0750001A"),
        lambda: StaffCount.objects.create(organisation=drawn["Team A"], year=2018,
                                          profession="engineer", employer="", headcount=2),
        lambda: Subject.objects.create(organisation=drawn["Team A"], scheme="theme",
                                       value="Cancer"),
        lambda: ClinicalProject.objects.filter(pk=ClinicalProject.objects.first().pk).update(
            title="Another", unit=drawn["U2"]),
        lambda: save(by=None, organisation=drawn["U1"], values={"vision_en": "far"}, base=0,
                     publish=True),
        lambda: close(by=None, organisation=drawn["Team A"], on="2020"))
    for change in changes:
        before = Store(home).edition()
        change()
        after = whole(home)
        assert after.name != before.name and len(carried(before, after)) > 20
    at_once = whole(fresh)
    assert {s.name for s in after.snapshots if s.origin["source"].startswith("register")} == {
        s.name for s in at_once.snapshots if s.origin["source"].startswith("register")}
    assert after.tables.keys() == at_once.tables.keys()
    for name, paths in after.tables.items():
        assert [pq.read_table(path) for path in paths] == [
            pq.read_table(path) for path in at_once.tables[name]], name


def test_a_damaged_file_is_written_again_and_not_carried(drawn, home):
    (path,) = quietly(home).tables["register_relations"]
    right = path.read_bytes()
    path.write_bytes(right[:-40] + bytes(40))
    rename(by=None, organisation=drawn["U2"], name="Unit two", on="2015-01-01")
    (new,) = quietly(home).tables["register_relations"]
    assert new.read_bytes() == right


def test_what_was_set_aside_is_told_again_by_each_edition(drawn, home):
    Organisation.objects.filter(pk=drawn["U2"].pk).update(opened="2010-31")
    quietly(home)
    StaffCount.objects.create(organisation=drawn["U1"], year=2020, profession="engineer",
                              employer="", headcount=12)
    made = quietly(home)
    (aside,) = [pq.read_table(path).to_pylist() for source, path in made.set_aside
                if source == "register"]
    assert [(row["table"], "is not a date" in row["reason"]) for row in aside] == [
        ("register_organisations", True)]


def test_a_count_of_staff_makes_no_fact_anew_but_that_of_staff(drawn, home):
    first = quietly(home)
    StaffCount.objects.create(organisation=drawn["U1"], year=2020, profession="engineer",
                              employer="", headcount=12)
    assert made_anew(first, quietly(home)) == {"register", "hierarchy", "fact_register_staff"}


def test_a_code_that_no_source_has_changes_who_is_who_for_nobody_else(drawn, home):
    first = quietly(home)
    add_code(by=None, organisation=drawn["U1"], scheme="rnsr", value="199812345A")
    second = quietly(home)
    assert {s.name for s in first.snapshots if s.origin["source"] in ("matching", CODES)} <= {
        s.name for s in second.snapshots}


def test_two_codes_of_one_organisation_join_what_sources_have_apart(drawn, home):
    quietly(home)
    add_code(by=None, organisation=drawn["Inserm"], scheme="ror", value="02vjkv261")
    add_code(by=None, organisation=drawn["Inserm"], scheme="rnsr", value="199812345A")
    quietly(home)
    asker = Asker(Store(home).edition())
    assert asker.whom("rnsr:199812345A").id == "ror:02vjkv261"
    asker.database.need("organisation_identities")
    assert asker.database.rows(
        "SELECT basis FROM organisation_identities WHERE record_id = 'rnsr:199812345A'") == [
        ("register",)]


def test_nothing_changed_makes_no_edition(drawn, home):
    first = quietly(home)
    save(by=None, organisation=drawn["U1"], values={"vision_en": "a draft"}, base=0)
    assert quietly(home).name == first.name


def test_what_does_not_fit_is_set_aside_and_stops_nothing(drawn, home):
    Organisation.objects.filter(pk=drawn["U2"].pk).update(opened="2010-31")
    made = quietly(home)
    (origin,) = [o for o in made.origins() if o["source"] == "register"]
    assert origin["tables"]["register_organisations"]["set_aside"] == 1
    assert asked(home, "register_units", f"register:{drawn['Inserm'].pk}", when="2012").value == 1


def test_an_old_edition_without_the_register_says_so(drawn, home):
    old = Store(home).current()
    quietly(home)
    asker = Asker(Store(home).edition(old))
    figure = asker.ask(asker.question("register_units", "ror:02vjkv261"))
    assert figure.value is None and "register has not been published" in figure.caveats[0].en


def test_the_mark_moves_with_each_action_and_with_one_that_comes_late(drawn):
    before = mark()
    close(by=None, organisation=drawn["Team A"], on="2020")
    after = mark()
    assert before != after == mark()
    last = AuditEntry.objects.latest("pk").pk
    marks = [(AuditEntry.objects.create(pk=pk, action="rename"), mark())[1]
             for pk in (last + 2, last + 1)]
    assert len({after, *marks}) == 3


@pytest.fixture
def at_home(monkeypatch, home):
    """The store of the test is the one that the register is published into."""
    monkeypatch.setattr(publishing, "home", lambda: home)
    monkeypatch.setattr(publishing, "migrated", lambda **more: True)
    return home


def test_waiting_is_over_when_an_edition_holds_the_change(drawn, at_home):
    assert publishing.waiting() == mark()
    publishing.publish_once(tell=lambda line: None)
    assert publishing.waiting() is None
    kept = Publication.objects.get()
    assert (kept.edition, kept.mark) == (Store(at_home).current(), mark())
    relate(by=None, organisation=drawn["U1"], kind="member_of", other=drawn["Neurosciences"])
    assert publishing.waiting() == mark()


def test_a_build_that_left_the_register_out_makes_it_wait_again(drawn, at_home):
    old = Store(at_home).edition()
    publishing.publish_once(tell=lambda line: None)
    with writing(Store(at_home)) as writer:
        writer.publish(old.landscape, old.snapshots)
    assert publishing.waiting() == mark()


def test_ten_edits_make_one_publication_and_edits_without_end_do_too():
    debounce = publishing.Debounce()
    seconds = [debounce.due(f"{n}-{n}", n * 0.5) for n in range(10)]
    assert not any(seconds)
    assert debounce.due("9-9", 4.5 + publishing.QUIET)
    assert not debounce.due(None, 30.0)
    due = [n for n in range(100) if debounce.due(f"b{n}", 40.0 + n)]
    assert due[0] == publishing.LONGEST


def test_an_error_is_kept_once_and_told(drawn, at_home, monkeypatch):
    def full(*given, **more):
        raise StoreError("The disk that holds it is full.")
    monkeypatch.setattr(publishing, "publish", full)
    for _ in range(2):
        with pytest.raises(StoreError):
            publishing.publish_once(tell=lambda line: None)
    assert [p.error for p in Publication.objects.all()] == ["The disk that holds it is full."]
    assert publishing.waiting() == mark()


def test_while_another_process_writes_it_waits_and_no_error_is_kept(drawn, at_home):
    with writing(Store(at_home)), pytest.raises(StoreBusy):
        publishing.publish_once(tell=lambda line: None)
    assert not Publication.objects.exists()


def test_whoever_edits_sees_whether_a_change_is_published(drawn, at_home, signed_in):
    curator, editor = signed_in(Role.CURATOR), signed_in(Role.EDITOR)
    address = f"/en/register/{drawn['U1'].pk}/"
    assert "waits to be published" in curator.get(address).content.decode()
    publishing.publish_once(tell=lambda line: None)
    told = curator.get(address).content.decode()
    assert "Published into the evidence" in told and Store(at_home).current() in told
    Publication.objects.create(mark="later", error="The disk that holds it is full.")
    assert "publishing failed" in curator.get(address).content.decode()
    assert "See why" in editor.get(address).content.decode()
    listed = editor.get("/fr/register/publications/").content.decode()
    assert "The disk that holds it is full." in listed
    assert curator.get("/en/register/publications/").status_code == 403
    assert "evidence" not in Client().get(address).content.decode().split("<main")[1]
