"""The invariants of METHODS §12 that no table shows: of the reference, many worlds in no time.

``test_publications_properties`` holds the engine to the reference and asks the others of it.
"""

import itertools
from dataclasses import replace
from fractions import Fraction
from statistics import mean

import pytest
from drawn_worlds import AUTHORS, CELLS, INSTITUTIONS, WORLDS, P
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.indicators import reference_signed as whose
from belvedere.indicators import reference_works as reference
from belvedere.indicators.reference_signed import Institution, Seat, Work, World
from belvedere.indicators.reference_works import Asked

COUNTED = ("full", "fractional")
few = settings(max_examples=25, suppress_health_check=list(HealthCheck))
NAMES = ("articles", "mncs", "pp_top10", "mcs", "specialisation", "international_collaboration")


def ask(world, name, who, kind="organisation", counting="fractional", where=()):
    return reference.answer(world, name, Asked(kind, who, where=where, counting=counting), "FR")


def seated(world, change) -> World:
    """Return a world in which each author's affiliations are changed."""
    return replace(world, works=[
        replace(work, authors=tuple(tuple(change(n, seat) for n, seat in enumerate(author))
                                    for author in work.authors)) for work in world.works])


@few
@given(world=WORLDS)
def test_a_country_has_no_more_than_its_organisations_together(world):  # 3
    named = [work for work in world.works
             if work.authors and all(author and all(s.institution in ("ror:a", "ror:b")
                                                    for s in author) for author in work.authors)]
    world = replace(world, works=named)
    for country, who in (("FR", "ror:a"), ("DE", "ror:b")):
        assert ask(world, "articles", country, "country", "full").sums["count"] <= (
            ask(world, "articles", who, counting="full").sums["count"])


@few
@given(world=WORLDS, halves=st.lists(st.booleans(), min_size=1, max_size=4))
def test_an_organisation_cut_in_two_is_its_parts(world, halves):  # 4, 19
    parts = ("ror:one", "ror:two")
    cut = seated(world, lambda n, seat: seat._replace(institution=parts[halves[n % len(halves)]])
                 if seat.institution in ("ror:b", "openalex:b") else seat)
    cut = replace(cut, institutions=INSTITUTIONS | {
        part: Institution("DE", is_company=True) for part in parts})
    whole = ask(world, "articles", "ror:b")
    if whole.undecided:
        return
    # the same affiliation given by two parts is one more institution of its author: shares of
    # full works are compared where no author has both
    both = any({s.institution for s in author} >= set(parts)
               for work in cut.works for author in work.authors)
    fractions = [ask(cut, "articles", part).value or 0 for part in parts]
    full = [ask(cut, "articles", part, counting="full").value or 0 for part in parts]
    assert sum(full) >= ask(world, "articles", "ror:b", counting="full").value
    if not both:
        assert sum(fractions) == whole.value
        score, scored = ask(world, "mncs", "ror:b"), [ask(cut, "mncs", part) for part in parts]
        added = [sum(s.sums[n] for s in scored) for n in ("total", "weight")]
        assert added == [score.sums["total"], score.sums["weight"]]


@few
@given(world=WORLDS, order=st.permutations(["2730", "1702", "9999"]))
def test_other_labels_give_the_same_under_them(world, order):  # 8
    subfields = dict(zip(("2730", "1702", "9999"), order))
    countries = {"FR": "DE", "DE": "US", "US": "FR", None: None}

    def renamed(n, seat: Seat) -> Seat:
        return seat._replace(country=countries[seat.country])

    other = seated(world, renamed)
    other = replace(other, themes={}, works=[
        replace(work, subfields=tuple((subfields[name], w) for name, w in work.subfields))
        for work in other.works], institutions={
        who: replace(one, country=countries[one.country])
        for who, one in world.institutions.items()})
    world = replace(world, themes={})
    for name, counting in itertools.product(NAMES, COUNTED):
        for country in ("FR", "DE"):
            assert ask(world, name, country, "country", counting) == (
                ask(other, name, countries[country], "country", counting))
        assert ask(world, name, "ror:a", where=(("subfield", "2730"),)) == (
            ask(other, name, "ror:a", where=(("subfield", subfields["2730"]),)))


