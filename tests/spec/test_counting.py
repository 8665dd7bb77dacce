"""What a figure counts: each key once, by role, with what is unknown beside it."""

from drawn import asker

from belvedere.indicators.undecided import missing

PROJECTS = """
project_id | programme | instrument             | admits_coordination | career_stage | start
P1         | FP7       | collaborative          | yes                 |              | 2009-01-01
P2         | FP7       | collaborative          | yes                 |              | 2010-05
P3         | FP7       | erc                    | no                  | starting     | 2011
P4         | FP7       | marie_curie_individual | no                  |              | 2011-02-01
P5         | FP7       | coordination_and_support | yes               |              | 2012-03-01
P6         | FP7       | imi_ihi                | yes                 |              | 2012-12-31
P7         | FP7       | marie_curie_networks   | yes                 |              | 2013-01-01
"""

# The hand example of the handbook: seven projects of one organisation, a.
PARTICIPATIONS = """
project_id | organisation_id | role        | country | ec_contribution
P1         | ror:a           | coordinator | FR      | 100
P1         | ror:b           | participant | DE      | 50
P2         | ror:a           | participant | FR      | 10
P2         | ror:b           | coordinator | DE      | 20
P3         | ror:a           | coordinator | FR      | 1500
P4         | ror:a           | coordinator | FR      | 200
P5         | ror:a           | coordinator | FR      |
P5         | ror:c           | participant | IT      | 5
P6         | ror:b           | coordinator | DE      | 1
P6         | ror:a           | participant | FR      | 30
P7         | ror:a           | coordinator | FR      | 300
P7         | ror:b           | participant | DE      | 10
P7         | ror:c           | participant | IT      | 10
"""


def world(folder):
    return asker(folder, projects=PROJECTS, participations=PARTICIPATIONS)


def ask(folder, name, of="ror:a", **rest):
    asking = world(folder)
    return asking.ask(asking.question(name, of, **rest))


def test_participations_count_each_project_once(tmp_path):
    assert ask(tmp_path, "eu_projects").value == 7


def test_sole_beneficiaries_coordinate_nobody(tmp_path):
    # naive count 5: P1, P3, P4, P5, P7; of these P3 (ERC) and P4 (fellowship) are alone
    assert ask(tmp_path, "eu_projects_as_coordinator").value == 5
    assert ask(tmp_path, "eu_projects_coordinated").value == 3


def test_coordinated_collaborative_projects_can_be_asked_by_instrument(tmp_path):
    figure = ask(tmp_path, "eu_projects_coordinated", where={"instrument": "collaborative"})
    assert figure.value == 1
    assert ask(tmp_path, "eu_collaborative_projects").value == 2


def test_a_project_of_a_year_is_one_that_starts_in_it(tmp_path):
    # 2011: P3 (known to the year) and P4; 2012 ends with P6 on 31 December
    assert ask(tmp_path, "eu_projects", when="2011").value == 2
    assert ask(tmp_path, "eu_projects", when="2012").value == 2
    assert ask(tmp_path, "eu_projects", when="2009..2010").value == 2


def test_a_date_known_to_the_year_cannot_be_placed_in_a_month(tmp_path):
    figure = ask(tmp_path, "eu_projects", when="2011-02")
    assert (figure.value, figure.undecided) == (1, 1)  # P4 is in; P3 is in 2011, who knows when


def test_a_sum_leaves_unknown_amounts_beside(tmp_path):
    figure = ask(tmp_path, "eu_contribution")
    assert figure.value == 100 + 10 + 1500 + 200 + 30 + 300
    assert figure.undecided == 1  # P5


def test_fractional_counts_share_each_project_among_its_parties(tmp_path):
    # P1 1/2, P2 1/2, P3 1, P4 1, P5 1/2, P6 1/2, P7 1/3
    figure = ask(tmp_path, "eu_projects", counting="fractional")
    assert abs(figure.value - (0.5 + 0.5 + 1 + 1 + 0.5 + 0.5 + 1 / 3)) < 1e-12
    total = sum(ask(tmp_path, "eu_projects", of=o, counting="fractional").value
                for o in ("ror:a", "ror:b", "ror:c"))
    assert abs(total - 7) < 1e-12


def test_countries_are_asked_like_organisations(tmp_path):
    assert ask(tmp_path, "eu_projects", of="DE").value == 4
    assert ask(tmp_path, "eu_projects", of="world").value == 7


def test_a_project_counts_once_for_each_partner_country(tmp_path):
    asking = world(tmp_path)
    parts = asking.by(asking.question("eu_projects", "ror:a"), "partner_country")
    assert [(p.group, p.value) for p in parts] == [("DE", 4), ("IT", 2)]


def test_a_figure_limited_to_a_partner_equals_its_part(tmp_path):
    assert ask(tmp_path, "eu_projects", where={"partner_country": "IT"}).value == 2


def test_growth_compounds_over_the_years_between(tmp_path):
    # one project begins in 2009, two in 2012: (2/1) ** (1/3) - 1
    figure = ask(tmp_path, "eu_projects_growth", when="2009..2012")
    assert abs(figure.value - (2 ** (1 / 3) - 1)) < 1e-12
    assert figure.sums == {"first": 1, "last": 2, "years": 3}
    assert figure.rows == 3


def test_growth_from_nothing_is_no_number(tmp_path):
    assert ask(tmp_path, "eu_projects_growth", when="2008..2012").value is None


def test_third_parties_are_not_beneficiaries(tmp_path):
    asking = asker(
        tmp_path, projects=PROJECTS,
        participations="""
        project_id | organisation_id | role
        P1         | ror:a           | third_party
        P2         | ror:a           | associated_partner
        P3         | ror:a           |
        """,
    )
    assert asking.ask(asking.question("eu_projects", "ror:a")).value == 1  # P3: role not given


def test_what_nobody_knows_is_not_zero(tmp_path):
    # no role is given at all: whether anything is coordinated cannot be told
    asking = asker(
        tmp_path, projects=PROJECTS,
        participations="""
        project_id | organisation_id
        P1         | ror:a
        P1         | ror:b
        P2         | ror:a
        P2         | ror:b
        """,
    )
    figure = asking.ask(asking.question("eu_projects_coordinated", "ror:a"))
    assert (figure.value, figure.undecided) == (None, 2)
    assert missing(asking, figure.question) == ["role"]


def test_a_true_zero_is_zero(tmp_path):
    figure = ask(tmp_path, "imi_projects", of="ror:c")
    assert (figure.value, figure.undecided) == (0, 0)


def test_unknown_values_stand_beside_a_breakdown(tmp_path):
    asking = world(tmp_path)
    parts = asking.by(asking.question("eu_projects", "ror:a"), "career_stage")
    assert [(p.group, p.value) for p in parts] == [("starting", 1), (None, 6)]


def test_two_identifiers_of_one_organisation_count_a_project_once(tmp_path):
    asking = asker(
        tmp_path, projects=PROJECTS,
        participations="""
        project_id | organisation_id | role
        P1         | ror:a           | coordinator
        P1         | pic:1           | participant
        P2         | pic:1           | participant
        """,
        organisation_equivalences="""
        record_id | same_as
        pic:1     | ror:a
        """,
    )
    question = asking.question("eu_projects", "pic:1")
    assert question.of.id == "ror:a"
    assert asking.ask(question).value == 2
    # and P1, whose two parties are one, joins nobody
    assert asking.ask(asking.question("eu_projects_coordinated", "ror:a")).value == 0
