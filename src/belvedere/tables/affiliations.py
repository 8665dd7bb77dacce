"""What was found in the texts of affiliations: whose each is, and what has been read."""

from belvedere.tables.model import Table, boolean, integer, number, organisation, text

HOW = ("named", "implied", "curated")
"""The text names it; a unit's supervisors at that date imply it; a person decided it."""

_AFFILIATION = integer("affiliation_id", "The affiliation's text, in affiliations.", required=True)
_YEAR = integer("year", "Year of the works for which this holds, 0 for those without year; empty "
                "where the year changes nothing.")
_MADE_FROM = ("affiliations", "authorships", "work_records")

LINKS = Table(
    name="affiliation_links",
    family="matching",
    grain="One organisation or unit found in one affiliation's text, in one way.",
    key=("affiliation_id", "year", "organisation_id", "how"),
    filled_by="links",
    made_from=_MADE_FROM,
    columns=(
        _AFFILIATION,
        _YEAR,
        organisation("organisation_id", "The organisation (ror:…) or the unit (rnsr:…).",
                     required=True),
        text("how", "The text names it; a unit's supervisors at that date imply it; a person "
             "decided it.", required=True, vocabulary=HOW),
        number("score", "How surely, from 0 to 1; 1 where a rule or a person decided.",
               required=True),
        integer("start", "Where the text says so: its first letter, counted from 0; empty where "
                "nothing in the text itself names it."),
        integer("end", "The letter after its last."),
        text("evidence", "Why, for a reader.", required=True),
        text("evidence_fr", "The same in French.", required=True),
    ),
)

READINGS = Table(
    name="affiliation_readings",
    family="matching",
    grain="One affiliation's text that was read, whatever was found in it.",
    key=("affiliation_id", "year"),
    filled_by="links",
    made_from=_MADE_FROM,
    columns=(
        _AFFILIATION,
        _YEAR,
        integer("text_key", "Number made from the folded words: texts that say the same have the "
                "same, and are decided together.", required=True),
        boolean("is_whole", "Whether organisations were looked for by score; else by rules alone, "
                "because the source says whose every authorship with this text is.",
                required=True),
        boolean("is_curated", "Whether a person decided it.", required=True),
        integer("links", "How much was found; 0 where it was left open.", required=True),
    ),
)

UNIT_SUPERVISORS = Table(
    name="unit_supervisors",
    family="matching",
    grain="One organisation that supervises one unit of the French directory, from a year to a "
          "year.",
    key=("unit_id", "organisation_id", "first_year", "last_year"),
    filled_by="links",
    made_from=("units", "organisation_relations"),
    columns=(
        organisation("unit_id", "The unit: rnsr:…", required=True),
        organisation("organisation_id", "The supervisor.", required=True),
        integer("first_year", "The first year in which it does; empty when not known."),
        integer("last_year", "The last one; empty when not known, or while it does."),
    ),
)

TABLES = (LINKS, READINGS, UNIT_SUPERVISORS)
