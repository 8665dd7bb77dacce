"""The ROR records of the shared folder, all of them."""

from collections import Counter
from pathlib import Path

import pytest

from belvedere.evidence.writing import write_rows
from belvedere.sources.base import Files
from belvedere.sources.ror import SOURCE
from belvedere.tables.ledger import Ledger

SHARED = Path(__file__).parents[3] / "shared" / "data"
INSERM = "ror:02vjkv261"


@pytest.fixture(scope="module")
def harvested(tmp_path_factory):
    if not (SHARED / "ror").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    paths = SOURCE.find(SHARED)
    assert [path.name for path in paths] == ["ror_records.jsonl.gz"]
    ledger, kept = Ledger(), []

    def kept_too():
        for row in SOURCE.read(Files(SHARED, tuple(paths)), ledger):
            kept.append(row)
            yield row

    counts = write_rows(tmp_path_factory.mktemp("ror"), SOURCE.tables, kept_too(), ledger)
    return ledger, counts, kept


def test_every_record_is_read(harvested):
    ledger, counts, _ = harvested
    assert (ledger.records_in, ledger.records_set_aside) == (51_370, 0)
    assert ledger.notes["records in schema 2"] == 35_990
    assert ledger.notes["records in schema 1"] == 15_380
    assert counts["organisation_records"] == {
        "offered": 51_370, "kept": 51_370, "repeated": 0, "set_aside": 0,
    }
    assert all(count["kept"] == count["offered"] for count in counts.values())
    assert not ledger.unknowns


def test_every_relation_is_accounted_for(harvested):
    ledger, _, kept = harvested
    stated = Counter(
        row["stated_by"] for table, row, _ in kept if table == "organisation_relations"
    )
    itself = sum(1 for entry in ledger.aside if entry.table == "organisation_relations")
    # 51,824 are told; one that both tell is one row.
    assert 2 * stated["both"] + stated["organisation"] + stated["other"] + itself == 51_824
    alone = sum(count for note, count in ledger.notes.items() if "one-sided" in note)
    absent = sum(count for note, count in ledger.notes.items() if "not in the files" in note)
    assert alone + absent == stated["organisation"] + stated["other"]


def test_inserm_has_its_children_told_by_either_side(harvested):
    relations = [row for table, row, _ in harvested[2] if table == "organisation_relations"]
    children = Counter(
        row["stated_by"] for row in relations
        if row["relation"] == "part_of" and row["other_id"] == INSERM
    )
    assert children["other"] + children["both"] == 314
    assert children["organisation"] + children["both"] == 337
    related = Counter(
        (row["organisation_id"] == INSERM, row["stated_by"]) for row in relations
        if row["relation"] == "related_to" and INSERM in (row["organisation_id"], row["other_id"])
    )
    # Three that its own record tells, and one that only the other's does.
    assert sum(related.values()) == 4
    assert related[False, "organisation"] == 1
