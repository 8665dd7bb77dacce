"""The figure page: one question, and all that there is to know of its answer."""

from dataclasses import dataclass
from functools import lru_cache

from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from belvedere.errors import QuestionError
from belvedere.indicators.definition import Growth, Mean, Share
from belvedere.indicators.figure import told
from belvedere.indicators.intervals import interval
from belvedere.indicators.question import WORLD, period
from belvedere.indicators.ranking import GROUPS, group
from belvedere.indicators.relative import NO_ROWS
from belvedere.portraits.labels import COLUMNS, label
from belvedere.site import charts
from belvedere.site.addresses import asked, figure_url
from belvedere.site.observatory import observatory
from belvedere.site.remember import remembered
from belvedere.site.rows import row_cells

PAGE = 30
MOST_DRAWN = 20_000
"""Different rows of which a page draws the stability interval: more take seconds."""
MOST = 40
"""How many values of a dimension a form offers: those of the whole world's most records."""
AROUND = 4
"""How many places above and below its own a figure page shows of a rank."""


@dataclass(frozen=True)
class Line:
    """One line of a table of parts: a label, a value told, a link to that figure."""

    label: str
    value: str
    url: str
    rows: int


@remembered
def figure_page(request, language: str, name: str, of: str):
    """Show a figure. Raises QuestionError when the address asks what cannot be asked."""
    edition = request.GET.get("edition") or None
    asker = observatory(edition)
    question = asked(asker, name, of, request.GET)
    figure = asker.ask(question)
    indicator = question.indicator
    view = {
        "language": language, "path": request.get_full_path(), "asker": asker,
        "question": question, "figure": figure, "indicator": indicator,
        "value": told(figure.value, indicator.unit(language), language),
        "limits": limits(question, language), "edition": edition,
        "embed": request.GET.get("embed") == "1",
        "cite": request.build_absolute_uri(
            figure_url(language, question, edition=figure.edition)),
        "downloads": {
            form: figure_url(language, question, form, edition=figure.edition)
            for form in ("figure_json", "rows_csv", "rows_json", "rows_parquet")
        },
    }
    if view["embed"]:
        return render(request, "site/embed.html", view)
    view |= _trend(asker, question, language, edition)
    view |= _breakdown(asker, question, language, request.GET.get("by"), edition)
    lacking = asker.lacking(question)
    if not lacking:
        view |= _rank(asker, question, language, request.GET.get("among"), edition)
    if lacking or not asker.holds_rows(question):
        view["no_rows"] = lacking or NO_ROWS
    else:
        view |= _rows(asker, question, language, request.GET)
        view |= _interval(asker, question, language)
        view["sql"] = asker.sql(question)
    view["origins"] = asker.origins(question)
    view["controls"] = _controls(asker, question, language)
    return render(request, "site/figure.html", view)


def limits(question, language: str) -> list[str]:
    """Return what a question is limited to, in words."""
    return [
        f"{question.dimension(name).title(language)} : {label(value, language, name)}"
        if language == "fr" else
        f"{question.dimension(name).title(language)}: {label(value, language, name)}"
        for name, value in question.where
    ]


def _trend(asker, question, language, edition) -> dict:
    parts = asker.trend(question)
    if len(parts) < 2:
        return {"trend": None}
    unit = question.indicator.unit(language)
    lines = []
    for part in parts:
        limited = question.but(when=period(str(part.group)))
        lines.append(Line(str(part.group), told(part.value, unit, language),
                          figure_url(language, limited, edition=edition), part.rows))
    return {"trend": charts.trend(parts, unit, unit, question.is_stock), "trend_lines": lines}


def _breakdown(asker, question, language, by, edition) -> dict:
    names = [d.name for d in question.indicator.dimensions
             if d.name not in dict(question.where)]
    if isinstance(question.indicator.measure, Growth) or not names:
        return {"breakdown": None, "dimensions": []}
    chosen = by if by in names else names[0]
    if by and by not in names:
        question.dimension(by)  # raises the error that names those there are
    parts = asker.by(question, chosen)
    unit = question.indicator.unit(language)
    dimension = question.dimension(chosen)
    ids = [p.group for p in parts[:40] if p.group and ":" in str(p.group)]
    known = asker.names(ids) if dimension.column.endswith("_id") else {}
    lines = [
        Line(known.get(part.group) or label(part.group, language, dimension.column),
             told(part.value, unit, language),
             figure_url(language, question.but(
                 where=(*question.where, (chosen, str(part.group)))), edition=edition)
             if part.group is not None else "", part.rows)
        for part in parts[:40]
    ]
    shown = [(line.label, part.value) for line, part in zip(lines, parts[:15])
             if part.group is not None and part.value is not None]
    return {
        "breakdown": charts.bars(shown, unit, unit) if shown else None,
        "breakdown_lines": lines, "breakdown_more": max(0, len(parts) - len(lines)),
        "by": chosen, "by_title": dimension.title(language),
        "dimensions": [(name, question.dimension(name).title(language)) for name in names],
        "unit_is_share": isinstance(question.indicator.measure, Share),
    }


