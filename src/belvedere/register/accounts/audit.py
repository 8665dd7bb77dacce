"""The audit: one entry for each action, written in the action's own transaction."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from belvedere.register.accounts.models import Account, AuditEntry, AuditPlace


def record(
    *, by: Account | None, action: str, on, before: Mapping | None = None,
    after: Mapping | None = None, why: str = "", submission: UUID | None = None,
    touching: Iterable = (),
) -> AuditEntry:
    """Write that ``by`` (nobody: the system) did ``action`` to ``on``, a model's instance.

    The entry is in the history of the organisation that it is done to, or that ``on`` is
    of, and of those that it touches besides.
    """
    entry = AuditEntry.objects.create(
        actor=by.pk if by else None, actor_name=str(by)[:200] if by else "Belvedere",
        action=action,
        subject=on._meta.model_name, subject_id=on.pk, subject_name=str(on)[:500],
        before=dict(before or {}), after=dict(after or {}), why=why.strip(),
        submission=submission)
    own = on.pk if on._meta.model_name == "organisation" else getattr(on, "organisation_id", None)
    places = {own, *(one.pk for one in touching if one is not None)} - {None}
    AuditPlace.objects.bulk_create(
        AuditPlace(entry=entry.pk, organisation=place) for place in sorted(places))
    return entry


def done_before(submission: UUID | None) -> AuditEntry | None:
    """Return what a form did that was sent already, as by a double click."""
    return AuditEntry.objects.filter(submission=submission).first() if submission else None
