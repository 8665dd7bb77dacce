"""Whose each work is, by plain Python: credit, units and supervisors, with exact fractions.

Nothing is shared with ``matching.attributions``, which says the same in SQL.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

ONE = Fraction(1)


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
    """The journals, medical ones, of the default list, from a year to a year."""
    lists: Sequence[tuple[str, str, str, int, int]] = ()
    """Those of other lists: list, domain, ISSN, from a year to a year."""


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
