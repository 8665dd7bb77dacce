"""The EPO's exchange-documents: JSON and XML, families, who applies, and bad input."""

import json
from xml.sax.saxutils import escape

import pytest
from reading_sources import gzipped, harvested

from belvedere.errors import InputError
from belvedere.sources.base import Files
from belvedere.sources.epo import SOURCE
from belvedere.sources.fetching import Fetcher

NAMESPACE = "http://www.epo.org/exchange"


def parties(role, **by_format):
    return [
        {"@sequence": str(n), "@data-format": form, f"{role}-name": {"name": {"$": name}}}
        for form, names in by_format.items() for n, name in enumerate(names, start=1)]


def dated(number, date):
    country = number[:2]
    return {"document-id": [
        {"@document-id-type": "docdb", "country": {"$": country},
         "doc-number": {"$": number[2:]}, "kind": {"$": "A"}},
        {"@document-id-type": "epodoc", "doc-number": {"$": number}, "date": {"$": date}}]}


def document(number="EP1000000", kind="A1", family="19768124", *, published="20160120",
             priorities=(("FR1400001", "20140715"),), applied="EP14000001",
             applicants=None, inventors=None, **rest):
    """An exchange-document as the service gives it in JSON."""
    return {
        "@system": "ops.epo.org", "@family-id": family, "@country": number[:2],
        "@doc-number": number[2:], "@kind": kind,
        "bibliographic-data": {
            "publication-reference": dated(number, published),
            "application-reference": dated(applied, "20150714"),
            "priority-claims": {"priority-claim": [
                {"@sequence": str(n), "@kind": "national", **dated(*claim)}
                for n, claim in enumerate(priorities, start=1)]},
            "parties": {
                "applicants": {"applicant": parties(
                    "applicant", **(applicants or {"epodoc": ["INST ALICE\u2002[FR]"]}))},
                "inventors": {"inventor": parties(
                    "inventor", **(inventors or {"epodoc": ["DOE JANE\u2002[FR]"]}))}},
            "invention-title": [{"$": "Lunettes", "@lang": "fr"}, {"$": "Glasses", "@lang": "en"}],
            **rest,
        }}


def lines(folder, *found, name="epo_ops/documents.jsonl"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(
        (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) + "\n"
        for one in found), encoding="utf-8")
    return path


def the(found, table, *columns):
    return [tuple(row[name] for name in columns) for row in found.rows[table]]


def xml(value, name):
    """The same value as the service writes it in XML."""
    if isinstance(value, list):
        return "".join(xml(one, name) for one in value)
    given = "".join(f' {key[1:]}="{escape(text)}"' for key, text in value.items()
                    if key.startswith("@"))
    inner = escape(value.get("$", "")) + "".join(
        xml(child, key) for key, child in value.items() if key[0] not in "@$")
    return f"<{name}{given}>{inner}</{name}>"


def as_xml(*found):
    inner = "\n".join(xml(one, "exchange-document") for one in found)
    return (f'<?xml version="1.0"?>\n<w:world xmlns:w="http://ops.epo.org" xmlns="{NAMESPACE}">'
            f"<exchange-documents>\n{inner}\n</exchange-documents></w:world>").encode()


def test_the_documents_of_a_family_are_one_family(tmp_path):
    lines(
        tmp_path,
        document("FR3000001", published="20160115", priorities=(), applied="FR1400001"),
        document(),
        document(kind="B1", published="20180606"),
        document("US2016000001", published="20160512", applied="US201514000001",
                 priorities=(("FR1400001", "20140715"), ("WO2015EP00001", "20150714"))))
    found = harvested(SOURCE, tmp_path)
    assert the(found, "patent_families", "family_id", "kind", "title", "priority", "published",
               "offices", "office_count", "applications", "documents", "first_document") == [
        ("docdb:19768124", "patent", "Glasses", "2014-07-15", "2016-01-15", ["EP", "FR", "US"], 3,
         3, 4, "FR3000001A1")]
    assert the(found, "patent_applications", "application_id", "office", "filed", "documents") == [
        ("FR:1400001:A", "FR", "2015-07-14", ["FR3000001A1"]),
        ("EP:14000001:A", "EP", "2015-07-14", ["EP1000000A1", "EP1000000B1"]),
        ("US:201514000001:A", "US", "2015-07-14", ["US2016000001A1"])]
    assert not found.ledger.aside and not found.ledger.unknowns


def test_without_a_priority_the_filing_is_the_first(tmp_path):
    lines(tmp_path, document(priorities=()))
    assert the(harvested(SOURCE, tmp_path), "patent_families", "priority") == [("2015-07-14",)]


