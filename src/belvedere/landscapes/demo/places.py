"""Countries that exist and places that do not."""

from random import Random
from typing import NamedTuple


class Country(NamedTuple):
    """A country: ISO code, name, language, middle, and how many of 1,000 organisations."""

    code: str
    name: str
    language: str
    latitude: float
    longitude: float
    weight: int


COUNTRIES = tuple(Country(*row) for row in (
    ("FR", "France", "fr", 46.6, 2.4, 170), ("DE", "Germany", "de", 51.0, 10.0, 130),
    ("GB", "United Kingdom", "en", 53.0, -1.5, 110), ("IT", "Italy", "it", 43.0, 12.4, 95),
    ("ES", "Spain", "es", 40.2, -3.6, 90), ("NL", "Netherlands", "nl", 52.2, 5.5, 55),
    ("BE", "Belgium", "nl", 50.7, 4.6, 40), ("SE", "Sweden", "sv", 60.0, 15.0, 35),
    ("CH", "Switzerland", "de", 46.9, 8.0, 35), ("GR", "Greece", "en", 39.0, 22.5, 30),
    ("AT", "Austria", "de", 47.6, 14.1, 28), ("DK", "Denmark", "sv", 55.9, 9.6, 25),
    ("FI", "Finland", "sv", 62.0, 26.0, 22), ("PT", "Portugal", "es", 39.6, -8.0, 22),
    ("PL", "Poland", "en", 52.1, 19.4, 22), ("IE", "Ireland", "en", 53.2, -8.0, 18),
    ("NO", "Norway", "sv", 61.0, 9.0, 18), ("CZ", "Czechia", "en", 49.8, 15.5, 14),
    ("HU", "Hungary", "en", 47.1, 19.4, 12), ("RO", "Romania", "en", 45.9, 25.0, 10),
    ("IL", "Israel", "en", 31.5, 34.9, 10), ("US", "United States", "en", 39.5, -98.4, 10),
    ("TR", "Türkiye", "en", 39.0, 35.0, 8), ("SI", "Slovenia", "en", 46.1, 14.8, 7),
    ("BG", "Bulgaria", "en", 42.7, 25.4, 6), ("HR", "Croatia", "en", 45.4, 16.0, 6),
    ("EE", "Estonia", "en", 58.7, 25.5, 5), ("LT", "Lithuania", "en", 55.3, 23.9, 4),
    ("SK", "Slovakia", "en", 48.7, 19.6, 4), ("RS", "Serbia", "en", 44.0, 20.9, 4),
    ("CY", "Cyprus", "en", 35.0, 33.2, 4), ("LU", "Luxembourg", "fr", 49.7, 6.1, 4),
    ("LV", "Latvia", "en", 56.9, 24.9, 3), ("IS", "Iceland", "sv", 64.9, -18.6, 3),
    ("MT", "Malta", "en", 35.9, 14.4, 2), ("ZA", "South Africa", "en", -29.0, 24.0, 4),
    ("CA", "Canada", "en", 53.0, -97.0, 4), ("AU", "Australia", "en", -25.0, 134.0, 3),
    ("BR", "Brazil", "es", -10.0, -52.0, 3), ("JP", "Japan", "en", 36.5, 138.0, 2),
))
BY_CODE = {country.code: country for country in COUNTRIES}
WEIGHTS = tuple(country.weight for country in COUNTRIES)

_PARTS = {
    "fr": (("Val", "Mont", "Bois", "Clair", "Rive", "Haut", "Beau", "Pont", "Sainte-Brume",
            "Saint-Songe", "Grand", "Vieux", "Fond", "Plan"),
           ("Perdu", "Rêveux", "Sommeil", "Lanterne", "Nuage", "Chimère", "Oubli", "Zéphyr",
            "Cordial", "Miroir", "Ailleurs", "Fantasque", "Girouette", "Sablier"), "-"),
    "en": (("Nowhere", "Little Wandering", "Much Dreaming", "Upper Fancy", "Lower Whimsy",
            "Great Pretence", "Mistley Bottom", "Otherby", "Tumbledown", "Moonraker",
            "Neverwick", "Humbleton", "Larkover", "Dapplemere"),
           ("on-Sea", "under-Hill", "by-the-Way", "upon-Cloud", "in-the-Mist", "cum-Reverie",
            "on-the-Brink", "next-the-Moor", "without-Walls", "St Nobody"), "-"),
    "de": (("Irrlicht", "Wolken", "Traum", "Nebel", "Märchen", "Sternen", "Mond", "Zauber",
            "Nirgend", "Schatten", "Flunker", "Glimmer"),
           ("heim", "stadt", "burg", "hausen", "tal", "furt", "brück", "hafen", "kirchen",
            "werder"), ""),
    "it": (("Borgo", "Monte", "Castel", "Rocca", "Villa", "Torre", "Poggio", "Isola"),
           ("Fantasia", "Nuvola", "del Sogno", "Lanterna", "Smarrita", "Chimera", "di Nessuno",
            "Luna Nuova", "Senzanome", "Altrove"), " "),
    "es": (("Villa", "Puerto", "Monte", "Fuente", "Puebla", "Torre", "Valle", "Campo"),
           ("Quimera", "del Olvido", "Ensueño", "de Nadie", "Nublada", "Luciérnaga",
            "de la Nada", "Espejismo", "Sinnombre", "Farola"), " "),
    "nl": (("Nergens", "Droom", "Nevel", "Wolken", "Maan", "Sprookjes", "Schijn", "Verre"),
           ("dam", "burg", "wijk", "hoven", "drecht", "loo", "zand", "meer", "veen"), ""),
    "sv": (("Dröm", "Dimma", "Mån", "Saga", "Ingen", "Stjärn", "Sken", "Troll"),
           ("stad", "vik", "berga", "köping", "borg", "sund", "ås", "holm", "fors"), ""),
}


def country(chance: Random) -> Country:
    """Draw a country, the large ones more often."""
    return chance.choices(COUNTRIES, WEIGHTS)[0]


def place(chance: Random, language: str) -> str:
    """Invent the name of a town."""
    first, second, joint = _PARTS[language]
    return chance.choice(first) + joint + chance.choice(second)
