"""PubMed: baseline and update files, and answers of its E-utilities.

Of a record that several files have, the version of the latest stands: updates
come after the baseline in the order of their numbers. A record that an update
withdraws is kept as withdrawn. Authors are counted, never named.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from belvedere.errors import InputError
from belvedere.sources._pubmed_batches import TABLES, batches
from belvedere.sources._pubmed_files import find, newest_first, numbered, pieces
from belvedere.sources._pubmed_net import fetch
from belvedere.sources.base import Files, Source
from belvedere.sources.batches import write_batches
from belvedere.tables.ledger import Ledger

_REVISED = re.compile(
    rb"<DateRevised>\s*<Year>(\d{4})</Year>\s*<Month>(\d\d)</Month>\s*<Day>(\d\d)</Day>")
_LONGEST_DATE = 200


def as_of(files: Files) -> str | None:
    """Return the newest day on which a record was revised: of the last file of the release,
    or of the files that are not of it."""
    paths = newest_first(files.paths)
    newest = b""
    for path in [path for path in paths if not numbered(path)] or paths[:1]:
        newest = max(newest, _revised(path, files.name(path)))
    return newest.decode() or None


def _revised(path: Path, name: str) -> bytes:
    newest, tail = b"", b""
    try:
        for piece in pieces(path, name):
            found = _REVISED.findall(tail + piece)
            newest = max([newest, *(b"-".join(one) for one in found)])
            tail = piece[-_LONGEST_DATE:]
    except InputError:
        pass  # the break is told in reading; the days before it hold
    return newest


def read_batches(files: Files, ledger: Ledger) -> Iterator[dict[str, pa.Table]]:
    """Yield the tables of about 20,000 records at a time, by name.

    Each table has the stored columns of the declared one. A record is in one
    batch only; a text of ``affiliations`` is once in a batch and may be in others.
    """
    for batch in batches(files, ledger):
        yield batch.tables


def write(files: Files, ledger: Ledger, folder: Path) -> dict[str, dict[str, int]]:
    """Write the tables' parts into a folder; return the rows of each."""
    return write_batches(read_batches(files, ledger), TABLES, folder)


SOURCE = Source(
    name="pubmed",
    title="PubMed",
    publisher="U.S. National Library of Medicine",
    licence="public domain; abstracts, which may be copyrighted, are not kept",
    home="https://pubmed.ncbi.nlm.nih.gov/",
    tables=TABLES,
    find=find,
    fetch=fetch,
    write=write,
    as_of=as_of,
    covers=lambda files: "institution",
)
