"""Texts in both languages, side by side, and texts as they are searched."""

import unicodedata
from typing import NamedTuple


class Words(NamedTuple):
    """A text in English and in French."""

    en: str
    fr: str

    # A template engine that calls what can be called must hand Words on as they are.
    do_not_call_in_templates = True

    def __call__(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


def folded(text: str) -> str:
    """Return a text without accents and capitals, as it is searched."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
