"""Journals and other places of a world: well-known journals, and many invented ones."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from belvedere.landscapes.worlds import numbers, topics
from belvedere.landscapes.worlds.chance import draw, even, stream

GENERAL, MEDICAL, BASIC = "general", "medical", "basic"

PROMINENT = (
    ("Nature", "0028-0836", GENERAL), ("Science", "0036-8075", GENERAL),
    ("Proceedings of the National Academy of Sciences", "0027-8424", GENERAL),
    ("Nature Communications", "2041-1723", GENERAL), ("Science Advances", "2375-2548", GENERAL),
    ("The Lancet", "0140-6736", MEDICAL), ("JAMA", "0098-7484", MEDICAL),
    ("New England Journal of Medicine", "0028-4793", MEDICAL), ("BMJ", "0959-8138", MEDICAL),
    ("Nature Medicine", "1078-8956", MEDICAL),
    ("Annals of Internal Medicine", "0003-4819", MEDICAL),
    ("PLoS Medicine", "1549-1277", MEDICAL),
    ("Journal of Clinical Oncology", "0732-183X", MEDICAL),
    ("The Lancet Oncology", "1470-2045", MEDICAL), ("Circulation", "0009-7322", MEDICAL),
    ("Cell", "0092-8674", BASIC), ("Journal of Clinical Investigation", "0021-9738", BASIC),
    ("Nature Genetics", "1061-4036", BASIC), ("Immunity", "1074-7613", BASIC),
    ("Neuron", "0896-6273", BASIC), ("Molecular Cell", "1097-2765", BASIC),
    ("Nature Immunology", "1529-2908", BASIC), ("Cancer Cell", "1535-6108", BASIC),
)
_REPOSITORIES = 8
_SERIES = 40
_PUBLISHERS = 60
_TITLES = ("Journal of {}", "{} Letters", "Annals of {}", "European Journal of {}",
           "Advances in {}", "{} Reports", "International Journal of {}", "{} Today")


@dataclass(frozen=True)
class Journals:
    """Places in order of their numbers: prominent, repositories, series, then field by field.

    ``start`` and ``count`` tell which numbers the journals of each field have.
    """

    titles: list[str]
    issns: list[list[str]]  # the linking one first; empty without
    kinds: list[str]
    doaj: np.ndarray
    publisher: np.ndarray  # -1 without
    start: np.ndarray
    count: np.ndarray

    def __len__(self) -> int:
        return len(self.titles)

    @cached_property
    def keys(self) -> list[str]:
        """Return what Belvedere's tables call each: issn:9000-0008 or openalex:S9000000023."""
        return [
            f"issn:{issns[0]}" if issns else f"openalex:{self.openalex(number)}"
            for number, issns in enumerate(self.issns)
        ]

    def openalex(self, number: int) -> str:
        """Return the id without its address; invented for the real journals as well."""
        return f"S{numbers.SOURCES + number}"


REPOSITORIES = len(PROMINENT)
SERIES = REPOSITORIES + _REPOSITORIES
FIRST = SERIES + _SERIES
"""The first number of the repositories, of the book series and of the fields' journals."""


def circles() -> list[np.ndarray]:
    """Return the prominent journals in which each field, in order of the fields, appears."""
    found = []
    for field in sorted({row["field"] for row in topics.rows()}):
        circle = {GENERAL}
        if field in topics.MEDICINE:
            circle |= {MEDICAL}
        if field in topics.LIFE or field == "27":
            circle |= {BASIC}
        found.append(np.array([number for number, (_, _, of) in enumerate(PROMINENT)
                               if of in circle]))
    return found


def journals(seed: int, works: int) -> Journals:
    """Make up the places: some 3,000 journals for ten million works, and never below 2,000."""
    chance = stream(seed, "journals")
    fields = sorted({row["field"] for row in topics.rows()})
    each = max(80, round(120 * (works / 1e7) ** 0.25))
    by_field = {field: [row["name"] for row in topics.rows() if row["field"] == field]
                for field in fields}
    titles = [title for title, _, _ in PROMINENT]
    issns = [[issn] for _, issn, _ in PROMINENT]
    kinds = ["journal"] * len(PROMINENT)
    for number in range(_REPOSITORIES):
        titles.append(f"Invented Archive {number + 1}")
        issns.append([])
        kinds.append("repository")
    for number in range(_SERIES):
        titles.append(f"Studies in {topics.rows()[number * 6]['name']}")
        issns.append([])
        kinds.append("book series" if number % 2 else "ebook platform")
    for field in fields:
        for number in range(each):
            names = by_field[field]
            style, volume = divmod(number, len(names))
            title = _TITLES[style % len(_TITLES)].format(names[volume])
            if style >= len(_TITLES):
                title += f" {chr(ord('A') + style // len(_TITLES))}"
            own = 2 * (len(titles) - FIRST)
            titles.append(title)
            issns.append([numbers.issn(own), numbers.issn(own + 1)][:1 + number % 3 % 2])
            kinds.append("journal")
    total = len(titles)
    doaj = draw(chance, total) < 0.3 * 65_536
    doaj[:FIRST] = False
    publisher = even(draw(chance, total), _PUBLISHERS)
    publisher[draw(chance, total) < 0.05 * 65_536] = -1
    return Journals(
        titles, issns, kinds, doaj, publisher,
        FIRST + each * np.arange(len(fields)), np.full(len(fields), each),
    )
