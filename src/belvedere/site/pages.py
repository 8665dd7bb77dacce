"""The front, the home page and the portraits."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import Indicator, Words
from belvedere.indicators.figure import Figure, told
from belvedere.indicators.held import few
from belvedere.indicators.question import Period, Whom
from belvedere.portraits.caveats import on_few, untold
from belvedere.portraits.chapter import Ask
from belvedere.portraits.portrait import ToldChart, ToldSection, ask, pieces
from belvedere.portraits.portrait import portrait as told_portrait
from belvedere.portraits.telling import FEW, name_of, said_period, subject
from belvedere.site.addresses import LANGUAGES, figure_url
from belvedere.site.drawn import Drawn, by_dimension, over_years
from belvedere.site.observatory import observatory
from belvedere.site.reading import as_at
from belvedere.site.remember import remembered

THEMES = {
    "structures": Words("Structures", "Structures"), "europe": Words("Europe", "Europe"),
    "publications": Words("Publications", "Publications"),
    "clinical": Words("Clinical research", "Recherche clinique"),
    "patents": Words("Patents (the open record)", "Brevets (bases publiques)"),
    "register": Words("The register", "Le registre"),
    "clinical_desk": Words("The clinical research desk", "Le bureau de la recherche clinique"),
    "partnerships_desk": Words("The partnerships desk", "Le bureau des partenariats"),
    "transfer_desk": Words("The transfer desk", "Le bureau du transfert"),
    "funding_desk": Words("The funding desk", "Le bureau des financements"),
}
UNTOLD = Words("cannot be told", "ne peut être établi")
HEADLINES = ("units", "structures_supervised", "register_units", "register_teams", "articles",
             "pp_top10", "eu_projects", "erc_grants", "trials_sponsored",
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
    """Crawlers may read each page, but not each of the questions that its forms can ask."""
    return HttpResponse("User-agent: *\nDisallow: /*?\nDisallow: /*rows.\n",
                        content_type="text/plain")


def page(request, language: str, template: str, asker: Asker, here: str = "", **more):
    """Return a page: what every page has, and what this one has more."""
    return render(request, f"site/{template}.html", {
        "language": language, "path": request.get_full_path(), "asker": asker, "here": here,
        **more})


@remembered
def home(request, language: str):
    """What this is, the institute's headline figures, and where to go."""
    asker = observatory()
    of = asker.whom(asker.edition.landscape["slug"])
    return page(request, language, "home", asker, institute=of,
                headlines=headlines(asker, of, language), themes=themes(language))


def headlines(
    asker: Asker, of: Whom, language: str, at: Period | None = None
) -> list[dict]:
    """Return the figures by which somebody is known, those that have a record."""
    answers = (ask(asker, of, Ask(name), at) for name in HEADLINES)
    return [number(answer.figure, language) for answer in answers
            if answer is not None and answer.figure.rows]


def number(figure: Figure, language: str, edition: str | None = None) -> dict:
    """Return a figure as a number that opens."""
    indicator = figure.question.indicator
    return {
        "url": figure_url(language, figure.question, edition=edition),
        "title": indicator.title(language),
        "value": told(figure.value, indicator.unit(language), language),
        "when": said_period(figure.when, figure.question.is_stock, language)
        if figure.when else "",
        "open": figure.undecided,
    }


def themes(language: str) -> list[tuple[str, list[Indicator]]]:
    """Return the definitions, theme by theme."""
    return [
        (title(language), [d for d in catalogue().values() if d.theme == theme])
        for theme, title in THEMES.items()
    ]


@remembered
def portrait(request, language: str, of: str):
    """An organisation or a country told in prose and figures; each number opens.

    ``at`` is the day as at which its stocks are told.
    """
    edition = request.GET.get("edition") or None
    asker = observatory(edition)
    whom, at = asker.whom(of), as_at(request)
    chapters = [_chapter(asker, section, whom, language, edition)
                for section in told_portrait(asker, whom, at)]
    return page(request, language, "portrait", asker, "portrait", whom=whom, at=at,
                name=name_of(whom, language), chapters=chapters)


def _chapter(asker: Asker, told_section: ToldSection, whom: Whom, language: str, edition) -> dict:
    paragraphs: list[dict] = []
    origins = {}
    for sentence, words, answers in told_section.sentences:
        said = [_piece(text, is_figure, answers, whom, language, edition)
                for text, is_figure in pieces(words(language))]
        figures = [a.figure for a in answers.values()]
        reason = " ".join(filter(None, (
            untold(asker, figures, language), on_few(figures, language))))
        if not paragraphs or not sentence.goes_on or paragraphs[-1]["reason"]:
            paragraphs.append({"pieces": said, "reason": reason})
        else:
            paragraphs[-1]["pieces"] += [{"text": " "}, *said]
            paragraphs[-1]["reason"] = reason
        for answer in answers.values():
            origins |= {o["source"]: o for o in asker.origins(answer.figure.question)}
    return {
        "name": told_section.section.name, "title": told_section.section.title(language),
        "paragraphs": paragraphs, "origins": list(origins.values()),
        "charts": [_chart(asker, chart, language, edition) for chart in told_section.charts],
    }


def _piece(text: str, is_figure: bool, answers: dict, whom: Whom, language: str, edition) -> dict:
    if not is_figure:
        return {"text": text}
    if text == "name":
        return {"text": subject(whom, language)}
    if text.endswith("__of"):
        return {"text": told(answers[text.removesuffix("__of")].rank.of, "", language)}
    answer = answers[text]
    shown = number(answer.figure, language, edition)
    if answer.rank is not None:
        group = answer.rank.standing.group.name
        shown["value"] = told(answer.rank.place, "", language)
        shown["url"] = figure_url(
            language, answer.figure.question, edition=edition, among=group) + "#rank"
    elif answer.figure.value is None:
        shown["value"] = UNTOLD(language)
    elif few(answer.figure.question, answer.figure.rows):
        shown["value"] += FEW
    return {"text": shown["value"], **shown}


def _chart(asker: Asker, drawn: ToldChart, language: str, edition) -> Drawn:
    chart, question = drawn.chart, drawn.figure.question
    said = {"title": chart.title(language), "edition": edition}
    if chart.by is None:
        return over_years(
            asker, question, drawn.parts, language, undated=drawn.undrawn,
            url=figure_url(language, question, edition=edition), **said)
    return by_dimension(
        asker, question, chart.by, drawn.parts, language, unknown=drawn.undrawn, more=drawn.more,
        url=figure_url(language, question, by=chart.by, edition=edition) + "#by", **said)
