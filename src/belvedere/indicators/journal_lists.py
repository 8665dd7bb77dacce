"""By which list of journals a figure counts, in which version, and for which years."""

from collections.abc import Iterable, Sequence
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
        """Return why a question cannot be told: no such list, or one for other years."""
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
            whole = [_complete(rows, year) for year in when.years] if when else [True]
            if not (whole[0] and whole[-1] if growth else any(whole)):
                return Words(
                    f"Cannot be told: the list of journals {name} is complete for other years: "
                    f"{_years(rows, 'en')}.",
                    f"Ne peut être établi : la liste de revues {name} est complète pour d’autres "
                    f"années : {_years(rows, 'fr')}.")
        return None

    def complete(self, question: Question, year: int) -> bool:
        """Return whether every list that a question counts by is complete for a year."""
        return not asked(question) or all(
            _complete(rows, year) for _, rows in self._of(question))

    def of_some_years(self, question: Question) -> bool:
        """Return whether a question of all years counts by a list that is for some alone."""
        return asked(question) and self._asker.when(question) is None and not all(
            _always(rows) for _, rows in self._of(question))

    def notes(self, question: Question) -> tuple[Words, ...]:
        """Return by which lists and versions a figure counts, and for which years they are."""
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
        missing = _said([y for y in when.years if not _complete(rows, y)]) if when else ""
        if missing:
            en += (f" It is not complete for {missing}: of these years nothing counts, or not "
                   "all.")
            fr += (f" Elle n’est pas complète pour {missing} : de ces années rien n’est compté, "
                   "ou pas tout.")
        elif when is None and not _always(rows):
            en += f" It is complete for these years alone: {_years(rows, 'en')}."
            fr += f" Elle n’est complète que pour ces années : {_years(rows, 'fr')}."
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


def _complete(rows: Sequence[dict], year: int) -> bool:
    """Return whether a list is complete for a year: it has journals of each of its domains."""
    return {row["domain"] for row in rows} == {
        row["domain"] for row in rows if _on(row, year)}


def _around(rows: Iterable[dict]) -> range:
    """Return the years from one before to one after those that rows name; others are as these."""
    named = [year for row in rows for year in (row["valid_from"], row["valid_to"]) if year]
    return range(min(named) - 1, max(named) + 2) if named else range(1)


def _always(rows: Sequence[dict]) -> bool:
    return all(_complete(rows, year) for year in _around(rows))


def _spans(years: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last of years that follow one another."""
    spans: list[tuple[int, int]] = []
    for year in years:
        begun = spans.pop()[0] if spans and year == spans[-1][1] + 1 else year
        spans.append((begun, year))
    return spans


def _said(years: Iterable[int]) -> str:
    """Return years in words, those that follow one another as a span: 2010, 2014–2016."""
    return ", ".join("–".join(map(str, dict.fromkeys(span))) for span in _spans(years))


def _years(rows: Sequence[dict], language: str) -> str:
    """Return the years for which a list is complete, in words; not all are among them."""
    french, around = language == "fr", _around(rows)
    said = []
    for first, last in _spans(year for year in around if _complete(rows, year)):
        if first == around[0]:
            said.append(f"jusqu’en {last}" if french else f"until {last}")
        elif last == around[-1]:
            said.append(f"depuis {first}" if french else f"since {first}")
        else:
            said.append("–".join(map(str, dict.fromkeys((first, last)))))
    return ", ".join(said) or ("aucune" if french else "none")
