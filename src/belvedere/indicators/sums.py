"""The sums of publications: one small table that answers what the facts would.

A question limited to and broken down by theme, subfield, year and type needs only
these sums, whoever is asked about; tests hold its answers to those of the facts.
The same table, of the world, is what a baseline ships.
"""

from belvedere.indicators.definition import (
    Condition,
    Count,
    Growth,
    Mean,
    Portion,
    Share,
    Specialisation,
    Sum,
    true,
)
from belvedere.indicators.question import Period, Question
from belvedere.tables.publications import SUMMED, TOP_PERCENT
from belvedere.tables.sql_text import quoted

WHO = {
    "work_world": ("world", "'world'"),
    "work_countries": ("country", "country"),
    "work_organisations": ("organisation", "organisation_id__organisation"),
}
"""For each counted table, the kind of whom it speaks of, and the column that says whose."""

_PROMINENT = ("(list_contains(work__prominent, 'medical') OR "
              "list_contains(work__prominent, 'basic'))")
_AMOUNTS = {
    "works": "TRUE", "dated": "work__citations IS NOT NULL", "scored": "ncs IS NOT NULL",
    "placed": "work__collaboration IS NOT NULL",
    "international": "work__collaboration = 'international'",
    "national": "work__collaboration = 'national'",
    "industry_known": "work__with_industry IS NOT NULL", "with_industry": "work__with_industry",
    "access_known": "work__open_access IS NOT NULL", "open_access": "work__open_access <> 'closed'",
    "prominent": _PROMINENT, "citations": "work__citations", "ncs": "ncs",
    **{f"top{p}": f"top{p}" for p in TOP_PERCENT},
}
"""What is added up of works: those for which something holds, or a number that they have."""


def sums_sql(table: str, fact: str, scores: str, themes: list[str]) -> str:
    """Return the query of publication_sums over the fact of one counted table.

    ``fact`` and ``scores`` are SQL that reads it, and citation_scores. Works are added up in
    each theme, and once more whatever their theme; those of organisations over all
    subfields, for there are too many of both. The fact is read once: its rows are added up
    apart by what is known of them and by their themes, and these few sums put together.
    """
    kind, who = WHO[table]
    subfield = "NULL" if kind == "organisation" else "work__subfield"
    # all as doubles: DuckDB adds them up a quarter faster than integers, and a test made
    # a number costs half of a CASE
    amounts_ = ",\n".join(f"      CAST(({_AMOUNTS[name]}) AS DOUBLE) AS {name}" for name in SUMMED)
    within = "".join(f", coalesce(list_contains(work__themes, {quoted(theme)}), FALSE) AS theme{n}"
                     for n, theme in enumerate(themes))
    parts = ",\n".join(
        f"    sum({name}) AS {name}, sum({name} * weight) AS {name}_credit" for name in SUMMED)
    added = ",\n".join(f"  {_added_where('is_citable', name + credit)} AS {name}{credit}"
                       for name in SUMMED for credit in ("", "_credit"))
    asked = ", ".join(["(CAST(NULL AS VARCHAR))", *(f"({quoted(theme)})" for theme in themes)])
    chosen = " OR ".join(["theme IS NULL", *(
        f"(theme = {quoted(theme)} AND theme{n})" for n, theme in enumerate(themes))])
    return f"""SELECT '{kind}' AS kind, who, theme, subfield, "year", "type",
  {_added_where("is_citable IS NULL", "works")} AS open,
  {_added_where("is_citable IS NULL", "prominent")} AS open_prominent,
  {_added_where("unthemed", "prominent")} AS theme_open_prominent,
  {_added_where("unthemed", "works")} AS theme_open,
{added}
FROM (
  SELECT who, subfield, "year", "type", is_citable, unthemed{
      "".join(f", theme{n}" for n in range(len(themes)))},
{parts}
  FROM (
    SELECT {who} AS who, weight, work__is_citable AS is_citable,
      work__themes IS NULL AS unthemed{within},
      {subfield} AS subfield, work__year AS "year", work__type AS "type",
{amounts_}
    FROM {fact} f LEFT JOIN {scores} s ON s.subfield = work__subfield AND s."year" = work__year
      AND s."type" = work__type AND s.citations = work__citations
    WHERE coalesce(work__is_citable, TRUE)
  ) GROUP BY ALL
) JOIN (VALUES {asked}) asked (theme) ON {chosen}
GROUP BY ALL"""


def _added_where(test: str, name: str) -> str:
    return f"sum(CASE WHEN {test} THEN coalesce({name}, 0) ELSE 0 END)"


_CITABLE = true("work.is_citable")
_LIMITS = {"theme", "subfield", "type"}
_SHARES = {"international": ("international", "placed"), "national": ("national", "placed")}


def amounts(question: Question) -> tuple[str, str | None] | None:
    """Return the summed columns (amount, over) that a question's measure needs.

    None when the table does not hold them: then the facts are asked.
    """
    definition = question.indicator
    if not definition.credit or definition.table not in WHO:
        return None
    others = [c for c in definition.where if c != _CITABLE]
    if len(others) == len(definition.where):
        return None
    measure = definition.measure
    if isinstance(measure, Count | Growth | Portion | Specialisation):
        if not others:
            return "works", None
        prominent = len(others) == 1 and others[0].column == "work.prominent"
        return ("prominent", None) if prominent and others[0].unknown == "left_out" else None
    if others:
        return None
    if isinstance(measure, Mean | Sum):
        known = {"work.citations": ("citations", "dated"), "score.ncs": ("ncs", "scored"),
                 **{f"score.top{p}": (f"top{p}", "scored") for p in TOP_PERCENT}}
        return known.get(measure.column)
    if isinstance(measure, Share) and len(measure.of) == 1:
        return _share(measure.of[0])
    return None


