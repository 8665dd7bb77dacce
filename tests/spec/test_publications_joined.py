"""Records of one work are joined; each value is from the first source that knows it."""

import pytest
from drawn import drawn, edition

from belvedere.indicators.asking import Asker
from belvedere.tables.publications import HAL, PUBMED

RECORDS = f"""
record_id    | source   | openalex_id | doi      | pmid | hal_id  | title | type    | year | publication_date | journal_id     | source_type | language | mesh           | is_retracted | cited_by_count | subfield | replaced_by | updated
1            | openalex | W1          | 10.1/one |      |         | One   | article | 2020 | 2020-03-01       | issn:1111-1111 | journal     |          |                | no           | 4              | 1702     |             | 2024-01-01
{PUBMED + 7} | pubmed   |             | 10.1/one | 7    |         | Uno   | review  | 2019 | 2019             |                | journal     | en       | D009369; D1    | yes          |                |          |             | 2024-02-01
{HAL + 5}    | hal      |             |          | 7    | hal-5   | Un    | article | 2021 | 2021             |                | journal     | fr       | D1; D2         |              |                |          |             | 2024-03-01
2            | openalex | W2          | 10.1/two |      |         | Two   | article | 2020 | 2020             | issn:1111-1111 | journal     |          |                |              | 0              | 1702     |             | 2024-01-01
3            | openalex | W3          | 10.1/thr |      |         | Old   | article | 2018 | 2018             | issn:1111-1111 | journal     |          |                |              | 9              | 1702     | W4          | 2024-01-01
4            | openalex | W4          | 10.1/fou |      |         | Four  | article | 2020 | 2020             | issn:1111-1111 | journal     |          |                |              | 0              | 1702     |             | 2024-01-01
5            | openalex | W5          | 10.1/fiv |      |         | Five  | article | 2020 | 2020             | issn:1111-1111 | journal     |          |                |              | 0              | 1702     | deleted     | 2024-01-01
6            | openalex | W6          | 10.1/six |      |         | Six   | article | 2020 | 2020             | issn:1111-1111 | journal     |          |                |              | 0              | 1702     | deleted     | 2024-01-01
7            | openalex | W7          | 10.1/six |      |         | Seven | article | 2020 | 2020             | issn:1111-1111 | journal     |          |                |              | 0              | 1702     | deleted     | 2024-01-01
8            | openalex | W8          |          |      |         | Li    | article | 2020 | 2020             | issn:1111-1111 | journal     |          |                |              | 0              | 1702     |             | 2024-01-01
9            | openalex | W9          |          |      |         | Li    | article | 2020 | 2020             | issn:1111-1111 | journal     |          |                |              | 0              | 1702     |             | 2024-01-01
{PUBMED + 8} | pubmed   |             | 10.1/fiv | 8    |         | Cinq  | article | 2020 | 2020             |                | journal     |          |                |              |                |          |             | 2024-01-01
10           | openalex | W10         |          | 9    |         | Ten   | article | 2012 | 2012             | issn:1111-1111 | journal     |          |                |              | 5              | 1702     |             | 2021-01-01
{PUBMED + 9} | pubmed   |             |          | 9    |         | Dix   | article | 2012 | 2012             |                | journal     |          |                |              |                |          |             | 2024-01-01
"""  # noqa: E501
SIGNED = f"""
record_id    | position | place | institution_id | country | weight
1            | 1        | 1     | ror:a          | FR      | 1
{PUBMED + 7} | 1        | 1     | ror:b          | US      | 1
{HAL + 5}    | 1        | 1     | ror:c          | DE      | 1
2            | 1        | 1     | ror:a          | FR      | 1
3            | 1        | 1     | ror:z          | US      | 1
4            | 1        | 1     | ror:a          | FR      | 1
5            | 1        | 1     | ror:z          | US      | 1
6            | 1        | 1     | ror:z          | US      | 1
8            | 1        | 1     | ror:d          | CN      | 1
9            | 1        | 1     | ror:d          | CN      | 1
{PUBMED + 8} | 1        | 1     | ror:a          | FR      | 1
"""
CITED = """
record_id | year | citations
1         | 2020 | 4
3         | 2018 | 9
10        | 2013 | 2
"""
ORGANISATIONS = """
record_id | name | country
ror:a     | A    | FR
ror:b     | B    | US
ror:c     | C    | DE
ror:d     | D    | CN
ror:z     | Z    | US
"""


