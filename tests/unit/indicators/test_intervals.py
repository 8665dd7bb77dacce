"""Stability intervals: of METHODS §4.8, and what must hold of any."""

from itertools import product

import numpy as np
import pytest
from drawn_works import asker
from msgspec.structs import replace

from belvedere.errors import QuestionError
from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.indicators.intervals import (
    _between,
    _seed,
    _values,
    interval,
    rank_interval,
    side_by_side,
)
from belvedere.indicators.ranking import group, standing

# score/weight of three works: 1/1, 0/1, 1/½
AMOUNTS, WEIGHTS = np.array([1.0, 0.0, 1.0]), np.array([1.0, 1.0, 0.5])


def test_three_works_drawn_again_lie_between_none_and_all():
    draws = [(sum(AMOUNTS[list(d)] * WEIGHTS[list(d)]) / sum(WEIGHTS[list(d)]))
             for d in product(range(3), repeat=3)]
    assert sorted(draws).count(0) == 1 and len(draws) == 27  # 1 in 27 is above 2.5 %
    assert _between(_values(AMOUNTS, WEIGHTS, np.ones(3), seed=1)) == (0, 1)


def test_what_is_the_same_for_all_works_has_no_width():
    low, high = _between(_values(np.array([0.25]), np.array([0.5]), np.array([40]), seed=3))
    assert low == high == pytest.approx(0.25)


def test_more_works_make_it_narrower_about_as_one_over_the_root():
    widths = [high - low for low, high in (
        _between(_values(np.array([0.0, 1.0]), np.ones(2), np.array([n, n]), seed=5))
        for n in (50, 200, 800))]
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.2)
    assert widths[1] / widths[2] == pytest.approx(2, rel=0.2)


WORLD = """
work | year | subfield | type    | cites | signed
1    | 2018 | 2730     | article | 9     | FR ror:a
2    | 2018 | 2730     | article | 3     | FR ror:a; DE ror:b
3    | 2018 | 2730     | article | 0     | FR ror:a
4    | 2018 | 2730     | article | 0     | DE ror:b
5    | 2018 | 2730     | article | 5     | DE ror:b
"""


def test_the_same_question_has_the_same_interval(tmp_path):
    asking = asker(tmp_path, WORLD)
    question = asking.question("mncs", "FR", when="2018")
    found = interval(asking, question)
    assert found == interval(asking, question)
    assert found.low < asking.ask(question).value < found.high
    assert interval(asking, asking.question("mncs", "FR", when="2019")) is None  # nothing counts
    assert interval(asking, question, most=1) is None
    with pytest.raises(QuestionError, match="neither a mean nor a share"):
        interval(asking, asking.question("articles", "FR"))


def test_another_edition_of_the_same_works_has_the_same_interval(tmp_path):
    found = []
    for number, world in enumerate((WORLD, WORLD, WORLD.replace("| 5 ", "| 6 "))):
        asking = asker(tmp_path / str(number), world)
        # a publication of the register makes an edition, and nothing new of works
        asking.edition = replace(asking.edition, name=f"edition {number}")
        found.append(interval(asking, asking.question("pp_top50", "FR", when="2018")))
    assert found[0] == found[1]
    assert _seeds(tmp_path)[0] == _seeds(tmp_path)[1] != _seeds(tmp_path)[2]


def _seeds(folder):
    askers = [Asker(Store(folder / str(number)).edition()) for number in range(3)]
    return [_seed(asking, asking.question("pp_top50", "FR", when="2018")) for asking in askers]


RANKED = """
work | year | subfield | type    | cites | signed
1    | 2018 | 2730     | article | 9     | FR ror:a
2    | 2018 | 2730     | article | 0     | FR ror:a
3    | 2018 | 2730     | article | 5     | DE ror:b
4    | 2018 | 2730     | article | 5     | DE ror:b
5    | 2018 | 2730     | article | 1     | IT ror:c
"""


def all_of(asking, question):
    """Everybody in order, however few their works."""
    values = {who: (part.value, part.rows) for who, part in asking.everyone(question).items()}
    return standing(values, None, group("all"), 1)


def test_the_places_of_a_rank_are_those_of_its_draws(tmp_path):
    asking = asker(tmp_path, RANKED)

    def places(code):
        question = asking.question("mncs", code, when="2018")
        return rank_interval(asking, question, all_of(asking, question))

    # FR is drawn as 0, 4.5 or 9 citations a work: before DE and IT, between them, or last;
    # nobody else's draws differ
    assert places("FR") == (1, 3) == places("FR")
    assert places("DE") == (1, 2)
    assert places("IT") == (2, 3)
    three = [asking.question("mncs", code, when="2018") for code in ("FR", "DE", "IT")]
    assert side_by_side(asking, three) == [
        (interval(asking, one), places(one.of.id)) for one in three]
    assert side_by_side(asking, [*three, asking.question("mncs", "US", when="2018")]) == [
        *((interval(asking, one), None) for one in three), (None, None)]
    question = asking.question("mncs", "FR", when="2018")
    found = all_of(asking, question)
    assert rank_interval(asking, asking.question("mncs", "US", when="2018"), found) is None
    assert rank_interval(asking, question, found, most=1) is None
    with pytest.raises(QuestionError, match="neither a mean nor a share"):
        rank_interval(asking, asking.question("articles", "FR"), found)


def test_who_is_equal_in_every_draw_shares_every_place(tmp_path):
    asking = asker(tmp_path, RANKED.replace("| 9 ", "| 5 ").replace("| 0 ", "| 5 "))
    question = asking.question("mncs", "FR", when="2018")
    assert rank_interval(asking, question, all_of(asking, question)) == (1, 1)
