"""The directory of the shared folder, imported whole by accepting what it proposes."""

import html
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belvedere.cli.propose import release
from belvedere.register.accounts.models import AuditEntry
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation, Relation
from belvedere.register.organisations.queries import (
    SHOWN,
    children,
    history,
    of_code,
    today,
)
from belvedere.register.proposals.actions import accept, propose
from belvedere.register.proposals.models import Proposal
from belvedere.tables.ledger import Ledger

SHARED = Path(__file__).parents[3] / "shared" / "data"
FILES = (SHARED / "rnsr", SHARED / "affiliations" / "reference")
UNITED = ("201119384B", "201119463M", "201622176P", "201622178S", "201622172K")
"""U1029, U1035, EA7435, U1053 and U1218, which became U1312 in 2022."""


@pytest.fixture(scope="module")
def read():
    """The release, read once."""
    if not FILES[0].is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    return release("rnsr", list(FILES), None, Ledger())


@pytest.fixture(scope="module")
def imported(read):
    """Inserm's books, filled by accepting all that the directory proposes."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        inserm = create(by=None, kind="institute", opened="1964", codes=[("ror", "02vjkv261")],
                        name="Institut national de la santé et de la recherche médicale")
        made = propose(by=None, release=read)
        with CaptureQueriesContext(connection) as queries:
            decided = accept(by=None, proposals=Proposal.objects.all(), why="First import")
        yield inserm, made, decided, len(queries)
        transaction.set_rollback(True)


def supervised(inserm, day: str) -> Counter:
    return Counter(r.organisation.kind for r in children([inserm.pk], day, ("supervised_by",)))


def test_inserm_supervises_453_structures(imported):
    inserm = imported[0]
    assert supervised(inserm, "2022-02-01") == {
        "unit": 362, "team": 46, "federation": 39, "network": 6}
    assert inserm.others.filter(kind="participated_by").count() == 71
    with_us = set(inserm.others.filter(kind="supervised_by").values_list("organisation", flat=True))
    others = Counter(Relation.objects.filter(
        kind="supervised_by", organisation__in=with_us).exclude(other=inserm).values_list(
            "organisation", flat=True))
    assert len(others) == 415  # 38 have no other supervisor


def test_nearly_all_is_accepted_each_with_its_entry_in_few_queries(imported):
    _, made, decided, queries = imported
    assert made.new == decided.done + len(decided.left)
    assert decided.done > 21_000 and len(decided.left) == 41
    # the directory says of some that each is a part of the other, of one that it closed unopened
    reasons = Counter("circle" if "part of itself" in reason.en else reason.en.split(":")[0]
                      for _, reason in decided.left)
    assert reasons["circle"] == 39 and reasons["It cannot close before it opens"] == 1
    assert AuditEntry.objects.filter(why="RNSR 2022-02: First import").count() == decided.done
    assert queries < decided.done  # fewer than one for each


def test_the_same_release_again_proposes_nothing_new(imported, read):
    told = propose(by=None, release=read)
    assert (told.new, told.open, told.lapsed) == (0, 41, 0)


def test_a_unit_before_and_after_its_merger(imported):
    united = of_code("rnsr", "202224190C")
    assert united.name == "Institut d'oncologie de Bordeaux" and united.opened == "2022"
    assert {r.other.codes.get(scheme="rnsr").value for r in history(united)} == set(UNITED)
    assert {(r.succession, r.start) for r in history(united)} == {("merger", "2022")}
    client, before = Client(), of_code("rnsr", "201622176P")
    shown = html.unescape(client.get(f"/en/register/{united.pk}/").content.decode())
    assert "U 1312" in shown and "Where it comes from" in shown
    for number in UNITED:
        one = of_code("rnsr", number)
        assert one.name in shown and one.closed == "2022"
    page = f"/en/register/{before.pk}/"
    assert "It is closed since" not in client.get(f"{page}?at=2021-12-31").content.decode()
    shown = html.unescape(client.get(f"{page}?at=2022-01-01").content.decode())
    assert "It is closed since" in shown and f"{united.name}</a>" in shown


def test_the_tree_as_at_a_day(imported):
    inserm, client = imported[0], Client()
    counts = {}
    now = today()
    for day in ("2005-01-01", "2015-01-01", "2022-02-01", now):
        held = supervised(inserm, day)
        address = f"/en/register/tree/?of={inserm.pk}&by=supervised_by&at={day}"
        shown = "".join(
            html.unescape(client.get(f"{address}&page={number}").content.decode())
            for number in range(1, 2 + held.total() // SHOWN))
        assert f"{held.total()} structures" in shown
        assert ("Institut d'oncologie de Bordeaux" in shown) is (day > "2022")
        counts[day] = held.total()
    assert counts["2005-01-01"] < counts["2015-01-01"] < counts["2022-02-01"] == 453
    # the release says of nothing that it ends later: today is as on its day
    assert counts[now] == 453 and "453 structures" in html.unescape(client.get(
        f"/en/register/tree/?of={inserm.pk}&by=supervised_by").content.decode())
    assert (counts["2005-01-01"], counts["2015-01-01"]) == (47, 308)
    assert children([inserm.pk], "2005-01-01", ("supervised_by",)).filter(
        organisation__opened__gt="2005-01-01").count() == 0


def test_the_command_imports_the_structures_of_one(read, tmp_path):
    """By command, into books of its own: Inserm's 453 and all that they name."""
    (tmp_path / "assets").mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "belvedere.cli.main", "propose", "rnsr", *map(str, FILES), "--of",
         "uai:0755364Y", "--accept", "--because", "First import"],
        env=os.environ | {"BELVEDERE_HOME": str(tmp_path), "BELVEDERE_DATABASE": ""},
        capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "RNSR 2022-02: 9,509 records, 42 set aside" in ran.stdout
    with closing(sqlite3.connect(tmp_path / "register.sqlite3")) as books:
        count = books.execute(
            "SELECT count(*) FROM organisations_relation JOIN organisations_code ON other_id = "
            "organisations_code.organisation_id WHERE kind = 'supervised_by' AND scheme = 'uai' "
            "AND value = '0755364Y'").fetchone()
    assert count == (453,)


def test_what_is_there_is_known_by_its_number(imported):
    assert Organisation.objects.filter(name__icontains="national de la sante").count() == 0
    inserm = imported[0]
    assert set(inserm.codes.values_list("scheme", flat=True)) == {"ror", "uai"}
