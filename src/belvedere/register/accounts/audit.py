"""The audit: one entry for each action, written in the action's own transaction."""

from collections.abc import Mapping
from uuid import UUID

from belvedere.register.accounts.models import Account, AuditEntry


def entry(
    *, by: Account | None, action: str, on, before: Mapping | None = None,
    after: Mapping | None = None, why: str = "", submission: UUID | None = None,
) -> AuditEntry:
    """Return what ``record`` writes, for those who write many at once."""
    return AuditEntry(
        actor=by.pk if by else None, actor_name=by.name if by else "Belvedere", action=action,
        subject=on._meta.model_name, subject_id=on.pk, subject_name=str(on)[:500],
        before=dict(before or {}), after=dict(after or {}), why=why.strip(),
        submission=submission)


def record(**told) -> AuditEntry:
    """Write that ``by`` (nobody: the system) did ``action`` to ``on``, a model's instance."""
    written = entry(**told)
    written.save(force_insert=True)
    return written


def done_before(submission: UUID | None) -> AuditEntry | None:
    """Return what a form did that was sent already, as by a double click."""
    return AuditEntry.objects.filter(submission=submission).first() if submission else None
