"""``belvedere match`` on the invented world: one text, a file, two releases, what is wrong."""

import csv
import io
import json
import zipfile

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
    answer, = json.loads(capsys.readouterr().out)
    row, = [row for row in answer["found"] if row["record_id"] == organisation["record_id"]]
    assert text[row["start"]:row["end"]] == row["written"]
    assert "its name" in " ".join(row["evidence"]["en"])
    assert [one for one in answer["references"] if one.startswith("ror 20")]
    assert list((demo_home / "matching").glob("organisations-*.index"))


def test_a_unit_is_named_and_implies_who_supervises_it(demo_home, demo_asker, capsys):
    demo_asker.database.need("units", "organisation_relations")
    unit = demo_asker.database.records(
        "SELECT u.*, r.label FROM units u JOIN organisation_relations r "
        "ON r.organisation_id = u.record_id WHERE r.relation = 'supervised_by' "
        "AND r.label LIKE 'U%' AND u.city IS NOT NULL AND u.level = 'unit' ORDER BY ALL LIMIT 1")[0]
    text = f"{unit['name']}, {unit['label']}, {unit['postcode']} {unit['city']}, France"
    assert main(["match", text, "--year", "2020", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)[0]["found"]
    (found,) = [row for row in rows if row["record_id"] == unit["record_id"]]
    assert found["how"] == "named" and found["name"] == unit["name"]
    implied = [row for row in rows if row["how"] == "implied"]
    assert implied and all(
        unit["number"] in row["evidence"]["fr"][0] and row["name"] for row in implied)


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


def test_what_is_no_year_is_told(demo_home, capsys):
    assert main(["match", "Inserm, Paris", "--year", "99999"]) == 2
    assert "99999 is no year" in capsys.readouterr().err


def test_a_text_that_is_read_in_part_is_told(demo_home, capsys):
    assert main(["match", "Inserm, Paris, " + "x" * 100_000]) == 0
    told = capsys.readouterr()
    assert "text 1 has 100,015 letters: its first 20,000 are read" in told.err
    assert "Inserm" in told.out


def test_a_text_that_is_not_utf_8_is_told(demo_home, capsys):
    assert main(["match", "Inserm \udcff, Paris"]) == 3
    assert "not UTF-8 (letter 8)" in capsys.readouterr().err


def test_an_empty_text_is_told(demo_home, capsys):
    assert main(["match", " "]) != 0
    assert "Give an affiliation" in capsys.readouterr().err


@pytest.fixture
def dump(demo_files, organisation, tmp_path):
    """A new release of ROR in which the organisation was followed by a new one."""
    old, = (demo_files / "ror").glob("*.zip")
    with zipfile.ZipFile(old) as archive:
        records = json.loads(archive.read(archive.namelist()[0]))
    number = organisation["record_id"].removeprefix("ror:")
    one, = [record for record in records if record["id"].endswith(number)]
    later = json.loads(json.dumps(one))
    later["id"] = "https://ror.org/0zzzzzz99"
    later["relationships"] = [{"type": "predecessor", "id": one["id"], "label": "x"}]
    one["status"] = "withdrawn"
    one["relationships"] = [{"type": "successor", "id": later["id"], "label": "x"}]
    place = tmp_path / "v9.10-2027-01-01-ror-data.json"
    place.write_text(json.dumps([*records, later]), encoding="utf-8")
    return old, place


def test_what_a_new_release_changes_is_told_in_sentences(demo_home, organisation, dump, capsys):
    text = f"{organisation['name']}, {organisation['city']}, France"
    asked = ["match", text, "--between", *map(str, dump)]
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert f"instead of {organisation['name']} ({organisation['record_id']})" in told
    assert "(ror:0zzzzzz99)" in told and "the release tells a succession" in told
    assert told.endswith("1 of 1 texts are answered otherwise: 0 newly matched, 0 no longer, "
                         "1 moved to a successor.\n")
    assert main([*asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["change"] for one in told["changes"]] == ["moved"]
    assert "ror 2026-06-01" in told["old"] and "ror 2027-01-01" in told["new"]
    assert main([*asked, "--format", "csv", "--lang", "fr"]) == 0
    assert "succession" in capsys.readouterr().out


def test_the_texts_of_the_edition_are_read_where_none_is_given(demo_home, demo_asker, capsys):
    edition = demo_asker.edition.name
    assert main(["match", "--between", edition, edition, "--most", "20", "--lang", "fr"]) == 0
    assert capsys.readouterr().out.startswith("0 textes sur 20 ont une autre réponse")


def test_records_of_a_release_that_cannot_be_read_are_counted(demo_home, dump, capsys):
    records = json.loads(dump[1].read_text(encoding="utf-8"))[:40]
    cut = dump[1].with_name("cut-ror-data.jsonl")
    cut.write_text("".join(f"{json.dumps(one)}\n" for one in records) + '{"id": "https:/',
                   encoding="utf-8")
    assert main(["match", "x", "--between", str(cut), str(cut)]) == 0
    assert "row 41: not JSON" in (told := capsys.readouterr().err)
    assert "1 of 41 records cannot be read" in told


def test_what_is_no_release_is_told(demo_home, capsys, tmp_path):
    assert main(["match", "x", "--between", "none", "none"]) != 0
    assert "no edition 'none'" in capsys.readouterr().err
    assert main(["match", "x", "--between", str(tmp_path), str(tmp_path)]) != 0
    assert "no file of ROR or RNSR" in capsys.readouterr().err
    half = tmp_path / "v1.1-2020-01-01-ror-data.json"
    half.write_text('[{"id": "https://ror.org/0', encoding="utf-8")
    assert main(["match", "x", "--between", str(half), str(half)]) != 0
    assert half.name in capsys.readouterr().err
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "https://ror.org/0aaaaaa11", "label": "x"}\n', encoding="utf-8")
    assert main(["match", "x", "--between", str(other), str(other)]) != 0
    assert "other.jsonl, row 1: " in capsys.readouterr().err
    assert main(["match", str(tmp_path / "nothing.txt")]) != 0
    assert "no such file" in capsys.readouterr().err
    assert main(["match"]) != 0
    assert "Give an affiliation" in capsys.readouterr().err
