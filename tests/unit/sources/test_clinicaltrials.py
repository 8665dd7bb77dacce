"""ClinicalTrials.gov: its API, its older export, and getting it page after page."""

import gzip
import json
import os
from collections import Counter

import pytest
from reading_sources import gzipped, harvested
from serving import Server, asked_of, say

from belvedere.errors import InputError
from belvedere.sources import reading
from belvedere.sources.base import Files
from belvedere.sources.clinicaltrials import SOURCE
from belvedere.sources.country_names import country_code
from belvedere.sources.fetching import Fetcher
from belvedere.tables.ledger import Ledger

HEADER = (
    "NCT Number,Title,Acronym,Status,Conditions,Interventions,Sponsor/Collaborators,Phases,"
    "Enrollment,Study Type,Other IDs,Start Date,Primary Completion Date,Completion Date,"
    "Results First Posted,Locations,URL,pmids"
)
COLUMNS = HEADER.split(",")


def study(number=1, name="Alice's Hospital", **modules):
    """A study of the API, with the modules that a test is about."""
    return {"protocolSection": {
        "identificationModule": {"nctId": f"NCT{number:08d}", "briefTitle": "A trial"},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": name, "class": "OTHER"}},
        **modules,
    }}


def on(day, found):
    return found | {"derivedSection": {"miscInfoModule": {"versionHolder": day}}}


def lines(folder, *found, name="ctgov_v2/studies.jsonl"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(
        (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) + "\n"
        for one in found
    ), encoding="utf-8")
    return path


def export(folder, *rows, header=HEADER, name="clinicaltrials_export_2023-03.csv", sep=","):
    """Write an export; a row is a mapping of its cells, or its bytes."""
    written = [header.replace(",", sep).encode()]
    for row in rows:
        if isinstance(row, dict):
            row = {"NCT Number": "NCT00000001", "Title": "A trial", "Status": "Completed"} | row
            row = sep.join(f'"{row.get(column, "")}"' for column in COLUMNS).encode()
        written.append(row)
    path = folder / name
    path.write_bytes(b"\n".join(written) + b"\n")
    return path


def the_trial(found):
    (row,) = found.rows["trial_records"]
    return {key: value for key, value in row.items() if value is not None}


