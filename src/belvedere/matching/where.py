"""Where a text says that it is: countries, regions and cities outside the names in it."""

from typing import NamedTuple

_COUNTED_WITH = {"HK": "CN", "MO": "CN", "TW": "CN", "PR": "US", "GU": "US", "RE": "FR", "GP": "FR",
                 "MQ": "FR", "GF": "FR", "NC": "FR", "PF": "FR", "YT": "FR", "FO": "DK", "GL": "DK",
                 "JE": "GB", "GG": "GB", "IM": "GB", "GI": "GB"}
"""Countries that a text may name by a larger one."""

# How a place in the text agrees with an organisation's country, the surest last.
AGAINST, AGAINST_REGION, AGAINST_CITY, NOTHING, BY_CITY, BY_REGION, BY_COUNTRY = range(7)


class Where(NamedTuple):
    """The places that a text names; ``cities`` are (city in folded words, country)."""

    countries: frozenset[str]
    regions: frozenset[str]
    cities: frozenset[tuple[str, str]]
    city_names: frozenset[str]

    def country(self, code: str) -> int:
        """Return how the text agrees with a country."""
        if not code:
            return NOTHING
        wider = _COUNTED_WITH.get(code, code)
        if code in self.countries or wider in self.countries:
            return BY_COUNTRY
        if code in self.regions or wider in self.regions:
            return BY_REGION
        if self.countries:
            return AGAINST
        if any(code == country for _, country in self.cities):
            return BY_CITY
        if self.regions:
            return AGAINST_REGION
        return AGAINST_CITY if self.cities else NOTHING

    def city(self, city: str, country: str) -> int:
        """Return 3 where the text names the city, 2 for none, 1 another of the country, 0 others."""
        if city and city in self.city_names:
            return 3
        if not self.cities:
            return 2
        return 1 if any(country == other for _, other in self.cities) else 0


NOWHERE = Where(frozenset(), frozenset(), frozenset(), frozenset())


def where(places, covered: list[tuple[int, int]], codes: frozenset[str]) -> Where:
    """Return the places of a text that stand by themselves, not within a longer name.

    ``covered`` are the spans of names of at least two words. A name that may be a country
    or a region of another (Georgia) counts as both, unless another place decides.
    """
    countries, regions, cities = set(), set(codes), set()
    doubtful = []
    ends = -1
    for first, last, place in places:
        if last <= ends:
            continue  # York in New York
        if any(start <= first and last <= end and end - start > last - first
               for start, end in covered):
            continue
        ends = last
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
    return Where(frozenset(countries), frozenset(regions), frozenset(cities),
                 frozenset([name for name, _ in cities]))
