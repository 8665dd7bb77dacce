"""What a word of a text is, in one whole number, and texts laid end to end as such numbers."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from belvedere.matching.texts import Text
from belvedere.matching.words import COMMON, ORGANISATION
from belvedere.tables.countries import CODES

_MEMORY = 400_000
# Bits of a word's number: its place among words of names, what it is beside a name, and so on.
_BESIDE_AT, _ORGANISATION_AT, _DIGITS_AT, _COUNTRY_AT, _CODE_AT = 24, 29, 30, 31, 32

_BESIDE = {word: number for number, word in enumerate(
    "university hospital school college department center institute laboratory medical faculty "
    "division press affiliated near hospitals branch campus".split(), start=5)}


def _beside(word: str) -> int:
    """Return what a word that stands beside a name is: what kind of word, never 0."""
    if word in _BESIDE:
        return _BESIDE[word]
    if word in ORGANISATION:
        return 2
    if word in COMMON:
        return 3
    return 4 if word.isdigit() else 1


class WordNumbers(dict):
    """The number of each word, made when it is first met."""

    def __init__(self, words: Mapping[str, int], codes: Mapping[str, int]) -> None:
        """``words`` are those of names, from 1; ``codes`` the places that short words tell."""
        self._words, self._codes = words, codes

    def __missing__(self, word: str) -> int:
        code = self._codes[word] + 1 if len(word) <= 3 and word in self._codes else 0
        number = (
            self._words.get(word, 0) | _beside(word) << _BESIDE_AT
            | (word in ORGANISATION) << _ORGANISATION_AT | word.isdigit() << _DIGITS_AT
            | (word.upper() in CODES) << _COUNTRY_AT | code << _CODE_AT)
        if len(self) < _MEMORY:
            self[word] = number
        return number


class Laid:
    """Texts end to end: columns by word, by segment and by text.

    Places of words are counted through all texts; the last of a text or segment is its own.
    """

    def __init__(self, texts: Sequence[Text], numbers: WordNumbers) -> None:
        self.texts = texts
        self.start = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(one.words) for one in texts], out=self.start[1:])
        size = int(self.start[-1])
        self.words = list(chain.from_iterable([one.words for one in texts]))
        number = np.fromiter(map(numbers.__getitem__, self.words), np.int64, size)
        self.word = number & ((1 << _BESIDE_AT) - 1)
        self.beside = number >> _BESIDE_AT & 31
        self.is_organisation = (number >> _ORGANISATION_AT & 1).astype(bool)
        self.is_digits = (number >> _DIGITS_AT & 1).astype(bool)
        self.is_country = (number >> _COUNTRY_AT & 1).astype(bool)
        self.place = (number >> _CODE_AT) - 1
        self.small = np.fromiter(
            chain.from_iterable([one.small for one in texts]), np.int64, size)
        self.part = np.fromiter(
            chain.from_iterable([one.segments for one in texts]), np.int64, size)
        """The segment of each word, counted in its text."""
        self.text = np.repeat(np.arange(len(texts)), np.diff(self.start))
        begins = np.ones(size, bool)
        begins[1:] = (self.part[1:] != self.part[:-1]) | (self.text[1:] != self.text[:-1])
        self.segment = np.cumsum(begins) - 1
        """The segment of each word, counted through all texts."""
        self.first = np.flatnonzero(begins)
        self.last = np.append(self.first[1:], size)[:len(self.first)] - 1
        self.parts = np.zeros(len(texts), np.int64)
        some = np.diff(self.start) > 0
        self.parts[some] = self.part[self.start[1:][some] - 1] + 1

    def ending(self) -> np.ndarray:
        """Return the texts that end in a country's code, alone: there, it is nobody's acronym."""
        many = np.flatnonzero(self.parts > 1)
        last = self.start[many + 1] - 1
        alone = self.first[self.segment[last]] == last
        return many[alone & self.is_country[last]]
