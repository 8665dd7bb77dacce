"""What a decision about texts changes in the works of organisations, before it is saved."""

from collections.abc import Sequence
from typing import NamedTuple

from belvedere.indicators.asking import Asker
from belvedere.matching.told import names


class Row(NamedTuple):
    """One work that is counted more, or less."""

    work_id: int
    year: int | None
    title: str


class Effect(NamedTuple):
    """The works that one organisation gains, or loses."""

    organisation_id: str
    name: str
    gains: bool
    rows: tuple[Row, ...]

    @property
    def years(self) -> str:
        told = [row.year for row in self.rows if row.year is not None]
        first, last = min(told, default=None), max(told, default=None)
        return "" if first is None else str(first) if first == last else f"{first}–{last}"


_CARRYING = """
    SELECT coalesce(i.work_id, a.record_id) AS work_id, min(w."year") AS "year",
      coalesce(min(w.title), '') AS title
    FROM authorships a JOIN work_records w USING (record_id)
    LEFT JOIN work_identities i USING (record_id)
    WHERE a.affiliation_id IN (SELECT unnest($texts))
      AND (w."year" >= $first OR $first IS NULL) AND (w."year" <= $last OR $last IS NULL)
    GROUP BY 1 ORDER BY 2, 1
"""
_SIGNING = """
    SELECT DISTINCT work_id, organisation_id FROM work_organisations
    WHERE work_id IN (SELECT unnest($works)) AND organisation_id IS NOT NULL
"""
_BY_OTHERS = """
    SELECT DISTINCT coalesce(w.work_id, a.record_id) AS work_id, o.organisation_id,
      coalesce(a.affiliation_id IN (SELECT unnest($texts)), FALSE) AS same
    FROM authorships a LEFT JOIN work_identities w USING (record_id)
    JOIN organisation_identities o ON o.record_id = a.institution_id
    WHERE coalesce(w.work_id, a.record_id) IN (SELECT unnest($works))
"""
_BY_TEXTS = """
    SELECT DISTINCT coalesce(w.work_id, a.record_id) AS work_id, o.organisation_id, FALSE
    FROM authorships a LEFT JOIN work_identities w USING (record_id)
    JOIN affiliation_links l USING (affiliation_id)
    JOIN organisation_identities o ON o.record_id = l.organisation_id
    WHERE coalesce(w.work_id, a.record_id) IN (SELECT unnest($works))
      AND a.affiliation_id NOT IN (SELECT unnest($texts))
"""


def effects(
    asker: Asker, texts: Sequence[int], before: Sequence[str], after: Sequence[str],
    first: int | None = None, last: int | None = None,
) -> list[Effect]:
    """Return what organisations gain and lose when texts are said to name ``after``.

    ``before`` are the records found in them now. A work is gained by an organisation that
    does not sign it yet, and lost where nothing else on it says that it signs. A decision
    that names organisations stands in place of the source's identifiers of these texts.
    """
    database = asker.database
    database.need("authorships", "work_records", "work_identities", "work_organisations",
                  "organisation_identities")
    works = {row[0]: Row(*row) for row in database.rows(
        _CARRYING, {"texts": list(texts), "first": first, "last": last})}
    signing = _pairs(database.rows(_SIGNING, {"works": list(works)}))
    rows = database.rows(_BY_OTHERS, {"works": list(works), "texts": list(texts)})
    if "affiliation_links" in asker.edition.tables:
        database.need("affiliation_links")
        rows += database.rows(_BY_TEXTS, {"works": list(works), "texts": list(texts)})
    gone, come = _organisations(asker, before), _organisations(asker, after)
    replaces = any(not one.startswith("rnsr:") for one in after)
    if replaces:
        gone |= {whom for _, whom, same in rows if same}
    else:
        rows = [(work, whom, False) for work, whom, _ in rows]
    others = _pairs((work, whom) for work, whom, same in rows if not same)
    come |= _supervisors(asker, come)
    called = names(database, come | gone)
    told = []
    for whom in sorted(come | gone, key=lambda one: (one not in come, called.get(one, one))):
        gains = whom in come
        counted = tuple(
            row for work, row in works.items()
            if (whom not in signing.get(work, ()) if gains else
                whom in signing.get(work, ()) and whom not in others.get(work, ())))
        if counted:
            told.append(Effect(whom, called.get(whom, whom), gains, counted))
    return told


def _pairs(rows) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for work, whom in rows:
        found.setdefault(work, set()).add(whom)
    return found


def _organisations(asker: Asker, records: Sequence[str]) -> set[str]:
    """Return the organisations that records are."""
    return {row[0] for row in asker.database.rows(
        "SELECT DISTINCT organisation_id FROM organisation_identities "
        "WHERE record_id IN (SELECT unnest($records))", {"records": list(records)})}


def _supervisors(asker: Asker, units: set[str]) -> set[str]:
    """Return the supervisors of units, where the edition attributes works to these as well."""
    if "unit_supervisors" not in asker.edition.tables:
        return set()
    asker.database.need("unit_supervisors")
    return {row[0] for row in asker.database.rows(
        "SELECT DISTINCT s.organisation_id FROM unit_supervisors s "
        "JOIN organisation_identities i ON i.record_id = s.unit_id "
        "WHERE i.organisation_id IN (SELECT unnest($units))", {"units": sorted(units)})}
