"""Rows of the list of organisations held to the books: which are new, which change."""

from collections.abc import Sequence

from belvedere.register.accounts.models import Account
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.bulk import correct_many, create_many, open_relations
from belvedere.register.organisations.dates import before
from belvedere.register.organisations.drafts import chunks, same
from belvedere.register.organisations.models import Code, Name, Organisation
from belvedere.register.organisations.queries import folded
from belvedere.register.organisations.restructuring import close
from belvedere.tables.words import Words

CORRECTED = ("kind", "opened", "closed", "website")
ELSEWHERE = {
    "name": Words("names", "noms"), "name_en": Words("names", "noms"),
    "acronym": Words("names", "noms"), "city": Words("places", "lieux"),
    "country": Words("places", "lieux"),
}
"""Fields that another list changes, with the dates from which they hold."""


def english(pks: Sequence[int]) -> dict[int, str]:
    """Return the English official names that hold now."""
    found = {}
    for some in chunks(pks):
        for name in Name.objects.filter(organisation__in=some, kind="official", language="en",
                                        end="").order_by("-start", "pk"):
            found.setdefault(name.organisation_id, name.text)
    return found


def codes_of(pks: Sequence[int]) -> dict[int, list[str]]:
    """Return the identifiers of organisations, labels apart: rnsr:200710776M."""
    found: dict[int, list[str]] = {}
    for some in chunks(pks):
        for code in Code.objects.filter(organisation__in=some).exclude(scheme="label").order_by(
                "scheme", "value"):
            found.setdefault(code.organisation_id, []).append(f"{code.scheme}:{code.value}")
    return found


def judge(drafts: Sequence[Draft]) -> None:
    """Give each draft its verdict: by number, by identifier, else by kind, name and opening."""
    numbers = {d.values["number"] for d in drafts if d.values.get("number")}
    held = {}
    for some in chunks(numbers):
        held |= Organisation.objects.in_bulk(some)
    asked = {code for d in drafts for code in d.values.get("codes") or ()}
    owners = {}
    for some in chunks({code.partition(":")[2] for code in asked}):
        for code in Code.objects.filter(value__in=some).exclude(scheme="label").select_related(
                "organisation"):
            owners[f"{code.scheme}:{code.value}"] = code.organisation
    alike = {}
    for some in chunks({folded(d.values.get("name") or "")[:500] for d in drafts}):
        for one in Organisation.objects.filter(sorted_name__in=some):
            alike[one.kind, one.sorted_name, one.opened] = one
    theirs = codes_of([one.pk for one in alike.values()])
    for draft in drafts:
        _find(draft, held, owners, alike, theirs)
    found = [d.held.pk for d in drafts if d.held]
    names, codes = english(found), codes_of(found)
    seen: dict = {}
    for draft in drafts:
        if draft.problems:
            continue
        if not _repeats(draft, seen):
            if draft.held:
                _changed(draft, names.get(draft.held.pk, ""), codes.get(draft.held.pk, []))
            else:
                _new(draft)
    _closings([d for d in drafts if d.held and not d.problems and "closed" in d.changes])


def _key(values: dict) -> tuple:
    return (values.get("kind"), folded(values.get("name") or "")[:500], values.get("opened", ""))


def _find(draft: Draft, held: dict, owners: dict, alike: dict, theirs: dict) -> None:
    values, number = draft.values, draft.values.get("number")
    draft.refs["codes"] = [tuple(code.split(":", 1)) for code in values.get("codes") or ()]
    those = {owners[code].pk: owners[code] for code in values.get("codes") or () if code in owners}
    if number:
        draft.held = held.get(number)
        if draft.held is None:
            draft.wrong("number", f"There is no organisation {number}: leave it empty to create "
                        "one.", f"Il n’y a pas d’organisme {number} : laissez vide pour en créer "
                        "un.")
        those.pop(number, None)
    elif len(those) == 1:
        draft.held = those.popitem()[1]
    elif not those:
        draft.held = alike.get(_key(values))
        if draft.held and _schemes(values.get("codes")) & _schemes(theirs.get(draft.held.pk)):
            draft.held = None  # of the same name, but another: its number says so
    if those:
        others = ", ".join(map(str, those.values()))
        draft.wrong("codes", f"An identifier of these is of {others} already.",
                    f"Un de ces identifiants est déjà de {others}.")


