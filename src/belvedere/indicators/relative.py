"""Measures that hold a count against another one: the world's, or a country's.

Their sums are the counts of four questions at most, each asked as any other, so
every part of a share or of a specialisation opens to rows too.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from belvedere.indicators.definition import (
    Count,
    Indicator,
    Mean,
    Measure,
    Portion,
    Specialisation,
    Sum,
)
from belvedere.indicators.question import WORLD, Question, Whom

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker

RELATIVE = (Portion, Specialisation)

def needs_world(measure: Measure) -> bool:
    """Return whether a measure says something only beside the works of the world."""
    scored = isinstance(measure, Mean | Sum) and measure.column.startswith("score.")
    return scored or isinstance(measure, RELATIVE)


def references(
    asker: "Asker", question: Question, dimension: str | None = None
) -> list[tuple[Question, str | None]]:
    """Return the questions, each with its breakdown, that a measure is held against.

    Of a share: the whole. Of a specialisation: the own total, the world's part and
    the world's total; a year is held against all of the year, a field against all
    fields.
    """
    measure = question.indicator.measure
    plain = plainly(question)
    if isinstance(measure, Portion):
        other = WORLD if measure.of == "world" else _country(asker, question.of.id)
        return [(plain.but(of=other), dimension)] if other else []
    if isinstance(measure, Specialisation):
        over = "year" if dimension == "year" else None
        return [(plain.but(where=()), over), (plain.but(of=WORLD), dimension),
                (plain.but(of=WORLD, where=()), over)]
    return []


def completed(
    asker: "Asker", question: Question, sums: Mapping, dimension: str | None = None
) -> dict:
    """Return {group: sums} with the counts that each is held against."""
    measure = question.indicator.measure
    if not isinstance(measure, RELATIVE):
        return dict(sums)
    names = ("whole",) if isinstance(measure, Portion) else ("of_all", "world", "world_all")
    counts = [(over, asker.counts(other, over))
              for other, over in references(asker, question, dimension)]
    return {
        group: {**own, **dict.fromkeys(names, 0), **{
            name: counted.get(group if over else None, 0)
            for name, (over, counted) in zip(names, counts)}}
        for group, own in sums.items()
    }


def completed_for_all(asker: "Asker", question: Question, sums: Mapping[str, dict]) -> dict:
    """Return {who: sums} with the counts that each one's is held against."""
    measure = question.indicator.measure
    plain = plainly(question)
    if isinstance(measure, Portion) and measure.of == "country":
        national = asker.counts_of_everybody(plain.but(of=Whom("country", "", "")))
        known = asker.directory.everybody()
        return {who: {**own, "whole": national.get(known[who].country, 0) if who in known else 0}
                for who, own in sums.items()}
    if isinstance(measure, Portion):
        whole = asker.counts(plain.but(of=WORLD))[None]
        return {who: {**own, "whole": whole} for who, own in sums.items()}
    everything = asker.counts_of_everybody(plain.but(where=()))
    world = asker.counts(plain.but(of=WORLD))[None]
    world_all = asker.counts(plain.but(of=WORLD, where=()))[None]
    return {
        who: {**own, "of_all": everything.get(who, 0), "world": world, "world_all": world_all}
        for who, own in sums.items()
    }


def plainly(question: Question) -> Question:
    """Return the question of how many, where another measure is asked."""
    return question.but(indicator=_plain(question.indicator))


@cache
def _plain(definition: Indicator) -> Indicator:
    return replace(definition, measure=Count())


def _country(asker: "Asker", who: str) -> Whom | None:
    code = asker.directory.country(who)
    return Whom("country", code, code) if code else None
