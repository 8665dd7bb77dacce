"""The subfields of OpenAlex (252, from ASJC) and their English names (CC0)."""

import csv
from importlib.resources import files

with (files("belvedere.tables") / "subfields.csv").open(encoding="utf-8") as _handle:
    SUBFIELDS = {row["subfield"]: row["name"] for row in csv.DictReader(_handle)}
