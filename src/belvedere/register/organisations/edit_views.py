"""Pages on which organisations are changed: each form is one action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect

from belvedere.register.accounts.access import demand
from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.pages import page, to
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.organisations import actions, fact_forms, facts, forms, queries
from belvedere.register.organisations import restructuring as structure
from belvedere.register.organisations.models import Organisation, Relation
from belvedere.tables.words import Words

MEANWHILE = Refused(
    "Somebody else wrote the same at the same moment. Look at the page as it is now and send "
    "it again.",
    "Quelqu’un d’autre a écrit la même chose au même moment. Relisez la page telle qu’elle est "
    "et renvoyez.")
_SENT_BEFORE = Words("This was sent before: it was done once.",
                     "Cela avait déjà été envoyé : c’est fait une seule fois.")
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
    return {k: v for k, v in data.items() if k not in without}


def _rename(by, one, expected, data):
    return actions.rename(by=by, organisation=one, expected=expected, **_values(data))


def _correct(by, one, expected, data):
    return actions.correct(by=by, organisation=one, expected=expected, why=data["why"],
                           submission=data["submission"],
                           values=_values(data, "why", "submission"))


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


def _add(fact: str, **fixed) -> Callable:
    def does(by, one, expected, data):
        return facts.add(by=by, organisation=one, expected=expected, fact=fact, why=data["why"],
                         submission=data["submission"],
                         values={**fixed, **_values(data, "why", "submission")})
    return does


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
    "acronym": Deed(Words("Change the acronym", "Changer le sigle"), fact_forms.Acronym,
                    Permission.DESCRIBE, _add("name", kind="acronym", language="", end=""),
                    Words("The old acronym stands for the time before.",
                          "L’ancien sigle reste pour le temps d’avant.")),
    "name": Deed(Words("Add another name", "Ajouter un autre nom"), fact_forms.Name,
                 Permission.DESCRIBE, _add("name")),
    "subject": Deed(Words("Add a theme or domain", "Ajouter un thème ou un domaine"),
                    fact_forms.Subject, Permission.DESCRIBE, _add("subject")),
    "staff": Deed(Words("Count its staff", "Compter son personnel"), fact_forms.Staff,
                  Permission.DESCRIBE, _add("staff"),
                  Words("How many people of one profession, paid by one employer, on 31 December.",
                        "Combien de personnes d’un métier, payées par un employeur, au 31 "
                        "décembre.")),
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
    initial = {name: getattr(organisation, name) for name in ("kind", "opened", "closed", "website")
               } if deed == "correct" else {}
    return perform(request, language, organisation, DEEDS[deed], initial)


def perform(request, language: str, organisation: Organisation, deed: Deed,
            initial: dict | None = None):
    """Show the form of a deed and do it, once however often it is sent."""
    by = demand(request, deed.needs, within(organisation))
    form = deed.form(language, request.POST or None, initial=initial or {})
    version = _version(request, organisation)
    if request.method == "POST" and form.is_valid():
        submission = form.cleaned_data["submission"]
        try:
            reached = None if done_before(submission) else deed.does(
                by, organisation, version, form.cleaned_data)
        except NotAllowed:
            raise
        except (Refused, IntegrityError) as error:
            if not done_before(submission):
                if isinstance(error, Stale):
                    organisation.refresh_from_db()
                    version = organisation.version
                form.refuse(error if isinstance(error, Refused) else MEANWHILE)
                return _deed_page(request, language, organisation, deed, form, version)
            reached = None
        messages.success(request, (_SAVED if reached else _SENT_BEFORE)(language))
        return to(request, "entry", language, (reached or organisation).pk)
    return _deed_page(request, language, organisation, deed, form, version)


def _deed_page(request, language: str, organisation: Organisation, deed: Deed, form, version: int):
    return page(request, language, "organisations/act.html", form=form, deed=deed,
                organisation=organisation, version=version, status=400 if form.errors else 200)


def _version(request, organisation: Organisation) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else (
        organisation.version if request.method != "POST" else 0)


def create(request, language: str):
    """Create an organisation."""
    by = demand(request, Permission.CREATE)
    form = forms.Create(language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        submission = form.cleaned_data["submission"]
        before = done_before(submission)
        try:
            made = structure.create_within(by=by, **form.cleaned_data)
        except (Refused, IntegrityError) as error:
            before = done_before(submission)
            if not before:
                form.refuse(error if isinstance(error, Refused) else MEANWHILE)
                return page(request, language, "organisations/create.html", form=form, status=400)
            made = Organisation.objects.get(pk=before.subject_id)
        messages.success(request, (_SENT_BEFORE if before else _SAVED)(language))
        return redirect("entry", language, made.pk)
    return page(request, language, "organisations/create.html", form=form,
                status=400 if form.errors else 200)


def end_relation(request, language: str, pk: int, relation: int):
    """End a relation on a date."""
    organisation = get_object_or_404(Organisation, pk=pk)
    held = get_object_or_404(Relation.objects.select_related("other"), pk=relation,
                             organisation=organisation)

    def does(by, one, expected, data):
        structure.end(by=by, relation=held, expected=expected, **data)
        return one

    return perform(request, language, organisation, Deed(
        Words(f"End the relation to {held.other}", f"Terminer la relation avec {held.other}"),
        fact_forms.End, Permission.RESTRUCTURE, does))


def correct_fact(request, language: str, pk: int, fact: str, row: int):
    """Put right one fact that was written wrongly."""
    organisation, held, called = _fact(pk, fact, row)

    def does(by, one, expected, data):
        return facts.correct(by=by, organisation=one, fact=fact, row=row, expected=expected,
                             why=data["why"], submission=data["submission"],
                             values=_values(data, "why", "submission"))

    initial = {name: getattr(held, name) for name in facts.FACTS[fact].fields}
    return perform(request, language, organisation, Deed(
        Words(f"Correct: {called}", f"Corriger : {called}"), fact_forms.CORRECT[fact],
        facts.FACTS[fact].needs, does,
        Words("For what was written wrongly. What changes from a date on is added instead.",
              "Pour ce qui a été mal écrit. Ce qui change à une date s’ajoute plutôt.")), initial)


def take_back_fact(request, language: str, pk: int, fact: str, row: int):
    """Take back one fact that was never so."""
    organisation, _, called = _fact(pk, fact, row)

    def does(by, one, expected, data):
        return facts.take_back(by=by, organisation=one, fact=fact, row=row, expected=expected,
                               **data)

    return perform(request, language, organisation, Deed(
        Words(f"Take back: {called}", f"Retirer : {called}"), fact_forms.TakeBack,
        facts.FACTS[fact].needs, does,
        Words("For what was never so. It goes from the pages; the audit keeps it, with the "
              "reason. What was so and ended is not taken back: give it an end.",
              "Pour ce qui n’a jamais été. Cela quitte les pages ; l’audit le garde, avec le "
              "motif. Ce qui a été et s’est terminé ne se retire pas : donnez-lui une fin.")))


def _fact(pk: int, fact: str, row: int):
    organisation = get_object_or_404(Organisation, pk=pk)
    held = get_object_or_404(facts.FACTS[fact].model, pk=row, organisation=organisation)
    said = [held.other] if fact == "relation" else [
        getattr(held, name) for name in ("text", "value", "year", "profession", "address", "city")
        if getattr(held, name, "")]
    return organisation, held, ", ".join(map(str, said))[:200]


def suggest(request, language: str):
    """Give ten organisations that hold what is typed, for a field to offer."""
    text = request.GET.get("q", "").strip()
    found = queries.listed(text)[:10] if text else ()
    return JsonResponse({"found": [f"{one.name} #{one.pk}" for one in found]})
