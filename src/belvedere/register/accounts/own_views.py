"""One's own account: name, password, roles, and where one is signed in."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belvedere.register.accounts import limits, own_actions, queries
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.own_forms import OwnName, OwnPassword
from belvedere.register.accounts.pages import attempt, page, sent
from belvedere.register.accounts.permissions import ROLE_WORDS
from belvedere.register.accounts.refusals import SignInFirst
from belvedere.tables.words import Words


def _signed_in(request) -> Account:
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user


@require_safe
def own(request, language: str):
    """One's own account."""
    account = _signed_in(request)
    return page(request, language, "accounts/own.html", roles=ROLE_WORDS,
                grants=account.grants.select_related("organisation").order_by("role", "pk"),
                identities=account.identities.order_by("pk"),
                sessions=queries.sessions(account, request.session.session_key))


def own_name(request, language: str):
    """Change one's name."""
    account = _signed_in(request)
    form = OwnName(language, sent(request), initial={"name": account.name})
    if attempt(request, form, lambda data: own_actions.change_name(
            by=account, name=data["name"]) or True):
        return _done(request, language)
    return page(request, language, "accounts/act.html", form=form, status=form.told_as,
                title=Words("Change your name", "Changer votre nom"), back="own")


def own_password(request, language: str):
    """Change one's password; this session goes on under a new key, the others end."""
    account = _signed_in(request)
    form = OwnPassword(language, sent(request))
    if not account.has_usable_password():
        del form.fields["old"]  # who joined by a provider has none yet

    def act(data):
        limits.spend("password", request, account.email)
        own_actions.change_password(by=account, old=data.get("old", ""),
                                    password=data["password"],
                                    session=request.session.session_key)
        limits.give_back("password", request, account.email)
        return True

    if attempt(request, form, act):
        update_session_auth_hash(request, account)
        return _done(request, language)
    return page(request, language, "accounts/act.html", form=form, status=form.told_as,
                title=Words("Change your password", "Changer votre mot de passe"), back="own",
                username=account.email,
                lead=Words("Where else you are signed in, you are signed out.",
                           "Partout ailleurs, vous serez déconnecté.")(language))


@require_POST
def end_session(request, language: str, handle: str):
    """End one of one's own sessions."""
    account = _signed_in(request)
    held = queries.session_of(account, handle)
    if held is None:
        raise Http404
    own_actions.end_sessions(by=account, sessions=[held])
    return _done(request, language)


@require_POST
def end_sessions(request, language: str):
    """End all of one's own sessions but this one."""
    account = _signed_in(request)
    others = account.sessions.exclude(pk=request.session.session_key)
    own_actions.end_sessions(by=account, sessions=list(
        others.filter(expire_date__gt=timezone.now())))
    return _done(request, language)


def _done(request, language: str):
    messages.success(request, Words("Done.", "C’est fait.")(language))
    return redirect("own", language)
