"""What pages ask of all the books again and again, kept until anything is done."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256

from django.core.cache import caches

from belvedere.register.organisations.publish import mark
from belvedere.register.organisations.queries import today


def remembering() -> Callable:
    """Return what gives, for a key, the value made since anything was last done.

    The books' mark is read once: a page is of one moment. A key says in which language
    and at which day a value is; values are copies, which a page may change.
    """
    return partial(_kept, mark())


def _kept(at: str, key: str, make: Callable[[], object]):
    whole = sha256(f"{at} {today()} {key}".encode()).hexdigest()  # a cache takes short plain keys
    return caches["books"].get_or_set(whole, make)
