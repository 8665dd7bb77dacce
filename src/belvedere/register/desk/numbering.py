"""Numbers of dossiers: 2014-038, without gaps in a book and a year.

The counter is locked until the action that asked is done, and goes back with it.
"""

import re

from belvedere.register.desk.models import Counter, Dossier


def next_number(model: type[Dossier], year: int) -> str:
    """Return the next number of a book in a year; asked inside an action's transaction."""
    counter = _counter(model, year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{model.PREFIX}{year}-{counter.last:03d}"


def taken(model: type[Dossier], number: str) -> None:
    """Note a number that was given before the register kept the book; the next come after it."""
    if told := re.fullmatch(rf"{model.PREFIX}(\d{{4}})-(\d{{3,6}})", number):
        counter = _counter(model, int(told[1]))
        counter.last = max(counter.last, int(told[2]))
        counter.save(update_fields=["last"])


def _counter(model: type[Dossier], year: int) -> Counter:
    series = model._meta.model_name
    Counter.objects.get_or_create(series=series, year=year)
    return Counter.objects.select_for_update().get(series=series, year=year)
