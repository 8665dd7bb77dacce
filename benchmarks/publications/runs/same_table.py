"""The tables that ours writes, by hand-written SQL for this world alone: TABLES TO STEP."""

import sys
from pathlib import Path

import duckdb

from belvedere.tables.themes import themes

raw, target, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
target.mkdir(parents=True, exist_ok=True)
connection = duckdb.connect(config={
    "threads": 2, "memory_limit": "1GB", "temp_directory": str(target / "spill"),
    "preserve_insertion_order": "false", "disabled_optimizers": "build_side_probe_side"})
cancer = themes()["cancer"]

TO = "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
TO_SORTED = "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 8192)"
SIGNED = """
CREATE OR REPLACE TEMP TABLE signed AS
  SELECT record_id, country FROM '{authorships}' WHERE country IS NOT NULL GROUP BY ALL
"""
WORKS = """
COPY (
  WITH c AS (SELECT record_id, count(*) AS countries FROM signed GROUP BY 1),
  o AS (SELECT record_id, count(institution_id) AS organisations FROM (
          SELECT record_id, institution_id FROM '{authorships}' GROUP BY ALL) GROUP BY 1),
  k AS (SELECT record_id, sum(x.citations) AS dated,
          sum(x.citations) FILTER (x."year" BETWEEN w."year" AND w."year" + 3) AS inside
        FROM '{citations}' x JOIN '{work_records}' w USING (record_id) GROUP BY 1),
  t AS (SELECT DISTINCT record_id FROM (
          SELECT record_id, unnest(mesh) AS code FROM '{work_records}' UNION ALL
          SELECT record_id, subfield FROM '{work_records}') WHERE code IN (FROM theme))
  SELECT record_id, "type", publication_date, publication_date_first, publication_date_last,
    w."year", is_retracted, open_access, subfield,
    "type" IN ('article', 'review') AND source_type = 'journal'
      AND NOT coalesce(is_retracted, FALSE) AND NOT coalesce(is_paratext, FALSE) AS is_citable,
    CASE WHEN cited_by_count = 0 THEN 0
         WHEN dated >= cited_by_count OR "year" > CAST(updated[:4] AS INTEGER) - 10
         THEN coalesce(inside, 0) END AS citations,
    countries, organisations,
    CASE WHEN countries > 1 THEN 'international' WHEN organisations > 1 THEN 'national'
         WHEN organisations = 1 THEN 'none' END AS collaboration,
    CASE WHEN organisations > 0 THEN FALSE END AS with_industry, []::VARCHAR[] AS prominent,
    []::VARCHAR[] AS journal_lists,
    CASE WHEN t.record_id IS NOT NULL THEN ['cancer']
         WHEN subfield IS NOT NULL OR mesh IS NOT NULL THEN [] END AS themes
  FROM '{work_records}' w LEFT JOIN c USING (record_id) LEFT JOIN o USING (record_id)
  LEFT JOIN k USING (record_id) LEFT JOIN t USING (record_id)
) TO '{target}' {to}
"""
SCORES = """
COPY (
  SELECT *, CASE WHEN total = 0 THEN 1 ELSE citations * big / total END AS ncs, {tops}
  FROM (SELECT *, sum(n) OVER cell AS big, sum(n * citations) OVER cell AS total,
          coalesce(sum(n) OVER (PARTITION BY subfield, "year", "type" ORDER BY citations DESC
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS above
        FROM (SELECT subfield, "year", "type", citations, count(*)::DOUBLE AS n
              FROM '{target}/works.*.parquet' WHERE is_citable AND subfield IS NOT NULL
              AND "year" IS NOT NULL AND citations IS NOT NULL GROUP BY ALL)
        WINDOW cell AS (PARTITION BY subfield, "year", "type"))
) TO '{target}/scores.parquet' {to}
"""
FACT = """
COPY (
  SELECT t.*, w."type", publication_date_first, publication_date_last, w."year", is_retracted,
    open_access, w.subfield, is_citable, w.citations, collaboration, with_industry, prominent,
    journal_lists, themes
  FROM (FROM '{countries}' ORDER BY country) t JOIN '{works}' w USING (record_id)
) TO '{target}' {to}
"""
TESTS = {
    "works": "TRUE", "dated": "citations IS NOT NULL", "scored": "ncs IS NOT NULL",
    "placed": "collaboration IS NOT NULL", "international": "collaboration = 'international'",
    "inside": "collaboration = 'national'", "industry_known": "with_industry IS NOT NULL",
    "with_industry": "with_industry", "access_known": "open_access IS NOT NULL",
    "open_access": "open_access <> 'closed'", "prominent": "len(prominent) > 0",
}
VALUES = ("citations", "ncs", "top1", "top5", "top10", "top50")


