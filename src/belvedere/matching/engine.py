"""The organisations that texts may name, of many texts at once, each with what is known of it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import numpy as np

from belvedere.matching.candidates import Read, read
from belvedere.matching.facts import Facts
from belvedere.matching.features import Candidate, Mention, features
from belvedere.matching.meant import Meant, meant
from belvedere.matching.names_index import NamesIndex
from belvedere.matching.second import Named
from belvedere.matching.standing import Stands
from belvedere.matching.texts import Pieces, Text
from belvedere.matching.words_read import Laid, Vocabulary

_AT_ONCE = 30_000
"""At most so many pieces of texts are read together; a longer text is read alone."""


class Batch(NamedTuple):
    """Texts that were read together, with a row of features for each candidate."""

    texts: Sequence[Text]
    laid: Laid
    read: Read
    meant: Meant
    features: np.ndarray

    def named(self) -> Named:
        """Return which words of its text name each candidate."""
        first, last = (column[self.meant.mention] for column in self.read.mentions[:2])
        return Named(self.meant.text, self.meant.organisation, first, last)

    def by_text(self, rows: np.ndarray, values: list) -> list[list]:
        """Return values of some rows as a list for each text."""
        edges = np.searchsorted(self.meant.text[rows], np.arange(len(self.texts) + 1)).tolist()
        return [values[a:b] for a, b in pairwise(edges)]

    def candidates(self, rows: np.ndarray) -> list[list[Candidate]]:
        """Return the candidates of some rows, by text."""
        mention = np.stack(self.read.mentions)[:, self.meant.mention[rows]]
        mention[:2] -= self.laid.start[self.meant.text[rows]]
        return self.by_text(rows, [
            Candidate(organisation, Mention(*written), tuple(known))
            for organisation, written, known in zip(
                self.meant.organisation[rows].tolist(), mention.T.tolist(),
                self.features[rows].tolist())
        ])


class Engine:
    """Reads texts against one index; what it remembers changes no answer.

    Several threads may read at a time: words get their numbers one text after the other.
    """

    def __init__(self, index: NamesIndex, facts: Facts) -> None:
        self._numbering = Lock()
        self._index, self._facts = index, facts
        self._vocabulary = Vocabulary(Pieces(index.lexicon), index.words, index.codes)
        self._stands = Stands(index.places, facts.grounds)

    def read(self, texts: Sequence[str]) -> Iterator[Batch]:
        """Yield batches of texts, in order."""
        waiting, pieces = [], 0
        for text in texts:
            one = self._vocabulary.text(text)
            if waiting and pieces + len(one.pieces) > _AT_ONCE:
                yield self._batch(waiting)
                waiting, pieces = [], 0
            waiting.append(one)
            pieces += len(one.pieces)
        if waiting:
            yield self._batch(waiting)

    def words(self, text: str) -> list[str]:
        """Return the words of a text, as names have them."""
        laid = self._laid([self._vocabulary.text(text)])
        return laid.words(0, laid.size - 1)

    def _laid(self, texts: Sequence[Text]) -> Laid:
        with self._numbering:
            return Laid(texts, self._vocabulary)

    def _batch(self, texts: Sequence[Text]) -> Batch:
        laid = self._laid(texts)
        found = read(laid, self._index)
        standing = self._stands.read(laid, found.places, found.exact)
        whom = meant(laid, found, self._index, self._facts, standing)
        return Batch(texts, laid, found, whom,
                     features(laid, found, whom, self._facts, standing))
