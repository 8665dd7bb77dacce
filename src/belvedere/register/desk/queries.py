"""Named reads of dossiers: lists, what is late, who did what, what one is told."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Count, F, ForeignKey, QuerySet

from belvedere.register.accounts.models import Account, AuditEntry
from belvedere.register.accounts.prepared import prepared
from belvedere.register.desk.books import BOOKS, Book, Deadline
from belvedere.register.desk.columns import ALL, Mark
from belvedere.register.desk.models import Comment, Document, Dossier, Notification
from belvedere.register.organisations.queries import folded
from belvedere.tables.dates import bounds

SOON = 30
"""Days before a deadline on which it is shown as due soon."""


@dataclass(frozen=True)
class Due:
    """One deadline of one dossier."""

    deadline: Deadline
    dossier: "Dossier | Listed"
    due: datetime.date
    late: bool


def listed(
    book: Book, account, text: str = "", filters: Mapping[str, str] | None = None,
) -> tuple[QuerySet, frozenset[Mark]]:
    """Return the dossiers that an account may list and that hold every word, the newest first.

    The words are looked for in the columns without a mark only, for who sees no others.
    """
    found, marks = book.within_sight(account)
    column = "searched_within" if marks == ALL else "searched"
    for word in folded(text).split():
        found = found.filter(**{f"{column}__contains": word})
    for name, value in (filters or {}).items():
        if value and name in book.visible(book.filters, marks):
            found = found.filter(**{name: value})
    return found.select_related("unit").order_by("-opened", "-id"), marks


def counted(book: Book, account) -> dict[str, int]:
    """Return how many dossiers an account may list in each state, in the workflow's order."""
    found, _ = book.within_sight(account)
    counts = dict(found.order_by().values_list("state").annotate(n=Count("pk", distinct=True)))
    return {state: counts[state] for state in book.model.WORKFLOW.states if state in counts}


class Listed(NamedTuple):
    """As much of a dossier as a list of deadlines shows; its unit by name."""

    pk: int
    number: str
    unit: str


class AllDue:
    """What is late in some books, and what will be soon, the oldest first: a slice at a time.

    ``known`` gives, for a key, what was read before: the first ``FIRST``, or four times as
    many, and so on, as far as a slice asks.
    """

    FIRST = 200

    def __init__(self, books: Sequence[Book], account, today: datetime.date,
                 known: Callable = lambda key, make: make()) -> None:
        self.today, self._account, self._known = today, account, known
        self._sights = [book.sight(account) for book in books]
        self._kinds = [(book, deadline) for book in books for deadline in book.deadlines]

    @cached_property
    def _found(self) -> list[tuple[int, QuerySet]]:
        return [(at, found) for at, (book, deadline) in enumerate(self._kinds)
                for found in _waiting(book, deadline, self._account, self.today)]

    def __len__(self) -> int:
        return self._known(f"due in all {self._sights}",
                           lambda: sum(found.count() for _, found in self._found))

    def _read(self, stop: int) -> list[tuple]:
        each = ([(_first_due(self._kinds[at][1], date), at, date, *told)
                 for date, *told in found.values_list(
                     self._kinds[at][1].date, "pk", "number", "unit__name")[:stop]]
                for at, found in self._found)
        return [line[1:] for line in islice(merge(*each, key=itemgetter(0)), stop)]

    def __getitem__(self, some: slice) -> list[tuple[Book, Due]]:
        """Return some, each with its book."""
        top = self.FIRST
        while top < some.stop:
            top *= 4
        lines, told = self._known(f"due {top} {self._sights}", lambda: self._read(top)), []
        for at, date, *one in lines[some]:
            book, deadline = self._kinds[at]
            on = _due(deadline, date)
            told.append((book, Due(deadline, Listed(*one), on, on < self.today)))
        return told


