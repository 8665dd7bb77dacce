"""Which record of an OpenAlex work stands: the newest, and none of one merged or deleted."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from belvedere.sources import _openalex_works as works
from belvedere.sources.bulk import part_file, write_part
from belvedere.tables.ledger import Ledger
from belvedere.tables.sql_text import parquet, quoted

_DELETED = "W4285719527"
"""Into this work OpenAlex merges those that it deletes."""

_GIVEN_TWICE = "works given twice: the one changed last stands"


def newest_in_part(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> int:
    """Leave in ``raw`` one record of each work; return how many records there were."""
    total, different = connection.execute(
        "SELECT count(*), count(DISTINCT record_id) FROM raw").fetchone()
    if different < total:
        ledger.note(_GIVEN_TWICE, total - different)
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM raw "
            "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY updated_date DESC NULLS "
            "LAST, cited_by_count DESC NULLS LAST, hash(raw)) = 1"
        )
    return total


def newest_in_all(
    connection: duckdb.DuckDBPyConnection, folder: Path, parts: int, ledger: Ledger
) -> None:
    """Take works out of all parts but the one that has them newest."""
    if parts < 2:
        return
    read = parquet([folder / "work_records.*.parquet"], "filename = true")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE older AS "
        f"SELECT record_id, filename, updated FROM {read} WHERE record_id IN ("
        f"SELECT record_id FROM {read} GROUP BY 1 HAVING count(*) > 1) "
        "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY updated DESC NULLS LAST, "
        "filename DESC) > 1"
    )
    _take_out(connection, folder, _GIVEN_TWICE, ledger)


def write_merged(
    connection: duckdb.DuckDBPyConnection, paths: Sequence[Path], folder: Path, part: int,
    ledger: Ledger,
) -> int:
    """Write what became of works that were merged or deleted, of those that matter here.

    Returns how many records this made.
    """
    read = parquet([folder / "work_records.*.parquet"], "filename = true")
    listed = ", ".join(map(quoted, paths))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE merged AS SELECT {works.number('id')} AS record_id, "
        f"any_value(CASE WHEN coalesce(into_, '') IN ('', '{_DELETED}') THEN 'deleted' "
        "ELSE into_ END) AS replaced_by "
        f"FROM (SELECT id, {works.short('merge_into_id')} AS into_ FROM "
        f"read_csv([{listed}], header = true, all_varchar = true)) "
        "GROUP BY 1 HAVING record_id IS NOT NULL")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE older AS SELECT record_id, filename FROM {read} "
        "WHERE record_id IN (SELECT record_id FROM merged)")
    connection.execute(
        "DELETE FROM merged WHERE record_id NOT IN (SELECT record_id FROM older) "
        f"AND replaced_by NOT IN (SELECT openalex_id FROM {read})")
    _take_out(connection, folder, "works merged into others or deleted", ledger)
    return write_part(
        connection, "SELECT record_id, 'openalex' AS source, 'W' || record_id AS openalex_id, "
        "replaced_by FROM merged", "work_records", part_file(folder, "work_records", part))


def _take_out(connection, folder: Path, why: str, ledger: Ledger) -> None:
    """Take the works of ``older`` out of the parts that they name, with all that hangs on them."""
    for filename, count in connection.execute(
        "SELECT filename, count(*) FROM older GROUP BY 1 ORDER BY 1").fetchall():
        number = filename.rsplit(".", 2)[1]
        ledger.note(why, count)
        for table in works.TABLES:
            path = folder / f"{table}.{number}.parquet"
            whole = path.rename(path.with_suffix(".whole"))
            write_part(
                connection, f"SELECT * FROM {parquet([whole])} WHERE record_id NOT IN "
                f"(SELECT record_id FROM older WHERE filename = {quoted(filename)})", table, path,
                ordered=False,
            )
            whole.unlink()
