"""Pages on which organisations are changed: each form is one action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect

from belvedere.register.accounts.access import demand
from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.organisations import actions, forms, queries
from belvedere.register.organisations import restructuring as structure
from belvedere.register.organisations.models import Organisation, Relation
from belvedere.tables.words import Words

_SAVED = Words("Done. It is in the audit.", "C’est fait, et gardé dans l’audit.")


@dataclass(frozen=True)
class Deed:
    """One action that a page offers: its form, what it needs, and what it does.

    ``does`` is told who acts, on which organisation, at which version of it, and what
    was filled in; it returns the organisation to go to.
    """

    title: Words
    form: type[Form]
    needs: Permission
    does: Callable
    hint: Words | None = None


def _values(data: dict, *without: str) -> dict:
    return {k: v for k, v in data.items() if k not in {"submission", *without}}


def _rename(by, one, expected, data):
    return actions.rename(by=by, organisation=one, expected=expected, **_values(data))


def _correct(by, one, expected, data):
    return actions.correct(by=by, organisation=one, expected=expected, why=data["why"],
                           values=_values(data, "why"))


def _add_code(by, one, expected, data):
    return actions.add_code(by=by, organisation=one, expected=expected,
                            **_values(data)).organisation


def _settle(by, one, expected, data):
    return actions.settle(by=by, organisation=one, expected=expected,
                          **_values(data)).organisation


def _relate(by, one, expected, data):
    return structure.relate(by=by, organisation=one, expected=expected, kind=data["relation"],
                            **_values(data, "relation")).organisation


def _move(by, one, expected, data):
    return structure.move(by=by, organisation=one, expected=expected, **_values(data)).organisation


def _close(by, one, expected, data):
    return structure.close(by=by, organisation=one, expected=expected, **_values(data))


def _merge(by, one, expected, data):
    other = data["other"]
    into = other if data["into_other"] else None
    return structure.merge(
        by=by, sources=[one] if into else [one, other], into=into, name=data["name"],
        on=data["on"], because=data["because"], submission=data["submission"],
        expected={one.pk: expected})


def _split(by, one, expected, data):
    names = [line.strip() for line in data["names"].splitlines() if line.strip()]
    structure.split(by=by, organisation=one, expected=expected, names=names, on=data["on"],
                    goes_on=data["goes_on"], because=data["because"],
                    submission=data["submission"])
    return one


DEEDS = {
    "rename": Deed(Words("Rename", "Renommer"), forms.Rename, Permission.DESCRIBE, _rename,
                   Words("The old name stands for the time before.",
                         "L’ancien nom reste pour le temps d’avant.")),
    "correct": Deed(Words("Correct", "Corriger"), forms.Correct, Permission.DESCRIBE, _correct,
                    Words("For what was wrong all along. For what changes from a date on there "
                          "are the other actions.",
                          "Pour ce qui a toujours été faux. Pour ce qui change à une date, il y "
                          "a les autres actions.")),
    "code": Deed(Words("Add an identifier", "Ajouter un identifiant"), forms.AddCode,
                 Permission.DESCRIBE, _add_code),
    "settle": Deed(Words("Say where it is", "Indiquer le lieu"), forms.Settle,
                   Permission.DESCRIBE, _settle,
                   Words("Without a date the place is put right; with one it moves there.",
                         "Sans date, le lieu est corrigé ; avec une date, il y déménage.")),
    "relate": Deed(Words("Add a relation", "Ajouter une relation"), forms.Relate,
                   Permission.RESTRUCTURE, _relate),
    "move": Deed(Words("Move", "Déplacer"), forms.Move, Permission.RESTRUCTURE, _move),
    "merge": Deed(Words("Merge", "Fusionner"), forms.Merge, Permission.RESTRUCTURE, _merge,
                  Words("What hangs from it, and what it hangs from, goes to its successor.",
                        "Ce qui en dépend, et ce dont il dépend, passe à son successeur.")),
    "split": Deed(Words("Split", "Scinder"), forms.Split, Permission.RESTRUCTURE, _split),
    "close": Deed(Words("Close", "Fermer"), forms.Close, Permission.RESTRUCTURE, _close),
}


def within(organisation: Organisation) -> Callable[[], set[int]]:
    """Return what gives an organisation and all it is part of today."""
    return lambda: queries.holders(organisation.pk, queries.today())


def act(request, language: str, pk: int, deed: str):
    """Show the form of an action and do it. What was typed stays when it is refused."""
    organisation = get_object_or_404(Organisation, pk=pk)
    chosen = DEEDS[deed]
    by = demand(request, chosen.needs, within(organisation))
    initial = {name: getattr(organisation, name) for name in ("kind", "opened", "closed", "website")
               } if deed == "correct" else {}
    form = chosen.form(language, request.POST or None, initial=initial)
    version = _version(request, organisation)
    if request.method == "POST" and form.is_valid():
        try:
            reached = chosen.does(by, organisation, version, form.cleaned_data)
        except Refused as refused:
            if isinstance(refused, Stale):
                organisation.refresh_from_db()
                version = organisation.version
            form.refuse(refused)
        else:
            messages.success(request, _SAVED(language))
            return redirect("entry", language, reached.pk)
    return page(request, language, "organisations/act.html", form=form, deed=chosen,
                organisation=organisation, version=version, deeds=DEEDS,
                status=400 if form.errors else 200)


def _version(request, organisation: Organisation) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else (
        organisation.version if request.method != "POST" else 0)


def create(request, language: str):
    """Create an organisation."""
    by = demand(request, Permission.CREATE)
    form = forms.Create(language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = structure.create_within(by=by, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _SAVED(language))
            return redirect("entry", language, made.pk)
    return page(request, language, "organisations/create.html", form=form,
                status=400 if form.errors else 200)


def end_relation(request, language: str, pk: int, relation: int):
    """End a relation on a date."""
    organisation = get_object_or_404(Organisation, pk=pk)
    held = get_object_or_404(Relation.objects.select_related("other"), pk=relation,
                             organisation=organisation)
    by = demand(request, Permission.RESTRUCTURE, within(organisation))
    form = forms.Close(language, request.POST or None)
    form.fields["on"].label = Words("Ended on", "Terminée le")(language)
    version = _version(request, organisation)
    if request.method == "POST" and form.is_valid():
        try:
            structure.end(by=by, relation=held, on=form.cleaned_data["on"],
                          because=form.cleaned_data["because"], expected=version)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _SAVED(language))
            return redirect("entry", language, organisation.pk)
    title = Words(f"End the relation to {held.other}", f"Terminer la relation avec {held.other}")
    deed = Deed(title, forms.Close, Permission.RESTRUCTURE, structure.end)
    return page(request, language, "organisations/act.html", form=form, deed=deed,
                organisation=organisation, version=version, deeds=DEEDS,
                status=400 if form.errors else 200)


def suggest(request, language: str):
    """Give ten organisations that hold what is typed, for a field to offer."""
    text = request.GET.get("q", "").strip()
    found = queries.listed(text)[:10] if text else ()
    return JsonResponse({"found": [f"{one.name} #{one.pk}" for one in found]})
