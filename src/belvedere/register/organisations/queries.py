"""Named reads of organisations, as they are on a day."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404

from belvedere.register.accounts.access import allowed
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.prepared import prepared
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
from belvedere.register.organisations.vocabularies import KINDS
from belvedere.tables.french_regions import prefixes
from belvedere.tables.words import Words, folded

SHOWN = 100
"""Parts of one organisation that a page shows; lists have them all, a page at a time."""
DEEPEST = 20
"""Levels of the hierarchy that are followed; a real one has five or six."""


def today() -> str:
    """Return today as a date is written."""
    return str(datetime.date.today())


def listed(text: str = "", kind: str = "", at: str = "", within: int | None = None,
           theme: str = "", status: str = "", region: str = "") -> QuerySet:
    """Return the organisations that hold every word in a name or code, by name.

    ``at`` is a day on which they were there; ``within`` is one that they are part of, at
    any depth, on that day or today; ``status`` is open or closed, today; ``region`` is
    the French one in which it has a place then, told from postal codes; ``theme`` is
    one that it has then.
    """
    found = Organisation.objects.order_by("sorted_name", "pk")
    for word in folded(text).split():
        found = found.filter(searched__contains=word)
    if kind:
        found = found.filter(kind=kind)
    if at:
        found = found.at(at)
    if status:
        gone = Q(closed__gt="", closed__lte=today())
        found = found.filter(gone if status == "closed" else ~gone)
    if within:
        found = found.filter(pk__in=RawSQL(*_followed("other", "organisation", within,
                                                      at or today())))
    if region:
        codes = Q(pk__in=())
        for prefix in prefixes(region):
            codes |= Q(postcode__startswith=prefix)
        places = Place.objects.at(at or today()).filter(codes, country__in=("FR", ""))
        found = found.filter(pk__in=places.values("organisation"))
    if theme:
        found = found.filter(pk__in=Subject.objects.at(at or today()).filter(
            value=theme).values("organisation"))
    return found


def _followed(start: str, to: str, pk: int, day: str) -> tuple[str, list]:
    """Return the query of what hangs together with one on a day, upwards or downwards."""
    holds = "kind = 'part_of' AND start <= %s AND (\"end\" = '' OR \"end\" > %s)"
    return (f"WITH RECURSIVE reached(id, deep) AS ("
            f"SELECT {to}_id, 1 FROM organisations_relation WHERE {start}_id = %s AND {holds} "
            f"UNION SELECT r.{to}_id, deep + 1 FROM organisations_relation r "
            f"JOIN reached ON r.{start}_id = reached.id WHERE deep < {DEEPEST} AND r.{holds}) "
            "SELECT id FROM reached", [pk, day, day, day, day])


def containers() -> list[tuple[Words, list[tuple[int, str]]]]:
    """Return those by which lists are narrowed, institutes and delegations: (number, name)."""
    found = Organisation.objects.filter(
        kind__in=("institute", "thematic_institute", "delegation"),
        others__kind="part_of").distinct().order_by("kind", "sorted_name")
    return [(KINDS[kind], [(pk, name) for _, pk, name in some]) for kind, some in groupby(
        found.values_list("kind", "pk", "name"), key=itemgetter(0))]


def themes() -> list[str]:
    """Return the themes and domains that organisations have."""
    return list(Subject.objects.order_by("value").values_list("value", flat=True).distinct())


def name_at(organisation: Organisation, names: Iterable[Name], day: str, language: str) -> str:
    """Return the official name on a day: in the language, else any, else today's."""
    held = [n for n in names if n.kind == "official" and n.start <= day
            and (not n.end or n.end > day)]
    for wanted in (language, ""):
        for name in held:
            if name.language == wanted:
                return name.text
    return held[0].text if held else organisation.name


def acronym_at(names: Iterable[Name], day: str) -> str:
    """Return the acronym on a day."""
    return next((n.text for n in sorted(names, key=lambda n: n.start, reverse=True)
                 if n.kind == "acronym" and n.start <= day and (not n.end or n.end > day)), "")


def place_at(places: Iterable[Place], day: str) -> Place | None:
    """Return where an organisation is on a day."""
    return next((p for p in sorted(places, key=lambda p: p.start, reverse=True)
                 if p.start <= day and (not p.end or p.end > day)), None)


