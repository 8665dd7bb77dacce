"""The pages beside the figure page: home, portraits, organisations, definitions, sources."""

import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from belvedere.evidence.database import Database
from belvedere.indicators.catalogue import catalogue, indicator
from belvedere.indicators.definition import Stock, Words
from belvedere.indicators.figure import told
from belvedere.indicators.question import period
from belvedere.portraits.audit import audit
from belvedere.portraits.labels import label
from belvedere.portraits.organisation import merges, relations, story
from belvedere.portraits.portrait import Ask, ask, pieces
from belvedere.portraits.portrait import portrait as told_portrait
from belvedere.site import charts
from belvedere.site.addresses import LANGUAGES, figure_url
from belvedere.site.observatory import observatory
from belvedere.site.remember import remembered
from belvedere.site.search import found

PAGE = 50
THEMES = {
    "structures": Words("Structures", "Structures"), "europe": Words("Europe", "Europe"),
    "clinical": Words("Clinical research", "Recherche clinique"),
    "publications": Words("Publications", "Publications"),
}
UNTOLD = Words("cannot be told", "ne peut être établi")
HEADLINES = ("structures_supervised", "units", "articles", "pp_top10", "eu_projects",
             "eu_projects_coordinated", "erc_grants", "trials_sponsored",
             "trials_with_results_share")


def front(request):
    """Send a reader to the pages in their language: French unless they prefer English."""
    wanted = request.headers.get("Accept-Language", "").lower()
    order = sorted(LANGUAGES, key=lambda code: (wanted.find(code) + 1 or 999, code == "en"))
    return redirect(reverse("home", args=(order[0],)))


def health(request):
    """Tell that the site answers, and from which edition."""
    return HttpResponse(observatory().edition.name, content_type="text/plain")


def robots(request):
    """Downloads are not for crawlers: there are as many as there are questions."""
    return HttpResponse("User-agent: *\nDisallow: /*rows.\n", content_type="text/plain")


def _context(request, language: str, asker, **more) -> dict:
    return {"language": language, "path": request.get_full_path(), "asker": asker, **more}


@remembered
def home(request, language: str):
    """What this is, the institute's headline figures, and where to go."""
    asker = observatory()
    of = asker.whom(asker.edition.landscape["slug"])
    headlines = []
    for name in HEADLINES:
        answer = ask(asker, of, Ask(name))
        if answer.figure.rows or answer.figure.undecided:
            headlines.append(_number(answer.figure, language))
    return render(request, "site/home.html", _context(
        request, language, asker, institute=of, headlines=headlines, themes=_themes(language)))


def _number(figure, language: str) -> dict:
    indicator = figure.question.indicator
    return {
        "url": figure_url(language, figure.question), "title": indicator.title(language),
        "value": told(figure.value, indicator.unit(language), language),
        "when": figure.when.written if figure.when else "",
        "caveat": figure.caveats[0](language) if figure.value is None and figure.caveats else "",
    }


def _themes(language: str) -> list[tuple[str, list]]:
    return [
        (title(language), [d for d in catalogue().values() if d.theme == theme])
        for theme, title in THEMES.items()
    ]


@remembered
def portrait(request, language: str, of: str):
    """An organisation told in prose and figures; each number opens."""
    asker = observatory(request.GET.get("edition") or None)
    whom = asker.whom(of)
    sections = []
    for section in told_portrait(asker, whom):
        sentences = [
            [_piece(text, is_figure, answers, whom, language)
             for text, is_figure in pieces(words(language))]
            for words, answers in section.sentences
        ]
        drawn = [_chart(asker, chart, language) for chart in section.charts]
        sections.append((section.section, sentences, drawn))
    return render(request, "site/portrait.html", _context(
        request, language, asker, whom=whom, sections=sections,
        origins=[o for o in asker.edition.origins() if o["inputs"]
                 and isinstance(o["inputs"][0], dict)]))


def _piece(text: str, is_figure: bool, answers: dict, whom, language: str) -> dict:
    if not is_figure:
        return {"text": text}
    if text == "name":
        return {"text": whom.name}
    answer = answers[text]
    number = _number(answer.figure, language)
    if answer.figure.value is None:
        number["value"] = UNTOLD(language)
    if answer.rank is not None:
        number["value"] = str(answer.rank.place) if answer.rank.place else "–"
        number["url"] += "?among=" + answer.rank.standing.group.name + "#rank"
    return {"text": number["value"], **number}


def _chart(asker, drawn, language: str) -> dict:
    indicator = drawn.figure.question.indicator
    unit, question = indicator.unit(language), drawn.figure.question
    if drawn.chart.by is None:
        spec = charts.trend(drawn.parts, unit, unit, question.is_stock)
        rows = [(str(p.group), told(p.value, unit, language)) for p in drawn.parts]
        url = figure_url(language, question)
    else:
        column = question.dimension(drawn.chart.by).column
        names = asker.names([p.group for p in drawn.parts if p.group]) if (
            column.endswith("_id")) else {}
        labelled = [(names.get(p.group) or label(p.group, language, column), p)
                    for p in drawn.parts]
        spec = charts.bars([(text, p.value) for text, p in labelled if p.group is not None],
                           unit, unit)
        rows = [(text, told(p.value, unit, language)) for text, p in labelled]
        url = figure_url(language, question, by=drawn.chart.by) + "#by"
    return {"title": drawn.chart.title(language), "spec": spec, "rows": rows, "url": url,
            "unit": unit}


