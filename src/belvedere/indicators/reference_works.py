"""The publication indicators by plain Python: slow and obvious, to hold the engine to.

Everything here reads plain works with their authors, in loops, with exact fractions.
Nothing is shared with ``matching.works``, ``scores`` or ``sums``, which say the same
in SQL. A work may lie in several subfields, each with its weight; the engine has one.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from belvedere.indicators.reference import both
from belvedere.indicators.reference_signed import (
    ONE,
    Work,
    World,
    collaboration,
    credits,
    signatures,
    units_of,
    with_industry,
)

WINDOW = 3
DATED_YEARS = 10
NORMALISED = ("ncs", "top1", "top5", "top10", "top50")


def is_citable(work: Work) -> bool | None:
    """Articles and reviews in journals, not retracted, not paratext (METHODS §3)."""
    return both([
        None if work.type is None else work.type in ("article", "review"),
        None if work.source_type is None else work.source_type == "journal",
        not work.is_retracted, not work.is_paratext,
    ])


def citations(work: Work) -> int | None:
    """Citations of the year of publication and the three years after (METHODS §3).

    The source dates those of its last ten years: an older work's are known where
    the dated ones are all there are. Without a year only none at all is known.
    """
    if work.cited_by_count is None:
        return None
    if work.year is None:
        return 0 if work.cited_by_count == 0 else None
    dated = sum(count for _, count in work.cited)
    if dated < work.cited_by_count and work.year <= work.updated - DATED_YEARS:
        return None
    return sum(n for year, n in work.cited if work.year <= year <= work.year + WINDOW)


def themes(world: World, work: Work) -> list[str] | None:
    """The themes whose subfields or descriptors a work has; None when it has neither."""
    if not work.subfields and not work.mesh:
        return None
    mine = {name for name, _ in work.subfields}
    return [name for name, (subfields, mesh) in world.themes.items()
            if mine & set(subfields) or set(work.mesh or ()) & set(mesh)]


def is_prominent(world: World, work: Work) -> bool:
    """Whether its journal is on the list in its year (METHODS §4.2)."""
    return work.year is not None and any(
        work.issn == issn and first <= work.year <= last for issn, first, last in world.prominent)


def lists_of(world: World, work: Work) -> set[str] | None:
    """The lists that its journal is on in its year, as LIST and LIST/DOMAIN (METHODS §13)."""
    if work.issn is None or work.year is None:
        return None
    found = {"prominent", "prominent/medical"} if is_prominent(world, work) else set()
    for name, domain, issn, first, last in world.lists:
        if issn == work.issn and first <= work.year <= last:
            found |= {name, f"{name}/{domain}"}
    return found


# Scores: METHODS §4.4, §4.5. A cell is a list of (citations, weight).

Cell = list[tuple[int, Fraction]]


def top_score(cell: Cell, cites: int, p: Fraction) -> Fraction:
    """Score of so many citations among the p most cited (Waltman and Schreiber 2013).

    The threshold is the least number t with F(t) >= 1 - p; on it each scores
    (F(t) - (1 - p)) / f(t), so that the cell adds up to p exactly.
    """
    whole = sum(weight for _, weight in cell)
    upto = Fraction()
    for threshold in sorted({c for c, _ in cell}):
        exactly = sum(weight for c, weight in cell if c == threshold) / whole
        upto += exactly
        if upto >= 1 - p:
            break
    if cites != threshold:
        return Fraction(cites > threshold)
    return (upto - (1 - p)) / exactly


def normalised(cell: Cell, cites: int) -> Fraction:
    """Citations over the mean of the cell; 1 where the mean is 0 (CWTS)."""
    mean = sum(c * weight for c, weight in cell) / sum(weight for _, weight in cell)
    return cites / mean if mean else ONE


def is_placed(work: Work) -> bool:
    """Return whether a work is of some cell."""
    return bool(is_citable(work) and work.subfields and work.year and citations(work) is not None)


def cells(works: Sequence[Work]) -> dict[tuple, Cell]:
    """Return the cells: subfield × year × type of the citable works."""
    found: dict[tuple, Cell] = {}
    for work in works:
        for subfield, weight in work.subfields if is_placed(work) else ():
            found.setdefault((subfield, work.year, work.type), []).append(
                (citations(work), weight))
    return found


def score(world: World, work: Work, name: str) -> Fraction | None:
    """Return a work's score, ncs or topN, weighted over its subfields; None without cell."""
    if not is_placed(work):
        return None
    found, cites = cells(world.works), citations(work)
    total = Fraction()
    for subfield, weight in work.subfields:
        cell = found[subfield, work.year, work.type]
        total += weight * (normalised(cell, cites) if name == "ncs" else
                           top_score(cell, cites, Fraction(int(name[3:]), 100)))
    return total


