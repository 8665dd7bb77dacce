"""Every write that administrators do about accounts: invite, grant, withdraw, close, open.

Each is allowed or refused by who asks, done whole or not at all, and leaves one entry
in the audit. ``by`` nobody is the system, by command. ``holders`` gives what an
organisation is part of, for accounts come before organisations.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from belvedere.register.accounts import links
from belvedere.register.accounts.access import Holders, allowed, manages
from belvedere.register.accounts.audit import done_before, record
from belvedere.register.accounts.models import Account, Grant
from belvedere.register.accounts.permissions import Permission, Role
from belvedere.register.accounts.refusals import NotAllowed, Refused


def _nowhere(_: int) -> set[int]:
    return set()


def _may_grant(by: Account | None, organisation, holders: Holders) -> None:
    if by is not None and not allowed(by, Permission.MANAGE_ACCOUNTS,
                                      organisation and (lambda: holders(organisation.pk))):
        raise NotAllowed


def _may_manage(by: Account | None, account: Account, holders: Holders) -> None:
    if by is not None and not manages(by, account, holders):
        raise NotAllowed


def _role(role: str) -> Role:
    if role not in list(Role):
        raise Refused(f"There is no role {role}.", f"Il n’y a pas de rôle {role}.", "role")
    return Role(role)


@transaction.atomic
def invite(
    *, by: Account | None, email: str, role: str, name: str = "", organisation=None,
    holders: Holders = _nowhere, why: str = "", submission: UUID | None = None,
) -> tuple[Account, str]:
    """Give a role to an address, with an account where it has none.

    Returns the account and the secret of a link to join; an empty one where the account
    has joined already, and has only one role more. Raises Refused, NotAllowed.
    """
    _may_grant(by, organisation, holders)
    if done := done_before(submission):
        return Account.objects.get(pk=done.subject_id), (
            links.secret_of(submission) if done.action == "invite" else "")
    role, email, name = _role(role), email.strip().lower(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"{email} is no e-mail address.",
                      f"{email} n’est pas une adresse électronique.", "email") from None
    account = Account.objects.select_for_update().filter(email=email).first()
    if account is not None and not account.is_active:
        raise Refused(f"The account of {email} is closed: reactivate it first.",
                      f"Le compte de {email} est fermé : réactivez-le d’abord.", "email")
    if account is None:
        account = Account(email=email, name=name, joined=None)
        account.set_unusable_password()
        account.save()
    if account.joined:
        _grant(by, account, role, organisation, why, submission)
        return account, ""
    Grant.objects.get_or_create(account=account, role=role, organisation=organisation)
    record(by=by, action="invite", on=account, why=why, submission=submission,
           after=_told(role, organisation), touching=[organisation])
    return account, links.make(account, "join", submission)


@transaction.atomic
def grant(
    *, by: Account | None, account: Account, role: str, organisation=None,
    holders: Holders = _nowhere, why: str = "", submission: UUID | None = None,
) -> None:
    """Give an account one role more, everywhere or in an organisation and its parts."""
    _may_grant(by, organisation, holders)
    if not done_before(submission):
        _grant(by, account, _role(role), organisation, why, submission)


def _grant(by, account, role, organisation, why, submission) -> None:
    _, is_new = Grant.objects.get_or_create(account=account, role=role, organisation=organisation)
    if not is_new:
        raise Refused(f"{account} has this role there already.",
                      f"{account} y a déjà ce rôle.", "role")
    record(by=by, action="grant", on=account, why=why, submission=submission,
           after=_told(role, organisation), touching=[organisation])


@transaction.atomic
def withdraw(
    *, by: Account | None, grant: Grant, holders: Holders = _nowhere, why: str = "",
    submission: UUID | None = None,
) -> None:
    """Take a role back. Raises Refused when nobody would be left to administer."""
    _may_grant(by, grant.organisation, holders)
    if done_before(submission):
        return
    if grant.role == Role.ADMINISTRATOR and grant.organisation is None:
        _somebody_else(grant.account)
    account, organisation, told = grant.account, grant.organisation, _told(
        grant.role, grant.organisation)
    if not Grant.objects.filter(pk=grant.pk).delete()[0]:
        raise Refused("This role was withdrawn meanwhile.", "Ce rôle a été retiré entre-temps.")
    record(by=by, action="withdraw", on=account, why=why, submission=submission, before=told,
           touching=[organisation])


@transaction.atomic
def deactivate(
    *, by: Account | None, account: Account, holders: Holders = _nowhere, why: str = "",
    submission: UUID | None = None,
) -> None:
    """Close an account: its sessions and links end; its name stands in what it did."""
    _may_manage(by, account, holders)
    if done_before(submission):
        return
    _somebody_else(account)
    taken = Account.objects.select_for_update().get(pk=account.pk)
    if not taken.is_active:
        raise Refused("It is closed already.", "Il est déjà fermé.")
    taken.is_active = False
    taken.save(update_fields=["is_active"])
    taken.sessions.all().delete()
    taken.links.all().delete()
    record(by=by, action="deactivate", on=taken, why=why, submission=submission)


@transaction.atomic
def reactivate(
    *, by: Account | None, account: Account, holders: Holders = _nowhere, why: str = "",
    submission: UUID | None = None,
) -> None:
    """Open a closed account again, with the roles and the password that it had."""
    _may_manage(by, account, holders)
    if done_before(submission):
        return
    taken = Account.objects.select_for_update().get(pk=account.pk)
    if taken.is_active:
        raise Refused("It is open already.", "Il est déjà ouvert.")
    taken.is_active = True
    taken.save(update_fields=["is_active"])
    record(by=by, action="reactivate", on=taken, why=why, submission=submission)


@transaction.atomic
def give_link(
    *, by: Account | None, account: Account, holders: Holders = _nowhere, why: str = "",
    submission: UUID | None = None,
) -> str:
    """Return the secret of a new link: to join where it did not, else to set a password."""
    _may_manage(by, account, holders)
    if done_before(submission):
        return links.secret_of(submission)
    if not account.is_active:
        raise Refused("It is closed: reactivate it first.", "Il est fermé : réactivez-le d’abord.")
    purpose = purpose_for(account)
    record(by=by, action=f"link_to_{purpose}", on=account, why=why, submission=submission)
    return links.make(account, purpose, submission)


def purpose_for(account: Account) -> str:
    """Return what a link is for: to join for who did not yet, else to set a password anew."""
    return "reset" if account.joined else "join"


def _told(role: str, organisation) -> dict:
    return {"role": str(role), **({"organisation": str(organisation)} if organisation else {})}


def _somebody_else(account: Account) -> None:
    """Refuse that the last administrator of everything goes, be it by two at once."""
    held = Grant.objects.select_for_update().select_related("account").filter(
        role=Role.ADMINISTRATOR, organisation=None, account__is_active=True,
        account__joined__isnull=False).order_by("pk")
    administrators = {one.account_id for one in held}
    if administrators == {account.pk}:
        raise Refused(
            f"{account} is the last administrator: make somebody else one first.",
            f"{account} est le dernier administrateur : nommez-en d’abord un autre.")
