"""How organisations hang together from a date on: relate, move, close, merge, split.

Each takes effect on a date and leaves what was true before as it was: a relation
that ends keeps its beginning, one that begins has its own row.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from belvedere.register.accounts.audit import done_before, record
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations import fact_checks
from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.actions import allow, create, refresh, state, take
from belvedere.register.organisations.dates import before, checked
from belvedere.register.organisations.hierarchy import one_at_a_time
from belvedere.register.organisations.models import Organisation, Relation
from belvedere.tables.dates import bounds

_HANGS = ("part_of", "supervised_by", "participated_by", "member_of")


@transaction.atomic
def relate(
    *, by: Account | None, organisation: Organisation, kind: str, other: Organisation,
    start: str = "", end: str = "", label: str = "", because: str = "", succession: str = "",
    expected: int | None = None,
    submission: UUID | None = None,
) -> Relation:
    """Say what another organisation is to one, from a date to a date.

    Raises Refused when it says so already for some of that time, or when an
    organisation would be a part of itself.
    """
    allow(by, Permission.RESTRUCTURE, organisation)
    one_at_a_time()
    taken = take(organisation.pk, expected)
    relation = _relate(taken, kind, other, checked(start, "start"), checked(end, "end"),
                       label, because, succession)
    record(by=by, action="relate", on=taken, why=because,
           after={**state(relation), "other": str(other)}, submission=submission,
           touching=[other])
    return relation


@transaction.atomic
def end(
    *, by: Account | None, relation: Relation, on: str, because: str = "",
    expected: int | None = None,
    submission: UUID | None = None,
) -> Relation:
    """End a relation on a date; that it held before stands."""
    allow(by, Permission.RESTRUCTURE, relation.organisation)
    one_at_a_time()
    taken = take(relation.organisation_id, expected)
    relation.refresh_from_db()
    on = _effective(on)
    _end(relation, on)
    record(by=by, action="end_relation", on=taken, why=because,
           after={"kind": relation.kind, "other": str(relation.other), "end": on},
           submission=submission, touching=[relation.other])
    return relation


@transaction.atomic
def move(
    *, by: Account | None, organisation: Organisation, to: Organisation,
    away_from: Organisation | None = None, on: str, because: str = "",
    expected: int | None = None,
    submission: UUID | None = None,
) -> Relation:
    """Make it a part of another organisation from a date on, no more of the one before.

    Where it is part of several, ``away_from`` says which one it leaves.
    """
    allow(by, Permission.RESTRUCTURE, organisation)
    one_at_a_time()
    taken = take(organisation.pk, expected)
    on = _effective(on)
    held = taken.relations.filter(kind="part_of", end="")
    if away_from is not None:
        held = held.filter(other=away_from)
    left = list(held.select_related("other"))
    if away_from is None and len(left) > 1:
        raise Refused("It is part of several: say which one it leaves.",
                      "Il fait partie de plusieurs : dites lequel il quitte.", "away_from")
    if to.pk in {relation.other_id for relation in left}:
        raise Refused(f"It is part of {to} already.", f"Il fait déjà partie de {to}.", "to")
    for relation in left:
        _end(relation, on)
    made = _relate(taken, "part_of", to, on, "", "", because, "")
    record(by=by, action="move", on=taken, before={"part_of": [str(r.other) for r in left]},
           after={"part_of": str(to), "on": on}, why=because, submission=submission,
           touching=[to, *(r.other for r in left)])
    return made


@transaction.atomic
def close(
    *, by: Account | None, organisation: Organisation, on: str, because: str = "",
    expected: int | None = None,
    submission: UUID | None = None,
) -> Organisation:
    """Close it on a date; what it was part of and what was part of it ends with it."""
    allow(by, Permission.RESTRUCTURE, organisation)
    one_at_a_time()
    taken = take(organisation.pk, expected)
    on = _effective(on)
    _close(taken, on)
    for relation in _open(Q(other=taken)):
        _end(relation, on)
    refresh(taken)
    record(by=by, action="close", on=taken, after={"closed": on}, why=because,
           submission=submission)
    return taken


@transaction.atomic
def merge(
    *, by: Account | None, sources: Sequence[Organisation], into: Organisation | None = None,
    kind: str = "", name: str = "", on: str, because: str = "",
    submission: UUID | None = None, expected: dict[int, int] | None = None,
) -> Organisation:
    """Merge organisations on a date, into a new one or one that goes on.

    The sources close. What is part of them, and what they hang from, goes to what
    takes them over; the successor says which they were.
    """
    if done := done_before(submission):
        return Organisation.objects.get(pk=done.subject_id)
    on, expected = _effective(on), expected or {}
    if len(sources) < (1 if into else 2) or len({s.pk for s in sources}) < len(sources):
        raise Refused("A merger needs two different organisations.",
                      "Une fusion demande deux organisations différentes.", "sources")
    if into and into.pk in {s.pk for s in sources}:
        raise Refused("What goes on cannot be one of those that close.",
                      "Celle qui continue ne peut être l’une de celles qui ferment.", "into")
    for source in sources:
        allow(by, Permission.RESTRUCTURE, source)
    if into:
        allow(by, Permission.RESTRUCTURE, into)
    one_at_a_time()
    taken = [take(pk, expected.get(pk)) for pk in sorted(s.pk for s in sources)]
    successor = take(into.pk, expected.get(into.pk)) if into else None
    for one in (*taken, *([successor] if into else ())):
        _lives(one, on)
    if not into:
        successor = create(by=by, kind=kind or taken[0].kind, name=name, opened=on)
    for source in taken:
        _hand_over(source, successor, on, because)
        _close(source, on)
        _relate(successor, "successor_of", source, on, "", "", because,
                "integration" if into else "merger")
        refresh(source)
    refresh(successor)
    record(by=by, action="merge", on=successor, why=because, submission=submission,
           before={"organisations": [str(s) for s in taken]},
           after={"into": str(successor), "on": on}, touching=taken)
    return successor


@transaction.atomic
def split(
    *, by: Account | None, organisation: Organisation, names: Sequence[str], on: str,
    goes_on: bool = False, because: str = "", expected: int | None = None,
    submission: UUID | None = None,
) -> list[Organisation]:
    """Split it on a date into new organisations; it closes unless it ``goes_on``."""
    allow(by, Permission.RESTRUCTURE, organisation)
    if done := done_before(submission):
        return list(Organisation.objects.filter(relations__other=done.subject_id,
                                                relations__kind="successor_of"))
    if len(names) < (1 if goes_on else 2):
        raise Refused("Name the organisations that it becomes, one on each line.",
                      "Nommez les organisations qu’il devient, une par ligne.", "names")
    one_at_a_time()
    taken = take(organisation.pk, expected)
    on = _effective(on)
    _lives(taken, on)
    hung = _open(Q(organisation=taken, kind__in=_HANGS))
    made = []
    for name in names:
        part = create(by=by, kind=taken.kind, name=name, opened=on)
        for relation in hung:
            _relate(part, relation.kind, relation.other, on, "", "", because, "")
        _relate(part, "successor_of", taken, on, "", "", because,
                "offshoot" if goes_on else "split")
        made.append(part)
    if not goes_on:
        _close(taken, on)
        refresh(taken)
    record(by=by, action="split", on=taken, why=because, submission=submission,
           after={"into": [str(part) for part in made], "on": on, "goes_on": goes_on},
           touching=made)
    return made


@transaction.atomic
def create_within(*, by: Account | None, part_of: Organisation | None = None,
                  submission: UUID | None = None, **values) -> Organisation:
    """Create an organisation that is part of another from its opening on."""
    if done := done_before(submission):
        return Organisation.objects.get(pk=done.subject_id)
    made = create(by=by, submission=submission, **values)
    if part_of:
        relate(by=by, organisation=made, kind="part_of", other=part_of, start=made.opened,
               because=values.get("why", ""))
    return made


def _effective(on: str) -> str:
    on = checked(on, "on")
    if not on:
        raise Refused("Say from which date on.", "Dites à partir de quelle date.", "on")
    return on


def _lives(organisation: Organisation, on: str) -> None:
    if organisation.closed:
        raise Refused(f"{organisation.name} is closed since {organisation.closed}.",
                      f"{organisation.name} est fermé depuis {organisation.closed}.", "on")
    if organisation.opened and before(on, organisation.opened):
        raise Refused(f"{organisation.name} opened on {organisation.opened}: say a later date.",
                      f"{organisation.name} a ouvert le {organisation.opened} : donnez une date "
                      "postérieure.", "on")


def _open(of: Q) -> list[Relation]:
    return list(Relation.objects.filter(of, end="", kind__in=_HANGS)
                .select_related("organisation", "other"))


def _close(organisation: Organisation, on: str) -> None:
    _lives(organisation, on)
    for relation in _open(Q(organisation=organisation)):
        _end(relation, on)
    for row in (*organisation.names.filter(end=""), *organisation.places.filter(end="")):
        if not row.start or not before(on, row.start):
            row.end = on
            row.save()
    organisation.closed = on
    organisation.save(update_fields=["closed"])


def _end(relation: Relation, on: str) -> None:
    if relation.end and before(relation.end, on):
        raise Refused(f"It ended on {relation.end} already.", f"Déjà terminé le {relation.end}.",
                      "on")
    if relation.start and before(on, relation.start):
        raise Refused(
            f"“{words.RELATIONS[relation.kind].en} {relation.other}” begins on {relation.start}: "
            "say a later date, or take that one back first.",
            f"« {words.RELATIONS[relation.kind].fr} {relation.other} » commence le "
            f"{relation.start} : donnez une date postérieure, ou retirez-la d’abord.", "on")
    if relation.start and bounds(relation.start)[0] == bounds(on)[0]:
        relation.delete()  # it would hold on no day
        return
    relation.end = on
    relation.save(update_fields=["end"])


def _hand_over(source: Organisation, successor: Organisation, on: str, because: str) -> None:
    """What hangs from a source, and what it hangs from, goes to its successor."""
    for relation in _open(Q(organisation=source)):
        if relation.other_id != successor.pk:
            _once(successor, relation.kind, relation.other, on, because)
    for relation in _open(Q(other=source)):
        _end(relation, on)
        if relation.organisation_id != successor.pk:
            _once(relation.organisation, relation.kind, successor, on, because)


def _once(organisation, kind, other, on, because) -> None:
    held = Relation.objects.filter(organisation=organisation, kind=kind, other=other, end="")
    if not held.exists():
        _relate(organisation, kind, other, on, "", "", because, "")


def _relate(organisation, kind, other, start, end, label, because, succession) -> Relation:
    if kind not in words.RELATIONS:
        raise Refused(f"There is no relation {kind}.", f"Il n’y a pas de relation {kind}.", "kind")
    if (kind == "successor_of") != bool(succession) or (
            succession and succession not in words.SUCCESSIONS):
        raise Refused("Say how it succeeds, and of successors only.",
                      "Dites comment il succède, et seulement pour une succession.", "succession")
    if organisation.pk == other.pk:
        raise Refused("It cannot be so to itself.", "Il ne peut l’être pour lui-même.", "other")
    made = Relation(organisation=organisation, kind=kind, other=other, start=start, end=end,
                    label=label, because=because, succession=succession)
    fact_checks.relation(made)
    made.save()
    return made
