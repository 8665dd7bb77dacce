"""Shares: of the keys for which it can be told, those for which it holds."""

from drawn import asker

TRIALS = """
record_id | source | nct_id | completion | result_status
bso:N1    | bso    | N1     | 2014       | within_12_months
bso:N2    | bso    | N2     | 2014       | none
bso:N3    | bso    | N3     | 2020       | after_36_months
bso:N4    | bso    | N4     | 2013       | within_36_months
bso:N5    | bso    | N5     | 2021       |
bso:N6    | bso    | N6     | 2023       | none
"""
SPONSORS = """
record_id | organisation_id | role
bso:N1    | ror:a           | lead
bso:N2    | ror:a           | lead
bso:N3    | ror:a           | lead
bso:N4    | ror:a           | lead
bso:N5    | ror:a           | lead
bso:N6    | ror:a           | lead
bso:N6    | ror:b           | collaborator
"""


def share(folder, name="trials_with_results_share", of="ror:a", **rest):
    asking = asker(folder, as_of="2025-05", trial_records=TRIALS, trial_sponsor_records=SPONSORS)
    return asking.ask(asking.question(name, of, **rest))


def test_a_share_is_of_those_completed_in_ten_years_that_were_looked_up(tmp_path):
    # 2014 to 2023: N1, N2, N3, N6 (N5 was not looked up, N4 is too early); results: N1, N3
    figure = share(tmp_path)
    assert figure.when.written == "2014..2023"
    assert figure.sums == {"numerator": 2, "denominator": 4}
    assert (figure.value, figure.undecided) == (0.5, 1)


def test_within_twelve_months_is_a_part_of_it(tmp_path):
    assert share(tmp_path, "trials_with_results_12_months_share").value == 0.25


def test_another_period_may_be_asked(tmp_path):
    assert share(tmp_path, when="2013").sums == {"numerator": 1, "denominator": 1}


def test_a_zero_denominator_is_no_number(tmp_path):
    assert share(tmp_path, when="2000").value is None
    assert share(tmp_path, of="ror:b").value is None  # collaborator only


def test_the_rows_say_which_are_in_the_numerator(tmp_path):
    asking = asker(tmp_path, as_of="2025-05", trial_records=TRIALS,
                   trial_sponsor_records=SPONSORS)
    columns, rows, _ = asking.rows(asking.question("trials_with_results_share", "ror:a"))
    found = {row[0]: row[columns.index("counts_in_numerator")] for row in rows}
    assert found == {"N1": True, "N2": False, "N3": True, "N6": False}


def test_a_trial_in_two_registries_is_one_trial(tmp_path):
    asking = asker(
        tmp_path,
        trial_records="""
        record_id  | source | nct_id | eudract_id     | status    | completion | result_status
        ctgov:N1   | ctgov  | N1     | 2010-000001-01 | COMPLETED | 2014-06-01 |
        bso:N1     | bso    | N1     |                |           | 2015       | none
        bso:E1     | bso    |        | 2010-000001-01 |           | 2015       | none
        bso:E2     | bso    |        | 2010-000002-02 |           | 2015       | none
        """,
        trial_sponsor_records="""
        record_id | organisation_id | role
        ctgov:N1  | ror:a           | lead
        bso:N1    | ror:a           | lead
        bso:E1    | ror:a           | lead
        bso:E2    | ror:a           | lead
        """,
    )
    assert asking.ask(asking.question("trials_sponsored", "ror:a")).value == 2
    # each value from the first source that knows it: the date is the registry's
    assert asking.ask(asking.question("trials_sponsored", "ror:a", when="2014")).value == 1
    # but the assessor places it by its own
    share = asking.ask(asking.question("trials_with_results_share", "ror:a", when="2015"))
    assert share.sums["denominator"] == 2


def test_two_numbers_of_one_registry_stay_two_trials(tmp_path):
    asking = asker(
        tmp_path,
        trial_records="""
        record_id | source | nct_id | eudract_id
        ctgov:N1  | ctgov  | N1     | 2010-000001-01
        ctgov:N2  | ctgov  | N2     | 2010-000001-01
        bso:E1    | bso    |        | 2010-000001-01
        """,
        trial_sponsor_records="""
        record_id | organisation_id | role
        ctgov:N1  | ror:a           | lead
        ctgov:N2  | ror:a           | lead
        """,
    )
    assert asking.ask(asking.question("trials_sponsored", "ror:a")).value == 2
    asking.database.need("trials")
    flagged = asking.database.rows("SELECT trial_id FROM trials WHERE caveat IS NOT NULL")
    assert {"N1", "N2"} <= {row[0] for row in flagged}
