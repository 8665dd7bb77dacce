"""The books of the partnerships desk. None is public: visitors have its figures."""

from django.db.models import Q

from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk import actions as desk
from belvedere.register.desk.books import Book, Bringing, Deadline, Deed, Desk, keep
from belvedere.register.desk.deeds import moves, usual, with_permission
from belvedere.register.partnerships import (
    actions,
    agreements,
    associations,
    bringing,
    forms,
    models,
    plans,
    queries,
)
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_PARTNERSHIPS
_keeper = with_permission(_KEEP)

DESK = Desk("partnerships", Words("Partnerships desk", "Bureau des partenariats"), _KEEP, {
    "[[figure:associated_laboratories]]": Words("Associated laboratories",
                                                "Laboratoires associés"),
    "[[figure:units_abroad]]": Words("Mixed units abroad", "Unités mixtes à l’étranger"),
    "[[figure:cooperation_agreements]]": Words("Cooperation agreements",
                                               "Accords de coopération"),
    "[[figure:infrastructures_joined]]": Words("Infrastructures joined",
                                               "Présences dans des infrastructures"),
    "[[figure:laureates]]": Words("Laureates of programmes", "Lauréats de programmes"),
    "[[figure:associations_in_network]]": Words("Patient associations",
                                                "Associations de malades"),
    "[[figure:plans_coordinated]]": Words("Plans coordinated", "Plans coordonnés"),
    "[[figure:expertise_given]]": Words("Expertises given", "Expertises rendues"),
})


def _book(slug: str, model, title: Words, one: Words, *, names: tuple[str, ...], opens, change,
          does=None, step=desk.move, by_form=None, deeds=None, more=queries.nothing,
          filters=("state",), columns=(), dates=(), deadlines=(), without=(), also=(),
          opens_with=None, **brings) -> Book:
    """Return a book of the desk: what all of them have, and what this one has of its own.

    ``also`` are columns that a file may say besides, ``brings`` what coming in asks.
    """
    own = {name: deed for name, deed in moves(model.WORKFLOW, step, by_form).items()
           if name not in without}
    return Book(
        slug=f"partnerships_{slug}", desk=DESK, model=model, title=title, one=one,
        columns=("number", "title", *columns, "unit", "opened", "state", "since"),
        filters=filters,
        shown=("state", "since", *dict.fromkeys((*names[:-1], "opened", *dates, "notes"))),
        opens=(opens, does or actions.begin(model)),
        brings=Bringing((*names, *also), tuple(
            name for name in names if name in forms.NEEDED), **brings,
            **({"opens": opens_with} if opens_with else {})),
        template="partnerships/besides.html",
        more=more, deadlines=deadlines,
        deeds={**own, **(deeds or {}), **usual(
            _KEEP, change, names, agreements.change if model is models.CooperationAgreement
            else actions.change)})


AGREEMENTS = _book(
    "agreements", models.CooperationAgreement, Words("Agreements", "Accords"),
    Words("Agreement", "Accord"), names=forms.AGREEMENT, opens=forms.OpenAgreement,
    change=forms.ChangeAgreement, does=agreements.draft, step=agreements.move,
    without=("renew",), more=queries.of_agreement,
    filters=("kind", "state", "country"), columns=("kind", "country"),
    dates=("signed", "start", "end", "first"),
    also=("renews",), opens_with=bringing.open_agreement, steps=bringing.move_agreement,
    dated=("signed", "active"), parts=(bringing.PARTNERS,),
    deadlines=(
        Deadline(Words("Decide whether to renew it", "Décider de son renouvellement"), "until",
                 -180, Q(state="active") & ~Q(renewals__state__in=(
                     "drafted", "negotiated", "signed"))),
        Deadline(Words("Record its end or renew it", "Enregistrer sa fin ou le renouveler"),
                 "until", 0, Q(state="active")),
    ),
    deeds={
        "add-partner": Deed(Words("Add a partner", "Ajouter un partenaire"), forms.Partner,
                            agreements.add_partner, _keeper,
                            lambda one: one.state not in ("ended", "renewed", "abandoned")),
        "remove-partner": Deed(Words("Take a partner back", "Retirer un partenaire"),
                               forms.Partner, agreements.remove_partner, _keeper,
                               lambda one: one.partners.exists()),
        "prepare-renewal": Deed(Words("Prepare its renewal", "Préparer son renouvellement"),
                                forms.Renewal, agreements.prepare_renewal, _keeper,
                                lambda one: one.state in ("active", "ended")
                                and agreements.renewal_of(one) is None),
    })

