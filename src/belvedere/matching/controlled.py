"""Names that a rule decides, never a score: Inserm, the CNRS, Institut Pasteur …

The rules are declared in controlled_names.toml. Every way to write such a name that was met
is there; what only looks like one (Inserm Transfert, the CNRS of Lebanon) is told apart.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

from belvedere.errors import InputError
from belvedere.matching.found import Found, in_order
from belvedere.matching.given import Given
from belvedere.matching.unit_codes import plain
from belvedere.tables.words import Words

_GAP = r"[\s.\-_'&,/?\ufffd\u0300-\u0308]{1,6}"
_LETTERS_GAP = r"[\s.\-]{0,2}"
_GLUE = r"(?=U[ -]?\d|UMR|UNIT|CNRS|INSERM|INRA|CIC|ERL|EA[ -]?\d|CHU|\d)"
_NO_GAPS = {ord(mark): None for mark in map(chr, range(0x3001)) if mark in ".-" or mark.isspace()}
_NUMBER = r"(?=[\s,.\-_(]{0,3}(?:U|UMR|UNIT|UNITE|UMR[ _-]?S|CIC|ERL|N[°O]?)[\s.\-_]{0,2}\d)"
_SMALL = rf"(?:{_GAP}[A-Z]{{1,5}}(?![A-Z0-9])){{0,3}}"
_UNIT = r"(?<![A-Z])(?:UMR|UPR|UMS|USR|UAR|ERL|FRE|UMI|IRL)[\s._\-]{0,3}"
_unit_after = re.compile(
    rf"[\s,.\-_(/:]{{0,4}}{_UNIT}(?:S[\s._\-]{{0,2}})?[0-9]{{3,4}}(?![0-9])").match
_unit_before = re.compile(rf"{_UNIT}(?:[0-9]{{3,4}}[\s,(/\-_]{{0,3}})?$").search
_WEB = r"(?!\.(?:FR|COM|ORG|NET)(?![A-Z]))"
_FRENCH = (
    "FRANCE|FRENCH|CEDEX|PARIS|LYON|MARSEILLE|TOULOUSE|BORDEAUX|LILLE|NANTES|RENNES|GRENOBLE|NANCY|"
    "MONTPELLIER|STRASBOURG|NICE|ORSAY|SACLAY|VILLEJUIF|VILLEURBANNE|GIF SUR YVETTE")
_french = re.compile(rf"\b(?:{_FRENCH})\b").search
_parts = re.compile(r"[^;|\n]+").finditer
_BEFORE = ("UMR", "UMRS", "UNIT", "UNITE", "CNRS")
"""What an acronym may be written against: UMRINSERM."""

_KEYS = {"record", "also", "name", "letters", "exact", "slips", "names", "not_then", "not_after",
         "not_with"}


class Rule(NamedTuple):
    """The ways to write one organisation."""

    record: str
    name: str
    also: tuple[str, ...]
    marks: tuple[str, ...]
    """One of these is in every text that names it: looked for first."""
    letters: tuple[str, ...]
    """One of these is in every text that has its acronym, gaps apart."""
    words: tuple[tuple[str, ...], ...]
    """All words of one of these are in every text that has its name."""
    acronym: re.Pattern | None
    names: re.Pattern | None
    capitals: frozenset[str]
    not_after: re.Pattern | None
    places: re.Pattern | None
    """Places of others of its name, in the group "other", and of France."""


class ControlledNames:
    """The declared organisations, to be found in texts."""

    def __init__(self, rules: Iterable[Rule], text: str = "") -> None:
        self.rules = tuple(rules)
        self._letters = [(letters, number) for number, rule in enumerate(self.rules)
                         for letters in rule.letters]
        self._words = [(words[0], words[1:], number) for number, rule in enumerate(self.rules)
                       for words in rule.words]
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        """Names the file that the rules were read from."""

    @classmethod
    def declared(cls) -> "ControlledNames":
        """Return the rules that come with Belvedere."""
        name = "controlled_names.toml"
        return cls.read(name, files("belvedere.matching").joinpath(name).read_text("utf-8"))

    @classmethod
    def read(cls, name: str, text: str) -> "ControlledNames":
        """Return the rules of a text in TOML. Raises InputError with the entry at fault."""
        try:
            entries = tomllib.loads(text).get("organisation")
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{name}: not TOML ({error}).") from None
        if not isinstance(entries, list):
            raise InputError(f"{name}: has no [[organisation]].")
        rules = []
        for row, entry in enumerate(entries, start=1):
            unknown = sorted(entry.keys() - _KEYS)
            if unknown or not {"record", "name"} <= entry.keys():
                raise InputError(
                    f"{name}, organisation {row}: needs record and name, and may have "
                    f"{', '.join(sorted(_KEYS - {'record', 'name'}))}; not {', '.join(unknown)}.")
            rules.append(_rule(entry))
        return cls(rules, text)

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the organisations whose controlled names a text has, in order of place."""
        return self.within(Given(text))

    def within(self, given: Given) -> tuple[Found, ...]:
        """Return the organisations whose controlled names a text, as it is read, has."""
        text, folded = given.read, plain(given.read)
        close = folded.translate(_NO_GAPS)
        lettered = {number for letters, number in self._letters if letters in close}
        worded = {number for word, others, number in self._words
                  if word in folded and all(other in folded for other in others)}
        found: dict[str, Found] = {}
        for number in sorted(lettered | worded):
            rule = self.rules[number]
            if not any(mark in folded for mark in rule.marks):
                continue
            place = _place(rule, text, folded, (
                rule.acronym if number in lettered else None,
                rule.names if number in worded else None))
            if place:
                written = text[place[0]:place[1]]
                found.setdefault(rule.record, Found(
                    rule.record, *given.place(*place), 1.0, "named",
                    (Words(f"{rule.name}, written “{written}”",
                           f"{rule.name}, écrit « {written} »"),)))
        return in_order(found.values())

    def records(self) -> dict[str, str]:
        """Return the record that names each record of the rules, in whatever source."""
        return {each: rule.record for rule in self.rules for each in (rule.record, *rule.also)}


