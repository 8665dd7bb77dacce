"""Rows of a file as the forms of a book have them: each is filled in and done by its action.

So a book whose own actions ask or do more comes in as its pages have it, a dossier at
a time.
"""

from collections.abc import Iterator

from django import forms

from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.books import Book
from belvedere.register.desk.models import Dossier
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.forms import OneOrganisation

_OF_ALL = ("submission", "why", "on", "opened", "number")


def asked(book: Book) -> dict[str, forms.Field]:
    """Return what a book's forms ask besides its columns, to open a dossier and to move it."""
    steps = [book.deeds[step.name].form for step in book.model.WORKFLOW.moves
             if step.name in book.deeds]
    first = [book.opens[0]] if book.brings.by_forms else []
    fields = {name: field for form in (*first, *steps)
              for name, field in form.base_fields.items()}
    return {name: field for name, field in fields.items()
            if name not in (*_OF_ALL, *book.brings.columns)}


def organisations(book: Book) -> Iterator[str]:
    """Yield the fields beside a book's columns in which an organisation is named."""
    return (name for name, field in asked(book).items() if isinstance(field, OneOrganisation))


def open_one(book: Book, draft: Draft, *, by: Account | None) -> Dossier:
    """Open a dossier and take it through its way. Raises Refused as its pages would."""
    form, does = book.opens
    why = draft.why or "Import"
    values = _cleaned(form, draft, why=why, opened=draft.values["opened"],
                      number=draft.values.get("number", ""))
    dossier = does(by=by, **values)
    for state, on in draft.refs["way"][1:]:
        dossier = step(book, dossier, draft, state, on, by=by)
    return dossier


def step(book: Book, dossier: Dossier, draft: Draft, state: str, on: str, *, by) -> Dossier:
    """Move a dossier to a state, as its page would."""
    made = next(m for m in book.model.WORKFLOW.possible(dossier.state) if m.target == state)
    if made.name not in book.deeds:
        raise Refused(f"“{made.title.en}” is not done by itself: see the dossier’s page.",
                      f"« {made.title.fr} » ne se fait pas seul : voyez la page du dossier.",
                      f"at_{state}")
    deed, why = book.deeds[made.name], draft.why or "Import"
    values = {"why": why, **_cleaned(deed.form, draft, why=why, on=on)}
    try:
        return deed.does(by=by, dossier=dossier, expected=None, **values)
    except Refused as refused:
        if refused.field not in draft.values:  # it is about the date of this step
            refused.field = f"at_{state}"
        raise


def _cleaned(form: type[Form], draft: Draft, **more: str) -> dict:
    texts = {name: _text(draft, name) for name in form.base_fields if name in draft.values} | more
    filled = form("en", texts)
    if filled.is_valid():
        return filled.cleaned_data
    name, told = next(iter(filled.errors.items()))
    raise Refused(" ".join(told), " ".join(form("fr", texts).errors[name]), name)


def _text(draft: Draft, name: str) -> str:
    meant, value = draft.refs.get(name), draft.values[name]
    if meant is None:
        return "" if value is None else str(value)
    return getattr(meant, "number", None) or f"#{meant.pk}"
