"""Whose a unit was at a date: organisations that a text implies by naming their unit.

They are kept apart from those that the text names. The directory does not date
supervisions, so an organisation that was not there in that year is left out where its own
years are known.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from belvedere.matching.found import Found
from belvedere.matching.unit_directory import Unit
from belvedere.tables.words import Words

Years = tuple[int | None, int | None]


def implied(
    units: Iterable[Found],
    directory: Mapping[str, Unit],
    year: int | None,
    same: Mapping[str, str],
    lives: Mapping[str, Years],
    named: Iterable[str] = (),
) -> tuple[Found, ...]:
    """Return the supervisors of units found in a text, as at a year, each once.

    ``same`` says which organisation a source's record is, ``lives`` from which year to which
    an organisation was there; ``named`` are organisations that the text names itself.
    """
    told = set(named)
    found = []
    for unit in units:
        for each in supervisors(directory[unit.record_id], same, lives):
            if each.organisation_id in told or (year is not None and not each.at(year)):
                continue
            told.add(each.organisation_id)
            number = unit.record_id.partition(":")[2]
            beside = f" ({each.label})" if each.label else ""
            found.append(Found(
                each.organisation_id, None, None, unit.score, "implied",
                (Words(f"supervises unit {number}{beside}",
                       f"tutelle de l'unité {number}{beside}"),)))
    return tuple(sorted(found, key=lambda one: one.record_id))


class Supervisor(NamedTuple):
    """An organisation that supervises a unit, from a year to a year as far as they are known."""

    organisation_id: str
    label: str
    first: int | None
    last: int | None

    def at(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (
            self.last is None or year <= self.last)


def supervisors(
    unit: Unit, same: Mapping[str, str], lives: Mapping[str, Years]
) -> Iterator[Supervisor]:
    """Yield a unit's supervisors; of a closed unit, those that gave it a number of their own.

    Each for the years in which both its relation and itself were there.
    """
    for each in unit.supervisions:
        if each.relation == "related_to":
            holds, years = bool(each.label), (None, None)
        else:
            holds, years = each.relation == "supervised_by", (_year(each.start), _year(each.end))
        if holds:
            record = same.get(each.organisation_id, each.organisation_id)
            there = lives.get(record) or (None, None)
            first = max((y for y in (years[0], there[0]) if y is not None), default=None)
            last = min((y for y in (years[1], there[1]) if y is not None), default=None)
            if first is None or last is None or first <= last:
                yield Supervisor(record, each.label, first, last)


def _year(written: str | None) -> int | None:
    return int(written[:4]) if written else None
