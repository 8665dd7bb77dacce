"""Names decided by rule: every way to write Inserm, and what only looks like it."""

import pytest

from belvedere.errors import InputError
from belvedere.matching.controlled import ControlledNames

NAMES = ControlledNames.declared()
INSERM, CNRS, ANRS = "ror:02vjkv261", "ror:02feahw73", "ror:01kv58h76"
TRANSFERT, PASTEUR = "ror:01wftfc57", "ror:0495fxg12"


def named(text):
    return {one.record_id for one in NAMES.find(text)}


@pytest.mark.parametrize("text", [
    "INSERM", "Inserm", "inserm, u1016", "I.N.S.E.R.M.", "I N S E R M", "INSERMU1016",
    "U1016 INSERM", "ColombesInserm U1234", "UMR_INSERM 1153", "UMRINSERM 1153",
    "INSERM UMR 1163", "INSRM U1024", "1INSERM, Paris",
    "Institut National de la Santé et de la Recherche Médicale",
    "Institut national de santé et de recherche médicale",
    "INSTITUT NATIONAL DE LA SANTE ET DE LA RECHERCHE MEDICALE (INSERM)",
    "INST NAT SANTE RECH MED [FR]", "INST NAT SANTE ET DELA RECH ME",
    "INST NATL DE LA SANTE & DE LA RECH MEDICAL", "INST. NAT. DE LA SANTE ET DE LA RECH. MED.",
    "French National Institute of Health and Medical Research",
    "National Institute for Health and Medical Research", "Natl Inst Hlth & Med Res",
    "French Institute of Health and Medical Research",
    "Institut National de la SantÃ© et de la Recherche MÃ©dicale",
    "Institut National de la Sant&eacute; et de la Recherche M&eacute;dicale",
    "Institut National\nde la Santé et de la\nRecherche Médicale",
    ", INSERM, (2003), page 898",
    "Institut National de la Santé et de la Recher-\nche Médicale", "IN\u200bSERM", "LNSERM U1016",
    "Institut National de la Sant\ufffd et de la Recherche M\ufffddicale",
    "Institut National de la Sante´ et de la Recherche Me´dicale",
    "Institut National de Ia Santé et de Ia Recherche Mddicale",
    "INST NAT DE LA SANTE ET DE LA RECHERCHE", "Inst. Nac. Sante Rech. Med.",
    "National Institute of Health and of Medical Research",
    "Istituto nazionale francese per la salute e la ricerca medica", "ИНСЕРМ",
    "法国国家健康与医学研究院",
])
def test_inserm_is_named(text):
    assert INSERM in named(text)


@pytest.mark.parametrize("text", [
    "", "insertion", "INSERMAT GmbH", "Reinsermann", "INSTEM, Bangalore",
    "National Institutes of Health, Bethesda", "National Institute for Medical Research, Mwanza",
    "National Health and Medical Research Council", "National Institute of Health, Lisbon",
    "Faculty of Health and Medical Sciences, University of Copenhagen",
    "Institute of Health and Medical Technology", "INSERM TRANSFERT", "Inserm-Transfert SA [FR]",
    "Institut National de la Statistique et des Études Économiques", "jean@inserm.fr",
    "https://www.inserm.fr", "inserm.fr", "INSERMA", "insermination", "ISERM Ltd",
    "National Institute of Health, Medical Research Council",
    "Institut National de la Recherche Agronomique",
])
def test_inserm_is_not_named(text):
    assert INSERM not in named(text)


def test_inserm_transfert_is_a_party_of_its_own():
    assert named("INSERM TRANSFERT [FR]") == {TRANSFERT}
    assert named("INSERM and INSERM TRANSFERT") == {INSERM, TRANSFERT}


def test_the_agency_within_inserm_is_named_beside_it():
    assert named("Inserm-ANRS") == {INSERM, ANRS}
    assert named("French National Agency for Research on AIDS and Viral Hepatitis") == {ANRS}


