"""The register's books: its organisations, and what it says of them from a date to a date.

The register publishes the first tables as a source does; what hangs from whom on
which day, and what happened when, is made from them.
"""

from belvedere.tables.model import (
    Link,
    Table,
    date,
    integer,
    number,
    organisation,
    text,
    texts,
)
from belvedere.tables.organisations import SUCCESSIONS

KINDS = (
    "institute", "thematic_institute", "delegation", "centre", "unit", "team", "service",
    "investigation_centre", "infrastructure", "federation", "network", "partner", "company",
    "patient_association",
)
RELATIONS = ("part_of", "supervised_by", "participated_by", "member_of", "successor_of")
EVENTS = ("creation", "arrival", "closure", "departure", "merger", "split")

ORGANISATIONS = Table(
    name="register_organisations",
    family="register",
    grain="One organisation as the register has it.",
    key=("record_id",),
    filled_by="register",
    columns=(
        organisation("record_id", "register: and its number there.", required=True),
        text("kind", "What kind of organisation.", required=True, vocabulary=KINDS),
        text("name", "Its name of today, or its last.", required=True),
        text("name_en", "Official name in English of today, or the last."),
        text("name_fr", "Official name in French of today, or the last."),
        text("acronym", "Acronym."),
        text("country", "ISO 3166-1 alpha-2 code."),
        text("city", "City."),
        text("postcode", "Postal code."),
        number("latitude", "Latitude.", unit="degree"),
        number("longitude", "Longitude.", unit="degree"),
        text("website", "Address of its site."),
        date("start", "When it opened."),
        date("end", "When it closed; empty while it is open."),
        texts("labels", "Numbers that supervisors give it: U 1138."),
    ),
)

CODES = Table(
    name="register_codes",
    family="register",
    grain="One identifier that the register gives to one of its organisations.",
    key=("code", "organisation_id"),
    filled_by="register",
    columns=(
        text("code", "Scheme and identifier as other sources write them: ror:02vjkv261.",
             required=True),
        organisation("organisation_id", "The organisation.", required=True),
    ),
)

RELATIONS_TABLE = Table(
    name="register_relations",
    family="register",
    grain="One relation that the register holds, from one organisation to another, from a date "
          "to a date.",
    key=("relation_id",),
    filled_by="register",
    columns=(
        text("relation_id", "Its number in the register.", required=True),
        organisation("organisation_id", "The organisation that the relation is about.",
                     required=True),
        text("relation", "What the other one is to it.", required=True, vocabulary=RELATIONS),
        organisation("other_id", "The other organisation.", required=True),
        text("succession", "For successors: how.", vocabulary=SUCCESSIONS),
        text("label", "Number that the other gives it."),
        text("because", "The text or decision that made it so."),
        date("start", "When it began; for successors, the date of effect."),
        date("end", "When it ended."),
    ),
)

STAFF_COUNTS = Table(
    name="register_staff_counts",
    family="register",
    grain="How many of one profession, paid by one employer, worked in one organisation at the "
          "end of one year.",
    key=("organisation_id", "year", "profession", "employer"),
    filled_by="register",
    columns=(
        organisation("organisation_id", "The organisation.", required=True),
        integer("year", "The year, at the end of which they were counted.", required=True),
        text("profession", "Profession.", required=True),
        text("employer", "Who pays them; empty where nobody said."),
        integer("headcount", "People, each counted once.", unit="people", required=True),
    ),
)

SUBJECTS = Table(
    name="register_subjects",
    family="register",
    grain="One theme, domain or panel of one organisation, from a date to a date.",
    key=("organisation_id", "scheme", "value", "start"),
    filled_by="register",
    columns=(
        organisation("organisation_id", "The organisation.", required=True),
        text("scheme", "What it is.", required=True, vocabulary=("theme", "domain", "erc_panel")),
        text("value", "Themes by their declared names where they have one: cancer.",
             required=True),
        date("start", "Since when; empty where nobody said."),
        date("end", "Until when."),
    ),
)

