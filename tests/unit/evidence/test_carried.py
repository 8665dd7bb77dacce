"""What columns hold is told by their bytes, and a table is opened with its declared columns."""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from belvedere.evidence.carried import Contents, only

ROWS = {"code": ["ror:a", "ror:b", None], "organisation_id": ["register:1", "register:2", None]}


def digests(folder, columns=("code",), **rows):
    path = folder / "register_codes.parquet"
    pq.write_table(pa.table({**ROWS, **rows}), path)
    return Contents().of([path], columns)


def test_a_column_is_the_same_whatever_stands_beside_it(tmp_path):
    before = digests(tmp_path)
    assert digests(tmp_path, organisation_id=["x", "y", "z"]) == before
    assert digests(tmp_path, columns=("organisation_id",)) != before


@pytest.mark.parametrize("code", [
    ["ror:b", "ror:a", None], ["ror:a", "ror:b", ""], ["ror:a", None, "ror:b"],
    ["ror:a", "ror:b", "ror:c"], pa.array([1, 2, None], pa.int64())])
def test_another_value_order_or_type_is_told(tmp_path, code):
    assert digests(tmp_path, code=code) != digests(tmp_path)


def test_no_rows_and_no_file_are_told_apart_from_rows(tmp_path):
    nothing = digests(tmp_path, **{name: pa.array([], pa.string()) for name in ROWS})
    assert nothing != digests(tmp_path)
    assert Contents().of([], ("code",)) == [] != nothing


def test_only_declared_columns_are_open_and_only_for_a_while(tmp_path):
    digests(tmp_path)
    files = {"register_codes": [tmp_path / "register_codes.parquet"]}
    cursor = duckdb.connect()
    with only(cursor, {"register_codes": ("code",), "register_staff_counts": ("year",)}, files):
        assert cursor.execute("SELECT * FROM register_codes").fetchall() == [
            ("ror:a",), ("ror:b",), (None,)]
        assert cursor.execute("SELECT * FROM register_staff_counts").fetchall() == []
        with pytest.raises(duckdb.BinderException):
            cursor.execute("SELECT organisation_id FROM register_codes")
    with pytest.raises(duckdb.CatalogException):
        cursor.execute("SELECT * FROM register_codes")
