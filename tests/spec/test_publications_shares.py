"""Held against others: shares of the world and of the country, specialisation, growth, ranks."""

from fractions import Fraction

import pytest
from drawn_works import asker

from belvedere.indicators import reference_works as reference
from belvedere.indicators.definition import Words
from belvedere.indicators.ranking import Group

ALL = Group("all", Words("all", "tous"))


def papers(*rows: tuple[int, int, str, str]) -> str:
    """Return a drawing of so many papers of a year, a subfield and who signs them."""
    lines = ["work | year | subfield | type | cites | signed"]
    for count, year, subfield, signed in rows:
        lines += [f"w{len(lines)} | {year} | {subfield} | article | 0 | {signed}"
                  for _ in range(count)]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def fields(tmp_path_factory):
    """A world in which a has 12 of its 100 papers in oncology, the world 90 of 1,000."""
    return asker(tmp_path_factory.mktemp("fields"), papers(
        (12, 2020, "2730", "FR ror:a"), (88, 2020, "1702", "FR ror:a"),
        (78, 2020, "2730", "US ror:b"), (822, 2020, "1702", "US ror:b")))


def ask(asking, name, of, **rest):
    return asking.ask(asking.question(name, of, **rest)).value


def test_specialisation_is_a_share_over_the_share_of_the_world(fields):
    for where in ({"subfield": "2730"}, {"theme": "cancer"}):
        assert ask(fields, "specialisation", "ror:a", where=where) == pytest.approx(4 / 3)
        assert ask(fields, "specialisation", "FR", where=where) == pytest.approx(4 / 3)
        assert ask(fields, "specialisation", "world", where=where) == pytest.approx(1)
    assert ask(fields, "specialisation", "ror:a") == 1


def test_itself_is_in_the_world_it_is_held_against():
    one = reference.specialisation(*map(Fraction, (120, 1000, 900, 10_000)))
    without = reference.specialisation(*map(Fraction, (120, 1000, 900 - 120, 9_000)))
    assert (one, without) == (Fraction(4, 3), Fraction(18, 13))
    assert (one - 1) / (one + 1) == Fraction(1, 7)
    assert 100 * (one**2 - 1) / (one**2 + 1) == 28


def test_none_in_a_field_is_zero_and_an_empty_field_is_no_number(fields):
    assert ask(fields, "specialisation", "ror:a", where={"subfield": "9999"}) is None
    assert ask(fields, "specialisation", "DE", where={"subfield": "2730"}) is None


def test_the_profile_of_a_field_is_the_figure_limited_to_it(fields):
    parts = {p.group: p.value for p in fields.by(fields.question("specialisation", "FR"),
                                                 "subfield")}
    assert parts == pytest.approx({"2730": 4 / 3, "1702": 88 / 91})


def test_year_by_year_specialisation_is_that_of_the_year(tmp_path):
    # each year's share in oncology over the world's of the same year
    asking = asker(tmp_path, papers(
        (1, 2019, "2730", "FR ror:a"), (1, 2019, "1702", "FR ror:a"),
        (1, 2019, "2730", "US ror:b"), (3, 2019, "1702", "US ror:b"),
        (1, 2020, "2730", "FR ror:a"), (3, 2020, "1702", "US ror:b")))
    question = asking.question("specialisation", "FR", where={"theme": "cancer"})
    expected = {2019: (1 / 2) / (2 / 6), 2020: 1 / (1 / 4)}
    assert {p.group: p.value for p in asking.trend(question)} == pytest.approx(expected)
    for year, value in expected.items():
        assert ask(asking, "specialisation", "FR", where={"theme": "cancer"},
                   when=str(year)) == pytest.approx(value)


def test_shares_of_the_world_add_up_to_all_of_it(fields):
    shares = [ask(fields, "world_share", of) for of in ("FR", "US")]
    assert shares == pytest.approx([0.1, 0.9])
    assert ask(fields, "world_share", "ror:a", where={"theme": "cancer"}) == 12 / 90


def test_none_in_a_year_in_which_others_publish_is_a_share_of_zero(tmp_path):
    asking = asker(tmp_path, papers(
        (1, 2017, "2730", "FR ror:a"), (1, 2018, "2730", "US ror:b"),
        (1, 2020, "2730", "FR ror:a")))
    found = {p.group: p.value for p in asking.trend(asking.question("world_share", "FR"))}
    assert found == {2017: 1, 2018: 0, 2019: None, 2020: 1}


def test_a_share_of_the_country_is_of_the_country_of_its_seat(tmp_path):
    asking = asker(tmp_path, papers(
        (2, 2020, "2730", "FR ror:a"), (1, 2020, "2730", "FR ror:b; FR ror:a"),
        (1, 2020, "2730", "FR ror:b"), (5, 2020, "2730", "US ror:c")))
    assert ask(asking, "national_share", "ror:a") == 3 / 4
    assert ask(asking, "national_share", "ror:b") == 2 / 4


# Growth: a rate over the years between two points.


