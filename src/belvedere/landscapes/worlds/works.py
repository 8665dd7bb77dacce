"""The works of one block as columns: when, where, about what, how often cited."""

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from belvedere.landscapes.worlds import countries, headings
from belvedere.landscapes.worlds.chance import (
    PLACES,
    draw,
    even,
    lognormal,
    shared,
    skewed,
)
from belvedere.landscapes.worlds.journals import FIRST, REPOSITORIES, SERIES, circles
from belvedere.landscapes.worlds.topics import EACH
from belvedere.landscapes.worlds.world import NOW, World

TYPES = ("article", "review", "letter", "preprint", "editorial", "book-chapter")
_TYPE_WEIGHTS = (74, 9, 4, 6, 3, 4)
_TYPE_RENOWN = np.array([1.0, 1.9, 0.35, 0.7, 0.3, 0.4])
ARTICLE, REVIEW, LETTER, PREPRINT, EDITORIAL, CHAPTER = range(6)

ACCESS = ("diamond", "gold", "hybrid", "bronze", "green", "closed")
_ACCESS_WEIGHTS = (0, 0, 12, 10, 13, 65)  # of works in journals that are not fully open
DIAMOND, GOLD, HYBRID, BRONZE, GREEN, CLOSED = range(6)

LANGUAGES = ("en", "fr", "es", "de", "pt", "zh", "ja", None)
_LANGUAGE_WEIGHTS = (900, 20, 20, 15, 12, 15, 8, 10)

TITLES = 4096
_PROMINENT = 0.012
_PROMINENT_RENOWN = 5.0
_WITHOUT_JOURNAL = 0.02
_WITHOUT_TOPIC = 0.02
_WITHOUT_AUTHORS = 0.015
_MOST_AUTHORS = 300
_EPOCH = 1970


@dataclass(frozen=True)
class Works:
    """Columns, one value a work; -1 where a work has none."""

    number: np.ndarray
    year: np.ndarray
    day: np.ndarray  # of publication, counted from 1 January 1970
    subfield: np.ndarray
    topic: np.ndarray
    home: np.ndarray  # country of its first author
    authors: np.ndarray
    type: np.ndarray
    journal: np.ndarray
    access: np.ndarray
    language: np.ndarray
    citations: np.ndarray
    retracted: np.ndarray
    paratext: np.ndarray
    doi: np.ndarray
    pmid: np.ndarray
    pmcid: np.ndarray
    headings: np.ndarray
    title: np.ndarray

    def __len__(self) -> int:
        return len(self.number)


def works(world: World, block: int, first: int, last: int) -> Works:
    """Make up the works numbered from ``first`` to before ``last``, which are one block."""
    size = last - first
    chance = world.stream("works", block)

    def places() -> np.ndarray:
        return draw(chance, size)

    def some(share: float) -> np.ndarray:
        return places() < share * PLACES

    number = np.arange(first, last, dtype=np.int64)
    year = world.year(number)
    subfield = world.topics.table[places()]
    biomedical = world.topics.biomedical[subfield]
    topic = subfield * EACH + skewed(places(), EACH)
    home = _countries()[places()]
    type_ = _types()[places()]
    journal, prominent = _journals(world, subfield, type_, places(), some(_PROMINENT),
                                   some(_WITHOUT_JOURNAL))
    expected = (
        _spread()[places()] * _tail()[places()] * world.topics.renown[subfield]
        * _renown()[home] * _TYPE_RENOWN[type_] * np.where(prominent, _PROMINENT_RENOWN, 1.0)
        * ((NOW - year) / 5)
    )
    citations = np.floor(expected - 0.45).clip(0, 200_000).astype(np.int64)
    authors = _authors()[places()]
    authors[some(_WITHOUT_AUTHORS)] = 0
    topic[some(_WITHOUT_TOPIC)] = -1
    pmid = some(0.85) & biomedical | some(0.03)
    access = _access(world, journal, type_, places(), some(0.2))
    sets = (headings.theme_of_subfield()[subfield] * headings.SETS
            + even(places(), headings.SETS))
    return Works(
        number, year, _first_days()[year - _EPOCH] + even(places(), 365), subfield, topic, home,
        authors, type_, journal, access, _languages()[places()], citations, some(0.001),
        some(0.003), some(0.93), pmid, pmid & (access != CLOSED) & some(0.7),
        np.where(pmid & biomedical & some(0.9), sets, -1), even(places(), TITLES),
    )


def joined(parts: list) -> object:
    """Return the columns of several blocks as those of one."""
    return type(parts[0])(*(
        np.concatenate([getattr(part, column.name) for part in parts])
        for column in fields(parts[0])
    ))


def _journals(world, subfield, type_, places, prominent, without):
    """Return the place of each work, -1 without one, and whether it is a prominent one."""
    field = world.topics.field[subfield]
    made = world.journals
    journal = made.start[field] + skewed(places, made.count[field])
    in_journal = (type_ != PREPRINT) & (type_ != CHAPTER)
    prominent = prominent & in_journal
    listed, sizes = _circles()
    journal = np.where(prominent, listed[field, even(places, sizes[field])], journal)
    journal = np.where(type_ == PREPRINT, REPOSITORIES + skewed(places, SERIES - REPOSITORIES),
                       journal)
    journal = np.where(type_ == CHAPTER, SERIES + even(places, FIRST - SERIES), journal)
    return np.where(without, -1, journal), prominent & ~without


def _access(world, journal, type_, places, diamond):
    """Return how each work can be read: gold or diamond in open journals."""
    access = _accesses()[places]
    in_open = (journal >= 0) & world.journals.doaj[journal]
    access = np.where(in_open, np.where(diamond, DIAMOND, GOLD), access)
    return np.where(type_ == PREPRINT, GREEN, access)


@cache
def _authors() -> np.ndarray:
    """Return a table of numbers of authors: 4.2 on average, half of the works below 4."""
    table = (1 + np.floor(lognormal(0.95, 0.85))).astype(np.int64)
    # The largest collaborations: one work in 5,000 has more than a hundred authors.
    table[-12:] = np.linspace(100, _MOST_AUTHORS, 12).astype(np.int64)
    return table


@cache
def _spread() -> np.ndarray:
    return lognormal(0.0, 1.2)


@cache
def _tail() -> np.ndarray:
    return lognormal(0.0, 0.35)


@cache
def _countries() -> np.ndarray:
    return shared(countries.weights())


@cache
def _renown() -> np.ndarray:
    return np.array([countries.renown(number) for number in range(countries.NUMBER)])


@cache
def _types() -> np.ndarray:
    return shared(_TYPE_WEIGHTS)


@cache
def _accesses() -> np.ndarray:
    return shared(_ACCESS_WEIGHTS)


@cache
def _languages() -> np.ndarray:
    return shared(_LANGUAGE_WEIGHTS)


@cache
def _first_days() -> np.ndarray:
    """Return the day on which each year since 1970 begins."""
    years = np.arange(_EPOCH, NOW + 200).astype(str).astype("datetime64[D]")
    return years.astype(np.int64)


@cache
def _circles() -> tuple[np.ndarray, np.ndarray]:
    listed = circles()
    sizes = np.array([len(circle) for circle in listed])
    padded = np.zeros((len(listed), sizes.max()), np.int64)
    for row, circle in zip(padded, listed):
        row[:len(circle)] = circle
    return padded, sizes
