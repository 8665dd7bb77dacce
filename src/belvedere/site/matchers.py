"""The matcher of an edition, made once for its reference tables and kept in memory."""

import copy
import threading
from functools import lru_cache

from django.conf import settings

from belvedere.evidence.store import Edition
from belvedere.indicators.asking import Asker
from belvedere.matching.matcher import Matcher
from belvedere.matching.opening import matcher_of
from belvedere.matching.told import curated, releases

_LOCK = threading.Lock()
_OF_REGISTER = ("register", "hierarchy")
_REFERENCES = {"organisation_records", "organisation_names", "organisation_relations", "units",
               "organisation_identities"}


def made_from(edition: Edition, tables: set[str] = _REFERENCES) -> tuple[str, ...]:
    """Return the snapshots of these tables that are not the register's own."""
    return tuple(sorted(one.name for one in edition.snapshots
                        if tables & set(one.tables) and one.origin["source"] not in _OF_REGISTER))


def matcher(asker: Asker) -> Matcher:
    """Return the matcher of an edition, with people's decisions as the edition has them."""
    with _LOCK:
        found = copy.copy(_base(_Keyed(asker)))
    found.curated = curated(asker.database)
    return found


class _Keyed:
    """An asker that stands for all those of the same reference tables."""

    def __init__(self, asker: Asker) -> None:
        self.asker, self._key = asker, made_from(asker.edition)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other) -> bool:
        return self._key == other._key


@lru_cache(1)
def _base(keyed: _Keyed) -> Matcher:
    asker = keyed.asker
    return matcher_of(asker.database, settings.HOME / "matching",
                      references=releases(asker.edition))
