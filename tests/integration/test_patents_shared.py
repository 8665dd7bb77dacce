"""The patents of the shared folder: documents as the EPO serves them, and names of applicants.

The records of P7 were gathered by a tool that merges the names of a family and of what it took
for one; so they are no source of ours. Their names are real, in all the ways in which offices
write them, and each record says by hand who its applicants are.
"""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from reading_sources import harvested

from belvedere.matching.controlled import ControlledNames
from belvedere.matching.decided import Decisions
from belvedere.matching.matcher import Matcher
from belvedere.matching.named import statements
from belvedere.matching.rules import Rules
from belvedere.matching.units import UnitMatcher
from belvedere.sources._epo_families import _words
from belvedere.sources.base import Files
from belvedere.sources.epo import SOURCE
from benchmarks.matching.sets import reference

SHARED = Path(__file__).parents[3] / "shared" / "data"
INSERM = "ror:02vjkv261"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    if not (SHARED / "patents").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    return harvested(SOURCE, SHARED / "patents", tmp_path_factory.mktemp("epo"))


def test_every_document_of_both_formats_is_read(office):
    assert office.ledger.records_in == 74 + 39
    assert not office.ledger.aside and not office.ledger.unknowns
    families = office.rows["patent_families"]
    assert len(families) == 30
    assert sum(row["documents"] for row in families) == 113
    assert Counter(row["kind"] for row in families) == {"patent": 26, "design": 4}
    perindopril = next(row for row in families if row["family_id"] == "docdb:8852170")
    assert (perindopril["priority"], perindopril["published"]) == ("2000-07-06", "2001-11-08")
    assert perindopril["office_count"] == 36
    files = Files(SHARED, tuple(SOURCE.find(SHARED / "patents")))
    assert SOURCE.as_of(files) == "2023-11-07"


def test_whoever_invents_and_applies_is_a_person_without_a_name(office):
    rows = office.rows["patent_applicants"]
    assert sum(row["is_person"] is True for row in rows) == 1
    assert all(row["name"] is None for row in rows if row["is_person"])
    named = {row["name"] for row in rows if row["organisation_id"]}
    assert {"SERVIER LAB", "AVENTIS PHARMA SA", "IBM"} <= named
    assert not any("HINDAWI" in name or "PFEIF" in name for name in named)


def records(name):
    path = SHARED / "patents" / "inserm_epo" / f"{name}.json.gz"
    if not path.exists():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return json.load(handle)["data"]


def written(name):
    """Return (name, country) of an applicant or inventor as the EPO writes them."""
    match = re.fullmatch(r"(.*?)\s*\[([A-Z]{2})\]", name)
    return (match[1], match[2]) if match else (name, None)


@pytest.fixture(scope="module")
def attributed():
    """Return, for each file, (record, whom each name of its applicants is)."""
    files = {name: records(name) for name in ("P7-UnivEnrichi", "P7-LargeEnrichi")}
    people = {_words(written(name)[0]) for rows in files.values() for row in rows
              for column in ("inventor", "inventor-prio", "inventor-new", "inventor-newCheck")
              for name in row[column] if isinstance(row[column], list)}
    names = {written(name) for rows in files.values() for row in rows
             for name in row["applicant-new"]}
    names = sorted((name, country or "") for name, country in names
                   if _words(name) not in people)
    matcher = Matcher(reference(SHARED), (Rules(ControlledNames.declared(), UnitMatcher([])),))
    who = {one["record_id"]: one["same_as"] for one in statements(matcher, Decisions({}), [
        {"record_id": f"applicant:{name} [{country}]", "name": name, "city": None,
         "country": country or None} for name, country in names])}
    known = set(names)
    return {file: [(row, {name: who.get(f"applicant:{name} [{country or ''}]")
                          for name, country in map(written, row["applicant-new"])
                          if (name, country or "") in known})
                   for row in rows] for file, rows in files.items()}


def test_inserm_is_found_wherever_a_name_is_its_own(attributed):
    rows = attributed["P7-UnivEnrichi"]
    said = [found for row, found in rows if "INSERM" in row["applicant"]]
    assert len(said) == 96
    # ten of them name no Inserm: the hand took INST NAT SCIENCES APPLIQ (INSA) for it in nine
    naming = [found for found in said if any(
        re.search(r"INSERM|I N S E R M|SANT.*RECH", name) for name in found)]
    assert len(naming) == 86
    assert all(INSERM in found.values() for found in naming)
    without = [found for found in said if found not in naming]
    assert not any(INSERM in found.values() for found in without)
    assert sum(any("SCIENCES APPLI" in name for name in found) for found in without) == 9
    # and it is on records where the hand did not see it
    assert sum(INSERM in found.values() for row, found in rows
               if "INSERM" not in row["applicant"]) == 14


def test_no_industrial_record_is_inserms(attributed):
    rows = attributed["P7-LargeEnrichi"]
    assert len(rows) == 874
    assert not any(INSERM in found.values() for _, found in rows)


def test_about_half_of_the_names_are_somebody_known(attributed):
    who = {name: known for rows in attributed.values() for _, found in rows
           for name, known in found.items()}
    share = sum(known is not None for known in who.values()) / len(who)
    assert 0.35 < share < 0.6
    assert who["INSERM TRANSFERT SA"] in (None, "ror:01wftfc57")  # a party of its own
