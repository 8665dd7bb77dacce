"""Whose an institution is, where sources name one organisation in several ways."""

import pytest
from drawn import asker as drawn_asker

WORK = """
record_id | source   | type    | year | publication_date | source_type | cited_by_count | subfield
1         | openalex | article | 2020 | 2020             | journal     | 0              | 2730
"""


def weights(folder, **tables):
    asking = drawn_asker(folder, work_records=WORK, **tables)
    return {of: tuple(asking.ask(asking.question("articles", of, counting=counting)).value
                      for counting in ("full", "fractional")) for of in ("ror:x", "world")}


def test_an_institution_that_only_a_statement_knows_is_the_organisation(tmp_path):
    assert weights(
        tmp_path,
        authorships="""
        record_id | position | place | institution_id | country | weight
        1         | 1        | 1     | hal:1          | FR      | 0.5
        1         | 2        | 1     | ror:x          | FR      | 0.5
        """,
        organisation_records="""
        record_id | country
        ror:x     | FR
        """,
        organisation_equivalences="""
        record_id | same_as
        hal:1     | ror:x
        """,
    ) == {"ror:x": (1, 1), "world": (1, 1)}


def test_a_part_of_two_records_of_one_organisation_counts_once_for_it(tmp_path):
    found = weights(
        tmp_path,
        authorships="""
        record_id  | position | place | institution_id | country | weight
        1          | 1        | 1     | openalex:part  | FR      | 1
        """,
        organisation_records="""
        record_id     | country
        openalex:part | FR
        openalex:I1   |
        ror:x         | FR
        """,
        organisation_equivalences="""
        record_id   | same_as
        openalex:I1 | ror:x
        """,
        institution_lineage="""
        institution_id | ancestor_id
        openalex:part  | openalex:I1
        openalex:part  | ror:x
        """,
    )
    assert found["ror:x"] == pytest.approx((1, 1))
