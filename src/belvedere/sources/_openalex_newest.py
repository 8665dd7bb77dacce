"""Which record of an OpenAlex work stands: the newest, and none of one merged or deleted."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from belvedere.sources import _openalex_works as works
from belvedere.sources._openalex_files import deletes
from belvedere.sources.bulk import part_file, write_part
from belvedere.sources.pieces import cut_after
from belvedere.tables.ledger import Ledger, Place
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
    connection.execute("CREATE OR REPLACE TEMP TABLE merges (record_id BIGINT, into_ VARCHAR, "
                       "day_ VARCHAR, last_ VARCHAR, list_ VARCHAR)")
    for path in paths:
        _read_list(connection, path, read, ledger)
    # of two lists that tell of one work the later stands
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE merged AS SELECT record_id, unnest(arg_max({"
        f"'replaced_by': CASE WHEN coalesce(into_, '') IN ('', '{_DELETED}') THEN 'deleted' "
        "ELSE into_ END, 'last_': last_}, (list_, day_, coalesce(into_, '')))) "
        "FROM merges GROUP BY 1")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE older AS SELECT record_id, filename FROM {read} "
        "JOIN merged USING (record_id) WHERE last_ IS NULL OR coalesce(updated, '') <= last_")
    connection.execute(
        "DELETE FROM merged WHERE record_id NOT IN (SELECT record_id FROM older) "
        "AND (last_ IS NOT NULL OR replaced_by NOT IN "
        f"(SELECT openalex_id FROM {read} WHERE openalex_id IS NOT NULL))")
    _take_out(connection, folder, "works merged into others or deleted", ledger)
    return write_part(
        connection, "SELECT record_id, 'openalex' AS source, 'W' || record_id AS openalex_id, "
        "replaced_by FROM merged", "work_records", part_file(folder, "work_records", part))


def _read_list(
    connection: duckdb.DuckDBPyConnection, path: Path, works_here: str, ledger: Ledger
) -> None:
    """Read a list of merged or deleted works into ``merges``; lines that do not fit are set
    aside.

    Works come back: a list of those deleted tells only of records last changed by the end of
    that day, ``last_``. Raises InputError for a list that cannot be unpacked.
    """
    cut = cut_after(path, path.name) if path.suffix == ".gz" else None
    if cut is not None:
        ledger.set_aside(Place(path.name, cut + 1), "the compressed file is cut short: what "
                         "followed is not here. Download it again")
    columns, shown = ["merge_date", "id", "merge_into_id"], (
        f"{works.short('merge_into_id')}, merge_date, NULL")
    if deletes(path):
        columns, shown = ["id", "deleted_date"], "NULL, deleted_date, deleted_date || '~'"
    typed = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE listed AS SELECT {works.number('id')} AS record_id, "
        f"{shown}, {quoted(path)} FROM read_csv({quoted(path)}, header = true, auto_detect = "
        f"false, delim = ',', quote = '\"', columns = {{{typed}}}, store_rejects = true)"
        # of tens of millions of works that were deleted few are here
        + (f" WHERE record_id IS NULL OR record_id IN (SELECT record_id FROM {works_here})"
           if deletes(path) else ""))
    for line, reason in connection.execute(
        "SELECT line, any_value(error_message) FROM reject_errors GROUP BY 1 ORDER BY 1"
    ).fetchall():
        ledger.set_aside(Place(path.name, line), f"a merge that cannot be read: {reason}")
    connection.execute("INSERT INTO merges FROM listed WHERE record_id IS NOT NULL")
    unread, = connection.execute(
        "SELECT count(*) FROM listed WHERE record_id IS NULL").fetchone()
    if unread:
        ledger.note("merges of a work whose id cannot be read, left out", unread)


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
