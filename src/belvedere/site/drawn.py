"""Parts of a figure as a chart with its table: the same numbers, each with its address."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from belvedere.indicators.asking import Asker
from belvedere.indicators.definition import Share, Words
from belvedere.indicators.figure import Part, told
from belvedere.indicators.held import few
from belvedere.indicators.question import Question, period
from belvedere.indicators.trends import LONGEST
from belvedere.portraits.labels import label, names_organisations
from belvedere.portraits.telling import FEW, said_date, said_few
from belvedere.site import charts
from belvedere.site.addresses import figure_url
from belvedere.site.world_map import shaded

COUNTRIES = ("country", "countries")
"""Columns whose parts are drawn on a map as well."""
LONGEST_BARS = 15
"""Parts that a chart draws at most; its table has more."""


class Line(NamedTuple):
    """One line of a table of parts: a label, a value told, a link to that figure.

    ``few``: the value rests on few articles.
    """

    label: str
    value: int | float | None
    told: str
    url: str
    rows: int
    few: bool = False

    @property
    def bar(self) -> tuple[str, int | float | None, str, str]:
        """What a chart draws of it."""
        return self.label, self.value, self.told + FEW * self.few, self.url


class Drawn(NamedTuple):
    """A chart and its table. ``notes`` say what it does not show.

    ``shades`` are the countries of a map: code, how dark, what a pointer is told of it.
    """

    title: str
    spec: dict | None
    lines: Sequence[Line]
    notes: Sequence[str]
    shares: bool
    url: str = ""
    shades: Sequence[tuple[str, int, str]] = ()

    @property
    def body(self) -> SafeString:
        """The table's rows. Written here, not in a template: there are many."""
        rows = []
        for line in self.lines:
            value = f'<a href="{escape(line.url)}">{line.told}</a>' if line.url else line.told
            many = f'<td class="number small">{line.rows}</td>' if self.shares else ""
            rows.append(f'<tr><th scope="row">{escape(line.label)}</th>'
                        f'<td class="number">{value}{FEW * line.few}</td>{many}</tr>')
        return mark_safe("".join(rows))


_UNDATED = Words("{} are not drawn: the source does not give their date.",
                 "{} ne sont pas dessinées : la source n’en donne pas la date.")
_BEGUN = Words("The records begin in {}: of the years before nothing is told.",
               "Les fiches commencent en {} : rien n’est dit des années précédentes.")
_UNKNOWN = Words("{} are not drawn: the source does not say.",
                 "{} ne sont pas dessinées : la source ne le dit pas.")
_PARTNERS = Words("{} have at least one more, of which the source does not say it.",
                  "{} en ont au moins un autre, pour lequel la source ne le dit pas.")
_MORE = Words("{} more parts are not shown.", "{} autres parts ne sont pas montrées.")
_RECORDS = Words("records", "fiches")


def over_years(
    asker: Asker, question: Question, parts: Iterable[Part], language: str, *,
    title: str, edition: str | None = None, undated: int = 0, url: str = "",
) -> Drawn:
    """Return a figure year by year."""
    unit = question.indicator.unit(language)
    now = asker.when(question.but(when=None)) if question.is_stock else None
    lines, parts = [], list(parts)
    for part in parts:
        shown, limited = str(part.group), question.but(when=period(str(part.group)))
        if now is not None and part.group == now.last.year:
            # the records' own year is not over: its point is their day, not its end
            shown, limited = said_date(now.last.isoformat(), language), question.but(when=None)
        lines.append(Line(shown, part.value, told(part.value, unit, language),
                          figure_url(language, limited, edition=edition), part.rows,
                          few(question, part.rows)))
    spec = charts.trend(
        [(str(part.group), *line.bar[1:]) for part, line in zip(parts, lines)],
        unit, question.is_stock)
    notes = _notes(question, language, lines, undated, 0, _UNDATED)
    if now is not None and 0 < len(parts) <= LONGEST:
        notes.append(_BEGUN(language).format(parts[0].group))
    return Drawn(title, spec, lines, notes,
                 isinstance(question.indicator.measure, Share), url)


def by_dimension(
    asker: Asker, question: Question, dimension: str, parts: Sequence[Part], language: str, *,
    title: str, edition: str | None = None, unknown: int = 0, more: int = 0, url: str = "",
) -> Drawn:
    """Return the parts of a figure by a dimension, those of an unknown value in the table only."""
    column = question.dimension(dimension).column
    unit = question.indicator.unit(language)
    ids = [str(part.group) for part in parts if part.group is not None]
    names = asker.directory.names(ids) if names_organisations(column) else {}
    lines = []
    for part in parts:
        shown = names.get(part.group) or label(part.group, language, column)
        address = "" if part.group is None else figure_url(language, question.but(
            where=(*question.where, (dimension, str(part.group)))), edition=edition)
        lines.append(Line(shown, part.value, told(part.value, unit, language), address, part.rows,
                          few(question, part.rows)))
    known = [line.bar for line in lines if line.url and line.value is not None]
    shades = []
    if column.rpartition(".")[2] in COUNTRIES:
        said = {str(part.group): f"{line.label}: {line.told}"
                for part, line in zip(parts, lines, strict=True)}
        shades = [(code, level, said[code]) for code, level in shaded(
            (str(part.group), part.value) for part in parts if part.value is not None)]
    spec = charts.bars(known[:LONGEST_BARS], unit)
    return Drawn(title, spec if len(known) > 1 else None, lines,
                 _notes(question, language, lines, unknown, more, _PARTNERS if question.dimension(
                     dimension).partners else _UNKNOWN),
                 isinstance(question.indicator.measure, Share), url,
                 shades if len(shades) > 1 else ())


def _notes(
    question: Question, language: str, lines: Iterable[Line], undrawn: int, more: int, words: Words
) -> list[str]:
    notes = []
    if any(line.few for line in lines):
        notes.append(said_few(question.indicator, language))
    if undrawn:
        count = f"{told(undrawn, '', language)} {_RECORDS(language)}"
        notes.append(words(language).format(count))
    if more:
        notes.append(_MORE(language).format(told(more, "", language)))
    return notes
