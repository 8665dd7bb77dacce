"""Calls for projects: prepared, opened, closed, decided, archived."""

from collections.abc import Mapping

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.funding.models import CallForProjects
from belvedere.register.organisations.dates import before, checked
from belvedere.tables.dates import bounds

_KEEP = Permission.KEEP_FUNDING
_WAITING = ("received", "in_review")


def locked(call: CallForProjects) -> CallForProjects:
    """Return a call as it is now, which nothing changes until this action is done."""
    return CallForProjects.objects.select_for_update().get(pk=call.pk)


def after_last_day(on: str, closes: str) -> bool:
    """Whether a date is surely after the last day on which a call receives applications."""
    return bool(closes) and bounds(on)[0] > bounds(closes)[1]


@transaction.atomic
def prepare(*, by: Account | None, opened: str, **call) -> CallForProjects:
    """Begin to prepare a call."""
    described(call)
    return desk.open_dossier(CallForProjects, by=by, needs=_KEEP, opened=opened, **call)


def described(call: Mapping) -> None:
    """Refuse a call without a title or a unit, or that closes before it opens."""
    if not call.get("title"):
        raise Refused("Give the title of the call.", "Donnez le titre de l’appel.", "title")
    if call.get("unit") is None:
        raise Refused("Say who runs it.", "Dites qui le porte.", "unit")
    opens = checked(call.get("opens", ""), "opens")
    closes = checked(call.get("closes", ""), "closes")
    if opens and closes and before(closes, opens):
        raise Refused(f"It closes on {closes}, before it opens on {opens}.",
                      f"Il clôt le {closes}, avant d’ouvrir le {opens}.", "closes")


@transaction.atomic
def change(*, by: Account | None, dossier: CallForProjects, values, **more) -> CallForProjects:
    """Correct or complete a call; what was received stays within its dates."""
    call = locked(dossier)
    described({name: values.get(name, getattr(call, name)) for name in (
        "title", "unit", "opens", "closes")})
    for one in call.fundingapplications.order_by("opened"):
        opens, closes = (values.get(name, getattr(call, name)) for name in ("opens", "closes"))
        _within(one.number, one.opened, opens, closes)
    return desk.change(by=by, dossier=dossier, needs=_KEEP, values=values, **more)


def _within(number: str, received: str, opens: str, closes: str) -> None:
    if not opens or before(received, opens):
        raise Refused(f"{number} was received on {received}, before that.",
                      f"{number} a été reçue le {received}, avant cette date.", "opens")
    if after_last_day(received, closes):
        raise Refused(f"{number} was received on {received}, after that.",
                      f"{number} a été reçue le {received}, après cette date.", "closes")


@transaction.atomic
def move(*, by: Account | None, dossier: CallForProjects, move: str, on: str, **more):
    """Move a call. It opens and closes on the dates of these moves; nothing is left behind."""
    if done_before(more.get("submission")):
        return dossier
    call, on = locked(dossier), checked(on, "on")
    if move == "open-call" and on:
        may_open(call.closes, on)
    if move == "close-call" and on:
        for one in call.fundingapplications.order_by("opened"):
            _late(one, on)
    if move in ("decide-call", "archive-call"):
        _nothing_waits(call, _WAITING if move == "decide-call" else (*_WAITING, "reserve"))
    return desk.move(by=by, dossier=dossier, move=move, on=on, **more)


def may_open(closes: str, on: str) -> None:
    """Refuse to open a call after the day on which it was to close."""
    if closes and after_last_day(on, closes):
        raise Refused(f"It was to close on {closes}: correct its dates first.",
                      f"Il devait clore le {closes} : corrigez d’abord ses dates.", "on")


def _late(application, on: str) -> None:
    if after_last_day(application.opened, on):
        raise Refused(
            f"{application} was received on {application.opened}, after {on}.",
            f"{application} a été reçue le {application.opened}, après le {on}.", "on")


def _nothing_waits(call: CallForProjects, states: tuple[str, ...]) -> None:
    waiting = list(call.fundingapplications.filter(state__in=states).order_by("pk")
                   .values_list("number", flat=True)[:5])
    if waiting:
        told = ", ".join(waiting)
        raise Refused(f"Decide first: {told}.", f"Décidez d’abord : {told}.", "on")
