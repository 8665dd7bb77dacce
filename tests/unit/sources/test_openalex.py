"""OpenAlex works as they come: odd ones, each weight worked by hand, persons left out."""

import pyarrow.parquet as pq
import pytest
from openalex_parts import COCHIN, INSERM, NIH, Read, author, part, work


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


def places(found):
    shown = ("position", "place", "institution_id", "country", "weight")
    return [tuple(row[name] for name in shown) for row in found.rows("authorships")]


def test_affiliations_of_which_none_has_an_institution_share_alike(reading):
    found = reading(work(authorships=[author(("Here",), ("There",), countries=("IT",))]))
    assert places(found) == [(1, 1, None, "IT", 0.5), (1, 2, None, "IT", 0.5)]


def test_of_an_author_without_institution_the_first_country_has_the_weight(reading):
    found = reading(work(authorships=[author(("Rome and Bern",), countries=("IT", "CH", "IT"))]))
    assert places(found) == [(1, 0, None, "CH", 0), (1, 1, None, "IT", 1)]


def test_an_institution_without_id_is_none_and_the_author_keeps_his_share(reading):
    nothing = {"id": None, "display_name": None, "country_code": None, "lineage": []}
    signed = author() | {"institutions": [nothing, nothing | {"id": ""}]}
    found = reading(work(authorships=[signed]))
    assert places(found) == [(1, 1, None, None, 1)]
    assert found.rows("organisation_records") == []


def test_institutions_that_no_affiliation_names_are_one_more_place(reading):
    found = reading(work(authorships=[
        author(("Inserm", INSERM)) | {"institutions": [INSERM, NIH, COCHIN, NIH]},
        author(("somewhere",)) | {"institutions": [NIH], "countries": ["US"]},
    ]))
    assert places(found) == [
        (1, 1, "openalex:I1", "FR", 1 / 4),
        (1, 2, "openalex:I2", "FR", 1 / 8), (1, 2, "openalex:I3", "US", 1 / 8),
        (2, 1, None, None, 0), (2, 2, "openalex:I3", "US", 1 / 2),
    ]


def test_an_institution_of_which_only_the_affiliation_tells_leaves_the_author_his_country(reading):
    signed = author(("Inserm", INSERM), countries=("FR",)) | {"institutions": []}
    assert places(reading(work(authorships=[signed]))) == [
        (1, 0, None, "FR", 0), (1, 1, "openalex:I1", None, 1)]


def test_the_weights_of_a_work_add_up_to_one_whatever_authors_lack(reading):
    found = reading(work(authorships=[
        author(("a", INSERM, COCHIN, NIH), ("b",), ("c", NIH)), author(), author(("d",), ("e",)),
        author(("f", INSERM), countries=("FR", "IT")), author(("g", NIH, NIH)), None,
        {"affiliations": [None], "institutions": None, "countries": None}, {},
        {"institutions": [None, {"id": None}]},
    ]))
    assert sum(found.weights().values()) == pytest.approx(1, abs=1e-12)
    assert {row["position"] for row in found.rows("authorships")} == set(range(1, 10))


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


def test_an_author_with_several_texts_but_no_list_has_them_as_one(reading):
    lists = {"institutions": [NIH], "raw_affiliation_strings": ["A", "B"]}
    bare = {"institutions": [NIH]}
    found = reading(work(authorships=[lists, bare]))
    assert places(found) == [
        (1, 1, "openalex:I3", "US", 0.5), (2, 1, "openalex:I3", "US", 0.5)]
    assert [r["affiliation"] for r in found.rows("affiliations")] == ["A; B"]


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
    ("Lab; e-mail:jean@u-paris.fr; Paris", "Lab; ; Paris"),
    ("Lab E-MAIL JDUPONT@NMT EDU", "Lab  EDU"),
    ("Dept of John's \"Lab\" 5%", "Dept of John's \"Lab\" 5%"),
])
def test_addresses_leave_texts_however_they_are_written(reading, written, kept):
    found = reading(work(authorships=[author((written, INSERM))]))
    assert [r["affiliation"] for r in found.rows("affiliations")] == [kept]


def test_a_text_that_is_an_address_alone_is_none(reading):
    found = reading(work(authorships=[author(("jean@inserm.fr", INSERM))]))
    assert found.rows("affiliations") == []
    assert [r["affiliation_id"] for r in found.rows("authorships")] == [None]


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
    ({"publication_date": "2020-02-31"}, "no day of their year", "publication_date", "2020"),
    ({"publication_date": "2019-12-31"}, "no day of their year", "publication_date", "2020"),
    ({"publication_date": "soon"}, "no day of their year", "publication_date", "2020"),
    ({"publication_date": ""}, None, "publication_date", "2020"),
    ({"publication_date": None}, None, "publication_date", "2020"),
    ({"publication_date": "2020-02-29"}, None, "publication_date", "2020-02-29"),
    ({"publication_year": 12}, "impossible year", "year", None),
    ({"title": "", "display_name": ""}, "without title", "title", None),
    ({"title": "", "display_name": "Shown"}, None, "title", "Shown"),
    ({"mesh": [{"descriptor_ui": one} for one in ("D2", "D1", "", None, "D2")]}, None, "mesh",
     ["D1", "D2"]),
    ({"mesh": [{"descriptor_ui": ""}]}, None, "mesh", None),
    ({"primary_location": {"source": {"id": "", "issn_l": ""}}}, None, "journal_id", None),
    ({"primary_location": {"source": {"id": "https://openalex.org/S9"}}}, None, "journal_id",
     "openalex:S9"),
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


