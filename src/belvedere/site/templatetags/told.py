"""Words in both languages, side by side in the templates, and numbers as readers write them."""

from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from belvedere.indicators.figure import told as told_amount
from belvedere.portraits.labels import label
from belvedere.portraits.telling import said_date
from belvedere.site.figures_in_prose import filled
from belvedere.tables.words import Words

register = template.Library()


class _Text(template.Node):
    """A text that stands in a template in both languages; a page has a hundred."""

    def __init__(self, en: str, fr: str) -> None:
        self.texts = {"en": en, "fr": fr}

    def render(self, context) -> str:
        return self.texts["fr" if context["language"] == "fr" else "en"]


@register.tag
def tr(parser, token) -> _Text:
    """Tell the text in the page's language: ``{% tr "Place" "Lieu" %}``."""
    _, *both = token.split_contents()
    en, fr = (parser.compile_filter(text).resolve(template.Context()) for text in both)
    return _Text(en, fr)


@register.simple_tag(takes_context=True)
def words(context, both) -> str:
    """Return Words in the page's language."""
    return both(context["language"])


@register.simple_tag(takes_context=True)
def amount(context, value, unit="") -> str:
    """Return a number as the page's language writes it."""
    return told_amount(value, unit, context["language"])


@register.simple_tag(takes_context=True)
def several(context, count: int, en: str, ens: str, fr: str, frs: str) -> str:
    """Return a number with its noun: 1 file, 2 files; in French none is singular too."""
    french = context["language"] == "fr"
    one = count < 2 if french else count == 1
    noun = (fr if one else frs) if french else (en if one else ens)
    return f"{told_amount(count, '', context['language'])} {noun}"


@register.simple_tag(takes_context=True)
def date(context, written) -> str:
    """Return a date, which may be partial, as the page's language says it."""
    return said_date(str(written), context["language"]) if written else ""


@register.simple_tag(takes_context=True)
def called(context, value, column="") -> str:
    """Return how a value of a vocabulary is called; nothing where there is none."""
    return label(value, context["language"], column) if value else ""


@register.simple_tag
def of(mapping, key):
    """Return what a mapping holds under a key; nothing where it holds none."""
    return mapping.get(key, "")


@register.simple_tag(takes_context=True)
def in_evidence(context, pk: int) -> str:
    """Return how the current edition names one of the register's; nothing where it has it not."""
    asker = context.get("asker")
    found = asker and asker.known(f"register:{pk}")
    return found.id if found else ""


@register.simple_tag(takes_context=True)
def listed_rows(context, page: str, rows) -> str:
    """Return the rows of a list as HTML: (number, name, small text, texts, dates) of each.

    The name leads to the page of that number. Made at once: a list has hundreds of cells.
    """
    return mark_safe("\n".join(
        f'<tr><th scope="row"><a href="{escape(go(context, page, number))}">{escape(name)}</a>'
        + (f" <small>{escape(small)}</small>" if small else "") + "</th>"
        + "".join(f"<td>{escape(text)}</td>" for text in (
            *texts, *(date(context, day) for day in dates))) + "</tr>"
        for number, name, small, texts, dates in rows))


@register.simple_tag(takes_context=True)
def options(context, chosen, some) -> str:
    """Return the options of a choice as HTML: of (value, text), of a vocabulary, or of texts."""
    told, chosen = [], str(chosen)
    for one in some.items() if hasattr(some, "items") else some:
        value, text = (one, one) if isinstance(one, str) else one
        text = text(context["language"]) if isinstance(text, Words) else str(text)
        told.append(f'<option value="{escape(str(value))}"'
                    f'{" selected" if str(value) == chosen else ""}>{escape(text)}</option>')
    return mark_safe("".join(told))


@lru_cache(100_000)  # a page has hundreds, and finding one takes as long as a query
def _address(name: str, *args) -> str:
    return reverse(name, args=args)


@register.simple_tag(takes_context=True)
def to(context, name: str, *args) -> str:
    """Return a page's address in this page's language."""
    return _address(name, context["language"], *args)


@register.simple_tag(takes_context=True)
def go(context, name: str, *args) -> str:
    """Return a page's address at the day that this page is put at."""
    address = _address(name, context["language"], *args)
    return f"{address}?{urlencode({'at': at})}" if (at := context.get("at")) else address


@register.simple_tag(takes_context=True)
def with_figures(context, text: str, known_as=()) -> str:
    """Return prose, as HTML, with the figures that it refers to."""
    return filled(text, context.get("asker"), known_as, context["language"])
