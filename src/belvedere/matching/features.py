"""What is known of each candidate of a text, as small whole numbers for the scorer."""

from typing import NamedTuple

from belvedere.matching.candidates import Mention, Read
from belvedere.matching.names_index import SCHOOL, NamesIndex
from belvedere.matching.reference import KINDS, Reference
from belvedere.matching.texts import canonical
from belvedere.matching.words import COMMON, ORGANISATION

FEATURES = tuple("""
    way words weight rarest common owners rivals country city held_by held_more holds
    covers before after from_end segments share kind active children relatives parent_here
    child_here mentions others alike all_place stronger whole_segment digits order successor_here
    label_words same_span city_inside ways_label segment_words other_kind owners_here
""".split())


class Candidate(NamedTuple):
    """One organisation that a text may name, by its best mention, and what is known of it."""

    organisation: int
    mention: Mention
    features: tuple[int, ...]


class Known(NamedTuple):
    """What the features need of each organisation, by its number."""

    country: tuple[str, ...]
    city: tuple[str, ...]
    kind: tuple[int, ...]
    active: tuple[int, ...]
    children: tuple[int, ...]
    relatives: tuple[int, ...]
    parents: tuple[frozenset[int], ...]
    ancestors: tuple[frozenset[int], ...]
    successors: tuple[frozenset[int], ...]
    key_facts: tuple[tuple[int, int, int, int], ...]


def _size(number: int) -> int:
    return number.bit_length()


def known(reference: Reference, index: NamesIndex) -> Known:
    """Gather what features need, once."""
    organisations, number = reference.organisations, reference.number
    parents = tuple(
        frozenset(number[name] for name in one.parents if name in number)
        for one in organisations
    )
    ancestors = []
    for own in range(len(organisations)):
        above, edge = set(), parents[own]
        while edge - above:
            above |= edge
            edge = frozenset(up for name in edge for up in parents[name])
        ancestors.append(frozenset(above - {own}))
    places = {key for key, place in _placed(index)}
    facts = []
    for key in index.keys:
        weights = [index.weight[word] for word in key]
        facts.append((
            min(int(sum(weights)), 60), int(max(weights)),
            round(4 * sum(word in COMMON for word in key) / len(key)), int(key in places),
        ))
    return Known(
        tuple(one.country for one in organisations),
        tuple(" ".join(canonical(one.city)) for one in organisations),
        tuple(KINDS.index(one.kind) if one.kind else len(KINDS) for one in organisations),
        tuple(int(one.active) for one in organisations),
        tuple(_size(one.children) for one in organisations),
        tuple(_size(one.relatives) for one in organisations),
        parents, tuple(ancestors),
        tuple(frozenset(number[name] for name in one.successors if name in number)
              for one in organisations),
        tuple(facts),
    )


def _placed(index: NamesIndex):
    for key in index.keys:
        node = 0
        for word in key:
            node = index.steps[(node << 24) + index.words[word]]
        if node in index.places:
            yield key, index.places[node]


_MOST = 60
"""Owners of one name that are considered, those that agree best with the places first."""


