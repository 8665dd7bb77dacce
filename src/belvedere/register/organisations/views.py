"""Pages on which organisations are read: the list, the hierarchy, one organisation."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404

from belvedere.register.accounts.pages import page
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations import queries, vocabularies
from belvedere.register.organisations.dates import checked
from belvedere.register.organisations.edit_views import DEEDS
from belvedere.register.organisations.markdown import html
from belvedere.register.organisations.models import Organisation, ProfileVersion
from belvedere.tables.dates import bounds
from belvedere.tables.words import Words

PAGE = 50


def day_asked(request) -> str:
    """Return the day that a page is put at, today by default. Raises Refused."""
    written = checked(request.GET.get("at", ""), "at")
    return str(bounds(written)[0]) if written else queries.today()


def listing(request, language: str):
    """Every organisation that holds what is typed, a page at a time."""
    day = day_asked(request)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "at")}
    closed = request.GET.get("closed") == "1"
    found = queries.listed(asked["q"], asked["kind"], "" if closed else day)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return page(
        request, language, "organisations/listing.html", shown=shown, asked=asked,
        closed=closed, names=queries.names_at(shown.object_list, day, language),
        kinds=vocabularies.KINDS, may_create=queries.may(request.user, Permission.CREATE),
        may_import=queries.may(request.user, Permission.IMPORT))


def tree(request, language: str):
    """What is part of what on a day: from the top, or from one organisation.

    ``by=supervised_by``: first what that one supervises, then the parts of these.
    """
    day = day_asked(request)
    top = request.GET.get("of", "")
    if top and not (top.isascii() and top.isdigit()):
        raise Refused("of= is the number of an organisation.",
                      "of= est le numéro d’un organisme.")
    of = get_object_or_404(Organisation, pk=int(top[:18])) if top else None
    tops = [of] if of else list(queries.roots(day))
    by = "supervised_by" if of and request.GET.get("by") == "supervised_by" else "part_of"
    branches, new = {}, [o.pk for o in tops]
    for kind in (by, "part_of"):  # two levels are shown; a third opens
        relations = list(queries.children(new, day, (kind,)))
        for relation in relations:
            branches.setdefault(relation.other_id, []).append(relation.organisation)
        new = [relation.organisation_id for relation in relations]
    everyone = [*tops, *(o for branch in branches.values() for o in branch)]
    return page(
        request, language, "organisations/tree.html", tops=tops, branches=branches, of=of,
        by=by, day=day, at=request.GET.get("at", ""), kinds=vocabularies.KINDS,
        names=queries.names_at(everyone, day, language),
        inside=queries.parts_counted(new, day),
        above=queries.parents(of, day) if of else [])


def view(request, language: str, pk: int):
    """One organisation as it is on a day: names, place, relations, page."""
    organisation = get_object_or_404(Organisation, pk=pk)
    day = day_asked(request)
    may = {p.name.lower(): queries.may(request.user, p, organisation) for p in (
        Permission.SEE_DRAFTS, Permission.EDIT_PROFILE, Permission.DESCRIBE,
        Permission.RESTRUCTURE, Permission.SEE_AUDIT)}
    relations = queries.relations_on(organisation, day)
    codes = list(organisation.codes.order_by("scheme", "value"))
    newest, profile = queries.newest(organisation), queries.published(organisation)
    return page(
        request, language, "organisations/view.html", organisation=organisation, day=day,
        at=request.GET.get("at", ""), may=may, relations=relations,
        name=queries.names_at([organisation], day, language)[organisation.pk],
        codes=codes,
        names=organisation.names.order_by("kind", "start"),
        places=organisation.places.order_by("start"),
        subjects=organisation.subjects.order_by("scheme", "value"),
        staff=organisation.staff.order_by("-year", "profession"),
        history=queries.history(organisation), profile=profile,
        shown_relations=[(vocabularies.RELATIONS[kind], relations[kind])
                         for kind in vocabularies.RELATIONS if relations.get(kind)],
        schemes=vocabularies.SCHEMES, successions=vocabularies.SUCCESSIONS,
        deeds={name: deed for name, deed in DEEDS.items() if may[deed.needs.name.lower()]},
        prose=prose(profile, language), known_as=queries.known_as(codes, pk), newest=newest,
        kind=vocabularies.KINDS[organisation.kind],
        is_there=organisation.opened <= day and (not organisation.closed
                                                 or organisation.closed > day))


def prose(profile: ProfileVersion | None, language: str) -> list[tuple[Words, str]]:
    """Return a page's texts as HTML under their titles; the other language's where one lacks."""
    told = []
    for part, title in vocabularies.PROFILE.items():
        other = "fr" if language == "en" else "en"
        text = profile and (getattr(profile, f"{part}_{language}")
                            or getattr(profile, f"{part}_{other}"))
        if text:
            told.append((title, html(text)))
    return told
