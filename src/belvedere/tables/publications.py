"""Publications: works, who signed them from where, what they are about, who cites them.

Sources fill ``work_records`` and what hangs on them; matching joins the records
of one work and says whose it is. No author's name or identifier is kept:
``author_key`` only tells one author of the records from another.
"""

from belvedere.tables.model import (
    Column,
    Link,
    Rest,
    Table,
    boolean,
    date,
    integer,
    number,
    organisation,
    text,
    texts,
)

SOURCES = ("openalex", "pubmed", "hal")
OPEN_ACCESS = ("diamond", "gold", "hybrid", "bronze", "green", "closed")
COLLABORATIONS = ("none", "national", "international")
BASES = ("identifier", "lineage", "curated", "named", "implied")
"""How it is known that an organisation signs: the surest first."""
BY_TEXT = BASES[2:]
"""Those that rest on what was read in an affiliation's text."""
DOMAINS = ("medical", "basic")
TOP_PERCENT = (1, 5, 10, 50)
WINDOW = 3
"""Citations count from the year of publication to so many years after it."""
REFERENCE = {
    "window": f"year of publication and the {WINDOW} years after it",
    "citations": "OpenAlex counts_by_year, self-citations included",
    "population": "articles and reviews in journals, neither retracted nor paratext",
    "cells": "subfield of the primary topic, year, type",
}
"""The rules of the reference set; a baseline made by other rules is no baseline for this one."""

PUBMED = 10**15
HAL = 2 * 10**15
"""A record's number is the source's own, PubMed's and HAL's moved out of OpenAlex's way."""

_RECORD = integer(
    "record_id", "The record: OpenAlex's number (W2741809807 is 2741809807), PubMed's plus 10^15, "
    "HAL's document number plus 2·10^15.", required=True)

_DESCRIPTION = (
    text("openalex_id", "OpenAlex id: W2741809807."),
    text("doi", "DOI in lower case, without the resolver's address: 10.1038/nature12373."),
    text("pmid", "PubMed id."),
    text("pmcid", "PubMed Central id: PMC1234567."),
    text("hal_id", "HAL id, without version: hal-01500382."),
    text("title", "Title."),
    text("type", "Kind of document in OpenAlex's words: article, review, letter, editorial, "
         "erratum, preprint, book, book-chapter, dissertation, dataset, other …"),
    date("publication_date", "Date of publication as the source gives it, a year at least; "
         "empty when it gives none, or an impossible one."),
    integer("year", "Year of publication."),
    text("language", "ISO 639-1 code."),
    text("journal_id", "Where it appeared: issn:ISSN-L where it has one, else openalex:S…"),
    text("journal", "Title of the journal or other place, as the source writes it."),
    text("source_type", "What kind of place that is, in OpenAlex's words: journal, repository, "
         "conference, book series, ebook platform …"),
    boolean("is_retracted", "Whether it was retracted."),
    boolean("is_paratext", "Whether it is matter around works: a cover, a table of contents."),
    text("open_access", "How it can be read, in OpenAlex's words.", vocabulary=OPEN_ACCESS),
    integer("cited_by_count", "Citations in all years, as the source counts them."),
    text("topic_id", "Its primary topic: T10245."),
    text("subfield", "Subfield of its primary topic: 2730; empty when unclassified."),
    texts("mesh", "Descriptors of the Medical Subject Headings: D009369."),
)

WORK_RECORDS = Table(
    name="work_records",
    family="publications",
    grain="One work as one source describes it.",
    key=("record_id",),
    columns=(
        _RECORD,
        text("source", "The source.", required=True, vocabulary=SOURCES),
        *_DESCRIPTION,
        text("updated", "When the source last changed the record; the newest record stands."),
        text("replaced_by", "For a record that the source merged into another: that one's id "
             "(W…); \"deleted\" where it was withdrawn."),
    ),
)

