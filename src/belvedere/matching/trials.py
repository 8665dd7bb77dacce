"""One trial known to several registries is one trial.

Records with the same NCT number are one; a record that has only a European
number joins the trial that carries it. Two numbers of one registry are two
trials: such a pair is flagged, never joined.
"""

from collections.abc import Iterable, Iterator, Sequence

from belvedere.tables.ledger import Ledger
from belvedere.tables.trials import SOURCES

NUMBERS = ("nct_id", "eudract_id", "ctis_id")
_MERGED = (
    "nct_id", "eudract_id", "ctis_id", "title", "acronym", "status", "status_written",
    "study_type", "phases", "interventions", "conditions", "countries", "start",
    "primary_completion", "completion", "results_posted", "result_status", "enrolment", "pmids",
    "url",
)


def identities(records: Sequence[dict], ledger: Ledger) -> Iterator[dict]:
    """Yield one row of trial_identities for each trial record."""
    carried: dict[tuple[str, str], set[str]] = {}
    for record in records:
        if record["nct_id"]:
            for kind in NUMBERS[1:]:
                if record[kind]:
                    carried.setdefault((kind, record[kind]), set()).add(record["nct_id"])
    for record in records:
        if record["nct_id"]:
            yield {"record_id": record["record_id"], "trial_id": record["nct_id"],
                   "because": "its NCT number"}
            continue
        found = [(kind, record[kind]) for kind in NUMBERS[1:] if record[kind]]
        owners = {nct for number in found for nct in carried.get(number, ())}
        if len(owners) == 1:
            number = next(n for n in found if carried.get(n))
            yield {"record_id": record["record_id"], "trial_id": owners.pop(),
                   "because": f"carries {number[1]}"}
            continue
        if len(owners) > 1:
            ledger.note("trials with a European number that several NCT numbers carry")
        own = found[0][1] if found else record["record_id"]
        yield {"record_id": record["record_id"], "trial_id": own,
               "because": "its own number; no NCT number carries it alone"}


def trials(identity_rows: Iterable[dict], records: Sequence[dict]) -> Iterator[dict]:
    """Yield one row of trials each; every value from the first source that knows it."""
    by_trial: dict[str, list[dict]] = {}
    described = {record["record_id"]: record for record in records}
    for row in identity_rows:
        by_trial.setdefault(row["trial_id"], []).append(described[row["record_id"]])
    numbers: dict[str, set[str]] = {}
    for trial_id, known in by_trial.items():
        for record in known:
            if record["eudract_id"]:
                numbers.setdefault(record["eudract_id"], set()).add(trial_id)
    for trial_id, known in sorted(by_trial.items()):
        known.sort(key=lambda r: (SOURCES.index(r["source"]), r["record_id"]))
        merged: dict = {"trial_id": trial_id, "record_ids": [r["record_id"] for r in known]}
        for column in _MERGED:
            merged[column] = next((r[column] for r in known if r[column] is not None), None)
        merged["assessed_completion"] = next(
            (r["completion"] for r in known if r["result_status"] is not None), None
        )
        shared = numbers.get(merged["eudract_id"] or "", set()) - {trial_id}
        if shared:
            merged["caveat"] = f"{merged['eudract_id']} is carried by {', '.join(sorted(shared))}"
        yield merged


def sponsors(identity_rows: Iterable[dict], records: Iterable[dict]) -> Iterator[dict]:
    """Yield one row of trial_sponsors for each trial, organisation and role."""
    trial_of = {row["record_id"]: row["trial_id"] for row in identity_rows}
    stated: dict[tuple[str, str, str], dict] = {}
    for record in records:
        key = (trial_of[record["record_id"]], record["organisation_id"], record["role"])
        row = stated.setdefault(key, {
            "trial_id": key[0], "organisation_id": key[1], "role": key[2],
            "name": record["name"], "stated_by": [],
        })
        row["stated_by"].append(record["record_id"])
    for _, row in sorted(stated.items()):
        row["stated_by"].sort()
        row["sources"] = sorted({record_id.partition(":")[0] for record_id in row["stated_by"]})
        yield row
