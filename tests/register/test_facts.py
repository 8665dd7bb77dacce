"""Facts of an organisation on their page: added, corrected, taken back; nothing odd passes."""

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.organisations import facts, restructuring
from belvedere.register.organisations.actions import create, settle
from belvedere.register.organisations.maps import HEIGHT, WIDTH
from belvedere.register.organisations.maps import drawn as map_of
from belvedere.register.organisations.models import Name, Organisation, Relation, StaffCount

SCRIPT = "<script>alert(1)</script>"
ODD = ("‮مستشفى‬ 🧬 مرحبا", "e\u0301\u0327 ñ ﬃ", "日本医学研究所", "\u200b.", SCRIPT,
       "' OR 1=1 --", "[[figure:units?of=<b>]]", "{{ 7|add:7 }}")


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def add(one, fact, **values):
    return facts.add(by=None, organisation=one, fact=fact, values=values)


def test_an_acronym_holds_until_the_next(drawn, client):
    unit = drawn["U1"]
    add(unit, "name", text="UUN", kind="acronym", start="2010")
    add(unit, "name", text="IUN", kind="acronym", start="2015")
    assert list(unit.names.filter(kind="acronym").order_by("start").values_list(
        "text", "start", "end")) == [("UUN", "2010", "2015"), ("IUN", "2015", "")]
    unit.refresh_from_db()
    assert unit.acronym == "IUN" and "uun" in unit.searched
    assert "<small>UUN</small>" in text(client.get(f"/en/register/{unit.pk}/?at=2012"))
    assert "<small>IUN</small>" in text(client.get(f"/en/register/{unit.pk}/"))


def test_staff_themes_and_names_are_shown(drawn, client):
    unit = drawn["U1"]
    add(unit, "staff", year=2020, profession="Researcher", employer="Inserm", headcount=12)
    add(unit, "staff", year=2020, profession="Researcher", employer="CNRS", headcount=3)
    add(unit, "subject", scheme="theme", value="Cancer research")
    add(unit, "name", text="Unit One", language="en", kind="alias", start="2011", end="2013")
    shown = text(client.get(f"/fr/register/{unit.pk}/"))
    for told in ("Researcher", "CNRS", "Cancer research", 'lang="en"', "jusqu’à"):
        assert told in shown
    assert "U1" in text(client.get("/en/register/?theme=Cancer+research"))
    assert "U2" not in text(client.get("/en/register/?theme=Cancer+research"))


def test_a_theme_holds_from_a_date_to_a_date(drawn, client):
    unit = drawn["U1"]
    add(unit, "subject", scheme="theme", value="Cancer", start="2009", end="2014-06")
    add(unit, "subject", scheme="theme", value="Ageing", start="2014-06")
    add(unit, "subject", scheme="theme", value="cancer", start="2020")  # it came back to it
    with pytest.raises(Refused, match="overlap"):
        add(unit, "subject", scheme="theme", value="CANCER", start="2013")
    with pytest.raises(Refused, match="before it begins"):
        add(unit, "subject", scheme="domain", value="Biology", start="2013", end="2012")
    page = f"/en/register/{unit.pk}/"
    for day, about, elsewhere in (("2014-05-31", ["Cancer"], ["Ageing", "cancer"]),
                                  ("2015", ["Ageing"], ["Cancer", "cancer"])):
        shown = text(client.get(f"{page}?at={day}"))
        here, _, there = shown.partition("Its themes at other times")
        assert all(f"<dd>{one}" in here for one in about)
        assert all(f"<li>{one}" in there for one in elsewhere)
    found = "/en/register/?theme=Cancer&at="
    assert f"/register/{unit.pk}/" in text(client.get(f"{found}2010"))
    assert f"/register/{unit.pk}/" not in text(client.get(f"{found}2015"))
    assert f"/register/{unit.pk}/" not in text(client.get("/en/register/?theme=Cancer"))
    assert client.get(f"/api/register/organisations/{unit.pk}").json()["subjects"][0] == {
        "scheme": "theme", "value": "Ageing", "start": "2014-06", "end": None}


