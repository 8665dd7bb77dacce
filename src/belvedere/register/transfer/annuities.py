"""Annuities: what is due for which application, and what was paid."""

from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import action, past
from belvedere.register.organisations.dates import before, checked
from belvedere.register.transfer.actions import KEEP
from belvedere.register.transfer.models import Annuity, PatentApplication, PatentFamily
from belvedere.register.transfer.portfolio import filed_at
from belvedere.tables.words import Words


def _next(family: PatentFamily) -> None:
    """Keep on the family which of its annuities is due first."""
    family.next_annuity = Annuity.objects.filter(
        application__family=family, paid="").order_by("due").values_list(
        "due", flat=True).first() or ""


def may_be_due(one: PatentApplication, due: str) -> str:
    """Return the day on which an annuity of an application is due. Raises Refused."""
    due = checked(due, "due")
    if not due or before(due, one.filed):
        raise Refused(f"An annuity of {one} is due after it was filed, on {one.filed}.",
                      f"Une annuité de {one} est due après son dépôt, le {one.filed}.", "due")
    return due


@action("annuity_due", Words("{} has an annuity to pay.", "{} a une annuité à payer."), KEEP)
def annuity_due(family: PatentFamily, *, by, why: str, number: str, due: str) -> dict:
    """Note that an annuity of an application is due on a day."""
    one = filed_at(family, number)
    due = may_be_due(one, due)
    if one.annuities.filter(due=due).exists():
        raise Refused(f"That of {due} is noted already.", f"Celle du {due} est déjà notée.", "due")
    one.annuities.create(due=due)
    _next(family)
    return {"application": one.number, "due": due}


@action("pay_annuity", Words("An annuity of {} is paid.", "Une annuité de {} est payée."), KEEP)
def pay_annuity(family: PatentFamily, *, by, why: str, number: str, on: str, amount=None) -> dict:
    """Note that the oldest unpaid annuity of an application was paid; it may be paid ahead."""
    one = filed_at(family, number)
    annuity = one.annuities.filter(paid="").order_by("due").first()
    if annuity is None:
        raise Refused(f"No annuity of {one} is due: note it first.",
                      f"Aucune annuité de {one} n’est due : notez-la d’abord.", "number")
    annuity.paid, annuity.amount = past(on, after=one.filed), amount
    annuity.save()
    _next(family)
    return {"application": one.number, "due": annuity.due, "on": annuity.paid}
