"""HAL: each trap of its documents, and getting them page after page."""

import gzip
import json
import os

import pytest
from reading_sources import harvested
from serving import Server, asked_of, fail, say

from belvedere.errors import InputError
from belvedere.sources.fetching import Fetcher
from belvedere.sources.hal import SOURCE
from belvedere.tables.publications import HAL


def document(number=1, **fields):
    return {"docid": str(number), "halId_s": f"hal-{number:08d}", "docType_s": "ART",
            "title_s": ["A title"], **fields}


def person(number, idhal=""):
    return f"Jane Doe_FacetSep_{number}_FacetSep_{idhal}"


def structure(of, number, name="Somewhere"):
    return f"{of}_FacetSep_Jane Doe_JoinSep_{number}_FacetSep_{name}"


def lines(folder, *found, name="hal/docs.jsonl"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(
        (one if isinstance(one, str) else json.dumps(one)) + "\n" for one in found))
    return path


def the_work(found):
    (row,) = found.rows["work_records"]
    return {key: value for key, value in row.items() if value is not None}


def signed(found):
    return [
        (row["position"], row["institution_id"], row["country"], row["weight"])
        for row in found.rows["authorships"]
    ]


def test_a_document_is_read_whole(tmp_path):
    lines(tmp_path, document(
        7, halId_s="hal-00000007v3", doiId_s="10.1038/NATURE12373", pubmedId_s="11",
        pubmedcentralId_s="PMC12", title_s=["A  title", "Un titre"], language_s=["en"],
        publicationDate_s="2014-05", producedDate_s="2013", journalTitle_s="Nature",
        journalIssn_s="0028-0836", openAccess_bool=True,
        modifiedDate_tdate="2020-01-02T03:04:05Z", authQuality_s=["aut", "crp"],
        authFullNameFormIDPersonIDIDHal_fs=[person("1-2", "jane-doe"), person("3-0")],
        authIdHasStructure_fs=[structure("1-2", 50), structure("1-2", 60), structure("3-0", 50)],
        structId_i=[50, 60], structCountry_s=["fr", "ch"],
    ))
    found = harvested(SOURCE, tmp_path)
    row = the_work(found)
    row.pop("publication_date_first"), row.pop("publication_date_last")
    assert row == {
        "record_id": HAL + 7, "source": "hal", "doi": "10.1038/nature12373", "pmid": "11",
        "pmcid": "PMC12", "hal_id": "hal-00000007", "title": "A title", "type": "article",
        "publication_date": "2014-05", "year": 2014, "language": "en",
        "journal_id": "issn:0028-0836", "journal": "Nature", "source_type": "journal",
        "open_access": "green", "updated": "2020-01-02",
    }
    assert signed(found) == [
        (1, "hal:50", "FR", 0.25), (1, "hal:60", "CH", 0.25), (2, "hal:50", "FR", 0.5),
    ]
    assert [row["is_corresponding"] for row in found.rows["authorships"]] == [None, None, True]
    assert "Doe" not in repr(found.rows)
    assert not found.ledger.aside and not found.ledger.unknowns


@pytest.mark.parametrize(("given", "kind", "told"), [
    ({"docType_s": "ART"}, "article", None),
    ({"docType_s": "ART", "docSubType_s": "ARTREV"}, "review", None),
    ({"docType_s": "COMM"}, "conference-paper", None),
    ({"docType_s": "COUV"}, "book-chapter", None), ({"docType_s": "OUV"}, "book", None),
    ({"docType_s": "THESE"}, "dissertation", None), ({"docType_s": "HDR"}, "dissertation", None),
    ({"docType_s": "UNDEFINED"}, "preprint", None), ({"docType_s": "POSTER"}, "other", None),
    ({"docType_s": "NOVEL"}, "other", "NOVEL"), ({"docType_s": None}, None, None),
])
def test_kinds_of_document_are_in_openalex_words(tmp_path, given, kind, told):
    lines(tmp_path, document() | given)
    found = harvested(SOURCE, tmp_path)
    assert found.rows["work_records"][0]["type"] == kind
    assert [code for _, code in found.ledger.unknowns] == [told] * (told is not None)


@pytest.mark.parametrize(("given", "number"), [
    ({"docid": 1408016, "halId_s": "hal-01500382"}, 1408016),
    ({"docid": "1408016"}, 1408016),
    ({"docid": None, "halId_s": "hal-01500382v2"}, 1500382),
    ({"docid": None, "halId_s": "inserm-00123456"}, 123456),
])
def test_a_document_without_number_has_that_of_its_hal_id(tmp_path, given, number):
    lines(tmp_path, document() | given)
    assert the_work(harvested(SOURCE, tmp_path))["record_id"] == HAL + number


