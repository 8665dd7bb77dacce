"""Text of a PubMed record: markup flattened, references resolved, nothing personal."""

import hashlib
import html
import re

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


def text(raw: bytes) -> str:
    """Return the text of an element's inside. Raises UnicodeDecodeError when not UTF-8."""
    if b"<" in raw:
        raw = _MARKUP.sub(b"", raw)
    found = raw.decode()
    if "&" in found:
        found = html.unescape(found)
    # Most text is on one line of ASCII already; looking is cheaper than splitting.
    if found.isascii() and not ("\n" in found or "  " in found or "\t" in found or "\r" in found):
        return found.strip()
    return " ".join(found.split())


def affiliation(raw: bytes) -> str:
    """Return an affiliation without e-mail addresses and ORCID iDs; it may become empty."""
    found = text(raw)
    if "@" in found:
        found = _LEFT.sub("", _EMAIL.sub("", found)).strip(" ;,")
        if not found.strip(".:-()[] "):
            return ""
    if "0000-000" in found:
        found = _ORCID.sub("", found).strip(" ;,")
    return found


def affiliation_id(written: str) -> int:
    """Return the number of an affiliation, made from its text as OpenAlex's reader makes it."""
    digest = hashlib.md5(written.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little") >> 1
