"""What an address says of where a unit is: its town, postal codes, country; who is named there."""

import functools
import re

from belvedere.matching.unit_codes import giver_name
from belvedere.matching.unit_directory import Unit
from belvedere.tables import french_regions
from belvedere.tables.french_regions import REGION_OF

_long_numbers = re.compile(r"[0-9][0-9]{4,}").findall
GIVERS = frozenset(
    "CNRS INSERM INRA INRAE IRD CEA CIRAD IFREMER IRSTEA INRIA ONERA PASTEUR CURIE".split())
_LONG_GIVERS = {
    "SANTE ET DE LA RECHERCHE MEDICALE": "INSERM",
    "CENTRE NATIONAL DE LA RECHERCHE SCIENTIFIQUE": "CNRS",
}
FRENCH = frozenset(("FRANCE", "CEDEX"))
_FR = re.compile(r"[,;\n]\s*FR\s*(?:[,;\n]|$)")
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

    __slots__ = ("_line", "_postcodes", "_written", "abroad", "departments", "givers", "unsure",
                 "words")

    def __init__(self, folded: str, line: list[str]) -> None:
        self.words = there = set(line)
        self.givers = {*map(giver_name, there & GIVERS)}
        for long, name in _LONG_GIVERS.items():
            if long in folded:
                self.givers.add(name)
        french = bool(self.words & FRENCH or self.givers) or (
            "FR" in there and _FR.search(folded) is not None)
        self.abroad = not french and not there.isdisjoint(_ABROAD_WORDS) and (
            _ABROAD.search(folded) is not None)
        self._postcodes = {number for number in _long_numbers(folded) if len(number) == 5}
        # five digits of another country are no French postal code
        self.departments = frozenset() if self.abroad else frozenset(
            filter(None, map(_department, self._postcodes)))
        self.unsure = not (french or self.departments)
        self._written, self._line = line, None

    def names(self, town: str) -> bool:
        """Whether the text names a town."""
        if self._line is None:
            self._line = f" {' '.join(self._written)} "
            if "SAINT" in self._line:
                self._line = self._line.replace(" SAINT ", " ST ").replace(" SAINTE ", " ST ")
        return f" {town} " in self._line

    def has(self, postcode: str | None) -> bool:
        return postcode in self._postcodes


def place_points(unit: Unit, where: Where, because: dict[str, str]) -> float:
    """Return what the address is worth, for or against a structure, and note what is for it."""
    if where.abroad:
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
