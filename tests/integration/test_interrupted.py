"""Killed at any moment, a build leaves the last whole edition; the next one resumes.

The process is really killed (SIGKILL, which nothing can catch), at many moments
of a first build and of a second build over an edition that stands.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from belvedere.evidence.store import Store
from belvedere.evidence.writing import file_digest
from belvedere.landscapes.demo.generate import generate

MOMENTS = 14


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    generate(folder, scale=0.1)
    return folder


def start(home: Path, files: Path, *more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "belvedere.cli.main", "build", "demo", "--from", str(files), *more],
        env=os.environ | {"BELVEDERE_HOME": str(home)}, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )


def whole(store: Store) -> bool:
    """Return whether the current edition, if any, has every file with its checksum."""
    if store.current() is None:
        return True
    for snapshot in store.edition().snapshots:
        for name, told in snapshot.origin["files"].items():
            if file_digest(snapshot.folder / name) != told["sha256"]:
                return False
    return True


def test_a_build_killed_at_many_moments_resumes_to_the_same_edition(tmp_path, files):
    untouched = start(tmp_path / "calm", files)
    began = time.monotonic()
    _, told = untouched.communicate()
    assert untouched.returncode == 0, told
    duration = time.monotonic() - began
    calm = Store(tmp_path / "calm").edition()

    home, store = tmp_path / "killed", Store(tmp_path / "killed")
    chance, kills = random.Random(7), 0
    for _ in range(MOMENTS):
        process = start(home, files)
        time.sleep(chance.uniform(0.05, duration))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        assert whole(store)
    assert kills >= MOMENTS // 3  # the later ones may have finished first: they resume
    last = start(home, files)
    _, told = last.communicate()
    assert last.returncode == 0, told
    assert whole(store)
    assert not list((store.folder / "work").iterdir())
    names = {snapshot.name for snapshot in store.edition().snapshots}
    assert names == {snapshot.name for snapshot in calm.snapshots}
    for mine, theirs in zip(store.edition().snapshots, calm.snapshots):
        # rebuilding gives identical bytes
        assert {n: f["sha256"] for n, f in mine.origin["files"].items()} == {
            n: f["sha256"] for n, f in theirs.origin["files"].items()}


def test_a_second_build_killed_leaves_the_first_edition_to_ask(tmp_path, files):
    home = tmp_path / "home"
    start(home, files, "--only", "rnsr").communicate()
    first = Store(home).current()
    assert first is not None
    for pause in (0.3, 0.8, 1.5):
        process = start(home, files)
        time.sleep(pause)
        process.kill()
        process.communicate()
        if process.returncode == -signal.SIGKILL:
            assert Store(home).current() == first
            assert whole(Store(home))
    process = start(home, files)
    process.communicate()
    assert Store(home).current() != first
    assert Store(home).edition(first).name == first  # the old edition can still be asked


def test_a_finished_step_is_not_done_again(tmp_path, files):
    home = tmp_path / "home"
    start(home, files).communicate()
    again = start(home, files)
    _, told = again.communicate()
    assert told.count("as before") >= 5
    assert len(Store(home).editions()) == 1  # nothing changed: the same edition


def test_two_builds_at_once_the_second_is_refused(tmp_path, files):
    home = tmp_path / "home"
    first = start(home, files)
    while not (home / "store" / "LOCK").exists() or not (home / "store" / "LOCK").read_text():
        time.sleep(0.01)
    second = start(home, files)
    _, told = second.communicate()
    assert second.returncode == 4
    assert "Another build is writing" in told
    assert f"process {first.pid}" in told
    assert "Traceback" not in told
    first.communicate()
    assert first.returncode == 0
    assert whole(Store(home))
    assert Store(home).current() is not None
