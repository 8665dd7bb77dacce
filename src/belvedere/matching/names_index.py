"""Every name of every organisation and place, ready to be found in a text.

Names are kept word by word in one tree, flattened into one dictionary, so that a text is
read once from left to right whatever the number of names.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from belvedere.matching.forms import joined, shortened, turned, variants
from belvedere.matching.lexicon import Lexicon
from belvedere.matching.places import Place, Places
from belvedere.matching.reference import Organisation, Reference
from belvedere.matching.texts import canonical, small_words
from belvedere.matching.words import COMMON, ORGANISATION

# How a key came from a name, the surest first.
LABEL, ALIAS, VARIANT, CITYLESS, TURNED, ACRONYM, SCHOOL, PART = range(8)
_WAY = {"label": LABEL, "alias": ALIAS, "variant": VARIANT, "acronym": ACRONYM}
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
LONGEST = 24
"""A name of more words than this is kept by its first words only."""
_SIZE = 24
_AS_MANY = 150_000
"""A small reference is weighed as if it were a part of one with this many names."""
_COMMON = 4.0
"""The most that a word of organisations in general may weigh."""
_KNOWN = 3
"""A university with so many parts may be named by one word."""
_SCHOOLS = (("school",), ("medical", "school"), ("law", "school"), ("business", "school"),
            ("medical", "college"), ("divinity", "school"))


class NamesIndex:
    """Keys (tuples of folded words), the organisations that each names, and places."""

    def __init__(self, reference: Reference) -> None:
        self.words: dict[str, int] = {}
        self.steps: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        self.places: dict[int, Place] = {}
        self.keys: list[tuple[str, ...]] = []
        self.owners: list[tuple[tuple[int, int], ...]] = []
        self.best: list[int] = []
        self.bags: dict[str, list[int]] = {}
        self.squashed: dict[str, int] = {}
        self.small: list[int] = []
        keys: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
        small: dict[tuple[str, ...], int] = defaultdict(int)
        places = Places((one.city, one.country) for one in reference.organisations)
        for number, one in enumerate(reference.organisations):
            parents = [reference.organisations[reference.number[name]] for name in one.parents
                       if name in reference.number]
            for key, way in made_keys(one, places, parents):
                known = keys[key].get(number)
                keys[key][number] = way if known is None else min(known, way)
            for name, _ in one.names:
                small[canonical(name)[:LONGEST]] |= 1 << min(small_words(name), 12)
        known = {word for key in keys for word in key}
        for key, owners in list(keys.items()):
            for made in joined(key, known):
                for number, way in owners.items():
                    if way <= VARIANT:
                        keys[made].setdefault(number, VARIANT)
        document = Counter(word for key in keys for word in set(key))
        total = max(len(keys), _AS_MANY)
        self.weight = {
            word: min(math.log(total / n), _COMMON if word in COMMON else 99.0)
            for word, n in document.items()
        }
        for key in sorted(keys):
            self._add(key, tuple(sorted(keys[key].items())))
            self.small.append(small.get(key, 0))
        self.codes = places.codes
        for key, place in places.names.items():
            self.places[self._node(key)] = place
        counts = Counter(dict.fromkeys((w for key in places.names for w in key), 1))
        self.lexicon = Lexicon(document | counts)
        self.postings = self._postings()
        self.totals = [sum([self.weight[word] for word in key]) for key in self.keys]

    def _node(self, key: Iterable[str]) -> int:
        node = 0
        for word in key:
            step = (node << _SIZE) + self.words.setdefault(word, len(self.words) + 1)
            node = self.steps.setdefault(step, len(self.steps) + 1)
        return node

    def _add(self, key: tuple[str, ...], owners: tuple[tuple[int, int], ...]) -> None:
        number, best = len(self.keys), min(way for _, way in owners)
        self.ends[self._node(key)] = number
        self.keys.append(key)
        self.owners.append(owners)
        self.best.append(best)
        if best <= VARIANT:
            if len(key) > 1:
                self.bags.setdefault(" ".join(sorted(key)), []).append(number)
            if len("".join(key)) >= 8:
                self.squashed.setdefault("".join(key), number)

    def _postings(self) -> dict[str, tuple[int, ...]]:
        """Return, for each rare word, the keys that have it: for names misspelt or abridged."""
        postings: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            if 2 <= len(key) <= 12 and self.best[number] <= VARIANT:
                for word in set(key):
                    postings[word].append(number)
        return {word: tuple(found) for word, found in sorted(postings.items())
                if len(found) <= 600}

    def hits(self, words: list[str]) -> tuple[list, list]:
        """Return (first, last, key) of every name and (first, last, place) of every place."""
        number, step, end, place = self.words.get, self.steps.get, self.ends, self.places
        coded = [number(word, 0) for word in words]
        size, names, places = len(coded), [], []
        for first, code in enumerate(coded):
            node, last = step(code), first
            while node is not None:
                if node in end:
                    names.append((first, last, end[node]))
                if node in place:
                    places.append((first, last, place[node]))
                last += 1
                if last == size:
                    break
                node = step((node << _SIZE) + coded[last])
        return names, places

    def is_place(self, key: tuple[str, ...]) -> bool:
        """Tell whether a name is also that of a place."""
        node = 0
        for word in key:
            node = self.steps[(node << _SIZE) + self.words[word]]
        return node in self.places


def made_keys(
    one: Organisation, places: Places, parents: Iterable[Organisation] = (),
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the keys under which an organisation is found, with the way each was made."""
    city = canonical(one.city) if one.city else ()
    cities = [city] if city else []
    if city[:1] == ("new",):
        cities.append(city[1:])  # of New Delhi
    above = [key for up in parents for name, kind in up.names
             if kind == "label" and len(key := canonical(name)) > 1]
    acronyms = [key for name, kind in one.names
                if kind == "acronym" and len(key := canonical(name)) == 1]
    for name, kind in one.names:
        way = _WAY.get(kind, VARIANT)
        key = canonical(name)[:LONGEST]
        if not key:
            continue
        if way == ACRONYM or (len(key) == 1 and len(name) <= 6 and name.isupper()):
            if len("".join(key)) >= 2 and (len(key) > 1 or key[0] not in COMMON):
                yield key, ACRONYM
            continue
        if not _says_something(key):
            continue
        yield key, way
        yield from ((made, VARIANT) for made in variants(key) if _says_something(made))
        if "(" in name:
            short = canonical(_BRACKET.sub("", name))[:LONGEST]
            if short != key and short and _says_something(short):
                yield short, CITYLESS
                key = short
        if city and key[-len(city):] == city and len(key) - len(city) >= 2:
            short = key[: -len(city)]
            if _says_something(short):
                yield short, CITYLESS
        if city:
            for other in places.other_names.get(" ".join(city), ()):  # Milano for Milan
                yield from ((made, TURNED) for made in _replaced(key, city, other))
        if city and key[:len(city)] == city and len(key) - len(city) >= 2:
            short = key[len(city):]
            if _says_something(short):
                yield short, CITYLESS
        yield from ((made, TURNED) for made in (*_turned(key), *turned(key)))
        yield from ((school, SCHOOL) for school in _schools(key))
        if one.children >= _KNOWN and len(key) == 2 and "university" in key:
            alone = tuple(word for word in key if word != "university")  # Yale
            if alone not in places.names and not COMMON.intersection(alone):
                yield alone, PART
        yield from ((part, PART) for part in _parts(name, key))
        yield from ((part, PART) for part in shortened(key, city, acronyms, above))


