"""The chapter of patents in the open record: shown where the edition has records of them.

It tells what anybody can read of whom; the portfolio is told by the transfer desk's book.
"""

from belvedere.indicators.definition import Words
from belvedere.portraits.chapter import Ask, Chart, Section, Sentence

PATENTS = Section(
    "patents", Words("What it applies to patent", "Ce pour quoi il dépose des brevets"),
    (
        Sentence(
            Words("In the open record, {name} is an applicant of {families} patent families, of "
                  "which {international} were published by two offices or more.",
                  "Dans les bases publiques, {name} est déposant de {families} familles de "
                  "brevets, dont {international} publiées par deux offices ou plus."),
            {"families": Ask("patent_families"),
             "international": Ask("international_patent_families")},
        ),
    ),
    (
        Chart(Words("Patent families, by year of priority",
                    "Familles de brevets, par année de priorité"), Ask("patent_families")),
        Chart(Words("Patent families, by office", "Familles de brevets, par office"),
              Ask("patent_families"), "office", 10),
        Chart(Words("Countries of those who apply with it",
                    "Pays de ceux qui déposent avec lui"),
              Ask("patent_families"), "partner_country", 10),
    ),
)
