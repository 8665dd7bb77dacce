"""The last whole year of a portrait: that before the day as at which it is told."""

import datetime

from belvedere.indicators.asking import Asker
from belvedere.indicators.definition import Indicator
from belvedere.indicators.question import Period, period

LAST_YEAR = "last year"


def when_of(asker: Asker, definition: Indicator, written: str | None, at: Period | None):
    """Return the period that a portrait's question speaks of, None where it says none.

    The last year is whole on the day of the portrait, or else of the records.
    """
    if written != LAST_YEAR:
        return period(written) if written else None
    day = at.last if at else asker.dated(definition)
    return period(str((day + datetime.timedelta(days=1)).year - 1))
