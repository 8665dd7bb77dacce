"""The CORDIS files and the crosswalk of the shared folder, all of them."""

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from reading_sources import zipped

from belvedere.evidence.writing import write_rows
from belvedere.sources import pic_to_ror
from belvedere.sources.base import Files
from belvedere.sources.cordis import SOURCE
from belvedere.tables.ledger import Ledger
from belvedere.tables.programme_themes import THEMES

SHARED = Path(__file__).parents[3] / "shared" / "data"
INSERM = "pic:999997833"


def written(source, root, out):
    """Return the ledger, the counts and the kept rows of each table."""
    ledger = Ledger()
    files = Files(root, tuple(source.find(root)))
    counts = write_rows(out, source.tables, source.read(files, ledger), ledger)
    rows = {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in source.tables}
    return ledger, counts, rows


@pytest.fixture(scope="module")
def harvested(tmp_path_factory):
    if not (SHARED / "cordis").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    return written(SOURCE, SHARED, tmp_path_factory.mktemp("cordis"))


@pytest.fixture(scope="module")
def joined(harvested):
    """Projects by id, and the rows of Inserm."""
    _, _, rows = harvested
    projects = {row["project_id"]: row for row in rows["projects"]}
    return projects, [row for row in rows["participations"] if row["organisation_id"] == INSERM]


def of(programme, rows):
    return [row for row in rows if row["project_id"].startswith(f"{programme}:")]


def test_only_folders_with_projects_and_organizations_are_read(harvested):
    assert [path.relative_to(SHARED / "cordis").as_posix() for path in SOURCE.find(SHARED)] == [
        "fp7/project.csv.gz", "fp7/organization.csv.gz",
        "h2020_2016/project.csv.gz", "h2020_2016/organization.csv.gz"]


def test_every_record_is_kept_repeated_or_set_aside(harvested):
    ledger, counts, _ = harvested
    assert ledger.records == {
        "cordis/fp7/project.csv.gz": 25_788, "cordis/fp7/organization.csv.gz": 135_667,
        "cordis/h2020_2016/project.csv.gz": 7_574,
        "cordis/h2020_2016/organization.csv.gz": 31_868}
    assert counts["projects"] == {
        "offered": 33_362, "kept": 33_360, "repeated": 0, "set_aside": 2}
    assert counts["participations"] == {
        "offered": 167_535, "kept": 167_533, "repeated": 2, "set_aside": 0}


def test_two_amended_grants_come_twice_and_their_one_participation_once(harvested):
    # each is given again with an end one day earlier and another record number
    ledger, _, rows = harvested
    assert {aside.file for aside in ledger.aside} == {"cordis/h2020_2016/project.csv.gz"}
    kept = {row["number"]: row["end"] for row in rows["projects"]
            if row["number"] in ("656579", "657115")}
    assert kept == {"656579": "2017-06-01", "657115": "2017-05-01"}
    parties = Counter(row["project_id"] for row in rows["participations"])
    assert (parties["H2020:656579"], parties["H2020:657115"]) == (1, 1)


def test_inserm_takes_part_in_418_projects_of_fp7(joined):
    _, mine = joined
    assert len({row["project_id"] for row in of("FP7", mine)}) == 418


def test_inserm_in_h2020_is_what_its_file_says(harvested, joined):
    projects, mine = joined
    mine = of("H2020", mine)
    assert len({row["project_id"] for row in mine}) == 79
    led = {row["project_id"] for row in mine if row["role"] == "coordinator"}
    assert len(led) == 37
    stages = Counter(
        projects[row["project_id"]]["career_stage"] for row in mine
        if projects[row["project_id"]]["instrument"] == "erc")
    assert stages == {"starting": 5, "consolidator": 7, "advanced": 2, "proof_of_concept": 3}
    parties = Counter(
        project for project, _ in {(row["project_id"], row["organisation_id"])
                                   for row in harvested[2]["participations"]})
    coordinated = [project for project in led
                   if projects[project]["admits_coordination"] and parties[project] >= 2]
    assert len(coordinated) == 9


def test_every_scheme_of_h2020_is_known_and_its_infrastructures_are_told_by_call(harvested):
    ledger, _, rows = harvested
    assert not [code for column, code in ledger.unknowns if column == "projects.funding_scheme"]
    instruments = Counter(
        row["instrument"] for row in rows["projects"] if row["programme"] == "H2020")
    assert instruments["erc"] == 1_419
    assert instruments["infrastructures"] == 99


def test_the_official_layout_is_read(tmp_path, harvested):
    official = SHARED / "cordis" / "official_layout"
    projects = (official / "fp7_project_59rows.csv").read_bytes()
    numbers = [line.split('"')[1] for line in projects.decode("utf-8-sig").splitlines()[1:]
               if line.startswith('"')]
    zipped(
        tmp_path / "cordis-fp7projects-csv.zip", project_csv=projects,
        organization_csv="projectID;organisationID;name;role\n" + "\n".join(
            f'"{number}";"1";"ALPHA";"coordinator"' for number in numbers))
    out = tmp_path / "out"
    out.mkdir()
    ledger, counts, rows = written(SOURCE, tmp_path, out)
    assert counts["projects"]["kept"] == counts["participations"]["kept"] == 59
    assert ledger.aside == []
    stages = Counter(row["career_stage"] for row in rows["projects"])
    assert (stages["starting"], stages["advanced"]) == (7, 12)


def test_the_parts_of_horizon_europe_have_titles(tmp_path, harvested):
    official = SHARED / "cordis" / "official_layout"
    topics, basis = ((official / name).read_bytes() for name in ("topics.csv", "legalBasis.csv"))
    numbers = sorted({line.split('"')[1] for line in basis.decode("utf-8-sig").splitlines()[1:]})
    zipped(
        tmp_path / "cordis-HORIZONprojects-csv.zip", topics_csv=topics, legalBasis_csv=basis,
        project_csv="id;frameworkProgramme\n" + "\n".join(f"{n};HORIZON" for n in numbers),
        organization_csv="projectID;organisationID;name\n")
    out = tmp_path / "out"
    out.mkdir()
    _, counts, rows = written(SOURCE, tmp_path, out)
    assert counts["projects"]["kept"] == len(numbers) > 10_000
    parts = Counter(part for row in rows["projects"] for part in row["themes"])
    assert {part for part in parts if part.startswith("HORIZON")} <= set(THEMES)
    assert parts["HORIZON.1.1"] > 4_000


def test_the_crosswalk_joins_inserm(tmp_path, harvested):
    ledger, counts, rows = written(pic_to_ror.SOURCE, SHARED, tmp_path)
    assert ledger.records_in == 11_162
    (table,) = counts
    assert counts[table]["kept"] + ledger.records_set_aside + counts[table]["repeated"] == 11_162
    assert [row["same_as"] for row in rows[table] if row["record_id"] == INSERM] == [
        "ror:02vjkv261"]
