"""What a file brings into a book is written: new dossiers all at once, the others by actions.

A new dossier is what its book's actions make of it one after the other, to the row: a
test holds the two together. Nobody is told of what was done years ago.
"""

from collections.abc import Sequence

from django.db import transaction

from belvedere.register.accounts.models import Account
from belvedere.register.desk.books import Book
from belvedere.register.desk.bulk import Made, open_many
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.filled import open_one, step
from belvedere.register.desk.models import Dossier
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.actions import allow


@transaction.atomic
def apply(book: Book, *, by: Account | None, drafts: Sequence[Draft]) -> None:
    """Do what drafts say that were judged created or changed."""
    for permission in needs(book):
        allow(by, permission)
    write(book, [draft for draft in drafts if draft.verdict == "created"], by=by)
    for draft in drafts:
        if draft.verdict == "changed":
            alter(book, draft, by=by)


def needs(book: Book) -> frozenset:
    """Return what who brings dossiers in must be allowed: to keep the book and make its moves."""
    return frozenset({book.desk.keeps, *(move.needs for move in book.model.WORKFLOW.moves)})


def write(book: Book, drafts: Sequence[Draft], *, by: Account | None) -> None:
    """Write new dossiers, each through its way."""
    if book.brings.by_forms:
        for draft in drafts:
            open_one(book, draft, by=by)
        return
    made = made_of(book, drafts)
    open_many(by=by, model=book.model, made=made)
    book.brings.follows(by=by, made=[(one, way) for one, way, _ in made])


def made_of(book: Book, drafts: Sequence[Draft]) -> Made:
    """Return new dossiers as drafts say them, unwritten, with their ways."""
    return [(dossier_of(book, draft), draft.refs["way"], draft.why) for draft in drafts]


def dossier_of(book: Book, draft: Draft) -> Dossier:
    """Return a new dossier as a draft says it, unwritten, in its workflow's first state."""
    values = _values(book, draft, [n for n in book.brings.columns if n in draft.values])
    first, opened = draft.refs["way"][0]
    return book.model(number=draft.values.get("number") or "", opened=opened, state=first,
                      since=opened, **values)


def alter(book: Book, draft: Draft, *, by: Account | None) -> None:
    """Change a dossier and move it on, as its page would."""
    dossier = draft.held
    changed = [name for name in draft.changes if name in book.brings.columns]
    if changed:
        dossier = book.deeds["change"].does(
            by=by, dossier=dossier, expected=None, submission=None, why=draft.why or "Import",
            **_values(book, draft, changed))
    for state, on in draft.refs["way"]:
        dossier = step(book, dossier, draft, state, on, by=by)


def _values(book: Book, draft: Draft, names: Sequence[str]) -> dict:
    columns = told_columns(book.model)
    return {name: draft.refs.get(name) if columns[name].is_relation
            else columns[name].to_python(draft.values[name]) for name in names}
