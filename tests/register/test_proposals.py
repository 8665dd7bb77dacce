"""A release held to the register: what differs is proposed, decided, and not asked again."""

import html
import re

import pytest

from belvedere.register.accounts.models import Account, AuditEntry, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused
from belvedere.register.organisations.actions import add_code, create, settle
from belvedere.register.organisations.models import Code, Organisation, Relation
from belvedere.register.organisations.queries import history
from belvedere.register.organisations.restructuring import relate
from belvedere.register.proposals.actions import accept, propose, refuse
from belvedere.register.proposals.described import Release
from belvedere.register.proposals.models import Proposal

INSERM, CNRS = "uai:0755364Y", "uai:0753639Y"


def record(number, name, **more):
    return {"record_id": f"rnsr:{number}", "scheme": "rnsr", "status": "active", "name": name,
            "kind": "Unité mixte", "country": "FR", "city": "Bordeaux", **more}


def released(day="2022-02", *, unit=None, drop=(), successors=True) -> Release:
    """Two units, of which one succeeds the other, with two supervisors; a team of the new one."""
    units = [record("202200001A", "Institut d’oncologie", start="2022", acronym="IO")
             | (unit or {}),
             record("200000002B", "Unité ancienne", start="2000", status="inactive", end="2022"),
             record("202200003C", "Équipe", start="2022")]
    relations = [
        ("202200001A", "supervised_by", INSERM, {"label": "U 1312"}),
        ("202200001A", "supervised_by", CNRS, {}),
        ("202200003C", "part_of", "rnsr:202200001A", {})]
    if successors:
        relations.append(("202200001A", "successor_of", "rnsr:200000002B",
                          {"succession": "merger", "start": "2022"}))
    return Release("rnsr", day, {
        "organisation_records": [*units, *(
            {"record_id": code, "scheme": "uai", "name": name, "acronym": short, "country": "FR"}
            for code, name, short in ((INSERM, "Institut national de la sante", "INSERM"),
                                      (CNRS, "Centre national", "CNRS")))],
        "organisation_names": [{"record_id": "rnsr:202200001A", "name": "U 1312",
                                "kind": "number"}],
        "organisation_relations": [
            {"organisation_id": f"rnsr:{number}", "relation": kind, "other_id": other, **more}
            for number, kind, other, more in relations if (number, kind, other) not in drop],
        "units": [{"record_id": "rnsr:202200001A", "level": "unit", "kind": "mixed_unit",
                   "domains": ["Biologie"], "erc_panels": ["LS4"], "postcode": "33076"},
                  {"record_id": "rnsr:202200003C", "level": "team", "kind": "internal_team"}],
    })


@pytest.fixture
def editor(books):
    account = Account.objects.create(email="e@example.org", name="Editor")
    Grant.objects.create(account=account, role=Role.EDITOR)
    return account


def open_ones(**more):
    return Proposal.objects.filter(state="open", **more)


def test_a_release_is_imported_whole_by_accepting(editor):
    inserm = create(by=None, kind="institute", name="Institut national de la santé",
                    opened="1964", codes=[("ror", "02vjkv261")])
    made = propose(by=editor, release=released())
    # Inserm is there by another number: that it is the same is proposed, not a second one
    assert made.new == 9
    assert sorted(open_ones().values_list("kind", flat=True)) == [
        "code", "new", "new", "new", "new", *["relation"] * 4]
    decided = accept(by=editor, proposals=open_ones(), why="First import")
    assert (decided.done, decided.left) == (9, [])
    new = Organisation.objects.get(name="Institut d’oncologie")
    assert (new.kind, new.acronym, new.opened, new.city) == ("unit", "IO", "2022", "Bordeaux")
    assert set(new.codes.values_list("scheme", "value")) == {
        ("rnsr", "202200001A"), ("label", "U 1312")}
    assert set(new.subjects.values_list("value", flat=True)) == {"Biologie", "LS4"}
    assert new.places.get().postcode == "33076"
    assert [(r.other.name, r.succession, r.start) for r in history(new)] == [
        ("Unité ancienne", "merger", "2022")]
    assert Organisation.objects.get(name="Unité ancienne").closed == "2022"
    assert set(new.relations.filter(kind="supervised_by").values_list("other", "label")) == {
        (inserm.pk, "U 1312"), (Organisation.objects.get(name="Centre national").pk, "")}
    # each has its entry, and that names the release
    entries = AuditEntry.objects.filter(actor_name="Editor")
    assert entries.count() == 9
    assert set(entries.values_list("why", flat=True)) == {"RNSR 2022-02: First import"}
    # again, nothing differs
    assert propose(by=editor, release=released()).new == 0
    assert accept(by=editor, proposals=Proposal.objects.all(), why="again").done == 0


