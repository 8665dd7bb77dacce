"""The rates that the Open Science Monitor publishes for each sponsor, as claims."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from belvedere.sources.base import Row
from belvedere.tables.ledger import Ledger, Place

COLUMNS = (
    "ror", "sponsor_name", "number_of_trials_10_years", "indicator_10_years",
    "indicator_10_years_within_12_months",
)
_RATES = (
    ("indicator_10_years", "results", "trials_with_results_share",
     "have posted or published results"),
    ("indicator_10_years_within_12_months", "results-12-months",
     "trials_with_results_12_months_share",
     "have posted or published results within 12 months"),
)
_PER_CENT = re.compile(r"(\d+)(?:[.,](\d+))?\s*%")
YEARS, LAG = 10, 2
"""The rates are of ten years, the last of them two years before the edition."""


class Rates(NamedTuple):
    """The published figures of one sponsor, and where they stand."""

    row: Mapping[str, str]
    place: Place

    @property
    def trials(self) -> int | None:
        """How many trials the rates are of."""
        written = self.row["number_of_trials_10_years"].removesuffix(".0")
        return int(written) if written.isdecimal() else None


def window(
    date: str | None, completed: Mapping[str, Counter[int]], published: Mapping[str, Rates]
) -> tuple[int, int] | None:
    """Return the first and last year of completion that the rates are of.

    They follow from the date of the edition. Without one, they are the ten years
    in which the lists have as many trials as published, for most of the sponsors.
    """
    if date:
        last = int(date[:4]) - LAG
        return last - YEARS + 1, last
    years = {year for counts in completed.values() for year in counts}
    agreeing = Counter({
        last: sum(
            sum(completed.get(ror, Counter())[year] for year in range(last - YEARS + 1, last + 1))
            == rates.trials
            for ror, rates in published.items() if rates.trials
        )
        for last in (range(min(years), max(years) + 1) if years else ())
    })
    best = agreeing.most_common(2)
    stated = sum(1 for rates in published.values() if rates.trials)
    if not best or 2 * best[0][1] <= stated or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0] - YEARS + 1, best[0][0]


def claims(
    published: Mapping[str, Rates], date: str | None, years: tuple[int, int] | None,
    completed: Mapping[str, Counter[int]], ledger: Ledger,
) -> Iterator[Row]:
    """Yield the published rates of each sponsor, two at most."""
    edition = date or "undated"
    for ror, rates in published.items():
        if years is None:
            ledger.set_aside(
                rates.place, "the years that the rates are of cannot be told: name the folder "
                "by its date, sponsors_2025-05", str(dict(rates.row)), "claims",
            )
            continue
        if not rates.trials:
            ledger.note("published rates of no trial: not stated")
            continue
        listed = sum(completed.get(ror, Counter())[year] for year in range(years[0], years[1] + 1))
        if listed != rates.trials:
            ledger.note("sponsors whose list has fewer or more trials than the rates are of")
        for column, place, indicator, what in _RATES:
            stated = _PER_CENT.fullmatch(rates.row[column])
            if stated is None:
                ledger.unknown("claims.value", rates.row[column])
                continue
            decimals = len(stated[2] or "")
            yield "claims", {
                "claim_id": f"bso-{edition}:{ror}:{place}",
                "document": f"French Open Science Monitor, clinical trials, {edition}",
                "said": f"{rates.row['sponsor_name']}: {rates.row[column]} of {rates.trials} "
                        f"trials completed {years[0]}–{years[1]} {what}",
                "value": round(float(f"{stated[1]}.{stated[2] or 0}") / 100, decimals + 2),
                "precision": "rounded",
                "rounding": round(0.01 / 10**decimals, decimals + 2),
                "about": f"ror:{ror}",
                "period": f"{years[0]}..{years[1]}",
                "indicator": indicator,
            }, rates.place
