"""The French directory of research structures, with its lists side by side in one cell.

Structures come in blocks of twelve: a federation, eight units, two teams of the
last unit and a group. Which block a structure is in tells its relations, so that
nothing needs to be remembered.
"""

import csv
from collections import Counter
from pathlib import Path
from random import Random

from belvedere.landscapes.demo import numbering
from belvedere.landscapes.demo.heads import HEADS, INSTITUTE
from belvedere.landscapes.demo.places import place
from belvedere.landscapes.demo.world import SUBJECTS, World
from belvedere.landscapes.demo.writing import text_file

NAME = "fr-esr-structures-recherche-publiques-actives_2026-02.csv.gz"
COLUMNS = (
    "numero_national_de_structure", "libelle", "sigle", "annee_de_creation",
    "type_de_structure", "code_de_type_de_structure", "code_de_niveau_de_structure", "site_web",
    "adresse", "code_postal", "commune", "label_numero", "tutelles", "sigles_des_tutelles",
    "code_de_nature_de_tutelle", "nature_de_tutelle", "uai_des_tutelles", "siret_des_tutelles",
    "code_de_type_de_tutelle", "type_de_tutelle", "numero_de_structure_enfant",
    "numero_de_structure_parent", "numero_de_structure_historique", "type_de_succession",
    "code_de_type_de_succession", "annee_d_effet_historique", "code_domaine_scientifique",
    "domaine_scientifique", "code_panel_erc", "panel_erc", "fiche_rnsr",
)
_BLOCK = 12
_UNIT, _MIXED, _TEAM, _FEDERATION = ("21", "2"), ("22", "2"), ("1", "1"), ("3", "3")
_TYPES = {
    "1": "Equipe interne", "21": "Unité propre", "22": "Unité mixte",
    "23": "Unité mixte internationale", "3": "Structures Fédératives de Recherche",
    "31": "Groupements d'Intérêt scientifique", "32": "Groupements de Recherche",
    "99": "Cabinet de curiosités",
}
_NATURES = {
    "government": ("EPST", "Organismes de type EPST"), "education": ("UNIV", "Université"),
    "healthcare": ("AUT_ORG", "Autres organismes"),
    "facility": ("FOND", "Fondations"),
}
_SUCCESSIONS = {
    "R": "renouvellement", "F": "fusion", "E": "éclatement", "EF": "éclatement - fusion",
    "I": "intégration", "S": "essaimage",
}
_DOMAINS = {
    "5": "Biologie, médecine et santé", "8": "Sciences pour l'ingénieur",
    "9": "Sciences et technologies de l'information et de la communication", "4": "Chimie",
    "7": "Sciences de la société", "2": "Physique",
}
_PANELS = {
    "LS1": "Molecules of Life", "LS2": "Integrative Biology", "LS3": "Cell Biology",
    "LS4": "Physiology in Health, Disease and Ageing", "LS5": "Neuroscience",
    "LS6": "Immunity", "LS7": "Prevention, Diagnosis and Treatment", "SH4": "The Human Mind",
    "PE4": "Physical and Analytical Chemical Sciences",
}
_POSTCODES = ("75013", "69008", "31059", "13009", "33076", "34295", "59045", "67085", "44007",
              "35043", "06107", "38700", "97159", "20250")
_OTHERS = (8, 9, 10, 11, 11, 13, 8)


def write(folder: Path, world: World) -> Counter[str]:
    """Write the directory. Returns how many structures the institute supervises, by level."""
    supervised: Counter[str] = Counter()
    with text_file(folder / "rnsr" / NAME) as text:
        rows = csv.DictWriter(text, COLUMNS, restval="", delimiter=";", lineterminator="\n")
        rows.writeheader()
        for index in range(world.structures):
            row = _structure(world, index)
            rows.writerow(row)
            if _supervises(row):
                supervised["structures"] += 1
                supervised[{"1": "teams", "2": "units", "3": "groups"}[
                    row["code_de_niveau_de_structure"]]] += 1
                if row["code_de_type_de_structure"] == "3":
                    supervised["federations"] += 1
    return supervised