def _share(condition: Condition) -> tuple[str, str] | None:
    if condition.column == "work.collaboration" and condition.is_ == "among":
        return _SHARES.get(condition.value[0]) if len(condition.value) == 1 else None
    if condition.column == "work.with_industry":
        return "with_industry", "industry_known"
    if condition.column == "work.open_access" and len(condition.value) == 5:
        return "open_access", "access_known"
    return None


def answers(question: Question, when: Period | None, dimension: str | None = None) -> bool:
    """Return whether the sums hold the answer: of its measure, limits and whole years."""
    if amounts(question) is None:
        return False
    whole_years = when is None or (
        (when.first.month, when.first.day, when.after.month, when.after.day) == (1, 1, 1, 1))
    limits = [name for name, _ in question.where]
    if WHO[question.table.name][0] == "organisation" and "subfield" in (*limits, dimension):
        return False
    return (
        whole_years and _LIMITS.issuperset(limits) and len(set(limits)) == len(limits)
        and (dimension is None or dimension in ("year", "subfield", "type"))
    )


def total_sql(
    question: Question, when: Period | None, *, dimension: str | None = None,
    everybody: bool = False, nobody: bool = False,
) -> str:
    """Return the query of a question's sums, as ``sql.total`` and its like give them.

    ``nobody``: of what is nobody's known.
    """
    amount, over = amounts(question)
    credit = "_credit" if question.counting == "fractional" else ""
    measure = question.indicator.measure
    limits = dict(question.where)
    tests = [_whose(question, everybody, nobody)]
    tests.append(f"theme = {quoted(limits['theme'])}" if "theme" in limits else "theme IS NULL")
    tests += [f'"{name}" = {quoted(limits[name])}' for name in ("subfield", "type")
              if name in limits]
    years = "TRUE"
    if when is not None:
        ends = (when.years[0], when.years[-1])
        years = (f'"year" IN {ends}' if isinstance(measure, Growth)
                 else f'"year" BETWEEN {ends[0]} AND {ends[1]}')
    counted = over or amount
    one, other = _added(amount, credit), _added(over, credit) if over else ""
    if isinstance(measure, Share):
        sums = f"{one} AS numerator, {other} AS denominator"
    elif isinstance(measure, Mean):
        sums = f"{one} AS total, {other} AS weight"
    elif isinstance(measure, Sum):
        sums = f"{one} AS sum"
    elif isinstance(measure, Growth):
        first, last = (f"sum(CASE WHEN \"year\" = {year} THEN {amount} ELSE 0 END)"
                       for year in ends)
        sums = f"CAST({first} AS BIGINT) AS first, CAST({last} AS BIGINT) AS last"
    else:
        sums = f"{one} AS count"
    groups = {"whose_": "who"} if everybody else {}
    if dimension:
        groups["group_"] = f'"{dimension}"'
    query = (
        f"SELECT {''.join(f'{column} AS {name}, ' for name, column in groups.items())}{sums}, "
        f"CAST(coalesce(sum({counted}), 0) AS BIGINT) AS rows_\n"
        f"FROM publication_sums\nWHERE {' AND '.join(tests)} AND {years}"
    )
    if groups:
        query += f"\nGROUP BY {', '.join(groups)} HAVING sum({counted}) > 0"
    return query + ("\nORDER BY group_ NULLS LAST" if dimension else "")


def _added(name: str, credit: str) -> str:
    """Return the sum of a column: a whole number where works are counted in full."""
    whole = not credit and name != "ncs" and not name.startswith("top")
    return f"CAST(sum({name}) AS BIGINT)" if whole else f"sum({name}{credit})"


def undecided_sql(question: Question, when: Period | None) -> str:
    """Return the query of how many works an unknown value leaves open.

    A work whose year, subfield or type is asked for and not known; one that cannot
    be told to be citable, or whose measure is not known; with a theme asked for,
    one of which no theme can be told.
    """
    amount, over = amounts(question)
    limits = dict(question.where)
    theme = limits.pop("theme", None)
    near, known = ["TRUE"], ["TRUE"]
    for name, value in limits.items():
        near.append(f'("{name}" = {quoted(value)} OR "{name}" IS NULL)')
        known.append(f'"{name}" IS NOT NULL')
    if when is not None:
        years = f'"year" BETWEEN {when.years[0]} AND {when.years[-1]}'
        if isinstance(question.indicator.measure, Growth):
            years = f'"year" IN ({when.years[0]}, {when.years[-1]})'
        near.append(f'({years} OR "year" IS NULL)')
        known.append('"year" IS NOT NULL')
    lacking = f"works - {over}" if over else "0"
    # a work known to be in no prominent journal is decided, whatever else is open
    counted, suffix = ("prominent", "_prominent") if amount == "prominent" else ("works", "")
    open_ = (f"sum(open{suffix} + CASE WHEN {' AND '.join(known)} THEN {lacking} "
             f"ELSE {counted} END) FILTER (WHERE "
             + (f"theme = {quoted(theme)})" if theme else "theme IS NULL)"))
    if theme:
        open_ = f"coalesce({open_}, 0) + sum(theme_open{suffix}) FILTER (WHERE theme IS NULL)"
    return (f"SELECT CAST(coalesce({open_}, 0) AS BIGINT) AS undecided FROM publication_sums\n"
            f"WHERE {_whose(question)} AND {' AND '.join(near)}")


def _whose(question: Question, everybody: bool = False, nobody: bool = False) -> str:
    whom = "who IS NOT NULL" if everybody else f"who = {quoted(question.of.id)}"
    if nobody:
        whom = "who IS NULL"
    return f"kind = {quoted(WHO[question.table.name][0])} AND {whom}"


