"""Files of one record a line, cut into pieces of whole lines that memory holds.

A piece is unpacked into a file of its own, which DuckDB reads with all its threads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from belvedere.sources.reading import CutShort, blocks

FIRST, SIZE = 32 * 1024 * 1024, 256 * 1024 * 1024
"""Bytes of the first piece, unpacked, and at most: each has twice those of the one before, so
that reading begins at once. Of OpenAlex the largest are some 30,000 works."""


@dataclass(frozen=True)
class Piece:
    """Some lines of a file, unpacked: how many stand ``before`` and ``after`` them in all.

    ``cut``: the file breaks off here.
    """

    file: Path
    before: int
    after: int
    cut: bool = False


def pieces(path: Path, name: str, scratch: Path, size: int = SIZE) -> Iterator[Piece]:
    """Write a file into a folder piece by piece, each in place of the last but one.

    So the next may be written while one is read; the last two stay. There is always one.
    Raises InputError when the file is damaged, or cut within a line.
    """
    held, other = scratch / "piece.jsonl", scratch / "other.jsonl"
    before, count, filled, last, cut = 0, 0, 0, b"", False
    most, handle = min(FIRST, size), held.open("wb")
    try:
        try:
            for block in blocks(path, name):
                count += block.count(b"\n")
                handle.write(block)
                filled, last = filled + len(block), block[-1:]
                if filled < most or (end := block.rfind(b"\n") + 1) == 0:
                    continue
                handle.truncate(filled - len(block) + end)
                handle.close()
                yield Piece(held, before, count)
                rest, most = block[end:], min(2 * most, size)
                held, other = other, held
                before, filled, handle = count, len(rest), held.open("wb")
                handle.write(rest)
        except CutShort:
            if last != b"\n":
                raise
            cut = True
        handle.close()
        if filled or cut or not before:
            yield Piece(held, before, count, cut)
    finally:
        handle.close()


def cut_after(path: Path, name: str) -> int | None:
    """Return after how many lines a compressed file is cut; None when it is whole.

    Raises InputError when it is damaged, or cut within a line.
    """
    count, last = 0, b""
    try:
        for block in blocks(path, name):
            count, last = count + block.count(b"\n"), block[-1:]
    except CutShort:
        if last != b"\n":
            raise
        return count
    return None
