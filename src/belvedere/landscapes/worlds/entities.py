"""Institutions, sources and topics as OpenAlex describes them: whole, and as works name them."""

from collections.abc import Iterator

from belvedere.landscapes.worlds import numbers
from belvedere.landscapes.worlds.institutions import Institutions
from belvedere.landscapes.worlds.journals import Journals
from belvedere.landscapes.worlds.numbers import OPENALEX
from belvedere.landscapes.worlds.topics import EACH, Topics

UPDATED = "2026-09-28"


def institution(places: Institutions, number: int) -> dict:
    """Return an institution as a work names it."""
    return {
        "id": OPENALEX + places.openalex(number),
        "display_name": places.names[number],
        "ror": f"https://ror.org/{places.rors[number]}",
        "country_code": places.codes[places.country[number]],
        "type": places.types[number],
        "lineage": [OPENALEX + places.openalex(one) for one in places.lineage(number)],
    }


def institutions(places: Institutions) -> Iterator[dict]:
    """Yield each institution whole, with those that it is part of or that are part of it."""
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(places.parent.tolist()):
        if parent >= 0:
            children.setdefault(parent, []).append(number)
    for number in range(len(places)):
        brief = institution(places, number)
        related = [(one, "parent") for one in places.lineage(number)[1:2]]
        related += [(one, "child") for one in children.get(number, ())]
        yield brief | {
            "type_id": f"{OPENALEX}institution-types/{brief['type']}",
            "homepage_url": f"https://i{number}.example.org",
            "display_name_acronyms": [], "display_name_alternatives": [],
            "ids": {"openalex": brief["id"], "ror": brief["ror"]},
            "geo": {"city": None, "country_code": brief["country_code"]},
            "associated_institutions": [
                _without(institution(places, other), "lineage") | {"relationship": relation}
                for other, relation in related
            ],
            "updated_date": UPDATED,
        }


def source(made: Journals, number: int) -> dict:
    """Return a journal or other place as a work names it."""
    issns, publisher = made.issns[number], int(made.publisher[number])
    host = f"{OPENALEX}P{numbers.PUBLISHERS + publisher}" if publisher >= 0 else None
    return {
        "id": OPENALEX + made.openalex(number),
        "display_name": made.titles[number],
        "issn_l": issns[0] if issns else None,
        "issn": issns or None,
        "is_oa": bool(made.doaj[number]) or made.kinds[number] == "repository",
        "is_in_doaj": bool(made.doaj[number]),
        "is_core": True,
        "host_organization": host,
        "host_organization_name": f"Invented Press {publisher + 1}" if host else None,
        "host_organization_lineage": [host] if host else [],
        "type": made.kinds[number],
    }


def sources(made: Journals) -> Iterator[dict]:
    """Yield each journal and other place whole."""
    for number in range(len(made)):
        brief = source(made, number)
        yield brief | {
            "country_code": None, "homepage_url": None, "alternate_titles": [],
            "ids": {"openalex": brief["id"], "issn_l": brief["issn_l"], "issn": brief["issn"]},
            "updated_date": UPDATED,
        }


def topic(made: Topics, number: int) -> dict:
    """Return a topic with its subfield, field and domain, without a score."""
    row = made.rows[number // EACH]
    return {
        "id": OPENALEX + made.openalex(number),
        "display_name": made.name(number),
        **{
            level: {"id": f"{OPENALEX}{level}s/{row[level]}", "display_name": row[name]}
            for level, name in (("subfield", "name"), ("field", "field_name"),
                                ("domain", "domain_name"))
        },
    }


def topics(made: Topics) -> Iterator[dict]:
    """Yield each topic whole."""
    for number in range(len(made.rows) * EACH):
        brief = topic(made, number)
        yield brief | {
            "description": f"An invented part of {made.rows[number // EACH]['name']}.",
            "keywords": [], "ids": {"openalex": brief["id"]}, "updated_date": UPDATED,
        }


def _without(one: dict, key: str) -> dict:
    return {name: value for name, value in one.items() if name != key}
