"""The same answers by plain Python: slow and obvious, to hold the engine to.

Everything that ``sql`` says in one query is said here in loops over lists of
dictionaries, from the tables themselves rather than from facts. Weights are
exact fractions. Property tests make the two agree.
"""

import datetime
from collections.abc import Mapping, Sequence
from fractions import Fraction

from belvedere.indicators.definition import Condition, Count, Flow, Growth, Mean, Share, Sum
from belvedere.indicators.question import WORLD, Period, Question
from belvedere.tables import TABLES
from belvedere.tables.dates import bounds

Tables = Mapping[str, Sequence[dict]]


def organisation(tables: Tables, record_id: str | None) -> str | None:
    """Return the organisation that an identifier is after the merges."""
    for row in tables.get("organisation_identities", ()):
        if row["record_id"] == record_id:
            return row["organisation_id"]
    return record_id


def follow(tables: Tables, table: str, row: dict, path: str):
    """Return the value that a path reaches from a row: None where a link leads nowhere."""
    first, _, rest = path.partition(".")
    if not rest:
        return row.get(first)
    link = next(link for link in TABLES[table].links if link.name == first)
    for other in tables.get(link.table, ()):
        matches = True
        for ours, theirs in link.on:
            mine = row.get(ours)
            if link.table == "organisations" and TABLES[table].names[ours].type == "organisation":
                mine = organisation(tables, mine)
            matches = matches and mine is not None and other.get(theirs) == mine
        if matches:
            return other.get(rest)
    return None


def read(tables: Tables, question: Question, row: dict, path: str):
    """Return a value as conditions see it: an organisation after the merges."""
    found = follow(tables, question.indicator.table, row, path)
    column = TABLES[question.indicator.table].names.get(path)
    if column is not None and column.type == "organisation":
        return organisation(tables, found)
    return found


def holds(tables: Tables, question: Question, row: dict, condition: Condition) -> bool | None:
    """Return whether a condition holds: True, False, or None when it cannot be told."""
    found = read(tables, question, row, condition.column)
    if condition.is_ == "known":
        return found is not None
    if found is None:
        return {"undecided": None, "counted": True, "left_out": False}[condition.unknown]
    if condition.is_ == "true":
        return bool(found)
    if condition.is_ == "at_least":
        return found >= condition.value
    values = found if isinstance(found, list) else [found]
    has = any(one in condition.value for one in values)
    return has if condition.is_ == "among" else not has


def both(tests: Sequence[bool | None]) -> bool | None:
    """Return the three-valued "and": one False decides, else one None leaves open."""
    if any(test is False for test in tests):
        return False
    return None if any(test is None for test in tests) else True


def within(written: str | None, first: datetime.date, after: datetime.date) -> bool | None:
    """Return whether a partial date falls in a half-open period."""
    if written is None:
        return None
    earliest, latest = bounds(written)
    if earliest >= first and latest < after:
        return True
    if latest < first or earliest >= after:
        return False
    return None


def in_year(written: str | None, year: int) -> bool | None:
    return within(written, datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))


def either(one: bool | None, other: bool | None) -> bool | None:
    """Return the three-valued "or"."""
    if one or other:
        return True
    return None if one is None or other is None else False


def in_time(tables: Tables, question: Question, row: dict, when: Period | None) -> bool | None:
    """Return whether a row is in the period, or valid on its last day."""
    rule = question.indicator.when
    if when is None or rule is None:
        return True
    table = question.indicator.table
    if isinstance(rule, Flow):
        written = follow(tables, table, row, rule.date)
        if isinstance(question.indicator.measure, Growth):
            return either(in_year(written, when.years[0]), in_year(written, when.years[-1]))
        return within(written, when.first, when.after)
    start = follow(tables, table, row, rule.start)
    end = follow(tables, table, row, rule.end)
    begun = None if start is None else bounds(start)[0] <= when.last
    ended = end is not None and bounds(end)[0] <= when.last
    return both([begun, not ended])


def state(tables: Tables, question: Question, row: dict, when: Period | None) -> bool | None:
    """Return whether a row counts: True, False, or None when it is undecided."""
    definition = question.indicator
    tests = [holds(tables, question, row, c) for c in definition.where]
    tests.append(in_time(tables, question, row, when))
    for name, value in question.where:
        dimension = question.dimension(name)
        if dimension.partners:
            continue
        found = read(tables, question, row, dimension.column)
        if isinstance(found, list):
            tests.append(value in found)
        elif isinstance(found, bool):
            tests.append(str(found).lower() == value)
        else:
            tests.append(None if found is None else str(found) == value)
    if isinstance(definition.measure, Share):
        numerator = both([holds(tables, question, row, c) for c in definition.measure.of])
        tests.append(None if numerator is None else True)
    if isinstance(definition.measure, Sum | Mean):
        tests.append(None if follow(tables, definition.table, row, definition.measure.column)
                     is None else True)
    return both(tests)


def whose(tables: Tables, question: Question, row: dict) -> str | None:
    """Return whose a row is: an organisation, or a country when one is asked of."""
    path = question.indicator.whose
    if question.of.kind == "country":
        path = question.indicator.whose_country
    return read(tables, question, row, path)


