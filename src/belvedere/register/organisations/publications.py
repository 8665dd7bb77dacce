"""Whether what was done is in the evidence yet: in which edition, or why not."""

from dataclasses import dataclass

from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.register.accounts.access import demand
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.permissions import Permission
from belvedere.register.organisations.models import Publication
from belvedere.register.organisations.publish import mark

SHOWN = 50


@dataclass(frozen=True)
class Standing:
    """``state`` is published, waiting or failed; the last publication and the last error."""

    state: str
    last: Publication | None
    failed: Publication | None
    seconds: int = 0


def standing() -> Standing:
    """Return whether the last action is in an edition of the evidence."""
    newest = Publication.objects.order_by("-pk").first()
    good = newest
    if newest and newest.error:
        good = Publication.objects.filter(error="").order_by("-pk").first()
    seconds = int((timezone.now() - good.at).total_seconds()) if good else 0
    if good is newest and good and good.mark == mark():
        return Standing("published", good, None, seconds)
    failed = newest if newest and newest.error else None
    return Standing("failed" if failed else "waiting", good, failed, seconds)


@require_safe
def listing(request, language: str):
    """The last publications of the register, and the errors that kept it from them."""
    demand(request, Permission.SEE_AUDIT)
    return page(request, language, "organisations/publications.html", publication=standing(),
                may_see_errors=True, shown=Publication.objects.order_by("-pk")[:SHOWN])
