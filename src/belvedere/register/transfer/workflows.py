"""How an invention is dealt with, how a family, a contract and a start-up live."""

from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk.workflow import Move, Workflow
from belvedere.tables.words import Words

_KEEP, _DECIDE = Permission.KEEP_TRANSFER, Permission.DECIDE_TRANSFER

DISCLOSURE = Workflow(
    first="received",
    states={
        "received": Words("Received", "Reçue"),
        "in_evaluation": Words("In evaluation", "En évaluation"),
        "retained": Words("Retained", "Retenue"),
        "not_retained": Words("Not retained", "Non retenue"),
        "taken_back": Words("Withdrawn", "Retirée"),
    },
    moves=(
        Move("evaluate", Words("Begin the evaluation", "Commencer l’évaluation"),
             ("received",), "in_evaluation", _KEEP),
        Move("retain", Words("Retain, to protect it", "Retenir, pour protection"),
             ("in_evaluation",), "retained", _DECIDE),
        Move("decline", Words("Do not retain", "Ne pas retenir"),
             ("in_evaluation",), "not_retained", _DECIDE, asks_why=True),
        Move("take-off", Words("Withdraw", "Retirer"),
             ("received", "in_evaluation"), "taken_back", _KEEP, asks_why=True),
    ))

FAMILY = Workflow(
    first="preparation",
    states={
        "preparation": Words("In preparation", "En préparation"),
        "in_portfolio": Words("In the portfolio", "Au portefeuille"),
        "abandoned": Words("Abandoned", "Abandonnée"),
        "expired": Words("Expired", "Expirée"),
        "assigned": Words("Assigned away", "Cédée"),
        "dropped": Words("Dropped before filing", "Sans dépôt"),
    },
    moves=(
        Move("enter", Words("Enter into the portfolio", "Faire entrer au portefeuille"),
             ("preparation",), "in_portfolio", _DECIDE),
        Move("drop", Words("Drop", "Renoncer au dépôt"),
             ("preparation",), "dropped", _DECIDE, asks_why=True),
        Move("abandon", Words("Abandon", "Abandonner"),
             ("in_portfolio",), "abandoned", _DECIDE, asks_why=True),
        Move("reinstate", Words("Restore", "Restaurer"),
             ("abandoned",), "in_portfolio", _DECIDE, asks_why=True,
             back=Words("Restored", "Restaurée")),
        Move("expire", Words("Record the expiry", "Enregistrer l’expiration"),
             ("in_portfolio",), "expired", _KEEP),
        Move("assign", Words("Assign away", "Céder"),
             ("in_portfolio",), "assigned", _DECIDE, asks_why=True),
    ))

CONTRACT = Workflow(
    first="in_negotiation",
    states={
        "in_negotiation": Words("In negotiation", "En négociation"),
        "signed": Words("Signed", "Signé"),
        "ended": Words("Ended", "Terminé"),
        "terminated": Words("Terminated early", "Résilié"),
        "broken_off": Words("Broken off", "Sans suite"),
    },
    moves=(
        Move("sign", Words("Record the signature", "Enregistrer la signature"),
             ("in_negotiation",), "signed", _DECIDE),
        Move("break-off", Words("Break off", "Classer sans suite"),
             ("in_negotiation",), "broken_off", _KEEP, asks_why=True),
        Move("end", Words("Record the end", "Enregistrer la fin"), ("signed",), "ended", _KEEP),
        Move("terminate", Words("Terminate early", "Résilier"),
             ("signed",), "terminated", _DECIDE, asks_why=True),
    ))

STARTUP = Workflow(
    first="project",
    states={
        "project": Words("Project", "Projet"),
        "founded": Words("Founded", "Créée"),
        "acquired": Words("Acquired", "Rachetée"),
        "ceased": Words("Ceased", "Cessée"),
        "given_up": Words("Given up", "Abandonné"),
    },
    moves=(
        Move("found", Words("Record the foundation", "Enregistrer la création"),
             ("project",), "founded", _KEEP),
        Move("give-up", Words("Give up", "Abandonner le projet"),
             ("project",), "given_up", _KEEP, asks_why=True),
        Move("acquire", Words("Record the acquisition", "Enregistrer le rachat"),
             ("founded",), "acquired", _KEEP),
        Move("cease", Words("Record that it ceased", "Enregistrer la cessation"),
             ("founded",), "ceased", _KEEP),
    ))

ALL = (DISCLOSURE, FAMILY, CONTRACT, STARTUP)
