"""How values and columns of the partnerships desk’s books are told to readers."""

from belvedere.indicators.definition import Words

LABELS = {
    # agreements
    "associated_laboratory": Words("associated international laboratory",
                                   "laboratoire international associé"),
    "unit_abroad": Words("mixed unit abroad", "unité mixte à l’étranger"),
    "cooperation": Words("international cooperation", "coopération internationale"),
    "domestic": Words("with a French partner", "avec un partenaire français"),
    "ministry": Words("with a ministry", "avec un ministère"),
    "signed": Words("signed", "signé"), "ended": Words("ended", "terminé"),
    "renewed": Words("renewed", "renouvelé"),
    # infrastructures
    "european": Words("European", "européenne"),
    "present": Words("joined", "présence"), "coordinating": Words("coordinated", "coordination"),
    # laureates, prizes
    "atip_avenir": Words("ATIP-Avenir", "ATIP-Avenir"),
    "programme": Words("another programme", "autre programme"),
    "prize": Words("prize", "prix"), "honour": Words("honour", "distinction honorifique"),
    # associations, plans, expertise
    "in_network": Words("in the network", "dans le réseau"),
    "in_focus_group": Words("in the focus group", "au groupe de réflexion"),
    "running": Words("running", "en cours"), "achieved": Words("achieved", "réalisé"),
    "stopped": Words("stopped", "interrompu"),
    "collective": Words("collective expertise", "expertise collective"),
    "opinion": Words("opinion", "avis"), "hearing": Words("hearing", "audition"),
    "committee": Words("committee of experts", "comité d’experts"),
}
COLUMNS = {
    "line": Words("line of agreements", "lignée d’accords"),
    "signed": Words("signed", "signé"), "laureates": Words("laureates", "lauréats"),
    "disease": Words("disease", "maladie"), "held": Words("held", "tenue"),
    "associations": Words("associations", "associations"),
    "milestone": Words("milestone", "jalon"), "action": Words("action", "action"),
    "due": Words("due", "échéance"), "reached": Words("reached", "atteint"),
    "given": Words("given", "rendue"),
}