@given(counts=st.lists(st.integers(0, 2), min_size=10, max_size=10), chosen=st.integers(0, 9))
def test_ties_broken_at_random_give_the_score_on_average(counts, chosen):  # 14
    """Of ten papers one is among the tenth most cited: which of the tied, is drawn."""
    cell = [(c, Fraction(1)) for c in counts]
    first = [n for n, c in enumerate(counts) if c == max(counts)]
    assert reference.top_score(cell, counts[chosen], Fraction(1, 10)) == (
        mean(Fraction(drawn == chosen) for drawn in first))


@given(cites=CELLS, p=P, into=st.lists(st.integers(0, 2), min_size=1, max_size=5))
def test_a_cell_cut_at_random_still_adds_up_to_p(cites, p, into):  # 16
    parts: dict[int, list] = {}
    for n, c in enumerate(cites):
        parts.setdefault(into[n % len(into)], []).append((c, Fraction(1)))
    assert sum(reference.top_score(part, c, p) for part in parts.values() for c, _ in part) == (
        p * len(cites))


@given(own=st.lists(st.integers(0, 9), min_size=3, max_size=3),
       others=st.lists(st.integers(0, 9), min_size=3, max_size=3), times=st.integers(1, 7))
def test_specialisation_is_the_same_both_ways_and_at_any_scale(own, others, times):  # 21, 22, 24
    world = [a + b for a, b in zip(own, others)]
    index = [reference.specialisation(a, sum(own), w, sum(world)) for a, w in zip(own, world)]
    assert index == [reference.specialisation(a, w, sum(own), sum(world))
                     for a, w in zip(own, world)] or not (sum(own) and all(world))
    scaled = [reference.specialisation(times * a, times * sum(own), times * w, times * sum(world))
              for a, w in zip(own, world)]
    assert scaled == index
    if sum(own):
        assert sum(Fraction(w, sum(world)) * i for w, i in zip(world, index) if w) == 1


@few
@given(world=WORLDS)
def test_who_works_with_another_country_works_with_another(world):  # 31, 32
    for who in ("ror:a", "ror:b"):
        figures = {name: ask(world, f"{name}_collaboration", who, counting="full")
                   for name in ("international", "national")}
        together = sum(f.sums["numerator"] for f in figures.values())
        known = figures["national"].sums["denominator"]
        assert figures["international"].sums["denominator"] == known
        assert figures["international"].sums["numerator"] <= together <= known
        alone = [w for w, _ in reference.counted(
            world, "national_collaboration", Asked("organisation", who))
            if whose.collaboration(world, w) == "none"]
        assert together + len(alone) == known


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 500), st.integers(1, 9),
       st.integers(1, 9))
def test_growth_compounds(first, middle, last, early, late):  # 41
    rates = reference.growth(first, middle, early), reference.growth(middle, last, late)
    whole = reference.growth(first, last, early + late)
    assert first * (1 + whole) ** (early + late) == pytest.approx(last)
    assert (1 + rates[0]) ** early * (1 + rates[1]) ** late == pytest.approx(
        (1 + whole) ** (early + late))


@given(authors=AUTHORS, cites=st.integers(0, 9))
def test_a_work_alone_in_its_cell_is_as_the_world(authors, cites):  # 19
    world = World([Work("w", subfields=(("2730", Fraction(1)),), cited_by_count=cites,
                        cited=((2020, cites),), authors=authors)], INSTITUTIONS)
    assert ask(world, "mncs", "world", "world").value == 1
    assert ask(world, "pp_top10", "world", "world").value == Fraction(1, 10)
