"""The four books of the funding desk: applications are confidential, the others public."""

from django.db.models import Q

from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk.books import Book, Bringing, Deadline, Deed, Desk, keep
from belvedere.register.desk.columns import Mark
from belvedere.register.desk.deeds import moves, usual, with_permission
from belvedere.register.funding import (
    actions,
    bringing,
    bringing_centres,
    calls,
    centres,
    conduct,
    forms,
    panel,
    queries,
)
from belvedere.register.funding.models import (
    ABOUT_CENTRE,
    CALLED,
    PROPOSED,
    AccreditedCentre,
    CallForProjects,
    FundedProject,
    FundingApplication,
)
from belvedere.register.funding.workflows import APPLICATION, CALL, CENTRE, GOES_ON, PROJECT
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_FUNDING
_keeper = with_permission(_KEEP)
_decider = with_permission(Permission.DECIDE_FUNDING)
_ONE_UNIT = {
    "add-unit": Deed(Words("Name another unit", "Ajouter une unité"), forms.OneUnit,
                     actions.add_unit, _keeper),
    "take-unit-out": Deed(Words("Take a unit out", "Retirer une unité"), forms.OneUnit,
                          actions.take_unit_out, _keeper, lambda one: one.units.exists()),
}


def _reviewer(account, application: FundingApplication) -> bool:
    return account.is_authenticated and panel.own(account, application) is not None


def _goes_on(project: FundedProject) -> bool:
    return project.state in GOES_ON


DESK = Desk("funding", Words("Funding desk", "Bureau des financements"), _KEEP, {
    "[[figure:funding_calls]]": Words("Calls opened", "Appels ouverts"),
    "[[figure:funding_applications]]": Words("Applications", "Demandes"),
    "[[figure:funding_projects]]": Words("Projects funded", "Projets financés"),
    "[[figure:funding_success_rate]]": Words("Success rate", "Taux de succès"),
    "[[figure:funding_granted]]": Words("Granted", "Montants accordés"),
    "[[figure:funding_centres]]": Words("Accredited centres", "Centres labellisés"),
})

CALLS = Book(
    slug="funding_calls", desk=DESK, model=CallForProjects, public=True,
    title=Words("Calls for projects", "Appels à projets"),
    one=Words("Call", "Appel"),
    columns=("number", "title", "programme", "opens", "closes", "state"),
    filters=("state", "theme"),
    shown=("title", "programme", "theme", "unit", "partners", "opened", "opens", "closes",
           "settled", "state", "since", "criteria", "budget"),
    opens=(forms.Prepare, calls.prepare),
    brings=Bringing(CALLED, ("title", "unit"), opens=bringing.open_call,
                    steps=bringing.move_call, dated=("open", "closed"),
                    since={"open": "opens", "closed": "closes"}),
    template="funding/call.html", more=queries.of_call,
    concerned=queries.panel,
    deadlines=(
        Deadline(Words("Close the call", "Clore l’appel"), "closes", 0, Q(state="open")),
        Deadline(Words("Decide on every application", "Décider de chaque demande"), "closes", 180,
                 Q(state="closed")),
    ),
    deeds={
        **moves(CALL, calls.move),
        "appoint": Deed(Words("Appoint a member of the panel", "Nommer un membre du comité"),
                        forms.Appoint, panel.appoint, _keeper,
                        lambda one: one.state not in ("decided", "archived")),
        "discharge": Deed(Words("Discharge a member", "Décharger un membre"), forms.Member,
                          panel.discharge, _keeper, lambda one: one.members.filter(
                              ended="").exists()),
        **usual(_KEEP, forms.ChangeCall, CALLED, calls.change),
    })

APPLICATIONS = Book(
    slug="funding_applications", desk=DESK, model=FundingApplication,
    title=Words("Applications", "Demandes"), one=Words("Application", "Demande"),
    columns=("number", "title", "unit", "discipline", "opened", "state", "since"),
    filters=("state", "discipline", "theme"),
    shown=("opened", "state", "since", *PROPOSED, "asked", "decided", "decision"),
    opens=(forms.Apply, actions.apply),
    brings=Bringing(("call", *PROPOSED, "asked", "project"),
                    ("call", "title", "unit", "discipline"), bringing.look_at_applications,
                    bringing.open_projects, bringing.open_application,
                    bringing.move_application, parts=(bringing.UNITS,)),
    template="funding/application.html",
    more=queries.of_application,
    theirs=lambda account: Q(reviews__member__account=account.pk, reviews__member__ended=""),
    their_marks=frozenset({Mark.CONFIDENTIAL, Mark.PERSONAL}),
    concerned=queries.reviewers,
    deadlines=(
        Deadline(Words("Put before the panel", "Soumettre au comité"), "opened", 60,
                 Q(state="received")),
        Deadline(Words("Decide", "Décider"), "since", 120, Q(state="in_review")),
        Deadline(Words("Decide on the reserve", "Décider de la liste complémentaire"), "since",
                 180, Q(state="reserve")),
    ),
    deeds={
        **moves(APPLICATION, actions.move, {"fund": forms.Fund}),
        "assign": Deed(Words("Ask a member of the panel", "Solliciter un membre du comité"),
                       forms.Member, panel.assign, _keeper,
                       lambda one: one.state == "in_review"),
        "declare-interests": Deed(Words("Declare interests", "Déclarer ses intérêts"),
                                  forms.Declare, panel.declare, _reviewer),
        "judge": Deed(Words("Give an opinion", "Rendre un avis"), forms.Judge, panel.judge,
                      _reviewer, lambda one: one.state == "in_review"),
        **_ONE_UNIT,
        **usual(_KEEP, forms.ChangeApplication, (*PROPOSED, "asked"), actions.change),
    })