def test_a_study_of_the_api_is_read_whole(tmp_path):
    lines(tmp_path, study(
        7,
        identificationModule={
            "nctId": "NCT00000007", "briefTitle": "A  trial", "acronym": "ALI",
            "orgStudyIdInfo": {"id": "C07-11"},
            "secondaryIdInfos": [
                {"id": "U1111-1234-5678"}, {"id": "2011-004321-12", "type": "EUDRACT_NUMBER"},
                {"id": "EU CT 2023-505345-37-00"},
            ],
        },
        statusModule={
            "overallStatus": "ACTIVE_NOT_RECRUITING", "startDateStruct": {"date": "2012-05"},
            "primaryCompletionDateStruct": {"date": "2014-01-31"},
            "completionDateStruct": {"date": "2015-06-30", "type": "ACTUAL"},
            "resultsFirstPostDateStruct": {"date": "2016-02-01"},
        },
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": "Alice's  Hospital", "class": "OTHER"},
            "collaborators": [
                {"name": "Bob Ltd", "class": "INDUSTRY"}, {"name": "BOB LTD", "class": "INDUSTRY"},
                {"name": "ALICE'S HOSPITAL"},
            ],
        },
        conditionsModule={"conditions": ["Flu", "Flu", "Cold"]},
        designModule={
            "studyType": "INTERVENTIONAL", "phases": ["PHASE1", "PHASE2"],
            "enrollmentInfo": {"count": 30},
        },
        armsInterventionsModule={"interventions": [
            {"type": "DRUG", "name": "x"}, {"type": "DEVICE"}, {"type": "DRUG"}, {"name": "y"},
        ]},
        contactsLocationsModule={"locations": [
            {"country": "Korea, Republic of"}, {"country": "France"}, {"country": "South Korea"},
        ]},
        referencesModule={"references": [{"pmid": "11"}, {"citation": "c"}, {"pmid": "11"}]},
    ))
    found = harvested(SOURCE, tmp_path)
    assert the_trial(found) | {"url": None} == {
        "record_id": "ctgov:NCT00000007", "source": "ctgov", "nct_id": "NCT00000007",
        "eudract_id": "2011-004321-12", "ctis_id": "2023-505345-37-00", "title": "A trial",
        "acronym": "ALI", "status": "ACTIVE_NOT_RECRUITING",
        "status_written": "ACTIVE_NOT_RECRUITING", "study_type": "INTERVENTIONAL",
        "phases": ["PHASE1", "PHASE2"], "interventions": ["DRUG", "DEVICE"],
        "conditions": ["Flu", "Cold"], "countries": ["FR", "KR"], "enrolment": 30,
        "start": "2012-05", "primary_completion": "2014-01-31", "completion": "2015-06-30",
        "results_posted": "2016-02-01", "pmids": ["11"], "url": None,
    } | {
        f"{column}_{end}": the_trial(found)[f"{column}_{end}"]
        for column in ("start", "primary_completion", "completion", "results_posted")
        for end in ("first", "last")
    }
    assert [
        (row["organisation_id"], row["role"], row["name"], row["class_written"])
        for row in found.rows["trial_sponsor_records"]
    ] == [
        ("sponsor:alice's hospital", "lead", "Alice's Hospital", "OTHER"),
        ("sponsor:bob ltd", "collaborator", "Bob Ltd", "INDUSTRY"),
        ("sponsor:alice's hospital", "collaborator", "ALICE'S HOSPITAL", None),
    ]
    assert {
        row["record_id"]: (row["name"], row["kind"]) for row in found.rows["organisation_records"]
    } == {
        "sponsor:alice's hospital": ("Alice's Hospital", "other"),
        "sponsor:bob ltd": ("Bob Ltd", "industry"),
    }
    assert not found.ledger.aside
    assert not found.ledger.unknowns


def test_a_selection_of_fields_leaves_the_rest_empty(tmp_path):
    lines(tmp_path, {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}})
    assert set(the_trial(harvested(SOURCE, tmp_path))) == {"record_id", "source", "nct_id", "url"}


def test_modules_of_another_shape_are_as_if_not_there(tmp_path):
    lines(tmp_path, study(
        statusModule=None, designModule=["x"], conditionsModule={"conditions": "Flu"},
        contactsLocationsModule={"locations": [None, 3]},
        sponsorCollaboratorsModule={"leadSponsor": "Alice", "collaborators": {"name": "Bob"}},
        referencesModule={"references": [{"pmid": 12}]},
    ))
    found = harvested(SOURCE, tmp_path)
    assert set(the_trial(found)) == {"record_id", "source", "nct_id", "title", "url"}
    assert not found.rows["trial_sponsor_records"]


def test_codes_of_no_vocabulary_are_told_and_kept_as_written(tmp_path):
    lines(tmp_path, study(
        statusModule={"overallStatus": "NO_LONGER_AVAILABLE",
                      "startDateStruct": {"date": "0000-00-00"},
                      "completionDateStruct": {"date": "2015-13"}},
        designModule={"studyType": "GUESSWORK", "phases": ["PHASE3", "PHASE5"],
                      "enrollmentInfo": {"count": 10**30}},
        contactsLocationsModule={"locations": [{"country": "Atlantis"}, {"country": "Peru"}]},
    ))
    found = harvested(SOURCE, tmp_path)
    row = the_trial(found)
    assert row["status_written"] == "NO_LONGER_AVAILABLE"
    assert row["phases"] == ["PHASE3"]
    assert row["countries"] == ["PE"]
    assert not {"status", "study_type", "start", "completion", "enrolment"} & set(row)
    assert {(column.partition(".")[2], code) for column, code in found.ledger.unknowns} == {
        ("status", "NO_LONGER_AVAILABLE"), ("study_type", "GUESSWORK"), ("phases", "PHASE5"),
        ("start", "0000-00-00"), ("completion", "2015-13"), ("countries", "Atlantis"),
        ("enrolment", "1" + "0" * 30),
    }


