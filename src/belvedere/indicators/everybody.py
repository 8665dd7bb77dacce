"""Everybody at once: standings, ranks, and a figure of all organisations or countries."""

from msgspec.structs import replace

from belvedere.errors import QuestionError
from belvedere.evidence.database import Database
from belvedere.indicators.directory import Directory
from belvedere.indicators.figure import Part, value
from belvedere.indicators.held import Held
from belvedere.indicators.question import Period, Question, Whom
from belvedere.indicators.ranking import Group, Rank, Standing, rank, standing
from belvedere.indicators.relative import RELATIVE, completed_for_all


class Everybody:
    """What an Asker tells of everybody of a question's kind of whom."""

    database: Database
    directory: Directory
    held: Held

    def cube(
        self, question: Question, dimension: str, when: Period | None
    ) -> dict[str, list[Part]]:
        """Return every organisation's breakdown by a dimension, in one pass."""
        query = self._query(question, when, dimension, everybody=True)
        cube: dict[str, list[Part]] = {}
        for row in self.database.records(query):
            cube.setdefault(row.pop("whose_"), []).append(self._part(question, row))
        return cube

    def rank(self, question: Question, group: Group) -> Rank:
        """Return where the figure stands among a group of organisations or countries."""
        if question.of.kind == "world":
            raise QuestionError("The world has no rank: ask of an organisation or a country.")
        everybody = question.but(of=Whom(question.of.kind, "", ""))
        if lacking := self.held.lacking(everybody):
            raise QuestionError(lacking.en)
        if group.peers is not None:
            group = replace(group, peers=group.peers | {question.of.id})
        return rank(self._standing(everybody, group), question.of.id)

    def _standing(self, question: Question, group: Group) -> Standing:
        """Return everybody of a group in order: remembered, for it does not depend on whom."""
        group = self.held.ranked(question, group)
        values = {who: (part.value, part.rows)
                  for who, part in self._everybody(question).items()}
        members = None
        if question.of.kind == "organisation":
            known = self.directory.everybody()
            nobody = ("", None, None)
            members = {who for who in values if group.admits(who, known.get(who, nobody)[1:])}
        elif group.countries is not None:
            members = {who for who in values if who in group.countries}
        return standing(values, members, group, question.indicator.rank_minimum)

    def _everybody(self, question: Question) -> dict[str, Part]:
        """Return the figure of every organisation, or country, at once."""
        query = self._query(question, self.when(question), everybody=True)
        found = {row.pop("whose_"): self._part(question, row)
                 for row in self.database.records(query)}
        if isinstance(question.indicator.measure, RELATIVE):
            added = completed_for_all(self, question, {w: p.sums for w, p in found.items()})
            found = {who: found[who]._replace(
                sums=added[who], value=value(question.indicator.measure, added[who]))
                for who in added}
        return found

    def ranking(self, question: Question, group: Group) -> Standing:
        """Return all of a group, of a question's kind of whom, in order of their figures."""
        return self._standing(question.but(of=Whom(question.of.kind, "", "")), group)

    def everyone(self, question: Question) -> dict[str, Part]:
        """Return the figure of everybody of a question's kind of whom."""
        return self._everybody(question.but(of=Whom(question.of.kind, "", "")))

    def over_years(self, question: Question) -> dict[str, dict[int, int | float | None]]:
        """Return {who: {year: value}} of everybody of a question's kind of whom."""
        asked = question.but(of=Whom(question.of.kind, "", ""), when=None)
        return {
            who: {part.group: part.value for part in parts if part.group is not None}
            for who, parts in self.cube(asked, "year", None).items()
        }
