"""Calls, applications to them, the projects that they fund, and accredited centres.

A call, a project and a centre are public, but for people and money that is not
granted; an application is confidential. What is granted to a project is a public
decision: it is the one amount that has no mark.
"""

from django.db import models
from django.db.models import Q

from belvedere.register.accounts.models import Account
from belvedere.register.desk.columns import (
    Mark,
    called,
    choice,
    codes,
    day,
    line,
    money,
    place,
    prose,
)
from belvedere.register.desk.models import Dossier, Period, states_known
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.workflows import APPLICATION, CALL, CENTRE, PROJECT
from belvedere.register.organisations.columns import in_order, known, partial
from belvedere.tables.words import Words

DECISIONS = ("funded", "reserve", "refused")
CALLED = ("title", "programme", "theme", "unit", "partners", "opens", "closes", "criteria",
          "budget")
"""What describes a call."""
PROPOSED = ("title", "summary_en", "summary_fr", "investigator", "email", "unit", "partners",
            "discipline", "second_discipline", "theme")
"""What an application says of its project, and its project goes on with."""
ABOUT_CENTRE = ("kind", "title", "unit", "partners", "theme", "director")


class CallForProjects(Dossier):
    """One call for projects."""

    WORKFLOW, PREFIX = CALL, "CA"
    SEARCHED = ("title", "programme", "unit", "partners")

    opened = day(Words("Prepared since", "Préparé depuis"))
    unit = place(Words("Run by", "Porté par"))
    title = line(Words("Title", "Titre"))
    programme = line(Words("Programme", "Programme"), length=200, db_index=True)
    theme = choice(Words("Theme", "Thème"), words.THEMES, blank=True)
    partners = line(Words("Partners who fund with it", "Partenaires qui financent avec lui"))
    criteria = prose(Words("Criteria", "Critères"))
    opens = day(Words("Opens", "Ouvre"))
    closes = day(Words("Closes, last day of receipt", "Clôture, dernier jour de réception"))
    budget = money(Words("Budget, in euros", "Budget, en euros"))
    settled = day(Words("All decided", "Tout est décidé"))

    class Meta(Dossier.Meta):
        abstract = False
        constraints = (states_known(CALL), known("theme", ("", *words.THEMES)),
                       in_order("opens", "closes"))

    def moved(self, on: str) -> None:
        if self.state == "open":
            self.opens = on
        elif self.state == "closed":
            self.closes = on
        elif self.state == "decided":
            self.settled = on


class Proposal(Dossier):
    """What an application and a funded project both say."""

    SEARCHED = ("title", "unit", "call", "investigator")

    call = called(models.ForeignKey(CallForProjects, models.PROTECT, related_name="%(class)ss"),
                  Words("Call", "Appel"))
    title = line(Words("Title", "Titre"))
    summary_en = prose(Words("Lay summary (English)", "Résumé grand public (anglais)"))
    summary_fr = prose(Words("Lay summary (French)", "Résumé grand public (français)"))
    investigator = line(Words("Lead investigator", "Porteur du projet"), Mark.PERSONAL, 200)
    email = called(models.EmailField(blank=True),
                   Words("Lead investigator’s e-mail", "Courriel du porteur"), Mark.PERSONAL)
    partners = prose(Words("Partners, one on each line", "Partenaires, un par ligne"))
    discipline = choice(Words("Main discipline", "Discipline principale"), words.DISCIPLINES,
                        blank=True)
    second_discipline = choice(Words("Second discipline", "Seconde discipline"),
                               words.DISCIPLINES, blank=True)
    theme = choice(Words("Theme", "Thème"), words.THEMES, blank=True)

    class Meta(Dossier.Meta):
        abstract = True
        constraints = tuple(known(name, ("", *vocabulary)) for name, vocabulary in (
            ("discipline", words.DISCIPLINES), ("second_discipline", words.DISCIPLINES),
            ("theme", words.THEMES)))


