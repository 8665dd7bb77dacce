"""A book as a file: the dossiers that its list shows, the columns that one may see."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.register.accounts.refusals import NotAllowed, SignInFirst
from belvedere.register.desk import queries
from belvedere.register.desk.books import Book
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.showing import vocabulary_of
from belvedere.register.exchange.lists import Column, DeclaredList, as_it_is, worded
from belvedere.register.exchange.writing import as_csv, as_xlsx, cells

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 2_000


def declared(book: Book, account) -> DeclaredList:
    """Return a book's list as an account may take it out; files come in by ``exchanging``."""
    _, marks = book.within_sight(account)
    columns = [_column(book, name) for name in dict.fromkeys(
        ("number", *book.visible(book.shown, marks)))]
    return DeclaredList(
        book.slug, book.title, columns, frozenset({book.desk.keeps}),
        partial(_rows, book, account, [column.field for column in columns]),
        judge=_nothing, apply=_nothing)


def _nothing(*given, **named) -> None:
    raise AssertionError("a book of a desk comes in by its actions")


def _column(book: Book, name: str) -> Column:
    column = told_columns(book.model)[name]
    vocabulary = vocabulary_of(column, book.model)
    return Column(name, column.words, write=worded(vocabulary) if vocabulary else as_it_is,
                  for_reading=True)


def _rows(book: Book, account, names: list[str], filters: Mapping[str, str]) -> Iterator[dict]:
    found, _ = queries.listed(book, account, filters.get("q", ""), {
        name: filters.get(name, "") for name in book.filters})
    for one in found.iterator(AT_ONCE):
        yield {name: _plain(getattr(one, name)) for name in names}


def _plain(value: Any) -> Any:
    return str(value) if hasattr(value, "pk") else value


@require_safe
def export(request, language: str, book: Book, form: str):
    """A book's list as a file, with the filters of its page, a row at a time."""
    if not book.reads(request.user):
        raise NotAllowed if request.user.is_authenticated else SignInFirst
    of = declared(book, request.user)
    rows = cells(of, {key: request.GET.get(key, "").strip() for key in request.GET}, language)
    if form == "xlsx":
        answer = FileResponse(as_xlsx(rows), content_type=_XLSX)
    else:
        answer = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"{of.name}-{timezone.localdate()}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
