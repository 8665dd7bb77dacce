"""From an affiliation text to structures of the French directory, each with its evidence.

A number, a name or an acronym makes a structure a candidate; the address, the supervisors
named and the year speak for it or against it. Where two claim the same words and neither
has clearly more, neither is said: a predecessor and its successor that share a number are
told apart by the year, and without a year not at all unless something else tells.
"""

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from belvedere.matching.found import Found, in_order
from belvedere.matching.given import Given
from belvedere.matching.unit_codes import giver_name, plain, unit_codes
from belvedere.matching.unit_directory import Unit, read_directory
from belvedere.matching.unit_evidence import (
    APART,
    ENOUGH,
    FEDERATIONS,
    FRENCH_KINDS,
    Evidence,
    acronym_points,
    name_points,
    number_points,
    year_points,
)
from belvedere.matching.unit_names import DROPPED, WORD, NameIndex, acronyms, words
from belvedere.matching.unit_places import FRENCH, GIVERS, Where, place_points

_PIECE = re.compile(r"[A-Z0-9]+|[,;()\[\]/|\n]|(?<= )-(?= )")
_SEPARATORS = frozenset(",;()[]/|\n-")
_OF_ALL = frozenset(
    "UNIVERSITE INSTITUT NATIONAL ECOLE SUPERIEURE CENTRE NATIONALE RECHERCHE FRANCAIS FRANCE "
    "PARIS SCIENCES SCIENTIFIQUE".split())
"""Words of supervisors' names that tell none of them."""

