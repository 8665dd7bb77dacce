"""Drawn works: a small world of works as text, as tables and as the reference's plain works.

    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 9     | FR ror:x; US ror:y + FR ror:z
    b    | 2020 |          | review  |       | -

``signed``: authors separated by ";", an author's affiliations by "+", each a country
and an institution, or one of them, and a text in quotes; "-" is an author without any,
an empty cell no author at all. Citations are of the year of publication. Empty cells are unknown. A
work is in a journal unless ``source`` says otherwise. Other columns: open_access,
retracted (yes, no), mesh, issn, doi, pmid, hal_id.

``institutions``, a second drawing, says which organisation an institution is
(``same_as``), what it is part of (``part_of``) and its ``kind``; else each is an
organisation of its own, in the country of its first signature.

``units``, a third, are research units with their number, their ``by`` (supervisors) and
the years of these, ``from`` and ``to``. What texts name is for the matcher to find out;
the reference is told in ``world(…).texts``.
"""

import re
from fractions import Fraction
from pathlib import Path

from drawn import edition

from belvedere.evidence.store import Edition
from belvedere.indicators.asking import Asker
from belvedere.indicators.reference_signed import Author, Institution, Seat, Work, World
from belvedere.tables.themes import themes

PROMINENT = (("0028-4793", 0, 9999), ("2222-2222", 2020, 2020))
"""The journals on the list of prominent ones, and their first and last year."""

LISTS = (("index", "basic", "0028-4793", 2020, 2020), ("index", "basic", "2222-2222", 0, 9999),
         ("index", "medical", "1111-1111", 0, 9999))
"""The journals on another list, their domain, and their first and last year."""

THEMES = {name: (theme.subfields, theme.mesh) for name, theme in themes().items()}


def cells_of(text: str) -> list[dict[str, str]]:
    """Read a drawing into one dictionary a row, without its empty cells."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    header = [cell.strip() for cell in lines[0].split("|")]
    rows = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        assert len(cells) == len(header), line
        rows.append({name: cell for name, cell in zip(header, cells) if cell})
    return rows


def seat(written: str) -> Seat:
    text = re.search('"(.+)"', written)
    words = re.sub('".*"', "", written).split()
    return Seat(next((w for w in words if len(w) == 2), None),
                next((w for w in words if ":" in w), None), text[1] if text else None)


def authors(written: str) -> tuple[Author, ...]:
    """Read who signs."""
    return tuple(
        () if author.strip() == "-" else tuple(map(seat, author.split("+")))
        for author in written.split(";") if author.strip()
    )


def _work(row: dict[str, str]) -> Work:
    year = int(row["year"]) if "year" in row else None
    cites = int(row["cites"]) if "cites" in row else None
    yes = {"yes": True, "no": False, None: None}
    return Work(
        name=row["work"], year=year, type=row.get("type"),
        subfields=((row["subfield"], Fraction(1)),) if "subfield" in row else (),
        source_type=row.get("source", "journal"), is_retracted=yes[row.get("retracted")],
        cited_by_count=cites, cited=((year or 2020, cites),) if cites else (),
        open_access=row.get("open_access"), issn=row.get("issn"),
        mesh=tuple(row["mesh"].split("; ")) if "mesh" in row else None,
        authors=authors(row.get("signed", "")),
    )


def world(text: str, institutions: str = "", units: str = "", texts=None) -> World:
    """Read a drawn world as the reference reads it."""
    works = [_work(row) for row in cells_of(text)]
    told = {row["institution"]: row for row in cells_of(institutions)} if institutions else {}
    known: dict[str, Institution] = {}
    for work in works:
        for author in work.authors:
            for place in author:
                if place.institution:
                    known.setdefault(place.institution, Institution(place.country))
    for name, row in told.items():
        country = row.get("country") or known.get(name, Institution()).country
        known[name] = Institution(
            country, row.get("same_as"),
            tuple(row["part_of"].split("; ")) if "part_of" in row else (),
            row.get("kind") == "company",
        )
    supervised: dict[str, list] = {}
    for row in cells_of(units) if units else ():
        supervised.setdefault(row["unit"], []).append(
            (row["by"], int(row.get("from", 0)), int(row.get("to", 9999))))
    return World(works, known, texts or {}, supervised, THEMES, PROMINENT, LISTS)


def number_of(text: str | None) -> int | None:
    """Return the number of an affiliation's text."""
    return None if text is None else int.from_bytes(text.encode()[:3]) * 1000 + len(text)


ACRONYMS = {"ror:02vjkv261": "INSERM", "ror:02feahw73": "CNRS"}
"""Of organisations that a rule finds by their names."""


