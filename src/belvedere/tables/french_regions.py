"""French départements and regions, told from postal codes.

The regions are those since 2016. A postal code begins with the number of its
département, CEDEX codes too, but for Corsica, La Réunion and the collectivities
overseas. A few communes are served from a neighbouring département; their code
tells that one.
"""

import re

REGIONS = {
    "Auvergne-Rhône-Alpes": "01 03 07 15 26 38 42 43 63 69 73 74",
    "Bourgogne-Franche-Comté": "21 25 39 58 70 71 89 90",
    "Bretagne": "22 29 35 56",
    "Centre-Val de Loire": "18 28 36 37 41 45",
    "Corse": "2A 2B",
    "Grand Est": "08 10 51 52 54 55 57 67 68 88",
    "Guadeloupe": "971",
    "Guyane": "973",
    "Hauts-de-France": "02 59 60 62 80",
    "Île-de-France": "75 77 78 91 92 93 94 95",
    "La Réunion": "974",
    "Martinique": "972",
    "Mayotte": "976",
    "Normandie": "14 27 50 61 76",
    "Nouvelle-Aquitaine": "16 17 19 23 24 33 40 47 64 79 86 87",
    "Occitanie": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "Pays de la Loire": "44 49 53 72 85",
    "Provence-Alpes-Côte d'Azur": "04 05 06 13 83 84",
}
"""The 18 regions and the numbers of their départements."""

REGION_OF = {number: region for region, numbers in REGIONS.items() for number in numbers.split()}
"""The region of each of the 101 départements."""

# 200xx and 201xx are sorted in Ajaccio, 202xx and 206xx in Bastia; 207xx are
# CEDEX codes of Ajaccio.
_CORSICA = {"200": "2A", "201": "2A", "207": "2A", "202": "2B", "206": "2B"}
# 977xx and 978xx are CEDEX codes of La Réunion. They are not Saint-Barthélemy
# and Saint-Martin, which have the numbers 977 and 978 but the codes below.
_OVERSEAS = {
    "971": "971", "972": "972", "973": "973", "974": "974", "976": "976",
    "977": "974", "978": "974",
}
_COLLECTIVITIES = {"975": "PM", "980": "MC", "986": "WF", "987": "PF", "988": "NC"}
_ISLANDS = {"97133": "BL", "97150": "MF"}


def prefixes(region: str) -> list[str]:
    """Return with what the postal codes of a region begin; none where there is no such region."""
    numbers = REGIONS.get(region, "").split()
    apart = _CORSICA | _OVERSEAS
    return sorted({*(code for code, number in apart.items() if number in numbers),
                   *(n for n in numbers if n not in apart.values())})


def department(postcode: str) -> str | None:
    """Return the number of the département of a postal code, None where there is none."""
    if not re.fullmatch(r"\d{5}", postcode) or postcode in _ISLANDS:
        return None
    if postcode.startswith("20"):
        return _CORSICA.get(postcode[:3])
    if postcode.startswith("97"):
        return _OVERSEAS.get(postcode[:3])
    return postcode[:2] if postcode[:2] in REGION_OF else None


def country(postcode: str) -> str | None:
    """Return the ISO code of the country that a postal code of the French system is in."""
    if department(postcode):
        return "FR"
    if not re.fullmatch(r"\d{5}", postcode):
        return None
    return _ISLANDS.get(postcode) or _COLLECTIVITIES.get(postcode[:3])