def test_a_correction_and_what_is_taken_back_stay_in_the_audit(drawn):
    unit = drawn["U1"]
    relation = Relation.objects.get(organisation=unit)
    facts.correct(by=None, organisation=unit, fact="relation", row=relation.pk,
                  values={"start": "2009-03", "because": "Decision 4"}, why="Misread")
    entry = AuditEntry.objects.order_by("pk").last()
    assert (entry.action, entry.before["start"], entry.after["start"], entry.why) == (
        "correct_relation", "2009-01-01", "2009-03", "Misread")
    facts.take_back(by=None, organisation=unit, fact="relation", row=relation.pk, why="Never so")
    entry = AuditEntry.objects.order_by("pk").last()
    assert entry.action == "take_back_relation" and entry.before["other"] == "Cancer"
    assert entry.before["because"] == "Decision 4" and not unit.relations.exists()
    with pytest.raises(Refused, match="not there any more"):
        facts.take_back(by=None, organisation=unit, fact="relation", row=relation.pk, why="Again")


@pytest.mark.parametrize("fact, values, field", [
    ("name", {"text": "", "kind": "alias"}, "text"),
    ("name", {"text": "x" * 501, "kind": "alias"}, "text"),
    ("name", {"text": "x" * 101, "kind": "acronym"}, "text"),
    ("name", {"text": "x", "kind": "nickname"}, "kind"),
    ("name", {"text": "x", "kind": "alias", "language": "eo"}, "language"),
    ("name", {"text": "x", "kind": "alias", "start": "2014", "end": "2013"}, "end"),
    ("name", {"text": "x", "kind": "official", "start": "2010"}, "start"),
    ("code", {"scheme": "rnsr", "value": "1"}, "value"),
    ("code", {"scheme": "orcid", "value": "1"}, "value"),
    ("code", {"scheme": "label", "value": "x" * 51}, "value"),
    ("subject", {"scheme": "theme", "value": " "}, "value"),
    ("subject", {"scheme": "mood", "value": "x"}, "scheme"),
    ("staff", {"year": 1850, "profession": "x", "headcount": 1}, "year"),
    ("staff", {"year": 2200, "profession": "x", "headcount": 1}, "year"),
    ("staff", {"year": 2020, "profession": " ", "headcount": 1}, "profession"),
])
def test_what_cannot_be_is_refused(drawn, fact, values, field):
    count, version = AuditEntry.objects.count(), drawn["U1"].version
    with pytest.raises(Refused) as refused:
        add(drawn["U1"], fact, **values)
    assert refused.value.field == field and refused.value.words.fr
    drawn["U1"].refresh_from_db()
    assert (AuditEntry.objects.count(), drawn["U1"].version) == (count, version + 1)


def test_a_supervisor_has_one_role_at_a_time(drawn):
    """Overlapping is the same supervisor for some of the same days, whatever its part."""
    def supervised(kind, start, end=""):
        return restructuring.relate(by=None, organisation=drawn["U1"], kind=kind,
                                    other=drawn["Inserm"], start=start, end=end)

    supervised("supervised_by", "2010", "2015")
    for kind, start, end in (("supervised_by", "2014", ""), ("supervised_by", "2009", "2011"),
                             ("participated_by", "2012", "2013")):
        with pytest.raises(Refused, match="overlap") as refused:
            supervised(kind, start, end)
        assert refused.value.field == "start"
    supervised("participated_by", "2015")
    # another supervisor at the same time is as it should be
    restructuring.relate(by=None, organisation=drawn["U1"], kind="supervised_by",
                         other=drawn["Neurosciences"], start="2010")


def test_a_supervisor_that_closed_is_told(drawn, client):
    made = create(by=None, kind="partner", name="Université 5", opened="1970", closed="2019")
    restructuring.relate(by=None, organisation=drawn["U1"], kind="supervised_by", other=made,
                         start="2010")
    address = f"/en/register/{drawn['U1'].pk}/"
    assert "closed since" in text(client.get(address))
    assert "closed since" not in text(client.get(address + "?at=2015"))


def test_a_correction_closes_no_circle(drawn):
    held = restructuring.relate(by=None, organisation=drawn["U1"], kind="part_of",
                                other=drawn["U2"], start="2012", end="2013")
    restructuring.relate(by=None, organisation=drawn["U2"], kind="part_of", other=drawn["U1"],
                         start="2014", end="2015")
    with pytest.raises(Refused, match="itself"):
        facts.correct(by=None, organisation=drawn["U1"], fact="relation", row=held.pk,
                      values={"end": ""}, why="Goes on")


