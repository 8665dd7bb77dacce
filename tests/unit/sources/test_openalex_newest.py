"""OpenAlex works given twice, merged into others or deleted: which record stands."""

import pytest
from openalex_parts import INSERM, NIH, Read, author, deleted, merged, part, work

from belvedere.errors import InputError


def test_of_a_work_given_twice_in_a_part_the_newest_stands(reading):
    found = reading(
        work(title="old", authorships=[author(("NIH", NIH))], updated_date="2025-01-01"),
        work(title="new", updated_date="2026-01-01"))
    assert [r["title"] for r in found.rows("work_records")] == ["new"]
    assert found.weights() == {("openalex:I1", "FR"): 1}
    assert found.counts["work_records"] == {
        "offered": 2, "kept": 1, "repeated": 1, "set_aside": 0}
    assert found.ledger.notes["works given twice: the one changed last stands"] == 1


@pytest.mark.parametrize("newest", [1, 2])
def test_of_a_work_given_in_two_parts_the_newest_stands_everywhere(tmp_path, newest):
    for number in (1, 2):
        signed = INSERM if number == newest else NIH
        part(tmp_path / "files", work(
            title=f"of part {number}", authorships=[author(("x", signed))],
            updated_date="2026-03-01" if number == newest else "2026-02-01",
            referenced_works=[f"https://openalex.org/W{number}0"],
            counts_by_year=[{"year": 2020 + number, "cited_by_count": 3}],
        ), work(number + 5), name=f"works/updated_date=2026-01-0{number}/part_000.gz")
    found = Read(tmp_path / "files")
    assert [r["title"] for r in found.rows("work_records") if r["record_id"] == 1] == [
        f"of part {newest}"]
    signed = [r["institution_id"] for r in found.rows("authorships") if r["record_id"] == 1]
    assert signed == ["openalex:I1"]
    cited = [r["year"] for r in found.rows("citations") if r["record_id"] == 1]
    assert cited == [2020 + newest]
    assert [r["cited_id"] for r in found.rows("work_references") if r["record_id"] == 1] == [
        10 * newest]
    assert found.counts["work_records"]["repeated"] == 1


def version(number, letter, updated):
    """A work whose every table tells which version of it is read."""
    count = ord(letter)
    return work(
        number, title=letter, updated_date=updated, authorships=[author((f"Lab {letter}", INSERM))],
        counts_by_year=[{"year": 2021, "cited_by_count": count}],
        topics=[work()["primary_topic"] | {"score": count}],
        referenced_works=[f"https://openalex.org/W{count}"],
    )


def stands(found, number, letter):
    """Assert that one version of a work is the one in all tables."""
    def of(table):
        (row,) = [row for row in found.rows(table) if row["record_id"] == number]
        return row

    texts = {row["affiliation_id"]: row["affiliation"] for row in found.rows("affiliations")}
    assert of("work_records")["title"] == letter
    assert texts[of("authorships")["affiliation_id"]] == f"Lab {letter}"
    assert of("citations")["citations"] == ord(letter)
    assert of("work_topics")["score"] == ord(letter)
    assert of("work_references")["cited_id"] == ord(letter)


VERSIONS = [version(1, "a", None), version(1, "b", "2026-01-01"), version(1, "c", "2026-01-02")]


def numbered(folder, number, *works):
    return part(folder, *works, name=f"works/updated_date=2026-01-01/part_{number:03d}.gz")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_work_without_date_is_older_than_any_in_one_part(reading, order):
    found = reading(*(VERSIONS[place] for place in order), version(2, "z", None))
    stands(found, 1, "c")
    stands(found, 2, "z")
    assert found.counts["work_records"] == {"offered": 4, "kept": 2, "repeated": 2, "set_aside": 0}
    assert found.ledger.notes == {"works given twice: the one changed last stands": 2}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_work_without_date_is_older_than_any_in_other_parts(tmp_path, order):
    for number, place in enumerate(order):
        numbered(tmp_path / "files", number, version(10 + number, "z", None), VERSIONS[place])
    found = Read(tmp_path / "files")
    stands(found, 1, "c")
    assert set(found.titles()) == {1, 10, 11, 12}
    assert found.counts["work_records"] == {"offered": 6, "kept": 4, "repeated": 2, "set_aside": 0}
    assert found.ledger.notes == {"works given twice: the one changed last stands": 2}


