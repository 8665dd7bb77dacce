"""Six hundred texts labelled by hand: whether Inserm is named, which units, whose."""

import json
import re
from pathlib import Path

from belvedere.matching.controlled import ControlledNames

TEXTS = Path(__file__).parents[1] / "data" / "inserm_texts.jsonl"
INSERM = "ror:02vjkv261"
ROWS = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
NAMES = ControlledNames.declared()


def test_the_set_is_what_its_account_says():
    assert len(ROWS) == len({row["text"] for row in ROWS}) == 600
    for row in ROWS:
        assert row["inserm"] in ("named", "implied", "none")
        assert (row["inserm"] == "named") == (INSERM in row["organisations"])
        assert all(re.fullmatch(r"\d{9}[A-Z]", unit) for unit in row["units"])
        assert all(re.fullmatch(r"ror:0\w{6}\d\d", one) for one in row["organisations"])
        assert row["units"] == sorted(row["units"])
        assert "@" not in row["text"] or "author@example.org" in row["text"]


def test_inserm_named_has_precision_and_recall_of_the_target():
    told = {row["text"] for row in ROWS
            if INSERM in {one.record_id for one in NAMES.find(row["text"])}}
    right = {row["text"] for row in ROWS if row["inserm"] == "named"}
    assert len(told & right) / len(told) >= 0.995
    assert len(told & right) / len(right) >= 0.99


def test_every_controlled_name_has_precision_and_recall():
    records = {rule.record for rule in NAMES.rules}
    told = right = both = 0
    for row in ROWS:
        found = {one.record_id for one in NAMES.find(row["text"])}
        labelled = records.intersection(row["organisations"])
        told, right, both = told + len(found), right + len(labelled), both + len(found & labelled)
    assert both / told >= 0.99 and both / right >= 0.99
