"""Names and acronyms of research structures as affiliations write them.

"Lab Chim Polymeres Organ" is the "Laboratoire de chimie des polymères organiques": words
are compared by their first three letters, and by as many more as both have, in either order.
"""

import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, compress, groupby
from typing import NamedTuple

from belvedere.matching.unit_codes import plain, unit_codes

WORD = re.compile(r"[A-Z0-9]+")
_SEPARATORS = frozenset(",;()[]/|\n")
_PIECE = re.compile(r"[A-Z0-9]+|[,;()\[\]/|\n]")
_LONGEST_TURNED = 12
"""Words of a name that is found in any order of them."""

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


def stem(word: str) -> str | None:
    """Return what a word is compared as first, three letters.

    What parts segments is compared as nothing; None is a word that does not count.
    """
    if word in DROPPED:
        return None
    return "" if word in _SEPARATORS else _SAME.get(word) or word[:3]


def cut(folded: str) -> list[str]:
    """Return the words of a text in capitals without accents, and what parts segments of it."""
    return _PIECE.findall(folded.replace(" - ", ","))


def agree(written: str, known: str) -> bool:
    """Whether a word whose stem is another's may be it, cut short or in another language."""
    if written == known or written in _SAME or known in _SAME:
        return True
    if written[0].isdigit() or known[0].isdigit():
        return False
    least = min(len(written), len(known))
    same = max(3, min(least - 2, 8))
    return least < 3 or written[:same] == known[:same]


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
        self._begun: dict[str, list[Name]] = {}
        self._whole: dict[frozenset[str], list[Name]] = {}
        self._owners: dict[tuple[str, ...], set[int]] = {}
        seen = set()
        for unit, text in names:
            for variant in _variants(text):
                found = tuple(words(variant))
                if len(found) < 2 or (unit, found) in seen or found in others:
                    continue
                seen.add((unit, found))
                name = Name(unit, found, tuple(map(stem, found)))
                if not set(name.stems) - _PLAIN_WORDS:
                    continue
                self._begun.setdefault("".join(name.stems[:3]), []).append(name)
                if len(found) <= _LONGEST_TURNED:
                    self._whole.setdefault(frozenset(name.stems), []).append(name)
                self._owners.setdefault(found, set()).add(unit)
        self._beginnings, self._turned = frozenset(self._begun), frozenset(self._whole)

    def found(self, pieces: list[str], told: list[str]) -> Iterator[NameFound]:
        """Yield names in the pieces of a text that count, of which the stems are told."""
        stems = [*filter(None, told)]
        pairs = [*map(operator.add, stems, stems[1:])]
        triples = [*map(operator.add, pairs, stems[2:]), ""]
        begun = not (self._beginnings.isdisjoint(pairs) and self._beginnings.isdisjoint(triples))
        whole = not self._turned.isdisjoint(
            [frozenset(part) for _, part in groupby(told, bool)])
        if not (begun or whole):
            return
        text = [*compress(pieces, told)]
        for first, keys in enumerate(zip(pairs, triples)) if begun else ():
            if self._beginnings.isdisjoint(keys):
                continue
            for name in chain.from_iterable(self._begun.get(key, ()) for key in keys):
                count = _matched(name, text, stems, first)
                if count == len(name.words) or count >= 4 or count == 3 == len(name.words) - 1:
                    yield self._found(name, text, stems, first, count)
        last = 0
        for words_told, part in groupby(told, bool) if whole else ():
            part = [*part]
            first, last = last, last + len(part) * words_told
            for name in self._whole.get(frozenset(part), ()):
                if _same_words(text[first:last], name):
                    yield self._found(name, text, stems, first, last - first)

    def _found(
        self, name: Name, text: list[str], stems: list[str], first: int, count: int
    ) -> NameFound:
        last = first + count
        letters = sum(len(text[i]) for i in range(first, last) if stems[i] not in _PLAIN_WORDS)
        alike = tuple(text[first:last]) == name.words and len(self._owners[name.words]) == 1
        return NameFound(name.unit, first, last, letters, count / len(name.words), alike)


def _same_words(written: list[str], name: Name) -> bool:
    if len(written) != len(name.words) or tuple(written) == name.words:
        return len(written) == len(name.words)
    rest = list(zip(name.words, name.stems))
    for word in written:
        same = next((one for one in rest if one[1] == stem(word) and agree(word, one[0])), None)
        if same is None:
            return False
        rest.remove(same)
    return True


def _matched(name: Name, text: list[str], text_stems: list[str], at: int) -> int:
    """Return how many words of a name follow one another in a text from a place on."""
    matched = 0
    for i, word, stem in zip(range(at, len(text)), name.words, name.stems):
        if text_stems[i] != stem or not (text[i] == word or agree(text[i], word)):
            break
        matched += 1
    return matched


class Acronym(NamedTuple):
    """One acronym of one structure: as the directory writes it, and how telling it is."""

    unit: int
    written: str
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
    """Return acronyms by their words with spaces.

    They are those told, those in brackets, and names of one word.
    """
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
    known: dict[str, list[Acronym]] = {}
    for inside, owners in found.items():
        whole = " ".join(inside)
        if whole in towns or whole in _NO_ACRONYM or (len(whole) < 3 and whole.isalpha()):
            continue
        single = len({unit for unit, _ in owners}) == 1
        known[whole] = [Acronym(unit, written, counted[whole] > 2, single)
                         for unit, written in owners]
    return known
