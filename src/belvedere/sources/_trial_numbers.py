"""The numbers of clinical trials in three registries, found in what people write."""

import re
from collections.abc import Iterable

from belvedere.tables.ledger import Ledger

NCT = re.compile(r"NCT\d{8}")
# A number of CTIS begins like one of EudraCT: its second part starts with 5 and
# has a fourth part. One without the fourth part is neither, and joins nothing.
EUDRACT = re.compile(r"(?<![\d-])\d{4}-[0-4]\d{5}-\d{2}(?!-?\d)")
CTIS = re.compile(r"(?<![\d-])\d{4}-5\d{5}-\d{2}-\d{2}(?!-?\d)")


def european(written: Iterable[str], ledger: Ledger) -> dict[str, str | None]:
    """Return the first EudraCT and CTIS numbers among a trial's other identifiers."""
    written = list(written)
    found = {}
    for column, pattern in (("eudract_id", EUDRACT), ("ctis_id", CTIS)):
        numbers = list(dict.fromkeys(n for text in written for n in pattern.findall(text)))
        if len(numbers) > 1:
            ledger.note(f"trials with several numbers where one has its place: {column}")
        found[column] = numbers[0] if numbers else None
    return found
