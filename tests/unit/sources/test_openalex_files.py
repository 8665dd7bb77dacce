"""OpenAlex files as they come: broken lines, cut and missing parts, pages, Parquet, manifests."""

import gzip
import json
import zlib

import duckdb
import pytest
from openalex_parts import COCHIN, INSERM, Read, author, found_in, part, work
from reading_sources import gzipped

from belvedere.errors import InputError
from belvedere.sources import _openalex_files
from belvedere.sources.openalex import SOURCE


@pytest.mark.parametrize("broken, reason", [
    (json.dumps(work(5))[:200], "not JSON"),
    ('["a", "list"]', "a JSON object was expected"),
    (json.dumps(work(5, cited_by_count="many")), "does not fit"),
    (json.dumps(work(5, id=None)), "has no id"),
    (json.dumps(work(5, authorships={"not": "a list"})), "does not fit"),
    ("null", "a JSON object was expected, not NoneType"),
    (work(5, cited_by_count=10**30), "does not fit"),
    (work(5, cited_by_count=2**63), "does not fit"),
    (work(5, authorships=[{"countries": "FR"}]), "does not fit"),
    (work(5, title={"en": "Title"}), "does not fit"),
    (work(5, id=""), "has no id"),
    (work(5, id="https://openalex.org/A5"), "the id is no OpenAlex work"),
    (work(5, id="https://openalex.org/W1000000000000001"), "the id is no OpenAlex work"),
    (work(5, id="http://example.org/W5"), "the id is no OpenAlex work"),
    (work(5, id="1e3"), "the id is no OpenAlex work"),
    (work(5, id=5), "the id is no OpenAlex work"),
])
def test_a_broken_line_is_set_aside_and_the_others_stand(reading, broken, reason):
    found = reading(work(1), broken, work(2))
    assert [r["record_id"] for r in found.rows("work_records")] == [1, 2]
    (aside,) = found.ledger.aside
    assert reason in aside.reason
    assert (aside.file, aside.row) == (
        "openalex/works/updated_date=2026-01-01/part_000.gz", 2)
    assert found.ledger.records_in == 3


@pytest.mark.parametrize("beside", [[], ["{"]])
def test_a_number_beyond_64_bits_is_no_harm_where_nobody_reads_it(reading, beside):
    found = reading(work(1, other=10**30), *beside, work(2))
    assert set(found.titles()) == {1, 2}
    assert len(found.asides()) == len(beside)


@pytest.mark.parametrize("beside", [[], ["{"]])
def test_a_number_for_a_text_is_read_alike_beside_a_broken_line(reading, beside):
    assert reading(work(1, title=1984), *beside).titles() == {1: "1984"}


def test_half_a_pair_of_surrogates_is_mended_and_counted(reading):
    found = reading(json.dumps(work(1, title="x\ud800y")), work(2))
    assert found.titles() == {1: "x\ufffdy", 2: "Title 2"}
    assert [(what, count) for (_, what), count in found.ledger.repairs.items()] == [
        ("half of a pair of surrogates, read as U+FFFD", 1)]


def lines(*records):
    return "".join(json.dumps(one) + "\n" for one in records).encode()


def test_a_line_that_is_not_utf_8_is_read(tmp_path):
    gzipped(tmp_path / "files/openalex/works.jsonl.gz", lines(work(1))
            + json.dumps(work(2, title="~")).replace("~", "é").encode("cp1252"))
    assert Read(tmp_path / "files").titles() == {1: "Title 1", 2: "é"}


def test_blank_lines_and_a_byte_order_mark_are_no_records(tmp_path):
    gzipped(tmp_path / "files/openalex/works.jsonl.gz",
            b"\xef\xbb\xbf" + lines(work(1)) + b"\r\n\n" + lines(work(2)))
    found = Read(tmp_path / "files")
    assert set(found.titles()) == {1, 2}
    assert found.ledger.records_in == 2


@pytest.mark.parametrize("content", [b"", gzip.compress(b"")])
def test_an_empty_part_has_no_works(tmp_path, content):
    part(tmp_path / "files", work(1))
    empty = part(tmp_path / "files", name="works/updated_date=2026-01-01/part_001.gz")
    empty.write_bytes(content)
    found = Read(tmp_path / "files")
    assert set(found.titles()) == {1} and not found.asides()


