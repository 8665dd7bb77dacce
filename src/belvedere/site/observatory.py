"""The editions that the site has open: the current one, and older ones on demand."""

import threading
from functools import lru_cache

from django.conf import settings

from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.facts import fact_name

_LOCK = threading.Lock()


@lru_cache(maxsize=3)
def _open(name: str) -> Asker:
    asker = Asker(Store(settings.HOME).edition(name), load=True, threads=1)
    facts = {fact_name(definition.table) for definition in catalogue().values()}
    asker.database.need("organisations", "organisation_identities", *sorted(facts))
    return asker


def observatory(edition: str | None = None) -> Asker:
    """Return an asker of an edition, its facts in memory: the current one by default.

    A new edition is noticed at the next request; what was asked of an edition is
    remembered with it and goes with it.
    """
    store = Store(settings.HOME)
    name = edition or store.current()
    if name is None or edition is not None:
        store.edition(name)  # raises the error that says what to do
    with _LOCK:
        return _open(name)
