"""Actions done many at a time: what was judged is written in few queries.

Each row has its audit entry, as if its action had been done alone. Nothing is
checked here but who acts: drafts come from ``judge``, in the same transaction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F, Model

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.actions import allow, look, state
from belvedere.register.organisations.drafts import Detail, chunks
from belvedere.register.organisations.facts import which
from belvedere.register.organisations.models import (
    Code,
    Name,
    Organisation,
    Place,
    Relation,
    Subject,
)

_SHOWN = ("name", "acronym", "city", "country", "searched", "sorted_name", "kind", "opened",
          "closed", "website", "version")


@transaction.atomic
def write_details(*, by: Account | None, detail: Detail, drafts: Sequence[Draft]) -> None:
    """Add and correct rows about organisations as drafts say."""
    allow(by, detail.needs)
    added = [d for d in drafts if d.verdict == "created"]
    corrected = [d for d in drafts if d.verdict == "changed"]
    rows = [detail.model(**{f"{name}_id" if name in detail.refs else name: value
                            for name, value in detail.resulting(d).items()}) for d in added]
    detail.model.objects.bulk_create(rows)
    stood = [which(draft.held) for draft in corrected]
    changed = [{name: pair for name, pair in draft.changes.items() if name in detail.fields}
               for draft in corrected]
    for draft, changes in zip(corrected, changed):
        for name, (_, after) in changes.items():
            setattr(draft.held, name, after)
    _put([d.held for d in corrected], (*(f"{name}_id" for name in detail.refs), *detail.fields))
    concerned = Counter(d.refs["organisation"].pk for d in (*added, *corrected))
    now: dict[int, Organisation] = {}
    if detail.model in (Name, Code, Place):
        now = refresh_many(concerned)
    else:
        for times in set(concerned.values()):
            for some in chunks(pk for pk, n in concerned.items() if n == times):
                Organisation.objects.filter(pk__in=some).update(version=F("version") + times)

    def told(draft: Draft, action: str, before: dict, after: dict):
        one = draft.refs["organisation"]
        return entry(by=by, action=action, on=now.get(one.pk, one), why=draft.why, before=before,
                     after=after, touching=[draft.refs.get("other")])

    entries = []
    for draft, row in zip(added, rows):
        after = state(row)
        if "other" in detail.refs:
            after["other"] = str(draft.refs["other"])
        entries.append(told(draft, detail.creates, {}, after))
    for draft, before, changes in zip(corrected, stood, changed):
        entries.append(told(
            draft, detail.changes, before | {name: old for name, (old, _) in changes.items()},
            {name: new for name, (_, new) in changes.items()}))
    record_all(entries)


@transaction.atomic
def create_many(*, by: Account | None, drafts: Sequence[Draft]) -> list[Organisation]:
    """Create organisations, as ``create`` does each; drafts are told which they became.

    ``refs`` of a draft have its codes and subjects as (scheme, value).
    """
    allow(by, Permission.CREATE)
    made, names, codes, places, subjects = [], [], [], [], []
    for draft in drafts:
        said = {name: value or "" for name, value in draft.values.items()}
        opened = said.get("opened", "")
        one = Organisation(kind=said["kind"], name=said["name"], opened=opened,
                           closed=said.get("closed", ""), website=said.get("website", ""))
        called = [Name(text=text, language=language, kind=kind, start=opened)
                  for text, language, kind in (
                      (said["name"], "fr" if said.get("name_en") else "", "official"),
                      (said.get("name_en"), "en", "official"),
                      (said.get("acronym"), "", "acronym")) if text]
        coded = [Code(scheme=scheme, value=value) for scheme, value in draft.refs["codes"]]
        placed = [Place(
            city=said.get("city", ""), country=said.get("country", ""), start=opened,
            postcode=said.get("postcode", ""), latitude=draft.values.get("latitude"),
            longitude=draft.values.get("longitude"))
        ] if said.get("city") or said.get("country") else []
        look(one, called, coded, placed)
        made.append(one)
        about = [Subject(scheme=scheme, value=value)
                 for scheme, value in draft.refs.get("subjects", ())]
        for rows, some in ((names, called), (codes, coded), (places, placed), (subjects, about)):
            rows += [(one, row) for row in some]
    Organisation.objects.bulk_create(made)
    for rows in (names, codes, places, subjects):
        for one, row in rows:
            row.organisation_id = one.pk
        if rows:
            type(rows[0][1]).objects.bulk_create([row for _, row in rows])
    for draft, one in zip(drafts, made):
        draft.refs["organisation"] = one
    record_all([
        entry(by=by, action="create", on=one, after=state(one), why=draft.why)
        for draft, one in zip(drafts, made)])
    return made


@transaction.atomic
def correct_many(*, by: Account | None, drafts: Sequence[Draft]) -> None:
    """Set right what was wrong all along, as ``correct`` does each."""
    allow(by, Permission.DESCRIBE)
    entries = []
    for draft in drafts:
        for name, (_, after) in draft.changes.items():
            setattr(draft.held, name, after)
        entries.append(entry(
            by=by, action="correct", on=draft.held, why=draft.why,
            before={name: before for name, (before, _) in draft.changes.items()},
            after={name: after for name, (_, after) in draft.changes.items()}))
    _put([d.held for d in drafts], _SHOWN)
    record_all(entries)
    refresh_many(Counter(d.held.pk for d in drafts))


def refresh_many(done: Mapping[int, int]) -> dict[int, Organisation]:
    """Bring up to date what lists show and search of many, each so many versions on."""
    found = {}
    for some in chunks(done):
        details = {pk: ([], [], []) for pk in some}
        for place, model in enumerate((Name, Code, Place)):
            for row in model.objects.filter(organisation__in=some).order_by("pk"):
                details[row.organisation_id][place].append(row)
        organisations = list(Organisation.objects.filter(pk__in=some))
        for one in organisations:
            look(one, *details[one.pk])
            one.version += done[one.pk]
        _put(organisations, _SHOWN)
        found |= {one.pk: one for one in organisations}
    return found


def open_relations(pks: Iterable[int]) -> dict[int, list[Relation]]:
    """Return the relations without an end, of and to organisations, by each of the two."""
    found: dict[int, list[Relation]] = {}
    for some in chunks(pks):
        for side in ("organisation", "other"):
            for relation in Relation.objects.filter(**{f"{side}__in": some}, end="").exclude(
                    kind="successor_of").select_related("other"):
                found.setdefault(getattr(relation, f"{side}_id"), []).append(relation)
    return found


def _put(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write rows that are there already, many in a statement."""
    if rows:
        names = [name.removesuffix("_id") for name in fields]
        type(rows[0]).objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=names)
