"""The words and lists of the French directory of research structures."""

import re
import unicodedata

NUMBER = re.compile(r"\d{9}[A-Z]")
"""A national number of a structure."""

KINDS = {
    "1": "internal_team", "21": "own_unit", "22": "mixed_unit",
    "23": "international_mixed_unit", "3": "federation", "31": "scientific_interest_group",
    "32": "research_group", "33": "international_collaboration",
    "34": "public_interest_group", "35": "scientific_cooperation_foundation",
    "37": "private_company",
}
LEVELS = {"1": "team", "2": "unit", "3": "federation"}
SUPERVISION = {"TUTE": "supervised_by", "PART": "participated_by"}
SUCCESSIONS = {
    "F": "merger", "R": "renewal", "E": "split", "EF": "split_and_merger",
    "I": "integration", "S": "offshoot", "SF": "offshoot_and_merger",
}
ENDING = frozenset(SUCCESSIONS.values()) - {"offshoot", "offshoot_and_merger"}
"""Successions after which the predecessor is no more."""

# By code, since some of the names hold the separator of one of the exports.
DOMAINS = {
    "1": "Mathématiques et leurs interactions",
    "2": "Physique",
    "3": "Sciences de la terre et de l'univers, espace",
    "4": "Chimie",
    "5": "Biologie, médecine et santé",
    "6": "Sciences humaines et humanités",
    "7": "Sciences de la société",
    "8": "Sciences pour l'ingénieur",
    "9": "Sciences et technologies de l'information et de la communication",
    "10": "Sciences agronomiques et écologiques",
}

# The directory has no country. Structures abroad have postal codes that read as
# French ones (28040 is Madrid, not Eure-et-Loir); the town tells them.
_ABROAD = {
    "addis abeba": "ET", "afrique du sud": "ZA", "alexandrie": "EG", "allemagne": "DE",
    "athenes": "GR", "bangalore": "IN", "berlin": "DE", "beyoglu": "TR", "bichkek": "KG",
    "buenos aires": "AR", "dakar": "SN", "egypte": "EG", "espagne": "ES", "ethiopie": "ET",
    "etats unis": "US", "gembloux": "BE", "heidelberg": "DE", "irvine": "US",
    "jerusalem": "IL", "kelambakkam": "IN", "la jolla": "US", "la laguna": "ES",
    "las condes": "CL", "le caire": "EG", "londres": "GB", "madrid": "ES", "mexico": "MX",
    "nairobi": "KE", "naples": "IT", "novosibirsk": "RU", "oxford": "GB",
    "pondichery": "IN", "prague": "CZ", "quebec": "CA", "rabat": "MA", "rio de janeiro": "BR",
    "roma": "IT", "rome": "IT", "russie": "RU", "santiago": "CL", "seoul": "KR",
    "shanghai": "CN", "sherbrooke": "CA", "singapore": "SG", "singapour": "SG",
    "tel aviv": "IL", "tokyo": "JP", "tsukuba": "JP", "tucson": "US", "usa": "US",
    "vancouver": "CA", "wien": "AT",
}
# Not Rabat-les-Trois-Seigneurs, which is in Ariège.
_ABROAD_WORDS = re.compile(r"\b(?:" + "|".join(_ABROAD) + r")\b(?! l[ae]s? )")


def country_abroad(town: str) -> str | None:
    """Return the country of a town abroad, None where the town is not known as one."""
    plain = unicodedata.normalize("NFKD", town.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ")
    match = _ABROAD_WORDS.search(plain)
    return _ABROAD[match[0]] if match else None


def codes(cell: str) -> list[str]:
    """Split a list of codes, which hold neither of the separators; empty ones keep their place."""
    return [part.strip() for part in re.split("[;,]", cell)] if cell else []


class Parallel:
    """The lists of one structure that go together: place 2 of each is one supervisor.

    ``spine`` is a list of codes, which cannot hold a separator, so that its length
    is sure. A list of another length is not trusted at all: which of its entries
    is whose cannot be told. Exports separate by ";" or, by default today, by ",".
    """

    def __init__(self, spine: str) -> None:
        self.spine = codes(spine)
        self._separator = "," if "," in spine and ";" not in spine else ";"

    def __len__(self) -> int:
        return len(self.spine)

    def split(self, cell: str) -> list[str]:
        """Split a cell, whether or not its entries can be given a place."""
        if len(self.spine) == 1:
            return [cell] if cell else []  # whatever it holds, it is one entry
        return [part.strip() for part in cell.split(self._separator)] if cell else []

    def sure(self, cell: str) -> bool:
        """Whether the entries of a cell can be given a place. Empty says nothing, surely."""
        return not cell or len(self.split(cell)) == len(self.spine)

    def align(self, cell: str) -> list[str | None]:
        """Return one entry for each place, None where it is empty or not sure."""
        if not cell or not self.sure(cell):
            return [None] * len(self.spine)
        return [part or None for part in self.split(cell)]
