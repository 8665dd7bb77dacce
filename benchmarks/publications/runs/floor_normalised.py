"""The same scores by one hand-written query: WORKS EDGES TO.

Two threads, all the memory it likes, nothing kept but the papers' scores.
"""

import sys
from pathlib import Path

import duckdb

works, edges, target = sys.argv[1:]
Path(target).mkdir(parents=True)
con = duckdb.connect(config={"threads": 2, "preserve_insertion_order": "false"})
con.execute(f"""
    CREATE TEMP TABLE w AS
    SELECT work_id, subfield, "year", "type", is_citable FROM read_parquet({works})
""")
con.execute(f"""
    COPY (
      WITH cited AS (
        SELECT e.cited_id AS work_id, count(*) AS n
        FROM read_parquet('{edges}') e JOIN w ON w.work_id = e.cited_id
        JOIN w citing ON citing.work_id = e.record_id
        WHERE citing."year" BETWEEN w."year" AND w."year" + 3 GROUP BY 1
      ), paper AS (
        SELECT work_id, subfield, "year", "type", coalesce(n, 0) AS citations
        FROM w LEFT JOIN cited USING (work_id)
        WHERE is_citable AND subfield IS NOT NULL
      ), step AS (
        SELECT subfield, "year", "type", citations, count(*) AS n FROM paper GROUP BY ALL
      ), cell AS (
        SELECT *, sum(n) OVER c AS all_n, sum(n * citations) OVER c AS all_citations,
          sum(n) OVER (c ORDER BY citations DESC) - n AS above
        FROM step WINDOW c AS (PARTITION BY subfield, "year", "type")
      ), score AS (
        SELECT subfield, "year", "type", citations,
          CASE WHEN all_citations > 0 THEN citations * all_n / all_citations ELSE 1 END AS ncs,
          greatest(0, least(1, (all_n - 10 * above) / (10 * n))) AS top10,
          greatest(0, least(1, (all_n - 100 * above) / (100 * n))) AS top1
        FROM cell
      )
      SELECT * FROM paper JOIN score USING (subfield, "year", "type", citations)
    ) TO '{target}/papers.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)
""")
