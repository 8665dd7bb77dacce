"""What a portrait tells of the clinical desk's book, where the edition has it."""

from belvedere.indicators.definition import Words
from belvedere.portraits.chapter import Ask, Chart, Sentence
from belvedere.portraits.last_year import LAST_YEAR


def _evaluated(kind: str) -> Ask:
    return Ask("clinical_evaluated", LAST_YEAR, (("kind", kind),))


SENTENCES = (
    Sentence(
        Words("By its own book, in the last whole year it evaluated {evaluated} requests: "
              "{promotion} to promote a study, {qualification} for qualification and {amendment} "
              "for amendment of a project.",
              "Selon son propre registre, il a évalué dans la dernière année entière {evaluated} "
              "demandes : {promotion} de promotion, {qualification} de qualification et "
              "{amendment} d’amendement d’un projet."),
        {"evaluated": Ask("clinical_evaluated", LAST_YEAR), "promotion": _evaluated("promotion"),
         "qualification": _evaluated("qualification"), "amendment": _evaluated("amendment")},
    ),
    Sentence(
        Words("It accepted {accepted} of them, and took {days} days on average from receipt to "
              "decision.",
              "Il en a accepté {accepted}, en {days} jours en moyenne de la réception à la "
              "décision."),
        {"accepted": Ask("clinical_acceptance", LAST_YEAR),
         "days": Ask("clinical_decision_days", LAST_YEAR)}, goes_on=True,
    ),
    Sentence(
        Words("{active} projects that it sponsors are active, of which {rare} on a rare disease.",
              "{active} projets dont il est promoteur sont actifs, dont {rare} portent sur une "
              "maladie rare."),
        {"active": Ask("clinical_projects_active"),
         "rare": Ask("clinical_projects_active", where=(("rare_disease", "true"),))},
    ),
    Sentence(
        Words("{enrolled} participants joined them in the last whole year.",
              "{enrolled} participants les ont rejoints dans la dernière année entière."),
        {"enrolled": Ask("clinical_enrolment", LAST_YEAR)}, goes_on=True,
    ),
    Sentence(
        Words("Of the projects whose results were due in that year, {in_time} had them out in "
              "time.",
              "Parmi les projets dont les résultats étaient dus dans cette année, {in_time} les "
              "ont rendus à temps."),
        {"in_time": Ask("clinical_results_in_time", LAST_YEAR)}, goes_on=True,
    ),
)
CHARTS = (
    Chart(Words("Requests to its clinical desk, by year of decision",
                "Demandes à son bureau clinique, par année de décision"),
          Ask("clinical_evaluated")),
    Chart(Words("Active projects of its clinical desk, by legal category",
                "Projets actifs de son bureau clinique, par catégorie légale"),
          Ask("clinical_projects_active"), "category"),
)
