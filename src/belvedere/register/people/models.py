"""People and their roles. Personal: it is never published, and goes when its time is over."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Length
from django.db.models.lookups import LessThanOrEqual

from belvedere.register.organisations.models import Held, Organisation
from belvedere.register.people import vocabularies as words

PERSONAL = ("name", "orcid", "email", "searched")
"""Columns that never leave the register and are written in no audit entry."""


class Person(models.Model):
    """One person, on a lawful basis, until a day.

    Told as a number, so that what outlives the person, the audit, names nobody.
    """

    name = models.CharField(max_length=200)
    orcid = models.CharField(max_length=19, blank=True)
    email = models.EmailField(blank=True)
    basis = models.CharField(max_length=20, choices=[(key, key) for key in words.BASES])
    name_is_public = models.BooleanField(default=False)
    consented_on = models.CharField(max_length=10, blank=True)
    keep_until = models.DateField(db_index=True)
    searched = models.CharField(max_length=500, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(basis__in=list(words.BASES)),
                                   name="a_person_has_a_lawful_basis"),
            models.CheckConstraint(condition=Q(name_is_public=False) | ~Q(consented_on=""),
                                   name="a_public_name_has_its_consent"),
            models.UniqueConstraint(fields=("orcid",), condition=~Q(orcid=""),
                                    name="an_orcid_is_of_one_person"))

    def __str__(self) -> str:
        return f"Person {self.pk}"


class Position(models.Model):
    """One role of a person in an organisation, from a date to a date."""

    STARTS, ENDS = "start", "end"

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="positions")
    role = models.CharField(max_length=20, choices=[(key, key) for key in words.ROLES])
    start = models.CharField(max_length=10, blank=True, default="")
    end = models.CharField(max_length=10, blank=True, default="")

    objects = Held.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=list(words.ROLES)),
                                   name="a_known_position"),
            models.CheckConstraint(
                condition=Q(end="") | Q(start="")
                | Q(LessThanOrEqual(Left(F("start"), Length(F("end"))), F("end"))),
                name="a_position_ends_after_it_begins"),
            models.UniqueConstraint(fields=("person", "organisation", "role", "start"),
                                    name="a_position_begins_once"))
        indexes = (models.Index(fields=("organisation", "role"), name="positions_of"),)
