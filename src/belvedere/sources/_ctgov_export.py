"""Studies as the search of ClinicalTrials.gov exported them to CSV until 2024."""

import re
from collections.abc import Iterator
from pathlib import Path

from belvedere.sources import _ctgov_words as words
from belvedere.sources._ctgov_words import Sponsor, Study, StudyError
from belvedere.sources._trial_numbers import NCT, european
from belvedere.sources.country_names import country_code, known_code
from belvedere.sources.reading import csv_rows, decoded, open_bytes
from belvedere.tables.ledger import Ledger, Place

NEEDED = ("NCT Number", "Title", "Status", "Sponsor/Collaborators", "Completion Date")
SUFFIX = "_first"
"""What some copies add to most headers: they were grouped by study once."""
LONGEST_HEADER = 64 * 1024
KINDS = frozenset(
    "BEHAVIORAL BIOLOGICAL COMBINATION_PRODUCT DEVICE DIAGNOSTIC_TEST DIETARY_SUPPLEMENT DRUG "
    "GENETIC OTHER PROCEDURE RADIATION".split()
)


def records(path: Path, name: str, ledger: Ledger) -> Iterator[tuple[Place, dict[str, str]]]:
    """Yield (place, row) of an export; its headers may end in "_first".

    Raises InputError when it lacks a column that every export has.
    """
    with open_bytes(path, name) as handle:
        header = decoded(handle.readline(LONGEST_HEADER), name, Ledger())
    present = {column.strip() for column in header.removeprefix("\ufeff").split(",")}
    needs = [column + SUFFIX if column + SUFFIX in present else column for column in NEEDED]
    with open_bytes(path, name) as handle:
        for place, row in csv_rows(handle, name, ledger, delimiter=",", needs=needs):
            yield place, {column.removesuffix(SUFFIX): cell for column, cell in row.items()}


def study(row: dict[str, str], ledger: Ledger) -> Study:
    """Read one row. Raises StudyError when it has no NCT number."""
    nct = row["NCT Number"]
    if not NCT.fullmatch(nct):
        raise StudyError(f"{nct!r} is no NCT number")

    def cell(column: str) -> str:
        return row.get(column, "")

    def date(header: str, column: str) -> str | None:
        return words.english_date(cell(header), f"trial_records.{column}", ledger)

    named = _parts(cell("Sponsor/Collaborators"))
    address = cell("URL")
    return Study(nct, {
        "nct_id": nct,
        **european(_parts(cell("Other IDs")), ledger),
        "title": " ".join(cell("Title").split()),
        "acronym": cell("Acronym"),
        "status": words.status(cell("Status"), ledger),
        "status_written": cell("Status"),
        "study_type": words.study_type(cell("Study Type"), ledger),
        "phases": words.phases(filter(None, re.split(r"[|/]", cell("Phases"))), ledger),
        "interventions": _kinds(cell("Interventions"), ledger),
        "conditions": list(dict.fromkeys(_parts(cell("Conditions")))),
        "countries": _countries(cell("Locations"), ledger),
        "start": date("Start Date", "start"),
        "primary_completion": date("Primary Completion Date", "primary_completion"),
        "completion": date("Completion Date", "completion"),
        "results_posted": date("Results First Posted", "results_posted"),
        "enrolment": words.enrolment(cell("Enrollment"), ledger),
        "pmids": list(dict.fromkeys(re.findall(r"\d+", cell("pmids")))),
        "url": address if address.startswith("https://") else words.page(nct),
    }, [Sponsor("collaborator" if position else "lead", name)
        for position, name in enumerate(named)])


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _kinds(cell: str, ledger: Ledger) -> list[str]:
    found = dict.fromkeys(
        part.partition(":")[0].strip().upper().replace(" ", "_") for part in _parts(cell)
    )
    for kind in found:
        if kind not in KINDS:
            ledger.unknown("trial_records.interventions", kind[:60])
    return [kind for kind in found if kind in KINDS]


def _countries(cell: str, ledger: Ledger) -> list[str]:
    """Return the codes of the last part of each place: "Ward 2, Seoul, Korea, Republic of"."""
    codes = set()
    for place in _parts(cell):
        parts = [part.strip() for part in place.split(",")]
        # Some names of countries have a comma themselves.
        code = known_code(", ".join(parts[-2:])) if len(parts) > 1 else None
        codes.add(code or country_code(parts[-1], "trial_records.countries", ledger))
    return sorted(code for code in codes if code)