def test_of_a_work_twice_in_each_of_two_parts_one_stands(tmp_path):
    numbered(tmp_path / "files", 0, version(1, "a", "2026-01-01"), version(1, "b", "2026-01-03"))
    numbered(tmp_path / "files", 1, version(1, "c", "2026-01-02"), version(1, "d", None))
    found = Read(tmp_path / "files")
    stands(found, 1, "b")
    assert found.counts["work_records"]["repeated"] == 3


def test_of_works_of_one_date_the_later_part_stands(tmp_path):
    numbered(tmp_path / "files", 0, version(1, "a", "2026-01-01"))
    numbered(tmp_path / "files", 1, version(1, "b", "2026-01-01"))
    stands(Read(tmp_path / "files"), 1, "b")


def test_a_merged_work_and_a_deleted_one_are_told(tmp_path):
    part(tmp_path / "files", work(1), work(2), work(3))
    merged(tmp_path / "files", "2026-01-02,W2,W1", "2026-01-02,W7,W1",
           "2026-01-02,W3,W4285719527", "2026-01-02,W8,W999")
    found = Read(tmp_path / "files")
    told = {r["record_id"]: (r["title"], r["replaced_by"]) for r in found.rows("work_records")}
    assert told == {1: ("Title 1", None), 2: (None, "W1"), 7: (None, "W1"), 3: (None, "deleted")}
    assert {r["record_id"] for r in found.rows("authorships")} == {1}
    # three works and what became of three; of two, the record gave way
    assert found.counts["work_records"] == {"offered": 6, "kept": 4, "repeated": 2, "set_aside": 0}


def test_of_two_lists_the_later_stands(tmp_path):
    part(tmp_path / "files", work(1), work(2), work(3))
    merged(tmp_path / "files", "2026-01-02,W3,W1")
    merged(tmp_path / "files", "2026-02-02,W3,W2", day="2026-02-02")
    told = {r["record_id"]: r["replaced_by"] for r in Read(tmp_path / "files").rows("work_records")}
    assert told == {1: None, 2: None, 3: "W2"}


def test_a_list_that_breaks_off_is_read_so_far_and_told(tmp_path):
    part(tmp_path / "files", work(1), work(2), work(3))
    merged(tmp_path / "files", "2026-01-02,W2,W1", "2026-01-02,Wx,W1", "2026-01-02,W3")
    found = Read(tmp_path / "files")
    told = {r["record_id"]: r["replaced_by"] for r in found.rows("work_records")}
    assert told == {1: None, 2: "W1", 3: None}
    assert [(one.file, one.row) for one in found.ledger.aside] == [
        ("2026-01-02.csv.gz", 4)]
    assert found.ledger.notes["merges of a work whose id cannot be read, left out"] == 1


def test_a_list_that_cannot_be_unpacked_is_refused(tmp_path):
    part(tmp_path / "files", work(1))
    path = merged(tmp_path / "files", "2026-01-02,W2,W1")
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(InputError, match=r"2026-01-02\.csv\.gz"):
        Read(tmp_path / "files")


def test_works_on_the_list_of_those_deleted_are_withdrawn_unless_they_came_back(tmp_path):
    part(tmp_path / "files", work(1), work(2, updated_date="2026-03-05T07:00:00.000Z"),
         work(3, updated_date="2026-03-05T07:00:00.000Z"), work(4, updated_date=None))
    address = "https://openalex.org/W"
    deleted(tmp_path / "files", f"{address}1,2026-03-01", f"{address}2,2026-03-04",
            f"{address}3,2026-03-05", f"{address}4,2020-01-01", f"{address}9,2026-03-01",
            "A1,2026-03-01")
    found = Read(tmp_path / "files")
    told = {r["record_id"]: (r["title"], r["replaced_by"]) for r in found.rows("work_records")}
    assert told == {1: (None, "deleted"), 2: ("Title 2", None), 3: (None, "deleted"),
                    4: (None, "deleted")}
    assert {r["record_id"] for r in found.rows("citations")} == {2}
    assert found.ledger.notes["merges of a work whose id cannot be read, left out"] == 1


def test_lists_of_merged_and_of_deleted_works_are_read_together(tmp_path):
    part(tmp_path / "files", work(1), work(2), work(3))
    merged(tmp_path / "files", "2026-01-02,W2,W1")
    deleted(tmp_path / "files", "W3,2026-01-02", "W3")
    found = Read(tmp_path / "files")
    assert {r["record_id"]: r["replaced_by"] for r in found.rows("work_records")} == {
        1: None, 2: "W1", 3: "deleted"}
    assert [(one.file, one.row) for one in found.ledger.aside] == [("deleted_ids.csv.gz", 3)]
