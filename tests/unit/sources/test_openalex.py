"""OpenAlex as it comes: parts, pages, odd works, broken lines; each weight worked by hand."""

import gzip
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from reading_sources import gzipped

from belvedere.errors import InputError
from belvedere.sources.base import Files
from belvedere.sources.openalex import SOURCE
from belvedere.tables.ledger import Ledger

INSERM = {"id": "https://openalex.org/I1", "display_name": "Inserm", "country_code": "FR",
          "ror": "https://ror.org/02vjkv261", "type": "government",
          "lineage": ["https://openalex.org/I1"]}
COCHIN = {"id": "https://openalex.org/I2", "display_name": "Institut Cochin",
          "country_code": "FR", "ror": "https://ror.org/051sk4035", "type": "facility",
          "lineage": ["https://openalex.org/I1", "https://openalex.org/I2"]}
NIH = {"id": "https://openalex.org/I3", "display_name": "NIH", "country_code": "US",
       "ror": "https://ror.org/01cwqze88", "type": "government",
       "lineage": ["https://openalex.org/I3"]}


def author(*affiliations, countries=(), number=1):
    """An author with affiliations (text, institutions…)."""
    institutions = {i["id"]: i for _, *named in affiliations for i in named}
    return {
        "author": {"id": f"https://openalex.org/A{number}", "display_name": "Jane Roe",
                   "orcid": "https://orcid.org/0000-0001"},
        "institutions": list(institutions.values()),
        "countries": list(countries) or sorted({i["country_code"] for i in institutions.values()}),
        "is_corresponding": False,
        "raw_affiliation_strings": [text for text, *_ in affiliations],
        "affiliations": [{"raw_affiliation_string": text,
                          "institution_ids": [i["id"] for i in named]}
                         for text, *named in affiliations],
    }


def work(number=1, **changed):
    topic = {"id": "https://openalex.org/T1", "score": 0.9,
             "subfield": {"id": "https://openalex.org/subfields/2730"}}
    return {
        "id": f"https://openalex.org/W{number}", "doi": f"https://doi.org/10.1/A{number}",
        "title": f"Title {number}", "publication_year": 2020, "publication_date": "2020-05-04",
        "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/77"}, "language": "en",
        "type": "article",
        "primary_location": {"source": {
            "id": "https://openalex.org/S9", "display_name": "Nature", "issn_l": "0028-0836",
            "type": "journal"}},
        "open_access": {"oa_status": "gold"}, "cited_by_count": 3,
        "counts_by_year": [{"year": 2021, "cited_by_count": 2}, {"year": 2022,
                                                                 "cited_by_count": 1}],
        "is_retracted": False, "is_paratext": False, "primary_topic": topic, "topics": [topic],
        "mesh": [{"descriptor_ui": "D009369"}], "referenced_works": ["https://openalex.org/W8"],
        "authorships": [author(("Inserm, Paris", INSERM))], "updated_date": "2026-01-01", **changed,
    }


