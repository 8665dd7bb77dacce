"""The branches of the hierarchy, drawn at once: a page has hundreds of lines."""

from html import escape
from urllib.parse import urlencode

from django import template
from django.utils.safestring import mark_safe

from belvedere.site.templatetags.told import go, several

register = template.Library()


@register.simple_tag(takes_context=True)
def branch(context, some, at: str = "") -> str:
    """Return a branch of the hierarchy as HTML, with what is below each of its lines."""
    then = f"&amp;{escape(urlencode({'at': at}))}" if at else ""

    def drawn(one) -> str:
        parts = several(context, one.parts, "part", "parts", "partie", "parties")
        name = escape(one.name)
        return (f'<li><a href="{escape(go(context, "entry", one.pk))}">{name}</a> '
                f"<small>{escape(one.kind)}</small>"
                + (f' <a class="small" href="?of={one.pk}{then}" '
                   f'aria-label="{name}: {escape(parts)}">{escape(parts)}</a>' if one.parts else "")
                + (grown(one.below) if one.below else "") + "</li>")

    def grown(some) -> str:
        return f'<ul class="tree">{"".join(map(drawn, some))}</ul>'

    return mark_safe(grown(some))