def test_lines_that_are_no_study_are_set_aside(tmp_path):
    lines(tmp_path, study(1), '{"protocolSection": {"ident', study(2), "[]", "",
          {"protocolSection": {}}, study(3) | {"protocolSection": {
              "identificationModule": {"nctId": "NCT3"}}})
    found = harvested(SOURCE, tmp_path)
    assert [row["nct_id"] for row in found.rows["trial_records"]] == ["NCT00000001", "NCT00000002"]
    assert found.ledger.records_in == 6
    assert [(entry.row, entry.reason[:19]) for entry in found.ledger.aside] == [
        (2, "not JSON (Invalid c"), (4, "a JSON object was e"), (6, "has no NCT number"),
        (7, "has no NCT number ("),
    ]


@pytest.mark.parametrize("shape", ["array", "page", "single"])
def test_an_array_a_page_and_a_single_study_are_read(tmp_path, shape):
    found = {"array": [study(1), study(2)], "single": study(1),
             "page": {"studies": [study(1), study(2)], "nextPageToken": "t"}}[shape]
    (tmp_path / "ctg-studies_2.json").write_text(json.dumps(found, indent=1))
    rows = harvested(SOURCE, tmp_path).rows["trial_records"]
    assert len(rows) == (1 if shape == "single" else 2)


def test_an_array_that_is_cut_names_its_file(tmp_path):
    (tmp_path / "ctg-studies.json").write_text(json.dumps([study(1), study(2)])[:-9])
    with pytest.raises(InputError, match=r"ctg-studies\.json: not JSON, or cut short"):
        harvested(SOURCE, tmp_path)


def test_a_document_of_another_kind_is_refused(tmp_path):
    (tmp_path / "ctg-studies.json").write_text("3")
    with pytest.raises(InputError, match="neither an array of studies nor a page"):
        harvested(SOURCE, tmp_path)


def test_a_document_beyond_all_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_DOCUMENT", 20)
    (tmp_path / "ctg-studies.json").write_text(json.dumps([study(1)]))
    with pytest.raises(InputError, match="one study a line"):
        harvested(SOURCE, tmp_path)


def test_a_truncated_gzip_is_refused(tmp_path):
    path = gzipped(tmp_path / "ctgov_v2" / "studies.jsonl.gz", json.dumps(study()).encode() * 99)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="damaged or cut short"):
        harvested(SOURCE, tmp_path)


def test_a_latin_1_line_within_a_document_spoils_no_other(tmp_path):
    good = json.dumps(study(1, "Hôpital d'Alice"), ensure_ascii=False).encode()
    bad = json.dumps(study(2, "Hôpital de Bob"), ensure_ascii=False).encode("latin-1")
    (tmp_path / "ctg-studies.json").write_bytes(b"[\n" + good + b",\n" + bad + b"\n]")
    found = harvested(SOURCE, tmp_path)
    assert [row["name"] for row in found.rows["organisation_records"]] == [
        "Hôpital d'Alice", "Hôpital de Bob",
    ]
    assert found.ledger.repairs == Counter(
        {("ctg-studies.json", "not UTF-8: read as Windows-1252"): 1})


def test_a_study_in_two_files_is_the_newer_one(tmp_path):
    lines(tmp_path, on("2023-01-01", study(1, "Old")), on("2023-01-01", study(2)))
    newer = lines(tmp_path, on("2024-01-01", study(1, "New")), name="ctg-studies.jsonl")
    lines(tmp_path, on("2024-01-01", study(1, "New")), name="again/ctg-studies.jsonl")
    found = harvested(SOURCE, tmp_path)
    assert [row["name"] for row in found.rows["trial_sponsor_records"]] == [
        "New", "Alice's Hospital",
    ]
    (aside,) = found.ledger.aside
    assert aside.file == "ctgov_v2/studies.jsonl"
    assert "repeats NCT00000001 of" in aside.reason
    assert found.ledger.notes["studies that two files give alike"] == 1
    assert SOURCE.as_of(Files(tmp_path, (newer,))) == "2024-01-01"


