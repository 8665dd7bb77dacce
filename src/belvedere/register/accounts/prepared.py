"""Queries whose SQL is made once: to make it takes Django longer than the database to answer."""

from collections.abc import Callable
from copy import copy

from django.db import connections
from django.db.models import QuerySet

_FAR = 2**52
"""A number that no query says of its own, by which a value's place is found again."""


class prepared:
    """A function from numbers and texts to a queryset, whose SQL is made at the first call.

    Used as a decorator. The values must reach the database as they are given, and the
    queryset be the same for all of them: no ``if`` on a value, no pattern made of one.
    Raises TypeError where a value does not arrive.
    """

    def __init__(self, make: Callable[..., QuerySet]) -> None:
        self._make, self._ready = make, {}
        self.__name__, self.__doc__, self.__module__ = make.__name__, make.__doc__, make.__module__

    def __call__(self, *values: int | str) -> QuerySet:
        kinds = tuple(map(type, values))
        if kinds not in self._ready:
            self._ready[kinds] = self._compiled(kinds)
        queryset, ready, sql, places = self._ready[kinds]
        compiler, asked = copy(ready), queryset.all()
        compiler.connection = connections[asked.db]  # each thread has its own
        given = tuple(value if at is None else values[at] for value, at in places)
        compiler.as_sql = lambda *_, **__: (sql, given)
        asked.query.get_compiler = lambda *_, **__: compiler
        return asked

    def _compiled(self, kinds: tuple[type, ...]) -> tuple:
        marks = [_FAR + at if kind is int else f"\x1a{at}" for at, kind in enumerate(kinds)]
        queryset = self._make(*marks)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        places = [(value, marks.index(value) if value in marks else None) for value in params]
        if set(range(len(marks))) - {at for _, at in places}:
            raise TypeError(f"{self.__name__}: a value does not reach the database as it is given")
        return queryset, compiler, sql, places
