"""Units of one text, found plainly: every number, acronym and name of the directory is tried."""

import re
from itertools import chain

from belvedere.matching.unit_codes import plain, unit_codes
from belvedere.matching.unit_evidence import (
    ENOUGH,
    FRENCH_KINDS,
    Evidence,
    acronym_points,
    name_points,
    number_points,
)
from belvedere.matching.unit_names import DROPPED, WORD, NameFound, agree, stem
from belvedere.matching.unit_places import Where
from belvedere.matching.units import UnitMatcher

_SEPARATOR = re.compile(r"[,;()\[\]/|\n]|(?<= )-(?= )")


def same(written, known):
    return stem(written) == stem(known) and agree(written, known)


def told(name, written, index):
    owners = {each.unit for each in index if each.words == name.words}
    letters = sum(len(word) for word in written
                  if stem(word) not in "LAB INS CEN UNI EQU GRO DEP SER RES TEA".split())
    return letters, len(written) / len(name.words), (
        tuple(written) == name.words and len(owners) == 1)


def names_of(index):
    return list(dict.fromkeys(chain.from_iterable(index._begun.values())))


def names_there(index, folded):
    """Yield names in a text: begun somewhere, or all the words of a segment in any order."""
    names = names_of(index)
    segments = [[word for word in WORD.findall(part) if word not in DROPPED]
                for part in _SEPARATOR.split(folded)]
    text = [word for segment in segments for word in segment]
    for name in names:
        for first in range(len(text)):
            count = 0
            for word, known in zip(text[first:], name.words, strict=False):
                if not same(word, known):
                    break
                count += 1
            if count >= min(len(name.words), 3 if len(name.words) <= 4 else 4):
                yield NameFound(name.unit, first, first + count,
                                *told(name, text[first:first + count], names))
        last = 0
        for segment in segments:
            first, last = last, last + len(segment)
            rest = list(name.words)
            for word in segment:
                if known := next((one for one in rest if same(word, one)), None):
                    rest.remove(known)
            if not rest and len(segment) == len(name.words) <= 12:
                yield NameFound(name.unit, first, last, *told(name, segment, names))


class PlainUnits(UnitMatcher):
    """A matcher that leaves nothing out for speed."""

    def candidates(self, text, year=None):
        folded = plain(text)
        places = [match.span() for match in WORD.finditer(folded)]
        line = [folded[start:end] for start, end in places]
        found = {}

        def one(index):
            return found.setdefault(index, Evidence(index, self.units[index]))

        for code in unit_codes(text):
            for index, kind, givers in self._numbers.get(code.number, ()):
                if (points := number_points(code, kind, givers)) > 0:
                    one(index).number_is(
                        points, (code.start, code.end), text[code.start:code.end])
                    one(index).french |= points >= ENOUGH and code.kind in FRENCH_KINDS
        begun = {written.split()[0] for written in self._acronyms}
        if not (found or {*begun, *self._signs} & {*line}):
            return []
        for first in range(len(line)):
            for written, known in self._acronyms.items():
                inside = written.split()
                if line[first:first + len(inside)] == inside:
                    start, end = places[first][0], places[first + len(inside) - 1][1]
                    for acronym in known:
                        points = acronym_points(
                            acronym, text[start:end], not (text.islower() or text.isupper()))
                        if points > 0.3:
                            one(acronym.unit).acronym_is(points, (start, end), text[start:end])
        counting = [place for place, word in zip(places, line, strict=True)
                    if word not in DROPPED]
        for name in names_there(self._names, folded):
            start, end = counting[name.first][0], counting[name.last - 1][1]
            one(name.unit).name_is(name_points(name), (start, end), text[start:end])
        self._weigh(found.values(), Where(folded, line), year)
        return sorted(found.values(), key=lambda each: (-each.points, each.unit.record_id))
