"""Ranks: where a figure stands among a declared group, with ties and a least size.

The competition rank, 1 + how many are greater, as a league table gives it; the
dense and the mid rank beside it, and who shares the place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belvedere.errors import QuestionError, nearest
from belvedere.indicators.definition import Words
from belvedere.tables.countries import CODES, EU27, EUROPE

GROUPS = {
    "all": Words("all organisations", "tous les organismes"),
    "eu": Words("organisations of the European Union", "organismes de l’Union européenne"),
    "europe": Words("organisations of Europe", "organismes d’Europe"),
    "peers": Words("its peers", "ses pairs"),
}


@dataclass(frozen=True)
class Group:
    """A group to rank among: countries, kinds of organisation, or named peers."""

    name: str
    title: Words
    countries: frozenset[str] | None = None
    kind: str | None = None
    peers: frozenset[str] | None = None

    def admits(self, who: str, attributes: tuple[str | None, str | None] | None) -> bool:
        """Return whether an organisation, given its country and kind, is of the group."""
        country, kind = attributes or (None, None)
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


@dataclass(frozen=True)
class Rank:
    """A place among a group: competition rank, dense rank, mid rank, and the table."""

    group: Group
    minimum: int
    place: int | None
    dense: int | None
    middle: float | None
    of: int
    tied: tuple[str, ...]
    table: tuple[tuple[int, str, int | float, int], ...]


def rank(
    values: Mapping[str, tuple[int | float | None, int]], who: str, members: set[str] | None,
    group: Group, minimum: int,
) -> Rank:
    """Rank ``who`` by value among members that have at least ``minimum`` rows.

    ``table`` has (place, who, value, rows), the greatest first. Who is not a
    member, or too small, or has no value, has no place.
    """
    standing = {
        name: (value, rows) for name, (value, rows) in values.items()
        if value is not None and rows >= minimum and (members is None or name in members)
    }
    ordered = sorted(standing.items(), key=lambda item: (-item[1][0], item[0]))
    table, places, previous, place = [], {}, None, 0
    for position, (name, (value, rows)) in enumerate(ordered, start=1):
        if value != previous:
            place, previous = position, value
        places[name] = place
        table.append((place, name, value, rows))
    if who not in standing:
        return Rank(group, minimum, None, None, None, len(standing), (), tuple(table))
    mine = standing[who][0]
    tied = tuple(name for name, (value, _) in ordered if value == mine and name != who)
    dense = 1 + len({value for value, _ in standing.values() if value > mine})
    return Rank(
        group, minimum, places[who], dense, places[who] + len(tied) / 2, len(standing), tied,
        tuple(table),
    )
