"""How often something may be tried, by one caller and for one account, in all worker processes.

A try is counted before it is made, in one row of the database that is locked meanwhile,
so that many at once do not slip through. Callers and addresses are kept as digests.
"""

import datetime
import ipaddress
import math
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from belvedere.register.accounts.models import Limit
from belvedere.register.accounts.refusals import Refused


@dataclass(frozen=True)
class Rate:
    """Tries in a period, by one caller and for one account."""

    by_caller: int
    by_account: int
    minutes: int


RATES = {
    "sign_in": Rate(50, 10, 15),
    "reset": Rate(20, 3, 60),
    "invite": Rate(200, 100, 60),
    "link": Rate(50, 50, 15),
    "openid": Rate(200, 200, 15),
    "password": Rate(50, 10, 15),
    "match": Rate(600, 600, 1),
}


class TooOften(Refused):
    """It was tried too often: says how long to wait."""

    status = 429

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        minutes = math.ceil(self.seconds / 60)
        super().__init__(
            f"Too many attempts. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try "
            "again.",
            f"Trop de tentatives. Attendez {minutes} minute{'s' if minutes > 1 else ''}, puis "
            "réessayez.")


def caller(request) -> str:
    """Return the network address that asks, as far as trusted proxies tell; of IPv6 its /64."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    address = request.META.get("REMOTE_ADDR", "")
    if 0 < settings.PROXIES <= len(told):
        address = told[-settings.PROXIES]
    try:
        read = ipaddress.ip_address(address.strip())
    except ValueError:
        return address.strip()
    if read.version == 6:
        return str(ipaddress.ip_network((read, 64), strict=False))
    return str(read)


def spend(kind: str, request, account: str = "") -> None:
    """Count one try. Raises TooOften when there were too many."""
    rate = RATES[kind]
    for key, most in ((f"caller {caller(request)}", rate.by_caller),
                      (f"account {account}", rate.by_account)):
        if key != "account ":
            _count(kind, _digest(key), most, datetime.timedelta(minutes=rate.minutes))


def give_back(kind: str, request, account: str = "") -> None:
    """Count no try that succeeded: the account begins anew, the caller has this one back."""
    held = Limit.objects.filter(kind=kind)
    held.filter(digest=_digest(f"account {account}")).delete()
    held.filter(digest=_digest(f"caller {caller(request)}"), count__gt=0).update(
        count=F("count") - 1)


def _digest(key: str) -> str:
    return salted_hmac("belvedere.limits", key, algorithm="sha256").hexdigest()


def _count(kind: str, digest: str, most: int, period: datetime.timedelta) -> None:
    now = timezone.now()
    with transaction.atomic():
        held, is_new = Limit.objects.select_for_update().get_or_create(
            kind=kind, digest=digest, defaults={"until": now + period})
        if is_new:
            Limit.objects.filter(until__lt=now).delete()
        if held.until <= now:
            held.count, held.until = 0, now + period
        if held.count >= most:
            raise TooOften((held.until - now).total_seconds())
        held.count += 1
        held.save()
