"""Mail, where a server for it is set; else links are shown to be handed over."""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import send_mail

from belvedere.register.accounts.links import LASTS
from belvedere.register.accounts.models import Account
from belvedere.tables.words import Words

POSTMAN = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
"""Sends what is asked for by strangers: that an address is known shows in no waiting time."""

_SUBJECTS = {
    "join": Words("Your invitation to Belvedere", "Votre invitation à Belvedere"),
    "reset": Words("Your password for Belvedere", "Votre mot de passe pour Belvedere"),
}
_TEXTS = {
    "join": Words(
        "You are invited to Belvedere. Open this link to choose a password; it works once, for "
        "{days} days:\n\n{link}\n",
        "Vous êtes invité à Belvedere. Ouvrez ce lien pour choisir un mot de passe ; il sert une "
        "fois, pendant {days} jours :\n\n{link}\n"),
    "reset": Words(
        "Open this link to choose a new password for Belvedere; it works once, for a day. If you "
        "did not ask for it, do nothing: your password stays.\n\n{link}\n",
        "Ouvrez ce lien pour choisir un nouveau mot de passe pour Belvedere ; il sert une fois, "
        "pendant un jour. Si vous n’avez rien demandé, ne faites rien : votre mot de passe "
        "reste.\n\n{link}\n"),
}


def is_set() -> bool:
    """Whether mail can be sent: by which server, and to which address its links lead."""
    return bool(settings.EMAIL_HOST and settings.ADDRESS)


def send(account: Account, purpose: str, link: str, language: str) -> bool:
    """Send a link. Returns whether the mail server took it."""
    text = _TEXTS[purpose](language).format(link=link, days=LASTS[purpose].days)
    try:
        return bool(send_mail(_SUBJECTS[purpose](language), text, None, [account.email]))
    except OSError as error:
        logging.getLogger(__name__).warning("the mail server refused: %s", error)
        return False
