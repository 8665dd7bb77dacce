"""Countries and institutions side by side: how much, how cited, and their ranks over time."""

from dataclasses import dataclass

from django.shortcuts import render

from belvedere.errors import QuestionError
from belvedere.indicators.definition import Words
from belvedere.indicators.figure import told
from belvedere.indicators.held import few
from belvedere.indicators.intervals import side_by_side
from belvedere.indicators.question import Whom
from belvedere.indicators.ranking import GROUPS, group
from belvedere.portraits.labels import label
from belvedere.portraits.telling import FEW, said_few
from belvedere.site import charts
from belvedere.site.addresses import figure_url
from belvedere.site.observatory import observatory
from belvedere.site.remember import remembered
from belvedere.tables.themes import themes

MOST = 25
"""Lines of the table and points of the scatter."""
NAMED = 5
"""Points of the scatter whose names are drawn, beside one's own: more would cover each other."""
FOLLOWED = 8
"""Whose ranks are drawn over time."""
COLUMNS = ("articles", "world_share", "pp_top10", "pp_top1", "mncs",
           "international_collaboration")
CREDITED = "_credited"
CREDIT = {f"articles{CREDITED}": Words("Articles, by credit", "Articles, en compte fractionnaire")}
"""Institutions have both their counts; countries are ranked by credit."""
MOST_DRAWN = 20_000
KINDS = {"countries": "country", "organisations": "organisation"}


@dataclass(frozen=True)
class Line:
    """One country or institution: its place, name, and a (value told, address, its mark where
    it rests on few articles) a column; the intervals of its share among the most cited, and of
    its place by it."""

    place: int
    name: str
    cells: tuple[tuple[str, str, str], ...]
    interval: str
    places: str
    mine: bool


@remembered
def compare(request, language: str, kind: str):
    """Compare those that publish most. Raises QuestionError for an unknown theme or group."""
    asker = observatory(request.GET.get("edition") or None)
    theme = request.GET.get("within") or ""
    if theme and theme not in themes():
        raise QuestionError(f"There is no theme {theme!r}: there are {', '.join(themes())}.")
    chosen = group(request.GET.get("among") or "all", asker.edition.landscape.get("peers", ()))
    when = request.GET.get("when") or None
    where = {"theme": theme} if theme else {}
    mine = _mine(asker, kind)
    by_credit = {"articles"} if kind == "countries" else set(CREDIT)
    shown = COLUMNS if kind == "countries" else (COLUMNS[0], *CREDIT, *COLUMNS[1:])
    questions = {
        name: asker.question(name.removesuffix(CREDITED), mine.id, when=when, where=where,
                             counting="fractional" if name in by_credit else "")
        for name in shown
    }
    first = questions["articles"]
    view = {
        "language": language, "path": request.get_full_path(), "asker": asker, "kind": kind,
        "here": "compare",
        "within": theme, "when": request.GET.get("when") or "", "among": chosen.name,
        "themes": [(t.name, t.title_fr if language == "fr" else t.title_en)
                   for t in themes().values()],
        "groups": [(name, words(language)) for name, words in GROUPS.items()],
        "lacking": next(filter(None, (asker.held.lacking(question.but(of=Whom(KINDS[kind], "", "")))
                                       for question in questions.values())), None),
        "columns": [CREDIT.get(name, q.indicator.title) for name, q in questions.items()],
    }
    if view["lacking"]:
        return render(request, "site/compare.html", view)
    table = asker.ranking(first, chosen).table[:MOST]
    values = {name: asker.everyone(question) for name, question in questions.items()}
    names = _names(asker, kind, [who for _, who, _, _ in table], language)
    lines, points = [], []
    tops = [questions["pp_top10"].but(of=Whom(KINDS[kind], who, names[who]))
            for _, who, _, _ in table]
    intervals = side_by_side(asker, tops, most=MOST_DRAWN)
    for (place, who, _, _), top, (drawn, places) in zip(table, tops, intervals):
        whom = Whom(KINDS[kind], who, names[who])
        parts = {name: values[name].get(who) for name in questions}
        own = {name: part and part.value for name, part in parts.items()}
        marks = {name: FEW if part and few(questions[name], part.rows) else ""
                 for name, part in parts.items()}
        cells = tuple(
            (told(own[name], question.indicator.unit(language), language),
             figure_url(language, question.but(of=whom)), marks[name])
            for name, question in questions.items()
        )
        lines.append(Line(place, names[who], cells, _told(drawn, top, language),
                          f"{places.low:.0f} – {places.high:.0f}" if places else "",
                          who == mine.id))
        if own["pp_top10"] is not None:
            points.append({
                "name": names[who], "volume": own["articles"], "top": own["pp_top10"],
                "low": drawn.low if drawn else own["pp_top10"],
                "high": drawn.high if drawn else own["pp_top10"], "mine": who == mine.id,
                "named": who == mine.id or len(points) < NAMED, "few": bool(marks["pp_top10"]),
            })
    marked = any(mark for line in lines for _, _, mark in line.cells)
    view |= {
        "lines": lines, "undrawn": any(drawn is None for drawn, _ in intervals),
        "few": said_few(questions["pp_top10"].indicator, language) if marked else "",
        "scatter": charts.scatter(points, first.indicator.title(language),
                                  questions["pp_top10"].indicator.title(language)),
        **_ranks(asker, first, [who for _, who, _, _ in table[:FOLLOWED]], names, language)}
    return render(request, "site/compare.html", view)


def _mine(asker, kind: str) -> Whom:
    """Return whom the page is about: the institute, or its country."""
    institute = asker.whom(asker.edition.landscape["slug"])
    if kind == "organisations":
        return institute
    code = asker.directory.country(institute.id) or "FR"
    return Whom("country", code, code)


def _names(asker, kind: str, ids: list[str], language: str) -> dict[str, str]:
    if kind == "countries":
        return {code: label(code, language, "country") for code in ids}
    known = asker.directory.names(ids)
    return {who: known.get(who, who) for who in ids}


def _told(drawn, question, language: str) -> str:
    if drawn is None:
        return ""
    unit = question.indicator.unit(language)
    return f"{told(drawn.low, unit, language)} – {told(drawn.high, unit, language)}"


def _ranks(asker, question, followed: list[str], names, language: str) -> dict:
    """Return the ranks by articles, year by year, of the first of the table."""
    values = asker.over_years(question)
    years = sorted({year for who in followed for year in values.get(who, {})})
    drawn, lines = [], []
    for who in followed:
        ranks = []
        for year in years:
            own = values.get(who, {}).get(year)
            place = None if own is None else 1 + sum(
                (others.get(year) or 0) > own for others in values.values())
            ranks.append(place)
            if place is not None:
                drawn.append({"year": str(year), "rank": place, "name": names[who]})
        lines.append((names[who], ranks))
    return {"rank_chart": charts.ranks(drawn) if len(years) > 1 else None,
            "rank_years": years, "rank_rows": lines}
