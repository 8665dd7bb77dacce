"""Signing in and out."""

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.refusals import Refused
from belvedere.tables.words import Words


class SignIn(Form):
    """Address and password."""

    email = forms.EmailField(label=Words("E-mail address", "Adresse électronique"),
                             widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(label=Words("Password", "Mot de passe"), strip=False,
                               widget=forms.PasswordInput({"autocomplete": "current-password"}))


@never_cache
def sign_in(request, language: str):
    """Sign in, then go on to where one was going on this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    form = SignIn(language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, email=form.cleaned_data["email"].lower(),
                               password=form.cleaned_data["password"])
        if account is not None:
            login(request, account)  # gives a new session: one set before is worth nothing
            known = url_has_allowed_host_and_scheme(
                asked, {request.get_host()}, require_https=request.is_secure())
            return redirect(asked if known else "register", *(() if known else (language,)))
        form.refuse(Refused("Address and password do not go together. Try again.",
                            "L’adresse et le mot de passe ne vont pas ensemble. Réessayez."))
    return page(request, language, "accounts/sign_in.html", form=form, asked=asked)


@require_POST
def sign_out(request, language: str):
    """Sign out; the session ends."""
    logout(request)
    return redirect("register", language)
