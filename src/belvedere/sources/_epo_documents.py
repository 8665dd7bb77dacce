"""One exchange-document of the EPO: one publication of one application."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from belvedere.sources import fields
from belvedere.tables.ledger import Ledger

_COUNTRY = re.compile(r"(.*?)\s*\[([A-Z]{2})\]")
_CLASS = re.compile(r"([A-HY]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")
_NUMBER = re.compile(r"[A-Z]{2}[A-Z0-9]{1,20}")
_UTILITY = {("FR", "A3"), ("FR", "A4"), ("FR", "B3"), ("FR", "B4"), ("AU", "A4"), ("AU", "B4")}
"""Utility certificates and innovation patents, published under patents' letters."""


class DocumentError(ValueError):
    """A record is no document of the EPO; the text says why."""


class Party(NamedTuple):
    """An applicant or inventor as a document writes them. An inventor's name is never written."""

    name: str
    country: str | None


class Document(NamedTuple):
    """One document. ``standard``: its applicants are named in the EPO's own standard form."""

    family: str
    number: str
    office: str
    kind: str
    published: str | None
    application: str | None
    filed: str | None
    priorities: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]
    applicants: tuple[Party, ...]
    standard: bool
    inventors: tuple[Party, ...]
    people: frozenset[str]
    classes: tuple[tuple[str, str, str], ...]


class _Node:
    """A JSON object of which nothing is sure: what is not there, or not so, is empty."""

    def __init__(self, found: object) -> None:
        self._found = found if isinstance(found, dict) else {}

    def all(self, name: str) -> list["_Node"]:
        found = self._found.get(name)
        return [_Node(one) for one in (found if isinstance(found, list) else [found])
                if isinstance(one, dict)]

    def at(self, *names: str) -> "_Node":
        node = self
        for name in names:
            node = next(iter(node.all(name)), _Node(None))
        return node

    def text(self, *names: str) -> str:
        """Return the text of an element, or of an attribute (@name) as the last name."""
        if names and names[-1].startswith("@"):
            found = self.at(*names[:-1])._found.get(names[-1])
        else:
            found = self.at(*names)._found.get("$")
        return " ".join(found.split()) if isinstance(found, str) else ""


def document(found: dict, ledger: Ledger) -> Document:
    """Read one document. Raises DocumentError when it has no number or no family."""
    top = _Node(found)
    office, kind = top.text("@country"), top.text("@kind")
    number = f"{office}{top.text('@doc-number')}"
    if not _NUMBER.fullmatch(number):
        raise DocumentError(f"has no publication number ({number + kind!r})")
    family = top.text("@family-id")
    if not family.isdecimal():
        raise DocumentError(f"{number}{kind} has no number of a DOCDB family ({family!r})")
    data = top.at("bibliographic-data")
    reference = _ids(data.at("application-reference"))
    application = reference.get("docdb", _Node(None))
    letters = [application.text(part) for part in ("country", "doc-number", "kind")]
    applicants, standard, _ = _parties(data, "applicant", ledger)
    inventors, _, people = _parties(data, "inventor", ledger)
    return Document(
        family=f"docdb:{family}", number=f"{number}{kind}", office=office,
        kind=_kind(office, kind, letters[2]),
        published=_date(_ids(data.at("publication-reference")), "patent_applications.published",
                        ledger),
        application=":".join(letters) if all(letters) else None,
        filed=_date(reference, "patent_applications.filed", ledger),
        priorities=tuple(filter(None, (
            _date(_ids(claim), "patent_families.priority", ledger)
            for claim in data.at("priority-claims").all("priority-claim")))),
        titles=tuple((title.text("@lang"), title.text())
                     for title in data.all("invention-title") if title.text()),
        applicants=applicants, standard=standard, inventors=inventors,
        people=frozenset(one.name for one in people),
        classes=tuple(dict.fromkeys(_classes(data))),
    )


def _ids(node: _Node) -> dict[str, _Node]:
    """Return a reference's numbers by their kind: docdb, epodoc, original."""
    found: dict[str, _Node] = {}
    for one in node.all("document-id"):
        found.setdefault(one.text("@document-id-type"), one)
    return found


def _date(ids: dict[str, _Node], column: str, ledger: Ledger) -> str | None:
    """Return the date of a reference, which one of its numbers has."""
    for kind in ("docdb", "epodoc", "original"):
        written = ids[kind].text("date") if kind in ids else ""
        if written:
            apart = re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", written)
            return fields.day(apart, column, ledger)
    return None


def _kind(office: str, published: str, applied: str) -> str:
    """Tell a patent from a utility model and a design by the letters of both numbers."""
    if applied == "F" or published.startswith("S"):
        return "design"
    if applied == "U" or published.startswith(("U", "Y")) or (office, published) in _UTILITY:
        return "utility_model"
    return "patent"


def _parties(
    data: _Node, role: str, ledger: Ledger
) -> tuple[tuple[Party, ...], bool, tuple[Party, ...]]:
    """Return those of a role, whether they are named in standard form, and all ways to name them.

    A party that is named in another script too stands once, in Latin letters.
    """
    named: dict[str, list[Party]] = {}
    for node in data.at("parties", f"{role}s").all(role):
        written = node.text(f"{role}-name", "name").strip(" ,;")
        match = _COUNTRY.fullmatch(written)
        name, code = (match[1].strip(" ,;"), match[2]) if match else (written, "")
        if any(map(str.isalnum, name)):
            named.setdefault(node.text("@data-format"), []).append(Party(
                name, fields.country(code, f"patent_{role}s.country", ledger)))
    standard = bool(named.get("epodoc"))
    chosen = named["epodoc"] if standard else next(iter(named.values()), [])
    latin = [one for one in chosen if re.search("[A-Za-z]", one.name)]
    return (tuple(dict.fromkeys(latin or chosen)), standard,
            tuple(one for many in named.values() for one in many))


def _classes(data: _Node) -> Iterator[tuple[str, str, str]]:
    """Yield (scheme, symbol, subclass): today's IPC, else that of the day; and the CPC."""
    today = [one.text("text") for one in data.at("classifications-ipcr").all("classification-ipcr")]
    then = [one.text() for one in data.at("classification-ipc").all("text")]
    for written in today or then:
        if match := _CLASS.match(written):
            yield "IPC", f"{match[1]} {match[2]}/{match[3]}", match[1]
    for one in data.at("patent-classifications").all("patent-classification"):
        if not one.text("classification-scheme", "@scheme").startswith("CPC"):
            continue
        written = one.text("classification-symbol") or (
            "".join(one.text(part) for part in ("section", "class", "subclass"))
            + f"{one.text('main-group')}/{one.text('subgroup')}")
        if match := _CLASS.match(written):
            yield "CPC", f"{match[1]} {match[2]}/{match[3]}", match[1]
