"""Words as no name writes them, read as words that names have: glued, abridged, misspelt."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

from belvedere.matching.words import COMMON, STOP, fold_word

SMALL = frozenset(STOP | {"from", "with", "now", "address", "currently"})
"""Words that may be glued before a name."""
_GLUED = 8
"""Fewest letters of a word that may be several glued together."""
_LONG = 10
"""A word of so many letters may be misspelt even where few names have it."""
_OFTEN, _SELDOM, _LONG_PART = 12, 4, 7
"""A word must be in this many names before an abridged word may stand for it, one of so many
letters in fewer."""


class Lexicon:
    """The words of all names, with how many names have each."""

    def __init__(
        self, counts: Mapping[str, int], numbered: Iterable[tuple[str, str]] = (),
    ) -> None:
        """``numbered`` are the first two words of names that begin with a number."""
        self._numbered = frozenset(numbered)
        self._counts = dict(counts)
        self._sorted = sorted(
            word for word, n in counts.items() if n >= _SELDOM and len(word) > 5)
        self._near: dict[str, list[str]] = {}
        for word in sorted(counts, key=lambda word: (-counts[word], word)):
            if len(word) > 5 and word.isalpha() and (
                counts[word] > 2 or word in COMMON or len(word) >= _LONG
            ):
                for cut in {word, *_cuts(word)}:
                    self._near.setdefault(cut, []).append(word)

    def read(self, piece: str, word: str) -> tuple[tuple[str, int], ...]:
        """Return the folded words that a piece of a text stands for, and their lengths in it."""
        if word in self._counts or not word or len(piece) < 5:
            return ((word, len(piece)),)
        if piece.endswith("'s") and (plain := fold_word(piece[:-2])) in self._counts:
            return ((plain, len(piece)),)
        if not piece.isalpha():
            return ((word, len(piece)),)
        return self._guess(piece, word)

    def knows(self, word: str) -> bool:
        """Whether some name has a word."""
        return word in self._counts

    def begins(self, number: str, word: str) -> bool:
        """Whether some name begins with a number and a word: 15 June Foundation."""
        return (number, word) in self._numbered

    def is_cut(self, first: str, second: str) -> bool:
        """Whether two pieces are one word: more names have it than have the rarer of them."""
        whole, *apart = (self._counts.get(fold_word(word), 0)
                         for word in (first + second, first, second))
        return whole > min(apart)

    def _guess(self, piece: str, word: str) -> tuple[tuple[str, int], ...]:
        if len(piece) > 60:
            return ((word, len(piece)),)
        at = bisect_left(self._sorted, word)
        best = None
        while at < len(self._sorted) and self._sorted[at].startswith(word):
            if best is None or self._counts[self._sorted[at]] > self._counts[best]:
                best = self._sorted[at]
            at += 1
        if best is not None and (len(word) >= _LONG_PART or self._counts[best] >= _OFTEN):
            return ((best, len(piece)),)
        if len(piece) >= _GLUED:
            parts = self._unglued(piece)
            if len(parts) > 1:
                return tuple((fold_word(part), len(part)) for part in parts)
        return ((self._misspelt(word) or word, len(piece)),)

    def _misspelt(self, word: str) -> str | None:
        """Return the word that one letter more, less, another or two in turn make of a word.

        The first letter stays; of several, the one that most names have.
        """
        if len(word) <= 5:
            return None
        cuts = [word, *_cuts(word)]
        near = {other for cut in cuts for other in self._near.get(cut, ())}
        near |= {cut for cut in cuts if self._counts.get(cut, 0) > 2}
        near = [other for other in near
                if other[0] == word[0] and OSA.distance(word, other, score_cutoff=1) == 1]
        return min(near, key=lambda other: (-self._counts[other], other), default=None)

    def _unglued(self, piece: str) -> tuple[str, ...]:
        """Return a long unknown word cut into two to four known ones, else as it is."""
        ways: list[tuple[str, ...] | None] = [()] + [None] * len(piece)
        for end in range(2, len(piece) + 1):
            for start in range(max(0, end - 20), end - 1):
                before = ways[start]
                if before is None or len(before) == 4:
                    continue
                part = piece[start:end]
                good = part in SMALL if end - start < 4 else (
                    part in SMALL or fold_word(part) in self._counts)
                if good and (ways[end] is None or len(ways[end]) > len(before) + 1):
                    ways[end] = (*before, part)
        found = ways[-1]
        if found is None or not (
            any(fold_word(part) in COMMON or part in SMALL for part in found)
            or all(len(part) > 4 for part in found)
        ):
            return (piece,)
        return found


def spelt_alike(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words of one first letter that one letter tells apart, or two in turn."""
    held: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for cut in {word, *_cuts(word)}:
            held[cut].append(word)
    pairs = {pair for several in held.values() if len(several) > 1
             for pair in combinations(sorted(several), 2)}
    for one, other in sorted(pairs):
        if one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) == 1:
            yield one, other


def _cuts(word: str) -> list[str]:
    """Return a word with any one letter left out."""
    return [word[:at] + word[at + 1:] for at in range(len(word))]
