"""The funding desk's books: calls, applications, funded projects, accredited centres.

No person, no title of an application, no opinion and no amount of money is among the
columns, but what was granted to a project, which is a public decision.
"""

from belvedere.tables.model import (
    Link,
    Table,
    boolean,
    date,
    euro,
    integer,
    organisation,
    text,
    texts,
)
from belvedere.tables.publications import OPEN_ACCESS

CALL_STATES = ("open", "closed", "decided", "archived")
DECISIONS = ("funded", "reserve", "refused")
APPLICATION_STATES = ("received", "in_review", *DECISIONS, "taken_back")
PROJECT_STATES = ("awarded", "running", "results_awaited", "closed", "abandoned")
CENTRE_STATES = ("candidate", "accredited", "lapsed")
CENTRES = ("siric", "cic", "clip2")
REPORTS = ("desk", "grant")
DISCIPLINES = (
    "biology", "clinical_research", "public_health", "chemistry", "physics", "mathematics",
    "computer_science", "engineering", "human_sciences", "other",
)
THEMES = (
    "cancer", "rare_diseases", "infectious_diseases", "neurosciences", "cardiovascular",
    "immunology", "genetics", "health_technologies", "other",
)

_INSTITUTE = organisation("institute_id", "The institute whose desk it is.", required=True)
_UNIT = organisation("unit_id", "One of its units.", required=True)
_THEME = text("theme", "Theme.", vocabulary=THEMES)
_PROGRAMME = text("programme", "Programme of its call.")
_ABOUT = (
    text("call", "The call, by its number.", required=True), _PROGRAMME,
    text("discipline", "Main discipline.", vocabulary=DISCIPLINES),
    text("second_discipline", "Second discipline.", vocabulary=DISCIPLINES), _THEME,
)
_LINKS = (
    Link("institute", "organisations", (("institute_id", "organisation_id"),),
         carries=("country",)),
    Link("unit", "organisations", (("unit_id", "organisation_id"),),
         carries=("name", "city", "country")),
)

CALLS = Table(
    name="funding_calls",
    family="funding desk",
    grain="One call for projects that has opened.",
    key=("number",),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True), _INSTITUTE,
        organisation("unit_id", "Who runs it.", required=True),
        text("title", "Title."), text("programme", "Programme."), _THEME,
        text("state", "Its state of today.", required=True, vocabulary=CALL_STATES),
        date("opened", "When it opened."),
        date("closed", "Its last day of receipt, past or to come."),
        date("settled", "When every application to it was decided."),
    ),
    links=_LINKS,
)

APPLICATIONS = Table(
    name="funding_applications",
    family="funding desk",
    grain="One application to a call, for one of the units that apply.",
    key=("number", "unit_id"),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True), _INSTITUTE, _UNIT, *_ABOUT,
        text("state", "Its state of today.", required=True, vocabulary=APPLICATION_STATES),
        date("received", "When it was received."),
        date("decided", "When the first decision was made on it; empty where there is none, as "
             "for one that was withdrawn before."),
        text("decision", "The decision as it stands: one kept in reserve may be funded later.",
             vocabulary=DECISIONS),
        text("project", "The project that it opened."),
    ),
    links=_LINKS,
)

PROJECTS = Table(
    name="funding_projects",
    family="funding desk",
    grain="One funded project, for one of its units.",
    key=("number", "unit_id"),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True), _INSTITUTE, _UNIT,
        boolean("first_unit", "Whether the unit is the first one."),
        text("title", "Title."), *_ABOUT,
        text("state", "Its state of today.", required=True, vocabulary=PROJECT_STATES),
        date("funded", "When it was decided to fund it."),
        date("ended", "When it ended; empty while it goes on."),
        euro("granted", "What was granted to the whole project."),
        texts("publications", "What reports it: DOIs, and PMID: with a number of PubMed."),
    ),
    links=_LINKS,
)

CENTRES_TABLE = Table(
    name="funding_centres",
    family="funding desk",
    grain="One time for which one centre is accredited; a renewal is another that follows it.",
    key=("number", "start"),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True), _INSTITUTE,
        organisation("unit_id", "The unit or site.", required=True),
        text("kind", "Integrated research site, investigation centre or early-phase centre.",
             required=True, vocabulary=CENTRES),
        text("title", "Its name."), _THEME,
        text("state", "Its state of today.", required=True, vocabulary=CENTRE_STATES),
        date("start", "From.", required=True),
        date("end", "To; it is not accredited on that day any more, unless renewed."),
    ),
    links=_LINKS,
)

WORKS = Table(
    name="funding_works",
    family="funding desk",
    grain="One work of the open records that reports one funded project, for one of its units.",
    key=("work_id", "number", "unit_id"),
    filled_by="crossing",
    made_from=("funding_projects", "work_records", "work_grants"),
    columns=(
        integer("work_id", "The work.", required=True),
        text("number", "The project.", required=True), _INSTITUTE, _UNIT,
        text("basis", "How this is known. Desk: the funding desk names the work; grant: the work "
             "acknowledges a grant of the institute with the project's number.", required=True,
             vocabulary=REPORTS),
        text("title", "Title of the work."), text("doi", "Its DOI."),
        text("pmid", "Its PubMed id."), date("published", "When it was published."),
        text("type", "Kind of document, in OpenAlex's words."),
        text("open_access", "How it can be read, in OpenAlex's words.", vocabulary=OPEN_ACCESS),
        *(column for column in _ABOUT if column.name != "second_discipline"),
        date("funded", "When it was decided to fund the project."),
    ),
    links=_LINKS,
)

TABLES = (CALLS, APPLICATIONS, PROJECTS, CENTRES_TABLE, WORKS)
