"""Files of one record a line, cut into pieces of whole lines that memory holds.

A piece is unpacked into a file of its own, which DuckDB reads with all its threads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from belvedere.sources.reading import CutShort, blocks

SIZE = 256 * 1024 * 1024
"""Bytes of a piece, unpacked: of OpenAlex some 30,000 works."""


@dataclass(frozen=True)
class Piece:
    """Some lines of a file: how many stand ``before`` and ``after`` them in all.

    ``cut``: the file breaks off here.
    """

    before: int
    after: int
    cut: bool = False


def pieces(path: Path, name: str, target: Path, size: int = SIZE) -> Iterator[Piece]:
    """Write a file into ``target`` piece by piece, each in place of the one before.

    There is always one. Raises InputError when the file is damaged, or cut within a line.
    """
    before, count, held, last, cut = 0, 0, 0, b"", False
    handle = target.open("wb")
    try:
        try:
            for block in blocks(path, name):
                count += block.count(b"\n")
                handle.write(block)
                held, last = held + len(block), block[-1:]
                if held < size or (end := block.rfind(b"\n") + 1) == 0:
                    continue
                handle.truncate(held - len(block) + end)
                handle.close()
                yield Piece(before, count)
                rest = block[end:]
                before, held, handle = count, len(rest), target.open("wb")
                handle.write(rest)
        except CutShort:
            if last != b"\n":
                raise
            cut = True
        handle.close()
        if held or cut or not before:
            yield Piece(before, count, cut)
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
