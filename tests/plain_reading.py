"""How one text is read, told plainly: what the columns of belvedere.matching must also say."""

from heapq import nsmallest
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from belvedere.matching.alike import LIKE
from belvedere.matching.apart import SEGMENTS
from belvedere.matching.candidates import ALIKE, APART, BAG, MOSTLY, SQUASHED
from belvedere.matching.features import Mention
from belvedere.matching.languages import written
from belvedere.matching.names_index import LONGEST, TURNED, VARIANT
from belvedere.matching.places import Place, Places
from belvedere.matching.texts import Pieces
from belvedere.matching.texts import Text as Cut
from belvedere.matching.where import Where, where
from belvedere.matching.words import AND, OF_UNIVERSITIES, ORGANISATION
from belvedere.tables.countries import CODES

_NONE: frozenset = frozenset()


class Text:
    """The words of a text, of each its segment, its languages, and the small words before it."""

    def __init__(self, given: str, pieces: Pieces) -> None:
        self.words, self.small, self.languages, ends = [], [], [], []
        self.adjectives, self.joined, self._semicolons = set(), set(), set()
        small, parted, goes_on = 0, "", False
        given_pieces = Cut(given, pieces).pieces
        for piece in given_pieces:
            if pieces[piece] is None:
                if piece not in "\r\n":
                    parted += "comma"
                elif not goes_on:
                    parted += "line"
                goes_on = goes_on and piece in "\r\n"
                if piece == ";" and "," in given_pieces:
                    self._semicolons.add(len(self.words))
                continue
            goes_on = pieces[piece][-1][0] == "" or piece in AND
            for word, _ in pieces[piece]:
                if not word:
                    small += 1
                    if piece in AND and len(pieces[piece]) == 1:
                        self.joined.add(len(self.words))
                    continue
                ends.append(parted if self.words else "")
                if piece in OF_UNIVERSITIES:
                    self.adjectives.add(len(self.words))
                parted = ""
                self.words.append(word)
                self.languages.append(written(piece) if len(pieces[piece]) == 1 else 0)
                self.small.append(small)
        lines = {at for at, end in enumerate(ends) if end and "comma" not in end}
        self._begins = {at for at, end in enumerate(ends) if end}
        self.of_page = lines if len(self._begins - lines) >= len(lines) else set()
        self._divide()

    def _divide(self):
        self.segments = [len([at for at in self._begins if at <= word])
                         for word in range(len(self.words))]

    def between(self, word: int) -> tuple[int, int]:
        """Return the first word after the semicolon before a word, and after the next one."""
        return (max((at for at in self._semicolons if at <= word), default=0),
                min((at for at in self._semicolons if at > word), default=len(self.words)))

    def keep_together(self, names):
        """Let no end of a line part a name where it may be the page's."""
        self._begins -= {at for at in self.of_page
                         if any(first < at <= last for first, last, _ in names)}
        self._divide()


class Plain:
    """An index and facts as dictionaries and sets."""

    def __init__(self, reference, index, facts):
        places = Places((one.city, one.country) for one in reference.organisations)
        self.pieces = Pieces(index.lexicon)
        self.places, self.codes = places.names, places.codes
        self.keys, self.facts = index.keys, facts
        self.names = {key: number for number, key in enumerate(index.keys)}
        start = index.owners.start.tolist()
        owned = list(zip(index.owners.values.tolist(), index.ways.tolist()))
        self.owners = [owned[a:b] for a, b in pairwise(start)]
        self.best = [min(way for _, way in own) for own in self.owners]
        self.weight = dict(zip(index.words, index.weight.tolist()[1:]))
        self.bags, self.squashed = index.bags, index.squashed
        self.postings = {}
        for word, number in index.words.items():
            if index.rarity[number]:
                a, b = index.postings.start[number:number + 2]
                self.postings[word] = index.postings.values[a:b].tolist()
        words = list(index.words)
        self.like = {word: [words[other - 1] for other in index.like.values_of(number)]
                     for word, number in index.words.items()}
        self.country = [one.country for one in reference.organisations]
        self.city = [next(iter(towns), "") for towns in facts.towns]
        self.towns = facts.towns
        self.parents, self.ancestors = [], []
        for own, one in enumerate(reference.organisations):
            a, b = facts.ancestors.start[own:own + 2]
            self.ancestors.append(frozenset(facts.ancestors.values[a:b].tolist()))
            self.parents.append(frozenset(
                reference.number[up] for up in one.parents if up in reference.number) - {own})

    def hits(self, words):
        names, places = [], []
        for first in range(len(words)):
            for last in range(first, min(first + LONGEST, len(words))):
                key = tuple(words[first:last + 1])
                if key in self.names:
                    names.append((first, last, self.names[key]))
                if key in self.places:
                    places.append((first, last, self.places[key]))
        return names, places


class Read(NamedTuple):
    text: Text
    mentions: list[Mention]
    whole: list[tuple[int, int]]
    where: Where
    near: list[tuple[int, Place]]
    bounds: list[tuple[int, int]]


