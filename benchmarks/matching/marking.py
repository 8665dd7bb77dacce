"""Marks: how answers agree with labels, as they are given and where the reference has them."""

from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """Over some texts: labels found, answers beyond them, labels missed, texts wholly right."""

    texts: int
    right: int
    beyond: int
    missed: int
    exact: int

    @property
    def precision(self) -> float:
        return 100 * self.right / max(self.right + self.beyond, 1)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 200 * self.right / max(2 * self.right + self.beyond + self.missed, 1)

    @property
    def whole(self) -> float:
        return 100 * self.exact / max(self.texts, 1)

    def told(self) -> str:
        return (f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}  "
                f"exact {self.whole:5.1f}")


def mark(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Mark:
    """Return the mark of (labels, answer) pairs."""
    texts = right = beyond = missed = exact = 0
    for labels, answer in pairs:
        texts += 1
        right += len(labels & answer)
        beyond += len(answer - labels)
        missed += len(labels - answer)
        exact += labels == answer
    return Mark(texts, right, beyond, missed, exact)
