"""Every write that is common to dossiers: opened, changed, moved, spoken of.

Each is allowed or refused by who asks, done whole or not at all, and leaves one
entry in the audit; those concerned are told. A desk's own actions begin with
``take`` and end with ``done``.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from uuid import UUID

from django.db import transaction

from belvedere.register.accounts.audit import done_before, record
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.desk import files
from belvedere.register.desk.books import BOOKS
from belvedere.register.desk.columns import mark_of
from belvedere.register.desk.models import Comment, Document, Dossier, Notification
from belvedere.register.desk.numbering import next_number, taken
from belvedere.register.desk.workflow import Move
from belvedere.register.organisations.actions import allow, state
from belvedere.register.organisations.dates import before, checked, surely_before
from belvedere.register.organisations.queries import folded, today
from belvedere.tables.words import Words


def past(written: str, field: str = "on", after: str = "") -> str:
    """Return a date of effect: a day that has come, not before another. Raises Refused."""
    on = checked(written, field)
    if not on:
        raise Refused("Give the date.", "Donnez la date.", field)
    if before(today(), on):
        raise Refused(f"{on} has not come yet: say what happened.",
                      f"Le {on} n’est pas encore venu : dites ce qui s’est passé.", field)
    if after and surely_before(on, after):
        raise Refused(f"{on} is before {after}, when the last step was made: look at the dates.",
                      f"Le {on} précède le {after}, date de la dernière étape : revoyez les dates.",
                      field)
    return on


def take(dossier: Dossier, expected: int | None) -> Dossier:
    """Return a dossier to be changed, locked, its version grown.

    Raises Stale when it changed since version ``expected`` was read.
    """
    held = type(dossier).objects.select_for_update().get(pk=dossier.pk)
    if expected is not None and held.version != expected:
        raise Stale(
            f"{held} was changed by somebody else while you wrote. What you wrote is below; "
            "look at the dossier as it is now and send it again.",
            f"{held} a été modifié par quelqu’un d’autre pendant votre saisie. Votre saisie est "
            "ci-dessous ; relisez le dossier tel qu’il est et renvoyez-la.")
    held.version += 1
    return held


def searchable(dossier: Dossier) -> None:
    """Note on a dossier what lists search: by visitors, and by who keeps it."""
    said = {name: str(getattr(dossier, name)) for name in ("number", *dossier.SEARCHED)}
    open_ones = [text for name, text in said.items() if not mark_of(type(dossier), name)]
    dossier.searched = folded(" ".join(open_ones))
    dossier.searched_within = folded(" ".join(said.values()))


def save(dossier: Dossier) -> None:
    """Save a dossier, with what its list searches."""
    searchable(dossier)
    dossier.save()


def kept(dossier: Dossier) -> dict:
    """Return a dossier's columns as the audit keeps them: what has a mark is not told there."""
    return {name: "•••" if value and mark_of(type(dossier), name) else value
            for name, value in state(dossier, "searched_within").items()
            if value not in ("", None)}


def done(
    *, by: Account | None, action: str, dossier: Dossier, told: Words, why: str = "",
    before: Mapping | None = None, after: Mapping | None = None, submission: UUID | None = None,
) -> None:
    """Write an action on a dossier to the audit and tell those concerned."""
    record(by=by, action=action, on=dossier, before=before, after=after, why=why,
           submission=submission)
    name = dossier._meta.model_name
    Notification.objects.bulk_create(
        Notification(to=account, subject=name, subject_id=dossier.pk, about=dossier.number,
                     en=told.en[:300], fr=told.fr[:300])
        for account in concerned(dossier) if by is None or account.pk != by.pk)


def concerned(dossier: Dossier) -> list[Account]:
    """Return who wrote about a dossier, and who its book says it concerns, while they see it."""
    book, name = BOOKS[dossier._meta.model_name], dossier._meta.model_name
    wrote = Comment.objects.filter(subject=name, subject_id=dossier.pk).values("by")
    found = {*Account.objects.filter(pk__in=wrote), *book.concerned(dossier)}
    return sorted((one for one in found if book.sees(one, dossier)), key=lambda one: one.pk)


def action(name: str, told: Words, needs: Permission | None = None) -> Callable:
    """Make an action on a dossier of what changes it and returns what the audit is to keep.

    What it decorates is told the dossier, locked, and ``by``, ``why`` and its own values.
    ``told`` is for those concerned; without ``needs`` it looks itself who may.
    """
    def of(does: Callable) -> Callable:
        @wraps(does)
        @transaction.atomic
        def act(*, by: Account | None, dossier: Dossier, expected: int | None = None,
                submission: UUID | None = None, why: str = "", **values) -> Dossier:
            if needs:
                allow(by, needs, dossier.unit)
            if done_before(submission):
                return dossier
            held = take(dossier, expected)
            after = does(held, by=by, why=why.strip(), **values)
            save(held)
            done(by=by, action=name, dossier=held, after=after, why=why, submission=submission,
                 told=Words(*(text.format(held) for text in told)))
            return held

        return act

    return of


