"""Files of dossiers held to their book: which are new, which change, which cannot be.

Nothing is written here.
"""

from collections.abc import Sequence

from django.db import models

from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.books import Book
from belvedere.register.desk.brought import made_of
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.filled import asks
from belvedere.register.desk.models import Dossier
from belvedere.register.desk.parts import EMPTY, compare, items, together
from belvedere.register.desk.trying import about, tried
from belvedere.register.desk.ways import further, way_of
from belvedere.register.desk.workflow import Workflow
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.drafts import chunks, resolve, same, told
from belvedere.register.organisations.models import Organisation


def judge(book: Book, drafts: Sequence[Draft]) -> None:
    """Give each draft its verdict: by number, else by what tells a dossier from others."""
    mains = [draft for draft in drafts if "main" not in draft.refs]
    for draft in mains:
        draft.refs |= {"way": [], "of_moves": frozenset(), "adding": set()}
        _begun(book, draft)
    _refer(book, drafts, mains)
    _find(book, mains)
    for draft in mains:
        draft.refs["parts"] = {part.name: items(part, draft) for part in book.brings.parts}
    together(mains)
    held = [draft.held for draft in mains if draft.held and not draft.problems]
    known = _periods(book, held)
    there = {part.name: part.held(one.pk for one in held) for part in book.brings.parts}
    for draft in mains:
        if not draft.problems and draft.held:
            _changed(book, draft, known[draft.held.pk])
            _more(book, draft, there)
        elif not draft.problems:
            _dated(book, draft)
    together(mains)
    new = [draft for draft in mains if not (draft.held or draft.problems)]
    book.brings.looks(new)
    for draft in new:
        _new(book, draft)
    together(mains)
    tried(book, [draft for draft in new if not draft.problems],
         [draft for draft in mains if draft.verdict == "changed" and not draft.problems])
    together(mains)


def _begun(book: Book, draft: Draft) -> None:
    """A way that is told row by row tells when a dossier was opened."""
    way = [row.values for row in draft.refs["rows"] if row.values.get("way_state")]
    first = next((one.get("way_since") for one in way
                  if one["way_state"] == book.model.WORKFLOW.first), "")
    if first and not draft.values.get("opened"):
        draft.values["opened"] = first
    flow = book.model.WORKFLOW
    reached = {state for state in flow.states
               if draft.values.get(f"at_{state}") or draft.values.get("state") == state}
    reached |= {one for state in reached for one in _before(flow, state)}
    for state, column in book.brings.since.items():
        # the column is the date of that state: where it is reached, since when is known
        if not way and state in reached and draft.values.get(column) and not draft.values.get(
                f"at_{state}"):
            draft.values[f"at_{state}"] = draft.values[column]


def _before(workflow: Workflow, state: str) -> set[str]:
    """Return the states from which one may have been reached."""
    found, new = set(), {state}
    while new:
        new = {source for move in workflow.moves if move.target in new
               for source in move.sources} - found
        found |= new
    return found


def _links(book: Book) -> dict[str, models.ForeignKey]:
    columns = told_columns(book.model)
    return {name: columns[name] for name in book.brings.columns
            if isinstance(columns[name], models.ForeignKey)}


def _refer(book: Book, drafts: Sequence[Draft], mains: Sequence[Draft]) -> None:
    """Find the organisations and the dossiers that rows name."""
    named = [(name, column.related_model, mains) for name, column in _links(book).items()]
    named += [(f"{part.name}_{name}", model, drafts) for part in book.brings.parts
              for name, model in part.links.items()]
    several = {part.fields[0] for part in book.brings.parts if part.several}
    for name, model, some in named:
        naming = [draft for draft in some if draft.values.get(name)]
        if model is Organisation:
            resolve(naming, name)
            continue
        asked = {draft.number: draft.values[name].split() if name in several
                 else [draft.values[name]] for draft in naming}
        there = {one.number: one for some in chunks({n for some in asked.values() for n in some})
                 for one in model.objects.filter(number__in=some)}
        for draft in naming:
            found = [there[number] for number in asked[draft.number] if number in there]
            draft.refs[name] = found if name in several else (found or [None])[0]
            for number in asked[draft.number]:
                if number in there:
                    continue
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
    undated = next((state for state, on in draft.refs["way"] if not on
                    and state in book.brings.dated), None)
    if undated:
        state = book.model.WORKFLOW.states[undated]
        draft.wrong(f"at_{undated}", f"Give the date of “{state.en}”, which is on its way.",
                    f"Donnez la date de « {state.fr} », qui est sur son parcours.")
    if any(row.problems for row in draft.refs["rows"]):
        return
    try:
        made_of(book, draft).acts()
    except Refused as refused:
        draft.refused(about(draft, refused), refused)
        return
    if any(row.problems for row in draft.refs["rows"]):
        return
    for row in draft.refs["rows"]:
        row.verdict = "created"
        row.changes = {name: ("", _said(row, name, value)) for name, value in row.values.items()
                       if value not in EMPTY and (row is draft or name != "number")}
    draft.changes["state"] = ("", draft.refs["way"][-1][0])


def _more(book: Book, draft: Draft, there: dict) -> None:
    """See what rows say that is to hang on a dossier of the book beyond what does."""
    for part in book.brings.parts:
        told = draft.refs["parts"][part.name]
        if compare(part, told, there[part.name].get(draft.held.pk, ())):
            draft.refs["adding"].add(part.name)
    for row in draft.refs["rows"]:
        row.verdict = row.verdict or ("changed" if row.changes else "unchanged")
    if draft.changes and draft.verdict == "unchanged":
        draft.verdict = "changed"


def _said(draft: Draft, name: str, value):
    """Return a value as a dry run shows it."""
    meant = draft.refs.get(name)
    return told(meant) if isinstance(meant, Organisation) else str(meant) if meant else value


def _changed(book: Book, draft: Draft, periods: list[tuple[str, str]]) -> None:
    held, links = draft.held, _links(book)
    columns, may = told_columns(book.model), book.deeds["change"].form.base_fields
    draft.refs["way"] = further(book.model.WORKFLOW, draft, periods)
    draft.refs["of_moves"] = _asked(book, held.state, draft)
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
        elif name not in may and name not in draft.refs["of_moves"]:
            draft.wrong(name, f"It is {before or 'empty'} in the book and stays so.",
                        f"C’est {before or 'vide'} dans le registre et le reste.")
        draft.changes[name] = (before, after)
    for state, on in draft.refs["way"]:
        draft.changes[f"at_{state}"] = ("", on)
    draft.verdict = draft.verdict or ("changed" if draft.changes else "unchanged")


def _asked(book: Book, state: str, draft: Draft) -> frozenset[str]:
    """Return the columns that the forms of the moves to be made ask."""
    names: set[str] = set()
    for target, _ in draft.refs["way"]:
        move = next((m for m in book.model.WORKFLOW.possible(state) if m.target == target), None)
        names |= set(asks(book, move.name)) if move else set()
        state = target
    return frozenset(names)


def _named(one) -> str:
    return told(one) if isinstance(one, Organisation) else str(one or "")


def _shown(value):
    return value if isinstance(value, int | str | None) else str(value)
