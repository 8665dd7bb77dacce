"""Normalised citations: each paper against the mean of its subfield, year and type."""

from fractions import Fraction

import pytest
from drawn_works import asker, built, tables, world

from belvedere.indicators import reference_works as reference
from belvedere.indicators.asking import Asker
from belvedere.indicators.reference_signed import Seat


def mncs(asking, of, counting="fractional", **rest):
    return asking.ask(asking.question("mncs", of, when="2020", counting=counting, **rest)).value


def test_each_paper_is_held_against_its_own_field(tmp_path):
    # means: X 3, Y 2; scores: 6/3, 2/3, 1/3, 1/2, 0, 3/2, and 2 for Y's fourth paper
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | X        | article | 6     | FR ror:x
    b    | 2020 | X        | article | 2     | FR ror:y
    c    | 2020 | X        | article | 1     | FR ror:y
    d    | 2020 | Y        | article | 1     | FR ror:x; US ror:y
    e    | 2020 | Y        | article | 0     | FR ror:y
    f    | 2020 | Y        | article | 3     | FR ror:y
    g    | 2020 | Y        | article | 4     | FR ror:y
    """)
    assert mncs(asking, "world") == pytest.approx(1, abs=1e-12)
    assert mncs(asking, "ror:x") == pytest.approx((2 + 0.5 * 0.5) / 1.5, abs=1e-12)
    assert mncs(asking, "ror:x", "full") == pytest.approx((2 + 0.5) / 2, abs=1e-12)
    assert mncs(asking, "US") == 0.5
    # not by the paper, but by citations alone:
    mcs = asking.ask(asking.question("mcs", "ror:x", when="2020"))
    assert mcs.value == pytest.approx((6 + 0.5) / 1.5, abs=1e-12)


def test_a_mean_of_ratios_is_not_a_ratio_of_means(tmp_path):
    # 10 where 10 are expected, 1 where 1/2 is: 3/2, and not 11 / 10.5
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | X        | article | 10    | FR ror:x
    b    | 2020 | Y        | article | 1     | FR ror:x
    c    | 2020 | Y        | article | 0     | FR ror:y
    """)
    assert mncs(asking, "ror:x") == 1.5


def test_years_and_types_are_cells_of_their_own(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | X        | article | 8     | FR ror:x
    b    | 2020 | X        | review  | 80    | FR ror:y
    c    | 2019 | X        | article | 800   | FR ror:y
    """)
    assert mncs(asking, "ror:x") == 1


def test_where_nobody_is_cited_everybody_is_as_the_world(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | X        | article | 0     | FR ror:x
    b    | 2020 | X        | article | 0     | US ror:y
    c    | 2020 | Y        | article | 4     | US ror:y
    d    | 2020 | Y        | article | 0     | FR ror:x
    """)
    assert (mncs(asking, "world"), mncs(asking, "ror:x"), mncs(asking, "US")) == (1, 0.5, 1.5)


def test_a_paper_of_two_fields_is_normalised_in_each():
    whole, half = Fraction(1), Fraction(1, 2)
    fields = {"X": (("X", whole),), "Y": (("Y", whole),), "XY": (("X", half), ("Y", half))}
    works = [
        reference.Work(name, subfields=fields[of], cited_by_count=cites, cited=((2020, cites),),
                       authors=reference_authors)
        for name, of, cites, reference_authors in (
            ("six", "X", 6, MINE), ("two", "X", 2, ()), ("one", "X", 1, ()), ("y1", "Y", 1, MINE),
            ("y0", "Y", 0, ()), ("y3", "Y", 3, ()), ("both", "XY", 4, SHARED))
    ]
    drawn = reference.World(works)
    assert reference.score(drawn, works[-1], "ncs") == Fraction(119, 66)
    assert sum(reference.score(drawn, work, "ncs") for work in works) == 7

    def mean(counting):
        asked = reference.Asked("organisation", "ror:x", counting=counting)
        return reference.answer(drawn, "mncs", asked).value

    assert (mean("fractional"), mean("full")) == (Fraction(224, 165), Fraction(63, 44))


MINE = ((Seat("FR", "ror:x"),),)
SHARED = (*MINE, (Seat("US", "ror:y"),))


def test_citations_count_to_the_third_year_after(tmp_path):
    rows = tables(world("""
    work | year | subfield | type    | cites | signed
    a    | 2018 | X        | article |       | FR ror:x
    b    | 2010 | X        | article |       | FR ror:y
    c    | 2010 | X        | article |       | FR ror:z
    """))
    for record, counts in enumerate([9, 40, 3]):
        rows["work_records"][record]["cited_by_count"] = counts
    rows["citations"] = [
        {"record_id": record, "year": year, "citations": count} for record, year, count in (
            (1, 2018, 1), (1, 2021, 2), (1, 2022, 4), (2, 2016, 5), (3, 2011, 1), (3, 2020, 2))]
    asking = Asker(built(tmp_path, rows))

    def mcs(of, when):
        figure = asking.ask(asking.question("mcs", of, when=when))
        return figure.value, figure.undecided

    assert mcs("ror:x", "2018") == (3, 0)  # 2018 to 2021; the last two came before or after
    # of its 40 citations 5 have a year: those of 2010 to 2013 cannot be told
    assert mcs("ror:y", "2010") == (None, 1)
    assert mcs("ror:z", "2010") == (1, 0)  # all three have one


def test_the_means_of_all_resamples_of_three_papers():
    found = reference.resamples([
        (Fraction(1), Fraction(1)), (Fraction(0), Fraction(1)), (Fraction(1), Fraction(1, 2))])
    assert found == {
        Fraction(0): 1, Fraction(1, 5): 3, Fraction(1, 3): 3, Fraction(1, 2): 3,
        Fraction(3, 5): 6, Fraction(2, 3): 3, Fraction(1): 8}
    assert sum(found.values()) == 27
