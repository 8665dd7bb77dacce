"""The organisations that have a face: the institute, its peers, its hospitals, its partners.

They come first in the world and take part in most of it. The numbers and the
identifiers made from them are those that landscape.toml names.
"""

from typing import NamedTuple


class Head(NamedTuple):
    """Kind, name, acronym, country, town, year; whether ROR and CORDIS know it."""

    kind: str
    name: str
    english: str
    acronym: str
    country: str
    city: str
    established: int
    ror: bool = True
    cordis: bool = True


INSTITUTE = 0
SUBSIDIARY = 1
AGENCY = 2
HOSPITALS = (3, 4, 5, 6, 7)
FREQUENT = (11, 17, 14, 20, 8, 18, 22, 21, 15, 24, 12, 25, 27, 23, 9, 16, 26, 3, 28, 10, 19, 29,
            13, 4, 5, 1, 7, 6, 2)
"""All but the institute, the ones that take part in most European projects first."""

HEADS = tuple(Head(*row) for row in (
    ("government", "Institut Orphée de recherche médicale",
     "Orpheus Institute of Medical Research", "IORM", "FR", "Val-Perdu", 1967),
    ("company", "Orphée Transfert", "Orphée Transfert", "OT", "FR", "Val-Perdu", 2001, False),
    ("government", "Agence Eurydice des maladies émergentes",
     "Eurydice Agency for Emerging Diseases", "AEME", "FR", "Val-Perdu", 1992),
    ("healthcare", "Hospices de Val-Perdu", "Val-Perdu Hospitals", "HVP", "FR", "Val-Perdu", 1802),
    ("healthcare", "Centre hospitalier universitaire de Clair-Miroir",
     "Clair-Miroir University Hospital", "CHU-CM", "FR", "Clair-Miroir", 1958),
    ("healthcare", "Centre hospitalier universitaire de Beau-Zéphyr",
     "Beau-Zéphyr University Hospital", "CHU-BZ", "FR", "Beau-Zéphyr", 1961),
    ("healthcare", "Centre hospitalier universitaire de Mont-Rêveux",
     "Mont-Rêveux University Hospital", "CHU-MR", "FR", "Mont-Rêveux", 1960),
    ("healthcare", "Centre de lutte contre le cancer Hippolyte-Personne",
     "Hippolyte Personne Cancer Centre", "CHP", "FR", "Rive-Lanterne", 1946),
    ("education", "Université de Val-Perdu", "University of Val-Perdu", "UVP", "FR",
     "Val-Perdu", 1971),
    ("education", "Université de Clair-Miroir", "University of Clair-Miroir", "UCM", "FR",
     "Clair-Miroir", 1970),
    ("education", "Université de Beau-Zéphyr", "University of Beau-Zéphyr", "UBZ", "FR",
     "Beau-Zéphyr", 1972),
    ("government", "Centre général des sciences imaginaires",
     "General Centre for Imaginary Sciences", "CGSI", "FR", "Val-Perdu", 1941),
    ("facility", "Fondation Institut Calliope", "Calliope Institute", "CALLIOPE", "FR",
     "Haut-Chimère", 1889),
    ("education", "École des hautes études de Pont-Sablier", "Pont-Sablier School", "EHEPS",
     "FR", "Pont-Sablier", 1868),
    ("education", "University of Nowhere-on-Sea", "University of Nowhere-on-Sea", "UNOS", "GB",
     "Nowhere-on-Sea", 1249),
    ("education", "University College Otherby", "University College Otherby", "UCO", "GB",
     "Otherby-under-Hill", 1836),
    ("facility", "Medical Laboratory of Neverwick", "Medical Laboratory of Neverwick", "MLN",
     "GB", "Neverwick-in-the-Mist", 1947),
    ("nonprofit", "Irrlicht-Gesellschaft zur Förderung der Wissenschaften",
     "Irrlicht Society for the Advancement of Science", "IG", "DE", "Irrlichtheim", 1948),
    ("education", "Universität Wolkenstadt", "University of Wolkenstadt", "UW", "DE",
     "Wolkenstadt", 1386),
    ("healthcare", "Universitätsklinikum Traumburg", "Traumburg University Hospital", "UKT",
     "DE", "Traumburg", 1710),
    ("education", "Drömstad institutet", "Drömstad Institute", "DI", "SE", "Drömstad", 1810),
    ("education", "Università degli Studi di Castel Chimera",
     "University of Castel Chimera", "UNICC", "IT", "Castel Chimera", 1222),
    ("facility", "Consiglio per le ricerche senza nome", "Council for Nameless Research",
     "CRSN", "IT", "Borgo Senzanome", 1923),
    ("education", "Universidad de Puerto Quimera", "University of Puerto Quimera", "UPQ", "ES",
     "Puerto Quimera", 1450),
    ("government", "Consejo de investigaciones del Ensueño", "Ensueño Research Council", "CIE",
     "ES", "Monte Ensueño", 1939),
    ("education", "Rijksuniversiteit Nergensdam", "Nergensdam University", "RUN", "NL",
     "Nergensdam", 1575),
    ("education", "Universiteit Nevelburg", "University of Nevelburg", "UN", "BE", "Nevelburg",
     1425),
    ("education", "Hochschule Mondtal", "Mondtal Institute of Technology", "HM", "CH",
     "Mondtal", 1855),
    ("company", "Panacea Verisimilis", "Panacea Verisimilis", "PANVER", "CH", "Nebelhafen",
     1896),
    ("company", "Elixir & Sons", "Elixir & Sons", "ELIXIR&S", "GB", "Great Pretence-on-Sea",
     1830),
))