def test_the_only_name_cannot_be_taken_back(drawn):
    with pytest.raises(Refused, match="without a name"):
        facts.take_back(by=None, organisation=drawn["U1"], fact="name",
                        row=drawn["U1"].names.get().pk, why="Wrong")


def test_a_place_put_right_keeps_its_date(drawn):
    unit = drawn["U1"]
    settle(by=None, organisation=unit, city="Paris", country="FR", on="2010")
    settle(by=None, organisation=unit, city="Lyon", country="FR", on="2015")
    settle(by=None, organisation=unit, city="Lyon", country="FR", postcode="69003",
           latitude=45.76, longitude=4.84)
    assert list(unit.places.order_by("start").values_list("city", "postcode", "start", "end")) == [
        ("Paris", "", "2010", "2015"), ("Lyon", "69003", "2015", "")]
    for wrong in ({"country": "ZZ"}, {"country": "FR", "latitude": 4.0}):
        with pytest.raises(Refused):
            settle(by=None, organisation=unit, city="Lyon", on="2020", **wrong)


def test_the_map_shows_the_point_in_its_country(drawn, client):
    settle(by=None, organisation=drawn["U1"], city="Lyon", country="FR", latitude=45.76,
           longitude=4.84)
    shown = text(client.get(f"/en/register/{drawn['U1'].pk}/"))
    assert 'role="img" aria-label="Map: Lyon, France"' in shown and "45.7600" in shown
    for latitude, longitude, country in ((48.85, 2.35, "France"), (-20.9, 55.5, "France"),
                                         (52.5, 13.4, "Germany"), (0, -30, "")):
        made = map_of(latitude, longitude)
        assert made.country == country
        assert 0 <= made.x <= WIDTH and 0 <= made.y <= HEIGHT
    paris, lille, brest = (map_of(*at) for at in ((48.85, 2.35), (50.6, 3.1), (48.4, -4.5)))
    assert lille.y < paris.y and brest.x < paris.x


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(max_examples=60)
def test_every_point_has_its_map(latitude, longitude):
    made = map_of(latitude, longitude)
    assert 0 <= made.x <= WIDTH and 0 <= made.y <= HEIGHT


def test_as_at_stays_while_one_reads(drawn, client):
    shown = text(client.get(f"/en/register/{drawn['U1'].pk}/?at=2012-01-01"))
    assert "The register as at" in shown and "Back to today" in shown
    for link in (f'/en/register/{drawn["Cancer"].pk}/?at=2012-01-01',
                 f'/en/register/{drawn["Team A"].pk}/?at=2012-01-01',
                 "/en/register/?at=2012-01-01", "/en/register/tree/?at=2012-01-01"):
        assert f'href="{link}"' in shown, link
    assert "Back to today" not in text(client.get(f"/en/register/{drawn['U1'].pk}/"))
    for address in ("", "tree/"):
        shown = text(client.get(f"/en/register/{address}?at=2012-01-01"))
        assert f'href="/en/register/{drawn["U1"].pk}/?at=2012-01-01"' in shown


def test_the_list_is_narrowed(drawn, client):
    def names(query):
        shown = text(client.get(f"/en/register/?{query}"))
        return {name for name in drawn if f">{name}</a>" in shown}

    assert names(f"within={drawn['Cancer'].pk}") == {"U1", "U2", "Team A"}
    assert names(f"within={drawn['Inserm'].pk}&kind=unit&at=2009-06") == {"U1"}
    restructuring.close(by=None, organisation=drawn["U2"], on="2015")
    assert names("status=closed") == {"U2"} and "U2" not in names("status=open")
    assert "U2" in names("status=all") and "U2" in names("at=2014") and "U2" not in names("")
    assert client.get("/en/register/?within=x").status_code == 400


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "9223372036854775807",
                                    "-1", "1e3", "٣", "1%00"])
@pytest.mark.parametrize("address", ["{}/", "{}/edit/", "{}/name/1/correct/", "1/staff/{}/correct/",
                                     "people/{}/", "tree/?of={}", "?page={}"])
def test_odd_numbers_in_addresses_are_no_page(drawn, signed_in, number, address):
    answer = signed_in(Role.EDITOR).get("/en/register/" + address.format(number))
    assert answer.status_code in ({200, 400} if address.startswith("?page") else {400, 404})
    assert "Traceback" not in text(answer)


