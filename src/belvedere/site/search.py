"""Finding organisations by any of their names, numbers or identifiers."""

from functools import lru_cache

from belvedere.indicators.asking import Asker
from belvedere.indicators.whom import record_id


def found(
    asker: Asker, text: str, country: str, kind: str, limit: int, offset: int
) -> tuple[list[dict], int]:
    """Return (organisations, how many there are).

    Without a text the ones with most records joined come first.
    """
    asker.database.need("organisations", "organisation_names", "organisation_identities")
    tests, parameters = ["TRUE"], []
    if text.strip():
        like = f"%{text.strip().lower()}%"
        tests.append(
            "(lower(o.name) LIKE ? OR lower(o.acronym) LIKE ? OR o.organisation_id IN ("
            "SELECT i.organisation_id FROM organisation_identities i WHERE i.record_id = ?) OR "
            "o.organisation_id IN (SELECT i.organisation_id FROM organisation_names n "
            "JOIN organisation_identities i USING (record_id) WHERE lower(n.name) LIKE ?))")
        parameters += [like, like, record_id(text), like]
    if country:
        tests.append("o.country = ?")
        parameters.append(country.upper())
    if kind:
        tests.append("o.kind = ?")
        parameters.append(kind)
    where = " AND ".join(tests)
    count = asker.database.rows(f"SELECT count(*) FROM organisations o WHERE {where}",
                                parameters)[0][0]
    order = "(o.name IS NULL), o.records DESC, o.name, o.organisation_id"
    if text.strip():
        order = "(lower(o.name) <> ?), (o.name IS NULL), length(o.name), o.organisation_id"
        parameters.append(text.strip().lower())
    rows = asker.database.records(
        f"SELECT o.organisation_id AS id, o.name, o.acronym, o.kind, o.country, o.city, o.status "
        f"FROM organisations o WHERE {where} ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d}",
        parameters)
    return rows, count


@lru_cache(8)
def kinds_there(asker: Asker) -> list[str]:
    """Return the kinds of organisation that there are, the most frequent first."""
    return [row[0] for row in asker.database.rows(
        "SELECT kind FROM organisations WHERE kind IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, "
        "1 LIMIT 20")]


@lru_cache(8)
def countries_there(asker: Asker) -> list[str]:
    """Return the codes of the countries that organisations are in."""
    return [row[0] for row in asker.database.rows(
        "SELECT DISTINCT country FROM organisations WHERE country IS NOT NULL")]
