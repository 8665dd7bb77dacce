"""The publication indicators by plain Python: slow and obvious, to hold the engine to.

Everything here reads plain works with their authors, in loops, with exact fractions.
Nothing is shared with ``matching.works``, ``scores`` or ``sums``, which say the same
in SQL. A work may lie in several subfields, each with its weight; the engine has one.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from belvedere.indicators.reference import both

ONE = Fraction(1)
WINDOW = 3
DATED_YEARS = 10
NORMALISED = ("ncs", "top1", "top5", "top10", "top50")


class Seat(NamedTuple):
    """What an affiliation is told to be: a country, an institution, a text, or nothing."""

    country: str | None = None
    institution: str | None = None
    text: str | None = None


class Told(NamedTuple):
    """Whom a text names: an institution or a unit, in works of which years, and how that is
    known."""

    who: str
    basis: str = "named"
    first: int = 0
    last: int = 9999


Author = tuple[Seat, ...]
"""An author's affiliations, in their order."""


@dataclass(frozen=True)
class Institution:
    """An institution: the organisation that it is, and the institutions it is part of."""

    country: str | None = None
    organisation: str | None = None
    ancestors: tuple[str, ...] = ()
    is_company: bool = False


@dataclass(frozen=True)
class Work:
    """One work as a source describes it. None is not known."""

    name: str
    year: int | None = 2020
    subfields: tuple[tuple[str, Fraction], ...] = ()
    type: str | None = "article"
    source_type: str | None = "journal"
    is_retracted: bool | None = None
    is_paratext: bool | None = None
    cited_by_count: int | None = 0
    cited: tuple[tuple[int, int], ...] = ()
    updated: int = 2024
    open_access: str | None = None
    mesh: tuple[str, ...] | None = None
    issn: str | None = None
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True)
class World:
    """All works, what is known of institutions, units and texts, themes, prominent journals."""

    works: Sequence[Work]
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    texts: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    units: Mapping[str, Sequence[tuple[str, int, int]]] = field(default_factory=dict)
    """The supervisors of each unit, from a year to a year."""
    themes: Mapping[str, tuple[Sequence[str], Sequence[str]]] = field(default_factory=dict)
    prominent: Sequence[tuple[str, int, int]] = ()


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


# Credit: METHODS §2.


def countries(work: Work) -> set[str]:
    """Return the countries from which a work is signed: the institutions' and the authors'."""
    return {seat.country for author in work.authors for seat in author} - {None}


def credit_of_countries(work: Work) -> dict[str | None, Fraction]:
    """One over the number of different countries (OST); all to None where none is known."""
    found = countries(work)
    return {code: Fraction(1, len(found)) for code in found} or {None: ONE}


def organisation(world: World, institution: str) -> str:
    """Return the organisation that an institution is."""
    known = world.institutions.get(institution)
    return known.organisation or institution if known else institution


def _within(work: Work, first: int, last: int) -> bool:
    return work.year is None or first <= work.year <= last


def _read(world: World, work: Work, seat: Seat) -> list[Told]:
    """Return whom an affiliation's text names in the work's year."""
    return [told for told in world.texts.get(seat.text, ())
            if (work.year is not None or (told.first, told.last) == (0, 9999))
            and _within(work, told.first, told.last)]


def _supervisors(world: World, work: Work, units: Iterable[str]) -> list[str]:
    """Return who supervises some of these units in the work's year."""
    return [who for unit in units for who, first, last in world.units.get(unit, ())
            if _within(work, first, last)]


def signing(world: World, work: Work, seat: Seat) -> dict[str, str]:
    """Return who shares an affiliation, and how that is known.

    The institution that the source identifies; else organisations that the text names;
    else the supervisors of the units that it names; else the units. What a person
    decided about the text comes before all.
    """
    read = _read(world, work, seat)
    named = {told.who: told.basis for told in read if told.who not in world.units}
    if seat.institution and "curated" not in named.values():
        return {seat.institution: "identifier"}
    units = {told.who: told.basis for told in read if told.who in world.units}
    return named or dict.fromkeys(_supervisors(world, work, units), "implied") or units


def shares(world: World, work: Work) -> Iterator[tuple[Seat, dict[str, str], Fraction]]:
    """Yield each affiliation with who shares it and its part of the work.

    One over the authors, over each one's affiliations (Leiden Open Edition): of these,
    those that name somebody, if any does.
    """
    for author in work.authors:
        all_of_them = [(seat, signing(world, work, seat)) for seat in author]
        counting = [(seat, who) for seat, who in all_of_them if who] or all_of_them
        for seat, who in counting or [(Seat(), {})]:
            yield seat, who, Fraction(1, len(work.authors) * max(1, len(counting)))


