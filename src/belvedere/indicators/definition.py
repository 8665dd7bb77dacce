"""What an indicator is: which rows it counts, for whom, when, and how they add up.

A definition is data. It is checked against the declared tables when it is
written, so that an indicator over a column that does not exist, or a role that
no vocabulary has, cannot be made. From one definition come the number, the
list of rows behind it and the text that explains it: they cannot disagree.

Logic is three-valued. A row counts when every condition holds; a row for which
no condition fails but some cannot be told (its value is unknown) is undecided,
and is counted beside the figure, never in it and never as zero.
"""

from msgspec import Struct

from belvedere.tables import TABLES, Column, Table
from belvedere.tables.words import Words

COUNTINGS = ("full", "fractional")
STANDS = ("today", "period_end", "record_date")
"""Which organisations a figure counts: as they are in the edition, as they hung
together at the period's end, or as they did on each record's own date."""


class DefinitionError(ValueError):
    """A definition that cannot be; the text is for its author."""


class Condition(Struct, frozen=True):
    """One condition on a column, which may be reached through a link: ``project.programme``.

    ``unknown`` says what an empty value means: ``undecided`` (cannot be told),
    ``counted`` (as if it held) or ``left_out`` (as if it did not).
    """

    column: str
    is_: str
    value: tuple | int | None = None
    unknown: str = "undecided"


def among(column: str, *values: str, unknown: str = "undecided") -> Condition:
    """The column has one of these values (a list column: at least one of them)."""
    return Condition(column, "among", values, unknown)


def not_among(column: str, *values: str, unknown: str = "undecided") -> Condition:
    """The column has none of these values."""
    return Condition(column, "not_among", values, unknown)


def at_least(column: str, value: int, unknown: str = "undecided") -> Condition:
    """The column is this number or more."""
    return Condition(column, "at_least", value, unknown)


def true(column: str, unknown: str = "undecided") -> Condition:
    """The column is true."""
    return Condition(column, "true", None, unknown)


def known(column: str) -> Condition:
    """The column has a value."""
    return Condition(column, "known")


class Flow(Struct, frozen=True):
    """Rows are placed by one date: in a period."""

    date: str


class Stock(Struct, frozen=True):
    """Rows are valid from a day until the day before another: as at a date."""

    start: str
    end: str


class Count(Struct, frozen=True):
    """How many: each key once."""


class Sum(Struct, frozen=True):
    """The sum of an amount over rows; rows whose amount is unknown are undecided."""

    column: str


class Share(Struct, frozen=True):
    """Of the keys counted, the share for which these conditions hold as well.

    Keys for which they cannot be told are undecided: in neither number.
    """

    of: tuple[Condition, ...]


class Growth(Struct, frozen=True):
    """Compound growth a year from the first to the last year of a period."""


class Mean(Struct, frozen=True):
    """The mean of an amount over rows, each with its weight; unknown amounts are undecided."""

    column: str


class Portion(Struct, frozen=True):
    """The count as a share of the world's, or of the count of the organisation's country."""

    of: str


class Specialisation(Struct, frozen=True):
    """The share of what a question is limited to in all that is counted, over the world's.

    1: as the world; it must be limited to something, such as a field or a theme.
    """


Measure = Count | Sum | Mean | Share | Growth | Portion | Specialisation


class Dimension(Struct, frozen=True):
    """Something to limit or break a figure down by.

    ``replaces``: where it is asked for, it takes the place of the indicator's own
    condition on that column (another list of journals than the default one).

    ``partners``: the column is read on the other organisations' rows of the same
    key (partner countries) for which ``where`` holds, at the same time where rows have
    their own; a key then counts once for each partner.
    """

    name: str
    column: str
    title: Words
    partners: bool = False
    where: tuple[Condition, ...] = ()
    replaces: str = ""


class LastYears(Struct, frozen=True):
    """The default period: so many whole years, ending some years before the records' date."""

    years: int
    lag: int


