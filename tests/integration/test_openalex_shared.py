"""The OpenAlex records of the shared folder, all of them, against a count of their own."""

import gzip
import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from reading_sources import check, written

from belvedere.sources.base import Files
from belvedere.sources.openalex import SOURCE
from belvedere.tables import TABLES
from belvedere.tables.ledger import Ledger

SHARED = Path(__file__).parents[3] / "shared" / "data"
RECORDS = {
    "all_topics.parquet": 4_516,
    "institutions.jsonl.gz": 196,
    "institutions_master_45k.parquet": 45_164,
    "raw_pages/institutions_page_50.json.gz": 50,
    "raw_pages/works_medical_2026.jsonl.gz": 95,
    "raw_pages/works_page_200.json.gz": 200,
    "sources.jsonl.gz": 126,
    "topics.jsonl.gz": 306,
    "works.jsonl.gz": 1_722,
    "works_from_openalexR.jsonl.gz": 11_629,
}
WORKS = tuple(name for name in RECORDS if "works" in name)


@pytest.fixture(scope="module")
def harvested(tmp_path_factory):
    """The tables of the shared files, each row checked, and their account."""
    if not (SHARED / "openalex").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    files = Files(SHARED, tuple(SOURCE.find(SHARED)))
    ledger, out = Ledger(), tmp_path_factory.mktemp("openalex")
    counts = SOURCE.write(files, ledger, out)
    rows = {name: written(out, name) for name in counts}
    for name, found in rows.items():
        check(TABLES[name], found)
    return SimpleNamespace(files=files, ledger=ledger, counts=counts, rows=rows)


@pytest.fixture(scope="module")
def given():
    """The works as json and gzip read them: of each, the record changed last."""
    if not (SHARED / "openalex").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    stand = {}
    for name in WORKS:
        text = gzip.decompress((SHARED / "openalex" / name).read_bytes()).decode()
        found = json.loads(text)["results"] if "page" in name.rpartition("/")[2] else [
            json.loads(line) for line in text.split("\n") if line]
        assert len(found) == RECORDS[name]
        for work in found:
            before = stand.get(work["id"], {}).get("updated_date") or ""
            if work["id"] not in stand or (work.get("updated_date") or "") >= before:
                stand[work["id"]] = work
    return list(stand.values())


def test_every_record_is_read_and_none_is_set_aside(harvested):
    assert dict(harvested.ledger.records) == {
        f"openalex/{name}": count for name, count in RECORDS.items()}
    assert harvested.ledger.aside == []
    assert SOURCE.covers(harvested.files) == "sample"


def test_every_work_is_kept_once(harvested, given):
    assert harvested.counts["work_records"] == {
        "offered": 13_646, "kept": 13_343, "repeated": 303, "set_aside": 0}
    assert len(given) == 13_343
    assert {row["openalex_id"] for row in harvested.rows["work_records"]} == {
        work["id"].rpartition("/")[2] for work in given}
    assert harvested.ledger.notes["works given twice: the one changed last stands"] == 303


def test_works_have_the_title_year_and_citations_that_stand(harvested, given):
    assert {
        row["openalex_id"]: (row["title"], row["year"], row["cited_by_count"], row["type"])
        for row in harvested.rows["work_records"]
    } == {
        work["id"].rpartition("/")[2]: (
            work.get("title") or work.get("display_name") or None, work.get("publication_year"),
            work.get("cited_by_count"), work.get("type"))
        for work in given
    }


