"""What rules find in a text: controlled names, units, and the supervisors that these imply."""

from collections.abc import Iterator, Mapping

from belvedere.evidence.database import Database
from belvedere.matching.controlled import ControlledNames
from belvedere.matching.found import Found
from belvedere.matching.given import Given
from belvedere.matching.supervisors import Years, implied, supervisors
from belvedere.matching.unit_directory import READ, digest, directory
from belvedere.matching.units import UnitMatcher


class Rules:
    """Controlled names and units of the French directory, as one finder."""

    def __init__(
        self, names: ControlledNames, units: UnitMatcher,
        same: Mapping[str, str] | None = None, lives: Mapping[str, Years] | None = None,
    ) -> None:
        """``same`` says which organisation a record is, ``lives`` when one was there."""
        self._names, self._units = names, units
        self._directory = {unit.record_id: unit for unit in units.units}
        self._same = {**(same or {}), **names.records()}
        self._lives = dict(lives or {})
        self.decides = frozenset(names.records())

    @property
    def references(self) -> tuple[str, ...]:
        """What answers rest on, for their reader."""
        return (f"units {digest(self._directory)}", f"controlled names {self._names.digest}")

    def find(self, text: str, year: int | None = None) -> tuple[Found, ...]:
        """Return organisations and units named, then organisations that the units imply."""
        given = Given(text)
        named, units = self._names.within(given), self._units.within(given, year)
        if not (named or units):
            return ()
        above = implied(units, self._directory, year, self._same, self._lives,
                        [one.record_id for one in named])
        return (*named, *units, *above)

    def dated(self, text: str) -> bool:
        """Return whether what is found in a text may hang on the year: on units alone it does."""
        return bool(self._units.candidates(Given(text).read))

    def supervisors(self) -> Iterator[dict]:
        """Yield the rows of unit_supervisors."""
        for unit_id, unit in sorted(self._directory.items()):
            rows = {(each.organisation_id, each.first, each.last)
                    for each in supervisors(unit, self._same, self._lives)}
            for organisation_id, first, last in sorted(rows, key=repr):
                yield {"unit_id": unit_id, "organisation_id": organisation_id,
                       "first_year": first, "last_year": last}


def rules_of(database: Database) -> Rules:
    """Return the rules of an edition: its French directory, its identities and their years.

    An edition without the directory has controlled names only.
    """
    database.need(*READ, "organisation_identities", "organisations")
    structures = directory({
        table: database.records(
            f"SELECT {', '.join(map(_quoted, columns))} FROM {table} ORDER BY ALL")
        for table, columns in READ.items()
    })
    same = {
        row["record_id"]: row["organisation_id"] for row in database.records(
            "SELECT record_id, organisation_id FROM organisation_identities "
            "WHERE record_id <> organisation_id")
    }
    lives = {
        row["organisation_id"]: (row["first"], row["last"]) for row in database.records(
            'SELECT organisation_id, year(start_first) AS first, year(end_last) AS last '
            'FROM organisations WHERE start_first IS NOT NULL OR end_last IS NOT NULL')
    }
    return Rules(ControlledNames.declared(), UnitMatcher(structures), same, lives)


def _quoted(name: str) -> str:
    return f'"{name}"'  # "end" is a word of SQL
