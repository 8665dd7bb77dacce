"""Where a record can be read at its source: the registry's page, or ours."""

import re
from urllib.parse import quote

from django.urls import reverse


def record_link(language: str, column: str, value, at: str = "") -> str:
    """Return the address of the record that a cell names, or an empty text."""
    if column == "work_id" and isinstance(value, int):
        return reverse("work", args=(language, value))
    if not isinstance(value, str):
        return ""
    if column == "doi":
        return f"https://doi.org/{quote(value)}"
    if column == "trial_id" and re.fullmatch(r"NCT\d{8}", value):
        return f"https://clinicaltrials.gov/study/{value}"
    if column in ("trial_id", "eudract_id") and re.fullmatch(r"\d{4}-\d{6}-\d{2}", value):
        return f"https://www.clinicaltrialsregister.eu/ctr-search/search?query={value}"
    if column == "first_document":
        return f"https://worldwide.espacenet.com/patent/search?q=pn%3D{quote(value)}"
    if column == "project_id":
        programme, _, number = value.partition(":")
        # the FP7 file of 2016 knows projects by record number, all others by grant number
        kind = "rcn" if programme == "FP7" and len(number) < 6 else "id"
        return f"https://cordis.europa.eu/project/{kind}/{number}"
    if column == "organisation_id":
        return reverse("organisation", args=(language, value)) + (f"?at={at}" if at else "")
    return ""
