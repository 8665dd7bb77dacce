"""The numbers of French research units as they are written: U1016, UMR_S 1138, EA 4426.

A number belongs to whoever gives it: U1016 is Inserm's, UMR 8104 is the CNRS's.
What is read is the kind, the number and, where it stands beside them, the giver.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple


class UnitCode(NamedTuple):
    """One number in a text: its kind, its digits, whose it is said to be, and where."""

    kind: str
    number: int
    giver: str | None
    start: int
    end: int


_GIVERS = {
    "INSERM": r"I\.?N\.?S\.?E\.?R\.?M\.?",
    "CNRS": r"C\.?N\.?R\.?S\.?",
    "INRAE": "INRAE?",
    "IRD": "IRD",
    "CEA": "CEA",
    "CIRAD": "CIRAD",
    "IFREMER": "IFREMER",
    "IRSTEA": "IRSTEA",
    "INRIA": "INRIA",
}
_GIVER = "|".join(_GIVERS.values())
# I or l for the 1 that numbers of four digits begin with: UI016
_SLIP = r"[IL](?=[OIL]*\d)[\dOIL]{3}(?![A-Z0-9])"
_LETTERS = "|".join((
    # S is Inserm's, A is INRAE's, D is IRD's …
    rf"U\.?M(?:\.\s?)?R(?:[ _.\-(/]{{0,3}}(?:MD|MA|MI|[SADTECIMPBG])(?:(?![A-Z])|(?={_SLIP}))\)?)?",
    r"UPRES[ _.-]{0,2}(?:EA|JE|A)", "UPRES", r"U\.?P\.?R", r"U\.?M\.?S(?:[ _-]S)?", "UMI", "UMA",
    "UAR", "UAS", r"U\.?S\.?R", "USC", "ULR", "UPSR", "UPS", r"U\.?R\.?A", "URE", "URU", "URP",
    "UR[ _-]{0,2}UM", "UR[ _-]{0,2}UTT", r"U\.?R", "UA", "UE", "US", "UM", "U[ _-]?PASTEUR", "IRL",
    "EMR", "ERL", "ERI", "ER", "EMI", "ESPRI", "EPI", "EP", "EE", r"E\.?A", r"F\.?R\.?E", "FRC",
    "FRU", "FR", "IFR", "SFR", "FED", "GDR", "GDS", "GRC", "JE",
    "CIC(?:[ _-]{0,2}(?:EC|BT|IT|P)(?![A-Z]))?", "CIE", "CIT", "CBT", "MSH", "MOY",
    "SF", "U", "E", "M",
))
_WORDS = {
    "UMR_S": "UNITES? MIXTES? DE RECHERCHES? (?:SCIENTIFIQUE|EN SANTE|S(?![A-Z]))",
    "UMR": "UNITES? MIXTES?(?: DE RECHERCHES?)?|(?:MIXED|JOINT|MIXT) RESEARCH UNITS?",
    "UPR": "UNITES? PROPRES? DE RECHERCHES?",
    "USR": "UNITES? DE SERVICES? ET DE RECHERCHES?",
    "URA": "UNITES? DE RECHERCHES? ASSOCIEES?",
    "EA": "EQUIPES? D.ACCUEIL|HOST TEAMS?",
    "JE": "JEUNES? EQUIPES?",
    "IFR": "INSTITUTS? FEDERATIFS? DE RECHERCHES?",
    "FR": "FEDERATIONS? DE RECHERCHES?",
    "CIC": "CENT(?:RE|ER)S? D.INVESTIGATIONS? CLINIQUES?|CLINICAL INVESTIGATIONS? CENT(?:ER|RE)S?|"
           "CENT(?:ER|RE)S? (?:OF|FOR) CLINICAL INVESTIGATIONS?",
    "U": "UNITES?(?: DE RECHERCHES?)?|RESEARCH UNITS?|UNITS?|UNIDAD|UNITA",
}
_BEGINNING = re.compile(
    rf"(?:^|(?<=[0-9]))(?:(?:{_LETTERS})(?:(?![A-Z])|(?=CNRS|INSERM|INRA|N$|{_SLIP}))"
    rf"|{_GIVER}|(?:I|INS?|INSER?|C|CNR?)$|UNI[TD]|JEUNE|HOST|FEDERATI)|INVESTIGATION|ACCUEIL")


def _spaced(words: str) -> str:
    return words.replace(" ", r"\s+")


_GAP = r"[\s._:;/°#(\[\-'|]{0,3}"
_KIND = re.compile(
    rf"(?<![A-Z])(?=[CEFGHIJMRSU])(?:(?P<giver>{_GIVER})"
    + "".join(rf"|(?P<{kind}>{_spaced(words)})" for kind, words in _WORDS.items())
    + rf"|(?P<letters>{_LETTERS})(?:(?![A-Z])|(?=CNRS|INSERM|INRA|N[°º]|{_SLIP})))"
)
_GLUED = re.compile(rf"{_GAP}(?P<letters>{_LETTERS})(?={_GAP}\d)")
_DIGITS = (rf"(?:(?<=[US])(?={_SLIP})[OIL]+|O(?=\d{{2}}))?\d"
           r"(?:\d|[OIL](?=[OIL]*\d)|O(?=O*(?![A-Z0-9])))*")
_NUMERO = r"(?:N(?:UMERO|UMBER|UM)?[°ºO.]{0,2}\s?)?"
_STREET = (r"\s?,?\s?(?:(?:BIS|TER)\b,?\s)?"
           r"(?:RUE|AVENUE|AV|BD|BOULEVARD|ROUTE|CHEMIN|PLACE|ALLEE|COURS|QUAI)\b")
_NUMBER = re.compile(
    # a giver or other names in between: UMR CNRS 7273, UMR INRA/AgroParisTech 1402, UMR LEMAR 195
    rf"\)?{_GAP}(?:(?P<said>{_GIVER})[\s/\-_()&:.]{{0,3}})?"
    rf"(?P<between>(?:[A-Z][A-Z0-9&]+[\s/\-_()&:]{{1,3}}){{0,5}}?)"
    # the kind said twice: UMR CNRS U1016, unité mixte de recherche (UMR) 8104
    rf"(?:\(?(?P<twice>UMR|U|EA)\)?{_GAP})?{_NUMERO}"
    rf"(?P<number>\d\d \d\d(?=\W|$)|{_DIGITS})(?!\d)(?P<street>{_STREET})?"
)
# after a comma come a building's number and a postal code too; a list goes on or ends there
_LISTED = r"(?:\s?[,;]|\s-)\s(?=\d{3,4}\s?(?:$|[,;.)&]|(?:ET|AND)\s))"
_NEXT = re.compile(
    rf"(?:(?:\s?[/&+]\s?|\s(?:ET|AND)\s){_NUMERO}"
    rf"|(?:[\s\-]|,(?=\d{{4}}\b)|{_LISTED})(?!(?:19\d|20[0-2])\d(?!\d)))"  # no year
    rf"(?P<number>\d{{3,4}})(?![\d°]|{_STREET})"
)
_AFTER = re.compile(
    rf"[\s,(\[/\-_]{{0,3}}(?:(?:OF|DE|FROM)\s(?:THE\s)?|DE L.)?(?P<giver>{_GIVER})(?![A-Z])"
)
_DIGITS_TOGETHER = re.compile(
    r"[0-9](?:(?P<zero>(?<=0)[0-9]{4}(?![0-9]))|[0-9]{4,}|(?P<short>[0-9OoIl]{0,3})(?![0-9]))")
"""Of a text without a short number nothing need be asked; a postal code is longer."""
_five_digits = re.compile(r"(?<![A-Z])UR[\s._\-]{0,2}[0-9]{5}(?![0-9])").finditer
"""Numbers as long as postal codes, which only units of universities have: UR 14476."""

_ZEROED = frozenset(("U", "UMR", "UMR_S", "EA"))
"""Kinds whose numbers are written with a zero before them."""

_REACH = 70
"""Characters before a number in which its kind begins."""

_NAMED = re.compile(r"[A-Z][A-Za-z0-9&]+|[\s/\-_()&:\d]")
_NAMED_BESIDE = re.compile(r"\b(?:de|des|du|et|la|of|and|[^\W\d_a-z][\w&]+)\b|[\s/\-_()&:\d]")
_AS_DIGITS = str.maketrans("OIL", "011")
UNMARKED = {
    ord(mark): plain for marks, plain in (
        ("ÀÁÂÃÄÅ", "A"), ("ÈÉÊË", "E"), ("ÌÍÎÏ", "I"), ("ÒÓÔÕÖ", "O"), ("ÙÚÛÜ", "U"), ("Ç", "C"),
        ("àáâãäå", "a"), ("èéêë", "e"), ("ìíîï", "i"), ("òóôõö", "o"), ("ùúûü", "u"), ("ç", "c"),
        ("‐‑‒–—−", "-"), ("‘’´`", "'"), ("\u00a0\u202f\u2009", " "),
    ) for mark in marks
}
"""Letters without their accents, each mark in one form: one character for one."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN = {place: plain.upper() for place, plain in UNMARKED.items()} | {
    ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}


