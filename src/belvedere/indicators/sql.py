"""From a question to SQL: the rows it counts, in one expression that all answers share.

The value, the list of rows, a breakdown, a trend and a rank are all written
over ``counted(question)``, so none of them can disagree with another. Values
are literals of declared vocabularies or quoted texts; the SQL stands alone and
runs in any DuckDB.
"""

import datetime
from collections.abc import Iterable

from belvedere.indicators.definition import (
    Condition,
    Flow,
    Growth,
    Mean,
    Share,
    Sum,
    column_of,
)
from belvedere.indicators.facts import fact_name, fetched, physical, resolved
from belvedere.indicators.question import Period, Question
from belvedere.tables.sql_text import quoted


def day(value: datetime.date) -> str:
    return f"DATE '{value.isoformat()}'"


def column(question: Question, path: str) -> str:
    """Return the fact's column of a path; for an organisation, who it is after the merges."""
    kind = column_of(question.table, path).type
    return f'"{resolved(path) if kind == "organisation" else physical(path)}"'


def _all(conditions: list[str], alone: str = "TRUE") -> str:
    return " AND ".join(conditions) if conditions else alone


def condition(question: Question, wanted: Condition) -> str:
    """Return the three-valued test of one condition."""
    tested = column(question, wanted.column)
    kind = column_of(question.table, wanted.column).type
    if wanted.is_ in ("among", "not_among"):
        values = ", ".join(quoted(v) for v in wanted.value)
        if kind == "texts":
            test = f"list_has_any({tested}, [{values}])"
        else:
            test = f"{tested} IN ({values})"
        if wanted.is_ == "not_among":
            test = f"NOT ({test})"
    elif wanted.is_ == "at_least":
        test = f"{tested} >= {wanted.value}"
    elif wanted.is_ == "true":
        test = tested
    else:
        test = f"{tested} IS NOT NULL"
    if wanted.unknown == "counted":
        return f"coalesce({test}, TRUE)"
    if wanted.unknown == "left_out":
        return f"coalesce({test}, FALSE)"
    return f"({test})"


def in_period(date: str, first: datetime.date, after: datetime.date) -> str:
    """Return the three-valued test that a partial date falls in a half-open period."""
    start, end = f'"{physical(date)}_first"', f'"{physical(date)}_last"'
    return (
        f"(CASE WHEN {start} >= {day(first)} AND {end} < {day(after)} THEN TRUE "
        f"WHEN {end} < {day(first)} OR {start} >= {day(after)} THEN FALSE END)"
    )


def valid_at(start: str, end: str, at: datetime.date, reading: str = "first") -> str:
    """Return the test that an interval holds on a day.

    A partial date is read as its first day. ``reading`` "certain" and "possible"
    give the bounds: valid whichever day was meant, or on some such day.
    """
    begun, ended = {
        "first": ("first", "first"), "certain": ("last", "first"), "possible": ("first", "last"),
    }[reading]
    return (
        f'("{physical(start)}_{begun}" <= {day(at)} AND '
        f'("{physical(end)}_{ended}" IS NULL OR "{physical(end)}_{ended}" > {day(at)}))'
    )


def time(question: Question, when: Period | None, reading: str = "first") -> list[str]:
    """Return the tests that place rows in time: none when all dates count."""
    if when is None or question.indicator.when is None:
        return []
    rule = question.indicator.when
    if isinstance(rule, Flow):
        if isinstance(question.indicator.measure, Growth):
            years = [_year(rule.date, year) for year in (when.years[0], when.years[-1])]
            return [f"({years[0]} OR {years[1]})"]
        return [in_period(rule.date, when.first, when.after)]
    return [valid_at(rule.start, rule.end, when.last, reading)]


def _year(date: str, year: int) -> str:
    return in_period(date, datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))


def whose(question: Question) -> str:
    """Return the column that says whose a row is."""
    if question.of.kind == "world" and question.indicator.world_table:
        return "'world'"
    if question.of.kind == "country":
        return column(question, question.indicator.whose_country)
    return column(question, question.indicator.whose)


def numerator(question: Question) -> str:
    """Return what a share's numerator asks, or TRUE."""
    if isinstance(question.indicator.measure, Share):
        return _all([condition(question, c) for c in question.indicator.measure.of])
    return "TRUE"


