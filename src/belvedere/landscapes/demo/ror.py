"""The registry of organisations (ROR): a dump with records of both schemas, as dumps were."""

import json
from collections.abc import Iterator
from pathlib import Path

from belvedere.landscapes.demo import numbering
from belvedere.landscapes.demo.heads import HEADS, INSTITUTE
from belvedere.landscapes.demo.world import Organisation, World, is_laboratory, parent_of, parts_of
from belvedere.landscapes.demo.writing import archive, member

NAME = "v9.9-2026-06-01-ror-data"


def write(folder: Path, world: World) -> None:
    """Write the dump: one JSON array in a zip archive."""
    with (
        archive(folder / "ror" / f"{NAME}.zip") as opened,
        member(opened, f"{NAME}.json") as text,
    ):
        joint = "[\n"
        for number in range(world.organisations):
            organisation = world.organisation(number)
            if organisation.ror is None:
                continue
            related = list(_relations(world, number))
            old = number >= len(HEADS) and number % 4 == 1
            record = (_first_schema if old else _second_schema)(organisation, related)
            text.write(joint + json.dumps(record, ensure_ascii=False))
            joint = ",\n"
        text.write("\n]\n")


def _relations(world: World, number: int) -> Iterator[tuple[str, Organisation]]:
    """Yield (type, other) of one organisation; some relations only one of the two tells."""
    parent = parent_of(number)
    if parent is not None and number % 5 != 2:
        yield "parent", world.organisation(parent)
    for other in parts_of(number, world.organisations):
        if other % 3 != 0 and world.organisation(other).ror is not None:
            yield "child", world.organisation(other)
    if 0 < number < len(HEADS) and number % 2 == 0:
        yield "related", world.organisation(INSTITUTE)
    if number == INSTITUTE:
        yield from (("related", world.organisation(other)) for other in (8, 9, 10, 11, 16))
    if _was_succeeded(world, number):
        yield "successor", world.organisation(number + 1)
    if _was_succeeded(world, number - 1) and number % 3 != 0:
        yield "predecessor", world.organisation(number - 1)


def _was_succeeded(world: World, number: int) -> bool:
    return (
        number >= len(HEADS) and number % 40 == 9 and number + 1 < world.organisations
        and world.organisation(number).ror is not None
        and world.organisation(number + 1).ror is not None
    )


def _status(organisation: Organisation) -> str:
    if organisation.closed:
        return "withdrawn" if organisation.number % 4 == 0 else "inactive"
    return "inactive" if organisation.number >= len(HEADS) and organisation.number % 40 == 9 \
        else "active"


def _site(organisation: Organisation) -> str:
    return f"https://o{organisation.number}.example.org/"


def _second_schema(organisation: Organisation, related: list) -> dict:
    language = organisation.country.language
    names = [
        {"lang": language, "types": ["label", "ror_display"], "value": organisation.name},
        {"lang": None, "types": ["acronym"], "value": organisation.acronym},
    ]
    if organisation.english and organisation.english != organisation.name:
        names.append({"lang": "en", "types": ["label"], "value": organisation.english})
    if is_laboratory(organisation.number):
        names.append({"lang": None, "types": ["alias"],
                      "value": f"U {2_000 + organisation.number}"})
    kinds = [organisation.kind]
    if organisation.number == INSTITUTE:
        kinds.append("funder")
    return {
        "admin": {
            "created": {"date": "2018-11-14", "schema_version": "1.0"},
            "last_modified": {"date": "2026-05-20", "schema_version": "2.1"},
        },
        "domains": [],
        "established": organisation.established,
        "external_ids": [],
        "id": f"https://ror.org/{organisation.ror}",
        "links": [{"type": "website", "value": _site(organisation)}],
        "locations": [{
            "geonames_details": {
                "continent_code": "EU", "country_code": organisation.country.code,
                "country_name": organisation.country.name, "lat": organisation.latitude,
                "lng": organisation.longitude, "name": organisation.city,
            },
            "geonames_id": 90_000_000 + organisation.number,
        }],
        "names": names,
        "relationships": [
            {"label": other.name, "type": kind, "id": f"https://ror.org/{other.ror}"}
            for kind, other in related
        ],
        "status": _status(organisation),
        "types": kinds,
    }


def _first_schema(organisation: Organisation, related: list) -> dict:
    return {
        "id": f"https://ror.org/{organisation.ror}",
        "name": organisation.name,
        "email_address": None,
        "ip_addresses": [],
        "established": organisation.established,
        "types": [organisation.kind.capitalize()],
        "relationships": [
            {"label": other.name, "type": kind.capitalize(),
             "id": f"https://ror.org/{other.ror}"}
            for kind, other in related
        ],
        "addresses": [{
            "lat": organisation.latitude, "lng": organisation.longitude,
            "city": organisation.city, "primary": False, "line": None, "postcode": None,
            "state": None, "state_code": None, "country_geonames_id": None,
            "geonames_city": {"id": 90_000_000 + organisation.number,
                              "city": organisation.city},
        }],
        "links": [_site(organisation)],
        "aliases": [],
        "acronyms": [organisation.acronym],
        "status": _status(organisation),
        "wikipedia_url": None,
        "labels": [],
        "country": {"country_name": organisation.country.name,
                    "country_code": organisation.country.code},
        "external_ids": {},
    }


def write_crosswalk(folder: Path, world: World) -> None:
    """Write the crosswalk from PIC to ROR: most organisations, a few of them wrongly."""
    path = folder / "pic_to_ror.csv"
    with path.open("w", encoding="utf-8", newline="") as text:
        text.write("pic,ror_id,confidence,source\n")
        for number in range(1, world.organisations):
            organisation = world.organisation(number)
            known = number < len(HEADS)
            if organisation.ror is None or (
                not known and world.chance("crosswalk", number).random() < 0.2
            ):
                continue
            sure = known or number % 6 != 0
            text.write(f"{organisation.pic},{organisation.ror},"
                       + ("high,invented_direct\n" if sure else "medium,invented_domain_name\n"))
            if not known and number % 400 == 30:
                # A second, weaker statement that says otherwise: matching must refuse it.
                text.write(f"{organisation.pic},{numbering.ror(number + 2)},"
                           "medium,invented_domain_name\n")
