"""Every write that people do about their own account: join, name, password, sessions.

Each leaves one entry in the audit; a password is in none.
"""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from belvedere.register.accounts import links
from belvedere.register.accounts.audit import record
from belvedere.register.accounts.models import Account, Identity, Session
from belvedere.register.accounts.refusals import Refused


class WeakPassword(Refused):
    """A password breaks the rules: ``told`` says which, in the language of the page."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(" ".join(told), " ".join(told), "password")


def _set_password(account: Account, password: str) -> None:
    """Set a password. The sessions that there were end, and links to set it."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise WeakPassword(error.messages) from None
    account.set_password(password)
    account.save()
    account.links.filter(purpose="reset").delete()


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Give your name.", "Donnez votre nom.", "name")
    return name[:200]


@transaction.atomic
def join(*, secret: str, name: str, password: str) -> Account:
    """Accept an invitation with a name and a password; the link has served."""
    link = links.find(secret, "join", to_use=True)
    account = link.account
    account.name, account.joined = _named(name), timezone.now()
    _set_password(account, password)
    account.links.all().delete()
    record(by=account, action="join", on=account)
    return account


@transaction.atomic
def reset_password(*, secret: str, password: str) -> Account:
    """Set a password anew by a link, which has then served; all sessions end."""
    account = links.find(secret, "reset", to_use=True).account
    _set_password(account, password)
    account.sessions.all().delete()
    record(by=account, action="reset_password", on=account)
    return account


@transaction.atomic
def ask_reset(*, email: str) -> tuple[Account, str] | None:
    """Return an account and a link to set its password, where an open one has this address."""
    account = Account.objects.filter(email=email.strip().lower(), is_active=True,
                                     joined__isnull=False).first()
    if account is None:
        return None
    record(by=None, action="link_to_reset", on=account)
    return account, links.make(account, "reset")


@transaction.atomic
def change_name(*, by: Account, name: str) -> None:
    """Change one's own name; what one did before keeps the name of then."""
    account, name = Account.objects.select_for_update().get(pk=by.pk), _named(name)
    if account.name == name:
        return
    old, account.name = account.name, name
    account.save()
    record(by=account, action="change_name", on=account, before={"name": old},
           after={"name": name})


@transaction.atomic
def change_password(*, by: Account, old: str, password: str, session: str = "") -> None:
    """Change one's own password; every session but this one ends."""
    if by.has_usable_password() and not by.check_password(old):
        raise Refused("That is not your present password.",
                      "Ce n’est pas votre mot de passe actuel.", "old")
    _set_password(by, password)
    by.sessions.exclude(pk=session).delete()
    record(by=by, action="change_password", on=by)


@transaction.atomic
def end_sessions(*, by: Account, sessions: list[Session]) -> None:
    """End sessions of one's own."""
    ended, _ = by.sessions.filter(pk__in=[one.pk for one in sessions]).delete()
    if ended:
        record(by=by, action="end_sessions", on=by, after={"sessions": ended})


@transaction.atomic
def link_identity(*, account: Account, issuer: str, subject: str, name: str = "") -> None:
    """Link an account to who it is to a provider; who was invited joins by it."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    Identity.objects.create(account=account, issuer=issuer, subject=subject)
    if account.joined is None:
        account.joined = timezone.now()
        account.name = account.name or " ".join(name.split())[:200] or account.email
        account.save()
        account.links.all().delete()
        record(by=account, action="join", on=account, after={"issuer": issuer})
    else:
        record(by=account, action="link_identity", on=account, after={"issuer": issuer})
