"""What the scorer needs to know of each organisation and each name, gathered once, in columns."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from belvedere.matching.languages import spoken
from belvedere.matching.lists import Lists
from belvedere.matching.names_index import NamesIndex
from belvedere.matching.places import Place
from belvedere.matching.reference import KINDS, Organisation, Reference
from belvedere.matching.where import COUNTED_WITH
from belvedere.matching.words import COMMON

_FEW = 16
"""Works below which an organisation is as one without any."""


class KeyFacts(NamedTuple):
    """Of one name: weight of its words, of its rarest, how common they are, and so on.

    ``place`` is 2 where it is a place's name, 1 where it has one in it.
    """

    weight: np.ndarray
    rarest: np.ndarray
    common: np.ndarray
    place: np.ndarray
    words: np.ndarray
    owners: np.ndarray
    small: np.ndarray


class Grounds:
    """Countries and cities as numbers, and what each place of the index is of these.

    Country 0 is none.
    """

    def __init__(self, countries: Sequence[str], cities: Sequence[str],
                 places: Sequence[Place]) -> None:
        named = {""} | set(countries)
        for place in places:
            named |= place.countries | place.regions | {country for _, country in place.cities}
        named |= {COUNTED_WITH[code] for code in named if code in COUNTED_WITH}
        self.countries = {code: number for number, code in enumerate(sorted(named))}
        towns = {""} | set(cities) | {name for place in places for name, _ in place.cities}
        self.cities = {name: number for number, name in enumerate(sorted(towns))}
        self.larger = np.array(
            [self.countries[COUNTED_WITH.get(code, code)] for code in self.countries])
        """The country that each counts with."""
        size = len(self.countries)
        self.is_of = np.zeros((len(places), size), bool)
        """Whether each place is a country, or a region of it."""
        self.is_in = np.zeros((len(places), size), bool)
        """Whether each place is a city in a country."""
        self.names = np.zeros(len(places), bool)
        seats = []
        for number, place in enumerate(places):
            for code in place.countries | place.regions:
                self.is_of[number, self.countries[code]] = self.names[number] = True
            for city, code in place.cities:
                self.is_in[number, self.countries[code]] = True
                seats.append(self.seat(number, self.cities[city], self.countries[code]))
        self.is_of |= self.is_of[:, self.larger]
        self.seats = np.unique(np.array(seats, np.int64))

    def seat(self, place, city, country):
        """Return the number of a city in a country as told by a place."""
        return (place * len(self.cities) + city) * len(self.countries) + country


class Facts(NamedTuple):
    """Of each organisation by its number, of each key by its, and of places."""

    country: np.ndarray
    languages: np.ndarray
    """Those of its country, a bit each."""
    city: np.ndarray
    kind: np.ndarray
    active: np.ndarray
    children: np.ndarray
    relatives: np.ndarray
    fame: np.ndarray
    known: np.ndarray
    """Fame in powers of two."""
    works: np.ndarray
    """Its works in powers of two: 1 is few or none, 0 where works are not counted."""
    ancestors: Lists
    direct: np.ndarray
    """Of each value of ancestors, whether it is a parent."""
    kin: np.ndarray
    """Pairs of an organisation and one above it, each as one number, in order."""
    keys: KeyFacts
    city_inside: np.ndarray
    """Of each owner of each key, whether the key has the name of its city."""
    towns: Sequence[tuple[str, ...]]
    """Of each organisation the names of its city, its own first."""
    grounds: Grounds


def facts(reference: Reference, index: NamesIndex) -> Facts:
    """Gather what the scorer needs of a reference and its index."""
    organisations, number = reference.organisations, reference.number
    parents = [
        frozenset(number[name] for name in one.parents if name in number)
        for one in organisations
    ]
    above = [sorted(own) for own in _above(parents)]
    cities = [forms[0] if forms else "" for forms in index.towns]
    grounds = Grounds([one.country for one in organisations], cities, index.places)

    fame = [len(one.names) + one.children + one.relatives for one in organisations]

    def column(values) -> np.ndarray:
        return np.fromiter(values, np.int32, len(organisations))

    return Facts(
        column(grounds.countries[one.country] for one in organisations),
        column(map(spoken, (one.country for one in organisations))),
        column(grounds.cities[city] for city in cities),
        column(KINDS.index(one.kind) if one.kind else len(KINDS) for one in organisations),
        column(one.active for one in organisations),
        column(one.children.bit_length() for one in organisations),
        column(one.relatives.bit_length() for one in organisations),
        column(fame), column(map(int.bit_length, fame)), column(_works(organisations)),
        Lists.of(above),
        np.array([up in parents[own] for own, ups in enumerate(above) for up in ups], bool),
        np.array([own * len(above) + up for own, ups in enumerate(above) for up in ups], np.int64),
        _keys(index), np.array(list(_cities_inside(index)), bool), index.towns, grounds,
    )


def _works(organisations: Sequence[Organisation]) -> Iterator[int]:
    """Yield the level of works of each organisation, where enough of them have a count."""
    told = 3 * sum(one.works is not None for one in organisations) >= len(organisations)
    for one in organisations:
        yield 1 + ((one.works or 0) // _FEW).bit_length() if told else 0


def _above(parents: Sequence[frozenset[int]]) -> Iterator[frozenset[int]]:
    """Yield all that stand above each organisation, whatever loops the records have."""
    for own in range(len(parents)):
        above, edge = set(), parents[own]
        while edge - above:
            above |= edge
            edge = frozenset(up for name in edge for up in parents[name])
        yield frozenset(above - {own})


def _keys(index: NamesIndex) -> KeyFacts:
    rarest = np.maximum.reduceat(index.weight[index.spelled.values], index.spelled.start[:-1])
    return KeyFacts(*(np.array(column, np.int32) for column in (
        np.minimum(index.totals.astype(np.int32), 60),
        rarest.astype(np.int32),
        [round(4 * sum(word in COMMON for word in key) / len(key)) for key in index.keys],
        np.where(index.tree.is_place, 2, index.has_place),
        np.minimum(np.diff(index.spelled.start), 9),
        np.minimum(np.diff(index.owners.start), 12), index.small,
    )))


def _cities_inside(index: NamesIndex) -> Iterator[bool]:
    owners, start = index.owners.values.tolist(), index.owners.start.tolist()
    for key, a, b in zip(index.keys, start, start[1:]):
        written = " ".join(key)
        for owner in owners[a:b]:
            yield any(town in written for town in index.towns[owner])
