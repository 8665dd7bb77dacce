"""Who signs the works of one block from where: one row an institution of an affiliation."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from belvedere.landscapes.worlds import numbers
from belvedere.landscapes.worlds.chance import PLACES, draw, even, shared, skewed
from belvedere.landscapes.worlds.countries import weights
from belvedere.landscapes.worlds.works import Works
from belvedere.landscapes.worlds.world import World

ONE, TWO_TEXTS, TWO_IN_ONE, UNMATCHED, NONE = range(5)
"""An author has one affiliation; two; one that names two institutions; one that names none
that is known; none at all."""

_KIND_WEIGHTS = (71, 12, 6, 5, 6)
_ABROAD = 0.41  # of works with several authors, so that 35 % of all have one abroad
_ALSO_ABROAD = 0.3  # of their other authors
_TOGETHER = 0.55  # authors at home who share the institution of the first one
_SECOND_ABROAD = 0.15
_EACH = 2_000  # authors of one institution
DEPARTMENTS = 4
_MATCHED = 1 << 10  # texts without institution have the numbers below it
_PAIRED = 1 << 20  # texts with two institutions have the numbers above it


@dataclass(frozen=True)
class Authorships:
    """Columns, one value a row, by work, author and affiliation; -1 where there is none."""

    work: np.ndarray
    position: np.ndarray  # from 1
    author: np.ndarray
    corresponding: np.ndarray
    kind: np.ndarray
    department: np.ndarray
    text: np.ndarray  # number of the affiliation's text
    institution: np.ndarray
    country: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.work)


def authorships(world: World, block: int, made: Works) -> Authorships:
    """Make up the rows of the works of one block. A work's weights add up to 1."""
    chance = world.stream("authorships", block)
    places = world.institutions
    size, rows = len(made), int(made.authors.sum())
    of_work = np.repeat(np.arange(size, dtype=np.int32), made.authors)
    first = (np.cumsum(made.authors) - made.authors).astype(np.int32)
    position = np.arange(rows, dtype=np.int32) - first[of_work]

    abroad = (draw(chance, size) < _ABROAD * PLACES)[of_work] & (
        (position == 1) | ((position > 1) & (draw(chance, rows) < _ALSO_ABROAD * PLACES)))
    home = made.home[of_work]
    country = np.where(abroad, _countries()[draw(chance, rows)], home)
    leading = _somewhere(places, made.home, draw(chance, size))[of_work]
    together = ~abroad & ((position == 0) | (draw(chance, rows) < _TOGETHER * PLACES))
    institution = np.where(together, leading, _somewhere(places, country, draw(chance, rows)))
    # 37 and 2,000 have no common divisor: among 2,000 positions nobody signs a work twice.
    within = (even(draw(chance, size), _EACH)[of_work] + 37 * position) % _EACH
    author = numbers.AUTHORS + institution.astype(np.int64) * _EACH + within
    kind = _kinds()[draw(chance, rows)]
    department = even(draw(chance, rows), DEPARTMENTS)
    second_country, second = _second(places, chance, kind, country, institution)
    corresponding = _corresponding(draw(chance, size)[of_work], position,
                                   made.authors[of_work])

    text = _MATCHED + institution * DEPARTMENTS + department
    text = np.where(kind == TWO_IN_ONE, text + _PAIRED * (second.astype(np.int64) + 1), text)
    text = np.where(kind == UNMATCHED, country * DEPARTMENTS + department, text)
    text = np.where(kind == NONE, -1, text)
    known = kind < UNMATCHED
    double = (kind == TWO_TEXTS) | (kind == TWO_IN_ONE)
    weight = 1 / made.authors[of_work] / np.where(double, 2, 1)

    row = np.repeat(np.arange(rows, dtype=np.int32), 1 + double)
    # The second of two rows is the one whose predecessor is of the same author.
    again = np.zeros(len(row), bool)
    again[1:] = row[1:] == row[:-1]
    kind = kind[row]
    text = np.where(again & (kind == TWO_TEXTS),
                    (_MATCHED + second * DEPARTMENTS + department)[row], text[row])
    return Authorships(
        of_work[row], position[row] + 1, author[row], corresponding[row], kind,
        department[row], text,
        np.where(again, second[row], np.where(known, institution, -1)[row]),
        np.where(again, second_country[row], np.where(kind == NONE, -1, country[row])),
        weight[row],
    )


def _somewhere(places, country: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return an institution of each country, its first ones far more often."""
    return places.start[country] + skewed(drawn, places.count[country])


def _second(places, chance, kind, country, institution):
    """Return country and number of each author's second institution, never the first again."""
    rows = len(kind)
    away = (kind == TWO_TEXTS) & (draw(chance, rows) < _SECOND_ABROAD * PLACES)
    elsewhere = _countries()[draw(chance, rows)]
    away &= elsewhere != country
    drawn = draw(chance, rows)
    start, count = places.start[country], places.count[country]
    at_home = start + (institution - start + 1 + skewed(drawn, count - 1)) % count
    # One text with two institutions mostly names a part and the whole.
    parent = places.parent[institution]
    at_home = np.where((kind == TWO_IN_ONE) & (parent >= 0), parent, at_home)
    second = np.where(away, _somewhere(places, elsewhere, drawn), at_home)
    return places.country[second], second


def _corresponding(drawn, position, authors):
    """Return who corresponds: the first author, in a fifth of the works the last as well or
    instead."""
    is_last = position == authors - 1
    return np.where(drawn < 0.8 * PLACES, position == 0,
                    is_last | ((position == 0) & (drawn >= 0.95 * PLACES)))


@cache
def _kinds() -> np.ndarray:
    return shared(_KIND_WEIGHTS)


@cache
def _countries() -> np.ndarray:
    return shared(weights())
