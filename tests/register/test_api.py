"""The register's API: what it answers is what it describes; published only; never a person."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belvedere.register.accounts.models import Account
from belvedere.register.organisations.actions import add_code, rename
from belvedere.register.organisations.api_description import DESCRIPTION, SCHEMAS
from belvedere.register.organisations.models import ProfileVersion, StaffCount
from belvedere.register.organisations.restructuring import close, merge

API = "/api/register"
_TYPES = {"string": str, "integer": int, "number": (int, float), "array": list, "object": dict,
          "null": type(None)}


def fits(value, schema, at="answer"):
    """Fail where a value is not what its schema says."""
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, _TYPES[kind]) for kind in kinds), (at, value, kinds)
    if "enum" in schema:
        assert value in schema["enum"], at
    if isinstance(value, dict):
        assert set(schema["required"]) <= set(value) <= set(schema["properties"]), at
        for name, one in value.items():
            fits(one, schema["properties"][name], f"{at}.{name}")
    if isinstance(value, list):
        for place, one in enumerate(value):
            fits(one, schema["items"], f"{at}[{place}]")


def get(path, status=200, **asked):
    response = Client().get(f"{API}/{path}", asked)
    assert response.status_code == status, response.content
    return response.json()


@pytest.fixture
def told(drawn):
    add_code(by=None, organisation=drawn["Inserm"], scheme="ror", value="02vjkv261")
    author = Account.objects.create(email="secret@example.org", name="Alice Secret")
    for number, text, published in ((1, "Seen.", True), (2, "A draft.", False)):
        ProfileVersion.objects.create(
            organisation=drawn["Inserm"], number=number, author=author, is_published=published,
            vision_en=text, budget="967360000.00", budget_year="2014")
    StaffCount.objects.create(organisation=drawn["U1"], year=2020, profession="engineer",
                              employer="", headcount=12)
    return drawn


def test_every_address_of_the_description_answers_as_it_says(told):
    pk = told["Inserm"].pk
    merge(by=None, sources=[told["U1"], told["U2"]], name="U3", on="2014-01-01")
    for path, described in DESCRIPTION["paths"].items():
        answer = described["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for name in (f"register:{pk}", "ror:02vjkv261", f"register:{told['U1'].pk}"):
            found = Client().get(path.replace("{name}", name))
            assert found.status_code == 200, path
            fits(found.json(), answer, path)
    assert get("openapi.json")["paths"].keys() == DESCRIPTION["paths"].keys()


def test_organisations_are_listed_filtered_and_paged_as_at_a_date(told):
    assert get("organisations")["count"] == 6
    assert get("organisations", at="2009-06-01")["count"] == 5
    assert [o["name"] for o in get("organisations", kind="unit")["organisations"]] == ["U1", "U2"]
    assert [o["name"] for o in get("organisations", q="team")["organisations"]] == ["Team A"]
    assert get("organisations", within="ror:02vjkv261")["count"] == 5
    page = get("organisations", size="4", page="2")
    assert (page["pages"], len(page["organisations"])) == (2, 2)


def test_an_organisation_has_its_names_of_the_day_and_its_published_page_only(told):
    rename(by=None, organisation=told["U1"], name="Unit one", on="2015-01-01")
    pk = told["U1"].pk
    assert get(f"organisations/register:{pk}", at="2014")["name"] == "U1"
    assert get(f"organisations/{pk}", at="2015")["name"] == "Unit one"
    profile = get("organisations/ror:02vjkv261")["profile"]
    assert (profile["vision_en"], profile["budget"]) == ("Seen.", 967360000.0)


def test_no_person_and_no_draft_leaves_by_it(told):
    for path in ("organisations", "organisations/ror:02vjkv261",
                 "organisations/ror:02vjkv261/relations", "tree"):
        content = Client().get(f"{API}/{path}").content
        assert b"Alice" not in content and b"secret@" not in content and b"draft" not in content


def test_the_tree_is_that_of_the_day(told):
    close(by=None, organisation=told["U2"], on="2012-01-01")
    then = get("tree", at="2011-01-01", of="ror:02vjkv261", levels="2")["tree"][0]
    cancer = next(part for part in then["parts"] if part["name"] == "Cancer")
    assert [(p["name"], p["parts_not_shown"]) for p in cancer["parts"]] == [("U1", 1), ("U2", 0)]
    now = get("tree", levels="2")["tree"][0]
    cancer = next(part for part in now["parts"] if part["name"] == "Cancer")
    assert [p["name"] for p in cancer["parts"]] == ["U1"]


def test_relations_of_all_times_are_told_from_both_sides(told):
    made = merge(by=None, sources=[told["U1"], told["U2"]], name="U3", on="2014-01-01",
                 because="decision 12")
    mine = get(f"organisations/{made.pk}/relations")["relations"]
    assert {(r["relation"], r["succession"], r["because"]) for r in mine} >= {
        ("successor_of", "merger", "decision 12")}
    theirs = get(f"organisations/{told['U1'].pk}/relations")
    assert [r["other_name"] for r in theirs["of_others"] if r["relation"] == "successor_of"] == [
        "U3"]
    assert [r["end"] for r in theirs["relations"]] == ["2014-01-01"]


def test_what_did_not_change_is_not_sent_again(told):
    client = Client()
    first = client.get(f"{API}/organisations")
    again = client.get(f"{API}/organisations", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    rename(by=None, organisation=told["U1"], name="Unit one", on="2015-01-01")
    changed = client.get(f"{API}/organisations", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize(("path", "asked", "status"), [
    ("organisations", {"kind": "castle"}, 400), ("organisations", {"at": "2014-13"}, 400),
    ("organisations", {"page": "0"}, 400), ("organisations", {"size": "501"}, 400),
    ("organisations", {"within": "ror:nothing"}, 404), ("tree", {"levels": "7"}, 400),
    ("organisations/register:999999", {}, 404), ("organisations/label:U1", {}, 404),
    ("organisations/99999999999999999999", {}, 404), ("organisations/ror:", {}, 404),
])
def test_what_is_wrong_is_told_in_json(told, path, asked, status):
    fits(get(path, status, **asked), SCHEMAS["Error"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(told, method):
    assert getattr(Client(), method)(f"{API}/organisations").status_code == 405


def test_queries_do_not_grow_with_what_is_listed(told):
    def cost(path):
        with CaptureQueriesContext(connection, ) as captured:
            Client().get(f"{API}/{path}")
        return len(captured)
    assert cost("organisations?size=1") == cost("organisations?size=50")
    assert cost("organisations?size=50") <= 6 and cost("organisations/ror:02vjkv261") <= 14
