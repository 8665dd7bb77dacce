"""Accounts: who has one, invited with a role, given roles and relieved of them, closed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belvedere.register.accounts import actions, limits, mail, queries
from belvedere.register.accounts.access import demand_somewhere, manages
from belvedere.register.accounts.links import LASTS
from belvedere.register.accounts.models import Account, AuditEntry, Grant
from belvedere.register.accounts.pages import attempt, page, sent
from belvedere.register.accounts.permissions import ROLE_WORDS, Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused
from belvedere.register.accounts.views import absolute
from belvedere.register.administration.forms import (
    AskedAccounts,
    GrantRole,
    Invite,
    Reason,
)
from belvedere.register.administration.telling import tell
from belvedere.register.organisations.queries import contents, holders, today
from belvedere.tables.words import Words

PAGE = 50


def holding(pk: int) -> set[int]:
    """Return an organisation and all that it is part of today."""
    return holders(pk, today())


def reach(where: set[int | None]) -> set[int] | None:
    """Return the organisations that somebody's role reaches today; None is all."""
    return None if None in where else contents(where, today())


@require_safe
def accounts(request, language: str):
    """The accounts that hold what is typed, a page at a time."""
    where = demand_somewhere(request, Permission.MANAGE_ACCOUNTS)
    form = AskedAccounts(language, request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.accounts(asked.get("q", ""), asked.get("role", ""), asked.get("state", ""),
                             reach(where))
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return page(request, language, "administration/accounts.html", shown=shown, form=form,
                roles=ROLE_WORDS,
                states={one.pk: queries.STATES[queries.state(one)] for one in shown})


def _account(request, pk: int) -> Account:
    """Return an account that who asks may see: it has a role where they administer."""
    where = demand_somewhere(request, Permission.MANAGE_ACCOUNTS)
    account = get_object_or_404(Account, pk=pk)
    seen = reach(where)
    if seen is not None and not account.grants.filter(organisation__in=seen).exists():
        raise NotAllowed
    return account


@require_safe
def account(request, language: str, pk: int):
    """One account: its roles, its last sign-in, what was done to it."""
    one = _account(request, pk)
    where = demand_somewhere(request, Permission.MANAGE_ACCOUNTS)
    seen = reach(where)
    grants = list(one.grants.select_related("organisation").order_by("role", "pk"))
    done = AuditEntry.objects.filter(subject="account", subject_id=pk).order_by("-pk")[:20]
    return page(
        request, language, "administration/account.html", account=one, grants=grants,
        state=queries.state(one), state_words=queries.STATES[queries.state(one)],
        roles=ROLE_WORDS, identities=one.identities.order_by("pk"),
        may_manage=manages(request.user, one, holding),
        withdrawable={g.pk for g in grants if seen is None or g.organisation_id in seen},
        done=[tell(entry, language) for entry in done])


def _somewhere_asked(request, data: dict) -> None:
    """Refuse a role everywhere from who administers some organisations only, at the field."""
    where = demand_somewhere(request, Permission.MANAGE_ACCOUNTS)
    if data["organisation"] is None and None not in where:
        raise Refused("Name an organisation that you administer: a role everywhere is not yours "
                      "to give.", "Indiquez un organisme que vous administrez : vous ne pouvez pas "
                      "donner un rôle partout.", "organisation")


@never_cache
def invite(request, language: str):
    """Invite an address. The link is shown this once, and mailed where that is set."""
    demand_somewhere(request, Permission.MANAGE_ACCOUNTS)
    form = Invite(language, sent(request))

    def act(data):
        _somewhere_asked(request, data)
        limits.spend("invite", request, request.user.email)
        return actions.invite(by=request.user, holders=holding, **data)

    done = attempt(request, form, act)
    if done:
        invited, secret = done
        if secret:
            return _link(request, language, invited, "join", secret)
        messages.success(request, Words(
            f"{invited} had an account already, and has this role now.",
            f"{invited} avait déjà un compte, et a maintenant ce rôle.")(language))
        return redirect("account", language, invited.pk)
    return page(request, language, "administration/act.html", form=form, status=form.told_as,
                title=Words("Invite", "Inviter"), back="accounts")


def _link(request, language: str, one: Account, purpose: str, secret: str):
    link = absolute(request, reverse(purpose, args=(language, secret)))
    return page(request, language, "administration/link.html", account=one, link=link,
                purpose=purpose, days=LASTS[purpose].days,
                mailed=mail.is_set() and mail.send(one, purpose, link, language),
                by_mail=mail.is_set())


def grant(request, language: str, pk: int):
    """Give one role more."""
    one = _account(request, pk)
    form = GrantRole(language, sent(request))

    def act(data):
        _somewhere_asked(request, data)
        actions.grant(by=request.user, account=one, holders=holding, **data)
        return True

    return _act(request, language, one, form, act, Words("Give a role", "Donner un rôle"))


def withdraw(request, language: str, pk: int, grant: int):
    """Take a role back."""
    one = _account(request, pk)
    held = Grant.objects.select_related("account", "organisation").filter(
        pk=grant, account=one).first()
    if held is None:  # sent twice, or taken back by somebody else
        return _done(request, language, one)
    role, where = ROLE_WORDS[held.role], held.organisation
    return _act(
        request, language, one, Reason(language, sent(request)),
        lambda data: actions.withdraw(by=request.user, grant=held, holders=holding, **data) or True,
        Words("Take this role back", "Retirer ce rôle"), allowed=_reaches(request, held),
        lead=Words(f"{role.en}, {f'in {where}' if where else 'everywhere'}",
                   f"{role.fr}, {f'dans {where}' if where else 'partout'}")(language))


def _reaches(request, held: Grant) -> bool:
    seen = reach(demand_somewhere(request, Permission.MANAGE_ACCOUNTS))
    return seen is None or held.organisation_id in seen


def deactivate(request, language: str, pk: int):
    """Close an account."""
    one = _account(request, pk)
    return _act(
        request, language, one, Reason(language, sent(request)),
        lambda data: actions.deactivate(by=request.user, account=one, holders=holding,
                                        **data) or True,
        Words("Close the account", "Fermer le compte"),
        allowed=manages(request.user, one, holding),
        lead=Words("Its sessions end at once. What this person did stands; the account can be "
                   "opened again.", "Ses sessions se terminent aussitôt. Ce que cette personne a "
                   "fait reste ; le compte peut être rouvert.")(language))


def reactivate(request, language: str, pk: int):
    """Open a closed account again."""
    one = _account(request, pk)
    return _act(
        request, language, one, Reason(language, sent(request)),
        lambda data: actions.reactivate(by=request.user, account=one, holders=holding,
                                        **data) or True,
        Words("Open the account again", "Rouvrir le compte"),
        allowed=manages(request.user, one, holding))


@never_cache
def link(request, language: str, pk: int):
    """Make a new link: to join, or to set a password. It is shown this once."""
    one = _account(request, pk)
    if not manages(request.user, one, holding):
        raise NotAllowed
    purpose = actions.purpose_for(one)
    form = Reason(language, sent(request))

    def act(data):
        limits.spend("invite", request, request.user.email)
        return actions.give_link(by=request.user, account=one, holders=holding, **data)

    secret = attempt(request, form, act)
    if secret:
        return _link(request, language, one, purpose, secret)
    title = (Words("Make a new invitation", "Refaire l’invitation") if purpose == "join" else
             Words("Make a link to set a password", "Faire un lien pour changer de mot de passe"))
    return page(request, language, "administration/act.html", form=form, status=form.told_as,
                title=title, back="account", subject=one)


def _act(request, language: str, one: Account, form, act, title: Words, *, allowed: bool = True,
         lead: str = ""):
    """Show a form about an account and do what it says."""
    if not allowed:
        raise NotAllowed
    if attempt(request, form, act):
        return _done(request, language, one)
    return page(request, language, "administration/act.html", form=form, status=form.told_as,
                title=title, lead=lead, back="account", subject=one)


def _done(request, language: str, one: Account):
    messages.success(request, Words("Done. It is in the audit.",
                                    "C’est fait, et gardé dans l’audit.")(language))
    return redirect("account", language, one.pk)
