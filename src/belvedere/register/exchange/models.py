"""A file that was looked over and waits to be applied, with what each row would do."""

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = datetime.timedelta(days=1)
MOST_KEPT = 10
"""Dry runs of one account; the oldest goes when there is one more."""
VERDICTS = ("created", "changed", "unchanged", "wrong")


def unguessable() -> str:
    """Return an id that nobody can guess."""
    return secrets.token_urlsafe(24)


class DryRun(models.Model):
    """What one file would change. It is its uploader's alone, and goes after a day."""

    id = models.CharField(max_length=40, primary_key=True, default=unguessable)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    of = models.CharField(max_length=40, help_text="The name of the list.")
    file = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    remarks = models.JSONField(default=list)
    unchanged = models.PositiveIntegerField(default=0)
    applied = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "dry run"

    def __str__(self) -> str:
        return self.file


class DryRow(models.Model):
    """One row of the file that would create or change something, or is wrong."""

    run = models.ForeignKey(DryRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=[(v, v) for v in VERDICTS])
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=("run", "verdict", "number"), name="dry_rows_by_verdict"),)
