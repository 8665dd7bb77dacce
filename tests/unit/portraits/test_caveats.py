"""What is left open is said in a reader's words, never by the path of a column."""

import re

import pytest
from drawn import drawn, edition

from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.columns import WANTING
from belvedere.indicators.definition import Growth, Portion, Share, Sum
from belvedere.portraits.caveats import caveats, left_open, untold

DEFINITIONS = catalogue().values()


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
def test_each_column_that_may_leave_a_record_open_has_words(definition):
    conditions = list(definition.where)
    paths = {d.column for d in definition.dimensions if not d.partners}
    if isinstance(definition.measure, Share):
        conditions += definition.measure.of
    if isinstance(definition.measure, Sum):
        paths.add(definition.measure.column)
    if definition.when is not None:
        paths.add(getattr(definition.when, "date", None) or definition.when.start)
    paths |= {c.column for c in conditions if c.unknown == "undecided"}
    assert not paths - set(WANTING)


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
@pytest.mark.parametrize("of", ["demo", "world"])
def test_no_caveat_names_a_column(demo_asker, definition, of):
    if of == "world" and isinstance(definition.measure, Portion):
        pytest.skip("the world is all of it")
    when = "2014..2020" if isinstance(definition.measure, Growth) else None
    figure = demo_asker.ask(demo_asker.question(definition.name, of, when=when))
    for language in ("en", "fr"):
        said = caveats(demo_asker, figure, language)
        assert len(said) == len(figure.caveats)
        assert not [text for text in said if re.search(r"\w\.\w|_", text)]


@pytest.fixture
def asking(tmp_path):
    rows = drawn(
        projects="""
        project_id | programme | instrument    | start
        P1         | FP7       | collaborative | 2010
        P2         | FP7       |               |
        P3         | FP7       | collaborative |
        """,
        participations="""
        project_id | organisation_id | role
        P1         | ror:a           | participant
        P2         | ror:a           | participant
        P3         | ror:a           | participant
        P2         | ror:b           | participant
        """)
    return Asker(edition(tmp_path, rows))


def test_how_many_are_left_open_and_what_each_may_lack(asking):
    one = asking.ask(asking.question("eu_collaborative_projects", "ror:a"))
    assert left_open(asking, one).en == (
        "Beside these, 1 record is left open: the source does not give the instrument.")
    two = asking.ask(asking.question("eu_collaborative_projects", "ror:a", when="2010"))
    assert left_open(asking, two).en == (
        "Beside these, 2 records are left open: the source does not give the instrument or the "
        "start of the project.")
    assert left_open(asking, two).fr == (
        "En outre, 2 fiches restent en suspens : la source ne donne pas l’instrument ou le début "
        "du projet.")
    assert left_open(asking, asking.ask(asking.question("eu_projects", "ror:a"))) is None


def test_a_sentence_says_why_its_figures_cannot_be_told(asking):
    figure = asking.ask(asking.question("eu_collaborative_projects", "ror:b"))
    assert figure.value is None
    assert untold(asking, [figure], "fr") == (
        "Ce qui ne peut être établi : la source ne donne pas l’instrument.")
    assert untold(asking, [asking.ask(asking.question("eu_projects", "ror:b"))], "en") == ""
