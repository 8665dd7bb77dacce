"""Names cut short, turned round and in English are the same names."""

import pytest

from belvedere.matching.unit_names import NameIndex, acronyms, words

NAMES = {
    1: "Laboratoire de chimie des polymères organiques",
    2: "INSTITUT DE BIOLOGIE DU DEVELOPPEMENT - UMR 7622",
    3: "Centre de Recherche en Neurosciences de Lyon",
    4: "Laboratoire de Physique Théorique",
    5: "Laboratoire de physique théorique",
    6: "Institut des sciences du vivant - Institute of living matter and its sciences",
}
INDEX = NameIndex(NAMES.items())


def found(text):
    return {one.unit: one for one in INDEX.found([words(part) for part in text.split(",")])}


@pytest.mark.parametrize(("text", "unit"), [
    ("Laboratoire de Chimie des Polymères Organiques", 1),
    ("Lab Chim Polymeres Organ", 1),
    ("LABORATOIRE DE CHIMIE DES POLYMERES ORGANIQUES", 1),
    ("Inst Biol Dev", 2),
    ("Lyon Neuroscience Research Center", 3),
    ("Institute of Living Matter and its Sciences", 6),
])
def test_a_name_is_found_however_it_is_written(text, unit):
    one = found(f"CNRS, {text}, Paris")[unit]
    assert one.covered == 1.0


@pytest.mark.parametrize("text", [
    "Laboratoire de Chimie", "Department of Physics", "Institut de Biologie", "Centre de Recherche",
    "Lab Chem Polytechnic Organisation",
])
def test_a_part_of_a_name_is_not_the_name(text):
    assert not found(text)


def test_only_a_name_that_nobody_else_has_is_its_own():
    assert found("Laboratoire de Chimie des Polymères Organiques")[1].alike
    assert not found("Laboratoire de Physique Théorique")[4].alike
    assert not found("Lab Chim Polymeres Organ")[1].alike


def test_an_acronym_is_told_by_its_first_word():
    known = acronyms([(1, "Vision et cognition (VISCO)"), (2, "Cognition, vision"),
                      (3, "Vision artificielle"), (4, "Ampère")],
                     [(2, "GIPSA-lab"), (3, "VISION"), (5, "LYON")], frozenset({"LYON"}))
    assert known["VISCO"][0].unit == 1 and known["VISCO"][0].single
    assert known["GIPSA"][0].rest == ("LAB",)
    assert known["VISION"][0].common
    assert known["AMPERE"][0].unit == 4
    assert "LYON" not in known
