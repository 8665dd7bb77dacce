"""An affiliation as a matcher reads it: repaired, folded, cut into words and segments.

Case, accents, scripts, abbreviations and the languages' words for university, hospital or
institute are folded alike in texts and in names. Every word knows its place in the text
as given, so that a span can be shown to a reader.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from anyascii import anyascii
from ftfy import fix_encoding
from ftfy.badness import is_bad

from belvedere.matching.lexicon import SMALL, Lexicon
from belvedere.matching.words import fold_word

_MAIL = re.compile(
    r"(?:electronic address:?|e-?mail(?: address)?s?:)?\s*[\w.+%-]{1,64}@[\w.-]{1,255}"
    r"|(?:https?://|www\.)[^\s,;]{1,300}|</?[a-z]{1,12}/?>", re.IGNORECASE)
_PIECE = (
    r"at&t(?![a-z])|u\.? +of(?![a-z])|[a-z]+(?:'s(?![a-z0-9]))?"  # U. of Illinois
    r"|[0-9]+|[^\x00-\x7f]|[,;:|/\t\n\r()\[\]]| +-+ +|  +")
_INITIALS = r"(?<![a-z0-9])[a-z]\. *[a-z]\."  # M.D. Anderson
_LONGEST_GLUED = 200
"""Letters of several words glued together; more of them are no words."""
_letters = re.compile("[A-Za-z]+").finditer
_inner_capital = re.compile(r"(?<=[a-z])(?=[A-Z][A-Za-z])")
_deemed = re.compile(
    r"(university[ ,-]*)?\( *(?:an? |institution )*deemed(?:[ -]to[ -]be)?(?: an?)?"
    r" *(university)? *\)").sub
_within_lines = re.compile("</?(?:b|i|u|em|strong|span)/?>", re.IGNORECASE).fullmatch
_mark = re.compile(
    r"\s*[(\[]?([0-9]{1,2})[)\].]?\s?(?=([^\W\d_]{3,}|[^\W\d_](?=\.)))(?!(?:[eè][mr]e|nde)\b)",
    re.IGNORECASE,
).match
"""A number before a text that is none of its words, nor of the first: 2ème, 3D."""
_cut = re.compile(_PIECE).findall
_cut_with_initials = re.compile(rf"{_INITIALS}(?: *[a-z]\.){{0,3}}|{_PIECE}").findall
_has_initials = re.compile(_INITIALS).search
_SEPARATORS = frozenset(",;:|/\t\n\r()[] ")
"""What parts segments begins with one of these."""

_runs_of_spaces = re.compile("(?<=[^ ]) +(?=[^ ])").findall
_not_letters = re.compile(r"[.&\- ]").search
_parts = re.compile(r"[,;|\t\n\r]").search
_hyphened = re.compile(r"([a-z]{2,})- +([a-z]{2,})").finditer
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});|&amp\b",
                     re.IGNORECASE)
_ESCAPED = 4
"""Times that entities of entities are read: &amp;amp;."""

# Scripts that put no space between words: each character is a word of its own.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
                       r"\uac00-\ud7af\uf900-\ufaff]")
_SPACED: dict[str, str] = {}
_MEMORY = 200_000
# Mojibake has two characters beside one another that are not ASCII, or one of a few.
_has_two = re.compile(r"[^\x00-\x7f][^\x00-\x7f]").search
_has_one = re.compile(r"[\x80-\x9fÂÃŒœ]").search
_unseen = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]").sub
_broken = re.compile("(?<=[a-z\u00df-\u00ff])-\r?\n(?=[a-z\u00df-\u00ff])").sub
_lines_end = re.compile(r"(?<=\w)-\r?\n(?=\w)").sub
Parts = tuple[tuple[str, int], ...]


def _letter(character: str) -> str:
    """Return one character in ASCII, or itself where its script has no spaces."""
    known = _SPACED.get(character)
    if known is None:
        if _UNSPACED.match(character):
            known = character
        elif unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            known = ""
        else:
            known = anyascii(character)
        _SPACED[character] = known
    return known


def fold(text: str) -> str:
    """Return a text in ASCII letters, case kept; unspaced scripts stay as they are."""
    if text.isascii():
        return text
    return "".join([c if c < "\x80" else _letter(c) for c in text])


def repair(text: str) -> str:
    """Return a text without HTML entities, mojibake, unseen marks and words cut at a line's end."""
    if "&" in text and _ENTITY.search(text):
        for _ in range(_ESCAPED):
            text = html.unescape(text)
    if "-" in text and "\n" in text:
        text = _lines_end("- ", _broken("", text))
    if text.isascii():
        return text
    if (_has_two(text) or _has_one(text)) and is_bad(text):
        text = fix_encoding(text)
    text = _unseen("", text)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


