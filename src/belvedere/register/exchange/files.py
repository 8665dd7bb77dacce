"""Reading a table from a file as people have them: CSV or XLSX, whatever the encoding.

Nothing in a file is run and nothing is unpacked to disk: macros are refused, so is
an archive larger inside than it may be, and a formula is told as one, never computed.
"""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from belvedere.register.accounts.refusals import Refused
from belvedere.register.exchange.lists import DeclaredList, as_meant, folded
from belvedere.tables.words import Words

LARGEST_INSIDE = 200_000_000
"""Bytes of an XLSX file when unpacked."""
MOST_ROWS = 250_000
MOST_COLUMNS = 100
LONGEST_CELL = 20_000
LOOKED_AT = 30
"""Rows at the top among which the headings are."""
_TOTAL = re.compile(r"((sous|sub|grand)[ -]?)?tota(l|ux)\b")
_AMOUNT = re.compile(r"[\d\s.,€%]*(eur(os?)?)?", re.IGNORECASE)


class Formula(str):
    """A cell that holds a formula, as it is written."""


@dataclass(frozen=True)
class Table:
    """A table as a file has it: headings, and rows with their number in the file.

    ``totals`` are the numbers of the rows that only add others up, as they are read.
    """

    headings: Sequence[str]
    rows: Iterator[tuple[int, Sequence[str]]]
    totals: list[int] = field(default_factory=list)


def table(file: BinaryIO, of: DeclaredList) -> Table:
    """Read a CSV or XLSX file. Raises Refused, saying what to do, when it is neither."""
    head = file.read(4)
    file.seek(0)
    if head.startswith(b"PK"):
        return _xlsx(file, of)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("This is an old or protected Excel file: save it as .xlsx or CSV, without "
                      "a password.",
                      "C’est un fichier Excel ancien ou protégé : enregistrez-le en .xlsx ou CSV, "
                      "sans mot de passe.", "file")
    return _csv(file.read(), of)


def _text(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else (
            "utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("This is no text: give a CSV or an XLSX file.",
                  "Ce n’est pas du texte : donnez un fichier CSV ou XLSX.", "file")


def _csv(content: bytes, of: DeclaredList) -> Table:
    text = _text(content)
    names = _names(of)

    def known(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return max((len({names[key] for cell in row if (key := folded(cell)) in names})
                    for row in islice(reader, LOOKED_AT)), default=0)

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=known))

    def cells() -> Iterator[Sequence[str]]:
        try:
            for row in reader:
                yield [as_meant(cell.strip(" \n\r")) for cell in row]
        except csv.Error as error:
            raise Refused(f"Line {reader.line_num} cannot be read ({error}): look for a quotation "
                          "mark that is not closed.",
                          f"La ligne {reader.line_num} est illisible ({error}) : cherchez un "
                          "guillemet qui n’est pas fermé.", "file") from None

    return _table(cells(), of)


def _xlsx(file: BinaryIO, of: DeclaredList) -> Table:
    try:
        with zipfile.ZipFile(file) as archive:
            _look_inside(archive)
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write them wrong
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError,
            EOFError):
        raise _damaged() from None

    def cells() -> Iterator[Sequence[str]]:
        try:
            for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
                yield [_cell(cell) for cell in row]
        except (zipfile.BadZipFile, ParseError, KeyError, ValueError, EOFError):
            raise _damaged() from None

    return _table(cells(), of)


def _damaged() -> Refused:
    return Refused("This file is damaged or no XLSX: open it in a spreadsheet and save it again.",
                   "Ce fichier est abîmé ou n’est pas du XLSX : ouvrez-le dans un tableur et "
                   "enregistrez-le de nouveau.", "file")


