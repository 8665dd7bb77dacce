"""Who signs together: none, national, international, each paper in one of them."""

import pytest
from drawn_works import asker

from belvedere.errors import QuestionError

# The eight papers of the handbook: I is asked about; U, C are French, N, O are not.
EIGHT = """
work | year | subfield | type    | cites | signed
1    | 2020 | 2730     | article | 0     | FR ror:i
2    | 2020 | 2730     | article | 0     | FR ror:i
3    | 2020 | 2730     | article | 0     | FR ror:i; FR ror:u
4    | 2020 | 2730     | article | 0     | FR ror:i + FR ror:c
5    | 2020 | 2730     | article | 0     | FR ror:i; US ror:n
6    | 2020 | 2730     | article | 0     | FR ror:i; US ror:n; GB ror:o
7    | 2020 | 2730     | article | 0     | FR ror:i + DE
8    | 2020 | 2730     | article | 0     | FR ror:i; FR ror:u
"""
KINDS = """
institution | kind
ror:c       | company
"""


@pytest.fixture(scope="module")
def eight(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("eight"), EIGHT, KINDS)


def share(asking, name, of="ror:i"):
    return asking.ask(asking.question(name, of)).value


def test_none_two_national_three_international_three(eight):
    parts = {p.group: p.value for p in eight.by(eight.question("articles", "ror:i"),
                                                "collaboration")}
    assert parts == {"none": 2, "national": 3, "international": 3}
    assert share(eight, "international_collaboration") == 3 / 8
    assert share(eight, "national_collaboration") == 3 / 8


def test_one_organisation_with_an_author_abroad_is_international(eight):
    columns, rows, _ = eight.rows(
        eight.question("articles", "ror:i", where={"collaboration": "international"}))
    assert [row[columns.index("title")] for row in rows] == ["5", "6", "7"]


def test_a_company_signs_one_of_eight(eight):
    assert share(eight, "industry_collaboration") == 1 / 8


def test_partners_are_counted_once_for_each_paper(eight):
    parts = {p.group: p.value
             for p in eight.by(eight.question("articles", "ror:i"), "partner_country")}
    assert parts == {"FR": 3, "US": 2, "GB": 1}
    countries = {p.group: p.value
                 for p in eight.by(eight.question("articles", "FR"), "partner_country")}
    assert countries == {"US": 2, "DE": 1, "GB": 1}
    figure = eight.ask(eight.question("articles", "ror:i", where={"partner": "ror:n"}))
    assert figure.value == 2


def test_partners_are_asked_of_those_who_have_some(eight):
    for of, dimension in (("FR", "partner"), ("world", "partner"), ("world", "partner_country")):
        with pytest.raises(QuestionError, match="ask it of an organisation"):
            eight.by(eight.question("articles", of), dimension)
        with pytest.raises(QuestionError, match="ask it of an organisation"):
            eight.question("articles", of, where={dimension: "US"})


def test_organisations_of_countries_nobody_knows_cannot_be_told(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 0     | ror:x; ror:y
    b    | 2020 | 2730     | article | 0     | FR; FR
    c    | 2020 | 2730     | article | 0     | -
    """)
    figure = asking.ask(asking.question("national_collaboration", "world"))
    assert (figure.value, figure.undecided) == (None, 3)


# Addresses on which known tools find another country.


def test_a_place_named_like_a_country_is_where_the_source_says(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 0     | US ror:university-of-georgia
    b    | 2020 | 2730     | article | 0     | GE ror:tbilisi
    c    | 2020 | 2730     | article | 0     | RO ror:romania
    d    | 2020 | 2730     | article | 0     | US ror:indiana + US ror:beth-israel
    e    | 2020 | 2730     | article | 0     | TW ror:taiwan
    """)
    found = {of: asking.ask(asking.question("articles", of)).value
             for of in ("US", "GE", "RO", "OM", "IN", "IL", "TW", "CN")}
    assert found == {"US": 2, "GE": 1, "RO": 1, "OM": 0, "IN": 0, "IL": 0, "TW": 1, "CN": 0}
    assert asking.ask(asking.question("international_collaboration", "world")).value == 0
