"""What publishes the register on change, killed at many moments, and twice at once.

The process is really killed (SIGKILL); whoever reads meanwhile finds whole editions only.
"""

import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from drawn import drawn, edition

from belvedere.errors import QuestionError
from belvedere.evidence.store import Store
from belvedere.evidence.writing import file_digest
from belvedere.indicators.asking import Asker

MOMENTS = 6
BEGUN = """
from belvedere.config.started import migrated
migrated(make=True)
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.restructuring import relate
top = Organisation.objects.filter(kind="institute").first() or create(
    by=None, kind="institute", name="Inserm", opened="1964")
for number in range(int(sys.argv[1])):
    one = create(by=None, kind="unit", name=f"Unit {number}", opened="2010")
    relate(by=None, organisation=one, kind="part_of", other=top, start="2010")
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A store with an edition, and a register of one institute with five units."""
    begun = tmp_path_factory.mktemp("begun")
    edition(begun, drawn(organisation_records="""
    record_id     | name   | country
    ror:02vjkv261 | INSERM | FR
    """))
    units(begun, 5)
    return begun


@pytest.fixture
def home(begun, tmp_path):
    """The same, of a test's own."""
    return shutil.copytree(begun, tmp_path / "home")


def run(home, *command, **more) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *command], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"BELVEDERE_HOME": str(home), "BELVEDERE_DATABASE": "", **more})


def publish(home, *more, **settings) -> subprocess.Popen:
    return run(home, "-m", "belvedere.cli.main", "publish", *more, **settings)


def units(home, count: int) -> None:
    """Add units to the register, by another process."""
    done = run(home, "-c", f"import sys{BEGUN}", str(count))
    assert (done.communicate()[1], done.returncode) == ("", 0)


def counted(home) -> float:
    """How many units the current edition has; each of its files is whole."""
    found = Store(home).edition()
    for snapshot in found.snapshots:
        for name, told in snapshot.origin["files"].items():
            assert file_digest(snapshot.folder / name) == told["sha256"]
    asker = Asker(found)
    try:
        whom = asker.whom("register:1").id
        return asker.ask(asker.question("register_units", whom)).value
    except QuestionError:  # the first edition has no register
        return 0
    finally:
        del asker, found
        gc.collect()  # an edition that somebody reads is not removed


def wait_for(found, seconds: float = 90) -> None:
    """Wait until something is so; what is read meanwhile is always whole."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def test_a_publication_killed_at_many_moments_is_made_by_the_next(home):
    began = time.monotonic()
    first = publish(home)
    assert first.communicate()[1] and first.returncode == 0
    took, chance, kills = time.monotonic() - began, random.Random(5), 0
    assert counted(home) == 5
    units(home, 2)
    for number in range(MOMENTS):
        process = publish(home)
        time.sleep(took * (0.3 + 0.7 * (number + chance.random()) / MOMENTS))
        if process.poll() is not None:  # the first was held up by others
            took *= 0.6
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        assert counted(home) in (5, 7)
    assert kills >= MOMENTS // 3
    last = publish(home)
    assert last.communicate()[1] and last.returncode == 0
    assert counted(home) == 7 and not list((home / "store" / "work").iterdir())


def test_a_watcher_killed_in_mid_publication_is_followed_by_another(home):
    work = home / "store" / "work"
    for wait in (0.0, 0.1, 0.3):
        watcher = publish(home, "--watch")
        wait_for(lambda: any(work.iterdir()))  # it writes now
        time.sleep(wait)
        watcher.kill()
        watcher.communicate()
        assert counted(home) in (0, 5)
    units(home, 1)
    watcher = publish(home, "--watch")
    wait_for(lambda: counted(home) == 6)
    watcher.kill()
    watcher.communicate()


def test_a_watcher_removes_the_old_editions_that_others_made(home):
    for count in range(4):
        units(home, 1)
        by_hand = publish(home)
        assert by_hand.communicate()[1] and by_hand.returncode == 0
        assert counted(home) == 6 + count
    watcher = publish(home, "--watch", BELVEDERE_EDITIONS="2")
    try:
        wait_for(lambda: len(Store(home).editions()) == 3)  # the first is a build's
    finally:
        watcher.terminate()
        watcher.communicate()
    assert counted(home) == 9


def test_two_watchers_and_a_command_at_once_leave_whole_editions(home):
    watchers = [publish(home, "--watch", BELVEDERE_EDITIONS="2") for _ in range(2)]
    try:
        for count in range(3):
            units(home, 1)
            by_hand = publish(home)
            _, told = by_hand.communicate()
            assert by_hand.returncode == 0 or (
                by_hand.returncode == 4 and "Another build is writing" in told), told
            wait_for(lambda count=count: counted(home) == 6 + count)
        # of those that changes made, the newest two stay, with the first, which is a build's
        wait_for(lambda: len(Store(home).editions()) <= 3)
    finally:
        for watcher in watchers:
            watcher.terminate()
        told = [watcher.communicate()[1] for watcher in watchers]
    assert not [line for line in told if "Traceback" in line]
    assert counted(home) == 8
