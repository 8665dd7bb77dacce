"""Which record of an OpenAlex work stands: the newest, and none of one merged or deleted."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from belvedere.sources import _openalex_works as works
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
    _read_lists(connection, paths, ledger)
    # of two lists that tell of one work the later stands
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE merged AS SELECT record_id, arg_max("
        f"CASE WHEN coalesce(into_, '') IN ('', '{_DELETED}') THEN 'deleted' ELSE into_ END, "
        "(filename, merge_date, coalesce(into_, ''))) AS replaced_by "
        "FROM merges WHERE record_id IS NOT NULL GROUP BY 1")
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


def _read_lists(
    connection: duckdb.DuckDBPyConnection, paths: Sequence[Path], ledger: Ledger
) -> None:
    """Read the lists of merged works into ``merges``; lines that do not fit are set aside.

    Raises InputError for a list that cannot be unpacked.
    """
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    for path in paths:
        cut = cut_after(path, path.name) if path.suffix == ".gz" else None
        if cut is not None:
            ledger.set_aside(Place(path.name, cut + 1), "the compressed file is cut short: what "
                             "followed is not here. Download it again")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE merges AS SELECT {works.number('id')} AS record_id, "
        f"{works.short('merge_into_id')} AS into_, merge_date, filename "
        f"FROM read_csv([{', '.join(map(quoted, paths))}], header = true, filename = true, "
        "auto_detect = false, delim = ',', quote = '\"', columns = {'merge_date': 'VARCHAR', "
        "'id': 'VARCHAR', 'merge_into_id': 'VARCHAR'}, store_rejects = true)")
    for path, line, reason in connection.execute(
        "SELECT s.file_path, line, any_value(error_message) FROM reject_errors e "
        "JOIN reject_scans s USING (scan_id, file_id) GROUP BY ALL ORDER BY ALL").fetchall():
        ledger.set_aside(Place(Path(path).name, line), f"a merge that cannot be read: {reason}")
    unread = connection.execute(
        "SELECT count(*) FROM merges WHERE record_id IS NULL").fetchone()[0]
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
