"""How the places of one text agree with an organisation, told plainly."""

from plain_reading import Plain

from belvedere.matching.where import (
    AGAINST,
    AGAINST_CITY,
    AGAINST_REGION,
    BY_CITY,
    BY_COUNTRY,
    BY_REGION,
    COUNTED_WITH,
    NO_CITY,
    NOTHING,
    Where,
)


def agrees(code, countries):
    return code in countries or COUNTED_WITH.get(code, code) in countries


def by_country(where: Where, code: str) -> int:
    if not code:
        return NOTHING
    if agrees(code, where.countries):
        return BY_COUNTRY
    if agrees(code, where.regions):
        return BY_REGION
    if where.countries:
        return AGAINST
    if code in where.city_countries:
        return BY_CITY
    if where.regions:
        return AGAINST_REGION
    return AGAINST_CITY if where.city_names else NOTHING


def agreement(where: Where, index: Plain):
    """Return what tells how the places of a text agree with an organisation's."""
    countries: dict[str, int] = {}
    home, cities = index.country, index.city
    named, here = where.city_names, where.city_countries

    def agree(organisation: int) -> tuple[int, int]:
        country = home[organisation]
        known = countries.get(country)
        if known is None:
            known = countries[country] = by_country(where, country)
        if not named:
            return known, NO_CITY
        if cities[organisation] in named:
            return known, 3
        return known, 1 if country in here else 0

    return agree


def near(near, last: int, since: int, until: int, country: str, city: str) -> tuple[int, int]:
    """Return how the places nearest to a name that ends with a word agree with its own.

    Of those between two semicolons all, where they are of one country; else the cities after
    the name and the country that follows these. 0: there is none; 1: another; 2: its own.
    """
    near = [(at, place) for at, place in near if since <= at < until]
    told = [_of(place) for _, place in near if place.countries | place.regions]
    if told and (shared := set.intersection(*told)):
        cities = [place.cities for _, place in near if not place.countries | place.regions]
    else:
        shared, cities = set(), []
        for at, place in near:
            if at > last and (shared := _of(place) if place.countries | place.regions else set()):
                break
            if at > last:
                cities.append(place.cities)
        if not shared:
            return 0, 0
    by_city = max((2 if name == city else 1 for some in cities
                   for name, other in some if other == country), default=0)
    return 2 if country in shared else 1, by_city


def _of(place) -> set[str]:
    """Return whom a country or region may tell of: those counted with it too."""
    named = place.countries | place.regions
    return {*named, *(small for small, large in COUNTED_WITH.items() if large in named)}
