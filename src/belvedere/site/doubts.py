"""Texts of affiliations of which it is doubtful whom they name, the most valuable first.

A text's value is the number of its works times how doubtful it is: one less the least
score of what was found in it, NOBODY where nothing was. What a rule or a person decided is
not doubtful, nor a text without finds where the source says whose it is.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.core.cache import cache

from belvedere.evidence.database import Database
from belvedere.indicators.asking import Asker
from belvedere.matching.matcher import memory_key
from belvedere.site.matchers import made_from, matcher
from belvedere.site.remember import CODE
from belvedere.site.working import Progress, made
from belvedere.tables.words import Words

KEPT = 2_000
"""Doubtful texts that are kept for curators: the most valuable."""
READ = 5_000
"""Texts that are read where the edition was built without reading them: the most frequent."""
NOBODY = 0.5
"""How doubtful a text is in which nothing was found."""
_AT_ONCE = 250
_MADE_FROM = {"affiliations", "authorships", "work_records", "affiliation_links"}

Link = tuple[str, float, str]
"""A record that was found, its score, and how: named, implied, curated."""


class Doubt(NamedTuple):
    """One doubtful text: all affiliations with its folded words, their works and finds."""

    number: str
    key: str
    text: str
    affiliations: tuple[int, ...]
    works: int
    first: int | None
    last: int | None
    found: tuple[Link, ...]
    uncertainty: float

    @property
    def value(self) -> float:
        return self.works * self.uncertainty

    @property
    def chosen(self) -> tuple[str, ...]:
        """The records that the text itself names."""
        return tuple(one for one, _, how in self.found if how == "named")


_SIGNED = """
    SELECT a.affiliation_id, count(DISTINCT coalesce(i.work_id, a.record_id)) AS works,
      min(w."year") AS first, max(w."year") AS last, bool_or(a.institution_id IS NULL) AS is_open
    FROM authorships a JOIN work_records w USING (record_id)
    LEFT JOIN work_identities i USING (record_id)
    WHERE a.affiliation_id IS NOT NULL GROUP BY a.affiliation_id
"""
_FREQUENT = f"""
    SELECT affiliation_id, affiliation, works, first, last, is_open
    FROM ({_SIGNED}) JOIN affiliations USING (affiliation_id)
    ORDER BY works DESC, affiliation_id LIMIT {READ}
"""
_LINKED = f"""
    WITH one AS (
      SELECT affiliation_id, organisation_id, how, min(score) AS score
      FROM affiliation_links GROUP BY ALL
    ), linked AS (
      SELECT affiliation_id, list((organisation_id, score, how) ORDER BY organisation_id, how)
          AS found,
        min(score) FILTER (how = 'named') AS least, bool_or(how = 'curated') AS is_curated
      FROM one GROUP BY affiliation_id
    ), told AS (
      SELECT text_key, affiliation_id, works, first, last, is_open, found,
        CASE WHEN is_curated THEN 0 WHEN found IS NOT NULL THEN 1 - coalesce(least, 1)
             WHEN is_open THEN {NOBODY} ELSE 0 END AS doubt
      FROM (SELECT DISTINCT affiliation_id, text_key FROM affiliation_readings)
      JOIN ({_SIGNED}) USING (affiliation_id) LEFT JOIN linked USING (affiliation_id)
    ), doubtful AS (
      SELECT text_key FROM told GROUP BY text_key HAVING max(doubt) > 0
      ORDER BY sum(works) * max(doubt) DESC, text_key LIMIT {READ}
    )
    SELECT affiliation_id, affiliation, works, first, last, is_open, found
    FROM told SEMI JOIN doubtful USING (text_key) JOIN affiliations USING (affiliation_id)
    ORDER BY affiliation_id
"""


def doubts(asker: Asker) -> tuple[Doubt, ...] | Progress:
    """Return the doubtful texts of an edition, or how far the reading of them is."""
    key = hashlib.sha256(" ".join(
        ("doubts", CODE, *made_from(asker.edition), *made_from(asker.edition, _MADE_FROM))
    ).encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        reading = _Reading()
        found = made(key, lambda: _keep(key, _doubts(asker, reading)), reading)
    return found


def _keep(key: str, found: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    cache.set(key, found)
    return found


class _Reading:
    """How many of the texts are read, as those who wait are told."""

    def __init__(self) -> None:
        self.read, self.all = 0, 0

    def progress(self, thread: int | None) -> int | None:
        return 100 * self.read // self.all if self.all else None


def _doubts(asker: Asker, reading: _Reading) -> tuple[Doubt, ...]:
    database = asker.database
    database.need("affiliations", "authorships", "work_records", "work_identities")
    if "affiliation_links" in asker.edition.tables:
        database.need("affiliation_links", "affiliation_readings")
        return linked(database)
    rows = database.rows(_FREQUENT)
    by, reading.all = matcher(asker), len(rows)
    told = []
    for at in range(0, len(rows), _AT_ONCE):
        some = rows[at:at + _AT_ONCE]
        answers = by.match_all([row[1] for row in some], [row[4] for row in some])
        told += [(*row, tuple((one.record_id, one.score, one.how) for one in answer.found))
                 for row, answer in zip(some, answers)]
        reading.read = len(told)
    return doubtful(told)


def linked(database: Database) -> tuple[Doubt, ...]:
    """Return the doubts of an edition that has read its texts: affiliation_links."""
    return doubtful((*row[:6], tuple(map(tuple, row[6] or ())))
                    for row in database.rows(_LINKED))


def reasons(database: Database, one: Doubt) -> dict[str, Words]:
    """Return why each record was found in a text, of an edition that has read its texts."""
    return {who: Words(*why) for who, *why in database.rows(
        "SELECT organisation_id, min(evidence), min(evidence_fr) FROM affiliation_links "
        "WHERE list_contains(?, affiliation_id) AND evidence <> '' GROUP BY 1",
        [list(one.affiliations)])}


def doubtful(rows: Iterable[tuple]) -> tuple[Doubt, ...]:
    """Return doubts of rows (affiliation, text, works, first, last, whether open, found).

    Texts with the same folded words are one: a decision is about all of them.
    """
    together: dict[str, list[tuple]] = {}
    for row in rows:
        if key := memory_key(row[1]):
            together.setdefault(key, []).append(row)
    found = (_doubt(key, some) for key, some in together.items())
    return tuple(sorted((one for one in found if one.value > 0),
                        key=lambda one: (-one.value, one.key)))[:KEPT]


def _doubt(key: str, rows: Sequence[tuple]) -> Doubt:
    most = max(rows, key=lambda row: (row[2], -row[0]))
    years = [year for row in rows for year in row[3:5] if year is not None]
    # one of them may have been read by rules alone, where the source says whose it is
    found = max((row[6] for row in rows), key=len)
    return Doubt(
        hashlib.sha256(key.encode()).hexdigest()[:16], key, most[1],
        tuple(sorted(row[0] for row in rows)), sum(row[2] for row in rows),
        min(years, default=None), max(years, default=None), found,
        uncertainty(found, is_open=any(row[5] for row in rows)))


def uncertainty(found: Sequence[Link], *, is_open: bool) -> float:
    """Return how doubtful it is whom a text names, from 0 to 1."""
    if any(how == "curated" for _, _, how in found):
        return 0.0
    if not found:
        return NOBODY if is_open else 0.0
    return 1 - min((score for _, score, how in found if how == "named"), default=1.0)
