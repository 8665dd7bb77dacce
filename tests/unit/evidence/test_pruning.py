"""Old editions go, but for those that something keeps; what they share with others stays."""

import os
import subprocess
import sys

import pytest

from belvedere.cli.main import main
from belvedere.errors import QuestionError
from belvedere.evidence import pruning
from belvedere.evidence.pruning import cite, prune
from belvedere.evidence.store import Store
from belvedere.evidence.writer import writing


def made(writer, *contents, by="register"):
    """Make an edition of a snapshot for each content, which is one file of a table."""
    def fill(content):
        def write(folder):
            (folder / "things.parquet").write_bytes(content.encode() * 1000)
            return {}
        return write

    return writer.publish({"name": "Drawn"}, [
        writer.snapshot("drawn", [content], fill(content))[0] for content in contents], by=by).name


@pytest.fixture
def store(tmp_path):
    """Six editions: one of a build, then five of the register; all share a snapshot."""
    store = Store(tmp_path)
    with writing(store) as writer:
        made(writer, "world", by="build")
        for number in range(5):
            made(writer, "world", f"books {number}")
        writer.snapshot("drawn", ["half a build"], lambda folder: {})
    return store


def pruned(store, newest, **more):
    with writing(store) as writer:
        return prune(writer, newest, **more)


def gone(verdicts):
    return [one.edition for one in verdicts if not one.stays]


def snapshots(store):
    return sorted(path.name for path in (store.folder / "snapshots").iterdir())


def test_the_newest_stay_and_the_rest_goes_with_what_is_its_own(store):
    names, before = store.editions(), snapshots(store)
    told = pruned(store, 2)
    assert store.editions() == names[4:] and gone(told) == names[3::-1]
    # the four share the world with those that stay; the build that was cut off loses nothing
    assert len(before) - len(snapshots(store)) == 3
    assert [one.bytes > 0 for one in told] == [False, False, True, True, True, False]
    for name in names[4:]:
        assert all((one.folder / "things.parquet").exists()
                   for one in store.edition(name).snapshots)
    with pytest.raises(QuestionError, match="no edition"):
        store.edition(names[0])
    assert gone(pruned(store, 2)) == []


def test_a_dry_run_tells_the_same_and_removes_nothing(store):
    names, before = store.editions(), snapshots(store)
    told = pruned(store, 1, dry=True)
    assert (store.editions(), snapshots(store)) == (names, before)
    assert pruned(store, 1) == told


def test_the_current_one_and_those_that_are_cited_or_named_stay(store):
    names = store.editions()
    with writing(store) as writer:
        cite(writer, names[0], "Annual report 2025")
        made(writer, "world", "books 1")  # the books are as they were: that edition again
        with pytest.raises(QuestionError):
            cite(writer, "2020", "x")
    assert store.current() == names[2]
    asked = []
    told = pruned(store, 1, spared=lambda some: asked.extend(some) or {some[-1]: "a page"})
    assert asked == [names[4], names[3], names[1]]
    why = {one.edition: one.stays for one in told}
    assert (why[names[0]], why[names[1]]) == ("Annual report 2025", "a page")
    assert (why[names[2]], why[names[5]]) == ("the current one", "one of the newest 1")
    assert store.editions() == [*names[:3], names[5]]
    with writing(store) as writer:
        cite(writer, names[0], "")
    assert gone(pruned(store, 1)) == names[1::-1]


def test_the_watcher_looks_at_its_own(store):
    names = store.editions()
    assert gone(pruned(store, 4, only=lambda told: told["by"] == "register")) == [names[1]]
    assert store.editions() == [names[0], *names[2:]]


def test_what_somebody_reads_stays_until_they_are_done(store):
    names = store.editions()
    here = store.edition(names[0])
    there = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path\n"
         "from belvedere.evidence.store import Store\n"
         f"one = Store(Path({str(store.home)!r})).edition({names[1]!r})\n"
         "print('open', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ)
    assert there.stdout.readline() == b"open\n"
    told = {one.edition: one.stays for one in pruned(store, 1)}
    assert told[names[0]] == told[names[1]] == "somebody reads it"
    assert store.editions() == [names[0], names[1], names[5]]
    there.communicate()
    assert here.snapshots[0].files  # as long as it is held
    assert gone(pruned(store, 1)) == [names[1]]
    del here
    assert gone(pruned(store, 1)) == [names[0]]


def test_who_opens_the_current_one_while_it_is_replaced_gets_the_next(store, monkeypatch):
    names, told = store.editions(), iter(["gone", store.current()])
    monkeypatch.setattr(store, "current", lambda: next(told, names[-1]))
    assert store.edition().name == names[-1]


@pytest.mark.parametrize("at", ["sync", "shutil.rmtree"])
def test_what_is_cut_off_is_ended_by_the_next(store, monkeypatch, at):
    names, before = store.editions(), snapshots(store)

    def cut(*given):
        raise OSError("cut off")

    with monkeypatch.context() as patched:
        patched.setattr(f"belvedere.evidence.pruning.{at}", cut)
        with pytest.raises(OSError, match="cut off"):
            pruned(store, 1)
    for name in store.editions():  # whatever is there is whole
        assert all((one.folder / "things.parquet").exists()
                   for one in store.edition(name).snapshots)
    pruned(store, 1)
    assert store.editions() == names[5:] and len(before) - len(snapshots(store)) == 4
    assert not (store.folder / pruning.GOING).exists()


def test_by_command(store, monkeypatch, capsys):
    def told(*given):
        status = main(["editions", *given])
        shown = capsys.readouterr()
        return status, shown.out + shown.err

    monkeypatch.setenv("BELVEDERE_HOME", str(store.home))
    names = store.editions()
    assert told("--keep", names[1])[0] == 2
    assert told("--keep", names[1], "--because", "Report 2025")[1].count("kept: Report 2025") == 1
    status, shown = told("--prune", "2", "--dry-run")
    assert status == 0 and "3 would be removed" in shown and store.editions() == names
    assert f"{names[1]}  stays: Report 2025" in shown and f"{names[2]}  goes" in shown
    assert "3 removed" in told("--prune", "2")[1]
    assert store.editions() == [names[1], *names[4:]]
    told("--let-go", names[1])
    assert "1 removed" in told("--prune", "2")[1]
    assert told("--prune", "0")[0] == 2