def own_credit(world: World, work: Work) -> dict[str | None, Fraction]:
    """Return what each organisation signs itself; what nobody names goes to None."""
    credit: dict[str | None, Fraction] = {}
    for _, found, part in shares(world, work):
        who = {organisation(world, name) for name in found} or {None}
        for one in who:
            credit[one] = credit.get(one, Fraction()) + part / len(who)
    return credit or {None: ONE}


SUREST = ("identifier", "lineage", "curated", "named", "implied")


class Signature(NamedTuple):
    """One organisation of one work: its credit, with its parts', and how it is known."""

    weight: Fraction
    basis: str


def signatures(world: World, work: Work) -> dict[str | None, Signature]:
    """Return whose a work is: those who share it, what these are part of, units and supervisors.

    A unit has the affiliations that name it. Its supervisors sign too, without a share
    where others have it.
    """
    found: dict[str | None, Signature] = {
        who: Signature(part, "identifier") for who, part in own_credit(world, work).items()
        if who is None}

    def add(who: str, part: Fraction, basis: str) -> None:
        known = found.get(who, Signature(Fraction(), basis))
        found[who] = Signature(known.weight + part, min(known.basis, basis, key=SUREST.index))

    def with_ancestors(name: str, part: Fraction, basis: str) -> None:
        who = organisation(world, name)
        add(who, part, basis)
        known = world.institutions.get(name, Institution())
        for above in {organisation(world, a) for a in known.ancestors} - {who}:
            add(above, part, "lineage" if basis == "identifier" else basis)

    for seat, sharing, part in shares(world, work):
        for name, basis in sharing.items():
            with_ancestors(name, part / len(sharing), basis)
        units = {told.who: told.basis for told in _read(world, work, seat)
                 if told.who in world.units}
        own = {organisation(world, name) for name in signing(world, work, seat)}
        for unit, basis in units.items():
            if unit not in own:
                add(unit, part / len(units), basis)
        for holder in set(_supervisors(world, work, units)):
            if organisation(world, holder) not in own:
                with_ancestors(holder, Fraction(), "implied")
    return found or {None: Signature(ONE, "identifier")}


def credit_of_organisations(world: World, work: Work) -> dict[str | None, Fraction]:
    """Return each organisation's credit with that of its parts and units."""
    return {who: one.weight for who, one in signatures(world, work).items()}


def units_of(world: World, work: Work, who: str) -> list[str] | None:
    """Return the units of an organisation that sign a work; None where none is known."""
    units = [unit for unit in signatures(world, work) if unit in world.units]
    mine = [unit for unit in units if unit == who or who in {
        organisation(world, one) for one in _supervisors(world, work, [unit])}]
    return mine or None


def shared_by_organisations(world: World, work: Work) -> dict[str | None, Fraction]:
    """One over the distinct organisations: a method that is shown beside, not used."""
    found = set(own_credit(world, work)) - {None}
    return {who: Fraction(1, len(found)) for who in found} or {None: ONE}


def shared_by_addresses(world: World, work: Work) -> dict[str | None, Fraction]:
    """One over the addresses as printed, repeats kept: shown beside, not used."""
    printed = [organisation(world, seat.institution) for author in work.authors
               for seat in author if seat.institution]
    return {who: Fraction(printed.count(who), len(printed)) for who in printed} or {None: ONE}


def credits(world: World, work: Work, kind: str) -> dict[str | None, Fraction]:
    """Return whose a work is, in shares: of countries, organisations or the world."""
    if kind == "world":
        return {"world": ONE}
    if kind == "country":
        return credit_of_countries(work)
    return credit_of_organisations(world, work)


def collaboration(world: World, work: Work) -> str | None:
    """International before national before none; None when it cannot be told (METHODS §4.7)."""
    signing = set(own_credit(world, work)) - {None}
    places = countries(work)
    if len(places) > 1:
        return "international"
    if len(signing) > 1:
        return "national" if places else None
    return "none" if signing else None


def with_industry(world: World, work: Work) -> bool | None:
    """Whether a company signs; None where no institution is known."""
    named = {name for _, who, _ in shares(world, work) for name in who}
    if not named:
        return None
    return any(world.institutions.get(i, Institution()).is_company for i in named)


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
    if name == "articles_prominent_journals":
        tests.append(is_prominent(world, work))
    if asked.years is not None:
        first, last = asked.years
        growth = name == "articles_growth"
        tests.append(None if work.year is None else
                     work.year in (first, last) if growth else first <= work.year <= last)
    for limit, wanted in asked.where:
        if limit == "theme":
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