@pytest.mark.parametrize(("text", "told"), [
    ("CNRS UMR 8104", {CNRS}),
    ("Ctr Natl Rech Sci", {CNRS}),
    ("Centre National de la Recherche Scientifique et Technique, Rabat, Maroc", set()),
    ("National Council for Scientific Research (CNRS), Beirut, Lebanon", set()),
    ("Institut Pasteur, Paris", {PASTEUR}),
    ("Institut Pasteur de Lille", set()),
    ("Hellenic Pasteur Institute, Athens", set()),
    ("CEA Saclay", {"ror:00jjx8s55"}),
    ("cea, cimap umr 6252, f-14070 caen, france", {"ror:00jjx8s55"}),
    ("ocean", set()),
    ("CT NAT DE LA RECH SCIENT", {CNRS}),
    ("CNRST, Rabat, Morocco", set()),
    ("Center for Natural Resource Studies (CNRS), Dhaka, Bangladesh", set()),
    ("INRA, Rabat, Morocco", set()),
    ("INRA UMR 1313", {"ror:01x3gbx83"}),
    ("INRAE, Jouy-en-Josas", {"ror:003vg9w96"}),
    ("AP-HP, Hôpital Cochin", {"ror:00pg5jh14"}),
    ("Assistance Publique – Hôpitaux de Paris", {"ror:00pg5jh14"}),
    ("French National Research Center, Paris", {CNRS}),
    ("CENTRE NATIONAL DE LA RECHERCHE", {CNRS}),
    ("Centre National de la Recherche, UMR 7104, Illkirch", {CNRS}),
    ("Centre National de la Recherche (CNRS), Paris, France", {CNRS}),
    ("Centre National de la Recherche, Libreville, Gabon", set()),
    ("Centre National de la Recherche Agronomique, Abidjan", set()),
    ("Centre National de Recherches Météorologiques, Toulouse, France", set()),
    ("French National Research Center for Archaeology", set()),
    ("National Research Centre, Cairo, Egypt", set()),
    ("French National Research Agency", set()),
])
def test_other_controlled_names(text, told):
    assert named(text) == told


@pytest.mark.parametrize("text", [
    "CNRS, UMR 8104, Paris; American University of Beirut, Beirut, Lebanon",
    "CNRS, Marseille, France, and Lebanese University, Beirut, Lebanon",
    "Lebanese University, Beirut, Lebanon, and CNRS, Marseille, France",
    "Lebanese University, Beirut, Lebanon; CNRS, UMR 7104, Illkirch",
    "CNRS UMR 7104 Illkirch; Lebanese University, Beirut, Lebanon",
    "CNRS, UMR 7104, Illkirch, France and CNRS-L Beirut Lebanon",
    "CNRS, UMR 7104, Illkirch and Lebanese University, Beirut, Lebanon",
    "Lebanese University, Beirut, Lebanon and UMR 7104 CNRS",
    "UMR CNRS 7104 and American University of Beirut",
])
def test_an_organisation_of_another_country_beside_it_takes_nothing_away(text):
    assert named(text) == {CNRS}


@pytest.mark.parametrize("text", [
    "CNRS; Beirut; Lebanon", "CNRS; Beirut, Lebanon", "Beirut, Lebanon, CNRS",
    "CNRS; Hamra, Beirut, Lebanon",
    "University of Strasbourg, Strasbourg, France; CNRS, Beirut, Lebanon",
])
def test_whose_it_is_the_place_nearest_tells(text):
    assert named(text) == set()


def test_an_answer_says_where_and_how_it_is_written():
    text = "Univ Lille, Inserm, CHU Lille"
    (one,) = NAMES.find(text)
    assert (text[one.start:one.end], one.score, one.how) == ("Inserm", 1.0, "named")
    assert "Inserm" in one.evidence[0].fr


def test_a_place_is_told_in_the_text_as_given_where_it_was_mended():
    text = "UniversitÃ© de Lille; Inserm"
    (one,) = NAMES.find(text)
    assert text[one.start:one.end] == "Inserm"


def test_records_of_other_sources_are_the_same_organisation():
    assert NAMES.records()["uai:0755364Y"] == INSERM


@pytest.mark.parametrize(("text", "told"), [
    ("[[organisation]\n", "not TOML"),
    ("title = 1\n", "no [[organisation]]"),
    ("[[organisation]]\nrecord = 'ror:1'\n", "organisation 1"),
    ("[[organisation]]\nrecord = 'ror:1'\nname = 'A'\n[[organisation]]\nrecord = 'x'\n"
     "name = 'B'\nspelling = ['C']\n", "organisation 2"),
])
def test_a_file_of_rules_that_is_none_is_refused(text, told):
    with pytest.raises(InputError) as error:
        ControlledNames.read("rules.toml", text)
    assert "rules.toml" in str(error.value) and told in str(error.value)


def test_a_hundred_thousand_characters_are_no_affiliation_but_are_read():
    assert INSERM in named("Inserm, " + "x" * 100_000)


@pytest.mark.parametrize("text", [
    "Universit&eacute; de Lille, Inserm U1016, Paris; " * 100,
    "UniversitÃ© de Lille; L&#39;Inserm, Paris",
    "Universit&eacute;\u00a0de\u00a0Lille Inserm",
])
def test_places_in_a_text_that_was_mended_are_told_fast_and_by_the_word(text):
    (one,) = NAMES.find(text)
    assert "Inserm" in text[one.start:one.end] and one.end - one.start < 15
