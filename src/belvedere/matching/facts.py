"""What the scorer needs to know of each organisation and each name, gathered once."""

from typing import NamedTuple

from belvedere.matching.names_index import NamesIndex
from belvedere.matching.reference import KINDS, Reference
from belvedere.matching.texts import canonical
from belvedere.matching.words import COMMON


class KeyFacts(NamedTuple):
    """Of one name: weight of its words, of its rarest, how common they are, if it is a place."""

    weight: int
    rarest: int
    common: int
    place: int
    words: int
    owners: int
    small: int


class Facts(NamedTuple):
    """Of each organisation by its number, and of each key by its."""

    country: tuple[str, ...]
    city: tuple[str, ...]
    kind: tuple[int, ...]
    active: tuple[int, ...]
    children: tuple[int, ...]
    relatives: tuple[int, ...]
    fame: tuple[int, ...]
    parents: tuple[frozenset[int], ...]
    ancestors: tuple[frozenset[int], ...]
    keys: tuple[KeyFacts, ...]


def facts(reference: Reference, index: NamesIndex) -> Facts:
    """Gather what the scorer needs of a reference and its index."""
    organisations, number = reference.organisations, reference.number
    parents = tuple(
        frozenset(number[name] for name in one.parents if name in number)
        for one in organisations
    )
    return Facts(
        tuple(one.country for one in organisations),
        tuple(" ".join(canonical(one.city)) for one in organisations),
        tuple(KINDS.index(one.kind) if one.kind else len(KINDS) for one in organisations),
        tuple(int(one.active) for one in organisations),
        tuple(one.children.bit_length() for one in organisations),
        tuple(one.relatives.bit_length() for one in organisations),
        tuple(len(one.names) + one.children + one.relatives for one in organisations),
        parents, tuple(_above(parents)), tuple(_keys(index)),
    )


def _above(parents):
    """Yield all that stand above each organisation, whatever loops the records have."""
    for own in range(len(parents)):
        above, edge = set(), parents[own]
        while edge - above:
            above |= edge
            edge = frozenset(up for name in edge for up in parents[name])
        yield frozenset(above - {own})


def _keys(index: NamesIndex):
    for number, key in enumerate(index.keys):
        weights = [index.weight[word] for word in key]
        yield KeyFacts(
            min(int(sum(weights)), 60), int(max(weights)),
            round(4 * sum(word in COMMON for word in key) / len(key)),
            int(index.is_place(key)), min(len(key), 9), min(len(index.owners[number]), 12),
            index.small[number],
        )
