"""A small drawn world of affiliations of which it is doubtful whom they name."""

from pathlib import Path

from drawn import asker

from belvedere.indicators.asking import Asker

WORLD = {
    "organisation_records": """
        record_id   | name                        | kind      | country | city   | start | end
        ror:cochin  | Institut Cochin             | facility  | FR      | Paris  | 2002  |
        ror:pasteur | Institut Pasteur            | facility  | FR      | Paris  | 1888  |
        ror:oxford  | University of Oxford        | education | GB      | Oxford | 1096  |
        rnsr:1      | Unité du sommeil            |           | FR      | Paris  | 2002  | 2013
        rnsr:2      | Unité du sommeil et du rêve |           | FR      | Paris  | 2014  |
    """,
    "organisation_names": """
        record_id    | name                       | kind
        ror:cochin   | Institut Cochin            | label
        ror:pasteur  | Institut Pasteur           | label
        ror:oxford   | University of Oxford       | label
    """,
    "organisation_relations": """
        organisation_id | relation     | other_id
        rnsr:2          | successor_of | rnsr:1
    """,
    "affiliations": """
        affiliation_id | affiliation
        1              | Sleep Laboratory, Paris, France
        2              | SLEEP LABORATORY - Paris - France
        3              | Dept of the Sleep Laboratory, Paris, France
        4              | Sleep Laboratory 12, Paris, France
        5              | Institut Cochin, Paris, France
        6              | Somewhere else
        7              | University of Oxford, Oxford, UK
    """,
    "work_records": """
        record_id | source   | year | title
        11        | openalex | 2010 | On sleep
        12        | openalex | 2012 | On dreams
        13        | openalex | 2015 | On rest
        14        | openalex | 2016 | On cells
        15        | openalex |      | Undated
    """,
    "authorships": """
        record_id | position | place | affiliation_id | institution_id | weight
        11        | 1        | 1     | 1              |                | 1
        12        | 1        | 1     | 1              |                | 0.5
        12        | 2        | 1     | 5              | ror:cochin     | 0.5
        13        | 1        | 1     | 2              | ror:oxford     | 0.5
        13        | 2        | 1     | 3              |                | 0.5
        14        | 1        | 1     | 4              |                | 1
        14        | 2        | 1     | 7              |                | 1
        15        | 1        | 1     | 6              |                | 1
    """,
}


def world(folder: Path) -> Asker:
    return asker(folder, **WORLD)
