"""The organisations that texts are matched to, from the rows of declared tables."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

KINDS = ("education", "healthcare", "facility", "government", "company", "nonprofit", "archive",
         "funder", "other")


class Organisation(NamedTuple):
    """One organisation as it is sought: its names with their kind, where it is, its family."""

    record_id: str
    name: str
    names: tuple[tuple[str, str], ...]
    kind: str
    country: str
    city: str
    active: bool
    parents: tuple[str, ...]
    successors: tuple[str, ...]
    children: int
    relatives: int
    works: int | None
    """How many works OpenAlex counts for it, or for what followed it and has them now."""


class Reference:
    """All organisations in order of identifier, with the digest of what they were made from."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self.organisations = tuple(sorted(organisations, key=lambda one: one.record_id))
        self.number = {one.record_id: n for n, one in enumerate(self.organisations)}
        digest = hashlib.sha256()
        for one in self.organisations:
            digest.update(repr(tuple(one)).encode())
        self.digest = digest.hexdigest()[:16]

    @classmethod
    def of_rows(
        cls, records: Iterable[Mapping], names: Iterable[Mapping], relations: Iterable[Mapping],
        scheme: str = "ror",
    ) -> "Reference":
        """Return the reference that rows of the three source tables of organisations make."""
        called: dict[str, set[tuple[str, str]]] = {}
        for row in names:
            if row["kind"] != "number":
                called.setdefault(row["record_id"], set()).add((row["name"], row["kind"]))
        parents: dict[str, set[str]] = {}
        successors: dict[str, set[str]] = {}
        children: dict[str, int] = {}
        relatives: dict[str, int] = {}
        for row in relations:
            own, other = row["organisation_id"], row["other_id"]
            if row["relation"] == "part_of" and other not in parents.setdefault(own, set()):
                parents[own].add(other)
                children[other] = children.get(other, 0) + 1
            elif row["relation"] == "successor_of":
                successors.setdefault(other, set()).add(own)
            elif row["relation"] == "related_to":
                for end in (own, other):
                    relatives[end] = relatives.get(end, 0) + 1
        rows = list(records)
        counts = {row["record_id"]: row["works_count"] for row in rows
                  if row.get("works_count") is not None}
        made = []
        for row in rows:
            own = row["record_id"]
            if row["scheme"] != scheme or row["status"] == "withdrawn":
                continue
            own_names = set(called.get(own, ()))
            if row["name"]:
                own_names = {(n, k) for n, k in own_names if n != row["name"]}
                own_names.add((row["name"], "label"))
            kind = row["kind"] or ""
            made.append(Organisation(
                own, row["name"] or "", tuple(sorted(own_names)),
                kind if kind in KINDS else "", row["country"] or "", row["city"] or "",
                row["status"] != "inactive", tuple(sorted(parents.get(own, ()))),
                tuple(sorted(successors.get(own, ()))), children.get(own, 0),
                relatives.get(own, 0),
                max((counts[one] for one in (own, *successors.get(own, ())) if one in counts),
                    default=None),
            ))
        return cls(made)
