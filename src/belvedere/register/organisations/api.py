"""The register as JSON, to read: what everybody may see of it, and nothing personal.

An organisation is named by its number here, ``register:12``, or by an identifier that
the register gives it, ``ror:02vjkv261``. Answers say by their ETag when they changed.
"""

import functools
import hashlib
import re

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.views.decorators.http import condition, require_safe

from belvedere import __version__
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations import queries, vocabularies
from belvedere.register.organisations.dates import checked
from belvedere.register.organisations.models import Organisation, ProfileVersion, Relation
from belvedere.register.organisations.publish import mark
from belvedere.tables.dates import bounds

PAGE, MOST = 50, 500
BEFORE = 3
"""Levels of the tree that are told unless asked otherwise."""
DEEPEST = 6


def _etag(request, *given, **named) -> str:
    """Return a tag that changes with the register, the address, the day and the program."""
    told = f"{mark()} {request.get_full_path()} {queries.today()} {__version__}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _told(view):
    """Answer in JSON, errors too, with a tag by which the same is not sent twice."""

    @require_safe
    @condition(etag_func=_etag)
    @functools.wraps(view)
    def answer(request, *given, **named):
        try:
            found, status = view(request, *given, **named), 200
        except Refused as refused:
            found, status = {"error": {"message": refused.words.en, "message_fr": refused.words.fr,
                                       "field": refused.field or None}}, 400
        except Http404:
            found, status = {"error": {"message": "There is no such organisation.",
                                       "message_fr": "Il n’y a pas un tel organisme.",
                                       "field": None}}, 404
        response = JsonResponse(found, status=status, json_dumps_params={"ensure_ascii": False})
        response["Cache-Control"] = "no-cache"
        response["Access-Control-Allow-Origin"] = "*"
        response.told = True  # an error is told here, not by a page
        return response

    return answer


def _number(request, name: str, usual: int, most: int) -> int:
    written = request.GET.get(name) or str(usual)
    if not (written.isascii() and written.isdigit()) or not 1 <= int(written[:9]) <= most:
        raise Refused(f"{name} is a number from 1 to {most}.",
                      f"{name} est un nombre de 1 à {most}.", name)
    return int(written)


def _day(request) -> str:
    written = checked(request.GET.get("at", ""), "at")
    return str(bounds(written)[0]) if written else queries.today()


def _found(name: str) -> Organisation:
    """Return the organisation that an address names. Raises Http404."""
    scheme, _, value = name.rpartition(":")
    if scheme in ("", "register") and re.fullmatch(r"[0-9]{1,18}", value):
        found = Organisation.objects.filter(pk=int(value)).first()
    else:
        found = queries.of_code(scheme, value) if scheme != "label" else None
    if found is None:
        raise Http404
    return found


def _brief(one: Organisation, name: str) -> dict:
    return {"id": f"register:{one.pk}", "kind": one.kind, "name": name,
            "acronym": one.acronym or None, "city": one.city or None,
            "country": one.country or None, "opened": one.opened or None,
            "closed": one.closed or None}


def _held(row) -> dict:
    return {"start": row.start or None, "end": row.end or None}


@_told
def listing(request) -> dict:
    """Organisations as on a day, a page at a time: ?q= ?kind= ?within= ?at= ?page= ?size=."""
    day = _day(request)
    kind = request.GET.get("kind", "")
    if kind and kind not in vocabularies.KINDS:
        raise Refused(f"There is no kind {kind[:50]}: there are {', '.join(vocabularies.KINDS)}.",
                      f"Il n’y a pas de type {kind[:50]} : il y a "
                      f"{', '.join(vocabularies.KINDS)}.", "kind")
    above = request.GET.get("within", "")
    found = queries.listed(request.GET.get("q", "")[:200], kind, day,
                           _found(above).pk if above else None)
    pages = Paginator(found, _number(request, "size", PAGE, MOST))
    shown = pages.get_page(_number(request, "page", 1, 1_000_000))
    some = list(shown.object_list)
    names = queries.names_at(some, day, "fr")
    return {"at": day, "count": pages.count, "page": shown.number, "pages": pages.num_pages,
            "organisations": [_brief(one, names[one.pk]) for one in some]}


