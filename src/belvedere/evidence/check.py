"""Rows are checked against the declared table before they become evidence."""

from typing import Literal

import msgspec

from belvedere.tables import Table
from belvedere.tables.dates import bounds

_PYTHON = {
    "text": str, "integer": int, "number": float, "boolean": bool, "date": str,
    "organisation": str,
}


class RowError(ValueError):
    """A row does not fit its table; the text says which column and why."""


def _annotation(column):
    if column.type == "texts":
        inner = Literal[column.vocabulary] if column.vocabulary else str
        return list[inner]
    if column.vocabulary:
        return Literal[column.vocabulary]
    return _PYTHON[column.type]


class Checker:
    """Checks rows of one table and gives their stored values, in the stored order."""

    def __init__(self, table: Table) -> None:
        self.table = table
        fields = []
        for column in table.columns:
            if column.required:
                fields.append((column.name, _annotation(column)))
            else:
                fields.append((column.name, _annotation(column) | None, None))
        self._struct = msgspec.defstruct(
            table.name, fields, kw_only=True, forbid_unknown_fields=True
        )
        self._columns = table.columns
        self._required = tuple(column.name for column in table.columns if column.required)

    def __call__(self, row: dict) -> tuple:
        """Return the stored values. Raises RowError naming the column and the reason."""
        try:
            checked = msgspec.convert(row, self._struct)
        except msgspec.ValidationError as error:
            raise RowError(str(error).replace("`$.", "`").replace("Object ", "Row ")) from None
        for name in self._required:
            if getattr(checked, name) == "":
                raise RowError(f"`{name}` is required and is empty")
        values: list = []
        for column in self._columns:
            value = getattr(checked, column.name)
            if value == "" or value == []:
                value = None
            values.append(value)
            if column.type == "date":
                if value is None:
                    values += (None, None)
                else:
                    try:
                        values += bounds(value)
                    except ValueError as error:
                        raise RowError(f"`{column.name}`: {error}") from None
        return tuple(values)
