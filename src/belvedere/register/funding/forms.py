"""What people fill in at the funding desk."""

from django import forms
from django.core.exceptions import ValidationError

from belvedere.register.desk.forms import (
    Amount,
    Codes,
    DeskForm,
    dated,
    form_of,
    long,
    pick,
    reason,
)
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.models import (
    ABOUT_CENTRE,
    CALLED,
    PROPOSED,
    AccreditedCentre,
    CallForProjects,
    FundedProject,
    FundingApplication,
    PanelReview,
    ProjectUnit,
)
from belvedere.register.organisations.forms import OneOrganisation
from belvedere.tables.words import Words

PROJECT = (*PROPOSED, "granted", "ends", "results", "publications")
_NUMBER = Words("Only where it has one already: else the next is given",
                "Seulement s’il en a déjà un : sinon le suivant est donné")
_ASKED = (*PROPOSED, "asked")


class OneCall(forms.CharField):
    """A call by its number."""

    hint = Words("Its number, such as CA2014-001", "Son numéro, tel que CA2014-001")

    def clean(self, value):
        text = super().clean(value)
        found = CallForProjects.objects.filter(number=text).first() if text else None
        if text and found is None:
            raise ValidationError(Words(f"There is no call {text}.",
                                        f"Il n’y a pas d’appel {text}.")(self.language))
        return found


Prepare = form_of(CallForProjects, ("opened", "number", *CALLED), ("opened", "title", "unit"),
                  why=reason())
Apply = form_of(FundingApplication, ("opened", "number", *_ASKED),
                ("opened", "title", "unit", "discipline"),
                call=OneCall(label=Words("Call", "Appel")), why=reason())
Propose = form_of(AccreditedCentre, ("opened", "number", *ABOUT_CENTRE),
                  ("opened", "kind", "title", "unit"), why=reason())
for _form in (Prepare, Apply, Propose):
    _form.base_fields["number"].hint = _NUMBER
ChangeCall = form_of(CallForProjects, CALLED, ("title", "unit"), why=reason())
ChangeApplication = form_of(FundingApplication, _ASKED, ("title", "unit"), why=reason())
ChangeProject = form_of(FundedProject, PROJECT, ("title", "unit", "granted"), why=reason())
ChangeCentre = form_of(AccreditedCentre, ABOUT_CENTRE, ("kind", "title", "unit"), why=reason())
OneUnit = form_of(ProjectUnit, ("unit",), ("unit",), why=reason())
Declare = form_of(PanelReview, ("conflict", "conflict_told"), ("conflict",))
Judge = form_of(PanelReview, ("opinion", "report"), ("opinion", "report"), on=dated())


class Appoint(DeskForm):
    """A new member of a panel."""

    member = forms.EmailField(label=Words("Member’s e-mail", "Courriel du membre"))
    unit = OneOrganisation(required=False, label=Words(
        "Their unit, where they have one", "Son unité, s’il en a une"))
    on = dated()


class Member(DeskForm):
    """One member of a panel."""

    member = forms.EmailField(label=Words("Member’s e-mail", "Courriel du membre"))
    on = dated()


class Fund(DeskForm):
    """The decision to fund."""

    on = dated()
    granted = Amount(label=Words("Amount granted, in euros", "Montant accordé, en euros"))
    why = reason()


class PlanInstalment(DeskForm):
    """A part of what is granted, to be paid."""

    due = dated(Words("Due on", "Échéance"))
    amount = Amount(label=Words("Amount, in euros", "Montant, en euros"))


class On(DeskForm):
    """A day."""

    on = dated()


class PlanReport(DeskForm):
    """A report that is due."""

    kind = pick(Words("Report", "Rapport"), words.REPORTS)
    due = dated(Words("Due on", "Échéance"))


class Close(DeskForm):
    """The results of a project."""

    on = dated()
    results = long(Words("Results", "Résultats"), required=False)
    publications = Codes(words.PUBLICATION, True, Words(
        "A DOI, or PMID: and its number", "Un DOI, ou PMID: et son numéro"),
        label=Words("Publications", "Publications"), required=False, max_length=1000)
    why = reason()


class Accredit(DeskForm):
    """An accreditation for a time."""

    on = dated(Words("From", "À partir du"))
    until = dated(Words("Until", "Jusqu’au"))
    why = reason()


class Renew(DeskForm):
    """A renewal."""

    on = dated(Words("From, unless from its end on", "À partir du, sinon de son terme"),
               required=False)
    until = dated(Words("Until", "Jusqu’au"))
    why = reason()
