"""Whether an account may do something, and what a page does when it may not."""

from collections.abc import Callable

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import MAY, Permission, Role
from belvedere.register.accounts.refusals import NotAllowed, SignInFirst

Within = Callable[[], set[int]]
"""Gives an organisation and all that it is part of; asked only when it matters."""
Holders = Callable[[int], set[int]]
"""Gives the same of any organisation: accounts know organisations by their number only."""


def places(account, permission: Permission) -> set[int | None]:
    """Return the organisations in which an account may do something; None is everywhere."""
    if not isinstance(account, Account) or not account.is_active:
        return set()
    return {grant.organisation_id for grant in account.grants.all()
            if permission in MAY[Role(grant.role)]}


def everywhere(account) -> frozenset[Permission]:
    """Return what an account may do everywhere."""
    if not isinstance(account, Account) or not account.is_active:
        return frozenset()
    return frozenset().union(*(MAY[Role(grant.role)] for grant in account.grants.all()
                               if grant.organisation_id is None))


def allowed(account, permission: Permission, within: Within | None = None) -> bool:
    """Whether an account may do something everywhere, or within these organisations."""
    where = places(account, permission)
    if None in where:
        return True
    return bool(where and within and where & within())


def somewhere(account, permission: Permission) -> bool:
    """Whether an account may do something in some organisation at least."""
    return bool(places(account, permission))


def demand(request, permission: Permission, within: Within | None = None) -> Account:
    """Return who asks, when they may. Raises SignInFirst or NotAllowed."""
    if not request.user.is_authenticated:
        raise SignInFirst
    if not allowed(request.user, permission, within):
        raise NotAllowed
    return request.user


def demand_somewhere(request, permission: Permission) -> set[int | None]:
    """Return where who asks may do something. Raises SignInFirst, or NotAllowed: nowhere."""
    if not request.user.is_authenticated:
        raise SignInFirst
    if not (where := places(request.user, permission)):
        raise NotAllowed
    return where


def manages(account: Account, other: Account, holders: Holders) -> bool:
    """Whether an account may close another's, or set its password: where it manages each role.

    Otherwise who manages one unit's accounts could take over an administrator's.
    """
    where = places(account, Permission.MANAGE_ACCOUNTS)
    if None in where:
        return True
    granted = set(other.grants.values_list("organisation", flat=True))
    return bool(where and granted and None not in granted
                and all(where & holders(place) for place in granted))