@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_are_kept_and_shown_as_they_are(drawn, client, signed_in, odd):
    unit, curator = drawn["U1"], signed_in(Role.CURATOR)

    def do(deed, **sent):
        unit.refresh_from_db()
        answer = curator.post(f"/en/register/{unit.pk}/{deed}/", {"version": unit.version, **sent})
        assert answer.status_code == 302, (deed, text(answer))

    do("name", text=odd, kind="alias", why=odd)
    do("subject", scheme="theme", value=odd)
    do("staff", year="2020", profession=odd, employer=odd, headcount="1")
    do("settle", address=odd, city=odd, country="FR")
    do("relate", relation="member_of", other=str(drawn["U2"].pk and f"U2 #{drawn['U2'].pk}"),
       label=odd, because=odd)
    do("rename", name=odd, on="2020")
    assert unit.names.filter(text=odd).count() == 2
    raw = client.get(f"/en/register/{unit.pk}/").content.decode()
    assert SCRIPT not in raw and odd in html.unescape(raw)
    assert client.get("/en/register/", {"q": odd}).status_code == 200


def test_each_fact_by_its_forms(drawn, signed_in):
    unit, curator = drawn["U1"], signed_in(Role.CURATOR)
    add(unit, "staff", year=2020, profession="Researcher", employer="Inserm", headcount=12)
    add(unit, "subject", scheme="theme", value="Cancer")
    add(unit, "code", scheme="label", value="U 1138")
    settle(by=None, organisation=unit, city="Paris", country="FR")
    sent = {
        "name": {"text": "Unit 1", "kind": "official", "start": "2009"},
        "code": {"value": "U 1139", "start": "2010", "end": "2014"},
        "place": {"city": "Lyon", "country": "FR", "start": "2010"},
        "relation": {"start": "2010", "because": "Decision 3"},
        "subject": {"scheme": "domain", "value": "Oncology"},
        "staff": {"year": "2021", "profession": "Engineer", "headcount": "3"},
    }
    for fact, values in sent.items():
        row = facts.FACTS[fact].model.objects.filter(organisation=unit).first()
        address = f"/en/register/{unit.pk}/{fact}/{row.pk}"
        for deed, given_values in (("correct", values), ("take-back", {})):
            if (fact, deed) == ("name", "take-back"):
                continue
            unit.refresh_from_db()
            assert curator.get(f"{address}/{deed}/").status_code == 200
            version = {"version": unit.version}
            refused = curator.post(f"{address}/{deed}/", {**version, **given_values, "why": ""})
            assert refused.status_code == 400, (fact, deed)
            done = curator.post(f"{address}/{deed}/", {**version, **given_values, "why": "Wrong"})
            assert done.status_code == 302, (fact, deed, text(done))
            again = curator.post(f"{address}/{deed}/", {**version, **given_values, "why": "Wrong"})
            assert again.status_code in (400, 404)
            if deed == "correct":
                row.refresh_from_db()
                assert all(str(getattr(row, name)) == value for name, value in values.items())
    assert not StaffCount.objects.exists() and Name.objects.filter(text="Unit 1").exists()


def test_two_who_change_a_fact_are_told(drawn):
    add(drawn["U1"], "subject", scheme="theme", value="Cancer")
    row = drawn["U1"].subjects.get()
    version = Organisation.objects.get(pk=drawn["U1"].pk).version
    facts.correct(by=None, organisation=drawn["U1"], fact="subject", row=row.pk, expected=version,
                  values={"value": "Oncology"}, why="x")
    with pytest.raises(Stale):
        facts.correct(by=None, organisation=drawn["U1"], fact="subject", row=row.pk,
                      expected=version, values={"value": "Other"}, why="x")


@given(data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sent_again_is_done_once(drawn, signed_in, data):
    curator, unit = signed_in(Role.CURATOR), drawn["U1"]
    key = str(data.draw(st.uuids(version=4)))
    unit.refresh_from_db()
    sent = {"version": unit.version, "submission": key, "text": f"Name {key}", "kind": "alias"}
    for _ in range(data.draw(st.integers(2, 3))):
        assert curator.post(f"/en/register/{unit.pk}/name/", sent).status_code == 302
    assert unit.names.filter(text=f"Name {key}").count() == 1
    assert AuditEntry.objects.filter(submission=key).count() == 1