def by_day(rows: Iterable, day: str) -> dict[bool, list]:
    """Return the rows that hold on a day (True) and those of other times (False)."""
    found: dict[bool, list] = {True: [], False: []}
    for row in rows:
        found[row.start <= day and (not row.end or row.end > day)].append(row)
    return found


def _padded(pks: Iterable[int]) -> list[int]:
    """Return numbers, the last one as often as fills them up, so that few lengths are prepared."""
    some = list(pks)
    return some + some[-1:] * ((1 << (len(some) - 1).bit_length()) - len(some))


@prepared
def _told(*pks: int) -> QuerySet:
    return Organisation.objects.filter(pk__in=pks).values_list(
        "pk", "kind", "name", "acronym", "city", "opened", "closed", named=True)


def told(pks: Iterable[int]) -> list:
    """Return what a list tells of organisations, in the order of their numbers given."""
    found = {one.pk: one for one in _told(*_padded(pks))} if pks else {}
    return [found[pk] for pk in pks if pk in found]


@prepared
def _official(*pks: int) -> QuerySet:
    return Name.objects.filter(organisation__in=pks, kind="official").values_list(
        "organisation_id", "kind", "start", "end", "language", "text", named=True)


def names_at(organisations: Iterable, day: str, language: str) -> dict[int, str]:
    """Return each organisation's official name on a day."""
    known = {o.pk: o for o in organisations}
    names: dict[int, list] = {}
    for name in _official(*_padded(known)) if known else ():
        names.setdefault(name.organisation_id, []).append(name)
    return {pk: name_at(o, names.get(pk, ()), day, language) for pk, o in known.items()}


@prepared
def names(pk: int) -> QuerySet:
    """Return all names that an organisation has and had."""
    return Name.objects.filter(organisation=pk).order_by("kind", "start")


@prepared
def codes(pk: int) -> QuerySet:
    """Return the identifiers of an organisation."""
    return Code.objects.filter(organisation=pk).order_by("scheme", "value")


@prepared
def places(pk: int) -> QuerySet:
    """Return where an organisation is and was, the oldest first."""
    return Place.objects.filter(organisation=pk).order_by("start")


@prepared
def subjects(pk: int) -> QuerySet:
    """Return the domains and themes of an organisation."""
    return Subject.objects.filter(organisation=pk).order_by("scheme", "value", "start")


@prepared
def staff(pk: int) -> QuerySet:
    """Return the staff counts of an organisation, the newest year first."""
    return StaffCount.objects.filter(organisation=pk).order_by("-year", "profession", "employer")


@prepared
def parents(pk: int, day: str) -> QuerySet:
    """Return the relations to what an organisation is part of on a day."""
    held = Relation.objects.at(day).filter(organisation=pk, kind="part_of")
    return held.select_related("other").order_by("other__sorted_name")


def children(of: Iterable[int], day: str, kinds: Iterable[str] = ("part_of",)) -> QuerySet:
    """Return the relations to what is part of these on a day, where it exists then.

    Or to what is supervised by them: ``kinds`` says by which relations.
    """
    return (Relation.objects.at(day).filter(kind__in=kinds, other__in=list(of))
            .filter(Q(organisation__opened__lte=day), Q(organisation__closed="")
                    | Q(organisation__closed__gt=day))
            .select_related("organisation")
            .order_by("organisation__kind", "organisation__sorted_name"))


class Part(NamedTuple):
    """What a line of the hierarchy tells of one organisation below another."""

    of: int
    pk: int
    kind: str
    name: str


@prepared
def _parts_of(day: str, *of: int) -> QuerySet:
    return parts(of, day)


def parts_of(of: Sequence[int], day: str) -> list[Part]:
    """Return the parts of each of these on a day."""
    return [Part(*row) for row in _parts_of(day, *_padded(of))] if of else []


def parts(of: Iterable[int], day: str, kinds: Iterable[str] = ("part_of",)) -> QuerySet:
    """Return the ``children`` of these as the columns of Part."""
    return children(of, day, kinds).values_list(
        "other", "organisation", "organisation__kind", "organisation__name")


@prepared
def _counted(day: str, *of: int) -> QuerySet:
    return children(of, day).order_by().values_list("other").annotate(n=Count("pk"))


def parts_counted(of: Sequence[int], day: str) -> dict[int, int]:
    """Return how many parts each of these has on a day."""
    return dict(_counted(day, *_padded(of))) if of else {}


