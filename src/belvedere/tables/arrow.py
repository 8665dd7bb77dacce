"""Declared tables as Arrow sees them."""

import pyarrow as pa

from belvedere.tables.model import Table

ARROW = {
    "VARCHAR": pa.string(), "VARCHAR[]": pa.list_(pa.string()), "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(), "DATE": pa.date32(),
}
"""The Arrow type of each type that a stored column may have."""


def schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a declared table: its stored columns in their order."""
    return pa.schema([(name, ARROW[kind]) for name, kind in table.physical()])
