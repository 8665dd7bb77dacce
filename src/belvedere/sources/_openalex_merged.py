"""OpenAlex's lists of merged works: which record was merged into which, or deleted."""

import csv
from collections.abc import Sequence
from pathlib import Path

import duckdb

from belvedere.sources._openalex_files import ID
from belvedere.sources._openalex_works import number
from belvedere.sources.base import Files
from belvedere.sources.bulk import quoted
from belvedere.sources.reading import csv_rows, open_bytes
from belvedere.tables.ledger import Ledger

DELETED = "W4285719527"
"""The work that OpenAlex merges deleted works into."""

_COLUMNS = ("merge_date", "id", "merge_into_id")

RECORDS = """
    SELECT merged_id AS record_id, 'openalex' AS source, 'W' || merged_id AS openalex_id,
      merge_date AS updated, replaced_by
    FROM merged
"""
"""The work_records of merged works."""


def load_merged(
    connection: duckdb.DuckDBPyConnection, files: Files, paths: Sequence[Path], ledger: Ledger,
    scratch: Path,
) -> int:
    """Make ``merged``, one row a merged work; return how many merges the lists tell.

    Of two merges of one work the last stands. What is no merge is set aside.
    """
    clean = scratch / "merged.csv"
    with clean.open("w", encoding="utf-8", newline="") as handle:
        told = csv.writer(handle)
        count = 0
        for path in paths:
            name = files.name(path)
            with open_bytes(path, name) as opened:
                for place, row in csv_rows(opened, name, ledger, delimiter=",", needs=_COLUMNS):
                    day, old, into = (row[column] for column in _COLUMNS)
                    reason = _refused(old, into)
                    if reason:
                        ledger.set_aside(place, reason, ",".join((day, old, into)))
                        continue
                    told.writerow((day, old, into))
                    count += 1
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE merged AS
        SELECT {number("id")} AS merged_id, merge_date,
          CASE WHEN into_ IS NULL OR into_ = '{DELETED}' THEN 'deleted' ELSE into_ END
            AS replaced_by
        FROM (SELECT merge_date, id, 'W' || {number("merge_into_id")} AS into_
              FROM read_csv({quoted(clean)}, header = false, auto_detect = false, columns = {{
                'merge_date': 'VARCHAR', 'id': 'VARCHAR', 'merge_into_id': 'VARCHAR'}}))
        QUALIFY row_number() OVER (
          PARTITION BY merged_id ORDER BY merge_date DESC NULLS LAST, into_) = 1
    """)
    clean.unlink()
    different = connection.execute("SELECT count(*) FROM merged").fetchone()[0]
    if count > different:
        ledger.note("works merged twice: the last merge stands", count - different)
    return count


def _refused(old: str, into: str) -> str | None:
    if not ID["works"].fullmatch(old):
        return "the id is no OpenAlex work"
    if into and not ID["works"].fullmatch(into):
        return "the work was merged into none of OpenAlex"
    if old.rpartition("/")[2] == into.rpartition("/")[2]:
        return "the work was merged into itself"
    return None
