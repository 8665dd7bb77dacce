"""The clinical desk's figures, over small books whose answers are worked by hand."""

import pytest
from drawn import asker, whole

from belvedere.indicators import reference

# The shape of text A's 163 = 38 + 57 + 68, as 9 = 2 + 3 + 4, with every edge case.
REQUESTS = """
number | unit_id    | kind          | decided    | decision        | days_to_decision | orpha
14-001 | register:2  | promotion     | 2014-03-01 | favourable      | 50               | ORPHA:558
14-002 | register:2  | promotion     | 2014-03-01 | favourable      | 50               |
14-003 | register:3  | promotion     |            |                 |                  |
13-009 | register:3  | qualification | 2014-01-01 | favourable      | 31               |
14-004 | register:3  | qualification | 2014-12-31 | unfavourable    |                  |
14-005 | register:3  | qualification | 2014       | with_conditions |                  |
14-006 | register:3  | qualification | 2015-01-01 | favourable      | 31               |
14-007 | register:2  | amendment     | 2014-02-11 | favourable      | 10               |
14-008 | register:2  | amendment     | 2014-02-11 | favourable      | 10               |
14-009 | register:2  | amendment     | 2014-02-11 | unfavourable    | 10               |
14-010 | register:2  | amendment     | 2014-02-11 | favourable      | 10               |
14-011 | register:2  | amendment     |            |                 |                  |
"""
# 14-002 was withdrawn after its opinion, 14-003 before one, 14-011 is not decided.
# 14-010 amends P2010-001, which closed on 2014-02-05, between its receipt and its decision.
PROJECTS = """
number    | unit_id    | sponsored  | ended      | results_due | results_in_time | nct_id
P2010-001 | register:2  | 2010-01-01 | 2014-02-05 | 2015-02-05  | no              |
P2011-001 | register:2  | 2011-01-01 | 2014-12-31 | 2015-12-31  | yes             | NCT00000001
P2012-001 | register:3  | 2012-01-01 | 2015-01-01 | 2016-01-01  |                 |
P2013-001 | register:3  | 2013-01-01 |            |             |                 |
P2014-001 | register:2  | 2014-03-01 |            |             |                 |
P2015-001 | register:2  | 2015-01-02 |            |             |                 |
"""
# D was suspended all the year 2014: it is active, and counted under both.
PERIODS = """
number    | unit_id    | state       | start      | end
P2013-001 | register:3  | preparation | 2013-01-01 | 2013-06-01
P2013-001 | register:3  | recruiting  | 2013-06-01 |
P2013-001 | register:3  | suspension  | 2014-01-01 | 2015-01-01
P2014-001 | register:2  | preparation | 2014-03-01 | 2014-06-01
P2014-001 | register:2  | recruiting  | 2014-06-01 |
"""
ENROLMENTS = """
number    | unit_id    | year | participants
P2013-001 | register:3  | 2013 | 40
P2013-001 | register:3  | 2014 |
P2014-001 | register:2  | 2014 | 12
"""
ORGANISATIONS = """
record_id  | kind      | name
register:1 | institute | The institute
register:2 | unit      | U
register:3 | unit      | V
"""
TRIALS = """
record_id          | nct_id      | title | status
ctgov:NCT00000001  | NCT00000001 | B     | COMPLETED
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("desk"), clinical_applications=REQUESTS,
                 clinical_projects=PROJECTS, clinical_project_periods=PERIODS,
                 clinical_enrolments=ENROLMENTS, trial_records=TRIALS,
                 register_organisations=ORGANISATIONS)


def value(books, name, when="2014", **where):
    return books.ask(books.question(name, "register:1", when=when, where=where)).value


def parts(books, name, by, when="2014", **where):
    question = books.question(name, "register:1", when=when, where=where)
    return {part.group: part.value for part in books.by(question, by)}


def test_promotion_and_qualification_and_amendment_add_up_to_all(books):
    assert value(books, "clinical_evaluated") == 9
    assert [value(books, "clinical_evaluated", kind=kind)
            for kind in ("promotion", "qualification", "amendment")] == [2, 3, 4]


def test_one_withdrawn_after_its_opinion_was_evaluated_and_one_before_was_not(books):
    assert value(books, "clinical_evaluated", kind="promotion") == 2
    figure = books.ask(books.question("clinical_evaluated", "register:1", when="2014"))
    assert figure.undecided == 0  # no decision yet is no doubt


@pytest.mark.parametrize(("when", "count"), [
    ("2013", 0), ("2014", 9), ("2015", 1), ("2013..2015", 10)])
def test_the_year_is_that_of_the_first_decision(books, when, count):
    assert value(books, "clinical_evaluated", when) == count


def test_an_amendment_of_a_project_closed_since_counts(books):
    assert value(books, "clinical_evaluated", kind="amendment") == 4


def test_the_share_accepted_is_of_those_evaluated(books):
    assert value(books, "clinical_acceptance") == pytest.approx(7 / 9)
    assert value(books, "clinical_acceptance", kind="amendment") == pytest.approx(3 / 4)


def test_time_to_decision_is_over_those_known_to_the_day(books):
    figure = books.ask(books.question("clinical_decision_days", "register:1", when="2014"))
    assert figure.value == pytest.approx((50 + 50 + 31 + 10 * 4) / 7)
    assert figure.undecided == 2


@pytest.mark.parametrize(("when", "count"), [
    ("2014-02-04", 4), ("2014-02-05", 3), ("2014-03-01", 4), ("2014-12-30", 4),
    ("2014-12-31", 3), ("2015-01-01", 2), ("2015-01-02", 3), ("2009-12-31", 0)])
def test_projects_are_active_until_the_day_on_which_they_end(books, when, count):
    assert value(books, "clinical_projects_active", when) == count


def test_active_later_is_active_before_plus_opened_less_closed(books):
    before, after = (value(books, "clinical_projects_active", day)
                     for day in ("2013-12-31", "2014-12-31"))
    assert after == before + value(books, "clinical_projects_opened") - 2


def test_a_suspension_does_not_end_activity(books):
    assert value(books, "clinical_projects_active", "2014-06-15", unit="register:3") == 2
    assert value(books, "clinical_projects_in_state", "2014-06-15") == 2
    assert parts(books, "clinical_projects_in_state", "state", "2014-06-15") == {
        "recruiting": 2, "suspension": 1}
    assert parts(books, "clinical_projects_in_state", "state", "2015-01-01") == {"recruiting": 2}


def test_requests_of_units_in_rare_diseases_are_one_question(books):
    assert value(books, "clinical_evaluated", rare_disease="true") == 1
    assert value(books, "clinical_evaluated", rare_disease="true", unit="register:3") == 0
    assert parts(books, "clinical_evaluated", "orpha") == {"ORPHA:558": 1, None: 8}


def test_participants_too_few_to_be_told_are_beside_the_sum(books):
    figure = books.ask(books.question("clinical_enrolment", "register:1", when="2014"))
    assert (figure.value, figure.undecided) == (12, 1)
    assert value(books, "clinical_enrolment", "2013..2014") == 52


def test_results_in_time_are_of_those_that_were_due(books):
    assert value(books, "clinical_results_in_time", "2015") == pytest.approx(1 / 2)
    figure = books.ask(books.question("clinical_results_in_time", "register:1", when="2016"))
    assert (figure.value, figure.undecided) == (None, 1)


def test_a_project_and_its_public_record_are_one_question(books):
    assert parts(books, "clinical_projects_active", "registry_status", "2014-06-01") == {
        "COMPLETED": 1, None: 3}
    assert value(books, "clinical_projects_active", "2014-06-01",
                 registry_status="COMPLETED") == 1


# A and B are of U, on rare diseases; C is not; D is of V and its registry's trial is over.
RARE = """
number | unit_id    | sponsored  | ended      | orpha             | rare_disease | nct_id
A      | register:2 | 2010-01-01 | 2014-12-31 | ORPHA:558         | yes          |
B      | register:2 | 2014-12-31 |            | ORPHA:1;ORPHA:558 | yes          |
C      | register:2 | 2012-01-01 |            |                   | no           |
D      | register:3 | 2012-01-01 | 2015-01-01 | ORPHA:2           | yes          | NCT00000001
"""


@pytest.fixture(scope="module")
def rare(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("rare"), clinical_projects=RARE, trial_records=TRIALS,
                 register_organisations=ORGANISATIONS)


@pytest.mark.parametrize(("of", "when", "count"), [
    ("register:1", "2014-12-30", 2), ("register:1", "2014-12-31", 2), ("register:1", "2015", 1),
    ("register:2", "2014-12-31", 1), ("register:3", "2014-12-31", 1), ("register:3", "2015", 0)])
def test_trials_of_units_in_rare_diseases_at_a_date(rare, of, when, count):
    name = "clinical_rare_diseases" + "_of_unit" * (of != "register:1")
    figure = rare.ask(rare.question(name, of, when=when))
    assert figure.value == figure.rows == count
    question = rare.question(name, of, when=when)
    assert len(rare.rows(question)[1]) == count
    exact = reference.sums(whole(rare), question, rare.when(question))
    assert figure.sums == {key: float(value) for key, value in exact.items()}


def test_trials_in_rare_diseases_are_crossed_with_the_registry(rare):
    assert parts(rare, "clinical_rare_diseases", "unit", "2014-12-31") == {
        "register:2": 1, "register:3": 1}
    assert parts(rare, "clinical_rare_diseases", "orpha", "2014-12-31") == {
        "ORPHA:1": 1, "ORPHA:2": 1, "ORPHA:558": 1}
    assert parts(rare, "clinical_rare_diseases", "registry_status", "2014-12-31") == {
        "COMPLETED": 1, None: 1}
