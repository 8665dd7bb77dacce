"""Nothing is overwritten: an old edition answers as it did when it was made."""

from belvedere.building.landscape import landscape
from belvedere.building.merges import decide
from belvedere.building.steps import build
from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker


def quiet(line: str) -> None:
    """Say nothing."""


def value(home, edition, name, of="demo"):
    asking = Asker(Store(home).edition(edition))
    return asking.ask(asking.question(name, of)).value


def test_an_old_edition_is_asked_beside_the_new_one(tmp_path, demo_files):
    demo = landscape("demo")
    first = build(tmp_path, demo, demo_files, only=["ror", "cordis"], tell=quiet)
    second = build(tmp_path, demo, demo_files, tell=quiet)
    assert value(tmp_path, first.name, "structures_supervised") == 0
    assert value(tmp_path, second.name, "structures_supervised") > 0
    assert value(tmp_path, None, "structures_supervised") > 0
    assert Store(tmp_path).editions() == [first.name, second.name]


def test_the_same_files_make_the_same_edition(tmp_path, demo_files):
    demo = landscape("demo")
    first = build(tmp_path, demo, demo_files, tell=quiet)
    assert build(tmp_path, demo, demo_files, tell=quiet).name == first.name


def test_a_merge_can_be_seen_undone_and_is_remembered(tmp_path, demo_files):
    demo = landscape("demo")
    first = build(tmp_path, demo, demo_files, tell=quiet)
    asking = Asker(first)
    institute = asking.whom("demo").id
    asking.database.need("organisation_identities")
    # the statement by which the institute's number in the directory is the institute
    joined, via = asking.database.rows(
        "SELECT record_id, via FROM organisation_identities "
        "WHERE organisation_id = ? AND record_id LIKE 'uai:%'", [institute])[0]
    supervised = value(tmp_path, None, "structures_supervised")
    assert supervised > 0

    decide(tmp_path, joined, via, holds=False, because="two bodies after all", by="Alice")
    second = build(tmp_path, demo, demo_files, tell=quiet)
    assert second.name != first.name
    assert value(tmp_path, second.name, "structures_supervised") == 0
    assert value(tmp_path, second.name, "structures_supervised", joined) == supervised
    assert value(tmp_path, first.name, "structures_supervised") == supervised

    decide(tmp_path, joined, via, holds=True, because="one body, Bob checked", by="Bob")
    build(tmp_path, demo, demo_files, tell=quiet)
    assert value(tmp_path, None, "structures_supervised") == supervised