@pytest.fixture(scope="module")
def joined(tmp_path_factory):
    rows = drawn(work_records=RECORDS, authorships=SIGNED, citations=CITED,
                 organisation_records=ORGANISATIONS)
    asking = Asker(edition(tmp_path_factory.mktemp("joined"), rows, as_of="2024-01-01", parts=3))
    asking.database.need("works", "work_descriptions", "work_identities", "work_organisations",
                         "work_countries")
    return asking


def work(asking, number):
    return asking.database.records(
        "SELECT * FROM works JOIN work_descriptions USING (work_id) WHERE work_id = ?",
        [number])[0]


def test_three_sources_tell_of_one_work(joined):
    assert joined.database.rows("SELECT work_id FROM works ORDER BY work_id") == [
        (1,), (2,), (4,), (8,), (9,), (10,), (PUBMED + 8,)]


def test_each_value_is_from_the_first_source_that_knows_it(joined):
    one = work(joined, 1)
    assert (one["title"], one["type"], one["year"], one["language"]) == (
        "One", "article", 2020, "en")
    assert (one["doi"], one["pmid"], one["hal_id"]) == ("10.1/one", "7", "hal-5")
    assert (one["subfield"], one["citations"]) == ("1702", 4)
    assert sorted(one["mesh"]) == ["D009369", "D1", "D2"]


def test_citations_are_dated_by_the_source_that_counts_them(joined):
    # in 2021 those since 2012 had a year; that PubMed wrote in 2024 is nothing to them
    assert work(joined, 10)["citations"] == 2


def test_what_one_source_adds_counts(joined):
    # a descriptor of PubMed makes it of the theme, and PubMed knows of the retraction
    one = work(joined, 1)
    assert one["themes"] == ["cancer"]
    assert (one["is_retracted"], one["is_citable"]) == (True, False)
    assert joined.ask(joined.question("works_retracted", "ror:a")).value == 1


def test_authors_are_those_of_the_first_source_that_has_any(joined):
    assert joined.database.rows(
        "SELECT organisation_id, weight FROM work_organisations WHERE work_id = 1"
    ) == [("ror:a", 1)]
    assert joined.database.rows("SELECT country, weight FROM work_countries WHERE work_id = 1"
                                ) == [("FR", 1)]


def test_every_joined_record_says_why(joined):
    found = {row[0]: row[1:] for row in joined.database.rows(
        "SELECT record_id, work_id, because FROM work_identities")}
    assert found[1] == (1, "doi:10.1/one")
    assert found[PUBMED + 7] == (1, "doi:10.1/one; pmid:7")
    assert found[HAL + 5] == (1, "pmid:7")
    assert found[3] == (4, "merged by its source")
    assert 2 not in found and 8 not in found


def test_a_merged_record_is_the_one_that_stands_and_tells_nothing(joined):
    four = work(joined, 4)
    assert (four["title"], four["year"], four["citations"]) == ("Four", 2020, 0)
    assert joined.database.rows("SELECT organisation_id FROM work_organisations "
                                "WHERE work_id = 4") == [("ror:a",)]


def test_a_withdrawn_record_is_no_work(joined):
    found = {row[0]: row[1:] for row in joined.database.rows(
        "SELECT record_id, work_id, because FROM work_identities WHERE record_id IN (6, 7)")}
    assert found == {6: (None, "withdrawn by its source"), 7: (None, "withdrawn by its source")}
    assert joined.ask(joined.question("articles", "ror:z")).value == 0


def test_a_record_withdrawn_by_one_source_is_the_work_of_the_other(joined):
    five = work(joined, PUBMED + 8)
    assert (five["title"], five["openalex_id"], five["journal_id"]) == ("Cinq", None, None)
    assert joined.database.rows(
        "SELECT organisation_id FROM work_organisations WHERE work_id = ?", [PUBMED + 8]
    ) == [("ror:a",)]


def test_the_same_author_title_and_year_do_not_make_one_work(joined):
    assert joined.ask(joined.question("articles", "CN", when="2020")).value == 2


def test_articles_are_those_that_stand(joined):
    columns, rows, count = joined.rows(joined.question("articles", "world"))
    assert [row[columns.index("title")] for row in rows] == [
        "Two", "Four", "Li", "Li", "Ten", "Cinq"]
    assert count == 6
