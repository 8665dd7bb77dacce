"""Addresses: a question as a URL, and back."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from belvedere.indicators.asking import Asker
from belvedere.indicators.question import Question, period
from belvedere.site.reading import day

LANGUAGES = ("en", "fr")


class Language:
    """The first part of an address: en or fr."""

    regex = "en|fr"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Kind(Language):
    """What is compared: countries or organisations."""

    regex = "countries|organisations"


def query(question: Question, **more) -> str:
    """Return the query string of a question, with more parameters."""
    pairs = []
    if question.when is not None:
        pairs.append(("when", question.when.written))
    pairs += [("where", f"{name}:{value}") for name, value in question.where]
    if question.counting != question.indicator.counting:
        pairs.append(("counting", question.counting))
    pairs += [(name, value) for name, value in more.items() if value not in (None, "")]
    return f"?{urlencode(pairs)}" if pairs else ""


def figure_url(language: str, question: Question, name: str = "figure", **more) -> str:
    """Return the address of a figure, or of one of its downloads."""
    return _place(name, language, question.indicator.name, question.of.id) + query(question, **more)


@lru_cache(10_000)
def _place(name: str, *parts: str) -> str:
    return reverse(name, args=parts)


def asked(asker: Asker, name: str, of: str, parameters) -> Question:
    """Return the question that an address asks. Raises QuestionError."""
    where = {}
    for text in parameters.getlist("where"):
        dimension, _, value = text.partition(":")
        if value:
            where[dimension] = value
    when = parameters.get("when") or None
    if when:
        day(when)  # refuses what lies beyond the calendar
    question = asker.question(
        name, of, when=when, where=where,
        counting=parameters.get("counting") or "",
    )
    at = parameters.get("at") or ""
    if at and not when and question.is_stock:  # of a flow, a day asks nothing
        return question.but(when=period(day(at).first.isoformat()))
    return question
