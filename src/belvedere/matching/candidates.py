"""Which organisations a text may name: exact names first, likeness for what they leave open."""

from heapq import nsmallest
from typing import NamedTuple

from rapidfuzz import fuzz

from belvedere.matching.names_index import ACRONYM, VARIANT, NamesIndex
from belvedere.matching.places import Place
from belvedere.matching.texts import Text
from belvedere.matching.where import NOWHERE, Where, where
from belvedere.matching.words import ORGANISATION
from belvedere.tables.countries import CODES

# Ways beyond those of names_index.
BAG, SQUASHED, ALIKE = 8, 9, 10
_NONE: frozenset = frozenset()
LIKE = 70
"""Least likeness, of 100, of a name that is not written exactly."""
MOSTLY = 0.5
_WORDS_READ = 400
"""Likeness is sought in this many words of a text, no more."""


class Mention(NamedTuple):
    """A name found in a text: words first to last, the key, how, and how alike (of 100)."""

    first: int
    last: int
    key: int
    way: int
    alike: int


class Read(NamedTuple):
    """A text with the names and places in it; ``whole`` are spans that no longer name holds."""

    text: Text
    mentions: list[Mention]
    whole: list[tuple[int, int]]
    where: Where
    near: list[tuple[int, Place]]
    bounds: list[tuple[int, int]]


def read(text: Text, index: NamesIndex) -> Read:
    """Return the names and places of a text."""
    words = text.words
    if not words:
        return Read(text, [], [], NOWHERE, [], [])
    names, places = index.hits(words)
    if text.segments[-1]:
        names = _within(names, text.segments)
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
    exact = whole = _whole(spans)
    if open_segments := _left_open(text, exact, index, bounds):
        alike = _alike(text, index, open_segments)
        if alike:
            mentions += alike
            whole = _whole(spans | _longer(text, index, alike, exact))
    codes = _codes(text, index)
    return Read(text, mentions, whole, *where(
        places, [span for span in exact if span[1] > span[0]], codes), bounds)


def _within(names, segments) -> list[tuple[int, int, int]]:
    """Return names without those that begin with the end of one and go on in the next segment.

    University Cape Town is not named by Stellenbosch University, Cape Town.
    """
    crossing = [name for name in names if segments[name[0]] != segments[name[1]]]
    if not crossing:
        return names
    ends: dict[int, int] = {}
    for first, last, _ in names:
        if last > first and segments[first] == segments[last]:
            ends[last] = min(first, ends.get(last, first))
    wrong = {
        name for name in crossing
        if any(ends.get(at, name[0]) < name[0] for at in range(name[0], name[1]))
    }
    return [name for name in names if name not in wrong] if wrong else names


def _bounds(segments: list[int]) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for at in range(1, len(segments) + 1):
        if at == len(segments) or segments[at] != segments[start]:
            bounds.append((start, at - 1))
            start = at
    return bounds


def _segments(text: Text, index: NamesIndex, spans, bounds) -> list[Mention]:
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


def _whole(spans) -> list[tuple[int, int]]:
    """Return the spans that lie in no longer one, in order."""
    found, reach = [], -1
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if last > reach:
            found.append((first, last))
            reach = last
    return found


def _codes(text: Text, index: NamesIndex) -> list[tuple[int, Place]]:
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
        if last >= _WORDS_READ:
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


def _alike(text: Text, index: NamesIndex, segments) -> list[Mention]:
    """Return the names most alike to what segments say, by their rare words then by letters."""
    words, postings, weight = text.words, index.postings, index.weight
    keys, totals = index.keys, index.totals
    found = []
    for first, last in segments:
        here = words[first:last + 1]
        present = set(here)
        rare = sorted((word for word in present if word in postings),
                      key=lambda word: (len(postings[word]), word))[:3]
        held: dict[int, float] = {}
        for word in rare:
            value = weight[word]
            for key in postings[word]:
                held[key] = held.get(key, 0.0) + value
        if not held:
            continue
        best = []
        for _, key in nsmallest(20, [(-value, key) for key, value in held.items()]):
            name, total = keys[key], totals[key]
            common = sum([weight[word] for word in name if word in present])
            if common >= 0.55 * total:
                best.append((common / total, common, key))
        best.sort(key=lambda item: (-item[0] * item[1], item[2]))
        for share, _, key in best[:5]:
            name = keys[key]
            held_at = [at for at, word in enumerate(here) if word in name]
            start, end = _densest(held_at, len(name))
            said = " ".join(here[start:end + 1])
            ratio = fuzz.token_sort_ratio(said, " ".join(name))
            alike = round(50 * share + ratio / 2)
            if alike >= LIKE:
                found.append(Mention(first + start, first + end, key, ALIKE, min(alike, 99)))
    return found


def _longer(text: Text, index: NamesIndex, alike, exact) -> set[tuple[int, int]]:
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


__all__ = ["ACRONYM", "ALIKE", "BAG", "SQUASHED", "VARIANT", "Mention", "Read", "read"]