def _schemes(codes: Sequence[str] | None) -> set[str]:
    return {code.partition(":")[0] for code in codes or ()}


def _repeats(draft: Draft, seen: dict) -> bool:
    mine = [draft.held.pk] if draft.held else draft.values.get("codes") or [_key(draft.values)]
    first = next((seen[key] for key in mine if key in seen), None)
    if first:
        draft.wrong("", f"It repeats row {first}: keep one of the two.",
                    f"Elle répète la ligne {first} : gardez l’une des deux.")
    else:
        seen.update(dict.fromkeys(mine, draft.number))
    return bool(first)


def _new(draft: Draft) -> None:
    for name in ("kind", "name"):
        if not draft.values.get(name):
            draft.wrong(name, "Fill this in: a new organisation has a kind and a name.",
                        "À remplir : un nouvel organisme a un type et un nom.")
    _in_order(draft, draft.values.get("opened", ""), draft.values.get("closed", ""))
    draft.verdict = draft.verdict or "created"
    draft.changes = {name: ("", " ".join(value) if name == "codes" else value)
                     for name, value in draft.values.items() if value and name != "number"}


def _in_order(draft: Draft, opened: str, closed: str) -> None:
    if opened and closed and before(closed, opened):
        draft.wrong("closed", "It cannot close before it opens: look at the two dates.",
                    "La fermeture précède l’ouverture : revoyez les deux dates.")


def _changed(draft: Draft, name_en: str, codes: list[str]) -> None:
    one, values = draft.held, draft.values
    held = {"name_en": name_en, **{name: getattr(one, name) for name in (
        "name", "acronym", "city", "country")}}
    for name, title in ELSEWHERE.items():
        if name in values and not same(values[name], held[name]):
            draft.wrong(name, f"It is {held[name] or 'empty'}: import the list of {title.en} to "
                        "change it, with the date.",
                        f"C’est {held[name] or 'vide'} : importez la liste des {title.fr} pour le "
                        "changer, avec la date.")
    if strange := [code for code in values.get("codes") or () if code not in codes]:
        draft.wrong("codes", f"It does not have {', '.join(strange)}: import the list of "
                    "identifiers to add it.",
                    f"Il n’a pas {', '.join(strange)} : importez la liste des identifiants pour "
                    "l’ajouter.")
    if "kind" in values and not values["kind"]:
        draft.wrong("kind", "Fill this in.", "À remplir.")
    _in_order(draft, values.get("opened", one.opened), values.get("closed", one.closed))
    draft.changes = {name: (getattr(one, name), values[name]) for name in CORRECTED
                     if name in values and not same(values[name], getattr(one, name))}
    draft.verdict = draft.verdict or ("changed" if draft.changes else "unchanged")


def _closings(drafts: Sequence[Draft]) -> None:
    """What is closed closes as its action does; what would refuse it is told."""
    closing = [d for d in drafts if not d.changes["closed"][0]]
    relations = open_relations(d.held.pk for d in closing)
    for draft in closing:
        on = draft.changes["closed"][1]
        late = next((r for r in relations.get(draft.held.pk, ()) if r.start
                     and before(on, r.start)), None)
        if late:
            draft.wrong("closed", f"A relation to {late.other} begins on {late.start}: close it "
                        "later, or end that one first.",
                        f"Une relation avec {late.other} commence le {late.start} : fermez-le plus "
                        "tard, ou terminez-la d’abord.")


def apply(*, by: Account | None, drafts: Sequence[Draft]) -> None:
    """Create, correct and close organisations as drafts say."""
    create_many(by=by, drafts=[d for d in drafts if d.verdict == "created"])
    closing, corrected = [], []
    for draft in drafts:
        if draft.verdict != "changed":
            continue
        if "closed" in draft.changes and not draft.changes["closed"][0]:
            closing.append((draft, draft.changes.pop("closed")[1]))
        if draft.changes:
            corrected.append(draft)
    correct_many(by=by, drafts=corrected)
    for draft, on in closing:
        close(by=by, organisation=draft.held, on=on, because=draft.why)
