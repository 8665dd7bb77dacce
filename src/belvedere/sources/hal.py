"""HAL: documents as its API gives them, in pages or one a line.

A document given twice is kept once, from the first file. Authors are counted,
never named.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from belvedere.errors import InputError
from belvedere.sources._hal_documents import DocumentError, document
from belvedere.sources._hal_net import fetch
from belvedere.sources.base import Files, Row, Source
from belvedere.sources.reading import json_document, lines, open_bytes
from belvedere.tables.ledger import Ledger, Place

PATTERNS = ("hal/*.json*", "hal_api/*.json*", "hal_*.json*", "hal-*.json*")
_ENDINGS = (".json", ".jsonl", ".ndjson")
_NOT_DATA = (".origin.json", ".part.json")


def find(folder: Path) -> Sequence[Path]:
    """Return the pages and lines of documents under a folder."""
    found = {path for pattern in PATTERNS for path in folder.rglob(pattern)}
    return sorted(
        path for path in found
        if path.is_file() and path.name.removesuffix(".gz").endswith(_ENDINGS)
        and not path.name.endswith(_NOT_DATA)
    )


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield each document and who signs it."""
    seen: set[int] = set()
    for path in files.paths:
        for place, found in _records(path, files.name(path), ledger):
            try:
                one = document(found, ledger)
            except DocumentError as error:
                ledger.set_aside(place, str(error))  # without the text: it has names
                continue
            if one.row["record_id"] in seen:
                ledger.note("documents given more than once; the first stands")
                continue
            seen.add(one.row["record_id"])
            yield "work_records", one.row, place
            for row in one.authorships:
                yield "authorships", row, place


def _records(path: Path, name: str, ledger: Ledger) -> Iterator[tuple[Place, dict]]:
    """Yield (place, document) of a file: one document a line, an array, or a page of the API."""
    with open_bytes(path, name) as handle:
        if path.name.removesuffix(".gz").endswith((".jsonl", ".ndjson")):
            yield from _by_line(handle, name, ledger)
            return
        page = json_document(handle, name, ledger)
    if isinstance(page, dict):
        response = page.get("response")
        page = response.get("docs") if isinstance(response, dict) else None
    if not isinstance(page, list):
        raise InputError(f"{name}: neither an array of documents nor a page of HAL's API.")
    for number, found in enumerate(page, start=1):
        ledger.record(name)
        place = Place(name, number)
        if isinstance(found, dict):
            yield place, found
        else:
            ledger.set_aside(place, f"a JSON object was expected, not {type(found).__name__}")


def _by_line(handle: BinaryIO, name: str, ledger: Ledger) -> Iterator[tuple[Place, dict]]:
    """Yield (place, document) of lines; a bad line is told without its text, which has names."""
    for number, line in lines(handle, name, ledger):
        if not line.strip():
            continue
        ledger.record(name)
        place = Place(name, number)
        try:
            found = json.loads(line)
        except ValueError as error:
            ledger.set_aside(place, f"not JSON ({error})")
            continue
        if isinstance(found, dict):
            yield place, found
        else:
            ledger.set_aside(place, f"a JSON object was expected, not {type(found).__name__}")


SOURCE = Source(
    name="hal",
    title="HAL",
    publisher="CCSD",
    licence="CC0 (metadata)",
    home="https://hal.science/",
    tables=("work_records", "authorships"),
    find=find,
    fetch=fetch,
    read=read,
    covers=lambda files: "institution",
)
