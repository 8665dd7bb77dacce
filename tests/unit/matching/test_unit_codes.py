"""The numbers of units, in the many ways in which they are written."""

import pytest
from drawn_units import spelled
from hypothesis import given
from hypothesis import strategies as st

from belvedere.matching.unit_codes import label, may_begin_code, plain, unit_codes
from belvedere.matching.unit_names import WORD


def read(text):
    return [(code.kind, code.number, code.giver) for code in unit_codes(text)]


@pytest.mark.parametrize(("text", "told"), [
    ("INSERM U1016, Institut Cochin, CNRS UMR8104",
     [("U", 1016, "INSERM"), ("UMR", 8104, "CNRS")]),
    ("Inserm, UMR_S 1138", [("UMR_S", 1138, "INSERM")]),
    ("INSERM UMR-S 938", [("UMR_S", 938, "INSERM")]),
    ("UMRS 938", [("UMR_S", 938, None)]),
    ("Unité 1016", [("U", 1016, None)]),
    ("Unit 1016 of INSERM", [("U", 1016, "INSERM")]),
    ("INSERM Research Unit 1016", [("U", 1016, "INSERM")]),
    ("Inserm U. 1016", [("U", 1016, "INSERM")]),
    ("U-1016", [("U", 1016, None)]),
    ("INSERM n° 1016", [("U", 1016, "INSERM")]),
    ("INSERM 1016", [("U", 1016, "INSERM")]),
    ("CNRS 8104", [("", 8104, "CNRS")]),
    ("U1016/UMR8104", [("U", 1016, None), ("UMR", 8104, None)]),
    ("UMR 8104 - U1016", [("UMR", 8104, None), ("U", 1016, None)]),
    ("InsermU1016", [("U", 1016, "INSERM")]),
    ("UMR8104CNRS", [("UMR", 8104, "CNRS")]),
    ("U1O16 and UMR 81O4", [("U", 1016, None), ("UMR", 8104, None)]),
    ("UMR CNRS 7273", [("UMR", 7273, "CNRS")]),
    ("UMR INRA/AgroParisTech 1402", [("UMR", 1402, "INRAE")]),
    ("UMR INSERM U1124", [("UMR", 1124, "INSERM")]),
    ("UMR LEMAR 195", [("UMR", 195, None)]),
    ("UMR Inserm 1234 et 1235", [("UMR", 1234, "INSERM"), ("UMR", 1235, None)]),
    ("umr umr 5667 0879", [("UMR", 5667, None), ("UMR", 879, None)]),
    ("UMR 72 91", [("UMR", 7291, None)]),
    ("UMRA1137 et UMR_D161", [("UMR_A", 1137, None), ("UMR_D", 161, None)]),
    ("Unité Mixte de Recherche (UMR) 8104", [("UMR", 8104, None)]),
    ("équipe d'accueil 4426", [("EA", 4426, None)]),
    ("Centre d’Investigation Clinique 1417", [("CIC", 1417, None)]),
    ("Center of Clinical Investigation 1431", [("CIC", 1431, None)]),
    ("CIC-P 1417, CIC-EC 7", [("CIC", 1417, None), ("CIC", 7, None)]),
    ("U-Pasteur_1", [("UPASTEUR", 1, None)]),
    ("UPR CNRS 9048I", [("UPR", 9048, "CNRS")]),
    ("FR-3636", [("FR", 3636, None)]),
    ("CNRS (UMR 8104)", [("UMR", 8104, "CNRS")]),
    ("CNRS/UMR 8104; INSERM;U1016", [("UMR", 8104, "CNRS"), ("U", 1016, "INSERM")]),
    ("OMIJ UR 14476, 87000 Limoges", [("UR", 14476, None)]),
    ("unité  mixte\nde recherche 7256", [("UMR", 7256, None)]),
    ("cnrs, umr ibdml 7288", [("UMR", 7288, "CNRS")]),
    ("CNRS UMR no 8104", [("UMR", 8104, "CNRS")]),
    ("C.N.R.S. U.M.R. 8104", [("UMR", 8104, "CNRS")]),
    ("E.A. 4426, U.R. 4426, F.R.E. 3355", [("EA", 4426, None), ("UR", 4426, None),
                                           ("FRE", 3355, None)]),
    ("UMR(S) 1016, UMR/S 938", [("UMR_S", 1016, None), ("UMR_S", 938, None)]),
    ("unité mixte de recherche S 1016", [("UMR_S", 1016, None)]),
    ("Unité de recherche associée 1961", [("URA", 1961, None)]),
    ("Inserm unit number 1016", [("U", 1016, "INSERM")]),
    ("Recherche Médicale (INSERM) 1016", [("U", 1016, "INSERM")]),
    ("UMR Inserm-Université 1068", [("UMR", 1068, "INSERM")]),
    ("UMR CNRS - Université de Strasbourg 7104", [("UMR", 7104, "CNRS")]),
    ("U01016, UMR 07104", [("U", 1016, None), ("UMR", 7104, None)]),
    ("UI016", [("U", 1016, None)]),
    ("Inserm Ul016, UMR_SIO18", [("U", 1016, "INSERM"), ("UMR_S", 1018, None)]),
    ("INSERM U.1016", [("U", 1016, "INSERM")]),
    ("UMR-S1016, UMR_S-1016", [("UMR_S", 1016, None), ("UMR_S", 1016, None)]),
    ("unité INSERM n° 1016", [("U", 1016, "INSERM")]),
    ("UMR num. 7104", [("UMR", 7104, None)]),
])
def test_a_number_is_read(text, told):
    assert read(text) == told


