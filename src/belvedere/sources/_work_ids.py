"""Identifiers of works and journals as sources write them, and in their one form."""

import re

from belvedere.tables.ledger import Ledger

_ISSN = re.compile(r"\d{4}-\d{3}[\dX]")
_DOI = re.compile(r"10\.\d{3,9}(?:\.\d+)*/\S+")
_RESOLVER = re.compile(r"^(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:\s*)")
_PMC = re.compile(r"PMC\d+")


def doi(written: str, ledger: Ledger) -> str | None:
    """Return a DOI in lower case without the resolver; what is none is told."""
    plain = written.lower()
    if not plain.startswith("10."):
        plain = _RESOLVER.sub("", plain)
    return _or_told(plain if _DOI.fullmatch(plain) else None, written, "doi", ledger)


def pmcid(written: str, ledger: Ledger) -> str | None:
    """Return a PubMed Central id: PMC1234567; what is none is told."""
    plain = written.upper()
    return _or_told(plain if _PMC.fullmatch(plain) else None, written, "pmcid", ledger)


def journal_id(issn: str, ledger: Ledger) -> str | None:
    """Return a journal's identifier: issn:1234-567X; what is no ISSN is told."""
    plain = issn.upper()
    found = f"issn:{plain}" if _ISSN.fullmatch(plain) else None
    return _or_told(found, issn, "journal_id", ledger)


def _or_told(found: str | None, written: str, column: str, ledger: Ledger) -> str | None:
    if found is None and written:
        ledger.unknown(f"work_records.{column}", written)
    return found