def departments(world: World, supervisor: int) -> list[str]:
    """Return how affiliations write three old units of a supervisor, and one that is none."""
    found = []
    for index in range(min(world.structures, 400)):
        if index % _BLOCK not in range(1, 9) or _year(world, index) > 2012:
            continue
        row = _structure(world, index)
        who, how, labels = (row[name].split(";") for name in (
            "uai_des_tutelles", "code_de_type_de_tutelle", "label_numero"))
        for one, kind, label in zip(who, how, labels):
            if one == numbering.uai(supervisor) and kind == "TUTE" and label:
                found.append(f"{label}, {row['libelle']}, {row['code_postal']} "
                             f"{row['commune'].title()}")
    return [*found[:3], "Direction"] if len(found) > 2 else []


def _supervises(row: dict) -> bool:
    """Tell whether the institute is a tutelle; a row whose lists differ in length tells not."""
    who, how = (row["uai_des_tutelles"].split(";"), row["code_de_type_de_tutelle"].split(";"))
    return len(who) == len(how) and (numbering.uai(INSTITUTE), "TUTE") in zip(who, how)


def _year(world: World, index: int) -> int:
    return world.chance("created", index).choices(
        (1998, 2003, 2007, 2010, 2012, 2015, 2018, 2019, 2020, 2021, 2024, 2025),
        (4, 4, 6, 8, 8, 14, 8, 14, 8, 16, 6, 10))[0]


def _number(world: World, index: int) -> str:
    return numbering.structure(_year(world, index), 40_000 + index % 60_000)


def _kind(world: World, index: int, chance: Random) -> tuple[str, str]:
    """Return (code of type, level)."""
    role = index % _BLOCK
    if index % 397 == 20:
        return "99", "2"
    if role == 0:
        return _FEDERATION
    if role in (9, 10):
        return _TEAM
    if role == 11:
        return chance.choice((("32", "3"), ("31", "3"), ("23", "2")))
    return _MIXED if chance.random() < 0.8 else _UNIT


def _structure(world: World, index: int) -> dict:
    chance = world.chance("structure", index)
    code, level = _kind(world, index, chance)
    number, created = _number(world, index), _year(world, index)
    town = place(chance, "fr")
    subject = chance.choice(SUBJECTS)
    postcode = chance.choice(_POSTCODES)
    domains = ["5"] if chance.random() < 0.7 else ["5", chance.choice(("8", "9", "4", "7", "2"))]
    panels = chance.sample(sorted(_PANELS), chance.choice((0, 1, 1, 1, 2)))
    label = {"1": "Équipe", "3": "Fédération", "32": "Groupement"}.get(code, "Laboratoire")
    return {
        "numero_national_de_structure": number,
        "libelle": f"{label} {subject} de {town}",
        "sigle": "".join(word[0] for word in f"{label} {subject} {town}".split()).upper(),
        "annee_de_creation": str(created),
        "type_de_structure": _TYPES[code], "code_de_type_de_structure": code,
        "code_de_niveau_de_structure": level,
        "site_web": f"https://s{index}.example.org", "adresse": f"{index % 90 + 1} rue du Songe",
        "code_postal": postcode, "commune": town.upper() if index % 2 else town,
        **_supervisors(chance, index, code, created),
        **_family(world, index),
        **_history(world, index, chance),
        "code_domaine_scientifique": ";".join(domains),
        "domaine_scientifique": ";".join(_DOMAINS[one] for one in domains),
        "code_panel_erc": ";".join(panels),
        "panel_erc": ";".join(_PANELS[one] for one in panels),
        "fiche_rnsr": f"https://rnsr.example.org/PresenteStruct?numNatStruct={number}",
    }


