"""Pages about people, for those who may see them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from belvedere.register.accounts.access import demand, somewhere
from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.pages import page, to
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused, SignInFirst, Stale
from belvedere.register.organisations.edit_views import MEANWHILE, within
from belvedere.register.organisations.models import Organisation
from belvedere.register.people import actions, forms, queries
from belvedere.register.people import vocabularies as words
from belvedere.register.people.models import Person, Position
from belvedere.tables.words import Words

PAGE = 50
DONE = Words("Done. It is in the audit.", "C’est fait, et gardé dans l’audit.")


def about(request, permission: Permission, person: Person):
    """Return who asks, when they may do this about the person."""
    if not request.user.is_authenticated:
        raise SignInFirst
    if not queries.may_about(request.user, permission, person):
        raise NotAllowed
    return request.user


def people(request, language: str):
    """Everybody in the register, a page at a time."""
    demand(request, Permission.SEE_PEOPLE)
    text = request.GET.get("q", "").strip()
    shown = Paginator(queries.listed(text), PAGE).get_page(request.GET.get("page"))
    return page(request, language, "people/people.html", shown=shown, text=text,
                past=queries.past_retention().count())


def suggest(request, language: str):
    """Give ten people who hold what is typed, to those who give roles."""
    if not request.user.is_authenticated:
        raise SignInFirst
    if not somewhere(request.user, Permission.MANAGE_PEOPLE):
        raise NotAllowed
    text = request.GET.get("q", "").strip()
    found = queries.listed(text)[:10] if text else ()
    return JsonResponse({"found": [f"{one.name} #{one.pk}" for one in found]})


def person(request, language: str, person: int):
    """One person: what is held, on which basis, until when, and the roles."""
    one = get_object_or_404(Person, pk=person)
    by = about(request, Permission.SEE_PEOPLE, one)
    return page(request, language, "people/person.html", person=one, roles=words.ROLES,
                basis=words.BASES[one.basis],
                positions=one.positions.select_related("organisation").order_by("-start", "pk"),
                may_manage=queries.may_about(by, Permission.MANAGE_PEOPLE, one))


def export(request, language: str, person: int):
    """All that is held about a person, for that person."""
    one = get_object_or_404(Person, pk=person)
    about(request, Permission.MANAGE_PEOPLE, one)
    answer = JsonResponse(queries.everything_about(one), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="person-{one.pk}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


def add(request, language: str, pk: int):
    """Give somebody a role in an organisation."""
    organisation = get_object_or_404(Organisation, pk=pk)
    by = demand(request, Permission.MANAGE_PEOPLE, within(organisation))

    def does(data):
        actions.add_person(
            by=by, organisation=organisation, submission=data.pop("submission"),
            **{name: data.pop(name) for name in ("role", "person", "start", "end")}, values=data)

    return _do(request, language, forms.Add(language, request.POST or None),
               Words("Add a person", "Ajouter une personne"), does,
               ("entry", language, organisation.pk), back=organisation.name)


def correct(request, language: str, person: int):
    """Put right what is held about a person."""
    one = get_object_or_404(Person, pk=person)
    by = about(request, Permission.MANAGE_PEOPLE, one)
    form = forms.Correct(language, request.POST or None,
                         initial={name: getattr(one, name) for name in actions.FIELDS})
    sent = request.POST.get("version", "")
    expected = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    return _do(request, language, form, Words("Correct", "Corriger"),
               lambda data: actions.correct_person(
                   by=by, person=one, expected=expected, submission=data.pop("submission"),
                   values=data),
               ("person", language, one.pk), back=one.name, person=one)


def merge(request, language: str, person: int):
    """Make one of two records of one person."""
    one = get_object_or_404(Person, pk=person)
    by = about(request, Permission.MANAGE_PEOPLE, one)
    return _do(request, language, forms.Merge(language, request.POST or None),
               Words("Merge with another record", "Fusionner avec une autre fiche"),
               lambda data: actions.merge_people(by=by, person=one, **data),
               ("person", language, one.pk), back=one.name,
               hint=Words("The roles of both are kept; an ORCID or an address that lacks here is "
                          "taken from the other.",
                          "Les rôles des deux sont gardés ; un ORCID ou une adresse qui manque ici "
                          "vient de l’autre."))


def erase(request, language: str, person: int):
    """Erase a person."""
    one = get_object_or_404(Person, pk=person)
    by = about(request, Permission.MANAGE_PEOPLE, one)
    return _do(request, language, forms.Why(language, request.POST or None),
               Words("Erase this person", "Effacer cette personne"),
               lambda data: actions.erase(by=by, person=one, **data),
               ("register", language), back=one.name,
               hint=Words("Name, address, ORCID and roles go for good. The audit keeps that it was "
                          "done, and nothing of whom: write no name in the reason.",
                          "Nom, adresse, ORCID et rôles disparaissent pour toujours. L’audit garde "
                          "que c’est fait, et rien de qui : n’écrivez pas de nom dans le motif."))


def end_role(request, language: str, position: int):
    """End a role on a date."""
    held, by = _position(request, position)
    return _do(request, language, forms.End(language, request.POST or None),
               Words("End this role", "Terminer ce rôle"),
               lambda data: actions.end_role(by=by, position=held, **data),
               ("entry", language, held.organisation_id), back=held.organisation.name)


def take_back_role(request, language: str, position: int):
    """Take back a role that the person never had."""
    held, by = _position(request, position)
    return _do(request, language, forms.Why(language, request.POST or None),
               Words("Take back this role", "Retirer ce rôle"),
               lambda data: actions.take_back_role(by=by, position=held, **data),
               ("entry", language, held.organisation_id), back=held.organisation.name)


def _position(request, pk: int):
    held = get_object_or_404(Position.objects.select_related("organisation", "person"), pk=pk)
    return held, demand(request, Permission.MANAGE_PEOPLE, within(held.organisation))


def _do(request, language: str, form, title: Words, does: Callable, reached: tuple, **more):
    if request.method == "POST" and form.is_valid():
        submission = form.cleaned_data["submission"]
        try:
            if not done_before(submission):
                does(dict(form.cleaned_data))
        except NotAllowed:
            raise
        except (Refused, IntegrityError) as error:
            if not done_before(submission):
                if isinstance(error, Stale):
                    more["person"].refresh_from_db()
                form.refuse(error if isinstance(error, Refused) else MEANWHILE)
                return _form_page(request, language, form, title, reached, more)
        messages.success(request, DONE(language))
        return to(request, *reached)
    return _form_page(request, language, form, title, reached, more)


def _form_page(request, language: str, form, title: Words, reached: tuple, more: dict):
    return page(request, language, "people/act.html", form=form, title=title,
                cancel=to(request, *reached).url,
                status=400 if form.errors else 200, **more)