def cut_where_a_line_ends(path, *records):
    """Write a part whose compressed data break off just after a line."""
    packer = zlib.compressobj(wbits=31)
    content = "".join(one if isinstance(one, str) else json.dumps(one) + "\n" for one in records)
    path.write_bytes(packer.compress(content.encode()) + packer.flush(zlib.Z_FULL_FLUSH))


@pytest.mark.parametrize("broken", [[], ["{broken\n"]])
def test_a_part_cut_where_a_line_ends_is_read_so_far_and_told(tmp_path, broken):
    path = part(tmp_path / "files", work(9))
    cut_where_a_line_ends(path, work(1), *broken, work(2))
    found = Read(tmp_path / "files")
    assert set(found.titles()) == {1, 2}
    told = len(broken) + 2
    assert found.asides()[-1] == (
        "part_000.gz", told + 1, f"the compressed file is cut short after {told} lines: what "
        "followed is not here. Download it again")
    assert len(found.asides()) == len(broken) + 1
    assert found.ledger.records_in == 2 + found.ledger.records_set_aside


def test_a_file_of_institutions_cut_where_a_line_ends_is_told_as_well(tmp_path):
    path = part(tmp_path / "files", INSERM, name="institutions.jsonl.gz")
    cut_where_a_line_ends(path, INSERM)
    found = Read(tmp_path / "files")
    assert [r["record_id"] for r in found.rows("organisation_records")] == ["openalex:I1"]
    assert [(file, row) for file, row, _ in found.asides()] == [("institutions.jsonl.gz", 2)]


def test_a_part_cut_after_a_record_but_before_its_line_ends_is_refused(tmp_path):
    path = part(tmp_path / "files", work(9))
    cut_where_a_line_ends(path, work(1), json.dumps(work(2)))
    with pytest.raises(InputError, match=r"part_000\.gz: the compressed file is damaged or cut"):
        Read(tmp_path / "files")


def test_a_part_whose_content_was_changed_is_refused(tmp_path):
    path = part(tmp_path / "files", work(1))
    content = bytearray(path.read_bytes())
    content[-8] ^= 1  # of the checksum
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"part_000\.gz: the compressed file is damaged"):
        Read(tmp_path / "files")


def test_a_part_beside_a_manifest_that_does_not_name_it_is_not_vouched_for(tmp_path):
    part(tmp_path / "files", work(1), manifest=True)
    path = part(tmp_path / "files", work(2), name="works/updated_date=2025-12-01/part_009.gz")
    cut_where_a_line_ends(path, work(2))
    found = Read(tmp_path / "files")
    assert set(found.titles()) == {1, 2}
    assert [(file, row) for file, row, _ in found.asides()] == [("part_009.gz", 2)]


def test_a_manifest_whose_parts_are_all_missing_is_refused(tmp_path):
    part(tmp_path / "files", work(), manifest=True).unlink()
    with pytest.raises(InputError, match=r"part_000\.gz is missing"):
        Read(tmp_path / "files")


def test_a_page_of_the_api_is_read_and_its_bad_records_set_aside(tmp_path):
    gzipped(tmp_path / "files/openalex/works_page_1.json.gz", json.dumps({
        "meta": {}, "results": [work(1), "work", {"title": "x"}, work(2)]}).encode())
    found = Read(tmp_path / "files")
    assert set(found.titles()) == {1, 2}
    assert [(row, reason.partition(":")[0]) for _, row, reason in found.asides()] == [
        (2, "does not fit"), (3, "has no id")]
    assert found.ledger.records_in == 4


def test_a_document_that_is_no_page_is_set_aside(tmp_path):
    gzipped(tmp_path / "files/openalex/works.json.gz", json.dumps(work(1)).encode())
    found = Read(tmp_path / "files")
    assert found.titles() == {}
    assert found.asides() == [
        ("works.json.gz", 1, "is no answer of the API: it has no results")]


def parquet(folder, *records, place="openalex/works", shown="*"):
    """Write records as a Parquet part, in the types that DuckDB finds in them."""
    plain = folder / "plain.jsonl"
    target = folder / place / "updated_date=2026-01-01/part_000.parquet"
    target.parent.mkdir(parents=True)
    plain.write_bytes(lines(*records))
    duckdb.execute(f"COPY (SELECT {shown} FROM read_json('{plain}', "
                   f"convert_strings_to_integers = false)) TO '{target}' (FORMAT parquet)")
    plain.unlink()
    return target


