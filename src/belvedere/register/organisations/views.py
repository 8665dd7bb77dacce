"""Pages on which organisations are read: the list, the hierarchy, one organisation."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator

from belvedere.register.accounts.pages import page
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations import queries, vocabularies
from belvedere.register.organisations.dates import checked
from belvedere.register.organisations.edit_views import DEEDS
from belvedere.register.organisations.lists import chosen
from belvedere.register.organisations.maps import drawn
from belvedere.register.organisations.markdown import html
from belvedere.register.organisations.models import Organisation, ProfileVersion
from belvedere.register.organisations.publications import standing
from belvedere.register.organisations.remembered import remembering
from belvedere.tables.dates import bounds
from belvedere.tables.french_regions import REGIONS
from belvedere.tables.words import Words

PAGE, AT_ONCE = 50, 2_000
"""Lines of a page; what is found is remembered where it is less than this many."""


def day_asked(request) -> str:
    """Return the day that a page is put at, today by default. Raises Refused."""
    written = checked(request.GET.get("at", ""), "at")
    return str(bounds(written)[0]) if written else queries.today()


FILTERS = ("q", "kind", "within", "theme", "region", "status", "at")


def listing(request, language: str):
    """Every organisation that holds what is typed, a page at a time."""
    day = day_asked(request)
    asked = {name: request.GET.get(name, "").strip() for name in FILTERS}
    known = remembering()
    what = sorted(asked.items())
    found = known(f"found {what}", lambda: list(_numbers(asked)[:AT_ONCE]))
    pages = Paginator(found if len(found) < AT_ONCE else _numbers(asked), PAGE)
    if len(found) == AT_ONCE:
        pages.count = known(f"count {what}", pages.object_list.count)
    shown = pages.get_page(request.GET.get("page"))
    ones = queries.told(shown.object_list)
    names = queries.names_at(ones, day, language)
    return page(
        request, language, "organisations/listing.html", shown=shown, asked=asked,
        rows=[(one.pk, names[one.pk], one.acronym, (
            vocabularies.KINDS[one.kind](language), one.city), (one.opened, one.closed))
            for one in ones],
        kinds=vocabularies.KINDS, regions=REGIONS, themes=known("themes", queries.themes),
        containers=known("containers", queries.containers),
        download=urlencode({name: value for name, value in asked.items() if value}),
        may_create=queries.may(request.user, Permission.CREATE),
        may_import=queries.may(request.user, Permission.IMPORT))


def _numbers(asked: dict[str, str]):
    return chosen(asked).values_list("pk", flat=True)


def tree(request, language: str):
    """What is part of what on a day: from the top, or from one organisation.

    ``by=supervised_by``: first what that one supervises, then the parts of these.
    """
    day = day_asked(request)
    top = request.GET.get("of", "")
    if top and not (top.isascii() and top.isdigit()):
        raise Refused("of= is the number of an organisation.",
                      "of= est le numéro d’un organisme.")
    of = queries.one(int(top[:18])) if top else None
    by = "supervised_by" if of and request.GET.get("by") == "supervised_by" else "part_of"
    number, known = request.GET.get("page", "")[:18], remembering()
    lines = known(f"tree {language} {of and of.pk} {by} {day} {number}",
                  lambda: _lines(language, [of] if of else known(f"roots {day}", lambda: list(
                      queries.roots(day)[:queries.SHOWN])), day, by, number))
    return page(
        request, language, "organisations/tree.html", of=of, by=by, day=day, tops=lines[0],
        firsts=Paginator(range(lines[1]), queries.SHOWN).get_page(number),
        above=queries.parents(of.pk, day) if of else [])


def _lines(language: str, tops: list[Organisation], day: str, by: str,
           number: str) -> tuple[list["Line"], int]:
    """Return the tops of a page of the hierarchy with what is below, and how many there are."""
    firsts = Paginator(queries.parts([o.pk for o in tops], day, (by,)),
                       queries.SHOWN).get_page(number)
    parts = [queries.Part(*row) for row in firsts]
    inside = queries.parts_counted([one.pk for one in parts], day)
    opened = _opened(inside)  # two levels are shown while they are few; a third opens
    seconds = queries.parts_of(opened, day)
    if seconds:
        inside |= dict.fromkeys(opened, 0) | queries.parts_counted(
            [one.pk for one in seconds], day)
    parts += seconds
    names = queries.names_at([*tops, *parts], day, language)
    below: dict[int, list[Line]] = {}
    for one in parts:
        below.setdefault(one.of, []).append(Line(
            one.pk, names[one.pk], vocabularies.KINDS[one.kind](language),
            inside.get(one.pk, 0), below.setdefault(one.pk, []) if one.pk in opened else []))
    return ([Line(o.pk, names[o.pk], "", 0, below.get(o.pk, [])) for o in tops],
            firsts.paginator.count)


class Line(NamedTuple):
    """A line of the hierarchy: how many parts open below it, or which are shown."""

    pk: int
    name: str
    kind: str
    parts: int
    below: list["Line"]


def _opened(inside: dict[int, int]) -> list[int]:
    """Return those whose parts are shown at once: as many as a page bears."""
    opened, total = [], 0
    for pk, count in inside.items():
        total += count
        if total <= queries.SHOWN:
            opened.append(pk)
    return opened


def view(request, language: str, pk: int):
    """One organisation as it is on a day: names, place, relations, page."""
    organisation = queries.one(pk)
    day = day_asked(request)
    may = {p.name.lower(): queries.may(request.user, p, organisation) for p in (
        Permission.SEE_DRAFTS, Permission.EDIT_PROFILE, Permission.DESCRIBE,
        Permission.RESTRUCTURE, Permission.SEE_AUDIT)}
    relations, parts = (queries.relations_on(organisation, day),
                        queries.first_parts(organisation, day))
    names = list(queries.names(pk))
    codes = list(queries.codes(pk))
    places = list(queries.places(pk))
    place = queries.place_at(places, day)
    subjects = queries.by_day(queries.subjects(pk), day)
    profile = queries.published(organisation)
    others = [r.other for some in relations.values() for r in some if r.other_id != pk]
    return page(
        request, language, "organisations/view.html", organisation=organisation, day=day,
        may=may, relations=relations, below=queries.below_counted(organisation, day),
        name=queries.name_at(organisation, names, day, language),
        acronym=queries.acronym_at(names, day), codes=codes, names=names, places=places,
        place=place, map=drawn(place.latitude, place.longitude) if place and (
            place.latitude is not None and place.longitude is not None) else None,
        parts=parts, other_names=queries.names_at([*others, *parts], day, language),
        subjects=subjects[True], other_subjects=subjects[False],
        staff=queries.staff(pk),
        history=queries.history(organisation), profile=profile,
        shown_relations=[(vocabularies.RELATIONS[kind], relations[kind])
                         for kind in vocabularies.RELATIONS if relations.get(kind)],
        schemes=vocabularies.SCHEMES, successions=vocabularies.SUCCESSIONS,
        name_kinds=vocabularies.NAME_KINDS, languages=vocabularies.LANGUAGES,
        subject_kinds=vocabularies.SUBJECTS,
        deeds={name: deed for name, deed in DEEDS.items() if may[deed.needs.name.lower()]},
        prose=prose(profile, language),
        legal_status=in_language(profile, "status", language),
        known_as=queries.known_as(codes, pk),
        kind=vocabularies.KINDS[organisation.kind],
        publication=standing() if may["edit_profile"] or may["describe"] else None,
        may_see_errors=queries.may(request.user, Permission.SEE_AUDIT),
        is_there=organisation.opened <= day and (not organisation.closed
                                                 or organisation.closed > day))


def in_language(profile: ProfileVersion | None, part: str, language: str) -> str:
    """Return a text of a page in a language, else in the other."""
    other = "fr" if language == "en" else "en"
    return (profile and (getattr(profile, f"{part}_{language}")
                        or getattr(profile, f"{part}_{other}"))) or ""


def prose(profile: ProfileVersion | None, language: str) -> list[tuple[Words, str]]:
    """Return a page's texts as HTML under their titles; the other language's where one lacks."""
    told = []
    for part, title in vocabularies.PROFILE.items():
        if text := in_language(profile, part, language):
            told.append((title, html(text)))
    return told
