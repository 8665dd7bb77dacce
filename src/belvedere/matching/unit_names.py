"""Names and acronyms of research structures as affiliations write them.

"Lab Chim Polymeres Organ" is the "Laboratoire de chimie des polymères organiques": words
are compared by their first three letters, and by as many more as both have, in either order.
"""

import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from belvedere.matching.unit_codes import plain, unit_codes

WORD = re.compile(r"[A-Z0-9]+")
DROPPED = frozenset(
    "A AN AND AU AUX D DE DES DU E EN ET ETUDE FOR FUR IN L LA LE LES OF ON OU POUR S SUR THE TO "
    "UN UND UNE WITH Y".split()
)
_SAME = {
    # written in more than one way or in two languages: what it is compared as
    "CTR": "CEN", "CTRE": "CEN", "RECHERCHE": "RES", "RECHERCHES": "RES", "RECH": "RES",
    "REC": "RES", "DPT": "DEP", "GRP": "GRO", "CHEMISTRY": "CHI", "CHEM": "CHI", "CHEMICAL": "CHI",
    "ENGINEERING": "GEN", "ENGN": "GEN", "ENG": "GEN", "EARTH": "TER", "WATER": "EAU",
    "HEALTH": "SAN", "BRAIN": "CER", "STUDIES": "ETU", "DISEASES": "MAL", "DISEASE": "MAL",
    "TEAM": "EQU", "LIFE": "VIE", "STE": "ST", "SAINTE": "ST", "SAINT": "ST", "NUCL": "NUC",
    "SPACE": "ESP", "SOIL": "SOL", "SOILS": "SOL", "HEART": "COE", "LAW": "DRO",
    "MECHANICAL": "MEC", "COMPUTER": "INF", "FRENCH": "FRA", "FOOD": "ALI",
    "THEORETICAL": "THE", "ENVIRONMENT": "ENV", "ENVIRONMENTAL": "ENV", "DEVELOPMENT": "DEV",
    "DEVELOPMENTAL": "DEV", "MEDICINE": "MED", "RENEWABLE": "REN",
}
_PLAIN_WORDS = frozenset("LAB INS CEN UNI EQU GRO DEP SER RES TEA".split())
"""Stems of laboratory, institute, team …: found alone they say nothing."""

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\s[-–:=/]\s")
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]")
_NOT_ITSELF = re.compile(r"UNIVERSIT|DMU |CHU |UMR|UNIT")
_CENTRE_OF = re.compile(r"Centre (?:de Recherche )?(Inria .+)")


def words(text: str) -> list[str]:
    """Return the words of a text that count in a name, in capitals without accents."""
    return [word for word in WORD.findall(plain(text)) if word not in DROPPED]


def stems(found: Iterable[str]) -> list[str]:
    """Return what words are compared as first: three letters."""
    return [_SAME.get(word) or word[:3] for word in found]


def agree(written: str, known: str) -> bool:
    """Whether a word whose stem is another's may be it, cut short or in another language."""
    if written == known or written in _SAME or known in _SAME:
        return True
    if written[0].isdigit() or known[0].isdigit():
        return False
    least = min(len(written), len(known))
    common = next((i for i in range(least) if written[i] != known[i]), least)
    return least < 3 or (common >= 3 and common >= min(least - 2, 8))


class Name(NamedTuple):
    """One name of one structure: its words and their stems."""

    unit: int
    words: tuple[str, ...]
    stems: tuple[str, ...]


class NameFound(NamedTuple):
    """A name in a text: from which of its words to which, and how well."""

    unit: int
    first: int
    last: int
    letters: int
    """How many letters of the text stand for it, words such as laboratory apart."""
    covered: float
    """The part of its words that was found."""
    alike: bool
    """Whether it is written out, and no other structure has this name."""


def _variants(name: str) -> Iterator[str]:
    """Yield a name without its numbers and asides, and each half of a name in two languages."""
    bare = name
    for code in sorted(unit_codes(name), key=lambda code: -code.start):
        bare = f"{bare[:code.start]} {bare[code.end:]}"
    parts = [part for part in _ASIDE.split(bare) if part.strip()]
    yield " ".join(parts)
    if len(parts) > 1:
        yield from (part for part in parts if len(part) > 15 and len(words(part)) > 2
                    and not _NOT_ITSELF.match(plain(part).strip()))
    if centre := _CENTRE_OF.fullmatch(name):
        yield centre[1]


