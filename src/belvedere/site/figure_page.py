"""The figure page: one question, and all that there is to know of its answer."""

from contextlib import suppress
from functools import lru_cache

from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from belvedere.errors import QuestionError
from belvedere.indicators.definition import Growth, Mean, Share, Words
from belvedere.indicators.figure import told
from belvedere.indicators.held import NO_ROWS
from belvedere.indicators.intervals import interval
from belvedere.indicators.journal_lists import span
from belvedere.indicators.question import WORLD, Whom
from belvedere.indicators.ranking import GROUPS, group
from belvedere.indicators.relative import plainly
from belvedere.portraits.caveats import caveats
from belvedere.portraits.labels import label, names_organisations
from belvedere.portraits.portrait import undated
from belvedere.portraits.telling import (
    column_title,
    name_of,
    particulars,
    said_measure,
    said_stands,
    under,
)
from belvedere.site.addresses import asked, figure_url
from belvedere.site.drawn import COUNTRIES, by_dimension, over_years
from belvedere.site.observatory import editions, observatory
from belvedere.site.reading import page_number
from belvedere.site.remember import remembered
from belvedere.site.rows import row_cells
from belvedere.tables.words import folded

PAGE = 30
MOST_DRAWN = 20_000
"""Different rows of which a page draws the stability interval: more take seconds."""
MOST = 40
"""How many values of a breakdown a page shows; a form offers longer lists in alphabetical order."""
OFFERED = 500
"""How many values of a dimension a form offers: those of the whole world's most records."""
NAMED = 5
"""How many of those that share a place are named."""
AROUND = 4
"""How many places above and below its own a figure page shows of a rank."""


_ALL = Words("all", "tous")
_DEFAULT = Words("the default", "celle par défaut")


def figure_page(request, language: str, name: str, of: str):
    """Show a figure, or lead to the same question asked of somebody else."""
    other = request.GET.get("to")
    if other:
        asker = observatory(request.GET.get("edition") or None)
        question = asked(asker, name, of, request.GET)
        return redirect(figure_url(
            language, question.but(of=asker.whom(other)), edition=request.GET.get("edition")))
    return _figure_page(request, language, name, of)


@remembered
def _figure_page(request, language: str, name: str, of: str):
    edition = request.GET.get("edition") or None
    asker = observatory(edition)
    question = asked(asker, name, of, request.GET)
    figure = asker.ask(question)
    indicator = question.indicator
    view = {
        "language": language, "path": request.get_full_path(), "asker": asker, "here": "figures",
        "question": question, "figure": figure, "indicator": indicator, "edition": edition,
        "value": told(figure.value, indicator.unit(language), language),
        "under": under(figure, language), "of_name": name_of(question.of, language),
        "particulars": particulars(figure, language),
        "caveats": caveats(asker, figure, language),
        "stands": said_stands(indicator, language), "at": _at(question),
        "embed": request.GET.get("embed") == "1",
        "cite": request.build_absolute_uri(
            figure_url(language, question, edition=figure.edition)),
    }
    if view["embed"]:
        return render(request, "site/embed.html", view)
    view |= _trend(asker, figure, language, edition)
    view |= _breakdown(asker, question, language, request.GET.get("by"), edition)
    view["measure"] = said_measure(indicator, language)
    lacking = asker.held.lacking(question)
    if not lacking:
        view |= _rank(asker, question, language, request.GET.get("among"), edition)
    if lacking or not asker.held.rows(question):
        view["no_rows"] = lacking or NO_ROWS
    else:
        view |= _rows(asker, question, language, request.GET)
        view |= _interval(asker, question, language)
        view["sql"] = asker.sql(question)
    view["origins"] = asker.origins(question)
    view["journals"] = [
        (row["title"], row["issn_l"], label(row["domain"], language), row["version"], span(row))
        for row in asker.held.lists.journals(question)]
    view["controls"] = _controls(asker, question, language)
    # a page of a named edition must stand whatever editions come after it
    view["editions"] = [edition] if edition else editions()
    view["others"] = _others(asker, question, language, edition)
    view["downloads"] = {
        form: figure_url(language, question, form, edition=figure.edition)
        for form in ("figure_json", "rows_csv", "rows_json", "rows_parquet")
    }
    return render(request, "site/figure.html", view)


