"""Columns as Arrow tables, in the layout of a declared table."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pyarrow as pa

from belvedere.tables import TABLES
from belvedere.tables.arrow import schema
from belvedere.tables.dates import bounds

_bounds = lru_cache(maxsize=100_000)(bounds)


def arrow_table(name: str, columns: Mapping[str, Sequence], length: int) -> pa.Table:
    """Return rows of a declared table; columns that are not given are empty.

    A date is given as its text; its first and last day are worked out here.
    Raises ValueError when a date is none of the calendar.
    """
    stored = schema(TABLES[name])
    dates = {column.name for column in TABLES[name].columns if column.type == "date"}
    made = {}
    for field in stored:
        if field.name in columns:
            made[field.name] = pa.array(columns[field.name], field.type)
        elif field.name not in made:
            made[field.name] = pa.nulls(length, field.type)
        if field.name in dates and field.name in columns:
            ends = [_bounds(one) if one else (None, None) for one in columns[field.name]]
            for end, suffix in enumerate(("first", "last")):
                made[f"{field.name}_{suffix}"] = pa.array([e[end] for e in ends], pa.date32())
    return pa.Table.from_arrays([made[field.name] for field in stored], schema=stored)
