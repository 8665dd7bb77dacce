"""A work told: which records it is, by what they were joined, and who signs it."""

import pytest
from drawn import drawn, edition

from belvedere.errors import QuestionError
from belvedere.indicators.asking import Asker
from belvedere.portraits import work
from belvedere.tables.publications import HAL, PUBMED

RECORDS = f"""
record_id    | source   | openalex_id | doi      | pmid | hal_id  | title | type    | year | is_retracted | replaced_by
1            | openalex | W1          | 10.1/one |      |         | One   | article | 2020 | no           |
{PUBMED + 7} | pubmed   |             | 10.1/one | 7    |         | Uno   | article | 2020 | yes          |
{HAL + 5}    | hal      |             |          | 7    | hal-5   | Un    | article | 2020 |              |
2            | openalex | W2          |          |      |         | Two   | article | 2020 | no           |
3            | openalex | W3          |          |      |         |       |         |      |              | W2
4            | openalex | W4          |          |      |         |       |         |      |              | deleted
"""  # noqa: E501
SIGNED = """
record_id | position | place | institution_id | country | weight
1         | 1        | 1     | ror:a          | FR      | 0.5
1         | 2        | 1     |                |         | 0.5
"""
NAMED = """
record_id | name | country
ror:a     | A    | FR
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    rows = drawn(work_records=RECORDS, authorships=SIGNED, organisation_records=NAMED)
    return Asker(edition(tmp_path_factory.mktemp("work"), rows))


def test_a_work_of_three_sources_shows_what_joins_them(asking):
    found = work.records(asking, 1)
    assert [(one["source"], one["because"], one["url"]) for one in found] == [
        ("openalex", "doi:10.1/one", "https://openalex.org/W1"),
        ("pubmed", "doi:10.1/one; pmid:7", "https://pubmed.ncbi.nlm.nih.gov/7/"),
        ("hal", "pmid:7", "https://hal.science/hal-5")]
    assert work.described(asking, 1)["title"] == "One"
    assert work.described(asking, 1)["is_retracted"] is True


def test_who_signs_and_what_is_nobodys_add_up(asking):
    signed = [(one["name"], one["basis"], one["weight"]) for one in work.signing(asking, 1)]
    assert signed == [("A", "identifier", 0.5)]
    assert work.nobodys(asking, 1) == 0.5


@pytest.mark.parametrize("written, number", [
    ("W1", 1), ("https://doi.org/10.1/ONE", 1), ("pmid:7", 1), ("HAL-5", 1), ("2", 2),
    (str(HAL + 5), 1), (" https://openalex.org/W2 ", 2),
])
def test_a_work_is_found_by_any_identifier_of_its_records(asking, written, number):
    assert work.work_named(asking, written) == number


def test_a_merged_record_leads_to_the_one_that_stands_and_a_withdrawn_one_nowhere(asking):
    assert work.work_of(asking, 3) == 2
    assert [one["replaced_by"] for one in work.records(asking, 2)] == [None, "W2"]
    assert work.work_of(asking, 4) is None
    for written in ("4", "W9", "nothing", ""):
        with pytest.raises(QuestionError, match="No work is known"):
            work.work_named(asking, written)
