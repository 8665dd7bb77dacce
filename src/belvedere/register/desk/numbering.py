"""Numbers of dossiers: 2014-038, without gaps in a book and a year.

The counter is locked until the action that asked is done, and goes back with it.
"""

import re
from collections.abc import Sequence

from belvedere.register.desk.models import Counter, Dossier


def next_number(model: type[Dossier], year: int) -> str:
    """Return the next number of a book in a year; asked inside an action's transaction."""
    counter = _counter(model, year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{model.PREFIX}{year}-{counter.last:03d}"


def taken(model: type[Dossier], number: str) -> None:
    """Note a number that was given before the register kept the book; the next come after it."""
    if told := _told(model, number):
        counter = _counter(model, told[0])
        counter.last = max(counter.last, told[1])
        counter.save(update_fields=["last"])


def number_all(model: type[Dossier], dossiers: Sequence[Dossier]) -> None:
    """Number those of many dossiers that have none, in order, after all that are given."""
    noted: dict[int, int] = {}
    asking: dict[int, list[Dossier]] = {}
    for one in dossiers:
        if not one.number:
            asking.setdefault(int(one.opened[:4]), []).append(one)
        elif told := _told(model, one.number):
            year, place = told
            noted[year] = max(noted.get(year, 0), place)
    for year in sorted({*noted, *asking}):
        counter = _counter(model, year)
        counter.last = max(counter.last, noted.get(year, 0))
        for one in asking.get(year, ()):
            counter.last += 1
            one.number = f"{model.PREFIX}{year}-{counter.last:03d}"
        counter.save(update_fields=["last"])


def _told(model: type[Dossier], number: str) -> tuple[int, int] | None:
    """Return the year and the place of a number of the book's own series."""
    told = re.fullmatch(rf"{model.PREFIX}(\d{{4}})-(\d{{3,6}})", number)
    return (int(told[1]), int(told[2])) if told else None


def _counter(model: type[Dossier], year: int) -> Counter:
    series = model._meta.model_name
    Counter.objects.get_or_create(series=series, year=year)
    return Counter.objects.select_for_update().get(series=series, year=year)
