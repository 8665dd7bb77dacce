"""``belvedere match`` on the invented world: one text, a file, and what cannot be read."""

import csv
import io
import json

import pytest

from belvedere.cli.main import main


@pytest.fixture(scope="module")
def organisation(demo_asker):
    """An organisation of the invented ROR with a long name, and its place."""
    demo_asker.database.need("organisation_records")
    return demo_asker.database.records(
        "SELECT record_id, name, city FROM organisation_records WHERE scheme = 'ror' "
        "AND city IS NOT NULL AND status = 'active' AND country = 'FR' "
        "AND (SELECT count(*) FROM organisation_records o WHERE o.name = organisation_records.name)"
        " = 1 ORDER BY length(name) DESC, record_id LIMIT 1")[0]


def test_a_text_is_answered_with_its_reasons(demo_home, organisation, capsys):
    text = f"{organisation['name']}, {organisation['city']}, France"
    assert main(["match", text, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    row, = [row for row in rows if row["record_id"] == organisation["record_id"]]
    assert text[row["start"]:row["end"]] == row["written"]
    assert "its name" in row["why"]
    assert list((demo_home / "matching").glob("organisations-*.index"))


def test_a_unit_is_named_and_implies_who_supervises_it(demo_home, demo_asker, capsys):
    demo_asker.database.need("units", "organisation_relations")
    unit = demo_asker.database.records(
        "SELECT u.*, r.label FROM units u JOIN organisation_relations r "
        "ON r.organisation_id = u.record_id WHERE r.relation = 'supervised_by' "
        "AND r.label LIKE 'U%' AND u.city IS NOT NULL AND u.level = 'unit' ORDER BY ALL LIMIT 1")[0]
    text = f"{unit['name']}, {unit['label']}, {unit['postcode']} {unit['city']}, France"
    assert main(["match", text, "--year", "2020", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    (found,) = [row for row in rows if row["record_id"] == unit["record_id"]]
    assert found["how"] == "named" and found["name"] == unit["name"]
    implied = [row for row in rows if row["how"] == "implied"]
    assert implied and all(unit["number"] in row["why"] and row["name"] for row in implied)


def test_a_file_has_a_row_for_each_find_and_each_text_without(
        demo_home, organisation, capsys, tmp_path):
    file = tmp_path / "texts.txt"
    file.write_text(f"{organisation['name']}, {organisation['city']}, France\n\n"
                    "Department of Physics\n", encoding="utf-8-sig")
    assert main(["match", str(file), "--format", "csv", "--lang", "fr"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["record_id"] for row in rows} >= {organisation["record_id"], ""}
    assert rows[-1]["text"] == "Department of Physics"
    assert "son nom" in rows[0]["why"]


def test_a_text_that_names_nobody_is_told(demo_home, capsys):
    assert main(["match", "Department of Physics"]) == 0
    assert "Nothing in this text" in capsys.readouterr().out


@pytest.mark.parametrize(("content", "told"), [
    (b"", "no text in it"), (b"\xff\xfe\x00", "not UTF-8"),
])
def test_a_file_that_cannot_be_read_is_told(demo_home, capsys, tmp_path, content, told):
    file = tmp_path / "texts.txt"
    file.write_bytes(content)
    assert main(["match", str(file)]) != 0
    assert told in capsys.readouterr().err


def test_an_empty_text_is_told(demo_home, capsys):
    assert main(["match", " "]) != 0
    assert "Give an affiliation" in capsys.readouterr().err
