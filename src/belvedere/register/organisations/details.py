"""What is true of organisations, as lists have it: what each row is known by, what is refused."""

from collections.abc import Sequence

from django.db.models import Q

from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.drafts import Detail
from belvedere.register.organisations.fact_checks import coded
from belvedere.register.organisations.hierarchy import one_at_a_time, refuse_circle
from belvedere.register.organisations.models import (
    Code,
    Name,
    Place,
    Relation,
    StaffCount,
    Subject,
)
from belvedere.register.organisations.queries import today

_SUPERVISION = ("supervised_by", "participated_by")
"""An organisation has one of these roles at a time."""


def _code_form(draft: Draft) -> None:
    try:
        draft.values["value"] = coded(draft.values["scheme"], draft.values["value"])[1]
    except Refused as refused:
        draft.refused("value", refused)


def _same_codes(drafts: Sequence[Draft]) -> Q | None:
    values = {d.values.get("value") for d in drafts} - {None}
    return Q(value__in=values) & ~Q(scheme="label") if values else None


def _names(drafts: Sequence[Draft], detail: Detail) -> None:
    for draft in drafts:
        said = detail.resulting(draft)
        if said["kind"] == "acronym" and len(said["text"]) > 100:
            draft.wrong("text", "An acronym has 100 characters at most.",
                        "Un sigle a 100 caractères au plus.")


def _places(drafts: Sequence[Draft], detail: Detail) -> None:
    for draft in drafts:
        said = detail.resulting(draft)
        if (said["latitude"] is None) != (said["longitude"] is None):
            draft.wrong("latitude" if said["latitude"] is None else "longitude",
                        "Give both the latitude and the longitude, or neither.",
                        "Donnez la latitude et la longitude, ou aucune des deux.")


def _staff(drafts: Sequence[Draft], detail: Detail) -> None:
    last = int(today()[:4])
    for draft in drafts:
        if not 1900 <= detail.resulting(draft)["year"] <= last:
            draft.wrong("year", f"A year from 1900 to {last}.", f"Une année de 1900 à {last}.")


def _relations(drafts: Sequence[Draft], detail: Detail) -> None:
    for draft in drafts:
        said = detail.resulting(draft)
        if said["organisation"] == said["other"]:
            draft.wrong("other", "It cannot be so to itself.", "Il ne peut l’être pour lui-même.")
        elif (said["kind"] == "successor_of") != bool(said["succession"]):
            draft.wrong("succession", "Say how it succeeds, and of successors only.",
                        "Dites comment il succède, et seulement pour une succession.")
    _circles([d for d in drafts if not d.problems and d.verdict != "unchanged"
              and detail.resulting(d)["kind"] == "part_of"], detail)


def _circles(drafts: Sequence[Draft], detail: Detail) -> None:
    if not drafts:
        return
    one_at_a_time()
    above: dict[int, dict] = {}
    for pk, *edge in Relation.objects.filter(kind="part_of").values_list(
            "pk", "organisation", "other", "start", "end"):
        above.setdefault(edge[0], {})[pk] = edge
    for draft in drafts:
        said, one = detail.resulting(draft), draft.refs["organisation"]
        edges = above.setdefault(one.pk, {})
        old = edges.pop(draft.held.pk, None) if draft.held else None
        try:
            refuse_circle(one, draft.refs["other"], said["start"], said["end"], lambda pks: (
                edge for pk in pks for edge in above.get(pk, {}).values()))
        except Refused as refused:
            draft.refused("other", refused)
            if old:
                edges[draft.held.pk] = old
        else:
            edges[f"row {draft.number}"] = (one.pk, said["other"], said["start"], said["end"])


NAMES = Detail(
    Name, ("text", "language", "kind", "start", "end"),
    key=lambda r: (r["organisation"], r["kind"], r["language"], r["text"], r["start"]),
    creates="add_name", changes="correct_name", needs=Permission.DESCRIBE,
    apart=lambda r: (r["organisation"], r["kind"], r["language"]) if r["kind"] != "alias" else None,
    check=_names)
CODES = Detail(
    Code, ("scheme", "value", "start", "end"),
    key=lambda r: (r["scheme"], r["value"], *(
        (r["organisation"], r["start"]) if r["scheme"] == "label" else ())),
    apart=lambda r: (r["organisation"], r["value"]) if r["scheme"] == "label" else None,
    creates="add_code", changes="correct_code", needs=Permission.DESCRIBE, prepare=_code_form,
    also=_same_codes)
PLACES = Detail(
    Place, ("address", "postcode", "city", "country", "latitude", "longitude", "start", "end"),
    key=lambda r: (r["organisation"], r["start"]),
    creates="settle", changes="correct_place", needs=Permission.DESCRIBE,
    apart=lambda r: (r["organisation"],), check=_places)
RELATIONS = Detail(
    Relation, ("kind", "start", "end", "label", "succession", "because"),
    key=lambda r: (r["organisation"], r["kind"], r["other"], r["start"]),
    creates="relate", changes="correct_relation", needs=Permission.RESTRUCTURE,
    refs=("organisation", "other"), check=_relations,
    apart=lambda r: (r["organisation"], "supervision" if r["kind"] in _SUPERVISION else r["kind"],
                     r["other"]))
SUBJECTS = Detail(
    Subject, ("scheme", "value", "start", "end"),
    key=lambda r: (r["organisation"], r["scheme"], r["value"].casefold(), r["start"]),
    apart=lambda r: (r["organisation"], r["scheme"], r["value"].casefold()),
    creates="add_subject", changes="correct_subject", needs=Permission.DESCRIBE)
STAFF = Detail(
    StaffCount, ("year", "profession", "employer", "headcount"),
    key=lambda r: (r["organisation"], r["year"], r["profession"], r["employer"]),
    creates="count_staff", changes="correct_staff", needs=Permission.DESCRIBE, check=_staff)
