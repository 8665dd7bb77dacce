"""What is written in a world: titles, names of people, texts of affiliations."""

from functools import cache

from belvedere.landscapes.worlds import works
from belvedere.landscapes.worlds.authorships import DEPARTMENTS
from belvedere.landscapes.worlds.institutions import Institutions

_KINDS = ("Origins", "Rhythms", "Limits", "Early signs", "Models", "Measures", "Mechanisms",
          "Costs", "Dynamics", "Patterns", "Outcomes", "Regulation", "Imaging", "Diversity",
          "Prevention", "Ethics")
_SUBJECTS = ("dreams", "lunar tides", "chimeras", "fog", "philtres", "mirages", "fountains",
             "sirens", "echoes", "auroras", "labyrinths", "clockwork", "amber", "salamanders",
             "kites", "lanterns")
_PLACES = ("in mice", "in cities", "in late life", "under pressure", "at sea", "in theory",
           "in Atlantis", "before breakfast", "over time", "in islands", "at night",
           "in childhood", "across borders", "in winter", "after rain", "on stage")
_FIRST_NAMES = ("Ada", "Bao", "Chloé", "Dmitri", "Elif", "Femi", "Gaëlle", "Hiro", "Inès",
                "João", "Kofi", "Lin", "Maja", "Noor", "Óscar", "Priya")
_LAST_NAMES = ("Abel", "Brume", "Castor", "Dupré", "Ember", "Fougère", "Grün", "Hale", "Ivanova",
               "Jansen", "Kimura", "Løve", "Marsh", "Nkosi", "Ortiz", "Pâris", "Quill", "Rossi",
               "Sato", "Tran", "Umarov", "Vega", "Wren", "Xu", "Yıldız", "Zola")
_DEPARTMENTS = ("Department of Dreams", "Clinical Research Unit", "School of Medicine",
                "Laboratory of Mirages")
assert len(_KINDS) * len(_SUBJECTS) * len(_PLACES) == works.TITLES
assert len(_DEPARTMENTS) == DEPARTMENTS


@cache
def titles() -> list[str]:
    """Return the titles by number; several works have the same, as "Editorial" has."""
    return [f"{kind} of {subject} {place}"
            for kind in _KINDS for subject in _SUBJECTS for place in _PLACES]


def person(author: int) -> str:
    """Return the name of an author; many share one."""
    first = _FIRST_NAMES[author * 7 % len(_FIRST_NAMES)]
    return f"{first} {_LAST_NAMES[author * 11 // 16 % len(_LAST_NAMES)]}"


def affiliation(places: Institutions, department: int, numbers: tuple[int, ...]) -> str:
    """Return the text of an affiliation that names these institutions."""
    *parts, whole = numbers
    named = "".join(f"{places.names[part]}, " for part in parts)
    within = places.departments.get(numbers[0], _DEPARTMENTS)[department]
    return f"{within}, {named}{places.addresses[whole]}"


def unknown(places: Institutions, department: int, country: int) -> str:
    """Return the text of an affiliation without institution: of one's department alone, in a
    country whose first institution has its own."""
    own = places.departments.get(int(places.start[country]))
    within = own[department] if own else f"{_DEPARTMENTS[department]}, private practice"
    return f"{within}, {places.codes[country]}"
