"""What people fill in about their own account."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts

from belvedere.register.accounts.forms import Form
from belvedere.tables.words import Words

_EMAIL = Words("E-mail address", "Adresse électronique")
_PASSWORD = Words("Password", "Mot de passe")
NAME = Words("Name", "Nom")


def _secret(label: Words, kind: str, **more) -> forms.CharField:
    return forms.CharField(label=label, strip=False, max_length=1000, widget=forms.PasswordInput(
        {"autocomplete": kind}), **more)


class SignIn(Form):
    """Address and password."""

    email = forms.EmailField(label=_EMAIL, widget=forms.EmailInput({"autocomplete": "username"}))
    password = _secret(_PASSWORD, "current-password")


class Forgotten(Form):
    """The address to which a link is sent."""

    email = forms.EmailField(label=_EMAIL, widget=forms.EmailInput({"autocomplete": "username"}))


class _NewPassword(Form):
    """A password that is typed twice; the rules stand beside it."""

    def __init__(self, language: str, *args, **more) -> None:
        super().__init__(language, *args, **more)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", Words("The two differ: type the new password twice.",
                                          "Les deux diffèrent : tapez deux fois le nouveau mot de "
                                          "passe.")(self.language))
        return data


_NEW = Words("New password", "Nouveau mot de passe")
_AGAIN = Words("The same once more", "Le même une seconde fois")


class Join(_NewPassword):
    """Who accepts an invitation."""

    name = forms.CharField(label=Words("Your name", "Votre nom"), max_length=200,
                           widget=forms.TextInput({"autocomplete": "name"}))
    password = _secret(_NEW, "new-password")
    again = _secret(_AGAIN, "new-password")


class NewPassword(_NewPassword):
    """A password set anew by a link."""

    password = _secret(_NEW, "new-password")
    again = _secret(_AGAIN, "new-password")


class OwnPassword(_NewPassword):
    """One's password, changed."""

    old = _secret(Words("Present password", "Mot de passe actuel"), "current-password")
    password = _secret(_NEW, "new-password")
    again = _secret(_AGAIN, "new-password")


class OwnName(Form):
    """One's name."""

    name = forms.CharField(label=NAME, max_length=200,
                           widget=forms.TextInput({"autocomplete": "name"}))
