"""Writing files whose bytes depend on their content only: no clock, no machine."""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_THEN = (2026, 6, 1, 0, 0, 0)


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """Open a text file for writing, compressed when its name ends in .gz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw:
        if path.suffix == ".gz":
            # An empty name and a zero time: else gzip would write both in its header.
            with (
                gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
                io.TextIOWrapper(packed, "utf-8", newline="") as text,
            ):
                yield text
        else:
            with io.TextIOWrapper(raw, "utf-8", newline="") as text:
                yield text


@contextmanager
def archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive for writing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        yield opened


@contextmanager
def member(opened: zipfile.ZipFile, name: str, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Write one file of an archive, piece by piece."""
    entry = zipfile.ZipInfo(name, _THEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    with (
        opened.open(entry, "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, encoding, newline="") as text,
    ):
        yield text


def quoted(text: TextIO, columns: tuple[str, ...]):
    """Return a writer of CORDIS rows: semicolons, everything in quotes, the header written."""
    writer = csv.DictWriter(
        text, columns, restval="", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n"
    )
    writer.writeheader()
    return writer
