"""What people fill in about people."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError

from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations.forms import RegisterForm
from belvedere.register.people import vocabularies as words
from belvedere.register.people.actions import orcid
from belvedere.register.people.models import Person
from belvedere.register.people.queries import listed
from belvedere.tables.words import Words

_WHY = Words("Why", "Motif")


class OnePerson(forms.CharField):
    """One person by "Name #12", by ORCID, or by words that only one has."""

    widget = forms.TextInput({"list": "people", "data-suggest": "", "autocomplete": "off"})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        number = re.search(r"#(\d{1,18})$", text)
        found = list(Person.objects.filter(pk=int(number[1]))) if number else list(
            Person.objects.filter(orcid=self._orcid(text)).exclude(orcid="")
            or listed(text)[:2])
        if len(found) == 1:
            return found[0]
        raise ValidationError(self.unknown)

    def _orcid(self, text: str) -> str:
        try:
            return orcid(text)
        except Refused:
            return ""

    def told_in(self, language: str) -> None:
        self.unknown = Words(
            "Choose one of those that are offered as you type.",
            "Choisissez parmi ceux proposés pendant la saisie.")(language)
        self.help_text = Words("Begin to type the name, or give the ORCID",
                               "Commencez à taper le nom, ou donnez l’ORCID")(language)


class PersonForm(RegisterForm):
    """A form in which a person is chosen."""

    choices = {"role": (words.ROLES, None), "basis": (words.BASES, None)}  # noqa: RUF012

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(language, *args, **more)
        for field in self.fields.values():
            if isinstance(field, OnePerson):
                field.told_in(language)


class Correct(PersonForm):
    """What is held about a person."""

    name = forms.CharField(label=Words("Name", "Nom"), max_length=200)
    orcid = forms.CharField(label=Words("ORCID", "ORCID"), max_length=60, required=False)
    email = forms.CharField(label=Words("E-mail address", "Adresse électronique"), max_length=254,
                            required=False, widget=forms.EmailInput)
    basis = forms.ChoiceField(label=Words("Lawful basis", "Base légale"))
    name_is_public = forms.BooleanField(
        label=Words("Agrees that visitors see the name, as director",
                    "Accepte que les visiteurs voient son nom, comme directeur"),
        required=False)
    consented_on = forms.CharField(label=Words("Consented on", "Consentement du"), required=False)
    keep_until = forms.DateField(
        label=Words("Kept until", "Gardé jusqu’au"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    hints = {  # noqa: RUF012
        "keep_until": Words("On the day after, all of it is erased.",
                            "Le lendemain, tout est effacé."),
        "email": Words("Never published.", "Jamais publiée."),
    }

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        now = datetime.date.today()
        self.initial.setdefault("keep_until", now.replace(year=now.year + 5, day=min(now.day, 28)))


class Add(Correct):
    """A role of somebody who is held already, or of somebody new."""

    person = OnePerson(label=Words("Somebody in the register", "Quelqu’un du registre"),
                       required=False)
    role = forms.ChoiceField(label=Words("Role", "Rôle"))
    start = forms.CharField(label=Words("From", "Depuis"), required=False)
    end = forms.CharField(label=Words("To", "Jusqu’à"), required=False)

    field_order = ("role", "start", "end", "person", "name")

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(language, *args, **more)
        for name in ("name", "basis", "keep_until"):
            self.fields[name].required = False
        self.fields["name"].label = Words("Or the name of somebody new",
                                          "Ou le nom de quelqu’un de nouveau")(language)


class End(RegisterForm):
    """When a role ended."""

    on = forms.CharField(label=Words("Ended on", "Terminé le"))


class Why(RegisterForm):
    """A reason."""

    why = forms.CharField(label=_WHY, max_length=500)


class Merge(PersonForm):
    """Another record of the same person."""

    other = OnePerson(label=Words("The other record, which goes", "L’autre fiche, qui disparaît"))
