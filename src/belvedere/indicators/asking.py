"""Asking: one edition, its definitions, and every answer that a question has."""

import datetime
import functools
from collections.abc import Mapping

from belvedere.evidence.database import Database
from belvedere.evidence.store import Edition
from belvedere.indicators import sql, sums
from belvedere.indicators.catalogue import indicator
from belvedere.indicators.definition import Count, Growth, Indicator, Stock
from belvedere.indicators.directory import Directory
from belvedere.indicators.everybody import Everybody
from belvedere.indicators.facts import fact_columns, fact_name, fact_sql, fetched_from, needs
from belvedere.indicators.figure import Figure, Part, value
from belvedere.indicators.held import Held
from belvedere.indicators.journal_lists import asked as counts_by_list
from belvedere.indicators.listing import Listing
from belvedere.indicators.question import Period, Question, Whom, period
from belvedere.indicators.relative import RELATIVE, completed
from belvedere.indicators.resting import notes, resting
from belvedere.indicators.trends import trend
from belvedere.indicators.undecided import caveat, deciding
from belvedere.indicators.whom import known, whom
from belvedere.tables import TABLES
from belvedere.tables.dates import bounds

EVERYBODY = 64
"""Answers for everybody at once kept in memory: each has a row for every organisation."""
REMEMBERED = 4096
"""Answers kept in memory. An edition never changes, so they never go stale."""


