"""Rows that do not fit their table are set aside with a reason; keys are kept once."""

import pyarrow.parquet as pq
import pytest

from belvedere.errors import StoreError
from belvedere.evidence import writing
from belvedere.evidence.check import Checker, RowError
from belvedere.evidence.writing import write_rows
from belvedere.tables import TABLES
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.model import Table, date, integer, text, texts

THINGS = Table(
    name="things", family="test", grain="One thing.", key=("id",),
    columns=(
        text("id", "Its id.", required=True), text("kind", "Its kind.", vocabulary=("a", "b")),
        integer("size", "Its size."), date("start", "Its start."), texts("tags", "Its tags."),
    ),
)


def test_values_are_stored_in_order_with_the_bounds_of_dates():
    values = Checker(THINGS)({"id": "1", "kind": "a", "start": "2014-02", "tags": ["x"]})
    assert [str(v) for v in values] == [
        "1", "a", "None", "2014-02", "2014-02-01", "2014-02-28", "['x']"]


def test_empty_text_and_empty_lists_are_unknown():
    assert Checker(THINGS)({"id": "1", "start": "", "tags": []})[3] is None


@pytest.mark.parametrize(("row", "reason"), [
    ({}, "missing required field `id`"),
    ({"id": ""}, "`id` is required and is empty"),
    ({"id": "1", "kind": "c"}, "`kind`"),
    ({"id": "1", "size": "7"}, "`size`"),
    ({"id": "1", "start": "2014-13"}, "`start`: '2014-13' is not a date"),
    ({"id": "1", "colour": "red"}, "colour"),
])
def test_a_row_that_does_not_fit_says_which_column_and_why(row, reason):
    with pytest.raises(RowError) as error:
        Checker(THINGS)(row)
    assert reason in str(error.value)


def write(folder, rows, monkeypatch):
    monkeypatch.setitem(TABLES, "things", THINGS)
    ledger = Ledger()
    placed = [("things", row, Place("f.csv", n)) for n, row in enumerate(rows, start=2)]
    counts = write_rows(folder, ["things"], placed, ledger)
    return pq.read_table(folder / "things.parquet").to_pylist(), counts["things"], ledger


def test_nothing_is_lost_offered_is_kept_and_set_aside_and_repeated(tmp_path, monkeypatch):
    rows, counts, ledger = write(tmp_path, [
        {"id": "1", "size": 1}, {"id": "1", "size": 1}, {"id": "1", "size": 2}, {"id": "2"},
        {"size": 3},
    ], monkeypatch)
    assert [row["id"] for row in rows] == ["1", "2"]
    assert counts == {"offered": 5, "kept": 2, "repeated": 1, "set_aside": 2}
    assert [(a.row, a.table) for a in ledger.aside] == [(4, "things"), (6, "things")]
    assert "repeats the key {'id': '1'}" in ledger.aside[0].reason


def test_rows_beyond_one_group_are_all_written(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "ROWS_PER_GROUP", 10)
    rows, _, _ = write(tmp_path, [{"id": str(n)} for n in range(25)], monkeypatch)
    assert len(rows) == 25


def test_a_table_with_personal_columns_never_enters_the_evidence(tmp_path, monkeypatch):
    personal = Table(name="people", family="test", grain="One person.", key=("id",), columns=(
        text("id", "Id."), text("name", "Name.", personal=True)))
    monkeypatch.setitem(TABLES, "people", personal)
    with pytest.raises(StoreError, match="personal columns"):
        write_rows(tmp_path, ["people"], [], Ledger())
