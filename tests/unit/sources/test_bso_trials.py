"""The Open Science Monitor: lists of trials, names of sponsors, published rates."""

import zipfile
from collections import Counter

import pytest
from reading_sources import gzipped, harvested
from serving import Folder

from belvedere.errors import InputError
from belvedere.sources.base import Files
from belvedere.sources.bso_trials import SOURCE
from belvedere.sources.fetching import Fetcher

ALICE, BOB = "0alice001", "0bob00002"
LIST = ("statut_color,statut,statut_name,NCTId,eudraCT,CTIS,completion_year,"
        "clinical_trial_title,acronym,intervention_type")
RATES = ("ror,sponsor_name,sponsor_article,number_of_trials,number_of_trials_10_years,"
         "indicator_10_years,indicator_10_years_within_12_months")
EDITION = "trials/sponsors_2025-05"


def trial(nct="", eudract="", ctis="", statut="4", year="2020", title="A trial", kind="DRUG"):
    return f"x,{statut},{statut} : …,{nct},{eudract},{ctis},{year},{title},ACR,{kind}"


def nct(number):
    return f"NCT{number:08d}"


def file(folder, name, *lines, edition=EDITION, encoding="utf-8"):
    path = folder / edition / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(line + "\n" for line in lines).encode(encoding))
    return path


def listed(folder, ror, *rows, **rest):
    return file(folder, f"liste_essais_cliniques_identifies_{ror}.csv", LIST, *rows, **rest)


def rates(folder, ror, trials, results, early, name="Alice", **rest):
    return file(folder, f"indicators_{ror}.csv", RATES,
                f"{ror},{name},de,9,{trials},{results},{early}", **rest)


def named(folder, ror, *names, **rest):
    return file(folder, f"liste_variantes_noms_{ror}.csv", *names, **rest)


def results(found):
    return {row["record_id"]: row["result_status"] for row in found.rows["trial_records"]}


def sponsors(found):
    return sorted(
        (row["record_id"], row["organisation_id"]) for row in found.rows["trial_sponsor_records"]
    )


def same(found):
    return {
        row["record_id"]: row["same_as"] for row in found.rows["organisation_equivalences"]
    }


def test_a_trial_of_a_list_is_read_whole(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1), "2011-004321-12", "2023-505345-37-00", "1",
                                  title='"A trial,\nof two  lines"', kind="DRUG (presumed)"))
    rates(tmp_path, ALICE, 1, "100 %", "100 %")
    found = harvested(SOURCE, tmp_path)
    (row,) = found.rows["trial_records"]
    assert {
        key: value for key, value in row.items()
        if value is not None and not key.endswith(("_first", "_last"))
    } == {
        "record_id": "bso:NCT00000001", "source": "bso", "nct_id": "NCT00000001",
        "eudract_id": "2011-004321-12", "ctis_id": "2023-505345-37-00",
        "title": "A trial, of two lines", "acronym": "ACR", "interventions": ["DRUG"],
        "completion": "2020", "result_status": "within_12_months",
        "url": "https://clinicaltrials.gov/study/NCT00000001",
    }
    (row,) = found.rows["trial_sponsor_records"]
    assert (row["organisation_id"], row["role"], row["name"]) == (f"ror:{ALICE}", "lead", "Alice")


def test_a_trial_is_known_by_its_first_number(tmp_path):
    listed(
        tmp_path, ALICE, trial(nct(1), "2011-004321-12", statut="1"),
        trial("", "2012-004321-12", statut="2"), trial(ctis="2023-505345-37-00", statut="3"),
        trial(nct(4)), trial(), trial("NCT5", "2013-00000-1"), trial("NCT6", "2014-004321-12"),
    )
    found = harvested(SOURCE, tmp_path)
    assert results(found) == {
        "bso:NCT00000001": "within_12_months", "bso:2012-004321-12": "within_36_months",
        "bso:2023-505345-37-00": "after_36_months", "bso:NCT00000004": "none",
        "bso:2014-004321-12": "none",
    }
    assert [(entry.row, entry.reason) for entry in found.ledger.aside] == [
        (6, "has no NCT, EudraCT or CTIS number"), (7, "has no NCT, EudraCT or CTIS number"),
    ]
    assert found.ledger.records_in == 7
    assert {code for _, code in found.ledger.unknowns} == {"NCT5", "2013-00000-1", "NCT6"}


