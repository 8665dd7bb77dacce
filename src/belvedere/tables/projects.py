"""Projects of the European framework programmes and who takes part in them."""

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

PROGRAMMES = ("FP7", "H2020", "HORIZON")
ROLES = ("coordinator", "participant", "third_party", "associated_partner", "international_partner")
INSTRUMENTS = (
    "collaborative", "infrastructures", "network_of_excellence", "coordination_and_support",
    "imi_ihi", "other_joint_undertaking", "sme", "erc", "marie_curie_individual",
    "marie_curie_networks", "marie_curie_other", "innovation_council", "cofund", "other",
)
CAREER_STAGES = (
    "starting", "consolidator", "advanced", "synergy", "proof_of_concept", "low_value",
)

PROJECTS = Table(
    name="projects",
    family="projects",
    grain="One signed grant of a framework programme.",
    key=("project_id",),
    columns=(
        text("project_id", "Programme and number: H2020:633002.", required=True),
        text("number", "Grant number as CORDIS gives it.", required=True),
        text("rcn", "CORDIS record number."),
        text("acronym", "Acronym."),
        text("title", "Title."),
        text("status", "SIGNED, CLOSED, TERMINATED …, as CORDIS writes it."),
        text("programme", "Framework programme.", required=True, vocabulary=PROGRAMMES),
        texts("themes", "Programme parts: FP7-HEALTH, H2020-EU.3.1., HORIZON.2.1."),
        texts("topics", "Topic codes."),
        text("call", "Call identifier."),
        text("funding_scheme", "Funding scheme as CORDIS writes it."),
        text("instrument", "Kind of instrument, from the scheme and the call; empty when the "
             "scheme is missing or not in the table of schemes.", vocabulary=INSTRUMENTS),
        text("career_stage", "ERC career stage.", vocabulary=CAREER_STAGES),
        boolean("admits_coordination", "Whether several partners may be coordinated under this "
                "scheme; false for grants with a sole beneficiary (ERC, fellowships …)."),
        date("signed", "Signature of the grant."),
        date("start", "Start."),
        date("end", "End."),
        euro("total_cost", "Total cost."),
        euro("ec_max_contribution", "Largest contribution of the Union."),
    ),
    links=(Link("parties", "project_parties", (("project_id", "project_id"),)),),
)

PARTICIPATIONS = Table(
    name="participations",
    family="projects",
    grain="One organisation in one project in one role.",
    key=("participation_id",),
    columns=(
        text("participation_id", "Project, organisation and role.", required=True),
        text("project_id", "The project.", required=True),
        organisation("organisation_id", "The organisation as CORDIS names it.", required=True),
        text("name", "Its name as this row writes it."),
        text("role", "Its role; empty when not given or not known.", vocabulary=ROLES),
        text("role_written", "Its role as CORDIS writes it."),
        integer("position", "Its rank in the list of participants."),
        text("country", "ISO 3166-1 alpha-2 code (CORDIS writes UK for GB and EL for GR)."),
        text("activity", "Activity type: HES, REC, PRC, PUB, OTH."),
        boolean("sme", "Whether it is a small or medium-sized enterprise."),
        euro("ec_contribution", "Contribution of the Union to it."),
        euro("net_ec_contribution", "The same after what it passes on to third parties."),
        euro("total_cost", "Its total cost."),
        boolean("ended", "Whether it left before the end (endOfParticipation)."),
    ),
    links=(
        Link("project", "projects", (("project_id", "project_id"),)),
        Link("parties", "project_parties", (("project_id", "project_id"),)),
        Link("beneficiary", "organisations", (("organisation_id", "organisation_id"),)),
    ),
)

PROJECT_PARTIES = Table(
    name="project_parties",
    family="matching",
    grain="One project and how many organisations it joins, after the merges.",
    key=("project_id",),
    filled_by="matching",
    made_from=("participations",),
    columns=(
        text("project_id", "The project.", required=True),
        integer("organisations", "Distinct organisations among its beneficiaries "
                "(coordinator, participants and those whose role is not known).", required=True),
        integer("coordinators", "Distinct organisations given as coordinator.", required=True),
    ),
)

TABLES = (PROJECTS, PARTICIPATIONS, PROJECT_PARTIES)
