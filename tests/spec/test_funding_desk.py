"""The funding desk's figures, over small books whose answers are worked by hand."""

import pytest
from drawn import asker, whole

from belvedere.indicators import reference

# CA1 and CA2 are of the cancer plan; nobody applied to CA3; CA4 opens on the first day of 2015.
CALLS = """
number | unit_id    | programme   | theme  | state    | opened     | closed
CA1    | register:4 | Plan cancer | cancer | archived | 2014-01-01 | 2014-03-31
CA2    | register:4 | Plan cancer | cancer | decided  | 2014-12-31 | 2015-02-28
CA3    | register:4 | Ageing      |        | decided  | 2014-05-01 | 2014-06-30
CA4    | register:4 | Ageing      |        | open     | 2015-01-01 |
"""
# FA2 is of two units. FA4 was withdrawn after its opinion, before any decision. FA5 was kept in
# reserve in 2014 and funded in 2015. FA6 was decided on the last day; FA7 waits.
APPLICATIONS = """
number | unit_id    | call | programme   | discipline | theme  | state     | received   | decided    | decision | project
FA1    | register:2 | CA1  | Plan cancer | physics    | cancer | funded    | 2014-02-01 | 2014-06-01 | funded   | FP1
FA2    | register:2 | CA1  | Plan cancer | biology    | cancer | funded    | 2014-02-01 | 2014-06-01 | funded   | FP2
FA2    | register:3 | CA1  | Plan cancer | biology    | cancer | funded    | 2014-02-01 | 2014-06-01 | funded   | FP2
FA3    | register:3 | CA1  | Plan cancer | biology    | cancer | refused   | 2014-03-31 | 2014-06-01 | refused  |
FA4    | register:2 | CA1  | Plan cancer | physics    | cancer | taken_back | 2014-02-01 |            |          |
FA5    | register:3 | CA1  | Plan cancer | chemistry  | cancer | funded    | 2014-02-01 | 2014-06-01 | funded   | FP3
FA6    | register:3 | CA2  | Plan cancer |            |        | reserve   | 2014-12-31 | 2014-12-31 | reserve  |
FA7    | register:2 | CA2  | Plan cancer | biology    | cancer | in_review | 2015-01-01 |            |          |
"""  # noqa: E501
PROJECTS = """
number | unit_id    | call | programme   | discipline | theme  | funded     | granted
FP1    | register:2 | CA1  | Plan cancer | physics    | cancer | 2014-06-01 | 100000
FP2    | register:2 | CA1  | Plan cancer | biology    | cancer | 2014-06-01 | 300000.50
FP2    | register:3 | CA1  | Plan cancer | biology    | cancer | 2014-06-01 | 300000.50
FP3    | register:3 | CA1  | Plan cancer | chemistry  | cancer | 2015-01-01 | 50000
FP4    | register:3 | CA1  | Plan cancer |            | cancer | 2014-12-31 |
"""
# CE1 was renewed without a gap; CE2 after one; CE3 began and lapsed on one day; CE4 ends and CE5
# begins on the first day of 2015.
CENTRES = """
number | unit_id    | kind  | start      | end
CE1    | register:2 | siric | 2011-01-01 | 2015-01-01
CE1    | register:2 | siric | 2015-01-01 | 2019-01-01
CE2    | register:3 | cic   | 2010-01-01 | 2014-01-01
CE2    | register:3 | cic   | 2014-07-01 |
CE3    | register:3 | clip2 | 2015-01-01 | 2015-01-01
CE4    | register:2 | cic   | 2012-01-01 | 2015-01-01
CE5    | register:3 | clip2 | 2015-01-01 | 2018-01-01
"""
ORGANISATIONS = """
record_id  | kind               | name          | country
register:1 | institute          | The institute | FR
register:2 | unit               | U             | FR
register:3 | unit               | V             | FR
register:4 | thematic_institute | Cancer        | FR
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("funding"), funding_calls=CALLS,
                 funding_applications=APPLICATIONS, funding_projects=PROJECTS,
                 funding_centres=CENTRES, register_organisations=ORGANISATIONS)


def figure(books, name, when="2014", of="register:1", counting="", **where):
    return books.ask(books.question(name, of, when=when, where=where, counting=counting))


def value(*given, **named):
    return figure(*given, **named).value


def parts(books, name, by, when="2014", **where):
    question = books.question(name, "register:1", when=when, where=where)
    return {part.group: part.value for part in books.by(question, by)}


@pytest.mark.parametrize(("when", "count"), [
    ("2013", 0), ("2014", 3), ("2015", 1), ("2013..2015", 4), ("2014-12-31", 1)])
def test_a_call_counts_in_the_period_in_which_it_opened(books, when, count):
    assert value(books, "funding_calls", when) == count


def test_a_call_with_no_application_is_a_call(books):
    assert parts(books, "funding_calls", "programme") == {"Plan cancer": 2, "Ageing": 1}
    assert value(books, "funding_calls", theme="cancer") == 2
    assert value(books, "funding_applications", call="CA3") == 0
    assert value(books, "funding_projects", call="CA3") == 0


def test_a_success_rate_of_no_application_is_none_and_not_zero(books):
    assert figure(books, "funding_success_rate", call="CA3").value is None
    assert value(books, "funding_success_rate", "2013") is None
    assert value(books, "funding_decided", "2013") == 0


def test_an_application_withdrawn_after_its_opinion_was_received_and_not_decided(books):
    assert value(books, "funding_applications") == 6
    assert value(books, "funding_applications", state="taken_back") == 1
    one = figure(books, "funding_decided")
    assert (one.value, one.undecided) == (5, 0)  # no decision yet is no doubt
    assert value(books, "funding_success_rate", discipline="physics") == 1


def test_the_success_rate_is_of_those_decided_and_by_the_decision_as_it_stands(books):
    assert value(books, "funding_success_rate") == pytest.approx(3 / 5)
    assert parts(books, "funding_decided", "decision") == {"funded": 3, "refused": 1, "reserve": 1}
    assert value(books, "funding_success_rate", unit="register:3") == pytest.approx(2 / 4)
    assert value(books, "funding_decided", "2015") == 0


@pytest.mark.parametrize(("when", "count"), [
    ("2013", 0), ("2014", 3), ("2015", 1), ("2013..2015", 4)])
def test_a_project_counts_in_the_period_of_the_decision_to_fund_it(books, when, count):
    assert value(books, "funding_projects", when) == count


def test_a_project_of_two_units_counts_once_and_once_under_each(books):
    assert value(books, "funding_projects", discipline="biology") == 1
    assert parts(books, "funding_projects", "unit") == {"register:2": 2, "register:3": 2}
    assert value(books, "funding_applications", discipline="biology") == 2


def test_units_add_up_to_all_in_fractions(books):
    shares = {unit: value(books, "funding_projects_of_unit", of=unit, counting="fractional")
              for unit in ("register:2", "register:3")}
    assert shares == {"register:2": 1.5, "register:3": 1.5}
    assert sum(shares.values()) == value(books, "funding_projects")
    assert value(books, "funding_projects_of_unit", of="register:2") == 2
    assert value(books, "funding_projects_of_unit", of="register:1") == 0


def test_amounts_are_added_once_and_shared_among_units(books):
    one = figure(books, "funding_granted")
    assert (one.value, one.undecided) == (pytest.approx(400000.50), 1)  # FP4 does not say
    assert parts(books, "funding_granted", "discipline") == {
        "physics": 100000, "biology": pytest.approx(300000.50)}
    shares = [value(books, "funding_granted_of_unit", of=unit)
              for unit in ("register:2", "register:3")]
    assert shares == pytest.approx([250000.25, 150000.25])
    assert value(books, "funding_granted_of_unit", of="register:3", counting="full") == (
        pytest.approx(300000.50))


def test_an_amount_is_shared_in_thirds_beyond_the_cent(tmp_path):
    thirds = asker(tmp_path, funding_calls=CALLS, register_organisations=ORGANISATIONS,
                   funding_projects="""
        number | unit_id    | call | funded     | granted
        FP1    | register:2 | CA1  | 2014-06-01 | 100
        FP1    | register:3 | CA1  | 2014-06-01 | 100
        FP1    | register:4 | CA1  | 2014-06-01 | 100
    """)
    shares = [value(thirds, "funding_granted_of_unit", of=f"register:{n}") for n in (2, 3, 4)]
    assert shares == pytest.approx([100 / 3] * 3, abs=1e-9)


def test_projects_of_other_disciplines_are_those_whose_discipline_is_known(books):
    one = figure(books, "funding_other_disciplines")
    assert (one.value, one.undecided) == (1, 1)  # FP4 does not say
    assert value(books, "funding_other_disciplines", "2014..2015") == 2
    assert value(books, "funding_other_disciplines_share", "2014..2015") == pytest.approx(2 / 3)


def test_disciplines_and_themes_add_up_to_all(books):
    for by in ("discipline", "theme", "programme", "call"):
        found = parts(books, "funding_projects", by)
        assert sum(found.values()) == value(books, "funding_projects"), by


@pytest.mark.parametrize(("when", "count"), [
    ("2009-12-31", 0), ("2013-12-31", 3), ("2014-01-01", 2), ("2014-06-30", 2),
    ("2014-07-01", 3), ("2014-12-31", 3), ("2015-01-01", 3), ("2018-01-01", 2),
    ("2019-01-01", 1)])
def test_centres_are_accredited_until_the_day_on_which_they_end(books, when, count):
    assert value(books, "funding_centres", when) == count


def test_one_that_starts_and_ends_on_the_day_is_not_counted_and_a_renewed_one_once(books):
    assert parts(books, "funding_centres", "kind", "2015-01-01") == {
        "siric": 1, "cic": 1, "clip2": 1}
    assert parts(books, "funding_centres", "kind", "2014-12-31") == {"siric": 1, "cic": 2}
    _, rows, count = books.rows(books.question("funding_centres", "register:1", when="2015-01-01"))
    assert count == 3 and sorted(row[0] for row in rows) == ["CE1", "CE2", "CE5"]


def test_every_number_opens(books):
    for name in ("funding_projects", "funding_granted", "funding_applications"):
        question = books.question(name, "register:1", when="2014")
        columns, rows, count = books.rows(question)
        numbers = [row[columns.index("number")] for row in rows]
        assert len(numbers) == len(set(numbers)) == count == books.ask(question).rows


# W1 and W2 are named by the desk; W2 by PubMed's number, for two projects. W3 acknowledges FP3 of
# the institute, W4 a grant of that number of somebody else; W5's number is FP1's with more behind.
# W6 is known by two records, of which the other acknowledges; W7 is of a year alone.
REPORTED = """
number | unit_id    | call | discipline | funded     | publications
FP1    | register:2 | CA1  | physics    | 2014-06-01 | 10.1000/One;PMID:22
FP2    | register:2 | CA1  | biology    | 2014-06-01 | PMID:22;10.1000/nowhere
FP2    | register:3 | CA1  | biology    | 2014-06-01 | PMID:22;10.1000/nowhere
FP3    | register:3 | CA1  | chemistry  | 2015-01-01 |
"""
RECORDS = """
record_id        | source   | doi          | pmid | publication_date | year | type    | open_access
1                | openalex | 10.1000/one  |      | 2014-12-31       | 2014 | article | gold
2                | openalex |              | 22   | 2015-01-01       | 2015 | review  | closed
3                | openalex | 10.1000/3    |      | 2015-06          | 2015 | article | gold
4                | openalex | 10.1000/4    |      | 2015-06          | 2015 | article |
5                | openalex | 10.1000/5    |      | 2015-06          | 2015 | article |
6                | openalex | 10.1000/six  |      | 2015-06          | 2015 | article |
1000000000000066 | pubmed   | 10.1000/six  | 66   | 2015-06          | 2015 | article |
7                | openalex | 10.1000/7    |      | 2016             | 2016 | article |
"""
GRANTS = """
record_id        | agency                  | grant_number
3                | The Institute, Paris    | FP3
4                | Another agency          | FP3
5                | The Institute           | FP11
1000000000000066 | The institute           | fp 3
7                | THE INSTITUTE           | FP1
7                |                         | FP2
"""


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("reported"), funding_projects=REPORTED,
                 register_organisations=ORGANISATIONS, work_records=RECORDS, work_grants=GRANTS)


@pytest.mark.parametrize(("of", "when", "works"), [
    ("register:1", "2014", [1]), ("register:1", "2015", [2, 3, 6]), ("register:1", "2016", [7]),
    ("register:1", "2014..2016", [1, 2, 3, 6, 7]), ("register:1", "2013", []),
    ("register:2", "2014..2016", [1, 2, 7]), ("register:3", "2014..2016", [2, 3, 6])])
def test_publications_of_funded_projects(reported, of, when, works):
    name = "funding_publications" + "_of_unit" * (of != "register:1")
    one = figure(reported, name, when, of)
    assert one.value == len(works) and one.undecided == 0
    question = reported.question(name, of, when=when)
    assert [row[0] for row in reported.rows(question)[1]] == works
    exact = reference.sums(whole(reported), question, reported.when(question))
    assert one.sums == {key: float(value) for key, value in exact.items()}


def test_publications_of_funded_projects_are_crossed_with_the_open_records(reported):
    when = "2014..2016"
    assert parts(reported, "funding_publications", "basis", when) == {"desk": 2, "grant": 3}
    assert parts(reported, "funding_publications", "type", when) == {"article": 4, "review": 1}
    assert parts(reported, "funding_publications", "open_access", when) == {
        "gold": 2, "closed": 1, None: 2}
    # one that reports two projects counts once, and once under each
    assert parts(reported, "funding_publications", "discipline", when) == {
        "physics": 3, "biology": 1, "chemistry": 2}
    assert value(reported, "funding_publications_of_unit", when, "register:2",
                 "fractional") == pytest.approx(1 + 1 / 2 + 1)
    assert [part.value for part in reported.trend(reported.question(
        "funding_publications", "register:1"))] == [1, 3, 1]


def test_without_works_or_books_there_are_no_publications_of_projects(books, tmp_path):
    assert value(books, "funding_publications", "2014") == 0
    alone = asker(tmp_path, work_records=RECORDS, work_grants=GRANTS)
    alone.database.need("funding_works")
    assert alone.database.rows("SELECT count(*) FROM funding_works") == [(0,)]
