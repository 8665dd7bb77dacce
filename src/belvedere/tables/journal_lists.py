"""The shipped list of prominent journals, and its rule.

Rule of the list ``prominent``, version 2026-1: the five general medical journals
that convention names together (New England Journal of Medicine, The Lancet,
JAMA, BMJ, Annals of Internal Medicine) with Nature Medicine and the Journal of
Clinical Investigation as medical; Nature, Science, Cell, PNAS and Nature Genetics
as basic research. It is an open stand-in: Inserm's own lists are not public. A
list by journals says what an institute states of itself; PP(top 10 %) beside it
says how often the articles themselves are cited.
"""

import csv
from importlib.resources import files

DEFAULT = ("prominent", "2026-1")


def journal_lists() -> list[dict]:
    """Return the rows of ``journal_lists`` that come with Belvedere."""
    with (files("belvedere.tables") / "journal_lists.csv").open(encoding="utf-8") as handle:
        return [
            {name: int(value) if name.startswith("valid") else value
             for name, value in row.items() if value}
            for row in csv.DictReader(handle)
        ]