@pytest.mark.parametrize("many", [10**9 + 1, 10**12, 2**63 - 1])
def test_more_citations_than_there_are_works_are_unknown_and_told(reading, many):
    found = reading(work(cited_by_count=many, counts_by_year=[
        {"year": 2021, "cited_by_count": many}, {"year": 2022, "cited_by_count": many},
        {"year": 2023, "cited_by_count": 10**9}]))
    assert found.rows("work_records")[0]["cited_by_count"] is None
    assert [(r["year"], r["citations"]) for r in found.rows("citations")] == [(2023, 10**9)]
    assert found.ledger.notes == {
        "works with more citations than there are works, taken as unknown": 1,
        "works with more citations in a year than there are works, left out": 1}


@pytest.mark.parametrize("broken", [[], ["{"]])
def test_the_expansion_pack_is_left_out_of_the_snapshot_as_of_the_api(reading, broken):
    found = reading(work(1, is_xpac=False), work(2, is_xpac=True), *broken, work(3, is_xpac=None),
                    work(2, is_xpac=True, authorships=[author(("NIH", NIH))]))
    assert set(found.titles()) == {1, 3}
    assert found.ledger.notes[
        "works of OpenAlex's expansion pack (is_xpac), left out as its API does"] == 1
    assert [r["record_id"] for r in found.rows("organisation_records")] == ["openalex:I1"]
    assert found.counts["work_records"]["kept"] == 2


def test_a_work_of_an_id_alone_is_kept_and_what_it_lacks_is_told(reading):
    found = reading({"id": "https://openalex.org/W1"})
    assert found.titles() == {1: None}
    assert found.ledger.notes == {"works without year": 1, "works without title": 1,
                                  "works without authorships": 1, "works without topics": 1}


def test_citations_of_a_year_are_told_once_and_never_negative(reading):
    found = reading(work(counts_by_year=[
        {"year": 2022, "cited_by_count": 1}, {"year": 2022, "cited_by_count": 5},
        {"year": 2021, "cited_by_count": -1}, {"year": None, "cited_by_count": 2}, None]))
    assert [(r["year"], r["citations"]) for r in found.rows("citations")] == [(2022, 1)]
    assert found.ledger.notes == {
        "works with a negative count of citations in a year, left out": 1}


def test_a_topic_is_told_once_and_as_primary_where_it_is(reading):
    first = work()["primary_topic"]
    other = first | {"id": "https://openalex.org/T2", "score": 0.5, "subfield": {"id": ""}}
    found = reading(work(1, topics=[first, other, other | {"score": 0.4}, None]),
                    work(2, primary_topic=None), work(3, topics=[]))
    assert [(r["record_id"], r["topic_id"], r["subfield"], r["score"], r["is_primary"])
            for r in found.rows("work_topics")] == [
        (1, "T1", "2730", 0.9, True), (1, "T2", None, 0.5, False),
        (2, "T1", "2730", 0.9, False), (3, "T1", "2730", 0.9, True)]


def test_institutions_are_told_by_their_own_file_and_gaps_by_works(tmp_path):
    own = {"id": COCHIN["id"], "display_name": "Own name", "country_code": "FR",
           "homepage_url": "https://a.fr", "geo": {"city": "Paris"}, "works_count": 4321}
    part(tmp_path / "files", own, {"id": "https://openalex.org/A1"}, name="institutions.jsonl.gz")
    part(tmp_path / "files", work(authorships=[author(("x", COCHIN, NIH))]))
    found = Read(tmp_path / "files")
    assert [(r["record_id"], r["name"], r["city"], r["kind"], r["works_count"])
            for r in found.rows("organisation_records")] == [
        ("openalex:I2", "Own name", "Paris", "facility", 4321),
        ("openalex:I3", "NIH", None, "government", None),
    ]
    assert found.rows("institution_lineage") == [
        {"institution_id": "openalex:I2", "ancestor_id": "openalex:I1"}]
    assert {r["same_as"] for r in found.rows("organisation_equivalences")} == {
        "ror:051sk4035", "ror:01cwqze88"}
    assert found.asides() == [
        ("institutions.jsonl.gz", 2, "the id is no OpenAlex institution")]


def test_topics_and_journals_are_read_from_their_own_files(tmp_path):
    topic = {"id": "https://openalex.org/T1", "display_name": "Topic",
             **{name: {"id": f"https://openalex.org/{name}s/{number}", "display_name": name}
                for name, number in (("subfield", 2730), ("field", 27), ("domain", 4))}}
    part(tmp_path / "files", topic, topic, {"id": "https://openalex.org/T2"},
         name="topics/updated_date=2026-01-01/part_000.gz")
    part(tmp_path / "files", {"id": "https://openalex.org/S1", "issn_l": "", "issn": [],
                              "display_name": "Place", "country_code": "FR"},
         name="sources/updated_date=2026-01-01/part_000.gz")
    found = Read(tmp_path / "files")
    assert found.rows("topics") == [{
        "topic_id": "T1", "name": "Topic", "subfield": "2730", "subfield_name": "subfield",
        "field": "27", "field_name": "field", "domain": "4", "domain_name": "domain"}]
    (journal,) = found.rows("journals")
    assert {name: value for name, value in journal.items() if value is not None} == {
        "journal_id": "openalex:S1", "openalex_id": "S1", "title": "Place", "country": "FR"}
    assert found.ledger.notes == {"topics without subfield, left out": 1}


def test_a_folder_without_works_gives_empty_tables(tmp_path):
    (tmp_path / "files/openalex").mkdir(parents=True)
    found = Read(tmp_path / "files")
    for table in ("work_records", "authorships", "work_topics", "citations", "work_references",
                  "affiliations"):
        assert found.counts[table]["kept"] == 0 and found.rows(table) == []
