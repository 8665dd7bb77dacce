"""Proposals: what a source says, beside what the register held, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from belvedere.register.organisations.models import Organisation
from belvedere.register.proposals import vocabularies as words


class Proposal(models.Model):
    """One difference that one source tells. ``digest`` is that of the source's value.

    One that was decided stays: the same value of the same source does not come again.
    """

    source = models.CharField(max_length=10, choices=[(k, k) for k in words.SOURCES])
    release = models.CharField(max_length=40)
    about = models.CharField(max_length=520, help_text="The source's record: rnsr:200710776M.")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in words.KINDS])
    key = models.CharField(max_length=600, blank=True, help_text="Which, where one has several.")
    digest = models.CharField(max_length=32)
    rank = models.PositiveSmallIntegerField(help_text="In which order they can be accepted.")
    name = models.CharField(max_length=500)
    searched = models.TextField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    value = models.JSONField()
    held = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="open", choices=[(k, k) for k in words.STATES])
    proposed = models.DateTimeField(default=timezone.now)
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True,
                                   related_name="+")
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(source__in=list(words.SOURCES)),
                                   name="a_known_source"),
            models.CheckConstraint(condition=Q(kind__in=list(words.KINDS)),
                                   name="a_known_proposal"),
            models.CheckConstraint(condition=Q(state__in=list(words.STATES)),
                                   name="a_known_state"),
            models.UniqueConstraint(fields=("source", "about", "kind", "key", "digest"),
                                    name="a_value_is_proposed_once"))
        indexes = (models.Index(fields=("state", "rank", "name", "id"), name="proposals_in_order"),)

    def __str__(self) -> str:
        return f"{words.KINDS[self.kind].en}: {self.name}"
