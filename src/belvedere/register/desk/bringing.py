"""Files of dossiers held to their book: which are new, which change, which cannot be.

Nothing is written here: what a row would change is tried by the book's own actions,
and undone.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.books import Book
from belvedere.register.desk.brought import alter, dossier_of, made_of
from belvedere.register.desk.bulk import written
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.filled import open_one, organisations
from belvedere.register.desk.models import Dossier
from belvedere.register.desk.ways import further, way_of
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.drafts import chunks, resolve, same, told
from belvedere.register.organisations.models import Organisation


def judge(book: Book, drafts: Sequence[Draft]) -> None:
    """Give each draft its verdict: by number, else by what tells a dossier from others."""
    _refer(book, drafts)
    _find(book, drafts)
    known = _periods(book, [draft.held for draft in drafts if draft.held])
    for draft in drafts:
        draft.refs["way"] = []
        if not draft.problems:
            if draft.held:
                _changed(book, draft, known[draft.held.pk])
            else:
                _dated(book, draft)
    new = [draft for draft in drafts if not (draft.held or draft.problems)]
    book.brings.looks(new)
    for draft in new:
        _new(book, draft)
    _try(book, [draft for draft in new if not draft.problems],
         [draft for draft in drafts if draft.verdict == "changed"])


def _links(book: Book) -> dict[str, models.ForeignKey]:
    columns = told_columns(book.model)
    return {name: columns[name] for name in book.brings.columns
            if isinstance(columns[name], models.ForeignKey)}


def _refer(book: Book, drafts: Sequence[Draft]) -> None:
    """Find the organisations and the dossiers that rows name."""
    for name in organisations(book):
        resolve([draft for draft in drafts if draft.values.get(name)], name)
    for name, column in _links(book).items():
        naming = [draft for draft in drafts if draft.values.get(name)]
        if column.related_model is Organisation:
            resolve(naming, name)
            continue
        there = {one.number: one for some in chunks({d.values[name] for d in naming})
                 for one in column.related_model.objects.filter(number__in=some)}
        for draft in naming:
            number = draft.values[name]
            if number in there:
                draft.refs[name] = there[number]
            else:
                draft.wrong(name, f"There is no {number} in its book: bring it in first.",
                            f"Il n’y a pas de {number} dans son registre : importez-le d’abord.")


def _find(book: Book, drafts: Sequence[Draft]) -> None:
    """Find the dossier that each row is of, and the rows that repeat another."""
    within = book.model.objects.select_related(*_links(book))
    numbers = {draft.values["number"] for draft in drafts if draft.values.get("number")}
    held = {one.number: one for some in chunks(numbers)
            for one in within.filter(number__in=some)}
    without = [draft for draft in drafts if not draft.values.get("number")]
    alike: dict[tuple, list[Dossier]] = {}
    for some in chunks({day for draft in without if (day := draft.values.get("opened"))}):
        for one in within.filter(opened__in=some):
            alike.setdefault((one.opened, one.unit_id), []).append(one)
    seen: dict = {}
    for draft in drafts:
        number = draft.values.get("number")
        draft.held = held.get(number)
        key = number
        if not number:
            key = _key(book, draft)
            those = [one for one in alike.get(key[:2], ()) if all(
                same(getattr(one, name), value) for name, value in key[2:])]
            draft.held = those[0] if those else None
            if those[1:]:
                draft.wrong("number", "Several dossiers are the same: give its number.",
                            "Plusieurs dossiers sont les mêmes : donnez son numéro.")
        keys = {key, draft.held and draft.held.number} - {None}
        if first := next((seen[one] for one in keys if one in seen), None):
            draft.wrong("number" if number else "", f"It repeats row {first}: keep one of the two.",
                        f"Elle répète la ligne {first} : gardez l’une des deux.")
        for one in keys:
            seen.setdefault(one, draft.number)


def _key(book: Book, draft: Draft) -> tuple:
    """Return what a row without a number is known by: its day, its unit, what is searched."""
    links, unit = _links(book), draft.refs.get("unit")
    return (draft.values.get("opened", ""), unit and unit.pk, *(
        (name, draft.values[name]) for name in book.model.SEARCHED
        if name in draft.values and name not in links))


def _periods(book: Book, dossiers: Sequence[Dossier]) -> dict[int, list[tuple[str, str]]]:
    """Return the states that dossiers were in, each since when."""
    model = book.model._meta.get_field("periods").related_model
    found: dict[int, list[tuple[str, str]]] = {one.pk: [] for one in dossiers}
    for some in chunks(found):
        for pk, state, start in model.objects.filter(dossier__in=some).order_by("pk").values_list(
                "dossier", "state", "start"):
            found[pk].append((state, start))
    return found


def _dated(book: Book, draft: Draft) -> None:
    """See that a new dossier has a day and a way through the workflow that may be."""
    try:
        past(draft.values.get("opened", ""), "opened")
    except Refused as refused:
        draft.refused("opened", refused)
        return
    draft.refs["way"] = way_of(book.model.WORKFLOW, draft)


def _new(book: Book, draft: Draft) -> None:
    for name in book.brings.needed:
        given = draft.refs.get(name) if name in _links(book) else draft.values.get(name)
        if not given and name not in dict(draft.problems):
            draft.wrong(name, "Fill this in.", "À remplir.")
    undated = next((state for state, on in draft.refs["way"] if not on), None)
    if undated and book.brings.by_forms:
        state = book.model.WORKFLOW.states[undated]
        draft.wrong(f"at_{undated}", f"Give the date of “{state.en}”, which is on its way.",
                    f"Donnez la date de « {state.fr} », qui est sur son parcours.")
    if draft.problems:
        return
    draft.verdict = "created"
    shown = {**draft.values, "state": draft.refs["way"][-1][0]}
    draft.changes = {name: ("", _said(draft, name, value)) for name, value in shown.items()
                     if value not in ("", None)}


def _said(draft: Draft, name: str, value):
    """Return a value as a dry run shows it."""
    meant = draft.refs.get(name)
    return told(meant) if isinstance(meant, Organisation) else str(meant) if meant else value


def _changed(book: Book, draft: Draft, periods: list[tuple[str, str]]) -> None:
    held, links = draft.held, _links(book)
    columns, may = told_columns(book.model), book.deeds["change"].form.base_fields
    opened = draft.values.get("opened")
    if opened and opened != held.opened:
        draft.wrong("opened", f"It is {held.opened} in the book: leave it as it is.",
                    f"C’est {held.opened} dans le registre : laissez-le tel quel.")
    for name in book.brings.columns:
        if name not in draft.values:
            continue
        old, new = getattr(held, name), draft.refs.get(name)
        if name in links:
            before, after = (_named(one) for one in (old, new))
        else:
            new = columns[name].to_python(draft.values[name])
            before, after = _shown(old), draft.values[name]
        if old == new or (isinstance(old, str) and same(old, new)) or not (new or name in may):
            continue
        if name in book.brings.needed and not new:
            draft.wrong(name, "Fill this in.", "À remplir.")
        elif name not in may:
            draft.wrong(name, f"It is {before or 'empty'} in the book and stays so.",
                        f"C’est {before or 'vide'} dans le registre et le reste.")
        draft.changes[name] = (before, after)
    draft.refs["way"] = further(book.model.WORKFLOW, draft, periods)
    for state, on in draft.refs["way"]:
        draft.changes[f"at_{state}"] = ("", on)
    draft.verdict = draft.verdict or ("changed" if draft.changes else "unchanged")


def _named(one) -> str:
    return told(one) if isinstance(one, Organisation) else str(one or "")


def _shown(value):
    return value if isinstance(value, int | str | None) else str(value)


def _try(book: Book, new: Sequence[Draft], changed: Sequence[Draft]) -> None:
    """Do what drafts say and undo it: what is refused is told with its row.

    Drafts that have their reason are done next, and not tried.
    """
    new, changed = ([draft for draft in some if not draft.why] for some in (new, changed))
    one_by_one = [(alter, changed), (open_one, new if book.brings.by_forms else ())]
    for does, draft in ((does, draft) for does, some in one_by_one for draft in some):
        try:
            with transaction.atomic():
                does(book, draft, by=None)
                transaction.set_rollback(True)
        except Refused as refused:
            draft.refused(_about(draft, refused), refused)
        except IntegrityError:
            draft.wrong("", *_broken([]))
    if book.brings.by_forms:
        return
    try:
        with transaction.atomic():
            written(book.model, made_of(book, new))
            transaction.set_rollback(True)
    except IntegrityError:
        for draft in new:
            try:
                dossier_of(book, draft).validate_constraints()
            except ValidationError as error:
                draft.wrong("", *_broken(error.messages))


def _about(draft: Draft, refused: Refused) -> str:
    """Return the column that a refusal is about: the date of a step, for its date."""
    if refused.field in draft.values:
        return refused.field
    return f"at_{draft.refs['way'][0][0]}" if draft.refs["way"] else ""


def _broken(told: Sequence[str]) -> tuple[str, str]:
    why = " ".join(told)
    return (f"The book refuses it: two of its columns do not go together. {why}".strip(),
            f"Le registre le refuse : deux de ses colonnes ne vont pas ensemble. {why}".strip())
