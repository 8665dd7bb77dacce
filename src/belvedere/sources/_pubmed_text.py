"""Text of a PubMed record: markup flattened, references resolved, nothing personal."""

import hashlib
import html
import re
from collections.abc import Sequence

import numpy as np

_PLAIN = bytes(one for one in range(32, 127) if one not in b"<&")
_MARKUP = re.compile(rb"<[^>]*>")
# "Electronic address:" and "E-mail:" announce an address and mean nothing without it.
_EMAIL = re.compile(
    r"[\s(\[;,]*(?:\b(?:Electronic[ \xa0]+address(?:es)?|(?:Corresponding[ \xa0]+author[ \xa0]+)?"
    r"E-?mail(?:[ \xa0]+address(?:es)?)?)[ \xa0]*:?[ \xa0]*)?[^\s@;,:()<>\[\]]*@[^\s@;,()<>\[\]]*"
    r"[)\]]?", re.IGNORECASE)
_LEFT = re.compile(
    r"[\s;,]*\b(?:Electronic address(?:es)?|E-?mail(?: address(?:es)?)?)\s*:?[\s.;,]*$",
    re.IGNORECASE)
_ORCID = re.compile(
    r"[\s(\[;,]*(?:ORCID(?:[ _-]?iD)?\s*[:=]?\s*)?(?:https?://)?(?:orcid\.org/)?"
    r"0000-000\d-\d{4}-\d{3}[\dXx][)\]]?\.?", re.IGNORECASE)


_ASCII = "".join(map(chr, range(128)))
_OF_ADDRESS = "".join(re.findall(r"[^\s@;,:()<>\[\]]", _ASCII))
_BEFORE = "".join(re.findall(r"[\s(\[;,]", _ASCII))
_AFTER = (")", "]")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ANNOUNCED = 80
"""Characters that announce an address, at most: "Corresponding author e-mail addresses: "."""


def text(raw: bytes) -> str:
    """Return the text of an element's inside. Raises UnicodeDecodeError when not UTF-8."""
    # Most text is plain already; looking is cheaper than splitting.
    if not raw.translate(None, _PLAIN) and b"  " not in raw:
        return raw.decode().strip()
    found = _MARKUP.sub(b"", raw).decode() if b"<" in raw else raw.decode()
    return " ".join((html.unescape(found) if "&" in found else found).split())


def _without_address(found: str) -> str:
    """Return a text without its e-mail addresses."""
    before, _, after = found.partition("@")
    if "@" in after or "  " in found or not found.isascii():
        return _LEFT.sub("", _EMAIL.sub("", found))
    # One address: what is taken out ends with it, and its beginning is near.
    lower = found.lower()
    if "mail" not in lower and "lectronic" not in lower:
        after = after.lstrip(_OF_ADDRESS + ":")
        return before.rstrip(_OF_ADDRESS).rstrip(_BEFORE) + after[after[:1] in _AFTER:]
    near = len(before.rstrip(_OF_ADDRESS)) - _ANNOUNCED
    while near > 0 and found[near - 1] not in _LETTERS:
        near -= 1
    near = max(near, 0)
    return _LEFT.sub("", found[:near] + _EMAIL.sub("", found[near:]))


def affiliation(raw: bytes) -> str:
    """Return an affiliation without e-mail addresses and ORCID iDs; it may become empty."""
    found = text(raw)
    if "@" in found:
        found = _without_address(found).strip(" ;,")
        if not found.strip(".:-()[] "):
            return ""
    if "0000-000" in found:
        found = _ORCID.sub("", found).strip(" ;,")
    return found


def affiliation_id(written: str) -> int:
    """Return the number of an affiliation, made from its text as OpenAlex's reader makes it."""
    return int(affiliation_ids([written])[0])


def affiliation_ids(written: Sequence[str]) -> np.ndarray:
    """Return the numbers of affiliations."""
    digests = b"".join([
        hashlib.md5(one.encode(), usedforsecurity=False).digest() for one in written])
    return (np.frombuffer(digests, "<u8")[1::2] >> np.uint64(1)).astype(np.int64)
