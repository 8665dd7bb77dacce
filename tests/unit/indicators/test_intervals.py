"""Stability intervals: of METHODS §4.8, and what must hold of any."""

from itertools import product

import numpy as np
import pytest
from drawn_works import asker

from belvedere.errors import QuestionError
from belvedere.indicators.intervals import _interval, interval

# score/weight of three works: 1/1, 0/1, 1/½
AMOUNTS, WEIGHTS = np.array([1.0, 0.0, 1.0]), np.array([1.0, 1.0, 0.5])


def test_three_works_drawn_again_lie_between_none_and_all():
    draws = [(sum(AMOUNTS[list(d)] * WEIGHTS[list(d)]) / sum(WEIGHTS[list(d)]))
             for d in product(range(3), repeat=3)]
    assert sorted(draws).count(0) == 1 and len(draws) == 27  # 1 in 27 is above 2.5 %
    assert _interval(AMOUNTS, WEIGHTS, np.ones(3), seed=1) == (0, 1)


def test_what_is_the_same_for_all_works_has_no_width():
    low, high = _interval(np.array([0.25]), np.array([0.5]), np.array([40]), seed=3)
    assert low == high == pytest.approx(0.25)


def test_more_works_make_it_narrower_about_as_one_over_the_root():
    widths = [high - low for low, high in (
        _interval(np.array([0.0, 1.0]), np.ones(2), np.array([n, n]), seed=5)
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
