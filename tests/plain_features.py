"""What is known of each candidate of one text, told plainly, feature by feature."""

from typing import NamedTuple

from plain_places import agreement, near
from plain_reading import Plain, Read

from belvedere.matching.candidates import APART
from belvedere.matching.facts import KeyFacts
from belvedere.matching.features import Candidate
from belvedere.matching.languages import spoken
from belvedere.matching.names_index import ACRONYM, CITYLESS, PART, SCHOOL, TURNED, VARIANT
from belvedere.matching.reference import KINDS
from belvedere.matching.words import COMMON, ORGANISATION

_WEAK = frozenset((ACRONYM, CITYLESS, PART))
"""Ways that say little inside a longer name, unless of its parent."""
_SHORTENED = frozenset((SCHOOL, PART))
_MOST, _OWN = 8, 3


class Agreed(NamedTuple):
    """How places and language agree with an organisation's, and how its name was made."""

    country: int
    city: int
    speaks: int
    way: int
    organisation: int


def candidates(read: Read, index: Plain) -> list[Candidate]:
    """Return the candidates of a text in order of organisation, each with its features."""
    best, count = _best(read, index)
    if not best:
        return []
    spans: dict[tuple[int, int], list[Agreed]] = {}
    agree = agreement(read.where, index)
    for organisation, (_, mention, way) in best.items():
        speaks = _speaks(read.text, mention.first, spoken(index.country[organisation]))
        spans.setdefault((mention.first, mention.last), []).append(
            Agreed(*agree(organisation), speaks, -way, organisation))
    context = _Context(read, index, best, spans, count)
    made = []
    for span, same in spans.items():
        holder = context.holder(span)
        for agreed in same:
            mention = best[agreed.organisation][1]
            made.append(Candidate(agreed.organisation, mention, (
                *context.of_span(span, mention.key, holder),
                *context.of_organisation(span, mention, agreed, same, holder),
            )))
    made.sort(key=lambda one: one.organisation)
    return made



def _speaks(text, first: int, own: int) -> int:
    """Return how the language of a name's segment, or else of the text, agrees with its own."""
    segment = whole = 0
    for number, languages in zip(text.segments, text.languages):
        whole |= languages
        if number == text.segments[first]:
            segment |= languages
    if not own or not whole:
        return 2
    if segment:
        return 4 if segment & own else 0
    return 3 if whole & own else 1


def _best(read: Read, index: Plain):
    """Return the best mention of each organisation, and how many mentions it has.

    Exact names before likeness and before shortened ones and acronyms, then the most telling,
    then the surest.
    """
    best: dict[int, tuple] = {}
    count: dict[int, int] = {}
    agree, fame = agreement(read.where, index), index.facts.fame
    families = _families(read, index)
    for mention in read.mentions:
        owners = index.owners[mention.key]
        if len(owners) > _MOST:
            owners = sorted(owners, key=lambda owner: (
                *agree(owner[0]), fame[owner[0]], -owner[0]), reverse=True)
            own = [owner for owner in owners if owner[1] <= VARIANT][:_OWN]
            owners = owners[:_MOST]
            owners += [owner for owner in own if owner not in owners]
        family = None
        if mention.way in _WEAK:
            family = families.get((mention.first, mention.last))
        for organisation, way in owners:
            if family is not None and organisation not in family:
                continue
            if (mention.way > PART and way <= VARIANT) or (mention.way == APART and way == TURNED):
                way = mention.way
            rank = (mention.alike == 100 and way not in _SHORTENED, way != ACRONYM,
                    int(index.facts.keys.weight[mention.key]), mention.alike, -way,
                    -mention.first)
            count[organisation] = count.get(organisation, 0) + 1
            held = best.get(organisation)
            if held is None or rank > held[0]:
                best[organisation] = (rank, mention, way)
    return best, count


def _families(read: Read, index: Plain) -> dict[tuple[int, int], set[int]]:
    """Return, for weak names within longer ones, whom they may mean: what stands above those."""
    inside: dict[tuple[int, int], tuple[int, int]] = {}
    for mention in read.mentions:
        if mention.way in _WEAK:
            span = (mention.first, mention.last)
            for longer in read.whole:
                if longer[0] <= span[0] and span[1] <= longer[1] and longer != span:
                    inside[span] = longer
                    break
    above: dict[tuple[int, int], set[int]] = {longer: set() for longer in inside.values()}
    for mention in read.mentions:
        if (into := above.get((mention.first, mention.last))) is not None:
            for owner, _ in index.owners[mention.key][:20]:
                into |= index.ancestors[owner]
    return {span: above[longer] for span, longer in inside.items()}


