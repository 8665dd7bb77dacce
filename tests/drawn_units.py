"""A small invented directory of research structures, to match texts against."""

from collections.abc import Iterator, Sequence

from belvedere.matching.unit_directory import directory
from belvedere.matching.units import UnitMatcher

ORGANISATIONS = {
    "uai:1": ("Institut national de la sante et de la recherche medicale", "INSERM"),
    "uai:2": ("Centre national de la recherche scientifique", "CNRS"),
    "uai:3": ("Université de Valmont", "VALMONT"),
    "uai:4": ("Institut national de recherche en agronomie", "INRA"),
    "uai:5": ("Institut de recherche pour le développement", "IRD"),
}
INSERM, CNRS, VALMONT, INRA, IRD = ORGANISATIONS


def drawn(
    *units: dict, successions: Sequence[tuple[str, str]] = (),
    matcher: type[UnitMatcher] = UnitMatcher,
) -> UnitMatcher:
    """Return a matcher of invented units; ``successions`` are pairs (successor, predecessor)."""
    tables = drawn_tables(*units, successions=successions)
    return matcher(directory(tables))


def drawn_tables(*units: dict, successions: Sequence[tuple[str, str]] = ()) -> dict:
    """Return rows of the declared tables for invented units.

    A unit has number, name, acronym, city, postcode, start, end, level and ``by``: pairs of
    a supervisor and the number that it gives.
    """
    records = [
        {"record_id": record, "scheme": "uai", "name": name, "acronym": acronym, "city": None,
         "start": None, "end": None}
        for record, (name, acronym) in ORGANISATIONS.items()
    ]
    names, relations, places = [], [], []
    for unit in units:
        record = f"rnsr:{unit['number']}"
        records.append({
            "record_id": record, "scheme": "rnsr", "name": unit.get("name"),
            "acronym": unit.get("acronym"), "city": unit.get("city"),
            "start": unit.get("start"), "end": unit.get("end")})
        places.append({"record_id": record, "level": unit.get("level", "unit"),
                       "kind": None, "postcode": unit.get("postcode")})
        for text, kind in ((unit.get("name"), "label"), (unit.get("acronym"), "acronym")):
            if text:
                names.append({"record_id": record, "name": text, "kind": kind})
        for supervisor, label in unit.get("by", ()):
            if label:
                names.append({"record_id": record, "name": label, "kind": "number"})
            relations.append(_relation(record, unit.get("as", "supervised_by"), supervisor,
                                       ORGANISATIONS[supervisor][0], label))
    relations += [
        _relation(f"rnsr:{later}", "successor_of", f"rnsr:{earlier}", None, None)
        for later, earlier in successions
    ]
    return {"organisation_records": records, "organisation_names": names,
            "organisation_relations": relations, "units": places}


def _relation(one: str, relation: str, other: str, name: str | None, label: str | None) -> dict:
    return {"organisation_id": one, "relation": relation, "other_id": other, "other_name": name,
            "label": label, "start": None, "end": None}


SPELLINGS = (
    "{k} {n}", "{k}{n}", "{k}-{n}", "{k}_{n}", "{k}. {n}", "{k} n° {n}", "{k} no. {n}",
    "({k} {n})", "{k}: {n}", "Inserm, {k} {n}, Paris", "CNRS {k}{n}", "{k} {n}/UMR 9999",
    "UMR 9999 - {k}{n}", "Institut X [{k}{n}], F-75014 Paris", "{k}\u00a0{n}", "{k}–{n}",
    "Univ Paris,{k}{n},CNRS", "{k} CNRS {n}", "{k} {zeros}", "{small} {n}",
)


def spelled(kind: str, number: str) -> Iterator[str]:
    """Yield a kind and a number in the twenty spellings."""
    zeros = number if number.startswith("0") or len(number) < 3 else number.replace("0", "O")
    for spelling in SPELLINGS:
        yield spelling.format(k=kind, n=number, zeros=zeros, small=kind.lower())
