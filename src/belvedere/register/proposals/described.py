"""A release of an open source as the register would describe its organisations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from belvedere.register.organisations.vocabularies import SCHEMES
from belvedere.register.proposals.vocabularies import LEVELS, RELATIONS, ROR_KINDS

Tables = Mapping[str, Iterable[Mapping]]
"""Rows of declared tables: organisation_records, organisation_names, … and units."""


@dataclass(frozen=True)
class Release:
    """One release of one source: ``day`` is the date that its files speak of."""

    source: str
    day: str
    tables: Tables

    @property
    def title(self) -> str:
        return f"{self.source.upper()} {self.day}"


@dataclass
class Described:
    """One organisation as a source has it: fields of the register's, its codes, relations."""

    record_id: str
    fields: dict[str, str | float] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    subjects: list[tuple[str, str]] = field(default_factory=list)
    relations: list[dict] = field(default_factory=list)
    is_active: bool | None = None
    has_name: bool = True
    is_own: bool = True
    """Whether the source is the one that describes it, not only somebody that it names."""


def described(release: Release) -> dict[str, Described]:
    """Return the organisations of a release by their record's identifier."""
    found: dict[str, Described] = {}
    for row in release.tables.get("organisation_records", ()):
        if row["record_id"] not in found:
            found[row["record_id"]] = _record(release, row)
    names: dict[str, list[Mapping]] = {}
    for row in release.tables.get("organisation_names", ()):
        names.setdefault(row["record_id"], []).append(row)
    for record_id, some in names.items():
        if one := found.get(record_id):
            _names(one, some, release.source)
    for row in release.tables.get("units", ()):
        if one := found.get(row["record_id"]):
            _unit(one, row)
    for row in release.tables.get("organisation_relations", ()):
        one = found.get(row["organisation_id"])
        if one and row["relation"] in RELATIONS:
            one.relations.append({name: row.get(name) or "" for name in (
                "relation", "other_id", "other_name", "start", "end", "label", "succession")})
    return found


def _record(release: Release, row: Mapping) -> Described:
    scheme, _, value = row["record_id"].partition(":")
    one = Described(row["record_id"], is_own=scheme == release.source)
    one.has_name = bool(row.get("name"))
    one.codes = [row["record_id"]] if scheme in SCHEMES else []
    if status := row.get("status"):
        one.is_active = status == "active"
    kind = "unit" if scheme == "rnsr" else ROR_KINDS.get(row.get("kind") or "", "partner")
    # Of some that closed the source tells only the number: they go by it.
    name = row.get("name") or (f"{scheme.upper()} {value}" if one.is_own else value)
    one.fields = {
        "kind": kind, "name": name[:500], "acronym": row.get("acronym"),
        "opened": row.get("start"), "closed": row.get("end"), "city": row.get("city"),
        "country": row.get("country"), "website": _address(row.get("website")),
        "latitude": row.get("latitude"), "longitude": row.get("longitude")}
    one.fields = {name: value[:100] if name in ("acronym", "city") else value
                  for name, value in one.fields.items() if value not in (None, "")}
    return one


def _address(written: str | None) -> str | None:
    written = (written or "").strip()
    if not written or " " in written or len(written) > 480:
        return None
    return written if written.startswith(("http://", "https://")) else f"http://{written}"


def _names(one: Described, rows: Iterable[Mapping], source: str) -> None:
    for row in rows:
        if row["kind"] == "number" and len(row["name"]) <= 50:
            one.codes.append(f"label:{row['name']}")
        elif source == "ror" and row["kind"] == "label":
            if row.get("language") == "fr":
                one.fields["name"] = row["name"]
            elif row.get("language") == "en":
                one.fields["name_en"] = row["name"]
    if one.fields.get("name_en") == one.fields.get("name"):
        one.fields.pop("name_en", None)


def _unit(one: Described, row: Mapping) -> None:
    level = row.get("level")
    if level == "federation":
        one.fields["kind"] = "federation" if row.get("kind") == "federation" else "network"
    else:
        one.fields["kind"] = LEVELS.get(level, "unit")
    if row.get("postcode"):
        one.fields["postcode"] = row["postcode"][:20]
    one.subjects = [("domain", text[:200]) for text in row.get("domains") or ()]
    one.subjects += [("erc_panel", text[:200]) for text in row.get("erc_panels") or ()]


def near(found: Mapping[str, Described], of: str) -> dict[str, Described]:
    """Return what an organisation supervises or takes part in, and all that these name.

    Their supervisors, parts, wholes and predecessors come with them; the units of
    other supervisors do not.
    """
    wanted = {record_id for record_id, one in found.items()
              if any(r["other_id"] == of for r in one.relations)}
    more = wanted
    while more:  # predecessors of predecessors, wholes of wholes
        more = {r["other_id"] for record_id in more for r in found[record_id].relations
                if r["other_id"] in found} - wanted
        wanted |= more
    return {record_id: found[record_id] for record_id in sorted(wanted)}
