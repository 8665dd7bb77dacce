"""Trends: a figure year by year, a stock as at the end of each year."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from belvedere.indicators import sql
from belvedere.indicators.definition import Growth, Indicator, Stock
from belvedere.indicators.facts import fact_name, physical
from belvedere.indicators.figure import Part, value
from belvedere.indicators.question import Question, Whom, period
from belvedere.indicators.relative import RELATIVE, completed

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker

LONGEST = 20
"""Years that the trend of a stock goes back at most."""


def trend(asker: "Asker", question: Question) -> list[Part]:
    """Return the figure year by year: each year of a flow, each year's end of a stock.

    A year between others in which nothing counts is there, with zero; where nothing
    ever counts there is no year, nor is one before the records of a stock begin.
    """
    rule = question.indicator.when
    if rule is None or isinstance(question.indicator.measure, Growth):
        return []
    if asker.held.lacking(question):
        return []
    if isinstance(rule, Stock):
        return _of_stock(asker, question)
    # in a year for which its list of journals is not complete, none is no number
    return [part if asker.held.lists.complete(question, part.group)
            else part._replace(value=None) for part in _of_flow(asker, question)]


def begun(asker: "Asker", definition: Indicator) -> int | None:
    """Return the first year for which the records of a stock are held, whoever's they are."""
    start = f'"{physical(definition.when.start)}_first"'
    asker.need_facts(definition.table)
    return asker.database.rows(
        f"SELECT min(year({start})) FROM {fact_name(definition.table)}")[0][0]


def _of_stock(asker: "Asker", question: Question) -> list[Part]:
    asker.open(question)
    last = asker.dated(question.indicator)
    first = max(last.year - LONGEST, begun(asker, question.indicator) or 0)
    days = [datetime.date(year, 12, 31) for year in range(first, last.year)]
    days.append(last)
    if question.counting == "fractional" or any(
            question.dimension(name).partners for name, _ in question.where):
        # who shares a key, and who is beside, differs from day to day
        return [_on(asker, question, at) for at in days]
    parts = asker.parts(question, sql.trend_at(question, days))
    return _filled(question, parts, [at.year for at in days]) if parts else []


def _on(asker: "Asker", question: Question, at: datetime.date) -> Part:
    """Return a stock as at one day, as a part of its trend."""
    figure = asker.ask(question.but(when=period(at.isoformat())))
    return Part(at.year, figure.value, figure.sums, figure.rows)


def _of_flow(asker: "Asker", question: Question) -> list[Part]:
    everything = question.but(when=None)
    if asker.from_cube(everything):
        everybody = everything.but(of=Whom("organisation", "", ""))
        parts = asker.cube(everybody, "year", None).get(question.of.id, [])
    else:
        parts = asker.by(everything, "year")
    years = [part.group for part in parts if part.group is not None]
    if not years:
        return []
    filled = _filled(question, parts, range(min(years), max(years) + 1))
    if not isinstance(question.indicator.measure, RELATIVE):
        return filled
    # none of what the others have is a true zero; where they have none it is no number
    added = completed(asker, everything, {p.group: {"count": 0} for p in filled if not p.rows},
                      "year")
    return [p if p.rows else p._replace(
        sums=added[p.group], value=value(question.indicator.measure, added[p.group]))
        for p in filled]


def _filled(question: Question, parts: Iterable[Part], years: Iterable[int]) -> list[Part]:
    """Return a part for each year: a year in which nothing counts is a true zero."""
    known = {part.group: part for part in parts}
    added = dict.fromkeys(next(iter(known.values())).sums, 0)
    empty = value(question.indicator.measure, added)
    return [known.get(year) or Part(year, empty, added, 0) for year in years]
