"""Whose each authorship is: by the source's identifier, else by what its text names.

All is SQL over one part: ``part_authorships``, ``part_years`` of their records, the links of
their texts, and what ``prepare`` makes of organisations and supervisors.

An identifier wins over the text; a person's decision about the text wins over both.
Organisations that a text names share the affiliation; supervisors of a unit that it names
share it where it names no organisation, else they sign without a share.
"""

import duckdb

from belvedere.tables.publications import BASES

RANK = {basis: n for n, basis in enumerate(BASES)}
"""The surest way of knowing has the least number."""


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what every part is read with: whom texts may name, who supervises which unit.

    ``seat`` must be made, ``affiliation_links`` and ``unit_supervisors`` be open.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE supervision AS
        SELECT unit.code, holder.code AS holder, holder.is_company, s.first_year, s.last_year
        FROM unit_supervisors s JOIN seat unit ON unit.institution_id = s.unit_id
        JOIN seat holder ON holder.institution_id = s.organisation_id
        WHERE unit.code <> holder.code
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE unit_named AS
        SELECT code, any_value(organisation_id) AS organisation_id FROM seat
        WHERE starts_with(institution_id, 'rnsr:') GROUP BY code
    """)


_AT = "record_id, position, place"

TOLD = f"""
    SELECT {_AT}, any_value(affiliation_id) AS affiliation_id,
      coalesce(any_value("year"), 0) AS "year", count(institution_id) AS identified,
      sum(weight) AS weight
    FROM part_authorships LEFT JOIN part_years USING (record_id)
    WHERE affiliation_id IN (SELECT affiliation_id FROM affiliation_links)
    GROUP BY {_AT}
"""
"""Affiliations of which the text names somebody."""

NAMED = f"""
    SELECT {_AT}, seat.code, any_value(t."year") AS "year",
      min(CASE l.how WHEN 'curated' THEN {RANK["curated"]} ELSE {RANK["named"]} END) AS rank,
      max(l.score) AS score, bool_or(seat.is_company) AS is_company,
      bool_or(starts_with(l.organisation_id, 'rnsr:')) AS is_unit,
      bool_and(starts_with(l.organisation_id, 'rnsr:')) AS only_unit
    FROM part_told t JOIN affiliation_links l ON l.affiliation_id = t.affiliation_id
      AND (l."year" IS NULL OR l."year" = t."year")
    JOIN seat ON seat.institution_id = l.organisation_id
    WHERE l.how <> 'implied' GROUP BY {_AT}, seat.code
"""

IMPLIED = f"""
    SELECT {_AT}, s.holder AS code, max(n.score) AS score, bool_or(s.is_company) AS is_company
    FROM part_named n JOIN supervision s USING (code)
    WHERE n.is_unit AND (n."year" = 0 OR (
      (s.first_year IS NULL OR s.first_year <= n."year")
      AND (s.last_year IS NULL OR n."year" <= s.last_year)))
    GROUP BY {_AT}, s.holder
"""

OPEN = f"""
    SELECT t.* FROM part_told t LEFT JOIN (
      SELECT {_AT}, bool_or(rank = {RANK["curated"]} AND NOT only_unit) AS is_curated
      FROM part_named GROUP BY {_AT}
    ) n USING ({_AT})
    WHERE n.is_curated IS NOT NULL AND (t.identified = 0 OR n.is_curated)
"""
"""Those whose organisations the text tells: no identifier does, or a person decided."""

CREDITED = f"""
    WITH naming AS (
      SELECT {_AT}, code, rank, score, is_company FROM part_named WHERE NOT only_unit
    ), implying AS (
      SELECT * FROM part_implied ANTI JOIN naming USING ({_AT})
    ), told AS (
      FROM naming UNION ALL
      SELECT {_AT}, code, {RANK["implied"]}, score, is_company FROM implying UNION ALL
      SELECT {_AT}, code, rank, score, FALSE FROM part_named
        ANTI JOIN naming USING ({_AT}) ANTI JOIN implying USING ({_AT})
    )
    SELECT told.*, 1.0 / count(*) OVER (PARTITION BY {_AT}) AS share
    FROM told SEMI JOIN part_open USING ({_AT})
"""
"""Who shares each of these: whom it names, else supervisors of its units, else its units."""

AUTHORS = f"""
    SELECT record_id, position, sum(weight) AS whole,
      count(DISTINCT place) FILTER (institution_id IS NOT NULL OR is_open) AS places
    FROM (
      SELECT a.*, o.place IS NOT NULL AS is_open
      FROM part_authorships a SEMI JOIN part_open USING (record_id, position)
      LEFT JOIN part_open o USING ({_AT}))
    GROUP BY record_id, position
