"""What a new release changes in whom texts name: told in sentences, with the release's reason."""

import pytest
from drawn_organisations import drawn_rows
from drawn_units import CNRS, INSERM, drawn, drawn_tables

from belvedere.evidence.database import Database
from belvedere.evidence.writing import write_rows
from belvedere.matching.controlled import ControlledNames
from belvedere.matching.differences import Release, differences
from belvedere.matching.matcher import Matcher
from belvedere.matching.reference import Reference
from belvedere.matching.rules import Rules
from belvedere.tables.ledger import Ledger, Place

COCHIN, OXFORD, PEKING = "Institut Cochin, Paris, France", "Oxford University, UK", "北京大学"
UNIT = "UMR 8104, Paris, France"
OLD_UNIT = {"number": "199812345A", "name": "Unité du sommeil", "city": "PARIS",
            "postcode": "75014", "start": "1998", "by": [(CNRS, "UMR 8104")]}
NEW_UNIT = {"number": "201412345B", "name": "Unité du sommeil et du rêve", "city": "PARIS",
            "postcode": "75014", "start": "2014", "by": [(CNRS, "UMR 8104"), (INSERM, "U 1")]}


def release(folder, units, successions=(), *, without=(), status=None, more=(), named="1"):
    """Return a side: the drawn world without some records, with some changed, and more."""
    records, names, relations = drawn_rows()
    records = [row | {"status": (status or {}).get(row["record_id"], "active")}
               for row in records if row["record_id"] not in without]
    records += [{"record_id": one, "scheme": "ror", "name": name, "kind": "education",
                 "country": "CN", "city": "Beijing", "status": "active"} for one, name in more]
    names = [row for row in names if row["record_id"] not in without] + [
        {"record_id": one, "name": name, "kind": "label"} for one, name in more]
    told = drawn_tables(*units, successions=successions)
    rows = {
        "organisation_records": [*records, *told["organisation_records"]],
        "organisation_names": [*names, *told["organisation_names"]],
        "organisation_relations": [row | {"stated_by": "organisation"} | (
            {"succession": "renewal", "start": "2014"} if row["relation"] == "successor_of" else {})
            for row in (*relations, *told["organisation_relations"])],
    }
    ledger = Ledger()
    folder.mkdir()
    write_rows(folder, list(rows), [
        (table, row, Place(table, n)) for table, many in rows.items()
        for n, row in enumerate(many, start=1)], ledger)
    assert not ledger.aside, ledger.aside
    rules = Rules(ControlledNames.declared(), drawn(*units, successions=successions))
    matcher = Matcher(Reference.of_rows(records, names, relations), (rules,),
                      references=(f"release {named}",))
    return Release.of(matcher, Database({
        table: (folder / f"{table}.parquet",) for table in rows}))


@pytest.fixture(scope="module")
def changes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases")
    old = release(folder / "old", [OLD_UNIT], without=["ror:pku"])
    new = release(
        folder / "new", [OLD_UNIT | {"end": "2013"}, NEW_UNIT],
        [(NEW_UNIT["number"], OLD_UNIT["number"])], without=["ror:cochin"],
        status={"ror:oxford": "withdrawn"}, named="2")
    texts = [(COCHIN, None), (OXFORD, 2015), (PEKING, None), (UNIT, 2016),
             ("University of Tokyo, Japan", None)]
    return list(differences(texts, old, new))


def of(changes, text):
    found, = [one for one in changes if one.text == text]
    return found


def test_what_is_answered_alike_is_not_told(changes):
    assert {one.text for one in changes} == {COCHIN, OXFORD, PEKING, UNIT}


def test_a_record_that_is_gone_is_told_as_no_longer_there(changes):
    one = of(changes, COCHIN)
    assert one.sentence("en") == (
        "“Institut Cochin, Paris, France”: no longer names Institut Cochin (ror:cochin): "
        "the release has it no more.")
    assert one.sentence("fr").startswith(
        "« Institut Cochin, Paris, France » : ne nomme plus Institut Cochin (ror:cochin)")


def test_a_record_that_the_release_withdrew_is_told_so_with_the_year(changes):
    one = of(changes, OXFORD)
    assert one.sentence("en").startswith("“Oxford University, UK” (2015): no longer names")
    assert one.because.en == "the release withdrew it"


def test_a_new_record_is_told_as_new_with_the_evidence(changes):
    one = of(changes, PEKING)
    assert (one.kind, one.before, one.after) == ("new", None, ("ror:pku", "Peking University"))
    assert one.because.en.startswith("it is new in the release; ")


def test_a_unit_moves_to_its_successor_with_the_reason_of_the_release(changes):
    one = next(one for one in changes if one.kind == "moved")
    assert one.sentence("en") == (
        "“UMR 8104, Paris, France” (2016): names Unité du sommeil et du rêve (rnsr:201412345B) "
        "instead of Unité du sommeil (rnsr:199812345A): the release tells a renewal in 2014.")
    assert "un renouvellement en 2014" in one.sentence("fr")
    assert one.told() == {
        "text": UNIT, "year": 2016, "change": "moved",
        "before": {"record_id": "rnsr:199812345A", "name": "Unité du sommeil"},
        "after": {"record_id": "rnsr:201412345B", "name": "Unité du sommeil et du rêve"},
        "because": {"en": "the release tells a renewal in 2014",
                    "fr": "la livraison indique un renouvellement en 2014"}}


def test_the_same_release_on_both_sides_changes_nothing(tmp_path):
    side = release(tmp_path / "one", [OLD_UNIT])
    assert list(differences([(COCHIN, None), (UNIT, 2010)], side, side)) == []
