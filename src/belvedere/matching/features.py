"""What is known of each candidate of texts, as small whole numbers for the scorer."""

from typing import NamedTuple

import numpy as np

from belvedere.matching.candidates import Read
from belvedere.matching.facts import Facts
from belvedere.matching.family import family, rivals
from belvedere.matching.meant import Meant
from belvedere.matching.standing import Standing
from belvedere.matching.stretches import Strengths, Stretches
from belvedere.matching.words_read import Laid

FEATURES = tuple("""
    words weight rarest common all_place label_words owners small_words covers share
    whole_segment segment_words segments digits before after ends_well begins_well
    crosses overlaps holds held_more others stronger other_kind beside_in_segment same_span
    joined way alike country city rivals better leads root held_by parent_here child_here kind
    active children relatives fame mentions near_country near_city city_inside candidates
    works outdone speaks
""".split())


class Mention(NamedTuple):
    """A name found in a text: words first to last, the key, how, and how alike (of 100)."""

    first: int
    last: int
    key: int
    way: int
    alike: int


class Candidate(NamedTuple):
    """One organisation that a text may name, by its best mention, and what is known of it."""

    organisation: int
    mention: Mention
    features: tuple[int, ...]


def features(
    laid: Laid, read: Read, meant: Meant, facts: Facts, standing: Standing
) -> np.ndarray:
    """Return a row of FEATURES for each candidate."""
    stretches = Stretches(laid, read, meant)
    of, key = stretches.of, read.mentions.key[meant.mention]
    known = {name: column[of] for name, column in _of_places(laid, stretches).items()}
    strengths = Strengths(stretches, read, meant, facts, len(laid.texts))
    known |= _of_names(laid, stretches, strengths, key, facts)
    known |= _of_organisations(laid, read, meant, stretches, facts, standing)
    return np.stack([known[name] for name in FEATURES], axis=1).astype(np.int32)


def _of_places(laid: Laid, stretches: Stretches) -> dict[str, np.ndarray]:
    """Return what tells where in its text and segment a stretch is."""
    first, last, begin, end = stretches.first, stretches.last, stretches.begin, stretches.end
    text, part, length = stretches.text, laid.part, last - first + 1
    segment_words, parts = end - begin + 1, laid.parts[text]
    before, after = np.maximum(first - 1, 0), np.minimum(last + 1, laid.size - 1)
    return {
        "words": np.minimum(length, 9),
        "covers": 8 * length // np.maximum(segment_words, length),
        "share": 8 * length // (laid.start[text + 1] - laid.start[text]),
        "whole_segment": stretches.is_whole,
        "segment_words": np.minimum(segment_words, 15),
        "segments": np.minimum(parts, 9),
        "digits": stretches.digits(),
        "before": np.where(first > begin, laid.beside[before], 0),
        "after": np.where(last < end, laid.beside[after], 0),
        "ends_well": laid.is_organisation[last],
        "begins_well": np.where(laid.is_organisation[first], 2, stretches.spoken()),
        "crosses": np.minimum(part[last] - part[first], 3),
        "overlaps": stretches.overlaps(),
        "joined": stretches.joined(),
        "holds": np.minimum(stretches.holds(), 6),
        "held_more": np.minimum(stretches.held_more, 6),
        "beside_in_segment": np.minimum(stretches.beside(), 5),
        "same_span": np.minimum(stretches.same, 8),
    }


def _of_names(
    laid: Laid, stretches: Stretches, strengths: Strengths, key: np.ndarray, facts: Facts
) -> dict[str, np.ndarray]:
    """Return what tells a name from others, and from the other names of the text."""
    of, names = stretches.of, facts.keys
    left_out = (laid.small[stretches.last] - laid.small[stretches.first])[of]
    small, weight = names.small[key], names.weight[key]
    as_written = small >> np.minimum(left_out, 12) & 1
    return {
        "weight": weight, "rarest": names.rarest[key], "common": names.common[key],
        "all_place": names.place[key], "label_words": names.words[key],
        "owners": names.owners[key],
        "small_words": np.where(small == 0, 0, np.where(
            as_written, 2, np.where(left_out > 0, 1, 3))),
        "others": np.minimum(strengths.count[stretches.text], 8)[of],
        "stronger": np.minimum(strengths.heavier(of, weight), 4),
        "other_kind": strengths.other_kind()[of],
    }


def _of_organisations(
    laid: Laid, read: Read, meant: Meant, stretches: Stretches, facts: Facts, standing: Standing
) -> dict[str, np.ndarray]:
    """Return what tells an organisation from others of its name."""
    own = meant.organisation
    speaks = _speaks(laid, meant, stretches, facts)
    close = rivals(meant, stretches, facts, speaks)
    kin = family(meant, stretches, facts)
    last = stretches.last[stretches.of]
    near = standing.near(
        last, laid.since[last], laid.until[last], facts.country[own], facts.city[own])
    many = np.bincount(meant.text)
    return {
        "way": meant.way, "alike": read.mentions.alike[meant.mention] // 3,
        "country": meant.country, "city": meant.city,
        "rivals": np.minimum(close["rivals"], 5), "better": np.minimum(close["better"], 4),
        "leads": close["leads"], "root": np.minimum(kin["root"], 3),
        "held_by": kin["held_by"], "parent_here": kin["parent_here"],
        "child_here": kin["child_here"],
        "kind": facts.kind[own], "active": facts.active[own], "children": facts.children[own],
        "relatives": facts.relatives[own], "fame": facts.known[own],
        "works": facts.works[own], "outdone": close["outdone"], "speaks": speaks,
        "mentions": np.minimum(meant.count, 4), "near_country": near[0], "near_city": near[1],
        "city_inside": meant.inside, "candidates": np.minimum(many[meant.text], 40) // 4,
    }


def _speaks(laid: Laid, meant: Meant, stretches: Stretches, facts: Facts) -> np.ndarray:
    """Return how what is written agrees with the languages of an organisation's country.

    0: its segment is in another; 1: only the text is; 2: no language is told; 3 and 4: in its own.
    """
    text = np.zeros(len(laid.texts), np.int64)
    np.bitwise_or.at(text, laid.text, laid.languages)
    segments = np.bitwise_or.reduceat(laid.languages, laid.first)
    segment = segments[laid.segment[stretches.first]][stretches.of]
    written = np.where(segment > 0, segment, text[meant.text])
    own = facts.languages[meant.organisation]
    agrees = np.where(written & own, 1, -1) * np.where(segment > 0, 2, 1)
    return 2 + np.where((written == 0) | (own == 0), 0, agrees)
