"""The invented world: the same bytes each time, as large as asked, read by the real sources."""

import csv
import hashlib
import html
import os
import subprocess
import sys
from pathlib import Path

import pytest

from belvedere.building.landscape import landscape
from belvedere.evidence.store import Store
from belvedere.evidence.writing import write_rows
from belvedere.landscapes.demo import monitor, numbering
from belvedere.landscapes.demo.generate import generate
from belvedere.landscapes.demo.heads import AGENCY, HEADS, HOSPITALS, INSTITUTE
from belvedere.landscapes.demo.projects import PROGRAMMES, count, project
from belvedere.landscapes.demo.trials import trial
from belvedere.landscapes.demo.world import World
from belvedere.sources.base import Files, sources
from belvedere.tables.ledger import Ledger

SCALE = 0.2


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def world():
    return World(1, SCALE)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    generate(tmp_path / "here", seed=3, scale=0.02)
    # Another process with other hashes: no order of a set may reach a file.
    subprocess.run(
        [sys.executable, "-c",
         "import pathlib, sys; from belvedere.landscapes.demo.generate import generate; "
         "generate(pathlib.Path(sys.argv[1]), seed=3, scale=0.02)", str(tmp_path / "there")],
        check=True, env=os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"},
    )
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_another_seed_gives_another_world_of_the_same_institute(tmp_path):
    generate(tmp_path / "one", seed=1, scale=0.02)
    generate(tmp_path / "two", seed=2, scale=0.02)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert set(one) == set(two)
    # institutions, topics and journals of the world are the same; its works are not
    archives = [name for name in one if name.endswith((".zip", ".gz"))
                and (not name.startswith("openalex/") or "/works/" in name)]
    assert len(archives) == 8
    assert all(one[name] != two[name] for name in archives)


@pytest.mark.parametrize("scale", [0.1, 1, 10])
def test_a_world_grows_with_its_scale(scale):
    world = World(1, scale)
    assert world.organisations == 3_000 * scale
    assert world.projects == 4_000 * scale
    assert world.structures == max(48, 400 * scale)
    assert world.trials == 1_500 * scale
    assert world.families == 600 * scale


@pytest.mark.parametrize("number", [0, 1, 29, 30, 2_999, 123_456])
def test_no_identifier_can_be_a_real_one(number):
    ror = numbering.ror(number)
    value = 0
    for letter in ror[1:7]:
        value = 32 * value + "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    assert int(ror[7:]) != 98 - value * 100 % 97
    assert numbering.pic(number).startswith("7")
    assert len(numbering.pic(number)) == 9
    assert len(numbering.siret(number)) == 14


def test_identifiers_of_different_organisations_differ():
    numbers = range(50_000)
    assert len({numbering.ror(number) for number in numbers}) == 50_000
    assert len({numbering.pic(number) for number in numbers}) == 50_000


def test_the_landscape_names_the_organisations_that_are_made():
    told = landscape("demo").summary
    made = {f"ror:{numbering.ror(number)}" for number in range(len(HEADS))}
    assert told["institute"] == f"ror:{numbering.ror(INSTITUTE)}"
    assert made.issuperset(told["peers"])
    merged = {merge["record_id"] for merge in landscape("demo").merges}
    assert f"pic:{numbering.pic(INSTITUTE)}" in merged
    assert f"cordis:{numbering.digest('ORPHÉE TRANSFERT 1')}" in merged


def test_every_source_of_the_landscape_reads_its_files(demo_files, demo_home):
    counted = {
        origin["source"]: origin for origin in Store(demo_home).edition().origins()
        if origin["source"] in landscape("demo").sources
    }
    assert set(counted) == set(landscape("demo").sources)
    assert all(origin["records_in"] > 0 for origin in counted.values())


def read(name: str, folder: Path, work: Path) -> tuple[dict, Ledger]:
    """Return how many rows of each table a real source reads, and its ledger."""
    source, ledger = sources()[name], Ledger()
    found = Files(folder, tuple(sorted(source.find(folder))))
    work.mkdir()
    counts = write_rows(work, source.tables, source.read(found, ledger), ledger)
    return {table: told["kept"] for table, told in counts.items()}, ledger


def test_ror_reads_every_organisation_that_has_an_id(demo_files, tmp_path, world):
    kept, ledger = read("ror", demo_files, tmp_path / "work")
    everybody = [world.organisation(number) for number in range(world.organisations)]
    assert kept["organisation_records"] == sum(one.ror is not None for one in everybody)
    assert not ledger.aside
    assert ledger.notes["records in schema 1"] > 0
    assert any(note.startswith("one-sided") for note in ledger.notes)


