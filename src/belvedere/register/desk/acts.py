"""Pages on which dossiers are opened and changed: each form is one action."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from belvedere.register.accounts.access import places
from belvedere.register.accounts.pages import attempt, page
from belvedere.register.accounts.refusals import NotAllowed, SignInFirst, Stale
from belvedere.register.desk.books import Book
from belvedere.tables.words import Words

_SAVED = Words("Done. It is in the history.", "C’est fait, et gardé dans l’historique.")


def create(request, language: str, book: Book):
    """Open a dossier."""
    if not request.user.is_authenticated:
        raise SignInFirst
    if not (book.opens and places(request.user, book.desk.keeps)):
        raise NotAllowed
    made_of, does = book.opens
    form = made_of(language, request.POST or None)
    if made := attempt(request, form, lambda data: does(by=request.user, **data)):
        messages.success(request, _SAVED(language))
        return redirect(book.entry, language, made.pk)
    return page(request, language, "desk/create.html", form=form, book=book,
                status=form.told_as)


def act(request, language: str, pk: int, deed: str, book: Book):
    """Show the form of a deed and do it. What was typed stays when it is refused."""
    if not request.user.is_authenticated:
        raise SignInFirst
    dossier = get_object_or_404(book.model.objects.select_related("unit"), pk=pk)
    chosen = book.deeds.get(deed)
    if chosen is None:
        raise Http404
    if not chosen.may(request.user, dossier):
        raise NotAllowed
    form = chosen.form(language, request.POST or None, request.FILES or None,
                       initial=chosen.initial(dossier))
    version = _version(request, dossier)
    stale = []

    def does(data):
        try:
            return chosen.does(by=request.user, dossier=dossier, expected=version, **data)
        except Stale as refused:
            stale.append(refused)
            raise

    if attempt(request, form, does):
        messages.success(request, _SAVED(language))
        return redirect(book.entry, language, dossier.pk)
    if stale:  # sent again, it is written on what is there now
        dossier.refresh_from_db()
        version = dossier.version
    return page(request, language, "desk/act.html", form=form, deed=chosen, dossier=dossier,
                book=book, version=version, status=409 if stale else form.told_as)


def _version(request, dossier) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else (
        dossier.version if request.method != "POST" else 0)