@prepared
def _relations(pk: int, day: str) -> QuerySet:
    return (Relation.objects.at(day).filter(organisation=pk).exclude(kind="successor_of")
            .select_related("other").order_by("kind", "other__sorted_name"))


@prepared
def _parts(pk: int, day: str) -> QuerySet:
    return parts([pk], day)[:20]


@prepared
def _below(pk: int, day: str) -> QuerySet:
    below = children([pk], day, ("part_of", "supervised_by"))
    return below.order_by().values_list("kind").annotate(n=Count("pk"))


def relations_on(organisation: Organisation, day: str) -> dict[str, list[Relation]]:
    """Return an organisation's relations to others on a day, by kind."""
    found: dict[str, list[Relation]] = {}
    for relation in _relations(organisation.pk, day):
        found.setdefault(relation.kind, []).append(relation)
    return found


def first_parts(organisation: Organisation, day: str) -> list[Part]:
    """Return the first of an organisation's parts on a day."""
    return [Part(*row) for row in _parts(organisation.pk, day)]


def below_counted(organisation: Organisation, day: str) -> dict[str, int]:
    """Return how many are part of an organisation on a day, and how many it supervises."""
    return dict(_below(organisation.pk, day))


@prepared
def _one(pk: int) -> QuerySet:
    return Organisation.objects.filter(pk=pk)


def one(pk: int) -> Organisation:
    """Return one organisation. Raises Http404 where there is none of this number."""
    for found in _one(pk) if pk < 2**63 else ():  # no database has a larger number
        return found
    raise Http404


def roots(day: str) -> QuerySet:
    """Return the organisations that have parts on a day and are part of none."""
    held = Relation.objects.at(day).filter(kind="part_of")
    return (Organisation.objects.at(day).filter(pk__in=held.values("other"))
            .exclude(pk__in=held.values("organisation"))
            .order_by("sorted_name"))


def holders(organisation_id: int, day: str) -> set[int]:
    """Return an organisation and all it is part of on a day, at any depth."""
    query, given = _followed("organisation", "other", organisation_id, day)
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return {organisation_id, *(pk for pk, in cursor)}


def contents(of: Iterable[int], day: str) -> set[int]:
    """Return organisations and all that is part of them on a day, at any depth."""
    found = set(of)
    with connection.cursor() as cursor:
        for pk in list(found):
            cursor.execute(*_followed("other", "organisation", pk, day))
            found.update(part for part, in cursor)
    return found


def may(account, permission: Permission, organisation: Organisation | None = None) -> bool:
    """Whether an account may do something: everywhere, or in an organisation and its parts."""
    return allowed(account, permission,
                   organisation and (lambda: holders(organisation.pk, today())))


@prepared
def _successions(pk: int) -> QuerySet:
    return (Relation.objects.filter(Q(organisation=pk) | Q(other=pk), kind="successor_of")
            .select_related("organisation", "other"))


def history(organisation: Organisation) -> list[Relation]:
    """Return what an organisation came from and went into, by date."""
    return sorted(_successions(organisation.pk), key=lambda r: (r.start, r.pk))


@prepared
def _published(pk: int) -> QuerySet:
    return ProfileVersion.objects.filter(organisation=pk, is_published=True).order_by(
        "-number")[:1]


def published(organisation: Organisation) -> ProfileVersion | None:
    """Return the profile that readers see."""
    return next(iter(_published(organisation.pk)), None)


def newest(organisation: Organisation) -> ProfileVersion | None:
    """Return the newest profile, draft or published."""
    return organisation.profiles.order_by("-number").first()


def known_as(codes: Iterable[Code], pk: int) -> list[str]:
    """Return the identifiers by which the evidence may know an organisation."""
    return [*(f"{c.scheme}:{c.value}" for c in codes if c.scheme != "label"), f"register:{pk}"]


def of_code(scheme: str, value: str) -> Organisation | None:
    """Return the organisation that has an identifier."""
    code = Code.objects.filter(scheme=scheme, value=value).select_related("organisation").first()
    return code.organisation if code else None


def institute_known_as() -> list[str]:
    """Return the identifiers of the institute whose register it is: its first, the oldest."""
    one = Organisation.objects.filter(kind="institute").order_by("pk").first()
    return known_as(one.codes.all(), one.pk) if one else []
