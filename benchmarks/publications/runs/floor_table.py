"""The full indicator table by hand-written SQL, as short as it can be: TABLES TO STEP."""

import sys
from pathlib import Path

import duckdb

raw, target, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
target.mkdir(parents=True, exist_ok=True)
connection = duckdb.connect(config={
    "threads": 2, "memory_limit": "1GB", "temp_directory": str(target / "spill"),
    "preserve_insertion_order": "false"})

FACT = """
COPY (
  WITH c AS (SELECT record_id, country FROM '{authorships}' WHERE country IS NOT NULL GROUP BY ALL),
  n AS (SELECT record_id, count(*) AS nc FROM c GROUP BY 1),
  w AS (SELECT record_id, subfield, "year", "type" FROM '{work_records}'
        WHERE "type" IN ('article', 'review') AND source_type = 'journal' AND NOT is_retracted
        AND NOT is_paratext),
  k AS (SELECT x.record_id, sum(x.citations) AS cites FROM '{citations}' x JOIN w USING (record_id)
        WHERE x."year" <= w."year" + 3 GROUP BY 1)
  SELECT country, subfield, "year", "type", coalesce(cites, 0) AS cites, 1.0 / nc AS frac, nc
  FROM c JOIN n USING (record_id) JOIN w USING (record_id) LEFT JOIN k USING (record_id)
) TO '{target}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)
"""
CELLS = """
COPY (
  WITH w AS (SELECT record_id, subfield, "year", "type" FROM '{work_records}'
        WHERE "type" IN ('article', 'review') AND source_type = 'journal' AND NOT is_retracted
        AND NOT is_paratext AND subfield IS NOT NULL),
  k AS (SELECT x.record_id, sum(x.citations) AS cites FROM '{citations}' x JOIN w USING (record_id)
        WHERE x."year" <= w."year" + 3 GROUP BY 1)
  SELECT subfield, "year", "type", coalesce(cites, 0) AS cites, count(*) AS n
  FROM w LEFT JOIN k USING (record_id) GROUP BY ALL
) TO '{target}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)
"""
SCORE = """
  SELECT subfield, "year", "type", cites,
    greatest(0, least(1, (big - 100 * above) / (100.0 * n)))::DOUBLE AS s1,
    greatest(0, least(1, (big - 10 * above) / (10.0 * n)))::DOUBLE AS s10,
    CASE WHEN total = 0 THEN 1 ELSE cites * big / total END AS ncs
  FROM (SELECT *, sum(n) OVER cell AS big, sum(n * cites) OVER cell AS total,
          coalesce(sum(n) OVER (PARTITION BY subfield, "year", "type" ORDER BY cites DESC
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS above
        FROM (SELECT subfield, "year", "type", cites, sum(n) AS n FROM '{target}/cells.*.parquet'
              GROUP BY ALL)
        WINDOW cell AS (PARTITION BY subfield, "year", "type"))
"""
SUMS = """
  count(*) AS p, sum(frac) AS pf, sum(s1) AS t1, sum(s1 * frac) AS t1f, sum(s10) AS t10,
  sum(s10 * frac) AS t10f, sum(ncs) AS ncs, sum(ncs * frac) AS ncsf, sum((nc > 1)::INT) AS i,
  sum((nc > 1)::INT * frac) AS if_, count(s1) AS scored, sum(CASE WHEN s1 IS NOT NULL THEN frac END)
    AS scoredf
"""

if step == "fact":
    for path in sorted(raw.glob("work_records.*")):
        number = path.name.partition(".")[2]
        places = {name: raw / f"{name}.{number}"
                  for name in ("work_records", "authorships", "citations")}
        connection.execute(FACT.format(target=target / f"fact.{number}", **places))
        connection.execute(CELLS.format(target=target / f"cells.{number}", **places))
elif step == "table":
    connection.execute(
        f"COPY (WITH score AS ({SCORE.format(target=target)}) SELECT country, subfield, \"year\", "
        f"\"type\", {SUMS} FROM '{target}/fact.*.parquet' LEFT JOIN score "
        "USING (subfield, \"year\", \"type\", cites) GROUP BY ALL) "
        f"TO '{target}/sums.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)")
else:
    connection.execute(
        "CREATE TABLE answer AS SELECT country, subfield, sum(p) AS p, sum(pf) AS pf, "
        "sum(t1) / sum(scored) AS t1, sum(t1f) / sum(scoredf) AS t1f, sum(t10) / sum(scored) AS "
        "t10, sum(t10f) / sum(scoredf) AS t10f, sum(ncs) / sum(scored) AS ncs, "
        "sum(ncsf) / sum(scoredf) AS ncsf, sum(i) / sum(p) AS i, sum(if_) / sum(pf) AS if_ "
        f"FROM '{target}/sums.parquet' WHERE subfield IS NOT NULL GROUP BY 1, 2")
    print(connection.execute(
        "SELECT count(*), sum(p), sum(pf), sum(t10f * pf) FROM answer").fetchone())
