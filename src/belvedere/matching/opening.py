"""A matcher from an edition: its organisations of ROR, with the rules that are given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa

from belvedere.errors import QuestionError
from belvedere.evidence.database import Database
from belvedere.matching.arrow import matched
from belvedere.matching.decided import Decisions
from belvedere.matching.matcher import Finder, Matcher
from belvedere.matching.reference import Reference
from belvedere.matching.rules import rules_of

_COUNTED = """
    SELECT same_as AS record_id, max(works_count) AS works_count
    FROM organisation_equivalences JOIN organisation_records USING (record_id)
    WHERE scheme = 'openalex' AND holds GROUP BY same_as
"""
"""How many works OpenAlex counts for organisations of ROR."""


def reference_of(database: Database, *, needed: bool = True) -> Reference:
    """Return the organisations of ROR in an edition.

    Raises QuestionError where there are none, unless they are not ``needed``.
    """
    database.need("organisation_records", "organisation_names", "organisation_relations",
                  "organisation_equivalences")
    found = Reference.of_rows(
        database.records(
            "SELECT record_id, scheme, name, kind, country, city, status, counted.works_count "
            f"FROM organisation_records LEFT JOIN ({_COUNTED}) counted USING (record_id) "
            "WHERE scheme = 'ror' ORDER BY record_id"),
        database.records(
            "SELECT record_id, name, kind FROM organisation_names "
            "WHERE record_id LIKE 'ror:%' ORDER BY ALL"),
        database.records(
            "SELECT organisation_id, relation, other_id FROM organisation_relations "
            "WHERE organisation_id LIKE 'ror:%' AND other_id LIKE 'ror:%' ORDER BY ALL"),
    )
    if needed and not found.organisations:
        raise QuestionError(
            "This edition has no organisation of ROR to match texts to. Harvest it: "
            "belvedere harvest ror, then build.")
    return found


def matcher_of(
    database: Database, folder: Path, finders: Sequence[Finder] = (),
    curated: Mapping[str, Sequence[str]] | Decisions | None = None,
    references: Sequence[str] = (), *, needed: bool = True,
) -> Matcher:
    """Return the matcher of an edition, its rules first. ``folder`` keeps its index.

    Without organisations of ROR it raises QuestionError, unless they are not ``needed``.
    """
    rules = rules_of(database)
    return Matcher(reference_of(database, needed=needed), (rules, *finders), curated,
                   references=(*references, *rules.references), folder=folder)


class Workers:
    """Matches batches of texts wherever it is sent: each process opens the matcher once.

    ``tables`` are an edition's, which all processes must reach, as they must ``folder``.
    """

    def __init__(self, tables: Mapping[str, Sequence[Path]], folder: Path) -> None:
        self._tables = {name: tuple(paths) for name, paths in tables.items()}
        self._folder = folder

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from matched(_opened(tuple(sorted(self._tables.items())), self._folder), batches)


@cache
def _opened(tables: tuple, folder: Path) -> Matcher:
    return matcher_of(Database(dict(tables)), folder, needed=False)