def test_only_files_of_studies_are_found(tmp_path):
    wanted = {
        lines(tmp_path, study()), lines(tmp_path, study(), name="x/ctg-studies_1.json"),
        export(tmp_path), export(tmp_path, name="SearchResults (1).csv"),
    }
    lines(tmp_path, study(), name="ctgov_v2/studies.jsonl.origin.json")
    lines(tmp_path, study(), name="ctgov_v2/studies.jsonl.part")
    lines(tmp_path, study(), name="ctgov_v1_studies.xml")
    lines(tmp_path, study(), name="ctgov_v2.part/studies.json")
    assert set(SOURCE.find(tmp_path)) == wanted


@pytest.mark.parametrize("suffix", ["", "_first"])
def test_a_row_of_the_export_is_read_whole(tmp_path, suffix):
    export(tmp_path, {
        "NCT Number": "NCT00000007", "Acronym": "ALI", "Status": "Unknown status",
        "Conditions": "Flu|Cold", "Interventions": "Drug: a|Dietary Supplement: b|Drug: c",
        "Sponsor/Collaborators": "Alice's Hospital|Bob Ltd", "Phases": "Phase 1|Phase 2",
        "Enrollment": "30", "Study Type": "Observational [Patient Registry]",
        "Other IDs": "C07|2011-004321-12", "Start Date": "September 9, 1997",
        "Completion Date": "May 2004", "Results First Posted": "January 23, 2012",
        "Locations": "Ward, Lyon, France|Ward, Seoul, Korea, Republic of|"
                     "Kinshasa, Congo, The Democratic Republic of the|C, Abidjan, Côte D'Ivoire",
        "URL": "https://ClinicalTrials.gov/show/NCT00000007", "pmids": "11;12",
    }, header=",".join(column + suffix for column in COLUMNS))
    found = harvested(SOURCE, tmp_path)
    row = the_trial(found)
    assert {key: row[key] for key in row if not key.endswith(("_first", "_last"))} == {
        "record_id": "ctgov_export:NCT00000007", "source": "ctgov_export",
        "nct_id": "NCT00000007", "eudract_id": "2011-004321-12", "title": "A trial",
        "acronym": "ALI", "status": "UNKNOWN", "status_written": "Unknown status",
        "study_type": "OBSERVATIONAL", "phases": ["PHASE1", "PHASE2"],
        "interventions": ["DRUG", "DIETARY_SUPPLEMENT"], "conditions": ["Flu", "Cold"],
        "countries": ["CD", "CI", "FR", "KR"], "start": "1997-09-09", "completion": "2004-05",
        "results_posted": "2012-01-23", "enrolment": 30, "pmids": ["11", "12"],
        "url": "https://ClinicalTrials.gov/show/NCT00000007",
    }
    assert [(s["role"], s["name"]) for s in found.rows["trial_sponsor_records"]] == [
        ("lead", "Alice's Hospital"), ("collaborator", "Bob Ltd"),
    ]
    assert not found.ledger.unknowns
    assert SOURCE.as_of(Files(tmp_path, tuple(SOURCE.find(tmp_path)))) == "2023-03"


