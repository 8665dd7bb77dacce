"""The labelled texts and the reference that come with them."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from belvedere.matching.reference import Reference
from belvedere.matching.texts import canonical

SETS = (
    "marple_crossref_2024", "marple_springer_2023", "s2aff", "ror_logs_2023", "ror_api_names",
    "crossref_publisher_2023", "springer_2023_10k",
)
FOLDS = 5
_RELATION = {
    "parent": ("part_of", False), "child": ("part_of", True),
    "predecessor": ("successor_of", False), "successor": ("successor_of", True),
    "related": ("related_to", False),
}


class Labelled(NamedTuple):
    """A text, the organisations that its label names, and the set it is of."""

    set: str
    text: str
    labels: frozenset[str]


def labelled(folder: Path, name: str) -> list[Labelled]:
    """Return the texts of one set. ``folder`` is the one that holds ``affiliations``."""
    path = folder / "affiliations" / f"{name}.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [
            Labelled(name, row["string"], frozenset(f"ror:{url[-9:]}" for url in row["ror"]))
            for row in map(json.loads, lines)
        ]


def fold(text: str) -> int:
    """Return the part that a text is of: texts of the same words are in one."""
    words = " ".join(sorted({word for word in canonical(text) if not word.isdigit()}))
    return int(hashlib.sha256(words.encode()).hexdigest(), 16) % FOLDS


def reference(folder: Path, counted: bool = True) -> Reference:
    """Return the reference of the labelled texts, from rows as the ROR source writes them.

    ``counted`` adds how many works OpenAlex counts for each organisation.
    """
    path = folder / "affiliations" / "reference" / "ror_ref_plus.jsonl.gz"
    records, names, relations = [], [], []
    works = _works(folder) if counted else {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            own = f"ror:{entry['id'][-9:]}"
            records.append(_record(own, entry) | {"works_count": works.get(own)})
            names += [
                {"record_id": own, "name": name["v"], "kind": kind}
                for name in entry["names"] for kind in name["t"] if kind != "ror_display"
            ]
            relations += _relations(own, entry["rel"])
    return Reference.of_rows(records, names, relations)


def _works(folder: Path) -> dict[str, int]:
    """Return how many works OpenAlex counts for organisations of ROR."""
    table = pq.read_table(folder / "openalex" / "institutions_master_45k.parquet",
                          columns=["ror_id", "total_works_count"])
    return {f"ror:{own}": count for own, count in zip(*(c.to_pylist() for c in table.columns))
            if own and count is not None}


def _record(own: str, entry: Mapping) -> dict:
    place = (entry["loc"] or [{}])[0]
    kinds = entry.get("types") or []
    shown = [name["v"] for name in entry["names"] if "ror_display" in name["t"]]
    names = shown or [name["v"] for name in entry["names"]]
    return {
        "record_id": own, "scheme": "ror", "name": names[0] if names else None,
        "kind": next((kind for kind in kinds if kind != "funder"), next(iter(kinds), None)),
        "country": place.get("cc"), "city": place.get("city"), "status": entry["status"],
    }


def _relations(own: str, told) -> Iterator[dict]:
    for entry in told:
        relation, from_other = _RELATION[entry["t"]]
        other = f"ror:{entry['id'][-9:]}"
        first, second = (other, own) if from_other else (own, other)
        yield {"organisation_id": first, "relation": relation, "other_id": second}
