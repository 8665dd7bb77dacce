"""A full disk, a folder that cannot be written, an edition that is not there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from belvedere.evidence.store import Store
from belvedere.landscapes.demo.generate import generate


def belvedere(home: Path, *arguments: str, **more) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "belvedere.cli.main", *arguments], capture_output=True, text=True,
        env=os.environ | {"BELVEDERE_HOME": str(home)}, **more,
    )


def one_line(told: str, *parts: str) -> None:
    """Assert that an error is one clear line that says these things."""
    lines = [line for line in told.splitlines() if line.startswith("belvedere: ")]
    assert len(lines) == 1, told
    assert "Traceback" not in told
    for part in parts:
        assert part in lines[0]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    generate(folder, scale=0.1)
    return folder


@pytest.fixture
def small_disk(tmp_path):
    """Mounts a disk of so many kilobytes, on machines that let us mount one."""
    place = tmp_path / "small"
    place.mkdir()

    def mounted(kilobytes: int) -> Path:
        done = shutil.which("mount") and os.geteuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)],
            capture_output=True,
        ).returncode == 0
        if not done:
            pytest.skip("this machine does not let a test mount a small disk")
        return place

    yield mounted
    subprocess.run(["umount", str(place)], capture_output=True)


# Each size fills up at another step: the first source, the last, matching, the facts.
@pytest.mark.parametrize("kilobytes", [32, 96, 160, 224, 288, 352])
def test_a_full_disk_says_so_and_publishes_nothing(small_disk, files, kilobytes):
    home = small_disk(kilobytes)
    done = belvedere(home, "build", "demo", "--from", str(files))
    assert done.returncode == 4, done.stderr
    one_line(done.stderr, "is full", "Free some space")
    assert Store(home).current() is None


def test_a_full_disk_leaves_the_edition_that_stands(small_disk, files):
    home = small_disk(640)
    done = belvedere(home, "build", "demo", "--from", str(files), "--only", "pic_to_ror")
    assert done.returncode == 0, done.stderr
    first = Store(home).current()
    done = belvedere(home, "build", "demo", "--from", str(files))
    assert done.returncode == 4, done.stderr
    assert Store(home).current() == first
    Store(home).edition()


def test_a_read_only_folder_says_so(tmp_path, files):
    home = tmp_path / "home"
    home.mkdir()
    if os.geteuid() == 0:  # root writes anywhere but on a read-only mount
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(home)], capture_output=True)
        if mounted.returncode:
            pytest.skip("as root, and this machine does not let a test mount a read-only disk")
    else:
        home.chmod(0o500)
    try:
        done = belvedere(home, "build", "demo", "--from", str(files))
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(home)], check=True)
    assert done.returncode == 4, done.stderr
    one_line(done.stderr, "cannot be written", "BELVEDERE_HOME")


def test_asking_before_any_build_says_what_to_run(tmp_path):
    done = belvedere(tmp_path, "ask", "eu_projects", "--of", "inserm")
    assert done.returncode == 4
    one_line(done.stderr, "Nothing is built yet", "belvedere build")


@pytest.mark.parametrize(("arguments", "parts"), [
    (["ask", "eu_project", "--of", "demo"], ["no indicator 'eu_project'", "mean eu_projects,"]),
    (["ask", "eu_projects", "--of", "demoo"], ["No organisation is known as 'demoo'"]),
    (["ask", "eu_projects", "--of", "demo", "--edition", "2001"], ["no edition '2001'"]),
    (["ask", "eu_projects", "--of", "demo", "--when", "12/05"], ["'12/05' is no date"]),
    (["ask", "eu_projects", "--of", "demo", "--when", "2020..2010"], ["ends before"]),
    (["ask", "eu_projects", "--of", "demo", "--where", "program=FP7"],
     ["'program'", "programme?"]),
    (["ask", "eu_projects", "--of", "demo", "--where", "programme"], ["key=value"]),
    (["ask", "eu_projects", "--of", "demo", "--by", "colour"], ["'colour'"]),
    (["ask", "eu_projects", "--of", "demo", "--rank", "--among", "marsians"], ["no group"]),
    (["ask", "eu_projects", "--of", "demo", "--counting", "fractionel"], ["fractional?"]),
    (["ask", "eu_projects_growth", "--of", "demo"], ["needs two years"]),
    (["sql", "SELECT * FROM project"], ["project"]),
    (["bild", "demo"], ["no verb 'bild'", "build?"]),
    (["ask", "eu_projects"], ["--of", "belvedere ask --help"]),
    (["ask", "eu_projects", "--of", "demo", "--format", "xml"], ["invalid choice: 'xml'"]),
    (["ask", "eu_projects", "--of", "demo", "--rows", "--interval"], ["without --sql, --rows"]),
    (["ask", "eu_projects", "--of", "demo", "--format", "parquet"], ["needs --output"]),
    (["ask", "eu_projects", "--of", "demo", "--among", "eu"], ["--among", "--rank with it"]),
    (["ask", "eu_projects", "--of", "demo", "--output", "x"], ["--format parquet writes"]),
    (["ask", "eu_projects", "--of", "demo", "--by", "year", "--format", "parquet", "--output", "x"],
     ["--format parquet is of the rows"]),
    (["ask", "eu_projects", "--of", "demo", "--sql", "--format", "csv"], ["--sql is a text"]),
])
def test_a_wrong_question_ends_with_status_2_and_one_clear_line(demo_home, arguments, parts):
    done = belvedere(demo_home, *arguments)
    assert done.returncode == 2, done.stderr
    one_line(done.stderr, *parts)


def test_a_misspelt_organisation_is_told_its_nearest(demo_home, demo_asker):
    name = demo_asker.whom("demo").name
    done = belvedere(demo_home, "ask", "eu_projects", "--of", name[:-1] + "x")
    assert done.returncode == 2
    one_line(done.stderr, name)


@pytest.mark.parametrize(("name", "content", "parts"), [
    ("fr-esr-structures-recherche-publiques-actives_2022-02.csv", "a,b\n1,2\n",
     ["row 1", "missing"]),
    ("fr-esr-structures-recherche-publiques-actives_2022-02.csv", "", ["empty"]),
])
def test_a_file_that_is_not_what_it_should_be_is_named(tmp_path, name, content, parts):
    folder = tmp_path / "from" / "rnsr"
    folder.mkdir(parents=True)
    (folder / name).write_text(content)
    done = belvedere(tmp_path / "home", "build", "demo", "--from", str(tmp_path / "from"))
    assert done.returncode == 3, done.stderr
    one_line(done.stderr, f"rnsr/{name}", *parts)
    assert Store(tmp_path / "home").current() is None


def test_a_folder_without_any_source_says_so(tmp_path):
    done = belvedere(tmp_path / "home", "build", "demo", "--from", str(tmp_path))
    assert done.returncode == 3
    one_line(done.stderr, "No source has any file")


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_file_of_the_store_says_so(tmp_path, files, damage):
    home = tmp_path / "home"
    done = belvedere(home, "build", "demo", "--from", str(files), "--only", "cordis")
    assert done.returncode == 0, done.stderr
    (fact,) = (home / "store" / "snapshots").glob("*/fact_participations.parquet")
    if damage == "cut":
        fact.write_bytes(fact.read_bytes()[:500])
    else:
        fact.unlink()
    done = belvedere(home, "ask", "eu_projects", "--of", "world")
    assert done.returncode == 4, done.stderr
    one_line(done.stderr, "damaged or gone", "build again")