# Indicators: what each adds up over the works that count.


@dataclass(frozen=True)
class Asked:
    """A question: of whom, in which years, limited to what, counted how."""

    kind: str
    who: str
    years: tuple[int, int] | None = None
    where: tuple[tuple[str, str], ...] = ()
    counting: str = "full"


class Answer(NamedTuple):
    """A value, the sums under it, how many works counted and how many are open."""

    value: Fraction | float | None
    sums: dict[str, Fraction]
    rows: int
    undecided: int


def _amount(world: World, work: Work, name: str) -> Fraction | None:
    """Return what an indicator adds up or averages for one work; None when not known."""
    if name == "mcs":
        return None if citations(work) is None else Fraction(citations(work))
    if name == "mncs":
        return score(world, work, "ncs")
    if name.startswith(("pp_top", "articles_top")):
        return score(world, work, name.rpartition("_")[2])
    told = {
        "international_collaboration": lambda: _is(collaboration(world, work), "international"),
        "national_collaboration": lambda: _is(collaboration(world, work), "national"),
        "industry_collaboration": lambda: with_industry(world, work),
        "open_access": lambda: None if work.open_access is None else work.open_access != "closed",
    }
    if name in told:
        answer = told[name]()
        return None if answer is None else Fraction(answer)
    return ONE


def _is(found: str | None, wanted: str) -> bool | None:
    return None if found is None else found == wanted


def _state(world: World, work: Work, name: str, asked: Asked) -> bool | None:
    """Return whether a work counts: True, False, or None when it cannot be told."""
    tests = [bool(work.is_retracted) if name == "works_retracted" else is_citable(work)]
    of_lists = name == "articles_prominent_journals"
    named = [wanted for limit, wanted in asked.where if limit == "journal_list"]
    if of_lists:  # by the list that is named, else by the default one; not known is not on it
        on = lists_of(world, work) or set()
        tests.append(on.issuperset(named) if named else is_prominent(world, work))
    if asked.years is not None:
        first, last = asked.years
        growth = name == "articles_growth"
        tests.append(None if work.year is None else
                     work.year in (first, last) if growth else first <= work.year <= last)
    for limit, wanted in asked.where:
        if limit == "journal_list":
            found = on if of_lists else lists_of(world, work)
        elif limit == "theme":
            found = themes(world, work)
        elif limit == "subfield":
            found = [subfield for subfield, _ in work.subfields] or None
        elif limit == "unit":
            found = units_of(world, work, asked.who)
        else:
            known = signatures(world, work).get(asked.who)
            value = {"basis": known.basis if known else None, "type": work.type,
                     "open_access": work.open_access,
                     "collaboration": collaboration(world, work)}[limit]
            found = None if value is None else [value]
        tests.append(None if found is None else wanted in found)
    tests.append(None if _amount(world, work, name) is None else True)
    return both(tests)


def counted(world: World, name: str, asked: Asked) -> list[tuple[Work, Fraction]]:
    """Return the works that count, each with its weight."""
    found = []
    for work in world.works:
        mine = credits(world, work, asked.kind)
        if asked.who in mine and _state(world, work, name, asked):
            weight = mine[asked.who] if asked.counting == "fractional" else ONE
            wanted = dict(asked.where).get("subfield")
            if wanted and len(work.subfields) > 1:  # it counts for its part in the field
                weight *= dict(work.subfields)[wanted]
            found.append((work, weight))
    return found