def test_the_directory_reads_every_structure(demo_files, tmp_path, world):
    kept, ledger = read("rnsr", demo_files, tmp_path / "work")
    assert kept["units"] == world.structures
    assert ledger.notes["structures of which only the number is known"] > 0


def test_cordis_reads_every_project_and_sets_the_odd_rows_aside(demo_files, tmp_path, world):
    kept, ledger = read("cordis", demo_files, tmp_path / "work")
    made = [project(world, programme, number)
            for programme in PROGRAMMES for number in range(count(world, programme))]
    assert kept["projects"] == len(made)
    parties = sum(len(one.parties) for one in made)
    # Every party, and the few that a file gives twice may stand twice.
    assert parties <= kept["participations"] <= 1.01 * parties
    cut = {entry.reason for entry in ledger.aside if not entry.table}
    assert cut == {"has 3 cells where the header has 25"}
    assert any(code.startswith("BELV-") for _, code in ledger.unknowns)


def test_the_registry_and_the_monitor_read_every_trial(demo_files, tmp_path, world):
    made = [trial(world, number) for number in range(world.trials)]
    kept, _ = read("clinicaltrials", demo_files, tmp_path / "registry")
    assert kept["trial_records"] == sum(one.nct is not None for one in made)
    kept, _ = read("bso_trials", demo_files, tmp_path / "monitor")
    assert kept["trial_records"] == sum(bool(one.outcome) for one in made)


def test_the_patent_office_reads_every_family(demo_files, demo_asker, tmp_path, world):
    kept, ledger = read("epo", demo_files, tmp_path / "epo")
    assert kept["patent_families"] == world.families
    assert not ledger.aside and not ledger.unknowns
    question = demo_asker.question("patent_families", "demo")
    figure = demo_asker.ask(question)
    assert figure.rows == figure.by_basis["text"] > 20
    assert any("rest on the match of a name" in words.en for words in figure.caveats)
    assert demo_asker.by(question, "partner")
    assert 0 < demo_asker.ask(
        demo_asker.question("international_patent_families", "demo")).value < figure.value


def stated(home: Path, asker, said: str) -> tuple[float, float]:
    """Return the stated value and the computed one of a claim of the leaflet."""
    answer = next(a for a in asker.edition.landscape["answers"] if a["said"] == said)
    question = asker.question(answer["ask"], "demo", where=answer.get("where"))
    asker.database.need("claims")
    value = asker.database.rows("SELECT value FROM claims WHERE said = ?", [said])[0][0]
    return value, asker.ask(question).value


@pytest.mark.parametrize("said", [
    "FP7 collaborative projects", "Horizon 2020 projects coordinated",
    "Horizon 2020 grants of the ERC", "research units", "research federations",
])
def test_what_the_institute_says_exactly_is_what_is_computed(demo_home, demo_asker, said):
    value, computed = stated(demo_home, demo_asker, said)
    assert computed == value


def test_the_false_statement_is_false(demo_home, demo_asker):
    value, computed = stated(demo_home, demo_asker, "FP7 Marie Curie networks")
    assert computed == value - 9


def test_rates_are_published_as_they_are_computed_but_for_one(demo_files, demo_asker):
    wrong = []
    for number in (INSTITUTE, AGENCY, *HOSPITALS):
        ror = numbering.ror(number)
        path = demo_files / monitor.FOLDER / f"indicators_{ror}.csv"
        with path.open(encoding="utf-8", newline="") as text:
            published = next(csv.DictReader(text))
        for column, name in (
            ("indicator_10_years", "trials_with_results_share"),
            ("indicator_10_years_within_12_months", "trials_with_results_12_months_share"),
        ):
            figure = demo_asker.ask(demo_asker.question(name, ror))
            if abs(100 * figure.value - int(published[column].removesuffix(" %"))) > 0.5:
                wrong.append((number, name))
    assert wrong == [(monitor.WRONG, "trials_with_results_12_months_share")]


def test_the_articles_of_the_institute_are_told_by_unit(demo_asker, site):
    question = demo_asker.question("articles", "demo")
    figure = demo_asker.ask(question)
    parts = demo_asker.by(question, "unit")
    units = {part.group: part.rows for part in parts if part.group is not None}
    assert len(units) == 3 and sum(units.values()) > 5
    assert figure.rows == sum(figure.by_basis.values()) > figure.by_basis["implied"] > 0
    page = site.get("/en/figures/articles/demo/?by=unit").content.decode()
    for name in demo_asker.directory.names(units).values():
        assert name.startswith("Laboratoire") and html.escape(name) in page
    assert "records rest on what affiliations say" in page
