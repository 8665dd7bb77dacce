"""How the matters of the partnerships desk are dealt with, and who may make each move."""

from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk.workflow import Move, Workflow
from belvedere.tables.words import Words

_KEEP, _SIGN = Permission.KEEP_PARTNERSHIPS, Permission.SIGN_PARTNERSHIPS

AGREEMENT = Workflow(
    first="drafted",
    states={
        "drafted": Words("Drafted", "En projet"),
        "negotiated": Words("In negotiation", "En négociation"),
        "signed": Words("Signed", "Signé"),
        "active": Words("Active", "En vigueur"),
        "ended": Words("Ended", "Terminé"),
        "renewed": Words("Renewed", "Renouvelé"),
        "abandoned": Words("Abandoned", "Abandonné"),
    },
    moves=(
        Move("negotiate", Words("Begin the negotiation", "Ouvrir la négociation"), ("drafted",),
             "negotiated", _KEEP),
        Move("sign", Words("Record the signature", "Enregistrer la signature"), ("negotiated",),
             "signed", _SIGN),
        Move("activate", Words("Record that it takes effect", "Enregistrer l’entrée en vigueur"),
             ("signed",), "active", _KEEP),
        Move("finish", Words("Record its end", "Enregistrer sa fin"), ("active",), "ended",
             _SIGN, asks_why=True),
        Move("renew", Words("Renew", "Renouveler"), ("active",), "renewed", _KEEP),
        Move("abandon", Words("Abandon", "Abandonner"), ("drafted", "negotiated", "signed"),
             "abandoned", _KEEP, asks_why=True),
    ))
CONCLUDED = ("signed", "active", "ended", "renewed")
"""States of an agreement that is no longer a matter of the desk alone."""

INFRASTRUCTURE = Workflow(
    first="considered",
    states={
        "considered": Words("Considered", "À l’étude"),
        "present": Words("Joined", "Présence"),
        "coordinating": Words("Coordinated", "Coordination"),
        "left": Words("Left", "Quittée"),
        "declined": Words("Declined", "Écartée"),
    },
    moves=(
        Move("adhere", Words("Record that the institute joins", "Enregistrer l’adhésion"),
             ("considered", "left"), "present", _SIGN),
        Move("coordinate", Words("Take the coordination", "Prendre la coordination"),
             ("considered", "present"), "coordinating", _SIGN),
        Move("handover", Words("Hand the coordination over", "Passer la coordination"),
             ("coordinating",), "present", _SIGN,
             back=Words("Coordination handed over", "Coordination passée")),
        Move("leave", Words("Leave", "Quitter"), ("present", "coordinating"), "left", _SIGN,
             asks_why=True),
        Move("dismiss", Words("Decline", "Écarter"), ("considered",), "declined", _KEEP,
             asks_why=True),
    ))

DISTINCTION = Workflow(
    first="proposed",
    states={
        "proposed": Words("Put forward", "Proposé"),
        "conferred": Words("Awarded", "Attribué"),
        "completed": Words("Completed", "Achevé"),
        "not_awarded": Words("Not awarded", "Non attribué"),
        "forgone": Words("Forgone", "Renoncé"),
    },
    moves=(
        Move("award", Words("Record the award", "Enregistrer l’attribution"), ("proposed",),
             "conferred", _SIGN),
        Move("complete", Words("Record the completion", "Enregistrer l’achèvement"),
             ("conferred",), "completed", _KEEP),
        Move("withhold", Words("Record that it is not awarded",
                             "Enregistrer la non-attribution"),
             ("proposed",), "not_awarded", _SIGN),
        Move("forgo", Words("Record that it is forgone", "Enregistrer la renonciation"),
             ("proposed", "conferred"), "forgone", _KEEP, asks_why=True),
    ))

ASSOCIATION = Workflow(
    first="contacted",
    states={
        "contacted": Words("In contact", "En contact"),
        "in_network": Words("In the network", "Dans le réseau"),
        "in_focus_group": Words("In the focus group", "Dans le groupe de réflexion"),
        "left": Words("Left", "Partie"),
    },
    moves=(
        Move("welcome", Words("Welcome in the network", "Accueillir dans le réseau"),
             ("contacted", "left"), "in_network", _KEEP),
        Move("seat", Words("Seat in the focus group", "Faire siéger au groupe de réflexion"),
             ("in_network",), "in_focus_group", _SIGN),
        Move("unseat", Words("Record that it sits there no longer",
                             "Enregistrer qu’elle n’y siège plus"),
             ("in_focus_group",), "in_network", _SIGN,
             back=Words("Out of the focus group", "Sortie du groupe de réflexion")),
        Move("leave", Words("Record that it leaves", "Enregistrer son départ"),
             ("contacted", "in_network", "in_focus_group"), "left", _KEEP, asks_why=True),
    ))

MEETING = Workflow(
    first="planned",
    states={
        "planned": Words("Planned", "Prévue"),
        "held": Words("Held", "Tenue"),
        "followed_up": Words("Followed up", "Suivie d’effet"),
        "cancelled": Words("Cancelled", "Annulée"),
    },
    moves=(
        Move("meet", Words("Record that it was held", "Enregistrer sa tenue"), ("planned",),
             "held", _KEEP),
        Move("followup", Words("Close the follow-up", "Clore le suivi"), ("held",),
             "followed_up", _KEEP),
        Move("cancel", Words("Cancel", "Annuler"), ("planned",), "cancelled", _KEEP,
             asks_why=True),
    ))

PLAN = Workflow(
    first="prepared",
    states={
        "prepared": Words("In preparation", "En préparation"),
        "running": Words("Running", "En cours"),
        "achieved": Words("Achieved", "Réalisé"),
        "stopped": Words("Stopped", "Interrompu"),
    },
    moves=(
        Move("launch", Words("Launch", "Lancer"), ("prepared",), "running", _SIGN),
        Move("achieve", Words("Record that it is achieved", "Enregistrer sa réalisation"),
             ("running",), "achieved", _SIGN),
        Move("stop", Words("Stop", "Interrompre"), ("prepared", "running"), "stopped", _SIGN,
             asks_why=True),
    ))

EXPERTISE = Workflow(
    first="requested",
    states={
        "requested": Words("Requested", "Demandée"),
        "in_progress": Words("In progress", "En cours"),
        "given": Words("Given", "Rendue"),
        "turned_down": Words("Turned down", "Refusée"),
    },
    moves=(
        Move("accept", Words("Accept", "Accepter"), ("requested",), "in_progress", _SIGN),
        Move("give", Words("Record that it was given", "Enregistrer sa remise"),
             ("in_progress",), "given", _KEEP),
        Move("turndown", Words("Turn down", "Refuser"), ("requested", "in_progress"),
             "turned_down", _SIGN, asks_why=True),
    ))

ALL = (AGREEMENT, INFRASTRUCTURE, DISTINCTION, ASSOCIATION, MEETING, PLAN, EXPERTISE)