def state(question: Question, when: Period | None, reading: str = "first") -> str:
    """Return the three-valued test of a row: counted, not counted, or undecided."""
    tests = [condition(question, c) for c in question.conditions]
    tests += time(question, when, reading)
    for name, value in question.limits:
        dimension = question.dimension(name)
        if dimension.partners:
            continue
        kind = column_of(question.table, dimension.column).type
        if kind == "texts":
            tests.append(f"list_contains({column(question, dimension.column)}, {quoted(value)})")
        else:
            tests.append(
                f"(CAST({column(question, dimension.column)} AS VARCHAR) = {quoted(value)})"
            )
    if isinstance(question.indicator.measure, Share):
        tests.append(f"({numerator(question)} OR NOT ({numerator(question)}))")
    if isinstance(question.indicator.measure, Sum | Mean):
        amount = column(question, question.indicator.measure.column)
        tests.append(f"({amount} = {amount})")
    return _all(tests)


def candidates(
    question: Question, when: Period | None, *, everybody: bool = False, reading: str = "first",
    by: str | None = None, keep: Iterable[str] = (), keys: str = "",
) -> str:
    """Return the rows of whom it is asked, each with its state and its numerator.

    ``keep`` are the fact's columns that are needed beside the table's key; ``keys``,
    literals, limit the rows to those of few keys.

    With ``by``, an expression, each row has its value as ``group_`` (a list gives
    one row for each of its values).
    """
    key = physical(question.indicator.key)
    kept = ", ".join(f'"{name}"' for name in dict.fromkeys(
        (*question.table.key, *_credit(question), *keep)))
    mine = ["TRUE"]
    if not everybody and question.of.kind != "world":
        mine = [f"{whose(question)} = {quoted(question.of.id)}"]
    mine += [_partner(question, name, value, when) for name, value in question.where
             if question.dimension(name).partners]
    if keys:
        mine.append(f'"{key}" IN ({keys})')
    shown = (
        f'SELECT {kept}, "{key}" AS key_, {whose(question)} AS whose_,\n'
        f"       {state(question, when, reading)} AS state_,\n"
        f"       {numerator(question)} AS numerator_{f', {by} AS group_' if by else ''}\n"
    )
    return shown + f"FROM {source(question, shown, keys)}\nWHERE {_all(mine)}"


def source(question: Question, shown: str, keys: str = "") -> str:
    """Return the fact, joined to the linked tables whose columns ``shown`` names.

    Those that facts do not carry: titles, which only lists show, and scores,
    which hang on the reference set. Few ``keys`` are sought in them as in the fact:
    no engine sees by itself that nothing else of a long table is needed.
    """
    joins: list[str] = []
    for link in reversed(question.table.links):
        columns = [name for name in fetched(link) if f'"{link.name}__{name}"' in shown]
        if not columns:
            continue
        names = ", ".join(f'"{theirs}" AS {link.name}_on_{n}'
                          for n, (_, theirs) in enumerate(link.on))
        given = ", ".join(f'"{name}" AS "{link.name}__{name}"' for name in columns)
        pairs = " AND ".join(f'"{physical(ours)}" = {link.name}_on_{n}'
                             for n, (ours, _) in enumerate(link.on))
        few = [f'"{theirs}" IN ({keys})' for ours, theirs in link.on
               if keys and ours == question.indicator.key]
        joins.insert(0, f"\nLEFT JOIN (SELECT {names}, {given} FROM {link.table}\n"
                        f"WHERE {_all(few)}) ON {pairs}")
        shown += pairs  # which may be columns that a link before it fetches
    return fact_name(question.table.name) + "".join(joins)


def _credit(question: Question) -> tuple[str, ...]:
    return (question.indicator.credit,) if question.indicator.credit else ()


def others_at(question: Question, name: str, when: Period | None) -> list[str]:
    """Return what else a dimension asks of partners: conditions, and to hold at the same time."""
    tests = [condition(question, c) for c in question.dimension(name).where]
    own_time = question.is_stock and "." not in question.indicator.when.start
    return tests + (time(question, when) if own_time else [])


def _partner(question: Question, name: str, value: str, when: Period | None) -> str:
    """Return the test that a key has a partner row with this value."""
    key = physical(question.indicator.key)
    others = [condition(question, c) for c in question.indicator.partners]
    if question.of.kind != "world":
        others.append(f"{whose(question)} <> {quoted(question.of.id)}")
    others.append(f"{column(question, question.dimension(name).column)} = {quoted(value)}")
    others += others_at(question, name, when)
    return (
        f'"{key}" IN (SELECT "{key}" FROM {fact_name(question.table.name)}\n'
        f"WHERE {_all(others)})"
    )


def _order(question: Question) -> str:
    return ", ".join(f'"{name}"' for name in question.table.key)