@pytest.fixture
def imported(editor):
    propose(by=None, release=released())
    accept(by=None, proposals=open_ones())
    return Organisation.objects.get(name="Institut d’oncologie")


@pytest.mark.parametrize("change, kind, value, held", [
    ({"name": "Institut Bergonié"}, "name", {"name": "Institut Bergonié"},
     {"name": "Institut d’oncologie"}),
    ({"acronym": "BRIC"}, "acronym", {"acronym": "BRIC"}, {"acronym": "IO"}),
    ({"city": "Pessac"}, "place", {"city": "Pessac", "country": "FR", "postcode": "33076"},
     {"city": "Bordeaux", "country": "FR", "postcode": "33076"}),
    ({"start": "2021"}, "opened", {"opened": "2021"}, {"opened": "2022"}),
    ({"website": "io.fr"}, "website", {"website": "http://io.fr"}, {"website": ""}),
    ({"status": "inactive", "end": "2024"}, "closed", {"closed": "2024"}, {"closed": ""}),
])
def test_what_changed_is_proposed_and_accepted(imported, editor, change, kind, value, held):
    later = released("2024-05", unit=change)
    assert propose(by=editor, release=later).new == 1
    one = open_ones().get()
    assert (one.kind, one.value, one.held, one.organisation) == (kind, value, held, imported)
    entries = AuditEntry.objects.count()
    assert accept(by=editor, proposals=open_ones(), why="Seen").done == 1
    assert AuditEntry.objects.count() > entries
    assert AuditEntry.objects.order_by("pk").last().why == "RNSR 2024-05: Seen"
    assert propose(by=editor, release=later).new == 0
    imported.refresh_from_db()
    now = {"name": imported.name, "acronym": imported.acronym, "opened": imported.opened,
           "city": imported.city, "website": imported.website, "closed": imported.closed}
    assert now[{"place": "city"}.get(kind, kind)] == next(iter(value.values()))
    # the past stands
    if kind in ("name", "acronym"):
        assert set(imported.names.filter(end="2024-05").values_list("kind", flat=True)) == {
            "official" if kind == "name" else "acronym"}
    if kind == "place":
        assert imported.places.get(end="2024-05").city == "Bordeaux"


def test_a_supervisor_that_goes_and_one_that_comes(imported, editor):
    later = released("2024-05", drop=[("202200001A", "supervised_by", CNRS)])
    later.tables["organisation_relations"].append({
        "organisation_id": "rnsr:202200003C", "relation": "supervised_by", "other_id": INSERM})
    assert propose(by=editor, release=later).new == 2
    assert accept(by=editor, proposals=open_ones()).done == 2
    ended = Relation.objects.get(organisation=imported, other__name="Centre national")
    assert ended.end == "2024-05"
    assert Relation.objects.filter(kind="supervised_by", organisation__name="Équipe").exists()
    assert propose(by=editor, release=later).new == 0


def test_what_is_no_more_in_the_directory_is_proposed_as_closed(imported, editor):
    later = released("2024-05")
    for table, field in (("organisation_records", "record_id"), ("units", "record_id"),
                         ("organisation_relations", "organisation_id")):
        later.tables[table][:] = [row for row in later.tables[table]
                                  if row[field] != "rnsr:202200003C"]
    propose(by=editor, release=later)
    assert [(p.name, p.kind, p.value) for p in open_ones()] == [
        ("Équipe", "closed", {"closed": "2024-05"})]
    accept(by=editor, proposals=open_ones())
    assert Organisation.objects.get(name="Équipe").closed == "2024-05"
    assert Relation.objects.get(organisation__name="Équipe").end == "2024-05"


