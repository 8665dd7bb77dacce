"""Countries, regions and cities in a text, and what they say of where an organisation is.

Countries and their regions come from a short list beside this module and from the
languages' own names of countries; cities are those of the reference's organisations.
"""

import csv
from collections.abc import Container, Iterable, Iterator
from importlib.resources import files
from typing import NamedTuple

from babel import Locale

from belvedere.matching.texts import canonical
from belvedere.tables.countries import CODES

_LANGUAGES = ("en", "fr", "es", "de", "pt", "it")
_SORT = ("city", "shi", "si")
"""What ends the names of cities that are called by the words before, too: Gifu City.

Not where English is spoken: Park City.
"""
_ENGLISH = ("US", "GB", "CA", "AU", "IE", "NZ")
_WHICH = (" am ", " an der ", " im ", " upon ", "-on-", " / ")
"""What the words after tell apart from other cities of the name: Frankfurt am Main."""


class Place(NamedTuple):
    """What one name may be: a country, a region of some, a city in some (named by one word)."""

    countries: frozenset[str]
    regions: frozenset[str]
    cities: frozenset[tuple[str, str]]


class Places:
    """Names of places as folded words, and abbreviations that count only where states stand."""

    def __init__(self, seats: Iterable[tuple[str, str]]) -> None:
        """``seats`` are (city, country) of organisations."""
        countries: dict[tuple[str, ...], set[str]] = {}
        regions: dict[tuple[str, ...], set[str]] = {}
        cities: dict[tuple[str, ...], set[tuple[str, str]]] = {}
        codes: dict[str, set[str]] = {}
        for language in _LANGUAGES:
            for code, name in Locale(language).territories.items():
                if code in CODES:
                    countries.setdefault(canonical(name), set()).add(code)
        other_names = []
        listed = files(__package__).joinpath("places.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(listed.splitlines()):
            for name in row["names"].split("|"):
                if row["what"] == "city":
                    other_names.append((row["country"], *name.split("=")))
                elif row["what"] == "code":
                    codes.setdefault(name.lower(), set()).add(row["country"])
                else:
                    into = countries if row["what"] == "country" else regions
                    into.setdefault(canonical(name), set()).add(row["country"])
        states = {*countries, *regions}
        for city, country in sorted(set(seats)):
            if city and (words := canonical(city)):
                for form in (words, *_shorter(city, country, states)):
                    cities.setdefault(form, set()).add((" ".join(words), country))
        self._others: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
        for country, name, other in other_names:
            cities.setdefault(canonical(other), set()).add((" ".join(canonical(name)), country))
            both = canonical(name), canonical(other)
            for one, another in (both, both[::-1]):
                self._others.setdefault(one, {})[another] = None
        self._states = states
        self.codes = {name: frozenset(found) for name, found in sorted(codes.items())}
        self.names = {
            key: Place(frozenset(countries.get(key, ())), frozenset(regions.get(key, ())),
                       frozenset(cities.get(key, ())))
            for key in sorted({*countries, *regions, *cities}) if key
        }

    def towns(self, city: str, country: str) -> list[tuple[str, ...]]:
        """Return the names of a city in folded words, its own first: Milan, Milano."""
        if not (own := canonical(city)):
            return []
        forms = own, *_shorter(city, country, self._states), *self._others.get(own, ())
        return [*dict.fromkeys(forms)]


def _shorter(
    city: str, country: str, states: Container[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield what a city is called for short, where that is no country or region."""
    words = canonical(city)
    if len(words) > 1 and words[-1] in _SORT and country not in _ENGLISH and (
            words[:-1] not in states):
        yield words[:-1]
    if words[:1] == ("kota",) and len(words) > 1:
        yield words[1:]
    for which in _WHICH:
        name, _, rest = city.partition(which)
        if rest and (short := canonical(name)) not in states:
            yield short
