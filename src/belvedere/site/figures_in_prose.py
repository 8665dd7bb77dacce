"""Figures inside prose: a reference to an indicator or a stated figure becomes its number.

``[[figure:eu_projects?when=2014&of=inserm]]`` is an indicator, asked of the page's
organisation unless ``of`` says whose; its parameters are those of a figure's address.
``[[stated:inserm:12]]`` is a claim of the audit: the stated value, beside the computed
one. What cannot be answered says so in its place, so that its author sees it.
"""

import html
import re
from collections.abc import Sequence
from functools import lru_cache

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from belvedere.errors import QuestionError
from belvedere.indicators.asking import Asker
from belvedere.indicators.figure import told
from belvedere.portraits.audit import Verdict, audit
from belvedere.portraits.telling import said_period
from belvedere.site.addresses import asked, figure_url
from belvedere.tables.words import Words

_REFERENCE = re.compile(r"\[\[(figure|stated):([^\]\s]{1,300})\]\]")
_UNTOLD = Words("cannot be told", "ne peut être établi")


def filled(text: str, asker: Asker | None, known_as: Sequence[str], language: str) -> SafeString:
    """Return prose, as HTML, with its references answered.

    ``known_as`` are the identifiers of the organisation whose prose it is; the first
    that the edition knows is asked.
    """
    def answer(match: re.Match) -> str:
        written = html.unescape(match[2])
        if asker is None:
            return _unanswered(match[0], Words(
                "there is no edition yet", "il n’y a pas encore d’édition"), language)
        try:
            if match[1] == "figure":
                return _figure(asker, written, known_as, language)
            return _stated(asker, written, language)
        except QuestionError as error:
            return _unanswered(match[0], Words(str(error), str(error)), language)

    return mark_safe(_REFERENCE.sub(answer, text))


def _figure(asker: Asker, written: str, known_as: Sequence[str], language: str) -> str:
    name, _, query = written.partition("?")
    parameters = QueryDict(query)
    question = asked(asker, name, parameters.get("of") or _whose(asker, known_as), parameters)
    figure = asker.ask(question)
    unit = question.indicator.unit(language)
    value = _UNTOLD(language) if figure.value is None else told(figure.value, unit, language)
    when = said_period(figure.when, question.is_stock, language) if figure.when else ""
    return format_html('<a class="figure" href="{}" title="{}">{}</a>',
                       figure_url(language, question),
                       ", ".join(filter(None, (question.indicator.title(language), when))), value)


def _whose(asker: Asker, known_as: Sequence[str]) -> str:
    for identifier in known_as:
        try:
            return asker.whom(identifier).id
        except QuestionError:
            continue
    raise QuestionError("The edition has no record of this organisation: say whose with ?of=")


@lru_cache(1000)
def _verdict(asker: Asker, claim_id: str) -> Verdict:
    asker.database.need("claims")
    claims = asker.database.records("SELECT * FROM claims WHERE claim_id = ?", [claim_id])
    if not claims:
        raise QuestionError(f"There is no claim {claim_id!r} in this edition.")
    return audit(asker, claims)[0]


def _stated(asker: Asker, claim_id: str, language: str) -> str:
    verdict = _verdict(asker, claim_id)
    figure, value = verdict.figure, verdict.claim["value"]
    unit = figure.question.indicator.unit(language) if figure else ""
    stated = told(value, unit, language) if value is not None else ", ".join(
        verdict.claim["values"] or ())
    beside = Words("stated", "énoncé")(language)
    if figure is None or verdict.computed is None:
        return format_html('<span class="stated" title="{}">{} <small>({}; {})</small></span>',
                           verdict.explanation(language), stated, beside, _UNTOLD(language))
    return format_html(
        '<span class="stated">{} <small>({}; {} <a class="figure" href="{}">{}</a>)</small></span>',
        stated, beside, Words("computed", "calculé")(language),
        figure_url(language, figure.question), told(verdict.computed, unit, language))


def _unanswered(written: str, why: Words, language: str) -> str:
    return format_html('<span class="unanswered">{} <small>({})</small></span>',
                       html.unescape(written), why(language))