@transaction.atomic
def open_dossier(
    model: type[Dossier], *, by: Account | None, needs: Permission, opened: str,
    number: str = "", submission: UUID | None = None, why: str = "", **values,
) -> Dossier:
    """Open a dossier in its workflow's first state, under the next number or a given one."""
    allow(by, needs, values.get("unit"))
    if done_of := done_before(submission):
        return model.objects.get(pk=done_of.subject_id)
    opened = past(opened, "opened")
    if number and model.objects.filter(number=number).exists():
        raise Refused(f"{number} is another dossier’s number already.",
                      f"{number} est déjà le numéro d’un autre dossier.", "number")
    if number:
        taken(model, number)
    made = model(number=number or next_number(model, int(opened[:4])), opened=opened,
                 state=model.WORKFLOW.first, since=opened, **values)
    save(made)
    made.periods.create(state=made.state, start=opened)
    done(by=by, action="open", dossier=made, after=kept(made), why=why, submission=submission,
         told=Words(f"{made} was opened.", f"{made} est ouvert."))
    return made


@transaction.atomic
def change(
    *, by: Account | None, dossier: Dossier, needs: Permission, values: Mapping, why: str = "",
    expected: int | None = None, submission: UUID | None = None,
) -> Dossier:
    """Put columns of a dossier right; its state changes by a move only."""
    allow(by, needs, dossier.unit)
    if done_before(submission):
        return dossier
    held = take(dossier, expected)
    old = {name: getattr(held, name) for name in values}
    told = kept(held)
    for name, value in values.items():
        setattr(held, name, value)
    allow(by, needs, held.unit)
    save(held)
    new = kept(held)
    changed = [name for name in values if old[name] != values[name]]
    done(by=by, action="change", dossier=held, why=why, submission=submission,
         before={name: told.get(name, "") for name in changed},
         after={name: new.get(name, "") for name in changed},
         told=Words(f"{held} was changed.", f"{held} est modifié."))
    return held


@transaction.atomic
def move(
    *, by: Account | None, dossier: Dossier, move: str, on: str, why: str = "",
    expected: int | None = None, submission: UUID | None = None,
) -> Dossier:
    """Move a dossier to its next state from a date on. Raises Refused unless it may."""
    step = dossier.WORKFLOW.move(move)
    if step is None:
        raise Refused(f"There is no move {move}.", f"Il n’y a pas d’étape {move}.", "move")
    allow(by, step.needs, dossier.unit)
    if done_before(submission):
        return dossier
    held = take(dossier, expected)
    _possible(held, step)
    if step.asks_why and not why.strip():
        raise Refused("Say why: it is kept with the dossier.",
                      "Dites pourquoi : le motif est gardé avec le dossier.", "why")
    current = held.periods.get(end="")
    on = past(on, after=current.start)
    current.end = on
    current.save(update_fields=["end"])
    held.periods.create(state=step.target, start=on)
    old, held.state, held.since = held.state, step.target, on
    held.moved(on)
    save(held)
    states = held.WORKFLOW.states
    done(by=by, action=step.name, dossier=held, before={"state": old}, why=why,
         after={"state": held.state, "since": on}, submission=submission,
         told=Words(f"{held}: {states[held.state].en}.", f"{held} : {states[held.state].fr}."))
    return held


def _possible(dossier: Dossier, step: Move) -> None:
    if dossier.state not in step.sources:
        now = dossier.WORKFLOW.states[dossier.state]
        possible = [move.title for move in dossier.WORKFLOW.possible(dossier.state)]
        raise Refused(
            f"{dossier} is in the state “{now.en}”: {step.title.en} is not possible. "
            f"Possible: {', '.join(t.en for t in possible) or 'nothing more'}.",
            f"{dossier} est dans l’état « {now.fr} » : {step.title.fr} n’est pas possible. "
            f"Possible : {', '.join(t.fr for t in possible) or 'plus rien'}.", "move")


@transaction.atomic
def comment(
    *, by: Account, dossier: Dossier, text: str, expected: int | None = None,
    submission: UUID | None = None,
) -> Dossier:
    """Write about a dossier to those who keep it."""
    allow(by, BOOKS[dossier._meta.model_name].desk.keeps, dossier.unit)
    if done_before(submission):
        return dossier
    if not text.strip():
        raise Refused("Write something.", "Écrivez quelque chose.", "text")
    Comment.objects.create(subject=dossier._meta.model_name, subject_id=dossier.pk, by=by,
                           text=text.strip())
    done(by=by, action="comment", dossier=dossier, submission=submission,
         told=Words(f"{by} wrote about {dossier}.", f"{by} a écrit au sujet de {dossier}."))
    return dossier


@transaction.atomic
def attach(
    *, by: Account, dossier: Dossier, file, expected: int | None = None,
    submission: UUID | None = None,
) -> Dossier:
    """Keep a document with a dossier. Raises Refused when it is too large or may not be."""
    allow(by, BOOKS[dossier._meta.model_name].desk.keeps, dossier.unit)
    if done_before(submission):
        return dossier
    name = files.safe_name(file.name)
    if file.size > files.LARGEST:
        most = files.LARGEST // 1_000_000
        raise Refused(f"{name} has {file.size // 1_000_000} MB; {most} MB is the most.",
                      f"{name} fait {file.size // 1_000_000} Mo ; {most} Mo au plus.", "file")
    content = file.read()
    kind = files.kind_of(name, content)
    key, digest = files.keep(content)
    try:
        Document.objects.create(
            subject=dossier._meta.model_name, subject_id=dossier.pk, key=key, name=name,
            kind=kind, size=len(content), digest=digest, by=by)
        done(by=by, action="attach", dossier=dossier, after={"sha256": digest},
             submission=submission,
             told=Words(f"{dossier} has a new document.", f"{dossier} a un nouveau document."))
    except BaseException:
        files.path_of(key).unlink()
        raise
    return dossier
