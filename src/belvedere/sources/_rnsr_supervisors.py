"""Who supervises a structure or takes part in it, as its sheet in the directory lists them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from belvedere.sources._rnsr_older import Establishment
from belvedere.sources._rnsr_words import SUPERVISION, Parallel
from belvedere.sources.base import Row
from belvedere.tables.ledger import Ledger, Place

LISTS = {
    "names": "tutelles", "acronyms": "sigles_des_tutelles", "natures": "nature_de_tutelle",
    "uais": "uai_des_tutelles", "sirets": "siret_des_tutelles", "labels": "label_numero",
}
_UAI = re.compile(r"\d{7}[A-Z]")
_SIRET = re.compile(r"\d{14}")
# Universities of the Pacific have UAI numbers of the State too.
_PACIFIC = {"983": "NC", "984": "PF"}


class Supervisors:
    """Supervisors of all structures, each given as a record once."""

    def __init__(self, rows: list[tuple[Place, Mapping[str, str]]], ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, set[tuple[str, str]]] = {}
        self._by_name: dict[str, set[str]] = {}
        for _, row in rows:
            lists = Parallel(row["code_de_type_de_tutelle"])
            if not all(lists.sure(row[LISTS[part]]) for part in ("names", "uais", "sirets")):
                continue
            for entry in self._entries(lists, row):
                identifier = _identifier(**entry)
                if identifier and entry["name"]:
                    self._by_name.setdefault(entry["name"], set()).add(identifier)

    def rows(
        self, structure: str, row: Mapping[str, str], place: Place
    ) -> Iterator[Row]:
        """Yield the relations of one structure, and each supervisor when first met."""
        lists = Parallel(row["code_de_type_de_tutelle"])
        if not len(lists) and row["tutelles"]:
            self._ledger.note("structures whose kinds of supervision are not given")
        for column in LISTS.values():
            if not lists.sure(row[column]):
                self._ledger.note(f"lists of another length, taken as unknown: {column}")
        named_only = not (lists.sure(row["uai_des_tutelles"]) and lists.sure(
            row["siret_des_tutelles"]))
        for kind, entry, label, acronym, nature in zip(
            lists.spine, self._entries(lists, row), lists.align(row["label_numero"]),
            lists.align(row["sigles_des_tutelles"]), lists.align(row["nature_de_tutelle"]),
        ):
            if kind not in SUPERVISION:
                self._ledger.unknown("organisation_relations.relation", kind)
                continue
            identifier = self._identify(entry, named_only)
            if identifier is None:
                self._ledger.note("supervisors that nothing identifies: left out")
                continue
            yield from self._describe(identifier, entry["name"], acronym, nature, place)
            yield "organisation_relations", {
                "organisation_id": structure,
                "relation": SUPERVISION[kind],
                "other_id": identifier,
                "stated_by": "organisation",
                "other_name": entry["name"],
                "label": label,
            }, place

    def related(
        self, structure: str, establishments: Sequence[Establishment], start: str | None,
        end: str | None, place: Place,
    ) -> Iterator[Row]:
        """Yield the establishments beside a structure that closed: what they are is not told."""
        told = set()
        for one in establishments:
            same = self._by_name.get(one.name, ())
            identifier = next(iter(same)) if len(same) == 1 else _identifier(one.name, None, None)
            if identifier is None or identifier in told:
                continue
            told.add(identifier)
            yield from self._describe(identifier, one.name, one.acronym or None, None, place)
            yield "organisation_relations", {
                "organisation_id": structure,
                "relation": "related_to",
                "other_id": identifier,
                "stated_by": "organisation",
                "other_name": one.name,
                "label": one.label,
                "start": start,
                "end": end,
            }, place

    def _entries(self, lists: Parallel, row: Mapping[str, str]) -> list[dict]:
        columns = [lists.align(row[LISTS[part]]) for part in ("names", "uais", "sirets")]
        return [
            {"name": " ".join(name.split()) if name else None, "uai": uai, "siret": siret}
            for name, uai, siret in zip(*columns)
        ]

    def _identify(self, entry: dict, named_only: bool) -> str | None:
        for part, pattern in (("uai", _UAI), ("siret", _SIRET)):
            if entry[part] and not pattern.fullmatch(entry[part]):
                self._ledger.unknown("organisation_records.record_id", f"{part}:{entry[part]}")
        identifier = _identifier(**entry)
        if identifier is None or not named_only:
            return identifier
        # Its numbers cannot be told from its neighbours', but the very same name
        # has one number, and one only, in the rest of the directory.
        same = self._by_name.get(entry["name"] or "", ())
        if len(same) == 1:
            self._ledger.note("supervisors identified by the number of the same name elsewhere")
            return next(iter(same))
        return identifier

    def _describe(
        self, identifier: str, name: str | None, acronym: str | None, nature: str | None,
        place: Place,
    ) -> Iterator[Row]:
        scheme, _, number = identifier.partition(":")
        names = [(text, kind) for text, kind in ((name, "label"), (acronym, "acronym")) if text]
        if identifier not in self._known:
            self._known[identifier] = set()
            yield "organisation_records", {
                "record_id": identifier,
                "scheme": scheme,
                "name": name,
                "acronym": acronym,
                "kind": nature,
                "country": None if scheme == "rnsr-name" else _PACIFIC.get(number[:3], "FR")
                if scheme == "uai" else "FR",
            }, place
        for text, kind in names:
            if (text, kind) not in self._known[identifier]:
                self._known[identifier].add((text, kind))
                yield "organisation_names", {
                    "record_id": identifier, "name": text, "kind": kind,
                }, place


def _identifier(name: str | None, uai: str | None, siret: str | None) -> str | None:
    """Return the surest identifier: the UAI number, else the SIRET number, else the name."""
    if uai and _UAI.fullmatch(uai):
        return f"uai:{uai}"
    if siret and _SIRET.fullmatch(siret):
        return f"siret:{siret}"
    return f"rnsr-name:{name.casefold()}" if name else None
