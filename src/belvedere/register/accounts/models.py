"""Accounts, their roles, and the audit, which nobody can change."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from belvedere.register.accounts.permissions import Role


class Accounts(BaseUserManager):
    """Accounts by address, whatever its capitals."""

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class Account(AbstractBaseUser):
    """One person who signs in. Personal: never published."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(default=timezone.now)

    objects = Accounts()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """One role of one account: in an organisation and its parts, or everywhere."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role, role) for role in Role])
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "role", "organisation"),
                                    name="a_role_once_in_an_organisation"),
            models.UniqueConstraint(fields=("account", "role"),
                                    condition=models.Q(organisation=None),
                                    name="a_role_once_everywhere"),
            models.CheckConstraint(condition=models.Q(role__in=list(Role)), name="a_known_role"),
        )


class AuditEntry(models.Model):
    """One action: who, when, what, before, after, why.

    Triggers refuse that an entry is changed or removed. It points to nothing, so
    that it outlives what it tells of. ``submission`` is the form that was sent: one
    that is sent twice is acted on once.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(max_length=500)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    submission = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = (models.Index(fields=("subject", "subject_id", "id"), name="audit_of_subject"),
                   models.Index(fields=("actor", "id"), name="audit_of_actor"))
