"""What a chapter of a portrait is: sentences with figures in braces, and charts."""

from dataclasses import dataclass, field

from belvedere.indicators.definition import Words


@dataclass(frozen=True)
class Ask:
    """One question of a portrait, less of whom. ``rank`` asks for the place in a group."""

    indicator: str
    when: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    rank: str | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with figures in braces, and the questions that they are.

    ``untold`` is said instead when none of its figures can be told; without it the
    sentence is left out. One that goes on stands in the paragraph of the one before.
    """

    words: Words
    asks: dict[str, Ask] = field(hash=False)
    untold: Words | None = None
    goes_on: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart: a question over the years (``by`` None) or by a dimension."""

    title: Words
    ask: Ask
    by: str | None = None
    most: int = 12


@dataclass(frozen=True)
class Section:
    """One chapter of a portrait."""

    name: str
    title: Words
    sentences: tuple[Sentence, ...]
    charts: tuple[Chart, ...] = ()