class FundedProject(Proposal):
    """One project that a call funds, from the decision to its results."""

    WORKFLOW, PREFIX = PROJECT, "FP"

    opened = day(Words("Granted on", "Accordé le"))
    granted = money(Words("Amount granted, in euros", "Montant accordé, en euros"), public=True)
    ends = day(Words("Planned end", "Fin prévue"))
    ended = day(Words("Ended", "Terminé"))
    results = prose(Words("Results", "Résultats"))
    publications = codes(Words("Publications", "Publications"), words.PUBLICATION,
                         Words("A DOI, or PMID: and its number", "Un DOI, ou PMID: et son numéro"))
    next_report = day(Words("Next report due", "Prochain rapport dû"), Mark.CONFIDENTIAL)
    next_instalment = day(Words("Next instalment due", "Prochain versement dû"), Mark.MONEY)

    class Meta(Proposal.Meta):
        abstract = False
        constraints = (*Proposal.Meta.constraints, states_known(PROJECT),
                       in_order("opened", "ended"))
        indexes = (*Proposal.Meta.indexes, *(
            models.Index(fields=("state", due), name=f"fundedproject_{due}")
            for due in ("next_report", "next_instalment", "ends")))

    def moved(self, on: str) -> None:
        if self.state in ("results_awaited", "abandoned"):
            self.ended = on


class FundingApplication(Proposal):
    """One application to a call."""

    WORKFLOW, PREFIX = APPLICATION, "FA"
    CONFIDENTIAL = ("title", "summary_en", "summary_fr", "partners")

    asked = money(Words("Amount asked, in euros", "Montant demandé, en euros"))
    project = called(models.OneToOneField(FundedProject, models.PROTECT, null=True, blank=True,
                                          related_name="application"),
                     Words("Project", "Projet"))
    decided = day(Words("First decision", "Première décision"))
    decision = choice(Words("Decision", "Décision"),
                      {name: APPLICATION.states[name] for name in DECISIONS}, blank=True)

    class Meta(Proposal.Meta):
        abstract = False
        constraints = (
            *Proposal.Meta.constraints, states_known(APPLICATION),
            models.CheckConstraint(condition=Q(decided="", decision="") | (
                ~Q(decided="") & Q(decision__in=DECISIONS)),
                name="a_funding_decision_has_its_date"),
            models.CheckConstraint(condition=Q(project=None) | Q(decision="funded"),
                                   name="only_what_is_funded_has_a_project"))

    def moved(self, on: str) -> None:
        if self.state in DECISIONS:
            self.decided, self.decision = self.decided or on, self.state


class AccreditedCentre(Dossier):
    """One centre that is accredited, was, or would be."""

    WORKFLOW, PREFIX = CENTRE, "CE"
    SEARCHED = ("title", "unit", "partners", "director")

    opened = day(Words("Applied on", "Candidat depuis"))
    unit = place(Words("Unit or site", "Unité ou site"))
    kind = choice(Words("Kind", "Type"), words.CENTRES)
    title = line(Words("Name", "Nom"), length=300)
    partners = line(Words("Partners", "Partenaires"))
    theme = choice(Words("Theme", "Thème"), words.THEMES, blank=True)
    director = line(Words("Director", "Directeur"), Mark.PERSONAL, 200)
    until = day(Words("Accredited until", "Labellisé jusqu’au"))

    class Meta(Dossier.Meta):
        abstract = False
        constraints = (states_known(CENTRE), known("kind", words.CENTRES),
                       known("theme", ("", *words.THEMES)))


class CallPeriod(Period):
    """How long a call was in a state."""

    dossier = models.ForeignKey(CallForProjects, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(CALL))


class FundingApplicationPeriod(Period):
    """How long an application was in a state."""

    dossier = models.ForeignKey(FundingApplication, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(APPLICATION))


class FundedProjectPeriod(Period):
    """How long a project was in a state."""

    dossier = models.ForeignKey(FundedProject, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(PROJECT))


