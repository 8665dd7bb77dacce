"""The structures of the French directory as matching needs them: codes, names, places, dates."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.errors import InputError
from belvedere.matching.unit_codes import UnitCode, plain, unit_codes
from belvedere.tables import TABLES, french_regions

READ = {
    "organisation_records": ("record_id", "scheme", "name", "acronym", "city", "start", "end"),
    "organisation_names": ("record_id", "name", "kind"),
    "organisation_relations": (
        "organisation_id", "relation", "other_id", "other_name", "label", "start", "end"),
    "units": ("record_id", "level", "kind", "postcode"),
}
"""Tables of the French directory and the columns that are read of them."""

_CEDEX = re.compile(r"\bCEDEX\b.*|\(.*|[0-9]+")
_SAINT = re.compile(r"\bSAINTE?\b")
_WORD = re.compile(r"[A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Supervision:
    """One organisation of a structure: what it is to it, its number there, since and until."""

    relation: str
    organisation_id: str
    name: str
    acronym: str
    label: str
    start: str | None
    end: str | None


@dataclass(slots=True, eq=False)
class Unit:
    """One structure: years are whole years, None where not known."""

    record_id: str
    names: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    codes: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    """Kind and number, with the acronyms of those who give it (none where not told)."""
    supervisions: list[Supervision] = field(default_factory=list)
    kin: set[str] = field(default_factory=set)
    """Structures that precede or follow it, that it is part of or that are part of it."""
    level: str | None = None
    kind: str | None = None
    city: str = ""
    department: str | None = None
    postcode: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def number(self) -> str:
        return self.record_id.partition(":")[2]

    def at(self, year: int) -> bool:
        """Whether it was there at some time of a year, as far as its years are known."""
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


def town(written: str) -> str:
    """Return a town as it is compared: PARIS CEDEX 05 is PARIS, Saint-Denis is ST DENIS."""
    bare = _CEDEX.sub("", plain(written))
    return _SAINT.sub("ST", " ".join(_WORD.findall(bare)))


def directory(tables: Mapping[str, Iterable[Mapping]]) -> dict[str, Unit]:
    """Return the structures of rows of the declared tables, by record."""
    units: dict[str, Unit] = {}
    acronyms: dict[str, str] = {}
    for row in tables["organisation_records"]:
        if row["scheme"] != "rnsr":
            acronyms.setdefault(row["record_id"], row["acronym"] or "")
        elif row["name"] or row["acronym"]:
            units[row["record_id"]] = Unit(
                row["record_id"], city=town(row["city"] or ""),
                start=_year(row["start"]), end=_year(row["end"]))
    for row in tables["organisation_names"]:
        if unit := units.get(row["record_id"]):
            _name(unit, row["name"], row["kind"])
    for row in tables["organisation_relations"]:
        unit = units.get(row["organisation_id"])
        other = units.get(row["other_id"])
        if unit is not None and other is not None:
            unit.kin.add(other.record_id)
            other.kin.add(unit.record_id)
        elif unit is not None and row["relation"] in (
            "supervised_by", "participated_by", "related_to",
        ):
            unit.supervisions.append(Supervision(
                row["relation"], row["other_id"], row["other_name"] or "",
                acronyms.get(row["other_id"], ""), row["label"] or "", row["start"], row["end"]))
            for code in unit_codes(row["label"] or ""):
                unit.codes.setdefault((code.kind, code.number), set()).add(
                    acronyms.get(row["other_id"], ""))
    _places(units, tables["units"])
    return units


def _name(unit: Unit, name: str, kind: str) -> None:
    if kind == "number":
        codes = list(unit_codes(name))
    else:
        codes = [code for code in unit_codes(name) if code.kind not in ("E", "M", "SF")]
        if not (codes and _is_code(name, codes[0])):
            (unit.acronyms if kind == "acronym" else unit.names).append(name)
    for code in codes:
        unit.codes.setdefault((code.kind, code.number), set())


def _is_code(name: str, code: UnitCode) -> bool:
    return code.start == 0 and len(name.strip()) - code.end <= 1


def _places(units: Mapping[str, Unit], rows: Iterable[Mapping]) -> None:
    """Give structures their department: their postal code's, else that of others of the town."""
    known: dict[str, str] = {}
    for row in rows:
        unit = units.get(row["record_id"])
        if unit is not None:
            unit.level, unit.kind = row["level"], row["kind"]
        if unit is not None and row["postcode"]:
            unit.postcode = row["postcode"]
            unit.department = french_regions.department(row["postcode"])
            if unit.department:
                known.setdefault(unit.city, unit.department)
    for unit in units.values():
        if unit.department is None:
            unit.department = known.get(unit.city)


def digest(units: Mapping[str, Unit]) -> str:
    """Return what names a directory: the same structures, told alike, have the same."""
    told = hashlib.sha256()
    for record_id in sorted(units):
        unit = units[record_id]
        codes = sorted((kind, number, sorted(givers))
                       for (kind, number), givers in unit.codes.items())
        told.update(repr((
            record_id, unit.names, unit.acronyms, codes, unit.supervisions, sorted(unit.kin),
            unit.level, unit.city, unit.department, unit.postcode, unit.start, unit.end,
        )).encode())
    return told.hexdigest()[:12]


def _year(written: str | None) -> int | None:
    return int(written[:4]) if written else None


def read_directory(folder: Path) -> dict[str, Unit]:
    """Return the structures of a folder of Parquet tables. Raises InputError with file and row."""
    return directory({table: list(_rows(folder / f"{table}.parquet", table)) for table in READ})


def _rows(path: Path, table: str) -> Iterator[dict]:
    columns = READ[table]
    try:
        there = pq.read_schema(path).names
        missing = [name for name in columns if name not in there]
        read = pq.read_table(path, columns=list(columns)) if not missing else None
    except FileNotFoundError:
        raise InputError(
            f"{path}: not there. Build an edition with the source rnsr first.") from None
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            f"{path}: no whole Parquet file of the table {table} ({str(error).splitlines()[0]}). "
            "Build it again.") from None
    if read is None:
        raise InputError(
            f"{path}: has no column {', '.join(missing)}, so it is not the table {table}. "
            "Build it again.")
    needed = [name for name in columns if TABLES[table].names[name].required]
    for number, row in enumerate(read.to_pylist(), start=1):
        for name, value in row.items():
            wanting = name in needed if value is None else not isinstance(value, str)
            if wanting:
                raise InputError(
                    f"{path}, row {number}: {name} is {value!r}, where the table {table} has a "
                    "text. Build it again.")
        yield row
