"""What all books of the partnerships desk have: a matter begun, corrected, its dates in order."""

from collections.abc import Mapping
from functools import partial

from django.db import transaction

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.columns import told_columns
from belvedere.register.organisations.dates import checked
from belvedere.register.partnerships.models import Matter

_KEEP = Permission.KEEP_PARTNERSHIPS


def checked_matter(model: type[Matter], values: Mapping) -> None:
    """Check what was filled in: a title, a unit, dates that are dates, keys that are known."""
    if "title" in values and not (values["title"] or "").strip():
        raise Refused("Give the title.", "Donnez le titre.", "title")
    if "unit" in values and values["unit"] is None:
        raise Refused("Give the unit, or the institute itself.",
                      "Donnez l’unité, ou l’institut lui-même.", "unit")
    for name, column in told_columns(model).items():
        value = values.get(name)
        if value and getattr(column, "is_day", False):
            checked(value, name)
        if value and hasattr(column, "vocabulary") and value not in column.vocabulary:
            raise Refused(f"{value} is none of those that there are.",
                          f"{value} n’est aucun de ceux qui existent.", name)


@transaction.atomic
def began(model: type[Matter], *, by: Account | None, opened: str, **values) -> Matter:
    """Begin a matter of any book of the desk."""
    checked_matter(model, {"title": "", "unit": None, **values})
    return desk.open_dossier(model, by=by, needs=_KEEP, opened=opened, **values)


@transaction.atomic
def change(*, by: Account | None, dossier: Matter, values: Mapping, **more) -> Matter:
    """Correct or complete a matter."""
    checked_matter(type(dossier), values)
    return desk.change(by=by, dossier=dossier, needs=_KEEP, values=values, **more)


def begin(model: type[Matter]) -> partial:
    """Return what begins a matter of one book."""
    return partial(began, model)