class Asker(Everybody, Listing):
    """Answers questions from one edition. ``load`` keeps facts in memory, for a server."""

    def __init__(self, edition: Edition, *, load: bool = False, threads: int = 2) -> None:
        self.edition = edition
        self.loaded = load
        self.database = Database(edition.tables, load=load, threads=threads)
        self.slugs: Mapping[str, str] = edition.landscape.get("slugs", {})
        self.directory = Directory(self.database, loaded=load)
        self.held = Held(self)
        for name in ("ask", "by", "trend", "whom", "known", "dated"):
            setattr(self, name, functools.lru_cache(REMEMBERED)(getattr(self, name)))
        for name in ("_standing", "_everybody", "cube"):
            setattr(self, name, functools.lru_cache(EVERYBODY)(getattr(self, name)))

    def whom(self, written: str) -> Whom:
        """Return of whom a text speaks. Raises QuestionError with the nearest names."""
        if self.loaded and written in self.directory.everybody():
            return Whom("organisation", written, self.directory.everybody()[written].name)
        return whom(self.database, dict(self.slugs), written)

    def known(self, record_id: str) -> Whom | None:
        """Return the organisation that has a record; None where the edition has it not."""
        if self.loaded and record_id.startswith("register:"):
            found = self.directory.registered().get(record_id)
            return self.whom(found) if found else None
        return known(self.database, record_id)

    def question(
        self, name: str, of: str, *, when: str | None = None,
        where: Mapping[str, str] | None = None, counting: str = "",
    ) -> Question:
        """Make a question from what a person writes. Raises QuestionError."""
        return Question(
            indicator(name), self.whom(of), period(when) if when else None,
            tuple((where or {}).items()), counting,
        )

    def when(self, question: Question) -> Period | None:
        """Return the period that the figure speaks of: asked for, or the indicator's own."""
        if question.when is not None or question.indicator.when is None:
            return question.when
        if isinstance(question.indicator.when, Stock):
            return period(self.dated(question.indicator).isoformat())
        if question.indicator.default_when:
            rule = question.indicator.default_when
            last = self.dated(question.indicator).year - rule.lag
            return period(f"{last - rule.years + 1}..{last}")
        return None

    def dated(self, definition: Indicator) -> datetime.date:
        """Return the date that an indicator's records speak of, the edition's at the latest."""
        dates = self._dates(definition)
        if definition.dated_by in dates:
            return bounds(dates[definition.dated_by])[1]
        return max(
            (bounds(text)[1] for text in dates.values()),
            default=datetime.date.fromisoformat(self.edition.created[:10]),
        )

    def _dates(self, definition: Indicator) -> dict[str, str]:
        """Return, for each source that an indicator's records come from, its date if known."""
        return {
            source: text for origin in self.edition.origins(fact_name(definition.table))
            for source, text in origin["as_of"].items()
        }

    def ask(self, question: Question) -> Figure:
        """Return the figure that answers a question."""
        when = self.when(question)
        if lacking := self.held.lacking(question):
            return Figure(question=question, edition=self.edition.name, value=None, sums={},
                          when=when, caveats=(lacking,))
        added, rows = self._sums(question, when)
        left = 0
        if self.stored(question, when):
            left = self.database.rows(sums.undecided_sql(question, when))[0][0]
        elif deciding(question, when):
            left = self.database.rows(sql.undecided(question, when))[0][0]
        answer = value(question.indicator.measure, added)
        if left and not rows:
            # zero only because what could count is not known: that is no number
            answer = None
        by_basis, unattributed = resting(self, question, when) if rows else ({}, 0)
        low = high = None
        if (isinstance(question.indicator.when, Stock) and question.counting == "full"
                and isinstance(question.indicator.measure, Count)):
            bound = self.database.records(sql.bounds(question, when))[0]
            if bound["low"] != bound["high"]:
                low, high = bound["low"], bound["high"]
        return Figure(
            question=question, edition=self.edition.name, value=answer, sums=added,
            undecided=left, rows=rows, when=when, low=low, high=high,
            by_basis=by_basis, unattributed=unattributed,
            caveats=(*self.held.notes(question, rows),
                     *notes(question, by_basis, unattributed),
                     *((caveat(self, question, left, answer),) if left else ()),
                     *question.indicator.caveats),
        )

    def _sums(self, question: Question, when: Period | None) -> tuple[dict, int]:
        """Return the sums of a question and how many rows they are over."""
        if self.from_cube(question):
            everybody = question.but(of=Whom("organisation", "", ""))
            part = self._everybody(everybody).get(question.of.id)
            if part is not None:
                return dict(part.sums), part.rows
        found = self.database.records(self._query(question, when))[0]
        rows = found.pop("rows_")
        added = {name: _plain(amount) for name, amount in found.items()}
        if isinstance(question.indicator.measure, Growth):
            added["years"] = when.years[-1] - when.years[0]
        return completed(self, question, {None: added})[None], rows

    def stored(
        self, question: Question, when: Period | None, dimension: str | None = None
    ) -> bool:
        """Return whether the stored sums of publications answer a question."""
        if "publication_sums" not in self.edition.tables:
            return False
        if not sums.answers(question, when, dimension):
            return False
        self.database.need("publication_sums")
        return True

    def _query(
        self, question: Question, when: Period | None, dimension: str | None = None,
        everybody: bool = False,
    ) -> str:
        """Return the query of a question's sums, and open what it reads: sums or facts."""
        if self.stored(question, when, dimension):
            return sums.total_sql(question, when, dimension=dimension, everybody=everybody)
        self.open(question)
        if everybody:
            return sql.everybody(question, when, dimension)
        return sql.breakdown(question, when, dimension) if dimension else sql.total(question, when)

    def open(self, question: Question) -> None:
        """Open the tables that a question reads."""
        self.need_facts(question.table.name)
        self.database.need(*fetched_from(question.table))

    def need_facts(self, *tables: str) -> None:
        """Open the facts of counted tables: one of before the table was declared has no rows."""
        for name in tables:
            if fact_name(name) not in self.edition.tables:
                self.database.need(*needs(TABLES[name]))
                self.database.make(fact_name(name), fact_sql(TABLES[name]))
            self.database.need(fact_name(name), columns=fact_columns(TABLES[name]))

    def from_cube(self, question: Question) -> bool:
        """Return whether a server answers from the cube: the plain question of anybody.

        It costs one pass over the fact for everybody, and nothing for the next one
        who is asked about. Questions limited to something are asked directly.
        """
        return (self.loaded and question.of.kind == "organisation" and not question.where
                and question.when is None and question.counting == "full"
                and not isinstance(question.indicator.measure, (Growth, *RELATIVE)))

    def by(self, question: Question, dimension: str) -> list[Part]:
        """Return the figure broken down, the largest part first, unknown last."""
        by_year = dimension == "year" and question.is_flow
        partners = not by_year and question.dimension(dimension).partners
        if self.held.lacking(question, dimension):
            return []
        question = question.whichever(dimension)
        when = self.when(question)
        if self.from_cube(question) and not partners:
            everybody = question.but(of=Whom("organisation", "", ""))
            parts = self.cube(everybody, dimension, when).get(question.of.id, [])
        else:
            parts = self.parts(question, self._query(question, when, dimension), dimension)
        if by_year:
            return parts
        return sorted(parts, key=lambda p: (p.group is None, -(p.value or 0), str(p.group)))

    def counts(self, question: Question, dimension: str | None = None) -> dict:
        """Return {group: how many} a question counts, {None: …} when not broken down."""
        if dimension is None:
            return {None: self._sums(question, self.when(question))[0]["count"]}
        return {part.group: part.sums["count"] for part in self.by(question, dimension)}

    def counts_of_everybody(self, question: Question) -> dict[str, int | float]:
        """Return {who: how many} a question counts, for everybody of its kind."""
        return {who: part.sums["count"] for who, part in self._everybody(question).items()}

    def parts(self, question: Question, query: str, dimension: str | None = None) -> list[Part]:
        parts = [self._part(question, row) for row in self.database.records(query)]
        if not isinstance(question.indicator.measure, RELATIVE):
            return parts
        added = completed(self, question, {p.group: p.sums for p in parts}, dimension)
        return [p._replace(sums=added[p.group], value=value(question.indicator.measure,
                                                            added[p.group])) for p in parts]

    def _part(self, question: Question, row: dict) -> Part:
        group, rows = row.pop("group_", None), row.pop("rows_")
        added = {name: _plain(amount) for name, amount in row.items()}
        measure = question.indicator.measure
        if isinstance(measure, RELATIVE):  # its value needs the sums of others
            return Part(group, None, added, rows)
        if isinstance(measure, Growth):
            years = self.when(question).years
            added["years"] = years[-1] - years[0]
        return Part(group, value(measure, added), added, rows)

    def trend(self, question: Question) -> list[Part]:
        """Return the figure year by year: see ``trends``."""
        return trend(self, question)

    def origins(self, question: Question) -> list[Mapping]:
        """Return the origins of the sources that the figure's records come from."""
        fact = self.edition.origins(fact_name(question.table.name))
        sources = {source for origin in fact for source in origin["made_from"]}
        return [o for o in self.edition.origins() if o["source"] in sources or (
            o["source"] == "journal_lists" and o["inputs"] and counts_by_list(question))]


def _plain(amount) -> int | float:
    """Return a sum as a plain number: DuckDB gives big integers and decimals.

    Sums of weights keep thirteen digits, beyond which they hang on the order of the
    rows.
    """
    if amount is None:
        return 0
    if isinstance(amount, float):
        return float(f"{amount:.13g}")
    return amount if isinstance(amount, int) else float(amount)
