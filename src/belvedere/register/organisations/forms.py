"""What people fill in about organisations."""

import re

from django import forms
from django.core.exceptions import ValidationError

from belvedere.register.accounts.forms import Form, choices
from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.models import Code, Organisation, ProfileVersion
from belvedere.register.organisations.queries import listed
from belvedere.tables.words import Words

_WHY = Words("Why: text, decision or reason", "Motif : texte, décision ou raison")
_ON = Words("From which date on", "À compter du")
_DATE_HINT = Words("A year, a month or a day: 2014, 2014-05, 2014-05-31",
                   "Une année, un mois ou un jour : 2014, 2014-05, 2014-05-31")
_ONE_HINT = Words("Begin to type its name, or give its number or identifier",
                  "Commencez à taper son nom, ou donnez son numéro ou identifiant")


class OneOrganisation(forms.CharField):
    """One organisation by "Name #12", by an identifier, or by a name that only one has."""

    widget = forms.TextInput({"list": "organisations", "data-suggest": "", "autocomplete": "off"})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if (number := re.search(r"#(\d{1,18})$", text)) and (
                one := Organisation.objects.filter(pk=int(number[1])).first()):
            return one
        coded = {c.organisation_id for c in Code.objects.filter(value__iexact=text)}
        found = list(Organisation.objects.filter(pk__in=coded)[:2]) or list(
            Organisation.objects.filter(name__iexact=text)[:2]) or list(listed(text)[:2])
        if len(found) == 1:
            return found[0]
        raise ValidationError(self.unknown if not found else self.several)

    def told_in(self, language: str) -> None:
        self.unknown = Words(
            "There is none of this name. Choose one of those that are offered as you type.",
            "Aucun ne porte ce nom. Choisissez parmi ceux proposés pendant la saisie.")(language)
        self.several = Words(
            "Several hold these words. Choose one of those that are offered as you type.",
            "Plusieurs contiennent ces mots. Choisissez parmi ceux proposés pendant la saisie.",
        )(language)


class RegisterForm(Form):
    """A form of the register: vocabularies told in the page's language, organisations found."""

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(language, *args, **more)
        for name, field in self.fields.items():
            if isinstance(field, OneOrganisation):
                field.told_in(language)
                field.help_text = _ONE_HINT(language)
            elif name in ("on", "opened", "closed", "start", "end", "employees_at"):
                field.help_text = _DATE_HINT(language)
            elif isinstance(field, forms.ChoiceField):
                vocabulary, empty = getattr(self, "choices", _CHOICES)[name]
                field.choices = choices(vocabulary, language, empty)


_CHOICES = {
    "kind": (words.KINDS, None), "language": (words.LANGUAGES, None),
    "scheme": (words.SCHEMES, None),
    "relation": ({k: v for k, v in words.RELATIONS.items() if k != "successor_of"}, None),
}


class Create(RegisterForm):
    """A new organisation."""

    kind = forms.ChoiceField(label=Words("Kind", "Type"))
    name = forms.CharField(label=Words("Name", "Nom"), max_length=500)
    name_en = forms.CharField(label=Words("Name in English", "Nom en anglais"), max_length=500,
                              required=False)
    acronym = forms.CharField(label=Words("Acronym", "Sigle"), max_length=100, required=False)
    opened = forms.CharField(label=Words("Opened", "Ouverture"), required=False)
    city = forms.CharField(label=Words("City", "Ville"), max_length=100, required=False)
    country = forms.RegexField("[A-Za-z]{2}", label=Words("Country code", "Code du pays"),
                               max_length=2, required=False)
    website = forms.URLField(label=Words("Site", "Site"), required=False, assume_scheme="https")
    part_of = OneOrganisation(label=words.RELATIONS["part_of"], required=False)
    why = forms.CharField(label=_WHY, required=False)


class Rename(RegisterForm):
    """Another name from a date on."""

    name = forms.CharField(label=Words("New name", "Nouveau nom"), max_length=500)
    language = forms.ChoiceField(label=Words("Language", "Langue"), required=False)
    on = forms.CharField(label=_ON)
    why = forms.CharField(label=_WHY, required=False)


class Correct(RegisterForm):
    """What was wrong all along."""

    kind = forms.ChoiceField(label=Words("Kind", "Type"))
    opened = forms.CharField(label=Words("Opened", "Ouverture"), required=False)
    closed = forms.CharField(label=Words("Closed", "Fermeture"), required=False)
    website = forms.URLField(label=Words("Site", "Site"), required=False, assume_scheme="https")
    why = forms.CharField(label=_WHY)


