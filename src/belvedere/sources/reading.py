"""Reading files as they come: compressed or not, in whatever encoding, never too long.

Text is UTF-8 where it can be. A line that is not is read as Windows-1252, and
text that was mangled by an earlier reader ("SantÃ©") is mended; both are counted
in the ledger, so that nothing is dropped and nothing is mended in silence.
"""

import csv
import gzip
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import ftfy
from isal import igzip
from isal.igzip_lib import IsalError

from belvedere.errors import InputError
from belvedere.tables.ledger import Ledger, Place

LONGEST_DOCUMENT = 256 * 1024 * 1024
"""Bytes. A page of a thousand studies with all their results has some sixty million."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes. A longer line is set aside; it is never held in memory as a whole."""

csv.field_size_limit(LONGEST_LINE)

_MANGLED = ("Ã", "Â", "â€", "ï¿½")


BLOCK = 1 << 20


class CutShort(InputError):
    """A compressed file breaks off."""


@contextmanager
def open_bytes(path: Path, name: str, unpack: Callable = igzip.open) -> Iterator[BinaryIO]:
    """Open a plain or gzip-compressed file. Raises InputError when it is cut or not gzip."""
    try:
        if path.suffix == ".gz":
            with unpack(path, "rb") as handle:
                yield handle
        else:
            with path.open("rb") as handle:
                yield handle
    except (EOFError, zlib.error, IsalError, gzip.BadGzipFile) as error:
        raise (CutShort if isinstance(error, EOFError) else InputError)(
            f"{name}: the compressed file is damaged or cut short ({error}). Download it again; "
            "nothing of it was kept."
        ) from error
    except FileNotFoundError as error:
        raise InputError(f"{name}: the file is not there.") from error


def blocks(path: Path, name: str, size: int = BLOCK) -> Iterator[bytes]:
    """Yield what a file holds, unpacked, up to where it breaks off.

    Raises CutShort when it does, and InputError when it is damaged.
    """
    done = 0
    try:
        with open_bytes(path, name) as handle:
            while block := handle.read1(size):
                done += len(block)
                yield block
        return
    except InputError:
        if path.suffix != ".gz":
            raise
    # The fast reader gives nothing of a block that is cut; the plain one all there is.
    with open_bytes(path, name, gzip.open) as handle:
        handle.seek(done)
        while block := handle.read1(size):
            yield block


@contextmanager
def open_member(path: Path, member: str, name: str) -> Iterator[BinaryIO]:
    """Open one file of a zip archive by its base name, without unpacking anything.

    Raises InputError when the archive is damaged, has no such file, or holds
    names that would lead out of it.
    """
    with _archive(path, name) as archive:
        matches = [e for e in archive.namelist() if PurePosixPath(e).name == member]
        if not matches:
            raise InputError(
                f"{name}: the archive has no {member}; it has "
                f"{', '.join(sorted(archive.namelist())[:10])}."
            )
        with archive.open(matches[0]) as handle:
            yield handle


def has_member(path: Path, member: str, name: str) -> bool:
    """Return whether a zip archive has a file of this base name."""
    with _archive(path, name) as archive:
        return any(PurePosixPath(entry).name == member for entry in archive.namelist())


@contextmanager
def _archive(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.namelist():
                parts = PurePosixPath(entry.replace("\\", "/"))
                if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
                    raise InputError(
                        f"{name}: the archive holds {entry!r}, a name that leads out of it. "
                        "It was not made by its publisher; nothing of it was read."
                    )
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(
            f"{name}: the zip archive is damaged ({error}). Download it again; nothing of it "
            "was kept."
        ) from error


def lines(
    handle: BinaryIO, name: str, ledger: Ledger, before: int = 0
) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, text with its line end) of a byte stream.

    ``before`` lines stand before the stream. Lines beyond LONGEST_LINE are set aside
    and skipped in bounded memory.
    """
    number = before
    while True:
        raw = handle.readline(LONGEST_LINE + 1)
        if not raw:
            return
        number += 1
        if len(raw) > LONGEST_LINE:
            size, head = len(raw), raw[:200]
            while not raw.endswith(b"\n"):
                raw = handle.readline(LONGEST_LINE)
                if not raw:
                    break
                size += len(raw)
            ledger.record(name)
            ledger.set_aside(
                Place(name, number),
                f"the line is {size:,} bytes long, more than {LONGEST_LINE:,}",
                head.decode("utf-8", "replace"),
            )
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        yield number, decoded(raw, name, ledger)


def decoded(raw: bytes, name: str, ledger: Ledger) -> str:
    """Return the text of a line, mended where its encoding is wrong, and counted."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
        ledger.repaired(name, "not UTF-8: read as Windows-1252")
    if any(mark in text for mark in _MANGLED):
        mended = ftfy.fix_encoding(text)
        if mended != text:
            ledger.repaired(name, "mangled encoding mended")
            text = mended
    if "\ufffd" in text:
        ledger.repaired(name, "holds characters lost before us (U+FFFD), kept as they are")
    return text


