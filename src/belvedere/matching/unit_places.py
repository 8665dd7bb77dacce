"""What an address says of where a unit is: its town, postal codes, country; who is named there."""

import functools
import re

from belvedere.matching.unit_codes import giver_name
from belvedere.matching.unit_directory import Unit
from belvedere.tables import french_regions
from belvedere.tables.french_regions import REGION_OF

# CA 95616 is of California, BP 30309 a box
_long_numbers = re.compile(r"(?<![0-9])(?<!\b(?!FR)[A-Z]{2} )[0-9]{5,}").findall
GIVERS = frozenset(
    "CNRS INSERM INRA INRAE IRD CEA CIRAD IFREMER IRSTEA INRIA ONERA PASTEUR CURIE".split())
_LONG_GIVERS = {
    "SANTE ET DE LA RECHERCHE MEDICALE": "INSERM",
    "CENTRE NATIONAL DE LA RECHERCHE SCIENTIFIQUE": "CNRS",
}
FRENCH = frozenset(("FRANCE", "CEDEX"))
_FR = re.compile(r"(?:^|[,;|\n]|\s-)\s*FR\s*(?:[,;|\n]|$)")
_ABROAD = re.compile(
    r"\b(?:GERMANY|ITALY|SPAIN|PORTUGAL|BELGIUM|SWITZERLAND|UNITED KINGDOM|U\.?K|ENGLAND|SCOTLAND|"
    r"IRELAND|NETHERLANDS|SWEDEN|NORWAY|DENMARK|FINLAND|POLAND|AUSTRIA|GREECE|USA|U\.S\.A|"
    r"UNITED STATES|CANADA|MEXICO|BRAZIL|ARGENTINA|CHILE|CHINA|JAPAN|KOREA|INDIA|AUSTRALIA|ISRAEL|"
    r"IRAN|TURKEY|EGYPT|ALGERIA|ALGERIE|MOROCCO|MAROC|TUNISIA|TUNISIE|LEBANON|LIBAN|SENEGAL|"
    r"CAMEROON|CAMEROUN|RUSSIA|UKRAINE|ROMANIA|CZECH|HUNGARY|SINGAPORE|TAIWAN|VIETNAM|SUISSE|"
    r"BELGIQUE|DEUTSCHLAND|ESPANA|ITALIA)\b")
_ABROAD_WORDS = frozenset(("UK", *re.findall("[A-Z]+", _ABROAD.pattern)))


class Where:
    """The address part of a text: what of it speaks for the place of a unit, or against."""

    __slots__ = ("_abroad", "_folded", "_french", "_line", "_postcodes", "_written",
                 "departments", "givers", "unsure", "words")

    def __init__(self, folded: str, line: list[str]) -> None:
        self.words = set(line)
        self.givers = {*map(giver_name, self.words & GIVERS)}
        for long, name in _LONG_GIVERS.items():
            if long in folded:
                self.givers.add(name)
        self._french = bool(self.givers or self.words & FRENCH) or (
            "FR" in self.words and _FR.search(folded) is not None)
        self._folded, self._line = folded, line
        self._abroad = self._written = None
        self._postcodes = {number for number in _long_numbers(folded) if len(number) == 5}
        # five digits of another country are no French postal code
        self.departments = {*filter(None, map(_department, self._postcodes))} if (
            self._postcodes and not self.abroad()) else ()
        self.unsure = not (self._french or self.departments)

    def abroad(self) -> bool:
        """Whether the text names another country, and nothing of France."""
        if self._abroad is None:
            self._abroad = not self._french and not self.words.isdisjoint(_ABROAD_WORDS) and (
                _ABROAD.search(self._folded) is not None)
        return self._abroad

    def names(self, town: str) -> bool:
        """Whether the text names a town."""
        if self._written is None:
            self._written = f" {' '.join(self._line)} "
            if "SAINT" in self._written:
                self._written = self._written.replace(" SAINT ", " ST ").replace(
                    " SAINTE ", " ST ")
        return f" {town} " in self._written

    def has(self, postcode: str | None) -> bool:
        return postcode in self._postcodes


def place_points(unit: Unit, where: Where, because: dict[str, str]) -> float:
    """Return what the address is worth, for or against a structure, and note what is for it."""
    if where.abroad():
        return -1.5
    if unit.city and where.names(unit.city):
        because["town"] = unit.city.title()
        return 1.1 if where.has(unit.postcode) else 0.7
    if unit.department in where.departments:
        because["department"] = unit.department
        return 0.6
    if unit.department and where.departments:
        region = REGION_OF.get(unit.department)
        return -0.1 if region in map(REGION_OF.get, where.departments) else -0.6
    return 0.0


@functools.cache
def _department(postcode: str) -> str | None:
    return french_regions.department(postcode)