def test_a_refusal_is_remembered_until_the_source_says_something_else(imported, editor):
    propose(by=editor, release=released("2023-05", unit={"name": "Other name"}))
    with pytest.raises(Refused, match="why"):
        refuse(by=editor, proposals=open_ones(), why=" ")
    assert refuse(by=editor, proposals=open_ones(), why="A misprint").done == 1
    entry = AuditEntry.objects.order_by("pk").last()
    assert (entry.action, entry.why, entry.after["release"]) == (
        "refuse_proposal", "A misprint", "2023-05")
    told = propose(by=editor, release=released("2024-05", unit={"name": "Other name"}))
    assert (told.new, told.decided) == (0, 1) and not open_ones()
    told = propose(by=editor, release=released("2025-05", unit={"name": "Yet another"}))
    assert told.new == 1
    imported.refresh_from_db()
    assert imported.name == "Institut d’oncologie"
    # back to what the register says, the question lapses
    assert propose(by=editor, release=released("2026-05")).lapsed == 1 and not open_ones()
    assert propose(by=editor, release=released("2027", unit={"name": "Yet another"})).new == 1


def test_what_cannot_be_stays_open_and_says_why(editor):
    propose(by=editor, release=released())
    decided = accept(by=editor, proposals=open_ones(kind="relation"))
    assert decided.done == 0 and len(decided.left) == 4
    assert all("accept its own proposal first" in reason.en for _, reason in decided.left)
    assert accept(by=editor, proposals=open_ones(kind="new")).done == 5
    relate(by=None, organisation=Organisation.objects.get(name="Institut d’oncologie"),
           kind="part_of", other=Organisation.objects.get(name="Équipe"))
    decided = accept(by=editor, proposals=open_ones())
    assert decided.done == 3
    assert ["part of itself" in reason.en for _, reason in decided.left] == [True]


def test_two_of_one_name_are_two_by_their_numbers(editor):
    release = released()
    release.tables["organisation_records"].append(
        record("202299999Z", "Institut d’oncologie", start="2022"))
    propose(by=editor, release=release)
    assert accept(by=editor, proposals=open_ones()).left == []
    assert Organisation.objects.filter(name="Institut d’oncologie").count() == 2


def test_only_the_structures_of_one_and_all_that_they_name(editor):
    release = released()
    release.tables["organisation_records"].append(record("202299999Z", "Elsewhere"))
    propose(by=editor, release=release, of=INSERM)
    assert set(open_ones(kind="new").values_list("name", flat=True)) == {
        "Institut d’oncologie", "Unité ancienne", "Institut national de la sante",
        "Centre national"}


def ror(**more) -> Release:
    def one(code, name, **rest):
        return {"record_id": f"ror:{code}", "scheme": "ror", "name": name, "kind": "facility",
                "status": "active", "country": "FR", "city": "Paris", "latitude": 48.8,
                "longitude": 2.3, **rest}

    return Release("ror", "2026-06", {
        "organisation_records": [one("02vjkv261", "Inserm", start="1964", **more),
                                 one("01aaaaa11", "U1", start="2009"),
                                 one("01aaaaa22", "Unité nouvelle", start="2020"),
                                 one("01aaaaa33", "Far away", country="JP")],
        "organisation_names": [
            {"record_id": "ror:01aaaaa22", "name": "New unit", "kind": "label", "language": "en"},
            {"record_id": "ror:01aaaaa22", "name": "Unité nouvelle", "kind": "label",
             "language": "fr"}],
        "organisation_relations": [
            {"organisation_id": f"ror:{code}", "relation": "part_of", "other_id": "ror:02vjkv261"}
            for code in ("01aaaaa11", "01aaaaa22")],
    })


def test_ror_proposes_what_concerns_the_register_alone(drawn, editor):
    add_code(by=None, organisation=drawn["Inserm"], scheme="ror", value="02vjkv261")
    settle(by=None, organisation=drawn["Inserm"], city="Paris", country="FR")
    settle(by=None, organisation=drawn["U1"], city="Paris", country="FR")
    propose(by=editor, release=ror())
    assert sorted(open_ones().values_list("kind", "name")) == [
        ("code", "U1"), ("new", "Unité nouvelle"), ("relation", "U1"),
        ("relation", "Unité nouvelle")]
    assert accept(by=editor, proposals=open_ones()).left == []
    new = Organisation.objects.get(name="Unité nouvelle")
    assert set(new.names.values_list("text", "language")) == {
        ("Unité nouvelle", "fr"), ("New unit", "en")}
    assert new.places.get().latitude == 48.8
    assert Code.objects.get(value="01aaaaa11").organisation == drawn["U1"]
    propose(by=editor, release=ror(website="https://inserm.fr/"))
    assert [(p.kind, p.value) for p in open_ones()] == [
        ("website", {"website": "https://inserm.fr/"})]


