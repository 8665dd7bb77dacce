"""Audit: each figure that a document states beside the one that the records give.

A claim agrees, differs (by how much), or cannot be computed (and then exactly
what is missing is said). Which question answers a claim is said by the document
itself (``indicator``) or by the landscape (``answer``); nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belvedere.indicators.asking import Asker
from belvedere.indicators.definition import Words
from belvedere.indicators.figure import Figure, told
from belvedere.indicators.question import Question
from belvedere.indicators.ranking import group
from belvedere.portraits.caveats import left_open

TOLERANCE = 0.05
"""How far "some 300" may be from 300: one part in twenty, on either side."""


@dataclass(frozen=True)
class Verdict:
    """One claim and what became of it. ``outcome``: agrees, differs or cannot."""

    claim: Mapping
    outcome: str
    explanation: Words
    figure: Figure | None = None
    computed: int | float | None = None
    difference: float | None = None


def audit(asker: Asker, claims: Sequence[Mapping] | None = None) -> list[Verdict]:
    """Hold claims beside the records of an edition: its own claims by default."""
    if claims is None:
        asker.database.need("claims")
        claims = asker.database.records("SELECT * FROM claims")
        claims.sort(key=lambda claim: _in_order(claim["claim_id"]))
    answers = {answer["said"]: answer for answer in asker.edition.landscape.get("answers", ())}
    return [_verdict(asker, claim, answers.get(claim["said"])) for claim in claims]


def _in_order(claim_id: str) -> tuple:
    """Return a sort key by which claim 10 comes after claim 9."""
    document, _, place = claim_id.rpartition(":")
    return document, int(place) if place.isdigit() else 0, place


def _verdict(asker: Asker, claim: Mapping, answer: Mapping | None) -> Verdict:
    missing = answer and answer.get("missing") and Words(
        answer["missing"], answer.get("missing_fr", answer["missing"]))
    if missing and "ask" not in answer:
        return Verdict(claim, "cannot", missing)
    if answer is None and not claim.get("indicator"):
        return Verdict(claim, "cannot", Words(
            "No question answers it: declare one under [[answer]] in the landscape, or say there "
            "what is missing.",
            "Aucune question n’y répond : déclarez-en une sous [[answer]] dans le paysage, ou "
            "dites-y ce qui manque."))
    question = _question(asker, claim, answer or {})
    figure = asker.ask(question)
    if missing and not figure.value:  # asked, but what it takes is not there
        return Verdict(claim, "cannot", missing, figure)
    if answer and answer.get("rank"):
        return _rank(asker, claim, answer, question, figure)
    if figure.value is None:
        because = left_open(asker, figure) or Words(
            "there is no record to divide by", "il n’y a aucune fiche au dénominateur")
        return Verdict(claim, "cannot", because, figure)
    return _compare(asker, claim, figure, figure.value)


def _question(asker: Asker, claim: Mapping, answer: Mapping) -> Question:
    name = answer.get("ask") or claim["indicator"]
    institute = asker.edition.landscape["institute"]
    when = answer.get("when") or claim.get("period") or claim.get("at")
    where = dict(answer.get("where", {}))
    if claim.get("programme") and not where:
        where = {"programme": claim["programme"]}
    return asker.question(
        name, answer.get("of") or claim.get("about") or institute,
        when=str(when) if when and answer.get("when") != "" else None, where=where,
        counting=answer.get("counting", ""),
    )


def _rank(asker, claim, answer, question, figure) -> Verdict:
    among = group(answer.get("among", "all"), asker.edition.landscape.get("peers", ()))
    found = asker.rank(question, among)
    if found.place is None:
        opening = left_open(asker, figure) if figure.value is None else None
        because = opening or Words(
            f"{question.of.name} has no rank among {among.title.en}",
            f"{question.of.name} n’a pas de rang parmi {among.title.fr}")
        return Verdict(claim, "cannot", because, figure)
    return _compare(asker, claim, figure, found.place)


def holds(claim: Mapping, computed: float) -> bool:
    """Return whether a computed value is what the claim states, as exactly as it states it."""
    stated = claim["value"]
    if claim["precision"] == "more_than":
        return computed > stated
    if claim["precision"] == "approximate":
        return abs(computed - stated) <= TOLERANCE * abs(stated)
    if claim["precision"] == "rounded":
        return abs(computed - stated) <= claim["rounding"] / 2 + 1e-9
    return abs(computed - stated) <= 1e-9


_STATED = {
    "exact": Words("", ""),
    "approximate": Words("about ", "environ "),
    "more_than": Words("more than ", "plus de "),
    "rounded": Words("", ""),
}


def _compare(
    asker: Asker, claim: Mapping, figure: Figure, computed: int | float
) -> Verdict:
    stated = claim["value"]
    if stated is None:
        return Verdict(claim, "cannot", Words(
            "A list is stated; only numbers are compared so far.",
            "Une liste est énoncée ; seuls des nombres sont comparés à ce jour."), figure)
    outcome = "agrees" if holds(claim, computed) else "differs"
    unit = figure.question.indicator.unit

    def both(language: str) -> tuple[str, str]:
        return (_STATED[claim["precision"]](language) + told(stated, unit(language), language),
                told(computed, unit(language), language))

    words = Words(
        "stated {}, computed {}".format(*both("en")), "énoncé {}, calculé {}".format(*both("fr"))
    )
    known = figure.question.indicator.caveats
    beside = left_open(asker, figure) or (known[0] if known else None)
    if beside and outcome == "differs":
        words = Words(f"{words.en}. {beside.en}", f"{words.fr}. {beside.fr}")
    return Verdict(claim, outcome, words, figure, computed, computed - stated)
