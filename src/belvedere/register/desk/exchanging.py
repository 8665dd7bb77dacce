"""The books of a desk as lists that go out whole and come in: their columns."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import partial
from itertools import islice, zip_longest

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override

from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.books import Book, Desk
from belvedere.register.desk.bringing import judge
from belvedere.register.desk.brought import apply, needs
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.filled import asked
from belvedere.register.desk.forms import field_of
from belvedere.register.desk.parts import Part, column, exported, gather
from belvedere.register.exchange import lists as exchange
from belvedere.register.exchange.dates import day
from belvedere.register.exchange.lists import Column, DeclaredList, folded, number, plain, worded
from belvedere.tables.words import Words

AT_ONCE = 2_000
_NUMBER = ("N°", "No", "Dossier", "Dossier number", "Numéro de dossier", "N° de dossier",
           "N° dossier", "Reference", "Référence")
_OPENED = ("Received on", "Date received", "Date of receipt", "Reçu le", "Reçue le",
           "Date de réception", "Date de dépôt")
_UNIT = ("RNSR", "RNSR number", "Numéro RNSR", "Code unité", "Laboratory", "Laboratoire")
_STATE = ("Status", "Statut")


def files_of(desk: Desk, *books: Book) -> exchange.Desk:
    """Return the lists of a desk: each of its books that files may bring into."""
    return exchange.Desk(
        desk.title, {book.slug: declared(book) for book in books if book.brings}, f"{desk.slug}_")


def declared(book: Book) -> DeclaredList:
    """Return a book as a list: all that a file may say of it, seen by who may bring it in."""
    columns = told_columns(book.model)
    states = book.model.WORKFLOW.states
    made = [
        Column("number", columns["number"].words, plain(20), also=_NUMBER),
        *(one for name in book.brings.columns for one in _of(columns[name])),
        *(_of_form(name, field) for name, field in asked(book).items()),
        Column("opened", columns["opened"].words, day,
               also=(*states[book.model.WORKFLOW.first], *_OPENED)),
        Column("state", columns["state"].words, optional(exchange.one_of(states)),
               worded(states), also=_STATE),
        Column("since", columns["since"].words, day),
        *(Column(f"at_{state}", Words(f"{title.en} (date)", f"{title.fr} (date)"), day,
                 also=(*title, f"Date: {title.en}", f"Date : {title.fr}", f"{title.en} on",
                       f"{title.fr} le"))
          for state, title in states.items() if state != book.model.WORKFLOW.first),
        *(Column(f"on_{move.name}", Words(f"{move.back.en} (date)", f"{move.back.fr} (date)"), day,
                 also=(*move.back, f"{move.back.en} on", f"{move.back.fr} le"))
          for move in book.model.WORKFLOW.moves if move.back),
        *(one for part in parts_of(book) for one in part.columns)]
    said = {column.field for column in made}
    made += [_for_reading(columns[name], book) for name in book.shown if name not in said]
    return DeclaredList(book.slug, book.title, _apart(made), needs(book), partial(_rows, book),
                        partial(judge, book), partial(apply, book), closed=True,
                        gather=partial(gather, parts_of(book)))


def parts_of(book: Book) -> tuple[Part, ...]:
    """Return what hangs on a book's dossiers in a file: the states that each was in, too."""
    states = book.model.WORKFLOW.states
    return (*book.brings.parts, Part("way", (
        column("way", "state", Words("State entered", "État pris"),
               optional(exchange.one_of(states)), write=worded(states)),
        column("way", "since", Words("Entered on", "Pris le"), day))))


def _apart(columns: list[Column]) -> list[Column]:
    """Return columns without the headings that are another's own."""
    taken = {folded(text) for one in columns for text in (*one.words, one.field)}
    made = []
    for one in columns:
        also = tuple(text for text in one.also if folded(text) not in taken)
        taken |= set(map(folded, also))
        made.append(Column(one.field, one.words, one.read, one.write,
                           for_reading=one.for_reading, also=also))
    return made


def _of(column: models.Field) -> Iterator[Column]:
    name, words, writes = column.name, column.words, exchange.as_it_is
    if column.is_relation:
        yield Column(name, words, plain(500), also=_UNIT if name == "unit" else ())
        yield Column(f"{name}_name", Words(f"{words.en}, name", f"{words.fr}, nom"),
                     for_reading=True)
        return
    if vocabulary := getattr(column, "vocabulary", None):
        read, writes = optional(exchange.one_of(vocabulary)), worded(vocabulary)
    elif getattr(column, "is_day", False):
        read = day
    elif isinstance(column, models.PositiveIntegerField):
        read = number(0, 10_000_000)
    else:
        read = as_in_its_form(column)
    yield Column(name, words, read, writes)


def _of_form(name: str, field) -> Column:
    """Return what the form of a move asks beside the columns."""
    return Column(name, field.label, as_in_its_form(partial(copy, field)), also=(
        *field.label,))


def _for_reading(column: models.Field, book: Book) -> Column:
    vocabulary = getattr(column, "vocabulary", None)
    return Column(column.name, column.words, write=worded(vocabulary or {}), for_reading=True)


def optional(read: Callable[[str], str]) -> Callable[[str], str]:
    """Return a reader for which an empty cell is nothing."""
    return lambda written: read(written) if written.strip() else ""


def as_in_its_form(made: models.Field | Callable) -> Callable[[str], str | None]:
    """Return a reader that takes what the field of a form takes, and refuses it as that does."""
    if isinstance(made, models.Field):
        made = partial(field_of, made, required=False)
    fields = {language: made() for language in ("en", "fr")}
    for language, field in fields.items():
        field.language, field.required = language, False

    def read(written: str) -> str | None:
        try:
            value = fields["en"].clean(written)
        except ValidationError:
            raise Refused(*(_told(fields[language], language, written)
                            for language in ("en", "fr"))) from None
        return value if value is None else str(value)

    return read


def _told(field, language: str, written: str) -> str:
    with override(language):
        try:
            return field.clean(written)
        except ValidationError as error:
            return " ".join(error.messages)


def _rows(book: Book, filters: Mapping[str, str]) -> Iterator[dict]:
    """Yield every dossier, with the day since which it was in each state, and its parts.

    Further parts have rows of their own under it; one that was in a state twice has its way.
    """
    columns = told_columns(book.model)
    links = [name for name, column in columns.items() if column.is_relation]
    found = book.model.objects.select_related(*links).prefetch_related("periods")
    ordered = found.order_by("opened", "pk").iterator(AT_ONCE)
    while some := list(islice(ordered, AT_ONCE)):
        held = {part.name: part.held(one.pk for one in some) for part in book.brings.parts}
        for one in some:
            said = {name: getattr(one, name) for name in columns if name not in links}
            for name in links:
                linked = getattr(one, name)
                said[name] = getattr(linked, "number", linked and linked.pk)
                said[f"{name}_name"] = str(linked or "")
            periods = sorted(one.periods.all(), key=lambda period: period.pk)
            for period in periods:
                said[f"at_{period.state}"] = period.start
            twice = len({period.state for period in periods}) < len(periods)
            way = [{"way_state": period.state, "way_since": period.start}
                   for period in periods if twice]
            rows = zip_longest(exported(book.brings.parts, held, one.pk), way, fillvalue={})
            first = next(rows, ({}, {}))
            yield said | first[0] | first[1]
            yield from ({"number": one.number} | part | state for part, state in rows)