@_told
def one(request, name: str) -> dict:
    """One organisation as on a day: names, codes, places, relations, published page."""
    day, found = _day(request), _found(name)
    told = found.relations.at(day).exclude(kind="successor_of").select_related("other")
    return {
        "at": day, **_brief(found, queries.names_at([found], day, "fr")[found.pk]),
        "website": found.website or None,
        "names": [{"text": row.text, "language": row.language or None, "kind": row.kind,
                   **_held(row)} for row in found.names.order_by("kind", "start", "pk")],
        "codes": [{"scheme": row.scheme, "value": row.value, **_held(row)}
                  for row in found.codes.order_by("scheme", "value")],
        "places": [{"address": row.address or None, "postcode": row.postcode or None,
                    "city": row.city or None, "country": row.country or None,
                    "latitude": row.latitude, "longitude": row.longitude, **_held(row)}
                   for row in found.places.order_by("start", "pk")],
        "subjects": [{"scheme": row.scheme, "value": row.value, **_held(row)}
                     for row in found.subjects.order_by("scheme", "value", "start")],
        "staff": [{"year": row.year, "profession": row.profession,
                   "employer": row.employer or None, "headcount": row.headcount}
                  for row in found.staff.order_by("year", "profession", "employer")],
        "relations": [_relation(row, row.other) for row in told.order_by("kind", "pk")],
        "profile": _profile(queries.published(found)),
    }


def _relation(row: Relation, other: Organisation) -> dict:
    return {"relation": row.kind, "other": f"register:{other.pk}", "other_name": other.name,
            "succession": row.succession or None, "label": row.label or None,
            "because": row.because or None, **_held(row)}


def _profile(version: ProfileVersion | None) -> dict | None:
    """Return the page that readers see: not who wrote it."""
    if version is None:
        return None
    return {"version": version.number, "published": version.at.date().isoformat(),
            **{name: getattr(version, name) or None
               for name in (*ProfileVersion.TEXTS, "status_en", "status_fr")},
            "employees": version.employees, "employees_at": version.employees_at or None,
            "budget": float(version.budget) if version.budget is not None else None,
            "budget_year": version.budget_year or None}


@_told
def relations(request, name: str) -> dict:
    """All relations of one organisation, of all times: its own, and those of others to it."""
    found = _found(name)
    mine = found.relations.select_related("other").order_by("start", "pk")
    theirs = found.others.select_related("organisation").order_by("start", "pk")
    return {"id": f"register:{found.pk}",
            "relations": [_relation(row, row.other) for row in mine],
            "of_others": [_relation(row, row.organisation) for row in theirs]}


@_told
def tree(request) -> dict:
    """What is part of what on a day: ?of= the top (default: all tops), ?levels= how deep."""
    day = _day(request)
    levels = _number(request, "levels", BEFORE, DEEPEST)
    above = request.GET.get("of", "")
    tops = [_found(above)] if above else list(queries.roots(day))
    branches: dict[int, list[Organisation]] = {}
    new = everyone = tops
    for _ in range(levels):
        under = []
        for row in queries.children([o.pk for o in new], day):
            branches.setdefault(row.other_id, []).append(row.organisation)
            under.append(row.organisation)
        everyone, new = [*everyone, *under], under
    names = queries.names_at(everyone, day, "fr")
    more = queries.parts_counted([o.pk for o in new], day)

    def branch(one: Organisation, level: int) -> dict:
        if level == levels:
            return {**_brief(one, names[one.pk]), "parts_not_shown": more.get(one.pk, 0)}
        return {**_brief(one, names[one.pk]), "parts": [
            branch(part, level + 1) for part in branches.get(one.pk, ())]}

    return {"at": day, "tree": [branch(top, 0) for top in tops]}