def test_growth_compounds_over_the_years_between(tmp_path):
    asking = asker(tmp_path, papers(
        (10, 2015, "2730", "FR ror:a"), (3, 2018, "2730", "FR ror:a"),
        (17, 2021, "2730", "FR ror:a")))
    figure = asking.ask(asking.question("articles_growth", "FR", when="2015..2021"))
    assert figure.value == pytest.approx(1.7 ** (1 / 6) - 1)
    assert figure.sums == {"first": 10, "last": 17, "years": 6}
    assert figure.rows == 27
    assert ask(asking, "articles_growth", "FR", when="2016..2021") is None
    # from the first to the middle, and on: together they compound to the whole
    steps = [ask(asking, "articles_growth", "FR", when=when)
             for when in ("2015..2018", "2018..2021")]
    assert ((1 + steps[0]) * (1 + steps[1])) ** 0.5 - 1 == pytest.approx(figure.value)


@pytest.mark.parametrize(("ratio", "years", "rate"), [
    (Fraction(202, 100), 8, 0.0919), (Fraction(202, 100), 9, 0.0813),
    (Fraction(17, 10), 6, 0.0925),
])
def test_published_growths_are_found_again(ratio, years, rate):
    assert reference.growth(Fraction(1), ratio, years) == pytest.approx(rate, abs=5e-5)


# Ranks.


def test_equal_counts_share_a_place_and_the_next_is_left_empty(tmp_path):
    asking = asker(tmp_path, papers(
        (5, 2020, "2730", "US ror:u"), (4, 2020, "2730", "CN ror:c"),
        (3, 2020, "2730", "DE ror:d"), (3, 2020, "2730", "FR ror:f"),
        (2, 2020, "2730", "IT ror:i")))
    found = {of: asking.rank(asking.question("articles", of), ALL)
             for of in ("US", "CN", "DE", "FR", "IT")}
    assert [r.place for r in found.values()] == [1, 2, 3, 3, 5]
    assert [r.dense for r in found.values()] == [1, 2, 3, 3, 4]
    assert [r.middle for r in found.values()] == [1, 2, 3.5, 3.5, 5]
    assert found["FR"].tied == ("DE",)
    organisations = {of: asking.rank(asking.question("articles", of), ALL).place
                     for of in ("ror:u", "ror:f", "ror:i")}
    assert organisations == {"ror:u": 1, "ror:f": 3, "ror:i": 5}


def test_a_rank_by_share_needs_sixty_papers(tmp_path):
    asking = asker(tmp_path, papers((59, 2020, "2730", "FR ror:a"), (61, 2020, "2730", "US ror:b")))
    places = {of: asking.rank(asking.question("pp_top10", of, when="2020"), ALL).place
              for of in ("FR", "US")}
    assert places == {"FR": None, "US": 1}


@pytest.mark.parametrize("name", ["industry_collaboration", "international_collaboration"])
def test_a_share_of_fewer_than_sixty_is_a_small_number_and_has_no_rank(tmp_path, name):
    asking = asker(tmp_path, papers((59, 2020, "2730", "FR ror:a"), (60, 2020, "2730", "US ror:b")))
    told = {}
    for of in ("FR", "US", "ror:a", "ror:b"):
        question = asking.question(name, of)
        told[of] = (asking.rank(question, ALL).place, any(
            "A small number: it rests on 59 articles" in caveat.en
            for caveat in asking.ask(question).caveats))
    small, large = (None, True), (1, False)
    assert told == {"FR": small, "US": large, "ror:a": small, "ror:b": large}


def test_where_all_are_tied_all_are_first_whatever_their_fractions(tmp_path):
    """Sums of thirds, sevenths and elevenths differ in the last bit; no place hangs on it."""
    asking = asker(tmp_path, papers(
        (61, 2020, "2730", "FR ror:a"), (67, 2020, "1702", "DE ror:b; US ror:c; GB ror:d"),
        (7, 2020, "2730", "US ror:c; FR ror:a"), (11, 2020, "1306", "IT ror:e; FR ror:a; DE ror:b"),
        (61, 2020, "1306", "IT ror:e; ES ror:f; PT ror:g; JP ror:h; BR ror:i; KR ror:j; IN ror:k")))
    for name, value in (("pp_top10", 0.1), ("pp_top1", 0.01), ("pp_top5", 0.05), ("mncs", 1)):
        table = asking.ranking(asking.question(name, "FR", when="2020"), ALL).table
        assert len(table) == 11
        assert {(place, told) for place, _, told, _ in table} == {(1, value)}, name


def test_growth_can_be_ranked(tmp_path):
    asking = asker(tmp_path, papers(
        (1, 2015, "2730", "FR ror:a"), (2, 2020, "2730", "FR ror:a"),
        (2, 2015, "2730", "US ror:b"), (3, 2020, "2730", "US ror:b")))
    question = asking.question("articles_growth", "FR", when="2015..2020")
    assert asking.rank(question, ALL).place == 1
