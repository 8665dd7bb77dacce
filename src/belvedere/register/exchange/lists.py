"""What a list is: its columns, how each is read and written, which actions its rows are.

A desk declares its lists; pages, files, dry runs and imports follow from that.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.tables.words import Words

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_meant(text: str) -> str:
    """Return a text without the apostrophe of ``harmless``."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def folded(text: str) -> str:
    """Return a heading or a word as it is compared: capitals, accents, spaces do not matter."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("_", " ").replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split()).rstrip(" :*")


def plain(longest: int, missing: bool = True) -> Callable[[str], str]:
    """Return a reader of texts of one line; ``missing``: it may be empty."""
    def read(written: str) -> str:
        text = " ".join(written.split())
        if not text and not missing:
            raise Refused("Fill this in.", "À remplir.")
        if len(text) > longest:
            raise Refused(f"It has {len(text)} characters, {longest} at most: shorten it.",
                          f"Il a {len(text)} caractères, {longest} au plus : raccourcissez-le.")
        return text

    return read


def number(least: float, most: float, *, whole: bool = True, missing: bool = True):
    """Return a reader of numbers between two bounds, with a point or a comma."""
    def read(written: str):
        text = "".join(written.split()).replace(",", ".")
        if not text and missing:
            return None
        try:
            value = int(text) if whole else float(text)
        except ValueError:
            raise Refused(f"{written or 'Nothing'} is no {'whole ' if whole else ''}number.",
                          f"{written or 'Rien'} n’est pas un nombre{' entier' if whole else ''}.",
                          ) from None
        if not least <= value <= most:
            raise Refused(f"{written} is not between {least} and {most}.",
                          f"{written} n’est pas compris entre {least} et {most}.")
        return value

    return read


def one_of(vocabulary: Mapping[str, Words]) -> Callable[[str], str]:
    """Return a reader of a vocabulary's words: its keys, or the words in either language."""
    known = {}
    for key, words in vocabulary.items():
        for text in (*words, key):
            known[folded(text)] = key

    def read(written: str) -> str:
        text = folded(written)
        if text not in known:
            en, fr = (", ".join(texts) for texts in zip(*vocabulary.values()))
            raise Refused(f"{written or 'Nothing'} is none of: {en}.",
                          f"{written or 'Rien'} n’est aucun de : {fr}.")
        return known[text]

    return read


def as_it_is(value: Any, language: str) -> Any:
    """Write a value as it is kept."""
    return value


def worded(vocabulary: Mapping[str, Words]) -> Callable[[Any, str], str]:
    """Return a writer of a vocabulary's words in the file's language."""
    return lambda value, language: vocabulary[value](language) if value in vocabulary else value


@dataclass(frozen=True)
class Column:
    """One column. ``read`` raises Refused; ``for_reading``: told in exports, not imported.

    ``also`` has other headings that offices give it.
    """

    field: str
    words: Words
    read: Callable[[str], Any] = field(default_factory=lambda: plain(500))
    write: Callable[[Any, str], Any] = as_it_is
    needed: bool = False
    for_reading: bool = False
    also: tuple[str, ...] = ()


@dataclass
class Draft:
    """One row of a file on its way into the books: what it says, and what came of it.

    ``values`` has the fields whose columns the file has. A verdict is created,
    changed, unchanged or wrong; ``changes`` are (before, after) by field.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    verdict: str = ""
    changes: dict[str, tuple] = field(default_factory=dict)
    problems: list[tuple[str, Words]] = field(default_factory=list)
    refs: dict[str, Any] = field(default_factory=dict)
    held: Any = None
    why: str = ""

    def wrong(self, about: str, en: str, fr: str) -> None:
        """Say what is wrong with a field of the row, and what to do."""
        self.verdict = "wrong"
        self.problems.append((about, Words(en, fr)))

    def refused(self, about: str, refused: Refused) -> None:
        """Say why an action would refuse the row."""
        self.wrong(about, *refused.words)


@dataclass(frozen=True)
class DeclaredList:
    """One list: ``rows`` for export, ``judge`` and ``apply`` for import.

    ``rows`` yields values by field for the filters of the list's page. ``judge`` holds
    drafts to the books, all at once, and gives each its verdict; it writes nothing.
    ``apply`` does what the drafts say that were judged created or changed, by
    actions, one audit entry each. Who imports has every one of ``needs``; what is
    ``closed`` is taken out by nobody else. ``gather`` is told all rows first, those that
    cannot be read among them: it puts together what comes in together.
    """

    name: str
    title: Words
    columns: Sequence[Column]
    needs: frozenset[Permission]
    rows: Callable[[Mapping[str, str]], Iterator[Mapping[str, Any]]]
    judge: Callable[[Sequence[Draft]], None]
    apply: Callable[..., None]
    closed: bool = False
    gather: Callable[[Sequence[Draft]], None] = lambda drafts: None

    def column(self, name: str) -> Column | None:
        """Return the column of a field; none for what concerns the whole row."""
        return next((c for c in self.columns if c.field == name), None)


@dataclass(frozen=True)
class Desk:
    """The lists of one desk, and what the names of their addresses begin with."""

    title: Words
    lists: Mapping[str, DeclaredList]
    prefix: str = ""

    def named(self, name: str) -> str:
        """Return the name of one of the desk's addresses."""
        return f"{self.prefix}{name}"

    @property
    def names(self) -> dict[str, str]:
        """The names of the desk's addresses, for templates."""
        return {name: self.named(name) for name in (
            "lists", "list_csv", "list_xlsx", "list_import", "dry_run", "dry_run_csv")}
