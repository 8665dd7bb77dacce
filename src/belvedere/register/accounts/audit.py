"""The audit: one entry for each action, written in the action's own transaction."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from belvedere.register.accounts.models import Account, AuditEntry, AuditPlace


def entry(
    *, by: Account | None, action: str, on, before: Mapping | None = None,
    after: Mapping | None = None, why: str = "", submission: UUID | None = None,
    touching: Iterable = (),
) -> AuditEntry:
    """Return the entry that ``by`` (nobody: the system) did ``action`` to ``on``, unwritten.

    It is in the history of the organisation that it is done to, or that ``on`` is of,
    and of those that it touches besides.
    """
    made = AuditEntry(
        actor=by.pk if by else None, actor_name=str(by)[:200] if by else "Belvedere",
        action=action, subject=on._meta.model_name, subject_id=on.pk, subject_name=str(on)[:500],
        before=dict(before or {}), after=dict(after or {}), why=why.strip(),
        submission=submission)
    own = on.pk if on._meta.model_name == "organisation" else getattr(on, "organisation_id", None)
    made.places = {own, *(one.pk for one in touching if one is not None)} - {None}
    return made


def record_all(entries: Sequence[AuditEntry]) -> None:
    """Write many entries at once."""
    AuditEntry.objects.bulk_create(entries)
    AuditPlace.objects.bulk_create(
        AuditPlace(entry=one.pk, organisation=place)
        for one in entries for place in sorted(one.places))


def record(**told) -> AuditEntry:
    """Write one entry: see ``entry``."""
    made = entry(**told)
    record_all([made])
    return made


def done_before(submission: UUID | None) -> AuditEntry | None:
    """Return what a form did that was sent already, as by a double click."""
    return AuditEntry.objects.filter(submission=submission).first() if submission else None