def part(folder: Path, *lines, name="works/updated_date=2026-01-01/part_000.gz", manifest=False):
    """Write a part: works, or texts as they stand."""
    path = folder / "openalex" / name
    content = "".join(
        (line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    gzipped(path, content.encode())
    if manifest:
        entries = [{"url": f"s3://openalex/data/{name}",
                    "meta": {"content_length": path.stat().st_size, "record_count": len(lines)}}]
        place = folder / "openalex" / name.partition("/")[0] / "manifest"
        place.write_text(json.dumps({"entries": entries, "meta": {}}))
    return path


class Read:
    """What the source made of a folder."""

    def __init__(self, folder: Path):
        self.folder, self.ledger = folder, Ledger()
        self.out = folder.with_name(folder.name + "-out")
        self.out.mkdir()
        self.files = Files(folder, tuple(SOURCE.find(folder)))
        self.counts = SOURCE.write(self.files, self.ledger, self.out)
        assert not [path for path in self.out.iterdir() if path.suffix != ".parquet"]
        for count in self.counts.values():  # nothing is lost
            assert count["offered"] == count["kept"] + count["set_aside"] + count["repeated"]

    def rows(self, table: str) -> list[dict]:
        found = [row for path in sorted(self.out.glob(f"{table}.*"))
                 for row in pq.read_table(path).to_pylist()]
        return sorted(found, key=lambda row: [str(value) for value in row.values()])

    def weights(self) -> dict:
        found: dict = {}
        for row in self.rows("authorships"):
            key = row["institution_id"], row["country"]
            found[key] = found.get(key, 0) + row["weight"]
        return found


@pytest.fixture
def reading(tmp_path):
    def read(*works, **rest):
        folder = tmp_path / "files"
        part(folder, *works, **rest)
        return Read(folder)

    return read


def test_a_work_is_read_into_its_tables(reading):
    found = reading(work())
    record = found.rows("work_records")[0]
    assert (record["record_id"], record["doi"], record["pmid"]) == (1, "10.1/a1", "77")
    assert (record["journal_id"], record["source_type"]) == ("issn:0028-0836", "journal")
    assert (record["subfield"], record["topic_id"], record["mesh"]) == (
        "2730", "T1", ["D009369"])
    assert str(record["publication_date_first"]) == "2020-05-04"
    assert [(r["year"], r["citations"]) for r in found.rows("citations")] == [(2021, 2), (2022, 1)]
    assert [r["cited_id"] for r in found.rows("work_references")] == [8]
    assert found.rows("journals")[0]["title"] == "Nature"
    assert {r["record_id"] for r in found.rows("organisation_records")} == {"openalex:I1"}
    assert found.rows("organisation_equivalences")[0]["same_as"] == "ror:02vjkv261"
    assert found.counts["work_records"]["kept"] == 1


def test_weights_are_split_by_authors_then_affiliations_then_institutions(reading):
    found = reading(work(authorships=[
        author(("Inserm and Cochin", INSERM, COCHIN), ("NIH", NIH)), author(("NIH", NIH))]))
    # first author ½: two affiliations ¼ each, the first of two institutions ⅛ each
    assert found.weights() == {
        ("openalex:I1", "FR"): 1 / 8, ("openalex:I2", "FR"): 1 / 8, ("openalex:I3", "US"): 3 / 4}
    lineage = found.rows("institution_lineage")
    assert [(r["institution_id"], r["ancestor_id"]) for r in lineage] == [
        ("openalex:I2", "openalex:I1")]


def test_an_affiliation_without_institution_has_no_weight_beside_one_that_has(reading):
    found = reading(work(authorships=[author(("a hospital",), ("Inserm", INSERM))]))
    assert found.weights() == {(None, None): 0, ("openalex:I1", "FR"): 1}


def test_authors_without_anything_keep_their_share_as_unknown(reading):
    found = reading(work(authorships=[author(), author(("Inserm", INSERM))]))
    assert found.weights() == {(None, None): 0.5, ("openalex:I1", "FR"): 0.5}


def test_a_country_of_the_author_alone_is_a_country_of_the_work(reading):
    found = reading(work(authorships=[author(("Inserm", INSERM), countries=("DE", "FR"))]))
    assert found.weights() == {("openalex:I1", "FR"): 1, (None, "DE"): 0}


def test_a_sole_foreign_country_beside_two_institutions_is_one_too(reading):
    found = reading(work(authorships=[author(("x", INSERM, COCHIN), countries=("DE",))]))
    assert found.weights() == {
        ("openalex:I1", "FR"): 0.5, ("openalex:I2", "FR"): 0.5, (None, "DE"): 0}


def test_an_institution_named_twice_in_an_affiliation_is_one(reading):
    signed = author(("Inserm, Inserm and NIH", INSERM, NIH))
    signed["affiliations"][0]["institution_ids"].append(INSERM["id"])
    found = reading(work(authorships=[signed]))
    assert found.weights() == {("openalex:I1", "FR"): 0.5, ("openalex:I3", "US"): 0.5}
    assert len(found.rows("authorships")) == 2


def test_works_of_the_older_api_have_one_text_for_all_institutions(reading):
    old = author(("x", INSERM, NIH))
    del old["affiliations"], old["raw_affiliation_strings"]
    old["raw_affiliation_string"] = "Inserm; NIH"
    found = reading(work(authorships=[old]))
    assert found.weights() == {("openalex:I1", "FR"): 0.5, ("openalex:I3", "US"): 0.5}
    assert [r["affiliation"] for r in found.rows("affiliations")] == ["Inserm; NIH"]


def test_persons_are_not_kept(reading):
    found = reading(work(authorships=[author(("Inserm, Paris. jane.roe@inserm.fr", INSERM))]))
    assert [r["affiliation"] for r in found.rows("affiliations")] == ["Inserm, Paris."]
    for path in found.out.glob("*.parquet"):
        for text in ("Jane", "0000-0001", "A1\"", "@"):
            assert text not in str(pq.read_table(path).to_pylist()), path.name


@pytest.mark.parametrize("written, kept", [
    ("Lab (hélène.martin@cnrs.fr), Lyon", "Lab (), Lyon"),
    ("Lab, jean @ inserm.fr, Paris", "Lab, , Paris"),
    ("Lab, jean(at)inserm.fr", "Lab,"),
    ("Lab, {jean,paul}@inserm.fr", "Lab,"),
    ("Lab, 75002 Paris alainz@y", "Lab, 75002 Paris"),
    ("Energy Research Institute (ERI@N) Singapore", "Energy Research Institute (ERI@N) Singapore"),
    ("Robotics@PoliTo, Torino", "Robotics@PoliTo, Torino"),
])
def test_addresses_leave_texts_however_they_are_written(reading, written, kept):
    found = reading(work(authorships=[author((written, INSERM))]))
    assert [r["affiliation"] for r in found.rows("affiliations")] == [kept]


def test_the_same_text_is_one_affiliation_in_all_parts(tmp_path):
    for number in (1, 2):
        part(tmp_path / "files", work(number),
             name=f"works/updated_date=2026-01-0{number}/part_000.gz")
    found = Read(tmp_path / "files")
    assert len(found.rows("affiliations")) == 1
    assert len({r["affiliation_id"] for r in found.rows("authorships")}) == 1


@pytest.mark.parametrize("changed, note, column, value", [
    ({"publication_year": None, "publication_date": None}, "without year", "year", None),
    ({"publication_year": 2105, "publication_date": "2105-01-01"}, "impossible year", "year",
     None),
    ({"publication_year": 2105, "publication_date": "2105-01-01"}, "impossible year",
     "publication_date", None),
    ({"title": None, "display_name": None}, "without title", "title", None),
    ({"authorships": []}, "without authorships", "title", "Title 1"),
    ({"authorships": None}, "without authorships", "title", "Title 1"),
    ({"topics": [], "primary_topic": None}, "without topics", "subfield", None),
    ({"cited_by_count": -4}, "negative count", "cited_by_count", None),
    ({"publication_date": "2020-02-31"}, None, "publication_date", "2020"),
    ({"primary_location": None}, None, "journal_id", None),
    ({"open_access": {"oa_status": "purple"}}, None, "open_access", None),
])
def test_odd_works_are_kept_and_what_is_impossible_is_unknown(
    reading, changed, note, column, value
):
    found = reading(work(**changed))
    assert found.rows("work_records")[0][column] == value
    if note:
        assert [count for text, count in found.ledger.notes.items() if note in text] == [1]
    else:
        assert not found.ledger.notes


def test_absurdly_many_citations_are_kept_as_told(reading):
    found = reading(work(cited_by_count=10**12))
    assert found.rows("work_records")[0]["cited_by_count"] == 10**12


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


@pytest.mark.parametrize("broken, reason", [
    (json.dumps(work(5))[:200], "not JSON"),
    ('["a", "list"]', "a JSON object was expected"),
    (json.dumps(work(5, cited_by_count="many")), "does not fit"),
    (json.dumps(work(5, id=None)), "has no id"),
    (json.dumps(work(5, authorships={"not": "a list"})), "does not fit"),
])
def test_a_broken_line_is_set_aside_and_the_others_stand(reading, broken, reason):
    found = reading(work(1), broken, work(2))
    assert [r["record_id"] for r in found.rows("work_records")] == [1, 2]
    (aside,) = found.ledger.aside
    assert reason in aside.reason
    assert (aside.file, aside.row) == (
        "openalex/works/updated_date=2026-01-01/part_000.gz", 2)
    assert found.ledger.records_in == 3


def test_a_record_that_is_no_work_is_set_aside(reading):
    found = reading(work(1), work(2, id="https://openalex.org/A77"))
    assert [r["record_id"] for r in found.rows("work_records")] == [1]
    assert "no OpenAlex work" in found.ledger.aside[0].reason


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
    assert SOURCE.covers(Files(tmp_path / "a", tuple(SOURCE.find(tmp_path / "a")))) == "sample"
    part(tmp_path / "b", work(), manifest=True)
    files = Files(tmp_path / "b", tuple(SOURCE.find(tmp_path / "b")))
    assert SOURCE.covers(files) == "world"
    assert SOURCE.as_of(files) == "2026-01-01"
    manifest = tmp_path / "b/openalex/works/manifest"
    manifest.rename(manifest.with_name("manifest.json"))  # as snapshots since 2026 call it
    assert SOURCE.covers(Files(tmp_path / "b", tuple(SOURCE.find(tmp_path / "b")))) == "world"


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


def test_a_merged_work_and_a_deleted_one_are_told(tmp_path):
    part(tmp_path / "files", work(1), work(2), work(3))
    gzipped(tmp_path / "files/openalex/merged_ids/works/2026-01-02.csv.gz", (
        b"merge_date,id,merge_into_id\n2026-01-02,W2,W1\n2026-01-02,W7,W1\n"
        b"2026-01-02,W3,W4285719527\n2026-01-02,W8,W999\n"))
    found = Read(tmp_path / "files")
    told = {r["record_id"]: (r["title"], r["replaced_by"]) for r in found.rows("work_records")}
    assert told == {1: ("Title 1", None), 2: (None, "W1"), 7: (None, "W1"), 3: (None, "deleted")}
    assert {r["record_id"] for r in found.rows("authorships")} == {1}


def test_reading_leaves_the_folder_as_it_was(tmp_path):
    part(tmp_path / "files", work(), manifest=True)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "files").rglob("*")}
    Read(tmp_path / "files")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "files").rglob("*")} == before
