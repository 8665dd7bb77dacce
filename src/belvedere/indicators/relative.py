"""Measures that hold a count against another one: the world's, or a country's.

Their sums are the counts of four questions at most, each asked as any other, so
every part of a share or of a specialisation opens to rows too.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from belvedere.indicators.definition import (
    Count,
    Indicator,
    Mean,
    Measure,
    Portion,
    Specialisation,
    Sum,
    Words,
)
from belvedere.indicators.question import WORLD, Question, Whom

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker

RELATIVE = (Portion, Specialisation)

NO_WORKS = Words(
    "Cannot be told: no source of publications is in this edition.",
    "Ne peut être établi : aucune source de publications n’est dans cette édition.",
)
NO_WORLD = Words(
    "Cannot be told: it is held against the works of the world, and neither they nor a baseline "
    "of them are in this edition.",
    "Ne peut être établi : la comparaison porte sur les travaux du monde, et ni eux ni une base "
    "de référence ne sont dans cette édition.",
)


NO_ROWS = Words(
    "The figure is a baseline's: its rows are those of the world's works that the baseline was "
    "made from, and are not in this edition.",
    "Ce chiffre vient d’une base de référence : ses lignes sont celles des travaux du monde dont "
    "elle est faite, et ne sont pas dans cette édition.",
)

SAMPLE = Words(
    "The works held in this edition are a sample: the figure counts those held, not all there are.",
    "Les travaux de cette édition sont un échantillon : le chiffre compte ceux qui y sont, non "
    "tous ceux qui existent.",
)


def relative_to_world(measure: Measure) -> bool:
    """Return whether a measure says something only beside the works of the world."""
    scored = isinstance(measure, Mean | Sum) and measure.column.startswith("score.")
    return scored or isinstance(measure, RELATIVE)


def completed(
    asker: "Asker", question: Question, sums: Mapping, dimension: str | None = None
) -> dict:
    """Return {group: sums} with the counts that each is held against."""
    measure = question.indicator.measure
    if not isinstance(measure, RELATIVE):
        return dict(sums)
    plain = plainly(question)
    if isinstance(measure, Portion):
        other = WORLD if measure.of == "world" else _country(asker, question.of.id)
        whole = asker.counts(plain.but(of=other), dimension) if other else {}
        return {group: {**own, "whole": whole.get(group, 0)} for group, own in sums.items()}
    # a year is held against all of the year, a field against all fields
    over = "year" if dimension == "year" else None
    of_all = asker.counts(plain.but(where=()), over)
    world = asker.counts(plain.but(of=WORLD), dimension)
    world_all = asker.counts(plain.but(of=WORLD, where=()), over)
    return {
        group: {
            **own, "of_all": of_all.get(group if over else None, 0),
            "world": world.get(group, 0), "world_all": world_all.get(group if over else None, 0),
        }
        for group, own in sums.items()
    }


def completed_for_all(asker: "Asker", question: Question, sums: Mapping[str, dict]) -> dict:
    """Return {who: sums} with the counts that each one's is held against."""
    measure = question.indicator.measure
    plain = plainly(question)
    if isinstance(measure, Portion) and measure.of == "country":
        national = asker.counts_of_everybody(plain.but(of=Whom("country", "", "")))
        return {who: {**own, "whole": national.get(asker.country(who), 0)}
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
    code = asker.country(who)
    return Whom("country", code, code) if code else None
