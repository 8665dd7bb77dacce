"""Patents: families of which an organisation is an applicant, in the open record.

Method: METHODS 6. A family is DOCDB's simple family, which is one invention; it is placed by
its earliest priority. Utility models and designs are left out. What the institute holds, what
is licensed and when it was filed are the transfer desk's book, whose figures bear its name.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Indicator,
    Words,
    among,
    at_least,
)

_PATENT = among("family.kind", "patent")
_COMMON = {
    "theme": "patents",
    "unit": Words("families", "familles"),
    "table": "patent_applicants",
    "key": "family_id",
    "whose": "organisation_id",
    "whose_country": "country",
    "when": Flow("family.priority"),
    "dimensions": (
        Dimension("office", "family.offices", Words("Office", "Office")),
        Dimension("subclass", "family.subclasses",
                  Words("Subclass of the classification", "Sous-classe de la classification")),
        Dimension("inventor_country", "family.inventor_countries",
                  Words("Country of inventors", "Pays des inventeurs")),
        Dimension("partner_country", "country",
                  Words("Country of other applicants", "Pays des autres déposants"),
                  partners=True),
        Dimension("partner", "organisation_id", Words("Other applicant", "Autre déposant"),
                  partners=True),
    ),
    "columns": (
        "family.title", "family.priority", "family.published", "family.first_document",
        "family.offices", "family.applications", "family.subclasses", "name", "country",
    ),
    "dated_by": "epo",
    "caveats": (
        Words("Of the records that were read, which a search by applicant limits: families of "
              "others are those that these records name.",
              "Parmi les notices lues, qu’une recherche par déposant limite : les familles des "
              "autres sont celles que ces notices nomment."),
        Words("An application is published eighteen months after its priority: the last two "
              "years are not whole.",
              "Une demande est publiée dix-huit mois après sa priorité : les deux dernières "
              "années ne sont pas complètes."),
    ),
    "reviewed": "2026-11-26",
}
_METHOD = (
    "DOCDB simple families by earliest priority (METHODS 6.1), utility models and designs left "
    "out. Applicants are those of the family's earliest document that names organisations; "
    "inventors are, where they apply alone. Fractional counting is by "
    "applicant (METHODS 6.2): one over the organisations that apply, names that are not known to "
    "be one organisation's being several; of a country, one over the distinct countries of the "
    "applicants."
)

INDICATORS = (
    Indicator(
        name="patent_families",
        title=Words("Patent families as applicant", "Familles de brevets comme déposant"),
        definition=Words(
            "Patent families in the open record, each an invention, of which the organisation is "
            "an applicant. A year is that of the earliest priority.",
            "Familles de brevets des bases publiques, une par invention, dont l’organisme est "
            "déposant. L’année est celle de la priorité la plus ancienne."),
        where=(_PATENT,),
        method=_METHOD,
        **_COMMON,
    ),
    Indicator(
        name="international_patent_families",
        title=Words("International patent families as applicant",
                    "Familles de brevets internationales comme déposant"),
        definition=Words(
            "Of the patent families of which the organisation is an applicant, those that two "
            "offices or more have published.",
            "Parmi les familles de brevets dont l’organisme est déposant, celles que deux offices "
            "ou plus ont publiées."),
        where=(_PATENT, at_least("family.office_count", 2)),
        method=_METHOD + " International: published by two offices or more, of those whose "
               "documents were read.",
        **_COMMON,
    ),
)
