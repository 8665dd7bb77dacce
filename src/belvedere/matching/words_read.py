"""What a word of a text is, in one whole number, and texts laid end to end as such numbers."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np

from belvedere.matching.languages import written
from belvedere.matching.texts import Pieces, Text
from belvedere.matching.words import AND, COMMON, OF_UNIVERSITIES, ORGANISATION
from belvedere.tables.countries import CODES

_MEMORY = 300_000
SEPARATOR, SMALL, JOINT, LINE, COMMA, SEMICOLON, SEVERAL = -1, -2, -3, -4, -5, -6, -7
"""What a piece is that is no word; from the last down, several words glued together."""
_SIGNS = {"\r": LINE, "\n": LINE, ",": COMMA, ";": SEMICOLON}
# Bits of a word's number: its place among words of names, what it is beside a name, and so on.
_BESIDE_AT, _ORGANISATION_AT, _DIGITS_AT, _COUNTRY_AT, _ADJECTIVE_AT, _CODE_AT = (
    24, 29, 30, 31, 32, 33)

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


class Vocabulary:
    """The words that texts were seen to have, each with a number; pieces of texts in them."""

    def __init__(self, stands_for: Pieces, words: Mapping[str, int], codes: Mapping[str, int]):
        """``words`` are those of names, from 1; ``codes`` the places that short words tell."""
        self._stands_for, self._of_names, self._codes = stands_for, words, codes
        self._forget()

    def _forget(self) -> None:
        self._stands_for.clear()
        self.pieces = _Numbers(self)
        self.words: list[str] = []
        self.several: list[tuple[int, ...]] = []
        self._known: dict[tuple[str, int, bool], int] = {}
        self._bits = np.zeros(1 << 12, np.int64)
        self._languages = np.zeros(1 << 12, np.int64)

    def text(self, given: str) -> Text:
        return Text(given, self._stands_for)

    def numbers(self, pieces: Iterable[str], size: int) -> np.ndarray:
        """Return the number of each piece: its word's, or what it is instead."""
        if len(self.pieces) > _MEMORY:
            self._forget()
        return np.fromiter(map(self.pieces.__getitem__, pieces), np.int64, size)

    def bits(self, numbers: np.ndarray) -> np.ndarray:
        """Return what words are, by the bits above."""
        return self._bits[numbers]

    def languages(self, numbers: np.ndarray) -> np.ndarray:
        """Return the languages that words are written in, a bit each."""
        return self._languages[numbers]

    def number_of(self, piece: str) -> int:
        parts = self._stands_for[piece]
        if parts is None:
            return _SIGNS.get(piece, SEPARATOR)
        if piece in AND and parts == (("", len(piece)),):
            return JOINT
        if len(parts) == 1:
            return self._word(parts[0][0], written(piece), piece in OF_UNIVERSITIES)
        self.several.append(tuple(self._word(word) for word, _ in parts))
        return SEVERAL - len(self.several) + 1

    def _word(self, word: str, languages: int = 0, adjective: bool = False) -> int:
        if not word:
            return SMALL
        number = self._known.get((word, languages, adjective))
        if number is None:
            number = self._known[word, languages, adjective] = len(self.words)
            self.words.append(word)
            if number == len(self._bits):
                self._bits, self._languages = (
                    np.concatenate((one, np.zeros_like(one)))
                    for one in (self._bits, self._languages))
            self._languages[number] = languages
            code = self._codes.get(word, -1) + 1
            self._bits[number] = (
                self._of_names.get(word, 0) | _beside(word) << _BESIDE_AT
                | (word in ORGANISATION) << _ORGANISATION_AT | word.isdigit() << _DIGITS_AT
                | (word.upper() in CODES) << _COUNTRY_AT | adjective << _ADJECTIVE_AT
                | code << _CODE_AT)
        return number


class _Numbers(dict):
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __missing__(self, piece: str) -> int:
        number = self[piece] = self._vocabulary.number_of(piece)
        return number