def test_xml_and_json_say_the_same(tmp_path):
    whole = document(**{
        "classifications-ipcr": {"classification-ipcr": [
            {"@sequence": "1", "text": {"$": "G01N  33/   50            A I"}}]},
        "patent-classifications": {"patent-classification": [{
            "@sequence": "1", "classification-scheme": {"@office": "EP", "@scheme": "CPCI"},
            "section": {"$": "A"}, "class": {"$": "61"}, "subclass": {"$": "K"},
            "main-group": {"$": "31"}, "subgroup": {"$": "404"}}, {
            "classification-scheme": {"@office": "JP", "@scheme": "FTERM"},
            "classification-symbol": {"$": "4C084/AA"}}]}})
    lines(tmp_path / "json", whole)
    gzipped(tmp_path / "xml" / "epo_ops" / "documents.xml.gz", as_xml(whole))
    one, other = harvested(SOURCE, tmp_path / "json"), harvested(SOURCE, tmp_path / "xml")
    assert one.rows == other.rows
    assert the(one, "patent_classes", "scheme", "symbol", "subclass") == [
        ("IPC", "G01N 33/50", "G01N"), ("CPC", "A61K 31/404", "A61K")]
    assert the(one, "patent_families", "subclasses") == [(["G01N"],)]


def test_documents_are_found_in_any_answer_of_the_service(tmp_path):
    path = tmp_path / "exchange-documents.json"
    path.write_text(json.dumps({"ops:world-patent-data": {"ops:biblio-search": {
        "ops:search-result": {"exchange-documents": [
            {"exchange-document": document()},
            {"exchange-document": document("FR3000001", family="2")}]}}}}), encoding="utf-8")
    lines(tmp_path, {"exchange-documents": {"exchange-document": [
        document("US1", "B2", "3"), document("US2", "B2", "4")]}})
    found = harvested(SOURCE, tmp_path)
    assert len(found.rows["patent_families"]) == found.ledger.records_in == 4


@pytest.mark.parametrize(("number", "kind", "applied", "what"), [
    ("EP1000000", "A1", "A", "patent"), ("WO2015000001", "A2", "W", "patent"),
    ("ES2206423", "T3", "T", "patent"), ("DE202014000001", "U1", "U", "utility_model"),
    ("JP3000001", "Y", "A", "utility_model"), ("FR3016130", "A3", "A", "utility_model"),
    ("EP1000000", "A3", "A", "patent"), ("USD1003906", "S", "F", "design"),
    ("TWD222991", "S", "A", "design"),
])
def test_a_patent_is_told_from_a_utility_model_and_a_design(tmp_path, number, kind, applied, what):
    one = document(number, kind)
    one["bibliographic-data"]["application-reference"]["document-id"][0]["kind"]["$"] = applied
    lines(tmp_path, one)
    assert the(harvested(SOURCE, tmp_path), "patent_families", "kind") == [(what,)]


def test_a_family_is_a_patent_where_one_of_its_documents_is(tmp_path):
    lines(tmp_path, document("DE202014000001", "U1"), document())
    assert the(harvested(SOURCE, tmp_path), "patent_families", "kind") == [("patent",)]


def test_applicants_are_those_of_the_earliest_document_that_names_organisations(tmp_path):
    lines(
        tmp_path,
        document("US2016000001", published="20160101", applicants={"original": ["DOE, Jane,"]}),
        document("AU2016000001", published="20160102", applicants={"epodoc": ["ALICE INST"]}),
        document("WO2016000001", published="20160121", applicants={
            "epodoc": ["INST ALICE\u2002[FR]", "UNIV BOB\u2002[GB]", "DOE JANE\u2002[FR]"],
            "original": ["INSTITUT ALICE,", "UNIVERSITY OF BOB"]}),
        document("FR3000001", published="20160121"),
        document("EP1000000", published="20180101", applicants={"epodoc": ["CAROL LTD\u2002[GB]"]}))
    found = harvested(SOURCE, tmp_path)
    assert the(found, "patent_applicants", "position", "organisation_id", "name", "country",
               "is_person", "stated_in") == [
        (1, "applicant:inst alice [FR]", "INST ALICE", "FR", False, "WO2016000001A1"),
        (2, "applicant:univ bob [GB]", "UNIV BOB", "GB", False, "WO2016000001A1")]
    assert the(found, "organisation_records", "record_id", "scheme", "name", "country") == [
        ("applicant:inst alice [FR]", "applicant", "INST ALICE", "FR"),
        ("applicant:univ bob [GB]", "applicant", "UNIV BOB", "GB")]


@pytest.mark.parametrize("written", [
    "DOE JANE\u2002[FR]", "JANE DOE", "DOË, Jane,", "DOEE JANE\u2002[FR]"])