PROJECTS = Book(
    slug="funding_projects", desk=DESK, model=FundedProject, public=True,
    title=Words("Funded projects", "Projets financés"),
    one=Words("Funded project", "Projet financé"),
    columns=("number", "title", "unit", "discipline", "opened", "granted", "state"),
    filters=("state", "discipline", "theme"),
    shown=("state", "since", "opened", "granted", *PROPOSED, "ends", "ended", "next_report",
           "next_instalment", "results"),
    brings=Bringing(("call", *forms.PROJECT), ("call", "title", "unit", "granted"),
                    opens=bringing.open_project, steps=bringing.move_project,
                    dated=("results_awaited",), parts=(
                        bringing.PROJECT_UNITS, bringing.INSTALMENTS, bringing.REPORTS)),
    template="funding/funded.html", more=queries.of_project,
    deadlines=(
        Deadline(Words("Obtain the report", "Obtenir le rapport"), "next_report", 0,
                 Q(state__in=GOES_ON, next_report__gt="")),
        Deadline(Words("Pay the instalment", "Faire le versement"), "next_instalment", 0,
                 Q(state__in=GOES_ON, next_instalment__gt="")),
        Deadline(Words("Sign the agreement", "Signer la convention"), "since", 120,
                 Q(state="awarded")),
        Deadline(Words("Record the end of the work", "Enregistrer la fin des travaux"), "ends", 0,
                 Q(state="running", ends__gt="")),
        Deadline(Words("Record the results", "Enregistrer les résultats"), "ended", 180,
                 Q(state="results_awaited")),
    ),
    deeds={
        **moves(PROJECT, conduct.move, {"close-project": forms.Close}),
        "plan-instalment": Deed(Words("Plan an instalment", "Prévoir un versement"),
                                forms.PlanInstalment, conduct.plan_instalment, _keeper, _goes_on),
        "pay-instalment": Deed(Words("Record a payment", "Enregistrer un versement"), forms.On,
                               conduct.pay_instalment, _keeper,
                               lambda one: bool(one.next_instalment),
                               Words("Of the instalment due first.",
                                     "Du versement dont l’échéance vient en premier.")),
        "plan-report": Deed(Words("Ask for a report", "Demander un rapport"), forms.PlanReport,
                            conduct.plan_report, _keeper, _goes_on),
        "receive-report": Deed(Words("Record a report", "Enregistrer un rapport"), forms.On,
                               conduct.receive_report, _keeper,
                               lambda one: bool(one.next_report),
                               Words("Of the report due first.",
                                     "Du rapport dont l’échéance vient en premier.")),
        **_ONE_UNIT,
        **usual(_KEEP, forms.ChangeProject, forms.PROJECT, conduct.change),
    })

CENTRES = Book(
    slug="funding_centres", desk=DESK, model=AccreditedCentre, public=True,
    title=Words("Accredited centres", "Centres labellisés"),
    one=Words("Centre", "Centre"),
    columns=("number", "kind", "title", "unit", "state", "until"),
    filters=("kind", "state", "theme"),
    shown=("kind", "title", "unit", "partners", "theme", "director", "opened", "state", "since",
           "until"),
    opens=(forms.Propose, centres.propose),
    brings=Bringing((*ABOUT_CENTRE, "until"), ("kind", "title", "unit"),
                    opens=bringing_centres.open_centre, steps=bringing_centres.move_centre,
                    dated=("accredited",), parts=(bringing_centres.ACCREDITATIONS,)),
    template="funding/centre.html", more=queries.of_centre,
    deadlines=(
        Deadline(Words("Renew the accreditation", "Renouveler la labellisation"), "until", 0,
                 Q(state="accredited")),
        Deadline(Words("Decide on the accreditation", "Décider de la labellisation"), "opened",
                 180, Q(state="candidate")),
    ),
    deeds={
        **moves(CENTRE, centres.move, {"accredit": forms.Accredit}),
        "renew-accreditation": Deed(Words("Renew the accreditation",
                                          "Renouveler la labellisation"), forms.Renew,
                                    centres.renew, _decider,
                                    lambda one: one.state == "accredited"),
        **usual(_KEEP, forms.ChangeCentre, ABOUT_CENTRE),
    })

keep(CALLS, APPLICATIONS, PROJECTS, CENTRES)
