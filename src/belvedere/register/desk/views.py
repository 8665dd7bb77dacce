"""Pages of any desk: its dashboard, the list of a book, a dossier, a document, what one is told."""

import datetime
from functools import partial

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from belvedere.register.accounts.access import everywhere, places
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.refusals import NotAllowed, SignInFirst
from belvedere.register.desk import files, queries
from belvedere.register.desk.books import BOOKS, Book, Desk
from belvedere.register.desk.brought import needs
from belvedere.register.desk.columns import ALL, Mark, told_columns
from belvedere.register.desk.models import Document, Notification
from belvedere.register.desk.showing import cells, history, vocabulary_of
from belvedere.register.organisations.queries import institute_known_as
from belvedere.register.organisations.remembered import remembering

PAGE, AT_ONCE = 50, 2_000
"""Lines of a page; what a list finds is remembered where it is less than this many."""


@require_safe
def dashboard(request, language: str, desk: Desk):
    """A desk today: what waits, how much there is in each state, its figures."""
    today = datetime.date.today()
    of_desk = [book for book in BOOKS.values() if book.desk is desk]
    books = [book for book in of_desk if book.reads(request.user)]
    may = everywhere(request.user)
    known = remembering()
    counts = known(f"states {[book.sight(request.user) for book in books]}", lambda: [
        queries.counted(book, request.user) for book in books])
    kept = books if places(request.user, desk.keeps) else []
    due = Paginator(queries.AllDue(kept, request.user, today, known), PAGE).get_page(
        request.GET.get("page"))
    return page(request, language, "desk/dashboard.html", desk=desk, due=due,
                told=list(zip(books, counts)), known_as=known("institute", institute_known_as),
                files=f"{desk.slug}_lists" if any(
                    book.brings and needs(book) <= may for book in of_desk) else "")


@require_safe
def listing(request, language: str, book: Book):
    """The dossiers of a book that hold what is typed, a page at a time."""
    if not book.reads(request.user):
        raise NotAllowed if request.user.is_authenticated else SignInFirst
    asked = {name: request.GET.get(name, "").strip() for name in ("q", *book.filters)}
    marks = book.listed_marks(request.user)
    numbers = partial(_numbers, book, request.user, asked)
    known, what = remembering(), f"{book.sight(request.user)} {sorted(asked.items())}"
    found = known(f"found {what}", lambda: list(numbers()[:AT_ONCE]))
    pages = Paginator(found if len(found) < AT_ONCE else numbers(), PAGE)
    if len(found) == AT_ONCE:
        pages.count = known(f"count {what}", pages.object_list.count)
    shown = pages.get_page(request.GET.get("page"))
    names = book.visible(book.columns, marks)
    columns = told_columns(book.model)
    return page(
        request, language, "desk/list.html", book=book, shown=shown, asked=asked, names=names,
        rows=queries.rows(book, list(shown), names),
        titles=[columns[name].words for name in names],
        filters=[(name, columns[name].words, vocabulary_of(columns[name], book.model), asked[name])
                 for name in book.visible(book.filters, marks)],
        may_open=bool(book.opens and places(request.user, book.desk.keeps)),
        may_bring=bool(book.brings and needs(book) <= everywhere(request.user)))


def _numbers(book: Book, account, asked: dict[str, str]) -> QuerySet:
    found, _ = queries.listed(book, account, asked["q"], {
        name: value for name, value in asked.items() if name != "q"})
    return found.values_list("pk", flat=True)


@require_safe
def view(request, language: str, pk: int, book: Book):
    """One dossier: what it says, what may be done, what was done."""
    dossier = get_object_or_404(book.model.objects.select_related("unit"), pk=pk)
    marks = book.sees(request.user, dossier)
    if marks is None:
        raise NotAllowed if request.user.is_authenticated else SignInFirst
    within = marks == ALL
    today = datetime.date.today()
    return page(
        request, language, "desk/dossier.html", book=book, dossier=dossier,
        facts=[cell for cell in cells(book, dossier, book.shown, marks)
               if cell.value not in ("", None, [])],
        deeds={name: deed for name, deed in book.deeds.items()
               if deed.possible(dossier) and deed.may(request.user, dossier)},
        periods=dossier.periods.order_by("start", "pk"), states=book.model.WORKFLOW.states,
        due=queries.due_of(book, dossier, today) if within else [],
        documents=queries.documents(dossier) if Mark.CONFIDENTIAL in marks else [],
        comments=queries.comments(dossier) if within else [],
        history=history(book, queries.history(dossier)) if within else [], within=within,
        more=book.more(dossier, marks, request.user))


@require_safe
def document(request, language: str, key: str):
    """Hand over a document, to be saved: nothing of it is shown as a page."""
    one = get_object_or_404(Document, key=key)
    book, dossier = queries.dossier_of(one)
    if Mark.CONFIDENTIAL not in (book.sees(request.user, dossier) or ()):
        raise NotAllowed if request.user.is_authenticated else SignInFirst
    answer = HttpResponse(files.path_of(one.key).read_bytes(), content_type=files.KINDS[one.kind])
    answer["Content-Disposition"] = content_disposition_header(True, one.name)
    answer["Cache-Control"] = "no-store"
    return answer


def inbox(request, language: str):
    """What one is told; all of it can be marked as read."""
    if not request.user.is_authenticated:
        raise SignInFirst
    if request.method == "POST":
        request.user.notifications.unread().update(read=timezone.now())
        return redirect("inbox", language)
    shown = Paginator(queries.inbox(request.user), PAGE).get_page(request.GET.get("page"))
    return page(request, language, "desk/inbox.html", shown=shown)


@require_safe
def told(request, language: str, pk: int):
    """Go to what one was told of; it is read then."""
    if not request.user.is_authenticated:
        raise SignInFirst
    one = get_object_or_404(Notification, pk=pk, to=request.user)
    Notification.objects.filter(pk=pk, read=None).update(read=timezone.now())
    return redirect(BOOKS[one.subject].entry, language, one.subject_id)