def _supervisors(chance: Random, index: int, code: str, created: int) -> dict:
    mine = chance.random() < 0.3
    if code == "21":
        chosen = [INSTITUTE] if mine else [chance.choice(_OTHERS)]
    else:
        chosen = list(dict.fromkeys(chance.sample(_OTHERS, chance.choice((1, 2, 2, 3)))))
        if mine:
            chosen.insert(chance.randint(0, len(chosen)), INSTITUTE)
    kinds = ["TUTE"] * len(chosen)
    if code != "21" and chance.random() < 0.3:
        chosen.append(INSTITUTE if not mine and chance.random() < 0.3 else
                      chance.choice((3, 4, 5, 6, 7, 12)))
        kinds.append("PART")
    heads = [HEADS[number] for number in chosen]
    natures = [_NATURES[head.kind] for head in heads]
    labels = [_label(number, code, index) for number in chosen]
    acronyms = [head.acronym for head in heads]
    if index % 211 == 30:
        # A cell that somebody edited by hand: one entry fewer than its neighbours.
        kinds.pop()
    return {
        "label_numero": ";".join(labels),
        "tutelles": ";".join(head.name for head in heads),
        "sigles_des_tutelles": ";".join(acronyms),
        "code_de_nature_de_tutelle": ";".join(code for code, _ in natures),
        "nature_de_tutelle": ";".join(nature for _, nature in natures),
        "uai_des_tutelles": ";".join(numbering.uai(number) for number in chosen),
        "siret_des_tutelles": ";".join(numbering.siret(number) for number in chosen),
        "code_de_type_de_tutelle": ";".join(kinds),
        "type_de_tutelle": ";".join(
            "établissement tutelle" if kind == "TUTE" else "établissement participant"
            for kind in kinds),
    }


def _label(supervisor: int, code: str, index: int) -> str:
    if code in ("1", "3", "31", "32", "99"):
        return f"FR {3_000 + index}" if code == "3" and supervisor == 11 else ""
    if supervisor == INSTITUTE:
        return f"U {2_000 + index}"
    if supervisor == 11:
        return f"UMR {9_000 + index}"
    return f"UMR_S {2_000 + index}" if index % 3 else ""


def _family(world: World, index: int) -> dict:
    """Return parents and children, which the two do not always both tell."""
    first, role = index - index % _BLOCK, index % _BLOCK
    last = min(first + _BLOCK, world.structures)

    def numbers(*roles: int) -> str:
        return ";".join(_number(world, first + one) for one in roles if first + one < last)

    parents = {2: (0,), 3: (0,), 4: (0,), 6: (0,), 9: (8,), 10: (8,)}.get(role, ())
    children = {0: (1, 2, 3, 4), 8: (9,)}.get(role, ())
    return {"numero_de_structure_enfant": numbers(*children),
            "numero_de_structure_parent": numbers(*parents)}


def _history(world: World, index: int, chance: Random) -> dict:
    """Return predecessors: closed ones known by number only, sometimes shared by a split."""
    role, created = index % _BLOCK, _year(world, index)
    if role in (4, 5):  # two units that one split in two
        first = index - role
        codes, numbers = ["E"], [numbering.structure(1999, 30_000 + first % 10_000)]
    elif 1 <= role <= 8 and chance.random() < 0.35:
        code = chance.choice(("R", "R", "F", "F", "EF", "I", "S"))
        count = chance.choice((2, 2, 3)) if code in ("F", "EF") else 1
        codes = [code] * count
        if code == "F" and chance.random() < 0.2:
            codes[-1] = "I"
        numbers = [
            numbering.structure(chance.randint(1992, created - 1),
                                10_000 + (3 * index + one) % 20_000)
            for one in range(count)
        ]
    else:
        return {}
    return {
        "numero_de_structure_historique": ";".join(numbers),
        "type_de_succession": ";".join(_SUCCESSIONS[code] for code in codes),
        "code_de_type_de_succession": ";".join(codes),
        "annee_d_effet_historique": ";".join([str(created)] * len(codes)),
    }
