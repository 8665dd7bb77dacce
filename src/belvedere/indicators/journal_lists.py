"""By which list of journals a figure counts, in which version, and for which years."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from belvedere.indicators.definition import Growth, Words
from belvedere.indicators.question import Period, Question
from belvedere.tables.journal_lists import RULE, SHIPPED, digest, journal_lists

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker

BY_DEFAULT = "work.prominent"
BY_NAME = "work.journal_lists"


def asked(question: Question) -> bool:
    """Return whether a question counts by some list of journals."""
    return bool(_columns(question) & {BY_DEFAULT, BY_NAME})


def by_default(question: Question) -> bool:
    """Return whether a question counts by the list that is the default."""
    return BY_DEFAULT in _columns(question)


def _columns(question: Question) -> set[str]:
    return {condition.column for condition in question.conditions} | {
        question.dimension(name).column for name, _ in question.limits}


class JournalLists:
    """The lists of an edition."""

    def __init__(self, asker: "Asker") -> None:
        self._asker = asker

    @cached_property
    def _rows(self) -> list[dict]:
        if "journal_lists" not in self._asker.edition.tables:
            return []
        self._asker.database.need("journal_lists")
        return self._asker.database.records(
            "SELECT * FROM journal_lists ORDER BY list, version, domain, issn_l")

    @cached_property
    def _defaults(self) -> list[dict]:
        # once there was one list, and no column to say that it is the default
        return [row for row in self._rows if row["is_default"] is not False]

    @property
    def digest(self) -> str:
        """Return a digest of the default list as it was declared: a baseline has one too."""
        return self._asker.edition.landscape.get("journal_list") or digest(journal_lists())

    def lacking(self, question: Question) -> Words | None:
        """Return why a question cannot be told: no such list, or it speaks of other years."""
        if not asked(question):
            return None
        when = self._asker.when(question)
        growth = isinstance(question.indicator.measure, Growth)
        for name, rows in self._of(question):
            if not rows:
                names = ", ".join(dict.fromkeys(row["list"] for row in self._rows))
                return Words(
                    f"Cannot be told: this edition has no list of journals {name}; it has "
                    f"{names}.",
                    f"Ne peut être établi : cette édition n’a pas de liste de revues {name} ; "
                    f"elle a {names}.")
            spoken = [_speaks(rows, year) for year in when.years] if when else [True]
            if not (spoken[0] and spoken[-1] if growth else any(spoken)):
                return Words(
                    f"Cannot be told: the list of journals {name} speaks of other years: "
                    f"{_spoken(rows, 'en')}.",
                    f"Ne peut être établi : la liste de revues {name} parle d’autres années : "
                    f"{_spoken(rows, 'fr')}.")
        return None

    def speaks(self, question: Question, year: int) -> bool:
        """Return whether every list that a question counts by speaks of a year."""
        return not asked(question) or all(
            _speaks(rows, year) for _, rows in self._of(question))

    def of_some_years(self, question: Question) -> bool:
        """Return whether a question of all years counts by a list that speaks of some alone."""
        return asked(question) and self._asker.when(question) is None and not all(
            _ends(rows) == (0, 9999) for _, rows in self._of(question))

    def notes(self, question: Question) -> tuple[Words, ...]:
        """Return by which lists and versions a figure counts, and what they do not speak of."""
        if not asked(question):
            return ()
        when = self._asker.when(question)
        return tuple(self._note(name.partition("/")[0], rows, when)
                     for name, rows in self._of(question))

    def journals(self, question: Question) -> list[dict]:
        """Return the rows of the lists that a question counts by, as far as it asks for them."""
        when = self._asker.when(question)
        return [row for _, rows in self._of(question) for row in _used(rows, when)
                ] if asked(question) else []

    def _of(self, question: Question) -> list[tuple[str, list[dict]]]:
        """Return the lists, each with its rows, by which a question counts."""
        found = {}
        if by_default(question) and self._defaults:
            found[self._defaults[0]["list"]] = self._defaults
        for name, value in question.where:
            if question.dimension(name).column == BY_NAME:
                of, _, domain = value.partition("/")
                found[value] = [row for row in self._rows if row["list"] == of
                                and domain in ("", row["domain"])]
        return list(found.items())

    def _note(self, name: str, rows: list[dict], when: Period | None) -> Words:
        used = _used(rows, when)
        versions = list(dict.fromkeys(row["version"] for row in used))
        credit = "; ".join(dict.fromkeys(filter(None, (
            row[of] for of in ("source", "licence") for row in used))))
        told = (f"version{'s' if len(versions) > 1 else ''} {', '.join(versions)}"
                + (f" ({credit})" if credit else ""))
        rule = ({SHIPPED: RULE} | self._asker.edition.landscape.get("rules", {})).get(name)
        en, fr = (f"{said}." if said and said[-1] not in ".!?" else said
                  for said in rule or ("", ""))
        en = f"Counted by the list of journals {name}, {told}" + (f": {en}" if en else ".")
        fr = f"Compté selon la liste de revues {name}, {told}" + (f" : {fr}" if fr else ".")
        missing = _said([y for y in when.years if not _speaks(rows, y)]) if when else ""
        if missing:
            en += f" It does not speak of {missing}: nothing of these years counts."
            fr += f" Elle ne parle pas de {missing} : rien de ces années n’est compté."
        elif when is None and _ends(rows) != (0, 9999):
            en += f" Of the years that it speaks of alone: {_spoken(rows, 'en')}."
            fr += f" Des seules années dont elle parle : {_spoken(rows, 'fr')}."
        return Words(en, fr)


def span(row: dict) -> str:
    """Return the years for which a journal is on a list: 2014, 2015–2019, 2020–; else nothing."""
    first, last = row["valid_from"], row["valid_to"]
    if first == last:
        return str(first or "")
    return f"{first or ''}–{last or ''}"


def _on(row: dict, year: int) -> bool:
    return (row["valid_from"] or 0) <= year <= (row["valid_to"] or 9999)


def _used(rows: Iterable[dict], when: Period | None) -> list[dict]:
    return [row for row in rows if when is None or any(_on(row, y) for y in when.years)]


def _speaks(rows: Iterable[dict], year: int) -> bool:
    """Return whether a list speaks of a year: it has journals of each of its domains for it."""
    return {row["domain"] for row in rows} == {
        row["domain"] for row in rows if _on(row, year)}


def _ends(rows: Iterable[dict]) -> tuple[int, int]:
    """Return the first and the last year between which a list speaks; 0 and 9999 are no ends."""
    domains: dict[str, list[dict]] = {}
    for row in rows:
        domains.setdefault(row["domain"], []).append(row)
    return (max(min(row["valid_from"] or 0 for row in of) for of in domains.values()),
            min(max(row["valid_to"] or 9999 for row in of) for of in domains.values()))


def _said(years: list[int]) -> str:
    """Return years in words, those that follow one another as a span: 2010, 2014–2016."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return ", ".join("–".join(map(str, span)) for span in spans)


def _spoken(rows: list[dict], language: str) -> str:
    """Return the years of which a list speaks, in words; not all years are among them."""
    first, last = _ends(rows)
    if last == 9999:
        return f"depuis {first}" if language == "fr" else f"since {first}"
    if first == 0:
        return f"jusqu’en {last}" if language == "fr" else f"until {last}"
    return _said([year for year in range(first, last + 1) if _speaks(rows, year)])
