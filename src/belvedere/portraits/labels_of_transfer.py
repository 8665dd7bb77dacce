"""How values and columns of the transfer desk's books are told to readers."""

from belvedere.indicators.definition import Words

LABELS = {
    # fields of inventions
    "therapeutic": Words("therapeutics", "thérapeutique"),
    "vaccine": Words("vaccines", "vaccins"),
    "diagnostic": Words("diagnostics", "diagnostic"),
    "research_tool": Words("research tools", "outils de recherche"),
    "digital": Words("software and data", "logiciels et données"),
    # disclosures
    "received": Words("received", "reçue"),
    "in_evaluation": Words("in evaluation", "en évaluation"),
    "retained": Words("retained", "retenue"),
    "not_retained": Words("not retained", "non retenue"),
    "taken_back": Words("withdrawn", "retirée"),
    # applications
    "priority": Words("priority", "priorité"), "extension": Words("extension", "extension"),
    "pending": Words("pending", "en instance"), "granted": Words("granted", "délivrée"),
    "refused": Words("refused", "rejetée"), "lapsed": Words("lapsed", "déchue"),
    "expired": Words("expired", "expirée"),
    # contracts and partners
    "rd": Words("R&D", "R&D"), "licence": Words("licence", "licence"),
    "option": Words("option", "option"),
    "material_transfer": Words("material transfer", "transfert de matériel"),
    "confidentiality": Words("confidentiality", "confidentialité"),
    "mid": Words("mid-sized companies", "entreprises de taille intermédiaire"),
    "large": Words("large companies", "grandes entreprises"),
    "public": Words("public and non-profit bodies", "organismes publics ou sans but lucratif"),
    # start-ups
    "founded": Words("founded", "créée"), "acquired": Words("acquired", "rachetée"),
    "ceased": Words("ceased", "cessée"),
}
COLUMNS = {
    "application": Words("application", "demande"), "disclosed": Words("disclosed", "déclarée"),
    "families": Words("families", "familles"), "field": Words("field", "domaine"),
    "filed": Words("filed", "déposée"), "first_filing": Words("first filing", "premier dépôt"),
    "founded": Words("founded", "créée"), "joint": Words("owned with others", "en copropriété"),
    "licensed": Words("licensed", "sous licence"), "office": Words("office", "office"),
    "patent_family": Words("family", "famille"),
    "rd_contracts": Words("R&D contracts", "contrats de R&D"),
    "share": Words("institute’s share", "part de l’institut"),
    "signed": Words("signed", "signé"), "support_id": Words("support", "soutien"),
}
