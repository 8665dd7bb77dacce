"""Requests, the projects that favourable ones open, and what hangs on either.

A request is confidential: what is asked, by whom and what was answered. A project
is public, but for who leads it, its money and its participants one by one.
"""

from django.db import models
from django.db.models import Q

from belvedere.register.accounts.models import Account
from belvedere.register.clinical import vocabularies as words
from belvedere.register.clinical.workflows import PROJECT, REQUEST
from belvedere.register.desk.columns import (
    Mark,
    called,
    choice,
    codes,
    count,
    day,
    line,
    money,
    person,
    prose,
)
from belvedere.register.desk.models import Dossier, Period, states_known
from belvedere.register.organisations.columns import in_order, known, one_of, partial
from belvedere.register.organisations.models import Held
from belvedere.tables.words import Words

DECISIONS = tuple(words.OPINIONS)
STUDY = ("title", "summary_en", "summary_fr", "investigator", "email", "unit", "sites", "category",
         "product", "phase", "mesh", "orpha", "planned", "funding", "amount", "nct", "eudract",
         "ctis", "id_rcb")
"""What describes a study: a request says it, and its project goes on with it."""
REGISTRATIONS = ("nct", "eudract", "ctis", "id_rcb")


class Study(Dossier):
    """What a request and a project both say of the study."""

    SEARCHED = ("title", "unit", "investigator", "nct", "eudract", "ctis", "id_rcb")

    title = line(Words("Title", "Titre"))
    summary_en = prose(Words("Lay summary (English)", "Résumé grand public (anglais)"))
    summary_fr = prose(Words("Lay summary (French)", "Résumé grand public (français)"))
    investigator = person(Words("Coordinating investigator", "Investigateur coordonnateur"))
    email = called(models.EmailField(blank=True),
                   Words("Investigator’s e-mail", "Courriel de l’investigateur"), Mark.PERSONAL)
    sites = prose(Words("Sites, one on each line", "Centres, un par ligne"))
    category = choice(Words("Legal category", "Catégorie légale"), words.CATEGORIES, blank=True)
    product = choice(Words("On", "Porte sur"), words.PRODUCTS, blank=True)
    phase = choice(Words("Phase", "Phase"), words.PHASES, blank=True)
    mesh = codes(Words("Diseases (MeSH)", "Maladies (MeSH)"), words.MESH,
                 Words("Descriptors of MeSH, such as D009369", "Descripteurs MeSH, tels D009369"))
    orpha = codes(Words("Rare diseases (ORPHA)", "Maladies rares (ORPHA)"), words.ORPHA,
                  Words("Numbers of Orphanet, such as ORPHA:558",
                        "Numéros d’Orphanet, tels ORPHA:558"))
    planned = count(Words("Participants planned", "Participants prévus"))
    funding = line(Words("Funding", "Financement"), length=300)
    amount = money(Words("Amount of funding, in euros", "Montant du financement, en euros"))
    nct = codes(Words("ClinicalTrials.gov number", "Numéro ClinicalTrials.gov"), words.NCT,
                Words("NCT and eight digits", "NCT et huit chiffres"), several=False,
                db_index=True)
    eudract = codes(Words("EudraCT number", "Numéro EudraCT"), words.EUDRACT,
                    Words("Such as 2011-004321-12", "Tel que 2011-004321-12"), several=False)
    ctis = codes(Words("CTIS number (EU CT)", "Numéro CTIS (EU CT)"), words.CTIS,
                 Words("Such as 2023-501234-12-00", "Tel que 2023-501234-12-00"), several=False)
    id_rcb = codes(Words("ID-RCB number", "Numéro ID-RCB"), words.ID_RCB,
                   Words("Such as 2014-A00123-44", "Tel que 2014-A00123-44"), several=False)

    class Meta(Dossier.Meta):
        abstract = True
        constraints = tuple(known(name, ("", *vocabulary)) for name, vocabulary in (
            ("category", words.CATEGORIES), ("product", words.PRODUCTS), ("phase", words.PHASES)))


class ClinicalProject(Study):
    """One study that the institute sponsors, from the decision to sponsor it to its results."""

    WORKFLOW, PREFIX = PROJECT, "P"

    ended = day(Words("Ended", "Terminé"))
    posted = day(Words("Results posted", "Résultats déposés"))
    published = day(Words("Results published", "Résultats publiés"))
    publications = codes(Words("Publications", "Publications"), words.PUBLICATION,
                         Words("A DOI, or PMID: and its number", "Un DOI, ou PMID: et son numéro"))

    class Meta(Study.Meta):
        abstract = False
        indexes = (*Study.Meta.indexes,
                   models.Index(fields=("state", "ended", "id"), name="projects_by_end"))
        constraints = (*Study.Meta.constraints, states_known(PROJECT), in_order("opened", "ended"),
                       *(models.UniqueConstraint(fields=(name,), condition=~Q(**{name: ""}),
                                                 name=f"{name}_of_one_project")
                         for name in REGISTRATIONS))

    def moved(self, on: str) -> None:
        if self.state == "closed":
            self.ended = on


