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


def near(near, last: int, until: int, country: str, city: str) -> tuple[int, int]:
    """Return how the first country or region, and the first city, after a name agree with it.

    Those beyond the next semicolon, at word ``until``, are of others.
    0: none follows; 1: another; 2: its own.
    """
    by_country = by_city = 0
    for at, place in near:
        if not last < at < until:
            continue
        if named := place.countries | place.regions:
            by_country = 2 if agrees(country, named) else 1
            break
        for name, other in place.cities:
            if other == country:
                by_city = max(by_city, 2 if name == city else 1)
    return by_country, by_city
