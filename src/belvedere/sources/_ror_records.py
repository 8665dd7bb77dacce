"""The two shapes of a ROR record, schema 2 and schema 1, read as one.

Only the fields that are used are described, so that a new field of ROR, or a
damaged one that nobody reads, never sets a record aside.
"""

import re
from dataclasses import dataclass

import msgspec

ID = re.compile(r"(?:https?://)?(?:www\.)?ror\.org/(0[0-9a-z]{6}\d{2})")


class _Relation(msgspec.Struct):
    type: str
    id: str
    label: str | None = None


class _Name(msgspec.Struct):
    value: str
    types: list[str]
    lang: str | None = None


class _Link(msgspec.Struct):
    type: str
    value: str | None = None


class _Geonames(msgspec.Struct):
    name: str | None = None
    country_code: str | None = None
    lat: float | None = None
    lng: float | None = None


class _Location(msgspec.Struct):
    geonames_details: _Geonames | None = None


class _Second(msgspec.Struct):
    """A record of schema 2.0 or 2.1."""

    id: str
    names: list[_Name]
    types: list[str] = []
    status: str | None = None
    established: int | None = None
    links: list[_Link] = []
    locations: list[_Location] = []
    relationships: list[_Relation] = []


class _Address(msgspec.Struct):
    city: str | None = None
    lat: float | None = None
    lng: float | None = None


class _Country(msgspec.Struct):
    country_code: str | None = None


class _Label(msgspec.Struct):
    label: str
    iso639: str | None = None


class _First(msgspec.Struct):
    """A record of schema 1."""

    id: str
    name: str
    types: list[str] = []
    status: str | None = None
    established: int | None = None
    links: list[str] = []
    country: _Country | None = None
    addresses: list[_Address] = []
    labels: list[_Label] = []
    aliases: list[str] = []
    acronyms: list[str] = []
    relationships: list[_Relation] = []


@dataclass(frozen=True)
class Record:
    """A ROR record, whichever schema it came in. ``names`` are (name, language, kind)."""

    schema: int
    ror: str
    name: str | None
    names: tuple[tuple[str, str | None, str], ...]
    types: tuple[str, ...]
    status: str | None
    established: int | None
    website: str | None
    country: str | None
    city: str | None
    latitude: float | None
    longitude: float | None
    relations: tuple[tuple[str, str, str | None], ...]

    @property
    def acronym(self) -> str | None:
        return next((name for name, _, kind in self.names if kind == "acronym"), None)

    @property
    def kind(self) -> str | None:
        """The first type. "Funder" says what it also does, not what it is."""
        return next((kind for kind in self.types if kind != "funder"), next(iter(self.types), None))


class RecordError(ValueError):
    """It is not a ROR record; the text says why."""


def identifier(written: str) -> str | None:
    """Return the nine characters of a ROR id, or None when it is no ROR id."""
    match = ID.fullmatch(written.strip().lower())
    return match[1] if match else None


def record(found: object) -> Record:
    """Read one record of either schema. Raises RecordError when it is neither."""
    if not isinstance(found, dict):
        raise RecordError(f"a JSON object was expected, not {type(found).__name__}")
    if "id" not in found:
        raise RecordError("has no id")
    second = "names" in found
    try:
        read = msgspec.convert(found, _Second if second else _First)
    except msgspec.ValidationError as error:
        raise RecordError(f"not a record of schema {2 if second else 1} ({error})") from None
    ror = identifier(read.id)
    if ror is None:
        raise RecordError(f"{read.id!r} is not a ROR id")
    rest = _of_second(read) if second else _of_first(read)
    return Record(
        ror=ror,
        types=tuple(kind.lower() for kind in read.types),
        status=read.status,
        established=read.established,
        relations=tuple(
            (relation.type.lower(), relation.id, relation.label) for relation in read.relationships
        ),
        **rest,
    )


def _of_second(read: _Second) -> dict:
    place = (read.locations[0].geonames_details if read.locations else None) or _Geonames()
    names = []
    for name in read.names:
        # "ror_display" says which name is shown; alone, that name is a label.
        kinds = [kind for kind in name.types if kind != "ror_display"] or ["label"]
        names += [(name.value, name.lang, kind) for kind in kinds]
    return {
        "schema": 2,
        "name": next((name.value for name in read.names if "ror_display" in name.types), None),
        "names": tuple(names),
        "website": next((link.value for link in read.links if link.type == "website"), None),
        "country": place.country_code,
        "city": place.name,
        "latitude": place.lat,
        "longitude": place.lng,
    }


def _of_first(read: _First) -> dict:
    place = read.addresses[0] if read.addresses else _Address()
    return {
        "schema": 1,
        "name": read.name,
        "names": (
            (read.name, None, "label"),
            *((label.label, label.iso639, "label") for label in read.labels),
            *((alias, None, "alias") for alias in read.aliases),
            *((acronym, None, "acronym") for acronym in read.acronyms),
        ),
        "website": next(iter(read.links), None),
        "country": read.country.country_code if read.country else None,
        "city": place.city,
        "latitude": place.lat,
        "longitude": place.lng,
    }
