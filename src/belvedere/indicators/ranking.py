"""Ranks: where a figure stands among a declared group, with ties and a least size.

The competition rank, 1 + how many are greater, as a league table gives it; the
dense and the mid rank beside it, and who shares the place.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from belvedere.errors import QuestionError, nearest
from belvedere.indicators.definition import Words
from belvedere.tables.countries import CODES, EU27, EUROPE

GROUPS = {
    "all": Words("all organisations", "tous les organismes"),
    "eu": Words("organisations of the European Union", "organismes de l’Union européenne"),
    "europe": Words("organisations of Europe", "organismes d’Europe"),
    "peers": Words("its peers", "ses pairs"),
}


class Group(Struct, frozen=True):
    """A group to rank among: countries, kinds of organisation, or named peers."""

    name: str
    title: Words
    countries: frozenset[str] | None = None
    kind: str | None = None
    peers: frozenset[str] | None = None

    def admits(self, who: str, attributes: tuple[str | None, str | None]) -> bool:
        """Return whether an organisation, given its country and kind, is of the group."""
        country, kind = attributes
        if self.peers is not None:
            return who in self.peers
        if self.kind is not None:
            return kind == self.kind
        return self.countries is None or country in self.countries


def group(written: str, peers: Iterable[str] = ()) -> Group:
    """Read a group: all, eu, europe, peers, a country code, or kind:REC."""
    name = written.strip()
    if name.lower() == "peers":
        return Group("peers", GROUPS["peers"], peers=frozenset(peers))
    if name.lower() in GROUPS:
        countries = {"eu": EU27, "europe": EUROPE}.get(name.lower())
        return Group(name.lower(), GROUPS[name.lower()], countries=countries)
    if name.upper() in CODES:
        code = name.upper()
        return Group(code, Words(f"organisations in {code}", f"organismes en {code}"),
                     countries=frozenset((code,)))
    if name.lower().startswith("kind:"):
        kind = name[5:]
        return Group(name, Words(f"organisations of kind {kind}", f"organismes de type {kind}"),
                     kind=kind)
    raise QuestionError(
        f"There is no group {written!r}: say {', '.join(GROUPS)}, a country code or "
        f"kind:WORD.{nearest(written, GROUPS)}"
    )


class Standing(Struct, frozen=True):
    """Everybody of a group in order: (place, who, value, rows), the greatest first."""

    group: Group
    minimum: int
    table: tuple[tuple[int, str, int | float, int], ...]
    positions: Mapping[str, int]


class Rank(Struct, frozen=True):
    """A place in a standing: competition rank, dense rank, mid rank, and who shares it."""

    standing: Standing
    place: int | None
    dense: int | None
    middle: float | None
    tied: tuple[str, ...]
    position: int | None

    @property
    def of(self) -> int:
        """How many are ranked."""
        return len(self.standing.table)


def standing(
    values: Mapping[str, tuple[int | float | None, int]], members: set[str] | None, group: Group,
    minimum: int,
) -> Standing:
    """Put in order the members that have a value and at least ``minimum`` rows."""
    told = {name: (_comparable(value), rows) for name, (value, rows) in values.items()
            if value is not None and rows >= minimum and (members is None or name in members)}
    kept = sorted((-value, name, value, rows) for name, (value, rows) in told.items())
    table, previous, place = [], None, 0
    for position, (_, name, value, rows) in enumerate(kept, start=1):
        if value != previous:
            place, previous = position, value
        table.append((place, name, value, rows))
    return Standing(group, minimum, tuple(table),
                    {row[1]: position for position, row in enumerate(table)})


def _comparable(value: int | float) -> int | float:
    """Return a value to twelve digits: sums keep thirteen, and a ratio of two of them has one
    less that tells, so that the last bit of a third decides no place."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


def rank(found: Standing, who: str) -> Rank:
    """Return the place of ``who``: none for who is no member, too small, or has no value."""
    position = found.positions.get(who)
    if position is None:
        return Rank(found, None, None, None, (), None)
    table = found.table
    place, _, mine, _ = table[position]
    tied = []
    for row in table[place - 1:]:
        if row[2] != mine:
            break
        if row[1] != who:
            tied.append(row[1])
    dense = 1 + len({row[2] for row in table[:place - 1]})
    return Rank(found, place, dense, place + len(tied) / 2, tuple(tied), position)
