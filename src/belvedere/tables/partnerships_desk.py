"""The partnerships desk's books: agreements, infrastructures, laureates, associations, plans.

Only what was concluded is here: nothing that is drafted, considered or put forward. No
person is, neither by name nor by a row of their own: laureates are counts, and a count
that could tell who is told with less beside it.
"""

from belvedere.tables.model import Column, Link, Table, boolean, date, integer, organisation, text

AGREEMENTS = ("associated_laboratory", "unit_abroad", "cooperation", "domestic", "ministry")
CONCLUDED = ("signed", "active", "ended", "renewed")
LEVELS = ("national", "european", "international")
PRESENCE = ("present", "coordinating")
PROGRAMMES = ("atip_avenir", "programme")
PRIZES = ("prize", "honour")
SEATS = ("in_network", "in_focus_group")
PLANS = ("running", "achieved", "stopped")
EXPERTISES = ("collective", "opinion", "hearing", "committee")

_FAMILY = {"family": "partnerships desk", "filled_by": "register"}
_INSTITUTE = organisation("institute_id", "The institute whose desk it is.", required=True)
_NUMBER = text("number", "Its number.", required=True)
_TITLE = text("title", "Title, or name.")
_LINK = Link("institute", "organisations", (("institute_id", "organisation_id"),),
             carries=("country",))
_UNIT = Link("unit", "organisations", (("unit_id", "organisation_id"),), carries=("name", "city"))


def _unit(meaning: str = "The unit that it is of, or the institute itself.") -> Column:
    return organisation("unit_id", meaning, required=True)


PARTNERS = Table(
    name="partnership_agreements",
    grain="One partner in one agreement that was signed.",
    key=("number", "partner_id"),
    columns=(
        _NUMBER, _INSTITUTE, _unit(),
        text("line", "The first agreement of its line: what is renewed is one.", required=True),
        text("kind", "Associated laboratory, mixed unit abroad, cooperation, with a French "
             "partner or with a ministry.", required=True, vocabulary=AGREEMENTS),
        _TITLE,
        text("state", "Its state of today.", required=True, vocabulary=CONCLUDED),
        date("signed", "When it was signed."),
        date("start", "When it took effect; empty where it has not."),
        date("end", "When it ended or was renewed; empty while it is in force."),
        organisation("partner_id", "The partner.", required=True),
        text("country", "The partner’s country; that of the agreement where it is not known."),
    ),
    links=(_LINK, _UNIT, Link("partner", "organisations", (("partner_id", "organisation_id"),),
                              carries=("name", "city"))),
    **_FAMILY)

INFRASTRUCTURES = Table(
    name="partnership_infrastructures",
    grain="One time that the institute was in an infrastructure, or coordinated it.",
    key=("number", "state", "start"),
    columns=(
        _NUMBER, _INSTITUTE, _unit(), _TITLE,
        text("acronym", "Acronym."),
        text("level", "National, European or international.", required=True, vocabulary=LEVELS),
        text("country", "The country of its seat."),
        text("state", "Whether it was in it or coordinated it.", required=True,
             vocabulary=PRESENCE),
        date("start", "From.", required=True),
        date("end", "To; empty while it lasts."),
    ),
    links=(_LINK, _UNIT), **_FAMILY)

LAUREATES = Table(
    name="partnership_laureates",
    grain="The laureates of one kind of programme in one year, by what can be told of them.",
    key=("number",),
    columns=(
        text("number", "The programme, the year and the row’s place.", required=True),
        _INSTITUTE,
        text("programme", "The kind of programme.", required=True, vocabulary=PROGRAMMES),
        date("year", "The year of the award.", required=True),
        text("country", "The country from which they came; empty where they are too few."),
        organisation("unit_id", "Their unit; empty where they are too few."),
        integer("laureates", "How many; empty where there are so few in all that they could be "
                "told (1 to 4).", unit="people"),
    ),
    links=(_LINK, _UNIT), **_FAMILY)

HONOURS = Table(
    name="partnership_prizes",
    grain="One prize or honour that was awarded; whose it is and which one is not told.",
    key=("number",),
    columns=(
        _NUMBER, _INSTITUTE,
        text("kind", "Prize or honour.", required=True, vocabulary=PRIZES),
        text("country", "The country of who awards it."),
        date("year", "The year of the award.", required=True),
    ),
    links=(_LINK,), **_FAMILY)

ASSOCIATIONS = Table(
    name="partnership_associations",
    grain="One time that a patient association was in the network, or in its focus group.",
    key=("number", "state", "start"),
    columns=(
        _NUMBER, _INSTITUTE, _unit(), _TITLE,
        text("disease", "The disease that it is of."),
        text("country", "Its country."),
        text("state", "In the network, or in the focus group as well.", required=True,
             vocabulary=SEATS),
        date("start", "From.", required=True),
        date("end", "To; empty while it lasts."),
    ),
    links=(_LINK, _UNIT), **_FAMILY)

MEETINGS = Table(
    name="partnership_meetings",
    grain="One meeting of the focus group that was held.",
    key=("number",),
    columns=(
        _NUMBER, _INSTITUTE, _unit(),
        text("title", "Its subject."),
        date("held", "When it was held.", required=True),
        integer("associations", "Associations that were there.", unit="associations"),
    ),
    links=(_LINK, _UNIT), **_FAMILY)

COORDINATED = Table(
    name="partnership_plans",
    grain="One plan that the institute coordinates.",
    key=("number",),
    columns=(
        _NUMBER, _INSTITUTE, _unit(), _TITLE,
        organisation("ministry_id", "The ministry whose plan it is."),
        text("state", "Its state of today.", required=True, vocabulary=PLANS),
        date("start", "When it was launched.", required=True),
        date("end", "When it was achieved or stopped; empty while it runs."),
    ),
    links=(_LINK, _UNIT, Link("ministry", "organisations", (("ministry_id", "organisation_id"),),
                              carries=("name",))),
    **_FAMILY)

MILESTONES = Table(
    name="partnership_milestones",
    grain="One milestone of one plan.",
    key=("milestone",),
    columns=(
        text("milestone", "The plan’s number and its own.", required=True),
        text("number", "The plan.", required=True),
        _INSTITUTE, _unit(),
        text("action", "The action of the plan."),
        text("title", "What is to be reached."),
        date("due", "The day by which it is due.", required=True),
        date("reached", "When it was reached."),
        boolean("in_time", "Whether it was reached by then; empty while that cannot be told."),
    ),
    links=(_LINK, _UNIT, Link("plan", "partnership_plans", (("number", "number"),),
                              carries=("title",))),
    **_FAMILY)

EXPERTISE = Table(
    name="partnership_expertise",
    grain="One expertise given to a public decision.",
    key=("number",),
    columns=(
        _NUMBER, _INSTITUTE, _unit(), _TITLE,
        text("kind", "Collective expertise, opinion, hearing, committee of experts.",
             required=True, vocabulary=EXPERTISES),
        organisation("requester_id", "Who asked for it."),
        text("country", "The country of who asked for it."),
        date("given", "When it was given.", required=True),
    ),
    links=(_LINK, _UNIT, Link("requester", "organisations",
                              (("requester_id", "organisation_id"),), carries=("name",))),
    **_FAMILY)

TABLES = (PARTNERS, INFRASTRUCTURES, LAUREATES, HONOURS, ASSOCIATIONS, MEETINGS, COORDINATED,
          MILESTONES, EXPERTISE)
