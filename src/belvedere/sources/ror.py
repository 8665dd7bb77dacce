"""ROR, the open registry of research organisations: its data dump.

A dump is a zip archive with one JSON array, of which schema 2 is preferred; a
collection with one record a line may mix schemas 1 and 2. Relations are told by
both records, by one only, or lead to a record that is not there: they are
gathered over all files and emitted once each, saying which record states them.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources import fields
from belvedere.sources._ror_files import records
from belvedere.sources._ror_records import Record, RecordError, identifier, record
from belvedere.sources.base import Files, Row, Source
from belvedere.sources.fetching import Fetcher
from belvedere.tables.ledger import Ledger, Place

NEWEST = "https://zenodo.org/api/communities/ror-data/records?q=&sort=newest"
STATUSES = ("active", "inactive", "withdrawn")
KINDS = ("label", "alias", "acronym")
# A record says what the other one is to it: (relation, who is the first in it).
RELATIONS = {
    "parent": ("part_of", "self"),
    "child": ("part_of", "other"),
    "predecessor": ("successor_of", "self"),
    "successor": ("successor_of", "other"),
    "related": ("related_to", "self"),
}
_RELEASE = re.compile(r"v(\d+)\.(\d+)(?:\.(\d+))?-(\d{4}-\d{2}-\d{2})-ror-data")
_ELSEWHERE = "affiliations"
"""Folders of matching references, which hold copies of ROR in other shapes."""


def find(folder: Path) -> Sequence[Path]:
    """Return the newest official dump under a folder, else its files of one record a line."""
    inside = [
        path for path in sorted(folder.rglob("*"))
        if path.is_file() and _ELSEWHERE not in path.relative_to(folder).parts
    ]
    dumps = [
        path for path in inside
        if "ror-data" in path.name and path.suffix in (".zip", ".json")
        and not path.name.endswith((".origin.json", ".part.json"))
    ]
    if dumps:
        return [max(dumps, key=_age)]
    return [
        path for path in inside
        if path.absolute().parent.name == "ror"
        and path.name.removesuffix(".gz").endswith((".jsonl", ".ndjson"))
    ]


def _age(path: Path) -> tuple:
    release = _RELEASE.search(path.name)
    version = tuple(int(part or 0) for part in release.groups()[:3]) if release else ()
    date = release[4] if release else ""
    return date, version, "schema_v2" in path.name, path.suffix == ".zip", path.name


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get the newest dump from Zenodo and check it against the digest given there."""
    address = settings.get("url", NEWEST)
    answer = fetcher.json(address)
    try:
        files = answer["hits"]["hits"][0]["files"]
        entry = next(
            file for file in files if "ror-data" in file["key"] and file["key"].endswith(".zip")
        )
        name, url, checksum = entry["key"], entry["links"]["self"], entry.get("checksum", "")
    except (KeyError, IndexError, TypeError, StopIteration):
        raise InputError(
            f"{address}: the answer names no …ror-data….zip. The community may have moved: "
            "download the dump in a browser (see https://ror.readme.io/docs/data-dump) and give "
            "its folder."
        ) from None
    path = fetcher.download(url, name)
    kind, _, digest = checksum.partition(":")
    if kind == "md5" and _md5(path) != digest:
        path.unlink()
        raise InputError(
            f"{url}: the file that came is not the one that Zenodo describes (its MD5 differs); "
            "it was removed. Run the same command again."
        )
    return [path]


