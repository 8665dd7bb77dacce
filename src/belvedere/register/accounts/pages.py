"""What every page of the register has."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import MAY, Permission, Role
from belvedere.register.accounts.refusals import NotAllowed, Refused


def page(request, language: str, template: str, *, status: int = 200, **more) -> HttpResponse:
    """Return a page of the register; it is kept by no cache, for it may be of one reader."""
    response = render(request, template, {
        "language": language, "path": request.get_full_path(), "here": "register",
        "desks": _desks(request.user), "at": request.GET.get("at", "").strip(), **more},
        status=status)
    response["Cache-Control"] = "no-store" if request.user.is_authenticated else "no-cache"
    return response


def to(request, name: str, *args) -> HttpResponseRedirect:
    """Return the way to a page, at the day that this one is put at."""
    at = request.GET.get("at", "").strip()
    return HttpResponseRedirect(
        reverse(name, args=args) + (f"?{urlencode({'at': at})}" if at else ""))


def _desks(reader) -> dict[str, bool]:
    """Return which pages of administration a reader has."""
    if not isinstance(reader, Account):
        return {}
    granted = [(grant.role, grant.organisation_id) for grant in reader.grants.all()]
    may = set().union(*(MAY[Role(role)] for role, _ in granted))
    everywhere = set().union(*(MAY[Role(role)] for role, where in granted if where is None))
    return {"accounts": Permission.MANAGE_ACCOUNTS in may, "audit": Permission.SEE_AUDIT in may,
            "people": Permission.SEE_PEOPLE in everywhere,
            "curation": Permission.CURATE in everywhere}


def sent(request):
    """Return what a form was sent with, be it nothing; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def attempt(request, form: Form, act: Callable[[dict], object]) -> object | None:
    """Return what an action gives for a form that was sent, or None and the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refused:
        form.refuse(refused)
        form.status = refused.status
        return None