def test_what_hangs_on_works_is_whole(harvested, given):
    def of(table, name="record_id"):
        return Counter(row[name] for row in harvested.rows[table])

    def number(work):
        return int(work["id"].rpartition("/W")[2])

    authors = {(number(work), place) for work in given
               for place, _ in enumerate(work.get("authorships") or (), start=1)}
    assert {(row["record_id"], row["position"]) for row in harvested.rows["authorships"]} == authors
    assert len(authors) == sum(len(work.get("authorships") or ()) for work in given)
    assert of("work_topics") == Counter({
        number(work): len({topic["id"] for topic in work["topics"]})
        for work in given if work.get("topics")})
    assert {(row["record_id"], row["year"]): row["citations"]
            for row in harvested.rows["citations"]} == {
        (number(work), year["year"]): year["cited_by_count"] for work in given
        for year in work.get("counts_by_year") or () if year["cited_by_count"] > 0}
    assert of("work_references") == Counter({
        number(work): len(set(work["referenced_works"]))
        for work in given if work.get("referenced_works")})
    assert {name: count["kept"] for name, count in harvested.counts.items()} == {
        "work_records": 13_343, "authorships": 65_073, "work_topics": 3_987, "citations": 11_941,
        "work_references": 65_083, "affiliations": 23_076, "organisation_records": 45_533,
        "organisation_equivalences": 45_509, "institution_lineage": 2_789, "journals": 4_146,
        "topics": 4_516,
    }


def test_institutions_of_authors_are_whole(harvested, given):
    expected = set()
    for work in given:
        number = int(work["id"].rpartition("/W")[2])
        for place, author in enumerate(work.get("authorships") or (), start=1):
            named = [seat.get("id") for seat in author.get("institutions") or ()]
            named += [id_ for one in author.get("affiliations") or ()
                      for id_ in one.get("institution_ids") or ()]
            expected |= {(number, place, f"openalex:{id_.rpartition('/')[2]}")
                         for id_ in named if id_}
    assert expected == {
        (row["record_id"], row["position"], row["institution_id"])
        for row in harvested.rows["authorships"] if row["institution_id"]}


def test_the_weights_of_each_work_add_up_to_one(harvested, given):
    sums = Counter()
    for row in harvested.rows["authorships"]:
        sums[row["record_id"]] += row["weight"]
    assert len(sums) == sum(1 for work in given if work.get("authorships"))
    assert max(abs(total - 1) for total in sums.values()) < 1e-9


def test_no_author_and_no_e_mail_address_is_left(harvested, given):
    texts = [row["affiliation"] for row in harvested.rows["affiliations"]]
    # What is left is the name of a place: water@leeds, Robotics@PoliTo, ERI@N.
    assert {word for text in texts for word in text.split() if "@" in word} == {
        "(ERI@N)", "Robotics@PoliTo,", "water@leeds,"}
    columns = {name for rows in harvested.rows.values() for row in rows[:1] for name in row}
    assert not {name for name in columns if "orcid" in name or name.startswith("author_")} - {
        "author_key"}


def test_affiliations_are_the_texts_that_authors_gave(harvested, given):
    expected = set()
    for work in given:
        for author in work.get("authorships") or ():
            lists = author.get("affiliations")
            texts = ([one.get("raw_affiliation_string") for one in lists] if lists else
                     ["; ".join(author.get("raw_affiliation_strings") or ())
                      or author.get("raw_affiliation_string")])
            expected |= {text.strip() for text in texts if text and text.strip()}
    kept = {row["affiliation"].strip() for row in harvested.rows["affiliations"]}
    plain = {text for text in expected if "@" not in text and "[at]" not in text}
    assert plain <= kept
    # the others are shorter by an address, or those that name a place
    assert 0 < len(kept - plain) <= len(expected - plain)


def test_topics_are_those_of_the_whole_list(harvested):
    listed = pq.read_table(SHARED / "openalex" / "all_topics.parquet").to_pylist()
    assert {row["topic_id"]: row["subfield"] for row in harvested.rows["topics"]} == {
        row["topic_id"]: str(row["subfield_id"]) for row in listed}
    assert len({row["subfield"] for row in harvested.rows["topics"]}) == 252


def test_what_works_lack_is_told(harvested, given):
    notes = harvested.ledger.notes
    # told of all records, before those of several files are brought together
    assert {name: notes[f"works {name}"] for name in (
        "without authorships", "without topics", "without title")} == {
        "without authorships": 55, "without topics": 11_830, "without title": 17}
    assert sum(1 for work in given if not work.get("authorships")) <= 55
