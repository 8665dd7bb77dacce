"""HAL's words: kinds of document and roles of contributors, and what they are here."""

from belvedere.tables.ledger import Ledger

TYPES = {
    "ART": "article", "COMM": "conference-paper", "COUV": "book-chapter", "OUV": "book",
    "DOUV": "book", "PROCEEDINGS": "book", "THESE": "dissertation", "HDR": "dissertation",
    "MEM": "dissertation", "ETABTHESE": "dissertation", "UNDEFINED": "preprint",
    "PREPRINT": "preprint", "REPORT": "report", "CREPORT": "report", "OTHERREPORT": "report",
    "REPACT": "report", "SYNTHESE": "report", "MEMLIC": "dissertation",
    "NOTICE": "reference-entry",
    "POSTER": "other", "PRESCONF": "other", "ISSUE": "other", "BLOG": "other", "TRAD": "other",
    "PATENT": "other", "VIDEO": "other", "SON": "other", "IMG": "other", "MAP": "other",
    "SOFTWARE": "other", "LECTURE": "other", "NOTE": "other", "OTHER": "other",
    "MANUAL": "other", "DOUVPROCEEDINGS": "book",
}
SUBTYPES = {"ARTREV": "review", "DATAPAPER": "article", "BOOKREVIEW": "other"}
"""What an ART is more precisely."""
AUTHORS = frozenset({"aut", "crp", "co_first_author", "co_last_author"})
"""Roles of those who wrote; others edited, translated, photographed, supervised …"""
CORRESPONDING = "crp"


def kind(written: str, subtype: str, ledger: Ledger) -> str | None:
    """Return a kind of document in OpenAlex's words; one that is not known is told."""
    if not written:
        return None
    if written not in TYPES:
        ledger.unknown("work_records.type", written)
        return "other"
    return SUBTYPES.get(subtype, TYPES[written]) if written == "ART" else TYPES[written]
