"""An entry of the audit as a sentence: who did what to what, from what to what, and why."""

import re
import string
from collections.abc import Iterable
from typing import NamedTuple

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.administration.sentences import (
    ACTIONS,
    DATES,
    FIELDS,
    MOVED,
    NOT_TOLD,
    SENTENCES,
    VALUES,
)
from belvedere.register.desk.books import BOOKS
from belvedere.register.desk.workflow import Move
from belvedere.tables.dates import said_date
from belvedere.tables.words import Words

_LONGEST = 300
_YES, _NO = Words("yes", "oui"), Words("no", "non")
_ELSE = Words("{who} did “{action}” to {what}", "{who} a fait « {action} » sur {what}")


class Told(NamedTuple):
    """One entry: the sentence in three parts, for what it is done to may be linked; changes."""

    entry: AuditEntry
    lead: str
    what: str
    rest: str
    changes: list[tuple[str, str, str]]

    @property
    def sentence(self) -> str:
        return f"{self.lead}{self.what}{self.rest}"


def tell(entry: AuditEntry, language: str) -> Told:
    """Return an entry as it is read."""
    words = MOVED if move_of(entry) else SENTENCES.get(entry.action, _ELSE)
    template = words(language)
    kept = {**entry.before, **entry.after}
    told = {name: value(name, given, language, entry.subject) for name, given in kept.items()}
    said = {**told, "who": entry.actor_name, "action": action(entry, language),
            "place": _place(kept, language)}
    lead, found, rest = template.partition("{what}")
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    if "place" in names:
        names.add("organisation")
    parts = [part.format_map(_Known(said)) for part in (lead, rest)]
    return Told(entry, parts[0], entry.subject_name if found else "", parts[1],
                list(_changes(entry, names, language)))


class _Known(dict):
    def __missing__(self, name: str) -> str:
        return "…"


def _place(kept: dict, language: str) -> str:
    if where := kept.get("organisation"):
        return Words(f"in {where}", f"dans {where}")(language)
    return Words("everywhere", "partout")(language)


def _changes(entry: AuditEntry, told: set[str], language: str) -> Iterable[tuple[str, str, str]]:
    """Yield (field, before, after) of what the sentence does not say."""
    for name in dict.fromkeys((*entry.before, *entry.after)):
        old, new = (value(name, kept.get(name), language, entry.subject)
                    for kept in (entry.before, entry.after))
        is_said = name in told or name in NOT_TOLD or (not old and new == entry.subject_name)
        if not is_said and (old or new):
            yield (FIELDS[name](language) if name in FIELDS else name), old, new


def value(name: str, given, language: str, subject: str = "") -> str:
    """Return a value that an entry about a subject keeps, as it is read."""
    if given is None or given == "":
        return ""
    if isinstance(given, bool):
        return (_YES if given else _NO)(language)
    if isinstance(given, list):
        return ", ".join(value(name, one, language, subject) for one in given)
    if isinstance(given, dict):
        return ", ".join(f"{key}: {value(key, one, language, subject)}"
                         for key, one in given.items())
    text = str(given)
    book = BOOKS.get(subject) if name == "state" else None
    known = book.model.WORKFLOW.states if book else VALUES.get(name, {})
    if text in known:
        return known[text](language)
    if name in DATES and re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return said_date(text, language)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def move_of(entry: AuditEntry) -> Move | None:
    """Return the move of a dossier that an entry is about, by its book."""
    book = BOOKS.get(entry.subject)
    return book and book.model.WORKFLOW.move(entry.action)


def action(entry: AuditEntry, language: str) -> str:
    """Return what was done, in a few words."""
    if move := move_of(entry):
        return move.title(language)
    if entry.action in ACTIONS:
        return ACTIONS[entry.action](language)
    book = BOOKS.get(entry.subject)
    deed = book and book.deeds.get(entry.action.replace("_", "-"))
    return deed.title(language) if deed else entry.action


def chosen() -> dict[str, Words]:
    """Return all actions as they are chosen from a list; the moves of each book as its own."""
    return {**ACTIONS, **{
        f"{name}/{step.name}": Words(*(f"{one}: {title}" for one, title in zip(
            book.one, step.title, strict=True)))
        for name, book in BOOKS.items() for step in book.model.WORKFLOW.moves}}
