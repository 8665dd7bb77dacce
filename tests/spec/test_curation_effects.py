"""The effect of a decision that is shown before is the one that the next build has."""

import pytest
from drawn import drawn, edition
from drawn_doubts import WORLD, world

from belvedere.indicators.asking import Asker
from belvedere.matching.matcher import memory_key
from belvedere.site.doubts import doubts
from belvedere.site.effects import effects

SLEEP, OXFORD = (1, 2), (7,)


def signed(asking) -> set[tuple[str, int]]:
    asking.database.need("work_organisations")
    return set(asking.database.rows(
        "SELECT organisation_id, work_id FROM work_organisations "
        "WHERE organisation_id IS NOT NULL"))


@pytest.fixture(scope="module")
def before(tmp_path_factory, demo_home):
    return world(tmp_path_factory.mktemp("before"))


@pytest.mark.parametrize(("texts", "decision", "ids", "first", "last"), [
    (SLEEP, "correct", ["ror:cochin"], None, None),
    (SLEEP, "correct", ["ror:cochin", "ror:pasteur"], 2011, 2015),
    (SLEEP, "correct", ["rnsr:2"], 2014, None),
    (SLEEP, "refuse", [], None, None),
    (OXFORD, "correct", ["ror:pasteur"], None, None),
    (OXFORD, "refuse", [], None, None),
])
def test_what_was_told_before_is_what_comes(before, tmp_path, texts, decision, ids, first, last):
    one = next(each for each in doubts(before) if each.affiliations == texts)
    told = effects(before, texts, one.chosen, ids, first, last)
    rows = drawn(**WORLD) | {"curated_matches": [{
        "text_key": memory_key(one.text), "text": one.text, "decision": decision,
        "organisation_ids": ids, "year_from": first, "year_to": last, "decided": "2026-01-01",
        "register_id": "1"}]}
    after = signed(Asker(edition(tmp_path, rows)))
    was = signed(before)
    gained = {(each.organisation_id, row.work_id) for each in told if each.gains
              for row in each.rows}
    lost = {(each.organisation_id, row.work_id) for each in told if not each.gains
            for row in each.rows}
    assert (gained, lost) == (after - was, was - after)
