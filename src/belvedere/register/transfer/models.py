"""Disclosures, patent families, contracts, start-ups, and what hangs on each.

What an invention is, what a contract says and what either costs or earns is not for
everybody, nor who the inventors are. Start-ups are public, but for money and founders.
"""

from django.db import models
from django.db.models import Q

from belvedere.register.desk.columns import (
    Mark,
    called,
    choice,
    day,
    line,
    money,
    place,
    prose,
)
from belvedere.register.desk.models import Dossier, Period, states_known
from belvedere.register.organisations.columns import in_order, known, one_of
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.workflows import CONTRACT, DISCLOSURE, FAMILY, STARTUP
from belvedere.tables.words import Words

INVENTION = ("title", "summary", "unit", "field")
"""What describes an invention: a disclosure says it, and its family goes on with it."""


class Invention(Dossier):
    """What a disclosure and a family both say."""

    SEARCHED = ("title", "unit")

    title = line(Words("Title", "Titre"), Mark.CONFIDENTIAL)
    summary = prose(Words("Summary", "Résumé"), Mark.CONFIDENTIAL)
    field = choice(Words("Field", "Domaine"), words.FIELDS, blank=True)

    class Meta(Dossier.Meta):
        abstract = True
        constraints = (known("field", ("", *words.FIELDS)),)


class PatentFamily(Invention):
    """Applications for one invention, from the decision to file on.

    ``entered`` is when it came into the portfolio first; abandoned and restored, it has
    several periods there. ``next_annuity`` is the first that is due and not paid.
    """

    WORKFLOW, PREFIX = FAMILY, "F"

    entered = day(Words("In the portfolio since", "Au portefeuille depuis"))
    next_annuity = day(Words("Next annuity", "Prochaine annuité"))

    class Meta(Invention.Meta):
        abstract = False
        constraints = (*Invention.Meta.constraints, states_known(FAMILY))

    def moved(self, on: str) -> None:
        if self.state == "in_portfolio" and not self.entered:
            self.entered = on


class InventionDisclosure(Invention):
    """One invention that a unit tells the desk of."""

    WORKFLOW, PREFIX = DISCLOSURE, "D"
    SEARCHED = ("title", "unit", "inventors")

    inventors = line(Words("Inventors", "Inventeurs"), Mark.PERSONAL)
    decided = day(Words("Decided", "Décidée"))
    family = called(models.ForeignKey(PatentFamily, models.PROTECT, null=True, blank=True,
                                      related_name="disclosures"),
                    Words("Patent family", "Famille de brevets"))

    class Meta(Invention.Meta):
        abstract = False
        constraints = (*Invention.Meta.constraints, states_known(DISCLOSURE))

    def moved(self, on: str) -> None:
        if self.state in ("retained", "not_retained"):
            self.decided = on


class ProofOfConcept(models.Model):
    """One support to show that a disclosed invention works."""

    disclosure = models.ForeignKey(InventionDisclosure, models.CASCADE, related_name="supports")
    start = day(Words("From", "Depuis"))
    end = day(Words("To", "Jusqu’au"))
    funder = line(Words("Funder", "Financeur"), Mark.CONFIDENTIAL, 300)
    amount = money(Words("Amount, in euros", "Montant, en euros"))

    class Meta:
        constraints = (in_order("start", "end"),
                       models.UniqueConstraint(fields=("disclosure", "start"),
                                               name="a_support_begins_once"))


class PatentApplication(models.Model):
    """One application of a family at one office. Its number begins with the office's letters."""

    family = models.ForeignKey(PatentFamily, models.CASCADE, related_name="applications")
    number = models.CharField(max_length=30, unique=True)
    office = one_of(2, words.OFFICES)
    kind = one_of(20, words.FILINGS)
    filed = day(Words("Filed", "Déposée"))
    status = one_of(20, words.STATUSES)
    status_since = day(Words("Status since", "Statut depuis"))

    class Meta:
        constraints = (known("office", words.OFFICES), known("kind", words.FILINGS),
                       known("status", words.STATUSES), in_order("filed", "status_since"))
        indexes = (models.Index(fields=("family", "kind", "filed"), name="filings_of"),)

    def __str__(self) -> str:
        return self.number

    @property
    def told(self) -> tuple[Words, Words, Words]:
        """Office, kind and status as they are told."""
        return words.OFFICES[self.office], words.FILINGS[self.kind], words.STATUSES[self.status]


class PatentOwner(models.Model):
    """One owner of a family and its share; the shares of a family add up to 100."""

    family = models.ForeignKey(PatentFamily, models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=5, decimal_places=2, help_text="Per cent.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("family", "organisation"), name="an_owner_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="a_share"))

    @property
    def percent(self) -> float:
        return float(self.share)


