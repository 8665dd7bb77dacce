"""How a request is dealt with, and how a project that the institute sponsors lives."""

from belvedere.register.accounts.permissions import Permission
from belvedere.register.clinical.vocabularies import OPINIONS
from belvedere.register.desk.workflow import Move, Workflow
from belvedere.tables.words import Words

_KEEP, _DECIDE = Permission.KEEP_CLINICAL, Permission.DECIDE_CLINICAL

REQUEST = Workflow(
    first="received",
    states={
        "received": Words("Received", "Reçue"),
        "admissible": Words("Admissible", "Recevable"),
        "in_evaluation": Words("In evaluation", "En évaluation"),
        **OPINIONS,
        "withdrawn": Words("Withdrawn", "Retirée"),
    },
    moves=(
        Move("admit", Words("Find admissible", "Déclarer recevable"), ("received",),
             "admissible", _KEEP),
        Move("evaluate", Words("Begin the evaluation", "Commencer l’évaluation"),
             ("admissible",), "in_evaluation", _KEEP),
        Move("favour", Words("Give a favourable opinion", "Rendre un avis favorable"),
             ("in_evaluation",), "favourable", _DECIDE),
        Move("condition", Words("Accept with conditions", "Accepter sous conditions"),
             ("in_evaluation",), "with_conditions", _DECIDE, asks_why=True),
        Move("refuse", Words("Give an unfavourable opinion", "Rendre un avis défavorable"),
             ("in_evaluation",), "unfavourable", _DECIDE, asks_why=True),
        Move("fulfil", Words("Find the conditions met", "Constater la levée des conditions"),
             ("with_conditions",), "favourable", _DECIDE),
        Move("withdraw", Words("Withdraw", "Retirer"),
             ("received", "admissible", "in_evaluation", "favourable", "with_conditions"),
             "withdrawn", _KEEP, asks_why=True),
    ))

PROJECT = Workflow(
    first="preparation",
    states={
        "preparation": Words("In preparation", "En préparation"),
        "authorised": Words("Authorised", "Autorisé"),
        "recruiting": Words("Recruiting", "Recrutement en cours"),
        "follow_up": Words("In follow-up", "En suivi"),
        "closed": Words("Closed", "Clos"),
        "reported": Words("Reported", "Résultats rendus"),
    },
    moves=(
        Move("authorise", Words("Record the authorisation", "Enregistrer l’autorisation"),
             ("preparation",), "authorised", _KEEP),
        Move("recruit", Words("Begin to recruit", "Commencer le recrutement"),
             ("authorised",), "recruiting", _KEEP),
        Move("follow", Words("End recruitment, follow up", "Finir le recrutement, suivre"),
             ("recruiting",), "follow_up", _KEEP),
        Move("close", Words("Close", "Clore"),
             ("preparation", "authorised", "recruiting", "follow_up"), "closed", _KEEP),
        Move("report", Words("Record the results", "Enregistrer les résultats"),
             ("closed",), "reported", _KEEP),
    ))

ACTIVE = ("preparation", "authorised", "recruiting", "follow_up")
