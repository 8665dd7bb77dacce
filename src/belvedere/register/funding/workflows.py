"""How calls go by, how applications are decided, how projects and centres live."""

from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk.workflow import Move, Workflow
from belvedere.tables.words import Words

_KEEP, _DECIDE = Permission.KEEP_FUNDING, Permission.DECIDE_FUNDING

CALL = Workflow(
    first="prepared",
    states={
        "prepared": Words("In preparation", "En préparation"),
        "open": Words("Open", "Ouvert"),
        "closed": Words("Closed", "Clos"),
        "decided": Words("Decided", "Décidé"),
        "archived": Words("Archived", "Archivé"),
    },
    moves=(
        Move("open-call", Words("Open the call", "Ouvrir l’appel"), ("prepared",), "open", _KEEP),
        Move("close-call", Words("Close the call", "Clore l’appel"), ("open",), "closed", _KEEP),
        Move("decide-call", Words("Record that all is decided", "Constater que tout est décidé"),
             ("closed",), "decided", _DECIDE),
        Move("archive-call", Words("Archive", "Archiver"), ("decided",), "archived", _KEEP),
    ))

APPLICATION = Workflow(
    first="received",
    states={
        "received": Words("Received", "Reçue"),
        "in_review": Words("Before the panel", "Devant le comité"),
        "funded": Words("Funded", "Financée"),
        "reserve": Words("In reserve", "Sur liste complémentaire"),
        "refused": Words("Refused", "Refusée"),
        "taken_back": Words("Withdrawn", "Retirée"),
    },
    moves=(
        Move("review", Words("Put before the panel", "Soumettre au comité"),
             ("received",), "in_review", _KEEP),
        Move("fund", Words("Decide to fund", "Décider de financer"),
             ("in_review", "reserve"), "funded", _DECIDE),
        Move("reserve", Words("Keep in reserve", "Mettre sur liste complémentaire"),
             ("in_review",), "reserve", _DECIDE),
        Move("reject", Words("Refuse", "Refuser"),
             ("received", "in_review", "reserve"), "refused", _DECIDE, asks_why=True),
        Move("pull-out", Words("Record a withdrawal", "Enregistrer le retrait"),
             ("received", "in_review", "reserve"), "taken_back", _KEEP, asks_why=True),
    ))

PROJECT = Workflow(
    first="awarded",
    states={
        "awarded": Words("Granted", "Financement accordé"),
        "running": Words("Running", "En cours"),
        "results_awaited": Words("Ended, results awaited", "Terminé, résultats attendus"),
        "closed": Words("Closed", "Clos"),
        "abandoned": Words("Abandoned", "Abandonné"),
    },
    moves=(
        Move("begin-work", Words("Record the agreement signed", "Enregistrer la convention signée"),
             ("awarded",), "running", _KEEP),
        Move("end-work", Words("Record the end of the work", "Enregistrer la fin des travaux"),
             ("running",), "results_awaited", _KEEP),
        Move("close-project", Words("Record the results and close",
                                    "Enregistrer les résultats et clore"),
             ("results_awaited",), "closed", _KEEP),
        Move("abandon", Words("Abandon", "Abandonner"),
             ("awarded", "running"), "abandoned", _KEEP, asks_why=True),
    ))

CENTRE = Workflow(
    first="candidate",
    states={
        "candidate": Words("Candidate", "Candidat"),
        "accredited": Words("Accredited", "Labellisé"),
        "lapsed": Words("No more accredited", "Plus labellisé"),
    },
    moves=(
        Move("accredit", Words("Accredit", "Labelliser"),
             ("candidate", "lapsed"), "accredited", _DECIDE),
        Move("let-lapse", Words("End the accreditation", "Mettre fin à la labellisation"),
             ("accredited",), "lapsed", _DECIDE, asks_why=True),
    ))

ALL = (CALL, APPLICATION, PROJECT, CENTRE)
GOES_ON = ("awarded", "running", "results_awaited")
