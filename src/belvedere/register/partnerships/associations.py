"""The focus group of patient associations: its meetings, who sat in them, what follows."""

from collections.abc import Iterable

from django.db import transaction

from belvedere.register.accounts.audit import done_before
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import actions as desk
from belvedere.register.desk.actions import action
from belvedere.register.organisations.dates import before, checked
from belvedere.register.partnerships.models import FocusMeeting, PatientAssociation
from belvedere.tables.dates import bounds
from belvedere.tables.words import Words


@transaction.atomic
def move(
    *, by: Account | None, dossier: FocusMeeting, move: str, on: str, to_do: str = "",
    due: str = "", **more,
) -> FocusMeeting:
    """Move a meeting. One that was held says what is to follow, and by when."""
    if done_before(more.get("submission")):
        return dossier
    moved = desk.move(by=by, dossier=dossier, move=move, on=on, **more)
    if move == "meet":
        met(moved, to_do, due)
        desk.save(moved)
    return moved


def met(meeting: FocusMeeting, to_do: str, due: str) -> None:
    """Note on a meeting what is to follow, and by when. Raises Refused."""
    meeting.to_do, meeting.due = to_do.strip(), checked(due, "due")
    if meeting.due and before(meeting.due, meeting.held):
        raise Refused(f"{meeting.due} is before the meeting.",
                      f"Le {meeting.due} précède la réunion.", "due")
    if bool(meeting.to_do) != bool(meeting.due):
        raise Refused("Give what is to follow and by when, or neither.",
                      "Donnez les suites et leur échéance, ou ni les unes ni l’autre.", "due")


def sat(association: PatientAssociation, held: str, periods: Iterable[tuple[str, str]]) -> None:
    """Refuse an association that did not sit in the focus group on the day of a meeting.

    ``periods`` are the times (start, end) of its seat. Raises Refused.
    """
    day = bounds(held)[0]
    if not any(bounds(start)[0] <= day and (not end or bounds(end)[0] > day)
               for start, end in periods):
        raise Refused(f"{association.title} did not sit in the focus group on {held}.",
                      f"{association.title} ne siégeait pas au groupe de réflexion le {held}.",
                      "association")


@action("attend", Words("{} has one more association.", "{} a une association de plus."),
        Permission.KEEP_PARTNERSHIPS)
def attend(meeting: FocusMeeting, *, by, why: str, association: PatientAssociation) -> dict:
    """Write down that an association was there: one that sat in the focus group on that day."""
    if not meeting.held:
        raise Refused(f"{meeting} was not held.", f"{meeting} ne s’est pas tenue.", "association")
    sat(association, meeting.held, association.periods.filter(
        state="in_focus_group").values_list("start", "end"))
    _, made = meeting.attendances.get_or_create(association=association)
    if not made:
        raise Refused(f"{association.title} is there already.",
                      f"{association.title} y est déjà.", "association")
    return {"association": association.number}
