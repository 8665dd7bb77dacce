"""The shipped list of prominent journals, and its rule.

It is an open stand-in: Inserm's own lists are not public. An institute declares its
own under ``[[journal_list]]`` in its landscape. A list by journals says what an
institute states of itself; PP(top 10 %) beside it says how often the articles
themselves are cited.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files

from belvedere.tables.words import Words

SHIPPED = "prominent"
RULE = Words(
    "the five general medical journals that convention names together (New England Journal of "
    "Medicine, The Lancet, JAMA, BMJ, Annals of Internal Medicine), Nature Medicine and the "
    "Journal of Clinical Investigation as medical; Nature, Science, Cell, PNAS and Nature Genetics "
    "as basic research.",
    "les cinq revues de médecine générale que l’usage nomme ensemble (New England Journal of "
    "Medicine, The Lancet, JAMA, BMJ, Annals of Internal Medicine), Nature Medicine et le Journal "
    "of Clinical Investigation pour le champ médical ; Nature, Science, Cell, PNAS et Nature "
    "Genetics pour le champ fondamental.",
)
COLUMNS = ("list", "version", "domain", "issn_l", "title", "valid_from", "valid_to", "source",
           "licence")
"""The columns of a list's file, all of them, in any order."""
YEARS = ("valid_from", "valid_to")
_COUNTS = COLUMNS[:4] + YEARS


def journal_lists() -> list[dict]:
    """Return the rows of the list that comes with Belvedere, as its file has them."""
    with (files("belvedere.tables") / "journal_lists.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def typed(row: Mapping[str, str]) -> dict:
    """Return a row of a file as the table ``journal_lists`` has it: empty cells left out."""
    return {name: int(value) if name in YEARS else value for name, value in row.items() if value}


def digest(rows: Iterable[Mapping]) -> str:
    """Return a digest of what counts of the rows of a list, in whatever order."""
    told = sorted([str(row.get(name)) for name in _COUNTS] for row in rows)
    return hashlib.sha256(str(told).encode()).hexdigest()[:16]
