"""The stretches of words by which texts name candidates, and how they lie to one another."""

import numpy as np

from belvedere.matching.candidates import Read, held
from belvedere.matching.facts import Facts
from belvedere.matching.lists import found, groups, rank, spread
from belvedere.matching.meant import Meant
from belvedere.matching.reference import KINDS
from belvedere.matching.words_read import Laid

_HEAVIEST = 61
"""One more than the most that a name may weigh."""


class Stretches:
    """Columns by stretch, in order of place; ``of`` is the stretch of each candidate."""

    def __init__(self, laid: Laid, read: Read, meant: Meant) -> None:
        self._laid, self._whole = laid, read.whole
        far = laid.size + 1
        first, last = (column[meant.mention] for column in read.mentions[:2])
        stretches, self.of = np.unique(first * far + last, return_inverse=True)
        self.first, self.last = np.divmod(stretches, far)
        self.text = laid.text[self.first]
        self.same = np.bincount(self.of, minlength=len(stretches))
        """How many candidates each names."""
        holder = held(read.whole, self.first, self.last)
        begins, ends = np.where(
            holder < 0, (self.first, self.last), np.append(read.whole, [[0], [0]], 1)[:, holder])
        self.held = (begins < self.first) | (ends > self.last)
        """Whether a longer name holds it."""
        self.free = ~self.held & (holder >= 0)
        """Whether it is itself among those that no longer one holds."""
        self.holder = found(stretches, begins * far + ends)
        """The longest name that it stands in, or itself; -1 where that names no candidate."""
        self.held_more = (ends - begins) - (self.last - self.first)
        segment = laid.segment[self.first]
        self.begin, self.end = laid.first[segment], laid.last[segment]
        """The segment that it begins in."""
        self.is_whole = (self.first == self.begin) & (
            self.last == laid.last[laid.segment[self.last]])
        """Whether it leaves nothing of any segment."""

    def joined(self) -> np.ndarray:
        """Return 1 where an and stands before a name in its segment, 2 after it, 3 both."""
        joined, last = np.append(self._laid.joined, False), np.minimum(self.last, self.end)
        return (joined[self.first] & (self.first > self.begin)) + 2 * (
            joined[last + 1] & (last < self.end))

    def overlaps(self) -> np.ndarray:
        """Return 1 where a name begins before and ends within, 2 where it goes on after, 3 both."""
        begins, ends = self._whole
        before = np.minimum(np.searchsorted(begins, self.first), np.searchsorted(ends, self.last))
        before = before > np.searchsorted(ends, self.first)
        after = np.maximum(np.searchsorted(begins, self.first, "right"),
                           np.searchsorted(ends, self.last, "right"))
        after = after < np.searchsorted(begins, self.last, "right")
        return before + 2 * after

    def beside(self) -> np.ndarray:
        """Return how many names of several words are in the segment."""
        begins, ends = self._whole
        many = np.append(0, np.cumsum(ends > begins))
        low = np.searchsorted(begins, self.begin)
        high = np.maximum(np.searchsorted(ends, self.end, "right"), low)
        return many[high] - many[low]

    def holds(self) -> np.ndarray:
        """Return how many stretches lie within each, itself apart."""
        of, other = spread(np.searchsorted(self.first, self.first),
                           np.searchsorted(self.first, self.last, "right"))
        within = self.last[other] <= self.last[of]
        return np.bincount(of[within], minlength=len(self.first)) - 1

    def digits(self) -> np.ndarray:
        """Return whether the segment has a number."""
        count = np.append(0, np.cumsum(self._laid.is_digits))
        return count[self.end + 1] > count[self.begin]

    def spoken(self) -> np.ndarray:
        """Return whether a word of each is of a kind of organisation."""
        count = np.append(0, np.cumsum(self._laid.is_organisation))
        return count[self.last + 1] > count[self.first]


class Strengths:
    """The names of texts that no longer one holds: how heavy, and of what kind of organisation."""

    def __init__(
        self, stretches: Stretches, read: Read, meant: Meant, facts: Facts, texts: int
    ) -> None:
        self._stretches = stretches
        order = np.lexsort((meant.organisation, -meant.way, meant.city, meant.country,
                            stretches.of))
        surest = order[groups(stretches.of[order])[1] - 1]
        key = read.mentions.key[meant.mention[surest]]
        self._weight = facts.keys.weight[key].astype(np.int64)
        self._kind = facts.kind[meant.organisation[surest]]
        own = np.flatnonzero(stretches.free)
        text = stretches.text[own]
        self.count = np.bincount(text, minlength=texts)
        """How many each text has."""
        more = np.bincount(text * _HEAVIEST + self._weight[own], minlength=texts * _HEAVIEST)
        more = np.cumsum(more.reshape(texts, _HEAVIEST)[:, ::-1], axis=1)[:, ::-1]
        self._heavier = np.append(more, np.zeros((texts, 1), np.int64), axis=1)[:, 1:]
        ranked = own[np.lexsort((own, -self._weight[own], text))]
        self._top = np.full((texts, 3), -1)
        place = rank(text)
        top = place < 3
        self._top[text[top], place[top]] = ranked[top]

    def heavier(self, of: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """Return how many weigh more than candidates of stretches, other than their own."""
        stretches = self._stretches
        count = self._heavier[stretches.text[of], weight]
        holder, within = stretches.holder[of], stretches.held[of]
        count = count - (stretches.free[of] & (self._weight[of] > weight))
        return count - (within & (holder >= 0) & (self._weight[holder] > weight))

    def other_kind(self) -> np.ndarray:
        """Return the kind of the heaviest that is not a stretch's own, one more where none is."""
        stretches = self._stretches
        found = np.full(len(stretches.first), len(KINDS) + 1)
        own = np.arange(len(found))
        for place in (2, 1, 0):
            other = self._top[stretches.text, place]
            some = (other >= 0) & (other != own) & (other != stretches.holder)
            found[some] = self._kind[other[some]]
        return found