@pytest.mark.parametrize(("text", "numbers"), [
    ("UMR 7104, 7213", [7104, 7213]),
    ("UMR 7104-7213, Strasbourg", [7104, 7213]),
    ("UMR 7104 - 7213, Strasbourg", [7104, 7213]),
    ("UMR7104/UMR7213/U1258", [7104, 7213, 1258]),
    ("INSERM U1016, 1153 and 1018, Paris", [1016, 1153, 1018]),
    ("UMR n° 7104 et n° 7213", [7104, 7213]),
    ("UMR 7104, 67404 Illkirch", [7104]),
    ("UMR 7104, 145 rue Fries", [7104]),
    ("UMR 7104, 145, rue Fries", [7104]),
    ("UMR 7104, 145 bis rue Fries", [7104]),
    ("UMR 7104, 1000 Bruxelles", [7104]),
    ("UMR 7104, 2014", [7104]),
    ("UMR 7104 2014", [7104]),
])
def test_a_list_of_numbers_ends_where_the_address_begins(text, numbers):
    assert [number for _, number, _ in read(text)] == numbers


@pytest.mark.parametrize("text", [
    "INSERM 101 rue de Tolbiac", "INSERM 06560 Valbonne", "Inserm, 2015", "FR-06108 Nice, bât. 2",
    "Unité de cardiologie, 149 rue de Sèvres", "UIL 2004", "Unit L102",
    "", "F-75005 Paris", "75014 Paris, France", "FR-75014 Paris", "ENSICAEN, 14050 Caen",
    "Building 12, 34 rue de l'Université", "UMR TETIS, Maison de la Télédétection",
    "Division of Cardiology, 2100 Copenhagen", "Unité Médico-Chirurgicale Hôpital Necker 149 rue",
])
def test_an_address_has_no_number_of_a_unit(text):
    assert read(text) == []


def test_a_place_is_told_in_the_text_as_given():
    text = "Université de Nantes – Inserm U1238, Nantes"
    (code,) = unit_codes(text)
    assert text[code.start:code.end] == "U1238"


def test_folding_keeps_every_character_in_its_place():
    text = "Unité d’Épidémiologie – ﬁn ß œ 1"
    assert len(plain(text)) == len(text)
    assert plain("Unité d’Épidémiologie").startswith("UNITE D'EPIDEMIOLOGIE")


@pytest.mark.parametrize("kind", [
    "U", "UMR", "UMR_S", "UMRS", "UMR-S", "UMR_T", "UMR_MD", "UR", "UPR", "USR", "UAR", "EA",
    "ERL", "ER", "EMI", "ESPRI", "US", "UMS", "CIC", "FR", "FRE", "IFR", "GDR", "JE", "USC", "UE",
])
def test_twenty_spellings_say_the_same(kind):
    known = label(f"{kind} 1030")
    for text in spelled(kind, "1030"):
        assert (known.kind, 1030) in {(code.kind, code.number) for code in unit_codes(text)}, text


def test_a_hundred_thousand_characters_are_read_in_one_pass():
    assert len(read("UMR 8104, Paris; " * 6_000)) == 6_000


def begins(text):
    return any(map(may_begin_code, WORD.findall(plain(text))))


KINDS = (
    *"UMR umr_s UPRES EA JE UMS-S UR UTT U_Pasteur IRL ESPRI CIC P FRE E M SF Inserm CNRS INRA "
     "INRAE Inria IRD CEA Unité Unidad United n° numéro UMRINSERM Paris LEMAR".split(),
    "I.N.S.E.R.M.", "IN.SERM", "C.N.R.S.", "U.M.R.S.", "E.A.", "F.R.E.", "UMR(S)",
    "unités mixte de recherche", "Joint research unit",
    "équipe d'accueil", "Host team", "Jeune équipe", "Institut fédératif de recherche",
    "Fédération de recherche", "Centre d'investigation clinique",
    "Clinical investigation center", "Equipe 3accueil")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_word_that_may_begin_it(kind):
    assert begins(f"{kind} 1016") or not read(f"{kind} 1016")


@given(st.lists(st.tuples(
    st.sampled_from(KINDS) | st.integers(0, 99999).map(str), st.sampled_from(["", " ", "-", ", "]),
), max_size=8))
def test_a_number_is_where_a_word_may_begin_one(drawn):
    text = "".join(word + gap for word, gap in drawn)
    assert begins(text) or not read(text)


@given(st.text(st.sampled_from("abZ é’ÉçÇß–ω1\u0301")))
def test_plain_keeps_every_character_in_its_place(text):
    assert plain(text) == "".join(map(plain, text)) and len(plain(text)) == len(text)