def _turned(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield University of X for X University, and the other way."""
    if 2 <= len(key) <= 4 and key.count("university") == 1:
        if key[0] == "university" and key[1] not in COMMON:
            yield (*key[1:], "university")
        elif key[-1] == "university":
            yield ("university", *key[:-1])


_JOINT = re.compile(r",|\s[-–—/|]\s|\(")


def _parts(name: str, key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what a long name is shortened to: Courant Institute, of Mathematical Sciences."""
    if len(key) < 3:
        return
    for piece in _JOINT.split(name):
        part = canonical(piece)[:LONGEST]
        if 2 <= len(part) < len(key) and not all(word in COMMON for word in part) and (
            any(word in ORGANISATION for word in part)
        ):
            yield part
    for at, word in enumerate(key[:-1]):
        if word in ORGANISATION:
            if any(before not in COMMON for before in key[:at]):
                yield key[: at + 1]
            break
    if key[-1] in ("society", "group", "foundation", "system") and len(key) <= 4:
        yield key[:-1]


def _replaced(key, old, new) -> Iterator[tuple[str, ...]]:
    for at in range(len(key) - len(old) + 1):
        if key[at:at + len(old)] == old:
            yield (*key[:at], *new, *key[at + len(old):])
            return


def _schools(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield Yale School (of …) and Yale Medical School for Yale University."""
    if len(key) == 2 and "university" in key:
        name = key[0] if key[1] == "university" else key[1]
        if name not in COMMON:
            yield from ((name, *school) for school in _SCHOOLS)


def _says_something(key: tuple[str, ...]) -> bool:
    """Tell whether a name has a word that not all organisations have."""
    if len(key) == 1:
        return key[0] not in COMMON and len(key[0]) > 1
    return len(key) > 2 or any(word not in ORGANISATION for word in key)