def test_what_the_export_mangled_is_kept_and_counted(tmp_path):
    header_row = {"Sponsor/Collaborators": "Hôpital d'Alice", "Locations": "Paris, France"}
    mangled = ",".join(
        {"NCT Number": "NCT00000002", "Sponsor/Collaborators": "HÃ´pital d'Alice"}.get(column, "")
        for column in COLUMNS
    )
    latin = ",".join(
        {"NCT Number": "NCT00000003", "Sponsor/Collaborators": "Hôpital d'Alice"}.get(column, "")
        for column in COLUMNS
    )
    lost = ",".join(
        {"NCT Number": "NCT00000004", "Sponsor/Collaborators": "H\ufffdpital d'Alice|Caf\ufffd",
         "Locations": '"Man, C\ufffdte D\'Ivoire|Saint-Denis, R\ufffdunion|At, \ufffdlsewhere"'}
        .get(column, "") for column in COLUMNS
    )
    export(tmp_path, header_row, mangled.encode(), latin.encode("latin-1"), lost.encode())
    found = harvested(SOURCE, tmp_path)
    assert len(found.rows["trial_records"]) == 4
    assert [row["organisation_id"] for row in found.rows["trial_sponsor_records"]] == [
        "sponsor:hôpital d'alice", "sponsor:hôpital d'alice", "sponsor:hôpital d'alice",
        "sponsor:h\ufffdpital d'alice", "sponsor:caf\ufffd",
    ]
    name = "clinicaltrials_export_2023-03.csv"
    assert found.ledger.repairs == Counter({
        (name, "not UTF-8: read as Windows-1252"): 1, (name, "mangled encoding mended"): 1,
        (name, "holds characters lost before us (U+FFFD), kept as they are"): 1,
    })
    # Only one whole name fits the first; nothing fits the second.
    (same,) = found.rows["organisation_equivalences"]
    assert (same["record_id"], same["same_as"], same["basis"]) == (
        "sponsor:h\ufffdpital d'alice", "sponsor:hôpital d'alice", "name_list")
    assert found.ledger.notes["sponsor names that lost characters before us"] == 2
    assert found.rows["trial_records"][3]["countries"] == ["CI", "RE"]
    assert found.ledger.unknowns == Counter({("trial_records.countries", "\ufffdlsewhere"): 1})


def test_a_lost_character_is_never_one_that_cannot_be_lost(tmp_path):
    export(tmp_path, {"Sponsor/Collaborators": (
        "Unit a|Unit b|Unit \ufffd|Café é|Café è|Caf\ufffd \ufffd")})
    assert not harvested(SOURCE, tmp_path).rows["organisation_equivalences"]


def test_dates_and_codes_of_the_export_that_are_none_are_told(tmp_path):
    export(tmp_path, {
        "Start Date": "0000-00-00", "Completion Date": "Smarch 13, 2004", "Enrollment": "many",
        "Primary Completion Date": "February 30, 2004", "Phases": "Phase 1/Phase 2|Phase 9",
        "Status": "Lost", "Interventions": "Drug: a|and b", "Locations": "Paris|Rome, Italy",
    })
    found = harvested(SOURCE, tmp_path)
    row = the_trial(found)
    assert row["status_written"] == "Lost"
    assert row["phases"] == ["PHASE1", "PHASE2"]
    assert {code for _, code in found.ledger.unknowns} == {
        "0000-00-00", "Smarch 13, 2004", "2004-02-30", "many", "Phase 9", "Lost", "AND_B", "Paris",
    }


def test_rows_of_the_export_that_do_not_fit_are_set_aside(tmp_path):
    export(tmp_path, {"NCT Number": "12"}, b"NCT00000002,too,few", {}, {"Title": "Another"}, {})
    found = harvested(SOURCE, tmp_path)
    assert found.ledger.records_in == 5
    assert [entry.row for entry in found.ledger.aside] == [2, 3, 5]
    assert found.ledger.notes["studies that two files give alike"] == 1


def test_an_export_without_its_columns_is_refused(tmp_path):
    export(tmp_path, {}, sep=";")
    with pytest.raises(InputError, match=r"Completion Date are missing.*delimiter really ','"):
        harvested(SOURCE, tmp_path)
    export(tmp_path, b"NCT00000001,x", header="NCT Number,Title")
    with pytest.raises(InputError, match="the columns Status, Sponsor/Collaborators, Completion"):
        harvested(SOURCE, tmp_path)


@pytest.mark.parametrize(("written", "code"), [
    ("United States", "US"), ("Turkey", "TR"), ("Türkiye", "TR"), ("Turkey (Türkiye)", "TR"),
    ("Russian Federation", "RU"), ("Czechia", "CZ"), ("Czech Republic", "CZ"), ("Taiwan", "TW"),
    ("Iran, Islamic Republic of", "IR"), ("Hong Kong", "HK"), ("Réunion", "RE"), ("Macau", "MO"),
    ("Trinidad and Tobago", "TT"), ("Saint Lucia", "LC"), ("The Gambia", "GM"),
    ("Côte D'Ivoire", "CI"), ("Former Yugoslavia", None),
])
def test_a_country_has_the_code_of_its_name(written, code):
    ledger = Ledger()
    assert country_code(written, "t.c", ledger) == code
    assert bool(ledger.unknowns) == (code is None)


