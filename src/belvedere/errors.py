"""What can go wrong in a user's hands, each with an exit status that stays.

An error names the thing, what was given, what is allowed and what to do. It is
shown on one line, without a traceback.
"""

import difflib
from collections.abc import Iterable


class BelvedereError(Exception):
    """Something a user can act on. Subclasses fix the exit status of the command."""

    exit_status = 1


class QuestionError(BelvedereError):
    """The question cannot be asked: unknown name, impossible breakdown, bad date."""

    exit_status = 2


class InputError(BelvedereError):
    """A file or an answer from the net cannot be read as what it should be."""

    exit_status = 3


class StoreError(BelvedereError):
    """The store cannot be read or written: busy, full, read-only, damaged."""

    exit_status = 4


class StoreBusy(StoreError):
    """Another process is writing to the store: the same may be tried again later."""


def nearest(given: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" with the nearest known names, or an empty text."""
    names = {name.lower(): name for name in known}
    close = difflib.get_close_matches(given.lower(), names, n=3, cutoff=0.6)
    if not close:
        return ""
    return f" Did you mean {', '.join(names[name] for name in close)}?"
