"""Whom mentions may mean: of each text the organisations, each by its best mention."""

from typing import NamedTuple

import numpy as np

from belvedere.matching.candidates import APART, Read, held
from belvedere.matching.facts import Facts
from belvedere.matching.lists import found, groups, rank
from belvedere.matching.names_index import (
    ACRONYM,
    CITYLESS,
    PART,
    SCHOOL,
    TURNED,
    VARIANT,
    NamesIndex,
)
from belvedere.matching.standing import Standing
from belvedere.matching.words_read import Laid

_WAYS = np.arange(16)
_WEAK = np.isin(_WAYS, (ACRONYM, CITYLESS, PART))
"""Which ways say little inside a longer name, unless of its parent."""
_SHORTENED = np.isin(_WAYS, (SCHOOL, PART))
_MOST, _OWN = 8, 3
"""Owners of one name that are considered: those that agree best with the places, and of those
whose own name it is, unshortened, the first few."""
_OF_A_FAMILY = 20


class Meant(NamedTuple):
    """The organisations that texts may mean, in order of text, then of organisation."""

    text: np.ndarray
    organisation: np.ndarray
    mention: np.ndarray
    """The row of its best mention."""
    way: np.ndarray
    country: np.ndarray
    city: np.ndarray
    count: np.ndarray
    """How many mentions may mean it."""
    inside: np.ndarray
    """Whether the name, as written, has the name of its city."""


def meant(laid: Laid, read: Read, index: NamesIndex, facts: Facts, standing: Standing) -> Meant:
    """Return the best mention of each organisation, and how many mentions it has.

    Exact names before likeness and before shortened ones and acronyms, then the most telling,
    then the surest.
    """
    mentions = read.mentions
    of, owner = index.owners.spread(mentions.key)
    organisation = index.owners.values[owner].astype(np.int64)
    text = laid.text[mentions.first[of]]
    country, city = standing.agree(text, facts.country[organisation], facts.city[organisation])
    many = np.flatnonzero(index.owners.size(mentions.key)[of] > _MOST)
    stays = np.ones(len(of), bool)
    stays[many] = _agreeing(of[many], organisation[many], index.ways[owner[many]],
                            country[many], city[many], facts)
    stays &= _of_family(read, of, organisation, index, facts)
    of, owner, organisation, text, country, city = (
        column[stays] for column in (of, owner, organisation, text, country, city))
    first, alike = mentions.first[of], mentions.alike[of]
    own = index.ways[owner]
    written = mentions.way[of]
    way = np.where((written > PART) & (own <= VARIANT) | (written == APART) & (own == TURNED),
                   written, own)
    exact = (alike == 100) & ~_SHORTENED[way]
    whose = text * len(facts.country) + organisation
    weight = facts.keys.weight[mentions.key[of]]
    order = np.lexsort((first, way, -alike, -weight, way == ACRONYM, ~exact, whose))
    start, stop = groups(whose[order])
    best, count = order[start], stop - start
    inside = facts.city_inside[owner[best]]
    for row in np.flatnonzero((written[best] > PART) & (written[best] < APART)).tolist():
        mention, towns = of[best[row]], facts.towns[organisation[best[row]]]
        words = " ".join(laid.words(mentions.first[mention], mentions.last[mention]))
        inside[row] = any(town in words for town in towns)
    return Meant(text[best], organisation[best], of[best], way[best], country[best], city[best],
                 count, inside)


def _agreeing(of, organisation, way, country, city, facts: Facts) -> np.ndarray:
    """Tell which owners are among those of their name that agree best with the places."""
    order = np.lexsort((organisation, -facts.fame[organisation], -city, -country, of))
    stays = np.zeros(len(of), bool)
    stays[order[rank(of[order]) < _MOST]] = True
    own = order[way[order] <= VARIANT]
    stays[own[rank(of[own]) < _OWN]] = True
    return stays


def _of_family(read: Read, of, organisation, index: NamesIndex, facts: Facts) -> np.ndarray:
    """Tell whom a weak name within a longer one may mean: what stands above whom that means."""
    (first, last, key, way, _), whole = read.mentions, read.whole
    holder = held(whole, first, last)
    itself = holder >= 0
    itself[itself] = (whole[:, holder[itself]] == (first[itself], last[itself])).all(axis=0)
    inside = _WEAK[way] & (holder >= 0) & ~itself
    longer = np.zeros(whole.shape[1], bool)
    longer[holder[inside]] = True
    named = np.flatnonzero(itself & longer[holder])
    row, at = index.owners.spread(key[named])
    few = at - index.owners.start[key[named][row]] < _OF_A_FAMILY
    whose, owner = holder[named][row[few]], index.owners.values[at[few]]
    row, up = facts.ancestors.spread(owner)
    size = len(facts.country)
    family = np.unique(whose[row] * size + facts.ancestors.values[up])
    stays = np.ones(len(of), bool)
    weak = np.flatnonzero(inside[of])
    stays[weak] = found(family, holder[of[weak]] * size + organisation[weak]) >= 0
    return stays
