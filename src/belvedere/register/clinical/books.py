"""The two books of the clinical desk: requests, which are confidential, and projects."""

from django.db.models import Q

from belvedere.register.accounts.permissions import Permission
from belvedere.register.clinical import actions, bringing, conduct, forms, queries, reviewing
from belvedere.register.clinical.models import STUDY, ClinicalApplication, ClinicalProject
from belvedere.register.clinical.workflows import ACTIVE, PROJECT, REQUEST
from belvedere.register.desk.books import Book, Bringing, Deadline, Deed, Desk, keep
from belvedere.register.desk.columns import Mark
from belvedere.register.desk.deeds import moves, usual, with_permission
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_CLINICAL
_keeper = with_permission(_KEEP)


def _reviewer(account, request: ClinicalApplication) -> bool:
    return account.is_authenticated and reviewing.own(account, request) is not None


DESK = Desk("clinical", Words("Clinical research desk", "Bureau de la recherche clinique"), _KEEP, {
    "[[figure:clinical_evaluated]]": Words("Requests evaluated", "Demandes évaluées"),
    "[[figure:clinical_acceptance]]": Words("Accepted", "Acceptées"),
    "[[figure:clinical_decision_days]]": Words("Days to a decision", "Jours jusqu’à la décision"),
    "[[figure:clinical_projects_active]]": Words("Active projects", "Projets actifs"),
    "[[figure:clinical_enrolment]]": Words("New participants", "Nouveaux participants"),
    "[[figure:clinical_results_in_time]]": Words("Results in time", "Résultats à temps"),
})

APPLICATIONS = Book(
    slug="clinical_requests", desk=DESK, model=ClinicalApplication,
    title=Words("Requests", "Demandes"), one=Words("Request", "Demande"),
    columns=("number", "kind", "title", "unit", "opened", "state", "since"),
    filters=("kind", "state", "category", "phase"),
    shown=("kind", "opened", "state", "since", *STUDY, "decided", "decision"),
    opens=(forms.Apply, actions.apply),
    brings=Bringing(("kind", *STUDY, "project"), ("kind", "title", "unit"),
                    bringing.look_at_requests, bringing.open_projects, bringing.open_request),
    template="clinical/request.html", more=queries.of_request,
    theirs=lambda account: Q(reviews__reviewer=account.pk),
    their_marks=frozenset({Mark.CONFIDENTIAL, Mark.PERSONAL}),
    concerned=queries.reviewers,
    deadlines=(
        Deadline(Words("Say whether it is admissible", "Dire si elle est recevable"), "opened", 15,
                 Q(state="received")),
        Deadline(Words("Decide", "Décider"), "opened", 90,
                 Q(state__in=("admissible", "in_evaluation"))),
        Deadline(Words("Find the conditions met", "Constater la levée des conditions"), "since",
                 180, Q(state="with_conditions")),
    ),
    deeds={
        **moves(REQUEST, actions.move),
        "ask-reviewer": Deed(Words("Ask a reviewer", "Solliciter un rapporteur"),
                             forms.AskReviewer, reviewing.ask_reviewer, _keeper,
                             lambda one: one.state in ("admissible", "in_evaluation")),
        "declare": Deed(Words("Declare interests", "Déclarer ses intérêts"), forms.Declare,
                        reviewing.declare, _reviewer),
        "opinion": Deed(Words("Give an opinion", "Rendre un avis"), forms.Opinion,
                        reviewing.give_opinion, _reviewer,
                        lambda one: one.state == "in_evaluation"),
        "ask": Deed(Words("Ask a question", "Poser une question"), forms.Ask, reviewing.ask,
                    lambda account, one: _keeper(account, one) or _reviewer(account, one)),
        "answer": Deed(Words("Write down an answer", "Consigner une réponse"), forms.Answer,
                       reviewing.answer, _keeper,
                       lambda one: one.questions.filter(answered="").exists()),
        **usual(_KEEP, forms.ChangeApplication, STUDY),
    })

PROJECTS = Book(
    slug="clinical_projects", desk=DESK, model=ClinicalProject,
    title=Words("Projects", "Projets"), one=Words("Project", "Projet"),
    columns=("number", "title", "unit", "phase", "opened", "state", "since"),
    filters=("state", "category", "product", "phase"),
    shown=("title", "state", "since", "opened", "ended", "summary_en", "summary_fr", "unit",
           "investigator", "email", *STUDY[6:]),
    brings=Bringing((*STUDY, "posted", "published", "publications"), ("title", "unit"),
                    bringing.look_at_projects, opens=bringing.open_project,
                    steps=bringing.move_project,
                    parts=(bringing.ENROLMENTS, bringing.HOLDS)),
    template="clinical/project.html", more=queries.of_project, public=True,
    deadlines=(
        Deadline(Words("Post the results", "Déposer les résultats"), "ended", 365,
                 Q(state="closed")),
        Deadline(Words("Obtain the authorisation", "Obtenir l’autorisation"), "since", 180,
                 Q(state="preparation")),
    ),
    deeds={
        **moves(PROJECT, conduct.move, {"report": forms.Report}),
        "enrol": Deed(Words("Count participants", "Compter les participants"), forms.Enrol,
                      conduct.enrol, _keeper, lambda one: one.state in ("recruiting", "follow_up")),
        "hold": Deed(Words("Suspend", "Suspendre"), forms.Hold, conduct.hold, _keeper,
                     lambda one: one.state in ACTIVE),
        "resume": Deed(Words("Resume", "Reprendre"), forms.Resume, conduct.resume, _keeper,
                       lambda one: one.holds.filter(end="").exists()),
        **usual(_KEEP, forms.ChangeProject, STUDY, actions.change_project),
    })

keep(APPLICATIONS, PROJECTS)
