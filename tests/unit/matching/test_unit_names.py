"""Names cut short, turned round and in English are the same names."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plain_units import names_there

from belvedere.matching.unit_codes import plain
from belvedere.matching.unit_names import NameIndex, acronyms, cut, stem

NAMES = {
    1: "Laboratoire de chimie des polymères organiques",
    2: "INSTITUT DE BIOLOGIE DU DEVELOPPEMENT - UMR 7622",
    3: "Centre de Recherche en Neurosciences de Lyon",
    4: "Laboratoire de Physique Théorique",
    5: "Laboratoire de physique théorique",
    6: "Institut des sciences du vivant - Institute of living matter and its sciences",
}
INDEX = NameIndex(NAMES.items())


def there(index, folded):
    counting = [piece for piece in cut(folded) if stem(piece) is not None]
    return list(index.found(counting, [stem(piece) for piece in counting]))


def found(text):
    return {one.unit: one for one in there(INDEX, plain(text))}


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


PARTS = st.lists(st.sampled_from(
    "Lab Laboratoire Labo Centre Center Research Recherche Inst Chimie Chem Chimique Physique Phys "
    "Polymer Polymères Organ Organique de des the St Saint Biologie Bio Dev , ; - ( )".split()),
    min_size=2, max_size=14).map(" ".join)


@given(st.lists(PARTS, max_size=8), PARTS, PARTS)
@example(["Lab Chimie Chimique"], "Chimique Chimie Lab", "Lab Chimie")
@example(["Lab Chimie Polymer Organ"], "Lab Chimie Polymères", "Bio Dev")
@example(["Lab Chimie Polymer Organ Bio"], "Labo Chimique de Polymères Organ", "Bio Dev")
def test_names_are_found_as_trying_each_finds_them(names, text, more):
    index = NameIndex(list(enumerate([*names, text])))
    for written in (text, f"{more} {text}", f"{text}, {more}"):
        folded = plain(written)
        assert set(there(index, folded)) == set(names_there(index, folded))


def test_acronyms_are_those_told_those_in_brackets_and_names_of_one_word():
    known = acronyms([(1, "Vision et cognition (VISCO)"), (2, "Cognition, vision"),
                      (3, "Vision artificielle"), (4, "Ampère")],
                     [(2, "GIPSA-lab"), (3, "VISION"), (5, "LYON")], frozenset({"LYON"}))
    assert known["VISCO"][0].unit == 1 and known["VISCO"][0].single
    assert known["GIPSA LAB"][0].unit == 2
    assert known["VISION"][0].common
    assert known["AMPERE"][0].unit == 4
    assert "LYON" not in known
