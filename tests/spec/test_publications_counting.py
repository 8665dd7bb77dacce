"""Whose a paper is: once for everyone who signs it, or in shares that add up to one."""

from fractions import Fraction

import pytest
from drawn_works import asker, world

from belvedere.indicators import reference_signed as whose

# The paper of the handbook: A1 (Inserm + Univ. Paris), A2 (NIH), A3 (Inserm).
PAPER = """
work | year | subfield | type    | cites | signed
a    | 2020 | 2730     | article | 0     | FR ror:inserm + FR ror:paris; US ror:nih; FR ror:inserm
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("paper"), PAPER)


def articles(asking, of, counting="full", **rest):
    return asking.ask(asking.question("articles", of, counting=counting, **rest)).value


@pytest.mark.parametrize("of", ["ror:inserm", "ror:paris", "ror:nih", "FR", "US", "world"])
def test_in_full_a_paper_is_one_for_everyone_who_signs_it(paper, of):
    assert articles(paper, of) == 1


@pytest.mark.parametrize(("of", "share"), [
    ("ror:inserm", 1 / 2), ("ror:paris", 1 / 6), ("ror:nih", 1 / 3),
    ("FR", 1 / 2), ("US", 1 / 2), ("world", 1),
])
def test_in_shares_organisations_divide_by_authors_and_countries_by_countries(paper, of, share):
    assert articles(paper, of, "fractional") == pytest.approx(share, abs=1e-12)


def test_the_reference_gives_every_answer_of_the_handbook():
    drawn = world(PAPER)
    work = drawn.works[0]
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert whose.own_credit(drawn, work) == {
        "ror:inserm": half, "ror:paris": Fraction(1, 6), "ror:nih": third}
    assert whose.credit_of_countries(work) == {"FR": half, "US": half}
    assert whose.shared_by_organisations(drawn, work) == {
        "ror:inserm": third, "ror:paris": third, "ror:nih": third}
    assert whose.shared_by_addresses(drawn, work) == {
        "ror:inserm": half, "ror:paris": Fraction(1, 4), "ror:nih": Fraction(1, 4)}


def test_authors_without_affiliation_keep_their_share_for_nobody_known(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 0     | FR ror:x; -
    b    | 2020 | 2730     | article | 0     |
    """)
    assert articles(asking, "ror:x", "fractional") == 0.5
    assert articles(asking, "world") == 2
    asking.database.need("work_organisations")
    assert asking.database.rows(
        "SELECT work_id, organisation_id, own_weight FROM work_organisations ORDER BY ALL"
    ) == [(1, "ror:x", 0.5), (1, None, 0.5), (2, None, 1)]


def test_a_country_given_to_the_author_alone_signs_too(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 0     | FR ror:x + DE
    """)
    assert [articles(asking, of, "fractional") for of in ("FR", "DE", "ror:x")] == [0.5, 0.5, 1]


def test_what_a_part_signs_its_parents_have_too_and_once(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 0     | FR ror:unit; FR ror:lab; FR ror:other
    b    | 2020 | 2730     | article | 0     | FR ror:unit + FR ror:parent
    """, """
    institution | part_of
    ror:unit    | ror:parent
    ror:lab     | ror:parent; ror:top
    ror:parent  | ror:top
    ror:top     |
    """)
    assert [articles(asking, of) for of in ("ror:unit", "ror:parent", "ror:lab")] == [2, 2, 1]
    assert articles(asking, "ror:parent", "fractional") == pytest.approx(2 / 3 + 1)
    assert articles(asking, "ror:top", "fractional") == pytest.approx(1 / 3 + 1 / 2)


def test_two_identifiers_of_one_organisation_sign_once(tmp_path):
    asking = asker(tmp_path, """
    work | year | subfield | type    | cites | signed
    a    | 2020 | 2730     | article | 0     | FR openalex:I1 + FR ror:x; US ror:y
    """, """
    institution | same_as
    openalex:I1 | ror:x
    """)
    assert (articles(asking, "ror:x"), articles(asking, "ror:x", "fractional")) == (1, 0.5)


def test_a_paper_of_others_changes_nothing_of_ones_own(tmp_path):
    asking = asker(tmp_path, PAPER + """
    b    | 2020 | 2730     | article | 9     | US ror:nih; DE ror:other
    """)
    assert [articles(asking, of, c) for of in ("ror:inserm", "FR") for c in ("full", "fractional")
            ] == [1, 0.5, 1, 0.5]


def test_only_articles_and_reviews_of_journals_count(tmp_path):
    asking = asker(tmp_path, """
    work | year | type     | source     | retracted | cites | signed
    a    | 2020 | article  | journal    |           | 0     | FR ror:x
    b    | 2020 | review   | journal    | no        | 0     | FR ror:x
    c    | 2020 | article  | journal    | yes       | 0     | FR ror:x
    d    | 2020 | letter   | journal    |           | 0     | FR ror:x
    e    | 2020 | article  | repository |           | 0     | FR ror:x
    f    | 2020 |          | journal    |           | 0     | FR ror:x
    """)
    figure = asking.ask(asking.question("articles", "ror:x"))
    assert (figure.value, figure.undecided) == (2, 1)  # f: who knows what it is
    assert asking.ask(asking.question("works_retracted", "ror:x")).value == 1
