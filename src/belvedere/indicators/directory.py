"""The organisations of an edition by their ids: name, country, kind."""

from collections.abc import Iterable
from typing import NamedTuple

from belvedere.evidence.database import Database
from belvedere.tables.sql_text import quoted


class Entry(NamedTuple):
    """One organisation; its country and kind where they are known."""

    name: str
    country: str | None
    kind: str | None


class Directory:
    """Looks organisations up: all at once where everything is in memory, else those asked for."""

    def __init__(self, database: Database, *, loaded: bool) -> None:
        self._database = database
        self._loaded = loaded
        self._all: dict[str, Entry] | None = None
        self._registered: dict[str, str] | None = None

    def everybody(self) -> dict[str, Entry]:
        """Return every organisation."""
        if self._all is None:
            self._all = self._read()
        return self._all

    def registered(self) -> dict[str, str]:
        """Return the organisation of each of the register's own records, register:12."""
        if self._registered is None:
            self._database.need("organisation_identities")
            self._registered = dict(self._database.rows(
                "SELECT record_id, organisation_id FROM organisation_identities "
                "WHERE record_id LIKE 'register:%'"))
        return self._registered

    def of(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return those of these ids that are known."""
        if self._loaded or self._all is not None:
            known = self.everybody()
            return {who: known[who] for who in ids if who in known}
        wanted = ", ".join(map(quoted, ids))
        return self._read(f"WHERE organisation_id IN ({wanted})") if wanted else {}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the names of those of these ids that are known."""
        return {who: entry.name for who, entry in self.of(ids).items()}

    def country(self, who: str) -> str | None:
        """Return the country of an organisation, where it is known."""
        found = self.of([who]).get(who)
        return found.country if found else None

    def _read(self, where: str = "") -> dict[str, Entry]:
        self._database.need("organisations")
        return {who: Entry(*told) for who, *told in self._database.rows(
            "SELECT organisation_id, coalesce(name, acronym, organisation_id), country, kind "
            f"FROM organisations {where}")}
