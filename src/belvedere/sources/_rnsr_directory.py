"""The structures of the directory: those of the CSV, and those that they speak of."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belvedere.sources import fields
from belvedere.sources._rnsr_older import Older, older_structures
from belvedere.sources._rnsr_supervisors import Supervisors
from belvedere.sources._rnsr_words import (
    DOMAINS,
    ENDING,
    KINDS,
    LEVELS,
    NUMBER,
    SUCCESSIONS,
    Parallel,
    codes,
    country_abroad,
)
from belvedere.sources.base import Row
from belvedere.tables import french_regions
from belvedere.tables.ledger import Ledger, Place


class Directory:
    """The structures of the CSV and what they say of others."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.active: set[str] = set()
        # part and whole → (who says so, where)
        self._parts: dict[tuple[str, str], tuple[str, Place]] = {}
        # other structures that are spoken of → where first
        self._told: dict[str, Place] = {}
        self._preceding: set[str] = set()
        self._ends: dict[str, str] = {}
        self._supervisors = Supervisors([], ledger)
        # what the names of the CSV say: number, text, kind
        self._named: set[tuple[str, str, str]] = set()

    def rows(self, rows: Sequence[tuple[Place, dict]]) -> Iterator[Row]:
        self._supervisors = supervisors = Supervisors(rows, self._ledger)
        for place, row in rows:
            number = row["numero_national_de_structure"]
            reason = None
            if not NUMBER.fullmatch(number):
                reason = f"{number!r} is no national number of a structure"
            elif number in self.active:
                reason = f"repeats structure {number}; the first row stands"
            if reason:
                # Not the whole row: it may name directors.
                self._ledger.set_aside(place, reason, f"{number} {row['libelle']}")
                continue
            self.active.add(number)
            yield from self._structure(number, row, place)
            yield from supervisors.rows(f"rnsr:{number}", row, place)
            yield from self._predecessors(number, row, place)
            self._hierarchy(number, row, place)
        yield from self._part_of()

    def _structure(self, number: str, row: Mapping[str, str], place: Place) -> Iterator[Row]:
        record_id = f"rnsr:{number}"
        lists = Parallel(row["code_de_type_de_tutelle"])
        labels = list(dict.fromkeys(label for label in lists.split(row["label_numero"]) if label))
        start = fields.day(row["annee_de_creation"], "units.start", self._ledger)
        postcode = row["code_postal"]
        abroad = country_abroad(row["commune"])
        department = None if abroad else french_regions.department(postcode)
        yield "organisation_records", {
            "record_id": record_id,
            "scheme": "rnsr",
            "name": row["libelle"],
            "acronym": row["sigle"],
            "kind": row["type_de_structure"],
            "country": abroad or french_regions.country(postcode),
            "city": row["commune"],
            "website": row["site_web"],
            "status": "active",
            "start": start,
        }, place
        named = list(name_rows(record_id, row["libelle"], row["sigle"], labels, place))
        self._named.update((number, name["name"], name["kind"]) for _, name, _ in named)
        yield from named
        yield "units", {
            "record_id": record_id,
            "number": number,
            "name": row["libelle"],
            "acronym": row["sigle"],
            "level": self._word(LEVELS, row["code_de_niveau_de_structure"], "units.level"),
            "kind": self._word(KINDS, row["code_de_type_de_structure"], "units.kind"),
            "kind_written": row["type_de_structure"],
            "labels": ", ".join(labels),
            "start": start,
            "domains": self._domains(row["code_domaine_scientifique"]),
            "erc_panels": codes(row["code_panel_erc"]),
            "postcode": postcode,
            "city": row["commune"],
            "department": department,
            "region": french_regions.REGION_OF.get(department),
            "website": row["site_web"],
            "url": row["fiche_rnsr"],
        }, place

    def _word(self, words: Mapping[str, str], code: str, column: str) -> str | None:
        if code and code not in words:
            self._ledger.unknown(column, code)
        return words.get(code)

    def _domains(self, cell: str) -> list[str]:
        found = (self._word(DOMAINS, code, "units.domains") for code in codes(cell))
        return [domain for domain in found if domain]

    def _predecessors(self, number: str, row: Mapping[str, str], place: Place) -> Iterator[Row]:
        numbers = codes(row["numero_de_structure_historique"])
        kinds = codes(row["code_de_type_de_succession"])
        years = codes(row["annee_d_effet_historique"])
        for column, told in (("types", kinds), ("years", years)):
            if told and len(told) != len(numbers):
                self._ledger.note(f"{column} of succession of another length, taken as unknown")
                told.clear()
        blank = [""] * len(numbers)
        for other, kind, written in zip(numbers, kinds or blank, years or blank):
            if not self._is_other(other, number, "predecessor", place):
                continue
            succession = self._word(SUCCESSIONS, kind, "organisation_relations.succession")
            year = fields.day(written, "organisation_relations.start", self._ledger)
            self._told.setdefault(other, place)
            self._preceding.add(other)
            if year and succession in ENDING:
                # Told to have ended twice, it was still there to end the second time.
                self._ends[other] = max(year, self._ends.get(other, ""))
            yield "organisation_relations", {
                "organisation_id": f"rnsr:{number}",
                "relation": "successor_of",
                "other_id": f"rnsr:{other}",
                "stated_by": "organisation",
                "succession": succession or "succession",
                "start": year,
            }, place

    def _hierarchy(self, number: str, row: Mapping[str, str], place: Place) -> None:
        for column, by in (
            ("numero_de_structure_parent", "organisation"), ("numero_de_structure_enfant", "other"),
        ):
            for other in codes(row[column]):
                if self._is_other(other, number, column, place):
                    pair = (number, other) if by == "organisation" else (other, number)
                    told, where = self._parts.get(pair, (by, place))
                    self._parts[pair] = (told if told == by else "both", where)
                    self._told.setdefault(other, place)

    def _part_of(self) -> Iterator[Row]:
        for (part, whole), (by, place) in self._parts.items():
            if part not in self.active or whole not in self.active:
                self._ledger.note("relations to structures not in the file: part_of")
            elif by != "both":
                self._ledger.note(f"one-sided relations: part_of, told by {by} only")
            if (whole, part) in self._parts and part < whole:
                self._ledger.note("structures each of which is part of the other")
            yield "organisation_relations", {
                "organisation_id": f"rnsr:{part}",
                "relation": "part_of",
                "other_id": f"rnsr:{whole}",
                "stated_by": by,
            }, place

    def _is_other(self, other: str, number: str, what: str, place: Place) -> bool:
        if not other:
            return False
        reason = None
        if not NUMBER.fullmatch(other):
            reason = f"{other!r} is no national number of a structure"
        elif other == number:
            reason = "a relation of a structure with itself"
        if reason:
            self._ledger.set_aside(place, reason, f"{what} {other}", "organisation_relations")
        return reason is None

    def closed(self, exports: Sequence[tuple[Path, str]]) -> Iterator[Row]:
        """Yield the structures that the CSV lacks, as older exports describe them."""
        described = set(self.active)
        for path, name in exports:
            yield from self._older(path, name, described)
        for number, place in self._told.items():
            if number not in described:
                self._ledger.note("structures of which only the number is known")
                yield "organisation_records", {
                    "record_id": f"rnsr:{number}",
                    "scheme": "rnsr",
                    # A parent or child that is missing may be active and not public.
                    "status": "inactive" if number in self._preceding else None,
                    "end": self._ends.get(number),
                }, place
        if still := len(self.active & self._ends.keys()):
            self._ledger.note("structures still active after a succession that ends them", still)

    def _older(self, path: Path, name: str, described: set[str]) -> Iterator[Row]:
        for place, one in older_structures(path, name, self._ledger):
            if one.number in self.active:
                self._ledger.note("structures of older exports that the CSV describes")
                yield from self._older_names(one, place)
            elif one.number in described:
                self._ledger.note("structures of older exports that a newer one describes")
            else:
                described.add(one.number)
                start = fields.day(one.start, "organisation_records.start", self._ledger)
                end = (fields.day(one.end, "organisation_records.end", self._ledger)
                       or self._ends.get(one.number))
                record_id = f"rnsr:{one.number}"
                yield "organisation_records", {
                    "record_id": record_id,
                    "scheme": "rnsr",
                    "name": one.name,
                    "acronym": one.acronym,
                    "city": one.city or None,
                    # The CSV has all active structures; without it, only a year of
                    # closure says that this one is not.
                    "status": "inactive" if end or self.active else None,
                    "start": start,
                    "end": end,
                }, place
                yield from name_rows(record_id, one.name, one.acronym, one.labels, place)
                yield from self._supervisors.related(
                    record_id, one.establishments, start, end, place)

    def _older_names(self, one: Older, place: Place) -> Iterator[Row]:
        """Yield what a structure of the CSV was called: EA 4426 is UR 4426 since 2020."""
        for table, row, _ in name_rows(
            f"rnsr:{one.number}", one.name, one.acronym, one.labels, place
        ):
            kind = "alias" if row["kind"] == "label" else row["kind"]
            if (one.number, row["name"], row["kind"]) not in self._named:
                self._named.add((one.number, row["name"], row["kind"]))
                yield table, {**row, "kind": kind}, place


def name_rows(
    record_id: str, name: str, acronym: str, labels: Sequence[str], place: Place
) -> Iterator[Row]:
    """Yield the names of one structure: its label, its acronym and its numbers."""
    told = [(name, "label"), (acronym, "acronym"), *((label, "number") for label in labels)]
    for text, kind in told:
        if text:
            yield "organisation_names", {
                "record_id": record_id, "name": text, "kind": kind,
            }, place