OF_TODAY = """* REPLACE (
    MAP {'openalex': id, 'pmid': 'https://pubmed.ncbi.nlm.nih.gov/77'} AS ids,
    publication_date::DATE AS publication_date, updated_date::TIMESTAMP AS updated_date)"""
"""The columns that are of another type in the snapshot's Parquet than in its JSON."""


def snapshot_in_parquet(folder, *records):
    """Write the works of a snapshot as it is published in Parquet since 2026, and its manifest."""
    place = "openalex/data/parquet/works"
    path = parquet(folder, *records, place=place, shown=OF_TODAY)
    (folder / place / "manifest.json").write_text(json.dumps({
        "date": "2026-01-02", "format": "parquet", "entity": "works", "files": [{
            "url": "s3://openalex/data/parquet/works/updated_date=2026-01-01/part_000.parquet",
            "meta": {"content_length": path.stat().st_size, "record_count": len(records)}}]}))
    return path


def test_the_parquet_of_the_snapshot_says_what_its_lines_say(tmp_path):
    part(tmp_path / "lines", work(1), work(2), manifest=True)
    snapshot_in_parquet(tmp_path / "columns", work(1), work(2))
    written, columns = Read(tmp_path / "lines"), Read(tmp_path / "columns")
    assert SOURCE.covers(found_in(tmp_path / "columns")) == "world"
    for table in ("work_records", "authorships", "work_topics", "citations", "affiliations"):
        assert len(columns.rows(table)) > 0
        for ours, theirs in zip(columns.rows(table), written.rows(table), strict=True):
            assert {**ours, "updated": None} == {**theirs, "updated": None}
    assert [r["updated"] for r in columns.rows("work_records")] == ["2026-01-01 00:00:00"] * 2


def test_a_part_of_parquet_that_its_manifest_does_not_describe_is_refused(tmp_path):
    path = snapshot_in_parquet(tmp_path / "files", work(1))
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(InputError, match=r"part_000\.parquet has .* bytes instead of"):
        Read(tmp_path / "files")


def test_a_snapshot_in_both_its_forms_is_read_once(tmp_path):
    snapshot_in_parquet(tmp_path / "files", work(1), work(2))
    part(tmp_path / "files", work(1), work(2), manifest=True,
         name="data/jsonl/works/updated_date=2026-01-01/part_0000.gz")
    found = Read(tmp_path / "files")
    assert found.counts["work_records"] == {
        "offered": 2, "kept": 2, "repeated": 0, "set_aside": 0}
    assert SOURCE.covers(found_in(tmp_path / "files")) == "world"


def test_parts_of_the_oldest_snapshots_are_found(tmp_path):
    part(tmp_path / "files", work(1), name="data/works/updated_date=2023-01-01/0000_part_00.gz")
    assert set(Read(tmp_path / "files").titles()) == {1}


@pytest.mark.parametrize("rows", [1, 2, 4, 5])
def test_a_row_of_parquet_without_id_is_set_aside_with_its_number(tmp_path, rows, monkeypatch):
    monkeypatch.setattr(_openalex_files, "ROWS", rows)
    parquet(tmp_path / "files", work(1), work(2, id=None),
            work(3, id="https://openalex.org/A3"), work(4))
    found = Read(tmp_path / "files")
    assert set(found.titles()) == {1, 4}
    assert found.asides() == [("part_000.parquet", 2, "has no id"),
                              ("part_000.parquet", 3, "the id is no OpenAlex work")]
    assert found.ledger.records_in == 4


@pytest.mark.parametrize("damage", ["cut", "other"])
def test_a_damaged_or_foreign_parquet_file_is_refused(tmp_path, damage):
    path = parquet(tmp_path / "files",
                   work(1, publication_year="soon" if damage == "other" else 2020))
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match=r"part_000\.parquet: this is no Parquet file of"):
        Read(tmp_path / "files")


def test_a_part_cut_short_is_told_by_name(tmp_path):
    path = part(tmp_path / "files", *(work(n) for n in range(1, 200)))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match=r"part_000\.gz: the compressed file is damaged"):
        Read(tmp_path / "files")


def test_a_manifest_names_what_must_be_there(tmp_path):
    path = part(tmp_path / "files", work(), manifest=True)
    path.write_bytes(gzip.compress(b"{}"))
    with pytest.raises(InputError, match="part_000"):
        Read(tmp_path / "files")


