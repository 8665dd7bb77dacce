"""From an affiliation text to structures of the French directory, each with its evidence.

A number, a name or an acronym makes a structure a candidate; the address, the supervisors
named and the year speak for it or against it. Where two claim the same words and neither
has clearly more, neither is said: a predecessor and its successor that share a number are
told apart by the year, and without a year not at all unless something else tells.
"""

import functools
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from itertools import compress, islice
from pathlib import Path
from typing import NamedTuple

from belvedere.matching.found import Found, in_order
from belvedere.matching.given import Given
from belvedere.matching.unit_codes import giver_name, may_begin_code, plain, unit_codes
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
from belvedere.matching.unit_names import WORD, NameIndex, acronyms, cut, stem, words
from belvedere.matching.unit_places import FRENCH, GIVERS, Where, place_points

_OF_ALL = frozenset(
    "UNIVERSITE INSTITUT NATIONAL ECOLE SUPERIEURE CENTRE NATIONALE RECHERCHE FRANCAIS FRANCE "
    "PARIS SCIENCES SCIENTIFIQUE".split())
"""Words of supervisors' names that tell none of them."""


class Told(NamedTuple):
    """What a word of a text tells; words that tell the same have the same."""

    anything: bool
    word: bool
    """Whether it is one, and does not part segments."""
    counts: bool
    """Whether it counts in a name, or parts segments."""
    stem: str
    acronym: int
    """Words of the longest acronym that it begins."""
    french: bool
    code: bool
    """Whether a number of a unit may begin with it."""


class Remembered(dict):
    """What a matcher has to say of words, each asked once."""

    def __init__(self, ask: Callable[[str], Told]) -> None:
        self._ask = ask

    def __missing__(self, word: str) -> Told:
        told = self._ask(word)
        if len(self) < 200_000:
            self[word] = told
        return told


_told = functools.cache(Told)
_anything, _word, _counts, _stem, _acronym, _french, _code = map(operator.itemgetter, range(7))


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
        self._acronym_words: dict[str, int] = {}
        for written in self._acronyms:
            first, *rest = written.split()
            self._acronym_words[first] = max(1 + len(rest), self._acronym_words.get(first, 0))
        towns = [unit.city.split() for unit in self.units]
        their_words = {word for town in towns for word in town if len(word) > 3}
        self._signs = GIVERS | FRENCH | {"FR"} | their_words
        self._short_towns = {
            town[-1] for town in towns if town and not their_words.intersection(town)}
        self._told = Remembered(self._tell).__getitem__
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
        chosen = self.chosen(given.read, year)
        return in_order([_found(one, given) for one in chosen]) if chosen else ()

    def chosen(self, text: str, year: int | None = None) -> list[Evidence]:
        """Return the evidence of the structures that a text names, the strongest first."""
        candidates = [one for one in self.candidates(text, year) if one.points > ENOUGH - APART]
        chosen: list[Evidence] = []
        for one in candidates:
            if one.points < ENOUGH:
                break
            if one.place < -0.5 and one.points < ENOUGH + 0.4:
                continue  # a number, most likely mistyped, of a structure elsewhere
            kin = one.unit.kin
            if chosen and any(one.claims(other) or (other.unit.record_id in kin and not one.number)
                              for other in chosen):
                continue
            if year and one.unit.end is not None and one.unit.end < year and any(
                other.unit.record_id in kin and other.points >= ENOUGH and other.unit.at(year)
                for other in candidates
            ):
                continue  # its successor was there
            if len(candidates) == 1 or all(
                    _is_twin(one.unit, other.unit) for other in candidates
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

    def _tell(self, word: str) -> Told:
        acronym = self._acronym_words.get(word, 0)
        french, code = word in self._signs, may_begin_code(word)
        known = stem(word)
        return _told(bool(acronym or french or code), known != "", known is not None, known or "",
                     acronym, french, code)

    def candidates(self, text: str, year: int | None = None) -> list[Evidence]:
        """Return every structure that something speaks for, the strongest first."""
        folded = plain(text)
        pieces = cut(folded)
        told = [*map(self._told, pieces)]
        if not any(map(_anything, told)):
            return []  # a name is not enough where nothing else is French
        found: dict[int, Evidence] = {}
        for code in unit_codes(text, folded) if any(map(_code, told)) else ():
            for index, kind, givers in self._numbers.get(code.number, ()):
                points = number_points(code, kind, givers)
                if points > 0:
                    one = self._evidence(found, index)
                    one.number_is(points, (code.start, code.end), text[code.start:code.end])
                    one.french |= points >= ENOUGH and code.kind in FRENCH_KINDS
        hits, french = any(map(_acronym, told)), any(map(_french, told))
        if not (found or hits or french):
            return []
        is_word = [*map(_word, told)]
        line = [*compress(pieces, is_word)]
        where = None if found or french else Where(folded, line)
        # a name or an acronym alone, its supervisor beside it, is not enough: both may be
        alone = where is not None and where.unsure and not where.words & self._short_towns
        if hits:
            longest = [*compress(map(_acronym, told), is_word)]
            self._acronyms_there(found, longest, line, folded, text)
        if alone and not found:
            return []
        counts = [*map(_counts, told)]
        named = [*self._names.found(
            [*compress(pieces, counts)], [*compress(map(_stem, told), counts)])]
        if not (any(name.unit in found for name in named) if alone else found or named):
            return []
        if named:
            places = [*compress(WORD.finditer(folded), compress(counts, is_word))]
            for name in named:
                start, end = places[name.first].start(), places[name.last - 1].end()
                self._evidence(found, name.unit).name_is(
                    name_points(name), (start, end), text[start:end])
        self._weigh(found.values(), where or Where(folded, line), year)
        return sorted(found.values(), key=lambda one: (-one.points, one.unit.record_id))

    def _evidence(self, found: dict[int, Evidence], index: int) -> Evidence:
        one = found.get(index)
        if one is None:
            one = found[index] = Evidence(index, self.units[index])
        return one

    def _acronyms_there(
        self, found: dict[int, Evidence], longest: list[int], line: list[str],
        folded: str, text: str,
    ) -> None:
        """Note the acronyms that begin with some words of a text."""
        for first in compress(range(len(line)), longest):
            for last in range(first + 1, min(first + longest[first], len(line)) + 1):
                known = self._acronyms.get(" ".join(line[first:last]))
                if known is None:
                    continue
                found_words = [*islice(WORD.finditer(folded), first, last)]
                start, end = found_words[0].start(), found_words[-1].end()
                written = text[start:end]
                cased = not (text.islower() or text.isupper())
                for acronym in known:
                    points = acronym_points(acronym, written, cased)
                    if points > 0.3:
                        self._evidence(found, acronym.unit).acronym_is(
                            points, (start, end), written)

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
