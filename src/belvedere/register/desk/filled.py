"""What a file says of a dossier that the book has: each move's form filled in, and its action."""

from django import forms

from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.books import Book
from belvedere.register.desk.models import Dossier
from belvedere.register.exchange.lists import Draft

_OF_ALL = ("submission", "why", "on")


def asked(book: Book) -> dict[str, forms.Field]:
    """Return what the forms of a book's moves ask besides its columns."""
    fields = {name: field for step in book.model.WORKFLOW.moves
              for name, field in asks(book, step.name).items()}
    return {name: field for name, field in fields.items() if name not in book.brings.columns}


def asks(book: Book, move: str) -> dict[str, forms.Field]:
    """Return what the form of a move asks besides its date and why."""
    deed = book.deeds.get(move)
    return {name: field for name, field in (deed.form.base_fields if deed else {}).items()
            if name not in _OF_ALL}


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
