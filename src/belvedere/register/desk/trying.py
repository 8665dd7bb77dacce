"""What a file would do is tried by the book's own actions, and undone."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.books import Book
from belvedere.register.desk.brought import alter, dossier_of, made_of
from belvedere.register.desk.bulk import written
from belvedere.register.exchange.lists import Draft


def tried(book: Book, new: Sequence[Draft], changed: Sequence[Draft]) -> None:
    """Do what drafts say and undo it: what is refused is told with its row.

    Drafts that have their reason are done next, and not tried.
    """
    new, changed = ([draft for draft in some if not draft.why] for some in (new, changed))
    for draft in changed:
        try:
            with transaction.atomic():
                alter(book, draft, by=None)
                transaction.set_rollback(True)
        except Refused as refused:
            draft.refused(about(draft, refused), refused)
        except IntegrityError:
            draft.wrong("", *_broken([]))
    try:
        with transaction.atomic():
            written(book.model, [made_of(book, draft) for draft in new])
            transaction.set_rollback(True)
    except IntegrityError:
        for draft in new:
            try:
                dossier_of(book, draft)[0].validate_constraints()
            except ValidationError as error:
                draft.wrong("", *_broken(error.messages))


def about(draft: Draft, refused: Refused) -> str:
    """Return the column that a refusal is about: the date of a step, for its date."""
    field = refused.field or ""
    if field in draft.values or field.startswith("at_"):
        return field
    if draft.held and draft.refs["way"]:
        return f"at_{draft.refs['way'][0][0]}"
    return ""


def _broken(told: Sequence[str]) -> tuple[str, str]:
    why = " ".join(told)
    return (f"The book refuses it: two of its columns do not go together. {why}".strip(),
            f"Le registre le refuse : deux de ses colonnes ne vont pas ensemble. {why}".strip())
