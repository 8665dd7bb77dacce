"""What a new release of ROR or RNSR changes in whom texts name, in sentences.

A text that named one organisation and now names what followed it has moved; else it is newly
matched, or no longer. Each change says why, as far as the releases tell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from belvedere.evidence.database import Database
from belvedere.matching.found import Found
from belvedere.matching.matcher import Matcher
from belvedere.tables.words import Words

KINDS = {
    "new": Words("newly matched", "nouvellement reconnus"),
    "gone": Words("no longer", "ne le sont plus"),
    "moved": Words("moved to a successor", "passés à un successeur"),
}
_SUCCESSIONS = {
    "merger": Words("a merger", "une fusion"), "renewal": Words("a renewal", "un renouvellement"),
    "split": Words("a split", "une scission"),
    "split_and_merger": Words("a split and merger", "une scission-fusion"),
    "integration": Words("an integration", "une intégration"),
    "offshoot": Words("an offshoot", "un essaimage"),
    "offshoot_and_merger": Words("an offshoot and merger", "un essaimage-fusion"),
    "succession": Words("a succession", "une succession"),
}
_NEW = Words("it is new in the release", "il est nouveau dans la livraison")
_OUT = Words("the release has it no more", "la livraison ne l’a plus")
_WITHDRAWN = Words("the release withdrew it", "la livraison l’a retiré")
_INACTIVE = Words("the release says that it is no longer active",
                  "la livraison dit qu’il n’est plus actif")
_WEAKER = Words("what the release says of it and of others no longer decides for it",
                "ce que la livraison dit de lui et des autres ne suffit plus")
_AT_ONCE = 2000


class Succession(NamedTuple):
    """What followed an organisation, how and when, as far as it is told."""

    by: str
    how: str | None
    when: str | None


@dataclass(frozen=True)
class Release:
    """One side of a difference: a matcher, and what its reference says of records."""

    matcher: Matcher
    records: Mapping[str, tuple[str, str | None, str | None]] = field(repr=False)
    """Name, status and end of each record."""
    successions: Mapping[str, Sequence[Succession]] = field(repr=False)

    @classmethod
    def of(cls, matcher: Matcher, database: Database) -> "Release":
        """Return a side from the tables that its matcher was made from."""
        database.need("organisation_records", "organisation_relations")
        records = {row[0]: row[1:] for row in database.rows(
            'SELECT record_id, coalesce(name, acronym, record_id), status, "end" '
            "FROM organisation_records ORDER BY record_id")}
        successions: dict[str, list[Succession]] = {}
        for old, *told in database.rows(
                "SELECT other_id, organisation_id, min(succession), min(start) "
                "FROM organisation_relations WHERE relation = 'successor_of' "
                "GROUP BY ALL ORDER BY ALL"):
            successions.setdefault(old, []).append(Succession(*told))
        return cls(matcher, records, successions)

    def name(self, record_id: str) -> str:
        return self.records.get(record_id, (record_id,))[0]


class Change(NamedTuple):
    """One change of whom a text names; ``before`` or ``after`` is None where there is none."""

    text: str
    year: int | None
    kind: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    because: Words

    def sentence(self, language: str) -> str:
        """Return the change as it is read."""
        text = f"“{self.text}”" if language == "en" else f"« {self.text} »"
        text += f" ({self.year})" if self.year else ""
        old, new = (one and f"{one[1]} ({one[0]})" for one in (self.before, self.after))
        told = {
            "new": Words(f"now names {new}", f"nomme désormais {new}"),
            "gone": Words(f"no longer names {old}", f"ne nomme plus {old}"),
            "moved": Words(f"names {new} instead of {old}", f"nomme {new} au lieu de {old}"),
        }[self.kind](language)
        colon = ": " if language == "en" else " : "
        return f"{text}{colon}{told}{colon}{self.because(language)}."

    def told(self) -> dict:
        """Return the change, ready to be written as JSON."""
        before, after = (one and {"record_id": one[0], "name": one[1]}
                         for one in (self.before, self.after))
        return {"text": self.text, "year": self.year, "change": self.kind, "before": before,
                "after": after, "because": {"en": self.because.en, "fr": self.because.fr}}


def differences(
    texts: Sequence[tuple[str, int | None]], old: Release, new: Release
) -> Iterator[Change]:
    """Yield what is found otherwise in texts, each with a year or without, in their order."""
    for at in range(0, len(texts), _AT_ONCE):
        some = texts[at:at + _AT_ONCE]
        words, years = zip(*some)
        for (text, year), one, other in zip(
                some, old.matcher.match_all(words, years), new.matcher.match_all(words, years)):
            if one.found != other.found:
                yield from _changes(text, year, _by_record(one.found), _by_record(other.found),
                                    old, new)


def _by_record(found: Iterable[Found]) -> dict[str, Found]:
    told: dict[str, Found] = {}
    for one in found:
        told.setdefault(one.record_id, one)
    return told


def _changes(
    text: str, year: int | None, before: Mapping[str, Found], after: Mapping[str, Found],
    old: Release, new: Release,
) -> Iterator[Change]:
    come = {record: one for record, one in after.items() if record not in before}
    for record in before:
        if record in after:
            continue
        followed = next((each for each in new.successions.get(record, ()) if each.by in come), None)
        was = (record, old.name(record))
        if followed:
            del come[followed.by]
            yield Change(text, year, "moved", was, (followed.by, new.name(followed.by)),
                         _followed(followed))
        else:
            yield Change(text, year, "gone", was, None, _why_gone(record, old, new))
    for record, one in come.items():
        yield Change(text, year, "new", None, (record, new.name(record)),
                     _why_new(record, one, old))


def _followed(one: Succession) -> Words:
    how = _SUCCESSIONS.get(one.how or "", _SUCCESSIONS["succession"])
    return Words(f"the release tells {how.en}{f' in {one.when}' if one.when else ''}",
                 f"la livraison indique {how.fr}{f' en {one.when}' if one.when else ''}")


def _why_gone(record: str, old: Release, new: Release) -> Words:
    if record not in new.records:
        return _OUT
    _, status, end = new.records[record]
    _, before, ended = old.records.get(record, (None, None, None))
    if status == "withdrawn" and before != status:
        return _WITHDRAWN
    if end and end != ended:
        return Words(f"the release says that it ended in {end}",
                     f"la livraison dit qu’il a pris fin en {end}")
    return _INACTIVE if status == "inactive" and before != status else _WEAKER


def _why_new(record: str, one: Found, old: Release) -> Words:
    reasons = [*([_NEW] if record not in old.records else []), *one.evidence]
    return Words("; ".join(words.en for words in reasons), " ; ".join(
        words.fr for words in reasons))
