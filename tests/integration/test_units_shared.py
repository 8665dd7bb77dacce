"""Units found in the development texts of the shared folder, by its French directory."""

import gzip
import json
import random
import unicodedata
from pathlib import Path

import pytest
from drawn_units import spelled

from belvedere.evidence.writing import write_rows
from belvedere.matching.unit_codes import label, unit_codes
from belvedere.matching.units import UnitMatcher
from belvedere.sources.base import Files
from belvedere.sources.rnsr import SOURCE
from belvedere.tables.ledger import Ledger

SHARED = Path(__file__).parents[3] / "shared" / "data"
OWN = Path(__file__).parents[1] / "data" / "inserm_texts.jsonl"

@pytest.fixture(scope="module")
def harvested(tmp_path_factory):
    if not (SHARED / "rnsr").is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    folder = tmp_path_factory.mktemp("rnsr")
    ledger = Ledger()
    files = Files(SHARED, tuple(SOURCE.find(SHARED)))
    rows = list(SOURCE.read(files, ledger))
    write_rows(folder, SOURCE.tables, rows, ledger)
    numbers = {row["name"] for table, row, _ in rows
               if table == "organisation_names" and row["kind"] == "number"}
    return UnitMatcher.read(folder), numbers


@pytest.fixture(scope="module")
def matcher(harvested):
    return harvested[0]


def texts(name):
    path = SHARED / "affiliations" / f"{name}.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def found(matcher, text, year):
    return {one.record_id.partition(":")[2] for one in matcher.find(text, year)}


def scored(matcher, rows):
    """Return precision, recall and F1 over labels, micro-averaged."""
    told = right = both = 0
    for text, year, labels in rows:
        units = found(matcher, text, year)
        told, right, both = told + len(units), right + len(labels), both + len(units & labels)
    precision, recall = both / told, both / right
    return precision, recall, 2 * precision * recall / (precision + recall)


def labelled(matcher, name):
    """Return texts whose labelled units are all in the directory: those that cover it."""
    known = {unit.number for unit in matcher.units}
    return [(row["string"], int(row["year"]), set(row["rnsr"])) for row in texts(name)
            if row["rnsr"] and known.issuperset(row["rnsr"])]


def test_units_of_2014(matcher):
    precision, _, f1 = scored(matcher, labelled(matcher, "rnsr_inist_2014"))
    assert precision >= 0.98 and f1 >= 0.98


def test_units_of_hal(matcher):
    precision, recall, _ = scored(matcher, labelled(matcher, "rnsr_hal_1000"))
    assert precision >= 0.89 and recall >= 0.82


def test_units_of_our_own_set(matcher):
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    precision, recall, _ = scored(
        matcher, [(row["text"], row["year"], set(row["units"])) for row in rows])
    assert precision >= 0.98 and recall >= 0.9


def test_texts_of_other_countries_name_no_unit(matcher):
    abroad = ("China", "USA", "Germany", "UK", "Japan", "Italy", "India", "Spain", "Brazil", "Iran")
    rows = [row["string"] for row in texts("springer_2023_10k")
            if row["string"].rstrip(". ").endswith(abroad) and "France" not in row["string"]]
    assert len(rows) > 1_500
    assert sum(bool(found(matcher, text, None)) for text in rows) <= 2


def test_every_number_of_the_directory_reads_in_twenty_spellings(harvested):
    tried = read = 0
    for written in sorted(harvested[1]):
        kind, _, number = written.rpartition(" ")
        if not kind or not number.isdigit():
            continue
        known = label(written)
        for text in spelled(kind, number):
            tried += 1
            read += known is not None and (known.kind, int(number)) in {
                (code.kind, code.number) for code in unit_codes(text)}
    assert tried > 90_000 and read / tried >= 0.995


WRITTEN = (
    "U0{n}", "U{slip}", "INSERM U.{n}", "INSERM U\u00a0{n}", "U\u00ad{n}", "Inserm U{wide}",
    "UMR-S{n}", "UMR INSERM {n}", "UMR_S-{n}", "U-{n}", "Unité {n}", "Unit {n} of Inserm",
    "unité INSERM n° {n}", "INSERM {n}", "Inserm UMR {n}", "INSERM U9999, {n}", "UMR9998/U{n}",
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ELSEWHERE = (
    "INSERM, {n} rue du Bac", "INSERM {n} avenue Foch", "UMR 9999, {n}, chemin du Lac",
    "INSERM U9999, {n} Main Street", "INSERM U9999, BP {n}", "Inserm U9999, bâtiment {n}",
    "UMR 9999 - {n}{n} Lac", "Inserm U9999, {n}-{n} rue du Bac", "FR-0{n} Lac",
)


def of_inserm(matcher):
    """Return the open units that have a number of Inserm from 1000 on, and that number."""
    return [(unit, number) for unit in matcher.units if unit.city and unit.end is None
            for kind, number in unit.codes if kind == "U" and number >= 1000]


def test_units_are_found_however_their_number_is_written(matcher):
    tried = right = 0
    for unit, number in of_inserm(matcher):
        for written in WRITTEN:
            code = written.format(n=number, slip=f"{number}".replace("1", "I", 1),
                                  wide=f"{number}".translate(WIDE))
            tried += 1
            right += unit.number in found(matcher, f"{code}, {unit.city}, France", None)
    assert tried > 4_000 and right / tried >= 0.985  # two share a number, and are not told


def test_a_number_of_a_street_a_box_or_a_postal_code_is_no_units(matcher):
    for unit, number in of_inserm(matcher):
        for written in ELSEWHERE:
            assert not found(matcher, f"{written.format(n=number)}, {unit.city}, France", None)


def without_accents(text):
    return "".join(character for character in unicodedata.normalize("NFKD", text)
                   if not unicodedata.combining(character))


@pytest.mark.parametrize("change", [
    str.upper, str.lower, without_accents,
    lambda text: text.replace(",", ";"), lambda text: text.replace(", ", "\n"),
    *(lambda text, by=by: text.replace(", ", by) for by in (" / ", " | ", " - ", "\t")),
    lambda text: text.replace(" ", "  "), lambda text: f"1{text}",
    lambda text: ", ".join(reversed(text.split(", "))),
    lambda text: f"{text}. Electronic address: a.author@inserm.fr",
], ids=["capitals", "small", "accents", "semicolons", "lines", "slashes", "bars", "dashes",
       "tabs", "doubled", "marked", "turned", "mail"])
def test_what_says_the_same_gets_the_same_answer(matcher, change):
    rows = random.Random(1).sample(texts("rnsr_inist_2014") + texts("rnsr_hal_1000"), 500)
    same = sum(
        found(matcher, row["string"], int(row["year"]))
        == found(matcher, change(row["string"]), int(row["year"])) for row in rows)
    assert same >= 490


def test_a_foreign_organisation_only_adds(matcher):
    rows = random.Random(1).sample(texts("rnsr_inist_2014"), 500)
    foreign = "Department of Physics, University of Oxford, Oxford OX1 3PU, UK"
    kept = sum(
        found(matcher, row["string"], 2014)
        <= found(matcher, f"{row['string']}; {foreign}", 2014) for row in rows)
    assert kept >= 495
