"""Organisations: who they are, what they are called, how they hang together."""

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

RELATIONS = ("part_of", "supervised_by", "participated_by", "successor_of", "related_to")
SUCCESSIONS = (
    "merger", "renewal", "split", "split_and_merger", "integration", "offshoot",
    "offshoot_and_merger", "succession",
)
UNIT_KINDS = (
    "internal_team", "own_unit", "mixed_unit", "international_mixed_unit", "federation",
    "research_group", "scientific_interest_group", "public_interest_group",
    "scientific_cooperation_foundation", "international_collaboration", "private_company",
)
BY_NAME_ALONE = ("sponsor", "cordis", "applicant")
"""Schemes of organisations that a source only names: nothing else tells who they are."""
LEVELS = ("team", "unit", "federation")

ORGANISATION_RECORDS = Table(
    name="organisation_records",
    family="organisations",
    grain="One organisation as one source describes it.",
    key=("record_id",),
    columns=(
        text("record_id", "Scheme and identifier in the source: ror:02vjkv261, pic:999997833, "
             "rnsr:200710776M, uai:0755364Y, cordis:MD5, sponsor:NAME, "
             "applicant:NAME [COUNTRY].", required=True),
        text("scheme", "The identifier scheme, the part before the colon.", required=True),
        text("name", "Its name as the source displays it; empty when only its number is known."),
        text("acronym", "Its acronym or short name."),
        text("kind", "What kind of organisation, in the source's own word."),
        text("country", "ISO 3166-1 alpha-2 code of its seat."),
        text("city", "City of its seat."),
        text("website", "Address of its site."),
        text("status", "Whether it still exists.", vocabulary=("active", "inactive", "withdrawn")),
        date("start", "When it was established."),
        date("end", "When it ended; empty while it exists or when not known."),
        number("latitude", "Latitude of its seat.", unit="degree"),
        number("longitude", "Longitude of its seat.", unit="degree"),
        integer("works_count", "How many works the source counts for it; empty when it does not "
                "say."),
    ),
)

ORGANISATION_NAMES = Table(
    name="organisation_names",
    family="organisations",
    grain="One name of one organisation in one source.",
    key=("record_id", "name", "language", "kind"),
    columns=(
        organisation("record_id", "The organisation as its source names it.", required=True),
        text("name", "The name.", required=True),
        text("language", "ISO 639-1 code; empty when the source does not say."),
        text("kind", "What the name is.", required=True,
             vocabulary=("label", "alias", "acronym", "number", "variant")),
    ),
)

ORGANISATION_RELATIONS = Table(
    name="organisation_relations",
    family="organisations",
    grain="One relation that one source states, from one organisation to another.",
    key=("organisation_id", "relation", "other_id", "stated_by"),
    columns=(
        organisation("organisation_id", "The organisation that the relation is about.",
                     required=True),
        text("relation", "What the other one is to it.", required=True, vocabulary=RELATIONS),
        organisation("other_id", "The other organisation.", required=True),
        text("stated_by", "The record that states it: the organisation's own, the other's, "
             "or both.", required=True, vocabulary=("organisation", "other", "both")),
        text("other_name", "The other's name as this record writes it."),
        text("label", "Number that the other gives it: UMR_S 1138."),
        text("succession", "For successors: how.", vocabulary=SUCCESSIONS),
        date("start", "When the relation began; for successors, the date of effect."),
        date("end", "When the relation ended."),
    ),
    links=(
        Link("unit", "units", (("organisation_id", "record_id"),)),
        Link("supervisor", "organisations", (("other_id", "organisation_id"),)),
    ),
)

ORGANISATION_EQUIVALENCES = Table(
    name="organisation_equivalences",
    family="organisations",
    grain="One statement that two identifiers name the same organisation, or that they do not.",
    key=("record_id", "same_as", "basis", "holds"),
    columns=(
        organisation("record_id", "One identifier.", required=True),
        organisation("same_as", "The other identifier.", required=True),
        text("basis", "What kind of evidence: crosswalk, declared, name_list, register, curated, "
             "text (its name as written was matched).",
             required=True,
             vocabulary=("crosswalk", "declared", "name_list", "register", "curated", "text")),
        boolean("holds", "True: they are one. False: the merge is undone.", required=True),
        text("confidence", "How sure the statement is, in its author's word."),
        text("because", "The reason, for a reader.", required=True),
        text("stated_in", "Who states it: file, list or person."),
    ),
)

UNITS = Table(
    name="units",
    family="organisations",
    grain="One research structure of the French national directory (RNSR).",
    key=("record_id",),
    columns=(
        organisation("record_id", "rnsr: and its national number.", required=True),
        text("number", "National number (numero_national_de_structure).", required=True),
        text("name", "Its name (libelle)."),
        text("acronym", "Its acronym (sigle)."),
        text("level", "Team (1), unit (2) or federation (3).", vocabulary=LEVELS),
        text("kind", "Type of structure.", vocabulary=UNIT_KINDS),
        text("kind_written", "Type of structure as the directory writes it."),
        text("labels", "Its numbers with its supervisors, joined: UMR_S 1138, UMR 8104."),
        date("start", "Creation (a year)."),
        date("end", "Closure; empty while active."),
        texts("domains", "Scientific domains."),
        texts("erc_panels", "ERC panel codes: LS1 … SH6."),
        text("postcode", "Postal code."),
        text("city", "City."),
        text("department", "French département number, from the postal code."),
        text("region", "French region, from the département."),
        text("website", "Address of its site."),
        text("url", "Its sheet in the directory."),
    ),
)

ORGANISATION_IDENTITIES = Table(
    name="organisation_identities",
    family="matching",
    grain="One source record and the organisation it is, after the merges.",
    key=("record_id",),
    filled_by="matching",
    columns=(
        text("record_id", "The source's identifier.", required=True),
        text("organisation_id", "The organisation: its ROR id where it has one, else RNSR, "
             "else the first of its identifiers.", required=True),
        text("basis", "Why: itself, crosswalk, declared, name_list, register, curated or "
             "text.", required=True),
        text("because", "The statement that joins it, for a reader."),
        text("via", "The identifier that the statement joins it to."),
    ),
)

ORGANISATIONS = Table(
    name="organisations",
    family="matching",
    grain="One organisation, all its source records together.",
    key=("organisation_id",),
    filled_by="matching",
    columns=(
        text("organisation_id", "The organisation.", required=True),
        text("name", "Display name."),
        text("name_en", "Name in English where a source has one."),
        text("name_fr", "Name in French where a source has one."),
        text("acronym", "Acronym."),
        text("kind", "Kind, in the preferred source's word."),
        text("country", "ISO 3166-1 alpha-2 code."),
        text("city", "City."),
        text("website", "Address of its site."),
        text("status", "Whether it still exists."),
        date("start", "When it was established."),
        date("end", "When it ended."),
        texts("record_ids", "All identifiers that are this organisation."),
        integer("records", "How many source records it joins."),
    ),
)

TABLES = (
    ORGANISATION_RECORDS, ORGANISATION_NAMES, ORGANISATION_RELATIONS,
    ORGANISATION_EQUIVALENCES, UNITS, ORGANISATION_IDENTITIES, ORGANISATIONS,
)
