"""The funding desk: calls, applications, projects funded, amounts granted, accredited centres.

Method: METHODS 10. A call counts in the period in which it opened, whether anybody
applied or not; an application in that of its receipt; a decision in that of the first
one; a project in that of the decision to fund it. A project of several units counts
once for the institute, and once or in fractions for each unit. A centre is accredited
from the day on which an accreditation begins until the day before it ends.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Indicator,
    Share,
    Stock,
    Sum,
    Words,
    among,
    known,
    not_among,
)

_BIOLOGY = "biology"
_WHOSE = {"theme": "funding_desk", "whose": "institute_id", "whose_country": "institute.country",
          "key": "number", "reviewed": "2026-11-26"}
_OF_UNITS = {"whose": "unit_id", "whose_country": "unit.country"}
_THEME = Dimension("theme", "theme", Words("Theme", "Thème"))
_PROGRAMME = Dimension("programme", "programme", Words("Programme", "Programme"))
_UNIT = Dimension("unit", "unit_id", Words("Unit", "Unité"))
_STATE = Dimension("state", "state", Words("State of today", "État du jour"))
_ABOUT = (
    Dimension("discipline", "discipline", Words("Main discipline", "Discipline principale")),
    Dimension("second_discipline", "second_discipline",
              Words("Second discipline", "Seconde discipline")),
    _THEME, _PROGRAMME, Dimension("call", "call", Words("Call", "Appel")), _UNIT, _STATE,
)
_APPLICATIONS = _WHOSE | {
    "table": "funding_applications",
    "dimensions": (*_ABOUT, Dimension("decision", "decision", Words("Decision", "Décision"))),
    "columns": ("number", "call", "programme", "unit.name", "discipline", "theme", "received",
                "decided", "decision", "state"),
}
_PROJECTS = _WHOSE | {
    "table": "funding_projects",
    "when": Flow("funded"),
    "dimensions": _ABOUT,
    "columns": ("number", "title", "unit.name", "call", "programme", "discipline", "theme",
                "funded", "granted", "state"),
}
_ONCE = ("Projects by the date of the decision to fund them (METHODS 10), each once whatever the "
         "number of its units; broken down by unit, once under each.")
_BY_UNIT = ("Projects by the date of the decision to fund them (METHODS 10). Counted in full, once "
            "for each of the units; in fractions, shared equally among those of its units that "
            "count, so that units add up to all.")
_WORKS = _WHOSE | {
    "table": "funding_works",
    "key": "work_id",
    "when": Flow("published"),
    "unit": Words("works", "travaux"),
    "dimensions": (
        Dimension("type", "type", Words("Type", "Type")),
        Dimension("open_access", "open_access", Words("Open access", "Accès ouvert")),
        Dimension("basis", "basis", Words("How it is known", "Comment on le sait")),
        Dimension("discipline", "discipline", Words("Main discipline", "Discipline principale")),
        _THEME, _PROGRAMME, Dimension("call", "call", Words("Call", "Appel")), _UNIT),
    "columns": ("work_id", "title", "doi", "published", "type", "number", "unit.name", "call",
                "basis"),
    "method": "Works of the open records that the funding desk names among the publications of a "
              "project (DOI, PubMed id), or that acknowledge a grant of the institute with the "
              "project’s own number. By the date of publication, each once however many projects "
              "or units it reports. What the desk names and no open record has is not in it.",
}
_DECIDED = _APPLICATIONS | {
    "when": Flow("decided"),
    "where": (known("decided"),),
    "method": "Applications by the date of their first decision; what counts is the decision as "
              "it stands, so that one taken from the reserve later is a success of the first "
              "decision’s period. One withdrawn before any decision is in neither number, whatever "
              "the panel said of it.",
}
_PROJECTS_UNIT = Words("projects", "projets")
_EUROS = Words("€", "€")

INDICATORS = (
    Indicator(
        name="funding_calls",
        title=Words("Calls for projects opened", "Appels à projets ouverts"),
        definition=Words(
            "Calls for projects of the institute that opened in the period, whether anybody "
            "applied or not.",
            "Appels à projets de l’institut ouverts dans la période, que quelqu’un y ait répondu "
            "ou non."),
        unit=Words("calls", "appels"), table="funding_calls", when=Flow("opened"),
        dimensions=(_PROGRAMME, _THEME, Dimension("unit", "unit_id", Words("Run by", "Porté par")),
                    _STATE),
        columns=("number", "title", "programme", "theme", "unit.name", "opened", "closed",
                 "state"),
        method="Calls by the first day on which they received applications (METHODS 10). One in "
               "preparation is no call yet.",
        **_WHOSE),
    Indicator(
        name="funding_applications",
        title=Words("Applications to calls", "Demandes aux appels à projets"),
        definition=Words(
            "Applications to the institute’s calls that were received in the period, those that "
            "were withdrawn since among them.",
            "Demandes reçues dans la période en réponse aux appels de l’institut, y compris celles "
            "qui ont été retirées depuis."),
        unit=Words("applications", "demandes"), when=Flow("received"),
        method="Applications by the date of their receipt, each once whatever the number of its "
               "units; broken down by unit, once under each.",
        **_APPLICATIONS),
    Indicator(
        name="funding_decided",
        title=Words("Applications decided", "Demandes décidées"),
        definition=Words(
            "Applications to the institute’s calls on which a first decision (funded, in reserve, "
            "refused) was made in the period.",
            "Demandes en réponse aux appels de l’institut sur lesquelles une première décision "
            "(financée, liste complémentaire, refusée) a été rendue dans la période."),
        unit=Words("applications", "demandes"), **_DECIDED),
    Indicator(
        name="funding_success_rate",
        title=Words("Success rate of applications", "Taux de succès des demandes"),
        definition=Words(
            "Of the applications decided in the period, the share that is funded.",
            "Parmi les demandes décidées dans la période, la part de celles qui sont financées."),
        unit=Words("%", "%"), measure=Share((among("decision", "funded"),)), **_DECIDED),
    Indicator(
        name="funding_projects",
        title=Words("Projects funded", "Projets financés"),
        definition=Words(
            "Projects that the institute decided to fund in the period, by its calls.",
            "Projets que l’institut a décidé de financer dans la période, par ses appels."),
        unit=_PROJECTS_UNIT, method=_ONCE, **_PROJECTS),
    Indicator(
        name="funding_granted",
        title=Words("Amounts granted to projects", "Montants accordés aux projets"),
        definition=Words(
            "What was granted to the projects that the institute decided to fund in the period.",
            "Ce qui a été accordé aux projets que l’institut a décidé de financer dans la "
            "période."),
        unit=_EUROS, measure=Sum("granted"),
        method="Amounts granted, not paid, in the period of the decision to fund; each project "
               "once whatever the number of its units; broken down by unit, whole under each.",
        **_PROJECTS),
    Indicator(
        name="funding_other_disciplines",
        title=Words("Projects funded in other disciplines than biology",
                    "Projets financés dans d’autres disciplines que la biologie"),
        definition=Words(
            "Projects that the institute decided to fund in the period and whose main discipline "
            "is another than biology: clinical research, public health, chemistry, physics, "
            "mathematics, computer science, engineering, human and social sciences.",
            "Projets que l’institut a décidé de financer dans la période et dont la discipline "
            "principale est autre que la biologie : recherche clinique, santé publique, chimie, "
            "physique, mathématiques, informatique, ingénierie, sciences humaines et sociales."),
        unit=_PROJECTS_UNIT, where=(not_among("discipline", _BIOLOGY),), method=_ONCE,
        **_PROJECTS),
    Indicator(
        name="funding_other_disciplines_share",
        title=Words("Share of projects in other disciplines than biology",
                    "Part des projets d’autres disciplines que la biologie"),
        definition=Words(
            "Of the projects funded in the period whose main discipline is known, the share in "
            "which it is another than biology.",
            "Parmi les projets financés dans la période dont la discipline principale est connue, "
            "la part de ceux dont elle est autre que la biologie."),
        unit=Words("%", "%"), measure=Share((not_among("discipline", _BIOLOGY),)), method=_ONCE,
        **_PROJECTS),
    Indicator(
        name="funding_projects_of_unit",
        title=Words("Projects of a unit that are funded", "Projets financés d’une unité"),
        definition=Words(
            "Projects of a unit that an institute of the register decided to fund in the period.",
            "Projets d’une unité qu’un institut du registre a décidé de financer dans la période."),
        unit=_PROJECTS_UNIT, method=_BY_UNIT, **(_PROJECTS | _OF_UNITS)),
    Indicator(
        name="funding_granted_of_unit",
        title=Words("Amounts granted to projects of a unit",
                    "Montants accordés aux projets d’une unité"),
        definition=Words(
            "What was granted to a unit’s projects in the period, each shared equally among its "
            "units.",
            "Ce qui a été accordé aux projets d’une unité dans la période, chaque montant étant "
            "réparti également entre ses unités."),
        unit=_EUROS, measure=Sum("granted"), counting="fractional", method=_BY_UNIT,
        **(_PROJECTS | _OF_UNITS)),
    Indicator(
        name="funding_publications",
        title=Words("Publications of funded projects", "Publications des projets financés"),
        definition=Words(
            "Works published in the period that report projects funded by the institute’s calls.",
            "Travaux publiés dans la période qui rendent compte de projets financés par les appels "
            "de l’institut."),
        **_WORKS),
    Indicator(
        name="funding_publications_of_unit",
        title=Words("Publications of a unit’s funded projects",
                    "Publications des projets financés d’une unité"),
        definition=Words(
            "Works published in the period that report a unit’s projects funded by an institute "
            "of the register.",
            "Travaux publiés dans la période qui rendent compte des projets d’une unité financés "
            "par un institut du registre."),
        **(_WORKS | _OF_UNITS)),
    Indicator(
        name="funding_centres",
        title=Words("Accredited centres", "Centres labellisés"),
        definition=Words(
            "Centres accredited on a day: integrated research sites (SIRIC), clinical "
            "investigation centres (CIC), early-phase centres (CLIP²).",
            "Centres labellisés à une date : sites de recherche intégrée (SIRIC), centres "
            "d’investigation clinique (CIC), centres de phase précoce (CLIP²)."),
        unit=Words("centres", "centres"), table="funding_centres", when=Stock("start", "end"),
        dimensions=(Dimension("kind", "kind", Words("Kind", "Type")), _THEME, _UNIT),
        columns=("number", "title", "kind", "theme", "unit.name", "start", "end"),
        method="Accreditations, half-open: a centre is not counted on the day on which one ends, "
               "unless another begins then. A centre that is renewed counts once.",
        **_WHOSE),
)