def organisations(request, language: str):
    """All organisations: search by name, number or identifier; by country and kind."""
    asker = observatory()
    page = max(1, int(request.GET.get("page") or 1)) if (
        request.GET.get("page") or "1").isdecimal() else 1
    rows, count, kinds = found(
        asker, request.GET.get("q") or "", request.GET.get("country") or "",
        request.GET.get("kind") or "", PAGE, (page - 1) * PAGE)
    for row in rows:
        row["country_name"] = label(row["country"], language, "country") if row["country"] else ""
    return render(request, "site/organisations.html", _context(
        request, language, asker, rows=rows, count=count, page=page,
        pages=max(1, -(-count // PAGE)), q=request.GET.get("q") or "", kinds=kinds,
        country=request.GET.get("country") or "", kind=request.GET.get("kind") or ""))


def organisation(request, language: str, of: str):
    """One organisation: identifiers, place in the tree as at a date, and story."""
    asker = observatory()
    whom = asker.whom(of)
    written = request.GET.get("at") or ""
    at = period(written).last if written else datetime.date.fromisoformat(
        asker.edition.created[:10])
    mine, theirs = relations(asker, whom, at)
    about = asker.database.records(
        "SELECT * FROM organisations WHERE organisation_id = ?", [whom.id])
    headlines = []
    for name in HEADLINES:
        answer = ask(asker, whom, Ask(name))
        if answer is not None and answer.figure.rows:
            headlines.append(_number(answer.figure, language))
    inverse = Words("its parts", "ses parties"), Words("supervises", "tutelle de"), Words(
        "takes part in", "participe à")
    kinds = {"part_of": inverse[0], "supervised_by": inverse[1], "participated_by": inverse[2],
             "related_to": Words("related to", "liée à")}
    groups = [(label(name, language), mine[name]) for name in kinds if mine.get(name)]
    groups += [(kinds[name](language), theirs[name]) for name in kinds if theirs.get(name)]
    return render(request, "site/organisation.html", _context(
        request, language, asker, whom=whom, about=about[0] if about else {},
        country=label(about[0]["country"], language, "country")
        if about and about[0]["country"] else "",
        merges=[row | {"basis": label(row["basis"], language)} for row in merges(asker, whom)],
        groups=groups, at=at, written=written,
        events=[(event, event.words(language)) for event in story(asker, whom)],
        headlines=headlines))


def indicators(request, language: str):
    """Every definition, theme by theme."""
    return render(request, "site/indicators.html", _context(
        request, language, observatory(), themes=_themes(language)))


def one_indicator(request, language: str, name: str):
    """One definition, as its author wrote it, and its figure for the institute."""
    asker = observatory()
    definition = indicator(name)
    answer = None
    if definition.name != "eu_projects_growth":
        answer = ask(asker, asker.whom(asker.edition.landscape["slug"]), Ask(name))
    return render(request, "site/indicator.html", _context(
        request, language, asker, indicator=definition,
        is_stock=isinstance(definition.when, Stock),
        number=_number(answer.figure, language) if answer else None))


def sources(request, language: str):
    """Where the records come from: files, dates, licences, and the account of each."""
    asker = observatory(request.GET.get("edition") or None)
    origins = [o for o in asker.edition.origins() if o["inputs"]
               and isinstance(o["inputs"][0], dict)]
    for origin in origins:
        origin["aside"] = origin["records_set_aside"] + sum(
            t["set_aside"] for t in origin["tables"].values())
    return render(request, "site/sources.html", _context(
        request, language, asker, origins=origins))


def aside(request, language: str, source: str):
    """The records of a source that were set aside, with file, row and reason."""
    asker = observatory()
    rows = []
    for name, path in asker.edition.set_aside:
        if name == source:
            database = Database({"set_aside": (path,)})
            database.need("set_aside")
            rows = database.records("SELECT * FROM set_aside LIMIT 2000")
    for row in rows:
        row["in_table"] = row.pop("table")
    return render(request, "site/aside.html", _context(
        request, language, asker, source=source, rows=rows))


@remembered
def audit_page(request, language: str):
    """What documents state, beside what the records give."""
    asker = observatory(request.GET.get("edition") or None)
    verdicts = [
        {"claim": v.claim, "outcome": v.outcome, "words": v.explanation(language),
         "about": asker.whom(v.claim["about"]).name if v.claim["about"] and v.figure else "",
         "url": figure_url(language, v.figure.question) if v.figure else ""}
        for v in audit(asker)
    ]
    verdicts.sort(key=lambda v: v["claim"]["precision"] == "rounded")
    counts = {name: sum(v["outcome"] == name for v in verdicts)
              for name in ("agrees", "differs", "cannot")}
    return render(request, "site/audit.html", _context(
        request, language, asker, verdicts=verdicts, counts=counts))
