"""The clinical desk: requests evaluated, projects sponsored, participants, results.

Method: METHODS 8.3 and 8.4. A request is evaluated in the year of its first
decision, whatever became of it; promotion, qualification and amendment add up to
all. A project is active from the decision to sponsor it until it is closed; a
suspension or safety hold does not end it.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Indicator,
    Mean,
    Share,
    Stock,
    Sum,
    Words,
    among,
    known,
    true,
)

_STUDY = (
    ("category", Words("Legal category", "Catégorie légale")),
    ("product", Words("On", "Porte sur")),
    ("phase", Words("Phase", "Phase")),
    ("mesh", Words("Disease (MeSH)", "Maladie (MeSH)")),
    ("orpha", Words("Rare disease (ORPHA)", "Maladie rare (ORPHA)")),
    ("rare_disease", Words("Rare disease", "Maladie rare")),
)
_UNIT = Dimension("unit", "unit_id", Words("Unit", "Unité"))


def _study(link: str = "") -> tuple[Dimension, ...]:
    return (*(Dimension(name, link + {"phase": "phases"}.get(name, name), title)
              for name, title in _STUDY), _UNIT)


_WHOSE = {"theme": "clinical_desk", "whose": "institute_id", "whose_country": "institute.country",
          "key": "number", "reviewed": "2026-11-26"}
_KIND = Dimension("kind", "kind", Words("Kind of request", "Type de demande"))
_DECIDED = _WHOSE | {
    "table": "clinical_applications",
    "when": Flow("decided"),
    "where": (known("decided"),),
    "dimensions": (_KIND, Dimension("decision", "decision", Words("Decision", "Décision")),
                   *_study()),
    "columns": ("number", "kind", "unit.name", "received", "decided", "decision", "state",
                "category"),
    "method": "Requests by the date of their first decision (METHODS 8.3). One withdrawn after "
              "that was evaluated; one withdrawn before was not. An amendment counts in the year "
              "of its own decision, whether its project has ended since or not.",
}
_PROJECTS = _WHOSE | {
    "table": "clinical_projects",
    "dimensions": (Dimension("state", "state", Words("State of today", "État du jour")),
                   Dimension("registry_status", "trial.status",
                             Words("Status in the registry", "Statut dans le registre public")),
                   *_study()),
    "columns": ("number", "title", "unit.name", "sponsored", "ended", "state", "nct_id",
                "category", "phases"),
}
_REQUESTS = Words("requests", "demandes")
_PROJECTS_UNIT = Words("projects", "projets")
_RARE = _PROJECTS | {
    "unit": _PROJECTS_UNIT,
    "where": (true("rare_disease"),),
    "when": Stock("sponsored", "ended"),
    "method": "By the unit that leads the study. On a rare disease is what the desk gives an "
              "Orphanet number (ORPHA). Half-open (METHODS 8.4). The status in the registry is "
              "that of the public trial with the project’s NCT number.",
}

INDICATORS = (
    Indicator(
        name="clinical_evaluated",
        title=Words("Clinical requests evaluated", "Demandes cliniques évaluées"),
        definition=Words(
            "Requests put to the institute’s clinical research desk (to promote, for "
            "qualification, for amendment) on which a first decision was made in the period.",
            "Demandes faites au bureau de la recherche clinique de l’institut (de promotion, de "
            "qualification, d’amendement) sur lesquelles une première décision a été rendue dans "
            "la période."),
        unit=_REQUESTS, **_DECIDED),
    Indicator(
        name="clinical_acceptance",
        title=Words("Clinical requests accepted", "Demandes cliniques acceptées"),
        definition=Words(
            "Of the requests evaluated in the period, the share whose first decision was "
            "favourable, with conditions or without.",
            "Parmi les demandes évaluées dans la période, la part dont la première décision fut "
            "favorable, sous conditions ou non."),
        unit=Words("%", "%"), measure=Share((among("decision", "favourable", "with_conditions"),)),
        **_DECIDED),
    Indicator(
        name="clinical_decision_days",
        title=Words("Days from a clinical request to its decision",
                    "Jours entre une demande clinique et sa décision"),
        definition=Words(
            "The mean number of days from the receipt of a request to its first decision, over "
            "the requests evaluated in the period whose two dates are known to the day.",
            "Le nombre moyen de jours entre la réception d’une demande et sa première décision, "
            "pour les demandes évaluées dans la période dont les deux dates sont connues au jour "
            "près."),
        unit=Words("days", "jours"), measure=Mean("days_to_decision"), **_DECIDED),
    Indicator(
        name="clinical_projects_active",
        title=Words("Active clinical projects", "Projets cliniques actifs"),
        definition=Words(
            "Projects that the institute sponsors, from the decision to sponsor them until they "
            "are closed. One that is suspended is active.",
            "Projets dont l’institut est promoteur, de la décision de promotion à leur clôture. "
            "Un projet suspendu est actif."),
        unit=_PROJECTS_UNIT, when=Stock("sponsored", "ended"),
        method="Half-open (METHODS 8.4): a project is not counted on the day on which it ends.",
        **_PROJECTS),
    Indicator(
        name="clinical_projects_opened",
        title=Words("Clinical projects opened", "Projets cliniques ouverts"),
        definition=Words("Projects of which the institute became the sponsor in the period.",
                         "Projets dont l’institut est devenu promoteur dans la période."),
        unit=_PROJECTS_UNIT, when=Flow("sponsored"), method="By the date of the decision.",
        **_PROJECTS),
    Indicator(
        name="clinical_rare_diseases",
        title=Words("Clinical projects of its units on rare diseases",
                    "Projets cliniques de ses unités sur les maladies rares"),
        definition=Words(
            "Projects on a rare disease that the institute’s units lead, and that it sponsors on "
            "the day.",
            "Projets sur une maladie rare que portent les unités de l’institut, et dont il est "
            "promoteur ce jour-là."),
        **_RARE),
    Indicator(
        name="clinical_rare_diseases_of_unit",
        title=Words("Clinical projects of a unit on rare diseases",
                    "Projets cliniques d’une unité sur les maladies rares"),
        definition=Words(
            "Projects on a rare disease that a unit leads, and that an institute of the register "
            "sponsors on the day.",
            "Projets sur une maladie rare que porte une unité, et dont un institut du registre est "
            "promoteur ce jour-là."),
        **(_RARE | {"whose": "unit_id", "whose_country": "unit.country"})),
    Indicator(
        name="clinical_projects_in_state",
        title=Words("Clinical projects by state at a date",
                    "Projets cliniques par état à une date"),
        definition=Words(
            "Projects by the state in which they were on a day. One that stood still "
            "(suspension, safety hold) is counted once in all, and under both in the breakdown.",
            "Projets selon leur état à une date. Un projet à l’arrêt (suspension, arrêt de "
            "sécurité) compte une fois en tout, et sous les deux dans la répartition."),
        unit=_PROJECTS_UNIT, when=Stock("start", "end"),
        method="Periods of states and of holds, half-open; reported projects go on being "
               "counted under that state.",
        **(_WHOSE | {
            "table": "clinical_project_periods",
            "dimensions": (Dimension("state", "state", Words("State", "État")),
                           *_study("project.")),
            "columns": ("number", "project.title", "unit.name", "state", "start", "end")})),
    Indicator(
        name="clinical_enrolment",
        title=Words("Participants in clinical projects", "Participants aux projets cliniques"),
        definition=Words(
            "New participants in the projects that the institute sponsors, in the period. Where a "
            "project had fewer than five in a year their number is not told, nor counted.",
            "Nouveaux participants aux projets dont l’institut est promoteur, dans la période. "
            "Quand un projet en compte moins de cinq dans l’année, leur nombre n’est ni dit ni "
            "compté."),
        unit=Words("participants", "participants"), measure=Sum("participants"),
        when=Flow("year"), method="Counts that the desk keeps, added up by project and year.",
        **(_WHOSE | {
            "table": "clinical_enrolments", "dimensions": _study("project."),
            "columns": ("number", "project.title", "unit.name", "year", "participants")})),
    Indicator(
        name="clinical_results_in_time",
        title=Words("Clinical projects whose results came out in time",
                    "Projets cliniques aux résultats rendus à temps"),
        definition=Words(
            "Of the projects whose results were due in the period (twelve months after their "
            "end), the share whose results were posted or published by then.",
            "Parmi les projets dont les résultats étaient dus dans la période (douze mois après "
            "leur fin), la part dont les résultats ont été déposés ou publiés à cette date."),
        unit=Words("%", "%"), measure=Share((true("results_in_time"),)), when=Flow("results_due"),
        where=(known("results_due"),),
        method="Results posted in a registry or published, whichever came first.", **_PROJECTS),
)