AUTHORSHIPS = Table(
    name="authorships",
    family="publications",
    grain="One institution of one affiliation of one author of one work; an author without any "
          "has one row.",
    key=("record_id", "position", "place", "institution_id", "country"),
    columns=(
        _RECORD,
        integer("position", "Place of the author among the authors, from 1.", required=True),
        integer("place", "Place of the affiliation among the author's, from 1; 0 for a country "
                "that the source gives to the author and to none of his institutions."),
        integer("author_key", "Tells authors apart within the records; no identifier is kept."),
        boolean("is_corresponding", "Whether this is a corresponding author."),
        integer("affiliation_id", "The affiliation's text, in affiliations."),
        text("institution_id", "The institution as the source identifies it: openalex:I154526488 "
             "or hal:…; empty when it does not."),
        text("country", "ISO 3166-1 alpha-2 code of the institution, else of the author's "
             "address."),
        number("weight", "Share of the work: one over authors, over this author's affiliations, "
               "over the affiliation's institutions. A work's weights add up to 1.",
               required=True),
    ),
)

AFFILIATIONS = Table(
    name="affiliations",
    family="publications",
    grain="One distinct text that authors gave as an affiliation.",
    key=("affiliation_id",),
    columns=(
        integer("affiliation_id", "Number made from the text alone.", required=True),
        text("affiliation", "The text as written.", required=True),
    ),
)

WORK_TOPICS = Table(
    name="work_topics",
    family="publications",
    grain="One topic of one work.",
    key=("record_id", "topic_id"),
    columns=(
        _RECORD,
        text("topic_id", "The topic: T10245.", required=True),
        text("subfield", "Its subfield: 2730."),
        number("score", "How sure the source is, from 0 to 1."),
        boolean("is_primary", "Whether it is the work's primary topic.", required=True),
    ),
)

CITATIONS = Table(
    name="citations",
    family="publications",
    grain="One year in which one work was cited.",
    key=("record_id", "year"),
    columns=(
        _RECORD,
        integer("year", "Year of the citing works.", required=True),
        integer("citations", "How many works cite it.", required=True),
    ),
)

WORK_REFERENCES = Table(
    name="work_references",
    family="publications",
    grain="One work that another names among its references.",
    key=("record_id", "cited_id"),
    columns=(_RECORD, integer("cited_id", "The record that it cites.", required=True)),
)

WORK_GRANTS = Table(
    name="work_grants",
    family="publications",
    grain="One grant that one work acknowledges.",
    key=("record_id", "agency", "grant_number"),
    columns=(
        _RECORD,
        text("agency", "Who granted it, as written."),
        text("grant_number", "Number of the grant, as written."),
        text("country", "Country of the agency, as written."),
    ),
)

TOPICS = Table(
    name="topics",
    family="vocabularies",
    grain="One OpenAlex topic and its place among subfields, fields and domains.",
    key=("topic_id",),
    columns=(
        text("topic_id", "The topic: T10245.", required=True),
        text("name", "Its name."),
        text("subfield", "Its subfield: 2730.", required=True),
        text("subfield_name", "Name of the subfield: Oncology."),
        text("field", "Its field: 27."),
        text("field_name", "Name of the field: Medicine."),
        text("domain", "Its domain: 4."),
        text("domain_name", "Name of the domain: Health Sciences."),
    ),
)

JOURNALS = Table(
    name="journals",
    family="publications",
    grain="One journal or other place in which works appear.",
    key=("journal_id",),
    columns=(
        text("journal_id", "issn:ISSN-L where it has one, else openalex:S…", required=True),
        text("openalex_id", "OpenAlex id: S137773608."),
        text("issn_l", "Linking ISSN."),
        texts("issns", "All its ISSNs."),
        text("title", "Title."),
        text("publisher", "Publisher."),
        text("source_type", "journal, repository, conference …"),
        text("country", "ISO 3166-1 alpha-2 code of the publisher's country."),
        boolean("is_in_doaj", "Whether the Directory of Open Access Journals lists it."),
    ),
)