def test_records_that_are_no_document_are_set_aside_without_their_text(tmp_path):
    lines(tmp_path, document(1), '{"docid": "2", "authFullName_s": ["Jane', "[]",
          {"docid": "x-1", "halId_s": "x-1-y"}, {"docid": {"type": "long"}}, document(3))
    found = harvested(SOURCE, tmp_path)
    assert [row["hal_id"] for row in found.rows["work_records"]] == [
        "hal-00000001", "hal-00000003",
    ]
    assert [(entry.row, entry.reason.partition(" (")[0]) for entry in found.ledger.aside] == [
        (2, "not JSON"), (3, "a JSON object was expected, not list"),
        (4, "has neither a document number nor a HAL id with one"),
        (5, "has neither a document number nor a HAL id"),
    ]
    assert "Jane" not in repr(found.ledger.aside)
    assert found.ledger.records_in == 6


def test_what_is_no_identifier_or_date_is_told(tmp_path):
    lines(tmp_path, document(
        doiId_s="doi/1", pubmedId_s="PMID 3", journalIssn_s="1", language_s=["english"],
        publicationDate_s="0000-00-00", producedDate_s="2012"))
    found = harvested(SOURCE, tmp_path)
    row = the_work(found)
    assert row["publication_date"] == "2012"
    assert not {"doi", "pmid", "journal_id", "language"} & set(row)
    assert {column.partition(".")[2] for column, _ in found.ledger.unknowns} == {
        "doi", "pmid", "journal_id", "language", "publication_date",
    }


@pytest.mark.parametrize(("published", "produced", "date"), [
    ("2105-01-01", "2014", "2014"), ("2105", None, None), ("0001-01-01", None, None),
])
def test_a_year_in_which_nothing_can_have_appeared_is_told_and_left_out(
    tmp_path, published, produced, date
):
    lines(tmp_path, document(7, publicationDate_s=published, producedDate_s=produced))
    found = harvested(SOURCE, tmp_path)
    row = the_work(found)
    assert (row.get("publication_date"), row.get("year")) == (date, date and int(date))
    assert dict(found.ledger.unknowns) == {("work_records.publication_date", published): 1}


def test_a_title_in_several_languages_is_the_english_one(tmp_path):
    lines(tmp_path, document(1) | {"title_s": None, "fr_title_s": ["Titre"],
                                   "en_title_s": ["Title"]},
          document(2) | {"title_s": None, "it_title_s": ["Titolo"]})
    assert [row["title"] for row in harvested(SOURCE, tmp_path).rows["work_records"]] == [
        "Title", "Titolo",
    ]


def test_editors_and_translators_are_no_authors(tmp_path):
    lines(tmp_path, document(
        authQuality_s=["aut", "scientific_editor"],
        authFullNameFormIDPersonIDIDHal_fs=[person("1-0"), person("1-0")],
        authIdHasStructure_fs=[structure("1-0", 5), structure("1-0", 5)]))
    assert signed(harvested(SOURCE, tmp_path)) == [(1, "hal:5", None, 1.0)]


def test_a_collection_is_signed_by_its_editors(tmp_path):
    lines(tmp_path, document(docType_s="DOUV", authQuality_s=["scientific_editor"] * 2,
                             authFullName_s=["Jane", "John"]))
    assert signed(harvested(SOURCE, tmp_path)) == [(1, None, None, 0.5), (2, None, None, 0.5)]


def test_structures_that_are_not_told_by_author_share_the_work(tmp_path):
    lines(tmp_path, document(authFullName_s=["Jane", "John"], structId_i=[5, 6, 5]))
    found = harvested(SOURCE, tmp_path)
    assert signed(found) == [(1, "hal:5", None, 0.5), (1, "hal:6", None, 0.5)]
    assert found.ledger.notes == {"documents whose structures are not told by author": 1}


def test_countries_of_another_number_than_structures_are_not_paired(tmp_path):
    lines(tmp_path, document(structId_i=[5, 6], structCountry_s=["fr"]))
    assert {row[2] for row in signed(harvested(SOURCE, tmp_path))} == {None}


def test_a_document_given_twice_is_kept_once(tmp_path):
    lines(tmp_path, document(1), document(1, title_s=["Another"]))
    found = harvested(SOURCE, tmp_path)
    assert the_work(found)["title"] == "A title"
    assert found.ledger.notes == {"documents given more than once; the first stands": 1}


