"""Institutions of a world: those that are named first, then invented ones, country by country."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from belvedere.errors import QuestionError
from belvedere.landscapes.demo.numbering import ror
from belvedere.landscapes.worlds import countries, numbers
from belvedere.landscapes.worlds.chance import PLACES, draw, shared, stream

TYPES = ("education", "healthcare", "facility", "company", "government", "nonprofit", "archive",
         "other")
_TYPE_WEIGHTS = (40, 20, 15, 10, 6, 6, 1, 2)
_NAMES = {
    "education": "University of {}", "healthcare": "{} Hospital", "facility": "{} Institute",
    "company": "{} Laboratories", "government": "{} Health Agency",
    "nonprofit": "{} Foundation", "archive": "{} Library", "other": "{} Network",
}
_SYLLABLES = "ba do ke li mu na po ra si tu ve zo".split()
_CHILDREN = 0.15
_FEWEST = 600
_OTHER_RORS = 10_000_000  # out of the way of the demo's organisations


@dataclass(frozen=True)
class Institutions:
    """The institutions in order of their numbers: by country, the largest first.

    ``parent`` is the number of the institution of which one is part, -1 without.
    ``start`` and ``count`` tell which numbers each country has, ``departments`` how
    those of an institution are called where they have names of their own.
    """

    names: list[str]
    rors: list[str]
    types: list[str]
    codes: list[str]
    country: np.ndarray
    parent: np.ndarray
    start: np.ndarray
    count: np.ndarray
    departments: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def keys(self) -> list[str]:
        """Return what Belvedere's tables call each: openalex:I9000000000."""
        return [f"openalex:{self.openalex(number)}" for number in range(len(self))]

    @cached_property
    def addresses(self) -> list[str]:
        """Return the end of the address of each: its name and country."""
        codes = [self.codes[country] for country in self.country.tolist()]
        return [f"{name}, {code}" for name, code in zip(self.names, codes)]

    def openalex(self, number: int) -> str:
        """Return the id without its address: I9000000000."""
        return f"I{numbers.INSTITUTIONS + number}"

    def lineage(self, number: int) -> list[int]:
        """Return an institution and all of which it is part, nearest first."""
        line = [number]
        while (parent := int(self.parent[line[-1]])) >= 0 and parent not in line:
            line.append(parent)
        return line


def how_many(works: int) -> int:
    """Return how many institutions sign so many works: 30,000 for ten million."""
    return max(_FEWEST, round(30_000 * (works / 1e7) ** 0.5))


def institutions(seed: int, works: int, named: Iterable[Mapping]) -> Institutions:
    """Make up the institutions. The named ones stand first, so most often, in their country."""
    named = [_checked(one) for one in named]
    codes = countries.countries({one["country"] for one in named})
    chance = stream(seed, "institutions")
    at_home: list[list[dict]] = [[] for _ in codes]
    for one in named:
        at_home[codes.index(one["country"])].append(one)
    weights = countries.weights()
    wanted = how_many(works)
    counts = [
        # Two at least: an author with two institutions finds another one at home.
        max(2, round(wanted * weight / sum(weights)), len(home))
        for weight, home in zip(weights, at_home)
    ]
    total = sum(counts)
    kinds = shared(_TYPE_WEIGHTS)[draw(chance, total)]
    is_child = draw(chance, total) < _CHILDREN * PLACES
    nearness = draw(chance, total)
    departments: dict[int, Sequence[str]] = {}
    made: dict[str, list] = {"names": [], "rors": [], "types": [], "country": [], "parent": []}
    for place, (home, count) in enumerate(zip(at_home, counts)):
        first = len(made["names"])
        for number in range(first, first + count):
            parent = None
            if number - first < len(home):
                one = home[number - first]
                name, known, kind, parent = one["name"], one["ror"], one["type"], one["parent"]
                if one["departments"]:
                    departments[number] = one["departments"]
            else:
                kind = TYPES[kinds[number]]
                name, known = _NAMES[kind].format(_town(number)), ror(_OTHER_RORS + number)
                if number > first and is_child[number]:
                    # Among the larger ones of the country, which come before it.
                    parent = first + int(nearness[number]) * (number - first) // PLACES
            for key, value in zip(made, (name, known, kind, place, parent)):
                made[key].append(value)
    by_ror = {known: number for number, known in enumerate(made["rors"])}
    parents = [_parent(parent, by_ror) for parent in made["parent"]]
    return Institutions(
        made["names"], made["rors"], made["types"], codes,
        np.array(made["country"], np.int64), np.array(parents, np.int32),
        np.cumsum([0, *counts[:-1]]), np.array(counts), departments,
    )


def _checked(one: Mapping) -> dict:
    missing = [key for key in ("ror", "name", "country", "type") if not one.get(key)]
    if missing:
        raise QuestionError(
            f"The institution {one.get('name') or one.get('ror')!r} has no "
            f"{' and no '.join(missing)}: it takes ror, name, country and type."
        )
    return {"parent": None, "departments": (), **one}


def _parent(parent: int | str | None, by_ror: dict[str, int]) -> int:
    if parent is None:
        return -1
    if isinstance(parent, str):
        if parent not in by_ror:
            raise QuestionError(f"The parent {parent!r} is none of the named institutions.")
        return by_ror[parent]
    return parent


def _town(number: int) -> str:
    name = ""
    for _ in range(4):
        name = _SYLLABLES[number % len(_SYLLABLES)] + name
        number //= len(_SYLLABLES)
    return (_SYLLABLES[number % len(_SYLLABLES)] * (number > 0) + name).capitalize()
