"""Rows that an unknown value leaves open: which columns would decide them, and what is said."""

from typing import TYPE_CHECKING

from belvedere.indicators import sql
from belvedere.indicators.columns import called
from belvedere.indicators.definition import Mean, Share, Sum, Words
from belvedere.indicators.facts import physical
from belvedere.indicators.figure import told
from belvedere.indicators.question import Period, Question

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker


def deciding(question: Question, when: Period | None) -> list[str]:
    """Return the columns whose unknown values would leave a question's keys open."""
    definition = question.indicator
    paths = [c.column for c in question.conditions if c.unknown == "undecided"]
    paths += [question.dimension(name).column for name, _ in question.limits
              if not question.dimension(name).partners]
    if isinstance(definition.measure, Share):
        paths += [c.column for c in definition.measure.of if c.unknown == "undecided"]
    if isinstance(definition.measure, Sum | Mean):
        paths.append(definition.measure.column)
    if when is not None and definition.when is not None:
        paths.append(getattr(definition.when, "date", None) or definition.when.start)
    return list(dict.fromkeys(paths))


def missing(asker: "Asker", question: Question) -> list[str]:
    """Return the columns whose unknown values leave keys of a question open.

    Of a baseline's figure, whose rows are elsewhere: all that may.
    """
    when = asker.when(question)
    paths = deciding(question, when)
    if not paths or not asker.held.rows(question):
        return paths
    asker.open(question)
    tests = ", ".join(f'bool_or("{physical(path)}" IS NULL)' for path in paths)
    keep = [physical(path) for path in paths]
    open_rows = asker.database.rows(
        f"SELECT {tests} FROM (\n{sql.candidates(question, when, keep=keep)}\n) "
        "WHERE state_ IS NULL"
    )[0]
    return [path for path, is_open in zip(paths, open_rows) if is_open]


def caveat(
    asker: "Asker", question: Question, undecided: int, answer: int | float | None
) -> Words:
    """Return the sentence that tells how many records are left open, for want of what."""
    names = [called(path) for path in missing(asker, question)]
    en = ", ".join(dict.fromkeys(words.en for words in names))
    fr = ", ".join(dict.fromkeys(words.fr for words in names))
    start = Words("Records left open", "Fiches laissées de côté")
    if answer is None:
        start = Words("Cannot be told", "Ne peut être établi")
    return Words(
        f"{start.en}: for {told(undecided, '', 'en')} of them the source does not give {en}.",
        f"{start.fr} : pour {told(undecided, '', 'fr')} d’entre elles, la source ne donne "
        f"pas {fr}.",
    )
