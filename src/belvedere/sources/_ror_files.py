"""The shapes a ROR dump comes in: a zip of a JSON array, an array, or a record a line."""

import codecs
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from belvedere.errors import InputError
from belvedere.sources.reading import LONGEST_LINE, json_lines, open_bytes, open_member
from belvedere.tables.ledger import Ledger, Place

PIECE = 1024 * 1024
"""Bytes of an array read at a time; a dump of 300 MB is never held as a whole."""
_SPACE = re.compile(r"[\s,]*")


def records(path: Path, name: str, ledger: Ledger) -> Iterator[tuple[Place, object]]:
    """Yield (place, JSON value) of each record of one file, counted in the ledger."""
    lines = path.name.removesuffix(".gz").endswith((".jsonl", ".ndjson"))
    with _opened(path, name) as handle:
        yield from (json_lines if lines else _array)(handle, name, ledger)


def _opened(path: Path, name: str) -> AbstractContextManager[BinaryIO]:
    if path.suffix == ".zip":
        return open_member(path, _member(path, name), name)
    return open_bytes(path, name)


def _member(path: Path, name: str) -> str:
    """Return the JSON file of an official dump; of two, the one in schema 2.

    From December 2025 there is one, in schema 2, without "schema_v2" in its name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [PurePosixPath(entry).name for entry in archive.namelist()]
    except (zipfile.BadZipFile, EOFError) as error:
        raise InputError(
            f"{name}: the zip archive is damaged ({error}). Download it again; nothing of it "
            "was kept."
        ) from error
    found = [
        member for member in members
        if "ror-data" in member and member.endswith(".json") and not member.startswith(".")
    ]
    if not found:
        raise InputError(
            f"{name}: the archive has no …ror-data….json; it has "
            f"{', '.join(sorted(members)[:10])}. Is it a dump of ROR?"
        )
    return max(found, key=lambda member: ("schema_v2" in member, member))


def _array(handle: BinaryIO, name: str, ledger: Ledger) -> Iterator[tuple[Place, object]]:
    """Yield the elements of one JSON array, decoded one by one.

    Raises InputError when the array is cut or broken: what follows a broken
    element cannot be told apart, so nothing of the file is kept.
    """
    text = _Text(handle, name)
    text.skip()
    if text.next() != "[":
        raise InputError(
            f"{name}: does not begin as a JSON array. A file with one record a line has to be "
            "called ….jsonl or ….jsonl.gz."
        )
    text.position += 1
    number = 0
    while True:
        text.skip()
        if text.next() == "]":
            text.drain()
            return
        number += 1
        found = text.value(number)
        ledger.record(name)
        yield Place(name, number), found


class _Text:
    """A window on a long text, which moves on as values are taken from it."""

    def __init__(self, handle: BinaryIO, name: str) -> None:
        self.position = 0
        self._handle = handle
        self._name = name
        self._window = ""
        self._decode = json.JSONDecoder().raw_decode
        self._text = codecs.getincrementaldecoder("utf-8-sig")()
        self._ended = False

    def skip(self) -> None:
        """Go to the next character that is neither space nor comma."""
        while True:
            self.position = _SPACE.match(self._window, self.position).end()
            if self.position < len(self._window) or not self._more():
                return

    def next(self) -> str:
        return self._window[self.position : self.position + 1]

    def drain(self) -> None:
        """Read what is left: compressed files are checked when their end is reached."""
        while self._more():
            self.position = len(self._window)

    def value(self, number: int) -> object:
        """Take one JSON value, reading on until it is whole."""
        while True:
            try:
                found, end = self._decode(self._window, self.position)
            except ValueError as error:
                # Either the window ends within the value, or the value is broken:
                # it is the latter when there is no more, or far too much.
                if len(self._window) - self.position > LONGEST_LINE or not self._more():
                    raise InputError(
                        f"{self._name}: the array is broken or cut short in record {number:,} "
                        f"({error}). Download it again; nothing of it was kept."
                    ) from None
                continue
            # A number at the very end of the window may go on in the next piece.
            if end == len(self._window) and self._more():
                continue
            self.position = end
            return found

    def _more(self) -> bool:
        """Add a piece to the window, dropping what was taken. False at the end."""
        if self._ended:
            return False
        raw = self._handle.read(PIECE)
        self._ended = not raw
        try:
            piece = self._text.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            raise InputError(
                f"{self._name}: not UTF-8 ({error.reason}). Download it again; nothing of it "
                "was kept."
            ) from None
        self._window = self._window[self.position :] + piece
        self.position = 0
        return not self._ended
