"""What people fill in about one fact of an organisation: to add, put right or take it back."""

from django import forms

from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.forms import RegisterForm, Settle
from belvedere.tables.words import Words

_WHY = Words("Why: text, decision or reason", "Motif : texte, décision ou raison")


def _start() -> forms.CharField:
    return forms.CharField(label=Words("From", "Depuis"), required=False)


def _end() -> forms.CharField:
    return forms.CharField(label=Words("To", "Jusqu’à"), required=False)


class _Optional(RegisterForm):
    """A form whose reason may be left out."""

    why = forms.CharField(label=_WHY, required=False)

    field_order = ("text", "language", "kind", "year", "profession", "employer", "headcount",
                   "scheme", "value", "start", "end", "why")


class _Corrects(RegisterForm):
    """A form that asks for the reason."""

    why = forms.CharField(label=_WHY)

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        self.order_fields([name for name in self.fields if name != "why"])


class Acronym(_Optional):
    """Another acronym from a date on."""

    text = forms.CharField(label=Words("Acronym", "Sigle"), max_length=100)
    start = forms.CharField(label=Words("From which date on", "À compter du"), required=False)


class _Named(RegisterForm):
    """A name of a kind, in a language, from a date to a date."""

    text = forms.CharField(label=Words("Name", "Nom"), max_length=500)
    kind = forms.ChoiceField(label=Words("What it is", "Ce que c’est"))
    language = forms.ChoiceField(label=Words("Language", "Langue"), required=False)
    start = _start()
    end = _end()

    choices = {"kind": ({k: words.NAME_KINDS[k] for k in ("alias", "official", "acronym")}, None),  # noqa: RUF012
               "language": (words.LANGUAGES, None)}


class Name(_Named, _Optional):
    """One more name."""


class Subject(_Optional):
    """A theme, a domain or a panel, from a date to a date."""

    scheme = forms.ChoiceField(label=Words("What it is", "Ce que c’est"))
    value = forms.CharField(label=Words("Theme, domain or panel", "Thème, domaine ou panel"),
                            max_length=200)
    start = _start()
    end = _end()

    choices = {"scheme": (words.SUBJECTS, None)}  # noqa: RUF012


class _Counted(RegisterForm):
    """How many of a profession, paid by an employer, at the end of a year."""

    year = forms.IntegerField(label=Words("Year", "Année"), min_value=1900, max_value=2200)
    profession = forms.CharField(label=Words("Profession", "Métier"), max_length=100)
    employer = forms.CharField(label=Words("Employer", "Employeur"), max_length=200,
                               required=False)
    headcount = forms.IntegerField(label=Words("People", "Personnes"), min_value=0,
                                   max_value=2_000_000_000)


class Staff(_Counted, _Optional):
    """One more count."""


class End(RegisterForm):
    """When it ended."""

    on = forms.CharField(label=Words("Ended on", "Terminée le"))
    because = forms.CharField(label=_WHY, max_length=500, required=False)


class TakeBack(RegisterForm):
    """Why it was never so."""

    why = forms.CharField(label=_WHY)


class CorrectName(_Named, _Corrects):
    """A name that was written wrongly."""


class CorrectCode(_Corrects):
    """An identifier that was written wrongly, or the dates of a label."""

    value = forms.CharField(label=Words("Identifier", "Identifiant"), max_length=100)
    start = _start()
    end = _end()


class CorrectPlace(Settle, _Corrects):
    """A place that was written wrongly."""

    on = None
    start = _start()
    end = _end()


class CorrectRelation(_Corrects):
    """The dates or the label of a relation."""

    start = _start()
    end = _end()
    label = forms.CharField(label=Words("Label, such as U 1138", "Label, comme U 1138"),
                            max_length=50, required=False)
    because = forms.CharField(label=Words("Text or decision that made it so",
                                          "Texte ou décision qui l’a établie"),
                              max_length=500, required=False)


class CorrectSubject(Subject, _Corrects):
    """A theme that was written wrongly."""


class CorrectStaff(_Counted, _Corrects):
    """A count that was written wrongly."""


CORRECT = {"name": CorrectName, "code": CorrectCode, "place": CorrectPlace,
           "relation": CorrectRelation, "subject": CorrectSubject, "staff": CorrectStaff}
