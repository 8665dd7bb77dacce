"""The partnerships desk's figures, over small books whose answers are worked by hand."""

import tomllib
from importlib.resources import files

import pytest
from drawn import asker
from msgspec.structs import replace

from belvedere.indicators.asking import Asker
from belvedere.portraits.audit import audit

# The shape of text A's 22, 9, 30, as 3 laboratories, 1 unit abroad, 2 agreements of
# cooperation at 1 January 2015, with every edge case.
AGREEMENTS = """
number | line  | kind                  | partner_id | country | signed     | start      | end
A08-1  |       | associated_laboratory | register:5 | JP      | 2008-01-10 | 2008-02-01 | 2012-02-01
A12-1  | A08-1 | associated_laboratory | register:5 | JP      | 2012-01-10 | 2012-02-01 |
A10-1  |       | associated_laboratory | register:5 | JP      | 2010-03-01 | 2010-03-01 |
A10-1  |       | associated_laboratory | register:6 | NO      | 2010-03-01 | 2010-03-01 |
A11-1  |       | associated_laboratory | register:6 | NO      | 2011-05-01 | 2011-06-01 | 2012-06-01
A13-1  | A11-1 | associated_laboratory | register:6 | NO      | 2013-05-01 | 2013-06-01 |
A14-1  |       | associated_laboratory | register:6 | NO      | 2014-12-20 |            |
A14-2  |       | associated_laboratory | register:6 | NO      | 2014-06-15 | 2014-06-15 | 2014-06-15
A09-1  |       | unit_abroad           | register:5 | JP      | 2009-01-01 | 2009-01-01 | 2015-01-01
A09-2  |       | unit_abroad           | register:7 |         | 2009-01-01 | 2009-01-01 |
A10-3  |       | cooperation           | register:6 | NO      | 2010       | 2010       |
A10-4  |       | cooperation           | register:5 | JP      | 2010-12-31 | 2015-01-01 |
A10-5  |       | domestic              | register:8 | FR      | 2010-12-31 | 2011-01-01 |
"""
# A08-1 was renewed without a gap; A11-1 with a gap of a year; A10-1 has two
# partners; A14-1 has not taken effect; A14-2 began and ended on one day.
INFRASTRUCTURES = """
number    | level    | country | state        | start      | end
I2010-001 | european | FR      | present      | 2010-01-01 | 2012-01-01
I2010-001 | european | FR      | coordinating | 2012-01-01 | 2014-01-01
I2010-001 | european | FR      | present      | 2014-01-01 |
I2010-002 | european | DE      | present      | 2010-06-01 | 2013-06-01
I2011-001 | national | FR      | coordinating | 2011-01-01 |
"""
LAUREATES = """
number               | programme   | year | country | unit_id    | laureates
atip_avenir-2013-1   | atip_avenir | 2013 |         |            | 9
atip_avenir-2014-1   | atip_avenir | 2014 | US      | register:2 | 5
atip_avenir-2014-2   | atip_avenir | 2014 | US      |            | 6
atip_avenir-2014-3   | atip_avenir | 2014 |         |            | 8
programme-2014-1     | programme   | 2014 |         |            |
"""
PRIZES = """
number    | kind   | country | year
D2014-001 | prize  | FR      | 2014
D2014-002 | prize  | SE      | 2014
D2014-003 | honour | FR      | 2014
D2015-001 | prize  |         | 2015
"""
ASSOCIATIONS = """
number    | title | disease  | country | state          | start      | end
S2010-001 | One   | Myopathy | FR      | in_network     | 2010-01-01 | 2011-01-01
S2010-001 | One   | Myopathy | FR      | in_focus_group | 2011-01-01 | 2013-01-01
S2010-001 | One   | Myopathy | FR      | in_network     | 2013-01-01 | 2014-01-01
S2010-002 | Two   | Myopathy | BE      | in_network     | 2010-01-01 | 2012-01-01
S2010-002 | Two   | Myopathy | BE      | in_focus_group | 2012-01-01 |
S2012-001 | Three |          | FR      | in_network     | 2012-06-01 |
"""
MEETINGS = """
number    | held       | associations
M2012-001 | 2012-01-01 | 2
M2012-002 | 2012-12-31 | 1
M2013-001 | 2013-01-01 | 0
"""
PLANS = """
number    | title | ministry_id | state    | start      | end
L2010-001 | Rare  | register:9  | achieved | 2010-01-01 | 2014-12-31
L2012-001 | Brain | register:9  | running  | 2012-01-01 |
L2013-001 | Other |             | stopped  | 2013-05-01 | 2013-05-01
"""
MILESTONES = """
milestone   | number    | title | due        | reached    | in_time
L2010-001.1 | L2010-001 | One   | 2012-06-30 | 2012-06-30 | yes
L2010-001.2 | L2010-001 | Two   | 2012-06-30 | 2012-07-01 | no
L2012-001.1 | L2012-001 | Open  | 2012-12-31 | 2012       |
L2012-001.2 | L2012-001 | Write | 2013-12-31 | 2013-01-01 | yes
"""
EXPERTISE = """
number    | title | kind       | requester_id | country | given
E2014-001 | Sleep | collective | register:9   | FR      | 2014-01-01
E2014-002 | Sirens | opinion   | register:9   | FR      | 2014-12-31
E2014-003 | Fog   | opinion    |              | CH      | 2014
E2015-001 | Echo  | hearing    | register:9   | FR      | 2015-01-01
"""
ORGANISATIONS = """
record_id  | kind      | name
register:1 | institute | The institute
register:2 | unit      | U
register:3 | unit      | V
register:5 | partner   | Kyoto
register:6 | partner   | Oslo
register:7 | partner   | Nowhere
register:8 | partner   | Paris
register:9 | partner   | The ministry
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("desk"), partnership_agreements=AGREEMENTS,
                 partnership_infrastructures=INFRASTRUCTURES, partnership_laureates=LAUREATES,
                 partnership_prizes=PRIZES, partnership_associations=ASSOCIATIONS,
                 partnership_meetings=MEETINGS, partnership_plans=PLANS,
                 partnership_milestones=MILESTONES, partnership_expertise=EXPERTISE,
                 register_organisations=ORGANISATIONS)


def figure(books, name, when="2015-01-01", **where):
    return books.ask(books.question(name, "register:1", when=when, where=where))


def value(books, name, when="2015-01-01", **where):
    return figure(books, name, when, **where).value


def parts(books, name, by, when="2015-01-01", **where):
    question = books.question(name, "register:1", when=when, where=where)
    return {part.group: part.value for part in books.by(question, by)}


def test_laboratories_and_units_and_agreements_of_cooperation_at_a_date(books):
    assert [value(books, name) for name in (
        "associated_laboratories", "units_abroad", "cooperation_agreements")] == [3, 1, 2]
    assert value(books, "agreements_in_force") == 3 + 1 + 2 + 1
    assert parts(books, "agreements_in_force", "kind") == {
        "associated_laboratory": 3, "unit_abroad": 1, "cooperation": 2, "domestic": 1}


@pytest.mark.parametrize("when, count", [
    ("2008-01-31", 0), ("2008-02-01", 1), ("2010-03-01", 2), ("2011-06-01", 3),
    ("2012-01-31", 3), ("2012-02-01", 3), ("2012-06-01", 2), ("2013-06-01", 3)])
def test_what_is_renewed_without_a_gap_is_one_and_a_gap_is_a_gap(books, when, count):
    assert value(books, "associated_laboratories", when) == count


def test_one_that_begins_and_ends_on_the_day_is_signed_and_never_in_force(books):
    assert value(books, "associated_laboratories", "2014-06-15") == 3
    assert value(books, "agreements_signed", "2014") == 2
    assert value(books, "agreements_signed", "2014-06-15") == 1


def test_one_signed_that_has_not_taken_effect_is_not_in_force_and_is_no_doubt(books):
    assert (value(books, "associated_laboratories", "2022"),
            figure(books, "associated_laboratories", "2022").undecided) == (3, 0)


def test_two_partners_in_two_countries_are_one_and_one_in_each(books):
    assert parts(books, "associated_laboratories", "country") == {"JP": 2, "NO": 2}
    assert parts(books, "associated_laboratories", "partner") == {"register:5": 2, "register:6": 2}
    assert value(books, "associated_laboratories", country="NO") == 2


def test_what_ends_on_a_day_is_not_counted_on_it(books):
    assert value(books, "units_abroad", "2014-12-31") == 2
    assert parts(books, "units_abroad", "country", "2014-12-31") == {"JP": 1, None: 1}
    assert figure(books, "units_abroad", country="JP").undecided == 1


def test_a_signature_counts_each_time(books):
    assert [value(books, "agreements_signed", year) for year in ("2008", "2012", "2010")] == [
        1, 1, 4]
    assert value(books, "agreements_signed", "2008..2012", kind="associated_laboratory") == 4


def test_later_is_before_plus_what_took_effect_less_what_ended(books):
    before, after = (value(books, "agreements_in_force", day)
                     for day in ("2011-12-31", "2014-12-31"))
    # since: the renewal of 2012 is no entry; A11-1 ended and its line came back
    assert after == before + 1 - 1


@pytest.mark.parametrize("when, joined, coordinated", [
    ("2010-01-01", 1, 0), ("2011-01-01", 3, 1), ("2012-01-01", 3, 2), ("2013-06-01", 2, 2),
    ("2014-01-01", 2, 1)])
def test_what_is_coordinated_is_joined(books, when, joined, coordinated):
    assert value(books, "infrastructures_joined", when) == joined
    assert value(books, "infrastructures_coordinated", when) == coordinated


def test_infrastructures_by_country_and_level(books):
    assert parts(books, "infrastructures_joined", "country", "2012-06-01") == {"FR": 2, "DE": 1}
    assert parts(books, "infrastructures_joined", "level", "2012-06-01") == {
        "european": 2, "national": 1}


def test_laureates_add_up_and_those_too_few_are_beside(books):
    found = figure(books, "laureates", "2014")
    assert (found.value, found.undecided) == (19, 1)
    assert value(books, "laureates", "2013..2014") == 28
    assert parts(books, "laureates", "country", "2014", programme="atip_avenir") == {
        "US": 11, None: 8}
    assert value(books, "laureates", "2014", unit="register:2") == 5


def test_prizes_by_kind_and_country(books):
    assert value(books, "prizes", "2014") == 3
    assert parts(books, "prizes", "kind", "2014") == {"prize": 2, "honour": 1}
    assert parts(books, "prizes", "country", "2014..2015") == {"FR": 2, "SE": 1, None: 1}


@pytest.mark.parametrize("when, network, group", [
    ("2010-06-01", 2, 0), ("2011-01-01", 2, 1), ("2012-06-01", 3, 2), ("2013-01-01", 3, 1),
    ("2014-01-01", 2, 1)])
def test_one_that_left_the_focus_group_is_in_the_network_until_it_leaves_that(
    books, when, network, group,
):
    assert value(books, "associations_in_network", when) == network
    assert value(books, "associations_in_focus_group", when) == group


def test_associations_by_disease_and_country(books):
    assert parts(books, "associations_in_network", "disease", "2013-06-01") == {
        "Myopathy": 2, None: 1}
    assert parts(books, "associations_in_focus_group", "country", "2012-06-01") == {
        "FR": 1, "BE": 1}


@pytest.mark.parametrize("when, count", [("2012", 2), ("2013", 1), ("2011", 0)])
def test_meetings_held_in_a_year(books, when, count):
    assert value(books, "focus_meetings_held", when) == count


@pytest.mark.parametrize("when, count", [
    ("2010-01-01", 1), ("2012-01-01", 2), ("2013-05-01", 2), ("2014-12-30", 2),
    ("2014-12-31", 1)])
def test_plans_are_coordinated_until_the_day_on_which_they_end(books, when, count):
    assert value(books, "plans_coordinated", when) == count
    assert value(books, "plans_coordinated", when, ministry="register:9") == count


def test_milestones_in_time_are_of_those_that_were_due(books):
    found = figure(books, "milestones_in_time", "2012")
    assert (found.value, found.undecided) == (pytest.approx(1 / 2), 1)
    assert value(books, "milestones_in_time", "2013") == 1
    assert value(books, "milestones_in_time", "2012", plan="Rare") == pytest.approx(1 / 2)


def test_expertise_given_in_a_year(books):
    assert value(books, "expertise_given", "2014") == 3
    assert parts(books, "expertise_given", "kind", "2014") == {"collective": 1, "opinion": 2}
    assert parts(books, "expertise_given", "requester", "2014") == {"register:9": 2, None: 1}
    assert parts(books, "expertise_given", "country", "2014..2015") == {"FR": 3, "CH": 1}


def test_the_stated_figures_of_text_a_are_stated_by_the_audit(books):
    """By the answers of Inserm's landscape: 3, 1 and about 2, as 22, 9 and about 30."""
    declared = tomllib.loads((files("belvedere.landscapes") / "inserm" / "landscape.toml")
                             .read_text(encoding="utf-8"))
    stated = {"associated international laboratories": (3, "exact"),
              "mixed international units set up abroad": (1, "exact"),
              "international cooperation agreements": (2, "approximate")}
    answers = [answer for answer in declared["answer"] if answer["said"] in stated]
    asking = Asker(replace(books.edition, landscape={
        **books.edition.landscape, "institute": "register:1", "answers": answers}))
    claims = [{"claim_id": f"A:{n}", "said": said, "value": value, "precision": precision,
               "at": "2015"} for n, (said, (value, precision)) in enumerate(stated.items())]
    found = audit(asking, claims)
    assert [(one.outcome, one.computed) for one in found] == [
        ("agrees", 3), ("agrees", 1), ("agrees", 2)]
    wrong = audit(asking, [claims[0] | {"value": 22}])
    assert (wrong[0].outcome, wrong[0].computed) == ("differs", 3)
    nothing = audit(asking, [claims[1] | {"at": "2001"}])
    assert nothing[0].outcome == "cannot" and "partnerships register" in nothing[0].explanation.en
