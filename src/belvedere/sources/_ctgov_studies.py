"""Studies as the API of ClinicalTrials.gov (version 2) gives them."""

from collections.abc import Iterator
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources import _ctgov_words as words
from belvedere.sources import fields
from belvedere.sources._ctgov_words import Sponsor, Study, StudyError
from belvedere.sources._trial_numbers import NCT, european
from belvedere.sources.country_names import country_code
from belvedere.sources.reading import json_document, json_lines, open_bytes
from belvedere.tables.ledger import Ledger, Place


def records(path: Path, name: str, ledger: Ledger) -> Iterator[tuple[Place, object]]:
    """Yield (place, JSON value) of each study of a file, counted in the ledger.

    A file has one study a line, an array of studies, or a page of the API.
    """
    with open_bytes(path, name) as handle:
        if path.name.removesuffix(".gz").endswith((".jsonl", ".ndjson")):
            yield from json_lines(handle, name, ledger)
            return
        document = json_document(handle, name, ledger, "study")
    if isinstance(document, dict):
        document = document.get("studies", [document])
    if not isinstance(document, list):
        raise InputError(f"{name}: neither an array of studies nor a page of the API.")
    for number, found in enumerate(document, start=1):
        ledger.record(name)
        yield Place(name, number), found


def study(found: object, ledger: Ledger) -> Study:
    """Read one study; what a selection of fields left out stays empty.

    Raises StudyError when it has no NCT number.
    """
    protocol = _Section(found).section("protocolSection")
    identification = protocol.section("identificationModule")
    timing = protocol.section("statusModule")
    design = protocol.section("designModule")
    nct = identification.text("nctId") or ""
    if not NCT.fullmatch(nct):
        raise StudyError(f"has no NCT number ({nct!r})" if nct else "has no NCT number")
    other_ids = [
        *(entry.text("id") for entry in identification.sections("secondaryIdInfos")),
        identification.section("orgStudyIdInfo").text("id"),
    ]
    places = protocol.section("contactsLocationsModule").sections("locations")
    arms = protocol.section("armsInterventionsModule").sections("interventions")
    references = protocol.section("referencesModule").sections("references")

    def date(name: str, column: str) -> str | None:
        written = timing.section(name).text("date")
        return fields.day(written or "", f"trial_records.{column}", ledger)

    return Study(nct, {
        "nct_id": nct,
        **european(filter(None, other_ids), ledger),
        "title": identification.text("briefTitle") or identification.text("officialTitle"),
        "acronym": identification.text("acronym"),
        "status": words.status(timing.text("overallStatus"), ledger),
        "status_written": timing.text("overallStatus"),
        "study_type": words.study_type(design.text("studyType"), ledger),
        "phases": words.phases(design.texts("phases"), ledger),
        "interventions": _distinct(arm.text("type") for arm in arms),
        "conditions": _distinct(protocol.section("conditionsModule").texts("conditions")),
        "countries": _countries((place.text("country") for place in places), ledger),
        "start": date("startDateStruct", "start"),
        "primary_completion": date("primaryCompletionDateStruct", "primary_completion"),
        "completion": date("completionDateStruct", "completion"),
        "results_posted": date("resultsFirstPostDateStruct", "results_posted"),
        "enrolment": words.enrolment(design.section("enrollmentInfo").value("count"), ledger),
        "pmids": _distinct(reference.text("pmid") for reference in references),
        "url": words.page(nct),
    }, _sponsors(protocol.section("sponsorCollaboratorsModule")))


def _sponsors(module: "_Section") -> list[Sponsor]:
    named = [("lead", module.section("leadSponsor"))]
    named += [("collaborator", entry) for entry in module.sections("collaborators")]
    return [
        Sponsor(role, entry.text("name"), entry.text("class"))
        for role, entry in named if entry.text("name")
    ]


def _countries(names, ledger: Ledger) -> list[str]:
    codes = (
        country_code(name, "trial_records.countries", ledger) for name in _distinct(names)
    )
    return sorted({code for code in codes if code})


def _distinct(values) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


class _Section:
    """A JSON object of which nothing is sure: what is not there, or not so, is empty."""

    def __init__(self, found: object) -> None:
        self._found = found if isinstance(found, dict) else {}

    def value(self, name: str) -> object:
        return self._found.get(name)

    def section(self, name: str) -> "_Section":
        return _Section(self._found.get(name))

    def sections(self, name: str) -> list["_Section"]:
        found = self._found.get(name)
        return [_Section(entry) for entry in found] if isinstance(found, list) else []

    def text(self, name: str) -> str | None:
        found = self._found.get(name)
        return " ".join(found.split()) if isinstance(found, str) else None

    def texts(self, name: str) -> list[str]:
        found = self._found.get(name)
        if not isinstance(found, list):
            return []
        return [entry.strip() for entry in found if isinstance(entry, str)]