def read(text: Text, index: Plain) -> Read:
    """Return the names and places of a text."""
    words = text.words
    if not words:
        return Read(text, [], [], where((), ()), [], [])
    names, places = index.hits(words)
    names = _not_after(names, text, index)
    if text.segments[-1]:
        text.keep_together(names)
        names = _within(names, text)
    best = index.best
    bounds = _bounds(text.segments)
    country = _ends_in_country(words, bounds)
    if country:
        names = [name for name in names if name[0] != len(words) - 1]
    mentions = [Mention(first, last, key, best[key], 100) for first, last, key in names]
    spans = {(first, last) for first, last, _ in names}
    for mention in _segments(text, index, spans, bounds[:-1] if country else bounds):
        mentions.append(mention)
        spans.add((mention.first, mention.last))
    for mention in _apart(text, index, bounds, country):
        mentions.append(mention)
        spans.add((mention.first, mention.last))
    exact = whole = _whole(spans)
    if open_segments := _left_open(text, exact, index, bounds):
        alike = _alike(text, index, open_segments)
        if alike:
            mentions += alike
            whole = _whole(spans | _longer(text, index, alike, exact))
    codes = _codes(text, index)
    alone = _by_themselves(places, [span for span in exact if span[1] > span[0]])
    near = sorted((*codes, *alone), key=lambda one: one[0])
    return Read(text, mentions, whole, where(
        [place for _, place in alone], [place for _, place in codes]), near, bounds)


def _by_themselves(places, covered) -> list[tuple[int, Place]]:
    """Return the places that stand by themselves, not within a longer name."""
    found, ends = [], -1
    for first, last, place in places:
        if last <= ends:
            continue  # York in New York
        if any(start <= first and last <= end and end - start > last - first
               for start, end in covered):
            continue
        ends = last
        found.append((first, place))
    return found


def _not_after(names, text: Text, index: Plain) -> list[tuple[int, int, int]]:
    """Return names without those that begin with an adjective, or the last word of another."""
    segments, kept = text.segments, []
    ends = {last for first, last, key in names if last > first and index.best[key] <= VARIANT
            and segments[first] == segments[last]}
    for first, last, key in names:
        inside = first > 0 and segments[first - 1] == segments[first]
        small = first < last and text.small[first + 1] > text.small[first]
        shared = text.words[first] in ORGANISATION and first in ends and not small
        if first == last or not inside or not (first in text.adjectives or shared):
            kept.append((first, last, key))
    return kept


def _within(names, text: Text) -> list[tuple[int, int, int]]:
    """Return names without those that have the end of one and go on in the next segment."""
    segments, words = text.segments, text.words
    crossing = [name for name in names if segments[name[0]] != segments[name[1]]]
    if not crossing:
        return names
    ends: dict[int, int] = {}
    end = len(words) - 1
    for first, last, _ in names:
        if last > first and segments[first] == segments[last]:
            ends[last] = min(first, ends.get(last, first))
    wrong = {
        name for name in crossing
        if any(ends.get(at, name[0]) < name[0] for at in range(name[0], name[1]))
        or (words[name[0]] in ORGANISATION and name[0] > 0
            and segments[name[0] - 1] == segments[name[0]]
            and text.small[name[0] - 1] == text.small[name[0]])
        or (words[name[1]] in ORGANISATION and name[1] < end and name[1] not in text.of_page
            and segments[name[1] - 1] < segments[name[1]] == segments[name[1] + 1])
    }
    return [name for name in names if name not in wrong] if wrong else names


def _bounds(segments: list[int]) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for at in range(1, len(segments) + 1):
        if at == len(segments) or segments[at] != segments[start]:
            bounds.append((start, at - 1))
            start = at
    return bounds


def _segments(text: Text, index: Plain, spans, bounds) -> list[Mention]:
    """Return names whose words stand in another order, or with other spaces, in a segment."""
    found, words = [], text.words
    for first, last in bounds:
        size = last - first + 1
        if (first, last) in spans or size > 12:
            continue
        keys = index.bags.get(" ".join(sorted(words[first:last + 1]))) if size > 1 else None
        if keys is not None:
            found += [Mention(first, last, key, BAG, 100) for key in keys]
            continue
        key = index.squashed.get("".join(words[first:last + 1]))
        if key is not None:
            found.append(Mention(first, last, key, SQUASHED, 100))
    return found


def _apart(text: Text, index: Plain, bounds, country) -> list[Mention]:
    """Return names that one segment begins and another, not the next, ends."""
    words, found = text.words, []

    def edges_of(first, last):
        at = [at for at in range(first, last + 1)
              if not words[at].isdigit() and words[at] not in index.codes]
        return (at[0], at[-1]) if at else None

    for number, head in enumerate(bounds):
        since, until = text.between(head[0])
        here = [n for n, (first, _) in enumerate(bounds) if since <= first < until][:SEGMENTS]
        if number not in here or (country and head[0] == len(words) - 1):
            continue
        for other in here:
            edges = edges_of(*head), edges_of(*bounds[other])
            if other == number or None in edges or edges[0][1] + 1 == edges[1][0]:
                continue
            own, its = (tuple(words[first:last + 1]) for first, last in edges)
            key = index.names.get(own + its)
            if key is not None and (index.best[key] <= VARIANT or index.best[key] == TURNED):
                told = ORGANISATION.isdisjoint(own) and not ORGANISATION.isdisjoint(its)
                found.append(Mention(*edges[told], key, APART, 100))
    return found


