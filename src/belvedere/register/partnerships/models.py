"""The books of the partnerships desk, and what hangs on their dossiers.

Who is put forward or honoured, who speaks for an association and who gave an
expertise are personal; what is written of a meeting is confidential.
"""

from django.db import models
from django.db.models import Q

from belvedere.register.desk.columns import Mark, called, choice, day, line, place, prose
from belvedere.register.desk.models import Dossier, Period, states_known
from belvedere.register.organisations.columns import in_order, known
from belvedere.register.partnerships import vocabularies as words
from belvedere.register.partnerships import workflows
from belvedere.tables.words import Words


def country(title: Words):
    """A country, chosen by its name."""
    return called(models.CharField(max_length=2, blank=True), title, vocabulary=words.COUNTRIES)


class Matter(Dossier):
    """What every dossier of the desk says."""

    SEARCHED = ("title", "unit")

    title = line(Words("Title", "Titre"))
    country = country(Words("Country", "Pays"))
    notes = prose(Words("Notes", "Notes"), Mark.CONFIDENTIAL)

    class Meta(Dossier.Meta):
        abstract = True


class CooperationAgreement(Matter):
    """One agreement with partners. The one that renews it is another, of one line with it."""

    WORKFLOW, PREFIX = workflows.AGREEMENT, "A"

    kind = choice(Words("Kind", "Type"), words.AGREEMENTS)
    signed = day(Words("Signed", "Signé"))
    start = day(Words("In force from", "En vigueur du"))
    until = day(Words("Until, by its text", "Jusqu’au, d’après son texte"))
    end = day(Words("Ended", "Terminé"))
    renews = called(models.ForeignKey("self", models.PROTECT, null=True, blank=True,
                                      related_name="renewals"),
                    Words("Renews", "Renouvelle"))
    first = line(Words("First agreement of its line", "Premier accord de sa lignée"), length=20)

    class Meta(Matter.Meta):
        abstract = False
        constraints = (states_known(workflows.AGREEMENT), known("kind", words.AGREEMENTS),
                       in_order("start", "end"),
                       models.UniqueConstraint(fields=("renews",), name="renewed_once",
                                               condition=~Q(state="abandoned")))

    def moved(self, on: str) -> None:
        if name := {"signed": "signed", "active": "start", "ended": "end",
                    "renewed": "end"}.get(self.state):
            setattr(self, name, on)


class AgreementPartner(models.Model):
    """One organisation of the register with which an agreement is made."""

    agreement = models.ForeignKey(CooperationAgreement, models.CASCADE, related_name="partners")
    partner = place(Words("Partner", "Partenaire"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement", "partner"),
                                               name="an_agreement_has_a_partner_once"),)


class Infrastructure(Matter):
    """One infrastructure that the institute joins or coordinates; its country is its seat."""

    WORKFLOW, PREFIX = workflows.INFRASTRUCTURE, "I"
    SEARCHED = ("title", "acronym", "unit")

    acronym = line(Words("Acronym", "Sigle"), length=50)
    level = choice(Words("Level", "Niveau"), words.LEVELS)

    class Meta(Matter.Meta):
        abstract = False
        constraints = (states_known(workflows.INFRASTRUCTURE), known("level", words.LEVELS))


class Distinction(Matter):
    """Somebody put forward for a programme, a prize or an honour. Who it is stays here."""

    WORKFLOW, PREFIX = workflows.DISTINCTION, "D"
    SEARCHED = ("title", "unit", "person")

    kind = choice(Words("Kind", "Type"), words.DISTINCTIONS)
    person = line(Words("Who", "Qui"), Mark.PERSONAL, 200)
    email = called(models.EmailField(blank=True), Words("E-mail", "Courriel"), Mark.PERSONAL)
    project = line(Words("Project", "Projet"), Mark.CONFIDENTIAL)
    awarded = day(Words("Awarded", "Attribué"))

    class Meta(Matter.Meta):
        abstract = False
        constraints = (states_known(workflows.DISTINCTION), known("kind", words.DISTINCTIONS))

    def moved(self, on: str) -> None:
        if self.state == "awarded":
            self.awarded = on


class PatientAssociation(Matter):
    """One association of patients: in contact, in the network, in its focus group."""

    WORKFLOW, PREFIX = workflows.ASSOCIATION, "S"
    SEARCHED = ("title", "disease", "unit", "contact")

    disease = line(Words("Disease", "Maladie"), length=300)
    contact = line(Words("Who speaks for it", "Qui la représente"), Mark.PERSONAL, 200)
    email = called(models.EmailField(blank=True), Words("E-mail", "Courriel"), Mark.PERSONAL)

    class Meta(Matter.Meta):
        abstract = False
        constraints = (states_known(workflows.ASSOCIATION),)


