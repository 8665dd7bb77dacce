"""What people fill in at the clinical desk."""

from django import forms
from django.core.exceptions import ValidationError

from belvedere.register.clinical import vocabularies as words
from belvedere.register.clinical.models import STUDY, ClinicalApplication, ClinicalProject, Review
from belvedere.register.desk.forms import Codes, DeskForm, dated, form_of, long, pick, reason
from belvedere.tables.words import Words


class OneProject(forms.CharField):
    """A project by its number."""

    hint = Words("Its number, such as P2014-012", "Son numéro, tel que P2014-012")

    def clean(self, value):
        text = super().clean(value)
        found = ClinicalProject.objects.filter(number=text).first() if text else None
        if text and found is None:
            raise ValidationError(Words(f"There is no project {text}.",
                                        f"Il n’y a pas de projet {text}.")(self.language))
        return found


_PROJECT = OneProject(label=Words("Project to be amended", "Projet à amender"), required=False)
Apply = form_of(ClinicalApplication, ("kind", "opened", "number", *STUDY), ("kind", "opened"),
                project=_PROJECT, why=reason())
Apply.base_fields["number"].hint = Words(
    "Only where it has one already: else the next is given",
    "Seulement s’il en a déjà un : sinon le suivant est donné")
ChangeApplication = form_of(ClinicalApplication, STUDY, ("title", "unit"), why=reason())
ChangeProject = form_of(ClinicalProject, STUDY, ("title", "unit"), why=reason())
Declare = form_of(Review, ("conflict", "conflict_told"), ("conflict",))
Opinion = form_of(Review, ("opinion", "report"), ("opinion", "report"), on=dated())


class AskReviewer(DeskForm):
    """Who is asked."""

    reviewer = forms.EmailField(label=Words("Reviewer’s e-mail", "Courriel du rapporteur"))
    on = dated()


class Ask(DeskForm):
    """A question."""

    text = long(Words("Question", "Question"))
    on = dated()


class Answer(DeskForm):
    """An answer."""

    answer = long(Words("Answer to the oldest question", "Réponse à la plus ancienne question"))
    on = dated()


class Hold(DeskForm):
    """A project stands still."""

    kind = pick(Words("Kind", "Type"), words.HOLDS)
    on = dated()
    why = reason(required=True)


class Resume(DeskForm):
    """A project goes on."""

    kind = pick(Words("Kind", "Type"), words.HOLDS)
    on = dated()
    why = reason()


class Enrol(DeskForm):
    """New participants."""

    participants = forms.IntegerField(
        label=Words("New participants", "Nouveaux participants"), min_value=0,
        max_value=10_000_000)
    on = dated(Words("Up to", "Jusqu’au"))


class Report(DeskForm):
    """The results of a project."""

    on = dated(Words("Results recorded on", "Résultats enregistrés le"))
    posted = dated(Words("Results posted on", "Résultats déposés le"), required=False)
    published = dated(Words("Results published on", "Résultats publiés le"), required=False)
    publications = Codes(words.PUBLICATION, True, Words(
        "A DOI, or PMID: and its number", "Un DOI, ou PMID: et son numéro"),
        label=Words("Publications", "Publications"), required=False, max_length=1000)
    why = reason()