def resting(world: World, name: str, asked: Asked) -> dict[str, int]:
    """Return how many works that count are known to be whose they are in which way."""
    found: dict[str, int] = {}
    for work, _ in counted(world, name, asked):
        basis = signatures(world, work)[asked.who].basis
        found[basis] = found.get(basis, 0) + 1
    return found


def unattributed(world: World, name: str, asked: Asked) -> int:
    """Return how many works that would count have a part that is nobody's known."""
    return len(counted(world, name, replace(asked, kind="organisation", who=None)))


def undecided(world: World, name: str, asked: Asked) -> int:
    """Return how many works an unknown value leaves open."""
    return sum(
        asked.who in credits(world, work, asked.kind)
        and _state(world, work, name, asked) is None for work in world.works
    )


def _count(world: World, name: str, asked: Asked) -> Fraction:
    return sum((weight for _, weight in counted(world, name, asked)), Fraction())


def answer(world: World, name: str, asked: Asked, country: str | None = None) -> Answer:
    """Return the answer of one publication indicator; ``country`` is an organisation's own."""
    rows = counted(world, name, asked)
    weight = sum((w for _, w in rows), Fraction())
    total = sum((w * _amount(world, work, name) for work, w in rows), Fraction())
    everyone = Asked("world", "world", asked.years, asked.where, asked.counting)
    if name == "articles_growth":
        first, last = (Fraction(sum(work.year == year for work, _ in rows))
                       for year in asked.years)
        added = {"first": first, "last": last, "years": Fraction(asked.years[1] - asked.years[0])}
        value = growth(first, last, asked.years[1] - asked.years[0])
    elif name == "world_share":
        added = {"count": weight, "whole": _count(world, name, everyone)}
        value = _over(weight, added["whole"])
    elif name == "national_share":
        home = Asked("country", country, asked.years, asked.where, asked.counting)
        added = {"count": weight, "whole": _count(world, name, home) if country else Fraction()}
        value = _over(weight, added["whole"])
    elif name == "specialisation":
        of_all = _count(world, name, Asked(asked.kind, asked.who, asked.years, (), asked.counting))
        world_all = _count(world, name, Asked("world", "world", asked.years, (), asked.counting))
        added = {"count": weight, "of_all": of_all,
                 "world": _count(world, name, everyone), "world_all": world_all}
        value = specialisation(weight, of_all, added["world"], world_all)
    elif name.startswith("articles_top"):
        added, value = {"sum": total}, total
    elif name in ("mcs", "mncs") or name.startswith("pp_top"):
        added, value = {"total": total, "weight": weight}, _over(total, weight)
    elif name.endswith("_collaboration") or name == "open_access":
        added, value = {"numerator": total, "denominator": weight}, _over(total, weight)
    else:
        added, value = {"count": weight}, weight
    left = undecided(world, name, asked)
    if left and not rows:  # nothing known counts: that is not zero
        value = None
    return Answer(value, added, len(rows), left)


def _over(one: Fraction, other: Fraction) -> Fraction | None:
    return one / other if other else None


def growth(first: Fraction, last: Fraction, years: int) -> float | None:
    """Compound yearly growth over the years between two points (METHODS §5)."""
    if not first or not last:
        return None
    return float(Fraction(last) / Fraction(first)) ** (1 / years) - 1


def specialisation(
    own: Fraction, own_all: Fraction, world: Fraction, world_all: Fraction
) -> Fraction | None:
    """(N_ud / N_u) / (N_d / N), itself included in the world (METHODS §4.6)."""
    if not (own_all and world and world_all):
        return None
    return Fraction(own) / own_all / (Fraction(world) / world_all)


def resamples(scored: Sequence[tuple[Fraction, Fraction]]) -> dict[Fraction, int]:
    """Return how often each mean comes up in all resamples of (score, weight) (METHODS §4.8)."""
    found: dict[Fraction, int] = {}
    for drawn in itertools.product(scored, repeat=len(scored)):
        mean = sum(s * w for s, w in drawn) / sum(w for _, w in drawn)
        found[mean] = found.get(mean, 0) + 1
    return dict(sorted(found.items()))
