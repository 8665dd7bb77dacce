"""ClinicalTrials.gov: one study a line, as its API gives them."""

import json
from pathlib import Path

from belvedere.landscapes.demo.trials import Trial, trial
from belvedere.landscapes.demo.world import Organisation, World
from belvedere.landscapes.demo.writing import text_file

_CLASSES = {"company": "INDUSTRY", "government": "OTHER_GOV"}


def write(folder: Path, world: World) -> None:
    """Write the studies, all but those that only the European registers have."""
    with text_file(folder / "trials" / "ctgov_v2" / "studies.jsonl.gz") as text:
        for number in range(world.trials):
            one = trial(world, number)
            if one.nct is not None:
                text.write(json.dumps(_study(one), ensure_ascii=False) + "\n")


def _sponsor(organisation: Organisation, name: str) -> dict:
    return {"name": name, "class": _CLASSES.get(organisation.kind, "OTHER")}


def _study(one: Trial) -> dict:
    identification = {
        "nctId": one.nct, "orgStudyIdInfo": {"id": f"DEMO-{one.number}"},
        "organization": {"fullName": one.sponsor_name}, "briefTitle": one.title,
        "officialTitle": f"{one.title}: a study of nobody",
    }
    secondary = [
        {"id": number, "type": kind}
        for number, kind in ((one.eudract, "EUDRACT_NUMBER"), (one.ctis, "CTIS")) if number
    ]
    if secondary:
        identification["secondaryIdInfos"] = secondary
    if one.acronym:
        identification["acronym"] = one.acronym
    # The oldest registrations give the month only.
    start = one.start.isoformat()[:7] if one.start.year < 2010 else one.start.isoformat()
    status = {
        "statusVerifiedDate": "2026-04", "overallStatus": one.status,
        "startDateStruct": {"date": start, "type": "ACTUAL"},
    }
    if one.completion:
        date = {"date": one.completion.isoformat(),
                "type": "ACTUAL" if one.completion.year < 2026 else "ESTIMATED"}
        status |= {"primaryCompletionDateStruct": date, "completionDateStruct": date}
    if one.posted:
        status["resultsFirstPostDateStruct"] = {"date": one.posted.isoformat(), "type": "ACTUAL"}
    design = {
        "studyType": "INTERVENTIONAL" if one.interventional else "OBSERVATIONAL",
        "enrollmentInfo": {"count": one.enrolment, "type": "ACTUAL"},
    }
    study: dict = {
        "identificationModule": identification,
        "statusModule": status,
        "sponsorCollaboratorsModule": {
            "leadSponsor": _sponsor(one.sponsor, one.sponsor_name),
            "collaborators": [_sponsor(other, other.name) for other in one.collaborators],
        },
        "conditionsModule": {"conditions": one.conditions},
        "designModule": design,
        "contactsLocationsModule": {
            "locations": [{"facility": "An invented site", "city": "Nowhere", "country": name}
                          for name in one.countries],
        },
    }
    if one.interventional:
        design["phases"] = one.phases
        study["armsInterventionsModule"] = {
            "interventions": [{"type": one.intervention, "name": "Philtre"}]
        }
    if one.number % 7 == 3:
        study["referencesModule"] = {"references": [
            {"pmid": str(990_000_000 + one.number), "type": "BACKGROUND"},
        ]}
    return {
        "protocolSection": study,
        "derivedSection": {"miscInfoModule": {"versionHolder": "2026-05-15"}},
        "hasResults": one.posted is not None,
    }
