"""The rows of a figure as table cells. Written here, not in a template: there are many."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from belvedere.indicators.figure import told
from belvedere.portraits.labels import label
from belvedere.site.links import record_link

_VOCABULARY = frozenset((
    "role", "instrument", "level", "kind", "status", "relation", "event", "study_type",
    "result_status", "type", "subfield", "open_access", "collaboration",
))
_SHORT, _LONG = 14, 40
"""Characters: a shorter cell is not broken over lines, a longer one is given room."""


def row_cells(
    columns: Sequence[str], rows: Sequence[Sequence], language: str, at: str = ""
) -> SafeString:
    """Return the table rows, every value escaped, a record linked to where it can be read.

    ``at`` is the day that links to organisations carry.
    """
    lines = []
    for row in rows:
        cells = []
        for value, column in zip(row, columns):
            text = cell(value, column, language)
            shown = escape(text)
            if link := record_link(language, column, value, at):
                shown = f'<a href="{escape(link)}">{shown}</a>'
            size = (' class="short"' if len(text) < _SHORT or link
                    else ' class="long"' if len(text) > _LONG else "")
            cells.append(f"<td{size}>{shown}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return mark_safe("\n".join(lines))


def cell(value, column: str, language: str) -> str:
    """Return a value as a reader sees it; nothing where it is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, float):
        return told(value, "", language)
    if column in _VOCABULARY:
        return label(value, language, column)
    if column == "phases":
        return "; ".join(label(part, language) for part in str(value).split("; "))
    return str(value)
