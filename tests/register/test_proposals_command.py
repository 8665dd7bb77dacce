"""Proposals by command: files as their publisher gives them, read and checked."""

import pytest

from belvedere.cli.main import main
from belvedere.cli.propose import release
from belvedere.register.accounts.models import AuditEntry
from belvedere.register.organisations.models import Organisation
from belvedere.register.proposals.models import Proposal
from belvedere.tables.ledger import Ledger


def test_a_folder_of_the_directory_is_proposed_then_accepted(books, demo_files, capsys):
    told = ["propose", "rnsr", str(demo_files), "--day", "2026-01"]
    assert main(told) == 0
    first = capsys.readouterr().out
    assert "RNSR 2026-01" in first and " 0 new" not in first
    assert Proposal.objects.filter(state="open").exists() and not Organisation.objects.exists()
    assert main([*told, "--accept", "--because", "First import"]) == 0
    assert " accepted, " in capsys.readouterr().out
    assert Organisation.objects.filter(kind="unit").count() > 3
    entry = AuditEntry.objects.filter(action="create").last()
    assert (entry.actor_name, entry.why) == ("Belvedere", "RNSR 2026-01: First import")


def test_one_file_of_ror_and_its_own_date(books, demo_files):
    files = [path for path in (demo_files / "ror").rglob("*") if path.is_file()]
    assert files
    told = release("ror", files[:1], "2026-02", Ledger())
    assert told.title == "ROR 2026-02" and told.tables["organisation_records"]


@pytest.mark.parametrize("given, message", [
    (["rnsr", "nowhere.csv"], "the file is not there"),
    (["rnsr", "."], "has no file of rnsr"),
    (["hal", "."], "invalid choice"),
    (["rnsr", ".", "--accept"], "Say why"),
])
def test_what_cannot_be_read_is_told_on_one_line(
        books, tmp_path, monkeypatch, capsys, given, message):
    monkeypatch.chdir(tmp_path)
    assert main(["propose", *given]) in (2, 3)
    told = capsys.readouterr().err
    assert message in told and told.count("\n") == 1


def test_a_release_without_a_date_asks_for_it(books, demo_files, tmp_path, capsys):
    path = next(path for path in demo_files.rglob("*structures-recherche*.csv*"))
    copy = tmp_path / f"undated{''.join(path.suffixes)}"
    copy.write_bytes(path.read_bytes())
    assert main(["propose", "rnsr", str(copy)]) == 2
    assert "--day" in capsys.readouterr().err