def counted(
    question: Question, when: Period | None, *, by: str | None = None, everybody: bool = False,
    keep: Iterable[str] | None = None, also: str = "TRUE", keys: str = "",
) -> str:
    """Return the counted rows, one for each key (each key and value of ``by``; each
    key and organisation when asked of everybody at once), for which ``also`` holds, of
    all keys or of few ``keys``.

    Of several rows with one key the first in the table's own order stands for it.
    With fractional counting each has its ``weight_``: one over the number of
    organisations (countries) that the key counts for, or the credit that its
    table gives.
    """
    if keep is None:
        keep = _summed(question)
    if question.indicator.credit:
        # each has one row for a key: nothing to choose among
        weight = question.indicator.credit if question.counting == "fractional" else "1"
        inner = candidates(question, when, everybody=everybody, by=by, keep=keep, keys=keys)
        return f"SELECT *, {weight} AS weight_ FROM (\n{inner}\n) WHERE state_ AND {also}"
    partition = "key_" + (", group_" if by else "") + (", whose_" if everybody else "")
    weight, credited = "1", ""
    if question.counting == "fractional":
        weight = "1.0 / credited_.n"
        everyone = candidates(question, when, everybody=True)
        credited = (
            "\nJOIN (SELECT key_, count(DISTINCT whose_) AS n FROM (\n"
            f"{everyone}\n) WHERE state_ GROUP BY key_) credited_ USING (key_)"
        )
    inner = candidates(question, when, everybody=everybody, by=by, keep=keep, keys=keys)
    return (
        f"SELECT c.*, {weight} AS weight_ FROM (\n"
        f"SELECT *, row_number() OVER (PARTITION BY {partition} ORDER BY {_order(question)})"
        f" AS rank_\nFROM (\n{inner}\n)"
        f" WHERE state_ AND {also}\n) c{credited}\nWHERE c.rank_ = 1"
    )


def _summed(question: Question) -> tuple[str, ...]:
    """Return the fact's columns that the measure adds up."""
    if isinstance(question.indicator.measure, Sum | Mean):
        return (physical(question.indicator.measure.column),)
    if isinstance(question.indicator.measure, Growth):
        date = physical(question.indicator.when.date)
        return (f"{date}_first", f"{date}_last")
    return ()


def sums(question: Question, when: Period | None) -> str:
    """Return the select list of the measure's sums over counted rows."""
    measure = question.indicator.measure
    if isinstance(measure, Share):
        return ("sum(CASE WHEN numerator_ THEN weight_ ELSE 0 END) AS numerator, "
                "sum(weight_) AS denominator")
    if isinstance(measure, Mean):
        return (f'sum("{physical(measure.column)}" * weight_) AS total, '
                "sum(weight_) AS weight")
    if isinstance(measure, Sum):
        if question.indicator.credit:  # scores: thirds that no decimal holds
            return f'sum("{physical(measure.column)}" * weight_) AS sum'
        # decimals add up to the same whatever the order of the rows; doubles do not
        kind = "DECIMAL(38, 12)" if question.counting == "fractional" else "DECIMAL(24, 6)"
        return f'sum(CAST("{physical(measure.column)}" * weight_ AS {kind})) AS sum'
    if isinstance(measure, Growth):
        date = question.indicator.when.date
        first, last = when.years[0], when.years[-1]
        return (f"sum(CASE WHEN {_year(date, first)} THEN 1 ELSE 0 END) AS first, "
                f"sum(CASE WHEN {_year(date, last)} THEN 1 ELSE 0 END) AS last")
    return "sum(weight_) AS count"


def total(question: Question, when: Period | None) -> str:
    """Return the query of the figure: its sums and how many rows they are over."""
    return (
        f"SELECT {sums(question, when)}, count(*) AS rows_\n"
        f"FROM (\n{counted(question, when)}\n)"
    )


def undecided(question: Question, when: Period | None) -> str:
    """Return the query of the number of keys that an unknown value leaves open."""
    return (
        "SELECT count(*) FILTER (WHERE NOT yes AND open) AS undecided\nFROM (\n"
        "SELECT key_, bool_or(coalesce(state_, FALSE)) AS yes,\n"
        "       bool_or(state_ IS NULL) AS open\n"
        f"FROM (\n{candidates(question, when)}\n) GROUP BY key_)"
    )


def bounds(question: Question, when: Period) -> str:
    """Return the query of a stock's least and greatest value under partial dates."""
    parts = [
        f"(SELECT count(DISTINCT key_) FROM (\n{candidates(question, when, reading=reading)}\n)"
        " WHERE state_)"
        for reading in ("certain", "possible")
    ]
    return f"SELECT {parts[0]} AS low, {parts[1]} AS high"


