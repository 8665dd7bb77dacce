"""Measures that hold a count against another one: the world's, or a country's.

Their sums are the counts of four questions at most, each asked as any other, so
every part of a share or of a specialisation opens to rows too.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from belvedere.indicators.definition import Portion, Specialisation
from belvedere.indicators.question import WORLD, Question, Whom

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker

RELATIVE = (Portion, Specialisation)


def completed(
    asker: "Asker", question: Question, sums: Mapping, dimension: str | None = None
) -> dict:
    """Return {group: sums} with the counts that each is held against."""
    measure = question.indicator.measure
    if not isinstance(measure, RELATIVE):
        return dict(sums)
    if isinstance(measure, Portion):
        other = WORLD if measure.of == "world" else _country(asker, question.of.id)
        whole = asker.counts(question.but(of=other), dimension) if other else {}
        return {group: {**own, "whole": whole.get(group, 0)} for group, own in sums.items()}
    of_all = asker.counts(question.but(where=()))[None]
    world = asker.counts(question.but(of=WORLD), dimension)
    world_all = asker.counts(question.but(of=WORLD, where=()))[None]
    return {
        group: {**own, "of_all": of_all, "world": world.get(group, 0), "world_all": world_all}
        for group, own in sums.items()
    }


def completed_for_all(asker: "Asker", question: Question, sums: Mapping[str, dict]) -> dict:
    """Return {who: sums} with the counts that each one's is held against."""
    measure = question.indicator.measure
    if isinstance(measure, Portion) and measure.of == "country":
        national = asker.counts_of_everybody(question.but(of=Whom("country", "", "")))
        return {who: {**own, "whole": national.get(asker.country(who), 0)}
                for who, own in sums.items()}
    if isinstance(measure, Portion):
        whole = asker.counts(question.but(of=WORLD))[None]
        return {who: {**own, "whole": whole} for who, own in sums.items()}
    everything = asker.counts_of_everybody(question.but(where=()))
    world = asker.counts(question.but(of=WORLD))[None]
    world_all = asker.counts(question.but(of=WORLD, where=()))[None]
    return {
        who: {**own, "of_all": everything.get(who, 0), "world": world, "world_all": world_all}
        for who, own in sums.items()
    }


def _country(asker: "Asker", who: str) -> Whom | None:
    code = asker.country(who)
    return Whom("country", code, code) if code else None