def test_only_who_may_imports_decides(imported, editor, client, signed_in):
    propose(by=editor, release=released("2024-05", unit={"name": "X"}))
    other = Account.objects.create(email="o@example.org", name="Other")
    Grant.objects.create(account=other, role=Role.CONTRIBUTOR)
    for act in (lambda: propose(by=other, release=released()),
                lambda: accept(by=other, proposals=open_ones()),
                lambda: refuse(by=other, proposals=open_ones(), why="x")):
        with pytest.raises(NotAllowed):
            act()
    address = "/en/register/proposals/"
    assert client.get(address).status_code == 302
    assert signed_in(Role.CONTRIBUTOR).get(address).status_code == 403
    assert signed_in(Role.CONTRIBUTOR).post(f"{address}start/", {"source": "rnsr"}
                                            ).status_code == 403
    assert signed_in(Role.CURATOR).get(address).status_code == 200
    assert open_ones().count() == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_decides_one_or_many(editor, signed_in, language):
    propose(by=None, release=released(unit={"name": "<script>alert(1)</script>"}))
    curator, address = signed_in(Role.CURATOR), f"/{language}/register/proposals/"
    shown = curator.get(address).content.decode()
    assert "<script>alert" not in shown and "&lt;script&gt;alert" in shown
    assert len(re.findall(r'name="one"', shown)) == 9
    for query in ("?q=oncologie", "?kind=new&source=rnsr", "?state=refused", "?state=x&page=9"):
        assert curator.get(address + query).status_code == 200
    assert curator.post(address, {"decision": "accept"}).status_code == 400
    assert curator.post(address, {"decision": "x", "all": "1"}).status_code == 400
    one = open_ones(kind="new", name="Unité ancienne").get()
    sent = {"decision": "accept", "one": [one.pk, "x", "9" * 30], "why": "Right"}
    for _ in range(2):
        assert curator.post(address, sent).status_code == 302
    assert Organisation.objects.filter(name="Unité ancienne").count() == 1
    answer = curator.post(address, {"decision": "refuse", "all": "1", "kind": "relation",
                                    "state": "open"})
    assert answer.status_code == 400
    assert curator.post(address, {"decision": "refuse", "all": "1", "kind": "relation",
                                  "state": "open", "why": "No"}).status_code == 302
    assert Proposal.objects.filter(state="refused").count() == 4
    assert "No" in html.unescape(curator.get(f"{address}?state=refused").content.decode())
    assert curator.post(address, {"decision": "accept", "all": "1"}).status_code == 302
    assert Organisation.objects.count() == 5


def test_the_page_asks_the_database_the_same_number_of_times(editor, signed_in, asked):
    propose(by=None, release=released())
    curator = signed_in(Role.CURATOR)
    few = asked(curator, "/en/register/proposals/")
    release = released()
    release.tables["organisation_records"] += [
        record(f"20229{n:04d}A", f"More {n}") for n in range(30)]
    propose(by=None, release=release)
    assert asked(curator, "/en/register/proposals/") == few


def test_proposals_start_from_the_editions_records(editor, signed_in, site):
    curator = signed_in(Role.CURATOR)
    answer = curator.post("/en/register/proposals/start/", {"source": "rnsr"}, follow=True)
    assert answer.status_code == 200 and "new proposals" in answer.content.decode()
    assert open_ones(source="rnsr", kind="new").count() > 10
    assert accept(by=None, proposals=open_ones(source="rnsr")).done > 10
    assert curator.post("/en/register/proposals/start/", {"source": "hal"}).status_code == 400
    assert curator.get("/en/register/proposals/start/").status_code == 405


def test_a_supervisor_shows_what_it_supervises_on_a_day(imported, client):
    inserm = Organisation.objects.get(name="Institut national de la sante")
    shown = client.get(f"/en/register/{inserm.pk}/").content.decode()
    assert f"tree/?of={inserm.pk}&amp;by=supervised_by" in shown
    for day, there in (("2021-12-31", False), ("2022-01-01", True)):
        shown = html.unescape(client.get(
            f"/en/register/tree/?of={inserm.pk}&by=supervised_by&at={day}").content.decode())
        assert ("Institut d’oncologie" in shown) is there and ("Équipe" in shown) is there
