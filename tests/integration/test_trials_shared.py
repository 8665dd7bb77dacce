"""The trials of the shared folder: registries, sponsors' lists and what is stated of them."""

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from reading_sources import Harvest

from belvedere.evidence.writing import write_rows
from belvedere.sources import bso_trials, claims, clinicaltrials
from belvedere.sources.base import Files
from belvedere.tables.ledger import Ledger

SHARED = Path(__file__).parents[3] / "shared" / "data"
INSERM, ANRS, APHP = "ror:02vjkv261", "ror:01kv58h76", "ror:00pg5jh14"
RESULTS = ("within_12_months", "within_36_months", "after_36_months")


def read(source, out):
    if not (SHARED / "trials").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    ledger = Ledger()
    files = Files(SHARED, tuple(sorted(source.find(SHARED))))
    counts = write_rows(out, source.tables, source.read(files, ledger), ledger)
    rows = {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in source.tables}
    return Harvest(rows, ledger, counts), source.as_of(files)


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    return read(clinicaltrials.SOURCE, tmp_path_factory.mktemp("clinicaltrials"))


@pytest.fixture(scope="module")
def monitor(tmp_path_factory):
    return read(bso_trials.SOURCE, tmp_path_factory.mktemp("bso"))


def assessed(monitor, ror):
    """Return the result status of each trial of a sponsor completed 2014–2023."""
    rows = monitor[0].rows
    trials = {row["record_id"]: row for row in rows["trial_records"]}
    return [
        trials[row["record_id"]]["result_status"] for row in rows["trial_sponsor_records"]
        if row["organisation_id"] == ror
        and "2014" <= (trials[row["record_id"]]["completion"] or "") <= "2023"
    ]


def rates(monitor, ror):
    found = assessed(monitor, ror)
    with_results = sum(status in RESULTS for status in found)
    return len(found), with_results / len(found), found.count("within_12_months") / len(found)


def test_every_study_of_both_formats_is_read(registry):
    found, as_of = registry
    assert found.ledger.records_in == 520 + 128 + 1_456
    # Two studies were made up by the tests of the repository they come from.
    assert [entry.reason for entry in found.ledger.aside] == [
        "has no NCT number ('NCT000001')", "has no NCT number ('NCT001')",
    ]
    assert found.ledger.notes["studies that two files give alike"] == 128
    sources = Counter(row["source"] for row in found.rows["trial_records"])
    assert sources == {"ctgov": 518, "ctgov_export": 1_456}
    assert all(c["offered"] == c["kept"] for c in found.counts.values())
    assert as_of == "2026-04-09"


def test_only_invented_codes_are_unknown(registry):
    assert set(registry[0].ledger.unknowns) == {
        ("trial_records.study_type", "EXPANDED_ACCESS_INTERVENTIONAL"),
        ("trial_records.phases", "PHASE5"),
    }


def test_the_export_keeps_its_lost_characters_and_counts_them(registry):
    found, _ = registry
    lost = {what: count for (file, what), count in found.ledger.repairs.items() if "2023" in file}
    assert lost == {"holds characters lost before us (U+FFFD), kept as they are": 700}
    same = {
        row["record_id"]: row["same_as"] for row in found.rows["organisation_equivalences"]
    }
    assert len(same) == 25
    assert same["sponsor:assistance publique - h\ufffdpitaux de paris"] == (
        "sponsor:assistance publique - hôpitaux de paris")
    leads = Counter(
        row["organisation_id"] for row in found.rows["trial_sponsor_records"]
        if row["role"] == "lead" and row["record_id"].startswith("ctgov_export:")
    )
    inserm = "sponsor:institut national de la santé et de la recherche médicale, france"
    assert (leads[inserm], sum(leads[b] for b, whole in same.items() if whole == inserm)) == (
        267, 35)


def test_all_lists_are_read_and_what_is_left_out_is_told(monitor):
    found, as_of = monitor
    assert as_of == "2025-05"
    assert not found.ledger.unknowns
    assert found.counts["trial_records"]["kept"] == 5_295 - 6 - 5
    assert found.counts["trial_sponsor_records"]["kept"] == 5_295 - 6
    assert found.ledger.notes["trials that one sponsor's list repeats"] == 6
    assert found.ledger.notes["trials in the lists of several sponsors"] == 5
    assert found.ledger.notes["records of trials that the lists have: the lists stand"] == 68
    aside = Counter(entry.table for entry in found.ledger.aside)
    assert aside == {"organisation_equivalences": 22, "": 2}


def test_inserm_anrs_and_ap_hp_have_their_rates(monitor):
    assert rates(monitor, INSERM) == (78, 20 / 78, 13 / 78)
    assert rates(monitor, ANRS) == (42, 21 / 42, 7 / 42)
    # Its list has 644 rows of these years, four of them twice the same trial.
    count, results, early = rates(monitor, APHP)
    assert count == 640
    assert (round(100 * results, 1), round(100 * early, 1)) == (39.1, 19.8)


def test_all_published_rates_are_computed_from_the_rows(monitor):
    shares = {"trials_with_results_share": 1, "trials_with_results_12_months_share": 2}
    stated = monitor[0].rows["claims"]
    differing = [
        (row["claim_id"], row["value"], rates(monitor, row["about"]))
        for row in stated
        if abs(rates(monitor, row["about"])[shares[row["indicator"]]] - row["value"])
        > row["rounding"] / 2 + 1e-9
    ]
    assert differing == []
    # Two of the 68 sponsors have no trial in these years, and a rate of nothing.
    assert len({row["about"] for row in stated}) == 66
    assert len(stated) == 132
    assert {row["period"] for row in stated} == {"2014..2023"}
    count = "sponsors whose list has fewer or more trials than the rates are of"
    assert monitor[0].ledger.notes[count] == 1  # AP-HP and its repeated rows


def test_what_inserm_states_is_read_whole(tmp_path):
    found, _ = read(claims.SOURCE, tmp_path)
    rows = found.rows["claims"]
    assert (len(rows), found.ledger.aside) == (47, [])
    assert Counter(row["precision"] for row in rows) == {
        "exact": 41, "approximate": 4, "more_than": 2,
    }
    assert sum(row["values"] is not None for row in rows) == 2
    assert len({row["document"] for row in rows}) == 2
