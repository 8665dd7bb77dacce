"""Files of the EPO's Open Patent Services, in JSON or XML: the exchange-documents in them.

An answer of the service holds its documents at some depth, which hangs on what was asked:
they are found wherever they are. XML is read as the service itself writes it in JSON:
attributes are "@name", text is "$", children of one name are a list.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from belvedere.errors import InputError
from belvedere.sources.reading import json_document, json_lines, open_bytes
from belvedere.tables.ledger import Ledger, Place

PATTERNS = ("epo_ops/*.json*", "epo_ops/*.xml*", "exchange?document*.json*",
            "exchange?document*.xml*")
ENDINGS = (".json", ".jsonl", ".xml")
_DOCUMENT = "exchange-document"


def find(folder: Path) -> list[Path]:
    """Return the files of exchange-documents under a folder."""
    found = {path for pattern in PATTERNS for path in folder.rglob(pattern)}
    return sorted(path for path in found if path.is_file()
                  and path.name.removesuffix(".gz").endswith(ENDINGS)
                  and not path.name.endswith(".origin.json"))


def records(path: Path, name: str, ledger: Ledger) -> Iterator[tuple[Place, dict]]:
    """Yield (place, exchange-document) of a file, counted in the ledger.

    The place of a document is its line, in a file of lines, else its number.
    """
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    with open_bytes(path, name) as handle:
        if kind == "jsonl":
            for place, found in json_lines(handle, name, ledger):
                documents = list(_documents(found))
                if len(documents) > 1:
                    ledger.record(name, len(documents) - 1)
                if not documents:
                    ledger.set_aside(place, "holds no exchange-document", _short(found))
                yield from ((place, one) for one in documents)
            return
        documents = _of_xml(handle, name, ledger) if kind == "xml" else _of_json(
            handle, name, ledger)
        for number, found in enumerate(documents, start=1):
            ledger.record(name)
            yield Place(name, number), found


def _of_json(handle, name: str, ledger: Ledger) -> Iterator[dict]:
    found = list(_documents(json_document(handle, name, ledger, "answer")))
    if not found:
        raise InputError(f"{name}: holds no exchange-document of the EPO.")
    yield from found


def _documents(found: object) -> Iterator[dict]:
    """Yield the exchange-documents in a JSON value, wherever they are."""
    if isinstance(found, list):
        for one in found:
            yield from _documents(one)
    elif isinstance(found, dict):
        if "@doc-number" in found or "bibliographic-data" in found:
            yield found
            return
        for one in found.values():
            yield from _documents(one)


def _of_xml(handle, name: str, ledger: Ledger) -> Iterator[dict]:
    number = 0
    try:
        for _, element in ElementTree.iterparse(handle):
            if _local(element.tag) == _DOCUMENT:
                number += 1
                yield _as_json(element)
                element.clear()
    except ElementTree.ParseError as error:
        ledger.record(name)
        ledger.set_aside(
            Place(name, number + 1),
            f"the XML breaks at line {error.position[0]} "
            f"({expat.errors.messages.get(error.code, error)}): from there on nothing was read. "
            "Download the file again")


def _as_json(element: ElementTree.Element) -> dict:
    found: dict = {f"@{_local(key)}": value for key, value in element.attrib.items()}
    if element.text and element.text.strip():
        found["$"] = element.text
    for child in element:
        found.setdefault(_local(child.tag), []).append(_as_json(child))
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _short(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)[:300]