def _look_inside(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise Refused("This file holds macros: save it as .xlsx, which has none.",
                      "Ce fichier contient des macros : enregistrez-le en .xlsx, qui n’en a pas.",
                      "file")
    inside = sum(entry.file_size for entry in entries)
    if inside > LARGEST_INSIDE or len(entries) > 1000:
        raise Refused(
            f"Unpacked, this file has {inside // 1_000_000} MB in {len(entries)} parts, more than "
            f"a list has ({LARGEST_INSIDE // 1_000_000} MB): copy the list alone into a new file.",
            f"Décompressé, ce fichier a {inside // 1_000_000} Mo en {len(entries)} parties, plus "
            f"qu’une liste ({LARGEST_INSIDE // 1_000_000} Mo) : copiez la liste seule dans un "
            "nouveau fichier.", "file")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if b"<!DOCTYPE" in part.read(2000).upper():
                    raise _damaged()


def _cell(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Formula(getattr(value, "text", value))
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return str(value.date())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return as_meant(str(value).strip(" \n\r"))


def _table(cells: Iterator[Sequence[str]], of: DeclaredList) -> Table:
    numbered = ((number, row) for number, row in enumerate(cells, start=1) if any(row))
    top = list(islice(numbered, LOOKED_AT))
    if not top:
        raise Refused("The file is empty: it must have the headings above its rows.",
                      "Le fichier est vide : il doit porter les en-têtes au-dessus de ses lignes.",
                      "file")
    headings, used = _headings([row for _, row in top], _names(of))
    totals: list[int] = []

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for count, (number, row) in enumerate(chain(top[used:], numbered)):
            if count == MOST_ROWS:
                raise Refused(f"The file has more than {MOST_ROWS} rows: split it.",
                              f"Le fichier a plus de {MOST_ROWS} lignes : divisez-le.", "file")
            if _adds_up(row):
                totals.append(number)
            else:
                yield number, row

    return Table(headings, rows(), totals)


def _headings(rows: list[Sequence[str]], names: dict[str, str]) -> tuple[Sequence[str], int]:
    """Return the headings, and how many rows go before the first that has something to say.

    They are the row that knows the most columns, or two rows where cells are merged.
    """
    single = [(row, place + 1) for place, row in enumerate(rows)]
    double = [(_merged(upper, lower, names), place + 2)
              for place, (upper, lower) in enumerate(pairwise(rows))]
    return max(single + double, key=lambda one: len(
        {names[key] for cell in one[0] if (key := folded(cell)) in names}))


def _merged(upper: Sequence[str], lower: Sequence[str], names: dict[str, str]) -> list[str]:
    """Return one heading for each place under cells that may reach over several places."""
    width, over, made = max(len(upper), len(lower)), "", []
    for place in range(width):
        above, below = (row[place] if place < len(row) else "" for row in (upper, lower))
        over = above or over
        whole = f"{over} {below}".strip()
        made.append(above if not below else whole if folded(whole) in names else below)
    return made


def _adds_up(row: Sequence[str]) -> bool:
    first, *others = (cell for cell in row if cell)
    return bool(_TOTAL.match(folded(first))) and all(
        isinstance(cell, Formula) or _AMOUNT.fullmatch(cell) for cell in others)


def _names(of: DeclaredList) -> dict[str, str]:
    return {name: column.field for column in of.columns for name in folded_names(column)}


def folded_names(column) -> set[str]:
    """Return what a column may be headed: its words in either language, or its field."""
    return {folded(name) for name in (*column.words, column.field, *column.also)}


def matched(headings: Sequence[str], of: DeclaredList) -> tuple[dict[int, object], list[str]]:
    """Return the column of each place, and the headings that are unknown.

    Raises Refused when a heading stands twice, or one is missing that is needed.
    """
    names = {name: column for column in of.columns for name in folded_names(column)}
    found, unknown = {}, []
    for place, heading in enumerate(headings[:MOST_COLUMNS]):
        column = names.get(folded(heading))
        if column is None:
            unknown += [heading] if heading else []
        elif column in found.values():
            raise Refused(f"Two columns are headed {heading}: keep one.",
                          f"Deux colonnes s’appellent {heading} : gardez-en une.", "file")
        else:
            found[place] = column
    missing = [c.words for c in of.columns if c not in found.values()
               and (c.needed or not found)]
    if missing:
        told = Words(*(", ".join(words) for words in zip(*missing)))
        raise Refused(
            f"A row must have the headings; {told.en} is missing. It reads: "
            f"{', '.join(headings)[:200]}.",
            f"Une ligne doit porter les en-têtes ; il manque {told.fr}. On y lit : "
            f"{', '.join(headings)[:200]}.", "file")
    return found, unknown