def test_pages_and_arrays_are_read(tmp_path):
    page = {"response": {"numFound": 2, "docs": [document(1), "x"]}, "nextCursorMark": "a"}
    (tmp_path / "hal_page.json").write_text(json.dumps(page))
    (tmp_path / "hal_array.json").write_text(json.dumps([document(2)]))
    found = harvested(SOURCE, tmp_path)
    assert {row["record_id"] - HAL for row in found.rows["work_records"]} == {1, 2}
    assert [entry.reason for entry in found.ledger.aside] == [
        "a JSON object was expected, not str"]


@pytest.mark.parametrize(("content", "words"), [
    ('{"response": 3}', "neither an array of documents nor a page"), ('[{"docid"', "not JSON"),
])
def test_another_document_is_refused(tmp_path, content, words):
    (tmp_path / "hal_page.json").write_text(content)
    with pytest.raises(InputError, match=rf"hal_page\.json: {words}"):
        harvested(SOURCE, tmp_path)


class Api(Server):
    """HAL's search, in pages of two of three documents."""

    def __init__(self):
        super().__init__()
        self.asked, self.wrong, self.failures = [], {}, []

    def handle(self, request):
        _, query = asked_of(request)
        self.asked.append(query)
        mark = query["cursorMark"]
        docs, following = {
            "*": ([document(1, authIdHasStructure_fs=[structure("1-0", 5)],
                            authFullNameFormIDPersonIDIDHal_fs=[person("1-0", "jd")]),
                   document(2)], "m1"),
            "m1": ([document(3)], "m2"), "m2": ([], "m2"),
        }[mark]
        answer = {"response": {"numFound": 3, "docs": docs}, "nextCursorMark": following}
        body = json.dumps(self.wrong.get(mark, answer)).encode()
        if self.failures and (failure := self.failures.pop(0)):
            fail(request, failure, body)
        else:
            say(request, 200, body)


@pytest.fixture
def api():
    with Api() as running:
        yield running


@pytest.fixture
def fetch(api, tmp_path):
    fetcher = Fetcher(tmp_path, quiet=True)
    fetcher.first_wait = 0.001
    return lambda structures=(5,): SOURCE.fetch(
        fetcher, {"address": f"{api.url}/search/", "hal_structures": structures})


def test_documents_of_structures_are_fetched_page_after_page_without_names(api, fetch, tmp_path):
    paths = fetch([5, "6"])
    assert [path.name for path in paths] == [
        f"documents-0000{page}.json.gz" for page in (1, 2, 3)]
    assert api.asked[0]["fq"] == "structId_i:(5 OR 6)"
    assert [asked["cursorMark"] for asked in api.asked] == ["*", "m1", "m2"]
    assert not any(b"Doe" in gzip.decompress(path.read_bytes()) for path in paths)
    assert list(paths) == SOURCE.find(tmp_path)
    found = harvested(SOURCE, tmp_path)
    assert len(found.rows["work_records"]) == 3
    assert signed(found) == [(1, "hal:5", None, 1.0)]


def test_documents_come_through_refusals_and_cuts(api, fetch, tmp_path):
    api.failures = [429, "cut", 503, None, "cut", None, 503]
    assert len(fetch()) == 3 and not api.failures
    assert len(harvested(SOURCE, tmp_path).rows["work_records"]) == 3


def test_fewer_documents_than_promised_are_told(api, fetch, tmp_path):
    api.wrong["m1"] = {"response": {"numFound": 3, "docs": []}, "nextCursorMark": "m1"}
    with pytest.raises(InputError, match=r"promised 3 documents and gave 2"):
        fetch()
    assert SOURCE.find(tmp_path) == []
    api.wrong.clear()
    assert len(fetch()) == 3


def test_a_fetch_that_was_cut_goes_on_after_its_last_page(api, fetch, tmp_path):
    api.wrong["m1"] = {"error": {"msg": "too busy"}}
    with pytest.raises(InputError, match=r"page 2 is no page of documents \(too busy\)"):
        fetch()
    assert SOURCE.find(tmp_path) == []
    api.wrong.clear()
    assert len(fetch()) == 3
    assert [asked["cursorMark"] for asked in api.asked] == ["*", "m1", "m1", "m2"]


def test_a_fetch_that_was_cut_long_ago_begins_anew(api, fetch, tmp_path):
    api.wrong["m1"] = []
    with pytest.raises(InputError):
        fetch()
    os.utime(tmp_path / "hal_api.part" / "asked", (0, 0))
    api.wrong.clear()
    fetch()
    assert [asked["cursorMark"] for asked in api.asked] == ["*", "m1", "*", "m1", "m2"]


def test_a_structure_is_named_by_its_number(fetch):
    with pytest.raises(InputError, match=r"Inserm are not.*landscape\.toml.*hal_structures"):
        fetch(["Inserm"])


def test_hal_is_left_out_where_no_structure_is_named(fetch, api):
    assert fetch([]) == () and not api.asked
