"""The command tells the stability interval of a figure, and of a rank."""

import csv
import json

import pytest

from belvedere.cli.main import main


@pytest.fixture
def ask(demo_home, monkeypatch, capsys):
    """Ask for a rank; return what is printed."""
    monkeypatch.setenv("BELVEDERE_HOME", str(demo_home))

    def asked(of, *options):
        assert main(["ask", "trials_with_results_share", "--of", of, "--rank", *options]) == 0
        return capsys.readouterr().out

    return asked


def test_the_only_one_who_is_ranked_is_first_in_every_draw(ask):
    only, = csv.DictReader(ask("demo", "--format", "csv").splitlines())
    told = json.loads(ask(only["id"], "--interval", "--format", "json"))
    assert (told["rank"], told["interval"]) == (1, [1, 1])
    assert "interval" not in json.loads(ask(only["id"], "--format", "json"))
    assert ask(only["id"], "--interval").endswith("95 % stability interval: 1 to 1\n")


def test_who_has_no_rank_has_no_interval(ask):
    assert json.loads(ask("demo", "--interval", "--format", "json"))["interval"] is None
    assert "No interval: it has no rank" in ask("demo", "--interval")
