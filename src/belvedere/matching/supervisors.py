"""Whose a unit was at a date: organisations that a text implies by naming their unit.

They are kept apart from those that the text names. The directory does not date
supervisions, so an organisation that was not there in that year is left out where its own
years are known.
"""

from collections.abc import Iterable, Iterator, Mapping

from belvedere.matching.found import Found
from belvedere.matching.unit_directory import Supervision, Unit
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
        for supervision in _supervisors(directory[unit.record_id], year):
            record = same.get(supervision.organisation_id, supervision.organisation_id)
            if record in told or (year is not None and not _there(lives.get(record), year)):
                continue
            told.add(record)
            number = unit.record_id.partition(":")[2]
            beside = f" ({supervision.label})" if supervision.label else ""
            found.append(Found(
                record, None, None, unit.score, "implied",
                (Words(f"supervises unit {number}{beside}",
                       f"tutelle de l'unité {number}{beside}"),)))
    return tuple(sorted(found, key=lambda one: one.record_id))


def _supervisors(unit: Unit, year: int | None) -> Iterator[Supervision]:
    """Yield supervisors; of a closed unit, those that gave it a number of their own."""
    for each in unit.supervisions:
        if each.relation == "related_to":
            holds = bool(each.label)
        else:
            holds = each.relation == "supervised_by" and (
                year is None or _there((_year(each.start), _year(each.end)), year))
        if holds:
            yield each


def _there(years: Years | None, year: int) -> bool:
    start, end = years or (None, None)
    return (start is None or start <= year) and (end is None or year <= end)


def _year(written: str | None) -> int | None:
    return int(written[:4]) if written else None
