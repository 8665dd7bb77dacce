"""Forms of dossiers, made from their models' columns: what a column is decides its field."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from belvedere.register.accounts.forms import Form, choices
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.files import KINDS, LARGEST
from belvedere.register.organisations.forms import OneOrganisation
from belvedere.tables.words import Words

DATE_HINT = Words("A year, a month or a day: 2014, 2014-05, 2014-05-31",
                  "Une année, un mois ou un jour : 2014, 2014-05, 2014-05-31")
_ONE_HINT = Words("Begin to type its name, or give its number or identifier",
                  "Commencez à taper son nom, ou donnez son numéro ou identifiant")
_AMOUNT_HINT = Words("In euros: 12 345,67 or 12345.67", "En euros : 12 345,67 ou 12345.67")
_FILE_HINT = Words(f"{', '.join(KINDS)}; {LARGEST // 1_000_000} MB at most",
                   f"{', '.join(KINDS)} ; {LARGEST // 1_000_000} Mo au plus")
_OPTIONAL = Words("–", "–")


class Amount(forms.CharField):
    """An amount in euros, with a point or a comma, and spaces between thousands."""

    hint = _AMOUNT_HINT

    def clean(self, value):
        text = re.sub(r"[\s€]|(EUR|euros?)$", "", super().clean(value), flags=re.IGNORECASE)
        if not text:
            return None
        for thousands, point in (",.", ".,"):
            if re.fullmatch(rf"\d{{1,3}}(\{thousands}\d{{3}})+(\{point}\d{{1,2}})", text):
                text = text.replace(thousands, "")
        if not re.fullmatch(r"\d{1,12}([.,]\d{1,2})?", text):
            raise ValidationError(Words(
                f"{value} is no amount in euros: write 12345.67, without another currency.",
                f"{value} n’est pas un montant en euros : écrivez 12345,67, sans autre devise.",
            )(self.language))
        return Decimal(text.replace(",", "."))


class Codes(forms.CharField):
    """Identifiers of one form, separated by spaces, commas or lines; kept with one space."""

    def __init__(self, form: str, several: bool, hint: Words, **more) -> None:
        super().__init__(**more)
        self.form, self.several, self.hint = form, several, hint

    def clean(self, value):
        found = list(dict.fromkeys(re.split(r"[\s,;]+", super().clean(value).strip(" ,;"))))
        found = [code for code in found if code]
        wrong = [code for code in found if not re.fullmatch(self.form, code)]
        if wrong or (found[1:] and not self.several):
            told = ", ".join(wrong or found)
            raise ValidationError(Words(f"{told}: {self.hint.en}.", f"{told} : {self.hint.fr}.")(
                self.language))
        return " ".join(found)


class DeskForm(Form):
    """A form of a desk: each field told in the page's language."""

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(language, *args, **more)
        for field in self.fields.values():
            field.language = language
            if isinstance(field, OneOrganisation):
                field.told_in(language)
                field.help_text = _ONE_HINT(language)
            elif isinstance(field, forms.ChoiceField):
                field.choices = choices(field.vocabulary, language,
                                        None if field.required else _OPTIONAL)
            elif hasattr(field, "hint"):
                field.help_text = field.hint(language)
            elif getattr(field, "is_day", False):
                field.help_text = DATE_HINT(language)


def pick(words: Words, vocabulary, required: bool = True) -> forms.ChoiceField:
    """Return a field for a key of a vocabulary."""
    field = forms.ChoiceField(label=words, required=required)
    field.vocabulary = vocabulary
    return field


def dated(words: Words | None = None, required: bool = True) -> forms.CharField:
    """Return a field for a partial date."""
    field = forms.CharField(label=words or Words("Date", "Date"), required=required)
    field.is_day = True
    return field


def long(words: Words, required: bool = True, rows: int = 4) -> forms.CharField:
    """Return a field for some paragraphs."""
    return forms.CharField(label=words, required=required, widget=forms.Textarea({"rows": rows}))


def reason(required: bool = False) -> forms.CharField:
    """Return the field for a reason."""
    return forms.CharField(label=Words("Why: text, decision or reason",
                                       "Motif : texte, décision ou raison"), required=required)


def field_of(column: models.Field, required: bool) -> forms.Field:
    """Return the field of a form that takes what a column holds."""
    more = {"label": column.words, "required": required}
    if isinstance(column, models.ForeignKey):
        return OneOrganisation(**more)
    if hasattr(column, "vocabulary"):
        return pick(column.words, column.vocabulary, required)
    if hasattr(column, "form"):
        return Codes(column.form, column.several, column.hint, max_length=1000, **more)
    if isinstance(column, models.DecimalField):
        return Amount(**more)
    if isinstance(column, models.PositiveIntegerField):
        return forms.IntegerField(min_value=0, max_value=10_000_000, **more)
    if isinstance(column, models.EmailField):
        return forms.EmailField(**more)
    if isinstance(column, models.TextField):
        return long(column.words, required)
    field = forms.CharField(max_length=column.max_length, **more)
    field.is_day = getattr(column, "is_day", False)
    return field


def form_of(
    model: type[models.Model], names: tuple[str, ...], needed: tuple[str, ...] = (), **more,
) -> type[DeskForm]:
    """Return a form with these columns of a model, then the fields in ``more``."""
    columns = told_columns(model)
    fields = {name: field_of(columns[name], name in needed) for name in names}
    return type("Filled", (DeskForm,), {**fields, **more})


class Step(DeskForm):
    """A move from a date on."""

    on = dated()
    why = reason()


class Reasoned(DeskForm):
    """A move that needs a reason."""

    on = dated()
    why = reason(required=True)


class Comment(DeskForm):
    """What one writes about a dossier."""

    text = long(Words("Comment", "Commentaire"))


class Attach(DeskForm):
    """A document."""

    file = forms.FileField(label=Words("Document", "Document"))
    file.hint = _FILE_HINT
