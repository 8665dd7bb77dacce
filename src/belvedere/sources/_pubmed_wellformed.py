"""Whether a record is well-formed XML; records written in an unusual way made plain.

The quick check is a parser in C that follows every tag; it knows no entities but
the five of XML, reads no document type and asks nobody. A record that it refuses,
or that has CDATA, goes through a full parser.
"""

import re
from xml.etree import ElementTree
from xml.parsers import expat

from pugixml import pugi

_BARE = re.compile(rb"&(?!amp;|#x[0-9a-fA-F]+;|#[0-9]+;|lt;|gt;|quot;|apos;)")

_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)


class Broken(ValueError):
    """A record is not well-formed; the text says why, ``line`` counts from 1 within it."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


class WellFormed:
    """Checks records, one after the other."""

    def __init__(self) -> None:
        self._document = pugi.XMLDocument()

    def is_well_formed(self, record: bytes) -> bool:
        """Say whether a record's tags are, as the quick check sees them."""
        return bool(self._document.load_buffer(record, len(record), pugi.PARSE_MINIMAL))

    def __call__(self, record: bytes) -> bytes:
        """Return the record, without comments and the like. Raises Broken."""
        if not self.is_well_formed(record) or _BARE.search(record):
            return plain(record)
        # One byte is sought much faster than two, and these are rare.
        if (b"!" in record and b"<!" in record) or (b"?" in record and b"<?" in record):
            return plain(record) if b"<![" in record else _ASIDE.sub(b"", record)
        return record


def unknown_entities(content: bytes) -> list[int]:
    """Return where a "&" begins none of the entities of XML."""
    return [found.start() for found in _BARE.finditer(content)] if b"&" in content else []


def is_utf_8(content: bytes) -> bool:
    try:
        return content.isascii() or bool(content.decode())
    except UnicodeDecodeError:
        return False


def plain(record: bytes) -> bytes:
    """Return a record written anew, without comments and CDATA.

    Raises Broken when it is not well-formed.
    """
    # A prefix may be bound at the root of the file, outside the record: only MathML has one.
    record = record.replace(b"<mml:", b"<").replace(b"</mml:", b"</")
    try:
        root = ElementTree.fromstring(record)
    except ElementTree.ParseError as error:
        line, _ = error.position
        raise Broken(expat.errors.messages.get(error.code, str(error)), line) from None
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
