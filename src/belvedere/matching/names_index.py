"""Every name of every organisation and place, ready to be found in a text.

Names are kept word by word in one tree, flattened into columns, so that texts are read once
from left to right whatever the number of names, many texts at once.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from belvedere.matching.forms import holds, joined, replaced, shortened, turned, variants
from belvedere.matching.lexicon import Lexicon, spelt_alike
from belvedere.matching.lists import Lists, found
from belvedere.matching.places import Place, Places
from belvedere.matching.reference import Organisation, Reference
from belvedere.matching.texts import canonical, small_words
from belvedere.matching.words import COMMON, ORGANISATION
from belvedere.matching.words_read import Laid

# How a key came from a name, the surest first.
LABEL, ALIAS, VARIANT, CITYLESS, TURNED, ACRONYM, SCHOOL, PART = range(8)
_WAY = {"label": LABEL, "alias": ALIAS, "variant": VARIANT, "acronym": ACRONYM}
_INITIALS = re.compile(r"(?:[A-Z](?:\. ?| )){1,3}(?=[A-Z][a-z])")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
LONGEST = 24
"""A name of more words than this is kept by its first words only."""
_SIZE = 24
_AS_MANY = 150_000
"""A small reference is weighed as if it were a part of one with this many names."""
_COMMON = 4.0
"""The most that a word of organisations in general may weigh."""
_SPELT = 5
"""Fewest letters of a word that another may be instead: Khaled for Khalid."""
_KNOWN = 3
"""A university with so many parts may be named by one word."""
_SCHOOLS = (("school",), ("medical", "school"), ("law", "school"), ("business", "school"),
            ("medical", "college"), ("divinity", "school"))


class NamesIndex:
    """Keys (tuples of folded words), the organisations that each names, and places.

    Words, keys, organisations and places are numbers; 0 is a word of no name.
    """

    def __init__(self, reference: Reference) -> None:
        keys: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
        small: dict[tuple[str, ...], int] = defaultdict(int)
        places = Places((one.city, one.country) for one in reference.organisations)
        self.towns: list[tuple[str, ...]] = []
        """The names of each organisation's city, its own first."""
        for number, one in enumerate(reference.organisations):
            towns = places.towns(one.city, one.country)
            self.towns.append(tuple(map(" ".join, towns)))
            parents = [reference.organisations[reference.number[name]] for name in one.parents
                       if name in reference.number]
            for key, way in made_keys(one, places, towns, parents):
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
        weight = {
            word: min(math.log(total / n), _COMMON if word in COMMON else 99.0)
            for word, n in document.items()
        }
        self.keys = sorted(keys)
        owners = [sorted(keys[key].items()) for key in self.keys]
        self.owners = Lists.of([[owner for owner, _ in those] for those in owners])
        self.ways = np.array([way for those in owners for _, way in those], np.int8)
        self.best = np.array([min(way for _, way in those) for those in owners], np.int8)
        self.small = np.array([small.get(key, 0) for key in self.keys], np.int32)
        self.places = list(places.names.values())
        self.codes = {word: number for number, word in enumerate(places.codes, len(self.places))}
        self.places += [Place(frozenset(), codes, frozenset()) for codes in places.codes.values()]
        self.tree = Tree(self.keys, list(places.names))
        self.words = self.tree.words
        self.weight = np.array([0.0, *(weight.get(word, 0.0) for word in self.words)])
        self.spelled = Lists.of([[self.words[word] for word in key] for key in self.keys])
        """The words of each key."""
        self.totals = np.array([sum([weight[word] for word in key]) for key in self.keys])
        counts = Counter(dict.fromkeys((w for key in places.names for w in key), 1))
        self.lexicon = Lexicon(document | counts, (
            key[:2] for key in self.keys
            if len(key) > 1 and key[0].isdigit() and key[1] not in COMMON))
        self.bags: dict[str, list[int]] = {}
        self.squashed: dict[str, int] = {}
        self.postings, self.rarity = self._written_otherwise()
        self.has_place = np.array([any(
            (word not in COMMON and (word,) in places.names) or key[at:at + 2] in places.names
            for at, word in enumerate(key)) for key in self.keys], bool)
        """Whether each key has a place's name in it."""
        self.like = self._spelt_otherwise(places)
        """For each rare word, those that a letter tells from it, unless both are places."""

    def _written_otherwise(self) -> tuple[Lists, np.ndarray]:
        """Fill what finds names in another order or with other spaces; return what finds others.

        That is, for each rare word, the keys that have it, for names misspelt or abridged;
        and the order of words from the rarest, 0 for one that is not rare.
        """
        postings: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            if self.best[number] > VARIANT:
                continue
            if len(key) > 1:
                self.bags.setdefault(" ".join(sorted(key)), []).append(number)
            if len("".join(key)) >= 8:
                self.squashed.setdefault("".join(key), number)
            if 2 <= len(key) <= 12:
                for word in set(key):
                    postings[word].append(number)
        rare = sorted((word for word, held in postings.items() if len(held) <= 600),
                      key=lambda word: (len(postings[word]), word))
        rarity = np.zeros(len(self.words) + 1, np.int32)
        rarity[[self.words[word] for word in rare]] = np.arange(1, len(rare) + 1)
        held = {self.words[word]: postings[word] for word in rare}
        return Lists.of([held.get(n, ()) for n in range(len(rarity))]), rarity

    def _spelt_otherwise(self, places: Places) -> Lists:
        like: dict[int, list[int]] = defaultdict(list)
        rare = (word for word, number in self.words.items() if self.rarity[number]
                and len(word) >= _SPELT and word.isalpha() and word not in COMMON)
        for one, other in spelt_alike(rare):
            if (one,) not in places.names or (other,) not in places.names:
                like[self.words[one]].append(self.words[other])
                like[self.words[other]].append(self.words[one])
        return Lists.of([like.get(number, ()) for number in range(len(self.words) + 1)])