class FocusMeeting(Matter):
    """One meeting of the focus group: its subject, who was there, what follows."""

    WORKFLOW, PREFIX = workflows.MEETING, "M"

    planned = day(Words("Planned on", "Prévue le"))
    held = day(Words("Held", "Tenue"))
    to_do = prose(Words("What is to follow", "Suites à donner"), Mark.CONFIDENTIAL)
    due = day(Words("To be followed up by", "Suites attendues le"))

    class Meta(Matter.Meta):
        abstract = False
        constraints = (states_known(workflows.MEETING),)

    def moved(self, on: str) -> None:
        if self.state == "held":
            self.held = on


class Attendance(models.Model):
    """One association that sat in one meeting."""

    meeting = models.ForeignKey(FocusMeeting, models.CASCADE, related_name="attendances")
    association = models.ForeignKey(PatientAssociation, models.PROTECT,
                                    related_name="attendances")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "association"),
                                               name="attended_once"),)


class CoordinatedPlan(Matter):
    """One plan that the institute coordinates for a ministry."""

    WORKFLOW, PREFIX = workflows.PLAN, "L"
    SEARCHED = ("title", "ministry", "unit")

    ministry = place(Words("Ministry", "Ministère"), null=True, blank=True)
    start = day(Words("Launched", "Lancé"))
    end = day(Words("Ended", "Terminé"))
    next_due = day(Words("Next milestone due", "Prochain jalon attendu"))

    class Meta(Matter.Meta):
        abstract = False
        constraints = (states_known(workflows.PLAN), in_order("start", "end"))

    def moved(self, on: str) -> None:
        if self.state == "running":
            self.start = on
        elif self.start and self.state in ("achieved", "stopped"):
            self.end = on


class Milestone(models.Model):
    """One step of one action of a plan, and the day by which it is due."""

    plan = models.ForeignKey(CoordinatedPlan, models.CASCADE, related_name="milestones")
    rank = models.PositiveIntegerField()
    action = line(Words("Action of the plan", "Action du plan"), length=300)
    title = line(Words("Milestone", "Jalon"), length=300)
    due = day(Words("Due", "Échéance"))
    reached = day(Words("Reached", "Atteint"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "rank"), name="a_milestone_once"),
            models.CheckConstraint(condition=~Q(due=""), name="a_milestone_is_due"))


class PublicExpertise(Matter):
    """One expertise given to a public decision; who gave it stays here."""

    WORKFLOW, PREFIX = workflows.EXPERTISE, "E"
    SEARCHED = ("title", "requester", "unit", "experts")

    kind = choice(Words("Kind", "Type"), words.EXPERTISES)
    requester = place(Words("Asked for by", "Demandée par"), null=True, blank=True)
    experts = prose(Words("Experts", "Experts"), Mark.PERSONAL)
    due = day(Words("Due", "Attendue le"))
    given = day(Words("Given", "Rendue"))

    class Meta(Matter.Meta):
        abstract = False
        constraints = (states_known(workflows.EXPERTISE), known("kind", words.EXPERTISES))

    def moved(self, on: str) -> None:
        if self.state == "given":
            self.given = on


class CooperationAgreementPeriod(Period):
    """How long an agreement was in a state."""

    dossier = models.ForeignKey(CooperationAgreement, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(workflows.AGREEMENT))


class InfrastructurePeriod(Period):
    """How long the institute was what it was to an infrastructure."""

    dossier = models.ForeignKey(Infrastructure, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(workflows.INFRASTRUCTURE))


class DistinctionPeriod(Period):
    """How long a distinction was in a state."""

    dossier = models.ForeignKey(Distinction, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(workflows.DISTINCTION))


class PatientAssociationPeriod(Period):
    """How long an association was where it was."""

    dossier = models.ForeignKey(PatientAssociation, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(workflows.ASSOCIATION))


class FocusMeetingPeriod(Period):
    """How long a meeting was in a state."""

    dossier = models.ForeignKey(FocusMeeting, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(workflows.MEETING))


class CoordinatedPlanPeriod(Period):
    """How long a plan was in a state."""

    dossier = models.ForeignKey(CoordinatedPlan, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(workflows.PLAN))


class PublicExpertisePeriod(Period):
    """How long an expertise was in a state."""

    dossier = models.ForeignKey(PublicExpertise, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(workflows.EXPERTISE))