def _place(
    rule: Rule, text: str, folded: str, patterns: Iterable[re.Pattern | None]
) -> tuple[int, int] | None:
    """Return where a text first names an organisation, None where it does not."""
    for pattern in patterns:
        for match in pattern.finditer(folded) if pattern else ():
            start, end = match.span("is")
            if pattern is rule.acronym and not _is_acronym(rule, text, start, end):
                continue
            if rule.not_after and rule.not_after.search(folded, 0, start):
                continue
            if rule.places and _is_elsewhere(rule.places, folded, start, end):
                continue
            return start, end
    return None


def _is_elsewhere(places: re.Pattern, folded: str, start: int, end: int) -> bool:
    """Whether the place beside a name, first after it, else last before it, is another's.

    With a French unit's number beside it, it is nobody else. Of several addresses only its own
    is asked, unless that is the name alone.
    """
    if _unit_after(folded, end) or _unit_before(folded, 0, start):
        return False
    first, last = 0, len(folded)
    if "," in folded:
        own = next(part for part in _parts(folded) if start < part.end())
        if own[0].strip() != folded[start:end]:
            first, last = own.span()
    place = places.search(folded, end, last)
    for before in places.finditer(folded, first, start) if place is None else ():
        place = before
    return place is not None and place["other"] is not None


def _is_acronym(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether letters are an acronym as they are written: not inside a word, not in small."""
    written = text[start:end]
    if start and text[start - 1].isalpha() and not (
        text[start - 1].islower() and written[0].isupper()
    ) and not plain(text[:start]).endswith(_BEFORE):
        return False
    letters = re.sub(r"[\s.\-]", "", written)
    if letters.upper() in rule.capitals:
        return letters.isupper() or (text.islower() and _french(text.upper()) is not None)
    spaced = len(letters) < len(written.rstrip(". -"))
    return letters.isupper() if spaced else True


def _rule(entry: dict) -> Rule:
    acronyms = [*entry.get("letters", ()), *entry.get("exact", ())]
    then = "".join(f"(?!{_GAP}(?:{_sequence(words)}))" for words in entry.get("not_then", ()))
    ways, marks = [], []
    for letters in acronyms:
        # a glued word begins with a capital, which "plain" no longer shows
        ways.append(_LETTERS_GAP.join(letters) + rf"(?:(?![A-Z])|{_GLUE}){_WEB}")
        marks += [gap.join(letters) for gap in ("", " ", ".", ". ", "-")]
    for slip in entry.get("slips", ()):
        ways.append(rf"(?<![A-Z]){slip}{_NUMBER}")
        marks.append(slip)
    acronym = re.compile(rf"(?P<is>{'|'.join(ways)}){then}") if ways else None
    names = entry.get("names", ())
    marks += [_needed(words)[0] for words in names]
    pattern = "|".join(_sequence(words) for words in names)
    return Rule(
        entry["record"], entry["name"], tuple(entry.get("also", ())),
        tuple(dict.fromkeys(marks)),
        tuple(letters.translate(_NO_GAPS) for letters in (*acronyms, *entry.get("slips", ()))),
        tuple(sorted({_needed(words) for words in names})), acronym,
        re.compile(rf"(?<![A-Z])(?P<is>{pattern})(?![A-Z]){then}") if names else None,
        frozenset(entry.get("exact", ())),
        _any(entry.get("not_after", ()), r"[\s.\-]{0,3}$"),
        _any(entry.get("not_with", ()), rf"|\b(?:{_FRENCH})\b"),
    )


def _any(words: Iterable[str], more: str) -> re.Pattern | None:
    words = tuple(words)
    return re.compile(rf"\b(?P<other>{'|'.join(words)})\b{more}") if words else None


def _sequence(words: str) -> str:
    """Return a pattern for words: "INST* [DE] A|B _ C !"."""
    parts = []
    for word in words.split():
        if word == "!":
            parts.append(r"(?![\s\-]{0,3}[A-Z])")
            continue
        if word == "_":
            parts.append(_SMALL)
            continue
        optional = word.startswith("[")
        choices = "|".join(
            f"{choice[:-1]}[A-Z]*" if choice.endswith("*") else f"{re.escape(choice)}(?![A-Z0-9])"
            for choice in word.strip("[]").split("|"))
        gap = _GAP if parts else ""
        parts.append(f"(?:{gap}(?:{choices}))?" if optional else f"{gap}(?:{choices})")
    return "".join(parts)


def _needed(words: str) -> tuple[str, ...]:
    """Return the words that a name cannot be without, the longest first."""
    needed = [word.rstrip("*") for word in words.split() if not {*"[|_!"} & {*word}]
    return tuple(sorted(needed, key=len, reverse=True))