class UnitMatcher:
    """The structures of one directory, to be found in texts."""

    def __init__(self, directory: Mapping[str, Unit]) -> None:
        self.units = [directory[record_id] for record_id in sorted(directory)]
        self._numbers: dict[int, list[tuple[int, str, frozenset[str]]]] = {}
        for index, unit in enumerate(self.units):
            for (kind, number), givers in unit.codes.items():
                self._numbers.setdefault(number, []).append(
                    (index, kind, frozenset(map(giver_name, givers)) - {""}))
        names = [(i, name) for i, unit in enumerate(self.units) for name in unit.names]
        self._names = NameIndex(names, frozenset(
            tuple(words(each.name)) for unit in self.units for each in unit.supervisions))
        self._acronyms = acronyms(
            names, ((i, each) for i, unit in enumerate(self.units) for each in unit.acronyms),
            frozenset(unit.city for unit in self.units))
        self._acronym_words = frozenset(self._acronyms)
        towns = (unit.city.split() for unit in self.units)
        their_words = {word for town in towns for word in town if len(word) > 3}
        self._signs = GIVERS | FRENCH | {"FR"} | their_words
        self._supervisors = [
            frozenset(giver_name(each.acronym) for each in unit.supervisions) & GIVERS
            for unit in self.units
        ]
        self._supervisor_words = [
            [told for each in unit.supervisions if (told := set(words(each.name)) - _OF_ALL)]
            for unit in self.units
        ]
        self._federation = [_is_federation(unit) for unit in self.units]

    @classmethod
    def read(cls, folder: Path) -> "UnitMatcher":
        """Return a matcher of the tables in a folder. Raises InputError with file and row."""
        return cls(read_directory(folder))

    def find(self, text: str, year: int | None = None) -> tuple[Found, ...]:
        """Return the structures that a text names, published in a year, in order of place."""
        return self.within(Given(text), year)

    def within(self, given: Given, year: int | None = None) -> tuple[Found, ...]:
        """Return the structures that a text, as it is read, names."""
        return in_order(_found(one, given) for one in self.chosen(given.read, year))

    def chosen(self, text: str, year: int | None = None) -> list[Evidence]:
        """Return the evidence of the structures that a text names, the strongest first."""
        candidates = self.candidates(text, year)
        chosen: list[Evidence] = []
        for one in candidates:
            if one.points < ENOUGH:
                break
            if one.place < -0.5 and one.points < ENOUGH + 0.4:
                continue  # a number, most likely mistyped, of a structure elsewhere
            kin = one.unit.kin
            if any(one.claims(other) or (other.unit.record_id in kin and not one.number)
                   for other in chosen):
                continue
            if year and one.unit.end is not None and one.unit.end < year and any(
                other.unit.record_id in kin and other.points >= ENOUGH and other.unit.at(year)
                for other in candidates
            ):
                continue  # its successor was there
            if all(_is_twin(one.unit, other.unit) for other in candidates
                   if other is not one and other.points > one.points - APART
                   and one.claims(other)):
                chosen.append(one)
        if any(one.unit.codes for one in chosen):
            return [one for one in chosen if self._stands_beside(one)]
        return chosen

    def _stands_beside(self, one: Evidence) -> bool:
        """Whether a structure may be said beside a numbered unit.

        Directions, departments and federations are written above the unit; what the text
        names in passing, by an acronym, is not where its author works.
        """
        if one.number or (one.unit.codes and not self._federation[one.index]):
            return True
        if one.name > 1.9 or (one.name > 0.8 and one.acronym > 0.8):
            return True
        # project teams have no number: Inria named, theirs is where the author works
        return one.unit.level in ("team", None) and one.acronym >= 1.5 and one.supervisor > 0

    def candidates(self, text: str, year: int | None = None) -> list[Evidence]:
        """Return every structure that something speaks for, the strongest first."""
        folded = plain(text)
        found: dict[int, Evidence] = {}
        for code in unit_codes(text):
            for index, kind, givers in self._numbers.get(code.number, ()):
                points = number_points(code, kind, givers)
                if points > 0:
                    one = self._evidence(found, index)
                    one.number_is(points, (code.start, code.end), text[code.start:code.end])
                    one.french |= points >= ENOUGH and code.kind in FRENCH_KINDS
        line = WORD.findall(folded)
        there = set(line)
        hits = self._acronym_words & there
        if not (found or hits or there & self._signs):
            return []  # a name is not enough where nothing else is French
        named = list(self._names.found(_segments(folded)))
        if not (found or hits or named):
            return []
        places = [match.span() for match in WORD.finditer(folded)]
        if hits:
            self._acronyms_there(found, hits, line, places, text)
        if named:
            counting = [span for span, word in zip(places, line) if word not in DROPPED]
            for name in named:
                start, end = counting[name.first][0], counting[name.last - 1][1]
                self._evidence(found, name.unit).name_is(
                    name_points(name), (start, end), text[start:end])
        self._weigh(found.values(), Where(folded, line, there), year)
        return sorted(found.values(), key=lambda one: (-one.points, one.unit.record_id))

    def _evidence(self, found: dict[int, Evidence], index: int) -> Evidence:
        one = found.get(index)
        if one is None:
            one = found[index] = Evidence(index, self.units[index])
        return one

    def _acronyms_there(
        self, found: dict[int, Evidence], hits: frozenset[str], line: list[str],
        places: list[tuple[int, int]], text: str,
    ) -> None:
        """Note the acronyms that begin with some words of a text."""
        cased = not (text.islower() or text.isupper())
        for at, word in enumerate(line):
            if word in hits:
                for acronym in self._acronyms[word]:
                    last = at + len(acronym.rest)
                    if acronym.rest and tuple(line[at + 1:last + 1]) != acronym.rest:
                        continue
                    start, end = places[at][0], places[last][1]
                    points = acronym_points(acronym, text[start:end], cased)
                    if points > 0.3:
                        self._evidence(found, acronym.unit).acronym_is(
                            points, (start, end), text[start:end])

    def _weigh(self, found: Iterable[Evidence], where: Where, year: int | None) -> None:
        """Let address, supervisors and year speak for or against each candidate."""
        for one in found:
            place = place_points(one.unit, where, one.because)
            if not one.number and (one.unit.level == "team" or self._federation[one.index]):
                place -= 0.4
            one.place = place - 0.8 if where.unsure and not one.french else place
            if named := self._supervisors[one.index] & where.givers:
                one.supervisor = 0.4
                one.because["supervisor"] = ", ".join(sorted(named))
            for told in self._supervisor_words[one.index]:
                if told <= where.words:
                    one.supervisor += 0.3
                    break
            if year:
                one.year = year_points(one.unit, year)
            one.add_up()


def _segments(folded: str) -> list[list[str]]:
    """Return the words of a text that count in a name, segment by segment."""
    segments = [[]]
    for piece in _PIECE.findall(folded):
        if piece in _SEPARATORS:
            segments.append([])
        elif piece not in DROPPED:
            segments[-1].append(piece)
    return segments


def _is_federation(unit: Unit) -> bool:
    """Whether a structure gathers units; of closed ones only their numbers tell."""
    kinds = {kind for kind, _ in unit.codes}
    return unit.level == "federation" or (
        unit.level is None and bool(kinds) and kinds <= FEDERATIONS)


def _is_twin(one: Unit, other: Unit) -> bool:
    """Whether another entry is the same unit's, closed in favour of this one."""
    return one.end is None and other.end is not None and bool(
        one.codes.keys() & other.codes.keys())


def _found(one: Evidence, given: Given) -> Found:
    start, end = given.place(*min(one.spans))
    score = 1 - 0.5 * math.exp(ENOUGH - one.points)
    return Found(one.unit.record_id, start, end, round(score, 3), "named",
                 one.reasons())
