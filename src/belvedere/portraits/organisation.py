"""An organisation told: its identifiers and merges, its place, and its story."""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass

from belvedere.indicators.asking import Asker
from belvedere.indicators.definition import Words
from belvedere.indicators.question import Whom
from belvedere.portraits.telling import on

_RELATIONS = """
SELECT r.relation, r.succession, r.start, r.label, r.stated_by,
       r.organisation_id__organisation AS one, r.other_id__organisation AS other,
       coalesce(a.name, a.acronym) AS one_name, coalesce(b.name, b.acronym, r.other_name)
       AS other_name, r.unit__labels AS one_labels, a.start AS one_start, a."end" AS one_end
FROM fact_organisation_relations r
LEFT JOIN organisations a ON a.organisation_id = r.organisation_id__organisation
LEFT JOIN organisations b ON b.organisation_id = r.other_id__organisation
WHERE {} AND (r.start_first IS NULL OR r.start_first <= $2)
  AND (r.end_first IS NULL OR r.end_first > $2)
  AND (r.relation = 'successor_of' OR ((a.start_first IS NULL OR a.start_first <= $2)
  AND (a.end_first IS NULL OR a.end_first > $2)))
ORDER BY one_name, other_name, one, other
"""


@dataclass(frozen=True)
class Relation:
    """One relation as the organisation's page tells it: to whom, since when, under what number."""

    relation: str
    other: Whom
    label: str | None
    since: str | None
    one_sided: bool


@dataclass(frozen=True)
class Event:
    """One event of its story: when, how, from whom, to whom. ``date`` may be partial."""

    date: str | None
    kind: str
    before: tuple[Whom, ...]
    after: Whom

    def pieces(self, language: str) -> list[tuple[str, Whom | None]]:
        """Return the sentence in pieces: a text, or the name of an organisation with it."""
        sentence = _VERBS[self.kind](language)
        if len(self.before) > 1 and self.kind in _SEVERAL:
            sentence = _SEVERAL[self.kind](language)
        said: list[tuple[str, Whom | None]] = []
        if self.date:
            said.append((f"{on(self.date, language)}, ", None))
        for part in re.split(r"(\{\w+\})", sentence):
            if part == "{after}":
                said.append((self.after.name, self.after))
            elif part == "{before}":
                for place, one in enumerate(self.before):
                    last = place == len(self.before) - 1
                    if place:
                        said.append(((_AND if last else _COMMA)(language), None))
                    said.append((one.name, one))
            elif part:
                said.append((part, None))
        return [*said, (".", None)]

    @property
    def words(self) -> Words:
        """The sentence in both languages."""
        return Words(*("".join(text for text, _ in self.pieces(language))
                       for language in ("en", "fr")))


_AND, _COMMA = Words(" and ", " et "), Words(", ", ", ")


def relations(
    asker: Asker, of: Whom, at: datetime.date
) -> tuple[dict[str, list[Relation]], dict[str, list[Relation]]]:
    """Return (what it is to others, what others are to it) as at a day, by relation.

    Intervals are half-open: who closed on the day is not there.
    """
    asker.database.need("fact_organisation_relations", "organisations")
    mine: dict[str, list[Relation]] = defaultdict(list)
    theirs: dict[str, list[Relation]] = defaultdict(list)
    for row in asker.database.records(
        _RELATIONS.format("r.organisation_id__organisation = $1"), [of.id, at]
    ):
        mine[row["relation"]].append(_relation(row, "other"))
    for row in asker.database.records(
        _RELATIONS.format("r.other_id__organisation = $1"), [of.id, at]
    ):
        theirs[row["relation"]].append(_relation(row, "one"))
    return mine, theirs


def _relation(row: dict, side: str) -> Relation:
    return Relation(
        row["relation"],
        Whom("organisation", row[side], row[f"{side}_name"] or row[side].partition(":")[2]),
        row["label"] if side == "other" else row["one_labels"], row["start"],
        row["stated_by"] != "both" and row["relation"] == "part_of",
    )