"""
"""Authors one of whose affiliations the text tells: those that name somebody share anew."""

SIGNED = f"""
    SELECT {_AT}, seat.code, a.weight, coalesce(seat.is_company, FALSE) AS is_company,
      {RANK["identifier"]} AS rank, NULL::DOUBLE AS score
    FROM part_authorships a SEMI JOIN part_told USING (record_id)
    LEFT JOIN seat USING (institution_id) ANTI JOIN part_authors USING (record_id, position)
    UNION ALL
    SELECT {_AT}, seat.code,
      CASE WHEN institution_id IS NULL THEN 0
           ELSE w.whole / w.places / count(institution_id) OVER (PARTITION BY {_AT}) END,
      coalesce(seat.is_company, FALSE), {RANK["identifier"]}, NULL
    FROM part_authorships a JOIN part_authors w USING (record_id, position)
    LEFT JOIN seat USING (institution_id) ANTI JOIN part_open USING ({_AT})
    UNION ALL
    SELECT {_AT}, c.code, w.whole / w.places * c.share, coalesce(c.is_company, FALSE),
      c.rank, c.score
    FROM part_credited c JOIN part_authors w USING (record_id, position)
"""
"""Who signs the works of which an affiliation's text names somebody."""

OWN = f"""
    SELECT record_id, code, sum(weight) AS weight,
      coalesce(bool_or(is_company), FALSE) AS is_company,
      {RANK["identifier"]} AS rank, NULL::DOUBLE AS score
    FROM part_authorships a ANTI JOIN part_told USING (record_id)
    LEFT JOIN seat USING (institution_id)
    WHERE weight > 0 OR code IS NOT NULL GROUP BY record_id, code
    UNION ALL
    SELECT record_id, code, sum(weight), bool_or(is_company), min(rank), max(score)
    FROM part_signed
    WHERE weight > 0 OR code IS NOT NULL GROUP BY record_id, code
"""

BESIDE = f"""
    WITH shared AS (
      SELECT {_AT}, sum(weight) AS weight FROM part_signed SEMI JOIN part_told USING ({_AT})
      GROUP BY {_AT}
    ), unit AS (
      SELECT {_AT}, code, rank, score FROM part_named WHERE only_unit
    )
    SELECT record_id, code, weight / count(*) OVER (PARTITION BY {_AT}) AS weight, rank, score,
      TRUE AS is_unit, {_AT.split(", ", 1)[1]}
    FROM unit JOIN shared USING ({_AT})
    UNION ALL
    SELECT record_id, code, 0, {RANK["implied"]}, score, FALSE, {_AT.split(", ", 1)[1]}
    FROM part_implied
"""
"""Units, which sign the share of the affiliations that name them, and their supervisors."""

ORGANISATIONS = f"""
    WITH beside AS (
      SELECT b.* FROM part_beside b
      ANTI JOIN part_signed s USING ({_AT}, code)
    ), direct AS (
      SELECT record_id, code, weight, weight AS own, rank, score FROM part_own
      UNION ALL SELECT record_id, code, weight, 0, rank, score FROM beside
    ), whole AS (
      FROM direct UNION ALL
      SELECT record_id, above, weight, 0,
        CASE rank WHEN {RANK["identifier"]} THEN {RANK["lineage"]} ELSE rank END, score
      FROM (
        SELECT record_id, code, weight, rank, score FROM part_own UNION ALL
        SELECT record_id, code, weight, rank, score FROM beside WHERE NOT is_unit
      ) JOIN ancestor USING (code)
    )
    SELECT record_id, code, sum(weight) AS weight, sum(own) AS own_weight, min(rank) AS rank,
      CASE WHEN min(rank) > {RANK["lineage"]} THEN max(score) END AS score
    FROM whole GROUP BY record_id, code
"""

UNITS = """
    WITH signing AS (
      SELECT o.record_id, o.code, u.organisation_id AS unit, r."year"
      FROM part_organisations o JOIN unit_named u USING (code) JOIN part_records r USING (record_id)
    )
    SELECT record_id, code, list(DISTINCT unit ORDER BY unit) AS units FROM (
      SELECT record_id, code, unit FROM signing
      UNION ALL
      SELECT record_id, s.holder, unit FROM signing JOIN supervision s USING (code)
      WHERE "year" IS NULL OR ((s.first_year IS NULL OR s.first_year <= "year")
        AND (s.last_year IS NULL OR "year" <= s.last_year))
    ) GROUP BY record_id, code
"""

STEPS = {
    "part_told": TOLD, "part_named": NAMED, "part_implied": IMPLIED, "part_open": OPEN,
    "part_credited": CREDITED, "part_authors": AUTHORS, "part_signed": SIGNED, "part_own": OWN,
    "part_beside": BESIDE, "part_organisations": ORGANISATIONS, "part_units": UNITS,
}
"""Each is made from those before it."""

WORK_ORGANISATIONS = f"""
    SELECT record_id AS work_id, n.organisation_id, n.country, o.weight, o.own_weight,
      ({list(BASES)})[o.rank + 1] AS basis, o.score AS match_score, u.units
    FROM part_organisations o LEFT JOIN organisation_named n USING (code)
    LEFT JOIN part_units u USING (record_id, code)
    SEMI JOIN part_kept USING (record_id)
    UNION ALL
    SELECT record_id, NULL, NULL, 1, 1, 'identifier', NULL, NULL
    FROM part_kept ANTI JOIN part_own USING (record_id)
"""
