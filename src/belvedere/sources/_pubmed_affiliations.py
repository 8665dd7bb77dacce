"""Affiliations of PubMed by number: what was read once is remembered, as many records share it."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from belvedere.sources._pubmed_text import affiliation, affiliation_ids

NONE = -1
"""In place of the number of an affiliation: there is none."""
MOST_KNOWN = 100_000


class Affiliations:
    """Tells the numbers of affiliations as they are written, and later their texts."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._texts: dict[int, str] = {}

    def numbers(self, tags: Sequence[bytes]) -> list[int]:
        """Return the number of each affiliation, told with its opening tag, or NONE.

        Raises UnicodeDecodeError when one that is not yet known is not UTF-8.
        """
        known = self._numbers
        unknown = list({tag for tag in tags if tag not in known})
        if unknown:
            written = [affiliation(tag[tag.find(b">") + 1:]) for tag in unknown]
            numbers = affiliation_ids(written).tolist()
            self._texts.update(zip(numbers, written))
            known.update(zip(unknown, (
                number if text else NONE for number, text in zip(numbers, written))))
        return [known[tag] for tag in tags]

    def texts(self, numbers: np.ndarray) -> tuple[pa.Array, list[str]]:
        """Return the distinct numbers of some affiliations, and their texts.

        Of those that were asked for before none need be known after that.
        """
        distinct = np.unique(numbers[numbers != NONE])
        texts = [self._texts[number] for number in distinct.tolist()]
        if len(self._numbers) > MOST_KNOWN:
            self._numbers.clear()
            self._texts.clear()
        return pa.array(distinct), texts
