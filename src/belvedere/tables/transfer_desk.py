"""The transfer desk's books: inventions, patent families, contracts, start-ups.

No title, no person and no amount of money is among the columns: they stay in the
register, as do the names of inventors and the terms of contracts.
"""

from belvedere.tables.model import (
    Link,
    Table,
    boolean,
    date,
    integer,
    number,
    organisation,
    text,
    texts,
)

DISCLOSURE_STATES = ("received", "in_evaluation", "retained", "not_retained", "taken_back")
CONTRACT_STATES = ("signed", "ended", "terminated")
STARTUP_STATES = ("founded", "acquired", "ceased")
FIELDS = ("therapeutic", "vaccine", "diagnostic", "device", "research_tool", "digital", "other")
CONTRACTS = ("rd", "licence", "option", "material_transfer", "confidentiality")
SIZES = ("sme", "mid", "large", "public")
FILINGS = ("priority", "extension")
STATUSES = ("pending", "granted", "refused", "taken_back", "lapsed", "expired")

_WHOSE = (
    organisation("institute_id", "The institute whose desk it is.", required=True),
    organisation("unit_id", "The unit that it comes from.", required=True),
)
_FIELD = text("field", "Field of the invention.", vocabulary=FIELDS)
_SHARE = number("share", "The institute's share of the family, between 0 and 1.", required=True)
_JOINT = boolean("joint", "Whether it has another owner beside the institute.")
_LINKS = (
    Link("institute", "organisations", (("institute_id", "organisation_id"),),
         carries=("country",)),
    Link("unit", "organisations", (("unit_id", "organisation_id"),), carries=("name", "city")),
)

DISCLOSURES = Table(
    name="transfer_disclosures",
    family="transfer desk",
    grain="One invention disclosed to the transfer desk.",
    key=("number",),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True),
        *_WHOSE,
        text("state", "Its state of today.", required=True, vocabulary=DISCLOSURE_STATES),
        _FIELD,
        date("disclosed", "When it was disclosed."),
        date("decided", "When it was decided whether to retain it."),
        text("patent_family", "The family that it led to."),
        date("filed", "When that family's first application was filed, if not before it was "
             "disclosed."),
        integer("days_to_filing", "Days from disclosure to that filing, where both are known to "
                "the day.", unit="days"),
        date("licensed", "When the first licence on that family was signed, if not before it was "
             "disclosed."),
        integer("days_to_licence", "Days from disclosure to that licence, where both are known to "
                "the day.", unit="days"),
    ),
    links=_LINKS,
)

SUPPORTS = Table(
    name="transfer_supports",
    family="transfer desk",
    grain="One proof-of-concept support of one disclosed invention.",
    key=("support_id",),
    filled_by="register",
    columns=(
        text("support_id", "Its number.", required=True),
        text("number", "The disclosure.", required=True),
        *_WHOSE,
        _FIELD,
        date("start", "From."),
        date("end", "To; empty while it lasts."),
    ),
    links=_LINKS,
)

PORTFOLIO = Table(
    name="transfer_portfolio",
    family="transfer desk",
    grain="One time that a patent family was in the portfolio, cut where the contracts on it "
          "change.",
    key=("number", "start"),
    filled_by="register",
    columns=(
        text("number", "The family.", required=True),
        *_WHOSE,
        _SHARE, _JOINT, _FIELD,
        date("start", "From.", required=True),
        date("end", "To; empty while it lasts. A family that was abandoned and restored has "
             "another time."),
        integer("rd_contracts", "R&D contracts on it that were signed by then."),
        boolean("licensed", "Whether a licence on it was in force then."),
    ),
    links=_LINKS,
)

FILED = Table(
    name="transfer_applications",
    family="transfer desk",
    grain="One application at one office, of a patent family that came into the portfolio.",
    key=("application",),
    filled_by="register",
    columns=(
        text("application", "Its number.", required=True),
        text("number", "The family.", required=True),
        *_WHOSE,
        _SHARE, _JOINT, _FIELD,
        text("office", "The office, by the two letters of WIPO ST.3."),
        text("kind", "Priority or extension.", vocabulary=FILINGS),
        boolean("first_filing", "Whether it is the family's first filing: a second priority of "
                "one family, such as a complete application after a provisional, is not."),
        date("filed", "When it was filed."),
        text("status", "Its status of today.", vocabulary=STATUSES),
    ),
    links=_LINKS,
)

SIGNED = Table(
    name="transfer_contracts",
    family="transfer desk",
    grain="One contract that was signed, however many partners it has.",
    key=("number",),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True),
        *_WHOSE,
        text("kind", "R&D, licence, option, material transfer or confidentiality.",
             required=True, vocabulary=CONTRACTS),
        text("state", "Its state of today.", required=True, vocabulary=CONTRACT_STATES),
        _FIELD,
        date("signed", "When it was signed."),
        date("start", "From when on it is in force."),
        date("end", "Until when: the day it ended, else the day that it says; not in force on "
             "that day."),
        texts("families", "The patent families that it is about."),
    ),
    links=_LINKS,
)

PARTIES = Table(
    name="transfer_contract_parties",
    family="transfer desk",
    grain="One party of one contract that was signed: the institute, or a partner.",
    key=("number", "organisation_id"),
    filled_by="register",
    columns=(
        text("number", "The contract.", required=True),
        organisation("organisation_id", "The party.", required=True),
        organisation("unit_id", "The institute's unit.", required=True),
        text("role", "The institute itself or a partner.", required=True,
             vocabulary=("institute", "partner")),
        text("size", "Size of the partner when it joined.", vocabulary=SIZES),
    ),
    links=(
        Link("contract", "transfer_contracts", (("number", "number"),)),
        Link("party", "organisations", (("organisation_id", "organisation_id"),),
             carries=("name", "country")),
        _LINKS[1],
    ),
)

STARTUPS = Table(
    name="transfer_startups",
    family="transfer desk",
    grain="One company founded on what a unit found.",
    key=("number",),
    filled_by="register",
    columns=(
        text("number", "Its number.", required=True),
        *_WHOSE,
        text("name", "Its name.", required=True),
        text("state", "Its state of today.", required=True, vocabulary=STARTUP_STATES),
        _FIELD,
        text("website", "Its site."),
        date("founded", "When it was founded."),
        date("ended", "When it was acquired or ceased; empty while it goes on."),
    ),
    links=_LINKS,
)

TABLES = (DISCLOSURES, SUPPORTS, PORTFOLIO, FILED, SIGNED, PARTIES, STARTUPS)
