"""What speaks for a structure, in points. Two points name it; less is not enough.

The points were set by reading the development halves, not learned: a number that its own
giver is named beside is nearly enough alone, an acronym alone never is.
"""

from dataclasses import dataclass, field

from belvedere.matching.unit_codes import UnitCode
from belvedere.matching.unit_directory import Unit
from belvedere.matching.unit_names import Acronym, NameFound
from belvedere.tables.words import Words

ENOUGH = 2.0
APART = 0.25
"""Two structures that claim the same words and are not further apart: neither is said."""

_FAMILIES = (
    # kinds that became one another, or are written for one another
    "UMR UMR_S UMR_A UMR_D UMR_T UMR_MD UMR_MA UMR_E UMR_I UMR_C UMR_M UMR_P UMR_B UMR_G U UA URA",
    "EA UR URP ULR UPRES JE URE URU U", "UMS UAR USR UPS", "UMI IRL", "FR IFR SFR FED FRC FRU SF",
    "GDR GDS", "FRE UMR", "ERL UMR EMR", "UPR UMR", "UMR_S ERI EMI E",
)
_FAMILY: dict[str, set[int]] = {}
for _number, _kinds in enumerate(_FAMILIES):
    for _kind in _kinds.split():
        _FAMILY.setdefault(_kind, set()).add(_number)

FRENCH_KINDS = frozenset(
    "UMR UMR_S UMR_A UMR_D UMR_T UPR UMS USR UAR EA ERL FRE CIC UPASTEUR".split())
"""Kinds that are found in no other country: their numbers need no word of France beside them."""

FEDERATIONS = frozenset("FR IFR SFR FED FRC FRU SF GDR GDS".split())


_TOLD = {
    "number": ("number %s", "numéro %s"),
    "name": ("name “%s”", "nom « %s »"),
    "acronym": ("acronym %s", "sigle %s"),
    "town": ("town %s", "ville %s"),
    "department": ("département %s", "département %s"),
    "supervisor": ("supervisor %s", "tutelle %s"),
}


@dataclass(slots=True, eq=False)
class Evidence:
    """What a text says for one structure, each kind of evidence in points, and where."""

    index: int
    unit: Unit
    number: float = 0
    name: float = 0
    acronym: float = 0
    place: float = 0
    supervisor: float = 0
    year: float = 0
    points: float = 0
    """All of them, once they are added up."""
    french: bool = False
    """Whether its number is of a kind that only France has."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    because: dict[str, str] = field(default_factory=dict)
    """What the text has of each kind."""

    def add_up(self) -> None:
        self.points = (self.number + self.name + self.acronym + self.place + self.supervisor
                       + self.year)

    def claims(self, other: "Evidence") -> bool:
        """Whether it rests on some of the words on which another rests."""
        for start, end in self.spans:
            for first, last in other.spans:
                if start < last and first < end:
                    return True
        return False

    def number_is(self, points: float, span: tuple[int, int], written: str) -> None:
        self.spans.append(span)
        if points > self.number:
            self.number = points
            self.because["number"] = written

    def name_is(self, points: float, span: tuple[int, int], written: str) -> None:
        self.spans.append(span)
        if points > self.name:
            self.name = points
            self.because["name"] = written

    def acronym_is(self, points: float, span: tuple[int, int], written: str) -> None:
        self.spans.append(span)
        if points > self.acronym:
            self.acronym = points
            self.because["acronym"] = written

    def reasons(self) -> tuple[Words, ...]:
        """Return what speaks for the structure, for a reader."""
        reasons = []
        for kind, written in self.because.items():
            english, french = _TOLD[kind]
            reasons.append(Words(english % written, french % written))
        return tuple(reasons)


def number_points(code: UnitCode, kind: str, givers: frozenset[str]) -> float:
    """Return what a number in a text is worth for a structure that has it."""
    if code.kind == kind:
        points = 2.0
    elif not code.kind:
        points = 1.6 if code.giver in givers else 0.5
    elif _FAMILY.get(code.kind, set()) & _FAMILY.get(kind, set()):
        points = 1.6
    elif code.giver and code.giver in givers:
        points = 1.5
    else:
        points = 0.8
    if code.kind == kind == "UPASTEUR":
        return points
    # small numbers are many things
    points -= 0.8 if code.number < 100 else 0.3 if code.number < 300 else 0
    if code.giver and givers:
        points += 0.3 if code.giver in givers else -0.3
    return points


def acronym_points(acronym: Acronym, written: str, cased: bool) -> float:
    """Return what an acronym is worth as it is written: more when long and nobody else's.

    In a text in which small letters and capitals differ, one that is written as a word is
    worth less, and much less where it may be one.
    """
    letters = len(acronym.written)
    points = {2: 0.5, 3: 1.0, 4: 1.2, 5: 1.3}.get(letters, 1.5)
    if acronym.single and not acronym.common and letters > 3:
        points += 0.3
    if cased and written != acronym.written and _high(written) < max(2, len(written) - 2):
        points -= 0.9 if acronym.common or letters < 4 else 0.3
    elif not cased and acronym.common:
        points -= 0.3
    return points


def _high(written: str) -> int:
    return sum(character.isupper() or character.isdigit() for character in written)


def name_points(found: NameFound) -> float:
    """Return what a name is worth: the more letters stand for it, and the more of it, the more."""
    return (0.6 + min(found.letters, 32) / 25) * found.covered ** 2 + 0.3 * found.alike


def year_points(unit: Unit, year: int) -> float:
    """Return what speaks against a structure that was not there yet or no more."""
    if unit.start is not None and year < unit.start:
        return -0.3 if unit.start - year == 1 else -1.5
    if unit.end is not None and year > unit.end:
        return {1: -0.1, 2: -0.4}.get(year - unit.end, -1.2)
    return 0
