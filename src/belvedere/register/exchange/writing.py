"""Writing a list to a file, a row at a time, however long it is."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from belvedere.register.exchange.lists import DeclaredList, harmless


class _Line:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        return text


def cells(of: DeclaredList, filters, language: str) -> Iterator[list]:
    """Yield the headings of a list, then its rows, as they are written."""
    yield [column.words(language) for column in of.columns]
    for row in of.rows(filters):
        yield [column.write(row.get(column.field), language) for column in of.columns]


def as_csv(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield rows as the lines of a CSV file that spreadsheets read as UTF-8."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([_safe(value) for value in row])


def as_xlsx(rows: Iterable[Sequence[Any]]) -> BinaryIO:
    """Write rows as an XLSX file and return it, open at its beginning."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        written = []
        for value in row:
            value = _safe(value)
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)
                                 if isinstance(value, str) else value)
            if number == 0:
                cell.font = Font(bold=True)
            written.append(cell)
        sheet.append(written)
    file = tempfile.TemporaryFile()  # noqa: SIM115  (who asked closes it)
    book.save(file)
    file.seek(0)
    return file


def _safe(value: Any) -> Any:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value
