"""Columns that the register's models share, and what the database enforces of them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Length
from django.db.models.lookups import LessThanOrEqual


def partial(**more):
    """A partial date as text; empty is not known, or not yet."""
    return models.CharField(max_length=10, blank=True, default="", **more)


def one_of(length: int, vocabulary, **more):
    """A key of a vocabulary."""
    return models.CharField(max_length=length, choices=[(key, key) for key in vocabulary], **more)


def known(field: str, vocabulary):
    """A column holds nothing but keys of its vocabulary."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(vocabulary)}),
                                  name=f"%(class)s_{field}_known")


def in_order(start: str, end: str):
    """What ends does so after it began, as far as both are known."""
    return models.CheckConstraint(
        condition=Q(**{end: ""}) | Q(**{start: ""})
        | Q(LessThanOrEqual(Left(F(start), Length(F(end))), F(end))),
        name="%(class)s_ends_after_it_begins")
