"""How values and columns of the desks' books are told to readers, in English and in French."""

from belvedere.indicators.definition import Words

LABELS = {
    # clinical requests
    "promotion": Words("to promote", "promotion"),
    "qualification": Words("for qualification", "qualification"),
    "amendment": Words("for amendment", "amendement"),
    "favourable": Words("favourable", "favorable"),
    "with_conditions": Words("with conditions", "sous conditions"),
    "unfavourable": Words("unfavourable", "défavorable"),
    # legal categories, each under the law that was in force
    "riph1": Words("RIPH 1, interventional", "RIPH 1, interventionnelle"),
    "riph2": Words("RIPH 2, minimal risks", "RIPH 2, risques minimes"),
    "riph3": Words("RIPH 3, non-interventional", "RIPH 3, non interventionnelle"),
    "outside": Words("outside the law", "hors loi"),
    "eu_medicine": Words("medicine, Regulation (EU) 536/2014", "médicament, règlement 536/2014"),
    "eu_device": Words("device, Regulation (EU) 2017/745", "dispositif, règlement 2017/745"),
    "eu_in_vitro": Words("in-vitro device, Regulation (EU) 2017/746",
                         "dispositif in vitro, règlement 2017/746"),
    "biomedical": Words("biomedical (before 2016)", "biomédicale (avant 2016)"),
    "usual_care": Words("usual care (before 2016)", "soins courants (avant 2016)"),
    "observational": Words("observational (before 2016)", "observationnelle (avant 2016)"),
    "medicine": Words("medicine", "médicament"), "device": Words("device", "dispositif"),
    # clinical projects
    "preparation": Words("in preparation", "en préparation"),
    "authorised": Words("authorised", "autorisé"),
    "recruiting": Words("recruiting", "recrutement en cours"),
    "follow_up": Words("in follow-up", "en suivi"),
    "reported": Words("reported", "résultats rendus"),
    "suspension": Words("suspended", "suspendu"),
    "safety": Words("on safety hold", "arrêt de sécurité"),
}
COLUMNS = {
    "number": Words("number", "numéro"), "received": Words("received", "reçue"),
    "decided": Words("decided", "décidée"), "decision": Words("decision", "décision"),
    "category": Words("legal category", "catégorie légale"), "state": Words("state", "état"),
    "sponsored": Words("sponsored from", "promu depuis"), "ended": Words("ended", "terminé"),
    "nct_id": Words("NCT number", "numéro NCT"), "year": Words("year", "année"),
    "participants": Words("participants", "participants"),
    "results_due": Words("results due", "résultats attendus"),
    "rare_disease": Words("rare disease", "maladie rare"),
}