def _whole(spans) -> list[tuple[int, int]]:
    """Return the spans that lie in no longer one, in order."""
    found, reach = [], -1
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if last > reach:
            found.append((first, last))
            reach = last
    return found


def _codes(text: Text, index: Plain) -> list[tuple[int, Place]]:
    """Return places told by the abbreviation of a state, alone or before a postcode."""
    words, segments, codes = text.words, text.segments, index.codes
    found = []
    size = len(words)
    for at, word in enumerate(words):
        if len(word) > 3 or word not in codes or at == 0:
            continue
        if segments[at] == segments[at - 1]:
            continue
        if at + 1 == size or segments[at + 1] != segments[at] or words[at + 1].isdigit():
            found.append((at, Place(_NONE, codes[word], _NONE)))
    return found


def _ends_in_country(words: list[str], bounds) -> bool:
    """Tell whether a country's code ends a text, alone: there, it is nobody's acronym."""
    return (len(bounds) > 1 and bounds[-1][0] == len(words) - 1
            and words[-1].upper() in CODES)


def _left_open(text, whole, index, bounds) -> list[tuple[int, int]]:
    """Return segments that speak of an organisation of which most is in no name."""
    words, weight = text.words, index.weight
    named = set()
    for first, last in whole:
        if last > first or index.weight.get(words[first], 0) > 8:
            named.update(range(first, last + 1))
    found = []
    for first, last in bounds:
        if last >= 400:
            break
        if last == first or not any(words[at] in ORGANISATION for at in range(first, last + 1)):
            continue
        total = left = 0.0
        for at in range(first, last + 1):
            value = weight.get(words[at], 0.0)
            total += value
            if at not in named:
                left += value
        if total and left / total > 0.4:
            found.append((first, last))
    return found[:6]


def _alike(text: Text, index: Plain, segments) -> list[Mention]:
    """Return the names most alike to what segments say, by their rare words then by letters."""
    words, postings, weight = text.words, index.postings, index.weight
    keys = index.keys
    found = []
    for first, last in segments:
        here = words[first:last + 1]
        present = set(here)
        rare = sorted((word for word in present if word in postings),
                      key=lambda word: (len(postings[word]), word))[:3]
        rare = {*rare, *(other for word in rare for other in index.like.get(word, ()))}
        present |= rare
        held: dict[int, float] = {}
        for word in rare:
            value = weight[word]
            for key in postings[word]:
                held[key] = held.get(key, 0.0) + value
        if not held:
            continue
        best = []
        for _, key in nsmallest(20, [(-value, key) for key, value in held.items()]):
            name = keys[key]
            total = sum([weight[word] for word in name])
            common = sum([weight[word] for word in name if word in present])
            if common >= 0.55 * total:
                best.append((common / total, common, key))
        best.sort(key=lambda item: (-item[0] * item[1], item[2]))
        for share, _, key in best[:5]:
            name = keys[key]
            held_at = [at for at, word in enumerate(here)
                       if {word, *index.like.get(word, ())}.intersection(name)]
            start, end = _densest(held_at, len(name))
            if start and first + start in text.adjectives:
                continue
            said = " ".join(here[start:end + 1])
            ratio = fuzz.token_sort_ratio(said, " ".join(name))
            alike = round(50 * share + ratio / 2)
            if alike >= LIKE:
                found.append(Mention(first + start, first + end, key, ALIKE, min(alike, 99)))
    return found


def _longer(text: Text, index: Plain, alike, exact) -> set[tuple[int, int]]:
    """Return the spans of likeness in which exact names have no more than half of the weight.

    Of Tokyo Metropolitan University Hachioji, the exact name is not part of one that is alike.
    """
    words, weight = text.words, index.weight
    found = set()
    for first, last in {(one.first, one.last) for one in alike}:
        total = sum([weight.get(word, 0.0) for word in words[first:last + 1]])
        held = sum([
            weight.get(words[at], 0.0) for start, end in exact if end > start
            for at in range(max(start, first), min(end, last) + 1)
        ])
        if held <= MOSTLY * total:
            found.add((first, last))
    return found


def _densest(places: list[int], size: int) -> tuple[int, int]:
    """Return the span of about a name's size that holds most of its words."""
    best = (places[0], places[0])
    most = 0
    for number, start in enumerate(places):
        inside = [at for at in places[number:] if at < start + size + 2]
        if len(inside) > most:
            most, best = len(inside), (start, inside[-1])
    return best
