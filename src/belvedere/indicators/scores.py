"""Scores: what a number of citations is worth in its cell, exactly, ties and all.

A cell is a subfield, a year and a type of the world's citable works. Of the works
on the threshold of the p most cited each scores the share that makes the cell add
up to p: (p·N − above) / n, between 0 and 1, where N works are in the cell, ``above``
have more citations and n as many (Waltman and Schreiber 2013). As p is one over a
whole number the terms are whole numbers too, so no rounding decides a tie.
"""

from belvedere.tables.publications import TOP_PERCENT

CELLS = """
SELECT subfield, "year", "type", citations, CAST(count(*) AS DOUBLE) AS works
FROM {works}
WHERE is_citable AND subfield IS NOT NULL AND "year" IS NOT NULL AND citations IS NOT NULL
GROUP BY subfield, "year", "type", citations
"""

_TOPS = ",\n".join(
    f"  greatest(0, least(1, (all_works - {100 // percent} * above) / ({100 // percent} * works)))"
    f" AS top{percent}" for percent in TOP_PERCENT
)

SCORES = f"""
SELECT subfield, "year", "type", citations, works,
  CASE WHEN all_citations = 0 THEN 1 ELSE citations * all_works / all_citations END AS ncs,
{_TOPS}
FROM (
  SELECT *, sum(works) OVER (PARTITION BY subfield, "year", "type") AS all_works,
    sum(works * citations) OVER (PARTITION BY subfield, "year", "type") AS all_citations,
    coalesce(sum(works) OVER (
      PARTITION BY subfield, "year", "type" ORDER BY citations DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS above
  FROM {{cells}}
)
"""


def cells_sql(works: str) -> str:
    """Return the query of citation_cells over ``works``, SQL that reads the works."""
    return CELLS.format(works=works)


def scores_sql(cells: str) -> str:
    """Return the query of citation_scores over ``cells``, SQL that reads the cells."""
    return SCORES.format(cells=cells)
