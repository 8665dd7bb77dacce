"""A question: an indicator, of whom, when, limited to what, counted how."""

import datetime
import re
from functools import cache

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from belvedere.errors import QuestionError, nearest
from belvedere.indicators.definition import (
    COUNTINGS,
    Condition,
    Dimension,
    Flow,
    Growth,
    Indicator,
    Portion,
    Specialisation,
    Stock,
    among,
    has,
    known,
)
from belvedere.tables import TABLES, Table
from belvedere.tables.dates import bounds


class Whom(Struct, frozen=True):
    """Of whom a figure is: an organisation, a country, or the world."""

    kind: str
    id: str
    name: str

    @property
    def slug(self) -> str:
        """Return how an address names it."""
        return self.id


WORLD = Whom("world", "world", "World")


class Period(Struct, frozen=True):
    """A half-open period of days, and how it was asked for."""

    written: str
    first: datetime.date
    after: datetime.date

    @property
    def last(self) -> datetime.date:
        return self.after - datetime.timedelta(days=1)

    @property
    def years(self) -> list[int]:
        return list(range(self.first.year, self.last.year + 1))


def period(written: str) -> Period:
    """Read YEAR, DATE or FROM..TO, both ends included. Raises QuestionError."""
    match = re.fullmatch(r"\s*([\d-]+)\s*(?:\.\.\s*([\d-]+))?\s*", written)
    if match is None:
        raise QuestionError(f"{written!r} is no date: write 2014, 2014-05-31 or 2014..2023.")
    try:
        first = bounds(match[1])[0]
        last = bounds(match[2] or match[1])[1]
    except ValueError as error:
        raise QuestionError(f"{error}, or a period such as 2014..2023.") from None
    if last < first:
        raise QuestionError(f"{written!r} ends before it begins.")
    if last == datetime.date.max:
        raise QuestionError(f"{written!r} reaches beyond the calendar: end it before 9999-12-31.")
    return Period(written.strip(), first, last + datetime.timedelta(days=1))


class Question(Struct, frozen=True):
    """One question, checked when it is made: an impossible one cannot exist.

    ``when`` is None for all dates (a flow) or the records' own date (a stock). A
    stock is taken as at the last day of ``when``. ``where`` limits dimensions
    to values: (("programme", "FP7"),). Counted as the indicator says unless
    ``counting`` does.
    """

    indicator: Indicator
    of: Whom
    when: Period | None = None
    where: tuple[tuple[str, str], ...] = ()
    counting: str = ""

    def __post_init__(self) -> None:
        name = self.indicator.name
        force_setattr(self, "counting", self.counting or self.indicator.counting)
        if self.counting not in COUNTINGS:
            raise QuestionError(
                f"Counting is full or fractional, not {self.counting!r}."
                f"{nearest(self.counting, COUNTINGS)}"
            )
        if self.counting == "fractional" and isinstance(self.indicator.measure, Growth):
            raise QuestionError(f"{name} is a growth: it is counted in full only.")
        if self.of.kind == "country" and self.indicator.whose_country is None:
            raise QuestionError(f"{name} cannot be asked of a country, only of an organisation.")
        if self.when is not None and self.indicator.when is None:
            raise QuestionError(f"{name} has no date: ask it without one.")
        if isinstance(self.indicator.measure, Growth) and (
            self.when is None or len(self.when.years) < 2
        ):
            raise QuestionError(f"{name} needs two years, such as --when 2014..2020.")
        if self.of.kind == "world" and isinstance(self.indicator.measure, Portion):
            raise QuestionError(f"{name} of the world is all of it: ask of a country or an "
                                "organisation.")
        if self.of.kind == "country" and self.indicator.measure == Portion("country"):
            raise QuestionError(f"{name} is asked of an organisation, not of a country.")
        for dimension, _ in self.where:
            self.dimension(dimension)
        force_setattr(self, "where", tuple(sorted(set(self.where))))

    def dimension(self, name: str):
        """Return a dimension of the indicator. Raises QuestionError with those there are."""
        found = self.indicator.dimension(name)
        if found is None:
            names = [d.name for d in self.indicator.dimensions]
            raise QuestionError(
                f"{self.indicator.name} cannot be limited to or broken down by {name!r}: "
                f"it knows {', '.join(names) or 'no dimension'}.{nearest(name, names)}"
            )
        if found.column.partition(".")[0] not in has(self.table):
            of = "the world" if self.of.kind == "world" else "a country"
            raise QuestionError(
                f"{self.indicator.name} of {of} has no {name!r}: ask it of an organisation.")
        measure = self.indicator.measure
        if isinstance(measure, Portion | Specialisation):
            of_country = measure == Portion("country")
            held_against = TABLES[(self.indicator.country_table if of_country
                                   else self.indicator.world_table) or self.indicator.table]
            if found.column.partition(".")[0] not in has(held_against):
                raise QuestionError(
                    f"{self.indicator.name} has no {name!r}: "
                    f"{'the country' if of_country else 'the world'}, which it is held against, "
                    "has none.")
        return found

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What rows must be: the indicator's conditions, or what is asked for in their place."""
        instead: dict[str, list[Condition]] = {}
        for name, value in self.where:
            dimension = self.dimension(name)
            if dimension.replaces:
                instead.setdefault(dimension.replaces, []).append(among(dimension.column, value))
        return tuple(
            replace(chosen, unknown=condition.unknown) for condition in self.indicator.where
            for chosen in instead.get(condition.column, [condition]))

    @property
    def limits(self) -> tuple[tuple[str, str], ...]:
        """What it is limited to beside its conditions: (dimension, value)."""
        own = {condition.column for condition in self.indicator.where}
        return tuple((name, value) for name, value in self.where
                     if self.dimension(name).replaces not in own)

    def whichever(self, name: str) -> "Question":
        """Return the question of which a breakdown by a dimension is: whichever its value.

        Where the dimension replaces a condition, that condition asks for a known value
        of it instead.
        """
        dimension = self.indicator.dimension(name)
        if dimension is None or not dimension.replaces:
            return self
        return self.but(indicator=_whichever(self.indicator, dimension))

    @property
    def table(self) -> Table:
        """The table whose rows are counted: countries and the world may have their own."""
        name = {"country": self.indicator.country_table, "world": self.indicator.world_table}
        return TABLES[name.get(self.of.kind) or self.indicator.table]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a list of its rows shows: those that its table has."""
        return tuple(path for path in self.indicator.columns
                     if path.partition(".")[0] in has(self.table))

    @property
    def is_stock(self) -> bool:
        return isinstance(self.indicator.when, Stock)

    @property
    def is_flow(self) -> bool:
        return isinstance(self.indicator.when, Flow)

    def but(self, **changes) -> "Question":
        """Return the same question with some of it changed."""
        return replace(self, **changes)


@cache
def _whichever(indicator: Indicator, dimension: Dimension) -> Indicator:
    return replace(indicator, where=tuple(
        known(dimension.column) if condition.column == dimension.replaces else condition
        for condition in indicator.where))
