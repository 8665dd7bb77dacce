"""Organisations and what is true of them from a date to a date.

Dates are partial dates as text: "2014", "2014-05", "2014-05-31"; empty is not known
for a beginning, not ended for an end. Compared as texts with a whole day they give
what METHODS gives: known to the year, a period begins and ends on its first day, and
what ends on a day is not counted on that day.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from belvedere.register.accounts.models import Account
from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.columns import in_order, known, one_of, partial


class Held(models.QuerySet):
    """Rows that hold from a date to a date."""

    def at(self, day: str, prefix: str = ""):
        """Return the rows that hold on a day, 2015-01-01."""
        start, end = (f"{prefix}{name}" for name in (self.model.STARTS, self.model.ENDS))
        return self.filter(Q(**{f"{start}__lte": day}),
                           Q(**{end: ""}) | Q(**{f"{end}__gt": day}))


class Organisation(models.Model):
    """One organisation. ``name`` and ``acronym`` are those of today, kept for lists.

    ``version`` grows with each change: a form that was read before is refused.
    """

    STARTS, ENDS = "opened", "closed"

    kind = one_of(30, words.KINDS)
    name = models.CharField(max_length=500)
    acronym = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    website = models.URLField(max_length=500, blank=True)
    sorted_name = models.CharField(max_length=500, blank=True,
                                   help_text="The name, folded, by which lists are in order.")
    opened = partial()
    closed = partial()
    version = models.PositiveIntegerField(default=1)
    searched = models.TextField(blank=True, help_text="All names and codes, folded.")

    objects = Held.as_manager()

    class Meta:
        constraints = (known("kind", words.KINDS), in_order("opened", "closed"))
        indexes = (
            models.Index(fields=("kind", "sorted_name"), name="organisations_by_kind"),
            # the list of those that are there on a day passes over pages without reading them
            models.Index(fields=("sorted_name", "id", "opened", "closed"),
                         name="organisations_by_name"))

    def __str__(self) -> str:
        return self.name


class _OfOrganisation(models.Model):
    """Something that is true of one organisation from a date to a date."""

    STARTS, ENDS = "start", "end"

    start = partial()
    end = partial()

    objects = Held.as_manager()

    class Meta:
        abstract = True


class Name(_OfOrganisation):
    """One name in a language."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    text = models.CharField(max_length=500)
    language = models.CharField(max_length=2, blank=True)
    kind = one_of(10, words.NAME_KINDS)

    class Meta:
        constraints = (known("kind", words.NAME_KINDS), known("language", words.LANGUAGES),
                       in_order("start", "end"))


class Code(_OfOrganisation):
    """One identifier. Only labels may be of several organisations, one after the other."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="codes")
    scheme = one_of(10, words.SCHEMES)
    value = models.CharField(max_length=50)

    class Meta:
        constraints = (
            known("scheme", words.SCHEMES), in_order("start", "end"),
            models.UniqueConstraint(fields=("scheme", "value"), condition=~Q(scheme="label"),
                                    name="a_code_is_of_one"))
        indexes = (models.Index(fields=("scheme", "value"), name="codes_by_value"),)


class Place(_OfOrganisation):
    """Where it is."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="places")
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = (
            in_order("start", "end"),
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__range=(-90, 90)), name="a_latitude"),
            models.CheckConstraint(
                condition=Q(longitude=None) | Q(longitude__range=(-180, 180)), name="a_longitude"))


class Relation(_OfOrganisation):
    """What another organisation is to one, and the text or decision that made it so."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="relations")
    kind = one_of(20, words.RELATIONS)
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="others")
    succession = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=50, blank=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            known("kind", words.RELATIONS), in_order("start", "end"),
            models.CheckConstraint(condition=~Q(organisation=F("other")), name="not_to_itself"),
            models.CheckConstraint(
                condition=Q(kind="successor_of", succession__in=list(words.SUCCESSIONS))
                | (~Q(kind="successor_of") & Q(succession="")), name="a_succession_has_its_manner"),
            models.UniqueConstraint(fields=("organisation", "kind", "other", "start"),
                                    name="a_relation_begins_once"))
        indexes = (models.Index(fields=("organisation", "kind"), name="relations_of"),
                   models.Index(fields=("other", "kind"), name="relations_to"))


class Subject(_OfOrganisation):
    """One theme, domain or panel of an organisation, from a date to a date."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="subjects")
    scheme = one_of(20, words.SUBJECTS)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = (
            known("scheme", words.SUBJECTS), in_order("start", "end"),
            models.UniqueConstraint(fields=("organisation", "scheme", "value", "start"),
                                    name="a_subject_begins_once"))


class StaffCount(models.Model):
    """How many of a profession, paid by an employer, worked there at the end of a year."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="staff")
    year = models.PositiveSmallIntegerField()
    profession = models.CharField(max_length=100)
    employer = models.CharField(max_length=200, blank=True)
    headcount = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "year", "profession", "employer"),
                                    name="staff_counted_once"),)


class Publication(models.Model):
    """One publication of the register into the evidence, or the error that kept it from it.

    ``mark`` is that of what had been done by then, ``edition`` the one that holds it.
    """

    at = models.DateTimeField(default=timezone.now)
    mark = models.CharField(max_length=40)
    edition = models.CharField(max_length=60, blank=True)
    rows = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    error = models.TextField(blank=True)


class ProfileVersion(models.Model):
    """One saved state of an organisation's page; none is ever changed.

    What readers see is the newest that is published. ``status`` is the legal one.
    """

    TEXTS = tuple(f"{part}_{language}" for part in ("vision", "contribution", "areas")
                  for language in ("en", "fr"))

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="profiles")
    number = models.PositiveIntegerField()
    is_published = models.BooleanField(default=False)
    author = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    restores = models.PositiveIntegerField(null=True)
    vision_en = models.TextField(blank=True)
    vision_fr = models.TextField(blank=True)
    contribution_en = models.TextField(blank=True)
    contribution_fr = models.TextField(blank=True)
    areas_en = models.TextField(blank=True)
    areas_fr = models.TextField(blank=True)
    status_en = models.CharField(max_length=200, blank=True)
    status_fr = models.CharField(max_length=200, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    employees_at = partial()
    budget = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    budget_year = partial()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="a_version_once"),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="a_budget"))
