"""What people fill in at the partnerships desk."""

from django import forms
from django.core.exceptions import ValidationError

from belvedere.register.desk.forms import DeskForm, dated, form_of, long, reason
from belvedere.register.organisations.forms import OneOrganisation
from belvedere.register.partnerships import models
from belvedere.tables.words import Words

_OPENED = ("opened", "number")
AGREEMENT = ("kind", "title", "unit", "country", "until", "notes")
INFRASTRUCTURE = ("title", "acronym", "level", "unit", "country", "notes")
DISTINCTION = ("kind", "title", "person", "email", "unit", "country", "project", "notes")
ASSOCIATION = ("title", "disease", "unit", "country", "contact", "email", "notes")
MEETING = ("title", "unit", "planned", "notes")
PLAN = ("title", "ministry", "unit", "notes")
EXPERTISE = ("kind", "title", "requester", "unit", "country", "due", "experts", "notes")
NEEDED = ("kind", "title", "unit", "level", "person", "planned")


class OneAssociation(forms.CharField):
    """An association by its number, or by its whole name."""

    hint = Words("Its number, such as S2014-012, or its name",
                 "Son numéro, tel que S2014-012, ou son nom")

    def clean(self, value):
        text = super().clean(value)
        found = list(models.PatientAssociation.objects.filter(number=text)[:1]) or list(
            models.PatientAssociation.objects.filter(title__iexact=text)[:2])
        if len(found) != 1:
            raise ValidationError(Words(
                f"There is no association {text}, or more than one: give its number.",
                f"Il n’y a pas d’association {text}, ou plusieurs : donnez son numéro.",
            )(self.language))
        return found[0]


def _opening(model, names: tuple[str, ...], **more) -> type[DeskForm]:
    needed = ("opened", *(name for name in names if name in NEEDED))
    made = form_of(model, (*_OPENED, *names), needed, **more, why=reason())
    made.base_fields["number"].hint = Words(
        "Only where it has one already: else the next is given",
        "Seulement s’il en a déjà un : sinon le suivant est donné")
    return made


def _changing(model, names: tuple[str, ...]) -> type[DeskForm]:
    return form_of(model, names, tuple(n for n in names if n in NEEDED), why=reason())


OpenAgreement = _opening(models.CooperationAgreement, AGREEMENT, partner=OneOrganisation(
    label=Words("First partner", "Premier partenaire"), required=False))
ChangeAgreement = _changing(models.CooperationAgreement, AGREEMENT)
OpenInfrastructure = _opening(models.Infrastructure, INFRASTRUCTURE)
ChangeInfrastructure = _changing(models.Infrastructure, INFRASTRUCTURE)
OpenDistinction = _opening(models.Distinction, DISTINCTION)
ChangeDistinction = _changing(models.Distinction, DISTINCTION)
OpenAssociation = _opening(models.PatientAssociation, ASSOCIATION)
ChangeAssociation = _changing(models.PatientAssociation, ASSOCIATION)
OpenMeeting = _opening(models.FocusMeeting, MEETING)
ChangeMeeting = _changing(models.FocusMeeting, MEETING)
OpenPlan = _opening(models.CoordinatedPlan, PLAN)
ChangePlan = _changing(models.CoordinatedPlan, PLAN)
OpenExpertise = _opening(models.PublicExpertise, EXPERTISE)
ChangeExpertise = _changing(models.PublicExpertise, EXPERTISE)


class Partner(DeskForm):
    """One partner."""

    partner = OneOrganisation(label=Words("Partner", "Partenaire"))
    why = reason()


class Renewal(DeskForm):
    """The agreement that is to renew one."""

    on = dated(Words("Drafted on", "En projet depuis le"))
    until = dated(Words("Until, by its text", "Jusqu’au, d’après son texte"), required=False)
    why = reason()


class Meet(DeskForm):
    """A meeting was held."""

    on = dated(Words("Held on", "Tenue le"))
    to_do = long(Words("What is to follow", "Suites à donner"), required=False)
    due = dated(Words("By when", "Échéance des suites"), required=False)
    why = reason()


class Attend(DeskForm):
    """An association that was there."""

    association = OneAssociation(label=Words("Association", "Association"))


AddMilestone = form_of(models.Milestone, ("action", "title", "due"), ("title", "due"))


def _rank() -> forms.IntegerField:
    return forms.IntegerField(label=Words("Number of the milestone", "Numéro du jalon"),
                              min_value=1, max_value=10_000)


class Reach(DeskForm):
    """A milestone is reached."""

    rank = _rank()
    on = dated(Words("Reached on", "Atteint le"))
    why = reason()


class Postpone(DeskForm):
    """A milestone gets another day."""

    rank = _rank()
    due = dated(Words("Now due", "Nouvelle échéance"))
    why = reason(required=True)
