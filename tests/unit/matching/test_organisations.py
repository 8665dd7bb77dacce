"""Identifiers become one by statements only; strong before weak; and can be undone."""

from belvedere.matching.organisations import identities, organisations
from belvedere.tables.ledger import Ledger


def says(one, other, basis="declared", holds=True, confidence=None):
    return {"record_id": one, "same_as": other, "basis": basis, "holds": holds,
            "confidence": confidence, "because": f"{basis} says so", "stated_in": None}


def joined(ids, *statements):
    ledger = Ledger()
    rows = {row["record_id"]: row for row in identities(ids, statements, ledger)}
    return {name: row["organisation_id"] for name, row in rows.items()}, rows, ledger


def test_without_a_statement_each_is_its_own():
    found, _, _ = joined(["ror:a", "pic:1"])
    assert found == {"ror:a": "ror:a", "pic:1": "pic:1"}


def test_statements_chain_and_the_ror_id_names_the_whole():
    found, rows, _ = joined(["ror:a", "pic:1", "cordis:x"],
                            says("cordis:x", "pic:1"), says("pic:1", "ror:a", "crosswalk"))
    assert set(found.values()) == {"ror:a"}
    assert rows["cordis:x"]["via"] == "pic:1"
    assert rows["ror:a"]["basis"] == "itself"


def test_a_crosswalk_never_joins_two_ror_ids():
    found, _, ledger = joined(["ror:a", "ror:b", "pic:1"],
                              says("pic:1", "ror:a", "crosswalk", confidence="high"),
                              says("pic:1", "ror:b", "crosswalk", confidence="low"))
    assert found["pic:1"] == "ror:a" and found["ror:b"] == "ror:b"
    (aside,) = ledger.aside
    assert "ror:a and ror:b" in aside.reason


def test_a_person_may_join_two_ror_ids():
    found, _, _ = joined(["ror:a", "ror:b"], says("ror:b", "ror:a", "curated"))
    assert set(found.values()) == {"ror:a"}


def test_an_undone_merge_stays_undone_whoever_stated_it():
    found, _, ledger = joined(["ror:a", "pic:1"], says("pic:1", "ror:a", "crosswalk"),
                              says("ror:a", "pic:1", "curated", holds=False))
    assert found["pic:1"] == "pic:1"
    assert ledger.notes["merges undone"] == 1


def test_the_order_of_statements_changes_nothing():
    statements = [says("pic:1", "ror:a", "crosswalk", confidence="low"),
                  says("pic:1", "ror:b", "crosswalk", confidence="high"),
                  says("pic:2", "pic:1", "name_list")]
    ids = ["pic:1", "pic:2", "ror:a", "ror:b"]
    assert joined(ids, *statements)[0] == joined(ids[::-1], *statements[::-1])[0]


def test_an_organisation_has_each_value_from_the_record_that_names_it_first():
    rows = [{"record_id": name, "organisation_id": "ror:a"} for name in ("pic:1", "ror:a")]
    empty = dict.fromkeys(
        ("name", "acronym", "kind", "country", "city", "website", "status", "start", "end"))
    records = [empty | {"record_id": "pic:1", "name": "ALPHA", "city": "PARIS"},
               empty | {"record_id": "ror:a", "name": "Alpha"}]
    (one,) = organisations(rows, records, [
        {"record_id": "ror:a", "name": "Alpha en français", "language": "fr", "kind": "label"}])
    assert (one["name"], one["city"], one["name_fr"]) == ("Alpha", "PARIS", "Alpha en français")
    assert one["record_ids"] == ["ror:a", "pic:1"]
