"""Accounts, their roles, sessions and links, and the audit, which nobody can change."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from belvedere.register.accounts.permissions import Role
from belvedere.tables.words import folded


class Accounts(BaseUserManager):
    """Accounts by address, whatever its capitals."""

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class Account(AbstractBaseUser):
    """One person who signs in. Personal: never published.

    Who is invited has an account already, with its roles, but has not joined.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(default=timezone.now)
    joined = models.DateTimeField(null=True, default=timezone.now)
    searched = models.TextField(blank=True, help_text="Name and address, folded.")

    objects = Accounts()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *arguments, **named) -> None:
        self.searched = folded(f"{self.name} {self.email}")
        super().save(*arguments, **named)


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


class Identity(models.Model):
    """Who an account is to a provider of OpenID Connect."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    linked = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("issuer", "subject"),
                                               name="an_identity_is_of_one_account"),)


class Link(models.Model):
    """One link that is used once: to join, or to set a password anew. Only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=[(p, p) for p in ("join", "reset")])
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()


class Limit(models.Model):
    """How often one thing was tried by one caller or for one account, and until when it counts."""

    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "digest"), name="a_limit_once"),)


class Session(AbstractBaseSession):
    """One browser in which somebody is signed in, or is about to sign in."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    agent = models.CharField(max_length=300, blank=True)
    began = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)


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
                   models.Index(fields=("actor", "at"), name="audit_of_actor"),
                   models.Index(fields=("action", "at"), name="audit_of_action"))


class AuditPlace(models.Model):
    """One organisation that an entry of the audit touches: all of those that merged, say."""

    entry = models.BigIntegerField()
    organisation = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "entry"),
                                               name="a_place_once_in_an_entry"),)
        indexes = (models.Index(fields=("entry",), name="places_of_entry"),)
