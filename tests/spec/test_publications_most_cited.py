"""Among the most cited: ties share what makes each cell add up to p exactly."""

from fractions import Fraction

import pytest
from drawn_works import asker, world

from belvedere.indicators import reference_works as reference

# The handbook's example (a), each credit by country as the handbook gives it.
TEN = """
work | year | subfield | type    | cites | signed
a    | 2020 | 2730     | article | 9     | FR ror:f
b    | 2020 | 2730     | article | 9     | FR ror:f; DE ror:d
c    | 2020 | 2730     | article | 5     | DE ror:d
d    | 2020 | 2730     | article | 4     | FR ror:f; DE ror:d; US ror:u
e    | 2020 | 2730     | article | 3     | US ror:u
f    | 2020 | 2730     | article | 2     | US ror:u
g    | 2020 | 2730     | article | 1     | FR ror:f
h    | 2020 | 2730     | article | 1     | US ror:u
i    | 2020 | 2730     | article | 0     | FR ror:f; US ror:u
j    | 2020 | 2730     | article | 0     | DE ror:d
"""


def cell(*cites: int) -> str:
    """Return a drawing of works of one cell, all signed by one organisation."""
    rows = [f"w{n} | 2020 | 2730 | article | {c} | FR ror:x" for n, c in enumerate(cites)]
    return "\n".join(["work | year | subfield | type | cites | signed", *rows])


def scored(asking, name="top10", of="world", counting="fractional"):
    """Return the sum of scores and the share of works among the most cited."""
    return tuple(
        asking.ask(asking.question(f"{kind}_{name}", of, when="2020", counting=counting)).value
        for kind in ("articles", "pp"))


def scores(asking, name="top10"):
    """Return {citations: score} of the one cell."""
    asking.database.need("citation_scores")
    return dict(asking.database.rows(f"SELECT citations, {name} FROM citation_scores"))


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("ten"), TEN)


@pytest.mark.parametrize(("of", "counting", "papers", "top", "share"), [
    ("FR", "fractional", "10/3", "3/4", "9/40"), ("FR", "full", "5", "1", "1/5"),
    ("DE", "fractional", "17/6", "1/4", "3/34"), ("DE", "full", "4", "1/2", "1/8"),
    ("US", "fractional", "23/6", "0", "0"), ("US", "full", "5", "0", "0"),
    ("world", "fractional", "10", "1", "1/10"),
])
def test_two_papers_on_the_threshold_are_worth_one_half_each(
    ten, of, counting, papers, top, share
):
    articles = ten.ask(ten.question("articles", of, counting=counting)).value
    found = scored(ten, of=of, counting=counting)
    assert (articles, *found) == pytest.approx(
        tuple(float(Fraction(text)) for text in (papers, top, share)), abs=1e-12)


def test_counted_in_full_the_shares_of_countries_are_not_those_of_the_world(ten):
    papers = sum(ten.ask(ten.question("articles", of)).value for of in ("FR", "DE", "US"))
    top = sum(scored(ten, of=of, counting="full")[0] for of in ("FR", "DE", "US"))
    assert (papers, top) == (14, 1.5)
    assert top / papers != pytest.approx(0.1)


def test_one_per_cent_of_two_hundred_is_two(tmp_path):
    asking = asker(tmp_path, cell(50, 40, 40, 40, *[5] * 196))
    assert scores(asking, "top1") == pytest.approx({50: 1, 40: 1 / 3, 5: 0}, abs=1e-15)
    assert scored(asking, "top1") == pytest.approx((2, 0.01), abs=1e-12)


def test_a_threshold_on_the_boundary_counts_only_what_is_above(tmp_path):
    asking = asker(tmp_path, cell(20, 9, 9, 9, *[0] * 6))
    assert scores(asking) == {20: 1, 9: 0, 0: 0}
    assert scored(asking) == (1, 0.1)


@pytest.mark.parametrize("p", [Fraction(1, 10) - Fraction(1, 10**12), Fraction(1, 10),
                               Fraction(1, 10) + Fraction(1, 10**12)])
def test_the_rule_is_continuous_on_the_boundary(p):
    works = [(c, Fraction(1)) for c in (20, 9, 9, 9, 0, 0, 0, 0, 0, 0)]
    assert abs(reference.top_score(works, 20, p) - 1) < 1e-9
    assert abs(reference.top_score(works, 9, p)) < 1e-9


