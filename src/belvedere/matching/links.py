"""Which texts of affiliations must be read, and what was found in them as rows, by SQL.

``pair`` are the texts with the years of the works that have them, ``standing`` what was
read before and holds, ``wanted`` what is still to be read.
"""

from belvedere.tables import TABLES


def nothing(table: str) -> str:
    """Return the select list of a declared table's columns without any value."""
    return ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in TABLES[table].physical())


_PAIR = """
    SELECT affiliation_id, "year", bool_or(is_open) OVER (PARTITION BY affiliation_id) AS is_whole
    FROM (
      SELECT affiliation_id, coalesce(r."year", 0) AS "year",
        bool_or(a.institution_id IS NULL) AS is_open
      FROM authorships a JOIN work_records r USING (record_id)
      WHERE affiliation_id IS NOT NULL GROUP BY ALL)
"""
"""Organisations are looked for by score where a source does not say whose an authorship is."""

_STANDING = """
    SELECT b.* FROM before_affiliation_readings b
    WHERE NOT b.is_curated AND text_key NOT IN (SELECT text_key FROM decided_keys)
      AND EXISTS (
        SELECT 1 FROM pair p WHERE p.affiliation_id = b.affiliation_id
          AND p.is_whole = b.is_whole AND (b."year" IS NULL OR p."year" = b."year"))
"""
"""What was read before, but for texts that a person decided about, now or then."""

_WANTED = """
    SELECT p.* FROM pair p
    WHERE NOT EXISTS (
      SELECT 1 FROM standing s WHERE s.affiliation_id = p.affiliation_id AND s."year" IS NULL)
    AND NOT EXISTS (
      SELECT 1 FROM standing s WHERE s.affiliation_id = p.affiliation_id AND s."year" = p."year")
"""

_WANTED_TEXT = """
    SELECT row_number() OVER (ORDER BY affiliation_id) - 1 AS number, *
    FROM (
      SELECT w.affiliation_id, any_value(a.affiliation) AS affiliation,
        any_value(w.is_whole) AS is_whole, list(DISTINCT w."year" ORDER BY w."year") AS years
      FROM wanted w JOIN affiliations a USING (affiliation_id)
      GROUP BY w.affiliation_id)
"""

_STANDING_LINK = """
    SELECT l.* FROM before_affiliation_links l WHERE EXISTS (
      SELECT 1 FROM standing s WHERE s.affiliation_id = l.affiliation_id
        AND s."year" IS NOT DISTINCT FROM l."year")
"""

MADE = {"pair": _PAIR, "standing": _STANDING, "wanted": _WANTED, "wanted_text": _WANTED_TEXT,
        "found_link": _STANDING_LINK}
"""What is made of the sources' tables and of what was read before, in this order."""

SOME_TEXTS = """
    SELECT affiliation_id, affiliation, is_whole, years FROM wanted_text
    WHERE number >= ? AND number < ? ORDER BY number
"""

READ = """
    SELECT affiliation_id, "year", text_key, is_whole, is_curated, len(found) AS links
    FROM read_now
"""

FOUND = """
    SELECT affiliation_id, "year", one.record_id AS organisation_id, one.how, one.score,
      one."start", one."end", array_to_string(one.evidence_en, '; ') AS evidence,
      array_to_string(one.evidence_fr, ' ; ') AS evidence_fr
    FROM (SELECT affiliation_id, "year", unnest(found) AS one FROM read_now)
    QUALIFY row_number() OVER (PARTITION BY affiliation_id, "year", one.record_id, one.how
                               ORDER BY one."start" NULLS LAST, one."end") = 1
"""
