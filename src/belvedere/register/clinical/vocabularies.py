"""The words of the clinical desk, each in both languages, and the forms of its identifiers."""

from belvedere.tables.words import Words

KINDS = {
    "promotion": Words("To promote (sponsorship)", "Demande de promotion"),
    "qualification": Words("For qualification", "Demande de qualification"),
    "amendment": Words("For amendment of a project", "Demande d’amendement"),
}
CATEGORIES = {
    "riph1": Words("RIPH 1, interventional", "RIPH 1, interventionnelle"),
    "riph2": Words("RIPH 2, minimal risks and constraints",
                   "RIPH 2, à risques et contraintes minimes"),
    "riph3": Words("RIPH 3, non-interventional", "RIPH 3, non interventionnelle"),
    "outside": Words("Outside the law (not RIPH)", "Hors loi (non RIPH)"),
    "eu_medicine": Words("Medicine, Regulation (EU) 536/2014",
                         "Médicament, règlement (UE) 536/2014"),
    "eu_device": Words("Device, Regulation (EU) 2017/745",
                       "Dispositif, règlement (UE) 2017/745"),
    "eu_in_vitro": Words("In-vitro device, Regulation (EU) 2017/746",
                         "Dispositif in vitro, règlement (UE) 2017/746"),
    "biomedical": Words("Biomedical research (law before 2016)",
                        "Recherche biomédicale (loi d’avant 2016)"),
    "usual_care": Words("Usual care (law before 2016)", "Soins courants (loi d’avant 2016)"),
    "observational": Words("Observational (law before 2016)",
                           "Observationnelle (loi d’avant 2016)"),
}
"""Each under the law that was in force: none is translated into another."""
PRODUCTS = {
    "medicine": Words("Medicine", "Médicament"), "device": Words("Device", "Dispositif"),
    "other": Words("Other", "Autre"),
}
PHASES = {
    "EARLY_PHASE1": Words("Early phase 1", "Phase 1 précoce"), "PHASE1": Words("1", "1"),
    "PHASE1/PHASE2": Words("1/2", "1/2"), "PHASE2": Words("2", "2"),
    "PHASE2/PHASE3": Words("2/3", "2/3"), "PHASE3": Words("3", "3"), "PHASE4": Words("4", "4"),
    "NA": Words("Not applicable", "Sans objet"),
}
OPINIONS = {
    "favourable": Words("Favourable", "Favorable"),
    "with_conditions": Words("With conditions", "Sous conditions"),
    "unfavourable": Words("Unfavourable", "Défavorable"),
}
CONFLICTS = {
    "none": Words("None", "Aucun"), "declared": Words("There is one", "Il y en a un"),
}
HOLDS = {
    "suspension": Words("Suspension", "Suspension"),
    "safety": Words("Safety hold", "Arrêt de sécurité"),
}
MESH = r"D\d{6}(\d{3})?"
ORPHA = r"ORPHA:\d{1,6}"
NCT = r"NCT\d{8}"
EUDRACT = r"\d{4}-\d{6}-\d{2}"
CTIS = r"\d{4}-5\d{5}-\d{2}(-\d{2})?"
ID_RCB = r"\d{4}-A\d{5}-\d{2}"
PUBLICATION = r"10\.\d{4,9}/\S+|PMID:\d{1,9}"
"""A DOI, or PMID: and a number of PubMed."""
