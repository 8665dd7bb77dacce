"""Named reads of decisions about texts."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from belvedere.register.curation.models import TextDecision, digest_of
from belvedere.tables.words import folded


def in_force(text_keys: Iterable[str]) -> QuerySet:
    """Return the decisions in force about texts with these keys, the newest first."""
    return TextDecision.objects.filter(
        withdrawn=None, digest__in={digest_of(key) for key in text_keys}).select_related(
        "author").order_by("-decided", "-pk")


def listed(text: str = "", state: str = "force", decision: str = "") -> QuerySet:
    """Return the decisions whose text holds every word, the newest first."""
    found = TextDecision.objects.filter(withdrawn__isnull=state == "force").select_related(
        "author").order_by("-decided", "-pk")
    if decision:
        found = found.filter(decision=decision)
    for word in folded(text).split():
        found = found.filter(Q(text_key__contains=word) | Q(text__icontains=word))
    return found
