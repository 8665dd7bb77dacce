"""A release held to the register: what differs, each with both values."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from belvedere.register.organisations.models import Code
from belvedere.register.organisations.queries import folded
from belvedere.register.proposals.described import Described, Release, described, near
from belvedere.register.proposals.held import Books, owners
from belvedere.register.proposals.vocabularies import ENDING


@dataclass(frozen=True)
class Difference:
    """One thing that a source says and the register does not."""

    about: str
    kind: str
    name: str
    value: Mapping
    held: Mapping = field(default_factory=dict)
    key: str = ""
    organisation: int | None = None

    @property
    def digest(self) -> str:
        """What tells this value of the source from another."""
        text = json.dumps(self.value, sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What a decision is remembered by."""
        return (self.about, self.kind, self.key, self.digest)


def differences(release: Release, of: str | None = None) -> list[Difference]:
    """Return all that a release says otherwise than the register.

    ``of``: only the structures of one supervisor, and all that these name. Of ROR,
    which knows the world, only what the register has, and what is part of it.
    """
    found = described(release)
    if of:
        found = near(found, of)
    known = owners(found, {r: one.fields["name"] for r, one in found.items()
                           if not one.is_own or release.source == "ror"})
    if release.source == "ror":
        found = _of_ours(found, known)
    books = Books(known.values())
    told = []
    for record_id, one in found.items():
        if record_id in known:
            told += _changes(one, known[record_id], books, release)
        else:
            told.append(_new(one, release))
        told += _relations(one, found, known, books)
    if release.source == "rnsr":
        told += _ended(found, known, books, release)
        if not of:
            told += _gone(found, release)
    return told


def _of_ours(found: Mapping[str, Described], known: Mapping[str, int]) -> dict[str, Described]:
    wanted = set(known) | {
        record_id for record_id, one in found.items()
        if any(r["relation"] == "part_of" and r["other_id"] in known for r in one.relations)}
    return {record_id: found[record_id] for record_id in found if record_id in wanted}


def _new(one: Described, release: Release) -> Difference:
    if one.is_active is False:  # gone by then, at the latest
        one.fields.setdefault("closed", release.day)
    value = {**one.fields, "codes": sorted(set(one.codes)), "subjects": one.subjects}
    return Difference(one.record_id, "new", one.fields["name"],
                      {name: said for name, said in value.items() if said})


def _changes(one: Described, pk: int, books: Books, release: Release) -> Iterator[Difference]:
    said, organisation = one.fields, books.organisations[pk]

    def differs(kind: str, value: Mapping, held: Mapping, key: str = "") -> Difference:
        return Difference(one.record_id, kind, organisation.name, value, held, key, pk)

    codes = books.codes.get(pk, set())
    if one.record_id not in codes and one.codes:
        # Known by its name only: until an editor says that they are one, nothing else is told.
        same = {name: said[name] for name in ("name", "city", "country") if name in said}
        yield differs("code", {"codes": one.record_id, **same}, {
            "codes": " ".join(sorted(codes)),
            **{name: getattr(organisation, name) for name in same}}, one.record_id)
        return
    if not one.is_own:
        return
    for code in sorted(set(one.codes) - codes):
        yield differs("code", {"codes": code}, {"codes": " ".join(sorted(codes))}, code)
    called = {folded(name.text) for name in books.names.get(pk, ())} | {folded(organisation.name)}
    if one.has_name and folded(said["name"]) not in called:
        yield differs("name", {"name": said["name"]}, {"name": organisation.name})
    if (acronym := said.get("acronym")) and folded(acronym) not in called:
        yield differs("acronym", {"acronym": acronym}, {"acronym": organisation.acronym})
    place = {name: said[name] for name in ("city", "country", "postcode", "latitude", "longitude")
             if name in said}
    if "city" in said and (folded(said["city"]) != folded(organisation.city) or said.get(
            "country", organisation.country) != organisation.country):
        held = books.places.get(pk)
        yield differs("place", place, {name: getattr(held, name) for name in place
                                       if held and getattr(held, name) not in ("", None)})
    if "opened" in said and not organisation.opened.startswith(said["opened"]):
        yield differs("opened", {"opened": said["opened"]}, {"opened": organisation.opened})
    if "website" in said and _bare(said["website"]) != _bare(organisation.website):
        yield differs("website", {"website": said["website"]}, {"website": organisation.website})
    if one.is_active is False and not organisation.closed:
        yield differs("closed", {"closed": said.get("closed", release.day)}, {"closed": ""})


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?|/+$", "", address.casefold())


def _relations(one: Described, found: Mapping, known: Mapping, books: Books
               ) -> Iterator[Difference]:
    pk = known.get(one.record_id)
    held = {(r.kind, r.other_id) for r in books.relations.get(pk, ())} if pk else set()
    seen = set()
    for told in one.relations:
        key = f"{told['relation']} {told['other_id']}"
        if key in seen or (told["relation"], known.get(told["other_id"])) in held:
            continue
        seen.add(key)
        other = found.get(told["other_id"])
        value = {**told, "other": other.fields["name"] if other else told["other_name"]}
        value.pop("other_name")
        name = books.organisations[pk].name if pk else one.fields["name"]
        yield Difference(one.record_id, "relation", name,
                         {name: said for name, said in value.items() if said},
                         key=key, organisation=pk)


def _ended(found: Mapping, known: Mapping, books: Books, release: Release
           ) -> Iterator[Difference]:
    """What the register holds to be so today and a structure's own record no longer says."""
    for record_id, one in found.items():
        pk = known.get(record_id)
        if pk is None or not one.is_own or not one.is_active:
            continue
        told = {known.get(r["other_id"]) for r in one.relations if r["relation"] in ENDING}
        for relation in books.relations.get(pk, ()):
            if relation.kind in ENDING and not relation.end and relation.other_id not in told:
                yield Difference(
                    record_id, "ended", books.organisations[pk].name,
                    {"relation": relation.kind, "other": relation.other.name,
                     "end": release.day},
                    {"relation": relation.kind, "other": relation.other.name,
                     "start": relation.start, "end": ""},
                    f"{relation.kind} #{relation.other_id}", pk)


def _gone(found: Mapping, release: Release) -> Iterator[Difference]:
    """The directory has all that is active: what it no longer has has closed."""
    held = Code.objects.filter(scheme="rnsr", organisation__closed="").select_related(
        "organisation")
    for code in held:
        if f"rnsr:{code.value}" not in found:
            yield Difference(f"rnsr:{code.value}", "closed", code.organisation.name,
                             {"closed": release.day}, {"closed": ""}, "gone", code.organisation_id)