class NameIndex:
    """Names of structures by their first stems, and by all their stems in any order."""

    def __init__(
        self, names: Iterable[tuple[int, str]], others: frozenset[tuple[str, ...]] = frozenset()
    ) -> None:
        """Index names; ``others`` are the words of names of who supervises structures."""
        self._pairs: dict[str, list[Name]] = {}
        self._longer: dict[str, dict[str, list[Name]]] = {}
        # names by the sum of a number for each of their stems, whatever their order
        self._bags: dict[int, list[Name]] = {}
        self._weights: dict[str, int] = {}
        self._owners: dict[tuple[str, ...], set[int]] = {}
        seen = set()
        for unit, text in names:
            for variant in _variants(text):
                found = tuple(words(variant))
                if len(found) < 2 or (unit, found) in seen or found in others:
                    continue
                seen.add((unit, found))
                name = Name(unit, found, tuple(stems(found)))
                if not set(name.stems) - _PLAIN_WORDS:
                    continue
                pair = name.stems[0] + name.stems[1]
                if len(found) == 2:
                    self._pairs.setdefault(pair, []).append(name)
                else:
                    self._longer.setdefault(pair, {}).setdefault(name.stems[2], []).append(name)
                self._bags.setdefault(sum(map(self._weight, name.stems)), []).append(name)
                self._owners.setdefault(found, set()).add(unit)
        self._begun = frozenset((*self._pairs, *self._longer))

    def _weight(self, stem: str) -> int:
        """Return the number of a stem, so spread that few sums of them are alike."""
        count = len(self._weights) + 1
        return self._weights.setdefault(stem, count * count * 7_919 + count)

    def found(self, segments: list[list[str]]) -> Iterator[NameFound]:
        """Yield names in a text's words, which come segment by segment."""
        text = [word for segment in segments for word in segment]
        text_stems = [_SAME.get(word) or word[:3] for word in text]
        in_pairs = list(map(operator.add, text_stems, text_stems[1:]))
        hits = self._begun & set(in_pairs)
        for i, pair in enumerate(in_pairs if hits else ()):
            if pair not in hits:
                continue
            for name in self._pairs.get(pair, ()):
                if agree(text[i], name.words[0]) and agree(text[i + 1], name.words[1]):
                    yield self._found(name, text, text_stems, i, 2)
            if i + 2 < len(text):
                for name in self._longer.get(pair, {}).get(text_stems[i + 2], ()):
                    matched = _matched(name, text, text_stems, i)
                    if matched >= 4 or (matched == 3 and len(name.words) <= 4):
                        yield self._found(name, text, text_stems, i, matched)
        weights = self._weights
        first = 0
        for segment in segments:
            last = first + len(segment)
            if 2 <= len(segment) <= 12:
                # the half of a stem that is in no name makes a sum that no name has
                bag = sum([weights.get(stem, 0.5) for stem in text_stems[first:last]])
                for name in self._bags.get(bag, ()):
                    if _same_words(text[first:last], name):
                        yield self._found(name, text, text_stems, first, last - first)
            first = last


    def _found(
        self, name: Name, text: list[str], text_stems: list[str], first: int, count: int
    ) -> NameFound:
        last = first + count
        letters = sum(len(text[i]) for i in range(first, last) if text_stems[i] not in _PLAIN_WORDS)
        alike = tuple(text[first:last]) == name.words and len(self._owners[name.words]) == 1
        return NameFound(name.unit, first, last, letters, count / len(name.words), alike)


def _same_words(written: list[str], name: Name) -> bool:
    rest = list(zip(name.words, name.stems))
    for word, stem in zip(written, stems(written)):
        same = next((one for one in rest if one[1] == stem and agree(word, one[0])), None)
        if same is None:
            return False
        rest.remove(same)
    return True


def _matched(name: Name, text: list[str], text_stems: list[str], at: int) -> int:
    """Return how many words of a name follow one another in a text from a place on."""
    matched = 0
    for i, word, stem in zip(range(at, len(text)), name.words, name.stems):
        if text_stems[i] != stem or not agree(text[i], word):
            break
        matched += 1
    return matched


class Acronym(NamedTuple):
    """One acronym of one structure: as the directory writes it, and how telling it is."""

    unit: int
    written: str
    rest: tuple[str, ...]
    """Its words after the first."""
    common: bool
    """Whether it is a word of other names too, as VISION is."""
    single: bool
    """Whether no other structure has it."""


_NO_ACRONYM = frozenset(
    "UMR UPR UMS USR UAR FR FRE EA LAB INST INP DSM CHU UFR FED SFR IFR CNRS INRA INSERM F I L LA "
    "DE U UR CASE SITE CAMPUS TEAM UNIT".split())
"""Words of addresses and kinds of structures, which are acronyms of some."""



def acronyms(
    names: Iterable[tuple[int, str]], told: Iterable[tuple[int, str]], towns: frozenset[str]
) -> dict[str, list[Acronym]]:
    """Return acronyms by their first word: those told, those in brackets, names of one word."""
    counted: Counter = Counter()
    found: dict[tuple[str, ...], dict[tuple[int, str], None]] = {}
    for unit, name in names:
        name_words = set(WORD.findall(plain(name)))
        if len(name_words) > 1:
            counted.update(name_words)
        alone = words(name)
        if len(alone) == 1 and len(alone[0]) > 3:
            found.setdefault((alone[0],), {})[unit, name] = None
        for aside in _IN_BRACKETS.findall(name):
            inside = tuple(WORD.findall(plain(aside)))
            if 1 <= len(inside) <= 2 and sum(map(str.isupper, aside)) > 1:
                found.setdefault(inside, {})[unit, aside] = None
    for unit, acronym in told:
        inside = tuple(WORD.findall(plain(acronym)))
        while inside and inside[0] in _NO_ACRONYM:
            inside = inside[1:]  # UMR AGAP is AGAP
        if 1 <= len(inside) <= 3 and len("".join(inside)) > 1:
            found.setdefault(inside, {})[unit, acronym] = None
    by_first: dict[str, list[Acronym]] = {}
    for inside, owners in found.items():
        whole = " ".join(inside)
        if whole in towns or whole in _NO_ACRONYM or (len(whole) < 3 and whole.isalpha()):
            continue
        single = len({unit for unit, _ in owners}) == 1
        for unit, written in owners:
            by_first.setdefault(inside[0], []).append(
                Acronym(unit, written, inside[1:], counted[whole] > 2, single))
    return by_first
