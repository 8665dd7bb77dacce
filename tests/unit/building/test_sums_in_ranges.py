"""The sums of publications are the same whether all holders are added up at once or in ranges."""

import duckdb
import pytest

from belvedere.building import publications
from belvedere.building.engines import DuckDB

FACT = """
SELECT country, 1.0 / (1 + n % 3) AS weight, n % 5 > 0 AS work__is_citable,
  CASE WHEN n % 7 > 0 THEN ['cancer'] ELSE [] END AS work__themes, 's' || n % 4 AS work__subfield,
  2015 + n % 3 AS work__year, CASE n % 2 WHEN 0 THEN 'article' ELSE 'review' END AS work__type,
  n % 6 AS work__citations, CASE WHEN n % 8 > 0 THEN 'international' END AS work__collaboration,
  n % 9 = 0 AS work__with_industry, 'gold' AS work__open_access, ['medical'] AS work__prominent
FROM range(400) r (n), (VALUES ('CH'), ('DE'), ('FR'), (NULL)) c (country)
"""
SCORES = """
SELECT DISTINCT work__subfield AS subfield, work__year AS "year", work__type AS "type",
  work__citations AS citations, 1.5 AS ncs, 0.1 AS top1, 0.2 AS top5, 0.3 AS top10, 0.5 AS top50
FROM fact
"""


@pytest.fixture
def engine():
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE fact AS {FACT}")
    connection.execute(f"CREATE TABLE scores AS {SCORES}")
    yield DuckDB(connection)
    connection.close()


def added(engine, folder):
    """Return (how many queries, all rows of the sums that they write)."""
    folder.mkdir()
    queries = publications.adding_up(engine, "work_countries", "fact", "scores")
    publications.write_sums(folder, engine, queries)
    return len(queries), duckdb.sql(
        f"SELECT * FROM '{folder}/publication_sums.*.parquet' ORDER BY ALL").fetchall()


# n tells subfield and type by its rest of four, the year by that of three: twelve cells
@pytest.mark.parametrize(("most", "ranges"), [(1, 3), (12, 3), (13, 2), (250_000, 1)])
def test_ranges_of_holders_add_up_the_same(engine, tmp_path, monkeypatch, most, ranges):
    whole = added(engine, tmp_path / "whole")[1]
    monkeypatch.setattr(publications, "MOST_SUMS", most)
    queries, rows = added(engine, tmp_path / "ranges")
    assert (queries, rows) == (1 + ranges, whole)  # and one for those of no country
    assert {row[1] for row in rows} == {"CH", "DE", "FR", None}
