"""Clinical trials, their sponsors, and whether their results came out."""

from belvedere.tables.model import Link, Table, date, integer, organisation, text, texts

STATUSES = (
    "NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING",
    "SUSPENDED", "TERMINATED", "COMPLETED", "WITHDRAWN", "UNKNOWN",
)
STUDY_TYPES = ("INTERVENTIONAL", "OBSERVATIONAL", "EXPANDED_ACCESS")
PHASES = ("EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4", "NA")
RESULT_STATUSES = (
    "within_12_months", "within_36_months", "after_36_months", "none",
)
SOURCES = ("ctgov", "ctgov_export", "bso")
SPONSOR_ROLES = ("lead", "collaborator")

_DESCRIPTION = (
    text("nct_id", "ClinicalTrials.gov number."),
    text("eudract_id", "EudraCT number."),
    text("ctis_id", "CTIS (EU CT) number."),
    text("title", "Title."),
    text("acronym", "Acronym."),
    text("status", "Overall status, ClinicalTrials.gov vocabulary.", vocabulary=STATUSES),
    text("status_written", "Status as the source writes it."),
    text("study_type", "Interventional or observational.", vocabulary=STUDY_TYPES),
    texts("phases", "Phases.", vocabulary=PHASES),
    texts("interventions", "Kinds of intervention: DRUG, DEVICE, BIOLOGICAL …"),
    texts("conditions", "Conditions studied, as written."),
    texts("countries", "ISO 3166-1 alpha-2 codes of its sites."),
    date("start", "Start."),
    date("primary_completion", "Last measure of the primary outcome."),
    date("completion", "Completion."),
    date("results_posted", "First posting of results in a registry."),
    text("result_status", "Whether and when results were posted or published, as the French "
         "Open Science Monitor (BSO) found; empty when nobody looked.",
         vocabulary=RESULT_STATUSES),
    integer("enrolment", "Participants, planned or actual."),
    texts("pmids", "PubMed ids that the registry attaches."),
    text("url", "Its page in the registry."),
)

TRIAL_RECORDS = Table(
    name="trial_records",
    family="trials",
    grain="One trial as one source describes it.",
    key=("record_id",),
    columns=(
        text("record_id", "Source and number: ctgov:NCT00988767, bso:2011-004321-12.",
             required=True),
        text("source", "The source.", required=True, vocabulary=SOURCES),
        *_DESCRIPTION,
    ),
)

TRIAL_SPONSOR_RECORDS = Table(
    name="trial_sponsor_records",
    family="trials",
    grain="One organisation that one source names as sponsor or collaborator of one trial.",
    key=("record_id", "organisation_id", "role"),
    columns=(
        text("record_id", "The trial record.", required=True),
        organisation("organisation_id", "The organisation: ror:… or sponsor:NAME.",
                     required=True),
        text("role", "Lead sponsor or collaborator.", required=True, vocabulary=SPONSOR_ROLES),
        text("name", "Its name as the source writes it."),
        text("class_written", "Kind of sponsor as the source writes it: INDUSTRY, OTHER …"),
    ),
)

TRIAL_IDENTITIES = Table(
    name="trial_identities",
    family="matching",
    grain="One trial record and the trial it is, joined by shared registry numbers.",
    key=("record_id",),
    filled_by="matching",
    made_from=("trial_records",),
    columns=(
        text("record_id", "The trial record.", required=True),
        text("trial_id", "The trial: its NCT number where it has one, else EudraCT, else CTIS.",
             required=True),
        text("because", "The numbers that join it."),
    ),
)

TRIALS = Table(
    name="trials",
    family="matching",
    grain="One trial, all its records together; each value from the first source that knows it, "
          "ClinicalTrials.gov before its older export before the Open Science Monitor.",
    key=("trial_id",),
    filled_by="matching",
    made_from=("trial_records",),
    columns=(
        text("trial_id", "The trial.", required=True),
        *_DESCRIPTION,
        date("assessed_completion", "Completion as the Open Science Monitor takes it, by which "
             "it places a trial when it assesses results."),
        texts("record_ids", "The records it joins."),
        text("caveat", "Set when one registry gives it two numbers."),
    ),
)

TRIAL_SPONSORS = Table(
    name="trial_sponsors",
    family="matching",
    grain="One organisation in one role in one trial.",
    key=("trial_id", "organisation_id", "role"),
    filled_by="matching",
    made_from=("trial_sponsor_records", "trial_records"),
    columns=(
        text("trial_id", "The trial.", required=True),
        organisation("organisation_id", "The organisation as the record names it.",
                     required=True),
        text("role", "Lead sponsor or collaborator.", required=True, vocabulary=SPONSOR_ROLES),
        text("name", "Its name as written."),
        texts("stated_by", "The trial records that say so."),
        texts("sources", "The sources that say so.", vocabulary=SOURCES),
    ),
    links=(
        Link("trial", "trials", (("trial_id", "trial_id"),)),
        Link("sponsor", "organisations", (("organisation_id", "organisation_id"),)),
    ),
)

TABLES = (TRIAL_RECORDS, TRIAL_SPONSOR_RECORDS, TRIAL_IDENTITIES, TRIALS, TRIAL_SPONSORS)
