"""Families from documents: what those of one DOCDB family say together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from anyascii import anyascii
from rapidfuzz import fuzz

from belvedere.sources._epo_documents import Document, Party
from belvedere.sources.base import Row
from belvedere.sources.names import normalised
from belvedere.tables.ledger import Place
from belvedere.tables.patents import KINDS

ALIKE = 90
"""How alike, of 100, two names are of which one is the other misspelt: PFEIFER, PFEIFFER."""

Placed = tuple[Document, Place]


class Families:
    """Documents taken in one by one, then told family by family."""

    def __init__(self) -> None:
        self._families: dict[str, list[Placed]] = {}

    def add(self, document: Document, place: Place) -> None:
        self._families.setdefault(document.family, []).append((document, place))

    def rows(self) -> Iterator[Row]:
        """Yield the rows of each family, then each organisation once."""
        organisations: dict[str, tuple[dict, Place]] = {}
        for family_id, placed in self._families.items():
            documents = sorted((one for one, _ in placed), key=_age)
            place = placed[0][1]
            yield "patent_families", _family(family_id, documents), place
            yield from (("patent_applications", row, place) for row in _applications(documents))
            for row in _applicants(documents):
                if row["organisation_id"]:
                    organisations.setdefault(row["organisation_id"], ({
                        "record_id": row["organisation_id"], "scheme": "applicant",
                        "name": row["name"], "country": row["country"]}, place))
                yield "patent_applicants", {"family_id": family_id, **row}, place
            for position, one in enumerate(_leading(documents).inventors, start=1):
                yield "patent_inventors", {
                    "family_id": family_id, "position": position, "country": one.country}, place
            for scheme, symbol, subclass in dict.fromkeys(
                    one for document in documents for one in document.classes):
                yield "patent_classes", {"family_id": family_id, "scheme": scheme,
                                         "symbol": symbol, "subclass": subclass}, place
        for row, place in organisations.values():
            yield "organisation_records", row, place


def applicant_id(name: str, country: str | None) -> str:
    """Return the identifier of an applicant, who is known by name and country only."""
    return f"applicant:{normalised(name)}" + (f" [{country}]" if country else "")


def _age(document: Document) -> tuple:
    return document.published or "9999", document.number


def _family(family_id: str, documents: Sequence[Document]) -> dict:
    kinds = {one.kind for one in documents}
    offices = sorted({one.office for one in documents})
    return {
        "family_id": family_id,
        "kind": min(kinds, key=KINDS.index),
        "title": _title(documents),
        "priority": min((date for one in documents for date in one.priorities), default=None)
        or _first("filed", documents),
        "published": _first("published", documents),
        "offices": offices,
        "office_count": len(offices),
        "applications": len({one.application or one.number for one in documents}),
        "documents": len(documents),
        "inventor_countries": _known(one.country for one in _leading(documents).inventors),
        "subclasses": next((found for scheme in ("IPC", "CPC") if (found := _known(
            subclass for one in documents for kind, _, subclass in one.classes
            if kind == scheme))), None),
        "first_document": documents[0].number,
    }


def _first(column: str, documents: Iterable[Document]) -> str | None:
    return min(filter(None, map(attrgetter(column), documents)), default=None)


def _known(values: Iterable[str | None]) -> list[str] | None:
    """Return values that are known; an unknown list, rather than an empty one, where none is."""
    return sorted({value for value in values if value}) or None


def _title(documents: Sequence[Document]) -> str | None:
    """Return the title in English, else French, else whatever language the earliest has."""
    told = [pair for one in documents for pair in one.titles]
    return next((title for wanted in ("en", "fr") for language, title in told
                 if language == wanted), told[0][1] if told else None)


def _applications(documents: Sequence[Document]) -> Iterator[dict]:
    together: dict[str, list[Document]] = {}
    for one in documents:
        if one.application:
            together.setdefault(one.application, []).append(one)
    for application_id, some in together.items():
        yield {
            "application_id": application_id, "family_id": some[0].family,
            "office": some[0].office, "kind": min((one.kind for one in some), key=KINDS.index),
            "filed": _first("filed", some), "published": _first("published", some),
            "documents": [one.number for one in some],
        }


def _leading(documents: Sequence[Document]) -> Document:
    """Return the document that tells the inventors: the earliest that says where any lives."""
    return min(documents, key=lambda one: (
        not any(party.country for party in one.inventors), not one.inventors, _age(one)))


def _applicants(documents: Sequence[Document]) -> Iterator[dict]:
    """Yield the rows of a family's applicants, as one of its documents has them.

    Inventors apply beside their employer, or in its place, as the law of the United States
    had it until 2012: the document is one that names an organisation, where any does, and
    then its organisations are the applicants.
    """
    people = {_words(name) for one in documents for name in one.people}
    told = [(one, [(party, _is_person(party, people)) for party in one.applicants])
            for one in documents if one.applicants]
    # not every office gives countries; on one day, the document that names the most
    told.sort(key=lambda pair: (
        all(person for _, person in pair[1]), not pair[0].standard,
        not any(party.country for party, _ in pair[1]), pair[0].published or "9999",
        sum(person for _, person in pair[1]) - len(pair[1])))
    if not told:
        yield {"position": 1, "organisation_id": None, "name": None, "country": None}
        return
    document, parties = told[0]
    some = [pair for pair in parties if not pair[1]] or parties
    for position, (party, person) in enumerate(some, start=1):
        yield {
            "position": position,
            "organisation_id": None if person else applicant_id(*party),
            "name": None if person else party.name,
            "country": party.country, "is_person": person, "stated_in": document.number,
        }


def _words(name: str) -> str:
    return " ".join(sorted(re.findall(r"[a-z0-9]+", anyascii(name).lower())))


def _is_person(party: Party, people: set[str]) -> bool:
    """Tell whether an applicant is one of the inventors, however their names are written."""
    name = _words(party.name)
    return name in people or any(fuzz.ratio(name, other) >= ALIKE for other in people)
