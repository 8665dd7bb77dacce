"""Links that work once and for a time. Only a digest is kept: who reads the database has none."""

import datetime
import hashlib
import secrets
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac

from belvedere.register.accounts.models import Account, Link
from belvedere.register.accounts.refusals import Refused

LASTS = {"join": datetime.timedelta(days=7), "reset": datetime.timedelta(hours=24)}


def make(account: Account, purpose: str, submission: UUID | None = None) -> str:
    """Return the secret of a new link; one of the same purpose from before ends.

    A form that is sent twice gives the same secret, for only the second answer is seen.
    """
    secret = secret_of(submission) if submission else secrets.token_urlsafe(32)
    Link.objects.filter(account=account, purpose=purpose).delete()
    Link.objects.create(account=account, purpose=purpose, digest=_digest(secret),
                        expires=timezone.now() + LASTS[purpose])
    return secret


def secret_of(submission: UUID) -> str:
    """Return the secret of the link that a form made when it was sent the first time."""
    return salted_hmac("belvedere.links", submission.hex, algorithm="sha256").hexdigest()


def find(secret: str, purpose: str, *, to_use: bool = False) -> Link:
    """Return the link that a secret opens, locked where it is ``to_use``. Raises Refused."""
    links = Link.objects.select_related("account")
    if to_use:
        links = links.select_for_update()
    link = links.filter(digest=_digest(secret), purpose=purpose, expires__gt=timezone.now(),
                        account__is_active=True).first()
    if link is None:
        raise Refused(
            "This link does not work (any more): it was used, has expired, or another took its "
            "place. Ask an administrator for a new one.",
            "Ce lien ne fonctionne pas ou plus : il a servi, a expiré ou un autre l’a remplacé. "
            "Demandez-en un nouveau à un administrateur.")
    return link


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