class Indicator(Struct, frozen=True):
    """One question that can be asked of records. See the module's text.

    ``whose`` is the organisation column by which a row is somebody's. ``credit`` is
    the share of the key that is whose it is: then each has one row for a key, and
    countries and the world have rows of their own in ``country_table`` and
    ``world_table``. ``counting`` is how it is counted unless asked otherwise. ``dated_by``
    names the source whose date is "now" for a stock and for a default period.
    ``partners`` says which other rows of a key are partners, ``columns`` what a
    list of its rows shows, ``rank_minimum`` how many rows a rank needs. ``stands`` says
    as of when organisations hang together: one of STANDS.
    """

    name: str
    theme: str
    title: Words
    definition: Words
    unit: Words
    table: str
    key: str
    whose: str
    measure: Measure = Count()
    where: tuple[Condition, ...] = ()
    whose_country: str | None = None
    country_table: str | None = None
    world_table: str | None = None
    credit: str | None = None
    counting: str = "full"
    when: Flow | Stock | None = None
    default_when: LastYears | None = None
    dimensions: tuple[Dimension, ...] = ()
    partners: tuple[Condition, ...] = ()
    columns: tuple[str, ...] = ()
    rank_minimum: int = 1
    dated_by: str = ""
    stands: str = "today"
    method: str = ""
    caveats: tuple[Words, ...] = ()
    reviewed: str = ""

    def __post_init__(self) -> None:
        try:
            self._check()
        except DefinitionError as error:
            raise DefinitionError(f"Indicator {self.name}: {error}") from None

    def dimension(self, name: str) -> Dimension | None:
        return next((d for d in self.dimensions if d.name == name), None)

    def _check(self) -> None:
        if self.table not in TABLES:
            raise DefinitionError(f"there is no table {self.table!r}.")
        for other in (self.country_table, self.world_table):
            if other is not None:
                self._check_table(TABLES[other])
        table = TABLES[self.table]
        if column_of(table, self.whose).type != "organisation" or "." in self.whose:
            raise DefinitionError(f"{self.whose!r} is no organisation column of {table.name}.")
        self._check_table(table)
        if self.whose_country:
            column_of(TABLES[self.country_table or self.table], self.whose_country)
        if self.counting not in COUNTINGS:
            raise DefinitionError(f"counting is full or fractional, not {self.counting!r}.")
        if self.stands not in STANDS:
            raise DefinitionError(f"stands is one of {', '.join(STANDS)}, not {self.stands!r}.")
        if isinstance(self.measure, Growth) and not isinstance(self.when, Flow):
            raise DefinitionError("growth needs a flow: say by which date rows are placed.")
        if isinstance(self.measure, Portion) and self.measure.of not in ("world", "country"):
            raise DefinitionError(f"there is no portion of {self.measure.of!r}.")
        if self.default_when and not isinstance(self.when, Flow):
            raise DefinitionError("a default period needs a flow.")
        if len({d.name for d in self.dimensions}) != len(self.dimensions):
            raise DefinitionError("a dimension is named twice.")

    def _check_table(self, table: Table) -> None:
        """Check that a table has all that the definition names."""
        column_of(table, self.key)
        if self.credit and column_of(table, self.credit).type != "number":
            raise DefinitionError(f"{self.credit!r} is no weight.")
        conditions = (*self.where, *self.partners, *(
            condition for d in self.dimensions for condition in d.where
            if table.name == self.table))
        if isinstance(self.measure, Share):
            conditions += self.measure.of
        for condition in conditions:
            _check_condition(table, condition)
        if isinstance(self.measure, Sum | Mean) and (
            column_of(table, self.measure.column).type not in ("number", "integer")
        ):
            raise DefinitionError(f"{self.measure.column!r} is no amount: it cannot be summed.")
        dates = {Flow: ("date",), Stock: ("start", "end")}.get(type(self.when), ())
        for part in dates:
            path = getattr(self.when, part)
            if column_of(table, path).type != "date":
                raise DefinitionError(f"{path!r} is no date.")
        for dimension in self.dimensions:
            if table.name != self.table and (
                dimension.partners or dimension.column.partition(".")[0] not in has(table)
            ):
                continue  # it is asked of organisations alone
            if dimension.replaces:
                column_of(table, dimension.replaces)
            column = column_of(table, dimension.column)
            if column.type in ("number", "date"):
                raise DefinitionError(
                    f"dimension {dimension.name!r}: a {column.type} cannot break a figure down."
                )
        for path in self.columns:
            if table.name == self.table or path.partition(".")[0] in has(table):
                column_of(table, path)


def has(table: Table) -> set[str]:
    """Return what a path may begin with: a table's columns and links."""
    return {*table.names, *(link.name for link in table.links)}


def column_of(table: Table, path: str) -> Column:
    """Return the column that a path reaches, through one link at most.

    Raises DefinitionError naming what there is instead.
    """
    first, _, rest = path.partition(".")
    if not rest:
        if first not in table.names:
            raise DefinitionError(
                f"table {table.name} has no column {first!r}; it has {', '.join(table.names)}."
            )
        return table.names[first]
    link = next((link for link in table.links if link.name == first), None)
    if link is None:
        raise DefinitionError(
            f"table {table.name} has no link {first!r}; it has "
            f"{', '.join(link.name for link in table.links) or 'none'}."
        )
    return column_of(TABLES[link.table], rest)


def _check_condition(table: Table, condition: Condition) -> None:
    column = column_of(table, condition.column)
    if condition.unknown not in ("undecided", "counted", "left_out"):
        raise DefinitionError(f"{condition.column}: unknown={condition.unknown!r} means nothing.")
    if condition.is_ in ("among", "not_among"):
        if column.type not in ("text", "texts"):
            raise DefinitionError(f"{condition.column!r} is a {column.type}, not a text.")
        strangers = [v for v in condition.value if column.vocabulary and v not in column.vocabulary]
        if strangers:
            raise DefinitionError(
                f"{condition.column!r} is never {', '.join(strangers)}; it is one of "
                f"{', '.join(column.vocabulary)}."
            )
    elif condition.is_ == "at_least":
        if column.type not in ("integer", "number"):
            raise DefinitionError(f"{condition.column!r} is a {column.type}, not a number.")
    elif condition.is_ == "true":
        if column.type != "boolean":
            raise DefinitionError(f"{condition.column!r} is a {column.type}, not true or false.")
    elif condition.is_ != "known":
        raise DefinitionError(f"{condition.is_!r} is no condition.")
