"""Ten measures of every country in every subfield, from the stored sums: TABLES TO STEP."""

import sys
from pathlib import Path

from belvedere.evidence.database import Database

sums = sorted(Path(sys.argv[2]).glob("publication_sums.*.parquet"))
database = Database({"publication_sums": sums})  # as a page opens it
database.need("publication_sums")
means = ", ".join(
    f"sum({amount}{credit}) / nullif(sum({over}{credit}), 0) AS {amount}{credit}_mean"
    for credit in ("", "_credit") for amount, over in (
        ("top1", "scored"), ("top10", "scored"), ("ncs", "scored"),
        ("international", "placed")))
database.make(
    "answer", f"SELECT who, subfield, sum(works) AS p, sum(works_credit) AS pf, {means} "
    "FROM publication_sums WHERE theme IS NULL AND who IS NOT NULL AND subfield IS NOT NULL "
    "GROUP BY 1, 2")
print(database.rows("SELECT count(*), sum(p), sum(pf), sum(top10_credit_mean * pf) "
                    "FROM answer WHERE p > 0")[0])
