"""Files of PubMed cut into records, as they come: compressed or not, whole or broken.

A break costs what it touches: the records before it are kept, what cannot be read
is set aside with its line, and reading goes on with the next whole record.
"""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from belvedere.errors import InputError
from belvedere.sources.reading import blocks

PIECE = 1 << 22
"""Bytes of which the records are read at once."""
LONGEST_RECORD = 64 * 1024 * 1024
"""Bytes. The longest known has some four million; more without an end is no record."""

_ARTICLE = (b"<PubmedArticle", b"</PubmedArticle>")
_CITATION = (b"<MedlineCitation", b"</MedlineCitation>")
_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_NUMBERED = re.compile(r"(?:pubmed|medline)(\d\d)n(\d{4,})", re.IGNORECASE)
_SETS = re.compile(rb"<(?:PubmedArticleSet|MedlineCitationSet)\b")
_NAMES = ("pubmed*.xml", "pubmed*.xml.gz", "medline*.xml", "medline*.xml.gz")
_HEAD = 4096
_INDENTED = 100
"""Bytes in which a record begins, as it is written; otherwise it is looked for."""
_ENDS = b"> \n\t\r"


class Slice(NamedTuple):
    """Bytes of a file: what stands before a record, the record, and where they begin.

    White space before a record goes with it.
    """

    lead: bytes
    record: bytes
    offset: int


def find(folder: Path) -> list[Path]:
    """Return the files of PubMed under a folder, the newest first.

    A file of that name is one; another XML file is one when it says so at its head.
    """
    named = {path for pattern in _NAMES for path in folder.rglob(pattern)}
    others = {*folder.rglob("*.xml"), *folder.rglob("*.xml.gz")} - named
    found = [path for path in named | {one for one in others if _says_so(one)} if path.is_file()]
    return newest_first(path for path in found if not _unfinished(path.relative_to(folder)))


def newest_first(paths) -> list[Path]:
    """Return files in the order in which their records stand.

    Files of no number hold what was asked for by itself, later than the release:
    they stand before the numbered ones, the last by name first.
    """
    return sorted(paths, key=_age, reverse=True)


def numbered(path: Path) -> bool:
    """Say whether a file is of the release: the baseline or an update."""
    return _NUMBERED.search(path.name) is not None


def _age(path: Path) -> tuple:
    number = _NUMBERED.search(path.name)
    if number:
        return 0, int(number[1]), int(number[2]), path.as_posix()
    return 1, 0, 0, path.as_posix()


def _unfinished(path: Path) -> bool:
    return any(part.endswith(".part") for part in path.parts)


def _says_so(path: Path) -> bool:
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as handle:
            return _SETS.search(handle.read(_HEAD)) is not None
    except (OSError, EOFError, zlib.error):
        return False


def pieces(path: Path, name: str) -> Iterator[bytes]:
    """Yield the bytes of a file as UTF-8. Raises InputError where they break off."""
    raw = blocks(path, name, PIECE)
    try:
        first = next(raw, b"")
        encoding = _encoding(first)
        if encoding is None:
            yield first.removeprefix(codecs.BOM_UTF8)
            yield from raw
        else:
            for text in codecs.iterdecode(chain([first], raw), encoding, "replace"):
                yield text.encode()
    except InputError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise
        raise InputError(
            f"the compressed file is damaged or cut short ({error.__cause__})") from error


def _encoding(first: bytes) -> str | None:
    """Return the encoding of a file, or nothing where it is UTF-8."""
    if first.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return "utf-16"
    declared = _ENCODING.match(first)
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared[1].decode()).name
    except LookupError:
        return None
    return None if name in ("utf-8", "ascii") else name


class Run(NamedTuple):
    """Whole records of a file one after the other, and where the first begins."""

    content: bytes
    offset: int


class Runs:
    """The records of one file. After iterating, ``tail`` and ``broken`` tell how it ended."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._tags = _ARTICLE
        self.opened = False
        self.tail = Slice(b"", b"", 0)
        self.broken: str | None = None

    @property
    def of_articles(self) -> bool:
        """Say whether a record is a PubmedArticle, as in all files but the oldest."""
        return self._tags == _ARTICLE

    def __iter__(self) -> Iterator[Run]:
        held, offset = b"", 0
        stream = pieces(self._path, self._name)
        while True:
            try:
                piece = next(stream, None)
            except InputError as error:
                self.broken = str(error)
                break
            if piece is None:
                break
            held += piece
            if not offset:
                self._begin(held)
            end = held.rfind(self._tags[1])
            if end >= 0:
                end += len(self._tags[1])
                yield Run(held[:end], offset)
                held, offset = held[end:], offset + end
            if len(held) > LONGEST_RECORD:
                self.broken = f"more than {LONGEST_RECORD:,} bytes without the end of a record"
                break
        self.tail = Slice(held, b"", offset)

    def _begin(self, held: bytes) -> None:
        kind = _SETS.search(held[:_HEAD])
        self.opened = kind is not None
        if kind is not None and kind[0].startswith(b"<Medline"):
            self._tags = _CITATION

    def slices(self, run: Run) -> Iterator[Slice]:
        """Yield the records of a run one by one."""
        opening, closing = self._tags
        offset = run.offset
        for one in run.content.split(closing)[:-1]:
            yield _slice(one, opening, closing, offset)
            offset += len(one) + len(closing)

    def slice(self, run: Run, start: int, end: int) -> Slice:
        """Return one record of a run, which begins after another one's end."""
        opening, closing = self._tags
        return _slice(run.content[start:end - len(closing)], opening, closing, run.offset + start)


def _slice(raw: bytes, opening: bytes, closing: bytes, offset: int) -> Slice:
    start = raw.find(opening, 0, _INDENTED)
    if start >= 0 and raw[start + len(opening)] in _ENDS and not raw[:start].strip():
        return Slice(b"", raw + closing, offset)
    other = re.search(opening + rb"[\s>]", raw)
    start = other.start() if other else len(raw)
    return Slice(raw[:start], raw[start:] + closing, offset)


def later_start(record: bytes) -> int:
    """Return where a second record begins within one that broke, or -1."""
    opening = _CITATION[0] if record.endswith(_CITATION[1]) else _ARTICLE[0]
    starts = [found.start() for found in re.finditer(opening + rb"[\s>]", record)]
    return starts[-1] if len(starts) > 1 else -1


class Lines:
    """Tells the line of an offset in a file, for offsets that only grow."""

    def __init__(self, path: Path, name: str) -> None:
        self._pieces = pieces(path, name)
        self._held = b""
        self._at = 0
        self._line = 1

    def of(self, offset: int) -> int:
        """Return the line, from 1, on which a byte stands."""
        while self._at < offset:
            if not self._held:
                try:
                    self._held = next(self._pieces, b"")
                except InputError:
                    self._held = b""
                if not self._held:
                    break
            step = min(offset - self._at, len(self._held))
            self._line += self._held.count(b"\n", 0, step)
            self._held = self._held[step:]
            self._at += step
        return self._line
