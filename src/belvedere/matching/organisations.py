"""Whose identifier is it: source records that are one organisation, joined by statements.

Only statements join: a crosswalk, a list of names, a declared or a curated
merge. Each organisation keeps the statements that made it, so a merge can be
seen, and a statement that says "these two are not one" undoes it.
"""

from collections.abc import Iterable, Iterator, Sequence

from belvedere.matching.components import Components
from belvedere.tables.ledger import Ledger, Place

SCHEMES = ("ror", "rnsr", "uai", "siret", "pic", "cordis")
"""Which identifier names the organisation: the first of these that it has."""

_STRENGTH = {"curated": 0, "declared": 1, "register": 2, "crosswalk": 3, "name_list": 4, "text": 5}
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}
_UNIQUE = ("ror", "rnsr")
"""An organisation has one of each: a weak statement never joins two."""


def scheme(record_id: str) -> str:
    return record_id.partition(":")[0]


def preference(record_id: str) -> tuple:
    """Return the sort key that puts the identifier that names an organisation first."""
    kind = scheme(record_id)
    return (SCHEMES.index(kind) if kind in SCHEMES else len(SCHEMES), record_id)


def _rank(statement: dict) -> tuple:
    return (
        _STRENGTH[statement["basis"]],
        _CONFIDENCE.get(statement["confidence"] or "", 3),
        statement["record_id"], statement["same_as"],
    )


def identities(
    record_ids: Iterable[str], statements: Sequence[dict], ledger: Ledger
) -> Iterator[dict]:
    """Yield one row of organisation_identities for each identifier.

    ``statements`` are rows of organisation_equivalences. Stronger ones come
    first; one that would join two ROR ids, or two RNSR numbers, is refused unless
    a person stated it, and is told to the ledger.
    """
    undone = {frozenset((s["record_id"], s["same_as"])) for s in statements if not s["holds"]}
    joined, known = Components(), set()
    for record_id in record_ids:
        joined.add(record_id)
        known.add(record_id)
    for statement in statements:
        if statement["basis"] != "register" and statement["holds"]:
            known.update((statement["record_id"], statement["same_as"]))
    reason: dict[str, dict] = {}
    for row, statement in enumerate(sorted(
        (s for s in statements if s["holds"]), key=_rank
    ), start=1):
        pair = (statement["record_id"], statement["same_as"])
        if frozenset(pair) in undone:
            ledger.note("merges undone")
            continue
        if statement["basis"] == "register" and not known.issuperset(pair):
            continue  # of an identifier that no other source has, only the register tells
        for name in pair:
            joined.add(name)
        if joined.find(pair[0]) == joined.find(pair[1]):
            continue
        clash = _clash(joined.members(pair[0]), joined.members(pair[1]))
        if clash and statement["basis"] not in ("curated", "declared"):
            ledger.set_aside(
                Place("organisation_equivalences", row),
                f"would join {' and '.join(clash)}, which are two organisations; declare it in "
                "the landscape if they are one",
                f"{pair[0]} same as {pair[1]}: {statement['because']}",
                "organisation_equivalences",
            )
            continue
        joined.join(*pair)
        for name in pair:
            reason.setdefault(name, statement)
    for members in joined.all():
        chosen = min(members, key=preference)
        for name in sorted(members):
            statement = reason.get(name)
            if name == chosen or statement is None:
                yield {"record_id": name, "organisation_id": chosen, "basis": "itself"}
                continue
            other = (statement["same_as"] if statement["record_id"] == name
                     else statement["record_id"])
            yield {
                "record_id": name, "organisation_id": chosen, "basis": statement["basis"],
                "because": statement["because"], "via": other,
            }


def _clash(first: list[str], second: list[str]) -> list[str]:
    for kind in _UNIQUE:
        found = [name for name in (*first, *second) if scheme(name) == kind]
        if len(found) > 1 and any(scheme(n) == kind for n in first) and any(
            scheme(n) == kind for n in second
        ):
            return sorted(found)[:2]
    return []


_KEPT = ("name", "acronym", "kind", "country", "city", "website", "status", "start", "end")


def organisations(
    identity_rows: Iterable[dict], records: Iterable[dict], names: Iterable[dict]
) -> Iterator[dict]:
    """Yield one row of organisations each, from its records in order of preference."""
    described = {record["record_id"]: record for record in records}
    labels: dict[tuple[str, str], str] = {}
    for name in names:
        if name["kind"] == "label" and name["language"] in ("en", "fr"):
            labels.setdefault((name["record_id"], name["language"]), name["name"])
    members: dict[str, list[str]] = {}
    for row in identity_rows:
        members.setdefault(row["organisation_id"], []).append(row["record_id"])
    for organisation_id, record_ids in sorted(members.items()):
        ordered = sorted(record_ids, key=preference)
        known = [described[name] for name in ordered if name in described]
        merged = {"organisation_id": organisation_id, "record_ids": ordered,
                  "records": len(ordered)}
        for column in _KEPT:
            merged[column] = next((r[column] for r in known if r[column] is not None), None)
        if merged["name"] is None and scheme(organisation_id) == "sponsor":
            merged["name"] = organisation_id.partition(":")[2]
        for language in ("en", "fr"):
            merged[f"name_{language}"] = next(
                (labels[name, language] for name in ordered if (name, language) in labels), None
            )
        yield merged