def csv_rows(
    handle: BinaryIO, name: str, ledger: Ledger, *, delimiter: str, needs: Sequence[str],
    private: bool = False,
) -> Iterator[tuple[Place, dict[str, str]]]:
    """Yield (place, row) of a delimited file with a header; cells are stripped.

    ``private``: the file may name persons in columns that nobody reads, so the
    text of a row set aside is not kept.

    Counts each row in the ledger. A row with more or fewer cells than the header
    is set aside. Raises InputError when a needed column is missing, which is also
    what a wrong delimiter looks like.
    """
    position = 0

    def numbered() -> Iterator[str]:
        nonlocal position
        for number, text in lines(handle, name, ledger):
            position = number
            body = text.rstrip("\r\n")
            if "\r" in body:  # the reader would refuse the row
                ledger.repaired(name, "a carriage return inside a row, read as a space")
                text = body.replace("\r", " ") + "\n"
            yield text

    reader = csv.reader(numbered(), delimiter=delimiter, strict=False)
    try:
        header = [cell.strip() for cell in next(reader)]
    except StopIteration:
        raise InputError(f"{name}: the file is empty.") from None
    missing = [column for column in needs if column not in header]
    if missing:
        hint = ""
        if len(header) == 1:
            hint = f" Its header reads as one column: is the delimiter really {delimiter!r}?"
        raise InputError(
            f"{name}, row 1: the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} "
            f"{'are' if len(missing) > 1 else 'is'} missing; the header has "
            f"{', '.join(header)[:300]}.{hint}"
        )
    while True:
        start = position + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            ledger.record(name)
            ledger.set_aside(Place(name, start), f"not a readable row ({error})")
            continue
        if not cells:
            continue
        ledger.record(name)
        place = Place(name, start)
        if len(cells) != len(header):
            ledger.set_aside(
                place, f"has {len(cells)} cells where the header has {len(header)}",
                "" if private else delimiter.join(cells),
            )
            continue
        yield place, {column: cell.strip() for column, cell in zip(header, cells)}


def json_lines(
    handle: BinaryIO, name: str, ledger: Ledger, before: int = 0
) -> Iterator[tuple[Place, dict]]:
    """Yield (place, object) of a file with one JSON object a line; bad lines are set aside."""
    for number, text in lines(handle, name, ledger, before):
        if not text.strip():
            continue
        ledger.record(name)
        place = Place(name, number)
        try:
            found = json.loads(text)
        except ValueError as error:
            ledger.set_aside(place, f"not JSON ({error})", text)
            continue
        if not isinstance(found, dict):
            ledger.set_aside(place, f"a JSON object was expected, not {type(found).__name__}", text)
            continue
        yield place, found


def json_document(handle: BinaryIO, name: str, ledger: Ledger, one: str = ""):
    """Return the one JSON value of a file; ``one`` is what a line of a .jsonl would hold.

    Raises InputError naming where it breaks, or when it is longer than LONGEST_DOCUMENT.
    """
    raw = handle.read(LONGEST_DOCUMENT + 1)
    if len(raw) > LONGEST_DOCUMENT:
        other = f", or put one {one} a line in a file called ….jsonl" if one else ""
        raise InputError(f"{name}: more than {LONGEST_DOCUMENT:,} bytes in one document. Ask for "
                         f"less at a time{other}.")
    # Line by line, so that one line in another encoding does not spoil the others.
    text = "".join(decoded(line, name, ledger) for line in raw.splitlines(keepends=True))
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except ValueError as error:
        other = f" A file with one {one} a line has to be called ….jsonl or ….jsonl.gz." if (
            one) else ""
        raise InputError(f"{name}: not JSON, or cut short ({error}). Download it again; nothing "
                         f"of it was kept.{other}") from None
