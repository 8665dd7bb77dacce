"""What stands behind the figures: definitions, sources, what was set aside, and the audit."""

import csv
import io
from functools import lru_cache

from django.http import Http404, HttpResponse, JsonResponse

from belvedere.errors import QuestionError
from belvedere.evidence.database import Database
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue, indicator
from belvedere.indicators.definition import Growth, Stock
from belvedere.portraits.audit import audit
from belvedere.portraits.telling import said_condition, said_measure
from belvedere.site.addresses import figure_url
from belvedere.site.observatory import observatory
from belvedere.site.pages import number, page, themes
from belvedere.site.reading import page_number
from belvedere.site.remember import remembered
from belvedere.tables.words import folded

PAGE = 100
EXAMPLE = "2014..2020"
"""A period to show a growth by, which has none of its own."""
_ASIDE = ("file", "row", "table", "reason", "content")


@remembered
def indicators(request, language: str):
    """Every definition, theme by theme."""
    return page(request, language, "indicators", observatory(), "figures",
                themes=themes(language))


def suggest_indicators(request, language: str):
    """Give twelve indicators that hold what is typed, for a field to offer."""
    words = folded(request.GET.get("q", "")).split()
    found = [f"{definition.title(language)} ({name})"
             for name, definition in sorted(catalogue().items())
             if all(word in folded(f"{name} {definition.title.en} {definition.title.fr}")
                    for word in words)]
    return JsonResponse({"found": found[:12] if words else []})


@remembered
def one_indicator(request, language: str, name: str):
    """One definition in words, its query, and its figure for the institute."""
    asker = observatory()
    definition = indicator(name)
    example = EXAMPLE if isinstance(definition.measure, Growth) else None
    question = asker.question(name, asker.edition.landscape["slug"], when=example)
    return page(
        request, language, "indicator", asker, "figures", indicator=definition,
        is_stock=isinstance(definition.when, Stock), measure=said_measure(definition, language),
        conditions=[said_condition(c, language) for c in definition.where],
        number=number(asker.ask(question), language), sql=asker.sql(question),
        example=example)


def _origins(asker: Asker) -> list[dict]:
    """Return the origins that read files, or that set something aside, with their sums."""
    found = []
    for origin in asker.edition.origins():
        from_files = bool(origin["inputs"]) and isinstance(origin["inputs"][0], dict)
        # as listed: whole records, and rows made from records that were kept
        database = _set_aside(asker, origin["source"])
        listed = database.rows("SELECT count(*) FROM set_aside")[0][0] if database else 0
        if not from_files and not listed:
            continue
        found.append({
            **origin, "from_files": from_files, "aside": listed,
            "rows_aside": listed - origin["records_set_aside"],
            "records_kept": origin["records_in"] - origin["records_set_aside"],
        })
    return found


@remembered
def sources(request, language: str):
    """Where the records come from: files, dates, licences, and the account of each."""
    asker = observatory(request.GET.get("edition") or None)
    return page(request, language, "sources", asker, "sources", origins=_origins(asker))


@lru_cache(8)
def _set_aside(asker: Asker, source: str) -> Database | None:
    for name, path in asker.edition.set_aside:
        if name == source:
            database = Database({"set_aside": (path,)}, memory="256MB")
            database.need("set_aside")
            return database
    return None


def _known(asker: Asker, source: str) -> str:
    """Return the title of a source of the edition."""
    titles = {origin["source"]: origin["title"] for origin in asker.edition.origins()}
    if source not in titles:
        raise Http404
    return titles[source]


def aside(request, language: str, source: str):
    """The records of a source that were set aside, with file, row and reason."""
    edition = request.GET.get("edition") or None
    asker = observatory(edition)
    title = _known(asker, source)
    wanted = page_number(request.GET.get("page"))
    database = _set_aside(asker, source)
    rows, reasons, count = [], [], 0
    if database is not None:
        columns = ", ".join(f'"{name}"' for name in _ASIDE)
        rows = database.rows(
            f"SELECT {columns} FROM set_aside LIMIT {PAGE} OFFSET {(wanted - 1) * PAGE}")
        reasons = database.rows(
            "SELECT regexp_replace(reason, '''[^'']*''|[0-9]+', '…', 'g') AS said, count(*) "
            "FROM set_aside GROUP BY said ORDER BY count(*) DESC, said LIMIT 12")
        count = database.rows("SELECT count(*) FROM set_aside")[0][0]
    return page(request, language, "aside", asker, "sources", source=source, title=title,
                rows=rows, reasons=reasons, count=count, page=wanted, edition=edition,
                pages=max(1, -(-count // PAGE)))


def aside_csv(request, language: str, source: str):
    """All that a source set aside, as a file."""
    asker = observatory(request.GET.get("edition") or None)
    _known(asker, source)
    database = _set_aside(asker, source)
    if database is None:
        raise QuestionError(f"Source {source} set nothing aside.")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_ASIDE)
    columns = ", ".join(f'"{name}"' for name in _ASIDE)
    writer.writerows(database.rows(f"SELECT {columns} FROM set_aside"))
    response = HttpResponse(text.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{source}-set-aside.csv"'
    return response


@remembered
def audit_page(request, language: str):
    """What documents state, beside what the records give, document by document."""
    edition = request.GET.get("edition") or None
    asker = observatory(edition)
    documents: dict[str, list[dict]] = {}
    counts = {"agrees": 0, "differs": 0, "cannot": 0}
    for verdict in audit(asker):
        claim, figure = verdict.claim, verdict.figure
        counts[verdict.outcome] += 1
        documents.setdefault(claim["document"], []).append({
            "claim": claim, "outcome": verdict.outcome, "words": verdict.explanation(language),
            "about": asker.whom(claim["about"]).name if claim["about"] and figure else "",
            "url": figure_url(language, figure.question, edition=edition) if figure else "",
        })
    return page(request, language, "audit", asker, "audit", counts=counts,
                documents=sorted(documents.items(), key=lambda pair: len(pair[1])))