JOURNAL_LISTS = Table(
    name="journal_lists",
    family="vocabularies",
    grain="One journal on one version of a list of prominent journals.",
    key=("list", "version", "domain", "issn_l"),
    columns=(
        text("list", "The list.", required=True),
        text("version", "Its version.", required=True),
        text("domain", "Medical or basic research.", required=True, vocabulary=DOMAINS),
        text("issn_l", "Linking ISSN of the journal.", required=True),
        text("title", "Title of the journal.", required=True),
        integer("valid_from", "First year for which the journal is on the list."),
        integer("valid_to", "Last year for which it is."),
        text("source", "Who made the list, or where it was published."),
        text("licence", "Under which licence it may be used."),
        boolean("is_default", "Whether figures of prominent journals count by this list where "
                "no other is asked for.", required=True),
    ),
)

INSTITUTION_LINEAGE = Table(
    name="institution_lineage",
    family="organisations",
    grain="One institution and one that it is part of, directly or not.",
    key=("institution_id", "ancestor_id"),
    columns=(
        text("institution_id", "The institution: openalex:I154526488.", required=True),
        text("ancestor_id", "The one it is part of.", required=True),
    ),
)

WORK_IDENTITIES = Table(
    name="work_identities",
    family="matching",
    grain="One work record and the work that it is, for records that are not a work of their own.",
    key=("record_id",),
    filled_by="matching",
    made_from=("work_records",),
    columns=(
        _RECORD,
        integer("work_id", "The work: the record of it that stands; empty when the source "
                "withdrew it."),
        text("because", "The identifier that joins them: doi:10.1038/nature12373.",
             required=True),
    ),
)

_WORK = integer("work_id", "The work: the number of its first record.", required=True)

# What questions limit, place or weigh works by: it goes along into the facts.
_ASKED = (
    "publication_date_first", "publication_date_last", "year", "type", "subfield", "is_citable",
    "is_retracted", "citations", "open_access", "collaboration", "with_industry", "prominent",
    "journal_lists", "themes",
)

_OF_RECORDS = ("type", "publication_date", "year", "is_retracted", "open_access", "subfield")
"""What works are placed by, of that which their records say; the rest describes them."""

_MATCHED: tuple[Column, ...] = (
    boolean("is_citable", "Whether it is an article or a review in a journal, neither retracted "
            "nor paratext: the population of the publication indicators."),
    integer("citations", "Citations from the year of publication to the third year after it; "
            "empty when the source does not tell them by year."),
    integer("countries", "How many countries its authors sign from."),
    integer("organisations", "How many organisations they sign."),
    text("collaboration", "International: more than one country; national: more than one "
         "organisation, of one country; none: one organisation. Empty when no organisation is "
         "known, or several whose countries are not.",
         vocabulary=COLLABORATIONS),
    boolean("with_industry", "Whether a company signs it; empty when no organisation is known."),
    texts("prominent", "Domains in which its journal is on the default list of prominent "
          "journals in its year; empty when the journal or the year is not known.",
          vocabulary=DOMAINS),
    texts("journal_lists", "The lists that its journal is on in its year, each as LIST and as "
          "LIST/DOMAIN; empty when the journal or the year is not known."),
    texts("themes", "Themes whose topics or MeSH descriptors it has: cancer …; empty when it "
          "has neither topic nor descriptor."),
)

WORKS = Table(
    name="works",
    family="publications",
    grain="One work, all its records together: what it counts by. Each value from the first "
          "source that knows it, OpenAlex before PubMed before HAL.",
    key=("work_id",),
    filled_by="matching",
    made_from=("work_records", "authorships", "citations"),
    columns=(_WORK, *(c for c in _DESCRIPTION if c.name in _OF_RECORDS), *_MATCHED),
)

