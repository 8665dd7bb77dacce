"""Panels: who reviews the applications to a call, what they declare, their opinions.

Nobody gives an opinion on an application of their own unit, nor after declaring a
conflict of interest; who declared one does not decide on it either.
"""

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused
from belvedere.register.desk.actions import action, past
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.models import (
    CallForProjects,
    FundingApplication,
    PanelMember,
    PanelReview,
)
from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.queries import holders, today
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_FUNDING
_AT_HOME = ("unit", "investigation_centre")
"""Who is of one of these is of all its parts; an institute or a delegation has strangers in it."""


def own(account: Account, application: FundingApplication) -> PanelReview | None:
    """Return the review of an application that a member of its panel was asked for."""
    return application.reviews.filter(member__account=account.pk, member__ended="").first()


def _home(organisation: int) -> set[int]:
    """Return an organisation and the units that it is part of."""
    above = Organisation.objects.filter(pk__in=holders(organisation, today()), kind__in=_AT_HOME)
    return {organisation, *above.values_list("pk", flat=True)}


def _of(member: PanelMember) -> set[int]:
    """Return where a member is at home: the unit that is told, and those of their roles."""
    named = {member.unit_id, *member.account.grants.values_list("organisation", flat=True)}
    return {pk for one in named - {None} for pk in _home(one)}


def of_one_unit(member: PanelMember, application: FundingApplication) -> bool:
    """Whether a member is of a unit that applies."""
    units = {application.unit_id, *application.units.values_list("unit", flat=True)}
    return bool(_of(member) & {pk for one in units for pk in _home(one)})


def may_not_decide(account: Account | None, application: FundingApplication) -> None:
    """Refuse a decision to who declared a conflict of interest. Raises Refused."""
    if account is not None and application.reviews.filter(
            member__account=account, conflict="declared").exists():
        raise Refused("You declared a conflict of interest: somebody else decides.",
                      "Vous avez déclaré un conflit d’intérêts : quelqu’un d’autre décide.", "on")


def judged_by_one_of(application: FundingApplication, unit: Organisation) -> None:
    """Refuse a unit one of whose own gave an opinion on an application. Raises Refused."""
    home = _home(unit.pk)
    for review in application.reviews.exclude(opinion="").select_related("member__account"):
        if _of(review.member) & home:
            raise Refused(f"Somebody of {unit} gave an opinion on {application}.",
                          f"Quelqu’un de {unit} a rendu un avis sur {application}.", "unit")


@action("appoint", Words("The panel of {} has a new member.",
                         "Le comité de {} a un nouveau membre."), _KEEP)
def appoint(call: CallForProjects, *, by, why, member: str, unit: Organisation | None = None,
            on: str) -> dict:
    """Appoint somebody who has an account to the panel of a call."""
    account = Account.objects.filter(email=member.strip().lower(), is_active=True).first()
    if account is None:
        raise Refused(f"Nobody has an account with {member}: ask an administrator for one.",
                      f"Personne n’a de compte avec {member} : demandez-le à un "
                      "administrateur.", "member")
    if call.state in ("decided", "archived"):
        raise Refused("Everything is decided: there is nothing to review.",
                      "Tout est décidé : il n’y a rien à examiner.", "member")
    if call.members.filter(account=account).exists():
        raise Refused(f"{account} is of the panel already, or was.",
                      f"{account} est déjà du comité, ou en a été.", "member")
    call.members.create(account=account, unit=unit, appointed=past(on, after=call.opened))
    return {"member": account.pk, "on": on}


@action("discharge", Words("A member left the panel of {}.", "Un membre a quitté le comité de {}."),
        _KEEP)
def discharge(call: CallForProjects, *, by, why, member: str, on: str) -> dict:
    """Discharge a member: from then on nothing of the applications is theirs to see."""
    one = call.members.filter(account__email=member.strip().lower(), ended="").first()
    if one is None:
        raise Refused(f"{member} is not of the panel.", f"{member} n’est pas du comité.", "member")
    one.ended = past(on, after=one.appointed)
    one.save(update_fields=["ended"])
    return {"member": one.account_id, "on": on}


@action("ask_panel", Words("A review of {} is asked for.", "Un avis sur {} est demandé."), _KEEP)
def assign(application: FundingApplication, *, by, why, member: str, on: str) -> dict:
    """Ask a member of the panel to review an application, unless it is of their own unit."""
    one = application.call.members.filter(account__email=member.strip().lower(), ended="").first()
    if one is None:
        raise Refused(f"{member} is not of the panel of {application.call}.",
                      f"{member} n’est pas du comité de {application.call}.", "member")
    if application.state != "in_review":
        raise Refused("Members review what is before the panel.",
                      "Les membres examinent ce qui est devant le comité.", "member")
    if of_one_unit(one, application):
        raise Refused(f"{one.account} is of a unit that applies: ask somebody else.",
                      f"{one.account} est d’une unité candidate : sollicitez quelqu’un d’autre.",
                      "member")
    if application.reviews.filter(member=one).exists():
        raise Refused(f"{one.account} was asked already.", f"{one.account} est déjà sollicité.",
                      "member")
    application.reviews.create(member=one, asked=past(on, after=application.opened))
    return {"member": one.account_id, "on": on}


def _own(account: Account, application: FundingApplication) -> PanelReview:
    if account is None or (review := own(account, application)) is None:
        raise NotAllowed
    return review


@action("declare_interests", Words("A member of the panel declared their interests on {}.",
                                   "Un membre du comité a déclaré ses intérêts sur {}."))
def declare(application: FundingApplication, *, by, why, conflict: str, conflict_told: str = ""):
    """Declare, before any opinion, whether one has a conflict of interest."""
    review = _own(by, application)
    if review.opinion:
        raise Refused("Your opinion is given: tell the desk instead.",
                      "Votre avis est rendu : prévenez plutôt le bureau.", "conflict")
    if conflict not in words.CONFLICTS:
        raise Refused("Say whether there is one.", "Dites s’il y en a un.", "conflict")
    if conflict == "declared" and not conflict_told.strip():
        raise Refused("Say which.", "Dites lequel.", "conflict_told")
    review.conflict, review.conflict_told = conflict, conflict_told.strip()
    review.save()
    return {"member": by.pk}


@action("judge", Words("A member of the panel gave an opinion on {}.",
                       "Un membre du comité a rendu son avis sur {}."))
def judge(application: FundingApplication, *, by, why, opinion: str, report: str, on: str):
    """Give one's opinion, once, while the application is before the panel."""
    review = _own(by, application)
    if review.conflict != "none":
        raise Refused("Declare first that you have no conflict of interest.",
                      "Déclarez d’abord n’avoir aucun conflit d’intérêts.", "opinion")
    if of_one_unit(review.member, application):
        raise Refused("You are of a unit that applies: you give no opinion.",
                      "Vous êtes d’une unité candidate : vous ne rendez pas d’avis.", "opinion")
    if application.state != "in_review" or review.opinion:
        raise Refused("Opinions are given once, while the application is before the panel.",
                      "Un avis se rend une fois, pendant que la demande est devant le comité.",
                      "opinion")
    if opinion not in words.OPINIONS:
        raise Refused("Choose an opinion.", "Choisissez un avis.", "opinion")
    review.opinion, review.report = opinion, report.strip()
    review.given = past(on, after=review.asked)
    review.save()
    return {"member": by.pk, "on": on}
