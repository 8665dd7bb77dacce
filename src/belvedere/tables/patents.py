"""Patents of the open record: families, their applications, who applies, inventors, classes.

What the European Patent Office publishes of anybody; an institute's own portfolio is the
transfer desk's book. No inventor's name is kept, nor that of a person who applies.
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

KINDS = ("patent", "utility_model", "design")
SCHEMES = ("IPC", "CPC")

_FAMILY = text("family_id", "The family: docdb: and its DOCDB number, docdb:19768124.",
               required=True)
_KIND = "Patent, utility model or design"

PATENT_FAMILIES = Table(
    name="patent_families",
    family="patents",
    grain="One DOCDB simple family: the documents with the very same priorities, which is one "
          "invention, as far as the records hold them.",
    key=("family_id",),
    columns=(
        _FAMILY,
        text("kind", f"{_KIND}: a patent where one of its documents is.", required=True,
             vocabulary=KINDS),
        text("title", "Title, in English or French where a document has one."),
        date("priority", "Earliest priority that its documents claim; where they claim none, the "
             "earliest filing."),
        date("published", "Earliest publication."),
        texts("offices", "Offices that published them: EP, FR, US, WO."),
        integer("office_count", "How many offices.", required=True),
        integer("applications", "How many applications.", required=True),
        integer("documents", "How many documents.", required=True),
        texts("inventor_countries", "ISO 3166-1 alpha-2 codes of where its inventors live."),
        texts("subclasses", "Subclasses of the IPC, of the CPC where there is none: A61K."),
        text("first_document", "Its earliest document: EP1000000A1.", required=True),
    ),
)

PATENT_APPLICATIONS = Table(
    name="patent_applications",
    family="patents",
    grain="One application at one office.",
    key=("application_id",),
    columns=(
        text("application_id", "Country, number and kind of the application as DOCDB writes them: "
             "EP:99203729:A.", required=True),
        _FAMILY,
        text("office", "The office that published it."),
        text("kind", f"{_KIND}.", required=True, vocabulary=KINDS),
        date("filed", "When it was filed."),
        date("published", "Earliest publication."),
        texts("documents", "Its documents: EP1000000A1, EP1000000B1."),
    ),
    links=(Link("family", "patent_families", (("family_id", "family_id"),)),),
)

PATENT_APPLICANTS = Table(
    name="patent_applicants",
    family="patents",
    grain="One applicant of one family, as the earliest of its documents that name organisations "
          "has them (first of those in the EPO's standard form, and with countries). Inventors "
          "are applicants where they apply alone; a family of which nobody is named has one row.",
    key=("family_id", "position"),
    columns=(
        _FAMILY,
        integer("position", "Place among the applicants, from 1.", required=True),
        organisation("organisation_id", "The organisation: applicant:NAME [COUNTRY]; empty for a "
                     "person, and where nobody is named."),
        text("name", "The organisation's name as written."),
        text("country", "ISO 3166-1 alpha-2 code of the applicant's address."),
        boolean("is_person", "Whether it is one of the inventors, whose name is not kept; empty "
                "where nobody is named."),
        text("stated_in", "The document that names it: EP1000000A1."),
    ),
    links=(
        Link("family", "patent_families", (("family_id", "family_id"),)),
        Link("applicant", "organisations", (("organisation_id", "organisation_id"),),
             carries=("country",)),
    ),
)

PATENT_INVENTORS = Table(
    name="patent_inventors",
    family="patents",
    grain="One inventor of one family, as the earliest of its documents that say where inventors "
          "live has them. No name is kept.",
    key=("family_id", "position"),
    columns=(
        _FAMILY,
        integer("position", "Place among the inventors, from 1.", required=True),
        text("country", "ISO 3166-1 alpha-2 code of where the inventor lives."),
    ),
)

PATENT_CLASSES = Table(
    name="patent_classes",
    family="patents",
    grain="One class of one family.",
    key=("family_id", "scheme", "symbol"),
    columns=(
        _FAMILY,
        text("scheme", "The classification.", required=True, vocabulary=SCHEMES),
        text("symbol", "The class: A61K 31/404.", required=True),
        text("subclass", "Its subclass: A61K.", required=True),
    ),
)

TABLES = (PATENT_FAMILIES, PATENT_APPLICATIONS, PATENT_APPLICANTS, PATENT_INVENTORS,
          PATENT_CLASSES)