_EVENTS = """
SELECT other_id__organisation AS before, organisation_id__organisation AS after, succession, start
FROM fact_organisation_relations
WHERE relation = 'successor_of' AND organisation_id__organisation IN (
    SELECT organisation_id__organisation FROM fact_organisation_relations
    WHERE relation = 'successor_of'
      AND (organisation_id__organisation = $1 OR other_id__organisation = $1))
ORDER BY start_first NULLS FIRST, after, before
"""

_VERBS = {
    "merger": Words("{before} was merged into {after}", "{before} a fusionné en {after}"),
    "renewal": Words("{before} was renewed as {after}", "{before} a été renouvelée en {after}"),
    "split": Words("{before} was split and {after} came of it",
                   "{before} a été scindée et {after} en est issue"),
    "split_and_merger": Words("a part of {before} was merged into {after}",
                              "une partie de {before} a fusionné en {after}"),
    "integration": Words("{before} was integrated into {after}",
                         "{before} a été intégrée à {after}"),
    "offshoot": Words("{after} grew out of {before}, which went on",
                      "{after} est née par essaimage de {before}, qui a continué"),
    "offshoot_and_merger": Words("an offshoot of {before} was merged into {after}",
                                 "un essaimage de {before} a fusionné en {after}"),
    "succession": Words("{after} succeeded {before}", "{after} a succédé à {before}"),
}
_SEVERAL = {
    "merger": Words("{before} merged into {after}", "{before} ont fusionné en {after}"),
    "renewal": Words("{before} were renewed as {after}", "{before} ont été renouvelées en {after}"),
    "split": Words("{before} were split and {after} came of them",
                   "{before} ont été scindées et {after} en est issue"),
    "split_and_merger": Words("parts of {before} merged into {after}",
                              "des parties de {before} ont fusionné en {after}"),
    "integration": Words("{before} were integrated into {after}",
                         "{before} ont été intégrées à {after}"),
    "offshoot": Words("{after} grew out of {before}, which went on",
                      "{after} est née par essaimage de {before}, qui ont continué"),
    "offshoot_and_merger": Words("offshoots of {before} merged into {after}",
                                 "des essaimages de {before} ont fusionné en {after}"),
}


def story(asker: Asker, of: Whom) -> list[Event]:
    """Return the mergers, splits and renewals it was part of, the oldest first.

    Predecessors of one successor in one event (same kind, same date) are told
    together.
    """
    asker.database.need("fact_organisation_relations", "organisations")
    grouped: dict[tuple, list[str]] = {}
    for row in asker.database.records(_EVENTS, [of.id]):
        key = (row["start"], row["succession"] or "succession", row["after"])
        grouped.setdefault(key, []).append(row["before"])
    ids = {who for (_, _, after), befores in grouped.items() for who in (after, *befores)}
    described = _described(asker, sorted(ids))

    def known(who: str) -> Whom:
        return Whom("organisation", who, described.get(who, who.partition(":")[2]))

    return [
        Event(date, kind, tuple(known(who) for who in befores), known(after))
        for (date, kind, after), befores in grouped.items()
        if of.id == after or of.id in befores
    ]


def _described(asker: Asker, ids: list[str]) -> dict[str, str]:
    """Return each structure's name with its number, as readers know it."""
    if not ids:
        return {}
    marks = ", ".join("?" for _ in ids)
    asker.database.need("organisation_names")
    numbers = dict(asker.database.rows(
        "SELECT record_id, string_agg(DISTINCT name, ', ' ORDER BY name) FROM organisation_names "
        f"WHERE kind = 'number' AND record_id IN ({marks}) GROUP BY record_id", ids))
    names = {
        who: name for who, name in asker.database.rows(
            "SELECT organisation_id, coalesce(name, acronym) FROM organisations "
            f"WHERE organisation_id IN ({marks})", ids)
    }
    told = {}
    for who in ids:
        name, number = names.get(who), numbers.get(who)
        told[who] = (f"{name} ({number})" if name and number else name or number
                     or who.partition(":")[2])
    return told


def merges(asker: Asker, of: Whom) -> list[dict]:
    """Return the identifiers joined into it, each with the statement that joins it."""
    asker.database.need("organisation_identities")
    return asker.database.records(
        "SELECT record_id, basis, via, because FROM organisation_identities "
        "WHERE organisation_id = ? ORDER BY basis <> 'itself', record_id", [of.id])