def group(question: Question, name: str) -> str:
    """Return the expression of a dimension's value, as text."""
    if name == "year":
        return f'year("{physical(question.indicator.when.date)}_first")'
    path = question.dimension(name).column
    values = column(question, path)
    if column_of(question.table, path).type == "texts":
        # an empty list is known to have none; only an unknown one is in no group
        return f"unnest(CASE WHEN {values} IS NULL THEN [NULL] ELSE {values} END)"
    return f"CAST({values} AS VARCHAR)"


def breakdown(question: Question, when: Period | None, name: str) -> str:
    """Return the query of the sums by the values of a dimension; unknown is NULL.

    A key with several values counts once for each.
    """
    if name != "year" and question.dimension(name).partners:
        return _by_partner(question, when, name)
    rows = counted(question, when, by=group(question, name))
    return (
        f"SELECT group_, {sums(question, when)}, count(*) AS rows_\nFROM (\n{rows}\n)\n"
        "GROUP BY group_ ORDER BY group_ NULLS LAST"
    )


def _by_partner(question: Question, when: Period | None, name: str) -> str:
    key = physical(question.indicator.key)
    others = [condition(question, c) for c in question.indicator.partners]
    others += others_at(question, name, when)
    mine, own = "TRUE", "TRUE"
    if question.of.kind != "world":
        mine = f"o.{whose(question)} <> {quoted(question.of.id)}"
        own = f"{whose(question)} = {quoted(question.of.id)}"
    shown = column(question, question.dimension(name).column)
    partners = (
        f'SELECT DISTINCT "{key}" AS key_, CAST({shown} AS VARCHAR) AS group_\n'
        f"FROM {fact_name(question.table.name)} o\nWHERE {mine} AND {_all(others)}\n"
        f'AND "{key}" IN (SELECT "{key}" FROM {fact_name(question.table.name)}\n'
        f"WHERE {own})"
    )
    return (
        f"SELECT group_, {sums(question, when)}, count(*) AS rows_\n"
        f"FROM (\n{counted(question, when)}\n) JOIN (\n{partners}\n) USING (key_)\n"
        "GROUP BY group_ ORDER BY group_ NULLS LAST"
    )


def everybody(question: Question, when: Period | None, name: str | None = None) -> str:
    """Return the query of the sums of every organisation (or country) at once.

    With the name of a dimension, broken down by it: the cube.
    """
    by = group(question, name) if name else None
    shown = "whose_, group_" if name else "whose_"
    return (
        f"SELECT {shown}, {sums(question, when)}, count(*) AS rows_\n"
        f"FROM (\n{counted(question, when, everybody=True, by=by)}\n)\n"
        f"WHERE whose_ IS NOT NULL GROUP BY {shown}"
        + (" ORDER BY group_ NULLS LAST" if name else "")
    )


def weighted(question: Question, when: Period | None) -> str:
    """Return the query of (amount, weight, how many rows) of what a question counts."""
    measure = question.indicator.measure
    if isinstance(measure, Mean):
        column = physical(measure.column)
        return (f'SELECT "{column}" AS amount, weight_, count(*) AS n FROM (\n'
                f"{counted(question, when, keep=[column])}\n) GROUP BY 1, 2 ORDER BY 1, 2")
    return ("SELECT CASE WHEN numerator_ THEN 1 ELSE 0 END AS amount, weight_, count(*) AS n "
            f"FROM (\n{counted(question, when)}\n) GROUP BY 1, 2 ORDER BY 1, 2")


def trend_at(question: Question, days: list[datetime.date]) -> str:
    """Return the query of a stock's sums as at several days, one for each year."""
    rule = question.indicator.when
    start, end = f'"{physical(rule.start)}_first"', f'"{physical(rule.end)}_first"'
    rows = counted(
        question, None, by=f"unnest([{', '.join(map(day, days))}])",
        keep=(*_summed(question), start.strip('"'), end.strip('"')),
        also=f"{start} <= group_ AND ({end} IS NULL OR {end} > group_)",
    )
    return (
        f"SELECT year(group_) AS group_, {sums(question, None)}, count(*) AS rows_\n"
        f"FROM (\n{rows}\n) GROUP BY 1 ORDER BY 1"
    )


def listing(
    question: Question, when: Period | None, columns: dict[str, str], keep: Iterable[str],
    keys: str = "",
) -> str:
    """Return the query of the counted rows themselves, with named columns.

    ``columns`` are expressions over the fact's columns ``keep``; ``keys`` limit the rows.
    """
    shown = ", ".join(f'{expression} AS "{name}"' for name, expression in columns.items())
    return f"SELECT {shown}\nFROM (\n{counted(question, when, keep=keep, keys=keys)}\n)"
