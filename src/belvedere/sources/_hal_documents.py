"""One document of HAL: what is kept of it. No name of an author is."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from belvedere.sources import _hal_words as words
from belvedere.sources import _work_ids as ids
from belvedere.sources import fields
from belvedere.tables.ledger import Ledger
from belvedere.tables.publications import HAL

_VERSION = re.compile(r"v\d+$")
_HAL_ID = re.compile(r"[a-z][a-z0-9_-]*-0*(\d{1,12})")
_DOCUMENT = re.compile(r"\d{1,12}")
_PMID = re.compile(r"[1-9]\d{0,9}")
_SEPARATOR, _JOINT = "_FacetSep_", "_JoinSep_"
_TITLE = re.compile(r"[a-z]{2,3}_title_s")


class DocumentError(ValueError):
    """A record is no document of HAL; the text says why."""


class Document(NamedTuple):
    """One document: its row of work_records and its rows of authorships."""

    row: dict
    authorships: list[dict]


def document(found: Mapping, ledger: Ledger) -> Document:
    """Read one document; fields that were not asked for stay empty.

    Raises DocumentError when it has no number.
    """
    hal_id = _VERSION.sub("", _text(found, "halId_s"))
    record_id = HAL + _number(found, hal_id)
    written = _text(found, "docType_s")
    date = next(filter(None, (
        _appeared(_text(found, name), ledger) for name in ("publicationDate_s", "producedDate_s")
    )), None)
    title = " ".join(_text(found, "journalTitle_s").split())
    pmid, central = _text(found, "pubmedId_s"), _text(found, "pubmedcentralId_s")
    if pmid and not _PMID.fullmatch(pmid):
        ledger.unknown("work_records.pmid", pmid)
        pmid = ""
    if central.isdecimal():
        central = f"PMC{central}"
    row = {
        "record_id": record_id,
        "source": "hal",
        "doi": ids.doi(_text(found, "doiId_s"), ledger),
        "pmid": pmid or None,
        "pmcid": ids.pmcid(central, ledger),
        "hal_id": hal_id or None,
        "title": _title(found),
        "type": words.kind(written, _text(found, "docSubType_s"), ledger),
        "publication_date": date,
        "year": int(date[:4]) if date else None,
        "language": _language(found, ledger),
        "journal_id": ids.journal_id(
            _text(found, "journalIssn_s") or _text(found, "journalEissn_s"), ledger),
        "journal": title or None,
        "source_type": "conference" if written == "COMM" else "journal" if title else None,
        # HAL knows its own copy only: without one a work may still be open elsewhere.
        "open_access": "green" if found.get("openAccess_bool") is True else None,
        "updated": fields.day(_text(found, "modifiedDate_tdate"), "work_records.updated", ledger),
    }
    return Document(row, _authorships(found, record_id, ledger))


def _appeared(written: str, ledger: Ledger) -> str | None:
    """Read a date of publication; one that no work can have is told and left out."""
    date = fields.day(written, "work_records.publication_date", ledger)
    if date and not fields.can_have_appeared(date):
        ledger.unknown("work_records.publication_date", written)
        return None
    return date


def _number(found: Mapping, hal_id: str) -> int:
    """Return the document's number: its own, else the digits of its HAL id."""
    docid = _text(found, "docid")
    if _DOCUMENT.fullmatch(docid):
        return int(docid)
    named = _HAL_ID.fullmatch(hal_id)
    if not named:
        raise DocumentError(
            f"has neither a document number nor a HAL id with one ({docid or hal_id!r})"
            if docid or hal_id else "has neither a document number nor a HAL id"
        )
    return int(named[1])


def _text(found: Mapping, name: str) -> str:
    """Return a field as text: the first of a list, the digits of a number."""
    value = found.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _title(found: Mapping) -> str | None:
    """Return the title, in English or French where it is told in several languages."""
    names = ("title_s", "en_title_s", "fr_title_s", *sorted(filter(_TITLE.fullmatch, found)))
    title = next(filter(None, (_text(found, name) for name in names)), "")
    return " ".join(title.split()) or None


def _language(found: Mapping, ledger: Ledger) -> str | None:
    code = _text(found, "language_s").lower()
    if not code or code == "und":
        return None
    if not (len(code) == 2 and code.isalpha()):
        ledger.unknown("work_records.language", code)
        return None
    return code


def _authorships(found: Mapping, record_id: int, ledger: Ledger) -> list[dict]:
    """Return the rows of the authors, each with the structures that are told as its own.

    Where structures are told for the document as a whole, it is not known who of
    the authors signs which: all stand with one author and share the work evenly.
    """
    countries = _countries(found, ledger)
    authors, own = _authors(found), _structures(found)
    if not any(own.get(person) for person, _ in authors):
        structures = list(dict.fromkeys(_list(found, "structId_i")))
        if structures:
            ledger.note("documents whose structures are not told by author")
            authors, own = [("", False)], {"": structures}
    rows = []
    for position, (person, corresponding) in enumerate(authors, start=1):
        structures = own.get(person) or [None]
        for place, structure in enumerate(structures, start=1):
            rows.append({
                "record_id": record_id,
                "position": position,
                "place": place,
                "is_corresponding": corresponding or None,
                "institution_id": f"hal:{structure}" if structure else None,
                "country": countries.get(structure),
                "weight": 1 / len(authors) / len(structures),
            })
    return rows


def _authors(found: Mapping) -> list[tuple[str, bool]]:
    """Return (number of the person's form, whether corresponding) of those who wrote."""
    told = _list(found, "authFullNameFormIDPersonIDIDHal_fs")
    people = [
        parts[1] if len(parts := one.split(_SEPARATOR)) > 1 else "" for one in told
    ] or [""] * len(_list(found, "authFullName_s") or _list(found, "authIdForm_i"))
    roles = _list(found, "authQuality_s")
    if len(roles) != len(people):
        return [(person, False) for person in people]
    wrote = [
        (person, role == words.CORRESPONDING) for person, role in zip(people, roles)
        if role in words.AUTHORS
    ]
    # A collection has editors only: they are who it is signed by.
    return wrote or [(person, False) for person in people]


def _structures(found: Mapping) -> dict[str, list[str]]:
    """Return the structures of each author, by the number of the person's form."""
    own: dict[str, list[str]] = {}
    for one in _list(found, "authIdHasStructure_fs"):
        person, _, structure = one.partition(_JOINT)
        number = structure.split(_SEPARATOR)[0]
        given = own.setdefault(person.split(_SEPARATOR)[0], [])
        if number.isdecimal() and number not in given:
            given.append(number)
    return own


def _countries(found: Mapping, ledger: Ledger) -> dict[str, str | None]:
    structures, countries = _list(found, "structId_i"), _list(found, "structCountry_s")
    if len(structures) != len(countries):  # lists of different lengths cannot be paired
        return {}
    return {
        structure: fields.country(code, "authorships.country", ledger)
        for structure, code in zip(structures, countries)
    }


def _list(found: Mapping, name: str) -> list[str]:
    value = found.get(name)
    if not isinstance(value, list):
        value = [] if value is None else [value]
    return [
        str(one) for one in value if isinstance(one, int | str) and not isinstance(one, bool)
    ]