class CentrePeriod(Period):
    """How long a centre was in a state."""

    dossier = models.ForeignKey(AccreditedCentre, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(CENTRE))


class ApplicationUnit(models.Model):
    """A unit that applies beside the first."""

    dossier = models.ForeignKey(FundingApplication, models.CASCADE, related_name="units")
    unit = place(Words("Unit", "Unité"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dossier", "unit"),
                                               name="a_unit_applies_once"),)


class ProjectUnit(models.Model):
    """A unit that makes a project beside the first."""

    dossier = models.ForeignKey(FundedProject, models.CASCADE, related_name="units")
    unit = place(Words("Unit", "Unité"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dossier", "unit"),
                                               name="a_unit_makes_it_once"),)


class PanelMember(models.Model):
    """Somebody who reviews the applications to a call, and the unit that they are of."""

    call = models.ForeignKey(CallForProjects, models.CASCADE, related_name="members")
    account = called(models.ForeignKey(Account, models.PROTECT, related_name="funding_panels"),
                     Words("Member", "Membre"), Mark.PERSONAL)
    unit = place(Words("Their unit, where they have one", "Son unité, s’il en a une"),
                 null=True, blank=True)
    appointed = day(Words("Appointed", "Nommé"))
    ended = day(Words("Discharged", "Déchargé"))

    class Meta:
        constraints = (
            in_order("appointed", "ended"),
            models.UniqueConstraint(fields=("call", "account"), name="a_member_once"))


class PanelReview(models.Model):
    """One member's review of one application: what they declare, and their opinion."""

    application = models.ForeignKey(FundingApplication, models.CASCADE, related_name="reviews")
    member = called(models.ForeignKey(PanelMember, models.PROTECT, related_name="reviews"),
                    Words("Member", "Membre"), Mark.PERSONAL)
    asked = day(Words("Asked", "Sollicité"))
    conflict = choice(Words("Conflict of interest", "Conflit d’intérêts"), words.CONFLICTS,
                      Mark.CONFIDENTIAL, blank=True)
    conflict_told = prose(Words("Which", "Lequel"), Mark.CONFIDENTIAL)
    opinion = choice(Words("Opinion", "Avis"), words.OPINIONS, Mark.CONFIDENTIAL, blank=True)
    report = prose(Words("Report", "Rapport"), Mark.CONFIDENTIAL)
    given = day(Words("Opinion given", "Avis rendu"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "member"), name="a_member_reviews_once"),
            models.CheckConstraint(condition=Q(opinion="") | Q(conflict="none"),
                                   name="no_panel_opinion_in_conflict"))


class Instalment(models.Model):
    """One part of what is granted: due on a day, and paid since one."""

    project = models.ForeignKey(FundedProject, models.CASCADE, related_name="instalments")
    due = day(Words("Due", "Échéance"))
    amount = money(Words("Amount, in euros", "Montant, en euros"))
    paid = day(Words("Paid", "Versé"), Mark.MONEY)


class DueReport(models.Model):
    """One report that a project owes."""

    project = models.ForeignKey(FundedProject, models.CASCADE, related_name="reports")
    kind = choice(Words("Report", "Rapport"), words.REPORTS)
    due = day(Words("Due", "Échéance"))
    received = day(Words("Received", "Reçu"))

    @property
    def kind_words(self) -> Words:
        return words.REPORTS[self.kind]

    class Meta:
        constraints = (known("kind", words.REPORTS),)


class Accreditation(models.Model):
    """A time for which a centre is accredited; a renewal is another that follows it."""

    centre = models.ForeignKey(AccreditedCentre, models.CASCADE, related_name="accreditations")
    start = partial()
    end = partial()
    because = prose(Words("Decision", "Décision"))

    class Meta:
        constraints = (
            in_order("start", "end"),
            models.UniqueConstraint(fields=("centre", "start"), name="an_accreditation_once"))
