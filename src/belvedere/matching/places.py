"""Countries, regions and cities in a text, and what they say of where an organisation is.

Countries and their regions come from a short list beside this module and from the
languages' own names of countries; cities are those of the reference's organisations.
"""

import csv
from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

from babel import Locale

from belvedere.matching.texts import canonical
from belvedere.tables.countries import CODES

_LANGUAGES = ("en", "fr", "es", "de", "pt", "it")


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
        for city, country in sorted(set(seats)):
            if city and (words := canonical(city)):
                cities.setdefault(words, set()).add((" ".join(words), country))
        for country, name, other in other_names:
            cities.setdefault(canonical(other), set()).add((" ".join(canonical(name)), country))
        self.other_names: dict[str, tuple[tuple[str, ...], ...]] = {}
        for _, name, other in other_names:
            plain = " ".join(canonical(name))
            self.other_names[plain] = (*self.other_names.get(plain, ()), canonical(other))
        self.codes = {name: frozenset(found) for name, found in sorted(codes.items())}
        self.names = {
            key: Place(frozenset(countries.get(key, ())), frozenset(regions.get(key, ())),
                       frozenset(cities.get(key, ())))
            for key in sorted({*countries, *regions, *cities}) if key
        }
