"""Making proposals of a release, and deciding them: each decision is in the audit."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations.actions import allow
from belvedere.register.organisations.queries import folded
from belvedere.register.proposals import vocabularies as words
from belvedere.register.proposals.accepting import do
from belvedere.register.proposals.comparing import Difference, differences
from belvedere.register.proposals.described import Release
from belvedere.register.proposals.models import Proposal
from belvedere.tables.words import Words

AT_ONCE = 1_000
"""Proposals of one transaction: between two, others can write."""
_RANKS = {kind: rank for rank, kind in enumerate(words.KINDS)}


class Proposed(NamedTuple):
    """How many proposals a release made, left open, took back, and left as decided."""

    new: int
    open: int
    lapsed: int
    decided: int


@transaction.atomic
def propose(*, by: Account | None, release: Release, of: str | None = None) -> Proposed:
    """Hold a release to the register and make proposals of what differs.

    What was decided before of the same value stays decided. Open proposals that the
    release no longer makes lapse.
    """
    allow(by, Permission.IMPORT)
    told = {one.identity: one for one in differences(release, of)}
    held = {(p.about, p.kind, p.key, p.digest): p for p in Proposal.objects.filter(
        source=release.source).defer("value", "held", "searched")}
    again = [held[one] for one in told.keys() & held.keys() if held[one].state == "lapsed"]
    still = [held[one] for one in told.keys() & held.keys() if held[one].state == "open"]
    gone = [] if of else [p for identity, p in held.items()
                          if p.state == "open" and identity not in told]
    made = [_proposal(told[one], release) for one in told if one not in held]
    Proposal.objects.bulk_create(made)
    for state, some in (("open", [*again, *still]), ("lapsed", gone)):
        for start in range(0, len(some), AT_ONCE):
            Proposal.objects.filter(pk__in=[p.pk for p in some[start:start + AT_ONCE]]).update(
                state=state, release=release.day)
    return Proposed(len(made) + len(again), len(still), len(gone),
                    sum(held[one].state in ("accepted", "refused")
                        for one in told.keys() & held.keys()))


def _proposal(one: Difference, release: Release) -> Proposal:
    codes = one.value.get("codes", ())
    said = (one.about.partition(":")[2], one.name, one.value.get("acronym", ""),
            *([codes] if isinstance(codes, str) else codes), one.value.get("other", ""),
            one.value.get("label", ""))
    return Proposal(
        source=release.source, release=release.day, about=one.about, kind=one.kind, key=one.key,
        digest=one.digest, rank=_RANKS[one.kind], name=one.name[:500],
        searched=" ".join(dict.fromkeys(folded(str(text)) for text in said if text)),
        organisation_id=one.organisation, value=one.value, held=one.held)


class Decided(NamedTuple):
    """How many proposals were decided, and which cannot be accepted as things are."""

    done: int
    left: Sequence[tuple[Proposal, Words]]


def accept(*, by: Account | None, proposals: QuerySet, why: str = "", most: int | None = None
           ) -> Decided:
    """Do what open proposals say, each by its action; one that cannot be stays open."""
    for permission in (Permission.IMPORT, Permission.CREATE, Permission.DESCRIBE,
                       Permission.RESTRUCTURE):
        allow(by, permission)
    done, left = 0, []
    wanted = list(proposals.filter(state="open").order_by("rank", "name", "pk").values_list(
        "pk", flat=True)[:most])
    for start in range(0, len(wanted), AT_ONCE):
        with transaction.atomic():
            some = list(Proposal.objects.select_for_update().filter(
                pk__in=wanted[start:start + AT_ONCE], state="open").order_by("rank", "name", "pk"))
            failed = dict(do(by, some, why))
            left += [(one, failed[one.pk]) for one in some if one.pk in failed]
            done += _decide(by, [p for p in some if p.pk not in failed], "accepted", why)
    return Decided(done, left)


@transaction.atomic
def refuse(*, by: Account | None, proposals: QuerySet, why: str) -> Decided:
    """Refuse open proposals; the same value of the same source does not come again."""
    allow(by, Permission.IMPORT)
    if not why.strip():
        raise Refused("Say why: it is kept with what was refused.",
                      "Dites pourquoi : le motif est gardé avec ce qui est refusé.", "why")
    some = list(proposals.select_for_update().filter(state="open"))
    record_all([
        entry(by=by, action="refuse_proposal", on=one, before=one.held,
              after={"source": one.source, "release": one.release, **one.value}, why=why)
        for one in some])
    return Decided(_decide(by, some, "refused", why), ())


def _decide(by: Account | None, some: Sequence[Proposal], state: str, why: str) -> int:
    return Proposal.objects.filter(pk__in=[one.pk for one in some]).update(
        state=state, decided=timezone.now(), decided_by=by, why=why.strip()[:500]) if some else 0