class _Context:
    """One text with all its candidates, from which the features of each are read."""

    def __init__(self, read: Read, index: Plain, best, spans, count) -> None:
        self.read, self.index, self.best, self.spans, self.count = read, index, best, spans, count
        facts = index.facts
        self.bounds = read.bounds
        self.holders = {}
        whole = set(read.whole)
        self.free = frozenset([agreed.organisation for span, same in spans.items()
                               if span in whole for agreed in same])
        # Above whom of those named by themselves each stands: 2 at once, 1 further up.
        self.above: dict[int, int] = {}
        for other in self.free:
            parents = index.parents[other]
            for up in index.ancestors[other]:
                self.above[up] = 2 if up in parents else self.above.get(up, 1)
        self.strength = []
        for span in read.whole:
            if same := spans.get(span):
                organisation = max(same, key=lambda one: one._replace(speaks=0)).organisation
                weight = int(facts.keys.weight[best[organisation][1].key])
                self.strength.append((span, weight, int(facts.kind[organisation])))
        self.known: dict[tuple, tuple[int, ...]] = {}
        words = read.text.words
        self.written = {span: " ".join(words[span[0]:span[1] + 1]) for span in spans}

    def holder(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the longest name that a name stands in, or itself."""
        for longer in self.read.whole:
            if longer[0] <= span[0] and span[1] <= longer[1]:
                return longer
        return span

    def of_span(self, span, key: int, holder) -> tuple[int, ...]:
        """Return what all organisations that a name may mean have in common."""
        known = self.known.get((span, key))
        if known is None:
            known = self.known[span, key] = self._of_span(span, key, holder)
        return known

    def _of_span(self, span, key: int, holder) -> tuple[int, ...]:
        first, last = span
        text, whole = self.read.text, self.read.whole
        facts = KeyFacts(*(int(column[key]) for column in self.index.facts.keys))
        words, segments = text.words, text.segments
        start, end = self.bounds[segments[first]]
        size, parts, length = len(words), segments[-1] + 1, last - first + 1
        overlap = beside = 0
        for a, b in whole:
            if a < first <= b < last:
                overlap |= 1
            elif first < a <= last < b:
                overlap |= 2
            if start <= a and b <= end and b > a:
                beside += 1
        stronger, other_kind, most = 0, len(KINDS) + 1, -1
        for other, weight, kind in self.strength:
            if other not in (span, holder):
                if weight > most:
                    most, other_kind = weight, kind
                if weight > facts.weight:
                    stronger += 1
        holds = 0
        for a, b in self.spans:
            if first <= a and b <= last:
                holds += 1
        digits = 0
        for word in words[start:end + 1]:
            if word.isdigit():
                digits = 1
                break
        joined = int(first > start and first in text.joined) + 2 * int(
            last < end and last + 1 in text.joined)
        here = text.small[last] - text.small[first]
        small = 0 if not facts.small else (
            2 if facts.small >> min(here, 12) & 1 else 1 if here else 3)
        held_more = 0
        if holder != span:
            held_more = min(holder[1] - holder[0] + 1 - length, 6)
        return (
            min(length, 9), facts.weight, facts.rarest, facts.common, facts.place, facts.words,
            facts.owners, small, 8 * length // max(end - start + 1, length), 8 * length // size,
            int(first == start and last == self.bounds[segments[last]][1]),
            min(end - start + 1, 15),
            min(parts, 9), digits,
            _neighbour(words, first - 1, start, end), _neighbour(words, last + 1, start, end),
            int(words[last] in ORGANISATION),
            2 if words[first] in ORGANISATION else int(
                not ORGANISATION.isdisjoint(words[first:last + 1])),
            min(segments[last] - segments[first], 3), overlap, min(holds - 1, 6), held_more,
            min(len(self.strength), 8), min(stronger, 4), other_kind,
            min(beside, 5), min(len(self.spans[span]), 8), joined,
        )

    def of_organisation(self, span, mention, agreed: Agreed, same, holder) -> tuple[int, ...]:
        """Return what tells an organisation from others of its name."""
        index, facts = self.index, self.index.facts
        country, city, speaks, way, own = agreed
        ancestors = index.ancestors[own]
        rivals = better = leads = root = outdone = 0
        if len(same) > 1:
            fame, other_fame = int(facts.fame[own]), 0
            for rival in same:
                if rival.organisation == own:
                    continue
                rivals += rival[:4] >= agreed[:4]
                if rival[:3] > agreed[:3]:
                    better += 1
                if rival[:3] >= agreed[:3]:
                    other_fame = max(other_fame, int(facts.fame[rival.organisation]))
                root += own in index.ancestors[rival.organisation]
            leads = 1 + (fame >= other_fame) + (fame >= 2 * other_fame)
            works = int(facts.works[own])
            ahead = max((int(facts.works[rival.organisation]) for rival in same
                         if rival.organisation != own and rival[:3] >= agreed[:3]), default=0)
            outdone = min(max(4 + ahead - works, 0), 8) if works else 0
        held_by = 0
        if holder != span:
            held_by = 2
            for other in self.spans.get(holder, ()):
                if own in index.ancestors[other.organisation]:
                    held_by = 1
                    break
                if other.organisation in ancestors:
                    held_by = 3
        parent_here = 0
        if ancestors and not ancestors.isdisjoint(self.free):
            parent_here = 1 if index.parents[own].isdisjoint(self.free) else 2
        child_here = self.above.get(own, 0)
        home = index.city[own]
        written = (" ".join(index.keys[mention.key]) if mention.way == APART
                   else self.written[span])
        inside = any(town in written for town in index.towns[own])
        return (
            -way, mention.alike // 3, country, city, min(rivals, 5), min(better, 4), leads,
            min(root, 3), held_by, parent_here, child_here, int(facts.kind[own]),
            int(facts.active[own]), int(facts.children[own]), int(facts.relatives[own]),
            int(facts.fame[own]).bit_length(), min(self.count[own], 4),
            *near(self.read.near, span[1], *self.read.text.between(span[1]), index.country[own],
                  home),
            int(inside), min(len(self.best), 40) // 4, int(facts.works[own]), outdone,
            speaks,
        )



_BESIDE = {word: number for number, word in enumerate(
    "university hospital school college department center institute laboratory medical faculty "
    "division press affiliated near hospitals branch campus".split(), start=5)}


def _neighbour(words, at: int, start: int, end: int) -> int:
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
