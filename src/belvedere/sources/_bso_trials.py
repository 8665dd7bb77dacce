"""Trials as the Open Science Monitor lists them for each sponsor."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from belvedere.sources import _ctgov_words as words
from belvedere.sources import fields
from belvedere.sources._trial_numbers import CTIS, EUDRACT, NCT
from belvedere.sources.base import Row
from belvedere.sources.country_names import country_code
from belvedere.sources.names import sponsor_id
from belvedere.tables.ledger import Ledger, Place
from belvedere.tables.trials import RESULT_STATUSES

LIST_COLUMNS = ("statut", "NCTId", "eudraCT", "CTIS", "completion_year", "clinical_trial_title")
RECORD_COLUMNS = ("NCTId", "eudraCT", "title", "lead_sponsor", "study_completion_date")
_NUMBERS = (("nct_id", "NCTId", NCT), ("eudract_id", "eudraCT", EUDRACT), ("ctis_id", "CTIS", CTIS))


@dataclass
class Trials:
    """All trials of all lists, each once, with the sponsors whose lists have it.

    A trial that stands in several rows keeps the first row's values, what the
    later rows add, and the earliest result that one of them tells.
    """

    ledger: Ledger
    rows: dict[str, tuple[dict, Place]] = field(default_factory=dict)
    sponsors: dict[tuple[str, str], tuple[str | None, Place]] = field(default_factory=dict)
    numbers_listed: set[str] = field(default_factory=set)

    def listed(self, place: Place, row: dict[str, str], ror: str, name: str | None) -> None:
        """Take in one row of a sponsor's list."""
        numbers = self._numbers(place, row)
        if numbers is None:
            return
        self.numbers_listed.update(number for number in numbers.values() if number)
        interventions = None
        if written := row.get("intervention_type"):
            interventions = [written.removesuffix(" (presumed)")]
            if interventions != [written]:
                self.ledger.note("kinds of intervention that the Monitor presumes")
        self._add(place, f"ror:{ror}", name, {
            **numbers,
            "url": _page(numbers),
            "title": " ".join(row["clinical_trial_title"].split()) or None,
            "acronym": " ".join(row.get("acronym", "").split()) or None,
            "interventions": interventions,
            "completion": self._year(row["completion_year"]),
            "result_status": self._result(row["statut"]),
        })

    def described(self, place: Place, row: dict[str, str]) -> None:
        """Take in one record of the Monitor, unless a list has the trial.

        Its assessment of results is another edition's and is left out.
        """
        numbers = self._numbers(place, row)
        if numbers is None:
            return
        if self.numbers_listed.intersection(numbers.values()):
            self.ledger.note("records of trials that the lists have: the lists stand")
            return
        name = row["lead_sponsor"]
        self._add(place, sponsor_id(name) if name else None, name, {
            **numbers,
            "url": _page(numbers),
            "title": " ".join(row["title"].split()) or None,
            "acronym": row.get("acronym") or None,
            "status": words.status(row.get("status"), self.ledger),
            "status_written": row.get("status") or None,
            "study_type": words.study_type(row.get("study_type"), self.ledger),
            "interventions": [
                kind.strip().upper().replace(" ", "_")
                for kind in row.get("intervention_type", "").split(";") if kind.strip()
            ],
            "countries": sorted(filter(None, (
                country_code(place_name.strip(), "trial_records.countries", self.ledger)
                for place_name in set(row.get("location_country", "").split(";"))
                if place_name.strip()
            ))),
            "start": self._date(row, "study_start_date", "start"),
            "completion": self._date(row, "study_completion_date", "completion"),
            "result_status": None,
            "enrolment": words.enrolment(row.get("enrollment_count"), self.ledger),
        })

    def emitted(self) -> Iterator[Row]:
        """Yield the trials, then who sponsors them."""
        for record_id, (row, place) in self.rows.items():
            yield "trial_records", {"record_id": record_id, "source": "bso", **row}, place
        for (record_id, organisation_id), (name, place) in self.sponsors.items():
            yield "trial_sponsor_records", {
                "record_id": record_id, "organisation_id": organisation_id, "role": "lead",
                "name": name,
            }, place

    def completed(self) -> dict[str, Counter[int]]:
        """Return how many trials of each sponsor were completed in each year."""
        counts: dict[str, Counter[int]] = {}
        for record_id, organisation_id in self.sponsors:
            completion = self.rows[record_id][0]["completion"]
            years = counts.setdefault(organisation_id.removeprefix("ror:"), Counter())
            if completion:
                years[int(completion[:4])] += 1
        return counts

    def _numbers(self, place: Place, row: dict[str, str]) -> dict | None:
        found = {}
        for column, header, pattern in _NUMBERS:
            written = row.get(header, "").upper()
            found[column] = written if pattern.fullmatch(written) else None
            if written and not found[column]:
                self.ledger.unknown(f"trial_records.{column}", written)
        if any(found.values()):
            return found
        self.ledger.set_aside(place, "has no NCT, EudraCT or CTIS number", str(row))
        return None

    def _year(self, written: str) -> str | None:
        return fields.day(written.removesuffix(".0"), "trial_records.completion", self.ledger)

    def _result(self, written: str) -> str | None:
        if written in ("1", "2", "3", "4"):
            return RESULT_STATUSES[int(written) - 1]
        if written:
            self.ledger.unknown("trial_records.result_status", written)
        return None

    def _date(self, row: dict[str, str], header: str, column: str) -> str | None:
        """Read a date of a record, to the month where the Monitor made the day up.

        Where a registry tells only the month, its records have the day on which
        they were taken: 33 of 68 trials "begin" on the 28th, read on a 28th.
        """
        written = fields.day(row.get(header, ""), f"trial_records.{column}", self.ledger)
        taken = re.fullmatch(r"\d{4}-\d{2}(-\d{2})", row.get("snapshot_date", "")[:10])
        if written and taken and len(written) == 10 and written.endswith(taken[1]):
            self.ledger.note("dates kept to the month: the day is the one of the snapshot")
            return written[:7]
        return written

    def _add(
        self, place: Place, organisation_id: str | None, name: str | None, row: dict
    ) -> None:
        record_id = f"bso:{row['nct_id'] or row['eudract_id'] or row['ctis_id']}"
        if record_id not in self.rows:
            self.rows[record_id] = row, place
        else:
            again = (record_id, organisation_id) in self.sponsors
            self.ledger.note(
                "trials that one sponsor's list repeats" if again
                else "trials in the lists of several sponsors"
            )
            self._merge(record_id, row, place)
        if organisation_id:
            self.sponsors.setdefault((record_id, organisation_id), (name, place))

    def _merge(self, record_id: str, row: dict, place: Place) -> None:
        stands, _ = self.rows[record_id]
        for column, value in row.items():
            if value == stands.get(column) or value in (None, []):
                continue
            if stands.get(column) in (None, []):
                stands[column] = value
            elif column == "result_status":
                self.ledger.note("repeated trials that disagree on results: the earliest stands")
                stands[column] = min(value, stands[column], key=RESULT_STATUSES.index)
            else:
                self.ledger.set_aside(
                    place, f"repeats {record_id} with another {column}; the first row stands",
                    f"{value} instead of {stands[column]}", "trial_records",
                )


def _page(numbers: dict[str, str | None]) -> str | None:
    return words.page(numbers["nct_id"]) if numbers["nct_id"] else None
