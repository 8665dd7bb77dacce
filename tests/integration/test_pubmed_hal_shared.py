"""The PubMed and HAL records of the shared folder, all of them, held to a full parser."""

import gzip
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from reading_sources import harvested

from belvedere.sources import hal, pubmed
from belvedere.sources._pubmed_text import affiliation
from belvedere.tables.publications import PUBMED

SHARED = Path(__file__).parents[3] / "shared" / "data"
MALFORMED = SHARED / "pubmed" / "malformed_articles_NOT_wellformed.txt.gz"


@pytest.fixture(scope="module")
def of_pubmed(tmp_path_factory):
    if not (SHARED / "pubmed").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    return harvested(pubmed.SOURCE, SHARED, tmp_path_factory.mktemp("pubmed"))


@pytest.fixture(scope="module")
def of_hal(tmp_path_factory):
    if not (SHARED / "hal").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    return harvested(hal.SOURCE, SHARED, tmp_path_factory.mktemp("hal"))


def test_every_pubmed_record_is_read(of_pubmed):
    _, ledger, counts = of_pubmed
    assert [path.name for path in pubmed.find(SHARED)] == [
        "pubmed_articles.xml.gz", "raw_pubmed21n1003_part.xml.gz", "medline16n0902_part.xml.gz",
    ]
    # 605: 604 citations and one that the file withdraws.
    assert sorted(ledger.records.values()) == [51, 435, 605]
    assert not ledger.aside and not ledger.unknowns
    # All 51 raw records are among the articles of the other file, which comes later.
    assert ledger.notes == {"records of which a later file has a newer version": 51}
    assert counts["work_records"] == {
        "offered": 1_040, "kept": 1_040, "repeated": 0, "set_aside": 0,
    }
    assert all(count["set_aside"] == 0 for count in counts.values())


def test_cutting_by_tags_finds_what_a_full_parser_finds(of_pubmed):
    paths, tables = pubmed.find(SHARED), of_pubmed.rows
    rows = {row["record_id"]: row for row in tables["work_records"]}
    texts = {row["affiliation_id"]: row["affiliation"] for row in tables["affiliations"]}
    signed, weights = {}, Counter()
    for row in tables["authorships"]:
        signed.setdefault(row["record_id"], []).append(
            (row["position"], texts.get(row["affiliation_id"])))
        weights[row["record_id"]] += row["weight"]
    grants = Counter(row["record_id"] for row in tables["work_grants"])
    compared = 0
    for path in (paths[0], paths[2]):
        with gzip.open(path) as handle:
            root = ElementTree.parse(handle).getroot()
        for citation in root.iter("MedlineCitation"):
            number = PUBMED + int(citation.findtext("PMID"))
            row = rows[number]
            if row["replaced_by"]:
                continue
            article = citation.find("Article")
            title = " ".join("".join(article.find("ArticleTitle").itertext()).split())
            assert (row["title"] or "") == title
            assert (row["mesh"] or []) == list(dict.fromkeys(
                one.get("UI") for one in citation.iterfind("MeshHeadingList//DescriptorName")))
            assert (row["journal"] or "") == (article.findtext("Journal/Title") or "")
            expected = []
            authors = article.findall("AuthorList/Author")
            for position, author in enumerate(authors, start=1):
                given = [affiliation(" ".join("".join(one.itertext()).split()).encode()
                                     .replace(b"&", b"&amp;").replace(b"<", b"&lt;"))
                         for one in author.iter("Affiliation")]
                given = [one for one in dict.fromkeys(given) if one]
                expected += [(position, one) for one in given or [None]]
            assert signed.get(number, []) == expected
            assert weights[number] == pytest.approx(1 if authors else 0)
            assert grants[number] == len({
                tuple(" ".join((one.findtext(name) or "").split())
                      for name in ("Agency", "GrantID"))
                for one in article.iterfind("GrantList/Grant")})
            compared += 1
        for found in root.iter("PubmedArticle"):
            row = rows[PUBMED + int(found.findtext("MedlineCitation/PMID"))]
            told = {one.get("IdType"): one.text
                    for one in found.iterfind("PubmedData/ArticleIdList/ArticleId")}
            located = [one.text for one in found.iterfind("MedlineCitation/Article/ELocationID")
                       if one.get("EIdType") == "doi" and one.get("ValidYN") != "N"]
            doi = told.get("doi") or next(iter(located), None)
            assert row["doi"] == (doi and doi.lower())
            assert row["pmcid"] == told.get("pmc")
    assert compared == 435 + 604


def test_no_name_address_or_number_of_a_person_is_kept(of_pubmed):
    rows = repr(of_pubmed.rows)
    assert "@" not in rows
    assert "orcid" not in rows.lower()


def test_the_malformed_file_is_told_with_its_line(of_pubmed, tmp_path):
    shutil.copy(MALFORMED, tmp_path / "pubmed_malformed.xml.gz")
    _, ledger, counts = harvested(pubmed.SOURCE, tmp_path)
    assert counts["work_records"]["kept"] == 0
    (aside,) = ledger.aside
    assert (aside.file, aside.row) == ("pubmed_malformed.xml.gz", 1)
    assert aside.reason == (
        "line 27: not well-formed, not well-formed (invalid token), in PMID 24694772; read on "
        "from the next record")
    assert aside.content == ""


def test_every_hal_document_is_read_or_explained(of_hal):
    _, ledger, counts = of_hal
    assert [path.name for path in hal.find(SHARED)] == ["docs.jsonl.gz"]
    assert (ledger.records_in, ledger.records_set_aside) == (61, 13)
    # Made-up records of somebody's tests without a number, and one mapping of fields.
    assert all("neither a document number" in entry.reason for entry in ledger.aside)
    assert counts["work_records"] == {
        "offered": 48, "kept": 48, "repeated": 0, "set_aside": 0,
    }
    assert set(ledger.unknowns) == {
        ("work_records.doi", "doi/1234"), ("work_records.doi", "doi/test-keyword-collision"),
    }
    assert counts["authorships"]["kept"] == counts["authorships"]["offered"] == 298


def test_the_weights_of_a_hal_document_add_up_to_one(of_hal):
    weights = Counter()
    for row in of_hal.rows["authorships"]:
        weights[row["record_id"]] += row["weight"]
    assert all(total == pytest.approx(1) for total in weights.values())
