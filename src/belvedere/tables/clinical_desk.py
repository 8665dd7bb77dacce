"""The clinical research desk's books: requests, projects, their states, participants.

No title of a request, no person and no amount of money is among the columns: they
stay in the register.
"""

from belvedere.tables.model import (
    Link,
    Table,
    boolean,
    date,
    integer,
    organisation,
    text,
    texts,
)
from belvedere.tables.trials import PHASES

KINDS = ("promotion", "qualification", "amendment")
DECISIONS = ("favourable", "with_conditions", "unfavourable")
REQUEST_STATES = ("received", "admissible", "in_evaluation", *DECISIONS, "withdrawn")
PROJECT_STATES = ("preparation", "authorised", "recruiting", "follow_up", "closed", "reported")
HOLDS = ("suspension", "safety")
CATEGORIES = (
    "riph1", "riph2", "riph3", "outside", "eu_medicine", "eu_device", "eu_in_vitro",
    "biomedical", "usual_care", "observational",
)
PRODUCTS = ("medicine", "device", "other")

_WHOSE = (
    organisation("institute_id", "The institute whose desk it is.", required=True),
    organisation("unit_id", "The unit that it comes from.", required=True),
)
_STUDY = (
    text("category", "Legal category, under the law that was in force.", vocabulary=CATEGORIES),
    text("product", "What it is on.", vocabulary=PRODUCTS),
    texts("phases", "Phases.", vocabulary=PHASES),
    texts("mesh", "Diseases, by MeSH descriptor: D009369."),
    texts("orpha", "Rare diseases, by Orphanet number: ORPHA:558."),
    boolean("rare_disease", "Whether it is on a rare disease: it has an Orphanet number."),
)
_LINKS = (
    Link("institute", "organisations", (("institute_id", "organisation_id"),),
         carries=("country",)),
    Link("unit", "organisations", (("unit_id", "organisation_id"),),
         carries=("name", "city", "country")),
)
_PROJECT = Link("project", "clinical_projects", (("number", "number"),))

APPLICATIONS = Table(
    name="clinical_applications",
    family="clinical desk",
    grain="One request put to the clinical desk.",
    key=("number",),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True),
        *_WHOSE,
        text("kind", "To promote, for qualification, or for amendment.", required=True,
             vocabulary=KINDS),
        text("state", "Its state of today.", required=True, vocabulary=REQUEST_STATES),
        date("received", "When it was received."),
        date("admitted", "When it was found admissible."),
        date("decided", "When the first decision was made: it was evaluated then, whatever "
             "became of it."),
        text("decision", "The first decision.", vocabulary=DECISIONS),
        integer("days_to_decision", "Days from receipt to the first decision, where both are known "
                "to the day.", unit="days"),
        text("project", "The project that it opened or that it amends."),
        *_STUDY,
    ),
    links=_LINKS,
)

PROJECTS = Table(
    name="clinical_projects",
    family="clinical desk",
    grain="One project that the institute sponsors.",
    key=("number",),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True),
        *_WHOSE,
        text("title", "Title."),
        text("state", "Its state of today.", required=True, vocabulary=PROJECT_STATES),
        date("sponsored", "When the institute became its sponsor."),
        date("ended", "When it ended; empty while it goes on."),
        *_STUDY,
        integer("planned", "Participants planned.", unit="people"),
        text("nct_id", "ClinicalTrials.gov number."),
        text("eudract_id", "EudraCT number."),
        text("ctis_id", "CTIS (EU CT) number."),
        text("id_rcb", "French ID-RCB number."),
        date("results_posted", "When results were posted in a registry."),
        date("results_published", "When results were published."),
        texts("publications", "What reports it: DOIs, and PMID: with a number of PubMed."),
        date("results_due", "Twelve months after its end."),
        boolean("results_in_time", "Whether results were posted or published by then; empty while "
                "that cannot be told."),
    ),
    links=(*_LINKS, Link("trial", "trials", (("nct_id", "trial_id"),),
                         carries=("status", "results_posted"))),
)

PERIODS = Table(
    name="clinical_project_periods",
    family="clinical desk",
    grain="One time that a project was in a state, or stood still (suspension, safety hold).",
    key=("number", "state", "start"),
    filled_by="register",
    columns=(
        text("number", "The project.", required=True),
        *_WHOSE,
        text("state", "The state, or why it stood still.", required=True,
             vocabulary=(*PROJECT_STATES, *HOLDS)),
        date("start", "From.", required=True),
        date("end", "To; empty while it lasts."),
    ),
    links=(*_LINKS, _PROJECT),
)

ENROLMENTS = Table(
    name="clinical_enrolments",
    family="clinical desk",
    grain="The participants who joined one project in one year.",
    key=("number", "year"),
    filled_by="register",
    columns=(
        text("number", "The project.", required=True),
        *_WHOSE,
        date("year", "The year.", required=True),
        integer("participants", "New participants; empty where there are so few that they could "
                "be told (1 to 4).", unit="people"),
    ),
    links=(*_LINKS, _PROJECT),
)

TABLES = (APPLICATIONS, PROJECTS, PERIODS, ENROLMENTS)
