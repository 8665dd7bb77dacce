"""A claim holds as exactly as it is stated; what cannot be computed says what is missing."""

import pytest
from drawn import drawn, edition

from belvedere.indicators.asking import Asker
from belvedere.portraits.audit import audit, holds


@pytest.mark.parametrize(("precision", "stated", "computed", "expected"), [
    ("exact", 37, 37, True), ("exact", 37, 36, False),
    ("more_than", 400, 401, True), ("more_than", 400, 400, False),
    ("approximate", 300, 285, True), ("approximate", 300, 284, False),
    ("approximate", 300, 315, True),
    ("rounded", 0.26, 20 / 78, True), ("rounded", 0.17, 13 / 78, True),
    ("rounded", 0.26, 0.254, False), ("rounded", 0.26, 0.265, True),
])
def test_a_claim_holds_as_exactly_as_it_is_stated(precision, stated, computed, expected):
    claim = {"value": stated, "precision": precision, "rounding": 0.01}
    assert holds(claim, computed) is expected


@pytest.fixture
def asking(tmp_path):
    rows = drawn(
        projects="""
        project_id | programme | instrument
        P1         | FP7       | collaborative
        P2         | FP7       | collaborative
        P3         | H2020     |
        """,
        participations="""
        project_id | organisation_id | role
        P1         | ror:a           | participant
        P2         | ror:a           | participant
        P2         | ror:b           | participant
        P3         | ror:a           | participant
        """,
        claims="""
        claim_id | document | said          | value | precision | programme
        c:1      | text     | joined        | 2     | exact     | FP7
        c:2      | text     | joined more   | 2     | more_than | FP7
        c:3      | text     | unknown kind  | 1     | exact     | H2020
        c:4      | text     | rank          | 1     | exact     |
        c:5      | text     | patents       | 9     | exact     |
        c:6      | text     | nobody knows  | 9     | exact     |
        """,
    )
    landscape = {
        "slug": "a", "name": "A", "institute": "ror:a", "slugs": {"a": "ror:a"}, "peers": [],
        "answers": [
            {"said": "joined", "ask": "eu_projects"},
            {"said": "joined more", "ask": "eu_projects"},
            {"said": "unknown kind", "ask": "eu_collaborative_projects"},
            {"said": "rank", "ask": "eu_projects", "rank": True, "among": "all"},
            {"said": "patents", "missing": "the transfer desk's register"},
        ],
    }
    return Asker(edition(tmp_path, rows, landscape=landscape))


def test_each_claim_has_a_verdict_and_says_why(asking):
    found = {v.claim["claim_id"]: v for v in audit(asking)}
    assert [found[f"c:{n}"].outcome for n in range(1, 7)] == [
        "agrees", "differs", "cannot", "agrees", "cannot", "cannot"]
    assert found["c:1"].computed == 2
    assert found["c:2"].difference == 0
    assert found["c:3"].explanation.en == (
        "This cannot be told: for 1 record the source does not give the instrument.")
    assert found["c:3"].explanation.fr == (
        "Cela ne peut être établi : pour 1 fiche, la source ne donne pas l’instrument.")
    assert found["c:5"].explanation.en == "the transfer desk's register"
    assert "[[answer]]" in found["c:6"].explanation.en
    assert found["c:1"].explanation.fr == "énoncé 2, calculé 2"