def test_uncited_papers_can_be_among_the_most_cited(tmp_path):
    asking = asker(tmp_path, cell(0, 0, 0, 0, 0))
    assert scores(asking) == {0: 0.1}
    assert scored(asking) == (0.5, 0.1)


def test_the_best_of_five_is_worth_five_hundredths_of_one_per_cent(tmp_path):
    asking = asker(tmp_path, cell(5, 4, 3, 2, 1))
    assert scores(asking, "top1") == {5: 0.05, 4: 0, 3: 0, 2: 0, 1: 0}
    assert scores(asking, "top50") == {5: 1, 4: 1, 3: 0.5, 2: 0, 1: 0}


def test_a_paper_of_two_fields_scores_in_each_for_its_part():
    half = Fraction(1, 2)
    x = [(6, Fraction(1)), (2, Fraction(1)), (1, Fraction(1)), (4, half)]
    y = [(1, Fraction(1)), (0, Fraction(1)), (3, Fraction(1)), (4, half)]
    tenth = Fraction(1, 10)
    assert reference.top_score(x, 6, tenth) == Fraction(7, 20)
    assert reference.top_score(y, 4, tenth) == Fraction(7, 10)
    assert reference.top_score(x, 4, tenth) == 0
    drawn = two_fields()
    assert reference.score(drawn, drawn.works[6], "top10") == Fraction(7, 20)
    assert sum(reference.score(drawn, work, "top10") for work in drawn.works) == Fraction(7, 10)


def two_fields() -> reference.World:
    """Return the handbook's seven papers of two fields, the last one in both."""
    whole, half = Fraction(1), Fraction(1, 2)
    works = [
        reference.Work(f"{name}{cites}", subfields=fields, cited_by_count=cites,
                       cited=((2020, cites),))
        for name, fields, all_cites in (
            ("x", (("X", whole),), (6, 2, 1)), ("y", (("Y", whole),), (1, 0, 3)),
            ("both", (("X", half), ("Y", half)), (4,)))
        for cites in all_cites
    ]
    return reference.World(works)


# Sets on which known tools give other answers.


@pytest.mark.parametrize("cites", [
    (*[0] * 950, *[1] * 50), (*[0] * 600, *[1] * 250, *[2] * 100, *[3] * 50),
    (*[0] * 95, *[1] * 5), (8, 8, 8, 8, 8, 1, 1, 0, 0, 0), (0,) * 10,
], ids=["950 of 1000 uncited", "four values", "5 of 100 cited", "five tied first", "all uncited"])
def test_ten_per_cent_of_the_world_are_ten_per_cent(tmp_path, cites):
    asking = asker(tmp_path, cell(*cites))
    for percent in (1, 5, 10, 50):
        top, share = scored(asking, f"top{percent}")
        assert share == pytest.approx(percent / 100, abs=1e-12)
        assert top == pytest.approx(len(cites) * percent / 100, abs=1e-9)
    mncs = asking.ask(asking.question("mncs", "world", when="2020"))
    assert mncs.value == pytest.approx(1, abs=1e-12)


def test_five_papers_tied_first_of_ten_are_worth_a_fifth_each(tmp_path):
    asking = asker(tmp_path, cell(8, 8, 8, 8, 8, 1, 1, 0, 0, 0))
    assert scores(asking) == {8: 0.2, 1: 0, 0: 0}


def test_a_paper_alone_in_its_cell_is_worth_the_share_itself(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2018 | 2730     | article | 0     | FR ror:x
    b    | 2019 | 2730     | article | 0     | FR ror:x
    c    | 2020 | 2730     | article | 0     | FR ror:x
    """)
    asking.database.need("citation_scores")
    assert asking.database.rows(
        "SELECT year, ncs, top1, top10 FROM citation_scores ORDER BY year"
    ) == [(year, 1, 0.01, 0.1) for year in (2018, 2019, 2020)]


def test_what_has_no_score_is_told_beside_the_figure(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 3     | FR ror:x
    b    | 2020 |          | article | 9     | FR ror:x
    c    | 2020 | 2730     | article |       | FR ror:x
    """)
    figure = asking.ask(asking.question("pp_top10", "ror:x", when="2020"))
    assert (figure.value, figure.rows, figure.undecided) == (0.1, 1, 2)


def test_the_reference_agrees_on_the_ten_papers():
    drawn = world(TEN)
    found = reference.answer(drawn, "pp_top10", reference.Asked("country", "FR",
                                                                counting="fractional"))
    assert found.value == Fraction(9, 40)
