"""Whose works an edition holds, and what it can answer with them.

The world's: everything. An institution's: its own figures, from its works; those of
countries, of other organisations and of the world only as far as a baseline tells
them. A sample: what it counts is said to be of a sample.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from belvedere.indicators import sums
from belvedere.indicators.definition import Words
from belvedere.indicators.journal_lists import JournalLists, by_default
from belvedere.indicators.question import Question
from belvedere.indicators.ranking import Group
from belvedere.indicators.relative import needs_world, references

if TYPE_CHECKING:
    from belvedere.indicators.asking import Asker

NO_WORKS = Words(
    "Cannot be told: no source of publications is in this edition.",
    "Ne peut être établi : aucune source de publications n’est dans cette édition.",
)
NO_WORLD = Words(
    "Cannot be told: it takes the works of the world, and neither they nor a baseline of them "
    "are in this edition.",
    "Ne peut être établi : il y faut les travaux du monde, et ni eux ni une base de référence ne "
    "sont dans cette édition.",
)
NOT_IN_BASELINE = Words(
    "Cannot be told: the baseline that stands for the world's works adds them up by theme, field, "
    "year and type only, and this question asks for more.",
    "Ne peut être établi : la base de référence, qui tient lieu des travaux du monde, ne les "
    "additionne que par thème, domaine, année et type, et la question en demande davantage.",
)
NO_ROWS = Words(
    "The figure is a baseline's: its rows are those of the world's works that the baseline was "
    "made from, and are not in this edition.",
    "Ce chiffre vient d’une base de référence : ses lignes sont celles des travaux du monde dont "
    "elle est faite, et ne sont pas dans cette édition.",
)
SAMPLE = Words(
    "The works held in this edition are a sample: the figure counts those held, not all there are.",
    "Les travaux de cette édition sont un échantillon : le chiffre compte ceux qui y sont, non "
    "tous ceux qui existent.",
)


BY_ANOTHER_LIST = Words(
    "Cannot be told: the baseline that stands for the world's works counts prominent journals by "
    "another list than this edition.",
    "Ne peut être établi : la base de référence, qui tient lieu des travaux du monde, compte les "
    "journaux d’excellence selon une autre liste que cette édition.",
)
NOT_THAT_ORGANISATION = Words(
    "Cannot be told: the baseline that stands for the world's works holds the largest "
    "organisations only, and this one is not among them.",
    "Ne peut être établi : la base de référence, qui tient lieu des travaux du monde, ne contient "
    "que les plus grands organismes, dont celui-ci ne fait pas partie.",
)


NO_REGISTER = Words(
    "Cannot be told: the register has not been published into this edition.",
    "Ne peut être établi : le registre n’a pas été publié dans cette édition.",
)
NOT_IN_THE_REGISTER = Words(
    "Cannot be told: the register of this edition does not have it.",
    "Ne peut être établi : le registre de cette édition ne le contient pas.",
)


class Held:
    """What an edition holds of the world's works, and whom its register has."""

    def __init__(self, asker: "Asker") -> None:
        self._asker = asker
        origins = asker.edition.origins()
        covers = {origin.get("covers") for origin in origins}
        self._works = "works" in asker.edition.tables
        # sources that do not say are taken to hold all: those of a drawn world
        self._whole = "world" in covers or covers <= {None}
        self._sample = "sample" in covers and not self._whole
        self._baseline = next((o for o in origins if o["source"] == "baseline"), None)
        self._based = self._baseline is not None
        self.lists = JournalLists(asker)

    @cached_property
    def texts_read(self) -> bool:
        """Return whether texts of affiliations were read to tell whose works are."""
        return any(origin.get("tables", {}).get("affiliation_readings", {}).get("kept")
                   for origin in self._asker.edition.origins())

    @cached_property
    def names_matched(self) -> bool:
        """Return whether some organisation is known by the match of its written name."""
        self._asker.database.need("organisation_identities")
        return bool(self._asker.database.rows(
            "SELECT 1 FROM organisation_identities WHERE basis = 'text' LIMIT 1"))

    def lacking(self, question: Question, dimension: str | None = None) -> Words | None:
        """Return what keeps a question, or its breakdown, from being answered, if anything."""
        if question.table.filled_by in ("register", "hierarchy", "crossing"):
            return self._of_the_register(question)
        if question.table.name not in sums.WHO:
            return None
        if not self._works:
            return NO_WORKS
        if untold := self.lists.lacking(question):
            return untold
        if self._whole:
            return None
        ours = self._from_works(question)
        if not self._based and (not ours or needs_world(question.indicator.measure)):
            return NO_WORLD
        if not ours and (untold := self._untold(question, dimension)):
            return untold
        return next(filter(None, (
            self.lacking(*other) for other in references(self._asker, question, dimension))), None)

    def _of_the_register(self, question: Question) -> Words | None:
        if "register_organisations" not in self._asker.edition.tables:
            return NO_REGISTER
        kind, who = question.of.kind, question.of.id
        if kind == "organisation" and who and who not in self._registered:
            return NOT_IN_THE_REGISTER
        return None

    @cached_property
    def _registered(self) -> frozenset[str]:
        """Return the organisations that the register has."""
        self._asker.database.need("organisation_identities")
        return frozenset(who for who, in self._asker.database.rows(
            "SELECT organisation_id FROM organisation_identities "
            "WHERE starts_with(record_id, 'register:')"))

    def rows(self, question: Question) -> bool:
        """Return whether a figure's rows are here: those of a baseline's figures are not."""
        return question.table.name not in sums.WHO or self._from_works(question)

    def sampled(self, question: Question) -> bool:
        """Return whether a question is answered from a sample, which is nobody's whole."""
        return (question.table.name in sums.WHO and self._sample and self._from_works(question))

    def notes(self, question: Question, rows: int) -> tuple[Words, ...]:
        """Return what a reader must know of a figure of works over so many rows."""
        if lacking := self.lacking(question):
            return (lacking,)
        return (*_small(question, rows), *((SAMPLE,) if self.sampled(question) else ()),
                *self.lists.notes(question))

    def _from_works(self, question: Question) -> bool:
        """Return whether works that are here answer, and not a baseline."""
        if self._whole or question.of.id in self._own:
            return True
        return self._sample and not self._based

    def _untold(self, question: Question, dimension: str | None) -> Words | None:
        """Return why the baseline does not answer a question, if it does not."""
        if not self._asker.stored(question, self._asker.when(question), dimension):
            return NOT_IN_BASELINE
        if by_default(question) and self._baseline["journal_list"] != self.lists.digest:
            return BY_ANOTHER_LIST
        kind, who = question.of.kind, question.of.id
        if kind == "organisation" and who and (kind, who) not in self._told:
            return NOT_THAT_ORGANISATION
        if kind == "country" and not self._told.get((kind, who)) and "subfield" in (
                dimension, *dict(question.where)):
            return NOT_IN_BASELINE
        return None

    @cached_property
    def _told(self) -> dict[tuple[str, str], bool]:
        """Return of whom there are stored sums, and whether by subfield."""
        return {(kind, who): fielded for kind, who, fielded in self._asker.database.rows(
            "SELECT kind, who, bool_or(subfield IS NOT NULL) FROM publication_sums "
            "WHERE who IS NOT NULL GROUP BY ALL")}

    def ranked(self, question: Question, group: Group) -> Group:
        """Return a group as far as it is held: of organisations, a baseline has the largest."""
        if question.table.name not in sums.WHO or question.of.kind != "organisation" or (
                self._whole or not self._based):
            return group
        return replace(group, title=Words(
            f"{group.title.en}, as far as the baseline holds them",
            f"{group.title.fr}, pour autant que la base de référence les contient"))

    @cached_property
    def _own(self) -> frozenset[str]:
        """Return the institute and what is part of it by the lineage of its institution."""
        tables = ("institution_lineage", "organisation_identities")
        institute = self._asker.edition.landscape.get("institute")
        found = []
        if all(name in self._asker.edition.tables for name in tables):
            self._asker.database.need(*tables)
            found = self._asker.database.rows(
                "SELECT DISTINCT coalesce(own.organisation_id, l.institution_id) "
                "FROM institution_lineage l "
                "LEFT JOIN organisation_identities own ON own.record_id = l.institution_id "
                "LEFT JOIN organisation_identities up ON up.record_id = l.ancestor_id "
                "WHERE coalesce(up.organisation_id, l.ancestor_id) = ?", [institute])
        return frozenset((institute, *(who for who, in found)))


def few(question: Question, rows: int) -> bool:
    """Return whether a mean or a share of works rests on few of them."""
    return bool(question.indicator.credit) and 0 < rows < question.indicator.rank_minimum


def _small(question: Question, rows: int) -> tuple[Words, ...]:
    if not few(question, rows):
        return ()
    least = question.indicator.rank_minimum
    return (Words(
        f"A small number: it rests on {rows} articles, fewer than {least}, and a few more or "
        "fewer would change it much.",
        f"Petit nombre : il repose sur {rows} articles, moins de {least} ; quelques-uns de "
        "plus ou de moins le changeraient beaucoup.",
    ),)
