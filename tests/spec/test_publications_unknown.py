"""What is not known is told beside a figure, from the facts and from the stored sums alike."""

import pytest
from drawn import asker as of_tables
from drawn_works import Unstored, asker

from belvedere.indicators.held import NO_WORKS

WORLD = """
work | year | subfield | type    | source  | cites | open_access | issn      | signed
a    | 2020 | 2730     | article | journal | 1     | gold        | 0028-4793 | FR ror:x
b    |      | 2730     | article | journal | 3     | closed      | 0028-4793 | FR ror:x
c    | 2020 |          | article | journal | 0     |             |           | FR ror:x
d    | 2020 | 2730     |         | journal | 0     | gold        | 1111-1111 | FR ror:x
e    | 2020 | 2730     |         | journal | 0     | gold        | 0028-4793 | FR ror:x
f    | 2019 | 2730     | letter  | journal | 0     | gold        | 0028-4793 | FR ror:x
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    stored = asker(tmp_path_factory.mktemp("unknown"), WORLD)
    return {"stored": stored, "facts": Unstored(stored.edition)}


@pytest.mark.parametrize("way", ["stored", "facts"])
@pytest.mark.parametrize(("name", "rest", "value", "undecided"), [
    ("articles", {}, 3, 2),  # d and e may be articles
    ("articles", {"when": "2020"}, 2, 3),  # b may be of 2020
    ("articles", {"where": {"theme": "cancer"}}, 2, 3),  # c may be of the theme
    ("articles", {"where": {"subfield": "2730"}}, 2, 3),
    ("articles", {"where": {"type": "article"}}, 3, 2),
    # whatever d is, it is in no prominent journal; b is in one, in what year nobody knows
    ("articles_prominent_journals", {}, 1, 1),
    ("articles_prominent_journals", {"where": {"theme": "cancer"}}, 1, 1),
    ("open_access", {}, 0.5, 3),
    # three citations that came in 2020: of a work of no known year they cannot be placed
    ("mcs", {"when": "2020"}, 0.5, 3),
])
def test_a_work_that_may_count_is_undecided(asking, way, name, rest, value, undecided):
    figure = asking[way].ask(asking[way].question(name, "ror:x", **rest))
    assert (figure.value, figure.undecided) == (value, undecided)


@pytest.mark.parametrize("way", ["stored", "facts"])
def test_citations_in_a_window_that_nobody_knows_are_not_none(asking, way):
    parts = asking[way].by(asking[way].question("mcs", "ror:x", when="2010..2020"), "year")
    assert {p.group: p.value for p in parts} == {2020: 0.5}
    asking[way].database.need("works", "work_descriptions")
    assert asking[way].database.rows(
        "SELECT citations FROM works JOIN work_descriptions USING (work_id) "
        "WHERE title = 'b'") == [(None,)]


def test_without_any_source_of_works_nothing_can_be_told(tmp_path):
    nothing = of_tables(tmp_path, projects="""
    project_id
    P1
    """, organisation_records="""
    record_id | country
    ror:a     | FR
    """)
    for name in ("articles", "mncs", "world_share"):
        question = nothing.question(name, "ror:a")
        assert nothing.ask(question).value is None
        assert nothing.ask(question).caveats == (NO_WORKS,)
        assert nothing.by(question, "year") == nothing.trend(question) == []
