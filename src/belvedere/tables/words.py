"""Texts in both languages, side by side."""

from typing import NamedTuple


class Words(NamedTuple):
    """A text in English and in French."""

    en: str
    fr: str

    # A template engine that calls what can be called must hand Words on as they are.
    do_not_call_in_templates = True

    def __call__(self, language: str) -> str:
        return self.fr if language == "fr" else self.en
