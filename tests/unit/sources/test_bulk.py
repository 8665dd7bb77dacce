"""What is made while something else is used."""

import threading

import pytest

from belvedere.sources.bulk import ahead


def test_the_same_items_in_order():
    assert list(ahead(range(7))) == [0, 1, 2, 3, 4, 5, 6]
    assert list(ahead([])) == []


def test_the_next_is_made_while_one_is_used_and_none_after_it():
    made = [threading.Event() for _ in range(4)]

    def items():
        for number, event in enumerate(made):
            event.set()
            yield number

    coming = ahead(items())
    assert next(coming) == 0
    assert made[1].wait(60) and not made[2].is_set()
    assert next(coming) == 1
    assert made[2].wait(60) and not made[3].is_set()
    assert list(coming) == [2, 3]


def test_what_fails_is_raised_in_its_turn():
    def items():
        yield 1
        raise ValueError("the second is damaged")

    coming = ahead(items())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second is damaged"):
        next(coming)
