"""What the register publishes: rows of declared tables, as sources give theirs.

Personal columns stay behind: who wrote a page, and every account. Columns are read
whole, for 100,000 rows must be told in seconds.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.organisations.models import (
    Code,
    Name,
    Organisation,
    Place,
    ProfileVersion,
    Relation,
    StaffCount,
    Subject,
)
from belvedere.register.organisations.queries import folded
from belvedere.tables import TABLES
from belvedere.tables.arrow import ARROW
from belvedere.tables.model import TYPES
from belvedere.tables.themes import themes

TABLES_PUBLISHED = (
    "register_organisations", "register_codes", "register_relations", "register_subjects",
    "register_staff_counts", "register_profiles", "organisation_names",
)
NUMBERED = ("ror", "rnsr", "uai", "siret", "pic")
"""Schemes by which other sources know organisations."""
_NAME_KINDS = {"official": "label", "alias": "alias", "acronym": "acronym"}
LATE = 1000
"""How many entries back one is looked for that was written late, while others were read."""


def mark() -> str:
    """Return a mark of all that was done so far: another one when anything was done since.

    The numbers of the last entries are added up, for on PostgreSQL one with a lower
    number may come to light after one with a higher.
    """
    entries = connection.ops.quote_name(AuditEntry._meta.db_table)
    with connection.cursor() as cursor:  # each page asks it
        cursor.execute(f"SELECT max(id), sum(id) FROM "
                       f"(SELECT id FROM {entries} ORDER BY id DESC LIMIT {LATE}) AS newest")
        return "{}-{}".format(*cursor.fetchone())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Search for no garbage meanwhile: rows make none, and to go through them takes a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def one_moment() -> Iterator[None]:
    """Read all tables as they stand at one moment, keeping nobody from writing."""
    with _uncollected(), connection.cursor() as cursor:
        if connection.in_atomic_block:
            yield
            return
        cursor.execute("BEGIN" if connection.vendor == "sqlite" else
                       "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def tables() -> dict[str, pa.Table]:
    """Return what is published: each declared table, with its declared columns."""
    with one_moment():
        return {
            "register_organisations": _organisations(),
            "register_codes": _codes(),
            "register_relations": _read(
                "register_relations", Relation.objects.order_by("pk"), "pk", "organisation_id",
                "kind", "other_id", "succession", "label", "because", "start", "end"),
            "register_subjects": _subjects(),
            "register_staff_counts": _read(
                "register_staff_counts", StaffCount.objects.order_by("pk"), "organisation_id",
                "year", "profession", "employer", "headcount"),
            "register_profiles": _profiles(),
            "organisation_names": _names(),
        }


def _read(name: str, rows: QuerySet, *fields: str) -> pa.Table:
    """Return a declared table from the fields of its columns, in their order."""
    return _table(name, zip(*rows.values_list(*fields).iterator(chunk_size=10_000)))


def _table(name: str, columns: Iterable[Sequence]) -> pa.Table:
    """Return a declared table from its columns; those of organisations are their numbers."""
    declared = TABLES[name].columns
    given = list(columns) or [()] * len(declared)
    arrays = []
    for column, values in zip(declared, given, strict=True):
        if column.type == "organisation":
            numbers = pc.cast(pa.array(values, pa.int64()), pa.string())
            arrays.append(pc.binary_join_element_wise("register", numbers, ":"))
        elif column.name == "relation_id":
            arrays.append(pc.cast(pa.array(values, pa.int64()), pa.string()))
        elif column.type == "number":
            arrays.append(pa.array((None if v is None else float(v) for v in values),
                                   pa.float64()))
        else:
            arrays.append(pa.array(values, ARROW[TYPES[column.type]]))
    return pa.table(dict(zip((column.name for column in declared), arrays)))


def _organisations() -> pa.Table:
    names: dict[tuple[int, str], tuple[str, str]] = {}
    for pk, language, text, end, start in Name.objects.filter(
            kind="official", language__in=("en", "fr")).order_by("pk").values_list(
            "organisation_id", "language", "text", "end", "start"):
        # the one that has not ended, or the last to end
        said = (end or "~") + start
        if said >= names.get((pk, language), ("", ""))[0]:
            names[pk, language] = (said, text)
    places: dict[int, tuple] = {}
    for pk, end, start, *where in Place.objects.order_by("pk").values_list(
            "organisation_id", "end", "start", "postcode", "latitude", "longitude"):
        said = (end or "~") + start
        if said >= places.get(pk, ("",))[0]:
            places[pk] = (said, *where)
    labels: dict[int, list[str]] = {}
    for pk, value in Code.objects.filter(scheme="label").order_by("value", "pk").values_list(
            "organisation_id", "value"):
        labels.setdefault(pk, []).append(value)
    nowhere = ("", None, None, None)

    def rows():
        for pk, kind, name, *rest, opened, closed in Organisation.objects.order_by(
                "pk").values_list("pk", "kind", "name", "acronym", "country", "city", "website",
                                  "opened", "closed").iterator(chunk_size=10_000):
            acronym, country, city, website = rest
            where = places.get(pk, nowhere)[1:]
            yield (pk, kind, name, names.get((pk, "en"), (None, None))[1],
                   names.get((pk, "fr"), (None, None))[1], acronym, country, city, *where,
                   website, opened, closed, labels.get(pk, []))

    return _table("register_organisations", zip(*rows()))


def _codes() -> pa.Table:
    return _table("register_codes", zip(*(
        (f"{scheme}:{value}", pk) for scheme, value, pk in Code.objects.filter(
            scheme__in=NUMBERED).order_by("scheme", "value").values_list(
            "scheme", "value", "organisation_id"))))


def _subjects() -> pa.Table:
    called = {folded(text): theme.name for theme in themes().values()
              for text in (theme.name, theme.title_en, theme.title_fr)}
    said = dict.fromkeys(
        (pk, scheme, called.get(folded(value), value) if scheme == "theme" else value, start, end)
        for pk, scheme, value, start, end in Subject.objects.order_by("pk").values_list(
            "organisation_id", "scheme", "value", "start", "end"))
    return _table("register_subjects", zip(*said))


def _profiles() -> pa.Table:
    seen = ProfileVersion.objects.filter(
        organisation=OuterRef("organisation"), is_published=True).order_by("-number")
    return _read(
        "register_profiles",
        ProfileVersion.objects.filter(pk=Subquery(seen.values("pk")[:1])).order_by("pk"),
        "organisation_id", "number",
        *(f"{part}_{language}" for part in ("vision", "contribution", "areas")
          for language in ("en", "fr")),
        "status_en", "status_fr", "employees", "employees_at", "budget", "budget_year")


def _names() -> pa.Table:
    given = dict.fromkeys(
        (pk, text, language or None, _NAME_KINDS[kind])
        for pk, text, language, kind in Name.objects.order_by("pk").values_list(
            "organisation_id", "text", "language", "kind"))
    given |= dict.fromkeys(
        (pk, value, None, "number") for pk, value in Code.objects.filter(
            scheme="label").order_by("pk").values_list("organisation_id", "value"))
    return _table("organisation_names", zip(*given))
