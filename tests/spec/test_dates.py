"""Borders of dates, before any "as at": half-open, partial, and successors."""

import pytest
from drawn import asker

from belvedere.tables.dates import bounds

RELATIONS = """
organisation_id | relation      | other_id
rnsr:a          | supervised_by | ror:i
rnsr:b          | supervised_by | ror:i
rnsr:c          | supervised_by | ror:i
rnsr:d          | supervised_by | ror:i
rnsr:e          | supervised_by | ror:i
rnsr:f          | supervised_by | ror:i
rnsr:g          | supervised_by | ror:i
"""

# The portfolio of the handbook (9.1), as units: in, out, and who counts on two days.
UNITS = """
record_id | level | start      | end
rnsr:a    | unit  | 2001-03-01 |
rnsr:b    | unit  | 2010-06-01 | 2014-12-31
rnsr:c    | unit  | 2012-01-01 | 2015-01-01
rnsr:d    | unit  | 2013-05-01 | 2015-01-02
rnsr:e    | unit  | 2015-01-01 |
rnsr:f    | unit  | 2015-01-02 |
rnsr:g    | unit  | 2014-07-01 |
"""


def units(folder, when, relations=RELATIONS, drawn_units=UNITS):
    asking = asker(folder, organisation_relations=relations, units=drawn_units)
    return asking.ask(asking.question("units", "ror:i", when=when))


@pytest.mark.parametrize(("when", "value"), [
    ("2014-01-01", 4), ("2014-12-30", 5), ("2014-12-31", 4), ("2015-01-01", 4),
    ("2015-01-02", 4), ("2000-12-31", 0),
])
def test_a_stock_on_a_day_counts_the_day_of_entry_and_not_the_day_of_exit(tmp_path, when, value):
    assert units(tmp_path, when).value == value


def test_a_stock_at_a_later_day_is_the_stock_before_plus_entries_less_exits(tmp_path):
    before, after = (units(tmp_path, when).value for when in ("2014-01-01", "2015-01-01"))
    assert after == before + 2 - 2  # e and g enter, b and c leave


def test_a_year_asks_for_its_last_day(tmp_path):
    assert units(tmp_path, "2014").value == units(tmp_path, "2014-12-31").value


def test_without_a_date_the_stock_is_as_at_the_records_own_date(tmp_path):
    figure = units(tmp_path, None)
    assert figure.when.written == "2022-06-30"
    assert figure.value == 4  # a, e, f, g


SUCCESSION = """
organisation_id | relation      | other_id
rnsr:old        | supervised_by | ror:i
rnsr:new        | supervised_by | ror:i
"""


@pytest.mark.parametrize(("written", "days"), [
    ("2014", ["2013-12-31", "2014-01-01", "2014-06-15", "2014-12-31"]),
    ("2014-07", ["2014-06-30", "2014-07-01", "2014-07-31"]),
    ("2014-07-01", ["2014-06-30", "2014-07-01"]),
])
def test_a_successor_starts_the_day_its_predecessor_ends_and_one_of_them_counts(
    tmp_path, written, days
):
    drawn_units = f"""
    record_id | level | start   | end
    rnsr:old  | unit  | 2001    | {written}
    rnsr:new  | unit  | {written} |
    """
    for day in days:
        assert units(tmp_path, day, SUCCESSION, drawn_units).value == 1


def test_a_partial_date_gives_bounds_around_the_value(tmp_path):
    drawn_units = """
    record_id | level | start | end
    rnsr:old  | unit  | 2001  | 2014
    rnsr:new  | unit  | 2014  |
    """
    figure = units(tmp_path, "2014-06-15", SUCCESSION, drawn_units)
    assert (figure.low, figure.value, figure.high) == (0, 1, 2)
    figure = units(tmp_path, "2015-01-01", SUCCESSION, drawn_units)
    assert (figure.low, figure.value, figure.high) == (None, 1, None)  # nothing in doubt


def test_a_unit_whose_start_is_unknown_is_beside_the_stock(tmp_path):
    drawn_units = """
    record_id | level | start | end
    rnsr:old  | unit  |       |
    rnsr:new  | unit  | 2014  |
    """
    figure = units(tmp_path, "2020", SUCCESSION, drawn_units)
    assert (figure.value, figure.undecided) == (1, 1)


@pytest.mark.parametrize(("written", "first", "last"), [
    ("2014", "2014-01-01", "2014-12-31"), ("2016-02", "2016-02-01", "2016-02-29"),
    ("2014-12", "2014-12-01", "2014-12-31"), ("2014-05-31", "2014-05-31", "2014-05-31"),
])
def test_a_partial_date_has_a_first_and_a_last_day(written, first, last):
    assert [day.isoformat() for day in bounds(written)] == [first, last]


@pytest.mark.parametrize("written", ["0000-00-00", "2014-13", "2015-02-29", "14", "2014-1-1", ""])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError, match="date"):
        bounds(written)


@pytest.mark.parametrize("counting", ["full", "fractional"])
def test_the_trend_of_a_stock_is_the_stock_at_the_end_of_each_year(tmp_path, counting):
    asking = asker(tmp_path, organisation_relations=RELATIONS, units=UNITS, as_of="2016-03-15")
    question = asking.question("units", "ror:i", counting=counting)
    trend = {part.group: part.value for part in asking.trend(question)}
    assert trend[2016] == asking.ask(question).value
    assert min(trend) == 2001  # nothing is known of before the first of the book began
    for year in range(2001, 2016):
        when = asking.question("units", "ror:i", counting=counting, when=str(year))
        assert trend[year] == asking.ask(when).value, year
    assert (trend[2001], trend[2013], trend[2014]) == (1, 4, 4)


def test_the_trend_of_a_stock_begins_with_its_book_and_not_with_who_is_asked(tmp_path):
    """Who came into a book later has true zeros before; a book is drawn twenty years at most."""
    relations = RELATIONS + "rnsr:z | supervised_by | ror:j\nrnsr:o | supervised_by | ror:j\n"
    for old, first in (("", 2001), ("rnsr:o | unit | 1950 | 1951\n", 1996)):
        asking = asker(tmp_path / str(first), organisation_relations=relations,
                       units=f"{UNITS}rnsr:z | unit | 2014-05-01 |\n{old}", as_of="2016-03-15")
        trend = {p.group: p.value for p in asking.trend(asking.question("units", "ror:j"))}
        assert list(trend) == list(range(first, 2017))
        assert (trend[2001], trend[2013], trend[2014], trend[2016]) == (0, 0, 1, 1)
