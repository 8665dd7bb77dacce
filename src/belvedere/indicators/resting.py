"""How much of a figure rests on texts: rows by how it is known whose they are, and what is not.

A work is an organisation's by the source's identifier or by what an affiliation's text
names; a sponsor or a participant by an identifier or by its name as written.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from belvedere.indicators import sql, sums
from belvedere.indicators.definition import Words
from belvedere.indicators.figure import told
from belvedere.indicators.question import Period, Question, Whom
from belvedere.tables.organisations import BY_NAME_ALONE
from belvedere.tables.publications import BASES, BY_TEXT

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker

_WORKS = "work_organisations"
_BOOKS = ("register", "hierarchy", "crossing")
"""What fills tables in which nobody is known by a name alone."""
_WAYS = {
    "curated": Words("{} by a person’s decision", "{} par la décision d’une personne"),
    "named": Words("{} by its name", "{} par son nom"),
    "implied": Words("{} by a unit that it supervised", "{} par une unité dont il avait la "
                     "tutelle"),
}
_NAME = Words("{} by its name as written", "{} par son nom tel qu’il est écrit")
_AUTHORS = Words(
    "{} of the same kind have an author whose organisation could not be told; some may be its own.",
    "{} du même genre ont un auteur dont l’organisme n’a pu être établi ; il peut s’en trouver qui "
    "lui reviennent.")
_NAMES = Words(
    "{} of the same kind name an organisation that is known by its written name alone; some may be "
    "its own.",
    "{} du même genre nomment un organisme connu par son seul nom écrit ; il peut s’en trouver qui "
    "lui reviennent.")


def resting(
    asker: "Asker", question: Question, when: Period | None
) -> tuple[dict[str, int], int]:
    """Return how many rows are known in which way, and how many more nobody is known for.

    Nothing of either is told where no text was read, or whom is asked about is no
    organisation.
    """
    if question.of.kind != "organisation" or not asker.held.rows(question):
        return {}, 0
    if question.table.name == _WORKS:
        if not asker.held.texts_read:
            return {}, 0
        asker.open(question)
        found = dict(asker.database.rows(
            "SELECT basis, count(*) AS n FROM (\n"
            f"{sql.counted(question, when, keep=['basis'])}\n) GROUP BY basis"))
        return {name: found[name] for name in BASES if name in found}, _nobodys(
            asker, question, when)
    if question.table.filled_by in _BOOKS or not asker.held.names_matched:
        return {}, 0
    asker.open(question)
    column = question.indicator.whose
    found = dict(asker.database.rows(
        "SELECT coalesce(i.basis, 'itself') AS basis, count(*) AS n FROM (\n"
        f"{sql.counted(question, when, keep=[column])}\n) c\n"
        f'LEFT JOIN organisation_identities i ON i.record_id = c."{column}" GROUP BY 1'))
    everybody = question.but(of=Whom("organisation", "", ""))
    tests = " OR ".join(f"starts_with(whose_, '{scheme}:')" for scheme in BY_NAME_ALONE)
    alone = asker.database.rows(
        "SELECT count(DISTINCT key_) FROM (\n"
        f"{sql.candidates(everybody, when, everybody=True)}\n) WHERE state_ AND ({tests})")[0][0]
    return dict(sorted(found.items())), alone


def _nobodys(asker: "Asker", question: Question, when: Period | None) -> int:
    """Return how many works would count and have a part that is nobody's known."""
    everybody = question.but(of=Whom("organisation", "", ""))
    if asker.stored(question, when):
        return asker.database.rows(
            "SELECT rows_ FROM (\n" + sums.total_sql(everybody, when, nobody=True) + "\n)")[0][0]
    rows = sql.counted(everybody, when, everybody=True, also="whose_ IS NULL")
    return asker.database.rows(f"SELECT count(*) FROM (\n{rows}\n)")[0][0]


def notes(question: Question, by_basis: Mapping[str, int], unattributed: int) -> tuple[Words, ...]:
    """Return what a reader is told of it."""
    works = question.table.name == _WORKS
    ways = {name: _WAYS[name] for name in BY_TEXT} if works else {"text": _NAME}
    by_text = {name: by_basis[name] for name in ways if by_basis.get(name)}
    found = []
    if by_text:
        count, rows = sum(by_text.values()), sum(by_basis.values())
        en, fr = (", ".join(ways[name](language).format(told(n, "", language))
                            for name, n in by_text.items()) for language in ("en", "fr"))
        what = (Words("what affiliations say", "ce que disent les affiliations") if works
                else Words("the match of a name", "le rapprochement d’un nom"))
        found.append(Words(
            f"{told(count, '', 'en')} of {told(rows, '', 'en')} records rest on {what.en}: {en}.",
            f"{told(count, '', 'fr')} fiches sur {told(rows, '', 'fr')} reposent sur {what.fr} : "
            f"{fr}."))
    if unattributed:
        words = _AUTHORS if works else _NAMES
        found.append(Words(*(
            words(language).format(f"{told(unattributed, '', language)} {noun}")
            for language, noun in (("en", "records"), ("fr", "fiches")))))
    return tuple(found)