class Inventor(models.Model):
    """One inventor of a family, and the unit they were in."""

    family = models.ForeignKey(PatentFamily, models.CASCADE, related_name="inventors")
    name = line(Words("Name", "Nom"), Mark.PERSONAL, 200)
    unit = place(Words("Unit", "Unité"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("family", "name"), name="an_inventor_once"),)


class Annuity(models.Model):
    """One yearly fee that keeps an application in force."""

    application = models.ForeignKey(PatentApplication, models.CASCADE, related_name="annuities")
    due = day(Words("Due", "Échéance"))
    paid = day(Words("Paid", "Payée"))
    amount = money(Words("Amount, in euros", "Montant, en euros"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "due"), name="an_annuity_once"),)


class TransferContract(Dossier):
    """One contract, however many partners it has.

    ``begins`` and ``until`` are as it says: it is in force from the one until the day
    before the other, or until it ended.
    """

    WORKFLOW, PREFIX = CONTRACT, "C"
    SEARCHED = ("title", "unit")

    kind = choice(Words("Kind", "Type"), words.CONTRACTS)
    title = line(Words("Subject", "Objet"), Mark.CONFIDENTIAL)
    field = choice(Words("Field", "Domaine"), words.FIELDS, blank=True)
    signed = day(Words("Signed", "Signé"))
    begins = day(Words("In force from", "En vigueur à compter du"))
    until = day(Words("In force until", "En vigueur jusqu’au"))
    ended = day(Words("Ended", "Terminé"))
    amount = money(Words("Amount, in euros", "Montant, en euros"))
    terms = prose(Words("Financial terms", "Conditions financières"), Mark.MONEY)

    class Meta(Dossier.Meta):
        abstract = False
        constraints = (known("field", ("", *words.FIELDS)), known("kind", words.CONTRACTS),
                       states_known(CONTRACT), in_order("begins", "until"))

    def moved(self, on: str) -> None:
        if self.state == "signed":
            self.signed = on
        elif self.state in ("ended", "terminated"):
            self.ended = on


class ContractPartner(models.Model):
    """One partner of a contract, and its size when it joined."""

    contract = models.ForeignKey(TransferContract, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    size = choice(Words("Size", "Taille"), words.SIZES)

    class Meta:
        constraints = (
            known("size", words.SIZES),
            models.UniqueConstraint(fields=("contract", "organisation"), name="a_partner_once"))

    @property
    def size_words(self) -> Words:
        return words.SIZES[self.size]


class ContractFamily(models.Model):
    """One family that a contract is about."""

    contract = models.ForeignKey(TransferContract, models.CASCADE, related_name="about")
    family = models.ForeignKey(PatentFamily, models.PROTECT, related_name="contracts")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("contract", "family"), name="about_a_family_once"),)


class StartUp(Dossier):
    """One company that is founded on what a unit found."""

    WORKFLOW, PREFIX = STARTUP, "S"
    SEARCHED = ("title", "unit", "founders")

    title = line(Words("Name", "Nom"))
    pitch = prose(Words("What it does", "Ce qu’elle fait"))
    field = choice(Words("Field", "Domaine"), words.FIELDS, blank=True)
    website = called(models.URLField(max_length=500, blank=True), Words("Site", "Site"))
    company = place(Words("Company in the register", "Entreprise du registre"),
                    null=True, blank=True)
    founders = line(Words("Founders", "Fondateurs"), Mark.PERSONAL)
    capital = money(Words("Capital raised, in euros", "Capital levé, en euros"))
    founded = day(Words("Founded", "Créée"))
    ended = day(Words("Acquired or ceased", "Rachetée ou cessée"))

    class Meta(Dossier.Meta):
        abstract = False
        constraints = (known("field", ("", *words.FIELDS)), states_known(STARTUP),
                       in_order("founded", "ended"))

    def moved(self, on: str) -> None:
        if self.state == "founded":
            self.founded = on
        elif self.state in ("acquired", "ceased"):
            self.ended = on


class InventionDisclosurePeriod(Period):
    """How long a disclosure was in a state."""

    dossier = models.ForeignKey(InventionDisclosure, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(DISCLOSURE))


class PatentFamilyPeriod(Period):
    """How long a family was in a state: in the portfolio, abandoned, in it again."""

    dossier = models.ForeignKey(PatentFamily, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(FAMILY))


class TransferContractPeriod(Period):
    """How long a contract was in a state."""

    dossier = models.ForeignKey(TransferContract, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(CONTRACT))


class StartUpPeriod(Period):
    """How long a start-up was in a state."""

    dossier = models.ForeignKey(StartUp, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        abstract = False
        constraints = (*Period.Meta.constraints, states_known(STARTUP))
