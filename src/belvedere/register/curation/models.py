"""Decisions about texts: whom each names, for works of all years or of some."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from belvedere.register.curation import vocabularies as words
from belvedere.register.organisations.columns import known, one_of


def digest_of(text_key: str) -> str:
    """Return what a text is found by: its key may be longer than an index takes."""
    return hashlib.sha256(text_key.encode()).hexdigest()


class TextDecision(models.Model):
    """Whom one text names, as somebody decided. Withdrawn, never deleted.

    ``text_key`` are the text's folded words, as matching reads them: all texts with the
    same are decided together. ``organisations`` are records, ror:… or rnsr:….
    """

    text_key = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    decision = one_of(10, words.DECISIONS)
    organisations = models.JSONField(default=list)
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True,
                               related_name="+")
    decided = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            known("decision", words.DECISIONS),
            models.CheckConstraint(condition=Q(year_from=None) | Q(year_to=None)
                                   | Q(year_from__lte=F("year_to")), name="years_in_order"),
            models.CheckConstraint(
                condition=(Q(decision="refuse") & Q(organisations=[]))
                | (~Q(decision="refuse") & ~Q(organisations=[])),
                name="only_a_refusal_names_nobody"),
            models.UniqueConstraint(
                "digest", Coalesce("year_from", 0), Coalesce("year_to", words.LAST + 1),
                condition=Q(withdrawn=None), name="a_text_is_decided_once"),
        )
        indexes = (models.Index(fields=("withdrawn", "-decided", "-id"),
                                name="decisions_in_order"),)

    def __str__(self) -> str:
        return self.text

    @property
    def years(self) -> str:
        """The years of which it speaks: 2010–2014, 2010–, –2014; empty for all."""
        if self.year_from is None and self.year_to is None:
            return ""
        return f"{self.year_from or ''}–{self.year_to or ''}"
