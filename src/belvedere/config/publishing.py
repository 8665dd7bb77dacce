"""The register's books and the evidence: published once, or on each change."""

import os
import time
from collections.abc import Mapping, Sequence

import pyarrow as pa
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from belvedere.building.settling import say
from belvedere.building.steps import publish
from belvedere.config.started import migrated
from belvedere.errors import BelvedereError, StoreBusy
from belvedere.evidence.pruning import prune
from belvedere.evidence.store import Edition, Store, home
from belvedere.evidence.writer import writing
from belvedere.register.curation.models import TextDecision
from belvedere.register.curation.publish import tables as curation_tables
from belvedere.register.desk.publishing import tables as desk_tables
from belvedere.register.organisations.models import Organisation, Publication
from belvedere.register.organisations.profiles import naming
from belvedere.register.organisations.publish import mark, tables

QUIET = 2.0
"""Seconds without a change after which changes are published: ten edits make one edition."""
LONGEST = 20.0
"""Seconds after which they are published though more go on coming."""
AGAIN = 30.0
"""Seconds after which what failed is tried again."""


def books() -> tuple[str, Mapping[str, pa.Table]] | None:
    """Return the register's mark and tables; None where there is no register, or an empty one."""
    if not migrated() or not begun():
        return None
    at = mark()  # what is done while tables are read makes another
    return at, _held()


def _held() -> Mapping[str, pa.Table]:
    return {**tables(), **desk_tables(), **curation_tables()}


def begun() -> bool:
    """Return whether the register has anything to publish: organisations, or decisions."""
    return Organisation.objects.exists() or TextDecision.objects.exists()


def note(at: str, edition: Edition, began: float) -> None:
    """Keep that the books with this mark are in an edition."""
    rows = sum(origin["records_in"] for origin in edition.origins()
               if origin["source"] == "register")
    Publication.objects.create(mark=at, edition=edition.name, rows=rows,
                               seconds=time.monotonic() - began)


def named(editions: Sequence[str]) -> Mapping[str, str]:
    """Return those of some editions that a page of the register names, and which page does."""
    return naming(editions) if migrated() else {}


def prune_own() -> None:
    """Remove the oldest of the editions that a change of the register made, and no other."""
    if settings.EDITIONS:
        with writing(Store(home())) as writer:
            prune(writer, settings.EDITIONS, named,
                  only=lambda manifest: manifest.get("by") == "register")


def publish_once(tell=say) -> Edition | None:
    """Publish the register, where there is one; an error is kept for its editors as well."""
    began, at = time.monotonic(), ""

    def whole() -> Mapping[str, pa.Table]:
        nonlocal at
        at = mark()
        return _held()

    try:
        if not migrated() or not begun():
            return None
        edition = publish(home(), whole, tell=tell)
    except StoreBusy:
        raise
    except Exception as error:
        last = Publication.objects.order_by("-pk").first()
        if last is None or (last.mark, last.error) != (at, str(error)):
            Publication.objects.create(mark=at, error=str(error) or type(error).__name__)
        raise
    note(at, edition, began)
    return edition


def waiting() -> str | None:
    """Return the mark of what was done and is in no edition yet; None when all is."""
    at = mark()
    last = Publication.objects.filter(error="").order_by("-pk").first()
    store = Store(home())
    current = store.current()
    if current is None or (last and (last.mark, last.edition) == (at, current)):
        return None
    if not begun():
        return None
    held = any(o["source"] == "register" for o in store.edition().origins())
    return None if held and last and last.mark == at else at


class Debounce:
    """Says when to publish: a while after the last change, not long after the first."""

    def __init__(self) -> None:
        self._mark: str | None = None
        self._first = self._last = 0.0

    def due(self, waits: str | None, now: float) -> bool:
        """Return whether what waits, with this mark, is to be published now."""
        if waits is None:
            self._mark = None
            return False
        if self._mark is None:
            self._first = now
        if waits != self._mark:
            self._mark, self._last = waits, now
        return now - self._last >= QUIET or now - self._first >= LONGEST


def watch(tell=say) -> None:
    """Publish on each change, as long as the process that began this one is there.

    Old editions go whenever there is a new one, whoever made it.
    """
    parent, debounce = os.getppid(), Debounce()
    migrated(make=True)
    rest, pruned = 0.0, None
    while os.getppid() == parent:
        time.sleep(1.0)
        now = time.monotonic()
        if now < rest:
            continue
        try:
            close_old_connections()
            if debounce.due(waiting(), now):
                publish_once(tell)
            current = Store(home()).current()
            if current != pruned:
                prune_own()
                pruned = current
        except StoreBusy:
            continue  # a build is writing: what is to be done is done after it
        except (BelvedereError, DatabaseError, OSError) as error:
            tell(f"belvedere: the register could not be published: {error}")
            rest = now + AGAIN