def test_no_name_of_a_person_is_kept_however_it_is_written(tmp_path, written):
    lines(tmp_path, document(applicants={"epodoc": [written]}))
    found = harvested(SOURCE, tmp_path)
    assert the(found, "patent_applicants", "organisation_id", "name", "is_person") == [
        (None, None, True)]
    assert the(found, "patent_inventors", "position", "country") == [(1, "FR")]
    assert not found.rows["organisation_records"]
    assert "doe" not in repr(found.rows).lower()


def test_a_name_in_two_scripts_is_one_applicant(tmp_path):
    both = ["愛麗絲公司\u2002[TW]", "ALICE CORP\u2002[TW]"]
    lines(tmp_path, document(applicants={"epodoc": both}),
          document("RU2015000001", family="2", applicants={"original": ["АЛИСА, ИНК."]}))
    assert the(harvested(SOURCE, tmp_path), "patent_applicants", "name") == [
        ("ALICE CORP",), ("АЛИСА, ИНК.",)]


def test_a_family_of_which_nobody_is_named_is_kept(tmp_path):
    lines(tmp_path, document("JP2005533465", "A", applicants={"epodoc": []}))
    assert the(harvested(SOURCE, tmp_path), "patent_applicants", "position", "organisation_id",
               "is_person", "stated_in") == [(1, None, None, None)]


def test_bad_records_are_set_aside_with_their_place_and_stop_no_other(tmp_path):
    other = document(kind="B1", family="7")
    lines(
        tmp_path, document(), "{not json", {"exchange-documents": {}},
        document("EP2000000", family=""), document("1"), document(),
        document(published="20160121"), {**other, "bibliographic-data": None})
    found = harvested(SOURCE, tmp_path)
    name = "epo_ops/documents.jsonl"
    assert [(e.file, e.row, e.reason.partition(" (")[0]) for e in found.ledger.aside] == [
        (name, 2, "not JSON"), (name, 3, "holds no exchange-document"),
        (name, 4, "EP2000000A1 has no number of a DOCDB family"),
        (name, 5, "has no publication number"),
        (name, 7, f"repeats EP1000000A1 of {name}, row 1, with other content; the first stands")]
    assert found.ledger.notes == {"documents that come twice alike": 1}
    assert found.ledger.records_in == 8
    assert not any("DOE" in entry.content for entry in found.ledger.aside)
    assert the(found, "patent_families", "family_id", "priority", "kind") == [
        ("docdb:19768124", "2014-07-15", "patent"), ("docdb:7", None, "patent")]


def test_dates_and_countries_that_are_none_are_told(tmp_path):
    lines(tmp_path, document(priorities=(("FR1", "20141315"), ("FR2", "20140000")),
                             applicants={"epodoc": ["INST ALICE\u2002[XX]"]}))
    found = harvested(SOURCE, tmp_path)
    assert the(found, "patent_families", "priority") == [("2014",)]
    assert the(found, "patent_applicants", "organisation_id", "country") == [
        ("applicant:inst alice", None)]
    assert found.ledger.unknowns == {
        ("patent_families.priority", "2014-13-15"): 1,
        ("patent_applicants.country", "XX"): 1}


def test_xml_that_breaks_off_is_read_as_far_as_it_goes(tmp_path):
    whole = as_xml(document(), document("EP2000000", family="2"))
    path = tmp_path / "epo_ops" / "documents.xml"
    path.parent.mkdir()
    path.write_bytes(whole[:whole.index(b"EP2000000")])
    found = harvested(SOURCE, tmp_path)
    assert the(found, "patent_families", "family_id") == [("docdb:19768124",)]
    (entry,) = found.ledger.aside
    assert (entry.file, entry.row) == ("epo_ops/documents.xml", 2)
    assert entry.reason.startswith("the XML breaks at line ")
    assert entry.reason.endswith("Download the file again")


@pytest.mark.parametrize(("content", "message"), [
    (b'{"exchange-documents": [', "not JSON, or cut short"),
    (b'{"fault": "quota exceeded"}', "holds no exchange-document of the EPO"),
])
def test_an_answer_that_is_none_is_refused_by_name(tmp_path, content, message):
    path = tmp_path / "epo_ops" / "answer.json"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"epo_ops/answer.json: {message}"):
        harvested(SOURCE, tmp_path)


def test_what_was_put_among_the_downloads_is_taken(tmp_path):
    path = lines(tmp_path, document())
    assert SOURCE.fetch(Fetcher(tmp_path), {}) == [path]


def test_the_files_are_as_of_their_newest_document(tmp_path):
    lines(tmp_path, document(), document(kind="B1", published="20180606"), "{")
    assert SOURCE.as_of(Files(tmp_path, tuple(SOURCE.find(tmp_path)))) == "2018-06-06"
    assert SOURCE.as_of(Files(tmp_path, ())) is None
