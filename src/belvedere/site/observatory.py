"""The editions that the site has open: the current one, and older ones on demand."""

import threading
from functools import lru_cache

from django.conf import settings

from belvedere.errors import StoreError
from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue

_LOCK = threading.Lock()


@lru_cache(maxsize=3)
def _open(name: str, load: bool) -> Asker:
    asker = Asker(Store(settings.HOME).edition(name), load=load, threads=1)
    asker.database.need("organisations", "organisation_identities")
    asker.need_facts(*sorted({definition.table for definition in catalogue().values()}))
    return asker


def observatory(edition: str | None = None) -> Asker:
    """Return an asker of an edition: the current one by default, its facts in memory.

    A new edition is noticed at the next request; what was asked of an edition is
    remembered with it and goes with it. Older editions are read from their files.
    """
    store = Store(settings.HOME)
    current = store.current()
    name = edition or current
    if name is None or edition is not None:
        store.edition(name)  # raises the error that says what to do
    with _LOCK:
        return _open(name, name == current)


def editions() -> list[str]:
    """Return the names of the editions that can be asked, the newest first."""
    return sorted(Store(settings.HOME).editions(), reverse=True)


def house(request) -> dict:
    """Give every template the current edition's asker; none while there is no edition."""
    try:
        return {"asker": observatory()}
    except StoreError:
        return {"asker": None}
