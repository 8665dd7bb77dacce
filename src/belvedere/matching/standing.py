"""The places of many texts: what each says of where it is, asked of organisations by column."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from belvedere.matching.facts import Grounds
from belvedere.matching.lists import found, groups, spread
from belvedere.matching.places import Place
from belvedere.matching.where import (
    AGAINST,
    AGAINST_CITY,
    AGAINST_REGION,
    BY_CITY,
    BY_COUNTRY,
    BY_REGION,
    NO_CITY,
    NOTHING,
    Where,
    where,
)
from belvedere.matching.words_read import Laid

OWN_CITY = 3
_MEMORY = 100_000


class Told(NamedTuple):
    """What places of a text tell, as numbers: its countries, regions and cities."""

    countries: tuple[int, ...]
    regions: tuple[int, ...]
    cities: tuple[int, ...]
    city_countries: tuple[int, ...]


class Standing:
    """The places of one batch of texts."""

    def __init__(self, grounds: Grounds, said: Sequence[Told], of_text: np.ndarray,
                 at: np.ndarray, place: np.ndarray) -> None:
        """``said`` are told by texts, ``of_text`` says which by each.

        ``place`` are all places of the texts in order, which begin at the words ``at``.
        """
        self._grounds, self._of_text = grounds, of_text
        self._at, self._place = at, place
        size = len(grounds.countries)
        self._countries, self._regions, self._beside = (
            _table([one[column] for one in said], size) for column in (0, 1, 3))
        self._any = [table.any(axis=1) for table in (self._countries, self._regions)]
        for table in (self._countries, self._regions):
            table |= table[:, grounds.larger]
        self._named = np.array([bool(one.cities) for one in said], bool)
        self._cities = np.unique(np.array([
            number * len(grounds.cities) + city
            for number, one in enumerate(said) for city in one.cities], np.int64))
        names = grounds.names[place]
        self._next = np.minimum.accumulate(
            np.where(names, np.arange(len(place)), len(place))[::-1])[::-1]
        """Of each place, the next that is a country or a region."""

    def agree(
        self, text: np.ndarray, country: np.ndarray, city: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return how texts agree with a country, and with a city in it."""
        of = self._of_text[text]
        beside, named = self._beside[of, country], self._named[of]
        by_country = np.where(
            self._countries[of, country], BY_COUNTRY, np.where(
                self._regions[of, country], BY_REGION, np.where(
                    self._any[0][of], AGAINST, np.where(
                        beside, BY_CITY, np.where(
                            self._any[1][of], AGAINST_REGION,
                            np.where(named, AGAINST_CITY, NOTHING))))))
        by_country[country == 0] = NOTHING
        here = found(self._cities, of * len(self._grounds.cities) + city) >= 0
        return by_country, np.where(here, OWN_CITY, np.where(named, beside, NO_CITY))

    def near(
        self, last: np.ndarray, since: np.ndarray, until: np.ndarray, country: np.ndarray,
        city: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return how the places nearest to a word agree with a country and a city.

        Of those between two semicolons, from the word ``since`` to ``until``: all, where they
        are of one country; else the cities after the word and the country that follows these.

        0: there is none; 1: another; 2: its own.
        """
        grounds, size = self._grounds, len(self._at)
        begin, end = (np.searchsorted(self._at, word) for word in (since, until))
        _, one, part = np.unique(until, return_index=True, return_inverse=True)
        shared = self._shared(begin[one], end[one])[part]
        alone = shared.any(axis=1)
        after = np.searchsorted(self._at, last, "right")
        following = np.append(self._next, size)[after]
        ordered = ~alone & (following < end)
        by_country = np.where(alone, 1 + shared[np.arange(len(last)), country], 0)
        by_country[ordered] = 1 + grounds.is_of[
            self._place[following[ordered]], country[ordered]]
        start = np.where(alone, begin, after)
        of, at = spread(start, np.where(alone, end, np.where(ordered, following, start)))
        place, country = self._place[at], country[of]
        inside = grounds.is_in[place, country] & ~grounds.names[place]
        seat = found(grounds.seats, grounds.seat(place, city[of], country)) >= 0
        by_city = np.zeros(len(last), np.int64)
        np.maximum.at(by_city, of, np.where(inside, 1 + seat, 0))
        return by_country, by_city

    def _shared(self, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Return the countries that every country and region among some places may tell."""
        grounds = self._grounds
        of, at = spread(begin, end)
        tells = grounds.names[self._place[at]]
        of, at = of[tells], at[tells]
        shared = np.zeros((len(begin), len(grounds.countries)), bool)
        start, _ = groups(of)
        shared[of[start]] = np.logical_and.reduceat(grounds.is_of[self._place[at]], start)
        return shared


def _table(numbers: Sequence[Sequence[int]], size: int) -> np.ndarray:
    table = np.zeros((len(numbers), size), bool)
    for row, columns in enumerate(numbers):
        if columns:
            table[row, columns] = True
    return table


class Stands:
    """Reads the places of texts, remembering what the same places told together."""

    def __init__(self, places: Sequence[Place], grounds: Grounds) -> None:
        self._places, self._grounds = places, grounds
        self._known: dict[tuple, Told] = {}

    def read(self, laid: Laid, places: np.ndarray, whole: np.ndarray) -> Standing:
        """Return where texts are, by the places in them outside longer names.

        ``places`` are (first, last, place) as found, ``whole`` (first, last) the exact names
        that no longer one holds.
        """
        first, _, place = places[:, _by_themselves(places, whole)]
        code = _codes(laid)
        starts = np.searchsorted(first, laid.start).tolist()
        code_starts = np.searchsorted(code, laid.start).tolist()
        listed, codes = place.tolist(), laid.place[code].tolist()
        numbers: dict[tuple, int] = {}
        of_text = np.fromiter((
            numbers.setdefault((tuple(listed[a:b]), tuple(codes[c:d])), len(numbers))
            for a, b, c, d in zip(starts, starts[1:], code_starts, code_starts[1:])
        ), np.int64, len(laid.texts))
        said = [self._told(*one) for one in numbers]
        at, number = np.concatenate((code, first)), np.concatenate((laid.place[code], place))
        order = np.argsort(at, kind="stable")
        return Standing(self._grounds, said, of_text, at[order], number[order])

    def where(self, listed: Sequence[int], codes: Sequence[int]) -> Where:
        """Return where a text is, by the places in it and the abbreviations of states."""
        return where([self._places[one] for one in listed], [self._places[one] for one in codes])

    def _told(self, listed: tuple[int, ...], codes: tuple[int, ...]) -> Told:
        told = self._known.get((listed, codes))
        if told is None:
            one, country = self.where(listed, codes), self._grounds.countries
            told = Told(*(tuple(map(known.__getitem__, some)) for known, some in (
                (country, one.countries), (country, one.regions),
                (self._grounds.cities, one.city_names), (country, one.city_countries))))
            if len(self._known) < _MEMORY:
                self._known[listed, codes] = told
        return told


def _by_themselves(places: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return which places stand by themselves: in no longer name, nor in a place before."""
    first, last = places[:2]
    low = np.searchsorted(whole[1], last)
    high = np.searchsorted(whole[0], first, "right")
    # of the names that hold it one may be itself, and then it alone begins and ends there
    same = np.zeros(len(first), bool)
    one = high - low == 1
    same[one] = (whole[0][low[one]] == first[one]) & (whole[1][low[one]] == last[one])
    free = np.flatnonzero((high <= low) | same)
    reach = np.maximum.accumulate(np.append(-1, last[free]))[:-1]
    return free[last[free] > reach]  # York in New York


def _codes(laid: Laid) -> np.ndarray:
    """Return the words that abbreviate a state, alone in a segment or before a postcode."""
    at = np.flatnonzero(laid.place >= 0)
    own = laid.segment[at]
    at = at[(laid.first[own] == at) & (laid.part[at] > 0)]
    last = laid.last[laid.segment[at]] == at
    digits = laid.is_digits[np.minimum(at + 1, max(laid.size - 1, 0))]
    return at[last | digits]
