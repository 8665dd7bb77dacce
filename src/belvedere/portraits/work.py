"""A work told: the records that are this one work and why, and who signs it."""

import re

from belvedere.errors import QuestionError
from belvedere.indicators.asking import Asker
from belvedere.tables.publications import HAL, PUBMED

SIGNING = 200
"""Organisations that are told of a work at most, those with the greatest share first."""
_IDENTIFIERS = ("openalex_id", "doi", "pmid", "pmcid", "hal_id")


def work_of(asker: Asker, record_id: int) -> int | None:
    """Return the work that a record is; None where it is none, or was withdrawn."""
    asker.database.need("works", "work_identities")
    found = asker.database.rows(
        "SELECT work_id FROM work_identities WHERE record_id = $1 UNION ALL "
        "SELECT work_id FROM works WHERE work_id = $1 LIMIT 1", [record_id])
    return found[0][0] if found else None


def work_named(asker: Asker, written: str) -> int:
    """Return the work that has an identifier. Raises QuestionError where none has it."""
    asker.database.need("work_records")
    text = re.sub(r"(?i)^(https?://(dx\.)?doi\.org/|https?://openalex\.org/|doi:|pmid:|hal:)", "",
                  written.strip())
    tests = " OR ".join(f"lower({name}) = lower($1)" for name in _IDENTIFIERS)
    found = asker.database.rows(
        f"SELECT record_id FROM work_records WHERE {tests} OR record_id = try_cast($1 AS BIGINT) "
        "ORDER BY record_id LIMIT 1", [text])
    work = work_of(asker, found[0][0]) if found else None
    if work is None:
        raise QuestionError(
            f"No work is known as {written!r}: write its number, OpenAlex id (W…), DOI, PubMed id "
            "or HAL id.")
    return work


def described(asker: Asker, work_id: int) -> dict:
    """Return what is known of a work, all its records together."""
    asker.database.need("works", "work_descriptions")
    return asker.database.records(
        "SELECT * FROM works JOIN work_descriptions USING (work_id) WHERE work_id = ?",
        [work_id])[0]


def records(asker: Asker, work_id: int) -> list[dict]:
    """Return the records of a work, each with the identifiers that join it to the others.

    Those that their source merged into another are among them.
    """
    asker.database.need("work_records", "work_identities")
    joined = dict(asker.database.rows(
        "SELECT record_id, because FROM work_identities WHERE work_id = ?", [work_id]))
    ids = sorted({work_id, *joined})
    found = asker.database.records(
        f"SELECT record_id, source, {', '.join(_IDENTIFIERS)}, title, is_retracted, updated, "
        f"replaced_by FROM work_records WHERE record_id IN ({', '.join(map(str, ids))}) "
        "ORDER BY record_id")
    return [{**one, "because": joined.get(one["record_id"], ""), "url": source_page(one)}
            for one in found]


def signing(asker: Asker, work_id: int) -> list[dict]:
    """Return who signs a work: each with share, and how it is known."""
    asker.database.need("work_organisations")
    found = asker.database.records(
        "SELECT organisation_id, basis, match_score, weight FROM work_organisations "
        "WHERE work_id = ? AND organisation_id IS NOT NULL "
        f"ORDER BY weight DESC, organisation_id LIMIT {SIGNING}", [work_id])
    names = asker.directory.names([one["organisation_id"] for one in found])
    return [{**one, "name": names.get(one["organisation_id"], one["organisation_id"])}
            for one in found]


def nobodys(asker: Asker, work_id: int) -> float:
    """Return the share of a work whose organisation is not known."""
    asker.database.need("work_organisations")
    return asker.database.rows(
        "SELECT coalesce(sum(weight), 0) FROM work_organisations "
        "WHERE work_id = ? AND organisation_id IS NULL", [work_id])[0][0]


def source_page(record: dict) -> str:
    """Return the address at which a source shows its record."""
    number = record["record_id"]
    if number >= HAL:
        return (f"https://hal.science/{record['hal_id']}" if record["hal_id"]
                else f"https://hal.science/search/index?q=docid:{number - HAL}")
    if number >= PUBMED:
        return f"https://pubmed.ncbi.nlm.nih.gov/{number - PUBMED}/"
    return f"https://openalex.org/W{number}"
