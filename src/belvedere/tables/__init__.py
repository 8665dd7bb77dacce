"""The declared tables. ``TABLES`` has them all, ``table(name)`` finds one."""

from belvedere.errors import QuestionError, nearest
from belvedere.tables import (
    affiliations,
    clinical_desk,
    curation,
    funding_desk,
    organisations,
    partnerships_desk,
    patents,
    projects,
    publications,
    register,
    statements,
    transfer_desk,
    trials,
)
from belvedere.tables.model import Column, Link, Table

TABLES: dict[str, Table] = {
    declared.name: declared
    for module in (organisations, projects, trials, patents, publications, affiliations, statements,
                   register, clinical_desk, funding_desk, partnerships_desk, transfer_desk,
                   curation)
    for declared in module.TABLES
}


def table(name: str) -> Table:
    """Return the declared table. Raises QuestionError with the nearest names."""
    try:
        return TABLES[name]
    except KeyError:
        raise QuestionError(f"There is no table {name!r}.{nearest(name, TABLES)}") from None


__all__ = ["TABLES", "Column", "Link", "Table", "table"]
