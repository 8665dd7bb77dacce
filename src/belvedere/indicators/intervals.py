"""Stability intervals: how much a figure hangs on which works happen to be in it.

The works of a figure are drawn again, as many and with replacement, a thousand
times; the interval is between the 2.5th and the 97.5th hundredth of the values.
It says nothing of errors in the data (Leiden Ranking: stability intervals). The
draws hang on the question and on the snapshots of its works and scores alone, which are
named by what they were made from: the same question has the same interval wherever it is
asked, and in each edition that has the same works.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from belvedere.errors import QuestionError
from belvedere.indicators.asking import Asker
from belvedere.indicators.definition import Mean, Share
from belvedere.indicators.facts import fact_name
from belvedere.indicators.question import Question, Whom
from belvedere.indicators.ranking import Standing

REPLICATES = 1000
AT_ONCE = 2_000_000
"""Draws held in memory at a time."""


class Interval(NamedTuple):
    """The bounds within which 95 % of the replicates lie."""

    low: float
    high: float


def interval(asker: Asker, question: Question, most: int | None = None) -> Interval | None:
    """Return the stability interval of a mean or a share.

    None when nothing counts, when its rows are not held (a figure from a baseline),
    or when it has more than ``most`` different rows. Raises QuestionError for a
    measure that is no mean and no share.
    """
    values = _drawn(asker, question, most)
    return None if values is None else _between(values)


def rank_interval(
    asker: Asker, question: Question, standing: Standing, most: int | None = None
) -> Interval | None:
    """Return the interval of a place in a standing: of its places over the draws of all.

    Everybody's works are drawn, each as for his own interval. None when who is asked of
    has no place, or when somebody's rows are not held or more than ``most``. Raises
    QuestionError for a measure that is no mean and no share.
    """
    if question.of.id not in standing.positions:
        return None
    drawn = {}
    for _, who, _, _ in standing.table:
        one = question.but(of=Whom(question.of.kind, who, ""))
        drawn[who] = _drawn(asker, one, most)
        if drawn[who] is None:
            return None
    return _places(drawn[question.of.id], drawn.values())


def side_by_side(
    asker: Asker, questions: Sequence[Question], most: int | None = None
) -> list[tuple[Interval | None, Interval | None]]:
    """Return for each question its interval, and that of its place among them.

    Nobody has a place where somebody has no interval. Raises QuestionError for a measure
    that is no mean and no share.
    """
    drawn = [_drawn(asker, question, most) for question in questions]
    placed = all(one is not None for one in drawn)
    return [(None if one is None else _between(one), _places(one, drawn) if placed else None)
            for one in drawn]


def _places(mine: np.ndarray, all_drawn: Iterable[np.ndarray]) -> Interval:
    return _between(1 + sum((other > mine for other in all_drawn), np.zeros(len(mine))))


def _drawn(asker: Asker, question: Question, most: int | None) -> np.ndarray | None:
    """Return the value of each replicate, in the order in which they were drawn."""
    measure = question.indicator.measure
    if not isinstance(measure, Mean | Share):
        raise QuestionError(
            f"{question.indicator.name} has no stability interval: it is neither a mean nor a "
            "share.")
    if asker.held.lacking(question) or not asker.held.rows(question):
        return None
    rows = asker.weighted(question)
    if not rows or (most is not None and len(rows) > most):
        return None
    amounts, weights, counts = (np.array(column, dtype=float) for column in zip(*rows))
    return _values(amounts, weights, counts, _seed(asker, question))


def _values(amounts, weights, counts, seed: int) -> np.ndarray:
    """Draw replicates of rows, each kind of which is there ``counts`` times.

    Values keep thirteen digits, beyond which no rank hangs on them.
    """
    works = int(counts.sum())
    draw = np.random.Generator(np.random.Philox(key=seed))
    values: list[np.ndarray] = []
    step = max(1, AT_ONCE // len(counts))
    for begun in range(0, REPLICATES, step):
        drawn = draw.multinomial(works, counts / works, size=min(step, REPLICATES - begun))
        total, weight = drawn @ (amounts * weights), drawn @ weights
        values.append(np.divide(total, weight, out=np.zeros_like(total), where=weight > 0))
    return np.round(np.concatenate(values), 13)


def _between(values: np.ndarray) -> Interval:
    ordered = np.sort(values)
    return Interval(float(ordered[REPLICATES * 25 // 1000]),
                    float(ordered[REPLICATES * 975 // 1000]))


def _seed(asker: Asker, question: Question) -> int:
    when = asker.when(question)
    tables = {fact_name(question.table.name), "citation_scores"}
    works = sorted(s.name for s in asker.edition.snapshots if not tables.isdisjoint(s.files))
    told = (works, question.indicator.name, question.of.kind, question.of.id,
            when.written if when else "", question.where, question.counting)
    return int.from_bytes(hashlib.sha256(repr(told).encode()).digest()[:16], "big")