def plain(text: str) -> str:
    """Return a text in capitals without accents, each character in its place."""
    if text.isascii():
        return text.upper()
    bare = _NOT_ASCII.sub(_without_mark, text)
    return bare.upper() if bare.isascii() else text.translate(_PLAIN)


def _without_mark(letter: re.Match) -> str:
    return UNMARKED.get(ord(letter[0]), letter[0])


def may_begin_code(word: str) -> bool:
    """Whether the number of a unit may have this word, in capitals: without one it has none."""
    return _BEGINNING.search(word) is not None


def unit_codes(text: str, folded: str | None = None) -> Iterator[UnitCode]:
    """Yield the numbers of units that a text writes, in their order, lists taken apart."""
    short = [match.span() for match in _DIGITS_TOGETHER.finditer(text) if match.lastgroup]
    if "UR" in (folded or text):
        short = sorted([*short, *(match.span() for match in _five_digits(folded or text))])
    if not short:
        return
    folded = folded or plain(text)
    text = folded if text.islower() else text  # names are not told from words by their capitals
    giver, giver_end, at = None, -9, max(0, short[0][0] - _REACH)
    while kind := _KIND.search(folded, at, short[-1][1]):
        at = kind.end()
        what = kind.lastgroup
        if what == "giver":
            giver, giver_end = giver_name(kind[0]), at
            if glued := _GLUED.match(folded, at):
                kind, what = glued, "letters"
                at = glued.end()
        number = _NUMBER.match(folded, at)
        if number is None:
            continue
        start, end = kind.start(what), number.end("number")
        if number["between"] and (len(kind[0]) < 3 or (
                _NAMED_BESIDE if number["said"] else _NAMED
                ).sub("", text[number.start("between"):number.end("between")])):
            continue  # what stands between a kind and its number are names, not words
        if number["street"] and what != "letters":
            continue  # INSERM 101 rue de Tolbiac
        if what == "giver":
            if number["between"] or number["twice"] or len(number["number"]) < 3:
                continue  # its kind follows
            name = "U" if giver == "INSERM" else ""
        else:
            name = canonical_kind(kind["letters"] if what == "letters" else what)
        if number["number"][0] == "0" and len(number["number"]) > 4 and (
                name not in _ZEROED or what != "letters" or number["between"]):
            continue  # a postal code
        before = giver if (giver and 0 <= start - giver_end <= 4) or what == "giver" else None
        after = _AFTER.match(folded, end)
        between = _KIND.match(number["between"]) if number["between"] else None
        if number["said"]:
            said = giver_name(number["said"])
        elif between and between.lastgroup == "giver":
            said = giver_name(between[0])
        else:
            said = before or (giver_name(after["giver"]) if after else None)
        yield UnitCode(name, _digits(number["number"]), said, start, end)
        at = end
        while more := _NEXT.match(folded, at):
            yield UnitCode(name, _digits(more["number"]), None, more.start("number"), more.end())
            at = more.end()


def label(written: str) -> UnitCode | None:
    """Return the number that a directory's label is: "UMR_S 1138", None where it is none."""
    return next(unit_codes(written), None)


@functools.lru_cache(10_000)
def canonical_kind(written: str) -> str:
    """Return a kind as it is kept: UMR-S, UMRS and UMR S are UMR_S; CIC-P is CIC."""
    kind = re.sub(r"[\s._\-(/)]+", "", written.upper())
    if kind.startswith("UMR") and len(kind) > 3:
        return f"UMR_{kind[3:]}"
    if kind.startswith("CIC"):
        return "CIC"
    if kind.startswith("UPRES"):
        return kind[5:] if kind[5:] in ("EA", "JE") else "EA"
    return {"UMSS": "UMS", "URUM": "UR", "URUTT": "UR"}.get(kind, kind)


def giver_name(written: str) -> str:
    """Return a giver's name as it is kept: C.N.R.S. is CNRS, INRA is INRAE."""
    name = written.replace(".", "").upper()
    return "INRAE" if name == "INRA" else name


def _digits(written: str) -> int:
    return int(written.translate(_AS_DIGITS).replace(" ", ""))