class Laid:
    """Texts end to end: columns by word, by segment and by text.

    Places of words are counted through all texts; the last of a text or segment is its own.
    """

    def __init__(self, texts: Sequence[Text], vocabulary: Vocabulary) -> None:
        self.texts = texts
        count = np.array([len(one.pieces) for one in texts], np.int64)
        piece = vocabulary.numbers(
            chain.from_iterable([one.pieces for one in texts]), int(count.sum()))
        text = np.repeat(np.arange(len(texts)), count)
        if (piece <= SEVERAL).any():
            piece, text = _apart(piece, text, vocabulary.several)
        is_word = piece >= 0
        number = piece[is_word]
        self.text = text[is_word]
        self.small = np.cumsum((piece == SMALL) | (piece == JOINT))[is_word]
        """How many small words come before each."""
        self.size = len(number)
        self.start = np.searchsorted(self.text, np.arange(len(texts) + 1))
        self._words, self._numbers = vocabulary.words, number.tolist()
        bits = vocabulary.bits(number)
        self.word = bits & ((1 << _BESIDE_AT) - 1)
        self.beside = bits >> _BESIDE_AT & 31
        self.is_organisation = (bits >> _ORGANISATION_AT & 1).astype(bool)
        self.is_digits = (bits >> _DIGITS_AT & 1).astype(bool)
        self.is_country = (bits >> _COUNTRY_AT & 1).astype(bool)
        self.is_adjective = (bits >> _ADJECTIVE_AT & 1).astype(bool)
        """Whether each tells of the word before that it is a university's."""
        self.place = (bits >> _CODE_AT) - 1
        self.languages = vocabulary.languages(number)
        """Those that each word is written in, a bit each."""
        starts = _changes(self.text)
        self.joined = _changes(np.cumsum(piece == JOINT)[is_word]) & ~starts
        """Whether an and stands between each and the word before."""
        before = np.maximum.accumulate(np.where(piece == LINE, 0, np.arange(len(piece))))
        goes_on = np.isin(piece[before], (SMALL, JOINT))  # University of, at a line's end
        parted, at_line, other = (
            _changes(np.cumsum(signs)[is_word]) & ~starts
            for signs in (np.isin(piece, (SEPARATOR, COMMA, SEMICOLON)),
                          (piece == LINE) & ~goes_on, piece == SEMICOLON))
        commas = np.bincount(text[piece == COMMA], minlength=len(texts)) > 0
        begins = np.flatnonzero(starts | other & commas[self.text])
        ends = np.append(begins[1:], self.size)[:len(begins)]
        self.since = np.repeat(begins, ends - begins)
        """The first word that no semicolon parts from each, in texts of commas too."""
        self.until = np.repeat(ends, ends - begins)
        """The word after the last such."""
        counts = [np.bincount(self.text[here], minlength=len(texts))
                  for here in (parted, at_line & ~parted)]
        self.of_page = at_line & ~parted & (counts[0] >= counts[1])[self.text]
        """Ends of lines in texts that commas part: they may be the page's alone."""
        self._divide(starts | parted | at_line)

    def _divide(self, begins: np.ndarray) -> None:
        """Take segments to begin at these words."""
        self._begins = begins
        self.segment = np.cumsum(begins) - 1
        """The segment of each word, counted through all texts."""
        self.first = np.flatnonzero(begins)
        self.last = np.append(self.first[1:], self.size)[:len(self.first)] - 1
        self.part = self.segment - np.append(self.segment, 0)[self.start[self.text]]
        """The segment of each word, counted in its text."""
        self.parts = np.bincount(self.text[self.first], minlength=len(self.texts))

    def keep_together(self, first: np.ndarray, last: np.ndarray) -> None:
        """Let no end of a line part these names where it may be the page's."""
        if self.of_page.any():
            edges = (np.bincount(first + 1, minlength=self.size + 2)
                     - np.bincount(last + 1, minlength=self.size + 2))
            within = np.cumsum(edges)[:self.size] > 0
            self._divide(self._begins & ~(self.of_page & within))

    def words(self, first: int, last: int) -> list[str]:
        """Return the words from one to another, both included."""
        return [self._words[number] for number in self._numbers[first:last + 1]]

    def ending(self) -> np.ndarray:
        """Return the texts that end in a country's code, alone: there, it is nobody's acronym."""
        many = np.flatnonzero(self.parts > 1)
        last = self.start[many + 1] - 1
        alone = self.first[self.segment[last]] == last
        return many[alone & self.is_country[last]]


def _changes(column: np.ndarray) -> np.ndarray:
    """Return where a column is not as the row before; the first row is not."""
    return np.append(True, column[1:] != column[:-1])[:len(column)]


def _apart(
    piece: np.ndarray, text: np.ndarray, several: Sequence[tuple[int, ...]]
) -> tuple[np.ndarray, np.ndarray]:
    """Return pieces, and their texts, with words glued together taken apart."""
    glued = np.flatnonzero(piece <= SEVERAL)
    parts = [several[number] for number in (SEVERAL - piece[glued]).tolist()]
    size = np.ones(len(piece), np.int64)
    size[glued] = [len(one) for one in parts]
    of = np.repeat(np.arange(len(piece)), size)
    piece, text = piece[of], text[of]
    piece[piece <= SEVERAL] = list(chain.from_iterable(parts))
    return piece, text
