"""The five figures by DuckDB alone, from the works or from the sums: works|sums TABLES TO.

TABLES is a JSON file that names the Parquet files of each table.
"""

import json
import sys
from pathlib import Path

import duckdb

_FIRST = "ORDER BY w.citations DESC NULLS LAST, work_id LIMIT 20"
CITED = ("SELECT work_id, w.citations, title, journal, w.publication_date, doi FROM "
         f"(SELECT * FROM {{works}} w WHERE is_citable {_FIRST}) w "
         f"JOIN {{work_records}} ON record_id = work_id {_FIRST}")
WORKS = {
    "years": 'SELECT "year", count(*) FROM {works} WHERE is_citable GROUP BY 1 ORDER BY 1',
    "countries": "SELECT country, count(*) FROM {work_countries} JOIN {works} USING (work_id) "
                 "WHERE is_citable AND country IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
    "institutions": "SELECT organisation_id, count(*) FROM {work_organisations} JOIN {works} "
                    "USING (work_id) WHERE is_citable AND organisation_id IS NOT NULL "
                    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
    "cited": CITED,
    "international": "SELECT count(*) FILTER (collaboration = 'international'), "
                     "count(collaboration) FROM {works} WHERE is_citable",
}
_ALL = "FROM {publication_sums} WHERE theme IS NULL AND kind = "
SUMS = {
    "years": f"SELECT \"year\", sum(works)::BIGINT {_ALL} 'world' GROUP BY 1 ORDER BY 1",
    "countries": f"SELECT who, sum(works)::BIGINT AS n {_ALL} 'country' AND who IS NOT NULL "
                 "GROUP BY 1 HAVING n > 0 ORDER BY 2 DESC, 1",
    "institutions": f"SELECT who, sum(works)::BIGINT {_ALL} 'organisation' AND who IS NOT NULL "
                    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
    "cited": CITED,
    "international": f"SELECT sum(international)::BIGINT, sum(placed)::BIGINT {_ALL} 'world'",
}
how, tables, target = sys.argv[1:]
files = {name: f"read_parquet({paths})"
         for name, paths in json.loads(Path(tables).read_text()).items()}
con = duckdb.connect(config={"threads": 2})
answers = {name: con.execute(query.format(**files)).fetchall()
           for name, query in {"works": WORKS, "sums": SUMS}[how].items()}
answers["international"] = answers["international"][0]
answers["cited"] = [row[:2] for row in answers["cited"]]
Path(target).write_text(json.dumps(answers))
