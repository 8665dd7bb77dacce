"""Organisations: the list to search, and the page of each."""

import datetime

from belvedere.indicators.asking import Asker
from belvedere.indicators.definition import Words
from belvedere.indicators.question import Period, Whom
from belvedere.portraits.labels import countries, label
from belvedere.portraits.organisation import merges, relations, story
from belvedere.portraits.portrait import Ask, ask
from belvedere.site.addresses import figure_url
from belvedere.site.observatory import observatory
from belvedere.site.pages import headlines, page
from belvedere.site.reading import as_at, page_number
from belvedere.site.search import countries_there, found, kinds_there

PAGE = 50
SHOWN = 60
"""Relations of one kind that a page lists unless all are asked for."""

_MINE = ("part_of", "supervised_by", "participated_by", "related_to")
_THEIRS = {
    "part_of": (Words("its parts", "ses parties"), ""),
    "supervised_by": (Words("supervises", "exerce la tutelle de"), "structures_supervised"),
    "participated_by": (Words("takes part in", "participe à"), "structures_participated"),
    "related_to": (Words("related to it", "liées à elle"), ""),
}


def organisations(request, language: str):
    """All organisations: search by name, number or identifier; by country and kind."""
    asker = observatory()
    number = page_number(request.GET.get("page"))
    asked = {name: request.GET.get(name) or "" for name in ("q", "country", "kind")}
    asked["country"] = asked["country"].upper()
    rows, count = found(asker, asked["q"], asked["country"], asked["kind"], PAGE,
                        (number - 1) * PAGE)
    names = countries(language)
    there = sorted(((code, names.get(code, code)) for code in countries_there(asker)),
                   key=lambda pair: pair[1])
    return page(request, language, "organisations", asker, "organisations", rows=rows,
                count=count, page=number, pages=max(1, -(-count // PAGE)), countries=there,
                kinds=kinds_there(asker), **asked)


def organisation(request, language: str, of: str):
    """One organisation: identifiers, place in the tree as at a date, and story."""
    asker = observatory()
    whom = asker.whom(of)
    asked_at = as_at(request)
    written = request.GET.get("at") or ""
    at = asked_at.first if asked_at else datetime.date.fromisoformat(asker.edition.created[:10])
    joined = merges(asker, whom)
    about = asker.database.records(
        "SELECT * FROM organisations WHERE organisation_id = ?", [whom.id])
    about = about[0] if about else {}
    website = about.get("website") or ""
    return page(
        request, language, "organisation", asker, "organisations", whom=whom, about=about,
        website=website if website.startswith(("http://", "https://")) else "",
        merges=joined, at=at, written=written,
        registered=[row["record_id"].partition(":")[2] for row in joined
                    if row["record_id"].startswith("register:")],
        groups=_groups(asker, whom, at, written, language, request.GET.get("all") or ""),
        events=[event.pieces(language) for event in story(asker, whom)],
        headlines=headlines(asker, whom, language, asked_at))


def _groups(
    asker: Asker, whom: Whom, at: datetime.date, written: str, language: str, everything: str
) -> list[dict]:
    mine, theirs = relations(asker, whom, at)
    groups = [
        _group(f"mine-{name}", label(name, language), mine[name], "", written, everything)
        for name in _MINE if mine.get(name)
    ]
    when = Period(at.isoformat(), at, at + datetime.timedelta(days=1))
    for name, (title, indicator) in _THEIRS.items():
        if not theirs.get(name):
            continue
        url = ""
        if indicator:
            figure = ask(asker, whom, Ask(indicator, when=when.written)).figure
            # a link only where the figure counts these very relations
            if figure.value == len(theirs[name]):
                url = figure_url(language, figure.question)
        groups.append(_group(f"theirs-{name}", title(language), theirs[name], url, written,
                             everything))
    return groups


def _group(name: str, title: str, some: list, url: str, written: str, everything: str) -> dict:
    shown = some if everything == name else some[:SHOWN]
    return {"title": title, "some": shown, "count": len(some), "url": url,
            "more": len(some) - len(shown),
            "all": f"?all={name}" + (f"&at={written}" if written else "")}
