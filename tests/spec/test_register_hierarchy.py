"""What hangs from whom in the register, as at a date: drawn tables, worked by hand."""

import pytest
from drawn import asker

# Inserm holds a thematic institute and a delegation; u1 moves to another thematic
# institute in 2015; u2 and u3 merge into u4 on 1 January 2014; t1 is a team of u1.
ORGANISATIONS = """
record_id   | kind               | start      | end        | country
register:i  | institute          | 1964       |            | FR
register:c  | thematic_institute | 2008       |            | FR
register:n  | thematic_institute | 2008       |            | FR
register:d  | delegation         | 1990       |            | FR
register:p  | partner            | 1939       |            | FR
register:u1 | unit               | 2009-01-01 |            |
register:u2 | unit               | 2010-01-01 | 2014-01-01 |
register:u3 | unit               | 2010-01-01 | 2014-01-01 |
register:u4 | unit               | 2014-01-01 |            |
register:t1 | team               | 2009-06-01 |            |
register:t2 | team               | 2012-01-01 | 2016-01-01 |
register:t3 | team               | 2012-01-01 |            |
"""
RELATIONS = """
organisation_id | relation      | other_id    | start      | end        | succession
register:c      | part_of       | register:i  | 2008       |            |
register:n      | part_of       | register:i  | 2008       |            |
register:d      | part_of       | register:i  |            |            |
register:u1     | part_of       | register:c  | 2009-01-01 | 2015-01-01 |
register:u1     | part_of       | register:n  | 2015-01-01 |            |
register:u1     | part_of       | register:d  |            |            |
register:u1     | supervised_by | register:p  |            |            |
register:u2     | part_of       | register:c  | 2010-01-01 | 2014-01-01 |
register:u3     | supervised_by | register:i  |            |            |
register:u4     | part_of       | register:c  | 2014-01-01 |            |
register:t1     | part_of       | register:u1 | 2009-06-01 |            |
register:t2     | part_of       | register:u4 | 2014-01-01 |            |
register:t2     | part_of       | register:u2 | 2012-01-01 | 2014-01-01 |
register:t3     | part_of       | register:u1 |            |            |
register:u4     | successor_of  | register:u2 | 2014-01-01 |            | merger
register:u4     | successor_of  | register:u3 | 2014-01-01 |            | merger
"""
STAFF = """
organisation_id | year | profession | employer | headcount
register:i      | 2013 | all        | Inserm   | 15000
register:u1     | 2013 | engineer   | Inserm   | 20
register:u1     | 2013 | researcher | CNRS     | 10
register:t1     | 2013 | researcher | CNRS     | 4
register:u2     | 2013 | researcher | Inserm   | 30
register:t1     | 2014 | researcher | CNRS     | 5
register:u1     | 2016 | engineer   | Inserm   | 25
"""
SUBJECTS = """
organisation_id | scheme | value         | start      | end
register:u1     | theme  | cancer        |            |
register:u2     | theme  | cancer        |            |
register:u4     | theme  | neurosciences |            |
register:t1     | theme  | cancer        |            |
register:t2     | theme  | immunology    |            |
"""
CODES = """
code          | organisation_id
ror:inserm    | register:i
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("drawn"), as_of="2022-06-30",
                 register_organisations=ORGANISATIONS, register_relations=RELATIONS,
                 register_staff_counts=STAFF, register_codes=CODES, register_subjects=SUBJECTS)


def figure(asking, name, of="register:i", when=None, **where):
    return asking.ask(asking.question(name, of, when=when, where=where))


def value(*given, **more):
    return figure(*given, **more).value


@pytest.mark.parametrize(("when", "units"), [
    ("2008-12-31", 0), ("2009-01-01", 1), ("2013-12-31", 3),
    ("2014-01-01", 2),  # u2 and u3 closed that day, u4 opened
    ("2015-01-01", 2), ("2020", 2),
])
def test_units_are_those_that_hang_from_it_on_the_day(asking, when, units):
    assert value(asking, "register_units", when=when) == units


def test_an_organisation_is_the_one_that_its_code_names(asking):
    assert value(asking, "register_units", of="ror:inserm", when="2013") == 3
    assert asking.whom("register:i").id == "ror:inserm"


@pytest.mark.parametrize(("of", "when", "units"), [
    ("register:c", "2014-12-31", 2), ("register:c", "2015-01-01", 1),
    ("register:n", "2014-12-31", 0), ("register:n", "2015-01-01", 1),
    ("register:d", "2010", 1), ("register:p", "2010", 1),
])
def test_a_move_is_told_on_its_day_and_rewrites_nothing_before(asking, of, when, units):
    assert value(asking, "register_units", of=of, when=when) == units


def test_a_unit_reached_by_several_ways_counts_once(asking):
    # u1 hangs from Inserm by its thematic institute and by its delegation
    assert figure(asking, "register_units", when="2012", kind="unit").rows == 3


@pytest.mark.parametrize(("dimension", "when", "parts"), [
    ("thematic_institute", "2013", {"register:c": 2}),
    ("thematic_institute", "2015", {"register:c": 1, "register:n": 1}),
    ("delegation", "2015", {"register:d": 1}),
    ("institute", "2015", {"register:p": 1}),
])
def test_units_are_told_by_what_else_holds_them_on_that_day(asking, dimension, when, parts):
    question = asking.question("register_units", "register:i", when=when)
    assert {p.group: p.value for p in asking.by(question, dimension)} == parts
    for group, count in parts.items():
        assert value(asking, "register_units", when=when, **{dimension: group}) == count


def test_units_by_theme_leave_those_that_say_none_beside(asking):
    question = asking.question("register_units", "register:i", when="2013")
    assert {p.group: p.value for p in asking.by(question, "theme")} == {"cancer": 2, None: 1}
    assert (value(asking, "register_units", when="2013", theme="cancer"),
            figure(asking, "register_units", when="2013", theme="cancer").undecided) == (2, 1)


def test_teams_hang_by_their_units_and_the_share_in_cancer_is_of_those_that_say(asking):
    assert value(asking, "register_teams", when="2013") == 3
    share = figure(asking, "register_teams_cancer_share", when="2013")
    assert (share.sums, share.undecided) == ({"numerator": 1, "denominator": 2}, 1)
    assert share.value == pytest.approx(0.5)
    assert value(asking, "register_teams_cancer_share", when="2016-01-01") == 1  # t2 closed


@pytest.mark.parametrize("name", ["register_teams", "register_teams_cancer_share"])
def test_who_never_held_a_team_has_no_trend(asking, name):
    assert asking.trend(asking.question(name, "register:t3")) == []


def test_teams_of_a_supervised_unit_hang_from_its_supervisor(asking):
    assert value(asking, "register_teams", of="register:p", when="2013") == 2


@pytest.mark.parametrize(("event", "years"), [
    ("register_creations", {2008: 2, 2009: 2, 2010: 2, 2012: 2, 2014: 1}),
    ("register_closures", {2014: 2, 2016: 1}),
    ("register_mergers", {2014: 1}),
    ("register_arrivals", {}),
])
def test_creations_mergers_and_closures_by_year(asking, event, years):
    for year in range(2005, 2020):
        assert value(asking, event, when=str(year)) == years.get(year, 0), year


def test_a_move_is_a_departure_here_and_an_arrival_there(asking):
    # u1 and with it its teams t1 and t3
    assert value(asking, "register_departures", of="register:c", when="2015") == 3
    assert value(asking, "register_arrivals", of="register:n", when="2015") == 3
    assert value(asking, "register_departures", when="2015") == 0


@pytest.mark.parametrize("of", ["register:i", "register:c", "register:n", "register:p"])
@pytest.mark.parametrize(("before", "after", "period"), [
    ("2008-12-31", "2012-12-31", "2009..2012"), ("2013-12-31", "2014-12-31", "2014"),
    ("2014-12-31", "2016-12-31", "2015..2016"),
])
def test_a_stock_is_the_one_before_with_what_came_less_what_went(
    asking, of, before, after, period
):
    came = sum(value(asking, f"register_{e}", of=of, when=period)
               for e in ("creations", "arrivals"))
    went = sum(value(asking, f"register_{e}", of=of, when=period)
               for e in ("closures", "departures"))
    assert (value(asking, "register_parts", of=of, when=after)
            == value(asking, "register_parts", of=of, when=before) + came - went)


@pytest.mark.parametrize(("when", "own", "parts"), [
    ("2012", 0, 0),  # before any count
    ("2013", 15000, 20 + 10 + 30),  # t1 is in u1, which is counted
    ("2014-12-30", 15000, 20 + 10 + 30),
])
def test_staff_is_that_of_the_parts_or_its_own_count(asking, when, own, parts):
    assert value(asking, "register_staff", when=when) == own
    assert value(asking, "register_staff_of_parts", when=when) == parts


def test_a_count_stands_for_a_year_and_then_is_not_known(asking):
    late = figure(asking, "register_staff", when="2014")
    assert (late.value, late.undecided) == (None, 1)
    # t1 was counted again, and u1 not: it is not known
    assert (value(asking, "register_staff_of_parts", of="register:u1", when="2014"),
            figure(asking, "register_staff_of_parts", when="2014").undecided) == (5, 1)
    assert value(asking, "register_staff", of="register:u1", when="2016") == 25


def test_staff_by_profession_employer_and_theme(asking):
    question = asking.question("register_staff_of_parts", "register:i", when="2013")
    assert {p.group: p.value for p in asking.by(question, "employer")} == {
        "Inserm": 50, "CNRS": 10}
    assert {p.group: p.value for p in asking.by(question, "profession")} == {
        "researcher": 40, "engineer": 20}
    assert value(asking, "register_staff_of_parts", when="2013", theme="cancer") == 60


def test_what_the_register_does_not_have_cannot_be_told(asking, tmp_path):
    empty = asker(tmp_path, organisation_records="""
    record_id | name
    ror:x     | Elsewhere
    """)
    found = figure(empty, "register_units", of="ror:x")
    assert found.value is None and "register" in found.caveats[0].en


def test_partial_dates_give_bounds_around_a_stock(tmp_path):
    asking = asker(tmp_path, register_organisations="""
    record_id  | kind      | start   | end
    register:i | institute | 1964    |
    register:u | unit      | 2010    | 2014-05
    register:v | unit      |         |
    """, register_relations="""
    organisation_id | relation | other_id   | start   | end
    register:u      | part_of  | register:i | 2010-03 |
    register:v      | part_of  | register:i |         |
    """)
    day = figure(asking, "register_units", when="2010-04-01")
    # the relation began in March; the unit itself opened some day of 2010
    assert (day.low, day.value, day.high, day.undecided) == (0, 1, 1, 1)
    assert figure(asking, "register_units", when="2010-03-15").low == 0
    ended = figure(asking, "register_units", when="2014-05-10")
    # that none is left cannot be told, for v may have begun
    assert (ended.low, ended.value, ended.high) == (0, None, 1)


DATED = """
organisation_id | scheme | value    | start      | end
register:u      | theme  | cancer   | 2012       | 2014-06-01
register:u      | theme  | vaccines | 2014-06-01 |
register:u      | domain | biology  |            |
register:v      | theme  | cancer   | 2013-03    |
register:w      | theme  | cancer   |            | 2011-05-10
register:w      | theme  | vaccines | 2014-02-01 |
register:x      | theme  | cancer   | 2012       | 2015
"""


@pytest.fixture(scope="module")
def themed(tmp_path_factory):
    """The same books with themes that came and went, and without any."""
    books = {"register_organisations": """
    record_id  | kind      | start      | end
    register:i | institute | 1964       |
    register:u | unit      | 2010       | 2016-05
    register:v | unit      |            |
    register:w | unit      | 2010-03-01 | 2014
    register:x | unit      | 2012       | 2015
    """, "register_relations": """
    organisation_id | relation | other_id   | start   | end
    register:u      | part_of  | register:i | 2010-03 |
    register:v      | part_of  | register:i |         |
    register:w      | part_of  | register:i |         | 2014
    register:x      | part_of  | register:i | 2012    |
    """, "register_staff_counts": """
    organisation_id | year | profession | headcount
    register:u      | 2011 | researcher | 5
    register:u      | 2013 | researcher | 7
    register:u      | 2014 | researcher | 9
    """}
    return [asker(tmp_path_factory.mktemp("themed"), **books, **more)
            for more in ({"register_subjects": DATED}, {})]


@pytest.mark.parametrize(("when", "cancer", "undecided"), [
    # v may have begun, and then it works on cancer or on what nobody said
    ("2011-01-01", 1, 2), ("2011-05-10", 0, 3), ("2012-01-01", 2, 2), ("2014-05-31", 2, 1),
    ("2014-06-01", 1, 1), ("2015-01-01", 0, 1),
])
def test_units_of_a_theme_as_at_a_day(themed, when, cancer, undecided):
    found = figure(themed[0], "register_units", when=when, theme="cancer")
    assert (found.value or 0, found.undecided) == (cancer, undecided)


def test_units_by_theme_as_at_a_day(themed):
    for day, parts in (("2014-05-31", {"cancer": 2}), ("2014-06-01", {"cancer": 1, "vaccines": 1})):
        question = themed[0].question("register_units", "register:i", when=day)
        assert {p.group: p.value for p in themed[0].by(question, "theme")} == parts
        assert {p.group: p.value for p in themed[0].by(question, "domain")} == {
            "biology": 1, None: 1}


@pytest.mark.parametrize("when", [
    "2009", "2010-02-28", "2010-04-01", "2011-05-09", "2011-05-10", "2012-01-01", "2012-06-01",
    "2013-03-15", "2014-01-31", "2014-02-01", "2014-06-01", "2014-12-31", "2015-06-01",
    "2016-05-15", "2017"])
def test_a_change_of_themes_changes_no_count_nor_its_bounds(themed, when):
    with_themes, without = (figure(one, "register_units", when=when) for one in themed)
    assert [getattr(with_themes, name) for name in ("value", "low", "high", "undecided", "rows")] \
        == [getattr(without, name) for name in ("value", "low", "high", "undecided", "rows")]


def test_staff_and_events_have_the_themes_of_their_day(themed):
    def staff(when, theme):
        return value(themed[0], "register_staff_of_parts", when=when, theme=theme)

    assert (staff("2013", "cancer"), staff("2013", "vaccines")) == (7, 0)
    assert (staff("2014", "cancer"), staff("2014", "vaccines")) == (0, 9)
    # u closed while it worked on vaccines, x on the day on which its theme ended
    assert value(themed[0], "register_closures", when="2016", theme="vaccines") == 1
    assert value(themed[0], "register_closures", when="2015", theme="cancer") == 1
    # w was opened when cancer was its theme, u when nobody said
    opened = figure(themed[0], "register_creations", when="2010", theme="cancer")
    assert (opened.value, opened.undecided) == (1, 1)
