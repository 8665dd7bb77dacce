"""The directory's tables as matching reads them, and files that are not those tables."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from drawn_units import CNRS, INSERM, drawn_tables

from belvedere.errors import InputError
from belvedere.matching.unit_directory import READ, directory, read_directory, town

ONE = {"number": "200000001A", "name": "Institut Rivière - UMR 8104", "acronym": "U1016",
       "city": "PARIS CEDEX 14", "postcode": "75014", "start": "2002", "end": "2014-06",
       "by": [(INSERM, "U 1016"), (CNRS, "UMR 8104")]}


def written(folder, tables):
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    return folder


def test_a_structure_has_its_numbers_place_and_years():
    (unit,) = directory(drawn_tables(ONE)).values()
    assert unit.codes == {("UMR", 8104): {"CNRS"}, ("U", 1016): {"INSERM"}}
    assert (unit.city, unit.department, unit.start, unit.end) == ("PARIS", "75", 2002, 2014)
    assert unit.names == ["Institut Rivière - UMR 8104"] and unit.acronyms == []
    assert unit.at(2014) and not unit.at(2015) and not unit.at(2001)
    assert [(s.acronym, s.label) for s in unit.supervisions] == [
        ("INSERM", "U 1016"), ("CNRS", "UMR 8104")]


def test_a_structure_without_a_postal_code_is_in_the_department_of_its_town():
    other = {"number": "200000002B", "name": "Autre", "city": "PARIS"}
    units = directory(drawn_tables(ONE, other))
    assert units["rnsr:200000002B"].department == "75"


@pytest.mark.parametrize(("told", "known"), [
    ("PARIS CEDEX 05", "PARIS"), ("Saint-Martin-d'Hères", "ST MARTIN D HERES"),
    ("VILLENEUVE D'ASCQ (59)", "VILLENEUVE D ASCQ"), ("", ""),
])
def test_towns_are_compared_without_cedex_and_accents(told, known):
    assert town(told) == known


def test_a_folder_of_tables_is_read(tmp_path):
    units = read_directory(written(tmp_path, drawn_tables(ONE)))
    assert list(units) == ["rnsr:200000001A"]


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(InputError, match=r"organisation_records\.parquet: not there"):
        read_directory(tmp_path)


@pytest.mark.parametrize("table", sorted(READ))
def test_a_half_written_file_is_named(tmp_path, table):
    path = written(tmp_path, drawn_tables(ONE)) / f"{table}.parquet"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError) as error:
        read_directory(tmp_path)
    assert f"{table}.parquet" in str(error.value) and "no whole Parquet" in str(error.value)


def test_a_file_of_another_schema_is_named_with_its_columns(tmp_path):
    written(tmp_path, drawn_tables(ONE))
    pq.write_table(pa.table({"record_id": ["rnsr:1"], "nom": ["A"]}),
                   tmp_path / "organisation_names.parquet")
    with pytest.raises(InputError, match="no column name, kind"):
        read_directory(tmp_path)


@pytest.mark.parametrize("bad", [None, 12])
def test_a_row_that_is_none_is_named(tmp_path, bad):
    tables = drawn_tables(ONE)
    written(tmp_path, tables)
    kinds = [{"record_id": "rnsr:200000001A", "name": "A", "kind": "label"},
             {"record_id": bad, "name": "B", "kind": "label"}]
    if bad is not None:
        kinds[0]["record_id"] = bad
    pq.write_table(pa.Table.from_pylist(kinds), tmp_path / "organisation_names.parquet")
    row = 2 if bad is None else 1
    with pytest.raises(InputError, match=rf"organisation_names\.parquet, row {row}: record_id"):
        read_directory(tmp_path)