def test_a_trial_in_two_lists_is_one_trial_of_two_sponsors(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1), statut="2"))
    listed(tmp_path, BOB, trial(nct(1), statut="2"), trial(nct(2)))
    found = harvested(SOURCE, tmp_path)
    assert results(found) == {"bso:NCT00000001": "within_36_months", "bso:NCT00000002": "none"}
    assert sponsors(found) == [
        ("bso:NCT00000001", f"ror:{ALICE}"), ("bso:NCT00000001", f"ror:{BOB}"),
        ("bso:NCT00000002", f"ror:{BOB}"),
    ]
    assert found.ledger.notes["trials in the lists of several sponsors"] == 1
    assert not found.ledger.aside


def test_a_trial_that_a_list_repeats_counts_once(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1)), trial(nct(1)))
    found = harvested(SOURCE, tmp_path)
    assert sponsors(found) == [("bso:NCT00000001", f"ror:{ALICE}")]
    assert found.ledger.notes["trials that one sponsor's list repeats"] == 1


def test_of_repeated_rows_that_disagree_the_earliest_result_stands(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1), statut="4", year=""),
           trial(nct(1), statut="1", eudract="2011-004321-12"), trial(nct(1), statut="3"))
    listed(tmp_path, BOB, trial(nct(1), statut="2", title="Another", year="2021"))
    found = harvested(SOURCE, tmp_path)
    (row,) = found.rows["trial_records"]
    assert row["result_status"] == "within_12_months"
    assert (row["completion"], row["eudract_id"]) == ("2020", "2011-004321-12")
    note = "repeated trials that disagree on results: the earliest stands"
    assert found.ledger.notes[note] == 3
    assert [(entry.table, entry.content) for entry in found.ledger.aside] == [
        ("trial_records", "Another instead of A trial"), ("trial_records", "2021 instead of 2020"),
    ]


def test_what_a_list_writes_wrongly_is_told_and_costs_no_trial(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1), statut="5"), trial(nct(2), year="0000"),
           trial(nct(3), title="Broken\r by a machine"), "x,4,too,few")
    found = harvested(SOURCE, tmp_path)
    assert len(results(found)) == 3
    assert {code for _, code in found.ledger.unknowns} == {"5", "0000"}
    assert list(found.ledger.repairs.values()) == [1]
    assert found.rows["trial_records"][2]["title"] == "Broken by a machine"
    assert [entry.row for entry in found.ledger.aside] == [5]


def test_lists_in_other_encodings_are_read_and_counted(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1), title="Étude"), encoding="cp1252")
    listed(tmp_path, BOB, trial(nct(2), title="Ã‰tude"), trial(nct(3), title="\ufffdtude"))
    found = harvested(SOURCE, tmp_path)
    assert [row["title"] for row in found.rows["trial_records"]] == ["Étude", "Étude", "\ufffdtude"]
    assert sum(found.ledger.repairs.values()) == 3


def test_a_list_without_its_columns_is_refused(tmp_path):
    listed(tmp_path, ALICE)
    assert harvested(SOURCE, tmp_path).ledger.records_in == 0
    file(tmp_path, f"liste_essais_cliniques_identifies_{ALICE}.csv", LIST.replace(",", ";"))
    with pytest.raises(InputError, match="delimiter really"):
        harvested(SOURCE, tmp_path)
    file(tmp_path, f"liste_essais_cliniques_identifies_{ALICE}.csv", LIST.replace("CTIS,", ""))
    with pytest.raises(InputError, match="the column CTIS is missing"):
        harvested(SOURCE, tmp_path)


def test_a_truncated_list_is_refused(tmp_path):
    path = gzipped(tmp_path / EDITION / f"liste_essais_cliniques_identifies_{ALICE}.csv.gz",
                   "\n".join([LIST, trial(nct(1))]).encode())
    assert len(results(harvested(SOURCE, tmp_path))) == 1
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(InputError, match="damaged or cut short"):
        harvested(SOURCE, tmp_path)


