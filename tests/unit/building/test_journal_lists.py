"""A list of journals that a landscape declares: what is wrong with it is said by file and row."""

from pathlib import Path

import pytest

from belvedere.building.journal_lists import declared
from belvedere.building.landscape import landscape
from belvedere.errors import InputError
from belvedere.tables.journal_lists import COLUMNS, SHIPPED

HEAD = "list,version,domain,issn_l,title,valid_from,valid_to,source,licence\n"
LANCET = "own,2014,medical,0140-6736,The Lancet,2014,2014,Institute,CC0 1.0\n"
CELL = "own,2014,basic,0092-8674,Cell,2014,2014,Institute,CC0 1.0\n"
SAID = {"file": "own.csv", "rule": "Chosen by a panel."}


def read(folder: Path, text: str, **said):
    (folder / "own.csv").write_text(text, encoding="utf-8")
    return declared(folder, [SAID | said])


def test_a_declared_list_stands_beside_the_shipped_one(tmp_path):
    own, shipped = read(tmp_path, HEAD + LANCET + CELL)
    assert (own.name, own.is_default, own.rule) == (
        "own", False, ("Chosen by a panel.", "Chosen by a panel."))
    assert [(place.file, place.row, row["issn_l"]) for place, row in own.rows] == [
        ("own.csv", 2, "0140-6736"), ("own.csv", 3, "0092-8674")]
    assert (shipped.name, shipped.is_default) == (SHIPPED, True)
    assert len(shipped.rows) == 13 and set(shipped.rows[0][1]) == set(COLUMNS)


def test_declared_as_the_default_it_takes_the_place_of_the_shipped_one(tmp_path):
    own, shipped = read(tmp_path, HEAD + LANCET, default=True, rule_fr="Choisi par un comité.")
    assert (own.is_default, shipped.is_default) == (True, False)
    assert own.rule.fr == "Choisi par un comité."


def test_a_spreadsheet_in_french_writes_semicolons_and_a_mark_before_the_text(tmp_path):
    semicolons = "\ufeff" + (HEAD + LANCET).replace(",", ";")
    assert read(tmp_path, semicolons)[0].rows[0][1]["title"] == "The Lancet"


def test_the_shipped_list_is_as_a_declared_one_must_be(tmp_path):
    shipped = declared(tmp_path, [])[0]
    lines = [",".join(row[name] for name in COLUMNS).replace(SHIPPED, "same")
             for _, row in shipped.rows]
    again = read(tmp_path, "\n".join([",".join(COLUMNS), *lines]))[0]
    assert [row["issn_l"] for _, row in again.rows] == [
        row["issn_l"] for _, row in shipped.rows]


@pytest.mark.parametrize(("text", "message"), [
    ("", "own.csv: the file is empty"),
    (HEAD, "own.csv: the list has no row: give one for each journal"),
    (HEAD.replace(",licence", ""), "own.csv, row 1: the column licence is missing"),
    (HEAD.replace("licence", "licence,colour") + LANCET.replace("CC0", "red,CC0"),
     "own.csv, row 1: colour not known; the columns are list, version"),
    (HEAD + LANCET + "own,2014\n", "own.csv, row 3: has 2 cells where the header has 9"),
    (HEAD + LANCET.replace("The Lancet", ""), "own.csv, row 2: title is empty: every row needs it"),
    (HEAD + LANCET.replace("medical", "medcal"),
     r"own.csv, row 2: 'medcal' is no domain: write medical or basic\. Did you mean medical"),
    (HEAD + LANCET.replace("0140-6736", "0140-6737"), "row 2: '0140-6737' is no ISSN: eight"),
    (HEAD + LANCET.replace("0140-6736", "01406736"), "row 2: '01406736' is no ISSN"),
    (HEAD + LANCET.replace("2014,2014,I", "14,2014,I"),
     "row 2: valid_from is '14': write a year, as 2014, or nothing"),
    (HEAD + LANCET.replace("2014,2014,I", "2014,2013,I"),
     "row 2: it holds until 2013, before it begins in 2014: exchange the two years"),
    (HEAD + LANCET + CELL.replace("own,", "other,"),
     "row 3: its list is 'other', that of the first row 'own': a file has one list"),
    (HEAD + LANCET.replace("own,", "own/2014,"), "row 2: a list cannot be called 'own/2014'"),
    (HEAD + LANCET + LANCET.replace("own,2014", "own,2015"),
     "row 3: versions 2014 and 2015 both have medical journals for 2014: give valid_from"),
    (HEAD + LANCET.replace("own,", "prominent,"), "two lists of journals are called prominent"),
])
def test_a_wrong_file_says_which_row_and_what_to_do(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        read(tmp_path, text)


def test_a_version_for_medical_and_one_for_basic_journals_may_be_of_one_year(tmp_path):
    assert read(tmp_path, HEAD + LANCET + CELL.replace("own,2014", "own,2014b"))


def test_a_year_s_list_is_of_that_year_where_it_does_not_say_otherwise(tmp_path):
    def years(version, rest):
        text = LANCET.replace("2014,medical", f"{version},medical").replace("2014,2014", rest)
        row = read(tmp_path, HEAD + text)[0].rows[0][1]
        return row["valid_from"], row["valid_to"]

    assert years("2014", ",") == ("2014", "2014")
    assert years("2014", "2014,2018") == ("2014", "2018")
    assert years("2014", "2014,") == ("2014", "")
    assert years("first", ",") == ("", "")


def test_one_pair_of_brackets_is_no_list_of_declarations(tmp_path):
    with pytest.raises(InputError, match="in two pairs of brackets"):
        declared(tmp_path, SAID)


@pytest.mark.parametrize(("said", "message"), [
    ({"colour": "red"}, r"\[\[journal_list\]\] 1: colour is not known; the keys are default, file"),
    ({"file": ""}, "file is missing: give the CSV file of the list, beside landscape.toml"),
    ({"rule": ""}, "rule is missing: give the rule by which journals are on it"),
    ({"file": "none.csv"}, "there is no file none.csv beside landscape.toml"),
    ({"default": "yes"}, "default is 'yes': write true or false"),
])
def test_a_wrong_declaration_says_what_is_wrong(tmp_path, said, message):
    with pytest.raises(InputError, match=message):
        read(tmp_path, HEAD + LANCET, **said)


def test_figures_count_by_one_list_where_none_is_asked_for(tmp_path):
    (tmp_path / "other.csv").write_text((HEAD + CELL).replace("own,", "other,"))
    (tmp_path / "own.csv").write_text(HEAD + LANCET)
    both = [SAID | {"default": True}, SAID | {"file": "other.csv", "default": True}]
    with pytest.raises(InputError, match="own and other are both default = true"):
        declared(tmp_path, both)


def test_a_landscape_names_its_lists(tmp_path):
    (tmp_path / "own.csv").write_text(HEAD + LANCET)
    (tmp_path / "landscape.toml").write_text(
        'slug = "x"\nname = "X"\ninstitute = "ror:x"\n'
        '[[journal_list]]\nfile = "own.csv"\nrule = "Chosen."\nrule_fr = "Choisi."\n')
    one = landscape(str(tmp_path))
    assert [declared.name for declared in one.journal_lists] == ["own", "prominent"]
    assert one.summary["rules"]["own"] == ["Chosen.", "Choisi."]
