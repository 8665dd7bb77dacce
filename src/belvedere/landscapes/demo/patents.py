"""European Patent Office: exchange-documents, one a line, as its services give them."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

from anyascii import anyascii

from belvedere.landscapes.demo import words
from belvedere.landscapes.demo.heads import AGENCY, INSTITUTE, SUBSIDIARY
from belvedere.landscapes.demo.world import Organisation, World
from belvedere.landscapes.demo.writing import text_file

NEWEST = datetime.date(2026, 5, 15)
_SHORT = {"INSTITUT": "INST", "UNIVERSITE": "UNIV", "RECHERCHE": "RECH", "NATIONAL": "NAT",
          "UNIVERSITY": "UNIV", "LABORATORY": "LAB", "CENTRE": "CT"}
"""How the Office shortens words of names, in some of its documents."""
_FIRST = ("ANNA", "BOB", "CLEO", "DIANE", "ELIAS", "FLORE")
_LAST = ("NEMO", "OUTIS", "NIEMAND", "NESSUNO", "NADIE", "PERSONNE", "UGLYSS")
_CLASSES = ("A61K  31/   404", "A61P  25/    24", "C12N  15/   113", "G01N  33/    68",
            "A61B   5/    16", "C07K  16/    28", "G16H  50/    20", "A61F   2/    14")
_OFFICES = (("EP", 30, "A1"), ("US", 20, "A1"), ("JP", 35, "A"), ("CN", 30, "A"))
"""Where a family is extended to: the office, months after its priority, letters of its document."""


def write(folder: Path, world: World) -> None:
    """Write the documents of every family."""
    with text_file(folder / "patents" / "epo_ops" / "exchange_documents.jsonl.gz") as text:
        for number in range(world.families):
            for document in _documents(world, number):
                text.write(json.dumps(document, ensure_ascii=False) + "\n")


def _documents(world: World, number: int) -> Iterator[dict]:
    """Yield the documents of one family: the priority's, the international one, extensions."""
    chance = world.chance("patent", number)
    priority = datetime.date(2006, 1, 1) + datetime.timedelta(
        days=round(6_700 * chance.random() ** 0.8))
    applicants = _applicants(world, chance)
    home = applicants[0].country.code
    inventors = [(f"{chance.choice(_LAST)} {chance.choice(_FIRST)}", home
                  if chance.random() < 0.85 else "CH") for _ in range(chance.choice((1, 2, 3, 5)))]
    title = words.title(chance)
    classes = chance.sample(_CLASSES, chance.choice((1, 2, 3)))
    short = chance.random() < 0.4
    design = number % 40 == 7
    parts = [(home, 18, "U1" if number % 25 == 3 else "S" if design else "A1")]
    if number % 25 != 3 and not design and chance.random() < 0.7:
        parts += [("WO", 18, "A1"), *(one for one in _OFFICES if chance.random() < 0.45)]
    for place, (office, months, kind) in enumerate(parts):
        published = priority + datetime.timedelta(days=30 * months + number % 20)
        if published > NEWEST and place:
            continue
        named = [(_name(one, short), one.country.code) for one in applicants]
        if office == "US" and priority.year < 2012:
            named = inventors  # as its law had it
        yield {
            "@system": "ops.epo.org", "@family-id": f"9{number:08d}", "@country": office,
            "@doc-number": f"99{number:06d}", "@kind": kind,
            "bibliographic-data": {
                "publication-reference": _reference(office, number, kind[0], published),
                "classifications-ipcr": {"classification-ipcr": [
                    {"@sequence": str(n), "text": {"$": f"{one}            A I"}}
                    for n, one in enumerate(() if design else classes, start=1)]},
                "application-reference": _reference(
                    office, number, "F" if design else "W" if office == "WO" else "A",
                    priority + datetime.timedelta(days=360 if place else 0)),
                "priority-claims": {"priority-claim": [{
                    "@sequence": "1", "@kind": "national",
                    **_reference(home, number, "A", priority)}]},
                "parties": {
                    "applicants": {"applicant": _parties("applicant", named, office)},
                    "inventors": {"inventor": _parties("inventor", inventors, office)}},
                "invention-title": [{"$": title.upper(), "@lang": "en"}],
            },
        }


def _applicants(world: World, chance: Random) -> list[Organisation]:
    first = world.organisation(chance.choices(
        (INSTITUTE, AGENCY, SUBSIDIARY), (20, 2, 1))[0]) if chance.random() < 0.45 else (
        world.draw(chance))
    others = [world.organisation(INSTITUTE) if chance.random() < 0.3 else world.draw(chance)
              for _ in range(chance.choice((0, 0, 1, 1, 2)))]
    return list(dict.fromkeys([first, *others]))


def _name(organisation: Organisation, short: bool) -> str:
    written = anyascii(organisation.name).upper()
    return " ".join(_SHORT.get(word, word) for word in written.split()) if short else written


def _reference(country: str, number: int, kind: str, day: datetime.date) -> dict:
    return {"document-id": [
        {"@document-id-type": "docdb", "country": {"$": country},
         "doc-number": {"$": f"99{number:06d}"}, "kind": {"$": kind}},
        {"@document-id-type": "epodoc", "doc-number": {"$": f"{country}99{number:06d}"},
         "date": {"$": f"{day:%Y%m%d}"}}]}


def _parties(role: str, named: list[tuple[str, str]], office: str) -> list[dict]:
    """Return parties in the Office's standard form; some offices tell it no countries."""
    return [{
        "@sequence": str(n), "@data-format": "epodoc", f"{role}-name": {"name": {
            "$": name if office in ("CN", "JP") else f"{name}\u2002[{country}]"}},
    } for n, (name, country) in enumerate(named, start=1)]
