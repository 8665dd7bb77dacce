"""Sponsors are known by their names: how a name becomes an identifier.

A name that lost characters before it reached us ("H\ufffdpital") keeps its own
identifier. Where exactly one whole name of the same files fits it, the two are
stated to be one: only characters outside ASCII are lost in such accidents.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LOST = "\ufffd"
_LOST_LETTER = "[^\\x00-\\x7f]"


def normalised(name: str) -> str:
    """Return a name without the differences that are none: case, spaces, composed accents."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def sponsor_id(name: str) -> str:
    """Return the identifier of a sponsor that is known by its name only."""
    return f"sponsor:{normalised(name)}"


def fitting(broken: str, whole: Iterable[str]) -> list[str]:
    """Return the texts of which a text with lost characters may be what is left."""
    pattern = re.compile(_LOST_LETTER.join(map(re.escape, broken.split(LOST))))
    return [text for text in whole if pattern.fullmatch(text)]


def restored(known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (text that lost characters, the one whole text that fits it)."""
    known = list(known)
    whole = [text for text in known if LOST not in text]
    for text in known:
        if LOST in text and len(found := fitting(text, whole)) == 1:
            yield text, found[0]