_DESCRIBED = tuple(c for c in _DESCRIPTION if c.name not in _OF_RECORDS)
WORK_DESCRIPTIONS = Table(
    name="work_descriptions",
    family="publications",
    grain="What one work is called, where it appeared and what it is about, all its records "
          "together. Stored for works of several records; of one, it is what the record says.",
    key=("work_id",),
    filled_by="matching",
    made_from=("work_records",),
    columns=(_WORK, *_DESCRIBED),
    rest=Rest(
        ("work_records", "work_identities"),
        f"SELECT record_id AS work_id, {', '.join(c.name for c in _DESCRIBED)} "
        "FROM {work_records} r ANTI JOIN {work_identities} i USING (record_id) "
        "WHERE replaced_by IS NULL"),
)

CITATION_CELLS = Table(
    name="citation_cells",
    family="publications",
    grain="One number of citations in one cell: a subfield, year and type of the world's citable "
          "works.",
    key=("subfield", "year", "type", "citations"),
    filled_by="scores",
    made_from=("work_records", "citations"),
    columns=(
        text("subfield", "Subfield.", required=True),
        integer("year", "Year of publication.", required=True),
        text("type", "Article or review.", required=True),
        integer("citations", "Citations within the window.", required=True),
        number("works", "How many works of the cell have so many.", required=True),
    ),
)

CITATION_SCORES = Table(
    name="citation_scores",
    family="publications",
    grain="What one number of citations is worth in one cell of the world's citable works.",
    key=("subfield", "year", "type", "citations"),
    filled_by="scores",
    made_from=("work_records", "citations"),
    columns=(
        *CITATION_CELLS.columns,
        number("ncs", "Citations over the mean of the cell; 1 where the mean is 0."),
        *(number(f"top{percent}", f"Share of such a work among the {percent} % most cited of its "
                 "cell: 1 above the threshold, 0 below, on it what makes the cell add up.")
          for percent in TOP_PERCENT),
    ),
)

_LINKS = (
    Link("work", "works", (("work_id", "work_id"),), carries=_ASKED),
    Link("described", "work_descriptions", (("work_id", "work_id"),), carries=()),
    Link("score", "citation_scores",
         tuple((f"work.{name}", name) for name in CITATION_CELLS.key), carries=()),
)
"""A score is told by a small table that hangs on the reference set: facts do not carry it."""

WORK_WORLD = Table(
    name="work_world",
    family="matching",
    grain="One work, which the world signs whole.",
    key=("work_id",),
    filled_by="matching",
    made_from=("work_records",),
    columns=(_WORK, number("weight", "1.", required=True)),
    links=_LINKS,
)

WORK_ORGANISATIONS = Table(
    name="work_organisations",
    family="matching",
    grain="One organisation that signs one work; without organisation, the part of the work "
          "whose organisation is not known.",
    key=("work_id", "organisation_id"),
    filled_by="matching",
    made_from=("work_records", "authorships", "affiliations"),
    columns=(
        _WORK,
        organisation("organisation_id", "The organisation, or the research unit."),
        text("country", "ISO 3166-1 alpha-2 code of the organisation's seat."),
        number("weight", "Its share of the work, and that of its parts: one over authors, over "
               "affiliations, over institutions. Of a unit: the share of the affiliations that "
               "name it. Of a supervisor that only a unit implies: 0 where others share it.",
               required=True),
        number("own_weight", "The share signed by itself: over all organisations these add up "
               "to 1.", required=True),
        text("basis", "The surest way in which this is known. Identifier: the source names it; "
             "lineage: the source names a part of it; curated: a person decided whom the "
             "affiliation names; named: the affiliation's text names it, or a part of it; "
             "implied: the text names a unit that it supervised in that year.",
             required=True, vocabulary=BASES),
        number("match_score", "How surely the text names it, from 0 to 1; empty where the "
               "source does."),
        texts("units", "Research units (RNSR) of it that sign, supervised by it in the year of "
              "the work; empty when none is known."),
    ),
    links=_LINKS,
)

