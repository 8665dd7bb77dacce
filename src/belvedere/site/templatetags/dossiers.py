"""Lines of dossiers, drawn at once: a list has hundreds of cells."""

from html import escape

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import mark_safe

from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.showing import kind_of, vocabulary_of
from belvedere.site.templatetags.told import amount, date, to

register = template.Library()


@register.simple_tag(takes_context=True)
def dossier_rows(context, book, names, rows) -> str:
    """Return the rows of a book's list as HTML: (number, values of these columns) of each."""
    here, language = to(context, book.slug), context["language"]
    organisations = to(context, "register")
    columns = told_columns(book.model)
    kinds = [kind_of(columns[name], book.model) for name in names]
    said = {name: {value: escape(words(language)) for value, words in vocabulary.items()}
            for name, kind in zip(names, kinds) if kind == "words"
            for vocabulary in [vocabulary_of(columns[name], book.model)]}

    def cell(name: str, kind: str, value) -> str:
        if kind == "words":
            return said[name].get(value, "")
        if kind == "organisation":
            pk, called = value
            return f'<a href="{organisations}{pk}/">{escape(called)}</a>' if pk else ""
        if value in (None, ""):
            return ""
        if kind == "day":
            return escape(date(context, value))
        if kind in ("money", "count"):
            return escape(amount(context, value, "€" if kind == "money" else ""))
        if kind == "codes":
            return " ".join(f"<code>{escape(code)}</code>" for code in value.split())
        return linebreaksbr(value) if kind == "prose" else escape(value)

    lines = []
    for pk, values in rows:
        told = "".join(
            f'<th scope="row"><a href="{here}{pk}/">{escape(value)}</a></th>'
            if name == "number" else f"<td>{cell(name, kind, value)}</td>"
            for name, kind, value in zip(names, kinds, values))
        lines.append(f"<tr>{told}</tr>")
    return mark_safe("\n".join(lines))


@register.simple_tag(takes_context=True)
def due_rows(context, due) -> str:
    """Return lines of deadlines as HTML, each of a book and what is due in it."""
    late = {"en": "late", "fr": "en retard"}[context["language"]]
    late = f' <span class="verdict differs">{late}</span>'
    return mark_safe("\n".join(
        f'<tr><th scope="row"><a href="{to(context, book.slug)}{one.dossier.pk}/">'
        f"{escape(one.dossier.number)}</a></th>"
        f'<td>{escape(one.deadline.title(context["language"]))}</td>'
        f"<td>{escape(one.dossier.unit)}</td>"
        f'<td>{escape(date(context, one.due))}{late if one.late else ""}</td></tr>'
        for book, one in due))


@register.simple_tag(takes_context=True)
def state_chips(context, book, counts) -> str:
    """Return how many dossiers are in each state as HTML, each leading to them."""
    here, states = to(context, book.slug), book.model.WORKFLOW.states
    return mark_safe("".join(
        f'<a href="{here}?state={state}">{escape(states[state](context["language"]))} '
        f"<strong>{escape(amount(context, count))}</strong></a>"
        for state, count in counts.items()))