def _units(drawn: World) -> dict[str, list[dict]]:
    """Return the French directory's tables: rnsr:U1016 has the number U 1016."""
    rows: dict[str, list[dict]] = {name: [] for name in (
        "organisation_records", "organisation_names", "organisation_relations", "units")}
    for unit, by in drawn.units.items():
        label = re.sub(r"^([A-Z]+)(\d+)$", r"\1 \2", unit.partition(":")[2])
        rows["organisation_records"].append(
            {"record_id": unit, "scheme": "rnsr", "name": f"Laboratory {label}",
             "country": "FR"})
        rows["organisation_names"].append({"record_id": unit, "name": label, "kind": "number"})
        rows["units"].append({"record_id": unit, "number": unit, "level": "unit"})
        rows["organisation_relations"] += [
            {"organisation_id": unit, "relation": "supervised_by", "other_id": who,
             "stated_by": "organisation", "label": label,
             "start": str(first) if first else None, "end": str(last) if last < 9999 else None}
            for who, first, last in by]
    return rows


def _authorships(record_id: int, work: Work) -> list[dict]:
    """Return the authorships of a work, with the weights that OpenAlex's works are given."""
    rows = []
    for position, author in enumerate(work.authors, start=1):
        named = [place for place in author if place.institution]
        common = {"record_id": record_id, "position": position, "author_key": position}
        for number, place in enumerate(author or (Seat(),), start=1):
            share = 1 / (len(named or author or (Seat(),)) * len(work.authors))
            counts = place.institution or not named
            rows.append(common | {
                "place": number, "institution_id": place.institution,
                "affiliation_id": number_of(place.text),
                "country": place.country if counts else None, "weight": share if counts else 0.0})
        # a country that the source gives to the author and to none of his institutions
        others = {p.country for p in author if p.country} - {p.country for p in named}
        rows += [common | {"place": 0, "country": code, "weight": 0.0}
                 for code in sorted(others) if named]
    return rows


def tables(drawn: World, ids: list[int] | None = None, **more: list[dict]) -> dict:
    """Return a world as the rows of tables; ``ids`` are the records' numbers, else 1, 2, 3 …"""
    rows: dict[str, list[dict]] = {name: [] for name in (
        "work_records", "authorships", "citations", "organisation_records",
        "organisation_equivalences", "institution_lineage", "journal_lists")} | _units(drawn)
    written = {place.text for work in drawn.works for author in work.authors for place in author}
    rows["affiliations"] = [{"affiliation_id": number_of(text), "affiliation": text}
                            for text in sorted(written - {None})]
    for number, work in zip(ids or range(1, len(drawn.works) + 1), drawn.works):
        rows["work_records"].append({
            "record_id": number, "source": "openalex", "openalex_id": f"W{number}",
            "title": work.name, "type": work.type, "source_type": work.source_type,
            "year": work.year, "publication_date": str(work.year) if work.year else None,
            "is_retracted": work.is_retracted, "is_paratext": work.is_paratext,
            "open_access": work.open_access, "cited_by_count": work.cited_by_count,
            "subfield": work.subfields[0][0] if work.subfields else None,
            "mesh": list(work.mesh) if work.mesh else None,
            "journal_id": f"issn:{work.issn}" if work.issn else None,
            "updated": f"{work.updated}-01-01",
        })
        rows["authorships"] += _authorships(number, work)
        rows["citations"] += [{"record_id": number, "year": year, "citations": count}
                              for year, count in work.cited]
    for name, known in drawn.institutions.items():
        rows["organisation_records"].append({
            "record_id": name, "scheme": name.partition(":")[0], "name": name,
            "acronym": ACRONYMS.get(name), "country": known.country,
            "kind": "company" if known.is_company else "research"})
        if known.organisation:
            rows["organisation_equivalences"].append({
                "record_id": name, "same_as": known.organisation, "basis": "declared",
                "holds": True, "because": "drawn"})
        rows["institution_lineage"] += [
            {"institution_id": name, "ancestor_id": above} for above in known.ancestors]
    rows["journal_lists"] = [
        {"list": "prominent", "version": "1", "domain": "medical", "issn_l": issn, "title": issn,
         "valid_from": first, "valid_to": last, "is_default": True}
        for issn, first, last in drawn.prominent
    ] + [{"list": name, "version": "2", "domain": domain, "issn_l": issn, "title": issn,
          "valid_from": first, "valid_to": last, "is_default": False}
         for name, domain, issn, first, last in drawn.lists]
    return rows | more


def asker(
    folder: Path, drawn: World | str, institutions: str = "", units: str = "", **more: list[dict]
) -> Asker:
    """Return an asker over a drawn world."""
    if isinstance(drawn, str):
        drawn = world(drawn, institutions, units)
    return Asker(built(folder, tables(drawn, **more)))


def built(folder: Path, rows: dict[str, list[dict]], parts: int = 1) -> Edition:
    """Build an edition of a world's rows, its works in so many parts."""
    return edition(folder, rows, as_of="2024-01-01", parts=parts)


class Unstored(Asker):
    """An asker to whom the stored sums are not available: it reads the facts."""

    def stored(self, question, when, dimension=None) -> bool:
        return False