class Pieces(dict):
    """What each piece of a text stands for, remembered: nothing for what parts segments.

    A lexicon reads those that no name has, glued, abridged or misspelt, as words that names have.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._read = lexicon.read if lexicon else lambda piece, word: ((word, len(piece)),)
        self.begins = lexicon.begins if lexicon else lambda number, word: False
        self.is_cut = lexicon.is_cut if lexicon else lambda first, second: False
        """Whether two pieces that a hyphen and a space part are one word."""
        self.knows = lexicon.knows if lexicon else lambda word: True

    def __missing__(self, piece: str) -> Parts | None:
        parts = None if piece[0] in _SEPARATORS else self._read(piece, _folded_piece(piece))
        if len(self) < _MEMORY:
            self[piece] = parts
        return parts


_PLAINLY = Pieces()


class Text:
    """One text: the pieces that it is cut into, in order, and where they stand in it."""

    __slots__ = ("_folded", "_places", "_repaired", "_stands_for", "given", "pieces")

    def __init__(self, given: str, stands_for: Pieces = _PLAINLY) -> None:
        self.given = given
        self._stands_for = stands_for
        self._repaired = repaired(given)
        cased = blanked(fold(self._repaired))
        self._folded = undeemed(unmarked(cased.lower(), stands_for.begins))
        self._places: list[tuple[int, int]] | None = None
        pieces, at = [], 0
        for end, parts in unglued(cased, stands_for.knows):
            pieces += self._cut(self._folded[at:end])
            if parts:
                pieces.append(",")
            at = end
        self.pieces: list[str] = pieces + self._cut(self._folded[at:])

    def _cut(self, folded: str) -> list[str]:
        """Return its pieces; a word that a hyphen and a space cut is one, as it is written."""
        pieces, at = [], 0
        for cut_word in _hyphened(folded) if "- " in folded else ():
            if self._stands_for.is_cut(cut_word[1], cut_word[2]):
                pieces += [*cut(folded[at:cut_word.start()]), cut_word[0]]
                at = cut_word.end()
        pieces += cut(folded[at:])
        if "  " in folded and _is_layout(self._repaired):
            return [piece for piece in pieces if piece.strip(" ")]
        return pieces

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where words first to last (both included) stand in the text as given."""
        if self._places is None:
            self._places = self._placed()
        start, end = self._places[first][0], self._places[last][1]
        return _back(self.given, self._repaired, *_unfold(self._repaired, start, end))

    def _placed(self) -> list[tuple[int, int]]:
        """Return where each word stands in the folded text.

        A piece is the first of its letters after the piece before: what lies between them
        is no letter of any piece.
        """
        places, stands_for, index, reached = [], self._stands_for, self._folded.index, 0
        for piece in self.pieces:
            parts = stands_for[piece]
            if parts is None:
                continue
            at = index(piece, reached)
            reached = at + len(piece)
            if len(parts) == 1:
                if parts[0][0]:
                    places.append((at, reached))
                continue
            for part, size in parts:
                if part:
                    places.append((at, at + size))
                at += size
        return places


def _folded_piece(piece: str) -> str:
    if _not_letters(piece):
        piece = "".join(filter(str.isalpha, piece))
    return fold_word(piece)


def cut(folded: str) -> list[str]:
    """Return the pieces of a folded text in small letters: words, initials, separators."""
    if "." in folded and _has_initials(folded):
        return _cut_with_initials(folded)
    return _cut(folded)


def _is_layout(text: str) -> bool:
    """Whether doubled spaces part nothing: commas do, or single spaces are no more than they."""
    runs = _runs_of_spaces(text)
    return _parts(text) is not None or 2 * runs.count(" ") <= len(runs)


