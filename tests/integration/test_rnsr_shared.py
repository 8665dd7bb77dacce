"""The French directory of the shared folder: February 2022, and 2019 for what closed."""

from collections import Counter
from pathlib import Path

import pytest

from belvedere.evidence.writing import write_rows
from belvedere.sources.base import Files
from belvedere.sources.rnsr import SOURCE
from belvedere.tables.ledger import Ledger

SHARED = Path(__file__).parents[3] / "shared" / "data"
INSERM = "uai:0755364Y"


@pytest.fixture(scope="module")
def harvested(tmp_path_factory):
    if not (SHARED / "rnsr").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    files = Files(SHARED, tuple(SOURCE.find(SHARED)))
    assert SOURCE.as_of(files) == "2022-02"
    ledger = Ledger()
    rows = list(SOURCE.read(files, ledger))
    counts = write_rows(tmp_path_factory.mktemp("rnsr"), SOURCE.tables, rows, ledger)
    tables = {table: [row for name, row, _ in rows if name == table] for table in counts}
    return ledger, counts, tables


def of_inserm(tables, relation):
    units = {unit["record_id"]: unit for unit in tables["units"]}
    return Counter(
        (units[row["organisation_id"]]["level"], units[row["organisation_id"]]["kind"])
        for row in tables["organisation_relations"]
        if row["relation"] == relation and row["other_id"] == INSERM
    )


def test_every_structure_is_read(harvested):
    ledger, counts, _ = harvested
    assert sum(ledger.records.values()) == 4_506 + 5_003
    assert ledger.records_set_aside == 0
    assert counts["units"]["kept"] == 4_506
    assert not ledger.unknowns


def test_inserm_supervises_453_structures(harvested):
    assert of_inserm(harvested[2], "supervised_by") == {
        ("unit", "mixed_unit"): 315, ("unit", "own_unit"): 47, ("team", "internal_team"): 46,
        ("federation", "federation"): 39, ("federation", "research_group"): 4,
        ("federation", "scientific_interest_group"): 1,
        ("federation", "public_interest_group"): 1,
    }


def test_inserm_takes_part_in_71(harvested):
    assert of_inserm(harvested[2], "participated_by").total() == 71


def test_every_supervision_of_the_cells_is_a_relation(harvested):
    relations = Counter(row["relation"] for row in harvested[2]["organisation_relations"])
    assert (relations["supervised_by"], relations["participated_by"]) == (8_879, 1_167)


def test_every_organisation_of_a_relation_has_a_record(harvested):
    _, _, tables = harvested
    records = {row["record_id"] for row in tables["organisation_records"]}
    for row in tables["organisation_relations"]:
        assert {row["organisation_id"], row["other_id"]} <= records


def test_only_successions_told_twice_and_self_relations_are_set_aside(harvested):
    reasons = Counter(entry.reason.split(" {")[0] for entry in harvested[0].aside)
    assert reasons == {"a relation of a structure with itself": 42, "repeats the key": 18}


def test_nothing_abroad_is_placed_in_a_region(harvested):
    _, _, tables = harvested
    units = {unit["record_id"]: unit for unit in tables["units"]}
    for record in tables["organisation_records"]:
        if record["record_id"] in units and units[record["record_id"]]["region"]:
            assert record["country"] == "FR"
