"""What a book is: declared by its desk, found by its model's name.

Each desk declares its books in its own ``books`` module, which is read when the
site starts. Who keeps a book sees all of it; who it concerns otherwise sees
what ``theirs`` and ``their_marks`` say; a visitor sees the columns without a
mark, where the book is public.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from belvedere.register.accounts.access import places
from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk.columns import ALL, Mark, mark_of
from belvedere.register.desk.models import Dossier
from belvedere.register.desk.parts import Part
from belvedere.register.organisations.queries import DEEPEST, children, may, today
from belvedere.tables.words import Words


@dataclass(frozen=True)
class Desk:
    """One desk: its name, its address, who works there, the figures of its dashboard.

    ``figures`` are references as prose has them, ``[[figure:NAME]]``, with their words.
    """

    slug: str
    title: Words
    keeps: Permission
    figures: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Deadline:
    """What must follow within so many days of a date, for dossiers that still wait for it."""

    title: Words
    date: str
    days: int
    waiting: Q


@dataclass(frozen=True)
class Deed:
    """One action that a dossier's page offers: its form, what it does, and when it is there.

    ``does`` is told ``by``, ``dossier``, ``expected``, ``submission`` and what was
    filled in; it returns the dossier. ``may`` is told who asks and the dossier;
    ``possible`` whether its page offers it now.
    """

    title: Words
    form: type[Form]
    does: Callable
    may: Callable
    possible: Callable = lambda dossier: True
    hint: Words | None = None
    initial: Callable = lambda dossier: {}


@dataclass(frozen=True)
class Bringing:
    """What a file may say of a book's dossiers beside their number, their states and dates.

    A new one has the columns that are ``needed``, and a date for each of the states in
    ``dated`` on its way; ``since`` names the column that is the date of a state. New ones are
    written all at once, under the rules of the book's own actions: ``looks`` is told the
    drafts of all of them, completes them and says what those actions would refuse;
    ``opens`` is told each dossier, unwritten, and its draft, and ``steps`` the same with
    each of its moves and the day: they do what the actions do besides, or raise Refused.
    ``opens`` may return what its parts make true of its columns, ``steps`` more that hangs on it.
    ``follows`` does what they do to others, told ``by`` and each new dossier, its way and its
    draft. ``parts`` hang on a dossier.
    """

    columns: tuple[str, ...]
    needed: tuple[str, ...] = ("unit",)
    looks: Callable = lambda drafts: None
    follows: Callable = lambda *, by, made: None
    opens: Callable = lambda one, draft: None
    steps: Callable = lambda one, draft, move, on: None
    dated: tuple[str, ...] = ()
    since: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Book:
    """One book of a desk: what it holds, how it is shown, who may what."""

    slug: str
    desk: Desk
    model: type[Dossier]
    title: Words
    one: Words
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    shown: tuple[str, ...]
    deeds: Mapping[str, Deed]
    template: str
    more: Callable
    opens: tuple[type[Form], Callable] | None = None
    brings: Bringing | None = None
    public: bool = False
    theirs: Callable | None = None
    their_marks: frozenset[Mark] = frozenset()
    deadlines: tuple[Deadline, ...] = ()
    concerned: Callable = field(default=lambda dossier: ())

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @property
    def address(self) -> str:
        return self.slug.removeprefix(f"{self.desk.slug}_")

    @property
    def csv(self) -> str:
        return f"{self.slug}_csv"

    @property
    def xlsx(self) -> str:
        return f"{self.slug}_xlsx"

    @property
    def brought(self) -> str:
        return f"{self.desk.slug}_list_import"

    @property
    def entry(self) -> str:
        return f"{self.slug}_entry"

    @property
    def create(self) -> str:
        return f"{self.slug}_create"

    @property
    def act(self) -> str:
        return f"{self.slug}_act"

    def keeps(self, account, dossier: Dossier) -> bool:
        """Whether an account keeps this dossier, by its desk's permission where its unit is."""
        return may(account, self.desk.keeps, dossier.unit)

    def reads(self, account) -> bool:
        """Whether an account may open the book's list at all."""
        return self.public or bool(places(account, self.desk.keeps)) or bool(
            self.theirs and account.is_authenticated
            and self.model.objects.filter(self.theirs(account)).exists())

    def sees(self, account, dossier: Dossier) -> frozenset[Mark] | None:
        """Return the marks whose columns an account sees; None where it sees nothing at all."""
        if self.keeps(account, dossier):
            return ALL
        if self.theirs and account.is_authenticated and self.model.objects.filter(
                self.theirs(account), pk=dossier.pk).exists():
            return self.their_marks
        return frozenset() if self.public else None

    def within_sight(self, account) -> tuple[QuerySet, frozenset[Mark]]:
        """Return the dossiers that an account may list, and the marks that it sees in a list."""
        everything, marks = self.model.objects.all(), self.listed_marks(account)
        if marks == ALL or self.public:
            return everything, marks
        seen = Q(unit__in=_inside(places(account, self.desk.keeps)))
        if self.theirs and account.is_authenticated:
            seen |= self.theirs(account)
        return everything.filter(seen).distinct(), marks

    def listed_marks(self, account) -> frozenset[Mark]:
        """Return the marks that an account sees in a list."""
        if may(account, self.desk.keeps):
            return ALL
        return frozenset() if self.public else self.their_marks

    def sight(self, account) -> str:
        """Return what tells apart those who list other dossiers or columns of the book."""
        marks = self.listed_marks(account)
        whose = "" if marks == ALL or self.public else (
            f"{account.pk} {sorted(places(account, self.desk.keeps), key=str)}")
        return f"{self.slug} {sorted(map(str, marks))} {whose}"

    def visible(self, names: tuple[str, ...], marks: frozenset[Mark]) -> list[str]:
        """Return those of some columns that go with these marks."""
        return [name for name in names
                if (mark := mark_of(self.model, name)) is None or mark in marks]


def _inside(organisations: set[int]) -> set[int]:
    """Return organisations and all that is part of them today."""
    reached, new = set(organisations), organisations
    for _ in range(DEEPEST):
        new = set(children(new, today()).values_list("organisation", flat=True)) - reached
        if not new:
            break
        reached |= new
    return reached


BOOKS: dict[str, Book] = {}


def keep(*books: Book) -> None:
    """Add a desk's books to those that pages know."""
    for book in books:
        BOOKS[book.name] = book
