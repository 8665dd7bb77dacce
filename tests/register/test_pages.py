"""Pages of the register: read by anybody, changed by who may, nothing typed is lost."""

import html
import re

import pytest
from django.core.cache import caches

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.organisations import profiles, restructuring, views
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Code, Name, Organisation, Relation


def text(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everybody_reads(drawn, client, language):
    for address in ("", "?q=u1&kind=unit", "?at=2009-06&status=all", "?page=9999", "tree/",
                    "tree/?at=2009-06", f"tree/?of={drawn['Cancer'].pk}", f"{drawn['U1'].pk}/",
                    f"{drawn['U1'].pk}/?at=2008"):
        answer = client.get(f"/{language}/register/{address}")
        assert answer.status_code == 200, address
        assert answer["Cache-Control"] == "no-cache"


def test_the_list_is_as_at_a_day(drawn, client):
    assert "U2" in text(client.get("/en/register/?kind=unit&at=2010-01-01"))
    assert "U2" not in text(client.get("/en/register/?kind=unit&at=2009-12-31"))


@pytest.mark.parametrize("address", ["?at=2014-02-30", "tree/?at=soon", "tree/?of=x"])
def test_what_cannot_be_read_is_told(drawn, client, address):
    answer = client.get(f"/fr/register/{address}")
    assert answer.status_code == 400 and "Traceback" not in text(answer)


def test_a_unit_before_and_after_its_merger(drawn, client):
    made = restructuring.merge(by=None, sources=[drawn["U1"], drawn["U2"]], name="U3",
                               on="2014-01-01", because="Decision 12")
    before = text(client.get(f"/en/register/{drawn['U1'].pk}/?at=2013-12-31"))
    assert "Team A" in before and "On that day it was not there" not in before
    after = text(client.get(f"/en/register/{drawn['U1'].pk}/"))
    assert "It is closed since" in after and "Decision 12" in after
    assert f'Its successor: <a href="/en/register/{made.pk}/">U3</a>' in after
    assert "On that day it was not there" in text(
        client.get(f"/en/register/{drawn['U1'].pk}/?at=2001"))
    assert "Team A" in text(client.get(f"/en/register/{made.pk}/"))


def test_a_curator_creates_once_however_often_it_is_sent(drawn, signed_in):
    curator = signed_in(Role.CURATOR)
    page = curator.get("/en/register/new/")
    submission = re.search(r'name="submission" value="([^"]+)"', text(page))[1]
    sent = {"kind": "unit", "name": "U9", "part_of": "Cancer", "opened": "2020",
            "submission": submission, "id": "1", "version": "7"}
    first, second = (curator.post("/en/register/new/", sent) for _ in range(2))
    assert first.status_code == 302 and first.url == second.url
    made = Organisation.objects.get(name="U9")
    assert made.version == 2 and made.pk != 1  # fields that the form lacks do nothing
    assert Relation.objects.get(organisation=made).other == drawn["Cancer"]


def test_what_was_typed_stays_when_it_is_refused(drawn, signed_in):
    curator = signed_in(Role.CURATOR)
    answer = curator.post("/fr/register/new/", {
        "kind": "team", "name": "Équipe <b>B</b>", "opened": "2014-13", "part_of": "nowhere"})
    assert answer.status_code == 400
    assert "&lt;b&gt;" in answer.content.decode() and "<b>B" not in answer.content.decode()
    assert "Aucun ne porte ce nom" in text(answer)
    answer = curator.post("/fr/register/new/", {"kind": "team", "name": "B", "opened": "2014-13"})
    assert "n’est pas une date" in text(answer) and 'value="2014-13"' in text(answer)


def test_each_action_by_its_form(drawn, signed_in):
    curator, pk = signed_in(Role.CURATOR), drawn["U1"].pk

    def do(deed, one=pk, **sent):
        answer = curator.post(f"/en/register/{one}/{deed}/", {
            "version": Organisation.objects.get(pk=one).version, **sent})
        assert answer.status_code == 302, text(answer)

    do("rename", name="Institute One", on="2013", why="Decision 1")
    do("correct", kind="unit", opened="2009-02-01", why="Misread")
    do("code", scheme="label", value="U 1138")
    do("settle", city="Paris", country="fr", latitude="48.8", longitude="2.3")
    do("settle", city="Lyon", country="FR", on="2015")
    do("relate", relation="member_of", other=f"Neurosciences #{drawn['Neurosciences'].pk}")
    do("move", to="Neurosciences", on="2016")
    do("split", names="One\nTwo", on="2017-01-01")
    do("merge", one=drawn["U2"].pk, other="One", name="Three", on="2018")
    do("close", one=drawn["Neurosciences"].pk, on="2019")
    moved = Organisation.objects.get(pk=pk)
    assert (moved.name, moved.city, moved.closed, moved.opened) == (
        "Institute One", "Lyon", "2017-01-01", "2009-02-01")
    assert AuditEntry.objects.filter(actor_name="Curator").exclude(
        action__in=("create", "relate")).count() == 9


def test_two_who_edit_the_same_are_told(drawn, signed_in):
    curator, pk = signed_in(Role.CURATOR), drawn["U1"].pk
    version = Organisation.objects.get(pk=pk).version
    sent = {"version": version, "name": "First", "on": "2014"}
    assert curator.post(f"/en/register/{pk}/rename/", sent).status_code == 302
    answer = curator.post(f"/en/register/{pk}/rename/", {**sent, "name": "Second"})
    assert answer.status_code == 400 and "somebody else" in text(answer)
    assert 'value="Second"' in text(answer)
    assert Organisation.objects.get(pk=pk).name == "First"
    # an action without the version that was read is refused as well
    answer = curator.post(f"/en/register/{pk}/rename/", {"name": "X", "on": "2015"})
    assert answer.status_code == 400


def test_a_profile_from_draft_to_reader(drawn, client, signed_in):
    unit = drawn["U1"]
    writer = signed_in(Role.CONTRIBUTOR, drawn["Cancer"])
    editor = signed_in(Role.EDITOR)
    address = f"/en/register/{unit.pk}"
    hostile = "**We** [here](javascript:alert(1)) <script>alert(2)</script> ![x](http://e.org/i)"
    answer = writer.post(f"{address}/edit/", {"base": 0, "vision_en": hostile, "preview": "1"})
    shown = answer.content.decode()
    assert "<strong>We</strong>" in shown and "<script>alert" not in shown
    assert 'href="javascript' not in shown and "<img" not in shown
    assert not unit.profiles.exists()
    assert writer.post(f"{address}/edit/", {"base": 0, "vision_en": "To **cure**",
                                            "employees": "40", "status_en": "Public  unit",
                                            "save": "1"}).status_code == 302
    assert "cure" not in text(client.get(f"{address}/"))
    # a contributor cannot publish, even where the button is made up
    assert writer.post(f"{address}/edit/", {"base": 1, "vision_en": "x",
                                            "publish": "1"}).status_code == 400
    assert editor.post(f"{address}/edit/", {"base": 1, "vision_en": "To **cure**",
                                            "publish": "1"}).status_code == 302
    assert "<strong>cure</strong>" in text(client.get(f"{address}/"))
    answer = writer.post(f"{address}/edit/", {"base": 1, "vision_en": "Mine", "save": "1"})
    assert answer.status_code == 409 and "Mine" in text(answer) and "<del>" in text(answer)
    assert 'name="base" value="2"' in text(answer)
    assert writer.post(f"{address}/versions/1/", {"base": 2}).status_code == 302
    assert unit.profiles.get(number=3).restores == 1
    assert "restores 1" in text(writer.get(f"{address}/versions/"))
    assert "To **cure**" in text(writer.get(f"{address}/versions/1/"))


def test_a_list_is_narrowed_to_a_region(drawn, client):
    """By postal codes on the day: Corsica's begin with 20, La Réunion's CEDEX with 977."""
    for name, code, start, end in (("U1", "75013", "2009", "2014"), ("U1", "20250", "2014", ""),
                                   ("U2", "97744", "2010", ""), ("Cancer", "92120", "2008", "")):
        drawn[name].places.create(postcode=code, start=start, end=end)
    for asked, found in (("Corse", {"U1"}), ("La+R%C3%A9union", {"U2"}), ("Bretagne", set()),
                         ("Corse&at=2013", set()), ("Atlantis", set()),
                         ("%C3%8Ele-de-France&at=2013", {"U1", "Cancer"})):
        shown = client.get(f"/en/register/?region={asked}").content.decode()
        rows = re.findall(r'<th scope="row"><a [^>]*>([^<]+)', shown)
        assert set(rows) == found, asked


def test_suggestions_name_one(drawn, client):
    assert client.get("/en/register/suggest/?q=neuro").json() == {
        "found": [f"Neurosciences #{drawn['Neurosciences'].pk}"]}
    assert client.get("/en/register/suggest/").json() == {"found": []}


def test_html_in_every_text_is_shown_as_text(drawn, client):
    script = "<script>alert(1)</script>"
    one = drawn["U1"]
    restructuring.relate(by=None, organisation=one, kind="member_of", other=drawn["U2"],
                         label=script, because=script)
    one.names.create(text=script, kind="alias")
    one.codes.create(scheme="label", value=script)
    one.places.create(city=script, address=script)
    one.subjects.create(scheme="theme", value=script)
    one.staff.create(year=2014, profession=script, employer=script, headcount=1)
    Organisation.objects.filter(pk=one.pk).update(name=script, acronym=script, city=script)
    profiles.save(by=None, organisation=one, base=0, publish=True, values={
        name: script for name in ("vision_en", "contribution_en", "areas_en")})
    for address in ("", f"{one.pk}/", "tree/", f"tree/?of={one.pk}"):
        shown = client.get(f"/en/register/{address}").content.decode()
        assert "<script>alert" not in shown, address


def test_pages_ask_the_database_the_same_number_of_times(drawn, client, asked):
    """However many organisations there are."""
    addresses = ("", "tree/", f"{drawn['Cancer'].pk}/", f"{drawn['U1'].pk}/", "suggest/?q=u")
    few = {address: asked(client, f"/en/register/{address}") for address in addresses}
    made = Organisation.objects.bulk_create(
        Organisation(kind="unit", name=f"More {n}", sorted_name=f"more {n}", searched=f"u {n}",
                     opened="2011") for n in range(1_000))
    for model, more in ((Relation, {"kind": "part_of", "other": drawn["Cancer"]}),
                        (Name, {"kind": "official", "text": "More"}),
                        (Code, {"scheme": "label", "value": "U 1"})):
        model.objects.bulk_create(model(organisation=one, **more) for one in made)
    # with too many parts for one page, the hierarchy does not ask for what is below them
    assert {a: asked(client, f"/en/register/{a}") for a in addresses} == few | {"tree/": 6}
    assert few == {"": 6, "tree/": 8, f"{drawn['Cancer'].pk}/": 13, f"{drawn['U1'].pk}/": 13,
                   "suggest/?q=u": 1}


def test_a_list_longer_than_what_is_remembered_is_the_same(drawn, client, monkeypatch):
    whole = client.get("/en/register/").content
    caches["books"].clear()
    monkeypatch.setattr(views, "AT_ONCE", 3)
    assert client.get("/en/register/").content == whole and b"6 organisations" in whole


def test_what_pages_remember_is_of_the_newest_books(drawn, client):
    """Counts, choices and the hierarchy change with what is done, and with the day."""
    def shown(address):
        return client.get(f"/en/register/{address}").content.decode()

    for _ in range(2):
        assert "6 organisations" in shown("") and "Genetics" not in shown("tree/")
    new = create(by=None, kind="thematic_institute", name="Genetics", opened="2012")
    restructuring.relate(by=None, organisation=new, kind="part_of", other=drawn["Inserm"],
                         start="2012")
    restructuring.relate(by=None, organisation=drawn["U2"], kind="part_of", other=new,
                         start="2012")
    for _ in range(2):
        assert "7 organisations" in shown("") and f'<option value="{new.pk}">' in shown("")
        assert "Genetics" in shown("tree/") and "Genetics" not in shown("tree/?at=2011")


def test_figures_in_prose_are_asked_of_records(drawn, client, site, demo_asker):
    """A reference becomes the figure, which opens; what cannot be answered says why."""
    one = drawn["Inserm"]
    profiles.save(by=None, organisation=one, base=0, publish=True, values={"vision_en": (
        "We join [[figure:eu_projects?of=demo]] projects, of 2014 "
        "[[figure:eu_projects?of=demo&when=2014]]. [[figure:eu_projectz?of=demo]] "
        "[[figure:units]] [[stated:nothing:1]] [[figure:units?of=<script>]]")})
    shown = client.get(f"/en/register/{one.pk}/").content.decode()
    for when in (None, "2014"):
        figure = demo_asker.ask(demo_asker.question("eu_projects", "demo", when=when))
        assert re.search(rf'href="/en/figures/eu_projects/[^"]*" title="[^"]*">{figure.value}</a>',
                         shown)
    assert "There is no indicator" in shown and "no record of this organisation" in shown
    assert "There is no claim" in shown and "<script>" not in shown.split("Our vision")[1].split(
        "</section>")[0]


def test_a_stated_figure_stands_beside_the_computed_one(drawn, client, site, demo_asker):
    demo_asker.database.need("claims")
    claims = demo_asker.database.records(
        "SELECT claim_id FROM claims WHERE indicator IS NOT NULL OR value IS NOT NULL")
    one = drawn["Inserm"]
    profiles.save(by=None, organisation=one, base=0, publish=True, values={
        "vision_fr": " ".join(f"[[stated:{claim['claim_id']}]]" for claim in claims)})
    shown = text(client.get(f"/fr/register/{one.pk}/"))
    assert claims and shown.count("énoncé") == len(claims)