def _interval(asker, question, language) -> dict:
    """Return the stability interval of a mean or share of works, where it is soon drawn."""
    measure = question.indicator.measure
    if not question.indicator.credit or not isinstance(measure, Mean | Share):
        return {}
    found = interval(asker, question, most=MOST_DRAWN)
    if found is None:
        return {}
    unit = question.indicator.unit(language)
    return {"interval": f"{told(found.low, unit, language)} – {told(found.high, unit, language)}"}


def _rank(asker, question, language, among, edition) -> dict:
    peers = asker.edition.landscape.get("peers", ())
    usual = "all" if question.of.kind == "country" else "europe"
    chosen = group(among or usual, peers)
    groups = [(name, words(language)) for name, words in GROUPS.items()]
    if question.of == WORLD or isinstance(question.indicator.measure, Growth):
        return {"rank": None}
    found = asker.rank(question, chosen)
    table, here = found.standing.table, found.position
    first = 0 if here is None else max(0, min(here - AROUND, len(table) - 2 * AROUND - 1))
    window = table[first:first + 2 * AROUND + 1]
    if first > 0:
        window = (*table[:3], *window[3:])
    names = (asker.names([who for _, who, _, _ in window])
             if question.of.kind == "organisation" else {})
    unit = question.indicator.unit(language)
    lines = []
    for place, who, amount, _ in window:
        other = asker.whom(who) if question.of.kind == "country" else None
        shown = label(who, language, "country") if other else names.get(who, who)
        target = question.but(of=other or type(question.of)("organisation", who, shown))
        lines.append((place, shown, told(amount, unit, language),
                      figure_url(language, target, edition=edition), who == question.of.id))
    return {"rank": found, "rank_lines": lines, "groups": groups, "among": chosen.name,
            "rank_group": chosen.title(language)}


def _rows(asker, question, language, parameters) -> dict:
    sort = parameters.get("sort") or ""
    text = parameters.get("q") or ""
    page = _page(parameters.get("page"))
    columns, rows, count = asker.rows(
        question, sort=sort.lstrip("-") or None, descending=sort.startswith("-"), contains=text,
        limit=PAGE, offset=(page - 1) * PAGE,
    )
    heads = []
    for column in columns:
        order = f"-{column}" if sort == column else column
        heads.append((
            COLUMNS[column](language) if column in COLUMNS else column,
            figure_url(language, question, sort=order, q=text,
                       edition=parameters.get("edition")) + "#rows",
            {column: "ascending", f"-{column}": "descending"}.get(sort),
        ))
    pages = max(1, -(-count // PAGE))
    link = {
        other: figure_url(language, question, sort=sort, q=text, page=other,
                          edition=parameters.get("edition")) + "#rows"
        for other in (page - 1, page + 1) if 1 <= other <= pages
    }
    return {"heads": heads, "listed": row_cells(columns, rows, language), "count": count,
            "page": page, "pages": pages,
            "previous": link.get(page - 1), "next": link.get(page + 1), "q": text, "sort": sort}


def _page(written: str | None) -> int:
    if not written:
        return 1
    if not written.isdecimal() or int(written) < 1:
        raise QuestionError(f"page={written}: a page is a number from 1.")
    return int(written)


def _controls(asker, question, language: str) -> list[tuple]:
    """Return (dimension, title, options as HTML) of the dimensions."""
    if isinstance(question.indicator.measure, Growth):
        return []
    controls = []
    everything = question.but(of=WORLD, when=None, where=(), counting="full")
    for dimension in question.indicator.dimensions:
        chosen = dict(question.where).get(dimension.name)
        if dimension.partners:
            continue
        options = _options(asker, everything, dimension, language, chosen)
        if options:
            controls.append((dimension.name, dimension.title(language), options))
    return controls


@lru_cache(1024)
def _options(asker, everything, dimension, language: str, chosen: str | None) -> SafeString:
    """Return a form's options for a dimension: the world's values, most frequent first.

    They do not depend on whom is asked of, so they are written once.
    """
    values = [p.group for p in asker.by(everything, dimension.name)[:MOST]
              if p.group is not None]
    if chosen is not None and chosen not in map(str, values):
        values.append(chosen)
    if len(values) < 2:
        return mark_safe("")
    names = asker.names(values) if dimension.column.endswith("_id") else {}
    return format_html_join("", '<option value="{}:{}"{}>{}</option>', (
        (dimension.name, value, mark_safe(" selected") if str(value) == chosen else "",
         names.get(value) or label(value, language, dimension.column)) for value in values))