def repaired(given: str) -> str:
    """Return a text repaired word by word, so that places can be told in both."""
    if given.isascii() and "&" not in given and "\n" not in given:
        return given
    whole = repair(given)
    if whole == given:
        return given
    return " ".join([repair(piece) for piece in given.split(" ")])


def unmarked(text: str, begins: Callable[[str, str], bool] = lambda number, word: False) -> str:
    """Return a text with the mark of a footnote before it blank: 1Institut Cochin, (2) Inserm.

    ``begins`` tells whether a name begins with a number and a word: 15 June Foundation.
    """
    mark = _mark(text)
    if mark is None or begins(mark[1], fold_word(mark[2])):
        return text
    return " " * mark.end() + text[mark.end():]


def blanked(folded: str) -> str:
    """Return a folded text with addresses of mail and web, and tags, made separators."""
    if "@" not in folded and "<" not in folded and "w." not in folded and "//" not in folded:
        return folded
    return _MAIL.sub(lambda one: (" " if _within_lines(one[0]) else ",") * len(one[0]), folded)


def undeemed(folded: str) -> str:
    """Return a folded text where Indian (deemed to be) universities are plain ones."""
    if "deemed" not in folded:
        return folded
    return _deemed(lambda one: (one[1] or "").ljust(len(one[0])) if one[1] or not one[2] else (
        " " * (one.start(2) - one.start()) + one[2]).ljust(len(one[0])), folded)


def unglued(cased: str, knows: Callable[[str], bool]) -> Iterator[tuple[int, bool]]:
    """Yield the places where a capital within a word begins another: TennesseeCollege, atJohnson.

    And whether it parts segments, as it does after a word that is not small, and after the letter
    of a footnote: bLeeds University. Words that names have, as McMaster, are one.
    """
    if not _inner_capital.search(cased):
        return
    for one in _letters(cased):
        begin, end = one.span()
        if end - begin > _LONGEST_GLUED or not _inner_capital.search(cased, begin, end) or (
                knows(fold_word(one[0].lower()))):
            continue
        for inner in _inner_capital.finditer(cased, begin, end):
            left = cased[begin:inner.start()].lower()
            small = left in SMALL
            if small or inner.start() == 1 or (len(left) > 3 and knows(fold_word(left))):
                yield inner.start(), not small
                begin = inner.start()


def canonical(name: str) -> tuple[str, ...]:
    """Return the folded words of a name."""
    return tuple(word for word in map(_folded_piece, _pieces(name)) if word)


def _pieces(name: str) -> list[str]:
    return [piece for piece in cut(undeemed(fold(repair(name)).lower()))
            if piece[0] not in _SEPARATORS]


def small_words(name: str) -> int:
    """Return how many small words a name has between its first word and its last."""
    inner = "".join("w" if _folded_piece(piece) else "-" for piece in _pieces(name)).strip("-")
    return inner.count("-")


def _unfold(text: str, start: int, end: int) -> tuple[int, int]:
    """Return places of the unfolded text for places of the folded one."""
    if text.isascii():
        return start, end
    places, at = [], 0
    for character in text:
        places.append(at)
        at += 1 if character < "\x80" else len(_letter(character))
    first = bisect_right(places, start) - 1
    last = bisect_right(places, end - 1) - 1
    return first, last + 1


def _back(given: str, repaired: str, start: int, end: int) -> tuple[int, int]:
    """Return places of the text as given for places of the repaired one."""
    if given is repaired or given == repaired:
        return start, end
    here = there = 0
    first = last = 0
    for old in given.split(" "):
        new = repair(old)
        if here <= start < here + len(new):
            first = there + _inside(old, new, start - here, False)
        if here < end <= here + len(new):
            last = there + _inside(old, new, end - here, True)
            break
        here, there = here + len(new) + 1, there + len(old) + 1
    return first, last


def _inside(old: str, new: str, at: int, closing: bool) -> int:
    if old == new:
        return at
    if len(old) > 500:
        return len(old) if closing else 0
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if closing and j1 < at <= j2:
            return i1 + at - j1 if i2 - i1 == j2 - j1 else i2
        if not closing and j1 <= at < j2:
            return i1 + at - j1 if i2 - i1 == j2 - j1 else i1
    return len(old) if closing else 0