WORK_COUNTRIES = Table(
    name="work_countries",
    family="matching",
    grain="One country from which one work is signed; without country, a work for which none "
          "is known.",
    key=("work_id", "country"),
    filled_by="matching",
    made_from=("work_records", "authorships"),
    columns=(
        _WORK,
        text("country", "ISO 3166-1 alpha-2 code."),
        number("weight", "One over the number of countries of the work.", required=True),
    ),
    links=_LINKS,
)

SUMMED = (
    "works", "dated", "citations", "scored", "ncs", *(f"top{p}" for p in TOP_PERCENT),
    "placed", "international", "national", "industry_known", "with_industry",
    "access_known", "open_access", "prominent",
)
"""What publication_sums adds up: each in full, and each by credit as NAME_credit."""

PUBLICATION_SUMS = Table(
    name="publication_sums",
    family="publications",
    grain="The sums of one country, organisation or the world over its citable works of one "
          "theme (or all), subfield, year and type.",
    key=("kind", "who", "theme", "subfield", "year", "type"),
    filled_by="scores",
    made_from=("work_records", "authorships", "citations"),
    columns=(
        text("kind", "What who is.", required=True,
             vocabulary=("world", "country", "organisation")),
        text("who", "The country's code, the organisation's id, or world; empty: not known."),
        text("theme", "The theme; empty for works of all themes and none."),
        text("subfield", "Subfield; empty when unclassified, and for organisations, whose sums "
             "are over all subfields."),
        integer("year", "Year of publication; empty when not known."),
        text("type", "Type; empty when not known."),
        number("open", "Works that cannot be told to be citable."),
        number("theme_open", "Works, citable or not told, that have neither topic nor "
               "descriptor, so that no theme can be told."),
        number("open_prominent", "Of open, those in prominent journals."),
        number("theme_open_prominent", "Of theme_open, those in prominent journals."),
        *(number(name + credit, f"{meaning}{told}")
          for credit, told in (("", "."), ("_credit", ", by credit."))
          for name, meaning in (
              ("works", "Works"), ("dated", "Works whose citations are known by year"),
              ("citations", "Citations within the window"),
              ("scored", "Works that have scores"), ("ncs", "Normalised citation scores"),
              *((f"top{p}", f"Scores of the top {p} %") for p in TOP_PERCENT),
              ("placed", "Works whose collaboration is known"),
              ("international", "Works of more than one country"),
              ("national", "Works of several organisations of one country"),
              ("industry_known", "Works of known organisations"),
              ("with_industry", "Works that a company signs"),
              ("access_known", "Works whose access is known"),
              ("open_access", "Works in open access"),
              ("prominent", "Works in prominent journals"),
          )),
    ),
)

BASELINE_CELLS = Table(
    name="baseline_cells",
    family="publications",
    grain="One number of citations in one cell, of the world that a baseline was made from.",
    key=CITATION_CELLS.key,
    columns=CITATION_CELLS.columns,
)

BASELINE_SUMS = Table(
    name="baseline_sums",
    family="publications",
    grain="The sums of one country, large organisation or the world, from a baseline.",
    key=PUBLICATION_SUMS.key,
    columns=PUBLICATION_SUMS.columns,
)

TABLES = (
    WORK_RECORDS, AUTHORSHIPS, AFFILIATIONS, WORK_TOPICS, CITATIONS, WORK_REFERENCES,
    WORK_GRANTS, TOPICS, JOURNALS, JOURNAL_LISTS, INSTITUTION_LINEAGE, WORK_IDENTITIES, WORKS,
    WORK_DESCRIPTIONS, WORK_WORLD, WORK_ORGANISATIONS, WORK_COUNTRIES, CITATION_CELLS,
    CITATION_SCORES, PUBLICATION_SUMS, BASELINE_CELLS, BASELINE_SUMS,
)
