"""Named reads of accounts and of the audit."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from belvedere.register.accounts.models import Account, AuditEntry, AuditPlace, Session
from belvedere.register.accounts.sessions import browser
from belvedere.tables.words import Words, folded

FEW = 100
"""Organisations whose entries are read whole and put in order."""
STATES = {"open": Words("open", "ouvert"), "invited": Words("invited", "invité"),
          "closed": Words("closed", "fermé")}
_STATE = {"open": Q(is_active=True, joined__isnull=False),
          "invited": Q(is_active=True, joined=None), "closed": Q(is_active=False)}


def state(account: Account) -> str:
    """Return whether an account is open, invited or closed."""
    return "closed" if not account.is_active else "open" if account.joined else "invited"


def accounts(
    text: str = "", role: str = "", state: str = "", within: Iterable[int] | None = None,
) -> QuerySet:
    """Return the accounts that hold every word, by name; those with a role ``within``."""
    found = Account.objects.order_by("searched", "pk")
    for word in folded(text).split():
        found = found.filter(searched__contains=word)
    if state:
        found = found.filter(_STATE[state])
    if role:
        found = found.filter(grants__role=role)
    if within is not None:
        found = found.filter(grants__organisation__in=within)
    return found.distinct().prefetch_related("grants__organisation")


class Seen(NamedTuple):
    """One session as its owner sees it; ``handle`` names it without its key."""

    handle: str
    browser: str
    began: datetime
    seen: datetime
    is_this: bool


def handle(session: Session) -> str:
    """Return what names a session in an address, and opens nothing."""
    return hashlib.sha256(f"session {session.pk}".encode()).hexdigest()[:32]


def sessions(account: Account, this: str | None) -> list[Seen]:
    """Return an account's sessions, the last seen first."""
    return [Seen(handle(one), browser(one.agent), one.began, one.seen, one.pk == this)
            for one in account.sessions.order_by("-seen")]


def session_of(account: Account, wanted: str) -> Session | None:
    """Return one of an account's own sessions by its handle."""
    return next((one for one in account.sessions.all()
                 if hmac.compare_digest(handle(one), wanted)), None)


def entries(
    *, organisations: Iterable[int] | None = None, actors: Iterable[int | None] | None = None,
    action: str = "", subject: str = "", apart: Iterable[str] = (),
    since: datetime | None = None, until: datetime | None = None, before: int | None = None,
) -> QuerySet:
    """Return the audit's entries, the newest first; those older than the entry ``before``.

    Those of few organisations are found by these; of many, they are looked for from the
    newest on, for a page is soon full.
    ``action`` is what was done to the kind of ``subject``, to any, or to any but some ``apart``.
    """
    found = AuditEntry.objects.order_by("-at", "-pk")
    if organisations is not None:
        some = list(organisations)
        numbers = _numbers(some)
        if len(some) <= FEW:
            found = found.filter(pk__in=AuditPlace.objects.filter(
                organisation__in=numbers).values("entry"))
        else:  # by the entry: asked for each of the many, places would be found by their index
            found = found.filter(Exists(AuditPlace.objects.annotate(
                place=F("organisation") + 0).filter(entry=OuterRef("pk"), place__in=numbers)))
    if actors is not None:
        numbers = [pk for pk in actors if pk is not None]
        found = found.filter(Q(actor__in=numbers)
                             | (Q(actor=None) if len(numbers) < len(list(actors)) else Q(pk=None)))
    if action:
        found = found.filter(action=action, **({"subject": subject} if subject else {}))
    if apart:
        found = found.exclude(subject__in=apart)
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    if before and (last := AuditEntry.objects.filter(pk=before).values_list("at", flat=True)):
        found = found.filter(Q(at__lt=last[0]) | Q(pk__lt=before), at__lte=last[0])
    return found


def _numbers(some: Sequence[int]) -> RawSQL:
    """Return numbers as a table, however many: none is written into the query's text."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(sorted(some))])
    return RawSQL("SELECT unnest(%s::bigint[])", [sorted(some)])


def actors(text: str) -> list[int | None]:
    """Return whose name or address holds every word; None is Belvedere itself, by command."""
    found: list[int | None] = list(accounts(text).values_list("pk", flat=True)[:200])
    return [*found, None] if folded(text) and "belvedere".startswith(folded(text)) else found