INFRASTRUCTURES = _book(
    "infrastructures", models.Infrastructure, Words("Infrastructures", "Infrastructures"),
    Words("Infrastructure", "Infrastructure"), names=forms.INFRASTRUCTURE,
    opens=forms.OpenInfrastructure, change=forms.ChangeInfrastructure,
    filters=("level", "state", "country"), columns=("level", "country"),
    dated=("present", "coordinating"))

DISTINCTIONS = _book(
    "distinctions", models.Distinction,
    Words("Laureates, prizes and honours", "Lauréats, prix et distinctions"),
    Words("Distinction", "Distinction"), names=forms.DISTINCTION, opens=forms.OpenDistinction,
    change=forms.ChangeDistinction, filters=("kind", "state"), columns=("kind", "person"),
    dates=("awarded",), dated=("conferred",))

ASSOCIATIONS = _book(
    "associations", models.PatientAssociation,
    Words("Patient associations", "Associations de malades"),
    Words("Association", "Association"), names=forms.ASSOCIATION, opens=forms.OpenAssociation,
    change=forms.ChangeAssociation, more=queries.of_association,
    columns=("disease",), dated=("in_network", "in_focus_group"))

MEETINGS = _book(
    "meetings", models.FocusMeeting,
    Words("Meetings of the focus group", "Réunions du groupe de réflexion"),
    Words("Meeting", "Réunion"), names=forms.MEETING, opens=forms.OpenMeeting,
    change=forms.ChangeMeeting, step=associations.move, by_form={"meet": forms.Meet},
    more=queries.of_meeting, columns=("planned", "held"),
    dates=("held", "to_do", "due"),
    also=("to_do", "due"), looks=bringing.look_at_meetings, opens_with=bringing.open_meeting,
    steps=bringing.move_meeting, dated=("held",), parts=(bringing.ATTENDANCES,),
    deadlines=(
        Deadline(Words("Hold the meeting", "Tenir la réunion"), "planned", 0,
                 Q(state="planned")),
        Deadline(Words("Follow the meeting up", "Donner suite à la réunion"), "due", 0,
                 Q(state="held")),
    ),
    deeds={"attend": Deed(Words("Add who was there", "Ajouter une association présente"),
                          forms.Attend, associations.attend, _keeper,
                          lambda one: bool(one.held))})

PLANS = _book(
    "plans", models.CoordinatedPlan, Words("Plans coordinated", "Plans coordonnés"),
    Words("Plan", "Plan"), names=forms.PLAN, opens=forms.OpenPlan, change=forms.ChangePlan,
    step=plans.move, more=queries.of_plan, columns=("ministry", "next_due"),
    dates=("start", "end", "next_due"),
    opens_with=bringing.open_plan, steps=bringing.move_plan, dated=("running",),
    parts=(bringing.MILESTONES,),
    deadlines=(Deadline(Words("Reach the next milestone", "Atteindre le prochain jalon"),
                        "next_due", 0, Q(state__in=("prepared", "running"))),),
    deeds={
        "add-milestone": Deed(Words("Add a milestone", "Ajouter un jalon"), forms.AddMilestone,
                              plans.add_milestone, _keeper,
                              lambda one: one.state in ("prepared", "running")),
        "reach": Deed(Words("Record a milestone reached", "Enregistrer un jalon atteint"),
                      forms.Reach, plans.reach, _keeper, lambda one: bool(one.next_due)),
        "postpone": Deed(Words("Postpone a milestone", "Reporter un jalon"), forms.Postpone,
                         plans.postpone, _keeper, lambda one: bool(one.next_due)),
    })

EXPERTISES = _book(
    "expertises", models.PublicExpertise,
    Words("Expertise for public decision", "Expertise pour la décision publique"),
    Words("Expertise", "Expertise"), names=forms.EXPERTISE, opens=forms.OpenExpertise,
    change=forms.ChangeExpertise, filters=("kind", "state"), columns=("kind", "requester"),
    dates=("given",), dated=("given",),
    deadlines=(Deadline(Words("Give the expertise", "Rendre l’expertise"), "due", 0,
                        Q(state__in=("requested", "in_progress"))),))

BOOKS = (AGREEMENTS, INFRASTRUCTURES, DISTINCTIONS, ASSOCIATIONS, MEETINGS, PLANS, EXPERTISES)
keep(*BOOKS)