PROFILES = Table(
    name="register_profiles",
    family="register",
    grain="The page of one organisation that readers see: its newest published version.",
    key=("organisation_id",),
    filled_by="register",
    columns=(
        organisation("organisation_id", "The organisation.", required=True),
        integer("version", "The version's number.", required=True),
        *(text(f"{part}_{language}", f"{title}, in {name}, Markdown.")
          for part, title in (("vision", "Our vision"), ("contribution", "Our contribution"),
                              ("areas", "Our areas of intervention"))
          for language, name in (("en", "English"), ("fr", "French"))),
        text("status_en", "Legal status, in English, as it states it."),
        text("status_fr", "Legal status, in French, as it states it."),
        integer("employees", "Employees, as it states them.", unit="people"),
        date("employees_at", "When the employees were counted."),
        number("budget", "Annual budget, as it states it.", unit="EUR"),
        date("budget_year", "The budget's year."),
    ),
)

_ORGANISATION = Link("organisation", "register_organisations", (("organisation_id", "record_id"),),
                     carries=("kind", "city"))
_HOLDER = Link("holder", "register_organisations", (("holder_id", "record_id"),),
               carries=("kind", "country"))
_MADE_FROM = ("register_organisations", "register_relations", "register_subjects")


def _subjects(when: str) -> tuple:
    """Return the columns of what an organisation works on, as at a date."""
    return (
        texts("themes", f"Its themes {when}; empty where nobody said."),
        texts("domains", f"Its scientific domains {when}."),
        texts("erc_panels", f"Its ERC panels {when}."),
    )


HIERARCHY = Table(
    name="register_hierarchy",
    family="register",
    grain="One organisation and one that holds it from a date to a date: it is part of it, at "
          "any depth, or is supervised by it, or is part of what it supervises.",
    key=("organisation_id", "holder_id", "number"),
    filled_by="hierarchy",
    made_from=_MADE_FROM,
    columns=(
        organisation("organisation_id", "What is held.", required=True),
        organisation("holder_id", "What holds it.", required=True),
        integer("number", "Which of the ways and times in which it is held, and times of its "
                "themes.", required=True),
        text("relation", "By its parts alone, or through a supervision.", required=True,
             vocabulary=("part_of", "supervised_by")),
        date("start", "From when: the latest of the beginnings on the way up, of its own, and "
             "of its themes."),
        date("end", "Until when: the soonest of the ends on the way up, of its own, and of its "
             "themes."),
        *_subjects("in that time"),
    ),
    links=(_ORGANISATION, _HOLDER),
)

STAFF = Table(
    name="register_staff",
    family="register",
    grain="One count of staff of one organisation, for itself or for one that held it when they "
          "were counted.",
    key=("staff_id", "holder_id"),
    filled_by="hierarchy",
    made_from=(*_MADE_FROM, "register_staff_counts"),
    columns=(
        text("staff_id", "Organisation, year, profession and employer.", required=True),
        organisation("organisation_id", "Where they worked.", required=True),
        organisation("holder_id", "For whom it is counted.", required=True),
        text("scope", "Its own count, or that of a part.", required=True,
             vocabulary=("own", "parts")),
        text("profession", "Profession."),
        text("employer", "Who pays them."),
        integer("headcount", "People; empty from a year after a count until the next one.",
                unit="people"),
        date("start", "The day on which they were counted: the last of the year.", required=True),
        date("end", "The day from which the count is no more that of the year, or the next one."),
        *_subjects("on the day on which they were counted"),
    ),
    links=(_ORGANISATION, _HOLDER),
)

EVENTS_TABLE = Table(
    name="register_events",
    family="register",
    grain="One thing that happened to one organisation, for one that held it when it happened.",
    key=("event_id", "holder_id"),
    filled_by="hierarchy",
    made_from=_MADE_FROM,
    columns=(
        text("event_id", "What happened to whom and when.", required=True),
        organisation("organisation_id", "What was created, closed, came or left, came of a merger, "
                     "or was split.", required=True),
        organisation("holder_id", "What held it.", required=True),
        text("event", "What happened. It arrives or departs when it moves while it exists.",
             required=True, vocabulary=EVENTS),
        date("date", "When it took effect."),
        *_subjects("on that date; of what ended, on the day before"),
    ),
    links=(_ORGANISATION, _HOLDER),
)

TABLES = (
    ORGANISATIONS, CODES, RELATIONS_TABLE, SUBJECTS, STAFF_COUNTS, PROFILES, HIERARCHY, STAFF,
    EVENTS_TABLE,
)
