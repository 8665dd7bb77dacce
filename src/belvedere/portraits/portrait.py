"""Portraits: figures told as a page.

A sentence whose figures are all empty for an organisation is left out, so that a
portrait says only what there is to say; one that cannot be told says so.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from belvedere.errors import QuestionError
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import indicator
from belvedere.indicators.definition import Stock, Words
from belvedere.indicators.figure import Figure, Part
from belvedere.indicators.question import Period, Question, Whom
from belvedere.indicators.ranking import Rank, group
from belvedere.portraits.chapter import Ask, Chart, Section, Sentence
from belvedere.portraits.chapters import SECTIONS
from belvedere.portraits.last_year import when_of


@dataclass(frozen=True)
class Told:
    """One figure in a sentence: the question with its answer, or its rank."""

    figure: Figure
    rank: Rank | None = None


class ToldSentence(NamedTuple):
    """A sentence, the words chosen for it, and its figures by their names in the words."""

    sentence: Sentence
    words: Words
    answers: dict[str, Told]


@dataclass(frozen=True)
class ToldChart:
    """One chart: its parts, how many rows have no place in it, how many parts are left out."""

    chart: Chart
    figure: Figure
    parts: tuple[Part, ...]
    undrawn: int = 0
    more: int = 0


@dataclass(frozen=True)
class ToldSection:
    """One chapter of an organisation's portrait."""

    section: Section
    sentences: tuple[ToldSentence, ...]
    charts: tuple[ToldChart, ...]


def ask(asker: Asker, of: Whom, wanted: Ask, at: Period | None = None) -> Told | None:
    """Answer one question of a portrait; None when it cannot be asked of this whom.

    ``at`` is the day as at which a stock is told, where the question names none.
    """
    definition = indicator(wanted.indicator)
    when = when_of(asker, definition, wanted.when, at)
    if when is None and isinstance(definition.when, Stock):
        when = at
    try:
        question = Question(definition, of, when, wanted.where)
    except QuestionError:
        return None
    if asker.held.sampled(question):
        return None  # a portrait tells no number of a sample as if it were the whole
    if asker.held.lists.of_some_years(question):
        return None  # nor that of a list of journals for some years as if it were of all
    figure = asker.ask(question)
    if wanted.rank is None:
        return Told(figure)
    landscape = asker.edition.landscape
    if of.kind != "organisation" or (
            # the landscape names the peers of its institute, not those of others
            wanted.rank == "peers" and of.id != asker.whom(landscape["slug"]).id):
        return None
    return Told(figure, asker.rank(question, group(wanted.rank, landscape.get("peers", ()))))


def portrait(asker: Asker, of: Whom, at: Period | None = None) -> list[ToldSection]:
    """Return the sections of a portrait that have something to tell; stocks as at a day."""
    told = []
    for section in SECTIONS:
        sentences = [told for told in (_tell(asker, of, s, at) for s in section.sentences) if told]
        if sentences:
            charts = [drawn for drawn in (_draw(asker, of, c, at) for c in section.charts) if drawn]
            told.append(ToldSection(section, tuple(sentences), tuple(charts)))
    return told


def _tell(
    asker: Asker, of: Whom, sentence: Sentence, at: Period | None
) -> ToldSentence | None:
    answers = {name: ask(asker, of, wanted, at) for name, wanted in sentence.asks.items()}
    if not all(answers.values()):
        return None
    if any(a.rank is not None and a.rank.place is None for a in answers.values()):
        return None
    if any(a.figure.value for a in answers.values()):
        return ToldSentence(sentence, sentence.words, answers)
    if sentence.untold and any(a.figure.undecided for a in answers.values()):
        return ToldSentence(sentence, sentence.untold, answers)
    return None


def _draw(asker: Asker, of: Whom, chart: Chart, at: Period | None) -> ToldChart | None:
    answer = ask(asker, of, chart.ask, at)
    if answer is None or not answer.figure.rows:
        return None
    figure = answer.figure
    if chart.by is None:
        parts = asker.trend(figure.question)
        return ToldChart(chart, figure, tuple(parts), undated(figure, parts)) if (
            len(parts) > 1) else None
    everything = asker.by(figure.question, chart.by)
    known = [part for part in everything if part.group is not None]
    if len(known) < 2:
        return None
    return ToldChart(
        chart, figure, tuple(known[:chart.most]),
        sum(part.rows for part in everything if part.group is None),
        max(0, len(known) - chart.most))


def undated(figure: Figure, trend: list[Part]) -> int:
    """Return how many of a figure's rows stand in no year of its trend: they have no date."""
    if figure.question.is_stock or figure.when is not None or not trend:
        return 0
    return max(0, figure.rows - sum(part.rows for part in trend))


def pieces(text: str) -> list[tuple[str, bool]]:
    """Split a sentence into (text, is a figure) pieces."""
    return [
        (part[1:-1], True) if part.startswith("{") else (part, False)
        for part in re.split(r"(\{\w+\})", text) if part
    ]
