"""The words of decisions about texts."""

from belvedere.tables.words import Words

DECISIONS = {
    "accept": Words("accepted", "accepté"),
    "correct": Words("corrected", "corrigé"),
    "refuse": Words("refused", "refusé"),
}
STATES = {"force": Words("in force", "en vigueur"), "withdrawn": Words("withdrawn", "retirées")}
FIRST, LAST = 1000, 2999
"""Years that works may have."""
