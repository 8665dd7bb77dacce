"""Clinical research: trials sponsored and whether their results came out.

Method: registries (ClinicalTrials.gov) and the French Open Science Monitor,
which looks for posted and published results of each sponsor's trials. One trial
known to several registries is one trial.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Indicator,
    LastYears,
    Share,
    Words,
    among,
)

_LEAD = among("role", "lead")
_DIMENSIONS = (
    Dimension("status", "trial.status", Words("Status", "Statut")),
    Dimension("phase", "trial.phases", Words("Phase", "Phase")),
    Dimension("study_type", "trial.study_type", Words("Type of study", "Type d’étude")),
    Dimension("intervention", "trial.interventions", Words("Intervention", "Intervention")),
    Dimension("condition", "trial.conditions", Words("Condition", "Pathologie")),
    Dimension("country", "trial.countries", Words("Country of sites", "Pays des centres")),
    Dimension("sponsor", "organisation_id", Words("Sponsor", "Promoteur")),
    Dimension("result_status", "trial.result_status", Words("Results", "Résultats")),
)
_COMMON = {
    "theme": "clinical",
    "table": "trial_sponsors",
    "key": "trial_id",
    "whose": "organisation_id",
    "whose_country": "sponsor.country",
    "dimensions": _DIMENSIONS,
    "columns": (
        "trial.title", "trial.acronym", "trial.status", "trial.study_type", "trial.phases",
        "trial.start", "trial.completion", "trial.result_status", "trial.eudract_id",
    ),
    "where": (_LEAD,),
    "reviewed": "2026-11-23",
}
_TRIALS = Words("trials", "essais")
_RESULTS = _COMMON | {
    "unit": Words("%", "%"),
    "where": (_LEAD, among("sources", "bso")),
    "when": Flow("trial.assessed_completion"),
    "default_when": LastYears(10, lag=2),
    "rank_minimum": 10,
    "dated_by": "bso_trials",
    "method": "As the French Open Science Monitor: interventional trials completed in ten years "
              "ending two years before, each looked up in registries and publications; lead "
              "sponsors as the Monitor names them.",
}

INDICATORS = (
    Indicator(
        name="trials_sponsored",
        title=Words("Clinical trials sponsored", "Essais cliniques promus"),
        definition=Words(
            "Trials of which the organisation is the lead sponsor, in the registries read. A "
            "year is that of completion.",
            "Essais dont l’organisme est le promoteur principal, dans les registres lus. L’année "
            "est celle de la fin de l’essai."),
        unit=_TRIALS,
        when=Flow("trial.completion"),
        method="Lead sponsor only; trials joined by NCT, EudraCT and CTIS numbers.",
        **_COMMON,
    ),
    Indicator(
        name="trials_started",
        title=Words("Clinical trials begun", "Essais cliniques commencés"),
        definition=Words(
            "Trials of which the organisation is the lead sponsor, by the date on which they "
            "began.",
            "Essais dont l’organisme est le promoteur principal, selon leur date de début."),
        unit=_TRIALS,
        when=Flow("trial.start"),
        method="Lead sponsor only; start date of the registry.",
        **_COMMON,
    ),
    Indicator(
        name="trials_collaborated",
        title=Words("Trials as collaborator", "Essais en collaboration"),
        definition=Words(
            "Trials in which a registry names the organisation collaborator.",
            "Essais dont un registre nomme l’organisme collaborateur."),
        unit=_TRIALS,
        when=Flow("trial.completion"),
        method="Collaborators of ClinicalTrials.gov.",
        **(_COMMON | {"where": (among("role", "collaborator"),)}),
    ),
    Indicator(
        name="trials_with_results_share",
        title=Words("Trials whose results came out", "Essais dont les résultats sont parus"),
        definition=Words(
            "Of the trials that the organisation sponsors, completed in the period and looked up "
            "by the Open Science Monitor, the share whose results were posted or published, at "
            "any time.",
            "Parmi les essais que l’organisme promeut, terminés dans la période et recherchés par "
            "le Baromètre de la science ouverte, la part dont les résultats ont été postés ou "
            "publiés, quel que soit le délai."),
        measure=Share((among("trial.result_status", "within_12_months", "within_36_months",
                             "after_36_months"),)),
        **_RESULTS,
    ),
    Indicator(
        name="trials_with_results_12_months_share",
        title=Words("Trials whose results came out within 12 months",
                    "Essais dont les résultats sont parus en 12 mois"),
        definition=Words(
            "Of the trials that the organisation sponsors, completed in the period and looked up "
            "by the Open Science Monitor, the share whose results were posted or published within "
            "twelve months of completion.",
            "Parmi les essais que l’organisme promeut, terminés dans la période et recherchés par "
            "le Baromètre de la science ouverte, la part dont les résultats ont été postés ou "
            "publiés dans les douze mois suivant la fin de l’essai."),
        measure=Share((among("trial.result_status", "within_12_months"),)),
        **_RESULTS,
    ),
)
