"""A decision about a text reaches the evidence, with or without organisations in the register."""

import shutil

import pytest
from django.core.management import call_command
from django.db import transaction

from belvedere.building.steps import publish
from belvedere.config import publishing
from belvedere.evidence.database import Database
from belvedere.matching.matcher import memory_key
from belvedere.matching.opening import matcher_of
from belvedere.matching.told import curated
from belvedere.register.curation.actions import Named, Text, decide

TEXT = "Laboratory of Nowhere, Paris"


@pytest.fixture
def register(demo_home):
    """An empty register, and the invented world's edition."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_decision_is_published_and_the_matcher_follows_it(register, demo_home, demo_asker,
                                                            tmp_path):
    demo_asker.database.need("organisation_records")
    organisation, = demo_asker.database.rows(
        "SELECT record_id FROM organisation_records WHERE scheme = 'ror' ORDER BY 1 LIMIT 1")[0]
    assert publishing.waiting() is None and publishing.books() is None
    decide(by=None, texts=[Text(TEXT, memory_key(TEXT), 2015, 2016)], decision="correct",
           organisations=[Named(organisation, "Somebody")], reason="Its page")
    assert publishing.waiting()
    _, whole = publishing.books()
    shutil.copytree(demo_home / "store", tmp_path / "store")
    edition = publish(tmp_path, lambda: whole, tell=lambda line: None)
    database = Database(edition.tables)
    database.need("curated_matches")
    row, = database.records("FROM curated_matches")
    assert (row["text"], row["organisation_ids"], row["year_from"]) == (TEXT, [organisation], None)
    matcher = matcher_of(database, tmp_path / "matching", curated=curated(database))
    found, = matcher.match(TEXT.upper(), 2015).found
    assert (found.record_id, found.how, found.score) == (organisation, "curated", 1.0)
