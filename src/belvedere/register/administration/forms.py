"""What administrators fill in."""

from django import forms

from belvedere.register.accounts.forms import Form, choices
from belvedere.register.accounts.permissions import ROLE_WORDS
from belvedere.register.accounts.queries import STATES
from belvedere.register.administration.telling import chosen
from belvedere.register.organisations.forms import OneOrganisation
from belvedere.tables.words import Words

_WHY = Words("Why", "Motif")
_ANY = Words("All", "Tous")
_WHERE = Words("In which organisation and its parts", "Dans quel organisme et ses parties")


class _Form(Form):
    """A form that may name an organisation and choose from vocabularies."""

    hints = {  # noqa: RUF012
        "organisation": Words(
            "Begin to type its name, or give its number or identifier. Nothing: everywhere.",
            "Commencez à taper son nom, ou donnez son numéro ou identifiant. Rien : partout."),
    }
    vocabularies = {"role": (ROLE_WORDS, None)}  # noqa: RUF012

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(language, *args, **more)
        for name, field in self.fields.items():
            if isinstance(field, OneOrganisation):
                field.told_in(language)
            elif isinstance(field, forms.ChoiceField):
                vocabulary, empty = self.vocabularies[name]
                field.choices = choices(vocabulary, language, empty)


class GrantRole(_Form):
    """One role more."""

    role = forms.ChoiceField(label=Words("Role", "Rôle"))
    organisation = OneOrganisation(label=_WHERE, required=False)
    why = forms.CharField(label=_WHY, max_length=500, required=False)


class Invite(GrantRole):
    """Somebody with an address, and a first role."""

    email = forms.EmailField(label=Words("E-mail address", "Adresse électronique"))
    name = forms.CharField(label=Words("Name", "Nom"), max_length=200, required=False)
    field_order = ("email", "name")


class Reason(Form):
    """Why something is done."""

    why = forms.CharField(label=_WHY, max_length=500, required=False)


class _Asked(_Form):
    """What a list is limited to, in its address."""

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(language, *args, **more)
        del self.fields["submission"]  # reading is no deed


class AskedAccounts(_Asked):
    """Which accounts."""

    vocabularies = {"role": (ROLE_WORDS, _ANY), "state": (STATES, _ANY)}  # noqa: RUF012
    q = forms.CharField(label=Words("Name or address", "Nom ou adresse"), required=False,
                        widget=forms.TextInput({"type": "search", "autocomplete": "off"}))
    role = forms.ChoiceField(label=Words("Role", "Rôle"), required=False)
    state = forms.ChoiceField(label=Words("State", "État"), required=False)


class AskedAudit(_Asked):
    """Which entries of the audit."""

    hints = {}  # noqa: RUF012
    organisation = OneOrganisation(label=Words("Organisation", "Organisme"), required=False)
    parts = forms.BooleanField(label=Words("with its parts", "avec ses parties"), required=False)
    person = forms.CharField(label=Words("By whom", "Par qui"), max_length=200, required=False)
    action = forms.ChoiceField(label=Words("What", "Quoi"), required=False)
    since = forms.CharField(label=Words("Since", "Depuis"), max_length=10, required=False,
                            widget=forms.TextInput({"placeholder": "2026-01"}))
    until = forms.CharField(label=Words("Until, included", "Jusqu’à, inclus"), max_length=10,
                            required=False, widget=forms.TextInput({"placeholder": "2026-12-31"}))

    def __init__(self, language: str, *args, **more) -> None:
        self.vocabularies = {"action": (chosen(), _ANY)}
        super().__init__(language, *args, **more)
