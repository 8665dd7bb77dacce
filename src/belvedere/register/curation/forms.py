"""What people fill in about a decision that was made."""

from django import forms

from belvedere.register.accounts.forms import Form
from belvedere.tables.words import Words


class Withdraw(Form):
    """Taking a decision back."""

    reason = forms.CharField(label=Words("Why", "Motif"), max_length=500)