def candidates(read: Read, index: NamesIndex, facts: Known) -> list[Candidate]:
    """Return the candidates of a text in order of organisation, each with its features."""
    if not read.mentions:
        return []
    text, where = read.text, read.where
    words, segments = text.words, text.segments
    whole = read.whole
    # The best mention of each organisation: the longest, then the surest.
    best: dict[int, tuple] = {}
    count: dict[int, int] = {}
    spans_of: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    agreement: dict[int, tuple[int, int]] = {}
    for mention in read.mentions:
        owners = index.owners[mention.key]
        if len(owners) > _MOST:
            owners = sorted(owners, key=lambda owner: (
                -where.country(facts.country[owner[0]]), -where.city(
                    facts.city[owner[0]], facts.country[owner[0]]), owner))[:_MOST]
        for organisation, way in owners:
            if mention.way > SCHOOL:
                way = mention.way
            rank = (mention.last - mention.first, mention.alike, -way, -mention.first)
            held = best.get(organisation)
            count[organisation] = count.get(organisation, 0) + 1
            if organisation not in agreement:
                country = facts.country[organisation]
                agreement[organisation] = (
                    where.country(country), where.city(facts.city[organisation], country))
            if held is None or rank > held[0]:
                best[organisation] = (rank, mention, way)
    for organisation, (_, mention, way) in best.items():
        country, city = agreement[organisation]
        spans_of.setdefault((mention.first, mention.last), []).append(
            (country, city, -way, organisation))
    holder_of: dict[tuple[int, int], tuple[int, int]] = {}
    for first, last in spans_of:
        for span in whole:
            if span[0] <= first and last <= span[1]:
                holder_of[first, last] = span
                break
        else:
            holder_of[first, last] = (first, last)
    free = {organisation for organisation, (_, mention, _) in best.items()
            if holder_of[mention.first, mention.last] == (mention.first, mention.last)}
    strength = {}
    for span in whole:
        owners = spans_of.get(span)
        if owners:
            organisation = max(owners)[3]
            strength[span] = (facts.key_facts[best[organisation][1].key][0], organisation)
    bounds: dict[int, tuple[int, int]] = {}
    for at, segment in enumerate(segments):
        if segment in bounds:
            bounds[segment] = (bounds[segment][0], at)
        else:
            bounds[segment] = (at, at)
    size, parts = len(words), segments[-1] + 1
    made = []
    for organisation in sorted(best):
        _, mention, way = best[organisation]
        first, last, key = mention.first, mention.last, mention.key
        span = (first, last)
        country, city = agreement[organisation]
        weight, rarest, common, is_place = facts.key_facts[key]
        same = spans_of[span]
        own = (country, city, -way)
        rivals = sum([rival[:3] >= own for rival in same]) - 1
        better = sum([rival[:2] > own[:2] for rival in same])
        holder = holder_of[span]
        held_by = held_more = 0
        if holder != span:
            held_more = min(holder[1] - holder[0] - last + first, 6)
            held_by = 2
            family = facts.ancestors[organisation]
            for _, _, _, other in spans_of.get(holder, ()):
                if organisation in facts.ancestors[other]:
                    held_by = 1  # its child is named
                    break
                if other in family:
                    held_by = 3
        holds = sum([first <= a and b <= last for a, b in spans_of]) - 1
        start, end = bounds[segments[first]]
        covers = round(8 * (last - first + 1) / max(end - start + 1, last - first + 1))
        parents = facts.parents[organisation]
        parent_here = child_here = successor_here = 0
        for other in free:
            if other == organisation:
                continue
            if other in facts.ancestors[organisation]:
                parent_here = max(parent_here, 2 if other in parents else 1)
            elif organisation in facts.ancestors[other]:
                child_here = max(child_here, 2 if organisation in facts.parents[other] else 1)
            if other in facts.successors[organisation]:
                successor_here = 1
        stronger, other_kind, order = 0, len(KINDS) + 1, 0
        most = -1
        for other_span, (power, other) in strength.items():
            if other_span[0] < first:
                order += 1
            if other_span == span or other_span == holder or other == organisation:
                continue
            if power > most:
                most, other_kind = power, facts.kind[other]
            if power > weight:
                stronger += 1
        made.append(Candidate(organisation, mention, (
            way, min(last - first + 1, 9), weight, rarest, common,
            min(len(index.owners[key]), 12), min(rivals, 5), country, city, held_by, held_more,
            min(holds, 6), covers,
            _neighbour(words, segments, first - 1, start, end, 0),
            _neighbour(words, segments, last + 1, start, end, 1),
            min(parts - 1 - segments[first], 6), min(parts, 9),
            round(8 * (last - first + 1) / size),
            facts.kind[organisation], facts.active[organisation], facts.children[organisation],
            facts.relatives[organisation], parent_here, child_here,
            min(count[organisation], 4), min(len(strength), 8), mention.alike // 3, is_place,
            min(stronger, 4), int((start, end) == span),
            int(any([word.isdigit() for word in words[start:end + 1]])), min(order, 6),
            successor_here, min(len(index.keys[key]), 9), min(len(same), 8),
            int(facts.city[organisation] != "" and facts.city[organisation]
                in " ".join(words[first:last + 1])),
            min(better, 4), min(end - start + 1, 15), other_kind, min(len(best), 40) // 4,
        )))
    return made


def _neighbour(words, segments, at, start, end, side) -> int:
    """Return what stands beside a name in its segment: 0 nothing, else what kind of word."""
    if at < start or at > end:
        return 0
    word = words[at]
    if word in _BESIDE:
        return _BESIDE[word]
    if word in ORGANISATION:
        return 2
    if word in COMMON:
        return 3
    return 4 if word.isdigit() else 1


_BESIDE = {word: number for number, word in enumerate(
    "university hospital school college department center institute laboratory medical faculty "
    "division press affiliated near hospitals branch campus".split(), start=5)}
