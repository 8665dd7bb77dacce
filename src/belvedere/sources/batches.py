"""Writing tables in bulk, for sources that give them in batches as Arrow tables."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.sources.bulk import engine, part_file, write_part
from belvedere.tables import TABLES
from belvedere.tables.sql_text import parquet


def write_batches(
    batches: Iterable[Mapping[str, pa.Table]], tables: Iterable[str], folder: Path
) -> dict[str, dict[str, int]]:
    """Write batches of tables as parts, and each text of affiliations once; return the counts.

    A batch has all tables, in the layout of the declared ones; its records are in
    no other batch.
    """
    counts = {name: {"offered": 0, "kept": 0, "repeated": 0, "set_aside": 0} for name in tables}
    part = 0
    for part, batch in enumerate(batches, start=1):
        for name, table in batch.items():
            target = "affiliation_texts" if name == "affiliations" else name
            pq.write_table(table, part_file(folder, target, part), compression="zstd")
            if name != "affiliations":
                counts[name]["offered"] += table.num_rows
                counts[name]["kept"] += table.num_rows
    connection = engine(folder)
    for name in tables:
        if not part:
            write_part(connection, f"SELECT NULL AS {TABLES[name].columns[0].name} WHERE FALSE",
                       name, folder / f"{name}.parquet")
    if part and "affiliations" in counts:
        texts = parquet([folder / "affiliation_texts.*.parquet"])
        kept = write_part(
            connection, "SELECT affiliation_id, any_value(affiliation) AS affiliation "
            f"FROM {texts} GROUP BY 1", "affiliations",
            folder / "affiliations.parquet")
        counts["affiliations"] |= {"offered": kept, "kept": kept}
        for left in folder.glob("affiliation_texts.*"):
            left.unlink()
    return counts
