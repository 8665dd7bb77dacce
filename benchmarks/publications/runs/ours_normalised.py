"""Scores of every paper from citation edges, by Belvedere's queries: WORKS EDGES TO.

Citations by edges are a query of this benchmark, for Belvedere takes them from
OpenAlex's counts by year; cells and scores are the build's own step, on the
engine that sources write with, in its bounded memory.
"""

import sys
from pathlib import Path

from belvedere.building.engines import DuckDB
from belvedere.building.publications import make_scores
from belvedere.indicators.scores import cells_sql
from belvedere.sources.bulk import engine
from belvedere.tables.publications import WINDOW

works, edges, target = sys.argv[1:]
target = Path(target)
spill = target / "spill"
spill.mkdir(parents=True)
connection = engine(spill)
# Three joins need the works: read once.
connection.execute(f"""
    CREATE TEMP TABLE described AS
    SELECT work_id, subfield, "year", "type", is_citable FROM read_parquet({works})
""")
connection.execute(f"""
    CREATE TEMP TABLE counted AS
    WITH cited AS (
      SELECT e.cited_id AS work_id, count(*) AS citations
      FROM read_parquet('{edges}') e JOIN described w ON w.work_id = e.cited_id
      JOIN described citing ON citing.work_id = e.record_id
      WHERE citing."year" BETWEEN w."year" AND w."year" + {WINDOW}
      GROUP BY e.cited_id
    )
    SELECT described.*, coalesce(cited.citations, 0) AS citations
    FROM described LEFT JOIN cited USING (work_id)
""")
run = DuckDB(connection)
make_scores(target, run, cells_sql("counted"))
run.copy(
    'SELECT work_id, subfield, "year", "type", citations, ncs, top10, top1 '
    f"FROM counted JOIN {run.read([target / 'citation_scores.parquet'])} "
    'USING (subfield, "year", "type", citations) WHERE is_citable',
    target / "papers.parquet", 100_000)