def test_each_variant_of_a_name_is_the_sponsor(tmp_path):
    named(tmp_path, ALICE, "Alice", "ALICE ", '"Alice, France"', "Alice, Paris", "", "HÃ´pital  A")
    file(tmp_path, "lead_sponsor_names.csv", "sponsor,sponsor_normalized,ror",
         f"alice,Alice,https://ror.org/{ALICE}", f"Bob,Bob,https://ror.org/{BOB}", "Eve,Eve,",
         edition="trials")
    found = harvested(SOURCE, tmp_path)
    assert same(found) == {
        "sponsor:alice": f"ror:{ALICE}", "sponsor:alice, france": f"ror:{ALICE}",
        "sponsor:alice, paris": f"ror:{ALICE}", "sponsor:hôpital a": f"ror:{ALICE}",
        "sponsor:bob": f"ror:{BOB}",
    }
    assert {row["basis"] for row in found.rows["organisation_equivalences"]} == {"name_list"}
    assert found.ledger.notes["names of sponsors given twice"] == 2
    assert [entry.reason for entry in found.ledger.aside] == ["has no name or no ROR id"]


def test_a_name_of_two_sponsors_is_nobodys(tmp_path):
    named(tmp_path, ALICE, "Alice", "Alice-Bob")
    named(tmp_path, BOB, "Bob", "ALICE-BOB")
    found = harvested(SOURCE, tmp_path)
    assert same(found) == {"sponsor:alice": f"ror:{ALICE}", "sponsor:bob": f"ror:{BOB}"}
    assert [(entry.content, entry.table) for entry in found.ledger.aside] == [
        ("Alice-Bob", "organisation_equivalences"), ("ALICE-BOB", "organisation_equivalences"),
    ]


def test_published_rates_become_claims(tmp_path):
    listed(tmp_path, ALICE, *(trial(nct(n)) for n in range(1, 4)), trial(nct(4), year="2024"))
    rates(tmp_path, ALICE, 3, "26 %", '"16,5\u00a0%"')
    found = harvested(SOURCE, tmp_path)
    stated = [
        {key: row[key] for key in row if row[key] is not None} for row in found.rows["claims"]
    ]
    assert stated == [{
        "claim_id": f"bso-2025-05:{ALICE}:results",
        "document": "French Open Science Monitor, clinical trials, 2025-05",
        "said": "Alice: 26 % of 3 trials completed 2014–2023 have posted or published results",
        "value": 0.26, "precision": "rounded", "rounding": 0.01, "about": f"ror:{ALICE}",
        "period": "2014..2023", "indicator": "trials_with_results_share",
    }, {
        "claim_id": f"bso-2025-05:{ALICE}:results-12-months",
        "document": "French Open Science Monitor, clinical trials, 2025-05",
        "said": "Alice: 16,5\u00a0% of 3 trials completed 2014–2023 have posted or published "
                "results within 12 months",
        "value": 0.165, "precision": "rounded", "rounding": 0.001, "about": f"ror:{ALICE}",
        "period": "2014..2023", "indicator": "trials_with_results_12_months_share",
    }]
    assert not found.ledger.notes


def test_rates_that_say_nothing_are_not_stated(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1), year="1999"))
    rates(tmp_path, ALICE, 0, "0 %", "0 %")
    rates(tmp_path, BOB, 2, "N/A", "50 %", name="Bob")
    file(tmp_path, "indicators_0carol003.csv", RATES, f"{BOB},Bob,de,9,1,1 %,1 %")
    found = harvested(SOURCE, tmp_path)
    assert [row["claim_id"] for row in found.rows["claims"]] == [
        f"bso-2025-05:{BOB}:results-12-months"]
    assert found.ledger.unknowns == Counter({("claims.value", "N/A"): 1})
    assert found.ledger.notes["published rates of no trial: not stated"] == 1
    count = "sponsors whose list has fewer or more trials than the rates are of"
    assert found.ledger.notes[count] == 1
    assert [entry.file for entry in found.ledger.aside] == [f"{EDITION}/indicators_0carol003.csv"]


def test_the_newest_edition_is_read_alone(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1)), edition="trials/sponsors_2024-05")
    newest = listed(tmp_path, ALICE, trial(nct(2)))
    (tmp_path / "bso-clinical-trials.zip").write_bytes(b"never opened")
    assert SOURCE.find(tmp_path) == [newest]
    assert SOURCE.as_of(Files(tmp_path, (newest,))) == "2025-05"