class ClinicalApplication(Study):
    """One request that is put to the desk."""

    WORKFLOW = REQUEST
    CONFIDENTIAL = ("title", "summary_en", "summary_fr", "sites", "planned", "funding", "nct",
                    "eudract", "ctis", "id_rcb")

    kind = choice(Words("Kind", "Type"), words.KINDS)
    project = called(models.ForeignKey(ClinicalProject, models.PROTECT, null=True, blank=True,
                                       related_name="applications"),
                     Words("Project", "Projet"))
    admitted = day(Words("Admissible since", "Recevable depuis"))
    decided = day(Words("First decision", "Première décision"))
    decision = choice(Words("Decision", "Décision"), words.OPINIONS, blank=True)

    class Meta(Study.Meta):
        abstract = False
        constraints = (
            *Study.Meta.constraints, states_known(REQUEST), known("kind", words.KINDS),
            models.CheckConstraint(condition=~Q(kind="amendment") | Q(project__isnull=False),
                                   name="an_amendment_is_of_a_project"),
            models.CheckConstraint(condition=Q(decided="", decision="") | (
                ~Q(decided="") & Q(decision__in=DECISIONS)), name="a_decision_has_its_date"))

    @property
    def kind_words(self) -> Words:
        return words.KINDS[self.kind]

    def moved(self, on: str) -> None:
        if self.state == "admissible":
            self.admitted = on
        if self.state in DECISIONS and not self.decided:
            self.decided, self.decision = on, self.state


class ClinicalApplicationPeriod(Period):
    """How long a request was in a state."""

    dossier = models.ForeignKey(ClinicalApplication, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(REQUEST))


class ClinicalProjectPeriod(Period):
    """How long a project was in a state."""

    dossier = models.ForeignKey(ClinicalProject, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(PROJECT))


class Review(models.Model):
    """One reviewer of one request: what they declare, and their opinion."""

    application = models.ForeignKey(ClinicalApplication, models.CASCADE, related_name="reviews")
    reviewer = called(models.ForeignKey(Account, models.PROTECT, related_name="clinical_reviews"),
                      Words("Reviewer", "Rapporteur"), Mark.PERSONAL)
    asked = day(Words("Asked", "Sollicité"))
    conflict = choice(Words("Conflict of interest", "Conflit d’intérêts"), words.CONFLICTS,
                      Mark.CONFIDENTIAL, blank=True)
    conflict_told = prose(Words("Which", "Lequel"), Mark.CONFIDENTIAL)
    opinion = choice(Words("Opinion", "Avis"), words.OPINIONS, Mark.CONFIDENTIAL, blank=True)
    report = prose(Words("Report", "Rapport"), Mark.CONFIDENTIAL)
    given = day(Words("Opinion given", "Avis rendu"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "reviewer"), name="a_reviewer_once"),
            models.CheckConstraint(condition=Q(opinion="") | Q(conflict="none"),
                                   name="no_opinion_in_conflict"))


class Question(models.Model):
    """One question to who made a request, and the answer."""

    application = models.ForeignKey(ClinicalApplication, models.CASCADE, related_name="questions")
    by = called(models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+"),
                Words("Asked by", "Posée par"), Mark.PERSONAL)
    text = prose(Words("Question", "Question"), Mark.CONFIDENTIAL)
    asked = day(Words("Asked", "Posée"))
    answer = prose(Words("Answer", "Réponse"), Mark.CONFIDENTIAL)
    answered = day(Words("Answered", "Répondue"))


class Hold(models.Model):
    """A time in which a project stood still. It goes on being active: only a close ends it."""

    STARTS, ENDS = "start", "end"

    project = models.ForeignKey(ClinicalProject, models.CASCADE, related_name="holds")
    kind = one_of(20, words.HOLDS)
    start = partial()
    end = partial()
    because = prose(Words("Why", "Motif"), Mark.CONFIDENTIAL)

    objects = Held.as_manager()

    @property
    def kind_words(self) -> Words:
        return words.HOLDS[self.kind]

    class Meta:
        constraints = (
            known("kind", words.HOLDS), in_order("start", "end"),
            models.UniqueConstraint(fields=("project", "kind"), condition=Q(end=""),
                                    name="a_hold_open_once"))


class Enrolment(models.Model):
    """How many participants joined a project up to a day, since the one before."""

    project = models.ForeignKey(ClinicalProject, models.CASCADE, related_name="enrolments")
    on = day(Words("Up to", "Jusqu’au"))
    participants = count(Words("New participants", "Nouveaux participants"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "on"), name="enrolled_once"),)
