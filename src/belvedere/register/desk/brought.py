"""What a file brings into a book is written: new dossiers all at once, the others by actions.

A new dossier is what its book's actions make of it one after the other, to the row: a
test holds the two together. Nobody is told of what was done years ago.
"""

from collections.abc import Sequence
from itertools import pairwise

from django.db import transaction

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.books import Book
from belvedere.register.desk.bulk import Made, open_many
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.filled import asks, step
from belvedere.register.desk.models import Dossier
from belvedere.register.desk.workflow import Move
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.actions import allow


@transaction.atomic
def apply(book: Book, *, by: Account | None, drafts: Sequence[Draft]) -> None:
    """Do what drafts say that were judged created or changed."""
    for permission in needs(book):
        allow(by, permission)
    mains = [draft for draft in drafts if "main" not in draft.refs]
    write(book, [draft for draft in mains if draft.verdict == "created"], by=by)
    for draft in mains:
        if draft.verdict == "changed":
            alter(book, draft, by=by)


def needs(book: Book) -> frozenset:
    """Return what who brings dossiers in must be allowed: to keep the book and make its moves."""
    return frozenset({book.desk.keeps, *(move.needs for move in book.model.WORKFLOW.moves)})


def write(book: Book, drafts: Sequence[Draft], *, by: Account | None) -> None:
    """Write new dossiers, each through its way."""
    made = [made_of(book, draft) for draft in drafts]
    open_many(by=by, model=book.model, made=made)
    book.brings.follows(by=by, made=[
        (one.one, one.way, draft) for one, draft in zip(made, drafts, strict=True)])


def made_of(book: Book, draft: Draft) -> Made:
    """Return a new dossier as a draft says it, unwritten. Raises Refused where its book would."""
    one, later = dossier_of(book, draft)
    parts = []
    hung: dict[str, list] = {}
    for part in book.brings.parts:
        hung[part.name] = []
        for told, acts in part.rows(draft.refs["parts"].get(part.name, ())):
            parts.append((part.of, part.model(**told), acts))
            hung[part.name].append(parts[-1][1])
    draft.refs["hung"] = hung
    noted = book.brings.opens(one, draft) or {}

    def does(one: Dossier, move: Move, on: str) -> Sequence | None:
        for name, value in later.get(move.name, {}).items():
            setattr(one, name, value)
        try:
            return book.brings.steps(one, draft, move.name, on)
        except Refused as refused:
            if refused.field not in draft.values:  # it is about the date of this step
                refused.field = f"at_{move.target}"
            raise

    return Made(one, draft.refs["way"], draft.why, does, parts, noted)


def dossier_of(book: Book, draft: Draft) -> tuple[Dossier, dict[str, dict]]:
    """Return a new dossier as a draft says it, unwritten, in its workflow's first state.

    With it what the forms of moves on its way ask, by move: it is not said before.
    """
    flow, way = book.model.WORKFLOW, draft.refs["way"]
    told = [name for name in book.brings.columns if name in draft.values]
    later: dict[str, dict] = {}
    for (old, _), (state, on) in pairwise(way):
        move = next(m for m in flow.possible(old) if m.target == state)
        if on and (names := [name for name in asks(book, move.name) if name in told]):
            later[move.name] = _values(book, draft, names)
            told = [name for name in told if name not in names]
    first, opened = way[0]
    return book.model(number=draft.values.get("number") or "", opened=opened, state=first,
                      since=opened, **_values(book, draft, told)), later


def alter(book: Book, draft: Draft, *, by: Account | None) -> None:
    """Change a dossier, move it on and add what hangs on it, as its page would."""
    dossier, why = draft.held, draft.why or "Import"
    changed = [name for name in draft.changes
               if name in book.brings.columns and name not in draft.refs["of_moves"]]
    if changed:
        dossier = book.deeds["change"].does(
            by=by, dossier=dossier, expected=None, submission=None, why=why,
            **_values(book, draft, changed))
    adding = [part for part in book.brings.parts if part.name in draft.refs["adding"]]
    for part in adding:
        if not part.after:
            dossier = _add(part, draft, dossier, why, by=by)
    for state, on in draft.refs["way"]:
        dossier = step(book, dossier, draft, state, on, by=by)
    for part in adding:
        if part.after:
            dossier = _add(part, draft, dossier, why, by=by)


def _add(part, draft: Draft, dossier: Dossier, why: str, *, by: Account | None) -> Dossier:
    part.adds(by=by, dossier=dossier, items=draft.refs["parts"][part.name], why=why)
    return type(dossier).objects.get(pk=dossier.pk)


def _values(book: Book, draft: Draft, names: Sequence[str]) -> dict:
    columns = told_columns(book.model)
    return {name: draft.refs.get(name) if columns[name].is_relation
            else columns[name].to_python(draft.values[name]) for name in names}