def _md5(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "md5").hexdigest()


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield organisations and names record by record, then the relations of them all."""
    seen: dict[str, Place] = {}
    relations = _Relations(ledger)
    for path in files.paths:
        for place, found in records(path, files.name(path), ledger):
            try:
                one = record(found)
            except RecordError as error:
                ledger.set_aside(place, str(error), str(found))
                continue
            if one.ror in seen:
                ledger.set_aside(
                    place, f"repeats ror:{one.ror} of {seen[one.ror].file}, row "
                    f"{seen[one.ror].row}, which stands", str(found),
                )
                continue
            seen[one.ror] = place
            ledger.note(f"records in schema {one.schema}")
            yield from _rows(one, place, ledger)
            relations.add(one, place)
    yield from relations.rows(seen)


def _rows(one: Record, place: Place, ledger: Ledger) -> Iterator[Row]:
    record_id = f"ror:{one.ror}"
    status = one.status.lower() if one.status else None
    if status and status not in STATUSES:
        ledger.unknown("organisation_records.status", one.status)
        status = None
    start = None
    if one.established is not None:
        start = fields.day(f"{one.established:04d}", "organisation_records.start", ledger)
    yield "organisation_records", {
        "record_id": record_id,
        "scheme": "ror",
        "name": one.name,
        "acronym": one.acronym,
        "kind": one.kind,
        "country": fields.country(one.country or "", "organisation_records.country", ledger),
        "city": one.city,
        "website": one.website,
        "status": status,
        "start": start,
        "latitude": one.latitude,
        "longitude": one.longitude,
    }, place
    # A name may be given twice in one record; it is one name.
    for name, language, kind in dict.fromkeys(one.names):
        if kind not in KINDS:
            ledger.unknown("organisation_names.kind", kind)
            kind = "variant"
        yield "organisation_names", {
            "record_id": record_id, "name": name, "language": language, "kind": kind,
        }, place


class _Relations:
    """Relations as they are told, each with who tells it, until all records are read."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        # (first, relation, second) → (who tells it, second's name as first writes it, where)
        self._told: dict[tuple[str, str, str], tuple[str, str | None, Place]] = {}

    def add(self, one: Record, place: Place) -> None:
        """Take in the relations that one record tells."""
        for kind, written, label in one.relations:
            other = identifier(written)
            if kind not in RELATIONS:
                self._ledger.unknown("organisation_relations.relation", kind)
            elif other is None:
                self._aside(place, f"{written!r} is not a ROR id", kind, written)
            elif other == one.ror:
                self._aside(place, "a relation of an organisation with itself", kind, written)
            else:
                self._add(one.ror, kind, other, label, place)

    def _add(self, own: str, kind: str, other: str, label: str | None, place: Place) -> None:
        relation, first = RELATIONS[kind]
        pair = (own, relation, other) if first == "self" else (other, relation, own)
        by = "organisation" if first == "self" else "other"
        if relation == "related_to" and (other, relation, own) in self._told:
            pair, by = (other, relation, own), "other"  # it goes both ways: one row says it
        told, name, where = self._told.get(pair, (by, None, place))
        self._told[pair] = (
            told if told == by else "both", label if by == "organisation" else name, where
        )

    def _aside(self, place: Place, reason: str, kind: str, written: str) -> None:
        self._ledger.set_aside(place, reason, f"{kind} {written}", "organisation_relations")

    def rows(self, seen: Mapping[str, Place]) -> Iterator[Row]:
        """Yield each relation once, counting those that only one of two records tells."""
        for (first, relation, second), (by, name, place) in self._told.items():
            if first not in seen or second not in seen:
                self._ledger.note(f"relations to records not in the files: {relation}")
            elif by != "both":
                teller = "the organisation's own record" if by == "organisation" else "the other's"
                self._ledger.note(f"one-sided relations: {relation}, told by {teller} only")
            yield "organisation_relations", {
                "organisation_id": f"ror:{first}",
                "relation": relation,
                "other_id": f"ror:{second}",
                "stated_by": by,
                "other_name": name,
            }, place


def as_of(files: Files) -> str | None:
    """Return the date of the release, from the name of its file."""
    for path in files.paths:
        if release := _RELEASE.search(path.name):
            return release[4]
    return None


SOURCE = Source(
    name="ror",
    title="Research Organization Registry",
    publisher="ROR",
    licence="CC0 1.0",
    home="https://ror.org/",
    tables=("organisation_records", "organisation_names", "organisation_relations"),
    find=find,
    fetch=fetch,
    read=read,
    as_of=as_of,
)
