"""Signing in and out, by a password or by a provider; links to join and to set a password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belvedere.register.accounts import limits, links, mail, openid, own_actions
from belvedere.register.accounts.own_forms import Forgotten, Join, NewPassword, SignIn
from belvedere.register.accounts.pages import attempt, page, sent
from belvedere.register.accounts.refusals import Refused
from belvedere.register.accounts.sessions import enter
from belvedere.tables.words import Words


def absolute(request, path: str) -> str:
    """Return the whole address of a path of this site."""
    return f"{settings.ADDRESS}{path}" if settings.ADDRESS else request.build_absolute_uri(path)


def _onwards(request, language: str, asked: str):
    """Go on to where one was going on this site; nowhere else."""
    known = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure())
    return redirect(asked) if known else redirect("register", language)


@never_cache
def sign_in(request, language: str):
    """Sign in, then go on to where one was going on this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    form = SignIn(language, sent(request))

    def act(data):
        email = data["email"].lower()
        limits.spend("sign_in", request, email)
        account = authenticate(request, email=email, password=data["password"])
        if account is None:
            raise Refused("Address and password do not go together. Try again.",
                          "L’adresse et le mot de passe ne vont pas ensemble. Réessayez.")
        limits.give_back("sign_in", request, email)
        enter(request, account)
        return account

    if attempt(request, form, act):
        return _onwards(request, language, asked)
    return page(request, language, "accounts/sign_in.html", form=form, asked=asked,
                provider=settings.OPENID_ISSUER and (settings.OPENID_NAME or Words(
                    "my institution", "mon établissement")(language)),
                status=form.told_as)


@require_POST
def sign_out(request, language: str):
    """Sign out; the session ends."""
    logout(request)
    return redirect("register", language)


@require_safe
def openid_begin(request, language: str):
    """Go to the provider to sign in there; a plain sign-in page where none is set."""
    if not settings.OPENID_ISSUER:
        return redirect("sign_in", language)
    # one address for answers, whatever the language: it is registered with the provider
    back = absolute(request, reverse("openid_back", args=("en",)))
    try:
        limits.spend("openid", request)
        way = openid.begin(request, back)
    except Refused as refused:
        return _refused(request, language, refused)
    request.session["onwards"] = [language, request.GET.get("next", "")]
    return way


@require_safe
@never_cache
def openid_back(request, language: str):
    """Come back from the provider, signed in or told why not."""
    language, asked = request.session.pop("onwards", [language, ""])
    if not settings.OPENID_ISSUER:
        return redirect("sign_in", language)
    try:
        limits.spend("openid", request)
        account = openid.finish(request)
    except Refused as refused:
        return _refused(request, language, refused)
    limits.give_back("openid", request)
    enter(request, account)
    return _onwards(request, language, asked)


def _refused(request, language: str, refused: Refused):
    messages.error(request, refused.words(language))
    return redirect("sign_in", language)


@never_cache
def join(request, language: str, secret: str):
    """Accept an invitation: choose a name and a password."""
    limits.spend("link", request)
    account = links.find(secret, "join").account
    form = Join(language, sent(request), initial={"name": account.name})
    joined = attempt(request, form, lambda data: own_actions.join(
        secret=secret, name=data["name"], password=data["password"]))
    if joined:
        limits.give_back("link", request)
        enter(request, joined)
        messages.success(request, Words("Welcome. Your account is open.",
                                        "Bienvenue. Votre compte est ouvert.")(language))
        return redirect("own", language)
    return page(request, language, "accounts/act.html", form=form, status=form.told_as,
                title=Words("Join Belvedere", "Rejoindre Belvedere"), lead=account.email,
                username=account.email,
                button=Words("Open my account", "Ouvrir mon compte"))


@never_cache
def reset(request, language: str, secret: str):
    """Set a password anew by a link."""
    limits.spend("link", request)
    account = links.find(secret, "reset").account
    form = NewPassword(language, sent(request))
    done = attempt(request, form, lambda data: own_actions.reset_password(
        secret=secret, password=data["password"]))
    if done:
        limits.give_back("link", request)
        enter(request, done)
        messages.success(request, Words("Your password is changed.",
                                        "Votre mot de passe est changé.")(language))
        return redirect("own", language)
    return page(request, language, "accounts/act.html", form=form, status=form.told_as,
                title=Words("Choose a new password", "Choisir un nouveau mot de passe"),
                lead=account.email, username=account.email,
                button=Words("Set the password", "Changer le mot de passe"))


@never_cache
def forgotten(request, language: str):
    """Ask for a link by mail. The answer is the same whether the address is known or not."""
    form = Forgotten(language, sent(request))

    def act(data):
        limits.spend("reset", request, data["email"].lower())
        if mail.is_set() and (found := own_actions.ask_reset(email=data["email"])):
            account, secret = found
            link = absolute(request, reverse("reset", args=(language, secret)))
            mail.POSTMAN.submit(mail.send, account, "reset", link, language)
        return True

    asked = attempt(request, form, act)
    return page(request, language, "accounts/forgotten.html", form=form, sent=asked,
                by_mail=mail.is_set(), status=form.told_as)