class Tree:
    """Names of organisations and of places, word by word, for many texts at once."""

    def __init__(
        self, keys: Sequence[tuple[str, ...]], places: Sequence[tuple[str, ...]]
    ) -> None:
        self.words: dict[str, int] = {}
        steps: dict[int, int] = {}

        def node_of(key: tuple[str, ...]) -> int:
            node = 0
            for word in key:
                step = (node << _SIZE) + self.words.setdefault(word, len(self.words) + 1)
                node = steps.setdefault(step, len(steps) + 1)
            return node

        ends = [node_of(key) for key in keys]
        stands = [node_of(key) for key in places]
        self.key = np.full(len(steps) + 1, -1, np.int32)
        self.key[ends] = np.arange(len(ends))
        self._place = np.full(len(steps) + 1, -1, np.int32)
        self._place[stands] = np.arange(len(stands))
        self.is_place = self._place[ends] >= 0
        """Whether each name is also that of a place."""
        step, node = (np.fromiter(of, np.int64, len(steps)) for of in (steps, steps.values()))
        order = np.argsort(step)
        self._steps, self._nodes = step[order], node[order].astype(np.int32)

    def reached(self, laid: Laid) -> np.ndarray:
        """Return (first word, last word, node): how far names are followed from each word.

        A table of three rows, in order of the first word, then of the last.
        """
        first = last = np.flatnonzero(laid.word)
        node = np.zeros(len(first), np.int64)
        end = laid.start[laid.text + 1]
        reached = [np.empty((3, 0), np.int64)]
        while len(first):
            going, node = self._next(node, laid.word[last])
            first, last = first[going], last[going]
            reached.append(np.stack((first, last, node)))
            going = np.flatnonzero(last + 1 < end[first])
            first, last, node = first[going], last[going] + 1, node[going]
        first, last, node = np.concatenate(reached, axis=1)
        order = np.lexsort((last, first))
        return np.stack((first[order], last[order], node[order]))

    def _next(self, node: np.ndarray, word: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which nodes a word goes on from, and where these lead."""
        at = found(self._steps, (node << _SIZE) + word)
        going = np.flatnonzero(at >= 0)
        return going, self._nodes[at[going]].astype(np.int64)

    def follow(
        self, node: np.ndarray, word: np.ndarray, at: np.ndarray, last: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return which rows follow a name on through the words ``at`` to ``last``, and where to."""
        row, ended = np.arange(len(node)), [np.empty((2, 0), np.int64)]
        while len(row):
            going, node = self._next(node, word[at])
            row, at, last = row[going], at[going], last[going]
            ends = at == last
            ended.append(np.stack((row[ends], node[ends])))
            row, at, last, node = (one[~ends] for one in (row, at, last, node))
            at = at + 1
        return tuple(np.concatenate(ended, axis=1))

    def hits(self, reached: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (first word, last word, key) of names and (first, last, place) of places.

        Each a table of three rows, in order of the first word, then of the last.
        """
        first, last, node = reached
        return tuple(_ending(first, last, ends[node]) for ends in (self.key, self._place))


def _ending(first: np.ndarray, last: np.ndarray, ends: np.ndarray) -> np.ndarray:
    some = np.flatnonzero(ends >= 0)
    return np.stack((first[some], last[some], ends[some]))


def made_keys(
    one: Organisation, places: Places, towns: Sequence[tuple[str, ...]],
    parents: Iterable[Organisation] = (),
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the keys under which an organisation is found, with the way each was made.

    ``towns`` are the names of its city, its own first.
    """
    city = towns[0] if towns else ()
    above = [key for up in parents for name, kind in up.names
             if kind == "label" and len(key := canonical(name)) > 1]
    acronyms = [key for name, kind in one.names
                if kind == "acronym" and len(key := canonical(name)) == 1]
    if one.kind == "education":
        yield from (((*acronym, "university"), TURNED) for acronym in acronyms
                    if len(acronym[0]) > 2)
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
            if way == LABEL and len(set(key)) == 2 and one.children >= _KNOWN:
                yield key, way  # École polytechnique
            continue
        short = canonical(_BRACKET.sub("", name))[:LONGEST] if "(" in name else key
        if (not short or short in places.names) and key[len(short):] in places.names:
            if short:
                yield short, CITYLESS  # Ube, of Ube (Japan): that is a town
            continue
        yield key, way
        yield from ((made, VARIANT) for made in variants(key) if _says_something(made))
        if (initials := _INITIALS.match(name)) and len(
                rest := canonical(name[initials.end():])[:LONGEST]) > 2:
            yield rest, VARIANT  # Lobachevsky University for N. I. Lobachevsky University
        if short != key and short and _says_something(short):
            yield short, CITYLESS
            key = short
        for town in towns:
            for short in ([key[:-len(town)]] if key[-len(town):] == town else []) + (
                    [key[len(town):]] if key[:len(town)] == town else []):
                if len(short) >= 2 and _says_something(short):
                    yield short, CITYLESS
            for other in towns:
                if (not holds(key, other) or holds(town, other)) and (
                        made := replaced(key, town, other)):
                    yield made, VARIANT  # Milano for Milan
        yield from ((made, VARIANT) for made in _without_country(key, one.country, places))
        yield from ((made, TURNED) for made in (*_turned(key), *turned(key), *_branch(name)))
        yield from ((school, SCHOOL) for school in _schools(key))
        if one.children >= _KNOWN and len(key) == 2 and "university" in key:
            alone = tuple(word for word in key if word != "university")  # Yale
            if alone not in places.names and not COMMON.intersection(alone):
                yield alone, PART
        if one.kind == "company" and len(key) == 2 and key[1] in ("group", "technology") and (
            key[:1] not in places.names and key[0] not in COMMON
        ):
            yield key[:1], PART
        yield from ((part, PART) for part in _parts(name, key))
        yield from ((part, PART) for part in shortened(key, city, acronyms, above))


def _without_country(
    key: tuple[str, ...], country: str, places: Places
) -> Iterator[tuple[str, ...]]:
    """Yield a name that ends with its country without it, where a place is left: University of
    Newcastle Australia."""
    for size in (1, 2, 3):
        rest, end = key[:-size], places.names.get(key[-size:])
        if len(rest) > 1 and end and country in end.countries and any(
                (word,) in places.names and word not in COMMON for word in rest):
            yield rest


def _turned(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield University of X for X University, and the other way."""
    if 2 <= len(key) <= 4 and key.count("university") == 1:
        if key[0] == "university" and key[1] not in COMMON:
            yield (*key[1:], "university")
        elif key[-1] == "university":
            yield ("university", *key[:-1])
    if len(key) == 2 and key[0] in ("hochschule", "fachhochschule") and key[1] not in COMMON:
        yield (key[1], "university")


def _branch(name: str) -> Iterator[tuple[str, ...]]:
    """Yield Amol Branch, Islamic Azad University, for the other way round."""
    whole, _, branch = name.partition(", ")
    part = canonical(branch)
    if part[-1:] in (("branch",), ("campus",)):
        yield (*part, *canonical(whole))


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
