"""What a reader should know beside a figure: what is left open, and what a source does not give.

The engine names the columns whose unknown values leave records open; a reader is
told what they hold, in the words of ``WANTING``.
"""

from collections.abc import Iterable

from belvedere.indicators.asking import Asker
from belvedere.indicators.columns import WANTING
from belvedere.indicators.definition import Words
from belvedere.indicators.figure import Figure, told
from belvedere.indicators.held import few
from belvedere.indicators.resting import notes
from belvedere.indicators.undecided import missing
from belvedere.portraits.telling import column_title, said_few


def caveats(asker: Asker, figure: Figure, language: str) -> list[str]:
    """Return what a reader should know beside the value: first, what leaves records open."""
    opening = left_open(asker, figure)
    if asker.held.lacking(figure.question):
        return [opening(language)]  # what cannot be told at all needs no other caveat
    return [words(language) for words in (
        *asker.held.notes(figure.question, figure.rows),
        *notes(figure.question, figure.by_basis, figure.unattributed),
        *((opening,) if opening else ()),
        *figure.question.indicator.caveats)]


def left_open(asker: Asker, figure: Figure) -> Words | None:
    """Return how many records are left open and what is not known of them; None without any."""
    if lacking := asker.held.lacking(figure.question):
        return lacking
    if not figure.undecided:
        return None
    columns = missing(asker, figure.question)
    en, fr = (f"{told(figure.undecided, '', language)} {noun}" for language, noun in (
        ("en", "record" if figure.undecided == 1 else "records"),
        ("fr", "fiche" if figure.undecided == 1 else "fiches")))
    if figure.value is None:
        return Words(
            f"This cannot be told: for {en} the source does not give {_any(columns, 'en')}.",
            f"Cela ne peut être établi : pour {fr}, la source ne donne pas "
            f"{_any(columns, 'fr')}.")
    are, stay = ("is", "reste") if figure.undecided == 1 else ("are", "restent")
    return Words(
        f"Beside these, {en} {are} left open: the source does not give {_any(columns, 'en')}.",
        f"En outre, {fr} {stay} en suspens : la source ne donne pas {_any(columns, 'fr')}.")


def untold(asker: Asker, figures: Iterable[Figure], language: str) -> str:
    """Return why figures of one sentence cannot be told; an empty text when all are."""
    columns = [path for figure in figures if figure.value is None and figure.undecided
               for path in missing(asker, figure.question)]
    if not columns:
        return ""
    because = Words("What cannot be told: the source does not give {}.",
                    "Ce qui ne peut être établi : la source ne donne pas {}.")
    return because(language).format(_any(columns, language))


def on_few(figures: Iterable[Figure], language: str) -> str:
    """Return what the mark of small numbers means, where figures of one sentence have it."""
    return next((said_few(figure.question.indicator, language) for figure in figures
                 if few(figure.question, figure.rows)), "")


def _any(paths: Iterable[str], language: str) -> str:
    """Return what columns hold: each record lacks one of them, or several."""
    *others, last = dict.fromkeys(
        WANTING[path](language) if path in WANTING else column_title(path, language)
        for path in paths)
    either = " ou " if language == "fr" else " or "
    return either.join(filter(None, (", ".join(others), last)))
