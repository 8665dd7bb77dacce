"""The API of matching: as it is described, as the command writes, the same bytes each time."""

import dataclasses
import json

import pytest

from belvedere.cli.main import main
from belvedere.matching.decided import LONGEST, Decisions
from belvedere.register.accounts import limits
from belvedere.site import match_api
from belvedere.site.match_api import DESCRIPTION, SCHEMAS
from belvedere.site.matchers import matcher

from .test_api import fits

API = "/api/match"


@pytest.fixture
def text(books, demo_asker):
    """A unit's name as an affiliation: the unit is named, its supervisors are implied."""
    demo_asker.database.need("units", "organisation_relations")
    unit = demo_asker.database.records(
        "SELECT u.*, r.label FROM units u JOIN organisation_relations r "
        "ON r.organisation_id = u.record_id WHERE r.relation = 'supervised_by' "
        "AND r.label LIKE 'U%' AND u.city IS NOT NULL AND u.level = 'unit' ORDER BY ALL LIMIT 1")[0]
    return f"{unit['name']}, {unit['label']}, {unit['postcode']} {unit['city']}, France"


def test_the_answer_is_as_described_with_span_evidence_and_references(text, site):
    told = site.get(API, {"text": text, "year": "2020"})
    assert told.status_code == 200 and told["Content-Type"] == "application/json"
    answer = told.json()
    fits(answer, SCHEMAS["Answer"])
    hows = {one["how"] for one in answer["found"]}
    assert hows == {"named", "implied"} and answer["year"] == 2020
    for one in answer["found"]:
        assert one["evidence"]["en"] and one["evidence"]["fr"]
        if one["how"] == "named":
            assert text[one["start"]:one["end"]] == one["written"]
    assert [one.split()[0] for one in answer["references"]] == [
        "rnsr", "ror", "units", "controlled", "organisations"]


def test_all_ways_of_asking_and_the_command_give_the_same_bytes(text, site, capsys):
    first = site.get(API, {"text": text, "year": "2020"}).content
    assert site.get(API, {"text": text, "year": "2020"}).content == first
    assert site.post(API, {"text": text, "year": "2020"}).content == first
    assert site.post(API, {"text": text, "year": 2020}, "application/json").content == first
    assert main(["match", text, "--year", "2020", "--format", "json"]) == 0
    answer, = json.loads(capsys.readouterr().out)
    assert list(answer.items()) == list(json.loads(first).items())


def test_a_decision_of_a_curator_is_the_answer(text, site, demo_asker, monkeypatch):
    decided = matcher(demo_asker)
    decided.curated = Decisions.always({"somewhere else": ["ror:x"]})
    monkeypatch.setattr(match_api, "matcher", lambda asker: decided)
    one, = site.get(API, {"text": "Somewhere, else!"}).json()["found"]
    assert (one["record_id"], one["how"], one["start"]) == ("ror:x", "curated", None)


@pytest.mark.parametrize(("sent", "field"), [
    ({}, "text"), ({"text": " "}, "text"), ({"text": 12}, "text"), ({"text": None}, "text"),
    ({"text": "x" * (LONGEST + 1)}, "text"), ({"text": "Inserm \ud800"}, "text"),
    ({"text": "x", "year": "20"}, "year"),
    ({"text": "x", "year": "20l4"}, "year"), ({"text": "x", "year": True}, "year"),
    ([], None), ("{", None),
])
def test_what_is_wrong_is_told_with_its_field(text, site, sent, field):
    body = sent if isinstance(sent, str) else json.dumps(sent)
    told = site.post(API, body, content_type="application/json")
    assert told.status_code == 400
    fits(told.json(), SCHEMAS["Error"])
    assert told.json()["error"]["field"] == field


@pytest.mark.parametrize("odd", [
    "\u202eבית חולים, Paris", "&eacute;cole; &#x41;", "a@b.org", "Paris\r\nLyon", "Ã©cole", "\0",
])
def test_odd_texts_are_answered(text, site, odd):
    assert site.post(API, {"text": odd}, "application/json").status_code == 200


def test_who_asks_too_often_is_told_to_wait(text, site, monkeypatch):
    monkeypatch.setitem(limits.RATES, "match", dataclasses.replace(
        limits.RATES["match"], by_caller=1))
    assert site.get(API, {"text": "x"}).status_code == 200
    told = site.get(API, {"text": "x"})
    assert told.status_code == 429 and 0 < int(told["Retry-After"]) <= 60
    fits(told.json(), SCHEMAS["Error"])


def test_other_methods_are_refused_and_the_description_is_served(text, site):
    assert site.delete(API).status_code == 405
    assert site.get(f"{API}/openapi.json").json() == DESCRIPTION
    assert set(DESCRIPTION["paths"]) == {API}
