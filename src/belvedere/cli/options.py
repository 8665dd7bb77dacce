"""What several verbs share: the edition, of whom, and how answers are written."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence

from belvedere.errors import QuestionError
from belvedere.evidence.store import Store, home
from belvedere.indicators.asking import Asker


def edition_option(parser) -> None:
    parser.add_argument("--edition", help="an older edition (default: the current one)")


def asker(given) -> Asker:
    """Open the edition that was asked for."""
    return Asker(Store(home()).edition(given.edition))


def pairs(written: Iterable[str]) -> dict[str, str]:
    """Read key=value texts. Raises QuestionError naming the one that is not."""
    found = {}
    for text in written:
        key, equals, value = text.partition("=")
        if not equals or not key or not value:
            raise QuestionError(f"--where takes key=value, such as programme=FP7, not {text!r}.")
        found[key] = value
    return found


def write_table(columns: Sequence[str], rows: Iterable[Sequence], form: str) -> None:
    """Write rows to standard output as text, csv or json."""
    if form == "json":
        json.dump([dict(zip(columns, row)) for row in rows], sys.stdout, ensure_ascii=False,
                  default=str, indent=1)
        print()
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        listed = [[("" if cell is None else str(cell)) for cell in row] for row in rows]
        widths = [
            min(48, max((len(row[i]) for row in listed), default=0, ))
            for i in range(len(columns))
        ]
        widths = [max(width, len(name)) for width, name in zip(widths, columns)]
        for row in [list(columns), *listed]:
            print("  ".join(cell[:width].ljust(width) for cell, width in zip(row, widths)).rstrip())