def _at(question) -> str:
    """Return the day of a stock, which links from its page carry; nothing when none is asked."""
    return question.when.last.isoformat() if question.is_stock and question.when else ""


def _trend(asker, figure, language, edition) -> dict:
    parts = asker.trend(figure.question)
    if len(parts) < 2:
        return {"trend": None}
    return {"trend": over_years(
        asker, figure.question, parts, language, edition=edition,
        title="Année par année" if language == "fr" else "Year by year",
        undated=undated(figure, parts))}


def _offered(question) -> list[str]:
    """Return the dimensions that a question has, of whom it is asked: the world has no partners."""
    found = []
    for dimension in question.indicator.dimensions:
        with suppress(QuestionError):
            found.append(question.dimension(dimension.name).name)
    return found


def _breakdown(asker, question, language, by, edition) -> dict:
    names = [name for name in _offered(question) if name not in dict(question.where)]
    if isinstance(question.indicator.measure, Growth) or not names:
        return {"breakdown": None}
    chosen = by if by in names else names[0]
    if by and by not in names:
        question.dimension(by)  # raises the error that names those there are
    parts = asker.by(question, chosen)
    shown = [part for part in parts[:MOST] if part.group is not None]
    unknown = [part for part in parts if part.group is None]
    title = question.dimension(chosen).title(language)
    return {
        "breakdown": by_dimension(
            asker, question, chosen, [*shown, *unknown], language, title=title, edition=edition,
            unknown=sum(part.rows for part in unknown),
            more=len(parts) - len(shown) - len(unknown)),
        "dimensions": [
            (question.dimension(name).title(language), name == chosen,
             figure_url(language, question, by=name, edition=edition) + "#by") for name in names],
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
    usual = "all" if question.of.kind == "country" else "europe"
    chosen = group(among or usual, asker.edition.landscape.get("peers", ()))
    everybody = question.but(of=Whom(question.of.kind, "", ""))
    if (question.of == WORLD or isinstance(question.indicator.measure, Growth)
            or asker.held.lacking(everybody)):
        return {"rank": None}
    found = asker.rank(question, chosen)
    table, here = found.standing.table, found.position
    first = 0 if here is None else max(0, min(here - AROUND, len(table) - 2 * AROUND - 1))
    window = table[first:first + 2 * AROUND + 1]
    if first > 0:
        window = (*table[:3], *[row for row in window if row not in table[:3]])
    unit = question.indicator.unit(language)
    lines = []
    for place, who, amount, _ in window:
        other = _whom(asker, question.of.kind, who)
        lines.append((place, name_of(other, language), told(amount, unit, language),
                      figure_url(language, question.but(of=other), edition=edition),
                      who == question.of.id))
    groups = [(name, words(language)) for name, words in GROUPS.items()]
    if question.of.kind == "country":
        groups = [one for one in groups if one[0] != "peers"]
    # a few that share the place are named; a crowd is counted
    tied = "; ".join(name_of(_whom(asker, question.of.kind, who), language)
                     for who in found.tied) if len(found.tied) <= NAMED else ""
    return {"rank": found, "rank_lines": lines, "tied": tied, "groups": groups,
            "among": chosen.name, "rank_group": found.standing.group.title(language)}


def _whom(asker, kind: str, who: str) -> Whom:
    if kind == "country":
        return Whom("country", who, who)
    return Whom("organisation", who, asker.directory.names([who]).get(who, who))


@lru_cache(8)
def _kin(asker) -> tuple[Whom, ...]:
    """Return whom a reader may want to ask the same of: the institute, its peers, countries."""
    landscape = asker.edition.landscape
    ids = [asker.whom(landscape["slug"]).id, *landscape.get("peers", ())]
    asker.database.need("organisations")
    known = dict(asker.database.rows(
        "SELECT organisation_id, country FROM organisations WHERE list_contains(?, "
        "organisation_id)", [ids]))
    countries = dict.fromkeys(known[who] for who in ids if known.get(who))
    return (*(_whom(asker, "organisation", who) for who in ids if who in known),
            *(_whom(asker, "country", code) for code in countries), WORLD)


def _others(asker, question, language, edition) -> list[tuple[str, str]]:
    """Return (name, address) of the same question asked of others."""
    found = []
    for other in _kin(asker):
        with suppress(QuestionError):  # a share of the world is not asked of the world
            if other.id != question.of.id:
                found.append((name_of(other, language), figure_url(
                    language, question.but(of=other), edition=edition)))
    return found


def _rows(asker, question, language, parameters) -> dict:
    sort = parameters.get("sort") or ""
    text = parameters.get("q") or ""
    page = page_number(parameters.get("page"))
    columns, rows, count = asker.rows(
        question, sort=sort.removeprefix("-") or None, descending=sort.startswith("-"),
        contains=text, limit=PAGE, offset=(page - 1) * PAGE,
    )

    def address(**changed) -> str:
        same = {"sort": sort, "q": text,
                **{name: parameters.get(name) for name in ("by", "among", "edition")}}
        return figure_url(language, question, **(same | changed)) + "#rows"

    heads = [
        (column_title(column, language),
         address(sort=f"-{column}" if sort == column else column),
         {column: "ascending", f"-{column}": "descending"}.get(sort))
        for column in columns
    ]
    pages = max(1, -(-count // PAGE))
    return {"heads": heads, "listed": row_cells(columns, rows, language, _at(question)),
            "count": count, "page": page, "pages": pages, "q": text, "sort": sort,
            "previous": address(page=page - 1) if 1 < page <= pages else "",
            "next": address(page=page + 1) if page < pages else ""}


def _controls(asker, question, language: str) -> list[tuple]:
    """Return (dimension, title, what stands for none of its options, these as HTML) of each."""
    if isinstance(question.indicator.measure, Growth):
        return []
    controls, offered = [], _offered(question)
    # what there is to choose from: of whom and of which measure it does not hang on
    everything = plainly(question).but(of=WORLD, when=None, where=(), counting="full")
    for dimension in question.indicator.dimensions:
        chosen = dict(question.where).get(dimension.name)
        if dimension.name not in offered:
            continue
        about = everything
        if dimension.name not in _offered(everything):  # of organisations alone: its own
            about = plainly(question).but(when=None, where=(), counting="full")
        if dimension.partners and (
                question.of.kind != "organisation" or dimension.column not in COUNTRIES):
            about = None  # too many to look through or to choose from: what is chosen stays
        options = _options(asker, about, dimension, language, chosen)
        if options:
            default = any(c.column == dimension.replaces for c in question.indicator.where)
            controls.append((dimension.name, dimension.title(language),
                             (_DEFAULT if default else _ALL)(language), options))
    return controls


@lru_cache(1024)
def _options(asker, everything, dimension, language: str, chosen: str | None) -> SafeString:
    """Return a form's options for a dimension: the world's values, most frequent first.

    Those of a long list are in the order of their names. They do not depend on whom is
    asked of, so they are written once.
    """
    values = [p.group for p in asker.by(everything, dimension.name)[:OFFERED]
              if p.group is not None] if everything else []
    if chosen is not None and chosen not in map(str, values):
        values.append(chosen)
    # one theme leaves out the rest; what is chosen stays chosen
    if len(values) < (1 if dimension.name == "theme" or chosen is not None else 2):
        return mark_safe("")
    names = asker.directory.names(values) if names_organisations(dimension.column) else {}
    named = [(names.get(value) or label(value, language, dimension.column), value)
             for value in values]
    if len(named) > MOST:
        named.sort(key=lambda pair: folded(pair[0]))
    return format_html_join("", '<option value="{}:{}"{}>{}</option>', (
        (dimension.name, value, mark_safe(" selected") if str(value) == chosen else "", name)
        for name, value in named))