def rows(book: Book, pks: Sequence[int], names: Sequence[str]) -> list[tuple[int, list]]:
    """Return some columns of dossiers, in the order of their numbers given.

    An organisation is told by its number and its name; None where there is none.
    """
    read = {pk: values for pk, *values in _rows(book.model, tuple(names))(*pks)} if pks else {}
    places = {name for name in names
              if isinstance(book.model._meta.get_field(name), ForeignKey)}
    found = []
    for pk in filter(read.__contains__, pks):
        values = iter(read[pk])
        found.append((pk, [
            (value, next(values)) if name in places else value
            for name, value in zip(names, values)]))
    return found


@cache
def _rows(model: type[Dossier], names: tuple[str, ...]) -> prepared:
    paths = [path for name in names for path in (
        (name, f"{name}__name") if isinstance(model._meta.get_field(name), ForeignKey)
        else (name,))]
    return prepared(lambda *pks: model.objects.filter(pk__in=pks).values_list("pk", *paths))


def _waiting(
    book: Book, deadline: Deadline, account, today: datetime.date,
) -> list[QuerySet]:
    """Return the dossiers whose deadline has passed or will soon, the oldest date first.

    Of several states each apart: so an index by state gives them in order.
    """
    last = today - datetime.timedelta(deadline.days - SOON)
    # a month or a year counts from its last day, which may still be to come
    begun = [str(last)[:length] for length in (4, 7) if bounds(str(last)[:length])[1] > last]
    found, _ = book.within_sight(account)
    found = found.filter(**{f"{deadline.date}__lte": str(last)}).exclude(
        **{f"{deadline.date}__in": ["", *begun]}).order_by(deadline.date, "pk")
    states = dict(deadline.waiting.children).get("state__in") if len(deadline.waiting) == 1 else ()
    return [found.filter(state=state) for state in states or ()] or [found.filter(deadline.waiting)]


def _due(deadline: Deadline, date: str) -> datetime.date:
    return bounds(date)[1] + datetime.timedelta(deadline.days)


def _first_due(deadline: Deadline, date: str) -> datetime.date:
    """Return the first day that a deadline may mean: dates as texts are in this order."""
    return bounds(date)[0] + datetime.timedelta(deadline.days)


def due_of(book: Book, dossier: Dossier, today: datetime.date) -> list[Due]:
    """Return the deadlines that one dossier still has to meet."""
    waiting = [deadline for deadline in book.deadlines if getattr(dossier, deadline.date)
               and book.model.objects.filter(deadline.waiting, pk=dossier.pk).exists()]
    return [Due(deadline, dossier, on := due_on(deadline, dossier), on < today)
            for deadline in waiting]


def due_on(deadline: Deadline, dossier: Dossier) -> datetime.date:
    """Return the last day of a deadline; a date known to the year counts from its last day."""
    return _due(deadline, getattr(dossier, deadline.date))


def history(dossier: Dossier) -> list[AuditEntry]:
    """Return what was done to a dossier, the newest first."""
    return list(AuditEntry.objects.filter(
        subject=dossier._meta.model_name, subject_id=dossier.pk).order_by("-pk")[:200])


def comments(dossier: Dossier) -> list[Comment]:
    """Return what was written about a dossier, the oldest first."""
    return list(Comment.objects.filter(subject=dossier._meta.model_name, subject_id=dossier.pk)
                .select_related("by").order_by("pk"))


def documents(dossier: Dossier) -> list[Document]:
    """Return a dossier's documents, the newest first."""
    return list(Document.objects.filter(subject=dossier._meta.model_name, subject_id=dossier.pk)
                .select_related("by").order_by("-pk"))


def dossier_of(one: Document | Notification) -> tuple[Book, Dossier]:
    """Return the book and the dossier that something hangs on."""
    book = BOOKS[one.subject]
    return book, book.model.objects.select_related("unit").get(pk=one.subject_id)


def inbox(account: Account) -> QuerySet:
    """Return what somebody was told, what they have not read first."""
    return account.notifications.order_by(F("read").desc(nulls_first=True), "-pk")