def test_a_part_that_the_manifest_does_not_name_is_told(tmp_path):
    part(tmp_path / "files", work(), manifest=True)
    part(tmp_path / "files", work(2), name="works/updated_date=2025-12-01/part_000.gz")
    found = Read(tmp_path / "files")
    assert any("2025-12-01" in note for note in found.ledger.notes)


def test_what_the_works_are_is_told_by_what_stands_beside_them(tmp_path):
    part(tmp_path / "a", work())
    assert SOURCE.covers(found_in(tmp_path / "a")) == "sample"
    part(tmp_path / "b", work(), manifest=True)
    assert SOURCE.covers(found_in(tmp_path / "b")) == "world"
    assert SOURCE.as_of(found_in(tmp_path / "b")) == "2026-01-01"
    manifest = tmp_path / "b/openalex/works/manifest"
    manifest.rename(manifest.with_name("manifest.json"))  # as snapshots since 2026 call it
    assert SOURCE.covers(found_in(tmp_path / "b")) == "world"


def query(folder, **rest):
    (folder / "openalex/works/query.json").write_text(json.dumps({
        "address": "https://api.openalex.org/works", "asked": {}, "filter": "", "cursor": None,
        "pages": 1, "count": 1, "fetched": 1, "started": "2026-02-03T10:00:00+00:00",
        "finished": "2026-02-03T11:00:00+00:00",
    } | rest))


@pytest.mark.parametrize("told, expected", [
    ({}, "institution"), ({"finished": None}, "sample"), ({"pages": 2}, "sample"),
    ({"address": 5}, "sample"),
])
def test_a_finished_query_with_all_its_pages_is_an_institutions(tmp_path, told, expected):
    part(tmp_path, work(), name="works/page-00001.jsonl.gz")
    query(tmp_path, **told)
    assert SOURCE.covers(found_in(tmp_path)) == expected
    assert SOURCE.as_of(found_in(tmp_path)) == (None if "address" in told else "2026-02-03")


def test_works_from_several_places_are_a_sample(tmp_path):
    part(tmp_path, work(), manifest=True)
    part(tmp_path, work(2), name="works.jsonl.gz")
    assert SOURCE.covers(found_in(tmp_path)) == "sample"
    assert SOURCE.covers(found_in(tmp_path / "openalex/works")) == "world"


def test_the_files_are_found_once_and_what_is_beside_them_left(tmp_path):
    expected = {
        "openalex/works/updated_date=2026-01-01/part_000.gz", "openalex/works/manifest",
        "openalex/works/query.json", "openalex/works/page-00001.jsonl.gz",
        "openalex/merged_ids/works/2026-01-01.csv.gz", "openalex/openalex/topics.jsonl",
        "openalex/raw_pages/works_page_200.json.gz", "openalex/all_topics.parquet",
    }
    beside = {
        "openalex/works/updated_date=2026-01-01/part_001.gz.part",
        "openalex/works_flat_52k.parquet",
        "openalex/works/page-00001.jsonl.gz.origin.json", "openalex/works.csv.gz",
        "openalex/merged_ids/authors/2026-01-01.csv.gz", "hal/works.jsonl.gz",
        "openalex/authors/updated_date=2026-01-01/part_000.gz",
    }
    for name in expected | beside:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = [path.relative_to(tmp_path).as_posix() for path in SOURCE.find(tmp_path)]
    assert len(found) == len(set(found))
    assert set(found) == expected


@pytest.mark.parametrize("form", ["page", "parquet"])
def test_pages_of_the_api_and_parquet_give_the_same_rows(tmp_path, form):
    works = [work(1, authorships=[author(("Inserm and Cochin", INSERM, COCHIN))]), work(2)]
    part(tmp_path / "lines", *works)
    folder = tmp_path / form / "openalex"
    folder.mkdir(parents=True)
    if form == "page":
        (folder / "works_page_1.json").write_text(json.dumps({"meta": {}, "results": works}))
    else:
        plain = tmp_path / "lines.json"
        plain.write_text("\n".join(map(json.dumps, works)))
        duckdb.execute(f"COPY (FROM read_json('{plain}')) TO '{folder / 'works.parquet'}'")
    expected, found = Read(tmp_path / "lines"), Read(tmp_path / form)
    for table in ("work_records", "authorships", "citations", "work_topics", "affiliations"):
        assert found.rows(table) == expected.rows(table), table


def test_reading_leaves_the_folder_as_it_was(tmp_path):
    part(tmp_path / "files", work(), manifest=True)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "files").rglob("*")}
    Read(tmp_path / "files")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "files").rglob("*")} == before