class Registry(Server):
    """Five studies in pages of two; it fails as a test tells it to."""

    def __init__(self):
        super().__init__()
        self.asked, self.failures = [], []
        self.address = f"{self.url}/api/v2/studies"

    def handle(self, request):
        _, asked = asked_of(request)
        self.asked.append(asked)
        start = int(asked.get("pageToken", "t0")[1:])
        page = {"studies": [study(n + 1) for n in range(start, min(start + 2, 5))]}
        if start + 2 < 5:
            page["nextPageToken"] = f"t{start + 2}"
        failure = self.failures.pop(0) if self.failures else None
        if failure == "loop":
            page["nextPageToken"] = asked["pageToken"]
        if failure == "other":
            page = {"error": "gone"}
        say(request, failure if isinstance(failure, int) else 200, json.dumps(page).encode(),
            cut=20 if failure == "cut" else None,
            **({"Retry-After": "0"} if failure == 429 else {}))


@pytest.fixture
def registry():
    with Registry() as running:
        yield running


@pytest.fixture
def fetch(registry, tmp_path):
    fetcher = Fetcher(tmp_path, quiet=True)
    fetcher.first_wait = 0.001
    settings = {"sponsors": ["Alice's Hospital, France"], "address": registry.address}
    return lambda **other: SOURCE.fetch(fetcher, settings | other)


def test_all_pages_are_fetched_through_refusals_and_cuts(registry, fetch, tmp_path):
    registry.failures = [429, None, "cut", 503]
    paths = fetch()
    assert [path.name for path in paths] == [
        f"studies-01-000{page}.json.gz" for page in (1, 2, 3)
    ]
    assert registry.asked[0] == {"query.spons": "Alice's Hospital, France", "pageSize": "1000"}
    assert [asked.get("pageToken") for asked in registry.asked] == [
        None, None, "t2", "t2", "t2", "t4",
    ]
    assert list(paths) == SOURCE.find(tmp_path)
    assert len(harvested(SOURCE, tmp_path).rows["trial_records"]) == 5
    told = json.loads((tmp_path / "ctgov_v2/studies-01-0001.json.gz.origin.json").read_text())
    assert told["url"] == registry.address


def test_a_fetch_that_was_cut_goes_on_after_its_last_page(registry, fetch, tmp_path):
    registry.failures = [None, 404]
    with pytest.raises(InputError, match="404"):
        fetch()
    assert SOURCE.find(tmp_path) == []  # half a fetch is nobody's input
    assert len(fetch()) == 3
    assert [asked.get("pageToken") for asked in registry.asked] == [None, "t2", "t2", "t4"]


def test_a_fetch_that_was_cut_long_ago_or_asked_otherwise_begins_anew(registry, fetch, tmp_path):
    registry.failures = [None, 404]
    with pytest.raises(InputError):
        fetch()
    os.utime(tmp_path / "ctgov_v2.part" / "asked", (0, 0))
    registry.failures = [None, 404]
    with pytest.raises(InputError):
        fetch()
    fetch(sponsors=["Bob Ltd"])
    assert [asked.get("pageToken") for asked in registry.asked] == [
        None, "t2", None, "t2", None, "t2", "t4",
    ]


def test_a_second_fetch_replaces_the_first(registry, fetch):
    fetch(sponsors=["Alice's Hospital", "Bob Ltd"])
    paths = fetch()
    assert len(paths) == 3
    assert len(registry.asked) == 9
    with gzip.open(paths[0]) as handle:
        assert len(json.load(handle)["studies"]) == 2


@pytest.mark.parametrize(("failure", "words"), [("loop", "leads to itself"), ("other", "no page")])
def test_an_answer_that_is_no_page_is_told(registry, fetch, failure, words):
    registry.failures = [None, failure]
    with pytest.raises(InputError, match=words):
        fetch()


def test_a_fetch_without_sponsors_says_where_to_name_them(fetch):
    with pytest.raises(InputError, match=r"landscape\.toml"):
        fetch(sponsors=[])