def test_records_of_the_monitor_add_the_trials_that_no_list_has(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1), "2011-004321-12"))
    file(tmp_path, "bso_inserm_interventional_2022-11.csv",
         "NCTId;eudraCT;title;lead_sponsor;study_start_date;study_completion_date;snapshot_date;"
         "status;study_type;intervention_type;location_country;enrollment_count",
         f"{nct(1)};;Known;Alice;;;;;;;;", ";2011-004321-12;Known;Alice;;;;;;;;",
         f"{nct(2)};;New;Hôpital  d'Alice;2013-05-28T00:00:00;2016-02-11T00:00:00;2022-11-28;"
         "Completed;Interventional;Dietary Supplement;France;47.0", ";;No number;;;;;;;;;",
         edition="trials")
    found = harvested(SOURCE, tmp_path)
    assert set(results(found)) == {"bso:NCT00000001", "bso:NCT00000002"}
    new = found.rows["trial_records"][1]
    assert {column: new[column] for column in (
        "status", "study_type", "interventions", "countries", "enrolment", "result_status",
        "start", "completion",
    )} == {
        "status": "COMPLETED", "study_type": "INTERVENTIONAL", "countries": ["FR"],
        "interventions": ["DIETARY_SUPPLEMENT"], "enrolment": 47, "result_status": None,
        # The snapshot was taken on a 28th, and so made up the day of May.
        "start": "2013-05", "completion": "2016-02-11",
    }
    assert ("bso:NCT00000002", "sponsor:hôpital d'alice") in sponsors(found)
    assert found.ledger.notes["records of trials that the lists have: the lists stand"] == 2


@pytest.fixture
def archive(tmp_path):
    """The repository's archive: one folder for each sponsor, and an older copy elsewhere."""
    place, source = tmp_path / "served" / "bso-clinical-trials-main.zip", tmp_path / "made"
    place.parent.mkdir()
    for ror, count in ((ALICE, 3), (BOB, 2)):
        edition = f"bso-clinical-trials-main/publipostage/{ror}"
        listed(source, ror, *(trial(nct(count * 10 + n), statut="1") for n in range(count)),
               trial(nct(90 + count), year="2013"), trial(nct(80 + count), year="2024"),
               trial(nct(70 + count), year="2014"), trial(nct(60 + count), year="2014"),
               edition=edition)
        rates(source, ror, count + 2, "100 %", "50 %", edition=edition)
    listed(source, ALICE, trial(nct(1)), edition="bso-clinical-trials-main/old")
    file(source, "README.md", "x", edition="bso-clinical-trials-main")
    with zipfile.ZipFile(place, "w") as made:
        for path in sorted(source.rglob("*.*")):
            made.write(path, path.relative_to(source))
    return place


def test_an_archive_is_read_without_unpacking_it(archive):
    folder = archive.parent
    found = harvested(SOURCE, folder)
    assert len(results(found)) == 13
    assert found.rows["trial_records"][0]["record_id"] == "bso:NCT00000030"
    # No name tells the edition: the ten years are those in which the counts agree.
    assert {row["period"] for row in found.rows["claims"]} == {"2014..2023"}
    assert found.rows["claims"][0]["claim_id"] == f"bso-2025:{ALICE}:results"
    assert SOURCE.as_of(Files(folder, tuple(SOURCE.find(folder)))) == "2025"
    assert list(folder.rglob("*.csv")) == []


def test_rates_of_unknown_years_are_set_aside(tmp_path):
    listed(tmp_path, ALICE, trial(nct(1)), edition="lists")
    rates(tmp_path, ALICE, 8, "50 %", "50 %", edition="lists")
    found = harvested(SOURCE, tmp_path)
    assert not found.rows["claims"]
    (aside,) = found.ledger.aside
    assert aside.table == "claims"
    assert "name the folder by its date" in aside.reason
    assert SOURCE.as_of(Files(tmp_path, tuple(SOURCE.find(tmp_path)))) is None


def test_a_damaged_or_strange_archive_is_refused(archive):
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-30])
    with pytest.raises(InputError, match="archive is damaged"):
        harvested(SOURCE, archive.parent)
    at = whole.rindex(b"statut_color")
    archive.write_bytes(whole[:at] + b"STATUT" + whole[at + 6:])
    with pytest.raises(InputError, match="archive is damaged"):
        harvested(SOURCE, archive.parent)
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("README.md", "x")
    with pytest.raises(InputError, match="Is it the repository"):
        harvested(SOURCE, archive.parent)


def test_the_archive_is_fetched_and_read(archive, tmp_path):
    home = tmp_path / "home"
    with Folder(archive.parent) as server:
        paths = SOURCE.fetch(
            Fetcher(home, quiet=True), {"address": f"{server.url}/{archive.name}"})
    assert [path.name for path in paths] == ["bso-clinical-trials.zip"]
    assert SOURCE.find(home) == list(paths)
    assert len(results(harvested(SOURCE, home))) == 13
