"""Where a text says that it is: countries, regions and cities outside the names in it."""

from typing import NamedTuple

_COUNTED_WITH = {"HK": "CN", "MO": "CN", "TW": "CN", "PR": "US", "GU": "US", "RE": "FR", "GP": "FR",
                 "MQ": "FR", "GF": "FR", "NC": "FR", "PF": "FR", "YT": "FR", "FO": "DK", "GL": "DK",
                 "JE": "GB", "GG": "GB", "IM": "GB", "GI": "GB"}
"""Countries that a text may name by a larger one."""

# How a place in the text agrees with an organisation's country, the surest last.
AGAINST, AGAINST_REGION, AGAINST_CITY, NOTHING, BY_CITY, BY_REGION, BY_COUNTRY = range(7)


def agrees(code: str, countries) -> bool:
    """Tell whether a country, or a larger one that it counts with, is among some."""
    return code in countries or _COUNTED_WITH.get(code, code) in countries


NO_CITY = 2
"""What ``Where.city`` says of a text that names no city."""


class Where(NamedTuple):
    """The places that a text names; ``cities`` are (city in folded words, country)."""

    countries: frozenset[str]
    regions: frozenset[str]
    cities: frozenset[tuple[str, str]]
    city_names: frozenset[str]
    city_countries: frozenset[str]

    def country(self, code: str) -> int:
        """Return how the text agrees with a country."""
        if not code:
            return NOTHING
        if agrees(code, self.countries):
            return BY_COUNTRY
        if agrees(code, self.regions):
            return BY_REGION
        if self.countries:
            return AGAINST
        if code in self.city_countries:
            return BY_CITY
        if self.regions:
            return AGAINST_REGION
        return AGAINST_CITY if self.cities else NOTHING

    def city(self, city: str, country: str) -> int:
        """Return 3 where the text names the city, else NO_CITY, 1 of the country, 0 others."""
        if city and city in self.city_names:
            return 3
        if not self.cities:
            return NO_CITY
        return 1 if country in self.city_countries else 0


NOWHERE = Where(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def where(places, covered: list[tuple[int, int]], codes) -> tuple[Where, list]:
    """Return the places of a text that stand by themselves, not within a longer name.

    Also each of them with the word that it begins at, in order.

    ``covered`` are the spans of names of at least two words. A name that may be a country
    or a region of another (Georgia) counts as both, unless another place decides.
    """
    countries, cities = set(), set()
    regions = {country for _, place in codes for country in place.regions}
    doubtful, near = [], list(codes)
    ends = -1
    for first, last, place in places:
        if last <= ends:
            continue  # York in New York
        if any(start <= first and last <= end and end - start > last - first
               for start, end in covered):
            continue
        ends = last
        near.append((first, place))
        if place.countries and place.regions:
            doubtful.append(place)
            continue
        countries |= place.countries
        regions |= place.regions
        cities |= place.cities
    for place in doubtful:
        sure = {country for _, country in cities} | regions
        if place.regions & countries:
            pass
        elif place.regions & sure and not place.countries & sure:
            regions |= place.regions
        elif place.countries & sure and not place.regions & sure:
            countries |= place.countries
        else:
            regions |= place.countries | place.regions
        cities |= place.cities
    near.sort(key=lambda one: one[0])
    return Where(frozenset(countries), frozenset(regions), frozenset(cities),
                 frozenset([name for name, _ in cities]),
                 frozenset([country for _, country in cities])), near