def fact() -> None:
    codes = ", ".join(f"('{code}')" for code in (*cancer.subfields, *cancer.mesh))
    connection.execute(f"CREATE TABLE theme AS SELECT * FROM (VALUES {codes}) codes (code)")
    for path in sorted(raw.glob("work_records.*")):
        number = path.name.partition(".")[2]
        places = {name: raw / f"{name}.{number}"
                  for name in ("work_records", "authorships", "citations")}
        connection.execute(SIGNED.format(**places))
        connection.execute(WORKS.format(target=target / f"works.{number}", to=TO, **places))
        connection.execute(
            "COPY (SELECT record_id, country, 1.0 / count(*) OVER (PARTITION BY record_id) AS "
            f"weight FROM signed) TO '{target}/countries.{number}' {TO}")
    tops = ", ".join(
        f"greatest(0, least(1, (big - {100 // p} * above) / ({100 // p} * n))) AS top{p}"
        for p in (1, 5, 10, 50))
    connection.execute(SCORES.format(target=target, tops=tops, to=TO))
    for path in sorted(target.glob("works.*.parquet")):
        number = path.name.partition(".")[2]
        connection.execute(FACT.format(
            countries=target / f"countries.{number}", works=path,
            target=target / f"fact.{number}", to=TO_SORTED))


def table() -> None:
    numbers = ", ".join([f"CAST(({test}) AS DOUBLE) AS {name}" for name, test in TESTS.items()]
                        + [f"{name}::DOUBLE AS {name}" for name in VALUES])
    names = (*TESTS, *VALUES)
    parts = ", ".join(
        f"sum({name}) AS {name}_, sum({name} * weight) AS {name}_credit" for name in names)
    added = ", ".join(f"coalesce(sum({name}_), 0) AS {name}_, "
                      f"coalesce(sum({name}_credit), 0) AS {name}_credit" for name in names)
    connection.execute(f"""
COPY (
  SELECT country, theme, subfield, "year", "type", {added}
  FROM (
    SELECT country, subfield, "year", "type", cancer, {parts}
    FROM (
      SELECT country, weight, subfield, "year", "type",
        list_contains(themes, 'cancer') AS cancer, {numbers}
      FROM '{target}/fact.*.parquet' LEFT JOIN '{target}/scores.parquet'
        USING (subfield, "year", "type", citations)
      WHERE is_citable
    ) GROUP BY ALL
  ) JOIN (VALUES (NULL::VARCHAR), ('cancer')) asked (theme) ON theme IS NULL OR cancer
  GROUP BY ALL ORDER BY country, theme, "year", subfield
) TO '{target}/sums.parquet' {TO_SORTED}""")


def cube() -> None:
    means = ", ".join(
        f"sum({amount}{how}) / nullif(sum({over}{how}), 0) AS {amount}{how}"
        for how in ("_", "_credit") for amount, over in (
            ("top1", "scored"), ("top10", "scored"), ("ncs", "scored"),
            ("international", "placed")))
    connection.execute(
        "CREATE TABLE answer AS SELECT country, subfield, sum(works_) AS p, "
        f"sum(works_credit) AS pf, {means} FROM '{target}/sums.parquet' WHERE theme IS NULL "
        "AND country IS NOT NULL AND subfield IS NOT NULL GROUP BY 1, 2")
    print(connection.execute(
        "SELECT count(*), sum(p), sum(pf), sum(top10_credit * pf) FROM answer").fetchone())


{"fact": fact, "table": table, "cube": cube}[step]()