def partners(
    tables: Tables, question: Question, row: dict, name: str, when: Period | None
) -> set:
    """Return the values of a dimension on the other organisations' rows of a row's key."""
    definition = question.indicator
    key = follow(tables, definition.table, row, definition.key)
    found = set()
    for other in tables[definition.table]:
        theirs = whose(tables, question, other)
        if follow(tables, definition.table, other, definition.key) != key:
            continue
        if question.of.kind != "world" and (theirs is None or theirs == question.of.id):
            continue
        tests = [holds(tables, question, other, c)
                 for c in (*definition.partners, *definition.dimension(name).where)]
        if question.is_stock and "." not in definition.when.start:
            tests.append(in_time(tables, question, other, when))
        if all(tests):
            found.add(read(tables, question, other, definition.dimension(name).column))
    return found


def asked(tables: Tables, question: Question, row: dict, when: Period | None) -> bool:
    """Return whether a row is one of those that the question is about, counted or not."""
    if question.of.kind != "world" and whose(tables, question, row) != question.of.id:
        return False
    return all(
        value in partners(tables, question, row, name, when)
        for name, value in question.where if question.dimension(name).partners
    )


def counted(tables: Tables, question: Question, when: Period | None) -> dict[str, dict]:
    """Return the row that stands for each key counted: the first in the table's order."""
    definition = question.indicator
    first: dict[str, dict] = {}
    order = TABLES[definition.table].key
    for row in sorted(tables[definition.table], key=lambda r: [str(r[name]) for name in order]):
        if asked(tables, question, row, when) and state(tables, question, row, when):
            first.setdefault(follow(tables, definition.table, row, definition.key), row)
    return first


def weight(
    tables: Tables, question: Question, key: str, row: dict, when: Period | None
) -> Fraction:
    """Return what a key counts for: one, its row's credit, or one over those it counts for."""
    if question.counting == "full":
        return Fraction(1)
    definition = question.indicator
    if definition.credit:
        return Fraction(row[definition.credit])
    credited = {
        whose(tables, question, row) for row in tables[definition.table]
        if follow(tables, definition.table, row, definition.key) == key
        and state(tables, question, row, when)
        and all(value in partners(tables, question, row, name, when)
                for name, value in question.where if question.dimension(name).partners)
    }
    return Fraction(1, len(credited - {None}) or 1)


def sums(tables: Tables, question: Question, when: Period | None) -> dict[str, Fraction]:
    """Return the sums of a question's measure."""
    measure = question.indicator.measure
    rows = counted(tables, question, when)
    weights = {key: weight(tables, question, key, row, when) for key, row in rows.items()}
    if isinstance(measure, Count):
        return {"count": sum(weights.values(), Fraction())}
    if isinstance(measure, Share):
        return {
            "numerator": sum((
                weights[key] for key, row in rows.items()
                if both([holds(tables, question, row, c) for c in measure.of])
            ), Fraction()),
            "denominator": sum(weights.values(), Fraction()),
        }
    if isinstance(measure, Sum | Mean):
        amount = sum((
            Fraction(follow(tables, question.indicator.table, row, measure.column)) * weights[key]
            for key, row in rows.items()
        ), Fraction())
        if isinstance(measure, Sum):
            return {"sum": amount}
        return {"total": amount, "weight": sum(weights.values(), Fraction())}
    assert isinstance(measure, Growth), measure
    dates = [follow(tables, question.indicator.table, row, question.indicator.when.date)
             for row in rows.values()]
    return {
        "first": Fraction(sum(in_year(date, when.years[0]) is True for date in dates)),
        "last": Fraction(sum(in_year(date, when.years[-1]) is True for date in dates)),
        "years": Fraction(when.years[-1] - when.years[0]),
    }


def resting(tables: Tables, question: Question, when: Period | None) -> dict[str, int]:
    """Return how many keys that count are somebody's by which statement on his identifier."""
    bases = {row["record_id"]: row["basis"] for row in tables["organisation_identities"]}
    found: dict[str, int] = {}
    for row in counted(tables, question, when).values():
        basis = bases.get(row[question.indicator.whose], "itself")
        found[basis] = found.get(basis, 0) + 1
    return found


def by_name_alone(tables: Tables, question: Question, when: Period | None) -> int:
    """Return how many keys would count for one who is known by his written name alone."""
    everybody = question.but(of=WORLD)
    return len({
        follow(tables, question.indicator.table, row, question.indicator.key)
        for row in tables[question.indicator.table]
        if asked(tables, everybody, row, when) and state(tables, question, row, when)
        and str(whose(tables, question, row)).startswith(("sponsor:", "cordis:", "applicant:"))})


def undecided(tables: Tables, question: Question, when: Period | None) -> int:
    """Return how many keys an unknown value leaves open, none of whose rows count."""
    definition = question.indicator
    yes, unknown = set(), set()
    for row in tables[definition.table]:
        if asked(tables, question, row, when):
            key = follow(tables, definition.table, row, definition.key)
            found = state(tables, question, row, when)
            if found:
                yes.add(key)
            elif found is None:
                unknown.add(key)
    return len(unknown - yes)
