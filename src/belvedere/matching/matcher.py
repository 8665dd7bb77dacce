"""Whose is it: the organisations and units that a text names, each with its reason.

    matcher = Matcher(Reference.of_rows(records, names, relations))
    matcher.match("Institut Cochin, Université Paris Descartes, Paris, France", 2015)

No server, no state between texts: the same reference, rules and model give the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from belvedere import __version__
from belvedere.matching.addresses import addresses
from belvedere.matching.chooser import chosen, possible
from belvedere.matching.decided import LONGEST, Decisions, memory_key
from belvedere.matching.engine import Engine
from belvedere.matching.features import FEATURES, Candidate
from belvedere.matching.found import Answer, Found, in_order
from belvedere.matching.kept import kept, made, rules
from belvedere.matching.reasons import reasons
from belvedere.matching.reference import Reference
from belvedere.matching.scorer import Scorer
from belvedere.matching.second import second_look
from belvedere.matching.texts import Text
from belvedere.tables.words import Words

_WAY, _COUNTRY, _CITY = (FEATURES.index(name) for name in ("way", "country", "city"))
_AT_ONCE = 2000
_DECIDED = Words("a person decided it", "une personne l'a décidé")


class Scored(NamedTuple):
    """An organisation that the scorer finds in a text, where it is named, and how surely."""

    candidate: Candidate
    start: int
    end: int
    score: float


class Finder(Protocol):
    """A rule that finds organisations or units in a text: units, controlled names."""

    decides: frozenset[str]
    """Records that it alone may name: no score does."""

    def find(self, text: str, year: int | None) -> Iterable[Found]: ...

    def dated(self, text: str) -> bool:
        """Return whether what is found in a text may hang on the year."""


class Matcher:
    """Finds organisations of a reference in texts; rules and people's decisions come first."""

    def __init__(
        self, reference: Reference, finders: Sequence[Finder] = (),
        curated: Mapping[str, Sequence[str]] | Decisions | None = None,
        scorer: Scorer | None = None,
        references: Sequence[str] = (), folder: Path | None = None,
    ) -> None:
        """``curated`` are people's decisions, or records by ``memory_key`` of the text.

        ``references`` name releases, for the reader of an answer. In ``folder`` the index is
        kept, so that it is made once for each reference.
        """
        self.reference = reference
        self.index, self.facts = kept(reference, folder) if folder else made(reference)
        self.scorer = scorer or Scorer.shipped(bool(self.facts.works.any()))
        self.finders = tuple(finders)
        self._decided = frozenset().union(*(finder.decides for finder in finders))
        self.curated = (curated if isinstance(curated, Decisions)
                        else Decisions.always(curated or {}))
        self.version = f"belvedere {__version__}, {self.scorer.version}, rules {rules()}"
        self.references = (*references, f"organisations {reference.digest}")
        self.engine = Engine(self.index, self.facts)
        self._prior = np.array([self.scorer.prior.get(one.record_id, 0)
                                for one in reference.organisations], np.int32)

    def match(self, text: str, year: int | None = None) -> Answer:
        """Return all that one text names; ``year`` tells units at that date."""
        return self.match_all([text], [year])[0]

    def match_all(
        self, texts: Sequence[str | None], years: Sequence[int | None] | None = None, *,
        by_rule: bool = False,
    ) -> list[Answer]:
        """Return the answer of each text, in order; ``by_rule``: what rules and people find."""
        answers = []
        for at in range(0, len(texts), _AT_ONCE):
            part = [(text or "")[:LONGEST] for text in texts[at:at + _AT_ONCE]]
            when = years[at:at + _AT_ONCE] if years is not None else [None] * len(part)
            answers += [
                Answer(found, self.version, self.references)
                for found in self._part(part, when, by_rule)
            ]
        return answers

    def dated(self, text: str) -> bool:
        """Return whether the answer of a text may hang on the year."""
        text = text[:LONGEST]
        return self.curated.dated(text) or any(finder.dated(text) for finder in self.finders)

    def candidates(self, texts: Sequence[str]) -> list[list[Candidate]]:
        """Return the organisations that each text may name, with what is known of each."""
        return [found for batch in self.engine.read(texts)
                for found in batch.candidates(np.arange(len(batch.features)))]

    def _part(self, texts: Sequence[str], years: Sequence[int | None], by_rule: bool):
        distinct = dict.fromkeys(texts)
        seen = {} if by_rule else self._named(list(distinct))
        for text, year in zip(texts, years):
            yield self._answer(text, year, seen.get(text, ()))

    def _named(self, texts: Sequence[str]) -> dict[str, list[Scored]]:
        """Return the organisations that the scorer finds in each text, first each by itself.

        Several addresses are read one by one where each names somebody: the country of one
        is no other's. Where one names nobody, they are read as one text.
        """
        parts = {text: several for text in texts if ";" in text and (several := addresses(text))}
        every = [*texts, *dict.fromkeys(part for many in parts.values() for _, part in many)]
        found = dict(zip(every, self._scored(every)))
        for text, several in parts.items():
            if all(found[part] for _, part in several):
                found[text] = _surest(one._replace(start=one.start + at, end=one.end + at)
                                      for at, part in several for one in found[part])
        return found

    def _scored(self, texts: Sequence[str]) -> list[list[Scored]]:
        """Return the organisations that the scorer finds in each text."""
        found = []
        for batch in self.engine.read(texts):
            rows = np.column_stack((batch.features, self._prior[batch.meant.organisation]))
            scores = second_look(self.scorer, batch.named(), rows, self.scorer.scores(rows),
                                 self.facts)
            some = possible(rows, scores, self.scorer.threshold)
            found += (
                [self._as_scored(words, *one)
                 for one in chosen(candidates, scored, self.scorer.threshold)]
                for words, candidates, scored in zip(batch.texts, batch.candidates(
                    some), batch.by_text(some, scores[some].tolist())))
        return found

    def _as_scored(self, words: Text, candidate: Candidate, score: float) -> Scored:
        mention = candidate.mention
        return Scored(candidate, *words.span(mention.first, mention.last), score)

    def _answer(self, text, year, scored: Iterable[Scored]) -> tuple[Found, ...]:
        if (decided := self.curated.of(text, year)) is not None:
            return in_order(Found(record_id, None, None, 1.0, "curated", (_DECIDED,))
                            for record_id in sorted(set(decided)))
        by_rule = [one for finder in self.finders for one in finder.find(text, year)]
        told = {one.record_id for one in by_rule if one.how != "implied"}
        answer = list(by_rule)
        for candidate, start, end, score in scored:
            record_id = self.reference.organisations[candidate.organisation].record_id
            mention, known = candidate.mention, candidate.features
            if record_id in told or record_id in self._decided or _ruled(by_rule, start, end):
                continue
            answer.append(Found(
                record_id, start, end, score, "named",
                reasons(mention, known[_WAY], known[_COUNTRY], known[_CITY]),
            ))
        if not by_rule:
            return in_order(answer)
        # what the text names is not implied by a unit as well
        named = {one.record_id for one in answer if one.how == "named"}
        return in_order(one for one in answer
                        if one.how != "implied" or one.record_id not in named)


def _surest(found: Iterable[Scored]) -> list[Scored]:
    """Return each organisation once, where it is named the most surely."""
    best: dict[int, Scored] = {}
    for one in found:
        known = best.setdefault(one.candidate.organisation, one)
        if one.score > known.score:
            best[one.candidate.organisation] = one
    return [*best.values()]


def _ruled(by_rule: Sequence[Found], start: int, end: int) -> bool:
    """Tell whether a rule has decided whom a piece of text names: no score decides it again.

    A unit of the directory may be an organisation of ROR too, by the same words.
    """
    return any(one.how == "named" and one.scheme != "rnsr" and one.start is not None
               and one.start <= start and end <= one.end for one in by_rule)


__all__ = ["Finder", "Matcher", "memory_key"]