class AddCode(RegisterForm):
    """One more identifier."""

    scheme = forms.ChoiceField(label=Words("Scheme", "Référentiel"))
    value = forms.CharField(label=Words("Identifier", "Identifiant"), max_length=100)
    why = forms.CharField(label=_WHY, required=False)


class Settle(RegisterForm):
    """Where it is, from a date on."""

    address = forms.CharField(label=Words("Address", "Adresse"), max_length=300, required=False)
    postcode = forms.CharField(label=Words("Postcode", "Code postal"), max_length=20,
                               required=False)
    city = forms.CharField(label=Words("City", "Ville"), max_length=100)
    country = forms.RegexField("[A-Za-z]{2}", label=Words("Country code", "Code du pays"),
                               max_length=2)
    latitude = forms.FloatField(label=Words("Latitude", "Latitude"), min_value=-90, max_value=90,
                                required=False)
    longitude = forms.FloatField(label=Words("Longitude", "Longitude"), min_value=-180,
                                 max_value=180, required=False)
    on = forms.CharField(label=_ON, required=False)
    why = forms.CharField(label=_WHY, required=False)


class Relate(RegisterForm):
    """A relation from a date to a date."""

    relation = forms.ChoiceField(label=Words("Relation", "Relation"))
    other = OneOrganisation(label=Words("To which organisation", "Avec quel organisme"))
    start = forms.CharField(label=Words("From", "Depuis"), required=False)
    end = forms.CharField(label=Words("To", "Jusqu’à"), required=False)
    label = forms.CharField(label=Words("Label, such as U 1138", "Label, comme U 1138"),
                            max_length=50, required=False)
    because = forms.CharField(label=_WHY, max_length=500, required=False)


class Move(RegisterForm):
    """From what it is part of to another."""

    away_from = OneOrganisation(label=Words("It leaves", "Il quitte"), required=False)
    to = OneOrganisation(label=Words("It becomes part of", "Il rejoint"))
    on = forms.CharField(label=_ON)
    because = forms.CharField(label=_WHY, max_length=500, required=False)


class Close(RegisterForm):
    """Its end."""

    on = forms.CharField(label=Words("Closed on", "Fermé le"))
    because = forms.CharField(label=_WHY, max_length=500, required=False)


class Merge(RegisterForm):
    """With another: into a new one, or into the other, which goes on."""

    other = OneOrganisation(label=Words("Merges with", "Fusionne avec"))
    into_other = forms.BooleanField(
        label=Words("The other goes on and takes it over", "L’autre continue et l’intègre"),
        required=False)
    name = forms.CharField(label=Words("Name of the new one", "Nom du nouveau"), max_length=500,
                           required=False)
    on = forms.CharField(label=_ON)
    because = forms.CharField(label=_WHY, max_length=500, required=False)


class Split(RegisterForm):
    """Into several."""

    names = forms.CharField(
        label=Words("Names of the new ones, one on each line", "Noms des nouveaux, un par ligne"),
        widget=forms.Textarea({"rows": 4}))
    goes_on = forms.BooleanField(label=Words("It goes on itself", "Il continue lui-même"),
                                 required=False)
    on = forms.CharField(label=_ON)
    because = forms.CharField(label=_WHY, max_length=500, required=False)


def _text(part: str, language: str) -> forms.CharField:
    title, spoken = words.PROFILE[part], words.LANGUAGES[language]
    return forms.CharField(
        label=Words(f"{title.en} ({spoken.en})", f"{title.fr} ({spoken.fr})"), required=False,
        strip=False, widget=forms.Textarea({"rows": 8, "lang": language}))


class Profile(RegisterForm):
    """The page of an organisation."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    status_en = forms.CharField(
        label=Words("Legal status (English)", "Statut juridique (anglais)"), max_length=200,
        required=False)
    status_fr = forms.CharField(
        label=Words("Legal status (French)", "Statut juridique (français)"), max_length=200,
        required=False)
    employees = forms.IntegerField(label=Words("Employees", "Effectif"), min_value=0,
                                   max_value=2_000_000_000, required=False)
    employees_at = forms.CharField(label=Words("Employees as at", "Effectif au"), required=False)
    budget = forms.DecimalField(label=Words("Annual budget, in euros", "Budget annuel, en euros"),
                                min_value=0, max_digits=15, decimal_places=2, required=False)
    budget_year = forms.CharField(label=Words("Budget of the year", "Budget de l’année"),
                                  required=False)
    why = forms.CharField(label=Words("What you changed", "Ce que vous avez modifié"),
                          required=False)

    field_order = ("base", *ProfileVersion.TEXTS)


for _part in words.PROFILE:
    for _language in ("en", "fr"):
        Profile.base_fields[f"{_part}_{_language}"] = _text(_part, _language)
