"""What every form of the register has: labels in both languages, refusals beside their field."""

import uuid

from django import forms

from belvedere.register.accounts.refusals import Refused
from belvedere.tables.words import Words


class Form(forms.Form):
    """A form whose labels, hints and choices are Words, told in the page's language.

    ``submission`` tells one sending from another, so that a double click acts once.
    """

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    hints: dict[str, Words] = {}  # noqa: RUF012  (each form has its own)

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(*args, auto_id="%s", label_suffix="", **more)
        self.language = language
        self.initial.setdefault("submission", uuid.uuid4())
        for name, field in self.fields.items():
            if isinstance(field.label, Words):
                field.label = field.label(language)
            if name in self.hints:
                field.help_text = self.hints[name](language)

    status: int = 0

    @property
    def told_as(self) -> int:
        """The status of the page that shows this form."""
        return self.status or (400 if self.errors else 200)

    def refuse(self, refused: Refused) -> None:
        """Tell a refusal beside the field that is wrong, or above the form."""
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, refused.words(self.language))


def choices(vocabulary: dict[str, Words], language: str, empty: Words | None = None) -> list:
    """Return a vocabulary as the choices of a field."""
    return [*([("", empty(language))] if empty else []),
            *((key, words(language)) for key, words in vocabulary.items())]
