"""Dossiers and what hangs on any of them: periods, documents, comments, notifications.

What hangs on a dossier names it as the audit does, by its model and its number
in it, so that a new desk brings no tables but its own.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from belvedere.register.accounts.models import Account
from belvedere.register.desk.columns import called, day, place
from belvedere.register.desk.workflow import Workflow
from belvedere.register.organisations.columns import in_order, known, partial
from belvedere.register.organisations.models import Held
from belvedere.tables.words import Words


class Dossier(models.Model):
    """One file of a book: its number, its state since a day, and the unit it is of.

    ``version`` grows with each change: a form that was read before is refused. A
    concrete model has its WORKFLOW, the PREFIX of its numbers, and which columns are
    SEARCHED; its periods name it ``dossier``.
    """

    WORKFLOW: Workflow
    PREFIX = ""
    SEARCHED: tuple[str, ...] = ()

    number = called(models.CharField(max_length=20, unique=True), Words("Number", "Numéro"))
    opened = day(Words("Received", "Reçu"))
    state = called(models.CharField(max_length=30), Words("State", "État"))
    since = day(Words("Since", "Depuis"))
    unit = place(Words("Unit", "Unité"))
    version = models.PositiveIntegerField(default=1)
    searched = models.TextField(blank=True, help_text="What visitors find it by, folded.")
    searched_within = models.TextField(blank=True, help_text="The same with what has a mark.")

    class Meta:
        abstract = True
        indexes = (models.Index(fields=("opened", "id"), name="%(class)s_in_order"),
                   models.Index(fields=("state", "opened", "id"), name="%(class)s_by_state"),
                   models.Index(fields=("state", "since"), name="%(class)s_in_state"))

    def __str__(self) -> str:
        return self.number

    def moved(self, on: str) -> None:
        """Note what a move on a day makes true beside the state, before it is saved."""


class Period(models.Model):
    """How long a dossier was in a state. The one that is open is its state of today."""

    STARTS, ENDS = "start", "end"

    state = models.CharField(max_length=30)
    start = partial()
    end = partial()

    objects = Held.as_manager()

    class Meta:
        abstract = True
        constraints = (
            in_order("start", "end"),
            models.UniqueConstraint(fields=("dossier",), condition=Q(end=""),
                                    name="%(class)s_open_once"))


def states_known(workflow: Workflow):
    """The database knows no states but those of the workflow."""
    return known("state", workflow.states)


class Counter(models.Model):
    """The last number given in a series and a year."""

    series = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("series", "year"), name="one_counter"),)


class _OfDossier(models.Model):
    """Something that hangs on one dossier of any book."""

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        indexes = (models.Index(fields=("subject", "subject_id", "id"), name="%(class)s_of"),)


class Document(_OfDossier):
    """One document. Its file is found by ``key``, which nobody can guess."""

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")


class Comment(_OfDossier):
    """What somebody of the desk wrote about a dossier."""

    text = models.TextField()
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")


class Notifications(models.QuerySet):
    """What somebody was told."""

    def unread(self):
        return self.filter(read=None)


class Notification(_OfDossier):
    """What somebody is told of a dossier that concerns them."""

    to = models.ForeignKey(Account, models.CASCADE, related_name="notifications")
    about = models.CharField(max_length=20)
    en = models.CharField(max_length=300)
    fr = models.CharField(max_length=300)
    read = models.DateTimeField(null=True)

    objects = Notifications.as_manager()

    class Meta(_OfDossier.Meta):
        abstract = False
        indexes = (models.Index(fields=("to", "read", "-id"), name="notifications_to"),)
