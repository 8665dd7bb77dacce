"""Where a text says that it is: countries, regions and cities outside the names in it."""

from collections.abc import Iterable
from typing import NamedTuple

from belvedere.matching.places import Place

COUNTED_WITH = {"HK": "CN", "MO": "CN", "TW": "CN", "PR": "US", "GU": "US", "RE": "FR", "GP": "FR",
                 "MQ": "FR", "GF": "FR", "NC": "FR", "PF": "FR", "YT": "FR", "FO": "DK", "GL": "DK",
                 "JE": "GB", "GG": "GB", "IM": "GB", "GI": "GB"}
"""Countries that a text may name by a larger one."""

# How a place in the text agrees with an organisation's country, the surest last.
AGAINST, AGAINST_REGION, AGAINST_CITY, NOTHING, BY_CITY, BY_REGION, BY_COUNTRY = range(7)


NO_CITY = 2
"""How a text agrees with any city that names none; beside it 3 its own, 1 its country, 0 others."""


class Where(NamedTuple):
    """The places that a text names: codes of countries, cities in folded words."""

    countries: frozenset[str]
    regions: frozenset[str]
    city_names: frozenset[str]
    city_countries: frozenset[str]


def where(places: Iterable[Place], codes: Iterable[Place]) -> Where:
    """Return what the places of a text that stand by themselves tell, in their order.

    ``codes`` are abbreviations of states. A name that may be a country or a region of another
    (Georgia) counts as both, unless another place decides.
    """
    countries, cities = set(), set()
    regions = {country for place in codes for country in place.regions}
    doubtful = []
    for place in places:
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
    return Where(frozenset(countries), frozenset(regions),
                 frozenset([name for name, _ in cities]),
                 frozenset([country for _, country in cities]))
